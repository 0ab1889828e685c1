import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface WasmDatabase {
  get(sql: string): Record<string, unknown> | null;
  exec(sql: string): void;
  close(): void;
}
const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as { Database: new (file: string) => WasmDatabase };

/** A private copy of a SQLite file (or an empty database), to run queries on. */
export class DatabaseSync {
  readonly #folder = mkdtempSync(join(tmpdir(), 'proposals-sql-'));
  readonly #database: WasmDatabase;

  constructor(file?: string) {
    const copy = join(this.#folder, 'copy.sqlite');
    if (file !== undefined) cpSync(file, copy);
    this.#database = new Database(copy);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** The first value of the first row. */
  value(sql: string): unknown {
    return Object.values(this.#database.get(sql) ?? {})[0];
  }

  close(): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
