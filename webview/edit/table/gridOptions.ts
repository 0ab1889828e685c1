import { evidenceWords } from '../grid/evidenceWords.ts';
import type { CellRange } from '../grid/cellBlocks.ts';
import type { GridCell, GridOptions } from '../grid/gridHandle.ts';
import type { Arranging } from './arranging.ts';
import type { CellEditing } from './cellEditing.ts';
import type { CellFaces } from './cellFaces.ts';
import type { CellWriting } from './cellWriting.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';
import type { TableLayout } from './tableLayout.ts';

export interface GridParts {
  readonly element: TableElement;
  readonly rows: RowsInView;
  readonly selection: Selection;
  readonly faces: CellFaces;
  readonly editing: CellEditing;
  readonly writing: CellWriting;
  readonly arranging: Arranging;
  readonly layout: TableLayout;
}

/** What the grid asks of the table, and what the mouse does in it. The grid counts places of the view; everything behind this, rows of the document. */
export function gridOptions({ element, rows, selection, faces, editing, writing, arranging, layout }: GridParts): GridOptions {
  const { t } = element.page;
  const onFocus = (cell: GridCell): void => {
    selection.put({ row: rows.docRow(cell.row) ?? selection.row, column: cell.column, extent: undefined });
  };
  return {
    nonce: document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? '',
    face: faces.at,
    mark: (evidence) => evidenceWords(t, evidence),
    selectLabel: t('table.select'),
    onFocus,
    onRange: (range) => {
      onRange(range, rows, selection);
    },
    onRowHeader: (view, event) => {
      const row = rows.docRow(view);
      if (row === undefined || event.button !== 0) return;
      if (event.shiftKey) selection.tickThrough(view, row);
      else selection.tick(row);
      selection.put({ row, column: -1, extent: undefined });
      element.focus();
    },
    onOpen: (cell) => {
      onFocus(cell);
      editing.open();
    },
    onHeader: arranging.onHeader,
    onFill: writing.fill,
    onResized: layout.setDrawn,
    onEditor: editing.setHost,
    onLeave: () => {
      editing.finish();
    },
    onDrawn: () => undefined,
  };
}

/** The corner of the range that the current cell is not. */
function onRange(range: CellRange, rows: RowsInView, selection: Selection): void {
  const { row, column } = selection.cell;
  const far = { row: row === range.top ? range.bottom : range.top, column: column === range.left ? range.right : range.left };
  const doc = rows.docRow(far.row);
  selection.put({ extent: doc === undefined || (far.row === row && far.column === column) ? undefined : { row: doc, column: far.column } });
}
