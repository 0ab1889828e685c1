import { NO_MATCHING } from '../mapping/matching.ts';
import type { Matching } from '../mapping/matching.ts';
import { NONE, cellOf, rowsOf } from '../plan/plan.ts';
import { blockSpec, sectionSpec } from '../plan/sections.ts';
import { exclusionOf, isExcluded, volumeOf } from '../plan/volumes.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { isSaid } from './conditions.ts';
import { counted } from './counted.ts';
import { durationTotals, inventoryTotals, mappingTotals, phaseNames, rulesByGate } from './planFigures.ts';
import { sizeInWords } from './reviewFigures.ts';
import type { Words } from './counted.ts';
import { matchViews } from './matchView.ts';
import type { CellMark, MatchView, RowView, TableView } from './wizardView.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { Problem } from '../plan/problem.ts';
import type { BlockId, BlockSpec } from '../plan/sections.ts';

/** The view of a managed block: rows with their marks and problems, the choices of its cells, and what it adds up to. */
export function tableView(plan: Plan, block: BlockId, problems: readonly Problem[], words: Words, catalogues: readonly Catalogue[] = [], matching: Matching = NO_MATCHING): TableView {
  const spec = blockSpec(block);
  const messages = cellMessages(block, problems, words);
  const footer = footerOf(plan, block, words);
  const matches = block === 'mapping' ? matchViews(plan, matching, words) : [];
  return {
    block,
    title: spec.heading ?? sectionSpec(spec.section).heading,
    form: spec.form === 'rendered' ? 'bullets' : spec.form,
    columns: spec.columns,
    choices: choicesOf(plan, block, catalogues),
    rows: rowsOf(plan, block).map((row, index) => keptRowView(row, rowView(plan, spec, row, messages.get(index) ?? NO_PROBLEMS, words, matches[index]))),
    ...(spec.ordered === true ? { ordered: true } : {}),
    ...(block === 'validation' ? { dialects: dialectsOf(plan) } : {}),
    empty: words(`workflow.empty.${block}`, {}),
    ...(footer === undefined ? {} : { footer }),
  };
}

const NO_PROBLEMS: Readonly<Record<string, string>> = {};

/** The last view of a row of the plan: while the row and what is said of it stay, so does its view, as an object. */
const lastViews = new WeakMap<PlanRow, RowView>();

function keptRowView(row: PlanRow, view: RowView): RowView {
  const last = lastViews.get(row);
  if (last !== undefined && last.cells === view.cells && last.muted === view.muted && last.match === view.match && sameTexts(last.problems, view.problems) && sameEvidence(last.evidence, view.evidence)) return last;
  lastViews.set(row, view);
  return view;
}

function sameTexts(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function sameEvidence(a: RowView['evidence'], b: RowView['evidence']): boolean {
  return a?.mark === b?.mark && a?.proven === b?.proven && a?.note === b?.note;
}

/** The databases that the queries of the checks run in, as the plan names them. */
function dialectsOf(plan: Plan): Readonly<Record<string, string>> {
  const sources = [...new Set(plan.state.sourceSystems.map((system) => system.technology.trim()))].filter(isSaid);
  const target = plan.state.targetSystem.technology.trim();
  return { ...(sources.length > 0 ? { sourceQuery: sources.join(' / ') } : {}), ...(isSaid(target) ? { targetQuery: target } : {}) };
}

function cellMessages(block: BlockId, problems: readonly Problem[], words: Words): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const rows = new Map<number, Record<string, string>>();
  for (const { place, code, args } of problems) {
    if (place.kind !== 'cell' || place.block !== block) continue;
    const row = rows.get(place.row) ?? {};
    const message = words(code, args);
    row[place.column] = row[place.column] === undefined ? message : `${row[place.column]}; ${message}`;
    rows.set(place.row, row);
  }
  return rows;
}

function rowView(plan: Plan, spec: BlockSpec, row: PlanRow, problems: Readonly<Record<string, string>>, words: Words, match?: MatchView): RowView {
  const view: RowView = { cells: row.cells, key: spec.key.map((column) => cellOf(row, column)), ...(match === undefined ? {} : { match }), problems };
  if (spec.id !== 'inventory') return view;
  const exclusion = exclusionOf(plan, row);
  const muted = exclusion === undefined ? {} : { muted: isSaid(exclusion.reason) ? words('workflow.excludedBecause', { reason: exclusion.reason.trim() }) : words('workflow.excluded', {}) };
  return { ...view, evidence: evidenceView(plan, row, words), ...muted };
}

