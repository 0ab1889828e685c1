import Papa from 'papaparse';

/** A table as it was copied from a spreadsheet, a CSV file or a page: its cells as values, row by row. */
export interface ClipboardTable {
  readonly delimiter: '\t' | ',' | ';';
  readonly rows: readonly (readonly string[])[];
}

/** Rows looked at to find out the delimiter. */
const SAMPLE = 50;
const NEVER = '\u0000';

/**
 * Reads the text of the clipboard as a table: tabs as spreadsheets copy them, semicolons or commas as CSV has them, with
 * quotes and line breaks in quotes. Blanks around a value go; rows without any value go. Never throws; a text without any
 * delimiter is a table of one column.
 */
export function readClipboardTable(text: string): ClipboardTable {
  const body = text.replace(/^\ufeff/, '');
  const delimiter = delimiterOf(body);
  return { delimiter, rows: records(body, delimiter).map((row) => row.map(clean)).filter((row) => row.some((cell) => cell !== '')) };
}

/**
 * True where a clipboard surely holds a table and not a sentence: cells between tabs, or several rows that all have the
 * same number of cells, two or more.
 */
export function isClearlyTable({ delimiter, rows }: ClipboardTable): boolean {
  const columns = rows[0]?.length ?? 0;
  if (columns < 2) return false;
  return delimiter === '\t' || (rows.length > 1 && rows.every((row) => row.length === columns));
}

function clean(value: string): string {
  return value.replace(/\r\n?/g, '\n').trim();
}

function records(text: string, delimiter: ClipboardTable['delimiter'], preview = 0): string[][] {
  // Spreadsheets quote a cell only where it must be; a lone quote at the start of a cell is part of its text.
  const read = Papa.parse<string[]>(text, { delimiter, preview });
  if (!read.errors.some(({ type }) => type === 'Quotes')) return read.data;
  return Papa.parse<string[]>(text, { delimiter, preview, quoteChar: NEVER }).data;
}

/** A tab decides; else the one of semicolon and comma by which more rows have the same number of cells. */
function delimiterOf(text: string): ClipboardTable['delimiter'] {
  if (text.includes('\t')) return '\t';
  const score = (delimiter: ';' | ','): number => {
    if (!text.includes(delimiter)) return 0;
    const widths = records(text, delimiter, SAMPLE).filter((row) => row.some((cell) => cell.trim() !== '')).map((row) => row.length);
    const first = widths[0] ?? 0;
    return first < 2 ? 0 : widths.filter((width) => width === first).length / widths.length;
  };
  const semicolons = score(';');
  const commas = score(',');
  if (semicolons === 0 && commas === 0) return '\t';
  return semicolons >= commas ? ';' : ',';
}
