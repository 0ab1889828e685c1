import type { DataType } from '../../core/catalogue/catalogue.ts';

/** Words that say more than SQLite's five affinities, most telling first. Matched against the upper-case declared type. */
const words: readonly (readonly [pattern: RegExp, make: (numbers: readonly number[], declared: string) => DataType])[] = [
  [/^(BOOL|BOOLEAN|BIT|LOGICAL|YESNO)\b(?!\s*VARYING)/, () => ({ kind: 'boolean' })],
  [/^(DATETIMEOFFSET|TIMESTAMPTZ)\b|^TIMESTAMP\b.*WITH (LOCAL )?TIME ZONE/, () => ({ kind: 'timestamp', timeZone: true })],
  [/^(DATETIME2?|SMALLDATETIME|TIMESTAMP)\b/, () => ({ kind: 'timestamp' })],
  [/^DATE\b/, () => ({ kind: 'date' })],
  [/^TIMETZ\b|^TIME\b.*WITH TIME ZONE/, () => ({ kind: 'time', timeZone: true })],
  [/^TIME\b/, () => ({ kind: 'time' })],
  [/^INTERVAL\b/, () => ({ kind: 'interval' })],
  [/^(UUID|GUID|UNIQUEIDENTIFIER)\b/, () => ({ kind: 'uuid' })],
  [/^JSONB?\b/, () => ({ kind: 'json' })],
  [/^XML(TYPE)?\b/, () => ({ kind: 'xml' })],
  [/^(GEOMETRY|GEOGRAPHY|POINT|POLYGON|LINESTRING|MULTI(POINT|POLYGON|LINESTRING))\b/, () => ({ kind: 'spatial' })],
  [/^SMALLMONEY\b/, () => ({ kind: 'decimal', precision: 10, scale: 4 })],
  [/^(MONEY|CURRENCY)\b/, () => ({ kind: 'decimal', precision: 19, scale: 4 })],
  [/^STRING\b|^ENUM\b|^VARCHAR2\b|^MEMO\b/, (numbers) => text(numbers)],
  [/^(VAR)?BINARY\b|^RAW\b|^IMAGE\b|^BYTEA\b/, (numbers) => binary(numbers)],
  [/^(TINYINT|INT1)\b/, () => ({ kind: 'integer', bits: 8 })],
  [/^(SMALLINT|INT2)\b/, () => ({ kind: 'integer', bits: 16 })],
  [/^MEDIUMINT\b/, () => ({ kind: 'integer', bits: 24 })],
  [/^INT4\b/, () => ({ kind: 'integer', bits: 32 })],
  [/^(BIGINT|INT8|UNSIGNED BIG INT|LONG INTEGER)\b/, () => ({ kind: 'integer', bits: 64 })],
  [/^ANY$/, () => ({ kind: 'unknown' })],
];

/**
 * The type of a column from the words it was declared with: common type names first, then SQLite's affinity rules (3.1 of
 * "Datatypes In SQLite"), in their order. A declared type promises little: SQLite stores any value in any column. No width is
 * claimed for INT and INTEGER, which hold up to 64 bits and mostly far less.
 */
export function declaredType(declared: string): DataType {
  const upper = declared.trim().toUpperCase().replace(/\s+/g, ' ').slice(0, 500);
  if (upper === '') {
    return { kind: 'unknown' };
  }
  const numbers = argumentsOf(upper);
  for (const [pattern, make] of words) {
    if (pattern.test(upper)) {
      return make(numbers, upper);
    }
  }
  const name = upper.replace(/\(.*$/, '');
  if (name.includes('INT')) {
    return { kind: 'integer' };
  }
  if (name.includes('CHAR') || name.includes('CLOB') || name.includes('TEXT')) {
    return text(numbers);
  }
  if (name.includes('BLOB')) {
    return binary(numbers);
  }
  if (name.includes('REAL') || name.includes('FLOA') || name.includes('DOUB')) {
    return { kind: 'float', bits: 64 };
  }
  return decimal(numbers);
}

/** The numbers in the first parentheses: `NUMERIC(10,2)` gives 10 and 2. */
function argumentsOf(declared: string): number[] {
  const inner = /\(([^()]*)\)/.exec(declared)?.[1] ?? '';
  return inner
    .split(',')
    .map((part) => /^\s*\d{1,9}/.exec(part)?.[0])
    .filter((digits) => digits !== undefined)
    .map(Number);
}

function text([length]: readonly number[]): DataType {
  return length === undefined || length === 0 ? { kind: 'text' } : { kind: 'text', length };
}

function binary([length]: readonly number[]): DataType {
  return length === undefined || length === 0 ? { kind: 'binary' } : { kind: 'binary', length };
}

function decimal([precision, scale]: readonly number[]): DataType {
  return precision === undefined || precision === 0 ? { kind: 'decimal' } : { kind: 'decimal', precision, scale: scale ?? 0 };
}
