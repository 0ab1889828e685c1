import { parseCount } from '../units/count.ts';
import { parseDuration } from '../units/duration.ts';
import { parseSize } from '../units/size.ts';
import { NONE, UNKNOWN } from './plan.ts';
import type { CellKind } from './sections.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const PRIORITIES = ['high', 'medium', 'low'];

/** What a cell is sorted by: a quantity, else a text; undefined where it says nothing or can't be read. */
function sortValue(value: string, kind: CellKind): bigint | number | string | undefined {
  const text = value.trim();
  if (text === '' || text === UNKNOWN || text === NONE) return undefined;
  switch (kind) {
    case 'count':
      return parseCount(text)?.value;
    case 'size':
      return parseSize(text);
    case 'duration':
      return parseDuration(text);
    case 'priority': {
      const rank = PRIORITIES.indexOf(text.toLowerCase());
      return rank < 0 ? undefined : rank;
    }
    case 'text': case 'name': case 'names': case 'sql': case 'transform': case 'tolerance': case 'gate':
      return text;
    default:
      return kind satisfies never;
  }
}

/**
 * A comparison of the values of a column, for sorting: counts, sizes and durations by quantity, priorities from high to
 * low, everything else by its words with numbers in them as numbers. What is unknown, empty or unreadable comes last
 * in both directions.
 */
export function cellComparison(kind: CellKind, descending = false): (a: string, b: string) => number {
  const memory = new Map<string, bigint | number | string | undefined>();
  const valueOf = (text: string): bigint | number | string | undefined => {
    if (!memory.has(text)) memory.set(text, sortValue(text, kind));
    return memory.get(text);
  };
  return (a, b) => {
    const left = valueOf(a);
    const right = valueOf(b);
    if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? 1 : -1;
    const order = typeof left === 'string' || typeof right === 'string' ? collator.compare(String(left), String(right)) : left < right ? -1 : left > right ? 1 : 0;
    return descending ? -order : order;
  };
}
