import { EditRefused } from '../plan/planEdit.ts';
import type { LineIndex } from '../text/lines.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { TablePlace } from './body.ts';
import { encodeCell } from './cellText.ts';
import { scanRow } from './rowScanner.ts';
import type { CellKind } from '../plan/sections.ts';

const isBlank = (char: string): boolean => char === ' ' || char === '\t';

/** Sets one cell; nothing outside its pipes changes. The row keeps its alignment where the value fits. */
export function setTableCell(place: TablePlace, lines: LineIndex, row: number, column: string, value: string): TextEdit {
  const { text } = lines;
  const cell = columnIndex(place, column);
  const kind = kindOf(place, column);
  const line = place.headerLine + 2 + row;
  const lineEnd = lines.end(line);
  const offsets = scanRow(text, lines.start(line), lineEnd);
  const encoded = encodeCell(value, kind);
  const start = offsets[cell * 2];
  const end = offsets[cell * 2 + 1];
  if (start === undefined || end === undefined) return appendCells(lines, line, offsets, cell, encoded);

  let padEnd = end;
  while (padEnd < lineEnd && isBlank(text.charAt(padEnd))) padEnd++;
  const closed = padEnd < lineEnd;
  const padding = padEnd - end;
  // Without a pipe before it, a first cell could turn into a list, a heading or nothing at all.
  const open = cell === 0 && !/^[ \t]*\|/.test(text.slice(lines.start(line), start)) ? '| ' : '';
  if (!closed) return { start, end, newText: open + encoded };
  const width = end - start + padding;
  const pad = padding === 0 ? 0 : Math.max(1, width - encoded.length);
  return { start, end: padEnd, newText: open + encoded + ' '.repeat(pad) };
}

/** Sets several cells of one row, those behind its end as well. */
export function setRowCells(place: TablePlace, lines: LineIndex, row: number, values: ReadonlyMap<string, string>): TextEdit[] {
  const line = place.headerLine + 2 + row;
  const offsets = scanRow(lines.text, lines.start(line), lines.end(line));
  const count = offsets.length / 2;
  const edits: TextEdit[] = [];
  const behind = new Map<number, string>();
  for (const [column, value] of values) {
    const cell = columnIndex(place, column);
    if (cell < count) edits.push(setTableCell(place, lines, row, column, value));
    else if (value !== '') behind.set(cell, encodeCell(value, kindOf(place, column)));
  }
  edits.sort((a, b) => a.start - b.start);
  if (behind.size === 0) return edits;
  const last = Math.max(...behind.keys());
  const cells = Array.from({ length: last - count + 1 }, (_, index) => behind.get(count + index) ?? '');
  return [...edits, endOfRow(lines, line, offsets, cells)];
}

/** Puts cells behind the last one of a row. */
function endOfRow(lines: LineIndex, line: number, offsets: readonly number[], cells: readonly string[]): TextEdit {
  const { text } = lines;
  let end = lines.end(line);
  while (end > lines.start(line) && isBlank(text.charAt(end - 1))) end--;
  const lastEnd = offsets[offsets.length - 1] ?? end;
  const closed = text.slice(Math.min(lastEnd, end), end).includes('|');
  return { start: end, end, newText: `${closed ? '' : ' |'}${cells.map((cell) => (cell === '' ? ' |' : ` ${cell} |`)).join('')}` };
}

function kindOf(place: TablePlace, column: string): CellKind {
  return place.spec.columns.find((spec) => spec.key === column)?.kind ?? 'text';
}

/** A row that ends early gets the cells it lacks. */
function appendCells(lines: LineIndex, line: number, offsets: readonly number[], cell: number, encoded: string): TextEdit {
  return endOfRow(lines, line, offsets, [...Array.from({ length: cell - offsets.length / 2 }, () => ''), encoded]);
}

function columnIndex(place: TablePlace, column: string): number {
  const cell = place.columns.get(column);
  if (cell !== undefined) return cell;
  const spec = place.spec.columns.find((candidate) => candidate.key === column);
  if (spec) throw new EditRefused('edit.columnMissing', { column: spec.header });
  throw new EditRefused('edit.unknownColumn', { column, block: place.spec.id });
}

/** A column is made no wider than this: a query or a long note must not push the others out of sight. */
const WIDEST = 40;

/**
 * Widens the header of a table without rows, so that the rows to come stand aligned under it. A table that has rows is
 * never widened: each of its lines would change, and two branches that add a row could no longer be merged.
 */
