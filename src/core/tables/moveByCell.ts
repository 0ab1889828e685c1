import type { TextEdit, TextRange } from '../text/textEdit.ts';
import { displayWidth } from './displayWidth.ts';
import { completedLine, leftLine, newLine, widthsForOnlyRow, writeCells, writeDelimiterCells } from './rowLayout.ts';
import type { TableLayout } from './rowLayout.ts';
import { cellContent, lineEdits, shifted } from './tableStep.ts';
import type { TableStep } from './tableStep.ts';
import { cellIndexAt, columnCount, lineAt, lineCount, lineText, readRow, tableAt } from './textTable.ts';
import type { TextTable } from './textTable.ts';

export interface LayoutOptions {
  readonly layout: TableLayout;
}

/** Tab: selects the content of the next cell, in the next row behind the last; adds a row behind the last row. */
export function nextCell(text: string, selection: TextRange, options: LayoutOptions): TableStep | undefined {
  const here = placeOf(text, selection);
  if (!here) return undefined;
  const { table, line, cell } = here;
  if (line !== 1 && cell + 1 < columnCount(table)) return go(table, line, line, cell + 1, options);
  return rowBelow(table, line, 0, options);
}

/** Shift+Tab: selects the content of the cell before; in the first cell of the table, that cell. */
export function previousCell(text: string, selection: TextRange, options: LayoutOptions): TableStep | undefined {
  const here = placeOf(text, selection);
  if (!here) return undefined;
  const { table, line, cell } = here;
  if (line !== 1 && cell > 0) return go(table, line, line, cell - 1, options);
  const above = line <= 2 ? 0 : line - 1;
  return go(table, line, above, line === 0 ? 0 : columnCount(table) - 1, options);
}

/**
 * Enter: selects the content of the cell below; adds a row behind the last. In a last row with nothing in it, the row
 * goes, and the cursor stands behind the table, a blank line away, so that what is typed there is not another row.
 */
export function nextRow(text: string, selection: TextRange, options: LayoutOptions): TableStep | undefined {
  const here = placeOf(text, selection);
  if (!here) return undefined;
  const { table, line, cell } = here;
  if (line >= 2 && line === lineCount(table) - 1 && readRow(lineText(table, line)).cells.every((each) => each === '')) return leave(table, line);
  return rowBelow(table, line, cell, options);
}

/**
 * Enter at the end of a line like `| Name | Owner |` with nothing below: makes it the header of a table, with a first
 * row. Undefined where the line is no such line, or is in a table already.
 */
export function startTable(text: string, selection: TextRange, options: LayoutOptions): TableStep | undefined {
  if (selection.start !== selection.end || tableAt(text, selection.start)) return undefined;
  const start = text.lastIndexOf('\n', selection.start - 1) + 1;
  const next = text.indexOf('\n', start);
  const end = next < 0 ? text.length : text.charAt(next - 1) === '\r' ? next - 1 : next;
  const line = text.slice(start, end);
  if (!startsTable(line) || text.slice(selection.start, end).trim() !== '') return undefined;
  if (next >= 0 && !BLANK_LINE.test(text.slice(next + 1, next + 200))) return undefined;
  const header = readRow(line);
  const eol = next >= 0 ? text.slice(end, next + 1) : text.includes('\r\n') ? '\r\n' : '\n';
  const ends = { indent: header.indent, open: true, closed: true };
  const aligned = options.layout === 'aligned';
  const widths = header.cells.map((cell) => Math.max(3, displayWidth(cell)));
  const written = aligned ? writeCells(header.cells, [], widths, ends) : line.trimEnd();
  const rule = writeDelimiterCells(header.cells.map(() => 'none' as const), aligned ? widths : undefined, ends);
  // Only where it is one then: in code it is not.
  const table = tableAt(`${text.slice(0, start)}${written}${eol}${rule}${text.slice(end)}`, start);
  if (!table) return undefined;
  const row = newLine(table, [], options.layout);
  const newText = `${written}${eol}${rule}${eol}${row}`;
  return { edits: [{ start, end, newText }], selection: cellContent(row, 0, start + newText.length - row.length) };
}

