import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { ConnectError } from '../connectError.ts';
import { loadDialect } from './dialect.ts';
import type { DialectName } from './dialectName.ts';
import { readScript } from './readScript.ts';

export interface ReadDdlOptions {
  readonly dialect: DialectName;
  /** The name the plan knows the system by. */
  readonly system: string;
  /** The path as it is shown and stored, relative to the workspace folder. */
  readonly path: string;
  /** ISO 8601 instant. */
  readonly now: string;
  readonly role?: Catalogue['role'];
  /** Called now and then, as a sign of life. */
  readonly working?: () => void;
}

/**
 * Reads the tables and views that a DDL script creates. What cannot be read becomes an issue with its line; the rest is read. Rows
 * are passed over: how many a script inserts says nothing sure about a database. Throws a `ConnectError` where there is no table at all.
 */
export async function readDdl(text: string, options: ReadDdlOptions): Promise<Catalogue> {
  return readDdlChunks([text], options);
}

/** The same for a script that comes in pieces, so that it need not be in memory whole. */
export async function readDdlChunks(chunks: Iterable<string>, options: ReadDdlOptions): Promise<Catalogue> {
  const { tables, issues } = await readScript(chunks, await loadDialect(options.dialect), options.working);
  if (tables.length === 0) {
    throw new ConnectError('ddl.noTables', { path: options.path });
  }
  return {
    catalogueVersion: 1,
    system: options.system,
    role: options.role ?? 'target',
    technology: options.dialect,
    origin: { kind: 'ddl', path: options.path },
    scannedAt: options.now,
    complete: true,
    tables,
    issues,
  };
}
