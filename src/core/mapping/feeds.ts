import type { Table } from '../catalogue/catalogue.ts';
import type { TableRef } from '../inventory/tableNames.ts';
import type { PlanRow } from '../plan/plan.ts';
import { remembered } from '../plan/remembered.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import { resolvedRows } from './resolvedRow.ts';

/** The source tables that feed each target table by the rows of a mapping, both in the order of the rows. */
export type Feeds = ReadonlyMap<Table, readonly TableRef[]>;

/** The feeds last seen with a set of catalogues: while typing, hardly ever do they change. */
const lastOf = remembered((_set: CatalogueSet): { feeds: Feeds } => ({ feeds: new Map() }));

/** What feeds what. Feeds that say the same as those asked for before are the same object. */
export const feedsOf = remembered((set: CatalogueSet, rows: readonly PlanRow[]): Feeds => {
  const feeds = new Map<Table, TableRef[]>();
  for (const { source, target } of resolvedRows(set, rows)) {
    if (!source?.column || !target?.column) continue;
    const known = feeds.get(target.ref.table);
    if (!known) feeds.set(target.ref.table, [source.ref]);
    else if (!known.includes(source.ref)) known.push(source.ref);
  }
  const last = lastOf(set);
  if (!sameFeeds(last.feeds, feeds)) last.feeds = feeds;
  return last.feeds;
});

function sameFeeds(one: Feeds, other: Feeds): boolean {
  if (one.size !== other.size) return false;
  const tables = [...other.keys()];
  let at = 0;
  for (const [table, refs] of one) {
    if (table !== tables[at++]) return false;
    const others = other.get(table) ?? [];
    if (refs.length !== others.length || refs.some((ref, index) => ref !== others[index])) return false;
  }
  return true;
}
