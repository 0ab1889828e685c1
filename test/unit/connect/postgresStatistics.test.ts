import { describe, expect, it } from 'vitest';
import { postgresStatistics } from '../../../src/connect/postgres/statistics.ts';

const seen = '2025-01-01T00:00:00.000Z';
const fresh = { tuples: '1000', pages: '10', main_bytes: '81920', bytes: '90000', index_bytes: '8192', block: '8192', changes: '0', dead: '0', analyzed: seen, seen };

describe('PostgreSQL’s statistics', () => {
  it.each([
    ['as they are', {}, 'estimated'],
    ['empty and looked at', { tuples: '0', pages: '0', main_bytes: '0' }, 'estimated'],
    ['-1: nobody looked', { tuples: '-1' }, 'unknown'],
    ['no time: nobody knows when', { seen: null, analyzed: null }, 'unknown'],
    ['grown by half since', { main_bytes: String(8192 * 30) }, 'unknown'],
    ['a few pages more', { main_bytes: String(8192 * 12) }, 'estimated'],
    ['many changes that show in pages', { changes: '900', main_bytes: String(8192 * 12) }, 'unknown'],
    ['many changes that show as dead rows', { changes: '900', dead: '400' }, 'unknown'],
    ['many changes that show nowhere: loaded in the moment before', { changes: '1000' }, 'estimated'],
    ['changes before the vacuum', { changes: '900', dead: '400', analyzed: '2024-01-01T00:00:00.000Z' }, 'estimated'],
  ])('%s', (_what, facts, kind) => {
    const found = postgresStatistics([{ ...fresh, ...facts }]);
    expect(found.kind).toBe(kind);
    expect(found.rowCount).toBe(kind === 'unknown' ? undefined : (facts as { tuples?: string }).tuples ?? '1000');
    expect([found.bytes, found.indexBytes]).toEqual(['90000', '8192']);
  });

  it('sums the parts of a table, as old as the oldest; one unknown part makes the whole unknown', () => {
    const older = { ...fresh, seen: '2024-06-01T00:00:00.000Z', analyzed: null, tuples: '9007199254740993' };
    expect(postgresStatistics([fresh, older])).toEqual({ kind: 'estimated', rowCount: '9007199254741993', bytes: '180000', indexBytes: '16384', at: '2024-06-01T00:00:00.000Z' });
    expect(postgresStatistics([fresh, { ...fresh, tuples: '-1' }])).toEqual({ kind: 'unknown', bytes: '180000', indexBytes: '16384' });
    expect(postgresStatistics([])).toEqual({ kind: 'unknown' });
  });
});
