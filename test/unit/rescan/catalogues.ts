import type { Catalogue, Column, Table, TableStatistics } from '../../../src/core/catalogue/catalogue.ts';

/** A column by `name type`, e.g. `Email text(60)?` (a `?` where it may be empty). */
export function column(text: string): Column {
  const found = /^(?<name>\S+) (?<kind>[a-z]+)(?:\((?<length>\d+)\))?(?<nullable>\?)?$/.exec(text)?.groups ?? {};
  const kind = (found['kind'] ?? 'text') as Column['type']['kind'];
  const length = found['length'];
  return {
    name: found['name'] ?? text, type: { kind, ...(length === undefined ? {} : { length: Number(length) }) }, nativeType: `${kind}${length === undefined ? '' : `(${length})`}`.toUpperCase(),
    nullable: found['nullable'] === '?',
  };
}

export function measured(rows: number, bytes?: number): TableStatistics {
  return { kind: 'measured', rowCount: String(rows), query: 'select count(*)', ...(bytes === undefined ? {} : { bytes: String(bytes) }) };
}

export function table(name: string, columns: readonly string[], rows: number | TableStatistics = 10, more: Partial<Table> = {}): Table {
  const made = columns.map(column);
  return {
    name, kind: 'table', columns: made, primaryKey: made[0] ? [made[0].name] : [], uniqueKeys: [], foreignKeys: [],
    statistics: typeof rows === 'number' ? measured(rows) : rows, ...more,
  };
}

export function catalogue(tables: readonly Table[], more: Partial<Catalogue> = {}): Catalogue {
  return {
    catalogueVersion: 1, system: 'crm', role: 'source', technology: 'SQLite', origin: { kind: 'database', path: 'crm.sqlite' }, scannedAt: '2026-11-01T09:00:00.000Z',
    complete: true, tables: [...tables], issues: [], ...more,
  };
}
