import type { Column } from '../../core/catalogue/catalogue.ts';
import { commonDialect, SEED } from '../profile/commonDialect.ts';
import type { ProfileDialect } from '../profile/profileDialect.ts';

/** Numbers with a point, whatever the session's language. */
const POINT = `'NLS_NUMERIC_CHARACTERS=''.,'''`;
/** Characters of a large text that are looked at: at four bytes each they fit into a plain one. */
const LARGE = 1_000;

/** How values are looked at in Oracle 12.1 and later. Aliases of tables stand without AS here. */
export const oracleProfile: ProfileDialect = {
  ...commonDialect('oracle'),
  enforcesKeys: true,
  sample(quoted, _table, { rows, total }) {
    const percent = total === undefined || total <= 0n ? undefined : Math.max(0.000_1, Number(((rows / Number(total)) * 100).toPrecision(4)));
    if (percent === undefined) {
      return { from: `(SELECT * FROM ${quoted} FETCH FIRST ${rows} ROWS ONLY) s`, firstRows: true };
    }
    // BLOCK reads whole blocks and only those; SEED takes the same ones each time. 100 is no sample.
    return { from: percent >= 100 ? `${quoted} s` : `${quoted} SAMPLE BLOCK (${percent}) SEED (${SEED}) s` };
  },
  all: (quoted) => `${quoted} s`,
  limited: (select, rows) => `${select} FETCH FIRST ${rows} ROWS ONLY`,
  text(expression, { type, nativeType }) {
    switch (type.kind) {
      case 'text':
        if (/^N?CLOB\b/i.test(nativeType)) {
          return large(expression);
        }
        if (/^U?ROWID\b/i.test(nativeType)) {
          return `ROWIDTOCHAR(${expression})`;
        }
        // The blanks that CHAR(n) is filled up with are no part of the value.
        return /^N?CHAR\b/i.test(nativeType) ? `RTRIM(${expression})` : expression;
      case 'xml':
        return large(`XMLSERIALIZE(CONTENT ${expression} AS CLOB)`);
      case 'json':
        return large(`JSON_SERIALIZE(${expression} RETURNING CLOB)`);
      case 'timestamp':
        // DATE has a time of day, and no parts of a second.
        return `TO_CHAR(${moment(expression, type)}, 'YYYY-MM-DD HH24:MI:SS${/^DATE$/i.test(nativeType) ? '' : '.FF6'}')`;
      case 'integer':
      case 'decimal':
      case 'float':
        return `TO_CHAR(${expression}, 'TM9', ${POINT})`;
      case 'boolean':
        return `CASE WHEN ${expression} THEN 'true' WHEN NOT ${expression} THEN 'false' END`;
      default:
        return `TO_CHAR(${expression})`;
    }
  },
  exactly: (text) => text,
  // No text is empty here: one of blanks alone is trimmed to a sign that counts for nothing.
  characters(text) {
    const whole = /^DBMS_LOB\.SUBSTR\((.+), 1000, 1\)$/s.exec(text)?.[1];
    return whole === undefined ? `(LENGTH(${text}) - CASE WHEN ${text} = CHR(0) THEN 1 ELSE 0 END)` : `DBMS_LOB.GETLENGTH(${whole})`;
  },
  trimmed: (text) => `CASE WHEN ${text} IS NOT NULL THEN NVL(TRIM(${text}), CHR(0)) END`,
  bytes: (expression) => `DBMS_LOB.GETLENGTH(${expression})`,
  left: (text, characters) => `SUBSTR(${text}, 1, ${characters})`,
  distinctRoughly: (expression) => `APPROX_COUNT_DISTINCT(${expression})`,
  // `count` takes no objects.
  filled: (expression) => `COUNT(CASE WHEN ${expression} IS NOT NULL THEN 1 END)`,
  // Of these two nothing can be asked at all, not even whether they are there.
  looksAt: ({ nativeType }) => !/^LONG\b/i.test(nativeType),
  shape(text, { upper, lower, digits }) {
    return `TRANSLATE(${text}, ${this.literal(upper + lower + digits)}, '${'A'.repeat(upper.length)}${'a'.repeat(lower.length)}${'9'.repeat(digits.length)}')`;
  },
  month: (expression, { type }) => `TO_CHAR(${moment(expression, type)}, 'YYYY-MM')`,
  counts: (expressions, from, most) => `SELECT k, v, COUNT(*) AS n FROM (SELECT p.k AS k, CASE p.k ${
    expressions.map((expression, at) => `WHEN ${at} THEN TO_NCHAR(SUBSTR(${expression}, 1, ${LARGE}))`).join(' ')
  } END AS v FROM ${from} CROSS JOIN (${expressions.map((_, at) => `SELECT ${at} AS k FROM dual`).join(' UNION ALL ')}) p) GROUP BY k, v ORDER BY n DESC FETCH FIRST ${most} ROWS ONLY`,
  digits(expression) {
    const text = `TO_CHAR(ABS(${expression}), 'TM9', ${POINT})`;
    const point = `INSTR(${text} || '.', '.')`;
    const count = (part: string): string => `NVL(LENGTH(${part}), 0)`;
    return `CASE WHEN ${expression} IS NOT NULL THEN ${count(`LTRIM(SUBSTR(${text}, 1, ${point} - 1), '0')`)} || '.' || ${count(`RTRIM(SUBSTR(${text}, ${point} + 1), '0')`)} END`;
  },
};

function large(expression: string): string {
  return `DBMS_LOB.SUBSTR(${expression}, ${LARGE}, 1)`;
}

function moment(expression: string, { timeZone }: Column['type']): string {
  return timeZone === true ? `SYS_EXTRACT_UTC(CAST(${expression} AS TIMESTAMP WITH TIME ZONE))` : expression;
}
