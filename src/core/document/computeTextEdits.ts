import { EditRefused } from '../plan/planEdit.ts';
import type { PlanEdit } from '../plan/planEdit.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { ParsedPlan } from './parsedPlan.ts';
import { itemRuns } from './itemRuns.ts';
import { PlanWriter } from './planWriter.ts';

/**
 * The smallest text edits, as offsets of `parsed.text`, that make one plan edit. The edits of a batch are computed each
 * on the result of the one before and come back as one list; where one is refused, nothing is returned. Throws
 * EditRefused with the reason; other errors are bugs.
 */
export function computeTextEdits(parsed: ParsedPlan, edit: PlanEdit): TextEdit[] {
  if (!parsed.plan) {
    const reason = parsed.problems.find((problem) => problem.severity === 'error');
    throw new EditRefused('edit.unreadable', { reason: reason?.code ?? '' });
  }
  const writer = new PlanWriter(parsed);
  for (const step of edit.kind === 'batch' ? itemRuns(edit.edits) : [edit]) writer.apply(step);
  return writer.finish();
}
