import { Matcher } from './matcher.ts';
import type { MatcherOptions } from './matcher.ts';
import type { Alternative, ColumnAt, MatchSchema } from './matchModel.ts';
import type { MatchResult } from './matchResult.ts';

/** Matches two schemas once. To match again after a change, or in pieces, keep a `Matcher`. */
export function matchSchemas(source: MatchSchema, target: MatchSchema, options: MatcherOptions = {}): MatchResult {
  return new Matcher(options).match(source, target);
}

/** The likeliest targets of a source column, best first, for choosing another. */
export function rankTargets(result: MatchResult, source: ColumnAt, most = 10): Alternative[] {
  return result.rankTargets(source, most);
}
