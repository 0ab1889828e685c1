import { scanRow } from '../document/rowScanner.ts';
import { displayWidth } from './displayWidth.ts';
import { columnCount, lineCount, lineText, readRow, startsBlock } from './textTable.ts';
import type { Alignment, TextTable, WrittenRow } from './textTable.ts';

/**
 * How the editor lays rows out. `aligned`: each cell is padded to the width of its column. `compact`: one blank on each
 * side. `asTyped`: rows are left as they were typed.
 */
export type TableLayout = 'aligned' | 'compact' | 'asTyped';

/** A column is made no wider than this by its rows: a query or a long note must not push the others out of sight. */
const WIDEST = 40;
const NARROWEST = 3;

/** Which pipes a row is written with at its ends, and the blanks before it. */
interface Ends {
  readonly indent: string;
  readonly open: boolean;
  readonly closed: boolean;
}

/** The width of each column as the header row shows it: what rows are aligned to. */
export function headerWidths(table: TextTable): number[] {
  return slots(lineText(table, 0));
}

/** The width of each column that its texts need; cells wider than `WIDEST` run over instead. The header is never cut. */
export function neededWidths(table: TextTable): number[] {
  const widths = readRow(lineText(table, 0)).cells.map((cell) => Math.max(NARROWEST, displayWidth(cell)));
  for (let line = 2; line < lineCount(table); line++) widen(widths, readRow(lineText(table, line)).cells);
  return widths;
}

/** Makes columns as wide as these cells need. */
export function widen(widths: number[], cells: readonly string[]): void {
  for (let index = 0; index < Math.min(cells.length, widths.length); index++) {
    const width = displayWidth(cells[index] ?? '');
    if (width <= WIDEST && width > (widths[index] ?? 0)) widths[index] = width;
  }
}

/**
 * The line as it is when a person has left it. Only padding changes, and cells that the row lacked are added; undefined
 * where nothing would change. In `aligned` only this line is brought in step with the header: a table is not widened as
 * a whole for one longer value, because then every line of it would change, and two branches that each add a row could
 * no longer be merged. Align Table does that when it is asked to.
 */
export function leftLine(table: TextTable, line: number, layout: TableLayout, given?: readonly number[]): string | undefined {
  if (layout === 'asTyped') return undefined;
  const old = lineText(table, line);
  const row = readRow(old);
  const header = readRow(lineText(table, 0));
  const like = endsLike(row, header, columnCount(table));
  // A delimiter row is never taken for anything else.
  const ends = line === 1 ? { ...like, open: row.open || header.open } : like;
  const widths = layout === 'aligned' ? (given ?? columnWidths(table, line)) : undefined;
  const next = line === 1 ? writeDelimiter(table, ends, widths) : writeRow(table, filled(row.cells, columnCount(table)), ends, widths);
  return next !== old && (line === 1 || readsTheSame(old, next)) ? next : undefined;
}

/** The widths of the header where the only row of a table needs wider columns: nothing else stands there to be kept as it is. */
export function widthsForOnlyRow(table: TextTable): number[] | undefined {
  if (lineCount(table) !== 3) return undefined;
  const header = headerWidths(table);
  const widths = [...header];
  widen(widths, readRow(lineText(table, 2)).cells);
  return widths.some((width, index) => width > (header[index] ?? 0)) ? widths : undefined;
}

/** All lines in a layout, with outer pipes; undefined for those that are right already. */
export function laidOutLines(table: TextTable, layout: 'aligned' | 'compact'): (string | undefined)[] {
  const widths = layout === 'aligned' ? neededWidths(table) : undefined;
  return table.starts.map((_, line) => relaidLine(table, line, widths));
}

/** A line with these column widths and outer pipes; undefined where nothing would change. */
export function relaidLine(table: TextTable, line: number, widths: readonly number[] | undefined): string | undefined {
  const old = lineText(table, line);
  const row = readRow(old);
  const ends = { indent: row.indent, open: true, closed: true };
  const next = line === 1 ? writeDelimiter(table, ends, widths) : writeRow(table, filled(row.cells, columnCount(table)), ends, widths);
  return next !== old && (line === 1 || readsTheSame(old, next)) ? next : undefined;
}

/** The line of a new row with these cells (Markdown), in the layout. */
export function newLine(table: TextTable, cells: readonly string[], layout: TableLayout, widths: readonly number[] = headerWidths(table)): string {
  const indent = /^[ \t]*/.exec(lineText(table, 0))?.[0] ?? '';
  return writeRow(table, filled(cells, columnCount(table)), { indent, open: true, closed: true }, layout === 'aligned' ? widths : undefined);
}

/** The line with cells added at its end, so that it has at least `count`; undefined where it has. */
export function completedLine(line: string, count: number): string | undefined {
  const row = readRow(line);
  const missing = count - row.cells.length;
  if (missing <= 0) return undefined;
  return `${line.trimEnd()}${row.closed ? '' : ' |'}${'  |'.repeat(missing)}`;
}

