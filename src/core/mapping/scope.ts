import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { cellOf } from '../plan/plan.ts';
import { isExcluded } from '../plan/volumes.ts';
import { namesWithin } from '../inventory/tableNames.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanState } from '../plan/planState.ts';

/**
 * Which source tables move: all of a system while the inventory names none of them; else those that the inventory names
 * and that are not excluded.
 */
export function scopeOf(plan: Pick<Plan, 'rows'> & { readonly state: Pick<PlanState, 'exclusions'> }, sources: readonly Catalogue[]): (catalogue: Catalogue, table: Table) => boolean {
  const named = new Map<Catalogue, Set<Table>>();
  const bySystem = new Map(sources.map((catalogue) => [catalogue.system, { catalogue, names: namesWithin(catalogue) }]));
  const left = new Set<Table>();
  for (const row of plan.rows.inventory ?? []) {
    const system = bySystem.get(cellOf(row, 'sourceSystem'));
    const ref = system?.names.one(cellOf(row, 'object'));
    if (!system || !ref) continue;
    const tables = named.get(system.catalogue) ?? new Set<Table>();
    tables.add(ref.table);
    named.set(system.catalogue, tables);
    if (isExcluded(plan, row)) left.add(ref.table);
  }
  return (catalogue, table) => !left.has(table) && (named.get(catalogue)?.has(table) ?? true);
}
