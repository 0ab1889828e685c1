import { NONE, UNKNOWN, cellOf } from '../plan/plan.ts';
import type { PlanRow } from '../plan/plan.ts';
import { remembered } from '../plan/remembered.ts';
import { transformWord } from '../transform/transformWord.ts';

/**
 * Rows that only say "this required target field has no source yet" (source `?`), while another row fills that field: the
 * number of such a row, and that of the first row that fills its field. They wait for nothing any more.
 */
export const filledPlaceholders = remembered((rows: readonly PlanRow[]): ReadonlyMap<number, number> => {
  const waiting: number[] = [];
  rows.forEach((row, index) => { if (isPlaceholder(row)) waiting.push(index); });
  const filled = new Map<number, number>();
  if (waiting.length === 0) return filled;
  const wanted = new Set(waiting.map((index) => targetOf(rows[index])));
  const fillers = new Map<string, number>();
  rows.forEach((row, index) => {
    if (!fills(row)) return;
    const target = targetOf(row);
    if (wanted.has(target) && !fillers.has(target)) fillers.set(target, index);
  });
  for (const index of waiting) {
    const by = fillers.get(targetOf(rows[index]));
    if (by !== undefined) filled.set(index, by);
  }
  return filled;
});

function isPlaceholder(row: PlanRow): boolean {
  return isUnsaid(row, 'sourceField') && isUnsaid(row, 'sourceTable') && isUnsaid(row, 'transform') && isNamed(row, 'targetField');
}

/** A row with a source field, or one whose value comes from nowhere on purpose. */
function fills(row: PlanRow): boolean {
  if (!isNamed(row, 'targetField')) return false;
  if (isNamed(row, 'sourceField')) return transformWord(cellOf(row, 'transform')) !== 'leaveBehind';
  const word = transformWord(cellOf(row, 'transform'));
  return word === 'constant' || word === 'default' || word === 'generated' || (cellOf(row, 'sourceField').trim() === NONE && word === 'expression');
}

function isUnsaid(row: PlanRow, column: string): boolean {
  const cell = cellOf(row, column).trim();
  return cell === '' || cell === UNKNOWN;
}

function isNamed(row: PlanRow, column: string): boolean {
  return !isUnsaid(row, column) && cellOf(row, column).trim() !== NONE;
}

function targetOf(row: PlanRow | undefined): string {
  return row === undefined ? '' : `${cellOf(row, 'targetTable').trim()}\u0000${cellOf(row, 'targetField').trim()}`.toLowerCase();
}
