import type { DataType } from '../catalogue/catalogue.ts';

type Kind = DataType['kind'];

const FAMILIES: readonly (readonly [number, readonly Kind[]])[] = [
  [0.97, ['integer', 'decimal', 'float']],
  [0.97, ['date', 'timestamp']],
  [0.9, ['time', 'timestamp']],
  [0.97, ['text', 'enum', 'uuid']],
  [0.95, ['text', 'json', 'xml']],
  [0.9, ['boolean', 'integer']],
  [0.85, ['boolean', 'text']],
  [0.8, ['uuid', 'binary']],
];

/** How well a value of one type goes into another, 0 to 1: a factor on the likeness of the names. */
export function typeFit(source: DataType, target: DataType): number {
  if (source.kind === target.kind) return 1;
  if (source.kind === 'unknown' || target.kind === 'unknown') return 0.95;
  for (const [fit, kinds] of FAMILIES) if (kinds.includes(source.kind) && kinds.includes(target.kind)) return fit;
  // Old systems keep everything as text.
  if (source.kind === 'text') return 0.88;
  if (target.kind === 'text') return 0.85;
  return 0.6;
}
