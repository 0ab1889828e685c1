import type { Table } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { foldCase } from '../inventory/tableNames.ts';
import type { TableNames } from '../inventory/tableNames.ts';
import { cellOf } from '../plan/plan.ts';
import type { PlanRow } from '../plan/plan.ts';

/** How many rows of a mapping name the tables and columns of a source system. One pass over the rows. */
export class MappedFields {
  readonly #tables = new Map<string, { rows: number; readonly fields: Map<string, number> }>();

  constructor(mapping: readonly PlanRow[], names: TableNames, system: string) {
    for (const row of mapping) {
      const ref = names.one(cellOf(row, 'sourceTable').trim());
      if (ref?.catalogue.system !== system) continue;
      const key = tableKey(ref.table);
      let table = this.#tables.get(key);
      if (!table) this.#tables.set(key, (table = { rows: 0, fields: new Map() }));
      table.rows++;
      const field = foldCase(cellOf(row, 'sourceField').trim());
      table.fields.set(field, (table.fields.get(field) ?? 0) + 1);
    }
  }

  ofTable(table: Table): number {
    return this.#tables.get(tableKey(table))?.rows ?? 0;
  }

  ofField(table: Table, field: string): number {
    return this.#tables.get(tableKey(table))?.fields.get(foldCase(field)) ?? 0;
  }
}
