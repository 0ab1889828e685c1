import { foldCase } from '../inventory/tableNames.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';
import { fieldRef, tableRef } from './nameDirectory.ts';
import type { Mention, Side } from './nameRef.ts';
import { readSql } from './sqlReading.ts';
import type { SqlReading, SqlScope, SqlTable } from './sqlReading.ts';
import { dialectOf } from './sqlTokens.ts';
import type { SqlDialect } from './sqlTokens.ts';

/** A query with what its tables are. */
export interface ResolvedSql {
  readonly reading: SqlReading;
  readonly dialect: SqlDialect;
  /** What a table of the query is; undefined where nothing knows it, or several may be meant. */
  tableOf(table: SqlTable): KnownTable | undefined;
}

/** Where a query runs, as far as it is known. */
export interface SqlPlace {
  readonly side: Side;
  /** The source system; absent where the query itself must tell. */
  readonly system?: string;
}

/**
 * Reads a query and finds its tables. Of several source systems that have a table of that name, the one is meant that has
 * all tables of the query, or that `place` names.
 */
export function resolveSql(directory: NameDirectory, sql: string, place: SqlPlace): ResolvedSql {
  const first = readSql(sql, dialectOf(directory.technology(place.side, place.system)));
  const system = place.system ?? (place.side === 'source' ? onlySystem(directory, first.tables) : undefined);
  const technology = directory.technology(place.side, system);
  const dialect = dialectOf(technology);
  const reading = place.system === system ? first : readSql(sql, dialect);
  const known = new Map<SqlTable['parts'], KnownTable | undefined>();
  return {
    reading, dialect,
    tableOf: (table) => {
      if (!known.has(table.parts)) known.set(table.parts, findTable(directory, table, place.side, system));
      return known.get(table.parts);
    },
  };
}

/** The one source system that has every table of a query. */
function onlySystem(directory: NameDirectory, tables: readonly SqlTable[]): string | undefined {
  let systems: ReadonlySet<string> | undefined;
  for (const table of tables) {
    const found = new Set(candidates(directory, table, 'source').map(({ name }) => name.system));
    systems = systems === undefined ? found : new Set([...systems].filter((system) => found.has(system)));
  }
  return systems?.size === 1 ? [...systems][0] : undefined;
}

function candidates(directory: NameDirectory, { parts }: SqlTable, side: Side): readonly KnownTable[] {
  const name = parts.at(-1)?.text;
  if (name === undefined) return [];
  const found = directory.find(side, name);
  const schema = parts.at(-2)?.text;
  const all = found.filter((table) => foldCase(table.name.table) === foldCase(name));
  if (schema === undefined) return all;
  const inSchema = all.filter((table) => foldCase(table.name.schema ?? '') === foldCase(schema) || foldCase(table.name.system) === foldCase(schema));
  // `main.Customer`, `dbo.Customer`: a schema that the catalogue or the plan does not write down.
  return inSchema.length > 0 ? inSchema : all.filter((table) => table.name.schema === undefined);
}

function findTable(directory: NameDirectory, table: SqlTable, side: Side, system: string | undefined): KnownTable | undefined {
  const all = candidates(directory, table, side).filter((each) => system === undefined || each.name.system === system);
  if (all.length <= 1) return all[0];
  const exact = all.filter((each) => each.name.table === table.parts.at(-1)?.text);
  return exact.length === 1 ? exact[0] : undefined;
}

/** The tables that a name before a point may mean, innermost first. */
export function qualified(scope: SqlScope, qualifier: string): SqlTable | undefined {
  for (let at: SqlScope | undefined = scope; at; at = at.parent) {
    const found = at.tables.find((table) => foldCase(table.alias ?? table.parts.at(-1)?.text ?? '') === foldCase(qualifier));
    if (found) return found;
  }
  return undefined;
}

/** The names in a query. String literals, comments, aliases and functions are none. */
export function sqlMentions(directory: NameDirectory, sql: string, place: SqlPlace): Mention[] {
  const resolved = resolveSql(directory, sql, place);
  const mentions: Mention[] = [];
  for (const table of resolved.reading.tables) {
    const known = resolved.tableOf(table);
    const last = table.parts.at(-1);
    if (known && last) mentions.push({ ref: tableRef(known), start: last.start, end: last.end, sql: true });
  }
  for (const { qualifier, name, scope } of resolved.reading.columns) {
    const before = qualifier.at(-1);
    const table = before && qualified(scope, before.text);
    // The table's own name before the point, not an alias for it.
    const owner = table && resolved.tableOf(table);
    if (before && owner && table.alias === undefined) mentions.push({ ref: tableRef(owner), start: before.start, end: before.end, sql: true });
    if (!name) continue;
    const found = before ? owner : columnOwner(directory, resolved, scope, name.text);
    const field = found && directory.field(found, name.text);
    if (found && field !== undefined) mentions.push({ ref: fieldRef(found, field), start: name.start, end: name.end, sql: true });
  }
  return mentions.sort((a, b) => a.start - b.start);
}

/** The table whose column a bare name is: of the innermost part of the query that has one. */
function columnOwner(directory: NameDirectory, resolved: ResolvedSql, scope: SqlScope, name: string): KnownTable | undefined {
  for (let at: SqlScope | undefined = scope; at; at = at.parent) {
    const owners = new Set(at.tables.map((table) => resolved.tableOf(table)).filter((table) => table !== undefined && directory.field(table, name) !== undefined));
    if (owners.size > 0) return owners.size === 1 ? [...owners][0] : undefined;
  }
  return undefined;
}

/** The fields of one table in an expression, such as a transform's. */
export function expressionMentions(directory: NameDirectory, expression: string, table: KnownTable): Mention[] {
  const dialect = dialectOf(directory.technology(table.name.side, table.name.system));
  return readSql(expression, dialect).columns.flatMap(({ qualifier, name }): Mention[] => {
    const mentions: Mention[] = [];
    const before = qualifier.at(-1);
    if (before) {
      if (foldCase(before.text) !== foldCase(table.name.table)) return [];
      mentions.push({ ref: tableRef(table), start: before.start, end: before.end, sql: true });
    }
    const field = name && directory.field(table, name.text);
    if (name && field !== undefined) mentions.push({ ref: fieldRef(table, field), start: name.start, end: name.end, sql: true });
    return mentions;
  });
}
