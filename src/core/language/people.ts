import { cellOf, rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { isNothing } from './nameDirectory.ts';

/** Everyone a plan names, those named most often first. */
export function peopleOf(plan: Plan): string[] {
  const { state } = plan;
  const names = [
    ...state.sourceSystems.map(({ owner }) => owner), state.targetSystem.owner,
    ...rowsOf(plan, 'cutover').map((row) => cellOf(row, 'owner')), ...rowsOf(plan, 'restoreSteps').map((row) => cellOf(row, 'owner')),
    ...rowsOf(plan, 'rollbackCriteria').map((row) => cellOf(row, 'decisionMaker')),
    ...state.signOffs.map(({ by }) => by), ...state.decisions.map(({ by }) => by), ...state.deviations.map(({ by }) => by), ...state.rejectedMatches.map(({ by }) => by), ...state.evidence.map(({ confirmedBy }) => confirmedBy),
  ];
  const counts = new Map<string, number>();
  for (const name of names) if (!isNothing(name)) counts.set(name.trim(), (counts.get(name.trim()) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
