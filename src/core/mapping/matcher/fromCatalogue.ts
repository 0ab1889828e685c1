import type { Catalogue, Column, Table } from '../../catalogue/catalogue.ts';
import { baseTables, foldCase } from '../../inventory/tableNames.ts';
import type { MatchColumn, MatchProfile, MatchSchema, MatchTable } from './matchModel.ts';

/** What was measured of a column's values; undefined where nothing was. */
export type ProfileOf = (table: Table, column: Column) => MatchProfile | undefined;

/** The place of a column in the catalogue that a matched table was made of. */
const origins = new WeakMap<MatchTable, Table>();
const made = new WeakMap<Table, { readonly profileOf: ProfileOf | undefined; readonly table: MatchTable }>();

/**
 * A catalogue as the matcher sees it: its base tables, in their order. A table object of a catalogue always becomes the same
 * object (with the same `profileOf`), so that only tables that were read anew are matched anew.
 */
export function matchSchemaOf(catalogue: Catalogue, profileOf?: ProfileOf, only: (table: Table) => boolean = () => true): MatchSchema {
  return { tables: baseTables(catalogue).filter(only).map((table) => matchTableOf(table, profileOf)) };
}

/** The table of the catalogue that a table of `matchSchemaOf` was made of; its columns stand in the same order. */
export function catalogueTableOf(table: MatchTable): Table | undefined {
  return origins.get(table);
}

function matchTableOf(table: Table, profileOf: ProfileOf | undefined): MatchTable {
  const known = made.get(table);
  if (known && known.profileOf === profileOf) return known.table;
  const keys = new Set(table.primaryKey.map(foldCase));
  const references = new Map<string, string>();
  for (const key of table.foreignKeys) {
    key.columns.forEach((name, at) => {
      // A key of one column says more about it than one of several.
      if (key.columns.length === 1 || !references.has(foldCase(name))) references.set(foldCase(name), `${key.referencedTable}.${key.referencedColumns[at] ?? ''}`);
    });
  }
  const columns = table.columns.map((column): MatchColumn => {
    const reference = references.get(foldCase(column.name));
    const profile = profileOf?.(table, column);
    return {
      name: column.name, type: column.type, ...(keys.has(foldCase(column.name)) ? { pk: true } : {}), ...(reference === undefined ? {} : { fk: reference }),
      ...(column.comment === undefined ? {} : { description: column.comment }), ...(profile === undefined ? {} : { profile }),
    };
  });
  const result: MatchTable = {
    name: table.name, ...(table.schema === undefined ? {} : { schema: table.schema }), ...(table.comment === undefined ? {} : { description: table.comment }), columns,
  };
  made.set(table, { profileOf, table: result });
  origins.set(result, table);
  return result;
}
