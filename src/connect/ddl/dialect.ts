import type { DialectName } from './dialectName.ts';
import type { LexicalRules } from './lexicalRules.ts';
import type { StatementReader } from './readScript.ts';

/** All that one dialect needs: how its text is cut, which statements define something, and who reads these. */
export interface Dialect {
  readonly rules: LexicalRules;
  /** The statements that define something of the model, by their first words in upper case; all others are passed over. */
  readonly defining: RegExp;
  /** A new reader for one script. */
  readonly open: () => Promise<StatementReader>;
}

/** Each dialect is a chunk of its own, loaded at first use. */
export async function loadDialect(name: DialectName): Promise<Dialect> {
  switch (name) {
    case 'PostgreSQL':
      return (await import('./dialects/postgres.ts')).postgres;
    case 'MySQL':
      return (await import('./dialects/mysql.ts')).mysql;
    case 'MariaDB':
      return (await import('./dialects/mysql.ts')).mariadb;
    case 'SQL Server':
      return (await import('./dialects/sqlServer.ts')).sqlServer;
    case 'Oracle':
      return (await import('./dialects/oracle.ts')).oracle;
    case 'SQLite':
      return (await import('./dialects/sqlite.ts')).sqlite;
    default: {
      const never: never = name;
      return never;
    }
  }
}
