import { cellComparison } from '../core/plan/compareCells.ts';
import type { CellKind } from '../core/plan/sections.ts';
import { formatCount, parseCount } from '../core/units/count.ts';
import { formatDuration, parseDuration } from '../core/units/duration.ts';
import { formatSize, parseSize } from '../core/units/size.ts';

export { cellComparison };

/**
 * How the plan reads what is typed into a cell: the quantity as it is written out, `unreadable`, or undefined where the kind
 * of cell has nothing to read (and where nothing is said: empty, `?`, `—`).
 */
export function cellReading(kind: CellKind, text: string): { readonly reads: string } | 'unreadable' | undefined {
  const said = text.trim();
  if (said === '' || said === '?' || said === '—' || said === '-') return undefined;
  switch (kind) {
    case 'count': {
      const count = parseCount(said);
      return count === undefined ? 'unreadable' : { reads: formatCount(count.value, count.estimated) };
    }
    case 'size': {
      const size = parseSize(said);
      return size === undefined ? 'unreadable' : { reads: formatSize(size) };
    }
    case 'duration': {
      const minutes = parseDuration(said);
      return minutes === undefined ? 'unreadable' : { reads: formatDuration(minutes) };
    }
    default:
      return undefined;
  }
}
