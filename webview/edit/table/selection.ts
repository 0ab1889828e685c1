import type { RowRef } from '../../../src/core/plan/planEdit.ts';
import type { ColumnSpec } from '../../../src/core/plan/sections.ts';
import { rangeOf } from '../grid/cellBlocks.ts';
import type { CellRange } from '../grid/cellBlocks.ts';
import type { GridCell } from '../grid/gridHandle.ts';
import { rowRef } from '../grid/rowTrack.ts';
import type { RowTrack } from '../grid/rowTrack.ts';
import type { RowsInView } from './rowsInView.ts';
import type { TableElement } from './tableElement.ts';

/** Where the keyboard is and what is selected; rows as the document counts them. */
interface Selected {
  /** The cell in the tab order. Column -1 is the row's number; the row after the last is the one being added. */
  readonly row: number;
  readonly column: number;
  /** The other corner of the range, where there is one. */
  readonly extent: GridCell | undefined;
  /** Rows ticked. */
  readonly ticked: ReadonlySet<number>;
}

/** The current cell, the range from it, and the ticked rows: what commands act on. They stay with their rows when the table changes. */
export class Selection {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  #selected: Selected = { row: 0, column: 0, extent: undefined, ticked: new Set() };
  #lastTicked: number | undefined;
  /** Where rows were inserted: the cursor goes to them once they are there. */
  #awaited: number | undefined;
  /** What was written: it is selected once it is there, whatever became of its rows' names. */
  #awaitedRange: { readonly range: CellRange; readonly selected: Selected } | undefined;
  /** The rows are about to stand in another order: the keyboard goes with its cell. */
  #awaitsOrder = false;

  constructor(element: TableElement, rows: RowsInView) {
    this.#element = element;
    this.#rows = rows;
  }

  get row(): number {
    return this.#selected.row;
  }

  get column(): number {
    return this.#selected.column;
  }

  get extent(): GridCell | undefined {
    return this.#selected.extent;
  }

  get ticked(): ReadonlySet<number> {
    return this.#selected.ticked;
  }

  /** The column of the current cell; undefined on a row's number. */
  get spec(): ColumnSpec | undefined {
    return this.#element.table.columns[this.column];
  }

