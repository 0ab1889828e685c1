import type { Column } from '../catalogue/catalogue.ts';
import { compareTypes } from '../catalogue/compareTypes.ts';

/** The transform that a pair of columns needs by its types: `direct`, or `cast to <type>` in the target's words. */
export function proposeTransform(source: Column, target: Column): string {
  return needsCast(source, target) ? `cast to ${targetType(target)}` : 'direct';
}

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

/** What a Transform cell says, as far as this version reads it. */
export type TransformWord = 'direct' | 'cast' | 'leaveBehind' | 'constant' | 'default' | 'generated' | 'unknown' | 'expression';

/** Reads the kind of a Transform cell. */
export function transformWord(text: string): TransformWord {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '?') return 'unknown';
  const lower = trimmed.toLowerCase();
  if (lower === 'direct' || lower === 'default' || lower === 'generated') return lower;
  if (lower.startsWith('cast to ')) return 'cast';
  if (lower === 'leave behind' || lower.startsWith('leave behind:')) return 'leaveBehind';
  return lower.startsWith('constant ') ? 'constant' : 'expression';
}
