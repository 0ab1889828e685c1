import type { SqliteDriver, SqliteRow } from './sqliteDriver.ts';

interface HostStatement {
  setReadBigInts(enabled: boolean): void;
  all(...parameters: (string | number)[]): SqliteRow[];
}

interface HostDatabase {
  prepare(sql: string): HostStatement;
  exec(sql: string): void;
  close(): void;
}

interface HostSqlite {
  readonly DatabaseSync: new (path: string, options: { readOnly: boolean }) => HostDatabase;
}

/** True where this Node (or Electron) brings SQLite: 22.5 and later, from 22.13 without a flag. */
export function hasHostDriver(): boolean {
  return loadHost() !== undefined;
}

// Asked for at run time and not imported: an import would fail to load where it is absent.
function loadHost(): HostSqlite | undefined {
  try {
    const loaded = (process as { getBuiltinModule?: (id: string) => object | undefined }).getBuiltinModule?.('node:sqlite');
    return loaded !== undefined && 'DatabaseSync' in loaded ? (loaded as HostSqlite) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Opens with the driver of the host. `location` is a path, or a `file:` address with parameters. `writable` is for private copies
 * only, whose journal SQLite may have to play back first.
 */
export function openHostDriver(location: string, writable: boolean): SqliteDriver {
  const host = loadHost();
  if (host === undefined) {
    throw new Error('node:sqlite is not available');
  }
  const database = new host.DatabaseSync(location, { readOnly: !writable });
  database.exec('PRAGMA busy_timeout = 5000');
  return {
    name: 'node:sqlite',
    all(sql, parameters = []) {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return statement.all(...parameters);
    },
    close() {
      database.close();
    },
  };
}
