import { FORMS_SEPARATOR, booleanPair } from '../../core/profile/findReading.ts';
import { patternRegex, readDatePattern } from '../../core/transform/datePattern.ts';
import { commonDialect, SEED } from './commonDialect.ts';
import type { ProfileDialect } from './profileDialect.ts';

const common = commonDialect('postgres');
const quoted = (text: string): string => `'${text.replaceAll(`'`, `''`)}'`;
/** Below so many rows a table or file is put aside once (in memory, else in the folder for temporary files), and read no further. */
const ASIDE_ROWS = 10_000_000;

/** How values are looked at in DuckDB: of its own tables, and of files that it reads. */
export const duckdbProfile: ProfileDialect = {
  ...common,
  literal: quoted,
  enforcesKeys: false,
  sample: (from, _table, { rows, total }) => (total === undefined || total <= 0n
    // How many there are is not known: all are read, as many are kept.
    ? { from: `(SELECT * FROM ${from} USING SAMPLE reservoir(${rows} ROWS) REPEATABLE (${SEED})) AS s` }
    : { from: `(SELECT * FROM ${from} USING SAMPLE ${Math.min(100, Math.max(0.0001, (rows / Number(total)) * 100)).toPrecision(4)} PERCENT (system, ${SEED})) AS s` }),
  text(expression, { type }) {
    switch (type.kind) {
      case 'date':
        return `strftime(${expression}, '%Y-%m-%d')`;
      case 'timestamp':
        return type.timeZone === true ? `CAST(${expression} AT TIME ZONE 'UTC' AS VARCHAR)` : `CAST(${expression} AS VARCHAR)`;
      default:
        return `CAST(${expression} AS VARCHAR)`;
    }
  },
  exactly: (text) => text,
  least: (text) => `min(${text})`,
  greatest: (text) => `max(${text})`,
  characters: (text) => `length(${text})`,
  distinctRoughly: (expression) => `approx_count_distinct(${expression})`,
  // Character by character: several times as fast here as translate() or regular expressions.
  shape(text, { upper, lower }) {
    const others = (characters: string, by: string): string => {
      const list = Array.from(characters).filter((each) => each > '\u007f');
      return list.length === 0 ? '' : ` WHEN x IN (${list.map(quoted).join(', ')}) THEN '${by}'`;
    };
    return `array_to_string(list_transform(string_split(${text}, ''), lambda x: CASE WHEN x BETWEEN 'a' AND 'z' THEN 'a' WHEN x BETWEEN '0' AND '9' THEN '9' WHEN x BETWEEN 'A' AND 'Z' THEN 'A'${others(upper, 'A')}${others(lower, 'a')} ELSE x END), '')`;
  },
  reads(text, { kind, format }) {
    const told = `trim(${text})`;
    const matches = (regex: string): string => `regexp_full_match(${told}, ${quoted(regex)})`;
    switch (kind) {
      case 'boolean':
        return `lower(${told}) IN (${(booleanPair(format) ?? []).map(quoted).join(', ')})`;
      case 'date':
      case 'timestamp':
        return `(${format.split(FORMS_SEPARATOR).map((form) => {
          const pattern = readDatePattern(form, 'any');
          return typeof pattern === 'string' ? 'false' : matches(patternRegex(pattern));
        }).join(' OR ')})`;
      case 'integer':
        return matches('[+-]?[0-9]{1,38}');
      case 'decimal': {
        const [, group = '', point = '.'] = /^1([., ]?)234([.,])56$/.exec(format) ?? [];
        return matches(`[+-]?(${group === '' ? '' : `[0-9]{1,3}([${group}][0-9]{3}){1,11}|`}[0-9]{1,38})([${point}][0-9]{1,20})?`);
      }
      case 'uuid':
        return matches('[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}');
      case 'json':
        return `(left(${told}, 1) IN ('{', '['))`;
      default:
        return kind satisfies never;
    }
  },
  month: (expression, { type }) => `strftime(${type.timeZone === true ? `(${expression} AT TIME ZONE 'UTC')` : expression}, '%Y-%m')`,
  // A column at a time, which is how it keeps them.
  counts: (expressions, from, most) => `SELECT k, v, n FROM (${expressions.map((expression, at) => `SELECT ${at} AS k, ${expression} AS v, count(*) AS n FROM ${from} GROUP BY 2`).join(' UNION ALL ')}) ORDER BY n DESC LIMIT ${most}`,
  digits(expression) {
    const text = `CAST(${expression} AS VARCHAR)`;
    return `(length(ltrim(split_part(${text}, '.', 1), '-0')) || '.' || length(rtrim(split_part(${text}, '.', 2), '0')))`;
  },
  async putAside(query, from, rows) {
    if (rows === undefined || rows > ASIDE_ROWS) return undefined;
    await query(`CREATE OR REPLACE TEMP TABLE profile_rows AS SELECT * FROM ${from}`);
    return { from: 'temp.profile_rows AS s', drop: async () => { await query('DROP TABLE IF EXISTS temp.profile_rows').catch(() => []); } };
  },
};
