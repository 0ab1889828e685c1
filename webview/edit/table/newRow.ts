import { newRow } from '../grid/tableEdits.ts';
import type { CellEditing, Then } from './cellEditing.ts';
import type { NewRowCells } from './newRowCells.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';

/** Adding a row by hand: opened at the end, filled cell by cell, and kept once it is left with anything in it. */
export class NewRow {
  readonly #element: TableElement;
  readonly #cells: NewRowCells;
  readonly #selection: Selection;
  readonly #editing: CellEditing;

  constructor(element: TableElement, cells: NewRowCells, selection: Selection, editing: CellEditing) {
    this.#element = element;
    this.#cells = cells;
    this.#selection = selection;
    this.#editing = editing;
  }

  open(): void {
    const { page, table } = this.#element;
    if (page.locked) return;
    this.#cells.cells = {};
    this.#selection.put({ row: table.rows.length, column: 0, extent: undefined });
    this.#editing.open();
  }

  drop(): void {
    this.#cells.cells = undefined;
    this.#editing.close();
    this.#selection.put({ row: Math.max(0, this.#element.table.rows.length - 1) });
    this.#element.focus();
  }

  /** One of its cells is done; `value` is undefined where that was cancelled. */
  afterCell(value: string | undefined, then: Then, column: number): void {
    const last = this.#element.table.columns.length - 1;
    if (value === undefined) {
      // Escape in the first cell, with nothing typed yet, was meant for the row.
      if (Object.values(this.#cells.cells ?? {}).every((text) => text === '')) this.drop();
      this.#element.focus();
    } else if (then === 'down' || (then === 'right' && column === last)) this.#keep(true);
    else if (then === 'right' || then === 'left') {
      this.#selection.put({ column: Math.max(0, column + (then === 'right' ? 1 : -1)) });
      this.#editing.open();
    }
  }

  /** Leaving the row keeps it. */
  readonly onFocusOut = (event: FocusEvent): void => {
    if (!this.#cells.isOpen || this.#editing.isOpen) return;
    const to = event.relatedTarget;
    // Between two cells of the new row the focus is nowhere for a moment.
    if (!(to instanceof HTMLElement)) return;
    const row = to.closest<HTMLElement>('[role=gridcell]')?.dataset['row'];
    if (row !== String(this.#element.table.rows.length) || !this.#element.contains(to)) this.#keep(false);
  };

  /** Adds the row where anything was typed into it. */
  #keep(focus: boolean): void {
    const { page, table } = this.#element;
    const typed = Object.entries(this.#cells.cells ?? {}).filter(([, text]) => text.trim() !== '');
    this.#cells.cells = undefined;
    this.#editing.close();
    if (focus) this.#element.focus();
    const at = table.rows.length;
    if (typed.length === 0) {
      this.#selection.put({ row: Math.max(0, at - 1) });
      return;
    }
    void page.edit({ kind: 'insertRows', block: table.block, at, rows: [{ ...newRow(table), ...Object.fromEntries(typed) }] }).then((error) => {
      if (error === undefined) return;
      this.#cells.cells = Object.fromEntries(typed);
      page.notify(page.t('field.notSaved', { error }), 'error');
    });
  }
}
