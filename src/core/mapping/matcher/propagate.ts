import { WEIGHTS } from './scorePair.ts';
import { oneToOne } from './oneToOne.ts';
import { registriesOf } from './registries.ts';
import type { PairBlock } from './pairBlock.ts';
import type { PreparedSchema } from './prepareSchema.ts';

export interface ScoredBlock {
  readonly s: number;
  readonly t: number;
  readonly block: PairBlock;
  /** Scores of the pairs by themselves. */
  readonly base: Float32Array;
}

export interface SpreadBlock extends ScoredBlock {
  /** Scores with what the tables say. */
  readonly scores: Float32Array;
  /** How well the tables go together, 0 to 1. */
  readonly affinity: number;
  /** The same, against the best partners of either table. */
  readonly relative: number;
}

/**
 * Columns make tables alike, and tables make columns alike: the affinity of two tables is how well their columns pair up,
 * and how alike their names are; pairs of columns in tables that don't belong together lose.
 */
export function spread(blocks: readonly ScoredBlock[], source: PreparedSchema, target: PreparedSchema, use: { readonly affinity: boolean; readonly keys: boolean; readonly rivals: boolean }): SpreadBlock[] {
  const affinities = blocks.map(affinityOf);
  const bestS = new Float32Array(source.tables.length);
  const bestT = new Float32Array(target.tables.length);
  blocks.forEach(({ s, t }, at) => {
    bestS[s] = Math.max(bestS[s]!, affinities[at]!);
    bestT[t] = Math.max(bestT[t]!, affinities[at]!);
  });
  const relatives = blocks.map(({ s, t }, at) => {
    const value = affinities[at]!;
    return value === 0 ? 0 : (value / bestS[s]! + value / bestT[t]!) / 2;
  });
  const homes = liftRegistries(blocks, relatives, registriesOf(target));
  const partners = use.keys ? partnersOf(blocks, relatives, source, target) : undefined;
  const spreadOut = blocks.map((scored, at) => {
    const relative = relatives[at]!;
    const factor = use.affinity ? 1 - WEIGHTS.affinity + WEIGHTS.affinity * relative : 1;
    const scores = scored.base.map((score) => score * factor);
    if (partners) addKeys(scored, scores, relative, partners);
    preferHomes(scored, scores, homes);
    return { ...scored, scores, affinity: affinities[at]!, relative };
  });
  if (use.rivals) {
    for (const { block, scores } of spreadOut) {
      yieldToOwners(block, scores);
      yieldToRivals(scores, block.source.columns.length, block.width);
    }
  }
  return spreadOut;
}

/** A registry goes with a table as well as the best of the tables that hold its key; gives the keys that each such table only holds. */
function liftRegistries(blocks: readonly ScoredBlock[], relatives: number[], registries: ReadonlyMap<number, readonly number[]>): ReadonlyMap<number, ReadonlySet<string>> {
  const homes = new Map<number, Set<string>>();
  if (registries.size === 0) return homes;
  const known = new Map(blocks.map(({ s, t }, at) => [`${s}.${t}`, relatives[at]!] as const));
  blocks.forEach(({ s, t, block }, at) => {
    const holders = registries.get(t);
    if (!holders) return;
    for (const holder of holders) {
      homes.set(holder, (homes.get(holder) ?? new Set()).add(block.target.columns[0]!.name.glued));
      relatives[at] = Math.max(relatives[at]!, known.get(`${s}.${holder}`) ?? 0);
    }
  });
  return homes;
}

/** A column that tells the rows of its table apart goes to the registry of a key first, and only then to tables that hold the key. */
function preferHomes({ t, block }: ScoredBlock, scores: Float32Array, homes: ReadonlyMap<number, ReadonlySet<string>>): void {
  const keys = homes.get(t);
  if (!keys) return;
  block.target.columns.forEach((other, column) => {
    if (!keys.has(other.name.glued)) return;
    block.source.columns.forEach((own, row) => {
      if (own.solePrimary || own.values?.distinctShare === 1) scores[row * block.width + column]! *= WEIGHTS.notHome;
    });
  });
}

