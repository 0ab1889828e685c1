import type { Catalogue, Column, DataType, ForeignKey, Table } from './catalogue.ts';
import { tableKey } from './tableKey.ts';

/**
 * A catalogue as JSON text for a committed file: tables by name, keys in one fixed order, one column, key or statistics
 * record a line, so that a git diff shows one line for one changed fact and two scans of the same system differ in nothing else.
 * Ends with a line feed.
 */
export function renderCatalogue(catalogue: Catalogue): string {
  const lines = [
    field('catalogueVersion', catalogue.catalogueVersion),
    field('system', catalogue.system),
    field('role', catalogue.role),
    field('technology', catalogue.technology),
    field('origin', { kind: catalogue.origin.kind, path: catalogue.origin.path }),
    field('scannedAt', catalogue.scannedAt),
    field('complete', catalogue.complete),
    ...optional('bytes', catalogue.bytes),
    `"tables": ${block([...catalogue.tables].sort(byKey).map(renderTable), '  ')}`,
    `"issues": ${block(catalogue.issues.map((issue) => flat({ message: issue.message, line: issue.line, table: issue.table })), '  ')}`,
  ];
  return `{\n${lines.map((line) => `  ${line}`).join(',\n')}\n}\n`;
}

/** By code unit, not by locale: the same order on every machine. */
function byKey(one: Table, other: Table): number {
  const [left, right] = [tableKey(one), tableKey(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function renderTable(table: Table): string {
  const { statistics } = table;
  const lines = [
    ...optional('schema', table.schema),
    field('name', table.name),
    field('kind', table.kind),
    ...optional('comment', table.comment),
    ...optional('error', table.error),
    `"columns": ${block(table.columns.map(renderColumn), '      ')}`,
    field('primaryKey', table.primaryKey),
    `"uniqueKeys": ${block(table.uniqueKeys.map((key) => flat(key)), '      ')}`,
    `"foreignKeys": ${block(table.foreignKeys.map(renderForeignKey), '      ')}`,
    `"statistics": ${flat({
      kind: statistics.kind,
      rowCount: statistics.rowCount,
      bytes: statistics.bytes,
      indexBytes: statistics.indexBytes,
      query: statistics.query,
      at: statistics.at,
      changedAt: statistics.changedAt,
    })}`,
    ...optional('growth', table.growth),
    ...optional('keyCandidates', table.keyCandidates),
  ];
  return `{\n${lines.map((line) => `      ${line}`).join(',\n')}\n    }`;
}

function renderColumn(column: Column): string {
  return flat({
    name: column.name,
    type: orderedType(column.type),
    nativeType: column.nativeType,
    nullable: column.nullable,
    default: column.default,
    generated: column.generated,
    comment: column.comment,
    profile: column.profile,
  });
}

function orderedType(type: DataType): Record<string, unknown> {
  return {
    kind: type.kind,
    length: type.length,
    precision: type.precision,
    scale: type.scale,
    bits: type.bits,
    unsigned: type.unsigned,
    timeZone: type.timeZone,
    values: type.values,
  };
}

function renderForeignKey(key: ForeignKey): string {
  return flat({
    name: key.name,
    columns: key.columns,
    referencedSchema: key.referencedSchema,
    referencedTable: key.referencedTable,
    referencedColumns: key.referencedColumns,
    orphans: key.orphans,
  });
}

function block(items: readonly string[], indent: string): string {
  return items.length === 0 ? '[]' : `[\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}]`;
}

function field(name: string, value: unknown): string {
  return `${JSON.stringify(name)}: ${flat(value)}`;
}

function optional(name: string, value: unknown): string[] {
  return value === undefined ? [] : [field(name, value)];
}

/** One line of JSON with a space after each comma and colon; absent fields are left out. */
function flat(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => flat(item)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `${JSON.stringify(key)}: ${flat(item)}`);
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
  }
  return JSON.stringify(value);
}
