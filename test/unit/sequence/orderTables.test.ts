import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCycles, orderTables } from '../../../src/core/sequence/orderTables.ts';

const graphs = fc.integer({ min: 1, max: 24 }).chain((count) => fc.record({
  ranks: fc.array(fc.nat(3), { minLength: count, maxLength: count }),
  edges: fc.array(fc.record({ from: fc.nat(count - 1), on: fc.nat(count - 1), soft: fc.boolean() }), { maxLength: 60 }),
}));

/** Whether a node can be reached along dependencies. */
function reaches(edges: readonly { from: number; on: number }[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const edge of edges) {
      if (edge.from !== node || seen.has(edge.on)) continue;
      if (edge.on === to) return true;
      seen.add(edge.on);
      open.push(edge.on);
    }
  }
  return false;
}

describe('orderTables', () => {
  test('any graph: every table once, kept dependencies hold, only cycles give way, phases never go back', () => {
    fc.assert(fc.property(graphs, ({ ranks, edges }) => {
      const { order, ranks: raised, deferred } = orderTables(ranks, edges);
      expect([...order].sort((a, b) => a - b)).toEqual(ranks.map((_, index) => index));
      const place = new Map(order.map((node, index) => [node, index]));
      const gone = new Set(deferred.map(({ from, on }) => `${from} ${on}`));
      for (const { from, on } of edges) {
        if (gone.has(`${from} ${on}`)) {
          expect(reaches(edges, on, from) || from === on, 'only a dependency of a cycle gives way').toBe(true);
        } else {
          expect(place.get(on)!).toBeLessThan(place.get(from)!);
          expect(raised[on]!).toBeLessThanOrEqual(raised[from]!);
        }
      }
      order.forEach((node, index) => {
        expect(raised[node]!).toBeGreaterThanOrEqual(ranks[node]!);
        if (index > 0) expect(raised[node]!).toBeGreaterThanOrEqual(raised[order[index - 1]!]!);
      });
    }), { numRuns: 2_000 });
  });

  test('cycles are exactly the groups that reach each other', () => {
    fc.assert(fc.property(graphs, ({ ranks, edges }) => {
      const groupOf = new Map<number, number>();
      findCycles(ranks.length, edges).forEach((cycle, group) => { for (const node of cycle) groupOf.set(node, group); });
      for (let a = 0; a < ranks.length; a++) {
        for (let b = a + 1; b < ranks.length; b++) {
          const together = reaches(edges, a, b) && reaches(edges, b, a);
          expect(groupOf.has(a) && groupOf.get(a) === groupOf.get(b)).toBe(together);
        }
      }
    }), { numRuns: 500 });
  });

  test('in a cycle the dependency that may be empty gives way', () => {
    const { order, deferred } = orderTables([1, 2], [{ from: 0, on: 1, soft: true }, { from: 1, on: 0, soft: false }]);
    expect(order).toEqual([0, 1]);
    expect(deferred).toEqual([{ from: 0, on: 1, soft: true }]);
  });

  test('a chain of many thousands and a cycle as long do not overflow', () => {
    const chain = Array.from({ length: 20_000 }, (_, node) => ({ from: node + 1, on: node }));
    expect(findCycles(20_001, chain)).toEqual([]);
    expect(findCycles(20_001, [...chain, { from: 0, on: 20_000 }])).toHaveLength(1);
  });
});
