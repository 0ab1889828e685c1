import { encodeCell } from '../document/cellText.ts';
import type { BlockSpec, CellKind } from '../plan/sections.ts';
import { trim } from '../text/composeTextEdits.ts';
import type { TextEdit, TextRange } from '../text/textEdit.ts';
import { mapColumns, targetColumn, targetColumns } from './columnMapping.ts';
import { displayWidth } from './displayWidth.ts';
import type { ClipboardTable } from './readClipboard.ts';
import { headerWidths, newLine, relaidLine, widen, writeCells, writeDelimiterCells } from './rowLayout.ts';
import type { TableLayout } from './rowLayout.ts';
import { cellContent } from './tableStep.ts';
import type { TableStep } from './tableStep.ts';
import { cellIndexAt, headerTexts, lineAt, lineCount, lineText, readRow } from './textTable.ts';
import type { TextTable } from './textTable.ts';

/** For those who read and map in one go. */
export { isClearlyTable, readClipboardTable, readLines } from './readClipboard.ts';

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
  const rows = (mapping.hadHeader || (table.headed && header !== false) ? table.rows.slice(1) : table.rows).map((cells) => {
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
  /**
   * Where to: behind the row that this starts in, or in that row where the cells are empty that would be filled (or are
   * all that is selected); absent: behind the last row. Columns without a header start at the cell it starts in.
   */
  readonly selection?: TextRange;
}

export interface PastedRows extends TableStep {
  readonly count: number;
  /** Columns that the table does not have, which were left out. */
  readonly unknown: readonly string[];
  readonly hadHeader: boolean;
}

/**
 * The edit that puts the rows of a clipboard into a table, the columns that a user added to a plan's table included. One
 * stretch of new lines, however many rows. A table without rows gets a header as wide as they need.
 */
export function pasteRows(table: TextTable, clipboard: ClipboardTable, { layout, spec, selection }: PasteOptions): PastedRows {
  const headers = headerTexts(table);
  // In a plan's table, what comes without a header is in the order of the plan's own columns, wherever they stand.
  const kinds = headers.map((header): CellKind | undefined => spec?.columns.find((column) => column.header.toLowerCase() === header.toLowerCase())?.kind);
  const own = headers.map((_, index) => index);
  const order = [...own.filter((index) => kinds[index] !== undefined), ...own.filter((index) => kinds[index] === undefined)];
  if (spec) order.sort((a, b) => rank(spec, headers[a]) - rank(spec, headers[b]));
  const columns = order.map((index) => targetColumn(headers[index] ?? ''));
  let mapping = mapColumns(clipboard.rows, columns);
  const { hadHeader } = mapping;
  const at = selection === undefined ? lineCount(table) - 1 : Math.max(1, lineAt(table, selection.start));
  let first = 0;
  if (!hadHeader && selection !== undefined) {
    const line = lineAt(table, selection.start);
    first = startColumn(order.indexOf(cellIndexAt(lineText(table, line), selection.start - (table.starts[line] ?? 0))), mapping.targets.length, headers.length, spec);
    if (first > 0) mapping = mapColumns(clipboard.rows, columns.slice(first), false);
  }
  const targets = mapping.targets.map((target) => (target === undefined ? undefined : order[target + first]));
  const cells = (hadHeader || clipboard.headed ? clipboard.rows.slice(1) : clipboard.rows).map((values) => {
    const row = Array<string>(headers.length).fill('');
    for (const [index, column] of targets.entries()) {
      if (column !== undefined) row[column] = encodeCell(values[index] ?? '', kinds[column] ?? 'text');
    }
    return row;
  }).filter((row) => row.some((cell) => cell !== ''));
  const nothing = { edits: [], count: 0, unknown: mapping.unknown, hadHeader };
  if (cells.length === 0) return { ...nothing, selection: cellContent(lineText(table, at), 0, table.starts[at] ?? 0) };

  const filled = at > 1 ? fillRow(table, at, cells[0] ?? [], hadHeader || selection === undefined ? undefined : targets, selection) : undefined;
  if (filled) cells[0] = filled;
  const replaces = filled !== undefined;
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
  const firstLine = start + shift + (replaces ? 0 : table.eol.length);
  return { edits, selection: cellContent(lines[0] ?? '', first > 0 ? (targets[0] ?? 0) : 0, firstLine), count: cells.length, unknown: mapping.unknown, hadHeader };
}

/**
 * Where values without a header start: at the cell with the cursor, where they fit from there; whole rows, and what does
 * not fit, at the first column.
 */
function startColumn(cursor: number, width: number, count: number, spec: BlockSpec | undefined): number {
  const whole = width >= Math.min(count, spec?.columns.length ?? count);
  return whole || cursor < 0 || cursor + width > count ? 0 : cursor;
}

/**
 * The cells of a row with new ones in it, where what they would replace is empty or selected as a whole; `targets`
 * undefined: where the whole row is empty. Undefined where something stands there.
 */
function fillRow(table: TextTable, line: number, row: readonly string[], targets: readonly (number | undefined)[] | undefined, selection: TextRange | undefined): string[] | undefined {
  const start = table.starts[line] ?? 0;
  const { cells, offsets } = readRow(lineText(table, line));
  const taken = (column: number): boolean => (cells[column] ?? '') !== ''
    && !(targets && selection && selection.start <= start + (offsets[column * 2] ?? 0) && selection.end >= start + (offsets[column * 2 + 1] ?? 0));
  const columns = targets ?? cells.map((_, index) => index);
  if (columns.some((column) => column !== undefined && taken(column))) return undefined;
  const into = new Set(columns);
  return Array.from({ length: Math.max(cells.length, row.length) }, (_, column) => (into.has(column) || column >= cells.length ? row[column] : cells[column]) ?? '');
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
