import type { PreparedSchema } from './prepareSchema.ts';

/** So many other tables must have the column. */
const LEAST_SHARED = 2;

/**
 * A table of nothing but one column that other tables have as well is the registry of that key: `allbooks(isbn)` beside
 * `prices(isbn, price)` and `loans(isbn, person)`. By its columns alone it would go with no table, so it goes with whatever the
 * tables do that hold its key. Gives for each registry these tables.
 */
export function registriesOf(schema: PreparedSchema): ReadonlyMap<number, readonly number[]> {
  const holders = new Map<string, number[]>();
  schema.tables.forEach((table, at) => {
    for (const name of new Set(table.columns.map((column) => column.name.glued))) {
      const list = holders.get(name);
      if (list) list.push(at);
      else holders.set(name, [at]);
    }
  });
  const registries = new Map<number, readonly number[]>();
  schema.tables.forEach((table, at) => {
    if (table.columns.length !== 1) return;
    const others = holders.get(table.columns[0]!.name.glued)!.filter((other) => other !== at && schema.tables[other]!.columns.length > 1);
    if (others.length >= LEAST_SHARED) registries.set(at, others);
  });
  return registries;
}
