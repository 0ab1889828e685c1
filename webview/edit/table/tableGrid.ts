import type { CellRange } from '../grid/cellBlocks.ts';
import type { GridCell, GridHandle, GridOptions, GridShape } from '../grid/gridHandle.ts';
import type { TableElement } from './tableElement.ts';

/** The grid's life: loaded with the first table, shown anew only where something changed, gone with the element. Before it is there, nothing happens. */
export class TableGrid {
  readonly #element: TableElement;
  #handle: GridHandle | undefined;
  #loading = false;
  #focusSoon = false;
  #shown: readonly unknown[] | undefined;

  constructor(element: TableElement) {
    this.#element = element;
  }

  get isThere(): boolean {
    return this.#handle !== undefined;
  }

  async load(host: HTMLElement, options: GridOptions, shape: GridShape): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const { createGrid } = await import('../grid/revoGrid.ts');
      this.#handle = await createGrid(host, options, shape);
      this.#element.requestUpdate();
    } finally {
      this.#loading = false;
    }
  }

  /** Shows the shape, unless all that it is made of is the same as last time: drawing all cells takes long. */
  show(shape: GridShape, madeOf: readonly unknown[]): void {
    if (this.#shown?.every((part, index) => part === madeOf[index]) === true) return;
    this.#shown = madeOf;
    this.#handle?.show(shape);
  }

  /** The keyboard is to be on the current cell with the next drawing. */
  focusSoon(): void {
    this.#focusSoon = true;
  }

  /** Whether the keyboard was waited for; it is not any more. */
  takeFocus(): boolean {
    const focus = this.#focusSoon;
    this.#focusSoon = false;
    return focus;
  }

  select(cell: GridCell, range: CellRange): void {
    this.#handle?.select(cell, range, this.takeFocus());
  }

  reveal(cell: GridCell): void {
    this.#handle?.reveal(cell);
  }

  open(cell: GridCell): void {
    this.#handle?.open(cell);
  }

  close(): void {
    this.#handle?.close();
  }

  /** How many rows a page has. */
  pageRows(): number {
    return this.#handle?.pageRows() ?? 15;
  }

  /** The keyboard is in the grid, or held for it by the table's section while its cell is out of view. */
  hasFocus(): boolean {
    const active = document.activeElement;
    return this.#handle?.element.contains(active) === true || (active?.classList.contains('data-table') === true && this.#element.contains(active));
  }

  dispose(): void {
    this.#handle?.dispose();
    this.#handle = undefined;
    this.#shown = undefined;
  }
}
