import type { DataType } from '../../catalogue/catalogue.ts';

/** What is known of the values of a column. Every part may be missing; a matcher uses what is there. */
export interface MatchProfile {
  /** Rows of the table that were looked at. */
  readonly rows?: number;
  readonly nulls?: number;
  /** Different values, NULL not counted. */
  readonly distinct?: number;
  /** Some of the values, as text. No order is assumed. */
  readonly samples?: readonly string[];
  /** Evenly spaced quantiles of a numeric column, smallest first (minimum … maximum). */
  readonly quantiles?: readonly number[];
}

export interface MatchColumn {
  readonly name: string;
  /** Our own vocabulary of types, or the engine's words (`VARCHAR(20)`), or an inferred word (`integer`). */
  readonly type?: DataType | string;
  /** Part of the primary key. */
  readonly pk?: boolean;
  /** Where a foreign key points: `table.column`, or the table alone; `true` where only the fact is known. */
  readonly fk?: string | boolean;
  readonly description?: string;
  readonly profile?: MatchProfile;
}

export interface MatchTable {
  readonly name: string;
  readonly schema?: string;
  readonly description?: string;
  readonly columns: readonly MatchColumn[];
}

/** One side of a matching. A table object that stays the same object is prepared only once. */
export interface MatchSchema {
  readonly tables: readonly MatchTable[];
}

/** `sure` may be accepted in bulk, `likely` wants a look, `unsure` is a question. */
export type Tier = 'sure' | 'likely' | 'unsure';

/** A signal that spoke for (or against) a pair; `args` fill the words of the code. */
export interface MatchReason {
  readonly code: MatchReasonCode;
  readonly args: Readonly<Record<string, string>>;
  /** How strongly it spoke, -1 to 1. */
  readonly weight: number;
}

/** The codes of reasons; their words stand in `messages.ts`. */
export const MATCH_REASON_CODES = [
  'match.sameName', 'match.sameWords', 'match.alikeNames',
  'match.comments', 'match.sameValues', 'match.alikeValues', 'match.partOf', 'match.sameDistribution', 'match.sameShape',
  'match.sameType', 'match.otherType', 'match.bothKeys', 'match.sameReference', 'match.tables', 'match.nearTie', 'match.notReciprocal', 'match.lone',
] as const;
export type MatchReasonCode = typeof MATCH_REASON_CODES[number];

/** Where a column stands: the places of its table and of itself in the schema. */
export interface ColumnAt {
  readonly table: number;
  readonly column: number;
}

/** Another column that could be meant. */
export interface Alternative {
  readonly target: ColumnAt;
  readonly score: number;
}

export interface MatchPair {
  readonly source: ColumnAt;
  readonly target: ColumnAt;
  /** 0 to 1. Comparable within one matching, not between two. */
  readonly score: number;
  readonly tier: Tier;
  readonly reasons: readonly MatchReason[];
  /** The next best targets of this source, best first. */
  readonly alternatives: readonly Alternative[];
  /** The source feeds other targets as well, or the target has other sources. */
  readonly shared: boolean;
}

export interface TablePair {
  readonly source: number;
  readonly target: number;
  /** 0 to 1. */
  readonly score: number;
}

/** One line of a ranking of pairs. */
export interface RankedPair {
  readonly source: ColumnAt;
  readonly target: ColumnAt;
  readonly score: number;
}

/** The ingredients of the matcher; each can be left out, to measure what it is worth. */
export const INGREDIENTS = [
  'abbreviations', 'synonyms', 'languages', 'glued', 'stripping', 'trigrams', 'comments', 'values', 'distribution', 'types', 'keys', 'affinity', 'rivals', 'nameTrust',
] as const;
export type Ingredient = typeof INGREDIENTS[number];
