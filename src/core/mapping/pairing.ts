import * as z from 'zod';
import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { baseTables } from '../inventory/tableNames.ts';
import { remembered } from '../plan/remembered.ts';
import { catalogueProfile } from './catalogueProfile.ts';
import { catalogueTableOf, matchSchemaOf } from './matcher/fromCatalogue.ts';
import { Matcher } from './matcher/matcher.ts';
import { MATCH_REASON_CODES } from './matcher/matchModel.ts';
import type { MatchSchema } from './matcher/matchModel.ts';
import type { MatchResult } from './matcher/matchResult.ts';

/** What a matching found, as plain data: it travels between threads. Places count in the two schemas that were matched. */
const place = z.object({ table: z.number().int().nonnegative(), column: z.number().int().nonnegative() });
const reason = z.object({ code: z.enum(MATCH_REASON_CODES), args: z.record(z.string(), z.string()), weight: z.number() });
export const matchedPairSchema = z.object({
  source: place, target: place, score: z.number(), tier: z.enum(['sure', 'likely', 'unsure']), reasons: z.array(reason),
  alternatives: z.array(z.object({ target: place, score: z.number() })), shared: z.boolean(),
});
export type MatchedPair = z.infer<typeof matchedPairSchema>;

/** A source column that nothing is proposed for, and what comes nearest. */
export const unmatchedSchema = z.object({ source: place, alternatives: z.array(z.object({ target: place, score: z.number() })) });
export type Unmatched = z.infer<typeof unmatchedSchema>;

/** How well two tables go together, as a share of the best that the source table has. Only of tables with a pair of columns. */
export const tableShareSchema = z.object({ source: z.number().int().nonnegative(), target: z.number().int().nonnegative(), share: z.number() });

/** What a matching found. */
export const foundPairsSchema = z.object({ pairs: z.array(matchedPairSchema), unmatched: z.array(unmatchedSchema), tables: z.array(tableShareSchema) });
export type FoundPairs = z.infer<typeof foundPairsSchema>;

/** The pairs of one source and one target system, and the tables whose places they count by. */
export interface Pairing {
  readonly catalogue: Catalogue;
  readonly sources: readonly Table[];
  readonly targets: readonly Table[];
  readonly found: FoundPairs;
}

/** The two sides of a pairing, as the matcher takes them. */
export interface PairingSides {
  readonly catalogue: Catalogue;
  readonly source: MatchSchema;
  readonly target: MatchSchema;
}

/** The tables of a source that take part, and those of the target. */
export function pairingSides(catalogue: Catalogue, target: Catalogue, only: (table: Table) => boolean): PairingSides {
  return { catalogue, source: matchSchemaOf(catalogue, catalogueProfile, only), target: matchSchemaOf(target, catalogueProfile) };
}

/** Reads places as tables again. */
export function pairingOf({ catalogue, source, target }: PairingSides, found: FoundPairs): Pairing {
  return { catalogue, sources: tablesOf(source), targets: tablesOf(target), found };
}

function tablesOf(schema: MatchSchema): Table[] {
  return schema.tables.map(catalogueTableOf).filter((table) => table !== undefined);
}

/** Targets less alike than this are not named, not even as what comes nearest. */
const LEAST_NAMED = 0.3;

/** What a matching found as plain data. */
export function foundPairs(result: MatchResult): FoundPairs {
  const { pairs } = result;
  const matched = new Set(pairs.map(({ source }) => `${source.table}.${source.column}`));
  const unmatched: Unmatched[] = [];
  result.source.tables.forEach(({ columns }, table) => {
    columns.forEach((_, column) => {
      if (matched.has(`${table}.${column}`)) return;
      const alternatives = result.rankTargets({ table, column }, 5).filter(({ score }) => score >= LEAST_NAMED);
      if (alternatives.length > 0) unmatched.push({ source: { table, column }, alternatives });
    });
  });
  const best: number[] = [];
  for (const { s, affinity } of result.blocks) best[s] = Math.max(best[s] ?? Number.MIN_VALUE, affinity);
  const tables = new Set(pairs.map(({ source, target }) => `${source.table}.${target.table}`));
  return {
    pairs: pairs.map((pair) => ({ ...pair, reasons: pair.reasons.map((each) => ({ ...each, args: { ...each.args } })), alternatives: [...pair.alternatives] })), unmatched,
    tables: result.blocks.filter(({ s, t }) => tables.has(`${s}.${t}`)).map(({ s, t, affinity }) => ({ source: s, target: t, share: affinity / (best[s] ?? 1) })),
  };
}

/** Matchers by the two systems: one that knows the tables compares only those that are new. */
const matcherFor = remembered((_source: Catalogue, _target: Catalogue) => new Matcher());
const paired = remembered((_source: Catalogue, _target: Catalogue) => new Map<string, Pairing>());
/** Which tables take part changes with exclusions: the last few choices are kept. */
const MOST_CHOICES = 4;

/** Pairs a source with a target, at once: for the command line and for tests. The same question is answered once. */
export function pairNow(source: Catalogue, target: Catalogue, only: (table: Table) => boolean): Pairing {
  const known = paired(source, target);
  const choice = baseTables(source).map((table) => (only(table) ? '1' : '0')).join('');
  let pairing = known.get(choice);
  if (!pairing) {
    const sides = pairingSides(source, target, only);
    pairing = pairingOf(sides, foundPairs(matcherFor(source, target).match(sides.source, sides.target)));
    if (known.size >= MOST_CHOICES) known.clear();
    known.set(choice, pairing);
  }
  return pairing;
}
