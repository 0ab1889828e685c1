import type { Column, ColumnProfile } from '../catalogue/catalogue.ts';
import { readsAs } from './findReading.ts';
import { hasCategoryName, hasPersonalName, looksPersonal, namesPeople } from './personal.ts';

/** A value of a column that is no code must stand in at least so many rows to be told. */
const REPEATED = 2n;
/** Codes are short. */
const LONGEST_CODE = 24;

/**
 * Takes out of a profile what may be personal: values by which a person could be found, by the name of their column, by how
 * they look, or because they are rare. Counts, lengths and shapes stay. What was taken out shows by `masked`.
 */
export function maskProfile(column: Column, profile: ColumnProfile): ColumnProfile {
  switch (column.type.kind) {
    case 'boolean':
    case 'enum':
      // What an enum may hold stands in its type.
      return profile;
    case 'integer':
    case 'decimal':
    case 'float':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
      return hasPersonalName(column.name) || !isWhatItSays(column, profile) ? without(profile) : profile;
    case 'text':
    case 'unknown':
    case 'uuid':
    case 'json':
    case 'xml':
    case 'binary':
    case 'array':
    case 'spatial':
      return maskTexts(column, profile);
    default:
      return column.type.kind satisfies never;
  }
}

/** SQLite lets any text into a column of numbers or dates. */
function isWhatItSays({ type: { kind } }: Column, { minimum, maximum, codes }: ColumnProfile): boolean {
  const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$|^[+-]?(?:infinity|nan)$/i;
  const moment = /^[+-]?[\d :.,TZ+/-]*(?: ?BC)?$|^[+-]?infinity$/i;
  const expected = kind === 'integer' || kind === 'decimal' || kind === 'float' ? number : kind === 'interval' ? /^[\d :.,a-z+-]*$/ : moment;
  return [minimum, maximum, ...(codes ?? []).map(({ value }) => value)].every((value) => value === undefined || expected.test(value));
}

/** Without any value: numbers as well, whose quantiles end in the least and the greatest. */
function without({ minimum, maximum, codes, quantiles, ...rest }: ColumnProfile): ColumnProfile {
  return minimum === undefined && maximum === undefined && codes === undefined && quantiles === undefined ? rest : { ...rest, masked: true };
}

function maskTexts(column: Column, profile: ColumnProfile): ColumnProfile {
  if (hasPersonalName(column.name) || namesPeople(column.name)) {
    return without(profile);
  }
  const { minimum, maximum, codes, ...rest } = profile;
  const category = hasCategoryName(column.name);
  const kept = codes?.filter(({ value, rows }) => isHarmless(value, BigInt(rows), category));
  // Where most values had to go, the others are not codes either.
  const sound = kept !== undefined && kept.length * 2 > codes!.length ? kept : undefined;
  const known = new Set(sound?.map(({ value }) => value));
  const tell = (value: string | undefined): value is string => value !== undefined && (known.has(value) || isDated(value, profile));
  const masked = (minimum !== undefined && !tell(minimum)) || (maximum !== undefined && !tell(maximum)) || (codes !== undefined && sound?.length !== codes.length);
  return {
    ...rest,
    ...(tell(minimum) ? { minimum } : {}),
    ...(tell(maximum) ? { maximum } : {}),
    ...(sound === undefined ? {} : { codes: [...sound] }),
    ...(masked ? { masked } : {}),
  };
}

function isHarmless(value: string, rows: bigint, category: boolean): boolean {
  const text = value.trim();
  if (text.length <= 2) return true;
  if (text.length > LONGEST_CODE || rows < REPEATED) return false;
  // `South Africa` looks like a name; in a column of countries it is none, if it is not rare.
  return !looksPersonal(text) || (category && rows >= 3n && /^[\p{L} .'-]+$/u.test(text));
}

/** A text that is really a date or a flag. */
function isDated(value: string, { likely, likelyFormat = '' }: ColumnProfile): boolean {
  return (likely === 'date' || likely === 'timestamp' || likely === 'boolean') && readsAs(value, { kind: likely, format: likelyFormat });
}
