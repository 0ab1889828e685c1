import type { ColumnSpec } from '../../../src/core/plan/sections.ts';
import type { RowView } from '../../../src/core/workflow/wizardView.ts';

export interface Match {
  /** Place among the rows as they are shown. */
  readonly row: number;
  readonly column: number;
}

/** All cells that hold the words, in reading order, whatever their case. None for no words. */
export function findInRows(rows: readonly RowView[], order: readonly number[] | undefined, columns: readonly ColumnSpec[], words: string): Match[] {
  const wanted = words.toLocaleLowerCase();
  if (wanted === '') return [];
  const matches: Match[] = [];
  const count = order?.length ?? rows.length;
  for (let row = 0; row < count; row++) {
    const cells = rows[order?.[row] ?? row]?.cells;
    columns.forEach(({ key }, column) => {
      if (cells?.[key]?.toLocaleLowerCase().includes(wanted) === true) matches.push({ row, column });
    });
  }
  return matches;
}

/** The next match behind (or before) a cell, coming round at the end. */
export function nextMatch(matches: readonly Match[], from: Match, by: 1 | -1): number {
  if (matches.length === 0) return -1;
  const after = (match: Match): boolean => match.row > from.row || (match.row === from.row && match.column > from.column);
  const before = (match: Match): boolean => match.row < from.row || (match.row === from.row && match.column < from.column);
  const found = by === 1 ? matches.findIndex(after) : matches.findLastIndex(before);
  return found >= 0 ? found : by === 1 ? 0 : matches.length - 1;
}
