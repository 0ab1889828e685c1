import { UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import { blockSpec } from '../plan/sections.ts';
import { says } from './lexicon.ts';
import { line } from './messages.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanEdit, RowRef, SimpleEdit } from '../plan/planEdit.ts';
import type { BlockId } from '../plan/sections.ts';
import type { ConversationCode } from './messages.ts';
import type { Intent } from './reading.ts';
import type { Outcome, RuleContext } from './rule.ts';
import type { TableMention } from './values.ts';

/** Building blocks of proposals. */

export type Propose = Extract<Intent, { kind: 'propose' }>;

export function propose(code: ConversationCode, args: Readonly<Record<string, string>>, details: readonly string[], edits: readonly SimpleEdit[]): Outcome {
  const [only] = edits;
  if (!only) return { intents: [] };
  const edit: PlanEdit = edits.length === 1 ? only : { kind: 'batch', edits: [...edits] };
  return { intents: [{ kind: 'propose', code, args, details, edit }] };
}

export function answer(code: ConversationCode, args: Readonly<Record<string, string>> = {}): Outcome {
  return { intents: [{ kind: 'answer', code, args }] };
}

/** A value as details show it. */
export function shown(value: string): string {
  return value.trim() === '' ? UNKNOWN : value.trim();
}

/** `Customer: Priority Medium → High` */
export function change(name: string, label: string, before: string, after: string): string {
  return line('conversation.detail.change', { name, label, before: shown(before), after: shown(after) });
}
/** `Downtime window: ? → 0` */
export function changeOf(label: string, before: string, after: string): string {
  return line('conversation.detail.changeOf', { label, before: shown(before), after: shown(after) });
}

export function rowRef(block: BlockId, row: PlanRow, index: number): RowRef {
  return { index, key: blockSpec(block).key.map((column) => cellOf(row, column)) };
}

export function setCell(block: BlockId, row: PlanRow, index: number, column: string, value: string): SimpleEdit {
  return { kind: 'setCell', block, row: rowRef(block, row, index), column, value };
}

/** Sets several cells of one row, each finding the row by the key it has by then. */
export function setCells(block: BlockId, row: PlanRow, index: number, values: readonly (readonly [string, string])[]): SimpleEdit[] {
  const cells: Record<string, string> = { ...row.cells };
  const edits: SimpleEdit[] = [];
  for (const [column, value] of values) {
    if ((cells[column] ?? '') === value) continue;
    edits.push({ kind: 'setCell', block, row: rowRef(block, { cells }, index), column, value });
    cells[column] = value;
  }
  return edits;
}

/** The shortest name of a table that no other inventory row has. */
export function tableLabel(plan: Plan, system: string, object: string): string {
  const same = rowsOf(plan, 'inventory').filter((row) => cellOf(row, 'object').toLowerCase() === object.toLowerCase());
  return same.length > 1 ? `${system}.${object}` : object;
}

export function inventoryRow(plan: Plan, index: number): PlanRow | undefined {
  return rowsOf(plan, 'inventory')[index];
}

/** Adds one text to a list of plain texts of the frontmatter. */
export function appended(path: string, before: readonly string[], text: string): SimpleEdit {
  return { kind: 'setField', path, value: [...before, text] };
}

/** The one row of the inventory, or the place for a new one, that a mention of a table means. */
export type TablePlace =
  | { readonly kind: 'row'; readonly index: number; readonly row: PlanRow; readonly key: string; readonly label: string }
  | { readonly kind: 'new'; readonly system: string; readonly object: string }
  /** More than one could be meant: how each is called without doubt. */
  | { readonly kind: 'unclear'; readonly names: readonly string[] };

export function placeOf(context: RuleContext, mention: TableMention): TablePlace {
  const { plan } = context;
  const rows = mention.refs.filter((ref) => ref.row !== undefined);
  const refs = rows.length > 0 ? rows : mention.refs;
  if (refs.length > 1) return { kind: 'unclear', names: refs.map((ref) => `${ref.object} in ${ref.system}`) };
  const ref = refs[0];
  if (ref?.row !== undefined) {
    const row = inventoryRow(plan, ref.row);
    if (row) return { kind: 'row', index: ref.row, row, key: inventoryKey(row), label: tableLabel(plan, ref.system, ref.object) };
  }
  if (ref) return { kind: 'new', system: ref.system, object: ref.object };
  if (mention.system) return { kind: 'new', system: mention.system.name, object: mention.said };
  const sources = context.lexicon.systems.all().filter((system) => system.role === 'source');
  if (sources.length > 1) return { kind: 'unclear', names: sources.map((system) => `${mention.said} in ${system.name}`) };
  // Nobody has named a system yet: what was said is kept, its system is open.
  return { kind: 'new', system: sources[0]?.name ?? UNKNOWN, object: mention.said };
}

/** Joins names for a sentence: `A, B and C`. */
export function joined(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** Capital first letter, the rest as said. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}

export function known(value: string): boolean {
  return says(value);
}
