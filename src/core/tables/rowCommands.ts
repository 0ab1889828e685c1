import type { TextEdit, TextRange } from '../text/textEdit.ts';
import { laidOutLines, newLine } from './rowLayout.ts';
import type { LayoutOptions } from './moveByCell.ts';
import { cellContent, lineEdits } from './tableStep.ts';
import type { TableStep } from './tableStep.ts';
import { cellIndexAt, lineAt, lineCount, lineText, linesOf, readRow, tableAt } from './textTable.ts';
import type { TextTable } from './textTable.ts';

/** Adds an empty row above or below the selected rows, and enters its first cell. On the header: as the first row. */
export function addRow(text: string, selection: TextRange, where: 'above' | 'below', { layout }: LayoutOptions): TableStep | undefined {
  const table = tableAt(text, selection.start);
  if (!table) return undefined;
  const { first, last } = linesOf(table, selection);
  const after = Math.max(1, where === 'above' ? first - 1 : last);
  const at = table.ends[after] ?? text.length;
  const row = newLine(table, [], layout);
  return { edits: [{ start: at, end: at, newText: table.eol + row }], selection: cellContent(row, 0, at + table.eol.length) };
}

/** Removes the selected rows; the header stays. Undefined where no row is selected. */
export function removeRows(text: string, selection: TextRange): TableStep | undefined {
  const rows = selectedRows(text, selection);
  if (!rows) return undefined;
  const { table, first, last, cell } = rows;
  // With the line break before them: the last line of a text has none behind it.
  const start = table.ends[first - 1] ?? 0;
  const end = table.ends[last] ?? 0;
  const next = last + 1 < lineCount(table) ? last + 1 : first - 1;
  const cells = lineText(table, next === 1 ? 0 : next);
  const at = next === 1 ? (table.starts[0] ?? 0) : next > last ? (table.starts[next] ?? 0) - (end - start) : (table.starts[next] ?? 0);
  return { edits: [{ start, end, newText: '' }], selection: cellContent(cells, cell, at) };
}

/** Copies the selected rows to behind them, and selects there what was selected. */
export function duplicateRows(text: string, selection: TextRange): TableStep | undefined {
  const rows = selectedRows(text, selection);
  if (!rows) return undefined;
  const { table, first, last } = rows;
  const start = table.starts[first] ?? 0;
  const end = table.ends[last] ?? 0;
  const newText = table.eol + text.slice(start, end);
  const shift = newText.length;
  return { edits: [{ start: end, end, newText }], selection: { start: selection.start + shift, end: selection.end + shift } };
}

/** Moves the selected rows by one, within the rows of the table; undefined where they can't go further. */
export function moveRows(text: string, selection: TextRange, direction: 'up' | 'down'): TableStep | undefined {
  const rows = selectedRows(text, selection);
  if (!rows) return undefined;
  const { table, first, last } = rows;
  const other = direction === 'up' ? first - 1 : last + 1;
  if (other < 2 || other >= lineCount(table)) return undefined;
  const from = Math.min(first, other);
  const to = Math.max(last, other);
  const moved = text.slice(table.starts[first], table.ends[last]);
  const passed = lineText(table, other);
  const start = table.starts[from] ?? 0;
  const edit: TextEdit = { start, end: table.ends[to] ?? 0, newText: direction === 'up' ? moved + table.eol + passed : passed + table.eol + moved };
  const shift = direction === 'up' ? start - (table.starts[first] ?? 0) : passed.length + table.eol.length;
  return { edits: [edit], selection: { start: selection.start + shift, end: selection.end + shift } };
}

/** Lays the whole table out; what is selected in a cell stays selected. Undefined outside a table. */
export function layOutTable(text: string, selection: TextRange, layout: 'aligned' | 'compact'): TableStep | undefined {
  const table = tableAt(text, selection.start);
  if (!table) return undefined;
  const lines = laidOutLines(table, layout);
  const edits = lineEdits(table, lines.entries());
  return { edits, selection: { start: follow(table, lines, selection.start), end: follow(table, lines, selection.end) } };
}

/** Where a place in a table is when its lines have been laid out: at the same character of the same cell. */
function follow(table: TextTable, lines: readonly (string | undefined)[], offset: number): number {
  const line = lineAt(table, offset);
  let shift = 0;
  for (let above = 0; above < line; above++) shift += (lines[above]?.length ?? lineText(table, above).length) - lineText(table, above).length;
  const old = lineText(table, line);
  const start = table.starts[line] ?? 0;
  const next = lines[line];
  if (next === undefined || offset > (table.ends[line] ?? 0)) return offset + shift + (next === undefined ? 0 : next.length - old.length);
  const cell = cellIndexAt(old, offset - start);
  const before = readRow(old).offsets;
  const after = readRow(next).offsets;
  const length = (before[cell * 2 + 1] ?? 0) - (before[cell * 2] ?? 0);
  const now = (after[cell * 2 + 1] ?? 0) - (after[cell * 2] ?? 0);
  const within = Math.max(0, Math.min(offset - start - (before[cell * 2] ?? 0), length, now));
  return start + shift + (after[cell * 2] ?? 0) + within;
}

/** The rows of the body that a selection touches; undefined where it touches none. */
export function selectedRows(text: string, selection: TextRange): { table: TextTable; first: number; last: number; cell: number } | undefined {
  const table = tableAt(text, selection.start);
  if (!table) return undefined;
  const { first, last } = linesOf(table, selection);
  if (last < 2) return undefined;
  const line = lineAt(table, selection.start);
  return { table, first: Math.max(2, first), last, cell: cellIndexAt(lineText(table, line), selection.start - (table.starts[line] ?? 0)) };
}
