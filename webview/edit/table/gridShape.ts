import { idOf } from '../draftControl.ts';
import type { GridShape } from '../grid/gridHandle.ts';
import type { NewRowCells } from './newRowCells.ts';
import type { RowsInView } from './rowsInView.ts';
import type { TableElement } from './tableElement.ts';
import type { TableLayout } from './tableLayout.ts';

/** What the grid is made of: columns, rows, sizes, and what it says of itself to a screen reader. */
export function gridShape({ table, page }: TableElement, rows: RowsInView, newRow: NewRowCells, layout: TableLayout): GridShape {
  const { widths, heights } = layout.sizes();
  const { sorting } = rows.arrangement;
  return {
    rows: rows.count, heights, locked: page.locked, rowHeaderWidth: layout.rowHeaderWidth,
    columns: table.columns.map(({ key, header, kind }, index) => ({
      key, header, kind, width: widths[index] ?? 120,
      ...(sorting?.column === key ? { sorted: sorting.descending ? 'descending' as const : 'ascending' as const } : {}),
    })),
    attributes: {
      'role': 'grid', 'aria-labelledby': `${idOf(table.block)}-title`, 'aria-rowcount': String(table.rows.length + 1 + (newRow.isOpen ? 1 : 0)), 'aria-colcount': String(table.columns.length + 1),
      'aria-readonly': String(page.locked), 'aria-multiselectable': 'true',
    },
  };
}
