import type { Column, ColumnProfile } from '../../core/catalogue/catalogue.ts';
import { maskProfile } from '../../core/profile/maskProfile.ts';
import { LONGEST_SHAPE, shapeOf } from '../../core/profile/shape.ts';
import type { ColumnRole } from './columnRole.ts';
import type { FirstLook } from './firstLook.ts';

const MOST_CODES = 50;
const MOST_PATTERNS = 5;
const MOST_LENGTHS = 40;
/** Characters of a least or greatest value that are kept. */
const VALUE_CHARACTERS = 200;

/** The figures of one column, as the statement that made them all gave them. */
export interface Figures {
  readonly rows: bigint;
  readonly filled: bigint;
  readonly blanks: bigint | undefined;
  readonly distinct: bigint | undefined;
  readonly distinctIsRough: boolean;
  readonly minimum: string | undefined;
  readonly maximum: string | undefined;
  readonly longest: number | undefined;
  /** Values that read as what the first look took them for. */
  readonly like: bigint | undefined;
}

/** The values of one column in groups, and whether these are all. */
export interface Groups {
  readonly by: FirstLook['countedBy'];
  readonly groups: readonly { readonly value: string; readonly rows: bigint }[];
  readonly whole: boolean;
}

export interface Circumstances {
  readonly at: string;
  readonly sampled: boolean;
  readonly showValues: boolean;
}

/** Puts a profile together, and takes out of it what may be personal where nobody asked for it. */
export function assembleProfile(column: Column, role: ColumnRole, figures: Figures, look: FirstLook | undefined, counted: readonly Groups[], { at, sampled, showValues }: Circumstances): ColumnProfile {
  const values = counted.find(({ by, whole }) => by === 'value' && whole);
  const codes = values && codesOf(values);
  const lengths = role === 'text' ? lengthsOf(counted) : undefined;
  const patterns = role === 'text' ? patternsOf(counted) : undefined;
  const digits = role === 'number' ? digitsOf(column, figures, counted) : undefined;
  const sorted = values && role === 'text' ? values.groups.map(({ value }) => value).sort(byCodePoint) : undefined;
  const minimum = figures.minimum ?? sorted?.[0];
  const maximum = figures.maximum ?? sorted?.at(-1);
  const distinct = values === undefined ? figures.distinct : BigInt(values.groups.length);
  const told = figures.filled - (figures.blanks ?? 0n);
  const reading = look?.reading;
  const isLikely = reading !== undefined && figures.like !== undefined && figures.like * 10n >= told * 9n && told > 0n;
  const longest = lengths?.[0]?.length ?? figures.longest;
  const profile: ColumnProfile = {
    at,
    rows: String(figures.rows),
    sampled,
    nulls: String(figures.rows - figures.filled),
    ...(figures.blanks === undefined ? {} : { blanks: String(figures.blanks) }),
    // An approximation can be more than there is.
    ...(distinct === undefined ? {} : { distinct: String(distinct > figures.filled ? figures.filled : distinct) }),
    ...(figures.distinctIsRough && values === undefined && distinct !== undefined ? { distinctEstimated: true } : {}),
    ...(minimum === undefined ? {} : { minimum: valueText(minimum, role) }),
    ...(maximum === undefined ? {} : { maximum: valueText(maximum, role) }),
    ...(longest === undefined ? {} : { longest }),
    ...digits,
    ...(lengths === undefined || lengths.length === 0 ? {} : { lengths: [...lengths] }),
    ...(look?.quantiles === undefined ? {} : { quantiles: [...look.quantiles] }),
    ...(patterns === undefined || patterns.length === 0 ? {} : { patterns: [...patterns] }),
    ...(codes === undefined ? {} : { codes: [...codes] }),
    ...(isLikely ? { likely: reading.kind, ...(reading.format === '' ? {} : { likelyFormat: reading.format }), unlike: String(told - figures.like) } : {}),
  };
  return showValues ? profile : maskProfile(column, profile);
}

/** Codes are few, and most of them stand in several rows. */
function codesOf({ groups }: Groups): { value: string; rows: string }[] | undefined {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0n);
  if (groups.length === 0 || groups.length > MOST_CODES || BigInt(groups.length) * 2n > rows) return undefined;
  return [...groups].sort((one, other) => (one.rows === other.rows ? byCodePoint(one.value, other.value) : one.rows > other.rows ? -1 : 1))
    .map(({ value, rows: count }) => ({ value: value.slice(0, VALUE_CHARACTERS), rows: String(count) }));
}

