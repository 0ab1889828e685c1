import { focused } from './focus.ts';
import type { Page } from './page.ts';
import { SAYING } from './views/conversation.ts';
import { NAMING } from './views/personAsk.ts';

/** Alt and the menu's letters. Where Alt types characters, an input keeps them. True where the key was taken. */
export function menuKey(event: KeyboardEvent, root: HTMLElement): boolean {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState('AltGraph')) return false;
  if (isTyping(event) && event.key.length === 1 && !/^[a-z]$/i.test(event.key)) return false;
  const keys: Readonly<Record<string, string>> = { KeyC: '.menu-continue', KeyR: '.menu-revise', KeyD: '.menu-deep', KeyP: '.menu-party' };
  const selector = keys[event.code];
  if (selector === undefined) return false;
  event.preventDefault();
  event.stopPropagation();
  const target = root.querySelector<HTMLElement & { show?: () => void }>(selector);
  // Leaving an input keeps what was typed in it, before the menu acts on the plan.
  focused()?.blur();
  if (event.code === 'KeyR') target?.show?.();
  else if (target !== null && !target.hasAttribute('disabled')) {
    target.focus();
    target.click();
  }
  return true;
}

/**
 * VS Code takes undo, redo and save for the document, wherever the focus is in the page, and there is nothing to send for
 * that. Only while something is typed that is not in the plan yet, undo belongs to the typing, and saving keeps it first. True where the key was taken.
 */
export function textKey(event: KeyboardEvent, page: Page): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !isTyping(event)) return false;
  const key = event.key.toLowerCase();
  // The input does that itself. VS Code, right after a click that came from the text, would select all of the text.
  if (key === 'a') {
    event.stopPropagation();
    return true;
  }
  const place = focused()?.closest<HTMLElement>('[data-place]')?.dataset['place'] ?? '';
  const inCell = focused()?.closest('dmp-cell-editor') instanceof HTMLElement;
  // A place without a draft may still hold a sentence, an answer or a reason: these are kept under their own names.
  const answer = place === 'conversation' ? SAYING : place === 'person' ? NAMING : place.replace(/^answer:/, '');
  const unsaved = inCell || page.state.drafts.has(place) || page.state.answer(answer) !== '';
  if (!unsaved) return false;
  if (key === 'z' || key === 'y') {
    event.stopPropagation();
    return true;
  }
  if (key !== 's' || event.shiftKey) return false;
  event.preventDefault();
  event.stopPropagation();
  const back = focused();
  back?.blur();
  back?.focus();
  page.sendAfterEdits({ type: 'save' });
  return true;
}

function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');
}
