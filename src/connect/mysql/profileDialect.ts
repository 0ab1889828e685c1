import { commonDialect } from '../profile/commonDialect.ts';
import type { ProfileDialect } from '../profile/profileDialect.ts';

const ONE_IN = 16;

/** How values are looked at in MariaDB and MySQL 8. */
export function mysqlProfile(isMariaDb: boolean): ProfileDialect {
  const quote = commonDialect('mariadb').quote;
  return {
    ...commonDialect('mariadb'),
    enforcesKeys: true,
    sample(quoted, table, { rows, total }) {
      const [key, more] = table.primaryKey;
      const column = more === undefined ? table.columns.find(({ name, type }) => name === key && type.kind === 'integer') : undefined;
      if (column === undefined || total === undefined || key === undefined) {
        // There is no sampling here that does not read every row.
        return { from: `(SELECT * FROM ${quoted} LIMIT ${rows}) AS s`, firstRows: true };
      }
      // Stretches of neighbouring keys: each is found in the index, the rows between are not read.
      const name = quote(key);
      const stretches = Math.max(1, Math.min(500, Math.floor(rows / 100)));
      const length = Math.ceil(rows / stretches);
      const bounds = `(SELECT MIN(${name}) AS low, (MAX(${name}) - MIN(${name})) DIV ${stretches} AS step FROM ${quoted})`;
      const starts = `(WITH RECURSIVE i (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n + 1 < ${stretches}) SELECT b.low + b.step * i.n AS low FROM i CROSS JOIN ${bounds} AS b)`;
      return { from: `(SELECT t.* FROM ${starts} AS r STRAIGHT_JOIN ${quoted} AS t WHERE t.${name} >= r.low AND t.${name} < r.low + ${length}) AS s` };
    },
    text(expression, { type }) {
      switch (type.kind) {
        case 'boolean':
          return `CASE ${expression} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE CAST(${expression} AS CHAR) END`;
        case 'text':
        case 'enum':
          return `CONVERT(${expression} USING utf8mb4)`;
        default:
          return `CAST(${expression} AS CHAR CHARACTER SET utf8mb4)`;
      }
    },
    // Every collation here takes some letters for the same.
    exactly: (text) => `CAST(${text} AS BINARY)`,
    least: (text) => `CONVERT(MIN(CAST(${text} AS BINARY)) USING utf8mb4)`,
    greatest: (text) => `CONVERT(MAX(CAST(${text} AS BINARY)) USING utf8mb4)`,
    distinctRoughly: (expression) => `COUNT(DISTINCT CASE WHEN CRC32(${expression}) MOD ${ONE_IN} = 0 THEN CRC32(${expression}) END) * ${ONE_IN}`,
    shape(text, { upper, lower }) {
      const replaced = (inner: string, characters: string, by: string): string => `REGEXP_REPLACE(${inner}, ${this.literal(`${isMariaDb ? '(?-i)' : ''}[${characters}]`)}, '${by}'${isMariaDb ? '' : `, 1, 0, 'c'`})`;
      return replaced(replaced(replaced(text, '0-9', '9'), upper.replace('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'A-Z'), 'A'), lower.replace('abcdefghijklmnopqrstuvwxyz', 'a-z'), 'a');
    },
    month: (expression) => `DATE_FORMAT(${expression}, '%Y-%m')`,
    counts: (expressions, from, most) => `SELECT k, CONVERT(v USING utf8mb4) AS v, n FROM (SELECT p.k AS k, CASE p.k ${expressions.map((expression, at) => `WHEN ${at} THEN CAST(${expression} AS BINARY)`).join(' ')} END AS v, COUNT(*) AS n
FROM ${from} CROSS JOIN (${expressions.map((_, at) => `SELECT ${at} AS k`).join(' UNION ALL ')}) AS p GROUP BY 1, 2) AS g ORDER BY n DESC LIMIT ${most}`,
    digits(expression) {
      const text = `CAST(${expression} AS CHAR)`;
      return `CONCAT(CHAR_LENGTH(TRIM(LEADING '0' FROM TRIM(LEADING '-' FROM SUBSTRING_INDEX(${text}, '.', 1)))), '.', IF(LOCATE('.', ${text}) = 0, 0, CHAR_LENGTH(TRIM(TRAILING '0' FROM SUBSTRING_INDEX(${text}, '.', -1)))))`;
    },
  };
}
