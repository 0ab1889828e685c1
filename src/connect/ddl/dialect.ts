/** What the statement splitter has to know of an SQL dialect. */
export interface Dialect {
  readonly name: 'PostgreSQL';
  /** `$tag$ … $tag$` strings. */
  readonly dollarQuotes: boolean;
  /** A block comment inside a block comment. */
  readonly nestedComments: boolean;
  /** `E'…'` strings, in which a backslash escapes. */
  readonly escapeStrings: boolean;
  /** Data lines after `COPY … FROM stdin;`, up to a line with `\.` alone. */
  readonly copyData: boolean;
  /** Lines for the shell of the database, e.g. `\connect shop`. */
  readonly backslashCommands: boolean;
}

export const postgresDialect: Dialect = {
  name: 'PostgreSQL',
  dollarQuotes: true,
  nestedComments: true,
  escapeStrings: true,
  copyData: true,
  backslashCommands: true,
};
