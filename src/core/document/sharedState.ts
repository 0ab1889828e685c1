import type { PlanState } from '../plan/planState.ts';

/**
 * The state, with the very objects of an earlier one for each key that says the same: who remembers something about a list
 * of the frontmatter finds it again after another one was written in.
 */
export function shareState(before: PlanState, after: PlanState): PlanState {
  const shared: Record<string, unknown> = { ...after };
  let same = true;
  for (const key of Object.keys(after) as (keyof PlanState)[]) {
    if (isSame(before[key], after[key])) shared[key] = before[key];
    else same = false;
  }
  return same && Object.keys(before).length === Object.keys(after).length ? before : shared as PlanState;
}

/** Both come from the same schema: their keys stand in the same order. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
