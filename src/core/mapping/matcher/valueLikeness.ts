import { wordsOf } from './valueFeatures.ts';
import type { ValueFeatures } from './valueFeatures.ts';

export interface ValueOptions {
  /** Exact values and their words. */
  readonly values: boolean;
  /** Quantiles, shapes, share of different values. */
  readonly distribution: boolean;
}

export interface ValueLikeness {
  /** 0 to 1, over the signals at hand. */
  readonly score: number;
  /** How much it can be trusted, 0 to 1: two columns of yes and no are alike and that says nothing. */
  readonly trust: number;
  readonly overlap: number | undefined;
  /** How far the values of one stand within the other's, 0 to 1. */
  readonly within: number;
  readonly distribution: number | undefined;
  readonly shape: number | undefined;
}

/** How much each signal of the values weighs. */
export const VALUE_WEIGHTS = { exact: 0.6, exactNumbers: 0.3, exactFlags: 0.25, words: 0.3, codes: 0.25, contained: 1, quantiles: 0.45, shapes: 0.15, lengths: 0.1, distinctShare: 0.12, otherKind: 0.45, leastTrust: 0.35 };

/** Below this share, words of one column in the texts of another are chance. */
const LEAST_CONTAINED = 0.25;

/** How alike the values of two columns are; undefined where one side has none. */
export function valueLikeness(a: ValueFeatures | undefined, b: ValueFeatures | undefined, options: ValueOptions): ValueLikeness | undefined {
  if (!a || !b || a.kind === 'none' || b.kind === 'none') return undefined;
  let sum = 0;
  let weights = 0;
  let overlap: number | undefined;
  let distribution: number | undefined;
  let shape: number | undefined;
  let within = 0;
  let telling = VALUE_WEIGHTS.leastTrust;
  const flags = a.flag && b.flag;
  const add = (weight: number, value: number): void => {
    sum += weight * value;
    weights += weight;
  };
  if (options.values) {
    let shared = 0;
    const [few, many] = a.values.size <= b.values.size ? [a.values, b.values] : [b.values, a.values];
    for (const value of few) if (many.has(value)) shared++;
    // Samples of one large set share few values: judge by what would be expected, and say nothing where nothing is.
    const expected = (a.values.size * b.values.size) / Math.max(a.distinct, b.distinct, 1);
    const contained = Math.min(1, shared / Math.max(1, Math.min(few.size, expected)));
    const union = a.values.size + b.values.size - shared;
    overlap = expected >= 1 || shared > 0 ? 0.6 * contained + 0.4 * Math.min(1, shared / Math.max(1, Math.min(union, expected))) : undefined;
    // Many different values that all differ: another part of the same business, perhaps. A few that differ: another thing.
    const apart = Math.min(1, 12 / Math.max(a.distinct, b.distinct));
    const numbers = a.kind === 'number' && b.kind === 'number';
    if (overlap !== undefined) {
      const confidence = Math.min(1, Math.max(expected, shared) / 6);
      const weight = (flags ? VALUE_WEIGHTS.exactFlags : numbers ? VALUE_WEIGHTS.exactNumbers : VALUE_WEIGHTS.exact) * (0.4 + 0.6 * confidence) * (shared === 0 && !flags ? 0.3 + 0.7 * apart : 1);
      // `yes` and `Y`, `0` and `false` are the same values.
      add(weight, flags ? Math.max(overlap, 0.7) : overlap);
      if (!flags && !numbers && shared > 0) telling = Math.max(telling, Math.min(1, 0.5 + 0.1 * shared));
    }
    if (a.kind === 'text' && b.kind === 'text' && !flags && a.wordsLength > 0 && b.wordsLength > 0) {
      const likeness = cosine(a.words, b.words, a.wordsLength, b.wordsLength);
      add(VALUE_WEIGHTS.words * (likeness === 0 ? 0.3 + 0.7 * apart : 1), likeness);
      if (a.pairsLength > 0 && b.pairsLength > 0) add(VALUE_WEIGHTS.codes, cosine(a.pairs, b.pairs, a.pairsLength, b.pairsLength));
      if (likeness > 0.2) telling = Math.max(telling, 0.5 + 0.5 * likeness);
    }
  }
  if (options.values && !flags) {
    // A part of the other's values (a city in an address): proof where it is so, nothing where it is not.
    within = Math.max(contained(a, b), contained(b, a));
    if (within <= LEAST_CONTAINED) within = 0;
    else {
      add(VALUE_WEIGHTS.contained, within);
      telling = Math.max(telling, 0.5 + 0.5 * within);
    }
  }
  if (options.distribution) {
    const conflict = Math.max(Math.abs(a.numeric - b.numeric), Math.abs(a.dated - b.dated));
    if (a.ordered.length > 0 && b.ordered.length > 0 && conflict <= 0.5) {
      distribution = 1 - farthest(a.ordered, b.ordered);
      const wide = Math.max(spread(a.ordered), spread(b.ordered)) > 10;
      add(VALUE_WEIGHTS.quantiles, distribution);
      if (!a.tiny && !b.tiny) telling = Math.max(telling, wide ? 0.7 : 0.5);
    } else if (a.kind !== b.kind) {
      add(VALUE_WEIGHTS.otherKind * conflict, flags ? 0.6 : 0);
      telling = Math.max(telling, flags ? 0.5 : 0.7 * conflict);
    }
    shape = cosine(a.shapes, b.shapes, a.shapesLength, b.shapesLength);
    if (!flags) add(VALUE_WEIGHTS.shapes, shape);
    if (a.kind === 'text' && b.kind === 'text' && !flags) {
      add(VALUE_WEIGHTS.lengths, Math.min(a.meanLength, b.meanLength) / Math.max(a.meanLength, b.meanLength, 1));
      if (shape > 0.8 && !a.shapes.has('w w') && !a.shapes.has('Aa') && !a.shapes.has('a') && !a.shapes.has('A')) telling = Math.max(telling, 0.7);
    }
    if (a.distinctShare !== undefined && b.distinctShare !== undefined) add(VALUE_WEIGHTS.distinctShare, 1 - Math.abs(a.distinctShare - b.distinctShare));
  }
  if (weights === 0) return undefined;
  return { score: sum / weights, trust: telling, overlap, within, distribution, shape };
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, lengthA: number, lengthB: number): number {
  if (lengthA === 0 || lengthB === 0) return 0;
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, count] of few) sum += count * (many.get(word) ?? 0);
  return Math.min(1, sum / (lengthA * lengthB));
}

