import type { Catalogue, Column, ForeignKey, Table, Technology } from '../catalogue/catalogue.ts';
import { foldCase, referencedTable } from '../inventory/tableNames.ts';
import { scopeOf } from '../mapping/scope.ts';
import { fieldNeed } from '../mapping/requiredField.ts';
import { transformWord } from '../transform/transformWord.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { isAmount } from '../sequence/tableRole.ts';
import { quoteName, quoteTable } from './sqlNames.ts';
import type { TableRef } from '../inventory/tableNames.ts';
import type { Correspondence, FieldLink } from '../mapping/correspondence.ts';
import type { Plan } from '../plan/plan.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';

/**
 * A validation rule. With two queries their results must agree within the tolerance; with one (the other is `—`) its result
 * must be 0 within it.
 */
export interface Rule {
  readonly check: string;
  readonly sourceQuery: string;
  readonly targetQuery: string;
  readonly tolerance: string;
  /** `pre`: on the sources, before the load; `post`: after it. */
  readonly gate: 'pre' | 'post';
  /** The table whose phase the rule belongs to: a target table, or a source table while there is no target. */
  readonly table: Table;
}

/** All rules that the catalogues and the mapping give rise to, kind by kind. */
export function rulesFor(plan: Plan, set: CatalogueSet, correspondence: Correspondence): Rule[] {
  const context: Context = { plan, set, correspondence, scope: scopeOf(plan, set.sources) };
  return unique([...rowCounts(context), ...nulls(context), ...orphans(context), ...sums(context), ...duplicates(context)]);
}

interface Context {
  readonly plan: Plan;
  readonly set: CatalogueSet;
  readonly correspondence: Correspondence;
  readonly scope: (catalogue: Catalogue, table: Table) => boolean;
}

function sourceName({ set }: Context, table: Table): string {
  return set.sourceNames.nameOf(table);
}

function targetName({ set }: Context, table: Table): string {
  return set.targetNames.nameOf(table);
}

function scoped({ set, scope }: Context): readonly TableRef[] {
  return set.sourceNames.refs.filter(({ catalogue, table }) => scope(catalogue, table));
}

/** The phase's table of a source table: the target it goes to first, else itself. */
function phaseTable({ correspondence }: Context, source: Table): Table {
  return correspondence.from.get(source)?.[0]?.target ?? source;
}

function rowCounts(context: Context): Rule[] {
  const { set, correspondence } = context;
  if (!set.target) {
    return scoped(context).map(({ catalogue, table }) => ({
      check: `Row count: ${sourceName(context, table)}`, sourceQuery: countQuery(table, catalogue.technology), targetQuery: UNKNOWN,
      tolerance: '0', gate: 'post', table,
    }));
  }
  const { technology } = set.target;
  const rules: Rule[] = [];
  for (const { table } of set.targetNames.refs) {
    const feeds = correspondence.feeds.get(table) ?? [];
    if (feeds.length === 0) continue;
    // Where several tables become one, how many rows to expect is the table rule's to say.
    const sourceQuery = feeds.length === 1 ? countQuery(feeds[0]!.table, feeds[0]!.catalogue.technology) : UNKNOWN;
    rules.push({
      check: `Row count: ${feeds.map((feed) => sourceName(context, feed.table)).join(' + ')} → ${targetName(context, table)}`,
      sourceQuery, targetQuery: countQuery(table, technology), tolerance: '0', gate: 'post', table,
    });
  }
  return rules;
}

function countQuery(table: Table, technology: Technology): string {
  return `SELECT COUNT(*) FROM ${quoteTable(table, technology)}`;
}

