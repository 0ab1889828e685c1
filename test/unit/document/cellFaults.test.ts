import { describe, expect, it } from 'vitest';
import { cellFault } from '../../../src/core/document/cellFaults.ts';
import type { CellKind } from '../../../src/core/plan/sections.ts';
import { parseTolerance } from '../../../src/core/units/tolerance.ts';

/** `code: value, value`; '' where nothing is wrong. */
function found(kind: CellKind, value: string): string {
  const fault = cellFault(kind, value);
  return fault === undefined ? '' : `${fault.severity} ${fault.code}: ${fault.values.join(', ')}`;
}

describe('a cell that cannot be read, or is not written as here', () => {
  it.each<[CellKind, string, string]>([
    ['count', '1,204,331', ''], ['count', '~1,200,000', ''], ['count', '1204331', ''], ['count', '?', ''], ['count', '', ''], ['count', '—', ''],
    ['count', '1.2M', 'info cell.looseForm: ~1,200,000'], ['count', '12k', 'info cell.looseForm: ~12,000'], ['count', '1 204 331', 'info cell.looseForm: 1,204,331'],
    ['count', '1,204,331 rows', 'info cell.looseForm: 1,204,331'], ['count', 'about 2 million', 'info cell.looseForm: ~2,000,000'],
    ['count', '1,20,4331', 'error cell.unreadableCount: 1,204,331'], ['count', 'a few thousand', 'error cell.unreadableCount: '], ['count', '-5', 'error cell.unreadableCount: '], ['count', '1,2,'.repeat(5_000), 'error cell.unreadableCount: '],
    ['size', '12 KB', ''], ['size', '1.4 GB', ''], ['size', '~380 MB', ''], ['size', '1,024 B', ''],
    ['size', '12kb', 'info cell.looseForm: 12 KB'], ['size', '1.5gb', 'info cell.looseForm: 1.5 GB'], ['size', '2 gigabytes', 'info cell.looseForm: 2 GB'], ['size', 'about 8 gb', 'info cell.looseForm: ~8 GB'],
    ['size', '12', 'error cell.unreadableSize: 12 KB, 12 MB, 12 GB'], ['size', 'big', 'error cell.unreadableSize: '],
    ['duration', '45 min', ''], ['duration', '2 h 30 min', ''], ['duration', '1:30', ''], ['duration', '90 min', ''], ['duration', '2 d 4 h', ''], ['duration', '0', ''],
    ['duration', '90min', 'info cell.looseForm: 1 h 30 min'], ['duration', '2h30', 'info cell.looseForm: 2 h 30 min'], ['duration', 'half a day', 'info cell.looseForm: 12 h'],
    ['duration', '90', 'error cell.unreadableDuration: 1 h 30 min, 3 d 18 h'], ['duration', 'soon', 'error cell.unreadableDuration: '],
    ['priority', 'high', ''], ['priority', 'Medium', ''],
    ['priority', 'hi', 'warning cell.unknownPriority: High'], ['priority', 'Urgent', 'warning cell.unknownPriority: High'], ['priority', 'medum', 'warning cell.unknownPriority: Medium'], ['priority', '3', 'warning cell.unknownPriority: Low'], ['priority', 'purple', 'warning cell.unknownPriority: '],
    ['gate', 'pre', ''], ['gate', 'Post', ''], ['gate', 'before', 'warning cell.unknownGate: pre'], ['gate', 'pots', 'warning cell.unknownGate: post'], ['gate', 'whenever', 'warning cell.unknownGate: '],
    ['tolerance', '0', ''], ['tolerance', '0.5 %', ''], ['tolerance', '5 rows', ''], ['tolerance', '?', ''],
    ['tolerance', 'not much', 'error cell.unreadableTolerance: '], ['tolerance', '5 or so', 'error cell.unreadableTolerance: 5'], ['tolerance', 'roughly 0,5 percent', 'error cell.unreadableTolerance: 0.5 %'],
    ['text', '12k', ''], ['name', 'soon', ''], ['sql', 'x', ''], ['transform', '?', ''],
  ])('%s %j: %s', (kind, value, expected) => {
    expect(found(kind, value)).toBe(expected);
  });

  it('offers only what can be read, and what needs no further change', () => {
    for (const [kind, value] of [['count', '1.2M'], ['count', '1,20,4331'], ['size', '12kb'], ['size', '12'], ['duration', '90min'], ['duration', '90'], ['duration', '2h30'], ['priority', 'hi'], ['gate', 'before'], ['tolerance', '5 or so']] as const) {
      const values = cellFault(kind, value)?.values ?? [];
      expect(values.length).toBeGreaterThan(0);
      for (const each of values) expect(found(kind, each)).toBe('');
    }
  });
});

describe('a tolerance', () => {
  const amount = (mantissa: bigint, scale = 0): unknown => ({ kind: 'amount', value: { mantissa, scale } });
  const share = (mantissa: bigint, scale = 0): unknown => ({ kind: 'share', value: { mantissa, scale } });
  it.each<[string, unknown]>([
    ['0', amount(0n)], ['0.00', amount(0n, 2)], ['5', amount(5n)], ['±2', amount(2n)], ['± 2', amount(2n)], ['+/- 0.01', amount(1n, 2)], ['+-3', amount(3n)], ['5 rows', amount(5n)], ['1 row', amount(1n)], ['0.01 EUR', amount(1n, 2)],
    ['€ 5', amount(5n)], ['<= 3', amount(3n)], ['≤ 3 rows', amount(3n)], ['at most 10', amount(10n)], ['up to 2 %', share(2n)], ['1%', share(1n)], ['0.5 %', share(5n, 1)], ['0,5 %', share(5n, 1)], ['.5 %', share(5n, 1)], ['1 percent', share(1n)],
    ['2 % of rows', share(2n)], ['exact', amount(0n)], ['Exactly', amount(0n)], ['none', amount(0n)], ['1,000', amount(1000n)],
    ['?', undefined], ['', undefined], ['small', undefined], ['about 5', undefined], ['5 or 6', undefined], ['-5', undefined], ['5 % unless it is June', undefined], ['x'.repeat(5_000), undefined],
  ])('%j', (text, expected) => {
    expect(parseTolerance(text)).toEqual(expected);
  });
});
