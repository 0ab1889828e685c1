import { planStateSchema, ITEM_LISTS } from '../plan/planState.ts';
import { cellOf } from '../plan/plan.ts';
import { BLOCKS } from '../plan/sections.ts';
import type { ItemList, PlanState } from '../plan/planState.ts';
import type { Plan } from '../plan/plan.ts';

/** What a dotted path leads to: a text, texts, or the objects of a list. */
export type PathValue = string | readonly string[] | readonly Readonly<Record<string, string>>[];

/** The names of frontmatter lists whose items are objects. */
export function isItemList(name: string): name is ItemList {
  return Object.hasOwn(ITEM_LISTS, name);
}

/** The value of a frontmatter path (`project`, `targetSystem.name`, `businessRules`, `exclusions`); undefined where no such path exists. */
export function fieldValue(state: PlanState, path: string): PathValue | undefined {
  let value: unknown = state;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  return value as readonly string[] | readonly Readonly<Record<string, string>>[];
}

/**
 * The values behind a dotted path that a sign-off rests on: a field (`migrationStrategy.approach`), one field of every
 * item of a list (`exclusions.what`), or one column of a block (`inventory.object`). Undefined where it leads nowhere.
 */
export function projection(plan: Plan, path: string): readonly string[] | undefined {
  const direct = fieldValue(plan.state, path);
  if (direct !== undefined) return asTexts(direct);
  const [first = '', second = ''] = path.split('.');
  if (isItemList(first)) return (plan.state[first] as readonly Readonly<Record<string, string>>[]).map((item) => item[second] ?? '');
  const block = BLOCKS.find((candidate) => candidate.id === first);
  if (block === undefined) return undefined;
  return (plan.rows[block.id] ?? []).map((row) => cellOf(row, second));
}

function asTexts(value: PathValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return value.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
}

const EMPTY_STATE = planStateSchema.parse({ workflow: 'create-data-migration' });

/** What a path of a step file may lead to. */
export type PathKind = 'text' | 'texts' | 'items' | 'itemField' | 'column';

/** What a path leads to by the schema of the plan alone; undefined where it leads nowhere. For the reading of step files. */
export function pathKind(path: string): PathKind | undefined {
  if (isItemList(path)) return 'items';
  const value = fieldValue(EMPTY_STATE, path);
  if (typeof value === 'string') return 'text';
  if (value !== undefined) return 'texts';
  const [first = '', second = '', ...more] = path.split('.');
  if (more.length > 0) return undefined;
  if (isItemList(first)) return Object.hasOwn(ITEM_LISTS[first].shape, second) ? 'itemField' : undefined;
  const block = BLOCKS.find((candidate) => candidate.id === first);
  return block?.columns.some((column) => column.key === second) === true ? 'column' : undefined;
}
