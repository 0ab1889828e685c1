import { nearestName } from '../inventory/nearestName.ts';
import type { DocumentColumn } from './sheet.ts';

/** Which column of a sheet holds which column of the document. */
export interface ColumnMatch {
  /** The sheet's column, by its place. */
  readonly sheet: number;
  readonly column: DocumentColumn;
  /** The header as the sheet has it, where it is only near the document's. */
  readonly nearly?: string;
}

export interface MatchedColumns {
  readonly matches: readonly ColumnMatch[];
  /** Columns of the document that the sheet does not have: their cells are left as they are. */
  readonly missing: readonly DocumentColumn[];
  /** Headers of the sheet that the document does not have. */
  readonly unknown: readonly string[];
}

/** Holds the header of a sheet against the columns of the document: the same words first, in any order, then the nearest. */
export function matchColumns(header: readonly string[], columns: readonly DocumentColumn[]): MatchedColumns {
  const found = new Map<DocumentColumn, ColumnMatch>();
  const free: number[] = [];
  header.forEach((text, sheet) => {
    const column = columns.find((candidate) => !found.has(candidate) && headerKey(candidate.header) === headerKey(text));
    if (column) found.set(column, { sheet, column });
    else if (text.trim() !== '') free.push(sheet);
    // A column without a header is one of the user's only where it stands at the same place among as many.
    else if (columns[sheet]?.own === true && columns[sheet].header.trim() === '' && !found.has(columns[sheet])) found.set(columns[sheet], { sheet, column: columns[sheet] });
  });
  const unknown: string[] = [];
  for (const sheet of free) {
    const text = header[sheet] ?? '';
    const left = columns.filter((column) => !found.has(column) && column.header.trim() !== '');
    const near = nearestName(text, left.map((column) => column.header));
    const column = near === undefined ? undefined : left.find((candidate) => candidate.header === near);
    if (column) found.set(column, { sheet, column, nearly: text });
    else unknown.push(text);
  }
  const matches = [...found.values()].sort((a, b) => a.sheet - b.sheet);
  return { matches, missing: columns.filter((column) => !found.has(column)), unknown };
}

function headerKey(header: string): string {
  return header.normalize('NFC').toLowerCase().replace(/[*_`]/g, ' ').replace(/\s+/g, ' ').trim();
}
