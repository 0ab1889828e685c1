import { cellOf, rowsOf } from '../plan/plan.ts';
import { blockProblem, cellProblem, listNames } from '../proposals/problemAt.ts';
import { correspondenceOf } from '../mapping/correspondence.ts';
import { checkLoadOrder } from './checkLoadOrder.ts';
import { phaseNames } from './phases.ts';
import { loadedCatalogues } from './plannedOrder.ts';
import { proposeSequence } from './proposeSequence.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { Fix, Problem } from '../plan/problem.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import type { LoadOrderProblem } from './checkLoadOrder.ts';

/** Checks the load order against foreign keys, phases and the mapping. */
export function checkSequence(parsed: ParsedPlan, plan: Plan, set: CatalogueSet): Problem[] {
  const rows = rowsOf(plan, 'loadOrder');
  if (rows.length === 0) return [];
  const problems: Problem[] = [];
  const catalogues = loadedCatalogues(set);
  if (catalogues.length > 0) {
    const complete = catalogues.every((catalogue) => catalogue.complete);
    for (const problem of checkLoadOrder(rows, catalogues)) {
      // Tables that a cancelled scan did not reach are not unknown; a name that stands twice is told by the document.
      if (!complete && (problem.code === 'sequence.unknownTable' || problem.code === 'sequence.unknownWait')) continue;
      if (problem.code === 'sequence.duplicateTable' && cellOf(rows[Number(problem.args['row']) - 1]!, 'targetTable') === cellOf(rows[problem.row]!, 'targetTable')) continue;
      problems.push(cellProblem(parsed, 'loadOrder', problem.row, problem.column, { ...problem, fixes: fixesOf(problem, rows) }));
    }
  }
  problems.push(...checkPhases(parsed, plan, rows));
  if (set.target && rowsOf(plan, 'mapping').length > 0) {
    const listed = new Set(rows.map((row) => set.targetNames.one(cellOf(row, 'targetTable'))?.table));
    const missing = [...correspondenceOf(plan, set).feeds].filter(([table, feeds]) => feeds.length > 0 && !listed.has(table)).map(([table]) => set.targetNames.nameOf(table));
    if (missing.length > 0) {
      const edit = proposeSequence(plan, [...set.sources, set.target]);
      problems.push(blockProblem(parsed, 'loadOrder', {
        code: 'sequence.missingTables', args: { tables: listNames(missing) }, severity: 'warning',
        fixes: edit ? [{ code: 'fix.addToOrder', args: {}, edit }] : [],
      }));
    }
  }
  return problems;
}

function fixesOf(problem: LoadOrderProblem, rows: readonly PlanRow[]): Fix[] {
  const ref = { index: problem.row, key: [cellOf(rows[problem.row]!, 'targetTable')] };
  switch (problem.code) {
    case 'sequence.before': case 'sequence.waitsForLater':
      return problem.after === undefined ? [] : [{
        code: 'fix.moveAfter', args: { table: cellOf(rows[problem.row]!, 'targetTable'), other: cellOf(rows[problem.after]!, 'targetTable') },
        edit: { kind: 'moveRows', block: 'loadOrder', rows: [ref], to: problem.after + 1 },
      }];
    case 'sequence.selfWithoutNote': case 'sequence.cycleWithoutNote': {
      const columns = problem.args['columns'] ?? '';
      const note = problem.code === 'sequence.selfWithoutNote' ? `load with ${columns} empty, then update` : `load with ${columns} empty, then update after ${problem.args['other'] ?? ''}`;
      return [{ code: 'fix.addNote', args: { note }, edit: { kind: 'setCell', block: 'loadOrder', row: ref, column: 'note', value: note } }];
    }
    case 'sequence.unknownTable': case 'sequence.duplicateTable': case 'sequence.unknownWait':
      return [];
    default: {
      const never: never = problem.code;
      throw new Error(String(never));
    }
  }
}

function checkPhases(parsed: ParsedPlan, plan: Plan, rows: readonly PlanRow[]): Problem[] {
  const phases = phaseNames(plan);
  if (phases.length === 0) return [];
  const rank = new Map(phases.map((phase, index) => [phase, index]));
  const problems: Problem[] = [];
  let latest = -1;
  rows.forEach((row, index) => {
    const phase = cellOf(row, 'phase').trim();
    if (phase === '' || phase === '?') return;
    const place = rank.get(phase);
    if (place === undefined) {
      problems.push(cellProblem(parsed, 'loadOrder', index, 'phase', { code: 'sequence.unknownPhase', args: { phase, phases: listNames(phases) }, severity: 'error' }));
    } else if (place < latest) {
      problems.push(cellProblem(parsed, 'loadOrder', index, 'phase', {
        code: 'sequence.phaseBackwards', args: { table: cellOf(row, 'targetTable'), phase, later: phases[latest]! }, severity: 'warning',
      }));
    } else latest = place;
  });
  return problems;
}
