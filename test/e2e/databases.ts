import { createRequire } from 'node:module';

interface WasmDatabase {
  exec(sql: string): void;
  close(): void;
}

/** Makes a SQLite file with one table of this name and these columns. */
export async function makeTable(file: string, table: string, columns: readonly string[]): Promise<void> {
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as { Database: new (path: string) => WasmDatabase };
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const database = new Database(file);
  database.exec(`CREATE TABLE ${quoted(table)} (${columns.map((column, index) => `${quoted(column)} ${index === 0 ? 'INTEGER PRIMARY KEY' : 'TEXT'}`).join(', ')})`);
  database.exec(`INSERT INTO ${quoted(table)} DEFAULT VALUES`);
  database.close();
  await Promise.resolve();
}

/** Makes a SQLite file of so many tables that reading it takes a while: long enough to see how far it is, and to cancel. */
export async function makeManyTables(file: string, tables = 6_000): Promise<void> {
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as { Database: new (path: string) => WasmDatabase };
  const database = new Database(file);
  database.exec('BEGIN');
  for (let number = 1; number <= tables; number++) database.exec(`CREATE TABLE year_${String(number).padStart(4, '0')} (id INTEGER PRIMARY KEY, note TEXT)`);
  database.exec('COMMIT');
  database.close();
  await Promise.resolve();
}

/** Makes a SQLite file of so many tables of many sizes, with keys and without, and a few views. */
export async function makeMixedTables(file: string, tables: number): Promise<void> {
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as { Database: new (path: string) => WasmDatabase };
  const database = new Database(file);
  const areas = ['sales', 'audit', 'stock', 'person', 'billing'];
  database.exec('BEGIN');
  for (let number = 1; number <= tables; number++) {
    const name = `${areas[number % areas.length] ?? ''}_${String(number).padStart(3, '0')}${number % 50 === 0 ? '_with_a_name_that_is_longer_than_most_columns_are_wide_on_a_small_screen' : ''}`;
    database.exec(`CREATE TABLE ${name} (id INTEGER ${number % 17 === 0 ? '' : 'PRIMARY KEY'}, code TEXT NOT NULL DEFAULT 'A', changed_at TEXT, amount NUMERIC(12,2))`);
    const rows = Math.round(2 ** ((number * 7) % 15));
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(rows)}) INSERT INTO ${name} SELECT i, 'A', '2026-01-01', i * 1.5 FROM n`);
    if (number % 60 === 0) database.exec(`CREATE VIEW recent_${String(number)} AS SELECT id FROM ${name}`);
  }
  database.exec('COMMIT');
  database.close();
  await Promise.resolve();
}
