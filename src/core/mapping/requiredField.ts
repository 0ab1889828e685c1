import type { Column } from '../catalogue/catalogue.ts';

/** How a target field gets its value where nothing is mapped to it: it must have a source, or the engine fills it, or it may stay empty. */
export type FieldNeed = 'required' | 'default' | 'generated' | 'optional';

/** What a target column needs. */
export function fieldNeed(column: Column): FieldNeed {
  if (column.generated === true) return 'generated';
  if (column.nullable) return 'optional';
  return column.default !== undefined ? 'default' : 'required';
}
