import { newRow } from '../grid/tableEdits.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import { sendEdit } from './sendEdit.ts';
import type { TableElement } from './tableElement.ts';

/** Inserts, duplicates, moves and removes rows: as many as are selected, each time as one edit. */
export class RowActions {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  readonly #selection: Selection;

  constructor(element: TableElement, rows: RowsInView, selection: Selection) {
    this.#element = element;
    this.#rows = rows;
    this.#selection = selection;
  }

  insert(above: boolean): void {
    const { page, table } = this.#element;
    const rows = this.#selection.targets();
    const at = above ? rows[0] ?? 0 : (rows.at(-1) ?? table.rows.length - 1) + 1;
    void sendEdit(page, { kind: 'insertRows', block: table.block, at, rows: rows.map(() => newRow(table)) });
    this.#selection.awaitRows(at);
  }

  duplicate(): void {
    const { page, table } = this.#element;
    void sendEdit(page, { kind: 'duplicateRows', block: table.block, rows: this.#selection.refs(this.#selection.targets()) });
  }

  remove(rows: readonly number[]): void {
    if (rows.length === 0) return;
    const { page, table } = this.#element;
    const refs = this.#selection.refs(rows);
    this.#selection.put({ ticked: new Set(), extent: undefined });
    this.#element.focus();
    void sendEdit(page, { kind: 'removeRows', block: table.block, rows: refs });
  }

  move(by: -1 | 1): void {
    const { page, table } = this.#element;
    if (this.#rows.isArranged) {
      page.notify(page.t('table.moveArranged'), 'info');
      return;
    }
    const rows = this.#selection.targets();
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return;
    // `to` is where a row stands now: one down is before the row after the next.
    const to = by === -1 ? first - 1 : last + 2;
    if (to < 0 || to > table.rows.length) return;
    void sendEdit(page, { kind: 'moveRows', block: table.block, rows: this.#selection.refs(rows), to });
  }
}
