import type { Look } from '../../drafts.ts';
import { rowRef } from '../grid/rowTrack.ts';
import type { TableElement } from './tableElement.ts';

/** Where a cell's draft is kept, and what the plan says there. */
export interface DraftPlace {
  readonly place: string;
  readonly outside: string;
}

/** What is typed into single cells, kept until it stands in the plan: a refused or unsent text is not lost. */
export class CellDrafts {
  readonly #element: TableElement;

  constructor(element: TableElement) {
    this.#element = element;
  }

  /** The name of a cell's draft. The row's key is part of it, so that a draft does not turn up in another row at the same index. */
  place(row: number, column: number, key: readonly string[] | undefined): string {
    const { block, columns } = this.#element.table;
    return JSON.stringify([block, row, key ?? null, columns[column]?.key ?? '']);
  }

  /** A cell of the document; undefined where there is none. */
  at(row: number, column: number): DraftPlace | undefined {
    const { rows, columns } = this.#element.table;
    const view = rows[row];
    const spec = columns[column];
    if (view === undefined || spec === undefined) return undefined;
    return { place: this.place(row, column, view.key), outside: view.cells[spec.key] ?? '' };
  }

  look(row: number, column: number): Look | undefined {
    const at = this.at(row, column);
    return at === undefined ? undefined : this.#element.page.state.drafts.look(at.place, at.outside);
  }

  /** Drops what was typed into a cell; returns whether there was anything. */
  drop(row: number, column: number): boolean {
    const { drafts } = this.#element.page.state;
    const at = this.at(row, column);
    if (at === undefined || !drafts.has(at.place)) return false;
    drafts.drop(at.place);
    return true;
  }

  /** Writes one cell, as typing it would. */
  write(row: number, column: number, value: string): void {
    const at = this.at(row, column);
    if (at === undefined || value === at.outside) return;
    this.#element.page.state.drafts.type(at.place, at.outside, value);
    this.commit(at, row, column);
  }

  /** Sends what was typed. */
  commit({ place, outside }: DraftPlace, row: number, column: number): void {
    const { page, table: { block, rows, columns } } = this.#element;
    const key = columns[column]?.key;
    if (key === undefined) return;
    const ref = rowRef(rows, row);
    void page.state.drafts.commit(place, outside, (value) => page.edit({ kind: 'setCell', block, row: ref, column: key, value })).then((error) => {
      if (error !== undefined) page.notify(page.t('field.notSaved', { error }), 'error');
    });
  }
}
