import { findInRows, nextMatch } from '../grid/findInRows.ts';
import type { Match } from '../grid/findInRows.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';
import type { TableGrid } from './tableGrid.ts';

/** Looks for words in the cells that are shown, and goes from one to the next. */
export class Finding {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  readonly #selection: Selection;
  readonly #grid: TableGrid;
  #words: string | undefined;
  #matches: readonly Match[] = [];
  /** The same by name, for drawing; another object where anything changed. */
  #found: ReadonlySet<string> = new Set();

  constructor(element: TableElement, rows: RowsInView, selection: Selection, grid: TableGrid) {
    this.#element = element;
    this.#rows = rows;
    this.#selection = selection;
    this.#grid = grid;
  }

  /** What is looked for; undefined while the find bar is closed. */
  get words(): string | undefined {
    return this.#words;
  }

  get count(): number {
    return this.#matches.length;
  }

  get found(): ReadonlySet<string> {
    return this.#found;
  }

  /** Which of the matches the current cell is; -1 for none. */
  get at(): number {
    const { row, column } = this.#selection;
    const view = this.#rows.viewRow(row);
    return this.#matches.findIndex((match) => match.row === view && match.column === column);
  }

  isFound(view: number, column: number): boolean {
    return this.#found.has(name(view, column));
  }

  /** Opens the find bar, and puts the keyboard into it. */
  open(): void {
    this.#set(this.#words ?? '');
    void this.#element.updateComplete.then(() => {
      this.#element.querySelector<HTMLInputElement>('.find-bar input')?.select();
    });
  }

  close(): void {
    this.#set(undefined);
  }

  /** While the words are typed: to the match that is here, or the next one. */
  type(words: string): void {
    this.#set(words);
    const { row: from, column: at } = this.#selection.cell;
    const match = this.#matches.find(({ row, column }) => row > from || (row === from && column >= at)) ?? this.#matches[0];
    if (match !== undefined) this.#goTo(match, false);
  }

  /** To the next cell that is looked for; the keyboard stays in the find bar, or goes to the cell. */
  go(by: 1 | -1, focus: boolean): void {
    const match = this.#matches[nextMatch(this.#matches, this.#selection.cell, by)];
    if (match !== undefined) this.#goTo(match, focus);
  }

  /** Looks anew: the rows have changed, or stand elsewhere. */
  search(): void {
    this.#matches = this.#words === undefined ? [] : findInRows(this.#element.table.rows, this.#rows.order, this.#element.table.columns, this.#words);
    this.#found = new Set(this.#matches.map(({ row, column }) => name(row, column)));
  }

  #goTo(match: Match, focus: boolean): void {
    this.#selection.put({ row: this.#rows.docRow(match.row) ?? this.#selection.row, column: match.column, extent: undefined });
    if (focus) this.#element.focus();
    else this.#grid.reveal(match);
  }

  #set(words: string | undefined): void {
    if (words === this.#words) return;
    this.#words = words;
    this.search();
    this.#element.requestUpdate();
  }
}

function name(view: number, column: number): string {
  return `${String(view)}:${String(column)}`;
}
