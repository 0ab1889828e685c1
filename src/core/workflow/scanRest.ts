/**
 * How long a scan will still take, told from what it took so far. Times are milliseconds. A table costs a fixed part (it is
 * opened, its keys are looked up) and a part that grows with its bytes (its rows are counted).
 */
export interface ScanWork {
  /** Since the first table of this phase was begun. */
  readonly elapsed: number;
  /** Tables done, and what they hold in bytes where that is known of each. */
  readonly done: readonly (number | undefined)[];
  /** The same of those that are left. */
  readonly left: readonly (number | undefined)[];
}

/** Opening a table costs about as much as reading so many bytes of it. */
const FIXED = 64 * 1024;
/** Bytes of a row, where only rows are known. */
export const ROW_BYTES = 100;
/** Before this, a guess says more about how the scan began than about how it goes on. */
const EARLIEST = 2_000;
const FEWEST = 3;
const LEAST_SHARE = 0.02;

/** Milliseconds until the end; undefined while nothing sound can be said. */
export function scanRest({ elapsed, done, left }: ScanWork): number | undefined {
  if (left.length === 0) return 0;
  if (elapsed < EARLIEST || done.length < FEWEST) return undefined;
  // Where the size of some is not known, it counts as what the known ones hold on average.
  const known = [...done, ...left].filter((bytes) => bytes !== undefined);
  const average = known.length === 0 ? 0 : known.reduce((sum, bytes) => sum + bytes, 0) / known.length;
  const cost = (tables: ScanWork['done']): number => tables.reduce<number>((sum, bytes) => sum + FIXED + (bytes ?? average), 0);
  const [past, future] = [cost(done), cost(left)];
  if (past / (past + future) < LEAST_SHARE) return undefined;
  return elapsed * (future / past);
}

/** The rest as one says it: "about 3 min left". Rounded up, as nobody minds when it is done sooner. */
export function restInWords(rest: number): { readonly code: string; readonly args: Readonly<Record<string, string>> } {
  const seconds = rest / 1_000;
  if (seconds <= 10) return { code: 'sources.rest.seconds', args: {} };
  if (seconds <= 60) return { code: 'sources.rest.minute', args: {} };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return { code: 'sources.rest.minutes', args: { count: String(minutes) } };
  const halves = Math.ceil(minutes / 30);
  return { code: 'sources.rest.hours', args: { count: `${String(Math.floor(halves / 2))}${halves % 2 === 0 ? '' : '.5'}` } };
}