function lengthsOf(counted: readonly Groups[]): { length: number; rows: string }[] | undefined {
  const source = counted.find(({ by, whole }) => by === 'length' && whole) ?? counted.find(({ by, whole }) => (by === 'value' || by === 'shape') && whole);
  if (source === undefined) return undefined;
  const lengths = added(source.groups.map(({ value, rows }) => [source.by === 'length' ? Number(value) : lengthOf(value), rows]));
  return [...lengths].sort(([one], [other]) => other - one).slice(0, MOST_LENGTHS).map(([length, rows]) => ({ length, rows: String(rows) }));
}

/** The most frequent shapes; one that stands in a single row says nothing. */
function patternsOf(counted: readonly Groups[]): { pattern: string; rows: string }[] | undefined {
  const source = counted.find(({ by }) => by === 'value' || by === 'shape');
  if (source === undefined) return undefined;
  const shapes = added(source.groups.filter(({ value }) => value.trim() !== '').map(({ value, rows }) => [shapeOf(value) + (lengthOf(value) > LONGEST_SHAPE ? '…' : ''), rows]));
  return [...shapes].filter(([, rows]) => rows > 1n).sort(([one, more], [other, fewer]) => (more === fewer ? byCodePoint(one, other) : more > fewer ? -1 : 1))
    .slice(0, MOST_PATTERNS).map(([pattern, rows]) => ({ pattern, rows: String(rows) }));
}

type Digits = Pick<ColumnProfile, 'integerDigits' | 'fractionDigits' | 'integerDigitRows' | 'fractionDigitRows'>;

function digitsOf(column: Column, { minimum, maximum }: Figures, counted: readonly Groups[]): Digits {
  const ends = [minimum, maximum].filter((value) => value !== undefined && /^-?\d+(?:\.\d+)?$/.test(value));
  const integerDigits = ends.length === 0 ? undefined : Math.max(...ends.map((value) => value!.replace(/^-?0*/, '').split('.')[0]!.length));
  const source = counted.find(({ by, whole }) => by === 'digits' && whole) ?? (column.type.kind === 'float' ? undefined : counted.find(({ by, whole }) => by === 'value' && whole));
  const pairs = source?.groups.map(({ value, rows }): [number, number, bigint] | undefined => {
    if (source.by === 'digits') {
      const [whole, fraction] = value.split('.').map(Number);
      return whole === undefined || fraction === undefined || Number.isNaN(whole) || Number.isNaN(fraction) ? undefined : [whole, fraction, rows];
    }
    const number = /^-?0*(\d*)(?:\.(\d*?)0*)?$/.exec(value);
    return number === null ? undefined : [number[1]!.length, (number[2] ?? '').length, rows];
  }).filter((pair) => pair !== undefined);
  const rowsBy = (place: 0 | 1): { digits: number; rows: string }[] =>
    [...added((pairs ?? []).map((pair) => [pair[place], pair[2]]))].sort(([one], [other]) => other - one).slice(0, MOST_LENGTHS).map(([digits, rows]) => ({ digits, rows: String(rows) }));
  const whole = rowsBy(0);
  const fraction = rowsBy(1);
  return {
    ...(integerDigits === undefined ? {} : { integerDigits }),
    ...(fraction[0] === undefined || column.type.kind === 'integer' ? {} : { fractionDigits: fraction[0].digits }),
    // What says only what the most digits say is left out.
    ...(whole.length > 1 && source?.by === 'digits' ? { integerDigitRows: whole } : {}),
    ...(fraction.length > 1 ? { fractionDigitRows: fraction } : {}),
  };
}

function added<Key>(pairs: readonly (readonly [Key, bigint])[]): Map<Key, bigint> {
  const sums = new Map<Key, bigint>();
  for (const [key, rows] of pairs) sums.set(key, (sums.get(key) ?? 0n) + rows);
  return sums;
}

/** Numbers without zeros at the end of their fraction, so that each engine's say the same. */
function valueText(value: string, role: ColumnRole): string {
  const text = role === 'number' && /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : role === 'moment' ? value.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : value;
  return text.slice(0, VALUE_CHARACTERS);
}

/** Characters as the engines count them: code points. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function byCodePoint(one: string, other: string): number {
  const [left, right] = [Array.from(one), Array.from(other)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
