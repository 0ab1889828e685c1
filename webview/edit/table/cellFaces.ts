import type { RowView } from '../../../src/core/workflow/wizardView.ts';
import { placeKey } from '../../page.ts';
import { idOf } from '../draftControl.ts';
import { wraps } from '../grid/columnWidths.ts';
import type { CellFace } from '../grid/gridHandle.ts';
import type { CellDrafts } from './cellDrafts.ts';
import type { Finding } from './finding.ts';
import type { NewRowCells } from './newRowCells.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';
import type { TableLayout } from './tableLayout.ts';

/** How each cell looks just now, asked for by the grid when it draws it. */
export class CellFaces {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  readonly #newRow: NewRowCells;
  readonly #selection: Selection;
  readonly #drafts: CellDrafts;
  readonly #finding: Finding;
  readonly #layout: TableLayout;

  constructor(parts: {
    readonly element: TableElement; readonly rows: RowsInView; readonly newRow: NewRowCells; readonly selection: Selection; readonly drafts: CellDrafts; readonly finding: Finding; readonly layout: TableLayout;
  }) {
    this.#element = parts.element;
    this.#rows = parts.rows;
    this.#newRow = parts.newRow;
    this.#selection = parts.selection;
    this.#drafts = parts.drafts;
    this.#finding = parts.finding;
    this.#layout = parts.layout;
  }

  /** By place of the view. */
  readonly at = (view: number, column: number): CellFace => {
    const { table } = this.#element;
    const index = this.#rows.docRow(view) ?? table.rows.length;
    const row = table.rows[index];
    const spec = table.columns[column];
    if (spec === undefined) return this.#headerAt(index, row);
    const place = placeKey({ kind: 'cell', block: table.block, row: index, column: spec.key });
    const look = this.#drafts.look(index, column);
    if (row === undefined || look === undefined) return { text: this.#newRow.cells?.[spec.key] ?? '', kind: spec.kind, rowIndex: index, place, classes: [] };
    const text = look.error ?? row.problems[spec.key];
    const markAt = table.columns.findIndex(({ kind }) => kind === 'count');
    const isWrapped = wraps(spec.kind) && this.#layout.isTall(index);
    return {
      text: isWrapped ? look.text : oneLine(look.text), kind: spec.kind, rowIndex: index, place,
      classes: [
        look.error !== undefined ? 'has-error' : text === undefined ? '' : 'has-problem', look.pending ? 'pending' : '', this.#finding.isFound(view, column) ? 'found' : '',
        isWrapped ? 'wraps' : '',
      ],
      title: text ?? row.muted ?? (look.text.length > 18 || look.text.includes('\n') ? look.text : undefined),
      message: text === undefined ? undefined : { id: `${idOf(this.#drafts.place(index, column, row.key))}-problem`, text },
      evidence: column === markAt ? row.evidence : undefined,
    };
  };

  #headerAt(index: number, row: RowView | undefined): CellFace {
    const { page: { t }, table } = this.#element;
    const text = row === undefined ? '+' : table.form === 'ordered' ? `${String(index + 1)}.` : String(index + 1);
    const name = row === undefined ? t('records.new') : row.key.join(', ') || String(index + 1);
    return {
      text, kind: 'rowHeader', rowIndex: index, place: '', classes: [], ticked: this.#selection.ticked.has(index), title: row?.muted,
      label: t('table.selectRow', { row: row?.muted === undefined ? name : `${name}. ${row.muted}` }),
      rowClasses: row === undefined ? ['adding'] : row.muted === undefined ? [] : ['muted'],
    };
  }
}

/** A text of several lines in a row that has one: its first, and a sign that there is more. */
function oneLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text : `${text.slice(0, end)} ⏎ …`;
}
