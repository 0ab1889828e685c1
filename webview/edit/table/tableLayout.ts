import type { RowView } from '../../../src/core/workflow/wizardView.ts';
import { columnWidths, measureIn, rowHeights } from '../grid/columnWidths.ts';
import type { Measure } from '../grid/columnWidths.ts';
import { ROW_HEIGHT } from '../grid/gridHandle.ts';
import type { RowsInView } from './rowsInView.ts';
import type { TableElement } from './tableElement.ts';

interface Sizes {
  readonly rows: readonly RowView[];
  readonly width: number;
  readonly widths: readonly number[];
  /** Of the document's rows that are not as high as the rest. */
  readonly heights: ReadonlyMap<number, number>;
}

const HEADER_HEIGHT = 25;
/** Under the header of a table that has nothing to scroll: its borders. */
const BORDERS = 2;
/** A table is never lower than this where it has the rows, and leaves this much for what stands under it. */
const LEAST_HEIGHT = 288;
const UNDER_IT = 56;

/** How wide the columns are, how high the rows and the grid. Measured anew where rows or width changed: measuring takes long. */
export class TableLayout {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  #width = 0;
  #sized: Sizes | undefined;
  #measure: Measure | undefined;
  /** Widths that the person drew, by column key. */
  readonly #drawn = new Map<string, number>();
  readonly #resized = new ResizeObserver(([entry]) => {
    this.#setWidth(Math.floor(entry?.contentRect.width ?? 0));
  });

  constructor(element: TableElement, rows: RowsInView) {
    this.#element = element;
    this.#rows = rows;
  }

  /** Changes whenever anything is measured anew. */
  get measured(): unknown {
    return this.#sized;
  }

  /** Width there is for the grid; 0 while it is not known. */
  get width(): number {
    return this.#width;
  }

  get rowHeaderWidth(): number {
    return Math.max(28, 13 + 7 * String(this.#element.table.rows.length).length);
  }

  /** Follows the width of the grid's place from now on. */
  observe(host: HTMLElement): void {
    this.#resized.observe(host);
    if (this.#width === 0) this.#setWidth(host.clientWidth);
  }

  stop(): void {
    this.#resized.disconnect();
  }

  /** Column widths, and heights by place of the view. */
  sizes(): { readonly widths: readonly number[]; readonly heights: ReadonlyMap<number, number> } {
    const { widths, heights } = this.#sizes();
    if (this.#rows.order === undefined) return { widths, heights };
    return {
      widths,
      heights: new Map([...heights].flatMap(([row, height]) => {
        const at = this.#rows.viewRow(row);
        return at === undefined ? [] : [[at, height] as const];
      })),
    };
  }

  /** Whether the row's texts are broken into lines. */
  isTall(row: number): boolean {
    return this.#sized?.heights.has(row) === true;
  }

  /** The person drew columns wider or narrower. */
  readonly setDrawn = (widths: ReadonlyMap<number, number>): void => {
    for (const [column, width] of widths) this.#drawn.set(this.#element.table.columns[column]?.key ?? '', width);
    this.#sized = undefined;
    this.#element.requestUpdate();
  };

  /** As high as its rows, up to what the window has room for. */
  fit(host: HTMLElement): void {
    const { widths, heights } = this.sizes();
    const { count } = this.#rows;
    let rows = count * ROW_HEIGHT;
    for (const [at, height] of heights) if (at < count) rows += height - ROW_HEIGHT;
    const across = widths.reduce((sum, width) => sum + width, 0) + this.rowHeaderWidth > this.#width ? 10 : 0;
    const wanted = rows + (this.#element.table.form === 'table' ? HEADER_HEIGHT : 0) + across + BORDERS;
    const height = `${String(Math.min(wanted, room(host)))}px`;
    if (host.style.height !== height) host.style.height = height;
  }

  #sizes(): Sizes {
    const { columns, rows } = this.#element.table;
    if (this.#sized?.rows === rows && this.#sized.width === this.#width) return this.#sized;
    this.#measure ??= measureIn(this.#element);
    const widths = columnWidths(columns, rows, this.#width - this.rowHeaderWidth, this.#drawn, this.#measure);
    this.#sized = { rows, width: this.#width, widths, heights: rowHeights(columns, rows, widths, this.#measure) };
    return this.#sized;
  }

  #setWidth(width: number): void {
    if (width <= 0 || width === this.#width) return;
    this.#width = width;
    this.#element.requestUpdate();
  }
}

/** From here to the bottom of the panel, with the footer; enough to work in where that is little. */
function room(host: HTMLElement): number {
  const middle = document.getElementById('middle');
  if (middle === null) return LEAST_HEIGHT;
  const above = host.getBoundingClientRect().top - middle.getBoundingClientRect().top + middle.scrollTop;
  return Math.max(LEAST_HEIGHT, middle.clientHeight - above - UNDER_IT);
}
