import { selectPairs } from './selectPairs.ts';
import { oneToOne } from './oneToOne.ts';
import type { Alternative, ColumnAt, MatchPair, RankedPair, TablePair } from './matchModel.ts';
import type { NameComparer } from './nameLikeness.ts';
import type { PreparedSchema } from './prepareSchema.ts';
import type { SpreadBlock } from './propagate.ts';
import type { SignalOptions } from './scorePair.ts';
import type { TextWeights } from './textWeights.ts';

/** What explaining a pair needs. */
export interface Explainer {
  readonly comparer: NameComparer;
  readonly text: TextWeights;
  readonly signals: SignalOptions;
}

/** The outcome of a matching: proposals, and the rankings behind them. */
export class MatchResult {
  #pairs: readonly MatchPair[] | undefined;
  #bySource: SpreadBlock[][] | undefined;

  constructor(
    readonly source: PreparedSchema, readonly target: PreparedSchema, readonly blocks: readonly SpreadBlock[], readonly explainer: Explainer,
  ) {}

  #blocksFrom(table: number): readonly SpreadBlock[] {
    if (!this.#bySource) {
      this.#bySource = this.source.tables.map((): SpreadBlock[] => []);
      for (const block of this.blocks) this.#bySource[block.s]!.push(block);
    }
    return this.#bySource[table] ?? [];
  }

  /** The proposals, in the order of the source. */
  get pairs(): readonly MatchPair[] {
    return (this.#pairs ??= selectPairs(this));
  }

  /** The pairs of tables that were compared, best first. */
  get tablePairs(): readonly TablePair[] {
    return this.blocks.map(({ s, t, affinity }) => ({ source: s, target: t, score: affinity }))
      .sort((a, b) => b.score - a.score || a.source - b.source || a.target - b.target);
  }

  /** The likeliest targets of one source column, best first. */
  rankTargets(source: ColumnAt, most = 10): Alternative[] {
    // The best so far, best first. Blocks and columns come in order, so an equal score stays behind.
    const best: Alternative[] = [];
    for (const { t, block, scores } of this.#blocksFrom(source.table)) {
      for (let j = 0; j < block.width; j++) {
        const score = scores[source.column * block.width + j]!;
        if (best.length >= most && score <= best[best.length - 1]!.score) continue;
        let at = best.length;
        while (at > 0 && best[at - 1]!.score < score) at--;
        best.splice(at, 0, { target: { table: t, column: j }, score });
        if (best.length > most) best.pop();
      }
    }
    return best;
  }

  /** All compared pairs, best first; ties by the order of source and target. */
  ranking(): RankedPair[] {
    return ranked(this.blocks.map(({ s, t, block, scores }) => ({ s, t, width: block.width, scores })));
  }

  /**
   * The same after a one-to-one selection: within each pair of tables a column has one partner; pairs that were not
   * chosen stay in the list, behind every pair that was.
   */
  rankingOneToOne(): RankedPair[] {
    return ranked(this.blocks.map(({ s, t, block, scores }) => {
      const after = scores.map((score) => score - 1);
      for (const { row, column, score } of oneToOne(scores, block.source.columns.length, block.width, 0)) after[row * block.width + column] = score;
      return { s, t, width: block.width, scores: after };
    }));
  }
}

function ranked(blocks: readonly { readonly s: number; readonly t: number; readonly width: number; readonly scores: Float32Array }[]): RankedPair[] {
  const pairs: RankedPair[] = [];
  for (const { s, t, width, scores } of blocks) {
    scores.forEach((score, at) => pairs.push({ source: { table: s, column: Math.floor(at / width) }, target: { table: t, column: at % width }, score }));
  }
  return pairs.sort((a, b) => b.score - a.score || a.source.table - b.source.table || a.source.column - b.source.column
    || a.target.table - b.target.table || a.target.column - b.target.column);
}
