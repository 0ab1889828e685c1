import type { FieldMatch, FieldPair, FieldTarget, Matching } from '../mapping/matching.ts';
import { detail } from './completion.ts';
import type { MatchWords } from './completion.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';

/** Below this a field is no match. */
const LEAST = 0.5;

/** The target fields (of `free`) that a source field most likely goes to, best first. */
export function bestTargets(directory: NameDirectory, matching: Matching, source: KnownTable, field: string, target: KnownTable, free: ReadonlySet<string>): FieldTarget[] {
  const column = directory.column(source, field);
  if (!column || !target.scanned) return [];
  return matching.targetsOf(column).filter((each) => each.table === target.scanned?.table && free.has(each.column.name) && each.score >= LEAST);
}

/** The target tables that a source table most likely goes to; for one of its fields, that field's own first. */
export function targetTables(directory: NameDirectory, matching: Matching, source: KnownTable, field: string): readonly KnownTable[] {
  if (!source.scanned) return [];
  const proposed = matchOf(directory, matching, source, field);
  const tables = [...new Set([...(proposed ? [proposed.table] : []), ...matching.targetTables(source.scanned.table)])];
  return tables.flatMap((table) => directory.tables('target').filter((one) => one.scanned?.table === table));
}

/** What is proposed for a field of a source table. */
export function matchOf(directory: NameDirectory, matching: Matching, source: KnownTable, field: string): FieldMatch | undefined {
  const column = directory.column(source, field);
  return column && matching.ofSource(column);
}

/** Most reasons that are said; the strongest come first. */
const MOST_REASONS = 5;

/** A match in words. */
export function matchWords({ tier, score, reasons }: FieldPair): MatchWords {
  return { tier: detail(`match.tier.${tier}`, { percent: `${Math.round(score * 100)} %` }), reasons: reasons.slice(0, MOST_REASONS).map(({ code, args }) => detail(code, args)) };
}
