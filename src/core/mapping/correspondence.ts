import type { Column, Table } from '../catalogue/catalogue.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import { resolvedRows } from './resolvedRow.ts';
import { fieldTransform } from './fieldTransform.ts';
import { isOffered, matchNow } from './matching.ts';
import type { Matching } from './matching.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import type { TableRef } from '../inventory/tableNames.ts';
import type { Plan } from '../plan/plan.ts';

/** A field that goes to a field, both known. */
export interface FieldLink {
  readonly source: TableRef;
  readonly sourceColumn: Column;
  readonly target: Table;
  readonly targetColumn: Column;
  readonly transform: string;
}

/** What goes where, by target table, in the order of the target catalogue. */
export interface Correspondence {
  readonly links: readonly FieldLink[];
  /** The links into each target table. */
  readonly into: ReadonlyMap<Table, readonly FieldLink[]>;
  /** The source tables that feed each target table. */
  readonly feeds: ReadonlyMap<Table, readonly TableRef[]>;
  /** The links out of each source table. */
  readonly from: ReadonlyMap<Table, readonly FieldLink[]>;
}

/** Reads the mapping rows of the plan; where there is none yet, what would be proposed (matched at once where no matching is given). */
export function correspondenceOf(plan: Plan, set: CatalogueSet, matching?: Matching): Correspondence {
  const rows = rowsOf(plan, 'mapping');
  const links: FieldLink[] = [];
  if (rows.length > 0) {
    resolvedRows(set, rows).forEach(({ source, target }, index) => {
      if (!source?.column || !target?.column) return;
      links.push({ source: source.ref, sourceColumn: source.column, target: target.ref.table, targetColumn: target.column, transform: cellOf(rows[index]!, 'transform') });
    });
  } else if (set.target) {
    for (const match of (matching ?? matchNow(plan, set)).fields) {
      if (isOffered(match)) continue;
      const { source, sourceColumn, table, column } = match;
      links.push({ source, sourceColumn, target: table, targetColumn: column, transform: fieldTransform(sourceColumn, column).transform });
    }
  }
  return index(links, set);
}

function index(links: readonly FieldLink[], set: CatalogueSet): Correspondence {
  const into = new Map<Table, FieldLink[]>();
  const from = new Map<Table, FieldLink[]>();
  for (const { table } of set.targetNames.refs) into.set(table, []);
  for (const link of links) {
    into.get(link.target)?.push(link);
    const out = from.get(link.source.table);
    if (out) out.push(link);
    else from.set(link.source.table, [link]);
  }
  const feeds = new Map<Table, TableRef[]>();
  for (const [table, entries] of into) {
    const tables = new Map<Table, TableRef>();
    for (const link of entries) tables.set(link.source.table, link.source);
    feeds.set(table, [...tables.values()]);
  }
  return { links, into, feeds, from };
}
