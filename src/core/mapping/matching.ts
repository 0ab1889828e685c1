import type { Column, Table } from '../catalogue/catalogue.ts';
import type { TableRef } from '../inventory/tableNames.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanState } from '../plan/planState.ts';
import { remembered } from '../plan/remembered.ts';
import { catalogueSet } from '../proposals/catalogueSet.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import { readFieldName } from './fieldName.ts';
import type { MatchReason, Tier } from './matcher/matchModel.ts';
import { pairNow } from './pairing.ts';
import type { MatchedPair, Pairing } from './pairing.ts';
import { scopeOf } from './scope.ts';

/** A target field that a source field could go to. */
export interface FieldTarget {
  readonly table: Table;
  readonly column: Column;
  /** 0 to 1. */
  readonly score: number;
}

/** How well two fields go together, and why. */
export interface FieldPair extends FieldTarget {
  readonly tier: Tier;
  /** The strongest first. */
  readonly reasons: readonly MatchReason[];
}

/** The target that is proposed for a source field. */
export interface FieldMatch extends FieldPair {
  readonly source: TableRef;
  readonly sourceColumn: Column;
}

/** Below this share of a table's best partner, another table gets a field of it only in company. */
const LEAST_SHARE = 0.75;

type Rejections = PlanState['rejectedMatches'];

/**
 * What goes with what, of all sources of a plan. Each source field has at most one proposed target and each target field at most
 * one source of the same system; pairs that a person has rejected are not among them.
 */
export class Matching {
  /** The proposals, in the order of the sources. */
  readonly fields: readonly FieldMatch[];
  readonly #pairings: readonly Pairing[];
  /** The pairs of each pairing, best first. */
  readonly #candidates: FieldMatch[][] = [];
  readonly #bySource = new Map<Column, FieldMatch>();
  readonly #pairs = new Map<Column, Map<Column, FieldPair>>();
  readonly #shares = new Map<Table, Map<Table, number>>();
  readonly #near = new Map<Column, FieldTarget[]>();
  readonly #rejected = new Map<Column, Set<Column>>();
  readonly #tables = new Map<Table, Map<Table, number>>();

  constructor(readonly set: CatalogueSet, pairings: readonly Pairing[], rejections: Rejections) {
    for (const { source, target } of rejections) {
      const from = readFieldName(set.sourceNames, source)?.column;
      const to = readFieldName(set.targetNames, target)?.column;
      if (from && to) inner(this.#rejected, from, () => new Set<Column>()).add(to);
    }
    this.#pairings = pairings;
    for (const pairing of pairings) this.#add(pairing);
    this.fields = this.choose(() => true);
    for (const match of this.fields) {
      this.#bySource.set(match.sourceColumn, match);
      const counts = inner(this.#tables, match.source.table, () => new Map<Table, number>());
      counts.set(match.table, (counts.get(match.table) ?? 0) + (isOffered(match) ? 0.01 : 1));
    }
  }

  /** The proposals where only some pairs may be, in the order of the sources: the best pair first, then what is left. */
  choose(allows: (match: FieldMatch) => boolean): FieldMatch[] {
    return this.#pairings.flatMap(({ sources }, at) => {
      const chosen = new Map<Column, FieldMatch>();
      const taken = new Set<Column>();
      for (const match of this.#candidates[at] ?? []) {
        if (taken.has(match.column) || chosen.has(match.sourceColumn) || !allows(match)) continue;
        taken.add(match.column);
        chosen.set(match.sourceColumn, match);
      }
      const all = sources.flatMap(({ columns }) => columns.flatMap((column) => chosen.get(column) ?? []));
      return this.#withoutLone(all);
    });
  }

