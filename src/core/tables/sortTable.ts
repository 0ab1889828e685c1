import { decodeCell } from '../document/cellText.ts';
import { cellComparison } from '../plan/compareCells.ts';
import type { CellKind } from '../plan/sections.ts';
import { parseCount } from '../units/count.ts';
import { parseDuration } from '../units/duration.ts';
import { parseSize } from '../units/size.ts';
import { lineEdits } from './tableStep.ts';
import type { TableStep } from './tableStep.ts';
import { lineCount, lineText, readRow } from './textTable.ts';
import type { TextTable } from './textTable.ts';

/**
 * Puts the rows of a table in the order of one column; rows that are equal keep theirs, what is unknown or empty comes
 * last. Where `kind` is not given it is found out: a column whose cells all read as counts, sizes or durations is sorted
 * by quantity, any other by its words. The selection goes to the column's header.
 */
export function sortTable(table: TextTable, column: number, descending: boolean, kind?: CellKind): TableStep {
  const values: string[] = [];
  for (let line = 2; line < lineCount(table); line++) values.push(decodeCell(readRow(lineText(table, line)).cells[column] ?? ''));
  const compare = cellComparison(kind ?? kindOf(values), descending);
  const order = values.map((_, row) => row).sort((a, b) => compare(values[a] ?? '', values[b] ?? '') || a - b);
  const edits = lineEdits(table, order.map((from, to) => [to + 2, lineText(table, from + 2)] as const));
  const { offsets } = readRow(lineText(table, 0));
  const at = (table.starts[0] ?? 0) + (offsets[column * 2] ?? 0);
  return { edits, selection: { start: at, end: at } };
}

function kindOf(values: readonly string[]): CellKind {
  const known = values.filter((value) => value !== '' && value !== '?' && value !== '—' && value !== '-');
  if (known.length === 0) return 'text';
  if (known.every((value) => parseCount(value) !== undefined)) return 'count';
  if (known.every((value) => parseSize(value) !== undefined)) return 'size';
  if (known.every((value) => parseDuration(value) !== undefined)) return 'duration';
  return 'text';
}
