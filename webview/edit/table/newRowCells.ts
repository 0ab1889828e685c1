import type { TableElement } from './tableElement.ts';

/** What is typed into the row being added. It stands behind the last row, and is no row of the document before it is kept. */
export class NewRowCells {
  readonly #element: TableElement;
  #cells: Readonly<Record<string, string>> | undefined;

  constructor(element: TableElement) {
    this.#element = element;
  }

  /** By column key; undefined while no row is being added. */
  get cells(): Readonly<Record<string, string>> | undefined {
    return this.#cells;
  }

  set cells(cells: Readonly<Record<string, string>> | undefined) {
    if (cells === this.#cells) return;
    this.#cells = cells;
    this.#element.requestUpdate();
  }

  get isOpen(): boolean {
    return this.#cells !== undefined;
  }
}
