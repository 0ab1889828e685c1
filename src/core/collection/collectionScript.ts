import { mysqlCollection } from './dialects/mysqlCollection.ts';
import { oracleCollection } from './dialects/oracleCollection.ts';
import { postgresCollection } from './dialects/postgresCollection.ts';
import { sqliteCollection } from './dialects/sqliteCollection.ts';
import { sqlServerCollection } from './dialects/sqlServerCollection.ts';

/** The engines that a script can be written for, and whether it was tried on a server. */
export const collectionDialects = [
  { dialect: 'PostgreSQL', preview: false },
  { dialect: 'MySQL', preview: true },
  { dialect: 'MariaDB', preview: false },
  { dialect: 'SQL Server', preview: true },
  { dialect: 'Oracle', preview: true },
  { dialect: 'SQLite', preview: false },
] as const;
export type CollectionDialect = (typeof collectionDialects)[number]['dialect'];

export interface CollectionOptions {
  /** The name the plan knows the system by; the files are called after it. */
  readonly system: string;
  /** Count every table; else only what the engine's statistics say. */
  readonly exact: boolean;
  /** Only these; empty: what the engine shows where nothing is said. */
  readonly schemas: readonly string[];
  /** After how many seconds the engine ends a statement, where it can. */
  readonly seconds: number;
}

/**
 * A read-only SQL script that lists what a database holds as one CSV (see `collectionColumns`), for somebody who may connect where
 * the person who plans may not. Its output is read back by `src/connect/report/`.
 */
export function collectionScript(dialect: CollectionDialect, options: CollectionOptions): string {
  switch (dialect) {
    case 'PostgreSQL':
      return postgresCollection(options);
    case 'MySQL':
    case 'MariaDB':
      return mysqlCollection(options, dialect === 'MySQL');
    case 'SQL Server':
      return sqlServerCollection(options);
    case 'Oracle':
      return oracleCollection(options);
    case 'SQLite':
      return sqliteCollection(options);
    default: {
      const never: never = dialect;
      return never;
    }
  }
}
