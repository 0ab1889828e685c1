import type { PreparedColumn } from './prepareSchema.ts';
import type { TypeWord } from './typeWord.ts';
import type { ValueFeatures } from './valueFeatures.ts';

const FAMILIES: readonly (readonly [number, readonly TypeWord[]])[] = [
  [0.98, ['integer', 'decimal', 'float']],
  [0.98, ['date', 'timestamp']],
  [0.93, ['time', 'timestamp']],
  [0.98, ['text', 'enum', 'uuid']],
  [0.95, ['text', 'json', 'xml']],
  [0.93, ['boolean', 'integer']],
  [0.93, ['boolean', 'text', 'enum']],
  [0.85, ['uuid', 'binary', 'integer']],
];

/** How well a value of one type goes into another, 0 to 1: a soft factor on all else. */
export function typeFit(source: TypeWord, target: TypeWord): number {
  if (source === target) return 1;
  if (source === 'unknown' || target === 'unknown') return 0.98;
  for (const [fit, kinds] of FAMILIES) if (kinds.includes(source) && kinds.includes(target)) return fit;
  // Old systems keep everything as text.
  if (source === 'text' || target === 'text') return 0.92;
  return 0.72;
}

/** What remains where sentences stand against numbers, dates or flags. */
const PROSE_FIT = 0.7;
/** The least where both hold numbers or both dates, whatever they are declared as. */
const SAME_VALUES_FIT = 0.97;

/** How well what one column holds goes into another, 0 to 1. What the values are says more than what they are declared as, and a part may be of another kind than the whole. */
export function kindFit(source: PreparedColumn, target: PreparedColumn, isPart: boolean): number {
  const [a, b] = [source.values, target.values];
  if (a && b && !isPart && ((a.prose && isPlain(b)) || (b.prose && isPlain(a)))) return PROSE_FIT;
  return Math.max(typeFit(source.type, target.type), a && a.kind === b?.kind && a.kind !== 'text' ? SAME_VALUES_FIT : 0);
}

/** Nothing but numbers, dates or flags. */
function isPlain(values: ValueFeatures): boolean {
  return values.flag || values.numeric === 1 || values.dated === 1;
}
