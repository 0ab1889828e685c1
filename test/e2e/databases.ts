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
