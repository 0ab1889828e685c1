import { describe, expect, it } from 'vitest';
import { cellComparison } from '../../../src/core/plan/compareCells.ts';
import type { CellKind } from '../../../src/core/plan/sections.ts';

function sorted(values: readonly string[], kind: CellKind, descending = false): string[] {
  return [...values].sort(cellComparison(kind, descending));
}

describe('cells are sorted', () => {
  it('as counts, with what is unknown or unreadable last either way', () => {
    expect(sorted(['1,000', '?', '~900', '9007199254740993', 'a few', '9007199254740992', ''], 'count')).toEqual(['~900', '1,000', '9007199254740992', '9007199254740993', '?', 'a few', '']);
    expect(sorted(['1,000', '?', '~900'], 'count', true)).toEqual(['1,000', '~900', '?']);
  });

  it('as sizes and durations', () => {
    expect(sorted(['1 GB', '900 MB', '12 KB', '—'], 'size')).toEqual(['12 KB', '900 MB', '1 GB', '—']);
    expect(sorted(['2 h', '30 min', '1 h 30 min', '?'], 'duration', true)).toEqual(['2 h', '1 h 30 min', '30 min', '?']);
  });

  it('as priorities, high first', () => {
    expect(sorted(['Low', 'high', 'Medium', 'urgent'], 'priority')).toEqual(['high', 'Medium', 'Low', 'urgent']);
  });

  it('as words, with numbers in them as numbers and case aside', () => {
    expect(sorted(['table_10', 'Table_9', '?', 'address'], 'name')).toEqual(['address', 'Table_9', 'table_10', '?']);
  });
});
