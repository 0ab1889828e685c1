import type { Arranging } from './arranging.ts';
import type { CellWriting } from './cellWriting.ts';
import type { Finding } from './finding.ts';
import type { TableCommand } from './keys.ts';
import type { LeaveBehind } from './leaveBehind.ts';
import type { NewRow } from './newRow.ts';
import type { RowActions } from './rowActions.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';

export interface CommandParts {
  readonly element: TableElement;
  readonly selection: Selection;
  readonly newRow: NewRow;
  readonly actions: RowActions;
  readonly writing: CellWriting;
  readonly arranging: Arranging;
  readonly finding: Finding;
  readonly leaveBehind: LeaveBehind;
  readonly toggleKeys: () => void;
}

/** Does what a tool or a key asks for. */
export function runCommand(command: TableCommand, { element, selection, newRow, actions, writing, arranging, finding, leaveBehind, toggleKeys }: CommandParts): void {
  const { page, table } = element;
  if (page.locked && writes(command)) return;
  switch (command) {
    case 'find':
      finding.open();
      return;
    case 'keys':
      toggleKeys();
      return;
    case 'sortUp':
    case 'sortDown':
      arranging.sortHere(command === 'sortDown');
      return;
    case 'exportSection':
    case 'importSection':
      page.sendAfterEdits({ type: 'action', action: command, block: table.block });
      return;
    case 'addRow':
      newRow.open();
      return;
    case 'insertAbove':
    case 'insertBelow':
      actions.insert(command === 'insertAbove');
      return;
    case 'duplicate':
      actions.duplicate();
      return;
    case 'remove':
      actions.remove(selection.targets());
      return;
    case 'moveUp':
    case 'moveDown':
      actions.move(command === 'moveUp' ? -1 : 1);
      return;
    case 'fillDown':
      writing.fillDown();
      return;
    case 'leaveBehind':
      leaveBehind.open();
      return;
    default:
      command satisfies never;
  }
}

/** Whether it changes the document: not while that is locked. */
function writes(command: TableCommand): boolean {
  return !['find', 'keys', 'sortUp', 'sortDown', 'exportSection'].includes(command);
}
