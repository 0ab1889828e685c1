import type { MatchProfile } from './matchModel.ts';

export type ValueKind = 'number' | 'date' | 'text' | 'none';

/** What comparing values needs, made once for a column. */
export interface ValueFeatures {
  readonly kind: ValueKind;
  /** The shares of the values that read as numbers and as dates. */
  readonly numeric: number;
  readonly dated: number;
  /** Different values in the sample, folded. */
  readonly values: ReadonlySet<string>;
  /** Different values in the whole column; at least those of the sample. */
  readonly distinct: number;
  /** The words of the values and how often each occurs, with the length of the vector. */
  readonly words: ReadonlyMap<string, number>;
  readonly wordsLength: number;
  /** Patterns such as `A9-9`, as shares of the sample. */
  readonly shapes: ReadonlyMap<string, number>;
  readonly shapesLength: number;
  /** Pairs of characters of short codes: `pT1` and `T1` share `t1`. Empty for longer texts, which are all alike in this. */
  readonly pairs: ReadonlyMap<string, number>;
  readonly pairsLength: number;
  /** Numbers or days in order, smallest first. */
  readonly ordered: readonly number[];
  /** Different values over values, 0 to 1; undefined where it is not known. */
  readonly distinctShare: number | undefined;
  readonly meanLength: number;
  /** Words in a value, on average. */
  readonly meanWords: number;
  /** Texts of several words that differ from row to row: no code, no key, nothing that a number could stand for. */
  readonly prose: boolean;
  /** Two values like yes/no, 0/1: nearly every such column has the same ones. */
  readonly tiny: boolean;
  /** The words of a flag (yes/no, true/false, 0/1). */
  readonly flag: boolean;
}

/** A column is of a kind when so many of its values are: old data holds a few strays. */
const MOST = 0.9;
/** From here on the numbers or days in a text are worth comparing. */
const HALF = 0.5;
const MOST_VALUES = 80;
const MOST_LENGTH = 200;
const FLAG_WORDS: ReadonlySet<string> = new Set(['yes', 'no', 'y', 'n', 'true', 'false', 't', 'f', '0', '1', 'unknown', 'not reported', 'x', 'present', 'absent', 'positive', 'negative', 'detected', 'not detected', 'identified', 'not identified', 'indeterminate', 'not present', 'ja', 'nein', 'si', 'oui', 'non']);
const EMPTY_WORDS: ReadonlySet<string> = new Set(['', 'null', 'none', 'n/a', 'na', 'nan', '-', 'unknown', 'not reported', 'other', 'not applicable', 'not available', '\\n']);

