import { candidatePairs } from './candidates.ts';
import { NameComparer } from './nameLikeness.ts';
import { baseScores, pairBlock } from './pairBlock.ts';
import { TablePreparer } from './prepareSchema.ts';
import { spread } from './propagate.ts';
import { MatchResult } from './matchResult.ts';
import { TextWeights } from './textWeights.ts';
import { WEIGHTS } from './scorePair.ts';
import type { Ingredient, MatchSchema } from './matchModel.ts';
import type { PairBlock } from './pairBlock.ts';
import type { PreparedSchema, PreparedTable } from './prepareSchema.ts';
import type { SignalOptions } from './scorePair.ts';

export interface MatcherOptions {
  /** Ingredients left out, for measuring. */
  readonly without?: readonly Ingredient[];
}

/** How far a matching is: pairs of tables compared. */
export interface MatchProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Matches two schemas. Keeps what it prepared and compared: when one table of a schema is replaced by a changed one and all
 * others stay the same objects, the next matching compares that table only. Deterministic: ties go by the order of the schema.
 */
export class Matcher {
  readonly #uses: (ingredient: Ingredient) => boolean;
  readonly #comparer: NameComparer;
  readonly #preparer: TablePreparer;
  readonly #signals: SignalOptions;
  #blocks = new WeakMap<PreparedTable, WeakMap<PreparedTable, PairBlock>>();
  #text: { readonly weights: TextWeights; readonly tables: ReadonlySet<PreparedTable> } | undefined;

  constructor(options: MatcherOptions = {}) {
    const without = new Set<Ingredient>(options.without ?? []);
    this.#uses = (ingredient) => !without.has(ingredient);
    const on = this.#uses;
    this.#comparer = new NameComparer({ synonyms: on('synonyms'), trigrams: on('trigrams'), glued: on('glued') });
    this.#preparer = new TablePreparer(this.#comparer, { abbreviations: on('abbreviations'), languages: on('languages'), glued: on('glued'), stripping: on('stripping') });
    this.#signals = { comments: on('comments'), values: on('values'), distribution: on('distribution'), types: on('types') };
  }

  /** Prepares one side; cheap for tables that were prepared before. */
  prepareSchema(schema: MatchSchema): PreparedSchema {
    return this.#preparer.prepare(schema);
  }

  /** Matches at once. For large schemas in a worker, see `steps`. */
  match(source: MatchSchema, target: MatchSchema): MatchResult {
    const steps = this.steps(source, target);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** Matches piece by piece: the caller may show progress, answer messages and stop between the pieces. */
  *steps(source: MatchSchema, target: MatchSchema): Generator<MatchProgress, MatchResult, void> {
    const from = this.prepareSchema(source);
    const to = this.prepareSchema(target);
    const text = this.#textWeights(from, to);
    yield { done: 0, total: 1 };
    const candidates = candidatePairs(from, to);
    const blocks: { s: number; t: number; block: PairBlock }[] = [];
    for (const [s, t] of candidates) {
      blocks.push({ s, t, block: this.#block(from.tables[s]!, to.tables[t]!, text) });
      if (blocks.length % 16 === 0) yield { done: blocks.length, total: candidates.length };
    }
    const rowBest = from.tables.map((table) => new Float32Array(table.columns.length));
    const columnBest = to.tables.map((table) => new Float32Array(table.columns.length));
    for (const { s, t, block } of blocks) raise(block, rowBest[s]!, columnBest[t]!);
    yield { done: candidates.length, total: candidates.length };
    const trust = (best: number): number => (this.#uses('nameTrust') ? Math.min(1, best / WEIGHTS.nameTrustAt) : 1);
    const scored = blocks.map(({ s, t, block }) => ({
      s, t, block, base: baseScores(block, (row) => trust(rowBest[s]![row]!), (column) => trust(columnBest[t]![column]!)),
    }));
    const spreadOut = spread(scored, from, to, { affinity: this.#uses('affinity'), keys: this.#uses('keys'), rivals: this.#uses('rivals') });
    return new MatchResult(from, to, spreadOut, { comparer: this.#comparer, text, signals: this.#signals });
  }

  #block(source: PreparedTable, target: PreparedTable, text: TextWeights): PairBlock {
    let row = this.#blocks.get(source);
    if (!row) this.#blocks.set(source, (row = new WeakMap()));
    let block = row.get(target);
    if (!block) row.set(target, (block = pairBlock(source, target, this.#comparer, text, this.#signals)));
    return block;
  }

  /**
   * The weights of words depend on all tables. While nearly all of them are the same, the weights of before are kept, so that
   * one changed table does not make every comparison stale; the difference is in the third decimal.
   */
  #textWeights(from: PreparedSchema, to: PreparedSchema): TextWeights {
    const tables = new Set([...from.tables, ...to.tables]);
    if (this.#text) {
      const known = this.#text.tables;
      let same = 0;
      for (const table of tables) if (known.has(table)) same++;
      if (same >= 0.9 * Math.max(known.size, tables.size) || (tables.size - same <= 1 && known.size - same <= 1 && same > 0)) return this.#text.weights;
    }
    this.#blocks = new WeakMap();
    const weights = new TextWeights([from, to]);
    this.#text = { weights, tables };
    return weights;
  }
}

function raise(block: PairBlock, rows: Float32Array, columns: Float32Array): void {
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < block.width; j++) {
      const value = block.names[i * block.width + j]!;
      if (value > rows[i]!) rows[i] = value;
      if (value > columns[j]!) columns[j] = value;
    }
  }
}

