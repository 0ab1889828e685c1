import type { BlockId } from '../../../src/core/plan/sections.ts';
import type { RowView } from '../../../src/core/workflow/wizardView.ts';

/** The states that rows can be filtered by. */
export const ROW_STATES = ['unconfirmed', 'unmapped', 'problems'] as const;
export type RowState = (typeof ROW_STATES)[number];

/** Whether the row is in the state: a volume that nobody proved, a mapping with `?`, a cell with something against it. */
export function isInState(block: BlockId, row: RowView, state: RowState): boolean {
  switch (state) {
    case 'unconfirmed':
      return row.evidence !== undefined && !row.evidence.proven;
    case 'unmapped':
      return block === 'mapping' && ['sourceTable', 'sourceField', 'targetTable', 'targetField'].some((column) => row.cells[column]?.trim() === '?');
    case 'problems': {
      for (const _column in row.problems) return true;
      return false;
    }
    default:
      return state satisfies never;
  }
}

/** How many rows are in each state. */
export function countStates(block: BlockId, rows: readonly RowView[]): Readonly<Record<RowState, number>> {
  const counts = { unconfirmed: 0, unmapped: 0, problems: 0 };
  for (const row of rows) for (const state of ROW_STATES) if (isInState(block, row, state)) counts[state]++;
  return counts;
}
