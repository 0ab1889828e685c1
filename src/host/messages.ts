import type { MessageTable } from '../core/messages.ts';

/** The words of what only the editor's side says. */
export const hostMessages = {
  'host.catalogueUnreadable': '{message}',
  'host.keepsChanging': 'The document kept changing; nothing was done. Try again.',
  'host.panelLocked': 'That part belongs to a step that is not open yet. Complete the step before it first.',
  'host.nameNeeded': 'Say who you are first: your name stands beside what you confirm.',
  'host.blocked': 'Not yet: {count} points are open here.',
  'host.panelConfirmed': '{panel} confirmed.',
  'host.stepCompleted': 'Step complete. The next one is open.',
  'host.planComplete': 'The plan is complete.',
  'host.notSaved': '{text} The document could not be saved yet.',
  'host.notUnderstood': 'I did not understand {text}.',
  'host.nothingToDo': 'I did not understand that. For example, you can say:',
} as const satisfies MessageTable;
