import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';

/** Several edits as one; undefined where there is nothing to do. */
export function asBatch(edits: readonly SimpleEdit[]): PlanEdit | undefined {
  if (edits.length === 0) return undefined;
  return edits.length === 1 ? edits[0] : { kind: 'batch', edits: [...edits] };
}
