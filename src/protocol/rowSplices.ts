/** `remove` rows from `from` on go, and `insert` come in their place. Positions count in the list as the splices before left it. */
export interface RowSplice<T> {
  readonly from: number;
  readonly remove: number;
  readonly insert: readonly T[];
}

/**
 * What turns one list into the other, told by identity: elements that are the same object in both stay. As few elements
 * as possible are inserted (longest increasing subsequence), so that a row that moved is one removal and one insertion.
 */
export function rowSplices<T extends object>(before: readonly T[], after: readonly T[]): RowSplice<T>[] {
  const shared = Math.min(before.length, after.length);
  let head = 0;
  while (head < shared && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shared - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const kept = keptPairs(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const splices: RowSplice<T>[] = [];
  let [old, now] = [head, head];
  const upTo = (oldEnd: number, nowEnd: number): void => {
    if (oldEnd > old || nowEnd > now) splices.push({ from: now, remove: oldEnd - old, insert: after.slice(now, nowEnd) });
  };
  for (const [oldAt, nowAt] of kept) {
    upTo(head + oldAt, head + nowAt);
    [old, now] = [head + oldAt + 1, head + nowAt + 1];
  }
  upTo(before.length - tail, after.length - tail);
  return splices;
}

/** Pairs of positions, rising in both lists, that hold the same object. */
function keptPairs<T extends object>(before: readonly T[], after: readonly T[]): [number, number][] {
  const places = new Map<T, number[]>();
  for (let at = after.length - 1; at >= 0; at--) {
    const element = after[at]!;
    const known = places.get(element);
    if (known === undefined) places.set(element, [at]);
    else known.push(at);
  }
  const pairs: { readonly old: number; readonly now: number; readonly previous: number }[] = [];
  /** For each length, the pair with the smallest end; by its place in `pairs`. */
  const ends: number[] = [];
  for (let old = 0; old < before.length; old++) {
    const now = places.get(before[old]!)?.pop();
    if (now === undefined) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]!.now < now) low = middle + 1;
      else high = middle;
    }
    pairs.push({ old, now, previous: ends[low - 1] ?? -1 });
    ends[low] = pairs.length - 1;
  }
  const found: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = pairs[at]!.previous) found.push([pairs[at]!.old, pairs[at]!.now]);
  return found.reverse();
}

/** The list with the splices carried out. Undefined where they do not fit it. */
export function applySplices<T>(before: readonly T[], splices: readonly RowSplice<T>[]): readonly T[] | undefined {
  if (splices.length === 0) return before;
  const parts: T[] = [];
  let old = 0;
  for (const { from, remove, insert } of splices) {
    const keep = from - parts.length;
    if (keep < 0 || old + keep + remove > before.length) return undefined;
    for (let at = 0; at < keep; at++) parts.push(before[old + at]!);
    for (const element of insert) parts.push(element);
    old += keep + remove;
  }
  for (; old < before.length; old++) parts.push(before[old]!);
  return parts;
}
