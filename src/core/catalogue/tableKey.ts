import type { Catalogue, Column, Table } from './catalogue.ts';

/** What identifies a table inside its system: `schema.name`, or the name alone where there is no schema. */
export function tableKey(table: { readonly schema?: string | undefined; readonly name: string }): string {
  return table.schema === undefined || table.schema === '' ? table.name : `${table.schema}.${table.name}`;
}

/** The table that a key names; exact case first, else the only one that differs in case alone. */
export function findTable(catalogue: Catalogue, key: string): Table | undefined {
  return findNamed(catalogue.tables, key, tableKey) ?? findNamed(catalogue.tables, key, (table) => table.name);
}

/** The column of that name; exact case first, else the only one that differs in case alone. */
export function findColumn(table: Table, name: string): Column | undefined {
  return findNamed(table.columns, name, (column) => column.name);
}

function findNamed<Item>(items: readonly Item[], wanted: string, nameOf: (item: Item) => string): Item | undefined {
  const exact = items.filter((item) => nameOf(item) === wanted);
  if (exact.length === 1) {
    return exact[0];
  }
  if (exact.length > 1) {
    return undefined;
  }
  const folded = wanted.toLowerCase();
  const loose = items.filter((item) => nameOf(item).toLowerCase() === folded);
  return loose.length === 1 ? loose[0] : undefined;
}
