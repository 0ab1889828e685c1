import { ITEM_LISTS, planStateSchema } from '../plan/planState.ts';
import type { ItemList } from '../plan/planState.ts';

/** What a key of the frontmatter holds, taken from the schema, so that the fields stand in one place only. */
export type FieldShape =
  | { readonly kind: 'text' }
  | { readonly kind: 'texts' }
  | { readonly kind: 'items'; readonly list: ItemList; readonly fields: readonly string[] }
  | { readonly kind: 'group'; readonly fields: ReadonlyMap<string, FieldShape> };

function shapeOf(key: string, value: unknown): FieldShape {
  if (key in ITEM_LISTS) {
    const list = key as ItemList;
    return { kind: 'items', list, fields: Object.keys(ITEM_LISTS[list].shape) };
  }
  if (Array.isArray(value)) return { kind: 'texts' };
  if (typeof value === 'object' && value !== null) {
    return { kind: 'group', fields: new Map(Object.entries(value).map(([name, inner]) => [name, shapeOf(name, inner)])) };
  }
  return { kind: 'text' };
}

const empty = planStateSchema.parse({ workflow: 'create-data-migration' });

/** The top-level keys in the order of the schema, in which new keys are written. */
export const STATE_FIELDS: ReadonlyMap<string, FieldShape> = new Map(
  Object.keys(planStateSchema.shape).map((key) => [key, shapeOf(key, empty[key as keyof typeof empty])]),
);

/** The shape at a dotted path; undefined where a plan has no such field. */
export function fieldShape(path: string): FieldShape | undefined {
  let fields: ReadonlyMap<string, FieldShape> | undefined = STATE_FIELDS;
  let shape: FieldShape | undefined;
  for (const name of path.split('.')) {
    shape = fields?.get(name);
    if (!shape) return undefined;
    fields = shape.kind === 'group' ? shape.fields : undefined;
  }
  return shape;
}
