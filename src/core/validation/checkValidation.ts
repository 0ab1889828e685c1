import { cellOf, rowsOf } from '../plan/plan.ts';
import { nearestName } from '../inventory/nearestName.ts';
import { cellProblem, listNames } from '../proposals/problemAt.ts';
import { phaseNames } from '../sequence/phases.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problem.ts';

/** Checks that rule details name rules and phases that there are. */
export function checkValidation(parsed: ParsedPlan, plan: Plan): Problem[] {
  const details = rowsOf(plan, 'ruleDetails');
  if (details.length === 0 || !plan.rows.validation) return [];
  const checks = new Set(rowsOf(plan, 'validation').map((row) => cellOf(row, 'check').trim()));
  const phases = phaseNames(plan);
  const known = new Set(phases);
  const problems: Problem[] = [];
  // Names are long and many: the nearest one is looked for only a few times.
  let searches = 0;
  details.forEach((row, index) => {
    const check = cellOf(row, 'check').trim();
    if (!checks.has(check)) {
      const near = searches++ < 20 ? nearestName(check, checks) : undefined;
      problems.push(cellProblem(parsed, 'ruleDetails', index, 'check', {
        code: 'validation.unknownCheck', args: { check }, severity: 'warning',
        fixes: near === undefined ? [] : [{ code: 'fix.useName', args: { name: near }, edit: { kind: 'setCell', block: 'ruleDetails', row: { index, key: [cellOf(row, 'check')] }, column: 'check', value: near } }],
      }));
    }
    const phase = cellOf(row, 'phase').trim();
    if (phases.length > 0 && phase !== '' && phase !== '?' && phase !== '—' && !known.has(phase)) {
      problems.push(cellProblem(parsed, 'ruleDetails', index, 'phase', { code: 'validation.unknownPhase', args: { phase, phases: listNames(phases) }, severity: 'warning' }));
    }
  });
  return problems;
}
