import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { fillDown, fillSeries } from '../grid/cellBlocks.ts';
import type { CellRange, CellWrite } from '../grid/cellBlocks.ts';
import { writeEdit } from '../grid/tableEdits.ts';
import type { CellDrafts } from './cellDrafts.ts';
import type { NewRowCells } from './newRowCells.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import { sendEdit } from './sendEdit.ts';
import type { TableElement } from './tableElement.ts';

/** From here on writing takes long enough to be told. */
const MANY = 2_000;

/** Writes many cells as one edit: pasting, filling and emptying. */
export class CellWriting {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  readonly #newRow: NewRowCells;
  readonly #selection: Selection;
  readonly #drafts: CellDrafts;
  /** Cells that are on their way into the document, where they are so many that it takes a moment. */
  #underWay = 0;

  constructor(element: TableElement, rows: RowsInView, newRow: NewRowCells, selection: Selection, drafts: CellDrafts) {
    this.#element = element;
    this.#rows = rows;
    this.#newRow = newRow;
    this.#selection = selection;
    this.#drafts = drafts;
  }

  /** So many cells are being written that it is said; 0 while there are none. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Writes cells of the view, and selects what was written. One alone is kept as a draft until it stands in the plan. */
  write(writes: readonly CellWrite[], select?: CellRange): void {
    const { page, table } = this.#element;
    if (page.locked) return;
    const [only, ...more] = writes;
    const onlyRow = only === undefined ? undefined : this.#indexOf(only.row);
    if (only !== undefined && more.length === 0 && onlyRow !== undefined) {
      this.#drafts.write(onlyRow, only.column, only.value);
      return;
    }
    const result = writeEdit(table, writes, (view) => this.#indexOf(view));
    if (select !== undefined) this.#select(select);
    if (result === undefined) return;
    if (select !== undefined) this.#selection.awaitRange(select);
    this.#element.say(result.rows > 0 ? page.t('table.pastedRows', { count: result.cells, rows: result.rows }) : page.t('table.pasted', { count: result.cells }));
    this.#send(result.edit, result.cells);
  }

  #send(edit: PlanEdit, cells: number): void {
    const { page } = this.#element;
    if (cells < MANY) {
      void sendEdit(page, edit);
      return;
    }
    const put = (by: number): void => {
      this.#underWay += by;
      this.#element.requestUpdate();
    };
    put(cells);
    void sendEdit(page, edit).finally(() => {
      put(-cells);
    });
  }

  /** Empties the range. */
  clear(): void {
    const { top, bottom, left, right } = this.#selection.range;
    const writes: CellWrite[] = [];
    for (let row = top; row <= bottom; row++) for (let column = Math.max(0, left); column <= right; column++) writes.push({ row, column, value: '' });
    this.write(writes.filter(({ row }) => this.#indexOf(row) !== undefined));
    // The emptied range stays selected, also where its rows have lost their names.
    if (this.#selection.extent !== undefined) this.#selection.awaitRange({ top, bottom, left: Math.max(0, left), right });
  }

  /** The first row of the range into the rest of it. */
  fillDown(): void {
    const { range } = this.#selection;
    if (range.left >= 0) this.write(fillDown(range, this.#textAt));
  }

  /** The handle of a range was drawn to another range. */
  readonly fill = (from: CellRange, to: CellRange): void => {
    if (this.#element.page.locked) return;
    const last = this.#rows.count - (this.#newRow.isOpen ? 2 : 1);
    const within = { ...to, bottom: Math.min(to.bottom, last) };
    this.write(fillSeries(from, within, this.#textAt), within);
  };

  /** The document's row at a place of the view; none for places where a row has to be made first. */
  #indexOf(view: number): number | undefined {
    const row = this.#rows.docRow(view);
    return row === undefined || row >= this.#element.table.rows.length ? undefined : row;
  }

  #select(range: CellRange): void {
    const end = this.#rows.docRow(Math.min(range.bottom, this.#rows.count - 1));
    const start = this.#rows.docRow(range.top);
    if (start === undefined || end === undefined) return;
    this.#selection.put({ row: start, column: range.left, extent: { row: end, column: range.right } });
    this.#element.focus();
  }

  readonly #textAt = (view: number, column: number): string => {
    const { rows, columns } = this.#element.table;
    return rows[this.#rows.docRow(view) ?? -1]?.cells[columns[column]?.key ?? ''] ?? '';
  };
}
