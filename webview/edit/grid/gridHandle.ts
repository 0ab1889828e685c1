import type { CellKind } from '../../../src/core/plan/sections.ts';
import type { RowView } from '../../../src/core/workflow/wizardView.ts';
import type { CellRange } from './cellBlocks.ts';

/** A cell of the table as it is shown; column -1 is the row's header. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
}

/** How a cell looks just now. */
export interface CellFace {
  readonly text: string;
  readonly kind: CellKind | 'rowHeader';
  /** The row's index in the document. */
  readonly rowIndex: number;
  readonly place: string;
  readonly classes: readonly string[];
  readonly title?: string | undefined;
  /** What stands against it, and the id by which the cell is described. */
  readonly message?: { readonly id: string; readonly text: string } | undefined;
  readonly evidence?: NonNullable<RowView['evidence']> | undefined;
  /** Row headers: whether the row is ticked, and its name. */
  readonly ticked?: boolean;
  readonly label?: string;
  readonly rowClasses?: readonly string[];
}

export interface GridColumn {
  readonly key: string;
  readonly header: string;
  readonly kind: CellKind;
  readonly width: number;
  readonly sorted?: 'ascending' | 'descending' | undefined;
}

/** What the grid asks of the table it shows. */
export interface GridOptions {
  readonly nonce: string;
  readonly face: (row: number, column: number) => CellFace;
  /** Words for an evidence mark: its face, and its note. */
  readonly mark: (evidence: NonNullable<RowView['evidence']>) => { readonly face: string; readonly note: string; readonly classes: string };
  readonly selectLabel: string;
  /** The person put the focus on a cell, with the mouse or by coming to it. */
  readonly onFocus: (cell: GridCell) => void;
  /** The person drew a range with the mouse. */
  readonly onRange: (range: CellRange) => void;
  readonly onRowHeader: (row: number, event: MouseEvent) => void;
  readonly onOpen: (cell: GridCell) => void;
  readonly onHeader: (column: number) => void;
  /** The handle of a range was drawn to another range. */
  readonly onFill: (from: CellRange, to: CellRange) => void;
  readonly onResized: (widths: ReadonlyMap<number, number>) => void;
  /** Where the editor of the open cell belongs: called when it opens, when it moves, and with undefined when it is gone. */
  readonly onEditor: (host: HTMLElement | undefined) => void;
  /** A press outside the open editor: it is to finish now. */
  readonly onLeave: () => void;
  readonly onDrawn: () => void;
}

export interface GridShape {
  readonly columns: readonly GridColumn[];
  readonly rowHeaderWidth: number;
  readonly rows: number;
  /** Heights of rows that are not as high as the rest, by place. */
  readonly heights: ReadonlyMap<number, number>;
  readonly locked: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The library's grid, as the table sees it. */
export interface GridHandle {
  readonly element: HTMLElement;
  /** Shows this many rows in these columns, and draws what is in view anew. Scroll position, focus and an open editor stay. */
  readonly show: (shape: GridShape) => void;
  /** Puts the selection there; `focus` puts the keyboard there as well and brings the cell into view. */
  readonly select: (cell: GridCell, range: CellRange, focus: boolean) => void;
  readonly reveal: (cell: GridCell) => void;
  readonly open: (cell: GridCell) => void;
  readonly close: () => void;
  readonly cellElement: (cell: GridCell) => HTMLElement | undefined;
  /** How many rows fit into view. */
  readonly pageRows: () => number;
  readonly dispose: () => void;
}

/** Row height of a line of text, as in the lists of VS Code. */
export const ROW_HEIGHT = 24;
