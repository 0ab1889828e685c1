import { NO_MATCHING } from '../mapping/matching.ts';
import type { FieldTarget, Matching } from '../mapping/matching.ts';
import { resolvedRows } from '../mapping/resolvedRow.ts';
import type { ResolvedRow } from '../mapping/resolvedRow.ts';
import { rowMatch } from '../mapping/rowMatch.ts';
import { rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { remembered } from '../plan/remembered.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import type { Words } from './counted.ts';
import type { MatchView } from './wizardView.ts';

/** Most reasons that are said; the strongest come first. */
const MOST_REASONS = 5;

/** What the matching says of each row of the mapping, in words. While a row and the matching stay, so does what is said, as an object. */
export function matchViews(plan: Plan, matching: Matching, words: Words): readonly (MatchView | undefined)[] {
  if (matching === NO_MATCHING) return [];
  const { set } = matching;
  const views = viewsOf(matching, words);
  return resolvedRows(set, rowsOf(plan, 'mapping')).map((row) => {
    let view = views.get(row);
    if (view === undefined) views.set(row, (view = { match: matchView(set, matching, row, words) }));
    return view.match;
  });
}

const viewsOf = remembered((_matching: Matching, _words: Words) => new WeakMap<ResolvedRow, { readonly match: MatchView | undefined }>());

function matchView(set: CatalogueSet, matching: Matching, row: ResolvedRow, words: Words): MatchView | undefined {
  const match = rowMatch(matching, row);
  if (!match) return undefined;
  const { state, pair, alternatives } = match;
  const name = ({ table, column }: FieldTarget): { readonly table: string; readonly field: string } => ({ table: set.targetNames.nameOf(table), field: column.name });
  return {
    state,
    ...(pair ? { tier: pair.tier, percent: Math.round(pair.score * 100) } : {}),
    ...(pair && state === 'offered' ? { target: name(pair) } : {}),
    reasons: (pair?.reasons ?? []).slice(0, MOST_REASONS).map(({ code, args }) => words(code, args)),
    alternatives: alternatives.map((each) => ({ ...name(each), percent: Math.round(each.score * 100) })),
  };
}