  /** The current cell as the grid counts. */
  get cell(): GridCell {
    return { row: this.#rows.viewRow(this.row) ?? 0, column: this.column };
  }

  /** The range as the grid counts; one cell where there is no more. */
  get range(): CellRange {
    const { cell, extent } = this;
    const other = extent === undefined ? undefined : this.#rows.viewRow(extent.row);
    return rangeOf(cell, extent === undefined || other === undefined ? cell : { row: other, column: extent.column });
  }

  put(to: Partial<Selected>): void {
    const before = this.#selected;
    this.#selected = { ...before, ...to };
    const names = ['row', 'column', 'extent', 'ticked'] as const;
    if (names.some((name) => before[name] !== this.#selected[name])) this.#element.requestUpdate();
  }

  /** Rows that commands act on: the ticked ones, else those of the range. The row being added is none of them. */
  targets(): number[] {
    if (this.ticked.size > 0) return [...this.ticked].sort((a, b) => a - b);
    const { top, bottom } = this.range;
    const rows: number[] = [];
    for (let at = top; at <= bottom; at++) {
      const row = this.#rows.docRow(at);
      if (row !== undefined && row < this.#element.table.rows.length) rows.push(row);
    }
    return rows.sort((a, b) => a - b);
  }

  /** How many `targets` there are. */
  targetCount(): number {
    if (this.ticked.size > 0) return this.ticked.size;
    const { top, bottom } = this.range;
    const isAdding = this.#rows.docRow(bottom) === this.#element.table.rows.length;
    return Math.max(0, bottom - top + (isAdding ? 0 : 1));
  }

  firstTarget(): number {
    if (this.ticked.size > 0) return Math.min(...this.ticked);
    return this.#rows.docRow(this.range.top) ?? 0;
  }

  refs(rows: readonly number[]): RowRef[] {
    return rows.map((row) => rowRef(this.#element.table.rows, row));
  }

  tick(row: number, to = !this.ticked.has(row)): void {
    if (row >= this.#element.table.rows.length) return;
    const ticked = new Set(this.ticked);
    if (to) ticked.add(row);
    else ticked.delete(row);
    this.put({ ticked });
    this.#lastTicked = row;
  }

  /** Ticks all rows shown from the one ticked last to this place of the view; the row there alone where none was. */
  tickThrough(view: number, row: number): void {
    if (this.#lastTicked === undefined) {
      this.tick(row);
      return;
    }
    const from = this.#rows.viewRow(this.#lastTicked) ?? view;
    const ticked = new Set(this.ticked);
    for (let at = Math.min(from, view); at <= Math.max(from, view); at++) ticked.add(this.#rows.docRow(at) ?? row);
    this.put({ ticked });
  }

  /** Rows are on their way into the table, here. */
  awaitRows(at: number): void {
    this.#awaited = at;
  }

  /** These places of the view are being written, new rows below the last included. Another selection made meanwhile stays. */
  awaitRange(range: CellRange): void {
    this.#awaitedRange = { range, selected: this.#selected };
  }

  /** The document's rows are being sorted. */
  awaitOrder(): void {
    this.#awaitsOrder = true;
  }

  /** Where a filter hides the current row: to the first that is shown. */
  stayInView(): void {
    if (this.#rows.viewRow(this.row) === undefined) this.put({ row: this.#rows.docRow(0) ?? 0 });
  }

  /** Rows have come, gone or moved; before there were `count`. Nothing takes the keyboard from a cell that is being edited. */
  follow(track: RowTrack, count: number, state: { readonly adding: boolean; readonly editing: boolean; readonly hasFocus: boolean }): void {
    const { length } = this.#element.table.rows;
    const last = Math.max(0, length - 1);
    const written = this.#awaitedRange !== undefined && sameCells(this.#awaitedRange.selected, this.#selected) ? this.#awaitedRange.range : undefined;
    this.put({ ticked: new Set([...this.ticked].flatMap((index) => track.now(index) ?? [])) });
    if (this.row < count) {
      const now = track.now(this.row);
      if (now === undefined && state.hasFocus && !state.editing) this.#element.focus();
      this.put({ row: now ?? Math.min(this.row, last) });
      this.stayInView();
    } else this.put({ row: state.adding ? length : Math.min(this.row, last) });
    if (this.extent !== undefined) {
      const now = track.now(this.extent.row);
      this.put({ extent: now === undefined ? undefined : { ...this.extent, row: now } });
    }
    if (this.#awaited !== undefined && !state.editing && track.added.includes(this.#awaited)) {
      this.put({ row: this.#awaited, column: Math.max(0, this.column), extent: undefined });
      if (state.hasFocus) this.#element.focus();
    }
    this.#awaited = undefined;
    if (written !== undefined && !state.editing) this.#selectPlaces(written, state.hasFocus);
    if (this.#awaitsOrder && state.hasFocus && !state.editing) this.#element.focus();
    this.#awaitedRange = undefined;
    this.#awaitsOrder = false;
  }

  #selectPlaces({ top, bottom, left, right }: CellRange, focus: boolean): void {
    const start = this.#rows.docRow(top);
    const end = this.#rows.docRow(Math.min(bottom, this.#rows.count - 1));
    if (start === undefined || end === undefined) return;
    this.put({ row: start, column: left, extent: start === end && left === right ? undefined : { row: end, column: right } });
    if (focus) this.#element.focus();
  }
}

/** The same cell and range, whatever is ticked. */
function sameCells(one: Selected, other: Selected): boolean {
  return one.row === other.row && one.column === other.column && one.extent?.row === other.extent?.row && one.extent?.column === other.extent?.column;
}
