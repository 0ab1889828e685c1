import { cellOf, rowsOf } from '../plan/plan.ts';
import { blockFinding, cellFinding, listNames, placed } from '../proposals/problemAt.ts';
import { feedsOf } from '../mapping/feeds.ts';
import { checkLoadOrder } from './checkLoadOrder.ts';
import { phaseNamesOf } from './phases.ts';
import { loadedCatalogues } from './plannedOrder.ts';
import { proposeSequence } from './proposeSequence.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import { planStateSchema } from '../plan/planState.ts';
import { remembered } from '../plan/remembered.ts';
import type { Feeds } from '../mapping/feeds.ts';
import type { Finding } from '../proposals/problemAt.ts';
import type { Fix, Problem } from '../plan/problem.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import type { LoadOrderProblem } from './checkLoadOrder.ts';

/** Checks the load order against foreign keys, phases and the mapping. */
export function checkSequence(parsed: ParsedPlan, plan: Plan, set: CatalogueSet): Problem[] {
  const rows = rowsOf(plan, 'loadOrder');
  if (rows.length === 0) return [];
  return placed(parsed, [...orderFindings(set, rows), ...phaseFindings(rows, rowsOf(plan, 'phases')), ...missingTables(plan, set, rows)]);
}

const orderFindings = remembered((set: CatalogueSet, rows: readonly PlanRow[]): readonly Finding[] => {
  const catalogues = loadedCatalogues(set);
  if (catalogues.length === 0) return [];
  const complete = catalogues.every((catalogue) => catalogue.complete);
  return checkLoadOrder(rows, catalogues).flatMap((problem): Finding[] => {
    // Tables that a cancelled scan did not reach are not unknown; a name that stands twice is told by the document.
    if (!complete && (problem.code === 'sequence.unknownTable' || problem.code === 'sequence.unknownWait')) return [];
    if (problem.code === 'sequence.duplicateTable' && cellOf(rows[Number(problem.args['row']) - 1]!, 'targetTable') === cellOf(rows[problem.row]!, 'targetTable')) return [];
    return [cellFinding('loadOrder', problem.row, problem.column, { ...problem, fixes: fixesOf(problem, rows) })];
  });
});

function missingTables(plan: Plan, set: CatalogueSet, rows: readonly PlanRow[]): readonly Finding[] {
  const { target } = set;
  const mapping = rowsOf(plan, 'mapping');
  if (!target || mapping.length === 0) return [];
  // What feeds what is all that is asked of the mapping: typing in it changes that hardly ever.
  return missingFindings(set, feedsOf(set, mapping), rows, rowsOf(plan, 'phases'), rowsOf(plan, 'tableRules'));
}

/** The proposal of a load order reads rows alone. */
const NO_FACTS = planStateSchema.parse({ workflow: 'create-data-migration' });

const missingFindings = remembered((set: CatalogueSet, feeds: Feeds, loadOrder: readonly PlanRow[], phases: readonly PlanRow[], tableRules: readonly PlanRow[]): readonly Finding[] => {
  const { target, targetNames } = set;
  const listed = new Set(loadOrder.map((row) => targetNames.one(cellOf(row, 'targetTable'))?.table));
  const missing = targetNames.refs.filter(({ table }) => feeds.has(table) && !listed.has(table)).map(({ table }) => targetNames.nameOf(table));
  if (!target || missing.length === 0) return [];
  const edit = proposeSequence({ state: NO_FACTS, rows: { loadOrder, phases, tableRules } }, [...set.sources, target], { feeds });
  return [blockFinding('loadOrder', {
    code: 'sequence.missingTables', args: { tables: listNames(missing) }, severity: 'warning',
    fixes: edit ? [{ code: 'fix.addToOrder', args: {}, edit }] : [],
  })];
});

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

const phaseFindings = remembered((rows: readonly PlanRow[], phaseRows: readonly PlanRow[]): readonly Finding[] => {
  const phases = phaseNamesOf(phaseRows);
  if (phases.length === 0) return [];
  const rank = new Map(phases.map((phase, index) => [phase, index]));
  const problems: Finding[] = [];
  let latest = -1;
  rows.forEach((row, index) => {
    const phase = cellOf(row, 'phase').trim();
    if (phase === '' || phase === '?') return;
    const place = rank.get(phase);
    if (place === undefined) {
      problems.push(cellFinding('loadOrder', index, 'phase', { code: 'sequence.unknownPhase', args: { phase, phases: listNames(phases) }, severity: 'error' }));
    } else if (place < latest) {
      problems.push(cellFinding('loadOrder', index, 'phase', {
        code: 'sequence.phaseBackwards', args: { table: cellOf(row, 'targetTable'), phase, later: phases[latest]! }, severity: 'warning',
      }));
    } else latest = place;
  });
  return problems;
});
