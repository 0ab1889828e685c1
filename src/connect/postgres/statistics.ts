import type { TableStatistics } from '../../core/catalogue/catalogue.ts';
import type { Row } from '../database/engine.ts';

/** Grown to more than this since it was looked at, a table's estimate says nothing of it. */
const STALE_GROWTH = 1.5;
/** Nor when so many rows were changed and it shows: in pages that came, or in dead rows that wait for the vacuum. */
const STALE_CHANGES = 0.5;
const VISIBLE = 0.1;

/**
 * The volume of a table from what PostgreSQL last noted about it and its partitions. An estimate counts only with its age: -1, and 0 before
 * version 14, mean that nobody looked; without a time nobody knows when; and of a table that has changed by half since, it is a
 * memory. All these are unknown. The age of the whole is that of its oldest part.
 */
export function postgresStatistics(parts: readonly Row[]): TableStatistics {
  if (parts.length === 0) {
    return { kind: 'unknown' };
  }
  const bytes = sum(parts, 'bytes');
  const indexBytes = sum(parts, 'index_bytes');
  const sizes = { ...(bytes === undefined ? {} : { bytes }), ...(indexBytes === undefined ? {} : { indexBytes }) };
  const times = parts.map(seenAt);
  if (times.some((time) => time === undefined)) {
    return { kind: 'unknown', ...sizes };
  }
  const rowCount = sum(parts, 'tuples');
  return rowCount === undefined ? { kind: 'unknown', ...sizes } : { kind: 'estimated', rowCount, ...sizes, at: times.filter((time) => time !== undefined).sort()[0]! };
}

/** When the estimate of one part was made; undefined where it can't be used. */
function seenAt(part: Row): string | undefined {
  const { tuples, seen } = part;
  if (tuples === null || tuples === undefined || tuples.startsWith('-') || seen === null || seen === undefined) {
    return undefined;
  }
  const rows = Number(tuples);
  const [pages, notedPages] = [Number(part['main_bytes'] ?? '0') / Number(part['block'] ?? '8192'), Number(part['pages'] ?? '0')];
  if (pages > 10 + notedPages * STALE_GROWTH) {
    return undefined;
  }
  // The number of changes alone says little: it counts updates, and what was loaded in the moment before the look.
  const changes = part['analyzed'] === seen ? Number(part['changes'] ?? '0') : 0;
  const shows = pages > notedPages * (1 + VISIBLE) || Number(part['dead'] ?? '0') > rows * VISIBLE;
  return changes > 50 + rows * STALE_CHANGES && shows ? undefined : seen;
}

function sum(parts: readonly Row[], column: string): string | undefined {
  let total = 0n;
  for (const part of parts) {
    const digits = part[column];
    if (typeof digits !== 'string' || !/^\d+$/.test(digits)) {
      return undefined;
    }
    total += BigInt(digits);
  }
  return total.toString();
}
