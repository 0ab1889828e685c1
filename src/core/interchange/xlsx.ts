import readXlsxFile from 'read-excel-file/universal';
import writeXlsxFile from 'write-excel-file/universal';
import type { Feature } from 'write-excel-file/universal';
import { InterchangeRefused } from './interchangeRefused.ts';
import { MAX_COLUMNS, MAX_ROWS, MAX_XLSX_CELL } from './limits.ts';
import type { Sheet } from './sheet.ts';
import { guardWorkbook } from './zipGuard.ts';

/** The name of the sheet that explains the other; it is not read. */
export const NOTES_SHEET = 'Notes';

export interface NamedSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/**
 * A workbook with the sheet and a sheet of notes. Every cell is a text cell, so that no program makes a number, a date or a
 * formula of it. Throws InterchangeRefused where a value is longer than a cell of a workbook can be.
 */
export async function writeXlsx(name: string, sheet: Sheet, notes: readonly (readonly string[])[]): Promise<Uint8Array> {
  const width = sheet.header.length;
  sheet.rows.forEach((row, index) => {
    const at = row.findIndex((value) => value.length > MAX_XLSX_CELL);
    if (at >= 0) throw new InterchangeRefused('interchange.cellTooLong', { row: String(index + 1), column: sheet.header[at] ?? '', limit: MAX_XLSX_CELL.toLocaleString('en') });
  });
  const rows = sheet.rows.map((row) => Array.from({ length: width }, (_, at) => textCell(row[at] ?? '')));
  const blob = await writeXlsxFile([
    {
      sheet: sheetName(name),
      data: [sheet.header.map((header) => ({ ...textCell(header), fontWeight: 'bold' as const, backgroundColor: '#E8E8E8' })), ...rows],
      columns: sheet.header.map((_, at) => ({ width: columnWidth(sheet, at) })),
      stickyRowsCount: 1,
    },
    { sheet: NOTES_SHEET, data: notes.map((row) => row.map((value, at) => ({ ...textCell(value.slice(0, MAX_XLSX_CELL)), ...(at === 0 ? { fontWeight: 'bold' as const } : {}) }))), columns: [{ width: 24 }, { width: 90 }] },
  ], { features: [autoFilter(width, sheet.rows.length + 1)] }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

function textCell(value: string): { value: string; type: StringConstructor; format: string; alignVertical: 'top'; wrap?: boolean } {
  return { value: escapeText(value), type: String, format: '@', alignVertical: 'top', ...(/[\r\n]/.test(value) ? { wrap: true } : {}) };
}

/** What XML can't hold, what a reader of XML would change, and what the writing library leaves out. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/g;

/**
 * A text as a cell of a workbook has it: unsafe characters as `_xHHHH_`, as the format asks (ECMA-376, ST_Xstring); a text
 * that looks like that already gets its underscore written so.
 */
export function escapeText(value: string): string {
  const escaped = value.replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_').replace(UNSAFE, inHex);
  // The writing library collects the texts in a plain object, where `constructor` and its like are there already.
  return escaped in Object.prototype ? inHex(escaped.charAt(0)) + escaped.slice(1) : escaped;
}

function inHex(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `_x${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}_`).join('');
}

function columnWidth({ header, rows }: Sheet, at: number): number {
  let widest = (header[at] ?? '').length + 4;
  for (const row of rows.slice(0, 1_000)) for (const line of (row[at] ?? '').slice(0, 500).split('\n')) widest = Math.max(widest, line.length + 2);
  return Math.min(widest, 60);
}

/** At most 31 characters, without those that a sheet's name can't have. */
function sheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').replace(/^'+|'+$/g, '').trim().slice(0, 31) || 'Section';
}

/** The little arrows in the header. The element stands right behind the cells. */
function autoFilter(columns: number, rows: number): Feature<Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string, _options: unknown, { sheetIndex }: { sheetIndex: number }) =>
            sheetIndex === 0 && columns > 0 ? xml.replace(/<\/sheetData>|<sheetData\/>/, (end) => `${end}<autoFilter ref="A1:${columnName(columns)}${String(rows)}"/>`) : xml,
        },
      },
    },
  };
}

function columnName(column: number): string {
  return column <= 26 ? String.fromCharCode(64 + column) : columnName(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));
}

/** The sheets of a workbook, every cell as text: numbers as they are stored, dates as `2026-01-31`, formulas by their last result. */
export async function readXlsx(bytes: Uint8Array): Promise<readonly NamedSheet[]> {
  guardWorkbook(bytes);
  let sheets;
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    sheets = await readXlsxFile<string>(buffer, { trim: false, parseNumber: (text) => text });
  } catch (error) {
    throw new InterchangeRefused('interchange.unreadableWorkbook', { reason: error instanceof Error ? error.message : String(error) });
  }
  return sheets.filter(({ sheet }) => sheet !== NOTES_SHEET).map(({ sheet, data }) => {
    if (data.length > MAX_ROWS + 1) throw new InterchangeRefused('interchange.tooManyRows', { limit: String(MAX_ROWS) });
    return { name: sheet, rows: data.map((row) => row.slice(0, MAX_COLUMNS).map(cellText)) };
  });
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : dateText(value);
  return typeof value === 'number' ? String(value) : '';
}

function dateText(date: Date): string {
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}
