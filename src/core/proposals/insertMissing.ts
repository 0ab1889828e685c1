import type { SimpleEdit } from '../plan/planEdit.ts';
import type { BlockId } from '../plan/sections.ts';

/** A row of a proposal, and the key by which it is the same as a row that stands. */
export interface ProposedRow {
  readonly key: string;
  readonly row: Readonly<Record<string, string>>;
}

/** Each group costs a reading of the document; very scattered rows go to the end together. */
const MOST_GROUPS = 50;

/**
 * The edits that put the missing ones of `proposed` among the rows that stand (`standing` holds their keys), in the order of
 * the proposal: each run of missing rows after the row that precedes it there, else before the row that follows it, else at
 * the end. Rows that stand are never touched. The edits go from the last row to the first, so that none moves the place of
 * another.
 */
export function insertMissing(block: BlockId, standing: readonly string[], proposed: readonly ProposedRow[]): SimpleEdit[] {
  const places = new Map<string, number>();
  standing.forEach((key, index) => { if (!places.has(key)) places.set(key, index); });
  const seen = new Set<string>();
  const groups = new Map<number, Record<string, string>[]>();
  const add = (at: number, row: ProposedRow['row']): void => {
    const group = groups.get(at);
    if (group) group.push({ ...row });
    else groups.set(at, [{ ...row }]);
  };
  const leading: ProposedRow['row'][] = [];
  let anchor: number | undefined;
  for (const { key, row } of proposed) {
    if (seen.has(key)) continue;
    seen.add(key);
    const place = places.get(key);
    if (place !== undefined) {
      // Rows before the first one that stands go right before it.
      if (anchor === undefined) for (const early of leading) add(place, early);
      anchor = place + 1;
    } else if (anchor === undefined) leading.push(row);
    else add(anchor, row);
  }
  if (anchor === undefined) for (const row of leading) add(standing.length, row);
  if (groups.size > MOST_GROUPS) {
    const rows = [...groups].sort(([a], [b]) => a - b).flatMap(([, group]) => group);
    return [{ kind: 'insertRows', block, at: standing.length, rows }];
  }
  return [...groups].sort(([a], [b]) => b - a).map(([at, rows]) => ({ kind: 'insertRows', block, at, rows }));
}
