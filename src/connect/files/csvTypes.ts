import type { DataType } from '../../core/catalogue/catalogue.ts';
import { countOf } from './duckdb.ts';
import type { DuckRow } from './duckdb.ts';
import { duckdbType } from './duckdbType.ts';
import { identifier, literal } from './duckdbSql.ts';

/** A type that the values of a column may have, with what proves it. */
export interface TypeGuess {
  readonly name: string;
  readonly native: string;
  /** `strptime` format of dates and times that are not written the usual way. */
  readonly format?: string | undefined;
}

/** A type that every value of a column was found to have. */
export interface ColumnType {
  readonly native: string;
  readonly type: DataType;
  /** The expression that reads the column's text in this type. */
  readonly expression: string;
}

const wholeNumber = /^(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U\w+INT)$/;
/** Most digits of DuckDB's decimals. */
const mostDigits = 38;

export function textType(name: string): ColumnType {
  return { native: 'VARCHAR', type: { kind: 'text' }, expression: identifier(name) };
}

/**
 * The aggregates over the texts of a column that prove or disprove a guess. Each is called by the column's place. All are of
 * one pass over the file, and cheap: no regular expressions.
 */
export function proofs({ name, native, format }: TypeGuess, at: number): string[] {
  const column = identifier(name);
  const values = `count(${column}) AS n${at}`;
  if (native === 'VARCHAR') return [values];
  if (wholeNumber.test(native)) {
    return [
      values,
      // 1.5 and 1e3 would be made whole.
      `count(try_cast(${column} AS BIGINT)) FILTER (NOT (contains(${column}, '.') OR contains(${column}, 'e') OR contains(${column}, 'E'))) AS fit${at}`,
      // 007 is a code, not a seven; 1_000 is no number elsewhere.
      `count(*) FILTER ((starts_with(${column}, '0') AND strlen(${column}) > 1 AND NOT starts_with(${column}, '0.')) OR contains(${column}, '_')) AS odd${at}`,
    ];
  }
  if (isDecimal(native)) {
    const point = `strpos(${column}, '.')`;
    return [
      values,
      `count(try_cast(${column} AS DOUBLE)) AS fit${at}`,
      `count(*) FILTER ((starts_with(${column}, '0') AND strlen(${column}) > 1 AND NOT starts_with(${column}, '0.')) OR contains(${column}, '_')) AS odd${at}`,
      `count(*) FILTER (translate(${column}, '0123456789.+- ', '') <> '') AS loose${at}`,
      `max(CASE WHEN ${point} > 0 THEN ${point} - 1 ELSE strlen(${column}) END) AS before${at}`,
      `max(CASE WHEN ${point} > 0 THEN strlen(${column}) - ${point} ELSE 0 END) AS behind${at}`,
    ];
  }
  return [values, `count(${reading(column, native, format)}) AS fit${at}`];
}

/** What a guess has come to: a type, or the next guess to prove. */
export function proven(guess: TypeGuess, at: number, row: DuckRow | undefined): ColumnType | TypeGuess {
  const { name, native, format } = guess;
  const of = (what: string): bigint => countOf(row, `${what}${at}`);
  // Nothing to prove it by: a column without a single value is a text.
  if (native === 'VARCHAR' || of('n') === 0n) return textType(name);
  if (of('odd') > 0n) return textType(name);
  if (of('fit') < of('n')) return wholeNumber.test(native) ? { name, native: 'DOUBLE' } : textType(name);
  if (wholeNumber.test(native)) return typed(name, 'BIGINT', undefined);
  if (!isDecimal(native)) return typed(name, native, format);
  const scale = Number(of('behind'));
  const precision = Math.max(Number(of('before')) + scale, scale + 1);
  if (of('loose') > 0n || precision > mostDigits) return typed(name, 'DOUBLE', undefined);
  // A file sets no limit to its numbers: how many digits they have is in the native type alone.
  return { native: `DECIMAL(${precision},${scale})`, type: { kind: 'decimal' }, expression: reading(identifier(name), `DECIMAL(${precision},${scale})`, undefined) };
}

function isDecimal(native: string): boolean {
  return native === 'DOUBLE' || native === 'FLOAT' || native.startsWith('DECIMAL');
}

function typed(name: string, native: string, format: string | undefined): ColumnType {
  return { native, type: duckdbType(native), expression: reading(identifier(name), native, format) };
}

function reading(column: string, native: string, format: string | undefined): string {
  return format === undefined || !/^(?:DATE|TIMESTAMP)/.test(native)
    ? `try_cast(${column} AS ${native})`
    : `try_cast(try_strptime(${column}, ${literal(format)}) AS ${native})`;
}
