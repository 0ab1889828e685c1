import type { Table } from '../../core/catalogue/catalogue.ts';
import { quoteSqlName } from '../../core/transform/dialect.ts';
import type { Row } from '../database/engine.ts';
import { profileTable } from '../profile/profileTable.ts';
import type { ProfileCare } from '../profile/profileCare.ts';
import { sqliteProfile } from './profileDialect.ts';
import type { SqliteReading } from './readTable.ts';
import type { SqliteDriver, SqliteValue } from './sqliteDriver.ts';

/** Looks at the values of a table of an SQLite file. */
export function profileSqliteTable(reading: SqliteReading, table: Table, withoutRowid: boolean, care: Omit<ProfileCare, 'now' | 'issues' | 'quotedOf'>): Promise<Table> {
  const { driver, tables, now, issues } = reading;
  return profileTable((sql) => ask(driver, sql), sqliteProfile(withoutRowid ? undefined : rowidName(table)), quoteSqlName(table.name, 'sqlite'), table, {
    ...care, now, issues,
    quotedOf: (_schema, name) => (tables.some((each) => each.name === name) ? quoteSqlName(name, 'sqlite') : undefined),
  });
}

async function ask(driver: SqliteDriver, sql: string): Promise<readonly Row[]> {
  const rows = driver.all(sql).map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, valueText(value)])));
  // The driver holds up everything else while it reads: a wish to cancel comes in here.
  await new Promise<void>((resolve) => setImmediate(resolve));
  return rows;
}

function valueText(value: SqliteValue): string | null {
  return value === null ? null : typeof value === 'string' ? value : value instanceof Uint8Array ? '' : String(value);
}

/** A name of the rowid that no column of the table hides. */
function rowidName({ columns }: Table): string | undefined {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name));
}
