import type { Words } from '../workflow/counted.ts';
import type { ImportDiff, RowChange, RowKind } from './diffSheet.ts';
import type { FileNote } from './readSheetFile.ts';

/** A cell of a difference, as it is shown; long values are cut, with an ellipsis. */
export interface CellChangeView {
  readonly column: string;
  readonly before: string;
  readonly after: string;
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
  /** Chosen, before the person says otherwise: a row that is not in the file may just not have been sent. */
  readonly chosen: boolean;
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
export function importReviewView(diff: ImportDiff, about: { readonly id: string; readonly file: string; readonly title: string; readonly headerRow: number; readonly notes: readonly FileNote[] }, words: Words): ImportReviewView {
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
    rows: diff.rows.slice(0, MAX_SHOWN).map((change) => rowView(change, about.headerRow)),
    more: Math.max(0, diff.rows.length - MAX_SHOWN),
  };
}

function rowView({ id, kind, name, row, sheetRow, moved, cells }: RowChange, headerRow: number): RowChangeView {
  return {
    id, kind, name, moved,
    ...(sheetRow === undefined ? {} : { fileRow: headerRow + 1 + sheetRow }),
    ...(row === undefined ? {} : { row: row + 1 }),
    cells: cells.map(({ column, before, after }) => ({ column: column.header, ...clipBoth(before, after) })),
    chosen: kind !== 'removed',
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
