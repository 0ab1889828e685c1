import { pathToFileURL } from 'node:url';
import type { CatalogueIssue } from '../../core/catalogue/catalogue.ts';
import { ConnectError, connectText, reasonOf } from '../connectError.ts';
import type { OpenSource, SourceContext } from '../source.ts';
import { hasHostDriver, openHostDriver } from './hostDriver.ts';
import { fingerprint, inspectSqliteFile } from './inspectFile.ts';
import type { SqliteFile } from './inspectFile.ts';
import { privateCopy } from './privateCopy.ts';
import { profileSqliteTable } from './profileSqliteTable.ts';
import { hasTableSizes, listSqliteTables, readSqliteTable } from './readTable.ts';
import type { SqliteTable } from './readTable.ts';
import { textOf } from './sqliteDriver.ts';
import type { SqliteDriver } from './sqliteDriver.ts';
import { openWasmDriver } from './wasmDriver.ts';

/**
 * Reads a SQLite database without leaving a trace beside it. The driver of the host reads the file itself where that is
 * traceless: not in WAL mode, where even a reader creates `-shm` and `-wal`, and not beside a journal left behind by a crash, which a
 * reader cannot play back. In WAL mode with nobody at it the file is opened as immutable; in all other cases, and always with
 * the WebAssembly driver, a private copy is read.
 */
export const openSqlite: OpenSource<'sqlite'> = async (request, context) => {
  const file = await inspectSqliteFile(request.file, request.path);
  const before = await fingerprint(request.file);
  const driver = await openDriver(file, request.path, request.driver ?? 'auto', context);
  const issues: CatalogueIssue[] = [];
  let tables: readonly SqliteTable[] = [];
  const hasSizes = hasTableSizes(driver);
  if (!hasSizes) {
    issues.push({ message: connectText('sqlite.noSizes') });
  }
  return {
    technology: 'SQLite',
    origin: 'database',
    bytes: file.size,
    listTables() {
      tables = listSqliteTables(driver);
      return Promise.resolve(tables);
    },
    readTable(ref) {
      const table = tables.find(({ name }) => name === ref.name) ?? { ...ref, withoutRowid: false, strict: false };
      return Promise.resolve(readSqliteTable({ driver, tables, now: request.now, hasSizes, issues }, table));
    },
    profileTable(_ref, table, profile) {
      const found = tables.find(({ name }) => name === table.name);
      return profileSqliteTable({ driver, tables, now: request.now, hasSizes, issues }, table, found?.withoutRowid === true, { ...profile, signal: context.signal, working: () => { context.working(); } });
    },
    async issues() {
      const changed = (await fingerprint(request.file)) !== before;
      return changed ? [...issues, { message: connectText('sqlite.changed', { path: request.path }) }] : issues;
    },
    close() {
      driver.close();
      return Promise.resolve();
    },
  };
};

async function openDriver(file: SqliteFile, shownPath: string, wanted: 'auto' | 'host' | 'wasm', context: SourceContext): Promise<SqliteDriver> {
  const useHost = wanted === 'host' || (wanted === 'auto' && hasHostDriver());
  if (useHost && !hasHostDriver()) {
    throw new ConnectError('sqlite.noDriver', { version: process.versions.node });
  }
  if (useHost && !file.walMode && !file.journal) {
    return probe(() => openHostDriver(file.file, false), shownPath);
  }
  if (useHost && file.walMode && !file.wal && !file.sharedMemory) {
    try {
      return await probe(() => openHostDriver(`${pathToFileURL(file.file).href}?immutable=1`, false), shownPath);
    } catch (error) {
      if (error instanceof ConnectError && error.code === 'sqlite.malformed') {
        throw error;
      }
      // Early versions of node:sqlite take no file: address; a copy is read instead.
    }
  }
  context.working();
  const copy = await privateCopy(file.file, shownPath, file.size, context.scratch);
  context.working();
  return probe(() => (useHost ? openHostDriver(copy, true) : openWasmDriver(copy)), shownPath);
}

/** Opens and reads the schema once: SQLite looks at a file only when it is asked something. */
async function probe(open: () => SqliteDriver | Promise<SqliteDriver>, shownPath: string): Promise<SqliteDriver> {
  let driver: SqliteDriver | undefined;
  try {
    driver = await open();
    textOf(driver.all('SELECT count(*) AS n FROM sqlite_schema')[0], 'n');
    return driver;
  } catch (error) {
    closeQuietly(driver);
    throw openingError(error, shownPath);
  }
}

function closeQuietly(driver: SqliteDriver | undefined): void {
  try {
    driver?.close();
  } catch {
    // The first error is the one to tell.
  }
}

function openingError(error: unknown, shownPath: string): ConnectError {
  const detail = reasonOf(error);
  if (/not a database|encrypted/i.test(detail)) {
    return new ConnectError('sqlite.notADatabase', { path: shownPath });
  }
  return new ConnectError(/malformed|corrupt/i.test(detail) ? 'sqlite.malformed' : 'sqlite.notOpened', { path: shownPath, detail });
}
