import { cellOf } from '../plan/plan.ts';
import { blockSpec } from '../plan/sections.ts';
import { remembered, rememberedEach } from '../plan/remembered.ts';
import { digest } from './digest.ts';
import { fieldValue, projection } from './paths.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { SignOff } from '../plan/planState.ts';
import type { BlockId, BlockSpec } from '../plan/sections.ts';
import type { Field, Panel } from './stepFile.ts';

/** Whether a panel was signed off, and whether what was signed still stands. */
export type SignOffState =
  | { readonly state: 'none' }
  | { readonly state: 'valid'; readonly signOff: SignOff }
  /** `content`: the panel itself changed; `basis`: what it rests on did. */
  | { readonly state: 'stale'; readonly signOff: SignOff; readonly changed: 'content' | 'basis' };

/** Blocks whose order says something; the rows of the others may be sorted without anything having changed. */
const ORDERED: ReadonlySet<BlockId> = new Set<BlockId>(['phases', 'loadOrder', 'restoreSteps', 'cutover']);

const contents = new WeakMap<Plan, WeakMap<Panel, string>>();

/**
 * What a panel edits, as one canonical text: the values of its fields and cells, and nothing of how they are written
 * (white space, line ends, column order, columns and keys that are not the panel's, row order where it means nothing).
 */
export function panelContent(plan: Plan, panel: Panel): string {
  let known = contents.get(plan);
  if (known === undefined) contents.set(plan, (known = new WeakMap()));
  let content = known.get(panel);
  if (content === undefined) known.set(panel, (content = computeContent(plan, panel)));
  return content;
}

function computeContent(plan: Plan, panel: Panel): string {
  const fields = panel.fields.map((field) => [field.path, fieldContent(plan, field)] as const).sort(byName);
  const blocks = panel.blocks.map((block) => [block, blockContent(plan, block)] as const).sort(byName);
  return JSON.stringify([fields, blocks]);
}

function byName(one: readonly [string, unknown], other: readonly [string, unknown]): number {
  return one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0;
}

function fieldContent(plan: Plan, field: Field): unknown {
  const value = fieldValue(plan.state, field.path);
  if (value === undefined) return null;
  if (typeof value === 'string') return tidy(value);
  const columns = field.input === 'records' ? field.columns.map((column) => column.key).sort() : [];
  return value.map((entry) => (typeof entry === 'string' ? tidy(entry) : columns.map((key) => tidy(entry[key] ?? ''))));
}

function blockContent(plan: Plan, block: BlockId): unknown {
  const spec = blockSpec(block);
  const rows = plan.rows[block];
  // An optional block that is not there is the same as an empty one; a required one that is not there is damage.
  if (rows === undefined) return spec.required ? null : [];
  return rowTexts(spec, rows);
}

const textsOf = rememberedEach((spec: BlockSpec, row: PlanRow): { readonly text: string; rank: number } => ({ text: JSON.stringify(spec.columns.map((column) => tidy(cellOf(row, column.key)))), rank: -1 }));

/** The rows as texts: as they stand where their order says something, else sorted. */
const rowTexts = remembered((spec: BlockSpec, rows: readonly PlanRow[]): readonly string[] => {
  const texts = textsOf(spec, rows);
  if (ORDERED.has(spec.id)) return texts.map(({ text }) => text);
  const sorted = nearlySorted(texts).sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0));
  sorted.forEach((entry, rank) => { entry.rank = rank; });
  return sorted.map(({ text }) => text);
});

/**
 * The texts in the order in which they were sorted the last time, new ones behind them: sorting what is nearly sorted takes
 * a pass. Where a rank is of another table or long ago, sorting takes longer, and comes out the same.
 */
function nearlySorted<Text extends { readonly rank: number }>(texts: readonly Text[]): Text[] {
  const places: (Text | undefined)[] = [];
  const rest: Text[] = [];
  for (const text of texts) {
    if (text.rank < 0 || text.rank > texts.length * 2 || places[text.rank] !== undefined) rest.push(text);
    else places[text.rank] = text;
  }
  return [...places.filter((text) => text !== undefined), ...rest];
}

function tidy(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

/** What a panel rests on (`dependsOn`), as one canonical text; '' where it rests on nothing. */
export function panelBasis(plan: Plan, panel: Panel, panels: readonly Panel[]): string {
  if (panel.dependsOn.length === 0) return '';
  return JSON.stringify(
    [...panel.dependsOn].sort().map((name) => {
      if (name.includes('.')) return [name, basisValues(plan, name)];
      const other = panels.find((candidate) => candidate.id === name);
      return [name, other === undefined ? null : digest(panelContent(plan, other))];
    }),
  );
}

/** The different values behind a path: a table that is mentioned once more, or further down, changes nothing. */
function basisValues(plan: Plan, path: string): readonly string[] | null {
  const values = projection(plan, path);
  return values === undefined ? null : [...new Set(values.map(tidy))].sort();
}

function digests(plan: Plan, panel: Panel, panels: readonly Panel[]): { readonly content: string; readonly basis: string } {
  const basis = panelBasis(plan, panel, panels);
  return { content: digest(panelContent(plan, panel)), basis: basis === '' ? '' : digest(basis) };
}

/** The state of a panel's sign-off. Where several stand (two branches, merged), one that still holds wins, else the last. */
export function signOffState(plan: Plan, panel: Panel, panels: readonly Panel[]): SignOffState {
  const entries = plan.state.signOffs.filter((entry) => entry.panel === panel.id);
  const last = entries.at(-1);
  if (last === undefined) return { state: 'none' };
  const now = digests(plan, panel, panels);
  const holding = entries.findLast((entry) => entry.content === now.content && entry.basis === now.basis);
  if (holding !== undefined) return { state: 'valid', signOff: holding };
  return { state: 'stale', signOff: last, changed: last.content === now.content ? 'basis' : 'content' };
}

/** A person vouches for the panel as it stands in this plan. `at` is an ISO date. */
export function signOffEdit(plan: Plan, panel: Panel, panels: readonly Panel[], by: string, at: string): PlanEdit & SimpleEdit {
  return { kind: 'signOff', panel: panel.id, by, at, ...digests(plan, panel, panels) };
}
