import { kindFit } from './typeLikeness.ts';
import { valueLikeness } from './valueLikeness.ts';
import type { NameComparer } from './nameLikeness.ts';
import type { PreparedName } from './nameLikeness.ts';
import type { PreparedColumn } from './prepareSchema.ts';
import type { TextWeights } from './textWeights.ts';
import type { ValueLikeness } from './valueLikeness.ts';

/** What the matcher weighs; the numbers are shares of evidence, fitted on public scenarios. */
export const WEIGHTS = {
  name: 1,
  comments: 0.8,
  coverage: 0.35,
  /** The share taken where a column alone has no comment among columns that have: no comment is no advantage. */
  uncommented: 0.1,
  values: 0.95,
  /** A column with values beside one whose values nobody saw: neither for nor against, so that not looking is no advantage. */
  unseen: 0.28,
  unseenScore: 0.3,
  emptyScore: 0.1,
  bare: 0.5,
  bareWhole: 0.1,
  /** What remains of a name's weight where nothing on the other side is called like it. */
  leastNameTrust: 0.33,
  nameTrustAt: 0.65,
  /** Of the likeness of a name with its table's to another's, where nothing but the table's words are alike. */
  tableWord: 0.65,
  affinity: 0.4,
  rivals: 0.4,
  /** Of a score where the target holds the values of another column. */
  othersValues: 0.8,
  soleKeys: 0.12,
  otherKey: 0.97,
  /** Into a key of the target's own from a column that is none. */
  intoKey: 0.98,
  /** Of a key's score in a table that only holds a key which has a table of its own. */
  notHome: 0.95,
  reference: 0.25,
  /** The only reference to a table on either side is the same one, whatever it is called. */
  soleReference: 0.5,
};

/** How alike two names are, with and without their tables, 0 to 1. */
export function nameScore(a: PreparedColumn, b: PreparedColumn, tables: number, comparer: NameComparer): number {
  const whole = comparer.likeness(a.name, b.name);
  if (whole === 1) return a.name.weight < 1 ? 1 - WEIGHTS.bareWhole * (1 - tables) : 1;
  // `id` and `name` that are left of two names are alike only as far as their tables are.
  const bare = (x: PreparedName, y: PreparedName): number => (x.weight < 1 && y.weight < 1 ? 1 - WEIGHTS.bare * (1 - tables) : 1);
  let best = whole;
  const shortA = a.stripped !== a.name;
  const shortB = b.stripped !== b.name;
  if (shortA && shortB) best = Math.max(best, 0.97 * bare(a.stripped, b.stripped) * comparer.likeness(a.stripped, b.stripped));
  if (shortA) best = Math.max(best, 0.96 * bare(a.stripped, b.name) * comparer.likeness(a.stripped, b.name));
  if (shortB) best = Math.max(best, 0.96 * bare(a.name, b.stripped) * comparer.likeness(a.name, b.stripped));
  if (best < 0.9) {
    const own = best > 0 ? 0.9 : WEIGHTS.tableWord;
    best = Math.max(best, own * comparer.likeness(a.qualified, b.name), own * comparer.likeness(a.name, b.qualified));
  }
  return best;
}

/** The signals of one pair that do not depend on other pairs. */
export interface PairSignals {
  readonly name: number;
  readonly comments: number | undefined;
  readonly coverage: number | undefined;
  readonly values: ValueLikeness | undefined;
  readonly type: number;
  /** Only one side has values to look at. */
  readonly unseen: boolean;
  /** One side is known to hold nothing. */
  readonly empty: boolean;
}

export interface SignalOptions {
  readonly comments: boolean;
  readonly values: boolean;
  readonly distribution: boolean;
  readonly types: boolean;
}

export function pairSignals(a: PreparedColumn, b: PreparedColumn, tables: number, comparer: NameComparer, weights: TextWeights, options: SignalOptions): PairSignals {
  const both = options.comments && a.described && b.described;
  const one = options.comments && a.described !== b.described;
  const values = options.values || options.distribution ? valueLikeness(a.values, b.values, options) : undefined;
  return {
    name: nameScore(a, b, tables, comparer),
    comments: both ? weights.cosine(a, b) : undefined,
    coverage: one ? (a.described ? weights.covered(b, a) : weights.covered(a, b))
      : options.comments && !both && (a.passedOver || b.passedOver) ? WEIGHTS.uncommented : undefined,
    values,
    type: options.types ? kindFit(a, b, values !== undefined && values.within > 0) : 1,
    unseen: (options.values || options.distribution) && (a.values === undefined) !== (b.values === undefined),
    empty: a.empty !== b.empty,
  };
}

/** The sum of what speaks beside the name, and the weight of it. */
export function besideName(signals: PairSignals): { readonly sum: number; readonly weight: number } {
  let weight = 0;
  let sum = 0;
  if (signals.comments !== undefined) {
    weight += WEIGHTS.comments;
    sum += WEIGHTS.comments * Math.sqrt(signals.comments);
  }
  if (signals.coverage !== undefined) {
    weight += WEIGHTS.coverage;
    sum += WEIGHTS.coverage * signals.coverage;
  }
  if (signals.values) {
    const share = WEIGHTS.values * signals.values.trust;
    weight += share;
    sum += share * signals.values.score;
  }
  if (signals.unseen) {
    weight += WEIGHTS.unseen;
    sum += WEIGHTS.unseen * (signals.empty ? WEIGHTS.emptyScore : WEIGHTS.unseenScore);
  }
  return { sum, weight };
}
