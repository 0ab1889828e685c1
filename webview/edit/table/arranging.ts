import type { Arrangement } from '../grid/rowOrder.ts';
import type { RowState } from '../grid/rowState.ts';
import type { Finding } from './finding.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import { sendEdit } from './sendEdit.ts';
import type { TableElement } from './tableElement.ts';
import type { TableGrid } from './tableGrid.ts';

/** Filters and sorts what is shown. The document has its own order until it is told to take this one. */
export class Arranging {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  readonly #selection: Selection;
  readonly #finding: Finding;
  readonly #grid: TableGrid;

  constructor(element: TableElement, rows: RowsInView, selection: Selection, finding: Finding, grid: TableGrid) {
    this.#element = element;
    this.#rows = rows;
    this.#selection = selection;
    this.#finding = finding;
    this.#grid = grid;
  }

  /** All rows, as they stand in the document. */
  clear(): void {
    this.#arrange({});
  }

  filter(filter: RowState | undefined): void {
    this.#arrange({ ...this.#rows.arrangement, filter });
  }

  /** By the column of the current cell. */
  sortHere(descending: boolean): void {
    const column = this.#selection.spec?.key;
    if (column !== undefined) this.#arrange({ ...this.#rows.arrangement, sorting: { column, descending } });
  }

  clearSorting(): void {
    this.#arrange({ ...this.#rows.arrangement, sorting: undefined });
    // The button that was pressed is gone with the sorting.
    this.#element.focus();
  }

  /** A column's header was pressed: rising, then falling, then as it stands. */
  readonly onHeader = (column: number): void => {
    const { columns, form } = this.#element.table;
    const key = columns[column]?.key;
    if (key === undefined || form !== 'table') return;
    const { sorting } = this.#rows.arrangement;
    const next = sorting?.column !== key ? { column: key, descending: false } : sorting.descending ? undefined : { column: key, descending: true };
    this.#arrange({ ...this.#rows.arrangement, sorting: next });
  };

  /** Writes the order that is shown into the document. */
  writeOrder(): void {
    const { page, table } = this.#element;
    const { sorting } = this.#rows.arrangement;
    if (sorting === undefined || table.ordered === true) return;
    this.clearSorting();
    this.#selection.awaitOrder();
    void sendEdit(page, { kind: 'sortRows', block: table.block, by: [{ column: sorting.column, ...(sorting.descending ? { descending: true } : {}) }] });
  }

  #arrange(arrangement: Arrangement): void {
    this.#rows.arrange(arrangement);
    this.#selection.put({ extent: undefined });
    this.#selection.stayInView();
    this.#finding.search();
    // Where the person was stays in view.
    void this.#element.updateComplete.then(() => {
      this.#grid.reveal(this.#selection.cell);
    });
  }
}
