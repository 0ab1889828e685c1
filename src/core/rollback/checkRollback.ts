import { cellOf, rowsOf } from '../plan/plan.ts';
import { blockProblem, cellProblem, listNames } from '../proposals/problemAt.ts';
import { phaseNames } from '../sequence/phases.ts';
import { WHOLE } from './proposeRollback.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problem.ts';

/** Checks that the restore steps cover the phases, and name no others. */
export function checkRollback(parsed: ParsedPlan, plan: Plan): Problem[] {
  const steps = rowsOf(plan, 'restoreSteps');
  const phases = phaseNames(plan);
  if (steps.length === 0 || phases.length === 0) return [];
  const known = new Set(phases);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  steps.forEach((row, index) => {
    const phase = cellOf(row, 'phase').trim();
    seen.add(phase);
    if (phase === '' || phase === '?' || phase === '—' || phase.toLowerCase() === WHOLE.toLowerCase() || phase.toLowerCase() === 'all' || known.has(phase)) return;
    problems.push(cellProblem(parsed, 'restoreSteps', index, 'phase', { code: 'rollback.unknownPhase', args: { phase, phases: listNames(phases) }, severity: 'warning' }));
  });
  const uncovered = phases.filter((phase) => !seen.has(phase));
  // Steps that speak of no phase at all restore everything at once.
  if (uncovered.length > 0 && uncovered.length < phases.length) {
    problems.push(blockProblem(parsed, 'restoreSteps', { code: 'rollback.phaseWithoutSteps', args: { phases: listNames(uncovered) }, severity: 'warning' }));
  }
  return problems;
}
