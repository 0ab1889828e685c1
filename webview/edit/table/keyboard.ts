import type { CellDrafts } from './cellDrafts.ts';
import type { CellEditing } from './cellEditing.ts';
import type { CellWriting } from './cellWriting.ts';
import type { Finding } from './finding.ts';
import { isForTable } from './isForTable.ts';
import { tableKey } from './keys.ts';
import type { TableCommand } from './keys.ts';
import type { LeaveBehind } from './leaveBehind.ts';
import type { Moving } from './moving.ts';
import type { NewRow } from './newRow.ts';
import type { NewRowCells } from './newRowCells.ts';
import type { RowActions } from './rowActions.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';

export interface KeyboardParts {
  readonly element: TableElement;
  readonly selection: Selection;
  readonly moving: Moving;
  readonly editing: CellEditing;
  readonly drafts: CellDrafts;
  readonly writing: CellWriting;
  readonly actions: RowActions;
  readonly finding: Finding;
  readonly leaveBehind: LeaveBehind;
  readonly newRow: NewRow;
  readonly newRowCells: NewRowCells;
  readonly run: (command: TableCommand) => void;
}

/** What a key does in the table, where it is the table's. Which key means what is in `keys.ts`. */
export class Keyboard {
  readonly #parts: KeyboardParts;

  constructor(parts: KeyboardParts) {
    this.#parts = parts;
  }

  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || !isForTable(event)) return;
    const { editing } = this.#parts;
    if (editing.isOpen) {
      editing.keepEarly(event);
      return;
    }
    if (!this.#handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Returns whether the key was for the table. */
  #handle(event: KeyboardEvent): boolean {
    const { element, selection, moving, editing, finding } = this.#parts;
    const key = tableKey(event);
    if (key === undefined) return event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ' && this.#type(event.key);
    switch (key.kind) {
      case 'move':
        moving.by(key.rows, key.columns, key.extend);
        return true;
      case 'page':
        moving.page(key.by, key.extend);
        return true;
      case 'edge':
        moving.toEdge(key);
        return true;
      case 'all':
        moving.selectAll();
        return true;
      case 'tick':
        if (selection.column !== -1 && !event.shiftKey) return this.#type(' ');
        this.#tick();
        return true;
      case 'edit':
        if (selection.column === -1) selection.tick(selection.row);
        else editing.open();
        return true;
      case 'clear':
        if (element.page.locked) return false;
        this.#clear();
        return true;
      case 'escape':
        return this.#escape();
      case 'next':
        finding.go(key.by, true);
        return true;
      case 'command':
        this.#parts.run(key.command);
        return true;
      default:
        return key satisfies never;
    }
  }

  /** A character in a cell opens it. */
  #type(character: string): boolean {
    const { selection, editing } = this.#parts;
    if (selection.column === -1) return false;
    editing.open(character);
    return editing.isOpen;
  }

  /** All rows of the range; off where all of them are on. */
  #tick(): void {
    const { selection } = this.#parts;
    const rows = selection.extent === undefined ? [selection.row] : selection.targets();
    const to = !rows.every((row) => selection.ticked.has(row));
    for (const row of rows) selection.tick(row, to);
  }

  /** Empties cells; on a row's number, removes rows. */
  #clear(): void {
    const { element, selection, writing, actions } = this.#parts;
    if (selection.column !== -1) writing.clear();
    else actions.remove(selection.ticked.has(selection.row) ? selection.targets() : [selection.row].filter((row) => row < element.table.rows.length));
  }

  /** Takes back one thing at a time, the nearest first. */
  #escape(): boolean {
    const { selection, drafts, finding, leaveBehind, newRow, newRowCells } = this.#parts;
    if (newRowCells.isOpen) newRow.drop();
    else if (drafts.drop(selection.row, selection.column)) return true;
    else if (selection.extent !== undefined) selection.put({ extent: undefined });
    else if (leaveBehind.isOpen) leaveBehind.close();
    else if (finding.words !== undefined) finding.close();
    else if (selection.ticked.size > 0) selection.put({ ticked: new Set() });
    else return false;
    return true;
  }
}