  /** A field alone in a table that most of its own table does not go to is offered and no more, however alike the names are. */
  #withoutLone(matches: readonly FieldMatch[]): FieldMatch[] {
    const counts = new Map<Table, Map<Table, number>>();
    for (const { source, table } of matches) {
      const row = inner(counts, source.table, () => new Map<Table, number>());
      row.set(table, (row.get(table) ?? 0) + 1);
    }
    return matches.map((match) => {
      const { source, table, tier, reasons } = match;
      if (tier === 'unsure' || counts.get(source.table)?.get(table) !== 1 || (this.#shares.get(source.table)?.get(table) ?? 1) >= LEAST_SHARE) return match;
      return { ...match, tier: 'unsure', reasons: [{ code: 'match.lone', args: { source: source.table.name, target: table.name }, weight: -1 }, ...reasons] };
    });
  }

  /** The target that is proposed for a source field. */
  ofSource(column: Column): FieldMatch | undefined {
    return this.#bySource.get(column);
  }

  /** What was found of two fields; undefined where they were not thought to go together. */
  between(source: Column, target: Column): FieldPair | undefined {
    return this.#pairs.get(source)?.get(target);
  }

  /** The targets that come nearest to a source field, best first; rejected ones are left out. */
  targetsOf(column: Column): readonly FieldTarget[] {
    return this.#near.get(column) ?? [];
  }

  /** The target tables that fields of a source table are proposed for, the one with most first. */
  targetTables(table: Table): readonly Table[] {
    return [...(this.#tables.get(table) ?? [])].sort((a, b) => b[1] - a[1]).map(([target]) => target);
  }

  isRejected(source: Column, target: Column): boolean {
    return this.#rejected.get(source)?.has(target) ?? false;
  }

  #add({ catalogue, sources, targets, found }: Pairing): void {
    const at = (tables: readonly Table[], place: { readonly table: number; readonly column: number }): { readonly table: Table; readonly column: Column } | undefined => {
      const table = tables[place.table];
      const column = table?.columns[place.column];
      return table && column && { table, column };
    };
    const near = (from: Column, alternatives: MatchedPair['alternatives']): void => {
      const list = inner(this.#near, from, (): FieldTarget[] => []);
      for (const { target, score } of alternatives) {
        const to = at(targets, target);
        if (to && !this.isRejected(from, to.column) && !list.some(({ column }) => column === to.column)) list.push({ ...to, score });
      }
      list.sort((a, b) => b.score - a.score);
    };
    const candidates: FieldMatch[] = [];
    for (const { source, target, score, tier, reasons, alternatives } of found.pairs) {
      const from = at(sources, source);
      const to = at(targets, target);
      if (!from || !to) continue;
      near(from.column, [{ target, score }, ...alternatives]);
      const pair: FieldPair = { ...to, score, tier, reasons };
      inner(this.#pairs, from.column, () => new Map<Column, FieldPair>()).set(to.column, pair);
      if (!this.isRejected(from.column, to.column)) candidates.push({ ...pair, source: { catalogue, table: from.table }, sourceColumn: from.column });
    }
    for (const { source, target, share } of found.tables) {
      const from = sources[source];
      const to = targets[target];
      if (from && to) inner(this.#shares, from, () => new Map<Table, number>()).set(to, share);
    }
    for (const { source, alternatives } of found.unmatched) {
      const from = at(sources, source);
      if (from) near(from.column, alternatives);
    }
    // Equal scores stay in the order of the source.
    this.#candidates.push(candidates.sort((a, b) => b.score - a.score));
  }
}

/** Whether a proposal is only offered: written by a person, never by itself. */
export function isOffered({ tier }: { readonly tier: Tier }): boolean {
  return tier === 'unsure';
}

function inner<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** Made once for the same catalogues, pairings and rejections. */
export const matchingOf = remembered((set: CatalogueSet, pairings: readonly Pairing[], rejections: Rejections): Matching => new Matching(set, pairings, rejections));

/** What is known while nothing was matched. */
export const NO_MATCHING: Matching = new Matching(catalogueSet([]), [], []);

const lastNow = remembered((_set: CatalogueSet): { pairings: readonly Pairing[] } => ({ pairings: [] }));

/** Matches all sources of a plan that are in scope with its target, at once: for the command line and for tests. */
export function matchNow(plan: Plan, set: CatalogueSet): Matching {
  const { target } = set;
  if (!target) return NO_MATCHING;
  const scope = scopeOf(plan, set.sources);
  const pairings = set.sources.map((source) => pairNow(source, target, (table) => scope(source, table)));
  const last = lastNow(set);
  if (pairings.length !== last.pairings.length || pairings.some((pairing, index) => pairing !== last.pairings[index])) last.pairings = pairings;
  return matchingOf(set, last.pairings, plan.state.rejectedMatches);
}
