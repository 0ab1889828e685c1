import { UNKNOWN, cellOf } from '../plan/plan.ts';
import { splitNames } from '../sequence/nameList.ts';
import { findCycles } from '../sequence/orderTables.ts';
import { parseDuration } from '../units/duration.ts';
import type { PlanRow } from '../plan/plan.ts';
import type { PlanState } from '../plan/planState.ts';
import type { Severity } from '../plan/problem.ts';

/** Something wrong in the schedule. `row` is the index of the row, `column` the key of its cell. */
export interface ScheduleProblem {
  readonly code: 'cutover.duplicateActivity' | 'cutover.unknownDependency' | 'cutover.selfDependency' | 'cutover.cycle' | 'cutover.window';
  readonly args: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly row: number;
  readonly column: string;
  /** Of a cycle: the activities in it, in lower case. */
  readonly within?: readonly string[];
}

/** What the schedule adds up to, as far as it is known. Durations in minutes. */
export interface ScheduleSums {
  /** The sum of all durations that are known. */
  readonly knownMinutes: number;
  /** Activities whose duration nobody has said. */
  readonly open: number;
  /** The longest way through the dependencies by the known durations; open ones count as nothing, so it is a lower bound. */
  readonly longestKnownMinutes: number;
  /** The rows on that way, in order. */
  readonly longestPath: readonly number[];
  /** The part of it that the downtime window must hold: from the first freeze to the switch of users, where there are such activities. */
  readonly downtimeMinutes: number;
  /** Open durations among the activities of that part. */
  readonly downtimeOpen: number;
  readonly windowMinutes?: number;
  readonly fits: 'yes' | 'no' | 'unknown';
  readonly problems: readonly ScheduleProblem[];
}

interface Node {
  readonly name: string;
  readonly minutes: number | undefined;
  readonly after: readonly number[];
}

/**
 * Adds up a cutover schedule. The window is exceeded as soon as the known durations exceed it; it is kept only when nothing
 * in it is open. Dependencies that form a cycle are named as problems and left out of the longest way.
 */
export function scheduleSums(rows: readonly PlanRow[], plan: { readonly state: Pick<PlanState, 'migrationStrategy'> }): ScheduleSums {
  const problems: ScheduleProblem[] = [];
  const nodes = readNodes(rows, problems);
  const edges = nodes.flatMap((node, from) => node.after.map((on) => ({ from, on })));
  const cycleOf = new Map<number, number>();
  findCycles(nodes.length, edges).forEach((cycle, number) => {
    for (const row of cycle) {
      cycleOf.set(row, number);
      problems.push({ code: 'cutover.cycle', args: { activity: nodes[row]!.name, others: cycle.filter((other) => other !== row).slice(0, 4).map((other) => nodes[other]!.name).join(', ') }, severity: 'error', row, column: 'dependencies', within: cycle.map((other) => nodes[other]!.name.toLowerCase()) });
    }
  });
  const acyclic = nodes.map((node, row) => ({ ...node, after: node.after.filter((on) => !cycleOf.has(row) || cycleOf.get(row) !== cycleOf.get(on)) }));
  const order = orderOf(acyclic);
  const all = longest(acyclic, order, () => true);
  // Where both sides run side by side and nothing is frozen, nobody waits.
  const noDowntime = plan.state.migrationStrategy.approach === 'parallel' && !acyclic.some((node) => FREEZE.test(node.name));
  const part = noDowntime ? new Set<number>() : downtimePart(acyclic, order);
  const inWindow = longest(acyclic, order, (row) => part.has(row));
  const downtimeOpen = [...part].filter((row) => acyclic[row]!.minutes === undefined).length;
  const windowMinutes = parseDuration(plan.state.migrationStrategy.downtimeWindow);
  const fits = windowMinutes === undefined ? 'unknown'
    : inWindow.minutes > windowMinutes ? 'no'
    : (part.size > 0 || noDowntime) && downtimeOpen === 0 && problems.length === 0 ? 'yes' : 'unknown';
  if (fits === 'no') {
    const last = inWindow.path[inWindow.path.length - 1] ?? 0;
    problems.push({ code: 'cutover.window', args: { known: String(inWindow.minutes), window: String(windowMinutes), over: String(inWindow.minutes - windowMinutes!) }, severity: 'error', row: last, column: 'duration' });
  }
  return {
    knownMinutes: nodes.reduce((sum, node) => sum + (node.minutes ?? 0), 0),
    open: nodes.filter((node) => node.minutes === undefined).length,
    longestKnownMinutes: all.minutes, longestPath: all.path,
    downtimeMinutes: inWindow.minutes, downtimeOpen,
    ...(windowMinutes === undefined ? {} : { windowMinutes }),
    fits, problems: problems.sort((a, b) => a.row - b.row),
  };
}

