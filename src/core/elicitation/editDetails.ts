import type { Plan, PlanRow } from '../plan/plan.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import type { PlanEdit, RowRef, SimpleEdit } from '../plan/planEdit.ts';
import { blockSpec, sectionSpec } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';
import { textsAt } from './build.ts';
import type { Words } from './words.ts';

/** What an edit would change, a line each: before → after. */
export function editDetails(plan: Plan, edit: PlanEdit, words: Words): readonly string[] {
  return (edit.kind === 'batch' ? edit.edits : [edit]).flatMap((each) => lines(plan, each, words)).slice(0, 20);
}

const blockTitle = (block: BlockId): string => blockSpec(block).heading ?? sectionSpec(blockSpec(block).section).heading;
const rowText = (block: BlockId, row: Readonly<Record<string, string>>): string => blockSpec(block).columns.map((column) => row[column.key] ?? '').join(' | ');
const rowAt = (plan: Plan, block: BlockId, ref: RowRef): PlanRow | undefined => rowsOf(plan, block)[ref.index];

function lines(plan: Plan, edit: SimpleEdit, words: Words): readonly string[] {
  const set = (place: string, before: string, after: string): string => words('elicitation.detail.set', { place, before: before === '' ? '?' : before, after });
  const add = (place: string, after: string): string => words('elicitation.detail.add', { place, after });
  switch (edit.kind) {
    case 'setCell': {
      const row = rowAt(plan, edit.block, edit.row);
      const header = blockSpec(edit.block).columns.find((column) => column.key === edit.column)?.header ?? edit.column;
      return [set(`${blockTitle(edit.block)}, ${header}`, row === undefined ? '' : cellOf(row, edit.column), edit.value)];
    }
    case 'insertRows': return edit.rows.map((row) => add(blockTitle(edit.block), rowText(edit.block, row)));
    case 'removeRows': return edit.rows.map((ref) => words('elicitation.detail.remove', { place: blockTitle(edit.block), before: rowText(edit.block, rowAt(plan, edit.block, ref)?.cells ?? {}) }));
    case 'addItem': return [add(edit.list, Object.values(edit.item).filter((value) => value !== '').join(', '))];
    case 'setItem': return Object.entries(edit.values).map(([key, value]) => set(`${edit.list}, ${edit.item.key ?? String(edit.item.index)}, ${key}`, '', value));
    case 'removeItem': return [words('elicitation.detail.remove', { place: edit.list, before: edit.item.key ?? String(edit.item.index) })];
    case 'setField': {
      if (typeof edit.value === 'string') return [set(edit.path, '', edit.value)];
      const path = edit.path === 'businessRules' || edit.path === 'pastAttempts' || edit.path === 'constraints.regulations' || edit.path === 'constraints.other' ? edit.path : undefined;
      const before = new Set(path === undefined ? [] : textsAt(plan.state, path));
      return edit.value.filter((value) => !before.has(value)).map((value) => add(edit.path, value));
    }
    case 'confirmVolumes': return edit.rows.map((row) => words('elicitation.detail.confirm', { place: row, after: edit.by }));
    // The remaining kinds are never proposed here.
    case 'setCells': case 'duplicateRows': case 'sortRows':
    case 'moveRows': case 'setEvidence': case 'dropEvidence': case 'reattachEvidence': case 'signOff': case 'completeStep': case 'reopenStep':
    case 'restore': case 'renderOverview': case 'takeOverOverview': return [];
    default: return [];
  }
}
