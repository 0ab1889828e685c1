import { cellOf, rowsOf } from '../plan/plan.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration, parseDuration } from '../units/duration.ts';
import { formatSize } from '../units/size.ts';
import { isSaid } from './conditions.ts';
import { counted } from './counted.ts';
import { durationTotals, inventoryTotals, longestChainMinutes, mappingTotals, phaseNames, rulesByGate } from './planFigures.ts';
import type { Words } from './counted.ts';
import type { InventoryTotals } from './planFigures.ts';
import type { Figure } from './wizardView.ts';
import type { Plan } from '../plan/plan.ts';
import type { BlockId } from '../plan/sections.ts';

/** The key figures of a review: the plan's facts, and for each block that the steps so far have filled what it adds up to. */
export function reviewFigures(plan: Plan, blocks: ReadonlySet<BlockId>, words: Words): readonly Figure[] {
  const { state } = plan;
  const openWord = words('workflow.open', {});
  const said = (value: string): string => (isSaid(value) ? value : openWord);
  const figure = (code: string, value: string, note = ''): Figure => ({ label: words(`workflow.figure.${code}`, {}), value, ...(note === '' ? {} : { note }) });

  const figures: Figure[] = [
    figure('sources', formatCount(BigInt(state.sourceSystems.length)), state.sourceSystems.map((system) => system.name).join(', ')),
    figure('target', said(state.targetSystem.name), state.targetSystem.technology),
    figure('strategy', isSaid(state.migrationStrategy.approach) ? words(`workflow.approach.${state.migrationStrategy.approach}`, {}) : openWord),
    figure('window', said(state.migrationStrategy.downtimeWindow)),
  ];
  if (blocks.has('inventory')) {
    const totals = inventoryTotals(plan);
    const unknown = totals.unknown === 0 ? '' : counted(words, 'workflow.headline.unknown', totals.unknown);
    figures.push(
      figure('tables', formatCount(BigInt(totals.tables)), totals.excluded === 0 ? '' : counted(words, 'workflow.footer.excluded', totals.excluded)),
      figure('rows', knownRows(totals, openWord), totals.tables === 0 ? '' : joined([words('workflow.figure.rowsNote', { proven: formatCount(BigInt(totals.proven)), tables: formatCount(BigInt(totals.tables)) }), unknown])),
      figure('size', sizeInWords(totals, words)),
    );
  }
  figures.push(figure('quality', formatCount(BigInt(state.dataQuality.length))), figure('exclusions', formatCount(BigInt(state.exclusions.length))));
  if (blocks.has('mapping')) {
    const totals = mappingTotals(plan);
    const targets = totals.targetsOpen === 0 ? '' : counted(words, 'workflow.footer.targetsOpen', totals.targetsOpen);
    figures.push(figure(
      'mapping',
      words('workflow.figure.mappingValue', { mapped: formatCount(BigInt(totals.mapped)), fields: formatCount(BigInt(totals.fields)) }),
      joined([words('workflow.figure.mappingNote', { left: formatCount(BigInt(totals.leftBehind)), open: formatCount(BigInt(totals.open)) }), targets]),
    ));
  }
  if (blocks.has('validation')) {
    const totals = rulesByGate(plan);
    figures.push(figure('rules', formatCount(BigInt(totals.rules)), words('workflow.figure.rulesNote', { pre: formatCount(BigInt(totals.pre)), post: formatCount(BigInt(totals.post)), open: formatCount(BigInt(totals.open)) })));
  }
  if (blocks.has('phases')) {
    const names = phaseNames(plan);
    figures.push(figure('phases', formatCount(BigInt(names.length)), names.join(', ')));
  }
  if (blocks.has('cutover')) figures.push(figure('cutover', ...cutoverInWords(plan, words)));
  if (blocks.has('restoreSteps')) {
    const totals = durationTotals(plan, 'restoreSteps');
    const isKnown = totals.open < totals.rows;
    figures.push(figure('restore', isKnown ? formatDuration(totals.minutes) : openWord, totals.rows === 0 ? '' : openDurations(totals.open, words)));
  }
  const people = peopleOpen(plan, blocks);
  if (people.length > 0) figures.push(figure('people', formatCount(BigInt(people.reduce((sum, [, count]) => sum + count, 0))), people.map(([code, count]) => counted(words, code, count)).join(', ')));
  const parked = state.parkedQuestions.length;
  figures.push(figure('questions', formatCount(BigInt(state.openQuestions.length)), parked === 0 ? '' : words('workflow.figure.questionsNote', { parked: formatCount(BigInt(parked)) })));
  if (state.deviations.length > 0) figures.push(figure('deviations', formatCount(BigInt(state.deviations.length)), state.deviations.map((deviation) => deviation.reason).join('; ')));
  return figures;
}

/** What only a person can say and nobody has said yet: who does it, who decides, by which number. */
function peopleOpen(plan: Plan, blocks: ReadonlySet<BlockId>): readonly (readonly [string, number])[] {
  const open = (block: BlockId, column: string): number => (blocks.has(block) ? rowsOf(plan, block).filter((row) => !isSaid(cellOf(row, column))).length : 0);
  const counts = [
    ['workflow.figure.owners', open('cutover', 'owner') + open('restoreSteps', 'owner')],
    ['workflow.figure.deciders', open('rollbackCriteria', 'decisionMaker')],
    ['workflow.figure.thresholds', open('rollbackCriteria', 'threshold')],
  ] as const;
  return counts.filter(([, count]) => count > 0);
}

/** The longest chain, its open durations, and whether it fits the downtime window by what is known. */
function cutoverInWords(plan: Plan, words: Words): readonly [string, string] {
  const { rows, open } = durationTotals(plan, 'cutover');
  if (rows === 0) return [words('workflow.open', {}), ''];
  const minutes = longestChainMinutes(plan);
  const said = plan.state.migrationStrategy.downtimeWindow;
  const window = isSaid(said) ? parseDuration(said) : undefined;
  const fit = window === undefined
    ? words('workflow.figure.windowOpen', {})
    : minutes > window
      ? words('workflow.figure.beyondWindow', { over: formatDuration(minutes - window), window: formatDuration(window) })
      : words('workflow.figure.withinWindow', { window: formatDuration(window) });
  const isKnown = open < rows;
  return [
    isKnown ? formatDuration(minutes) : words('workflow.open', {}),
    joined([isKnown ? fit : words('workflow.figure.noDurations', {}), openDurations(open, words)]),
  ];
}

function openDurations(open: number, words: Words): string {
  return open === 0 ? words('workflow.figure.allKnown', {}) : counted(words, 'workflow.footer.durationsOpen', open);
}

function knownRows(totals: InventoryTotals, openWord: string): string {
  return totals.unknown === totals.tables ? openWord : formatCount(totals.rows, totals.estimated);
}

/** The sum of the sizes with what is open in it. */
export function sizeInWords(totals: InventoryTotals, words: Words): string {
  if (totals.sizesUnknown === totals.tables) return words('workflow.open', {});
  const size = formatSize(totals.bytes);
  return totals.sizesUnknown === 0 ? size : words(totals.sizesUnknown === 1 ? 'workflow.footer.sizesOpenOne' : 'workflow.footer.sizesOpenMany', { size, count: formatCount(BigInt(totals.sizesUnknown)) });
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
