import type { PlanEdit, SimpleEdit } from './planEdit.ts';

/** The edits of one user action, one by one: a batch's own, else the edit alone. */
export function simpleEditsOf(edit: PlanEdit | undefined): readonly SimpleEdit[] {
  if (edit === undefined) return [];
  return edit.kind === 'batch' ? edit.edits : [edit];
}
