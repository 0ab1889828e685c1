import { quoteSqlName, quoteSqlText } from '../../core/transform/dialect.ts';
import type { SqlDialect } from '../../core/transform/dialect.ts';
import type { ProfileDialect } from './profileDialect.ts';
import { readsSql } from './reads.ts';

/** The seed of all samples: each run looks at the same rows, as far as the engine lets it. */
export const SEED = 42;

/** What most engines have in common; the rest is for each of them. */
export function commonDialect(dialect: SqlDialect): Pick<ProfileDialect, 'quote' | 'literal' | 'all' | 'limited' | 'least' | 'greatest' | 'characters' | 'bytes' | 'left' | 'trimmed' | 'distinct' | 'reads'> {
  return {
    quote: (name) => quoteSqlName(name, dialect),
    literal: (text) => quoteSqlText(text, dialect),
    all: (quoted) => `${quoted} AS s`,
    limited: (select, rows) => `${select} LIMIT ${rows}`,
    least: (text) => `min(${text})`,
    greatest: (text) => `max(${text})`,
    characters: (text) => `char_length(${text})`,
    bytes: (expression) => `octet_length(${expression})`,
    left: (text, characters) => `left(${text}, ${characters})`,
    trimmed: (text) => `trim(${text})`,
    distinct: (expression) => `count(DISTINCT ${expression})`,
    reads: (text, reading) => readsSql(text, reading, dialect),
  };
}

/** A share of a table in percent, as the sample clauses take it: never nothing, a little more than asked for. */
export function percentOf(rows: number, total: bigint): string {
  const percent = Math.min(100, (rows / Number(total)) * 100);
  return String(Math.max(0.000_1, Number(percent.toPrecision(4))));
}

/** `count` of each expression in one pass: every row stands once for each of them. */
export function countsByRows(expressions: readonly string[], from: string, rowsOf: (pairs: readonly string[]) => string, limit: (select: string) => string): string {
  const pairs = expressions.map((expression, at) => `${at}, ${expression}`);
  return limit(`SELECT p.k AS k, p.v AS v, count(*) AS n FROM ${from} CROSS JOIN ${rowsOf(pairs)} GROUP BY p.k, p.v ORDER BY n DESC`);
}