const BLANK_LINE = /^[ \t]*(?:\r?\n|$)/;

/** True for a line that could become the header of a table: pipes at both ends, and a text. */
export function startsTable(line: string): boolean {
  const { open, closed, cells } = readRow(line);
  return line.length < 2_000 && open && closed && cells.some((cell) => /[^\s:-]/.test(cell));
}

function placeOf(text: string, selection: TextRange): { table: TextTable; line: number; cell: number } | undefined {
  const table = tableAt(text, selection.start);
  if (!table) return undefined;
  const line = lineAt(table, selection.start);
  return { table, line, cell: cellIndexAt(lineText(table, line), selection.start - (table.starts[line] ?? 0)) };
}

function rowBelow(table: TextTable, line: number, cell: number, options: LayoutOptions): TableStep {
  const below = line === 0 ? 2 : line + 1;
  return below < lineCount(table) ? go(table, line, below, cell, options) : append(table, line, cell, options);
}

/** Leaves a line for a cell: the line left is laid out, the line entered has at least that cell. */
function go(table: TextTable, from: number, to: number, cell: number, { layout }: LayoutOptions): TableStep {
  const changed = leaving(table, from, layout);
  const text = changed.get(to) ?? lineText(table, to);
  const complete = completedLine(text, cell + 1);
  if (complete !== undefined) changed.set(to, complete);
  const edits = lineEdits(table, changed);
  const start = shifted(table.starts[to] ?? 0, edits);
  const now = readRow(lineText(table, to)).cells.length > cell ? cellContent(lineText(table, to), cell, table.starts[to] ?? 0) : undefined;
  return { edits, selection: cellContent(complete ?? text, cell, start), ...(now ? { now } : {}) };
}

/** A line that is left; the delimiter row goes with the header, and both with an only row that needs wider columns. */
function leaving(table: TextTable, line: number, layout: TableLayout): Map<number, string> {
  const changed = new Map<number, string>();
  const widths = line === 2 && layout === 'aligned' ? widthsForOnlyRow(table) : undefined;
  for (const each of line === 0 ? [0, 1] : line === 1 ? [] : widths ? [0, 1, 2] : [line]) {
    const text = leftLine(table, each, layout, widths);
    if (text !== undefined) changed.set(each, text);
  }
  return changed;
}

function append(table: TextTable, from: number, cell: number, { layout }: LayoutOptions): TableStep {
  const changed = leaving(table, from, layout);
  const edits: TextEdit[] = lineEdits(table, changed);
  const end = table.ends.at(-1) ?? 0;
  const header = changed.get(0);
  const row = newLine(header === undefined ? table : withHeader(table, header), [], layout);
  const start = end + edits.reduce((sum, edit) => sum + edit.newText.length - (edit.end - edit.start), 0) + table.eol.length;
  edits.push({ start: end, end, newText: table.eol + row });
  return { edits, selection: cellContent(row, cell, start) };
}

/** The table as it is with another header line. */
function withHeader(table: TextTable, header: string): TextTable {
  const text = header + table.text.slice(table.ends[0]);
  const shift = header.length - (table.ends[0] ?? 0);
  return { ...table, text, starts: table.starts.map((start, line) => (line === 0 ? 0 : start + shift)), ends: table.ends.map((end) => end + shift) };
}

function leave(table: TextTable, line: number): TableStep {
  const { text } = table;
  const start = table.starts[line] ?? 0;
  const end = table.ends[line] ?? 0;
  const behind = text.slice(end, end + 400).split(/\r?\n/);
  const [, first, second] = behind;
  // The line of the row turns blank; the cursor goes to the line behind it, which is blank already or is made.
  const ready = first?.trim() === '' && (second === undefined ? end + 400 >= text.length : second.trim() === '');
  const newText = ready ? '' : table.eol;
  const at = ready ? start + (text.charAt(end) === '\r' ? 2 : 1) : start + newText.length;
  return { edits: [{ start, end, newText }], selection: { start: at, end: at } };
}
