import type { TypeWord } from './typeWord.ts';

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
