import type { DataType } from '../../../../src/core/catalogue/catalogue.ts';
import { TYPES } from '../support.ts';
import { booleanTexts, booleans, codes, dateTexts, dates, decimals, hugeNumbers, integers, numberTexts, texts, timestamps } from './randomValues.ts';

/** How many values each table has. */
export const COUNT = 1000;

export interface ValueTable {
  readonly name: string;
  readonly type: DataType;
  readonly values: readonly (string | null)[];
  readonly others: readonly (string | null)[];
  readonly expressions: readonly string[];
}

function table(name: string, type: DataType, make: (count: number, seed: number) => readonly (string | null)[], expressions: readonly string[]): ValueTable {
  // `w` is another field of the same type in another order.
  return { name, type, values: make(COUNT, 1), others: [...make(COUNT, 2)].reverse(), expressions };
}

export const TABLES: readonly ValueTable[] = [
  table('texts', TYPES.text, texts, [
    'value', 'trim(value)', 'ltrim(value)', 'rtrim(value)', 'length(value)', 'length(trim(value))',
    'substring(value, 2, 3)', 'substring(value, 3)', 'substring(value, 1, 0)', 'left(value, 2)', 'left(value, 0)', 'right(value, 2)', 'right(value, 0)', 'right(value, 500)',
    "replace(value, ';', '')", "replace(value, 'a', 'bb')", "replace(value, '\\', '/')", "replace(value, '''', '\"')", "replace(value, 'e', '😀')", "replace(value, ' ', ' ')",
    "lpad(value, 6, '0')", "rpad(value, 6, 'é')", "lpad(value, 3, '😀')", "rpad(value, 4, ' ')",
    "concat(value, '-', w)", "concat('\\', value)", "join(', ', value, w)", "join('; ', nullif(trim(value), ''), null, w)",
    "split(value, ';', 1)", "split(value, ';', 2)", "split(value, ';', 3)", "split(value, '/', 2)", "split(value, '東', 2)", "split(value, '\\', 2)", "split(value, 'x', 2)", "split(value, '<>', 2)", "split(value, ' ', 1)", "split(value, '.', 2)",
    "contains(value, 'a')", "contains(value, 'é')", "contains(value, '%')", "contains(value, '\\')", "startswith(value, 'a')", "startswith(value, 'A')", "endswith(value, ' ')", "endswith(value, 'ab')", "startswith(value, '😀')",
    'upper(value)', 'lower(value)', "lower(replace(value, 'İ', 'Ü'))", 'lower(left(value, 4))', "upper(trim(concat(value, 'é')))",
    "nullif(value, '')", "nullif(trim(value), '', 'a')", "nullif(value, w)", "coalesce(value, 'none')", 'coalesce(value, w)', "coalesce(nullif(value, ''), w, 'none')",
    "if(value = '', null, value)", "if(value is null, 'none', value = 'a', 'small', value = 'A', 'large', value)", "if(value < w, 'less', value > w, 'more', 'same or null')",
    "value = w", "value <> 'a'", "value < 'b'", 'value <= w', "value >= 'é'", "value > '😀'", "value in ('a', 'A', 'M ', '')", "value not in ('a', w)", 'value is null', 'value is not null',
    "value = 'a' or w = 'a'", "value < 'b' and w < 'b'", "not (value = 'a')", "not (value = w) or value is null", "lookup(length(value), {0: 'empty', 1: 'one'}, else 'more')",
    'text(value)', "if(contains(value, ';'), split(value, ';', 2), value)",
  ]),
  table('numberTexts', TYPES.text, numberTexts, [
    'integer(value)', 'number(value)', "number(value, '1.234,56')", "number(value, '1,234.56')", "number(value, '1234,56')", "number(value, '1 234,56')", "number(value, '1''234.56')", 'text(integer(value))', 'text(number(value))', 'round(number(value), 2)', "coalesce(integer(value), 0)",
    'integer(number(value))', "format(number(value), '0.00')",
  ]),
  table('dateTexts', TYPES.text, dateTexts, [
    'date(value)', "date(value, 'DD.MM.YYYY')", "date(value, 'MM/DD/YYYY')", "date(value, 'YYYYMMDD')", "date(value, 'DD.MM.YY')", "date(value, 'DD-MON-YY')", "date(left(trim(value), 10))",
    'timestamp(value)', "timestamp(value, 'YYYYMMDDHHMISS')", "timestamp(value, 'DD.MM.YYYY')", "coalesce(date(value), date(value, 'DD.MM.YYYY'))", "formatdate(date(value), 'DD.MM.YY')", 'year(date(value))',
  ]),
  table('booleanTexts', TYPES.text, booleanTexts, ['boolean(value)', 'integer(boolean(value))', 'text(boolean(value))', 'coalesce(boolean(value), false)', "if(boolean(value), 'Y', not boolean(value), 'N', '?')"]),
  table('codes', TYPES.text, codes, [
    "lookup(value, {'M': 'male', 'F': 'female'}, else 'unknown')", "lookup(value, {'M': 'male', 'F': 'female'})", "lookup(value, {'M': 1, 'F': 2, 'é': 3, 'a': 4, 'x\\y': 5, 'O''B': 6}, else null)", "lookup(trim(value), {'M': true, 'F': false}, else null)", "lookup(value, {'m': 'x'}, else value)",
    "nullif(value, 'M', 'é')", "value in ('M', 'a')",
  ]),
  table('integers', TYPES.integer, integers, [
    'value', 'text(value)', 'integer(value)', 'number(value)', 'boolean(value)', 'round(value, 2)', 'truncate(value)', "format(value, '0')", "format(value, '0.00')", "concat('#', value)", "join('/', value, w)", 'fromunix(value)',
    'value + 1', 'value - w', 'value * 3', 'value * 0.01', '-value', 'value * w', 'round(value * 0.01, 1)', 'value = w', 'value < w', 'value >= 0', 'value in (0, 1, 9223372036854775807)', 'value = -9223372036854775808', "lookup(value, {0: 'zero', 1: 'one', -1: 'minus'}, else 'other')", 'nullif(value, 0)', 'coalesce(value, w, 0)', "if(value > 0, 'plus', value < 0, 'minus', 'zero')", 'if(value > 0, value, null)',
    "lpad(text(value), 12, '0')", "date(text(value), 'YYYYMMDD')",
  ]),
  table('decimals', TYPES.number, decimals, [
    'value', 'text(value)', 'round(value)', 'round(value, 2)', 'round(value, 12)', 'truncate(value)', 'truncate(value, 3)', "format(value, '0')", "format(value, '0.00')", "format(value, '0,000')", 'integer(value)', 'boolean(value)', 'number(value)',
    'value + w', 'value - 0.000000000001', 'value * 100', 'value * 0.01', '-value', 'round(value * 1.19, 2)', "concat('EUR ', value)", 'value = w', 'value < w', 'value >= 0.5', 'value in (0, 0.5, 100)', 'nullif(value, 0)', 'coalesce(value, w)', 'if(value < 0, -value, value)', "lookup(value, {0.5: 'half', 100: 'hundred'}, else 'other')", 'round(value + w, 3)',
  ]),
  table('hugeNumbers', { kind: 'decimal', precision: 38, scale: 0 }, hugeNumbers, ['value', 'text(value)', 'round(value)', "format(value, '0')", 'integer(value)', 'value = w', 'value < w', "concat(value, '')", 'value + 1', 'value * 0.1']),
  table('dates', TYPES.date, dates, [
    'value', 'text(value)', 'date(value)', 'timestamp(value)', "formatdate(value, 'DD.MM.YYYY')", "formatdate(value, 'DD-MON-YY')", "formatdate(value, 'YYYYMMDDHHMISS')", "formatdate(value, 'YYYY-MM-DDTHH:MI:SSZ')", 'year(value)', 'month(value)', 'day(value)', 'value = w', 'value < w', 'nullif(value, w)', 'coalesce(value, w)', "concat('on ', value)", "integer(formatdate(value, 'YYYYMMDD'))", "value < date('2000-01-01')",
  ]),
  table('timestamps', TYPES.timestamp, timestamps, [
    'value', 'text(value)', 'date(value)', 'timestamp(value)', "formatdate(value, 'DD.MM.YYYY HH:MI')", "formatdate(value, 'MON YY')", 'year(value)', 'month(value)', 'day(value)', 'value >= w', 'coalesce(value, w)',
    "zone(value, 'UTC', '+05:30')", "zone(value, '-03:00', '+13:45')", "zone(value, 'Europe/Berlin', 'UTC')", "zone(value, 'UTC', 'Europe/Berlin')", "zone(value, 'America/New_York', 'Europe/Berlin')", "zone(value, 'Australia/Sydney', 'UTC')", "zone(value, 'Australia/Lord_Howe', '+01:00')", "zone(value, '+02:00', 'America/New_York')", "zone(value, 'Asia/Kolkata', 'UTC')", "zone(value, 'Pacific/Apia', 'UTC')",
    "date(zone(value, 'UTC', 'Europe/Berlin'))",
  ]),
  table('booleans', TYPES.boolean, booleans, ['value', 'not value', 'value and w', 'value or w', 'value = w', 'text(value)', 'integer(value)', 'boolean(value)', "if(value, 'Y', 'N')", 'coalesce(value, w)', 'value is null', "lookup(value, {true: 'Y', false: 'N'}, else '?')", 'nullif(value, w)']),
];