/** Source fields that go into required target fields must not be empty; required target fields without a source field must be filled after the load. */
function nulls(context: Context): Rule[] {
  const { set, correspondence } = context;
  if (!set.target) return [];
  const { technology } = set.target;
  const rules: Rule[] = [];
  const filled = filledTargets(context);
  for (const { table } of set.targetNames.refs) {
    const links = correspondence.into.get(table) ?? [];
    if (links.length === 0) continue;
    const byColumn = groupBy(links, (link) => link.targetColumn);
    for (const column of table.columns) {
      if (column.nullable) continue;
      const own = byColumn.get(column) ?? [];
      for (const link of own) {
        if (isKey(link.source.table, link.sourceColumn) && isKey(table, column)) continue;
        rules.push({
          check: `Nulls: ${sourceName(context, link.source.table)}.${link.sourceColumn.name} → ${targetName(context, table)}.${column.name}`,
          sourceQuery: nullQuery(link.source.table, link.sourceColumn, link.source.catalogue.technology), targetQuery: NONE,
          tolerance: '0', gate: 'pre', table,
        });
      }
      // What a person filled by an expression or a constant shows only after the load.
      if (own.length === 0 && fieldNeed(column) === 'required' && filled.has(`${targetName(context, table)}\u0000${foldCase(column.name)}`)) {
        rules.push({
          check: `Nulls: ${targetName(context, table)}.${column.name}`, sourceQuery: NONE, targetQuery: nullQuery(table, column, technology),
          tolerance: '0', gate: 'post', table,
        });
      }
    }
  }
  return rules;
}

/** Target fields that some row of the mapping names. */
function filledTargets({ plan, set }: Context): Set<string> {
  return new Set(rowsOf(plan, 'mapping').map((row) => {
    const ref = set.targetNames.one(cellOf(row, 'targetTable'));
    return `${ref ? set.targetNames.nameOf(ref.table) : ''}\u0000${foldCase(cellOf(row, 'targetField'))}`;
  }));
}

function nullQuery(table: Table, column: Column, technology: Technology): string {
  return `SELECT COUNT(*) FROM ${quoteTable(table, technology)} WHERE ${quoteName(column.name, technology)} IS NULL`;
}

function isKey(table: Table, column: Column): boolean {
  return table.primaryKey.some((name) => foldCase(name) === foldCase(column.name));
}

interface Reference {
  readonly child: TableRef;
  readonly columns: readonly string[];
  readonly parent: Table;
  readonly parentColumns: readonly string[];
}

/** The foreign keys of the target, looked for in the sources before the load, and those of the sources themselves. */
function orphans(context: Context): Rule[] {
  const { set, correspondence } = context;
  const rules: Rule[] = [];
  const told = new Set<string>();
  const add = (reference: Reference, table: Table): void => {
    const { child, columns, parent, parentColumns } = reference;
    const check = `Orphans: ${fieldsName(sourceName(context, child.table), columns)} → ${fieldsName(sourceName(context, parent), parentColumns)}`;
    if (told.has(foldCase(check))) return;
    told.add(foldCase(check));
    rules.push({ check, sourceQuery: orphanQuery(child.table, columns, parent, parentColumns, child.catalogue.technology), targetQuery: NONE, tolerance: '0', gate: 'pre', table });
  };
  for (const ref of set.targetNames.refs) {
    if ((correspondence.feeds.get(ref.table)?.length ?? 0) === 0) continue;
    for (const key of ref.table.foreignKeys) {
      const parent = referencedTable(set.targetNames, ref, key);
      if (!parent) continue;
      const references = inSources(ref.table, key, parent, correspondence);
      for (const reference of references) add(reference, ref.table);
      if (references.length === 0) {
        rules.push({
          check: `Orphans: ${fieldsName(targetName(context, ref.table), key.columns)} → ${fieldsName(targetName(context, parent), key.referencedColumns)}`,
          sourceQuery: NONE, targetQuery: orphanQuery(ref.table, key.columns, parent, key.referencedColumns, ref.catalogue.technology),
          tolerance: '0', gate: 'post', table: ref.table,
        });
      }
    }
  }
  for (const ref of scoped(context)) {
    for (const key of ref.table.foreignKeys) {
      const parent = referencedTable(set.sourceNames, ref, key);
      if (parent) add({ child: ref, columns: key.columns, parent, parentColumns: key.referencedColumns }, phaseTable(context, ref.table));
    }
  }
  return rules;
}