export function widenHeader(place: TablePlace, lines: LineIndex, rows: readonly Readonly<Record<string, string>>[]): TextEdit[] {
  const edits: TextEdit[] = [];
  const rule = place.headerLine + 1;
  const rules = scanRow(lines.text, lines.start(rule), lines.end(rule));
  for (const [key, cell] of place.columns) {
    const kind = kindOf(place, key);
    const widths = rows.map((row) => encodeCell(row[key] ?? '', kind).length);
    const width = widths.reduce((widest, each) => (each <= WIDEST ? Math.max(widest, each) : widest), 0);
    for (const [offsets, filler] of [[place.headerCells, ' '], [rules, '-']] as const) {
      const start = offsets[cell * 2];
      const end = offsets[cell * 2 + 1];
      if (start === undefined || end === undefined || width <= end - start) continue;
      // A rule may end in a colon, which stays last.
      const at = filler === '-' && lines.text.charAt(end - 1) === ':' ? end - 1 : end;
      edits.push({ start: at, end: at, newText: filler.repeat(width - (end - start)) });
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** The lines of new rows, padded to the widths of the header row. */
export function tableRowLines(place: TablePlace, lines: LineIndex, rows: readonly Readonly<Record<string, string>>[]): string[] {
  const { text } = lines;
  const count = place.headerCells.length / 2;
  const widths: number[] = [];
  for (let cell = 0; cell < count; cell++) {
    const start = place.headerCells[cell * 2] ?? 0;
    const end = place.headerCells[cell * 2 + 1] ?? 0;
    let padEnd = end;
    while (isBlank(text.charAt(padEnd))) padEnd++;
    widths.push(Math.max(end - start, padEnd - start - 1));
  }
  const keys = new Map([...place.columns].map(([key, cell]) => [cell, place.spec.columns.find((spec) => spec.key === key)]));
  const headerStart = lines.start(place.headerLine);
  const indent = /^ */.exec(text.slice(headerStart, headerStart + 4))?.[0] ?? '';
  return rows.map((row) => {
    for (const [key, value] of Object.entries(row)) {
      if (value !== '' || !place.spec.columns.some((spec) => spec.key === key)) columnIndex(place, key);
    }
    const cells = widths.map((width, cell) => {
      const spec = keys.get(cell);
      return (spec ? encodeCell(row[spec.key] ?? '', spec.kind) : '').padEnd(width);
    });
    return `${indent}| ${cells.join(' | ')} |`;
  });
}

/** Puts whole lines before row `at`, or behind the last row. */
export function insertLines(place: TablePlace, lines: LineIndex, at: number, newLines: readonly string[], eol: string): TextEdit {
  const line = place.headerLine + 2 + at;
  if (line < place.endLine) return { start: lines.start(line), end: lines.start(line), newText: newLines.map((text) => text + eol).join('') };
  const end = lines.end(Math.max(place.endLine - 1, place.headerLine + 1));
  return { start: end, end, newText: newLines.map((text) => eol + text).join('') };
}

/** Removes whole lines. `rows` ascending. */
export function removeLines(place: TablePlace, lines: LineIndex, rows: readonly number[]): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let index = 0; index < rows.length; index++) {
    const first = rows[index] ?? 0;
    while (index + 1 < rows.length && rows[index + 1] === (rows[index] ?? 0) + 1) index++;
    const from = place.headerLine + 2 + first;
    const to = place.headerLine + 2 + (rows[index] ?? 0);
    // The last line of a text may have no line break of its own: then the one before it goes.
    if (to + 1 < lines.count) edits.push({ start: lines.start(from), end: lines.start(to + 1), newText: '' });
    else edits.push({ start: lines.end(from - 1), end: lines.end(to), newText: '' });
  }
  return edits;
}

/** Puts the rows of a table in another order: `order` names the row that comes to stand at each place. */
export function reorderLines(place: TablePlace, lines: LineIndex, order: readonly number[]): TextEdit[] {
  const from = order.findIndex((row, index) => row !== index);
  if (from < 0) return [];
  let to = order.length - 1;
  while (order[to] === to) to--;
  const first = place.headerLine + 2;
  // The line breaks stay where they are: the last line of the text may have none.
  const newText = order.slice(from, to + 1).map((row, index) => {
    const line = first + from + index;
    return lines.slice(first + row) + (from + index < to ? lines.text.slice(lines.end(line), lines.start(line + 1)) : '');
  }).join('');
  return [{ start: lines.start(first + from), end: lines.end(first + to), newText }];
}

/** Adds headers for the missing columns. Rows are left as they are: a row that ends early has empty cells there. */
export function restoreColumns(place: TablePlace, lines: LineIndex): TextEdit[] {
  const missing = place.spec.columns.filter((column) => !place.columns.has(column.key)).map((column) => column.header);
  if (missing.length === 0) return [];
  const append = (line: number, texts: readonly string[]): TextEdit => {
    let end = lines.end(line);
    while (isBlank(lines.text.charAt(end - 1))) end--;
    const offsets = scanRow(lines.text, lines.start(line), lines.end(line));
    const closed = lines.text.slice(offsets[offsets.length - 1] ?? end, end).includes('|');
    return { start: end, end, newText: `${closed ? '' : ' |'} ${texts.join(' | ')} |` };
  };
  return [append(place.headerLine, missing), append(place.headerLine + 1, missing.map((header) => '-'.repeat(header.length)))];
}
