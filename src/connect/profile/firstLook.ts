import type { Column } from '../../core/catalogue/catalogue.ts';
import { findReading } from '../../core/profile/findReading.ts';
import type { Reading } from '../../core/profile/reading.ts';
import { shapeCharacters, shapeOf } from '../../core/profile/shape.ts';
import type { ColumnRole } from './columnRole.ts';
import type { ShapeCharacters } from './profileDialect.ts';

/** Longest text that a first look reads. */
export const LOOK_CHARACTERS = 100;
/** Quantiles that are kept of numbers, evenly spaced, with the least and the greatest. */
const QUANTILES = 11;
/** More different values than that are no codes. */
const MOST_CODES = 300;
/** More different shapes than that say nothing. */
const MOST_SHAPES = 300;
/** Texts that are longer on average have no shape worth a word. */
const SHAPED_LENGTH = 40;

/** Into what the values of a column are sorted when they are counted. */
export type CountedBy = 'value' | 'shape' | 'length' | 'digits' | 'nothing';

/** What some rows say about a column, and so what to ask of all of them. */
export interface FirstLook {
  readonly reading: Reading | undefined;
  readonly countedBy: CountedBy;
  readonly characters: ShapeCharacters;
  readonly quantiles: readonly number[] | undefined;
  /** Different values over values, 0 to 1; undefined without values. */
  readonly distinctShare: number | undefined;
}

/** Looks at some values of a column, as texts cut to `LOOK_CHARACTERS`. */
export function firstLook(column: Column, role: ColumnRole, values: readonly (string | null)[]): FirstLook {
  const texts = values.filter((value) => value !== null);
  const different = new Set(texts);
  const distinctShare = texts.length === 0 ? undefined : different.size / texts.length;
  const nothing: FirstLook = { reading: undefined, countedBy: 'nothing', characters: shapeCharacters([]), quantiles: undefined, distinctShare };
  switch (role) {
    case 'text':
      return { ...nothing, reading: column.type.kind === 'text' || column.type.kind === 'unknown' ? findReading(texts) : undefined, countedBy: countTexts(texts, different), characters: shapeCharacters([...different]) };
    case 'number': {
      const numbers = texts.map(Number).filter((value) => Number.isFinite(value)).sort((one, other) => one - other);
      const codes = different.size <= 50 && different.size * 2 <= texts.length;
      return { ...nothing, countedBy: codes ? 'value' : column.type.kind === 'decimal' ? 'digits' : 'nothing', quantiles: quantilesOf(numbers) };
    }
    case 'flag':
      return { ...nothing, countedBy: 'value' };
    case 'moment':
    case 'long':
    case 'binary':
    case 'blind':
      return nothing;
    default:
      return role satisfies never;
  }
}

function countTexts(texts: readonly string[], different: ReadonlySet<string>): CountedBy {
  let characters = 0;
  let longest = 0;
  for (const text of texts) {
    characters += text.length;
    longest = Math.max(longest, text.length);
  }
  if (different.size <= MOST_CODES && longest < LOOK_CHARACTERS && (different.size * 2 <= texts.length || texts.length <= MOST_CODES)) return 'value';
  if (characters > SHAPED_LENGTH * texts.length) return 'length';
  const shapes = new Set<string>();
  for (const text of different) {
    shapes.add(shapeOf(text));
    if (shapes.size > MOST_SHAPES) return 'length';
  }
  return 'shape';
}

function quantilesOf(sorted: readonly number[]): readonly number[] | undefined {
  if (sorted.length < 2) return undefined;
  return Array.from({ length: QUANTILES }, (_, at) => Number(sorted[Math.round((at * (sorted.length - 1)) / (QUANTILES - 1))]!.toPrecision(12)));
}