/** A target's foreign key as it stands in each source that feeds both of its ends. */
function inSources(child: Table, key: ForeignKey, parent: Table, correspondence: Correspondence): Reference[] {
  const references: Reference[] = [];
  for (const feed of correspondence.feeds.get(child) ?? []) {
    const columns = linked(correspondence.into.get(child) ?? [], feed.table, key.columns);
    if (!columns) continue;
    for (const other of correspondence.feeds.get(parent) ?? []) {
      if (other.catalogue !== feed.catalogue) continue;
      const parentColumns = linked(correspondence.into.get(parent) ?? [], other.table, key.referencedColumns);
      if (parentColumns) references.push({ child: feed, columns, parent: other.table, parentColumns });
    }
  }
  return references;
}

/** The columns of a source table that go into the target columns, all of them, or none. */
function linked(links: readonly FieldLink[], source: Table, targetColumns: readonly string[]): string[] | undefined {
  const own = new Map(links.filter((link) => link.source.table === source).map((link) => [foldCase(link.targetColumn.name), link.sourceColumn.name]));
  const columns = targetColumns.map((name) => own.get(foldCase(name)));
  return columns.length > 0 && columns.every((name) => name !== undefined) ? columns : undefined;
}

function orphanQuery(child: Table, columns: readonly string[], parent: Table, parentColumns: readonly string[], technology: Technology): string {
  const quoted = (name: string): string => quoteName(name, technology);
  const filled = columns.map((name) => `c.${quoted(name)} IS NOT NULL`).join(' AND ');
  const joined = columns.map((name, index) => `p.${quoted(parentColumns[index] ?? name)} = c.${quoted(name)}`).join(' AND ');
  return `SELECT COUNT(*) FROM ${quoteTable(child, technology)} c WHERE ${filled} AND NOT EXISTS (SELECT 1 FROM ${quoteTable(parent, technology)} p WHERE ${joined})`;
}

/** Sums of amounts, side by side. */
function sums(context: Context): Rule[] {
  const { set, correspondence } = context;
  if (!set.target) {
    return scoped(context).flatMap(({ catalogue, table }) => table.columns.filter(isAmount).map((column): Rule => {
      const digits = digitsOf(column);
      return {
        check: `Sum: ${sourceName(context, table)}.${column.name}`, sourceQuery: sumQuery(table, column, digits, catalogue.technology), targetQuery: UNKNOWN,
        tolerance: zero(digits), gate: 'post', table,
      };
    }));
  }
  const { technology } = set.target;
  const rules: Rule[] = [];
  for (const { table } of set.targetNames.refs) {
    const byColumn = groupBy(correspondence.into.get(table) ?? [], (link) => link.targetColumn);
    for (const column of table.columns) {
      const links = (byColumn.get(column) ?? []).filter(carriesAmount);
      const first = links[0];
      if (!first || !isNumber(column) || !(isAmount(column) || isAmount(first.sourceColumn))) continue;
      const digits = digitsOf(column, first.sourceColumn);
      rules.push({
        check: `Sum: ${links.map((link) => `${sourceName(context, link.source.table)}.${link.sourceColumn.name}`).join(' + ')} → ${targetName(context, table)}.${column.name}`,
        sourceQuery: links.length === 1 ? sumQuery(first.source.table, first.sourceColumn, digits, first.source.catalogue.technology) : UNKNOWN,
        targetQuery: sumQuery(table, column, digits, technology), tolerance: zero(digits), gate: 'post', table,
      });
    }
  }
  return rules;
}

/** A conversion by type keeps a sum; an expression may not. SQLite sums whatever can be read as a number. */
function carriesAmount(link: FieldLink): boolean {
  const word = transformWord(link.transform);
  const summable = isNumber(link.sourceColumn) || (link.source.catalogue.technology === 'SQLite' && (link.sourceColumn.type.kind === 'unknown' || link.sourceColumn.type.kind === 'text'));
  return (word === 'direct' || word === 'cast' || word === 'unknown') && summable;
}

