import type { Dialect } from '../dialect.ts';

/** PostgreSQL: statements are read by its own parser. */
export const postgres: Dialect = {
  rules: {
    quotes: `'"`,
    backslash: 'marked',
    dollarQuotes: true,
    qQuotes: false,
    nestedComments: true,
    hashComments: false,
    conditionalComments: false,
    copyData: true,
    backslashCommands: true,
    delimiterLines: false,
    asked: /[cads]/iy,
    blocks: [
      { head: /^CREATE (?:OR REPLACE )?RULE\b/, hold: 'brackets' },
      { head: /^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)\b/, hold: 'atomic' },
    ],
  },
  defining: new RegExp(
    `^(?:${[
      'CREATE (?:(?:GLOBAL |LOCAL )?(?:TEMP|TEMPORARY) |UNLOGGED |FOREIGN )?TABLE',
      'CREATE UNIQUE INDEX',
      'CREATE TYPE',
      'CREATE DOMAIN',
      'CREATE (?:OR REPLACE )?(?:RECURSIVE )?(?:MATERIALIZED )?VIEW',
      'ALTER (?:FOREIGN )?TABLE',
      'ALTER (?:MATERIALIZED )?VIEW',
      'ALTER TYPE',
      'COMMENT ON (?:FOREIGN )?(?:TABLE|COLUMN|VIEW|MATERIALIZED VIEW)',
      'DROP (?:FOREIGN )?TABLE',
      'DROP (?:MATERIALIZED )?VIEW',
      'SET (?:SESSION |LOCAL )?SEARCH_PATH',
      `SELECT (?:PG_CATALOG\\.)?SET_CONFIG ?\\( ?'SEARCH_PATH'`,
    ].join('|')})`,
  ),
  open: async () => (await import('../postgres/readPostgres.ts')).openPostgres(),
};
