import { cellOf, rowsOf } from '../plan/plan.ts';
import { nearestName } from '../inventory/nearestName.ts';
import { cellFinding, listNames, placed } from '../proposals/problemAt.ts';
import { phaseNamesOf } from '../sequence/phases.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import { remembered } from '../plan/remembered.ts';
import type { Problem } from '../plan/problem.ts';
import type { Finding } from '../proposals/problemAt.ts';

/** Checks that rule details name rules and phases that there are. */
export function checkValidation(parsed: ParsedPlan, plan: Plan): Problem[] {
  return plan.rows.validation ? placed(parsed, findings(rowsOf(plan, 'ruleDetails'), plan.rows.validation, rowsOf(plan, 'phases'))) : [];
}

const findings = remembered((details: readonly PlanRow[], rules: readonly PlanRow[], phaseRows: readonly PlanRow[]): readonly Finding[] => {
  if (details.length === 0) return [];
  const checks = new Set(rules.map((row) => cellOf(row, 'check').trim()));
  const phases = phaseNamesOf(phaseRows);
  const known = new Set(phases);
  const problems: Finding[] = [];
  // Names are long and many: the nearest one is looked for only a few times.
  let searches = 0;
  details.forEach((row, index) => {
    const check = cellOf(row, 'check').trim();
    if (!checks.has(check)) {
      const near = searches++ < 20 ? nearestName(check, checks) : undefined;
      problems.push(cellFinding('ruleDetails', index, 'check', {
        code: 'validation.unknownCheck', args: { check }, severity: 'warning',
        fixes: near === undefined ? [] : [{ code: 'fix.useName', args: { name: near }, edit: { kind: 'setCell', block: 'ruleDetails', row: { index, key: [cellOf(row, 'check')] }, column: 'check', value: near } }],
      }));
    }
    const phase = cellOf(row, 'phase').trim();
    if (phases.length > 0 && phase !== '' && phase !== '?' && phase !== '—' && !known.has(phase)) {
      problems.push(cellFinding('ruleDetails', index, 'phase', { code: 'validation.unknownPhase', args: { phase, phases: listNames(phases) }, severity: 'warning' }));
    }
  });
  return problems;
});
