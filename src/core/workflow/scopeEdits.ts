import type { Catalogue } from '../catalogue/catalogue.ts';
import { namesWithin } from '../inventory/tableNames.ts';
import { cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { sourceTables } from './sourcesView.ts';

/**
 * Leaves tables behind for one reason: an exclusion each, by the shortest name that says which is meant. One that stays
 * behind already gets the reason. Nothing else is touched. Undefined where there is nothing to do.
 */
export function leaveTablesBehind(plan: Plan, catalogues: readonly Catalogue[], ids: readonly string[], reason: string): PlanEdit | undefined {
  const rows = tablesByName(plan);
  const standing = new Map(plan.state.exclusions.map((exclusion, index) => [fold(exclusion.what), index]));
  const find = sourceTables(plan, catalogues);
  const edits: SimpleEdit[] = [];
  const done = new Set<string>();
  for (const id of new Set(ids)) {
    const found = find(id);
    if (!found || found.table.kind === 'view') continue;
    const object = found.row ? cellOf(found.row, 'object') : namesWithin(found.catalogue).nameOf(found.table);
    const key = found.row ? inventoryKey(found.row) : `${found.catalogue.system}.${object}`;
    const known = [object, key].map((name) => standing.get(fold(name))).find((index) => index !== undefined);
    if (known !== undefined) {
      const { what, reason: before } = plan.state.exclusions[known]!;
      if (before !== reason && !done.has(fold(what))) edits.push({ kind: 'setItem', list: 'exclusions', item: { index: known, key: what }, values: { reason } });
      done.add(fold(what));
      continue;
    }
    const what = (rows.get(fold(object))?.length ?? 0) <= 1 ? object : key;
    if (!done.has(fold(what))) edits.push({ kind: 'addItem', list: 'exclusions', item: { what, reason } });
    done.add(fold(what));
  }
  return asBatch(edits);
}

/**
 * Takes tables back into scope: their exclusions go. Where one leaves further tables behind by the same name, these keep
 * an exclusion of their own with the same reason. Undefined where there is nothing to do.
 */
export function takeTablesBack(plan: Plan, catalogues: readonly Catalogue[], ids: readonly string[]): PlanEdit | undefined {
  const rows = tablesByName(plan);
  const find = sourceTables(plan, catalogues);
  const back = new Set<PlanRow>();
  for (const id of ids) {
    const row = find(id)?.row;
    if (row) back.add(row);
  }
  const names = new Set([...back].flatMap((row) => [fold(cellOf(row, 'object')), fold(inventoryKey(row))]));
  const edits: SimpleEdit[] = [];
  // From the last on, so that the places of those before stay.
  for (let index = plan.state.exclusions.length - 1; index >= 0; index--) {
    const { what, reason } = plan.state.exclusions[index]!;
    if (!names.has(fold(what))) continue;
    edits.push({ kind: 'removeItem', list: 'exclusions', item: { index, key: what } });
    for (const row of rows.get(fold(what)) ?? []) {
      if (!back.has(row)) edits.push({ kind: 'addItem', list: 'exclusions', item: { what: inventoryKey(row), reason } });
    }
  }
  // What is added comes last: the places of what goes count in the list as it stands.
  return asBatch([...edits.filter(({ kind }) => kind === 'removeItem'), ...edits.filter(({ kind }) => kind !== 'removeItem')]);
}

/** The rows of the inventory by each name that an exclusion may call them, in lower case. */
function tablesByName(plan: Plan): ReadonlyMap<string, readonly PlanRow[]> {
  const found = new Map<string, PlanRow[]>();
  for (const row of rowsOf(plan, 'inventory')) {
    for (const name of new Set([fold(cellOf(row, 'object')), fold(inventoryKey(row))])) {
      const list = found.get(name);
      if (list) list.push(row);
      else found.set(name, [row]);
    }
  }
  return found;
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
