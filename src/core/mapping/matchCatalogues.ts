import type { Catalogue, Column, Table } from '../catalogue/catalogue.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { prepareTables } from './preparedTable.ts';
import { scorePairByNames } from './scorePair.ts';
import { NameComparer } from './similarity.ts';
import type { PreparedColumn, PreparedTable } from './preparedTable.ts';
import type { PairContext, ScorePair } from './scorePair.ts';

export interface ColumnMatch {
  readonly source: Column;
  readonly target: Column;
  readonly score: number;
}

/** A source table that goes to a target table, and the columns that go with it. */
export interface TableMatch {
  readonly catalogue: Catalogue;
  readonly source: Table;
  readonly target: Table;
  readonly score: number;
  readonly columns: readonly ColumnMatch[];
}

export interface MatchOptions {
  readonly scorePair?: ScorePair;
  /** Source tables that take part; all where it is left out. */
  readonly sourceInScope?: (catalogue: Catalogue, table: Table) => boolean;
}

/** Below this a pair of columns is left alone. */
const LEAST_COLUMN = 0.62;
/** Below this a pair of tables is left alone. */
const LEAST_TABLE = 0.5;
/** So many of the likeliest target tables are looked at closely for each source table. */
const CANDIDATES = 5;

/**
 * Pairs the tables of each source with those of the target, one to one within a source (several sources may feed the same
 * target table), then columns within the pairs, one to one. What is not alike enough stays without a partner.
 */
export function matchCatalogues(sources: readonly Catalogue[], target: Catalogue, options: MatchOptions = {}): TableMatch[] {
  const scorePair = options.scorePair ?? scorePairByNames;
  const comparer = new NameComparer();
  const targets = prepareTables(target, comparer);
  const index = new CandidateIndex(targets);
  const matches: TableMatch[] = [];
  for (const catalogue of sources) {
    const tables = prepareTables(catalogue, comparer, (table) => options.sourceInScope?.(catalogue, table) ?? true);
    const pairs = pairTables(tables, index, scorePair, comparer);
    const partners = new Map(pairs.map((pair) => [foldCase(pair.source.table.name), foldCase(pair.target.table.name)]));
    for (const { source, target: into, score } of pairs) {
      const columns = pairColumns(source.columns, into.columns, scorePair, { partners, comparer });
      if (columns.length > 0) matches.push({ catalogue, source: source.table, target: into.table, score, columns });
    }
    matches.push(...splitTables(catalogue, pairs, targets, matches, scorePair, { partners, comparer }));
  }
  return matches;
}

interface TablePair {
  readonly source: PreparedTable;
  readonly target: PreparedTable;
  readonly score: number;
}

function pairTables(sources: readonly PreparedTable[], index: CandidateIndex, scorePair: ScorePair, comparer: NameComparer): TablePair[] {
  const context: PairContext = { partners: new Map(), comparer };
  const scored: TablePair[] = [];
  for (const source of sources) {
    for (const target of index.candidates(source)) {
      const score = tableScore(source, target, scorePair, context);
      if (score >= LEAST_TABLE) scored.push({ source, target, score });
    }
  }
  scored.sort((a, b) => b.score - a.score || compare(a.source.table.name, b.source.table.name) || compare(a.target.table.name, b.target.table.name));
  const usedSources = new Set<PreparedTable>();
  const usedTargets = new Set<PreparedTable>();
  const chosen = scored.filter(({ source, target }) => {
    if (usedSources.has(source) || usedTargets.has(target)) return false;
    usedSources.add(source);
    usedTargets.add(target);
    return true;
  });
  const order = new Map(sources.map((source, place) => [source, place]));
  return chosen.sort((a, b) => order.get(a.source)! - order.get(b.source)!);
}

/** Names and columns count alike; tables that share a name but few columns still belong together. */
function tableScore(source: PreparedTable, target: PreparedTable, scorePair: ScorePair, context: PairContext): number {
  const names = context.comparer.similarity(source.name, target.name);
  const columns = pairColumns(source.columns, target.columns, scorePair, context);
  const sum = columns.reduce((total, match) => total + match.score, 0);
  const dice = (2 * sum) / Math.max(1, source.columns.length + target.columns.length);
  const contained = sum / Math.max(1, Math.min(source.columns.length, target.columns.length));
  return 0.55 * names + 0.45 * ((dice + contained) / 2);
}

