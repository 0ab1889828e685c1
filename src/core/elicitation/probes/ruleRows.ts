import type { Plan } from '../../plan/plan.ts';
import { cellOf, rowsOf } from '../../plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../../plan/planEdit.ts';
import { append } from '../build.ts';
import { phaseName, sameName, sameTable } from '../facts.ts';

/** The phase that loads a target table, `?` where the load order does not say. */
export function phaseOfTable(plan: Plan, targetTable: string): string {
  const row = rowsOf(plan, 'loadOrder').find((each) => sameTable(cellOf(each, 'targetTable'), targetTable));
  return row === undefined ? '?' : phaseName(cellOf(row, 'phase')) || '?';
}

/** A validation rule with its details, as one edit; a part that stands already is left as it is. */
export function ruleRows(plan: Plan, rule: {
  readonly check: string; readonly sourceQuery: string; readonly targetQuery: string; readonly gate: 'pre' | 'post';
  readonly tolerance?: string; readonly phase?: string; readonly blocks?: string;
}): PlanEdit {
  const edits: SimpleEdit[] = [];
  if (!rowsOf(plan, 'validation').some((row) => sameName(cellOf(row, 'check'), rule.check))) {
    edits.push(append(plan, 'validation', { check: rule.check, sourceQuery: rule.sourceQuery, targetQuery: rule.targetQuery, tolerance: rule.tolerance ?? '0' }));
  }
  const index = rowsOf(plan, 'ruleDetails').findIndex((row) => sameName(cellOf(row, 'check'), rule.check));
  if (index >= 0) edits.push({ kind: 'setCell', block: 'ruleDetails', row: { index, key: [cellOf(rowsOf(plan, 'ruleDetails')[index] ?? { cells: {} }, 'check')] }, column: 'gate', value: rule.gate });
  else edits.push(append(plan, 'ruleDetails', { check: rule.check, gate: rule.gate, phase: rule.phase ?? '?', blocks: rule.blocks ?? '?' }));
  return { kind: 'batch', edits };
}
