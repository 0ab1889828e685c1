import { commonDialect } from '../profile/commonDialect.ts';
import type { ProfileDialect } from '../profile/profileDialect.ts';

/** The characters between which blanks are cut, as `\s` has them. */
const BLANKS = `' ' || char(9, 10, 11, 12, 13, 160)`;

/** How values are looked at in SQLite. `rowid`: a name by which the table's rowid can be reached, none where it has no such thing. */
export function sqliteProfile(rowid: string | undefined): ProfileDialect {
  return {
    ...commonDialect('sqlite'),
    enforcesKeys: true,
    untypedIsText: true,
    sample(quoted, _table, { rows, total }) {
      if (rowid === undefined || total === undefined) {
        return { from: `(SELECT * FROM ${quoted} LIMIT ${rows}) AS s`, firstRows: true };
      }
      // A thousand stretches of neighbours from all over the table: each is found in its tree, the rows between are not read.
      const stretches = Math.max(1, Math.min(1_000, Math.floor(rows / 100)));
      const length = Math.ceil(rows / stretches);
      // In two statements: asked for both at once, SQLite reads the whole table.
      const bounds = `(SELECT (SELECT min(${rowid}) FROM ${quoted}) AS low, (SELECT max(${rowid}) FROM ${quoted}) AS high)`;
      const starts = `WITH RECURSIVE b AS (SELECT * FROM ${bounds}), i (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n + 1 < ${stretches}) SELECT b.low + ((b.high - b.low) / ${stretches}) * i.n AS low, b.low + ((b.high - b.low) / ${stretches}) * i.n + ${length} AS high FROM i, b`;
      return { from: `(SELECT t.* FROM (${starts}) AS r CROSS JOIN ${quoted} AS t WHERE t.${rowid} >= r.low AND t.${rowid} < r.high) AS s` };
    },
    text(expression, { type }) {
      // A flag is a number here.
      return type.kind === 'boolean' ? `CASE CAST(${expression} AS text) WHEN '1' THEN 'true' WHEN '0' THEN 'false' ELSE CAST(${expression} AS text) END` : `CAST(${expression} AS text)`;
    },
    exactly: (text) => `(${text} COLLATE BINARY)`,
    characters: (text) => `length(${text})`,
    bytes: (expression) => `length(CAST(${expression} AS blob))`,
    left: (text, characters) => `substr(${text}, 1, ${characters})`,
    trimmed: (text) => `trim(${text}, ${BLANKS})`,
    shape(text, { upper, lower, digits }) {
      // There is nothing better here: each character takes a turn.
      const turn = (inner: string, characters: string, by: string): string => Array.from(characters).filter((each) => each !== by).reduce((sql, each) => `replace(${sql}, '${each}', '${by}')`, inner);
      return turn(turn(turn(text, upper, 'A'), lower, 'a'), digits, '9');
    },
    month: (expression) => `strftime('%Y-%m', ${expression})`,
    counts: (expressions, from, most) => `SELECT k, v, n FROM (WITH p (k) AS (VALUES ${expressions.map((_, at) => `(${at})`).join(', ')})
SELECT p.k AS k, CASE p.k ${expressions.map((expression, at) => `WHEN ${at} THEN ${expression}`).join(' ')} END AS v, count(*) AS n
FROM ${from} CROSS JOIN p GROUP BY 1, 2) ORDER BY n DESC LIMIT ${most}`,
    digits(expression) {
      const text = `CAST(${expression} AS text)`;
      const point = `instr(${text} || '.', '.')`;
      return `(length(ltrim(substr(${text}, 1, ${point} - 1), '-0')) || '.' || length(rtrim(substr(${text}, ${point} + 1), '0')))`;
    },
  };
}