/** Values are those of a column from this share of them on, and not from below the other one. */
const OWNED = 0.7;
const FOREIGN = 0.1;

/**
 * A target that holds the very values of another column of the same table, and none of this one's, is hardly meant; nor is one
 * that holds none of them where its neighbour holds them all.
 */
function yieldToOwners({ overlaps, source, width }: PairBlock, scores: Float32Array): void {
  const rows = source.columns.length;
  const rowBest = new Float32Array(rows);
  const columnBest = new Float32Array(width);
  overlaps.forEach((own, at) => {
    const row = Math.floor(at / width);
    rowBest[row] = Math.max(rowBest[row]!, own);
    columnBest[at % width] = Math.max(columnBest[at % width]!, own);
  });
  overlaps.forEach((own, at) => {
    if (own < 0 || own >= FOREIGN) return;
    if (columnBest[at % width]! >= OWNED) scores[at]! *= WEIGHTS.othersValues;
    if (rowBest[Math.floor(at / width)]! >= OWNED) scores[at]! *= WEIGHTS.othersValues;
  });
}

/** A target that another column of the same table suits much better is less likely meant. */
function yieldToRivals(scores: Float32Array, rows: number, columns: number): void {
  for (let j = 0; j < columns; j++) {
    let best = 0;
    for (let i = 0; i < rows; i++) best = Math.max(best, scores[i * columns + j]!);
    if (best === 0) continue;
    for (let i = 0; i < rows; i++) scores[i * columns + j]! *= 1 - WEIGHTS.rivals * (1 - scores[i * columns + j]! / best);
  }
}

/** From 0 to 1, by the best one-to-one pairing of the columns and the names of the tables. */
function affinityOf({ block, base }: ScoredBlock): number {
  const rows = block.source.columns.length;
  if (rows === 0 || block.width === 0) return 0;
  let sum = 0;
  for (const { score } of oneToOne(base, rows, block.width, 0.45)) sum += score;
  const contained = sum / Math.min(rows, block.width);
  const dice = (2 * sum) / (rows + block.width);
  const columns = 0.5 * contained + 0.5 * dice;
  return Math.max(0.75 * columns, 0.65 * columns + 0.35 * block.tableNames);
}

/** How well two tables named by foreign keys go together, by their folded names. */
type Partners = (source: string, target: string) => number;

function partnersOf(blocks: readonly ScoredBlock[], relatives: readonly number[], source: PreparedSchema, target: PreparedSchema): Partners {
  const known = new Map<string, number>();
  blocks.forEach(({ s, t }, at) => {
    const key = `${source.tables[s]!.table.name.toLowerCase()}\u0000${target.tables[t]!.table.name.toLowerCase()}`;
    known.set(key, Math.max(known.get(key) ?? 0, relatives[at]!));
  });
  return (a, b) => known.get(`${a}\u0000${b}`) ?? 0;
}

/** Keys are a small bonus: only they say that two columns are what their tables hang on. */
function addKeys({ block }: ScoredBlock, scores: Float32Array, relative: number, partners: Partners): void {
  block.source.columns.forEach((a, i) => {
    block.target.columns.forEach((b, j) => {
      const at = i * block.width + j;
      let score = scores[at]!;
      if (a.refersTo !== undefined && b.refersTo !== undefined) {
        const together = partners(a.refersTo, b.refersTo);
        if (together > 0.8 && a.soleReference && b.soleReference) score = Math.max(score, WEIGHTS.soleReference * together);
        if (together > 0.8) score += WEIGHTS.reference * together * (1 - score);
        else score *= 0.9;
      } else if (a.solePrimary && b.solePrimary && !a.foreign && !b.foreign) score += WEIGHTS.soleKeys * relative * (1 - score);
      else if (b.solePrimary && !b.foreign && !a.primary && !a.foreign) score *= WEIGHTS.intoKey;
      else if (a.foreign !== b.foreign && (a.foreign || a.primary) && (b.foreign || b.primary)) score *= WEIGHTS.otherKey;
      scores[at] = Math.min(1, score);
    });
  });
}
