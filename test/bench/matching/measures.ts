import type { ColumnAt, MatchSchema, RankedPair } from '../../../src/core/mapping/matcher/matchModel.ts';
import type { MatchResult } from '../../../src/core/mapping/matcher/matchResult.ts';
import type { Gold, Scenario } from './scenarios.ts';

/** The figures of one scenario; shares from 0 to 1. */
export interface Figures {
  readonly pairs: number;
  /**
   * Recall@GT: the share of gold pairs among the best |gold| pairs of the whole scenario. As precision and recall are the
   * same at this cut, it is also the precision there. Defined by Valentine (Koutras et al., ICDE 2021: "Recall at ground truth").
   */
  readonly recallRaw: number;
  /** The same over the list after the one-to-one selection within each pair of tables (those not chosen stand behind). */
  readonly recallOneToOne: number;
  /**
   * Mean reciprocal rank over gold pairs: for each gold pair, 1 / the place of its target among all targets of its source,
   * other gold targets of the same source not taken out (as Magneto measures: Liu et al., PVLDB 2025); 0 where it is not ranked.
   */
  readonly mrr: number;
  /** Shares of gold pairs whose target stands among the first 1, 3, 5. */
  readonly hit1: number;
  readonly hit3: number;
  readonly hit5: number;
  /** Of what is proposed; folded where the scenario says how. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly proposed: number;
  /** NaN where nothing is sure. */
  readonly surePrecision: number;
  readonly sure: number;
  /** The share of source columns without a counterpart that get a proposal; NaN where every column has one. */
  readonly falseRate: number;
  readonly without: number;
  readonly ms: number;
}

export function measure(scenario: Scenario, result: MatchResult, ms: number): Figures {
  const gold = new Set(scenario.gold.map((each) => keyOf(each)));
  const key = (pair: { readonly source: ColumnAt; readonly target: ColumnAt }): string => keyOf([...nameOf(scenario.source, pair.source), ...nameOf(scenario.target, pair.target)]);
  const raw = result.ranking();
  const ranks = ranksOf(raw, scenario, key);
  const golds = scenario.gold.map((each) => ranks.get(keyOf(each)));
  const share = (most: number): number => golds.filter((rank) => rank !== undefined && rank <= most).length / Math.max(1, golds.length);
  const pairs = result.pairs;
  const { precision, recall, f1 } = f1Of(scenario, pairs.map((pair) => [...nameOf(scenario.source, pair.source), ...nameOf(scenario.target, pair.target)] as unknown as Gold));
  const sure = pairs.filter((pair) => pair.tier === 'sure');
  const mapped = new Set(scenario.gold.map(([table, column]) => `${table}\u0000${column}`.toLowerCase()));
  const lonely = scenario.source.tables.flatMap((table) => table.columns.map((column) => `${table.name}\u0000${column.name}`.toLowerCase())).filter((each) => !mapped.has(each));
  const proposedFor = new Set(pairs.map((pair) => nameOf(scenario.source, pair.source).join('\u0000').toLowerCase()));
  return {
    pairs: gold.size,
    recallRaw: top(raw, gold, key), recallOneToOne: top(result.rankingOneToOne(), gold, key),
    mrr: golds.reduce<number>((sum, rank) => sum + (rank === undefined ? 0 : 1 / rank), 0) / Math.max(1, golds.length),
    hit1: share(1), hit3: share(3), hit5: share(5), precision, recall, f1, proposed: pairs.length,
    surePrecision: sure.filter((pair) => gold.has(key(pair))).length / sure.length, sure: sure.length,
    falseRate: lonely.filter((each) => proposedFor.has(each)).length / lonely.length, without: lonely.length, ms,
  };
}

function nameOf(schema: MatchSchema, at: ColumnAt): readonly [string, string] {
  const table = schema.tables[at.table]!;
  return [table.name, table.columns[at.column]!.name];
}

function keyOf(names: readonly string[]): string {
  return names.slice(0, 4).join('\u0000').toLowerCase();
}

function top(ranked: readonly RankedPair[], gold: ReadonlySet<string>, key: (pair: RankedPair) => string): number {
  let hits = 0;
  for (const pair of ranked.slice(0, gold.size)) if (gold.has(key(pair))) hits++;
  return hits / Math.max(1, gold.size);
}

/** The place of each pair among the targets of its source. */
function ranksOf(ranked: readonly RankedPair[], scenario: Scenario, key: (pair: RankedPair) => string): Map<string, number> {
  const places = new Map<string, number>();
  const ranks = new Map<string, number>();
  for (const pair of ranked) {
    const source = nameOf(scenario.source, pair.source).join('\u0000');
    const place = (places.get(source) ?? 0) + 1;
    places.set(source, place);
    ranks.set(key(pair), place);
  }
  return ranks;
}

function f1Of(scenario: Scenario, proposed: readonly Gold[]): { precision: number; recall: number; f1: number } {
  const fold = (names: Gold): string => {
    const source = scenario.sourceFold[`${names[0]}.${names[1]}`] ?? `${names[0]}.${names[1]}`;
    const target = scenario.targetFold[`${names[2]}.${names[3]}`] ?? `${names[2]}.${names[3]}`;
    return `${source}\u0000${target}`.toLowerCase();
  };
  const gold = new Set((scenario.goldFolded ?? scenario.gold).map(fold));
  const own = new Set(proposed.map(fold));
  let hits = 0;
  for (const each of own) if (gold.has(each)) hits++;
  const precision = own.size === 0 ? 0 : hits / own.size;
  const recall = gold.size === 0 ? 0 : hits / gold.size;
  return { precision, recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
