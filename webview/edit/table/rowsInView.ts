import { arrange, followOrder, isArranged } from '../grid/rowOrder.ts';
import type { Arrangement, RowOrder } from '../grid/rowOrder.ts';
import type { RowTrack } from '../grid/rowTrack.ts';
import type { NewRowCells } from './newRowCells.ts';
import type { TableElement } from './tableElement.ts';

/**
 * Which rows are shown, and in which order. The document's rows and the places of the view are translated here and nowhere
 * else: all parts count rows as the document does, and only the grid counts places.
 */
export class RowsInView {
  readonly #element: TableElement;
  readonly #newRow: NewRowCells;
  #arrangement: Arrangement = {};
  #order: RowOrder;
  /** Where in the order a row stands. */
  #places: ReadonlyMap<number, number> | undefined;

  constructor(element: TableElement, newRow: NewRowCells) {
    this.#element = element;
    this.#newRow = newRow;
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  get isArranged(): boolean {
    return isArranged(this.#arrangement);
  }

  get order(): RowOrder {
    return this.#order;
  }

  /** Places in the view, with that of the row being added. */
  get count(): number {
    return (this.#order?.length ?? this.#element.table.rows.length) + (this.#newRow.isOpen ? 1 : 0);
  }

  /** The document's row at a place of the view; the row being added is behind the last. */
  docRow(view: number): number | undefined {
    if (this.#order === undefined) return view < this.count ? view : undefined;
    return this.#order[view] ?? (view === this.#order.length && this.#newRow.isOpen ? this.#element.table.rows.length : undefined);
  }

  /** The place of a document's row; undefined where a filter hides it. */
  viewRow(row: number): number | undefined {
    if (this.#places === undefined) return row < this.count ? row : undefined;
    return this.#places.get(row) ?? (row === this.#element.table.rows.length && this.#newRow.isOpen ? this.#order?.length : undefined);
  }

  arrange(arrangement: Arrangement): void {
    const { block, columns, rows } = this.#element.table;
    this.#arrangement = arrangement;
    this.#setOrder(arrange(block, columns, rows, arrangement));
    this.#element.requestUpdate();
  }

  /** The table changed. */
  follow(track: RowTrack): void {
    this.#setOrder(followOrder(this.#order, track));
  }

  #setOrder(order: RowOrder): void {
    this.#order = order;
    this.#places = order === undefined ? undefined : new Map(order.map((row, at) => [row, at]));
  }
}
