import { FRACTION_DIGITS } from './decimal.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parseExpression.ts';

/**
 * What `cast to <type>` computes, as an expression of `value`: types are those that engines and people write. Undefined for a type that
 * the language has no values of. A number is rounded to the type's digits, a text cut to its length, as an explicit cast of SQL does.
 */
export function readCast(type: string): Expression | undefined {
  const text = castText(type);
  return text === undefined ? undefined : parseExpression(text).expression;
}

function castText(type: string): string | undefined {
  const name = type.trim().toLowerCase().replace(/\s+/g, ' ').replace(/ (?:not null|null|unsigned|identity)$/, '');
  const shape = /^([a-z][a-z0-9_ ]*?)\s*(?:\(\s*(\d{1,6}|max)(?:\s*,\s*(\d{1,4}))?(?: (?:char|byte))?\s*\))?( with(?:out)? time zone)?$/.exec(name);
  if (shape === null) return undefined;
  const base = shape[1]!;
  const first = shape[2] === undefined || shape[2] === 'max' ? undefined : Number(shape[2]);
  const scale = shape[3] === undefined ? undefined : Number(shape[3]);
  if (base === 'tinyint' && first === 1) return 'boolean(value)';
  if (/^(?:(?:tiny|small|medium|big)?int|integer|(?:small|big)?serial|int[248])$/.test(base)) return 'integer(value)';
  if (/^(?:numeric|decimal|dec|number|money|smallmoney|fixed)$/.test(base)) {
    const digits = scale ?? (first !== undefined ? 0 : base.endsWith('money') ? 4 : undefined);
    return digits === undefined || digits > FRACTION_DIGITS ? 'number(value)' : digits === 0 && base === 'number' && first !== undefined && first < 19 ? 'integer(number(value))' : `round(number(value), ${digits})`;
  }
  if (/^(?:real|float|float[48]|double|double precision|binary_float|binary_double)$/.test(base)) return 'number(value)';
  if (/^(?:boolean|bool|bit)$/.test(base)) return 'boolean(value)';
  if (base === 'date') return 'date(value)';
  if (/^(?:timestamp|datetime|datetime2|smalldatetime)$/.test(base) && !(shape[4] ?? '').includes('with time')) return 'timestamp(value)';
  if (/^(?:n?char|n?varchar2?|character|character varying|bpchar|nchar varying)$/.test(base) && first !== undefined && first <= 10_000) return `left(text(value), ${first})`;
  if (/^(?:n?varchar2?|character varying|(?:tiny|medium|long|n)?text|n?clob|string)$/.test(base)) return 'text(value)';
  return undefined;
}