function spread(ordered: readonly number[]): number {
  return ordered[ordered.length - 1]! - ordered[0]!;
}

/** The largest distance of the two distribution functions (Kolmogorov and Smirnov), 0 to 1. */
function farthest(a: readonly number[], b: readonly number[]): number {
  let i = 0;
  let j = 0;
  let most = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}

/**
 * The share of the values of one column that stand, word for word, within those of another that holds longer texts, or more words: a
 * part of a whole. Of a part with fewer than three different values (`TX`) that says little: there, the share of the wholes
 * that hold one of them.
 */
function contained(part: ValueFeatures, whole: ValueFeatures): number {
  if (whole.kind !== 'text' || part.kind === 'date' || part.flag || (whole.meanLength < 1.4 * part.meanLength && whole.meanWords < part.meanWords + 0.5)) return 0;
  let hits = 0;
  let wholes = 0;
  for (const value of part.values) {
    const words = wordsOf(value);
    const held = words.length === 0 ? 0 : Math.min(...words.map((word) => whole.words.get(word) ?? 0));
    if (held > 0) hits++;
    wholes += held;
  }
  if (part.values.size < 3) return Math.min(1, wholes / Math.max(1, whole.values.size));
  const share = hits / Math.max(1, Math.min(part.values.size, (part.values.size * whole.values.size) / Math.max(part.distinct, 1)));
  return hits < 3 ? 0 : Math.min(1, share);
}
