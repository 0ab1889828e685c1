import type { Catalogue } from '../catalogue/catalogue.ts';
import { UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { insertMissing } from '../proposals/insertMissing.ts';
import { joinNames } from '../sequence/nameList.ts';
import { planPhases } from '../sequence/planPhases.ts';
import { parseDuration } from '../units/duration.ts';
import type { Matching } from '../mapping/matching.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanEdit } from '../plan/planEdit.ts';

interface Activity {
  readonly name: string;
  readonly after: readonly string[];
}

/** Proposes the activities of the cutover by strategy. Owners and durations are for people to say. */
export function proposeCutover(plan: Plan, catalogues: readonly Catalogue[], matching?: Matching): PlanEdit | undefined {
  const phases = planPhases(plan, catalogues, matching);
  const sources = plan.state.sourceSystems.map((system) => system.name.trim()).filter((name) => name !== '');
  const old = sources.length > 0 ? [...new Set(sources)] : ['the old system'];
  const target = plan.state.targetSystem.name.trim() || 'the new system';
  const activities = activitiesFor(plan, phases.length > 0 ? phases : ['all data'], old, target);
  const standing = rowsOf(plan, 'cutover').map((row) => cellOf(row, 'activity').trim());
  return asBatch(insertMissing('cutover', standing, activities.map(({ name, after }) => ({
    key: name, row: { activity: name, owner: UNKNOWN, duration: UNKNOWN, dependencies: joinNames(after) },
  }))));
}

function activitiesFor(plan: Plan, phases: readonly string[], sources: readonly string[], target: string): Activity[] {
  const { approach, downtimeWindow } = plan.state.migrationStrategy;
  // No downtime leaves only one way, whatever else is said: both run side by side.
  if (approach === 'parallel' || parseDuration(downtimeWindow) === 0) return parallel(phases, sources, target);
  switch (approach) {
    case 'phased': return phased(phases, sources, target);
    case 'big-bang': case '': return bigBang(phases, sources, target);
    default: {
      const never: never = approach;
      throw new Error(String(never));
    }
  }
}

/** Everything in one night: freeze, back up, load, reconcile, decide, switch. */
function bigBang(phases: readonly string[], sources: readonly string[], target: string): Activity[] {
  const list = new Activities();
  const frozen = sources.map((source) => list.add(`Freeze writes on ${source}`));
  const backups = sources.map((source, index) => list.add(`Final backup of ${source}`, [frozen[index]!]));
  backups.push(list.add(`Backup of ${target} before the load`));
  let last = list.add('Pre-load checks', backups);
  for (const phase of phases) last = list.add(`Load ${phase}`, [last]);
  last = list.add('Post-load reconciliation', [last]);
  last = list.add('Go/no-go decision', [last]);
  finish(list, last, sources, target);
  return list.all;
}

/** A phase at a time, each frozen, backed up, loaded, reconciled and decided by itself; users move at the end. */
function phased(phases: readonly string[], sources: readonly string[], target: string): Activity[] {
  const list = new Activities();
  let before: string[] = [];
  for (const phase of phases) {
    const frozen = sources.map((source) => list.add(`Freeze writes on ${source}: ${phase}`, before));
    const backups = sources.map((source, index) => list.add(`Backup of ${source}: ${phase}`, [frozen[index]!]));
    backups.push(list.add(`Backup of ${target}: ${phase}`, before));
    let last = list.add(`Pre-load checks: ${phase}`, backups);
    last = list.add(`Load ${phase}`, [last]);
    last = list.add(`Reconciliation: ${phase}`, [last]);
    before = [list.add(`Go/no-go decision: ${phase}`, [last])];
  }
  const last = list.add('Final reconciliation over all phases', before);
  finish(list, list.add('Go/no-go decision', [last]), sources, target);
  return list.all;
}

/** Both sides live: changes are captured, replayed and compared until they agree; then users move without a stop. */
function parallel(phases: readonly string[], sources: readonly string[], target: string): Activity[] {
  const list = new Activities();
  const captures = sources.map((source) => list.add(`Start change capture on ${source}`));
  const backups = sources.map((source, index) => list.add(`Consistent backup of ${source}`, [captures[index]!]));
  backups.push(list.add(`Backup of ${target} before the load`));
  let last = list.add('Pre-load checks', backups);
  for (const phase of phases) last = list.add(`Load ${phase}`, [last]);
  last = list.add('Post-load reconciliation', [last]);
  last = list.add(`Replay captured changes into ${target}`, [last]);
  last = list.add('Parallel run with daily reconciliation', [last]);
  last = list.add('Final reconciliation of both sides', [last]);
  last = list.add('Go/no-go decision', [last]);
  const switched = list.add(`Switch users to ${target}`, [last]);
  const monitored = list.add(`Monitor ${target} with change capture running`, [switched]);
  const stopped = sources.map((source) => list.add(`Stop change capture on ${source}`, [monitored]));
  list.add(`Release: ${joinAnd(sources)} read-only and hand over to operations`, stopped);
  return list.all;
}

function finish(list: Activities, last: string, sources: readonly string[], target: string): void {
  const switched = list.add(`Switch users to ${target}`, [last]);
  const monitored = list.add(`Monitor ${target} under real use`, [switched]);
  list.add(`Release: ${joinAnd(sources)} read-only and hand over to operations`, [monitored]);
}

function joinAnd(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(' and ')} and ${names[names.length - 1]!}`;
}

class Activities {
  readonly all: Activity[] = [];

  add(name: string, after: readonly string[] = []): string {
    this.all.push({ name, after });
    return name;
  }
}
