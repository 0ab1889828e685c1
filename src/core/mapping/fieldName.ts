import type { Column, Table } from '../catalogue/catalogue.ts';
import { findColumn } from '../inventory/tableNames.ts';
import type { TableNames, TableRef } from '../inventory/tableNames.ts';

/** A field by the name that the plan has for its table: `Customer.Email`, `crm.Customer.Email`. */
export function fieldName(names: TableNames, table: Table, column: Column): string {
  return `${names.nameOf(table)}.${column.name}`;
}

/** The field that such a name means. Names may hold points of their own: the longest table that a field follows counts. */
export function readFieldName(names: TableNames, written: string): { readonly ref: TableRef; readonly column: Column } | undefined {
  const text = written.trim();
  for (let dot = text.lastIndexOf('.'); dot > 0; dot = text.lastIndexOf('.', dot - 1)) {
    const ref = names.one(text.slice(0, dot));
    const column = ref && findColumn(ref.table, text.slice(dot + 1));
    if (ref && column) return { ref, column };
  }
  return undefined;
}
