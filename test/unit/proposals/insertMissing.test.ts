import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertMissing } from '../../../src/core/proposals/insertMissing.ts';
import { applied, fakePlan, lines } from './fakePlan.ts';

function merged(standing: readonly string[], proposed: readonly string[]): string[] {
  const plan = fakePlan({}, { phases: standing.map((phase) => ({ phase })) });
  const edits = insertMissing('phases', standing, proposed.map((phase) => ({ key: phase, row: { phase } })));
  return lines(applied(plan, { kind: 'batch', edits }), 'phases');
}

test('missing rows stand where the proposal has them', () => {
  expect(merged([], ['a', 'b'])).toEqual(['a', 'b']);
  expect(merged(['x', 'b', 'y'], ['a', 'b', 'c'])).toEqual(['x', 'a', 'b', 'c', 'y']);
  expect(merged(['x'], ['a'])).toEqual(['x', 'a']);
  expect(merged(['c', 'a'], ['a', 'b', 'c', 'd'])).toEqual(['c', 'd', 'a', 'b']);
});

test('whatever stands: kept in its order, nothing twice, nothing missing', () => {
  const names = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f', 'g'));
  fc.assert(fc.property(names, names, (standing, proposed) => {
    const result = merged(standing, proposed);
    expect(result.filter((name) => standing.includes(name))).toEqual(standing);
    expect([...result].sort()).toEqual([...new Set([...standing, ...proposed])].sort());
  }), { numRuns: 1_000 });
});
