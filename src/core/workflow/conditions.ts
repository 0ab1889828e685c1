import { filledPlaceholders } from '../mapping/placeholders.ts';
import { NONE, UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import { remembered, rememberedEach } from '../plan/remembered.ts';
import { blockSpec, sectionSpec } from '../plan/sections.ts';
import { isExcluded, volumeOf } from '../plan/volumes.ts';
import { fieldValue, isItemList } from './paths.ts';
import { signOffState } from './signOffs.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanState } from '../plan/planState.ts';
import type { PlanPlace, Problem } from '../plan/problem.ts';
import type { SectionId } from '../plan/sections.ts';
import type { Condition, Panel, Step } from './stepFile.ts';

/** All that a condition may look at. */
export interface Context {
  readonly plan: Plan;
  /** All problems of the document, those from the catalogues included. */
  readonly problems: readonly Pick<Problem, 'code' | 'args' | 'severity' | 'place'>[];
  /** The steps read so far, in order. */
  readonly steps: readonly Step[];
}

/** A condition that does not hold, or one place where it does not. */
export interface Blocker {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly place: PlanPlace;
  /** A recorded reason can set it aside. */
  readonly waivable: boolean;
  /** The panel whose condition it is. */
  readonly panel: string;
}

type Finding = Pick<Blocker, 'code' | 'args' | 'place'>;

/**
 * Everything that keeps a panel from being complete, computed from the plan alone; a deviation recorded for the panel
 * sets its non-firm conditions aside. `confirming`: id of a panel that is being signed off right now, so that its
 * missing or stale sign-off is no obstacle.
 */
export function evaluatePanel(context: Context, panel: Panel, confirming?: string): Blocker[] {
  const deviates = hasDeviation(context.plan, panel.id);
  return panel.complete.flatMap((condition) => {
    if (deviates && !condition.firm) return [];
    if (confirming !== undefined && 'signedOff' in condition && condition.signedOff === confirming) return [];
    return evaluateCondition(context, condition, panel).map((finding) => ({ ...finding, waivable: !condition.firm, panel: panel.id }));
  });
}

/** True where a reason is recorded for going on without the panel's conditions. */
export function hasDeviation(plan: Plan, panel: string): boolean {
  return plan.state.deviations.some((deviation) => deviation.panel === panel && deviation.reason.trim() !== '');
}

function evaluateCondition(context: Context, condition: Condition, panel: Panel): readonly Finding[] {
  if ('filled' in condition) return checkFilled(context.plan, condition.filled, panel);
  if ('some' in condition) return checkSome(context.plan, condition.some, panel);
  if ('each' in condition) return checkEach(context.plan, condition.each, panel);
  if ('rows' in condition) {
    if ((context.plan.rows[condition.rows]?.length ?? 0) > 0) return [];
    const spec = blockSpec(condition.rows);
    return [finding('workflow.noRows', { block: spec.heading ?? sectionTitle(spec.section) }, { kind: 'block', block: condition.rows })];
  }
  if ('volumesProven' in condition) return checkVolumes(context.plan);
  if ('noErrors' in condition) {
    return context.problems
      .filter((problem) => problem.severity === 'error' && sectionOf(problem.place) === condition.noErrors)
      .map(({ code, args, place }) => finding(code, args, place));
  }
  if ('mappingClosed' in condition) return mappingFindings(rowsOf(context.plan, 'mapping'));
  if ('signedOff' in condition) return checkSignOff(context, condition.signedOff);
  if ('stepDone' in condition) return checkStepDone(context, condition.stepDone);
  return unknownCondition(condition);
}

function unknownCondition(condition: never): never {
  throw new Error(`unknown condition ${JSON.stringify(condition)}`);
}

function finding(code: string, args: Readonly<Record<string, string>>, place: PlanPlace): Finding {
  return { code, args, place };
}

function checkFilled(plan: Plan, path: string, panel: Panel): Finding[] {
  const value = fieldValue(plan.state, path);
  if (typeof value === 'string' && isSaid(value)) return [];
  return [finding('workflow.notFilled', { field: labelOf(panel, path) }, { kind: 'field', path })];
}

function checkSome(plan: Plan, path: string, panel: Panel): Finding[] {
  const value = fieldValue(plan.state, path);
  if (value !== undefined && typeof value !== 'string' && value.length > 0) return [];
  return [finding('workflow.noItems', { list: labelOf(panel, path) }, { kind: 'field', path })];
}

function checkEach(plan: Plan, path: string, panel: Panel): Finding[] {
  const [list = '', field = ''] = path.split('.');
  if (!isItemList(list)) return [];
  const items = plan.state[list] as readonly Readonly<Record<string, string>>[];
  return items.flatMap((item, index) => {
    if (isSaid(item[field] ?? '')) return [];
    const name = Object.values(item)[0] ?? '';
    return [finding('workflow.itemFieldMissing', { item: name === '' ? String(index + 1) : name, field: columnLabel(panel, list, field) }, { kind: 'item', list, index, field })];
  });
}

function checkVolumes(plan: Plan): readonly Finding[] {
  const rows = plan.rows.inventory;
  if (rows === undefined) return [finding('workflow.noRows', { block: sectionTitle('inventory') }, { kind: 'block', block: 'inventory' })];
  return volumeFindings(plan.state, rows);
}

const volumeFindings = remembered((state: PlanState, inventory: readonly PlanRow[]): readonly Finding[] => {
  const plan: Plan = { state, rows: { inventory } };
  return inventory.flatMap((row, index) => {
    if (isExcluded(plan, row)) return [];
    const volume = volumeOf(plan, row);
    if (volume.proven) return [];
    const place: PlanPlace = { kind: 'cell', block: 'inventory', row: index, column: 'recordCount' };
    // What a list states is known to be from there; all else is what somebody typed.
    const stated = volume.evidence === undefined ? 'workflow.volumeStated' : 'workflow.volumeListed';
    const code = volume.kind === 'unknown' ? 'workflow.volumeUnknown' : volume.kind === 'estimated' ? 'workflow.volumeEstimated' : stated;
    return [finding(code, { row: inventoryKey(row), count: cellOf(row, 'recordCount') }, place)];
  });
});

/** Transforms that need no source. */
const FILLS_ITSELF = /^(constant\s+\S|default$|generated$)/i;
const LEAVE_BEHIND = /^leave behind\b:?(.*)$/is;

/** What is open in a mapping row, as the column it is open in; undefined where the row is closed. */
export function mappingGap(cells: Readonly<Record<string, string>>): { readonly column: string; readonly code: string } | undefined {
  const read = (column: string): string => (cells[column] ?? '').trim();
  const hasSource = isSaid(read('sourceField')) && read('sourceField') !== NONE;
  const transform = read('transform');
  if (read('targetField') === NONE || read('targetTable') === NONE) {
    const reason = LEAVE_BEHIND.exec(transform)?.[1]?.trim() ?? '';
    return isSaid(reason) ? undefined : { column: 'transform', code: 'workflow.leftBehindWithoutReason' };
  }
  if (hasSource) {
    if (!isSaid(read('targetField'))) return { column: 'targetField', code: 'workflow.fieldUnmapped' };
    if (!isSaid(read('targetTable'))) return { column: 'targetTable', code: 'workflow.fieldUnmapped' };
  } else if (read('sourceField') !== NONE && !FILLS_ITSELF.test(transform)) return { column: 'sourceField', code: 'workflow.targetWithoutSource' };
  if (!isSaid(transform)) return { column: 'transform', code: 'workflow.transformOpen' };
  return undefined;
}

const NO_GAP: { readonly gap: ReturnType<typeof mappingGap> } = { gap: undefined };
const gapsOf = rememberedEach((_: typeof NO_GAP, row: PlanRow): { readonly gap: ReturnType<typeof mappingGap> } => {
  const gap = mappingGap(row.cells);
  return gap ? { gap } : NO_GAP;
});

/** What is open in each row of a mapping that is, by the row's number. A row that asks for the source of a field which another row fills is closed. */
export const mappingGaps = remembered((rows: readonly PlanRow[]): ReadonlyMap<number, NonNullable<ReturnType<typeof mappingGap>>> => {
  const gaps = new Map<number, NonNullable<ReturnType<typeof mappingGap>>>();
  const filled = filledPlaceholders(rows);
  gapsOf(NO_GAP, rows).forEach(({ gap }, index) => {
    if (gap !== undefined && !filled.has(index)) gaps.set(index, gap);
  });
  return gaps;
});

const mappingFindings = remembered((rows: readonly PlanRow[]): readonly Finding[] => [...mappingGaps(rows)].map(([index, gap]) => {
  const row = rows[index]!;
  const args = {
    source: pairName(cellOf(row, 'sourceTable'), cellOf(row, 'sourceField')),
    target: pairName(cellOf(row, 'targetTable'), cellOf(row, 'targetField')),
  };
  return finding(gap.code, args, { kind: 'cell', block: 'mapping', row: index, column: gap.column });
}));

function pairName(table: string, field: string): string {
  return isSaid(table) && table !== NONE ? `${table}.${field}` : field;
}

function checkSignOff(context: Context, id: string): Finding[] {
  const panels = context.steps.flatMap((step) => step.panels);
  const panel = panels.find((candidate) => candidate.id === id);
  if (panel === undefined) return [finding('workflow.notSignedOff', { panel: id }, { kind: 'document' })];
  const place: PlanPlace = panel.section === undefined ? { kind: 'document' } : { kind: 'section', section: panel.section };
  const state = signOffState(context.plan, panel, panels);
  switch (state.state) {
    case 'valid':
      return [];
    case 'none':
      return [finding('workflow.notSignedOff', { panel: panel.title }, place)];
    case 'stale':
      return [finding(state.changed === 'content' ? 'workflow.staleContent' : 'workflow.staleBasis', { panel: panel.title, by: state.signOff.by, at: state.signOff.at }, place)];
  }
}

function checkStepDone(context: Context, id: string): Finding[] {
  const place: PlanPlace = { kind: 'field', path: 'stepsCompleted' };
  const step = context.steps.find((candidate) => candidate.id === id);
  if (!context.plan.state.stepsCompleted.includes(id)) return [finding('workflow.stepNotDone', { step: step?.title ?? id }, place)];
  // A step that waits for itself by way of another is never done, and the search ends.
  const before = { ...context, steps: context.steps.filter((candidate) => candidate.id !== id) };
  const proven = step !== undefined && step.panels.every((panel) => evaluateInside(context, before, panel).length === 0);
  return proven ? [] : [finding('workflow.stepNotProven', { step: step?.title ?? id }, place)];
}

function evaluateInside(context: Context, before: Context, panel: Panel): Blocker[] {
  const waits = panel.complete.filter((condition) => 'stepDone' in condition);
  const rest = { ...panel, complete: panel.complete.filter((condition) => !('stepDone' in condition)) };
  return [...evaluatePanel(context, rest), ...evaluatePanel(before, { ...panel, complete: waits })];
}

/** The section that a place belongs to; undefined for the frontmatter's, save the evidence, which vouches for the inventory. */
export function sectionOf(place: PlanPlace): SectionId | undefined {
  switch (place.kind) {
    case 'section':
      return place.section;
    case 'block':
    case 'cell':
      return blockSpec(place.block).section;
    case 'item':
      return place.list === 'evidence' ? 'inventory' : undefined;
    case 'field':
    case 'document':
      return undefined;
  }
}

/** True where a person or a measurement has said something: neither nothing nor `?`. */
export function isSaid(value: string): boolean {
  const text = value.trim();
  return text !== '' && text !== UNKNOWN;
}

function labelOf(panel: Panel, path: string): string {
  return panel.fields.find((field) => field.path === path)?.label ?? path;
}

function columnLabel(panel: Panel, list: string, key: string): string {
  const field = panel.fields.find((candidate) => candidate.path === list);
  const label = field?.input === 'records' ? field.columns.find((column) => column.key === key)?.label : undefined;
  return label ?? key;
}

function sectionTitle(section: SectionId): string {
  return sectionSpec(section).heading;
}
