import type { Column } from '../catalogue/catalogue.ts';
import { compareTypes } from '../catalogue/compareTypes.ts';

/** Whether values must be converted on their way: another kind of type, or one that holds less. */
export function needsCast(source: Column, target: Column): boolean {
  const { type: from } = source;
  const { type: to } = target;
  if (from.kind === 'unknown' || to.kind === 'unknown') return from.kind === 'unknown' && to.kind !== 'text' && to.kind !== 'unknown';
  if (from.kind !== to.kind) return !(from.kind === 'enum' && to.kind === 'text');
  // A text that may be too long, a wide whole number in a narrow one: values to check, not to convert. Digits and zones are converted.
  return (from.kind === 'decimal' || from.kind === 'timestamp' || from.kind === 'time') && !compareTypes(from, to).fits;
}

/** The target's own name of the type, in lower case: `numeric(10,2)`. */
export function targetType(target: Column): string {
  const native = target.nativeType.trim().replace(/\s+/g, ' ').toLowerCase();
  return native === '' ? target.type.kind : native;
}
