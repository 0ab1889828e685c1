import Papa from 'papaparse';
import { decodeCell } from '../document/cellText.ts';
import { readRow } from './textTable.ts';

/** A table as it was copied from a spreadsheet, a CSV file or a page: its cells as values, row by row. */
export interface ClipboardTable {
  readonly delimiter: '\t' | ',' | ';' | '|';
  readonly rows: readonly (readonly string[])[];
  /** The first row surely is a header: a delimiter row follows it. */
  readonly headed?: true;
  /** Cells stand in quotes, as only CSV has them. */
  readonly quoted?: true;
  /** Blanks stand behind delimiters, as in sentences. */
  readonly spaced?: true;
}

type Delimiter = '\t' | ',' | ';';

/** Rows looked at to find out the delimiter. */
const SAMPLE = 50;
const NEVER = '\u0000';

/**
 * Reads the text of the clipboard as a table: tabs as spreadsheets copy them, semicolons or commas as CSV has them, with
 * quotes and line breaks in quotes, pipes as Markdown has them. Blanks around a value go; rows without any value go. Never
 * throws; a text without any delimiter is a table of one column.
 */
export function readClipboardTable(text: string): ClipboardTable {
  const body = text.replace(/^\ufeff/, '');
  const markdown = markdownRows(body);
  if (markdown) return markdown;
  const delimiter = delimiterOf(body);
  return {
    delimiter, rows: filledRows(records(body, delimiter)),
    ...(delimiter !== '\t' && new RegExp(`(?:^|\\n|${delimiter})"`).test(body) ? { quoted: true } : {}),
    ...(delimiter !== '\t' && body.includes(`${delimiter} `) ? { spaced: true } : {}),
  };
}

/** The lines of a text as a table of one column, whatever stands in them. */
export function readLines(text: string): ClipboardTable {
  return { delimiter: '\t', rows: filledRows(text.replace(/^\ufeff/, '').split(/\r\n?|\n/).map((line) => [line])) };
}

/** Rows of a Markdown table: every line starts and ends with a pipe, and none has a tab. Undefined for any other text. */
function markdownRows(text: string): ClipboardTable | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  if (lines.length === 0 || text.includes('\t') || !lines.every((line) => line.length > 1 && line.startsWith('|') && line.endsWith('|'))) return undefined;
  const rows = lines.map((line) => readRow(line).cells);
  const headed = isRule(rows[1]);
  const values = rows.filter((row, index) => index > 1 || !isRule(row)).map((row) => row.map((cell) => decodeCell(cell)));
  return { delimiter: '|', rows: filledRows(values), ...(headed ? { headed: true } : {}) };
}

function isRule(row: readonly string[] | undefined): boolean {
  return row !== undefined && row.every((cell) => /^:?-+:?$/.test(cell));
}

function filledRows(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) => row.map(clean)).filter((row) => row.some((cell) => cell !== ''));
}

/** The table that a clipboard would be pasted into. */
export interface PasteTarget {
  readonly columns: number;
  /** The first row of the clipboard names columns of it. */
  readonly knowsHeader: boolean;
}

/**
 * True where a clipboard surely holds a table and not sentences: cells between tabs or pipes, or several rows with the
 * same number of cells between commas or semicolons. As sentences have those too, what goes into a table is one only where
 * something else says so: quotes, a header that the table knows, or as many cells as the table has columns.
 */
export function isClearlyTable({ delimiter, rows, quoted, spaced }: ClipboardTable, into?: PasteTarget): boolean {
  const columns = rows[0]?.length ?? 0;
  if (delimiter === '|') return columns > 0;
  if (columns < 2) return false;
  if (delimiter === '\t') return true;
  if (rows.length < 2 || rows.some((row) => row.length !== columns)) return false;
  return !into || quoted === true || into.knowsHeader || (columns === into.columns && spaced !== true);
}

function clean(value: string): string {
  return value.replace(/\r\n?/g, '\n').trim();
}

function records(text: string, delimiter: Delimiter, preview = 0): string[][] {
  // Spreadsheets quote a cell only where it must be; a lone quote at the start of a cell is part of its text.
  const read = Papa.parse<string[]>(text, { delimiter, preview });
  if (!read.errors.some(({ type }) => type === 'Quotes')) return read.data;
  return Papa.parse<string[]>(text, { delimiter, preview, quoteChar: NEVER }).data;
}

/** A tab decides; else the one of semicolon and comma by which more rows have the same number of cells. */
function delimiterOf(text: string): Delimiter {
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
