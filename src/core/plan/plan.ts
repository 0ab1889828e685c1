import type { BlockId } from './sections.ts';
import type { PlanState } from './planState.ts';

/** One row of a managed block: the values of its cells by column key, unescaped; a missing cell is ''. */
export interface PlanRow {
  readonly cells: Readonly<Record<string, string>>;
}

/** Everything the document says: the facts of the frontmatter and the rows of the body. */
export interface Plan {
  readonly state: PlanState;
  /** A block that is missing or unreadable is absent here: it never reads as "no rows". */
  readonly rows: Readonly<Partial<Record<BlockId, readonly PlanRow[]>>>;
}

/** One and the same for all, so that what is remembered about it is found again. */
const NO_ROWS: readonly PlanRow[] = [];

/** The rows of a block; none where it is absent (for those who count, not for those who write). */
export function rowsOf(plan: Plan, block: BlockId): readonly PlanRow[] {
  return plan.rows[block] ?? NO_ROWS;
}

/** The value of a cell, '' where it is missing. */
export function cellOf(row: PlanRow, column: string): string {
  return row.cells[column] ?? '';
}

/** The key that evidence and scope use for an inventory row: `system.object`. */
export function inventoryKey(row: PlanRow): string {
  return `${cellOf(row, 'sourceSystem')}.${cellOf(row, 'object')}`;
}

/** The mark for what nobody has said or measured yet. */
export const UNKNOWN = '?';
/** The mark for what stays empty on purpose, e.g. the target of a field that is left behind. */
export const NONE = '—';