/** The features of a profile; undefined where there are no values to look at. */
export function valueFeatures(profile: MatchProfile | undefined): ValueFeatures | undefined {
  if (!profile) return undefined;
  const raw = (profile.samples ?? []).slice(0, MOST_VALUES).map((text) => text.slice(0, MOST_LENGTH).trim());
  const folded = raw.map(fold);
  const telling = folded.filter((text) => !EMPTY_WORDS.has(text));
  if (folded.length === 0 && !profile.quantiles?.length) return undefined;
  const values = new Set(codesOf(telling.length > 0 ? telling : folded));
  const filledIn = raw.filter((text) => text !== '');
  const numbers = filledIn.map(numberOf).filter((value) => value !== undefined);
  const days = filledIn.map(dayOf).filter((value) => value !== undefined);
  const measured = profile.quantiles?.length ? [...profile.quantiles] : undefined;
  const numeric = filledIn.length > 0 ? numbers.length / filledIn.length : measured ? 1 : 0;
  const dated = filledIn.length > 0 ? days.length / filledIn.length : 0;
  const kind: ValueKind = numeric >= MOST ? 'number' : dated >= MOST ? 'date' : folded.length > 0 ? 'text' : 'none';
  const ordered = (numeric >= HALF ? (measured ?? numbers) : dated >= HALF ? days : []).sort((x, y) => x - y);
  const words = new Map<string, number>();
  if (kind === 'text') {
    for (const text of new Set(telling)) for (const word of wordsOf(text)) words.set(word, (words.get(word) ?? 0) + 1);
  }
  const shapes = new Map<string, number>();
  for (const text of raw) {
    // `18`, `18.0` and `$18.00` are one number: how it is written says nothing.
    const shape = shapeOf(kind === 'number' ? fold(text) : text);
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1 / raw.length);
  }
  const meanLength = raw.reduce((sum, text) => sum + text.length, 0) / Math.max(1, raw.length);
  const pairs = new Map<string, number>();
  if (kind === 'text' && meanLength <= 16) {
    for (const text of values) for (let at = 0; at + 2 <= text.length; at++) pairs.set(text.slice(at, at + 2), (pairs.get(text.slice(at, at + 2)) ?? 0) + 1);
  }
  const filled = profile.rows === undefined ? undefined : profile.rows - (profile.nulls ?? 0);
  const distinct = Math.max(values.size, profile.distinct ?? 0);
  return {
    kind, numeric, dated, values, distinct, words, wordsLength: length(words), shapes, shapesLength: length(shapes), pairs, pairsLength: length(pairs), ordered,
    distinctShare: filled !== undefined && filled > 0 && profile.distinct !== undefined ? Math.min(1, profile.distinct / filled) : undefined,
    prose: kind === 'text' && 2 * raw.filter((text) => /\p{L} +\S/u.test(text)).length > raw.length && 2 * distinct > (filled ?? 0),
    meanLength, meanWords: raw.reduce((sum, text) => sum + wordsOf(text).length, 0) / Math.max(1, raw.length),
    tiny: distinct <= 2, flag: folded.length > 0 && folded.every((text) => FLAG_WORDS.has(text) || EMPTY_WORDS.has(text)),
  };
}

/** The words and numbers of a value; single characters say nothing. */
export function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
}

function length(vector: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const value of vector.values()) sum += value * value;
  return Math.sqrt(sum);
}

/** Code lists are often written with their labels (`CA: California`, `pT1 (Stage IA)`): the codes alone, where most values are such. */
function codesOf(values: readonly string[]): readonly string[] {
  const codes = values.map((text) => /^([^\s():=]{1,12})\s{0,3}(?:[:=]\s|-\s|\(.{1,80}\)$)/.exec(text)?.[1]);
  return codes.filter((code) => code !== undefined).length >= 0.6 * values.length ? values.map((text, at) => codes[at] ?? text) : values;
}

function fold(text: string): string {
  const number = numberOf(text);
  return number !== undefined ? String(number) : text.toLowerCase().replace(/[\s_]+/g, ' ').trim();
}

/** A number as data files write it; undefined for anything else. */
function numberOf(text: string): number | undefined {
  if (text.length > 30 || !/^[-+]?[$€£]?\d{1,18}(?:,\d{3}){0,5}(?:\.\d{1,18})?(?:e[-+]?\d{1,3})?%?$/i.test(text)) return undefined;
  const value = Number(text.replace(/[$€£,%]/g, ''));
  return Number.isFinite(value) ? value : undefined;
}

/** Days since 1970 of a date as data files write it; undefined for anything else. */
function dayOf(text: string): number | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].{0,25})?$/.exec(text);
  if (iso) return Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])) / 86_400_000;
  const other = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].{0,25})?$/.exec(text);
  if (other) return Date.UTC(Number(other[3]), Math.min(11, Number(other[1]) - 1), Number(other[2])) / 86_400_000;
  return undefined;
}

/** Letters to `a`/`A`, digits to `9`, repeats once: `C3L-00102` is `A9A-9`. */
function shapeOf(text: string): string {
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(text)) return '@';
  if (/^(?:https?|ftp):\/\//i.test(text)) return '://';
  if (text.length >= 8 && text.length <= 64 && /^(?=.*\d)[0-9a-f]+$/i.test(text) && !/^\d+$/.test(text)) return `hex${text.length}`;
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return 'uuid';
  return text.slice(0, 40).replace(/\p{Lu}+/gu, 'A').replace(/[\p{Ll}\p{Lo}]+/gu, 'a').replace(/\p{N}+/gu, '9').replace(/\s+/g, ' ')
    .replace(/(?:Aa|a|A)(?: (?:Aa|a|A))+/g, 'w w').slice(0, 16);
}