function pairColumns(sources: readonly PreparedColumn[], targets: readonly PreparedColumn[], scorePair: ScorePair, context: PairContext): ColumnMatch[] {
  const scored: { source: number; target: number; score: number }[] = [];
  sources.forEach((source, i) => {
    targets.forEach((target, j) => {
      const score = scorePair(source, target, context);
      if (score >= LEAST_COLUMN) scored.push({ source: i, target: j, score });
    });
  });
  // Equal scores go by the order of the columns, so that the result is the same every time.
  scored.sort((a, b) => b.score - a.score || a.source - b.source || a.target - b.target);
  const usedSources = new Set<number>();
  const usedTargets = new Set<number>();
  const chosen = scored.filter(({ source, target }) => {
    if (usedSources.has(source) || usedTargets.has(target)) return false;
    usedSources.add(source);
    usedTargets.add(target);
    return true;
  });
  return chosen.sort((a, b) => a.source - b.source)
    .map(({ source, target, score }) => ({ source: sources[source]!.column, target: targets[target]!.column, score }));
}

/**
 * A wide source table may fill a second target table (a customer's address): columns that found no place in the first pair
 * are tried against the target tables that nothing feeds, and kept where they fill at least two columns and half of the table.
 */
function splitTables(
  catalogue: Catalogue, pairs: readonly TablePair[], targets: readonly PreparedTable[], matches: readonly TableMatch[],
  scorePair: ScorePair, context: PairContext,
): TableMatch[] {
  const fed = new Set(matches.map((match) => match.target));
  const placed = new Set(matches.flatMap((match) => match.columns.map((column) => column.source)));
  const found: TableMatch[] = [];
  for (const target of targets) {
    if (fed.has(target.table)) continue;
    const fillable = target.columns.filter((column) => !column.column.generated && column.column.default === undefined);
    let best: TableMatch | undefined;
    for (const { source } of pairs) {
      const free = source.columns.filter((column) => !placed.has(column.column) && !column.primary);
      if (free.length < 2) continue;
      const columns = pairColumns(free, fillable.filter((column) => !column.primary), scorePair, context);
      const score = columns.reduce((total, match) => total + match.score, 0) / Math.max(2, fillable.length);
      if (columns.length < 2 || columns.length * 2 < fillable.length) continue;
      if (!best || score > best.score) best = { catalogue, source: source.table, target: target.table, score, columns };
    }
    if (best) {
      found.push(best);
      for (const match of best.columns) placed.add(match.source);
    }
  }
  return found;
}

/** Finds, for a source table, the target tables that share words with it, without comparing all with all. */
class CandidateIndex {
  readonly #byKey = new Map<string, number[]>();

  constructor(readonly targets: readonly PreparedTable[]) {
    targets.forEach((table, index) => {
      for (const key of keysOf(table)) {
        const list = this.#byKey.get(key);
        if (list) list.push(index);
        else this.#byKey.set(key, [index]);
      }
    });
  }

  candidates(source: PreparedTable): readonly PreparedTable[] {
    if (this.targets.length <= CANDIDATES) return this.targets;
    const points = new Map<number, number>();
    for (const key of keysOf(source)) {
      const hits = this.#byKey.get(key) ?? [];
      // A key that many tables have (`id`, `created_at`) says little.
      for (const hit of hits) points.set(hit, (points.get(hit) ?? 0) + (key.startsWith('t:') ? 3 : 1) / hits.length);
    }
    return [...points].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, CANDIDATES).map(([index]) => this.targets[index]!);
  }
}

function keysOf(table: PreparedTable): Set<string> {
  const keys = new Set<string>();
  for (const token of table.tokens) keys.add(`t:${token}`).add(`t:${token.slice(0, 4)}`);
  keys.add(`t:${table.name.glued}`);
  for (const column of table.columns) keys.add(`c:${column.name.glued}`).add(`c:${column.stripped.glued}`);
  return keys;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
