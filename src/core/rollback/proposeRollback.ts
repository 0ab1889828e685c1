import type { Catalogue } from '../catalogue/catalogue.ts';
import { UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { insertMissing } from '../proposals/insertMissing.ts';
import { planPhases } from '../sequence/planPhases.ts';
import type { Matching } from '../mapping/matching.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanEdit } from '../plan/planEdit.ts';
import type { ProposedRow } from '../proposals/insertMissing.ts';

/** The phase of steps that concern all of them. */
export const WHOLE = 'All phases';

/**
 * Proposes when to go back (a criterion a phase, measured by the validation rules), how (the steps of each phase, last phase
 * first), and from when on it is no longer possible. Who decides, who acts and how long it takes is for people to say.
 */
export function proposeRollback(plan: Plan, catalogues: readonly Catalogue[], matching?: Matching): PlanEdit | undefined {
  const phases = planPhases(plan, catalogues, matching);
  const target = plan.state.targetSystem.name.trim() || 'the target';
  const sources = plan.state.sourceSystems.map((system) => system.name);
  const keys = (block: 'rollbackCriteria' | 'restoreSteps' | 'pointOfNoReturn', columns: readonly string[]): string[] =>
    rowsOf(plan, block).map((row) => columns.map((column) => cellOf(row, column).trim()).join('\u0000'));
  return asBatch([
    ...insertMissing('rollbackCriteria', keys('rollbackCriteria', ['criterion']), criteria(plan, phases)),
    ...insertMissing('restoreSteps', keys('restoreSteps', ['phase', 'step']), steps(phases, target, sources)),
    ...insertMissing('pointOfNoReturn', keys('pointOfNoReturn', ['statement']), statements(plan, target, sources)),
  ]);
}

function criteria(plan: Plan, phases: readonly string[]): ProposedRow[] {
  const details = rowsOf(plan, 'ruleDetails');
  const row = (criterion: string, threshold: string): ProposedRow => ({ key: criterion, row: { criterion, threshold, decisionMaker: UNKNOWN } });
  const rows: ProposedRow[] = [];
  for (const phase of phases) {
    const rules = (gate: string): number => details.filter((detail) => cellOf(detail, 'phase').trim() === phase && cellOf(detail, 'gate').trim() === gate).length;
    const pre = rules('pre');
    const post = rules('post');
    if (pre > 0) {
      rows.push(row(`${phase}: checks of the source fail before the load`, `any of its ${plural(pre, 'pre rule')} outside its tolerance: the load does not start`));
    }
    rows.push(row(
      `${phase}: reconciliation fails after the load`,
      post > 0 ? `any of its ${plural(post, 'post rule')} outside its tolerance, and not mended in the time left` : 'any row count or sum outside its tolerance, and not mended in the time left',
    ));
  }
  const window = plan.state.migrationStrategy.downtimeWindow.trim();
  const limit = window !== '' && window !== UNKNOWN && !/^0\b/.test(window) ? `the time left in the downtime window (${window})` : 'the time left for it';
  rows.push(row('Time runs out', `the rest of the load, its checks and the way back no longer fit into ${limit}`));
  rows.push(row('A critical defect shows after the switch', UNKNOWN));
  return rows;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function steps(phases: readonly string[], target: string, sources: readonly string[]): ProposedRow[] {
  const row = (phase: string, step: string): ProposedRow => ({ key: `${phase}\u0000${step}`, row: { phase, step, owner: UNKNOWN, duration: UNKNOWN } });
  const rows = [row(WHOLE, 'Announce the rollback and stop all loads'), row(WHOLE, `Lock users and interfaces out of ${target}`)];
  for (const phase of [...phases].reverse()) {
    rows.push(row(phase, `Empty the tables of this phase in ${target}, last loaded first, or restore the backup taken before it`));
    rows.push(row(phase, `Check that ${target} holds what it held before this phase`));
  }
  for (const source of sources) rows.push(row(WHOLE, `Open ${source} for writing again and check that its counts are those of the freeze`));
  rows.push(row(WHOLE, 'Point users and interfaces back to the old systems'));
  rows.push(row(WHOLE, 'Tell everyone concerned that the old systems are in use again'));
  return rows;
}

function statements(plan: Plan, target: string, sources: readonly string[]): ProposedRow[] {
  const old = sources.length > 0 ? sources.join(', ') : 'the old systems';
  const texts = plan.state.migrationStrategy.approach === 'parallel'
    ? [
        `Until the parallel run ends, every change is in ${old} too: going back costs nothing but the switch.`,
        `The point of no return is when changes are no longer carried back to ${old}. Decided by: ?. At the latest: ?.`,
      ]
    : [
        `Until users write to ${target}, the restore steps bring back everything.`,
        `From the first change made in ${target}, going back loses it or needs it carried over by hand. Decided by: ?. At the latest: ?.`,
      ];
  return texts.map((statement) => ({ key: statement, row: { statement } }));
}
