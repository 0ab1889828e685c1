import { cellOf } from '../plan/plan.ts';
import type { PlanRow } from '../plan/plan.ts';
import { EditRefused } from '../plan/planEdit.ts';
import type { RowRef } from '../plan/planEdit.ts';
import type { ReadBlock } from './readRows.ts';

/** Where a row is by its index and key; undefined where the index does not hold that key. */
export function rowIndex(block: ReadBlock, ref: RowRef): number | undefined {
  const row = block.rows[ref.index];
  return row && (ref.key === undefined || sameKey(block, row, ref.key)) ? ref.index : undefined;
}

function sameKey(block: ReadBlock, row: PlanRow, key: readonly string[]): boolean {
  return block.place.spec.key.length === key.length && block.place.spec.key.every((name, index) => cellOf(row, name) === key[index]);
}

/** The row a view means: at its index while its key stands there, else the only row of that key. Throws EditRefused where it is gone. */
export function resolveRow(block: ReadBlock, ref: RowRef): number {
  const here = rowIndex(block, ref);
  if (here !== undefined) return here;
  const key = ref.key;
  const found = key === undefined ? [] : rowsByKey(block).get(key.join('\u0000')) ?? [];
  if (found.length === 1 && found[0] !== undefined) return found[0];
  throw new EditRefused('edit.rowMoved', { key: key?.join(' · ') ?? String(ref.index + 1) });
}

const keyIndexes = new WeakMap<ReadBlock, ReadonlyMap<string, readonly number[]>>();

/** The rows of a block by key: made once where rows are not where they were, however many are looked for. */
function rowsByKey(block: ReadBlock): ReadonlyMap<string, readonly number[]> {
  const known = keyIndexes.get(block);
  if (known) return known;
  const index = new Map<string, number[]>();
  block.rows.forEach((row, at) => {
    const key = block.place.spec.key.map((name) => cellOf(row, name)).join('\u0000');
    const rows = index.get(key);
    if (rows) rows.push(at);
    else index.set(key, [at]);
  });
  keyIndexes.set(block, index);
  return index;
}

/** Each of the rows, as `resolveRow` finds it. */
export function resolveRows(block: ReadBlock, refs: readonly RowRef[]): number[] {
  return refs.map((ref) => resolveRow(block, ref));
}
