import { cellOf, rowsOf } from '../plan/plan.ts';
import { nearestName } from '../inventory/nearestName.ts';
import { cellFinding, placed } from '../proposals/problemAt.ts';
import { joinNames, splitNames } from '../sequence/nameList.ts';
import { formatDuration } from '../units/duration.ts';
import { scheduleSums } from './scheduleSums.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanState } from '../plan/planState.ts';
import { remembered } from '../plan/remembered.ts';
import type { Finding } from '../proposals/problemAt.ts';
import type { Fix, Problem } from '../plan/problem.ts';
import type { ScheduleProblem } from './scheduleSums.ts';

/** Checks the dependencies of the cutover's activities, and its known durations against the downtime window. */
export function checkCutover(parsed: ParsedPlan, plan: Plan): Problem[] {
  return placed(parsed, findings(plan.state.migrationStrategy, rowsOf(plan, 'cutover')));
}

const findings = remembered((migrationStrategy: PlanState['migrationStrategy'], rows: readonly PlanRow[]): readonly Finding[] => {
  if (rows.length === 0) return [];
  const names = new Set(rows.map((row) => cellOf(row, 'activity').trim()));
  // Names are long and may be many: the nearest one is looked for only a few times.
  let searches = 0;
  const fixes = (problem: ScheduleProblem): Fix[] => {
    const row = rows[problem.row]!;
    const own = cellOf(row, 'activity');
    const listed = splitNames(cellOf(row, 'dependencies'), names);
    const set = (code: string, args: Fix['args'], value: string): Fix => ({ code, args, edit: { kind: 'setCell', block: 'cutover', row: { index: problem.row, key: [own] }, column: 'dependencies', value } });
    const without = (gone: (name: string) => boolean, name: string): Fix => set('fix.dropDependency', { dependency: name }, joinNames(listed.filter((each) => !gone(each))));
    switch (problem.code) {
      case 'cutover.unknownDependency': {
        const wrong = problem.args['dependency'] ?? '';
        const near = searches++ < 20 ? nearestName(wrong, [...names].filter((name) => name !== own.trim())) : undefined;
        return [
          ...(near === undefined ? [] : [set('fix.useName', { name: near }, joinNames([...new Set(listed.map((name) => (name === wrong ? near : name)))]))]),
          without((name) => name === wrong, wrong),
        ];
      }
      case 'cutover.selfDependency':
        return [without((name) => name.toLowerCase() === own.trim().toLowerCase(), own.trim())];
      case 'cutover.cycle':
        // Any link of the circle may be the wrong one: each row offers its own.
        return listed.filter((name) => problem.within?.includes(name.toLowerCase()) === true).slice(0, 4).map((name) => without((each) => each === name, name));
      case 'cutover.duplicateActivity': case 'cutover.window':
        return [];
      default:
        return problem.code satisfies never;
    }
  };
  return scheduleSums(rows, { state: { migrationStrategy } }).problems
    // A name that stands twice is told by the document itself.
    .filter((problem) => problem.code !== 'cutover.duplicateActivity')
    .map((problem) => cellFinding('cutover', problem.row, problem.column, { code: problem.code, args: inWords(problem), severity: problem.severity, fixes: fixes(problem) }));
});

function inWords(problem: ScheduleProblem): Readonly<Record<string, string>> {
  if (problem.code !== 'cutover.window') return problem.args;
  return Object.fromEntries(Object.entries(problem.args).map(([key, minutes]) => [key, formatDuration(Number(minutes))]));
}
