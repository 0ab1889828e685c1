import { createRequire } from 'node:module';

interface WasmDatabase {
  exec(sql: string): void;
  close(): void;
}

/** Makes a SQLite file of so many tables that reading it takes a while: long enough to see how far it is, and to cancel. */
export async function makeManyTables(file: string, tables = 4_000): Promise<void> {
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as { Database: new (path: string) => WasmDatabase };
  const database = new Database(file);
  database.exec('BEGIN');
  for (let number = 1; number <= tables; number++) database.exec(`CREATE TABLE year_${String(number).padStart(4, '0')} (id INTEGER PRIMARY KEY, note TEXT)`);
  database.exec('COMMIT');
  database.close();
  await Promise.resolve();
}
