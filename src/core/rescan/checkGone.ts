import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { nearestName } from '../inventory/nearestName.ts';
import { foldCase, namesWithin } from '../inventory/tableNames.ts';
import { renameEdit } from '../language/rename.ts';
import { cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import { EditRefused } from '../plan/planEdit.ts';
import type { Fix, Problem } from '../plan/problem.ts';
import { evidenceFor, isExcluded } from '../plan/volumes.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import { cellProblem } from '../proposals/problemAt.ts';

/** A new name is looked for this often in one reading of the plan: each search goes through all of it. */
const MOST_RENAMES = 3;

/**
 * Rows of tables that an earlier scan measured and the latest one no longer finds: marked, never dropped. One that is excluded
 * stays behind with its reason, and is no problem.
 */
export function checkGone(parsed: ParsedPlan, plan: Plan, set: CatalogueSet): Problem[] {
  const sources = new Map(set.sources.map((catalogue) => [catalogue.system, catalogue]));
  const problems: Problem[] = [];
  let looked = 0;
  rowsOf(plan, 'inventory').forEach((row, index) => {
    const catalogue = sources.get(cellOf(row, 'sourceSystem'));
    if (!catalogue || !isGone(plan, row, catalogue) || isExcluded(plan, row)) return;
    const became = looked++ < MOST_RENAMES ? likeliestName(plan, row, catalogue) : undefined;
    problems.push(cellProblem(parsed, 'inventory', index, 'object', {
      code: 'rescan.goneTable', severity: 'error',
      args: { system: catalogue.system, table: cellOf(row, 'object'), then: (evidenceFor(plan, inventoryKey(row))?.at ?? '').slice(0, 10), now: catalogue.scannedAt.slice(0, 10) },
      fixes: waysOut(parsed, plan, index, row, catalogue, became),
    }));
  });
  return problems;
}

/** True where a scan vouched for the row's table, and the latest, whole one does not have it. */
export function isGone(plan: Plan, row: PlanRow, catalogue: Catalogue): boolean {
  const object = cellOf(row, 'object');
  if (!catalogue.complete || namesWithin(catalogue).find(object).length > 0 || catalogue.tables.some(({ name }) => name === object)) return false;
  const kind = evidenceFor(plan, inventoryKey(row))?.kind;
  return kind === 'measured' || kind === 'estimated';
}

function waysOut(parsed: ParsedPlan, plan: Plan, index: number, row: PlanRow, catalogue: Catalogue, became: string | undefined): Fix[] {
  const object = cellOf(row, 'object');
  const ref = { index, key: [cellOf(row, 'sourceSystem'), object] };
  const rename = became === undefined ? undefined : renaming(parsed, object, catalogue, became);
  return [
    ...(rename && became !== undefined ? [{ code: 'fix.renamedTo', args: { name: became }, edit: rename }] : []),
    { code: 'fix.leaveBehind', args: { table: object }, edit: { kind: 'addItem', list: 'exclusions', item: { what: isOnly(plan, object) ? object : inventoryKey(row), reason: `No longer in the source: scan of ${catalogue.scannedAt.slice(0, 10)}` } } },
    { code: 'fix.removeGone', args: { table: object }, edit: { kind: 'removeRows', block: 'inventory', rows: [ref] } },
  ];
}

/** Through the plan's own renaming: everywhere the name stands. */
function renaming(parsed: ParsedPlan, object: string, catalogue: Catalogue, became: string): Fix['edit'] | undefined {
  try {
    return renameEdit(parsed, [catalogue], { kind: 'sourceTable', side: 'source', system: catalogue.system, table: object }, became);
  } catch (error) {
    if (error instanceof EditRefused) return undefined;
    throw error;
  }
}

function isOnly(plan: Plan, object: string): boolean {
  return rowsOf(plan, 'inventory').filter((row) => foldCase(cellOf(row, 'object')) === foldCase(object)).length === 1;
}

/** The table without a row that has the fields which the mapping names, else one with nearly the same name. */
function likeliestName(plan: Plan, row: PlanRow, catalogue: Catalogue): string | undefined {
  const names = namesWithin(catalogue);
  const listed = new Set<Table>();
  for (const each of rowsOf(plan, 'inventory')) {
    const ref = cellOf(each, 'sourceSystem') === catalogue.system ? names.one(cellOf(each, 'object')) : undefined;
    if (ref) listed.add(ref.table);
  }
  const free = names.refs.map(({ table }) => table).filter((table) => !listed.has(table));
  const object = foldCase(cellOf(row, 'object'));
  const fields = new Set(rowsOf(plan, 'mapping').filter((each) => foldCase(cellOf(each, 'sourceTable').trim()) === object).map((each) => foldCase(cellOf(each, 'sourceField').trim())));
  const scored = fields.size < 2 ? [] : free.map((table) => ({ table, share: table.columns.filter(({ name }) => fields.has(foldCase(name))).length / Math.max(fields.size, table.columns.length) }))
    .filter(({ share }) => share >= 0.6).sort((a, b) => b.share - a.share);
  const [best, second] = scored;
  if (best && best.share > (second?.share ?? 0)) return best.table.name;
  return nearestName(cellOf(row, 'object'), free.map(({ name }) => name));
}
