import { exportsOf } from '../exportsOf.ts';
import type { SqliteDriver, SqliteRow } from './sqliteDriver.ts';

/**
 * Opens a private copy with the WebAssembly driver. Only for copies: it keeps a lock folder beside the file. It has no shared
 * memory, without which SQLite reads a database in WAL mode only under an exclusive lock; on a copy that disturbs nobody.
 */
export async function openWasmDriver(copy: string): Promise<SqliteDriver> {
  const { Database } = exportsOf(await import('node-sqlite3-wasm'));
  const database = new Database(copy, { fileMustExist: true });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    name: 'node-sqlite3-wasm',
    all(sql, parameters = []) {
      return database.all(sql, [...parameters]) as SqliteRow[];
    },
    close() {
      database.close();
    },
  };
}
