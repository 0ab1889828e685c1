import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { ConnectError } from '../connectError.ts';
import type { Dialect } from './dialect.ts';

export interface ReadDdlOptions {
  readonly dialect: Dialect['name'];
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
 * Reads the tables that a DDL script creates. What cannot be read becomes an issue with its line; the rest is read. Throws a
 * `ConnectError` where there is no table in it at all.
 */
export async function readDdl(text: string, options: ReadDdlOptions): Promise<Catalogue> {
  const { tables, issues } = await (await readers[options.dialect]())(text, options.working);
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

/** One reader a dialect, each a chunk of its own. */
const readers: Readonly<Record<Dialect['name'], () => Promise<(text: string, working?: () => void) => Promise<Pick<Catalogue, 'tables' | 'issues'>>>>> = {
  PostgreSQL: async () => (await import('./postgres/readPostgres.ts')).readPostgres,
};
