import { oneToOne } from './oneToOne.ts';
import { explain } from './reasons.ts';
import type { MatchPair, Tier } from './matchModel.ts';
import type { MatchResult } from './matchResult.ts';
import type { SpreadBlock } from './propagate.ts';

export const SELECTION = {
  /** Under this nothing is proposed. */
  least: 0.5,
  /** A pair of tables proposes at all from this share of the best partner's affinity on. */
  leastRelative: 0.75,
  /** Below this share a likeness is a lone one, in a table that belongs elsewhere: chance, unless it is this strong. */
  floorRelative: 0.75,
  lone: 0.74,
  /** A target left over in the same table is proposed as well from this share of the chosen one's score on (a date and its timestamp). */
  twin: 0.93,
  twinLeast: 0.56,
  /** A second target in another table needs this share of the best one's score. */
  nearTie: 0.93,
  sure: 0.8,
  sureMargin: 0.05,
  /** A text that has to be read as a number or a date may fail to be one: not to be accepted unseen. */
  sureType: 0.93,
  likely: 0.62,
};

interface Candidate {
  readonly block: SpreadBlock;
  readonly row: number;
  readonly column: number;
  readonly score: number;
}

/** Chooses what to propose: one to one within each pair of tables that belong together, and the best of these for each column. */
export function selectPairs(result: MatchResult): MatchPair[] {
  const candidates: Candidate[] = [];
  const rowBest = new Map<string, number>();
  const columnBest = new Map<string, number>();
  for (const block of result.blocks) {
    const least = block.relative < SELECTION.floorRelative ? SELECTION.lone : SELECTION.least;
    for (const { row, column, score } of oneToOne(block.scores, block.block.source.columns.length, block.block.width, least)) {
      candidates.push({ block, row, column, score });
      raise(rowBest, `${block.s}.${row}`, score);
      raise(columnBest, `${block.t}.${column}`, score);
    }
  }
  for (const twin of twins(candidates)) candidates.push(twin);
  const chosen = candidates.filter((each) => {
    const best = rowBest.get(`${each.block.s}.${each.row}`)!;
    return each.score === best || (each.score >= SELECTION.nearTie * best && each.block.relative >= SELECTION.leastRelative);
  });
  const sources = new Map<string, number>();
  const targets = new Map<string, number>();
  for (const { block, row, column } of chosen) {
    count(sources, `${block.s}.${row}`);
    count(targets, `${block.t}.${column}`);
  }
  chosen.sort((a, b) => a.block.s - b.block.s || a.row - b.row || b.score - a.score || a.block.t - b.block.t || a.column - b.column);
  return chosen.map((each) => {
    const { block, row, column, score } = each;
    const source = { table: block.s, column: row };
    const target = { table: block.t, column };
    const alternatives = result.rankTargets(source, 6).filter((other) => other.target.table !== target.table || other.target.column !== target.column).slice(0, 5);
    const second = alternatives[0]?.score ?? 0;
    const reciprocal = score >= (columnBest.get(`${block.t}.${column}`) ?? 0) - 1e-6;
    const reasons = explain(result, each, second, reciprocal);
    // A part is never taken as it is: the whole has to be split, or the parts joined.
    const part = reasons.some((reason) => reason.code === 'match.partOf');
    const tier = tierOf(score, score - second, reciprocal && !part && block.block.types[row * block.block.width + column]! >= SELECTION.sureType);
    return {
      source, target, score, tier, reasons, alternatives,
      shared: (sources.get(`${block.s}.${row}`) ?? 0) > 1 || (targets.get(`${block.t}.${column}`) ?? 0) > 1,
    };
  });
}

/** In each pair of tables, targets that nothing was chosen for and that suit a chosen source nearly as well as its own. */
function twins(candidates: readonly Candidate[]): Candidate[] {
  const blocks = new Map<SpreadBlock, Candidate[]>();
  for (const each of candidates) blocks.set(each.block, [...(blocks.get(each.block) ?? []), each]);
  const found: Candidate[] = [];
  for (const [block, chosen] of blocks) {
    const taken = new Set(chosen.map((each) => each.column));
    const { width } = block.block;
    for (let column = 0; column < width; column++) {
      if (taken.has(column)) continue;
      let best: Candidate | undefined;
      for (const each of chosen) {
        const score = block.scores[each.row * width + column]!;
        if (score >= SELECTION.twinLeast && score >= SELECTION.twin * each.score && (!best || score > best.score)) best = { block, row: each.row, column, score };
      }
      if (best) found.push(best);
    }
  }
  return found;
}

function tierOf(score: number, margin: number, reciprocal: boolean): Tier {
  if (score >= SELECTION.sure && margin >= SELECTION.sureMargin && reciprocal) return 'sure';
  return score >= SELECTION.likely ? 'likely' : 'unsure';
}

function raise(map: Map<string, number>, key: string, value: number): void {
  if (value > (map.get(key) ?? 0)) map.set(key, value);
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
