import { pairSignals } from './scorePair.ts';
import type { MatchReason, MatchReasonCode } from './matchModel.ts';
import type { MatchResult } from './matchResult.ts';
import type { SpreadBlock } from './propagate.ts';

/** Which signals spoke for a pair and which against it, the strongest first. */
export function explain(
  result: MatchResult, { block, row, column }: { readonly block: SpreadBlock; readonly row: number; readonly column: number },
  second: number, reciprocal: boolean,
): MatchReason[] {
  const a = block.block.source.columns[row]!;
  const b = block.block.target.columns[column]!;
  const { comparer, text, signals: options } = result.explainer;
  const signals = pairSignals(a, b, block.block.tableNames, comparer, text, options);
  const reasons: MatchReason[] = [];
  const say = (code: MatchReasonCode, weight: number, args: Record<string, string> = {}): void => { reasons.push({ code, weight, args }); };
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const names = { source: a.column.name, target: b.column.name };
  if (a.name.letters === b.name.letters) say('match.sameName', 1, names);
  else if (signals.name >= 0.95) say('match.sameWords', signals.name, { ...names, words: a.name.words.map((word) => word.text).join(' ') });
  else if (signals.name >= 0.6) say('match.alikeNames', signals.name, { ...names, percent: percent(signals.name) });
  if (signals.comments !== undefined && signals.comments >= 0.3) say('match.comments', signals.comments, { percent: percent(signals.comments) });
  else if (signals.coverage !== undefined && signals.coverage >= 0.5) say('match.comments', signals.coverage, { percent: percent(signals.coverage) });
  if (signals.values) {
    const { overlap, within, distribution, shape } = signals.values;
    if (overlap !== undefined && overlap >= 0.8) say('match.sameValues', overlap, { percent: percent(overlap) });
    else if (overlap !== undefined && overlap >= 0.3) say('match.alikeValues', overlap * 0.8, { percent: percent(overlap) });
    if (within >= 0.3 && (overlap ?? 0) < 0.3) say('match.partOf', within * 0.9, { percent: percent(within) });
    if (distribution !== undefined && distribution >= 0.8) say('match.sameDistribution', distribution * 0.7, { percent: percent(distribution) });
    else if (shape !== undefined && shape >= 0.8 && (overlap === undefined || overlap < 0.3)) say('match.sameShape', shape * 0.5);
  }
  if (a.type !== 'unknown' && b.type !== 'unknown') {
    if (a.type === b.type) say('match.sameType', 0.2, { type: a.type });
    else if (signals.type < 0.95) say('match.otherType', signals.type - 1, { source: a.type, target: b.type });
  }
  if (a.solePrimary && b.solePrimary) say('match.bothKeys', 0.4);
  if (a.refersTo !== undefined && b.refersTo !== undefined) say('match.sameReference', 0.5, { source: a.refersTo, target: b.refersTo });
  if (block.relative >= 0.9) say('match.tables', 0.3, { source: block.block.source.table.name, target: block.block.target.table.name });
  if (second >= 0.95 * block.scores[row * block.block.width + column]!) say('match.nearTie', -0.5);
  if (!reciprocal) say('match.notReciprocal', -0.4);
  return reasons.sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
}
