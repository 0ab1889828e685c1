import { isoFromUnix, unixOf } from './instant.ts';

/** Instants in which every engine knows the zones: MySQL and MariaDB convert no others. Room for a day and an offset at both ends. */
export const FIRST_ZONED = '1970-01-03 00:00:00';
export const LAST_ZONED = '2037-12-30 23:59:59';

export type Zone = { readonly kind: 'offset'; readonly seconds: number } | { readonly kind: 'named'; readonly name: string };

/** Reads `UTC`, `+02:00` or `Europe/Berlin`; undefined where there is no such zone. */
export function readZone(text: string): Zone | undefined {
  if (text === 'UTC') return { kind: 'offset', seconds: 0 };
  const offset = /^([+-])(0[0-9]|1[0-3]):([0-5][0-9])$/.exec(text);
  if (offset !== null) return { kind: 'offset', seconds: (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 3600 + Number(offset[3]) * 60) };
  if (!/^[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_-]+){1,2}$/.test(text)) return undefined;
  try {
    formatter(text);
    return { kind: 'named', name: text };
  } catch {
    return undefined;
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  formatters.set(zone, made);
  return made;
}

/** Seconds that the zone is ahead of UTC at an instant. */
function offsetAt(zone: Zone, seconds: number): number {
  if (zone.kind === 'offset') return zone.seconds;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(zone.name).formatToParts(new Date(seconds * 1000))) parts[type] = Number(value);
  const local = Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute'], parts['second']) / 1000;
  return local - seconds;
}

/**
 * The wall clock of one zone as that of another. A time that the clock skips counts by the offset before the skip, a time that it shows
 * twice by the later of its two, the standard one: as PostgreSQL reads them.
 */
export function convertZone(iso: string, from: Zone, to: Zone): string {
  const local = unixOf(iso);
  // The offset a day before and a day after: at most one change lies between.
  const before = offsetAt(from, local - 86_400);
  const after = offsetAt(from, local + 86_400);
  const candidates = [local - before, local - after].filter((instant) => instant + offsetAt(from, instant) === local);
  const instant = candidates.length === 0 ? local - before : Math.max(...candidates);
  return isoFromUnix(instant + offsetAt(to, instant));
}
