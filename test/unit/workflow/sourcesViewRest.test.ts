import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restInWords, scanRest } from '../../../src/core/workflow/scanRest.ts';

const MB = 1024 * 1024;
const tables = (count: number, bytes?: number): (number | undefined)[] => Array.from({ length: count }, () => bytes);

describe('how long a scan will still take', () => {
  it('goes by bytes where they are known', () => {
    // 10 s for 100 tables of 1 MB: the one of 100 MB takes nearly as long as they did.
    expect(scanRest({ elapsed: 10_000, done: tables(100, MB), left: [100 * MB] })).toBeCloseTo(9_418, -1);
  });

  it('goes by tables where nothing else is known', () => {
    expect(scanRest({ elapsed: 10_000, done: tables(100), left: tables(300) })).toBe(30_000);
  });

  it('says nothing before it can be known, and 0 at the end', () => {
    expect(scanRest({ elapsed: 1_000, done: tables(100), left: tables(1) })).toBeUndefined();
    expect(scanRest({ elapsed: 10_000, done: tables(2), left: tables(1) })).toBeUndefined();
    expect(scanRest({ elapsed: 10_000, done: tables(10), left: tables(1_000) })).toBeUndefined();
    expect(scanRest({ elapsed: 10_000, done: tables(10, 1), left: [100_000 * MB] })).toBeUndefined();
    expect(scanRest({ elapsed: 0, done: [], left: [] })).toBe(0);
  });

  it('is never negative, and less with each table done', () => {
    const sizes = fc.array(fc.option(fc.integer({ min: 0, max: 2 ** 50 }), { nil: undefined }), { minLength: 4, maxLength: 30 });
    fc.assert(fc.property(sizes, fc.integer({ min: 2_000, max: 10 ** 8 }), (all, elapsed) => {
      const at = (count: number): number | undefined => scanRest({ elapsed, done: all.slice(0, count), left: all.slice(count) });
      let last = Infinity;
      for (let count = 3; count <= all.length; count++) {
        const rest = at(count);
        if (rest === undefined) continue;
        expect(rest).toBeGreaterThanOrEqual(0);
        expect(rest).toBeLessThanOrEqual(last);
        last = rest;
      }
      expect(at(all.length)).toBe(0);
    }));
  });

  it.each([[0, 'seconds', undefined], [10_000, 'seconds', undefined], [10_001, 'minute', undefined], [60_000, 'minute', undefined], [61_000, 'minutes', '2'], [170_000, 'minutes', '3'], [89 * 60_000, 'minutes', '89'], [90 * 60_000, 'hours', '1.5'], [91 * 60_000, 'hours', '2'], [10 ** 8, 'hours', '28']])('%i ms', (rest, form, count) => {
    expect(restInWords(rest)).toEqual({ code: `sources.rest.${form}`, args: count === undefined ? {} : { count } });
  });
});
