import { foldCase } from '../inventory/tableNames.ts';
import { typeFit } from './typeFit.ts';
import type { PreparedColumn } from './preparedTable.ts';
import type { NameComparer } from './similarity.ts';

/** What is known of the tables while their columns are compared. */
export interface PairContext {
  /** The target table (folded name) that a source table (folded name) goes to, as far as it is decided. */
  readonly partners: ReadonlyMap<string, string>;
  readonly comparer: NameComparer;
}

/**
 * Scores one source column against one target column, 0 to 1. The seam of the matcher: a deeper one (values, comments,
 * history) takes this one's place without touching the selection.
 */
export type ScorePair = (source: PreparedColumn, target: PreparedColumn, context: PairContext) => number;

/** Names first, types as a factor, keys as a small bonus. */
export const scorePairByNames: ScorePair = (source, target, context) => {
  const names = nameScore(source, target, context.comparer);
  const fit = typeFit(source.column.type, target.column.type);
  let score = names * fit;
  if (source.solePrimary && target.solePrimary) score = Math.max(score, 0.55) + 0.25 * (1 - score);
  else if (source.primary !== target.primary) score *= 0.97;
  const goesTo = source.refersTo.map((name) => context.partners.get(name)).filter((name) => name !== undefined);
  if (goesTo.length > 0 && target.refersTo.some((name) => goesTo.includes(foldCase(name)))) {
    // The only reference to a table on either side is the same one, whatever it is called.
    if (source.soleReference && target.soleReference) score = Math.max(score, 0.65);
    score += 0.3 * (1 - score);
  } else if (source.refersTo.length > 0 && target.refersTo.length > 0 && goesTo.length > 0) score *= 0.8;
  return Math.min(1, score);
};

function nameScore(source: PreparedColumn, target: PreparedColumn, comparer: NameComparer): number {
  const whole = comparer.similarity(source.name, target.name);
  if (whole === 1) return foldCase(source.column.name) === foldCase(target.column.name) ? 1 : 0.995;
  let best = whole;
  const sourceStripped = source.stripped !== source.name;
  const targetStripped = target.stripped !== target.name;
  if (sourceStripped && targetStripped) best = Math.max(best, 0.98 * comparer.similarity(source.stripped, target.stripped));
  if (sourceStripped) best = Math.max(best, 0.97 * comparer.similarity(source.stripped, target.name));
  if (targetStripped) best = Math.max(best, 0.97 * comparer.similarity(source.name, target.stripped));
  return best;
}
