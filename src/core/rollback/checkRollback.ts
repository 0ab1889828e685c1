import { cellOf, rowsOf } from '../plan/plan.ts';
import { blockFinding, cellFinding, listNames, placed } from '../proposals/problemAt.ts';
import { phaseNamesOf } from '../sequence/phases.ts';
import { WHOLE } from './proposeRollback.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import { remembered } from '../plan/remembered.ts';
import type { Problem } from '../plan/problem.ts';
import type { Finding } from '../proposals/problemAt.ts';

/** Checks that the restore steps cover the phases, and name no others. */
export function checkRollback(parsed: ParsedPlan, plan: Plan): Problem[] {
  return placed(parsed, findings(rowsOf(plan, 'restoreSteps'), rowsOf(plan, 'phases')));
}

const findings = remembered((steps: readonly PlanRow[], phaseRows: readonly PlanRow[]): readonly Finding[] => {
  const phases = phaseNamesOf(phaseRows);
  if (steps.length === 0 || phases.length === 0) return [];
  const known = new Set(phases);
  const seen = new Set<string>();
  const problems: Finding[] = [];
  steps.forEach((row, index) => {
    const phase = cellOf(row, 'phase').trim();
    seen.add(phase);
    if (phase === '' || phase === '?' || phase === '—' || phase.toLowerCase() === WHOLE.toLowerCase() || phase.toLowerCase() === 'all' || known.has(phase)) return;
    problems.push(cellFinding('restoreSteps', index, 'phase', { code: 'rollback.unknownPhase', args: { phase, phases: listNames(phases) }, severity: 'warning' }));
  });
  const uncovered = phases.filter((phase) => !seen.has(phase));
  // Steps that speak of no phase at all restore everything at once.
  if (uncovered.length > 0 && uncovered.length < phases.length) {
    problems.push(blockFinding('restoreSteps', { code: 'rollback.phaseWithoutSteps', args: { phases: listNames(uncovered) }, severity: 'warning' }));
  }
  return problems;
});
