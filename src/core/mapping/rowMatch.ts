import type { Column } from '../catalogue/catalogue.ts';
import type { FieldPair, FieldTarget, Matching } from './matching.ts';
import type { ResolvedRow } from './resolvedRow.ts';

/**
 * What the matching says of a row of the mapping. `proposed`: its target is the one that is proposed; `chosen`: a person chose another
 * one; `rejected`: it stands although a person had rejected it; `offered`: it has no target, and there is one to offer; `open`: there is none.
 */
export interface RowMatch {
  readonly state: 'proposed' | 'chosen' | 'rejected' | 'offered' | 'open';
  /** The pair it is about: the row's own, or the one on offer; undefined where nothing speaks for the row's own. */
  readonly pair: FieldPair | undefined;
  /** Other targets that could be meant, best first. */
  readonly alternatives: readonly FieldTarget[];
}

/** Alternatives less alike than this say nothing. */
const LEAST = 0.4;
/** And beside a target, those that reach less than this share of its score. */
const NEAR = 0.7;
const MOST = 4;

/** What the matching says of a row; undefined where the row has no source field or nothing was matched. */
export function rowMatch(matching: Matching, { source, target }: Pick<ResolvedRow, 'source' | 'target'>): RowMatch | undefined {
  const from = source?.column;
  if (!from) return undefined;
  const to = target?.column;
  const proposed = matching.ofSource(from);
  if (to) {
    const pair = matching.between(from, to);
    const alternatives = others(matching, from, to);
    if (!pair && !proposed && alternatives.length === 0) return undefined;
    const state = matching.isRejected(from, to) ? 'rejected' : proposed?.column === to ? 'proposed' : 'chosen';
    return { state, pair: proposed?.column === to ? proposed : pair, alternatives };
  }
  const alternatives = others(matching, from, proposed?.column);
  if (!proposed && alternatives.length === 0) return undefined;
  return { state: proposed ? 'offered' : 'open', pair: proposed, alternatives };
}

function others(matching: Matching, from: Column, but: Column | undefined): readonly FieldTarget[] {
  const best = but && matching.between(from, but)?.score;
  return matching.targetsOf(from).filter(({ column, score }) => column !== but && score >= Math.max(LEAST, NEAR * (best ?? 0))).slice(0, MOST);
}
