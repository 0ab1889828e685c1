import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCount, parseCount } from '../../../src/core/units/count.ts';
import { formatDuration, parseDuration } from '../../../src/core/units/duration.ts';
import { formatSize, parseSize } from '../../../src/core/units/size.ts';

describe('counts', () => {
  it.each([
    ['1,204,331', 1_204_331n, false], ['~1,200,000', 1_200_000n, true], ['2 million', 2_000_000n, true], ['1.2M', 1_200_000n, true],
    ['about 2 million rows', 2_000_000n, true], ['1 204 331', 1_204_331n, false], ["1'204'331", 1_204_331n, false], ['1.204.331', 1_204_331n, false],
    ['1_000', 1_000n, false], ['59', 59n, false], ['0', 0n, false], ['59 rows', 59n, false], ['2k', 2_000n, true], ['3 thousand', 3_000n, true],
    ['1.5 bn', 1_500_000_000n, true], ['~ 12', 12n, true], ['9007199254740993', 9_007_199_254_740_993n, false], ['1\u202f204', 1_204n, false],
    ['1,234.5 thousand', 1_234_500n, true],
  ])('reads %s', (text, value, estimated) => {
    expect(parseCount(text)).toEqual({ value, estimated });
  });
  it.each(['', '?', '—', 'a few thousand', '-5', '1.5', '1.204', '1,20', '12 GB', '1,2,3', '2 or 3', 'NaN', '0x10', '1e6', '½', 'million', '9'.repeat(100)])('does not read %j', (text) => {
    expect(parseCount(text)).toBeUndefined();
  });
  it('reads what it writes', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.boolean(), (value, estimated) => {
      expect(parseCount(formatCount(value, estimated))).toEqual({ value, estimated });
    }), { numRuns: 2_000 });
  });
  it('groups digits', () => {
    expect([formatCount(0n), formatCount(999n), formatCount(1_000n), formatCount(1_204_331n), formatCount(1_200_000n, true)]).toEqual(['0', '999', '1,000', '1,204,331', '~1,200,000']);
  });
});

describe('sizes', () => {
  it.each([
    ['8 GB', 8n * 1024n ** 3n], ['12 KB', 12_288n], ['380KB', 389_120n], ['1.5 MB', 1_572_864n], ['512 bytes', 512n], ['512 B', 512n],
    ['2 GiB', 2n * 1024n ** 3n], ['~2 gigabytes', 2n * 1024n ** 3n], ['8 gigs', 8n * 1024n ** 3n], ['1,024 MB', 1024n ** 3n], ['0 B', 0n], ['2 TB', 2n * 1024n ** 4n],
  ])('reads %s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });
  it.each(['', '?', '8', 'GB', '8 GBs of data', 'big', '-1 KB', '8 XB'])('does not read %j', (text) => {
    expect(parseSize(text)).toBeUndefined();
  });
  it.each([[0n, '0 B'], [512n, '512 B'], [1_023n, '1023 B'], [12_288n, '12 KB'], [1_536n, '1.5 KB'], [1_503_238_554n, '1.4 GB'], [1024n ** 2n - 1n, '1 MB'], [1024n ** 6n * 5000n, '5000 EB']])('writes %s as %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
  it('reads what it writes, to within what one decimal can say', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 1024n ** 6n }), (bytes) => {
      const again = parseSize(formatSize(bytes));
      expect(again).toBeDefined();
      const off = again! > bytes ? again! - bytes : bytes - again!;
      expect(off * 20n <= bytes).toBe(true);
    }), { numRuns: 2_000 });
  });
});

describe('durations', () => {
  it.each([
    ['4h', 240], ['2 h 30 min', 150], ['1:30', 90], ['2 days', 2_880], ['45 minutes', 45], ['45min', 45], ['0', 0], ['no downtime', 0], ['half a day', 720],
    ['an hour', 60], ['1.5 h', 90], ['2h30', 150], ['2 hours and 15 minutes', 135], ['90 s', 1.5], ['1 week', 10_080], ['1 d 4 h', 1_680], ['~4 h', 240], ['two hours', 120], ['4-hour', 240],
  ])('reads %s', (text, minutes) => {
    expect(parseDuration(text)).toBe(minutes);
  });
  it.each(['', '?', '4', 'soon', '30 min 2 h', '1:75', '4 hours or so', '-1 h', '2 parsecs'])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
  it('reads what it writes', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 * 24 * 400 }), (minutes) => {
      expect(parseDuration(formatDuration(minutes))).toBe(minutes);
    }), { numRuns: 2_000 });
  });
  it.each([[0, '0 min'], [45, '45 min'], [150, '2 h 30 min'], [1_440, '24 h'], [3_120, '2 d 4 h'], [1.5, '1 min 30 s']])('writes %s minutes as %s', (minutes, text) => {
    expect(formatDuration(minutes)).toBe(text);
  });
});