/** A row of these columns, by their alignments; `widths` undefined: one blank on each side. */
export function writeCells(cells: readonly string[], alignments: readonly Alignment[], widths: readonly number[] | undefined, ends: Ends): string {
  const last = cells.length - 1;
  const parts = cells.map((cell, index) => {
    const padded = widths ? pad(cell, widths[index] ?? 0, index === 0 && !ends.open ? 'none' : (alignments[index] ?? 'none')) : cell;
    // An empty cell that is not padded is one blank wide.
    if (padded === '') return index === 0 && !ends.open ? '' : ' ';
    const before = index === 0 && !ends.open ? '' : ' ';
    return index === last && !ends.closed ? before + padded.trimEnd() : `${before}${padded} `;
  });
  return ends.indent + (ends.open ? '|' : '') + parts.join('|') + (ends.closed ? '|' : '');
}

/** A delimiter row of these widths, at least three dashes or colons wide. */
export function writeDelimiterCells(alignments: readonly Alignment[], widths: readonly number[] | undefined, ends: Ends): string {
  const cells = alignments.map((alignment, index) => {
    const left = alignment === 'left' || alignment === 'center' ? ':' : '';
    const right = alignment === 'right' || alignment === 'center' ? ':' : '';
    return left + '-'.repeat(Math.max(NARROWEST, widths?.[index] ?? 0) - left.length - right.length) + right;
  });
  return writeCells(cells, [], undefined, ends);
}

function writeRow(table: TextTable, cells: readonly string[], ends: Ends, widths: readonly number[] | undefined): string {
  return writeCells(cells, table.alignments, widths, ends);
}

function writeDelimiter(table: TextTable, ends: Ends, widths: readonly number[] | undefined): string {
  return writeDelimiterCells(table.alignments, widths, ends);
}

/**
 * The widths a line is brought to when it is left: the header's. The header itself goes by the delimiter row, which
 * remembers how wide the columns are while a header is typed; where that row is as short as it can be, the header stays.
 */
function columnWidths(table: TextTable, line: number): number[] {
  const header = headerWidths(table);
  if (line > 1) return header;
  const rule = slots(lineText(table, 1));
  const texts = readRow(lineText(table, 0)).cells;
  return header.map((width, index) => {
    const ruled = rule[index] ?? 0;
    const wide = ruled > NARROWEST;
    return Math.max(NARROWEST, wide ? Math.max(ruled, displayWidth(texts[index] ?? '')) : line === 0 ? width : ruled);
  });
}

/** From pipe to pipe, without one blank on each side. */
function slots(line: string): number[] {
  const { cells, offsets, open } = readRow(line);
  return cells.map((cell, index) => {
    const start = offsets[index * 2] ?? 0;
    const end = offsets[index * 2 + 1] ?? 0;
    let from = start;
    let to = end;
    while (from > 0 && isBlank(line.charCodeAt(from - 1))) from--;
    while (to < line.length && isBlank(line.charCodeAt(to))) to++;
    const before = index === 0 && !open ? 1 : start - from;
    // Behind the last pipe of a row that is not closed there is nothing to pad.
    const after = to >= line.length ? 1 : to - end;
    return Math.max(displayWidth(cell), displayWidth(cell) + before + after - 2);
  });
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function filled(cells: readonly string[], count: number): string[] {
  return cells.length >= count ? [...cells] : [...cells, ...Array<string>(count - cells.length).fill('')];
}

/** As the header is written; with a pipe where the row has one, or where its first or last cell could not be told without it. */
function endsLike(row: WrittenRow, header: WrittenRow, count: number): Ends {
  return {
    indent: row.indent,
    open: row.open || header.open || row.cells[0] === '' || startsBlock(row.cells[0] ?? ''),
    closed: row.closed || header.closed || row.cells.length < count || row.cells.at(-1) === '',
  };
}

function pad(cell: string, width: number, alignment: Alignment): string {
  const missing = Math.max(0, width - displayWidth(cell));
  const before = alignment === 'right' ? missing : alignment === 'center' ? missing >> 1 : 0;
  return ' '.repeat(before) + cell + ' '.repeat(missing - before);
}

/** The guard behind everything here: a layout may change blanks and add empty cells, nothing else. */
function readsTheSame(before: string, after: string): boolean {
  const old = scanRow(before, 0, before.length);
  const next = scanRow(after, 0, after.length);
  for (let at = 0; at < Math.max(old.length, next.length); at += 2) {
    if (before.slice(old[at], old[at] === undefined ? 0 : old[at + 1]) !== after.slice(next[at], next[at] === undefined ? 0 : next[at + 1])) return false;
  }
  return true;
}