function isNumber(column: Column): boolean {
  return column.type.kind === 'decimal' || column.type.kind === 'float' || column.type.kind === 'integer';
}

/** Digits after the point that a sum is compared in: the target's, else the source's, else two. */
function digitsOf(...columns: readonly Column[]): number {
  for (const { type } of columns) if (type.kind === 'decimal' && type.scale !== undefined) return Math.max(0, Math.min(type.scale, 12));
  return columns.every(({ type }) => type.kind === 'integer') ? 0 : 2;
}

function zero(digits: number): string {
  return digits === 0 ? '0' : `0.${'0'.repeat(digits)}`;
}

function sumQuery(table: Table, column: Column, digits: number, technology: Technology): string {
  const sum = `SUM(${quoteName(column.name, technology)})`;
  return `SELECT COALESCE(${rounded(sum, column, digits, technology)}, 0) FROM ${quoteTable(table, technology)}`;
}

/** Sums of floating-point values differ in their last digits by the order of adding; SQLite keeps every decimal as one. */
function rounded(sum: string, column: Column, digits: number, technology: Technology): string {
  if (column.type.kind === 'integer') return sum;
  if (technology === 'SQLite') return `ROUND(${sum}, ${digits})`;
  if (column.type.kind !== 'float') return sum;
  return technology === 'PostgreSQL' ? `ROUND(CAST(${sum} AS NUMERIC), ${digits})` : `ROUND(${sum}, ${digits})`;
}

/** Keys that must be unique in the target and that the source does not promise to be. */
function duplicates(context: Context): Rule[] {
  const { set, correspondence } = context;
  const rules: Rule[] = [];
  for (const { table } of set.targetNames.refs) {
    const links = correspondence.into.get(table) ?? [];
    for (const key of [table.primaryKey, ...table.uniqueKeys]) {
      if (key.length === 0) continue;
      for (const feed of correspondence.feeds.get(table) ?? []) {
        const columns = linked(links, feed.table, key);
        if (!columns || (key === table.primaryKey && promisesUnique(feed.table, columns))) continue;
        rules.push({
          check: `Duplicates: ${fieldsName(sourceName(context, feed.table), columns)} → ${fieldsName(targetName(context, table), key)}`,
          sourceQuery: duplicateQuery(feed.table, columns, feed.catalogue.technology), targetQuery: NONE, tolerance: '0', gate: 'pre', table,
        });
      }
    }
  }
  return rules;
}

function promisesUnique(table: Table, columns: readonly string[]): boolean {
  const set = new Set(columns.map(foldCase));
  return [table.primaryKey, ...table.uniqueKeys].some((key) => key.length > 0 && key.every((name) => set.has(foldCase(name))));
}

function duplicateQuery(table: Table, columns: readonly string[], technology: Technology): string {
  const quoted = columns.map((name) => quoteName(name, technology));
  const list = quoted.join(', ');
  const filled = quoted.map((name) => `${name} IS NOT NULL`).join(' AND ');
  return `SELECT COUNT(*) FROM (SELECT ${list} FROM ${quoteTable(table, technology)} WHERE ${filled} GROUP BY ${list} HAVING COUNT(*) > 1) d`;
}

/** `Album.ArtistId`, or `Line.(Order, Pos)` for several. */
function fieldsName(table: string, columns: readonly string[]): string {
  return columns.length === 1 ? `${table}.${columns[0]!}` : `${table}.(${columns.join(', ')})`;
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Names of checks are their keys: a second one of the same name gets a number, and one that is wholly the same goes. */
function unique(rules: readonly Rule[]): Rule[] {
  const seen = new Map<string, Rule[]>();
  const kept: Rule[] = [];
  for (const rule of rules) {
    const same = seen.get(rule.check) ?? [];
    if (same.some((other) => other.sourceQuery === rule.sourceQuery && other.targetQuery === rule.targetQuery)) continue;
    same.push(rule);
    seen.set(rule.check, same);
    kept.push(same.length === 1 ? rule : { ...rule, check: `${rule.check} (${same.length})` });
  }
  return kept;
}