function readNodes(rows: readonly PlanRow[], problems: ScheduleProblem[]): Node[] {
  const names = rows.map((row) => cellOf(row, 'activity').trim());
  const places = new Map<string, number>();
  const folded = new Map<string, number>();
  names.forEach((name, row) => {
    if (name === '') return;
    const first = places.get(name);
    if (first === undefined) places.set(name, row);
    else problems.push({ code: 'cutover.duplicateActivity', args: { activity: name, row: String(first + 1) }, severity: 'error', row, column: 'activity' });
    if (!folded.has(name.toLowerCase())) folded.set(name.toLowerCase(), row);
  });
  const known = new Set(places.keys());
  return rows.map((row, index) => {
    const after = new Set<number>();
    for (const name of splitNames(cellOf(row, 'dependencies'), known)) {
      const on = places.get(name) ?? folded.get(name.toLowerCase());
      if (on === undefined) problems.push({ code: 'cutover.unknownDependency', args: { activity: names[index]!, dependency: name }, severity: 'error', row: index, column: 'dependencies' });
      else if (on === index) problems.push({ code: 'cutover.selfDependency', args: { activity: names[index]! }, severity: 'error', row: index, column: 'dependencies' });
      else after.add(on);
    }
    const duration = cellOf(row, 'duration').trim();
    return { name: names[index]!, minutes: duration === '' || duration === UNKNOWN ? undefined : parseDuration(duration), after: [...after] };
  });
}

/** The rows so that each comes after those it depends on. */
function orderOf(nodes: readonly Node[]): number[] {
  const open = nodes.map((node) => node.after.length);
  const dependents = nodes.map((): number[] => []);
  nodes.forEach((node, row) => { for (const on of node.after) dependents[on]!.push(row); });
  const order: number[] = [];
  open.forEach((count, row) => { if (count === 0) order.push(row); });
  for (let at = 0; at < order.length; at++) for (const row of dependents[order[at]!]!) if (--open[row]! === 0) order.push(row);
  return order;
}

function longest(nodes: readonly Node[], order: readonly number[], counts: (row: number) => boolean): { minutes: number; path: number[] } {
  const until = new Map<number, number>();
  const before = new Map<number, number>();
  let end: number | undefined;
  for (const row of order) {
    if (!counts(row)) continue;
    let best = 0;
    for (const on of nodes[row]!.after) {
      const value = until.get(on);
      // Of equal ways the first stands; one with rows in it rather than none.
      if (value !== undefined && (value > best || !before.has(row))) {
        best = Math.max(best, value);
        before.set(row, on);
      }
    }
    const total = best + (nodes[row]!.minutes ?? 0);
    until.set(row, total);
    if (end === undefined || total > until.get(end)!) end = row;
  }
  const path: number[] = [];
  for (let row = end; row !== undefined; row = before.get(row)) path.push(row);
  return { minutes: end === undefined ? 0 : until.get(end)!, path: path.reverse() };
}

const FREEZE = /^freeze\b/i;
const SWITCH = /^switch\b/i;

/** The rows between the first freeze and the switch of users; all of them where there is neither. */
function downtimePart(nodes: readonly Node[], order: readonly number[]): Set<number> {
  const starts = nodes.map((node) => FREEZE.test(node.name));
  const ends = nodes.map((node) => SWITCH.test(node.name));
  const hasStart = starts.includes(true);
  const hasEnd = ends.includes(true);
  const after = new Set<number>();
  for (const row of order) if (!hasStart || starts[row]! || nodes[row]!.after.some((on) => after.has(on))) after.add(row);
  const until = new Set<number>();
  for (const row of [...order].reverse()) {
    if (!hasEnd || ends[row]!) until.add(row);
    if (until.has(row)) for (const on of nodes[row]!.after) until.add(on);
  }
  return new Set(order.filter((row) => after.has(row) && until.has(row)));
}
