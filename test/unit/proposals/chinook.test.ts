import { DatabaseSync } from './sqlite.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkLoadOrder } from '../../../src/core/sequence/checkLoadOrder.ts';
import { splitName } from '../../../src/core/mapping/nameTokens.ts';
import { PROPOSED_PANELS, proposePanel } from '../../../src/core/proposals/proposePanel.ts';
import { CHINOOK_SQLITE, chinookPlan, hasChinook } from './chinookPlan.ts';
import { lines } from './fakePlan.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';

describe.skipIf(!hasChinook)('Chinook, SQLite to PostgreSQL', () => {
  let plan: Plan;
  let catalogues: Catalogue[];
  beforeAll(async () => { ({ plan, catalogues } = await chinookPlan()); });

  test('11 tables with their true counts', () => {
    expect((plan.rows.inventory ?? []).map(({ cells }) => `${cells['object']} ${cells['recordCount']} ${cells['priority']}`)).toEqual([
      'Album 347 Medium', 'Artist 275 Medium', 'Customer 59 High', 'Employee 8 Medium', 'Genre 25 Medium', 'Invoice 412 High', 'InvoiceLine 2,240 High',
      'MediaType 5 Medium', 'Playlist 18 Medium', 'PlaylistTrack 8,715 Medium', 'Track 3,503 High',
    ]);
    expect(plan.state.evidence.find(({ row }) => row === 'Chinook.Track')).toMatchObject({ kind: 'measured', count: '3503', query: 'SELECT count(*) FROM "Track"', at: '2026-01-02T03:04:05.000Z' });
  });

  test('64 of 64 fields mapped, none false', () => {
    const rows = (plan.rows.mapping ?? []).map(({ cells }) => cells);
    const snake = (name: string | undefined): string => splitName(name ?? '').join('_');
    expect(rows).toHaveLength(64);
    for (const row of rows) {
      expect([row['targetTable'], row['targetField'], row['transform']]).toEqual([snake(row['sourceTable']), snake(row['sourceField']), 'direct']);
    }
  });

  test('a load order that keeps every foreign key', () => {
    expect(lines(plan, 'loadOrder')).toEqual([
      'genre | Reference data | — | ', 'media_type | Reference data | — | ', 'artist | Master data | — | ', 'album | Master data | artist | ',
      'employee | Master data | — | load with reports_to empty, then update', 'customer | Master data | employee | ', 'playlist | Master data | — | ',
      'track | Master data | album, genre, media_type | ', 'playlist_track | Master data | playlist, track | ', 'invoice | Transactional data | customer | ',
      'invoice_line | Transactional data | invoice, track | ',
    ]);
    const order = (plan.rows.loadOrder ?? []).map(({ cells }) => cells['targetTable']);
    for (const table of catalogues[1]!.tables) {
      for (const { referencedTable } of table.foreignKeys) {
        if (referencedTable !== table.name) expect(order.indexOf(referencedTable), `${referencedTable} before ${table.name}`).toBeLessThan(order.indexOf(table.name));
      }
    }
    expect(checkLoadOrder(plan.rows.loadOrder ?? [], catalogues[1]!)).toEqual([]);
  });

  test('rules: a count a table, an orphan check a foreign key, sums, nulls of what is required', () => {
    const kinds = new Map<string, number>();
    for (const { cells } of plan.rows.validation ?? []) {
      const kind = (cells['check'] ?? '').split(':')[0]!;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    expect(Object.fromEntries(kinds)).toEqual({ 'Row count': 11, Nulls: 18, Orphans: 11, Sum: 3 });
    expect(lines(plan, 'validation')).toContain('Row count: Track → track | SELECT COUNT(*) FROM Track | SELECT COUNT(*) FROM track | 0');
    expect(lines(plan, 'validation')).toContain('Sum: Invoice.Total → invoice.total | SELECT COALESCE(ROUND(SUM(Total), 2), 0) FROM Invoice | SELECT COALESCE(SUM(total), 0) FROM invoice | 0.00');
    expect(lines(plan, 'ruleDetails')).toContain('Orphans: InvoiceLine.TrackId → Track.TrackId | pre | Transactional data | Load of Transactional data');
    expect(lines(plan, 'ruleDetails')).toContain('Row count: Track → track | post | Master data | Load of Transactional data');
    expect(lines(plan, 'ruleDetails')).toContain('Row count: Invoice → invoice | post | Transactional data | Cutover');
  });

  test('a second proposal finds nothing missing', () => {
    for (const panel of PROPOSED_PANELS) expect(proposePanel(panel, plan, catalogues, { at: '2027-01-01T00:00:00.000Z' }), panel).toBeUndefined();
  });

  test('every source query runs, and each check of the source before the load gives 0', () => {
    const database = new DatabaseSync(CHINOOK_SQLITE);
    try {
      const results = (plan.rows.validation ?? []).map(({ cells }) => [cells['check'] ?? '', database.value(cells['sourceQuery'] ?? '')] as const);
      expect(results.filter(([check, value]) => /^(Nulls|Orphans|Duplicates)/.test(check) && value !== 0)).toEqual([]);
      expect(results.find(([check]) => check === 'Sum: Invoice.Total → invoice.total')?.[1]).toBe(2328.6);
    } finally {
      database.close();
    }
  });
});
