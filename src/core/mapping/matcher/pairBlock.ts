import { WEIGHTS, besideName, pairSignals } from './scorePair.ts';
import type { NameComparer } from './nameLikeness.ts';
import type { PreparedColumn, PreparedTable } from './prepareSchema.ts';
import type { SignalOptions } from './scorePair.ts';
import type { TextWeights } from './textWeights.ts';

/** All pairs of columns of two tables, row by row: what does not depend on other tables. */
export interface PairBlock {
  readonly source: PreparedTable;
  readonly target: PreparedTable;
  readonly width: number;
  readonly names: Float32Array;
  /** What speaks beside the names: sum and weight. */
  readonly sums: Float32Array;
  readonly weights: Float32Array;
  readonly types: Float32Array;
  /** How far the values are the same, 0 to 1; -1 where that can't be said. */
  readonly overlaps: Float32Array;
  /** How alike the names and comments of the tables themselves are. */
  readonly tableNames: number;
}

/** Compares all columns of two tables. */
export function pairBlock(source: PreparedTable, target: PreparedTable, comparer: NameComparer, text: TextWeights, options: SignalOptions): PairBlock {
  const width = target.columns.length;
  const size = source.columns.length * width;
  const block = {
    source, target, width, names: new Float32Array(size), sums: new Float32Array(size), weights: new Float32Array(size), types: new Float32Array(size), overlaps: new Float32Array(size),
    tableNames: comparer.likeness(source.name, target.name),
  };
  source.columns.forEach((a, i) => {
    target.columns.forEach((b, j) => {
      const at = i * width + j;
      const signals = pairSignals(a, b, block.tableNames, comparer, text, options);
      const rest = besideName(signals);
      block.names[at] = signals.name;
      block.sums[at] = rest.sum;
      block.weights[at] = rest.weight;
      block.types[at] = signals.type;
      block.overlaps[at] = canOwn(a, b) && signals.values?.overlap !== undefined ? Math.max(signals.values.overlap, signals.values.within) : -1;
    });
  });
  return block;
}

/** Flags are the same everywhere, and so are small numbers: that two columns share them, or don't, is chance. */
function canOwn(a: PreparedColumn, b: PreparedColumn): boolean {
  if (!a.values || !b.values || a.values.flag || b.values.flag) return false;
  return a.values.kind !== 'number' || b.values.kind !== 'number';
}

/** The score of each pair by itself, given how far the names on either side can be relied on (0 to 1). */
export function baseScores(block: PairBlock, rowTrust: (row: number) => number, columnTrust: (column: number) => number): Float32Array {
  const scores = new Float32Array(block.names.length);
  for (let i = 0; i < block.source.columns.length; i++) {
    for (let j = 0; j < block.width; j++) {
      const at = i * block.width + j;
      const weight = WEIGHTS.name * Math.max(WEIGHTS.leastNameTrust, rowTrust(i) * columnTrust(j));
      const all = weight + block.weights[at]!;
      scores[at] = ((weight * block.names[at]! + block.sums[at]!) / all) * block.types[at]!;
    }
  }
  return scores;
}
