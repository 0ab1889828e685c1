import { encodeCell } from '../document/cellText.ts';
import type { BlockSpec, CellKind } from '../plan/sections.ts';
import { trim } from '../text/composeTextEdits.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { mapColumns, targetColumn, targetColumns } from './columnMapping.ts';
import { displayWidth } from './displayWidth.ts';
import type { ClipboardTable } from './readClipboard.ts';
import { headerWidths, newLine, relaidLine, widen, writeCells, writeDelimiterCells } from './rowLayout.ts';
import type { TableLayout } from './rowLayout.ts';
import { cellContent } from './tableStep.ts';
import type { TableStep } from './tableStep.ts';
import { headerTexts, lineAt, lineCount, lineText, readRow } from './textTable.ts';
import type { TextTable } from './textTable.ts';

/** For those who read and map in one go. */
export { isClearlyTable, readClipboardTable } from './readClipboard.ts';

/** Rows for a managed block, by column key, as `insertRows` takes them. */
export interface BlockRows {
  readonly rows: Record<string, string>[];
  /** Columns that the block does not have; `#6` for the sixth where there is no header. */
  readonly unknown: readonly string[];
  readonly hadHeader: boolean;
}

/**
 * Reads a clipboard table as rows of a managed block: columns by their header (in any order, by other and near names
 * too), else in the order of the block. `header` says whether the first row is a header, where that is known.
 */
export function rowsForBlock(table: ClipboardTable, spec: BlockSpec, header?: boolean): BlockRows {
  const mapping = mapColumns(table.rows, targetColumns(spec), header);
  const rows = (mapping.hadHeader ? table.rows.slice(1) : table.rows).map((cells) => {
    const row: Record<string, string> = {};
    for (const [index, target] of mapping.targets.entries()) {
      const column = target === undefined ? undefined : spec.columns[target];
      const value = cells[index] ?? '';
      if (column && value !== '') row[column.key] = value;
    }
    return row;
  });
  return { rows: rows.filter((row) => Object.keys(row).length > 0), unknown: mapping.unknown, hadHeader: mapping.hadHeader };
}

export interface PasteOptions {
  readonly layout: TableLayout;
  /** The managed block that the table is: its columns have kinds, which decide how values are written. */
  readonly spec?: BlockSpec;
  /** Where to: behind the row at this offset, in its place where it is empty; absent: behind the last row. */
  readonly offset?: number;
}

export interface PastedRows extends TableStep {
  readonly count: number;
  /** Columns that the table does not have, which were left out. */
  readonly unknown: readonly string[];
}

/**
 * The edit that puts the rows of a clipboard into a table, the columns that a user added to a plan's table included. One
 * stretch of new lines, however many rows. A table without rows gets a header as wide as they need.
 */
export function pasteRows(table: TextTable, clipboard: ClipboardTable, { layout, spec, offset }: PasteOptions): PastedRows {
  const headers = headerTexts(table);
  // In a plan's table, what comes without a header is in the order of the plan's own columns, wherever they stand.
  const kinds = headers.map((header): CellKind | undefined => spec?.columns.find((column) => column.header.toLowerCase() === header.toLowerCase())?.kind);
  const own = headers.map((_, index) => index);
  const order = [...own.filter((index) => kinds[index] !== undefined), ...own.filter((index) => kinds[index] === undefined)];
  if (spec) order.sort((a, b) => rank(spec, headers[a]) - rank(spec, headers[b]));
  const mapping = mapColumns(clipboard.rows, order.map((index) => targetColumn(headers[index] ?? '')));
  const cells = (mapping.hadHeader ? clipboard.rows.slice(1) : clipboard.rows).map((values) => {
    const row = Array<string>(headers.length).fill('');
    for (const [index, target] of mapping.targets.entries()) {
      const column = target === undefined ? undefined : order[target];
      if (column !== undefined) row[column] = encodeCell(values[index] ?? '', kinds[column] ?? 'text');
    }
    return row;
  }).filter((row) => row.some((cell) => cell !== ''));
  const nothing = { edits: [], count: 0, unknown: mapping.unknown };
  const at = offset === undefined ? lineCount(table) - 1 : Math.max(1, lineAt(table, offset));
  if (cells.length === 0) return { ...nothing, selection: cellContent(lineText(table, at), 0, table.starts[at] ?? 0) };

  const replaces = at > 1 && readRow(lineText(table, at)).cells.every((cell) => cell === '');
  const widths = headerWidths(table);
  const edits: TextEdit[] = [];
  if (layout === 'aligned' && lineCount(table) - (replaces ? 1 : 0) === 2) {
    for (const row of cells) widen(widths, row);
    for (const line of [0, 1]) {
      const wider = relaidLine(table, line, widths);
      const edit = wider === undefined ? undefined : trim(table.text, table.starts[line] ?? 0, table.ends[line] ?? 0, wider);
      if (edit) edits.push(edit);
    }
  }
  const lines = cells.map((row) => newLine(table, row, layout, widths));
  const start = replaces ? (table.starts[at] ?? 0) : (table.ends[at] ?? 0);
  const shift = edits.reduce((sum, edit) => sum + edit.newText.length - (edit.end - edit.start), 0);
  edits.push({ start, end: table.ends[at] ?? 0, newText: (replaces ? '' : table.eol) + lines.join(table.eol) });
  const first = start + shift + (replaces ? 0 : table.eol.length);
  return { edits, selection: cellContent(lines[0] ?? '', 0, first), count: cells.length, unknown: mapping.unknown };
}

/** A Markdown table of a clipboard, its first row the header. */
export function tableText(clipboard: ClipboardTable, layout: TableLayout, eol: string): string {
  const count = clipboard.rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  const rows = clipboard.rows.map((row) => Array.from({ length: count }, (_, index) => encodeCell(row[index] ?? '', 'text')));
  const header = rows[0] ?? [];
  const widths = header.map((cell) => Math.max(3, displayWidth(cell)));
  for (const row of rows.slice(1)) widen(widths, row);
  const used = layout === 'aligned' ? widths : undefined;
  const ends = { indent: '', open: true, closed: true };
  return [writeCells(header, [], used, ends), writeDelimiterCells(header.map(() => 'none' as const), used, ends), ...rows.slice(1).map((row) => writeCells(row, [], used, ends))].join(eol);
}


function rank(spec: BlockSpec, header: string | undefined): number {
  const found = spec.columns.findIndex((column) => column.header.toLowerCase() === header?.toLowerCase());
  return found < 0 ? spec.columns.length : found;
}
