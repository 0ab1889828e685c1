import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySplices, rowSplices } from '../../../src/protocol/rowSplices.ts';

interface Row {
  readonly name: number;
}

const pool: readonly Row[] = Array.from({ length: 12 }, (_row, name) => ({ name }));
const list = fc.array(fc.integer({ min: 0, max: 11 }).map((name) => pool[name]!), { maxLength: 14 });

describe('rowSplices', () => {
  it('turns any list into any other, also where an object stands twice', () => {
    fc.assert(fc.property(list, list, (before, after) => {
      expect(applySplices(before, rowSplices(before, after))).toEqual(after);
    }), { numRuns: 5_000 });
  });

  it('inserts no more than what is new, and what moved against the rest', () => {
    const rows = pool.slice(0, 6);
    const [a, b, c, d, e, f] = rows as [Row, Row, Row, Row, Row, Row];
    const fresh = { name: 99 };
    expect(rowSplices(rows, rows)).toEqual([]);
    expect(rowSplices(rows, [a, b, fresh, d, e, f])).toEqual([{ from: 2, remove: 1, insert: [fresh] }]);
    expect(rowSplices(rows, [b, c, d, e, f, a])).toEqual([{ from: 0, remove: 1, insert: [] }, { from: 5, remove: 0, insert: [a] }]);
    expect(rowSplices(rows, [f, a, b, c, d, e])).toEqual([{ from: 0, remove: 0, insert: [f] }, { from: 6, remove: 1, insert: [] }]);
    expect(rowSplices(rows, [a, c, d, fresh, e, f])).toEqual([{ from: 1, remove: 1, insert: [] }, { from: 3, remove: 0, insert: [fresh] }]);
    expect(rowSplices([], rows)).toEqual([{ from: 0, remove: 0, insert: rows }]);
  });

  it('refuses splices that do not fit', () => {
    expect(applySplices([1, 2], [{ from: 3, remove: 0, insert: [] }])).toBeUndefined();
    expect(applySplices([1, 2], [{ from: 1, remove: 2, insert: [] }])).toBeUndefined();
    expect(applySplices([1, 2, 3], [{ from: 2, remove: 0, insert: [] }, { from: 1, remove: 0, insert: [] }])).toBeUndefined();
  });
});