function evidenceView(plan: Plan, row: PlanRow, words: Words): NonNullable<RowView['evidence']> {
  const { kind, proven, evidence } = volumeOf(plan, row);
  if (isExcluded(plan, row)) return { mark: kind, proven: true, note: words('workflow.evidence.excluded', {}) };
  if (evidence !== undefined && evidence.confirmedBy.trim() !== '' && kind !== 'measured') {
    return { mark: 'confirmed', proven, note: words('workflow.evidence.confirmed', { by: evidence.confirmedBy, at: evidence.confirmedAt }) };
  }
  const mark: CellMark = kind;
  const query = evidence === undefined || evidence.query === '' ? '' : `: ${evidence.query}`;
  return { mark, proven, note: words(`workflow.evidence.${kind}`, { at: (evidence?.at ?? '').slice(0, 10), query }) };
}

/** What the cells of a block are best chosen from. Empty lists are left out: there the cell is plain text. */
function choicesOf(plan: Plan, block: BlockId, catalogues: readonly Catalogue[]): Readonly<Record<string, readonly string[]>> {
  const column = (of: BlockId, key: string): readonly string[] =>
    [...new Set(rowsOf(plan, of).map((row) => cellOf(row, key).trim()))].filter((value) => isSaid(value) && value !== NONE);
  const phases = phaseNames(plan);
  const targets = catalogues.filter((catalogue) => catalogue.role === 'target').flatMap((catalogue) => catalogue.tables.map((table) => table.name));
  const targetTables = [...new Set([...column('mapping', 'targetTable'), ...targets])];
  const all: Readonly<Partial<Record<BlockId, Readonly<Record<string, readonly string[]>>>>> = {
    inventory: { sourceSystem: plan.state.sourceSystems.map((system) => system.name), priority: ['High', 'Medium', 'Low'] },
    mapping: { sourceTable: column('inventory', 'object'), targetTable: targetTables },
    tableRules: { targetTable: targetTables },
    ruleDetails: { check: column('validation', 'check'), gate: ['pre', 'post'], phase: phases },
    loadOrder: { targetTable: targetTables, phase: phases, waitsFor: column('loadOrder', 'targetTable') },
    restoreSteps: { phase: phases },
    cutover: { dependencies: column('cutover', 'activity') },
  };
  return Object.fromEntries(Object.entries(all[block] ?? {}).filter(([, values]) => values.length > 0));
}

function footerOf(plan: Plan, block: BlockId, words: Words): string | undefined {
  const rows = rowsOf(plan, block).length;
  if (rows === 0) return undefined;
  switch (block) {
    case 'inventory':
      return inventoryFooter(plan, words);
    case 'mapping': {
      const totals = mappingTotals(plan);
      const footer = words('workflow.footer.mapping', {
        mapped: formatCount(BigInt(totals.mapped)), fields: formatCount(BigInt(totals.fields)), left: formatCount(BigInt(totals.leftBehind)), open: formatCount(BigInt(totals.open)),
      });
      return totals.targetsOpen === 0 ? footer : `${footer} · ${counted(words, 'workflow.footer.targetsOpen', totals.targetsOpen)}`;
    }
    case 'validation': {
      const totals = rulesByGate(plan);
      return words('workflow.footer.rules', { pre: formatCount(BigInt(totals.pre)), post: formatCount(BigInt(totals.post)), open: formatCount(BigInt(totals.open)) });
    }
    case 'restoreSteps':
    case 'cutover': {
      const { minutes, open } = durationTotals(plan, block);
      const parts = open === rows ? [] : [words('workflow.footer.durations', { known: formatDuration(minutes) })];
      if (open > 0) parts.push(counted(words, 'workflow.footer.durationsOpen', open));
      return parts.join(' · ');
    }
    case 'overview':
    case 'tableRules':
    case 'ruleDetails':
    case 'phases':
    case 'loadOrder':
    case 'rollbackCriteria':
    case 'pointOfNoReturn':
      return counted(words, 'workflow.footer.rows', rows, formatCount(BigInt(rows)));
  }
}

function inventoryFooter(plan: Plan, words: Words): string {
  const totals = inventoryTotals(plan);
  const parts = [counted(words, 'workflow.headline.tables', totals.tables, formatCount(BigInt(totals.tables)))];
  if (totals.unknown < totals.tables) parts.push(counted(words, 'workflow.headline.rows', totals.rows, formatCount(totals.rows, totals.estimated)));
  if (totals.unknown > 0) parts.push(counted(words, 'workflow.headline.unknown', totals.unknown));
  if (totals.sizesUnknown < totals.tables) parts.push(sizeInWords(totals, words));
  if (totals.excluded > 0) parts.push(counted(words, 'workflow.footer.excluded', totals.excluded));
  return parts.join(' · ');
}
