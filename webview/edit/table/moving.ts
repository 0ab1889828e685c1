import type { TableKey } from './keys.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';
import type { TableGrid } from './tableGrid.ts';

/** Moves the current cell, or the far corner of the range, as the keys say. */
export class Moving {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  readonly #selection: Selection;
  readonly #grid: TableGrid;

  constructor(element: TableElement, rows: RowsInView, selection: Selection, grid: TableGrid) {
    this.#element = element;
    this.#rows = rows;
    this.#selection = selection;
    this.#grid = grid;
  }

  /** Goes so many places of the view; with `extend`, the range goes there and its anchor stays. */
  by(rows: number, columns: number, extend = false): void {
    const { row, column } = this.#from(extend);
    this.#go((this.#rows.viewRow(row) ?? 0) + rows, column + columns, extend);
  }

  page(by: 1 | -1, extend: boolean): void {
    this.by(by * this.#grid.pageRows(), 0, extend);
  }

  toEdge({ row, column, extend }: Extract<TableKey, { kind: 'edge' }>): void {
    const from = this.#from(extend);
    const fromView = this.#rows.viewRow(from.row) ?? this.#selection.cell.row;
    this.#go(
      row === 'first' ? 0 : row === 'last' ? this.#rows.count - 1 : fromView,
      column === 'first' ? 0 : column === 'header' ? -1 : column === 'last' ? this.#element.table.columns.length - 1 : from.column, extend,
    );
  }

  /** To the next or previous cell in reading order. */
  step(by: 1 | -1): void {
    const last = this.#element.table.columns.length - 1;
    const { row, column: from } = this.#selection.cell;
    const column = from + by;
    if (column >= 0 && column <= last) this.#go(row, column);
    else if (by === 1 && row < this.#rows.count - 1) this.#go(row + 1, 0);
    else if (by === -1 && row > 0) this.#go(row - 1, last);
  }

  selectAll(): void {
    const { page, table: { columns } } = this.#element;
    const { count } = this.#rows;
    this.#selection.put({ row: this.#rows.docRow(0) ?? 0, column: 0, extent: { row: this.#rows.docRow(count - 1) ?? 0, column: columns.length - 1 } });
    this.#element.focus();
    this.#element.say(page.t('table.rangeStatus', { rows: count, columns: columns.length }));
  }

  #from(extend: boolean): { readonly row: number; readonly column: number } {
    const { row, column, extent } = this.#selection;
    return extend && extent !== undefined ? extent : { row, column };
  }

  #go(view: number, column: number, extend = false): void {
    const selection = this.#selection;
    const last = Math.max(0, this.#rows.count - 1);
    const row = this.#rows.docRow(Math.min(Math.max(0, view), last)) ?? selection.row;
    const to = Math.min(Math.max(extend ? 0 : -1, column), this.#element.table.columns.length - 1);
    if (!extend) {
      selection.put({ row, column: to, extent: undefined });
      this.#element.focus();
      return;
    }
    selection.put({ extent: row === selection.row && to === selection.column ? undefined : { row, column: to } });
    const { top, bottom, left, right } = selection.range;
    this.#element.say(this.#element.page.t('table.rangeStatus', { rows: bottom - top + 1, columns: right - left + 1 }));
    this.#grid.reveal({ row: this.#rows.viewRow(row) ?? 0, column: to });
  }
}
