import { cellFault } from '../document/cellFaults.ts';
import type { Words } from '../workflow/counted.ts';
import type { ImportDiff, RowChange, RowKind } from './diffSheet.ts';
import type { FileNote } from './readSheetFile.ts';
import type { RowRemark } from './rowRemarks.ts';

/** A cell of a difference, as it is shown; long values are cut, with an ellipsis. */
export interface CellChangeView {
  readonly column: string;
  readonly before: string;
  readonly after: string;
  /** Why the plan can't read the new value, where it can't. */
  readonly warning?: string;
}

export interface RowChangeView {
  readonly id: string;
  readonly kind: RowKind;
  readonly name: string;
  /** 1-based row of the file, as a spreadsheet numbers it; absent for a removed row. */
  readonly fileRow?: number;
  /** 1-based row of the section; absent for a new row. */
  readonly row?: number;
  readonly moved: boolean;
  readonly cells: readonly CellChangeView[];
  /** Chosen, before the person says otherwise: not a row that is missing in the file, which may just not have been sent, nor one that would break something. */
  readonly chosen: boolean;
  /** What should be known before it is taken over, and why it is not chosen. */
  readonly remarks?: readonly string[];
}

/** A running import, for the wizard. The page keeps what is chosen, by the rows' ids. */
export interface ImportReviewView {
  /** Names this review: another file, another id. */
  readonly id: string;
  readonly file: string;
  readonly block: string;
  readonly title: string;
  /** What should be known before anything is taken over. */
  readonly notes: readonly string[];
  readonly counts: Readonly<Record<RowKind, number>> & { readonly same: number };
  /** At most `MAX_SHOWN` of them. */
  readonly rows: readonly RowChangeView[];
  /** How many more there are than are shown. */
  readonly more: number;
}

export const MAX_SHOWN = 10_000;
const MAX_TEXT = 1_000;

/** What a review shows of a diff. `headerRow` is the 1-based row of the file that holds the header. */
export function importReviewView(diff: ImportDiff, about: { readonly id: string; readonly file: string; readonly title: string; readonly headerRow: number; readonly notes: readonly FileNote[]; readonly remarks?: ReadonlyMap<string, readonly RowRemark[]> }, words: Words): ImportReviewView {
  const { matches, missing, unknown } = diff.columns;
  const names = (list: readonly string[]): string => list.map((name) => clip(name, 100)).slice(0, 30).join(', ') + (list.length > 30 ? ', …' : '');
  const notes = [
    ...about.notes.map(({ code, args }) => words(code, args)),
    ...matches.flatMap(({ nearly, column }) => (nearly === undefined ? [] : [words('interchange.note.nearly', { written: clip(nearly, 100), column: column.header })])),
    ...(missing.length > 0 ? [words('interchange.note.missing', { columns: names(missing.map(({ header }) => header)) })] : []),
    ...(unknown.length > 0 ? [words('interchange.note.unknown', { columns: names(unknown) })] : []),
  ];
  const counts = { changed: 0, added: 0, removed: 0, moved: 0, same: diff.same };
  for (const { kind } of diff.rows) counts[kind]++;
  return {
    id: about.id, file: about.file, block: diff.block, title: about.title, notes, counts,
    rows: diff.rows.slice(0, MAX_SHOWN).map((change) => rowView(change, about.headerRow, about.remarks?.get(change.id) ?? [], words)),
    more: Math.max(0, diff.rows.length - MAX_SHOWN),
  };
}

function rowView({ id, kind, name, row, sheetRow, moved, cells }: RowChange, headerRow: number, known: readonly RowRemark[], words: Words): RowChangeView {
  const shown = cells.map(({ column, before, after }): CellChangeView => {
    // Held against the same rules as the text; what is only written in a loose form is understood.
    const fault = kind === 'removed' ? undefined : cellFault(column.kind, after);
    return { column: column.header, ...clipBoth(before, after), ...(fault === undefined || fault.severity === 'info' ? {} : { warning: words(fault.code, fault.args) }) };
  });
  const isUnreadable = shown.some(({ warning }) => warning !== undefined);
  const remarks = [...(isUnreadable ? [words('interchange.remark.unreadable', {})] : []), ...known.map(({ code, args }) => words(code, args))];
  return {
    id, kind, name, moved,
    ...(sheetRow === undefined ? {} : { fileRow: headerRow + 1 + sheetRow }),
    ...(row === undefined ? {} : { row: row + 1 }),
    cells: shown,
    chosen: kind !== 'removed' && !isUnreadable && !known.some(({ holds }) => holds),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

/** Two long values that begin alike are cut so that where they part is seen. */
function clipBoth(before: string, after: string): { before: string; after: string } {
  if (before.length <= MAX_TEXT && after.length <= MAX_TEXT) return { before, after };
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const from = same > MAX_TEXT / 2 ? same - 100 : 0;
  const lead = from > 0 ? '…' : '';
  const cut = (text: string): string => (text === '' ? '' : lead + clip(text.slice(from), MAX_TEXT));
  return { before: cut(before), after: cut(after) };
}
