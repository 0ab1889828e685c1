import { commonDialect, countsByRows, percentOf, SEED } from '../profile/commonDialect.ts';
import type { ProfileDialect } from '../profile/profileDialect.ts';

/** Of so many hash values one is kept where different values are counted roughly. */
const ONE_IN = 16;

/** How values are looked at in PostgreSQL 10 and later. */
export const postgresProfile: ProfileDialect = {
  ...commonDialect('postgres'),
  enforcesKeys: true,
  sample(quoted, _table, { rows, total }) {
    // SYSTEM reads whole blocks and only those; REPEATABLE takes the same ones each time.
    return total === undefined
      ? { from: `(SELECT * FROM ${quoted} LIMIT ${rows}) AS s`, firstRows: true }
      : { from: `${quoted} AS s TABLESAMPLE SYSTEM (${percentOf(rows, total)}) REPEATABLE (${SEED})` };
  },
  text(expression, { type }) {
    switch (type.kind) {
      case 'text':
        // char(n) loses the blanks it was filled up with; a domain or citext becomes plain text.
        return `CAST(${expression} AS text)`;
      case 'timestamp':
        return type.timeZone === true ? `CAST((${expression} AT TIME ZONE 'UTC') AS text)` : `CAST(${expression} AS text)`;
      default:
        return `CAST(${expression} AS text)`;
    }
  },
  exactly: (text) => `(${text} COLLATE "C")`,
  least: (text) => `min(${text} COLLATE "C")`,
  greatest: (text) => `max(${text} COLLATE "C")`,
  distinctRoughly: (expression) => `count(DISTINCT hashtext(${expression})) FILTER (WHERE (hashtext(${expression}) & ${ONE_IN - 1}) = 0) * ${ONE_IN}`,
  shape(text, { upper, lower, digits }) {
    return `translate(${text}, ${this.literal(upper + lower + digits)}, '${'A'.repeat(upper.length)}${'a'.repeat(lower.length)}${'9'.repeat(digits.length)}')`;
  },
  month: (expression, { type }) => `to_char(${type.timeZone === true ? `(${expression} AT TIME ZONE 'UTC')` : expression}, 'YYYY-MM')`,
  counts: (expressions, from, most) => countsByRows(expressions, from,
    (pairs) => `LATERAL (VALUES ${pairs.map((pair) => `(${pair})`).join(', ')}) AS p (k, v)`, (select) => `${select} LIMIT ${most}`),
  digits(expression) {
    const text = `CAST(${expression} AS text)`;
    return `(length(ltrim(split_part(${text}, '.', 1), '-0')) || '.' || length(rtrim(split_part(${text}, '.', 2), '0')))`;
  },
};
