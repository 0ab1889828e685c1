import { collectionColumns } from './collectionColumns.ts';
import type { CollectionColumn } from './collectionColumns.ts';

/** The kinds of lines, in the order in which a script prints them. */
export const lineKinds = ['system', 'type', 'table', 'view', 'column', 'json', 'primary', 'unique', 'foreign', 'age', 'size', 'count', 'end'] as const;
export type LineKind = (typeof lineKinds)[number];

/** How a dialect writes what all scripts need. */
export interface LineWriter {
  /** An expression as text, null where it is null. */
  readonly text: (expression: string) => string;
  readonly nothing: string;
  readonly join: (parts: readonly string[]) => string;
  /** An expression as a field of a CSV line: in quotes, quotes doubled, empty where it is null. */
  readonly field: (expression: string) => string;
}

export type LineFields = Partial<Record<Exclude<CollectionColumn, 'kind'>, string>>;

/** Printed in this order: what a line refers to stands before it. */
const steps: Readonly<Record<LineKind, number>> = { system: 1, type: 2, table: 3, view: 3, column: 4, json: 5, primary: 6, unique: 6, foreign: 6, age: 7, size: 7, count: 8, end: 9 };

/**
 * One SELECT of the list: `kind` is an SQL expression where `step` is given, else a kind. `from` is the rest of the statement, `place`
 * what orders the lines of one table.
 */
export function selectLines(writer: LineWriter, kind: LineKind, fields: LineFields, from: string, more: { readonly place?: string; readonly kindOf?: string } = {}): string {
  const kindText = more.kindOf ?? `'${kind}'`;
  const columns = collectionColumns.map((column) => {
    if (column === 'kind') return `${writer.text(kindText)} AS kind`;
    const expression = fields[column];
    return `${expression === undefined ? writer.nothing : writer.text(expression)} AS c_${column}`;
  });
  const select = `SELECT ${String(steps[kind])} AS step, ${more.place ?? '0'} AS place, ${columns.join(', ')}`;
  return from === '' ? select : `${select}\n${from}`;
}

/** The CSV line of a row of the list, as one expression. */
export function lineOf(writer: LineWriter): string {
  return writer.join(collectionColumns.map((column) => writer.field(column === 'kind' ? 'kind' : `c_${column}`)));
}

/** The order of the lines. */
export const lineOrder = 'step, c_schema, c_table, kind, c_key_name, place';

/** The header line. */
export const headerLine = collectionColumns.join(',');
