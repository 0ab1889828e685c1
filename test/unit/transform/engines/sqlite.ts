import { openMemory } from './wasmSqlite.mjs';

/** SQLite in memory: it is always there. */
export async function startSqlite(): Promise<{ version: string; query: (sql: string) => Promise<(string | null)[][]>; stop: () => Promise<void> }> {
  const database = await openMemory();
  const query = (sql: string): Promise<(string | null)[][]> => Promise.resolve(database.rows(sql).map((row) => row.map((value) => (value === null ? null : String(value as string | number | bigint)))));
  const [[version] = []] = await query('SELECT sqlite_version()');
  const stop = (): Promise<void> => {
    database.close();
    return Promise.resolve();
  };
  return { version: `SQLite ${version ?? ''}`, query, stop };
}
