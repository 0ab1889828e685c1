import type { Technology } from '../catalogue/catalogue.ts';

/** The engines that a transform is rendered for. MariaDB stands for MySQL 8 too. */
export type SqlDialect = 'sqlite' | 'postgres' | 'mariadb' | 'sqlserver' | 'oracle';

export const SQL_DIALECTS: readonly SqlDialect[] = ['sqlite', 'postgres', 'mariadb', 'sqlserver', 'oracle'];

export const DIALECT_NAMES: Readonly<Record<SqlDialect, string>> = {
  sqlite: 'SQLite', postgres: 'PostgreSQL', mariadb: 'MySQL and MariaDB', sqlserver: 'SQL Server', oracle: 'Oracle',
};

/** The dialect of a system; undefined where it has none. */
export function dialectOf(technology: Technology): SqlDialect | undefined {
  switch (technology) {
    case 'SQLite': return 'sqlite';
    case 'PostgreSQL': return 'postgres';
    case 'MySQL': case 'MariaDB': return 'mariadb';
    case 'SQL Server': return 'sqlserver';
    case 'Oracle': return 'oracle';
    case 'Files': case 'Other': return undefined;
    default: return technology satisfies never;
  }
}

/** A name in the quotes of its engine. */
export function quoteSqlName(name: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'sqlite': case 'postgres': case 'oracle': return `"${name.replaceAll('"', '""')}"`;
    case 'mariadb': return `\`${name.replaceAll('`', '``')}\``;
    case 'sqlserver': return `[${name.replaceAll(']', ']]')}]`;
    default: return dialect satisfies never;
  }
}

/** A text as a literal that no setting of the session reads in another way. */
export function quoteSqlText(text: string, dialect: SqlDialect): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  switch (dialect) {
    case 'sqlite': case 'oracle': return quoted;
    // With a backslash the plain form depends on standard_conforming_strings, E'' does not.
    case 'postgres': return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
    // Whether a backslash escapes depends on NO_BACKSLASH_ESCAPES: hexadecimal does not.
    case 'mariadb': return text.includes('\\') ? `CONVERT(X'${hexOfUtf8(text)}' USING utf8mb4)` : isAscii(text) ? quoted : `_utf8mb4${quoted}`;
    case 'sqlserver': return `N${quoted}`;
    default: return dialect satisfies never;
  }
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function hexOfUtf8(text: string): string {
  let hex = '';
  for (const byte of utf8(text)) hex += byte.toString(16).padStart(2, '0').toUpperCase();
  return hex;
}

function utf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
  return bytes;
}
