/** A value as SQLite gives it; whole numbers may come as number or bigint, by driver and size. */
export type SqliteValue = number | bigint | string | Uint8Array | null;
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** The little that both drivers have in common and the reader needs. */
export interface SqliteDriver {
  readonly name: 'node:sqlite' | 'node-sqlite3-wasm';
  all(sql: string, parameters?: readonly (string | number)[]): readonly SqliteRow[];
  close(): void;
}

/** The text of a value, '' for NULL. */
export function textOf(row: SqliteRow | undefined, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'bigint' ? value.toString() : '';
}

/** The whole number of a value; 0 where it is none. Only for the small numbers of the schema tables, never for counts. */
export function numberOf(row: SqliteRow | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : 0;
}
