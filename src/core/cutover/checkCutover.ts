import { cellOf, rowsOf } from '../plan/plan.ts';
import { nearestName } from '../inventory/nearestName.ts';
import { cellProblem } from '../proposals/problemAt.ts';
import { splitNames } from '../sequence/nameList.ts';
import { formatDuration } from '../units/duration.ts';
import { scheduleSums } from './scheduleSums.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Fix, Problem } from '../plan/problem.ts';
import type { ScheduleProblem } from './scheduleSums.ts';

/** Checks the dependencies of the cutover's activities, and its known durations against the downtime window. */
export function checkCutover(parsed: ParsedPlan, plan: Plan): Problem[] {
  const rows = rowsOf(plan, 'cutover');
  if (rows.length === 0) return [];
  const names = new Set(rows.map((row) => cellOf(row, 'activity').trim()));
  let searches = 0;
  const fixes = (problem: ScheduleProblem): Fix[] => {
    const wrong = problem.args['dependency'];
    if (problem.code !== 'cutover.unknownDependency' || wrong === undefined || searches++ > 20) return [];
    const row = rows[problem.row]!;
    const own = cellOf(row, 'activity');
    const near = nearestName(wrong, [...names].filter((name) => name !== own.trim()));
    if (near === undefined) return [];
    const value = splitNames(cellOf(row, 'dependencies'), names).map((name) => (name === wrong ? near : name)).join(', ');
    return [{ code: 'fix.useName', args: { name: near }, edit: { kind: 'setCell', block: 'cutover', row: { index: problem.row, key: [own] }, column: 'dependencies', value } }];
  };
  return scheduleSums(rows, plan).problems
    // A name that stands twice is told by the document itself.
    .filter((problem) => problem.code !== 'cutover.duplicateActivity')
    .map((problem) => cellProblem(parsed, 'cutover', problem.row, problem.column, { code: problem.code, args: inWords(problem), severity: problem.severity, fixes: fixes(problem) }));
}

function inWords(problem: ScheduleProblem): Readonly<Record<string, string>> {
  if (problem.code !== 'cutover.window') return problem.args;
  return Object.fromEntries(Object.entries(problem.args).map(([key, minutes]) => [key, formatDuration(Number(minutes))]));
}
