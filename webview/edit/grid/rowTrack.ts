import type { RowRef } from '../../../src/core/plan/planEdit.ts';
import type { RowView } from '../../../src/core/workflow/wizardView.ts';
import { rowSplices } from '../../../src/protocol/rowSplices.ts';

/** Where each row of a table went when the table changed. */
export interface RowTrack {
  /** The row's index now; undefined where it is gone. */
  readonly now: (before: number) => number | undefined;
  /** Indexes of rows that were not there before. */
  readonly added: readonly number[];
}

/**
 * Takes over the objects of rows that say the same as before, so that "unchanged" can be told by identity, also after a view
 * that came whole.
 */
export function keepRows(before: readonly RowView[], after: readonly RowView[]): readonly RowView[] {
  if (before === after) return after;
  const known = new Map<string, RowView[]>();
  let allKept = before.length === after.length;
  const old = new Set(before);
  if (after.every((row) => old.has(row))) return after;
  for (let at = before.length - 1; at >= 0; at--) {
    const row = before[at]!;
    const name = keyName(row.key);
    const same = known.get(name);
    if (same === undefined) known.set(name, [row]);
    else same.push(row);
  }
  const rows = after.map((row, index) => {
    const candidates = known.get(keyName(row.key));
    const at = candidates?.findLastIndex((one) => sameRow(one, row)) ?? -1;
    const kept = at < 0 ? row : candidates!.splice(at, 1)[0]!;
    if (kept !== before[index]) allKept = false;
    return kept;
  });
  return allKept ? before : rows;
}

/**
 * Follows rows from one list to the next: by identity, then among those that were exchanged by their key, then by their place
 * where at least half of their cells say the same. A row that moved is found by identity.
 */
export function trackRows(before: readonly RowView[], after: readonly RowView[]): RowTrack {
  const map = new Int32Array(before.length).fill(-1);
  const added: number[] = [];
  const gone = new Map<RowView, number[]>();
  const splices = rowSplices(before, after);
  let [old, now] = [0, 0];
  const exchanged: { readonly old: readonly number[]; readonly now: readonly number[] }[] = [];
  for (const { from, remove, insert } of splices) {
    while (now < from) map[old++] = now++;
    const removed = Array.from({ length: remove }, (_row, at) => old + at);
    const inserted = insert.map((_row, at) => now + at);
    for (const at of removed) {
      const same = gone.get(before[at]!);
      if (same === undefined) gone.set(before[at]!, [at]);
      else same.push(at);
    }
    exchanged.push({ old: removed, now: inserted });
    old += remove;
    now += insert.length;
  }
  while (old < before.length) map[old++] = now++;
  const free = new Set<number>();
  for (const part of exchanged) {
    for (const at of part.now) {
      const moved = gone.get(after[at]!)?.shift();
      if (moved === undefined) free.add(at);
      else map[moved] = at;
    }
  }
  for (const part of exchanged) {
    const lost = part.old.filter((at) => map[at] === -1);
    const open = part.now.filter((at) => free.has(at));
    const byKey = new Map(open.map((at) => [keyName(after[at]!.key), at]));
    for (const at of lost) {
      const found = byKey.get(keyName(before[at]!.key));
      if (found === undefined || !free.delete(found)) continue;
      map[at] = found;
    }
    if (part.old.length !== part.now.length) continue;
    part.old.forEach((at, index) => {
      const place = part.now[index]!;
      if (map[at] !== -1 || !free.has(place) || !isLike(before[at]!, after[place]!)) return;
      free.delete(place);
      map[at] = place;
    });
  }
  // A row whose key came back elsewhere has moved there.
  const lost = new Map<string, number>();
  for (let at = before.length - 1; at >= 0; at--) if (map[at] === -1) lost.set(keyName(before[at]!.key), at);
  for (const at of free) {
    const from = lost.get(keyName(after[at]!.key));
    if (from === undefined || map[from] !== -1) added.push(at);
    else map[from] = at;
  }
  return {
    now: (index) => {
      const at = map[index];
      return at === undefined || at < 0 ? undefined : at;
    },
    added: added.sort((a, b) => a - b),
  };
}

/** The row as an edit names it. */
export function rowRef(rows: readonly RowView[], index: number): RowRef {
  return { index, key: [...rows[index]?.key ?? []] };
}

function keyName(key: readonly string[]): string {
  return key.join('\u0000');
}

function sameRow(a: RowView, b: RowView): boolean {
  return a.muted === b.muted && sameTexts(a.cells, b.cells) && sameTexts(a.problems, b.problems)
    && a.evidence?.mark === b.evidence?.mark && a.evidence?.proven === b.evidence?.proven && a.evidence?.note === b.evidence?.note;
}

function sameTexts(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function isLike(a: RowView, b: RowView): boolean {
  const keys = Object.keys(a.cells);
  return keys.filter((key) => a.cells[key] === b.cells[key]).length * 2 >= keys.length;
}
