import type { Catalogue, ForeignKey, Table } from '../catalogue/catalogue.ts';
import { findColumn, referencedTable } from '../inventory/tableNames.ts';
import { correspondenceOf } from '../mapping/correspondence.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import { orderTables } from './orderTables.ts';
import { PHASE_TEXTS, phaseName } from './phases.ts';
import { TABLE_ROLES, roleOf, rowCount } from './tableRole.ts';
import type { TableNames, TableRef } from '../inventory/tableNames.ts';
import type { Correspondence } from '../mapping/correspondence.ts';
import type { Plan } from '../plan/plan.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import type { Dependency } from './orderTables.ts';
import type { TableRole } from './tableRole.ts';

/** A table in load order. */
export interface PlannedTable {
  readonly table: Table;
  /** Its name in the plan. */
  readonly name: string;
  readonly role: TableRole;
  readonly phase: string;
  /** Names of the tables that must be loaded before it. */
  readonly waitsFor: readonly string[];
  readonly note: string;
}

/** A foreign key of a table among others. */
export interface KeyEdge extends Dependency {
  readonly key: ForeignKey;
}

/** The foreign keys among some tables, as dependencies by index. */
export function keyEdges(refs: readonly TableRef[], names: TableNames): KeyEdge[] {
  const places = new Map(refs.map((ref, index) => [ref.table, index]));
  return refs.flatMap((ref, from) => ref.table.foreignKeys.flatMap((key): KeyEdge[] => {
    const referenced = referencedTable(names, ref, key);
    const on = referenced && places.get(referenced);
    if (on === undefined) return [];
    return [{ from, on, key, soft: key.columns.some((name) => findColumn(ref.table, name)?.nullable ?? false) }];
  }));
}

/** The tables to be loaded, in the order of their foreign keys: the target's, or the sources' while there is no target. */
export function plannedOrder(plan: Plan, set: CatalogueSet, correspondence: Pick<Correspondence, 'feeds'> = correspondenceOf(plan, set)): PlannedTable[] {
  const names = set.target ? set.targetNames : set.sourceNames;
  const refs = set.target ? loadedTargets(plan, set, correspondence) : set.sourceNames.refs;
  const rows = (ref: TableRef): bigint | undefined => set.target ? fedRows(ref.table, correspondence) : rowCount(ref.table);
  const planned = orderRefs(refs, names, rows);
  if (!set.target || !refs.some(({ table }) => isFed(table, correspondence))) return planned;
  return planned.map((entry) => (isFed(entry.table, correspondence) ? entry
    : { ...entry, note: [NO_SOURCE, entry.note].filter((note) => note !== '').join('; ') }));
}

/** The note of a table that others refer to and that no source fills. */
const NO_SOURCE = 'no source: fill it by hand or from the application';

/** Orders any tables of some systems. */
export function orderRefs(refs: readonly TableRef[], names: TableNames, rows: (ref: TableRef) => bigint | undefined): PlannedTable[] {
  const edges = keyEdges(refs, names);
  const referencedBy = refs.map((): Table[] => []);
  for (const { from, on } of edges) if (from !== on && !referencedBy[on]!.includes(refs[from]!.table)) referencedBy[on]!.push(refs[from]!.table);
  const ranks = refs.map((ref, index) => TABLE_ROLES.indexOf(roleOf(ref.table, { referencedBy: referencedBy[index]!, rows: rows(ref) })));
  const ordering = orderTables(ranks, edges);
  const deferred = new Set(ordering.deferred.map(({ from, on }) => `${from} ${on}`));
  const own = refs.map((): KeyEdge[] => []);
  for (const edge of edges) own[edge.from]!.push(edge);
  return ordering.order.map((index) => {
    const ref = refs[index]!;
    const role = TABLE_ROLES[ordering.ranks[index]!]!;
    const waits = new Set<string>();
    const notes = new Set<string>();
    for (const edge of own[index]!) {
      const other = names.nameOf(refs[edge.on]!.table);
      if (deferred.has(`${index} ${edge.on}`)) notes.add(deferNote(edge, other, edge.on === index));
      else waits.add(other);
    }
    return { table: ref.table, name: names.nameOf(ref.table), role, phase: phaseName(PHASE_TEXTS[role]), waitsFor: [...waits], note: [...notes].join('; ') };
  });
}

/** What to do about a foreign key that no order can keep. */
function deferNote(edge: KeyEdge, other: string, self: boolean): string {
  const columns = edge.key.columns.join(', ');
  if (edge.soft) return self ? `load with ${columns} empty, then update` : `load with ${columns} empty, then update after ${other}`;
  return self
    ? `refers to itself by ${columns}: check this foreign key only after the load`
    : `${columns} and ${other} need each other: check this foreign key only after both are loaded`;
}

/** The target tables that rows go into, and those they refer to; all of them while nothing says which. */
function loadedTargets(plan: Plan, set: CatalogueSet, correspondence: Pick<Correspondence, 'feeds'>): readonly TableRef[] {
  const ruled = new Set(rowsOf(plan, 'tableRules').map((row) => set.targetNames.one(cellOf(row, 'targetTable'))?.table));
  const wanted = new Set(set.targetNames.refs.filter(({ table }) => isFed(table, correspondence) || ruled.has(table)).map(({ table }) => table));
  if (wanted.size === 0) return set.targetNames.refs;
  // What a loaded table refers to must be there first, wherever its rows come from. The set grows while it is walked.
  const refOf = new Map(set.targetNames.refs.map((ref) => [ref.table, ref]));
  for (const table of wanted) {
    const ref = refOf.get(table)!;
    for (const key of table.foreignKeys) {
      const other = referencedTable(set.targetNames, ref, key);
      if (other) wanted.add(other);
    }
  }
  return set.targetNames.refs.filter(({ table }) => wanted.has(table));
}

function isFed(table: Table, correspondence: Pick<Correspondence, 'feeds'>): boolean {
  return (correspondence.feeds.get(table)?.length ?? 0) > 0;
}

/** The rows that flow into a target table, where they are known of everything that feeds it. */
function fedRows(table: Table, correspondence: Pick<Correspondence, 'feeds'>): bigint | undefined {
  const feeds = correspondence.feeds.get(table) ?? [];
  if (feeds.length === 0) return undefined;
  let sum = 0n;
  for (const feed of feeds) {
    const rows = rowCount(feed.table);
    if (rows === undefined) return undefined;
    sum += rows;
  }
  return sum;
}

/** The catalogue whose tables the load order names. */
export function loadedCatalogues(set: CatalogueSet): readonly Catalogue[] {
  return set.target ? [set.target] : set.sources;
}
