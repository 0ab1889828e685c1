import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { foldCase } from '../inventory/tableNames.ts';

/** The catalogue with a table under another name, so that names of the plan are understood while it is renamed bit by bit. */
export function withTableRenamed(catalogue: Catalogue, table: Table, name: string): Catalogue {
  const old = foldCase(table.name);
  return {
    ...catalogue,
    tables: catalogue.tables.map((each): Table => {
      const named = each === table ? { ...each, name } : each;
      if (!named.foreignKeys.some((key) => foldCase(key.referencedTable) === old)) return named;
      return { ...named, foreignKeys: named.foreignKeys.map((key) => (foldCase(key.referencedTable) === old ? { ...key, referencedTable: name } : key)) };
    }),
  };
}

/** The catalogue with a column of a table under another name. */
export function withColumnRenamed(catalogue: Catalogue, key: string, column: string, name: string): Catalogue {
  return { ...catalogue, tables: catalogue.tables.map((table) => (tableKey(table) === key ? { ...table, columns: table.columns.map((each) => (each.name === column ? { ...each, name } : each)) } : table)) };
}
