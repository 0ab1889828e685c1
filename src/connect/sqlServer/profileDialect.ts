import { commonDialect, percentOf, SEED } from '../profile/commonDialect.ts';
import type { ProfileDialect } from '../profile/profileDialect.ts';

/** Compares by code points: letters that differ in case or accent differ. */
const BINARY = 'COLLATE Latin1_General_100_BIN2';

/** How values are looked at in SQL Server; `major`: its version, 15 for 2019. */
export function sqlServerProfile(major: number): ProfileDialect {
  return {
    ...commonDialect('sqlserver'),
    enforcesKeys: true,
    sample(quoted, _table, { rows, total }) {
      // SYSTEM reads whole pages and only those; REPEATABLE takes the same ones each time.
      return total === undefined
        ? { from: `(SELECT TOP (${rows}) * FROM ${quoted}) AS s`, firstRows: true }
        : { from: `${quoted} AS s TABLESAMPLE SYSTEM (${percentOf(rows, total)} PERCENT) REPEATABLE (${SEED})` };
    },
    limited: (select, rows) => select.replace(/^\s*SELECT\b/i, `SELECT TOP (${rows})`),
    text(expression, { type, nativeType }) {
      switch (type.kind) {
        case 'boolean':
          return `CASE ${expression} WHEN 1 THEN N'true' WHEN 0 THEN N'false' END`;
        case 'date':
          return `CONVERT(nvarchar(10), ${expression}, 23)`;
        case 'timestamp':
          return `CONVERT(nvarchar(40), ${type.timeZone === true ? `CONVERT(datetime2(7), SWITCHOFFSET(${expression}, '+00:00'))` : expression}, 121)`;
        case 'decimal':
          // Without a style, money has two digits.
          return `CONVERT(nvarchar(60), ${expression}${isMoney(nativeType) ? ', 2' : ''})`;
        case 'float':
          return `CONVERT(nvarchar(60), ${expression}, 2)`;
        case 'integer':
          return `CONVERT(nvarchar(20), ${expression})`;
        case 'time':
          return `CONVERT(nvarchar(20), ${expression})`;
        case 'uuid':
          return `LOWER(CONVERT(nvarchar(36), ${expression}))`;
        default:
          // The blanks that char(n) is filled up with are no part of the value.
          return /^n?char\b/i.test(nativeType) ? `RTRIM(CONVERT(nvarchar(max), ${expression}))` : `CONVERT(nvarchar(max), ${expression})`;
      }
    },
    // As bytes: in a comparison of texts blanks at the end don't count here, whatever the collation.
    exactly: (text) => `CONVERT(varbinary(max), ${text})`,
    least: (text) => `MIN(${text} ${BINARY})`,
    greatest: (text) => `MAX(${text} ${BINARY})`,
    // LEN leaves blanks at the end out. Texts are in UTF-16 here.
    characters: (text) => `(DATALENGTH(${text}) / 2)`,
    bytes: (expression) => `DATALENGTH(${expression})`,
    trimmed: (text) => `LTRIM(RTRIM(${text}))`,
    distinct: (expression) => `COUNT_BIG(DISTINCT ${expression})`,
    ...(major >= 15 ? { distinctRoughly: (expression: string) => `APPROX_COUNT_DISTINCT(${expression})` } : {}),
    // `count` takes neither the old large types nor, in every version, types that were programmed.
    filled: (expression) => `COUNT_BIG(CASE WHEN ${expression} IS NOT NULL THEN 1 END)`,
    shape(text, { upper, lower, digits }) {
      if (major >= 14) {
        return `TRANSLATE(${text} ${BINARY}, ${this.literal(upper + lower + digits)}, '${'A'.repeat(upper.length)}${'a'.repeat(lower.length)}${'9'.repeat(digits.length)}')`;
      }
      const replaced = (inner: string, characters: string, by: string): string => Array.from(characters).filter((each) => each !== by).reduce((made, each) => `REPLACE(${made}, N'${each}', N'${by}')`, inner);
      return replaced(replaced(replaced(`(${text} ${BINARY})`, upper, 'A'), lower, 'a'), digits, '9');
    },
    month: (expression, { type }) => `LEFT(CONVERT(varchar(40), ${type.timeZone === true ? `SWITCHOFFSET(${expression}, '+00:00')` : expression}, 126), 7)`,
    // Grouped as bytes and told as text again.
    counts: (expressions, from, most) => `SELECT TOP (${most}) p.k AS k, CONVERT(nvarchar(4000), p.v) AS v, COUNT_BIG(*) AS n FROM ${from} CROSS APPLY (VALUES ${
      expressions.map((expression, at) => `(${at}, CONVERT(varbinary(8000), CONVERT(nvarchar(4000), ${expression})))`).join(', ')
    }) AS p (k, v) GROUP BY p.k, p.v ORDER BY n DESC`,
    digits(expression, { nativeType }) {
      const text = `CONVERT(varchar(60), ABS(${expression})${isMoney(nativeType) ? ', 2' : ''})`;
      const point = `CHARINDEX('.', ${text} + '.')`;
      const whole = `LEFT(${text}, ${point} - 1)`;
      // Zeros become blanks, of which LEN leaves out those at the end.
      return `CONVERT(varchar(3), CASE ${whole} WHEN '0' THEN 0 ELSE LEN(${whole}) END) + '.' + CONVERT(varchar(3), LEN(REPLACE(SUBSTRING(${text}, ${point} + 1, 60), '0', ' ')))`;
    },
  };
}

function isMoney(nativeType: string): boolean {
  return /^(?:small)?money$/i.test(nativeType);
}
