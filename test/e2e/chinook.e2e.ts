import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { Person, hasSharedData, makeWorkspace, sharedData } from './wizard.ts';

const counts = {
  Album: '347', Artist: '275', Customer: '59', Employee: '8', Genre: '25', Invoice: '412',
  InvoiceLine: '2,240', MediaType: '5', Playlist: '18', PlaylistTrack: '8,715', Track: '3,503',
};

describe.skipIf(!hasSharedData)('from the command to a complete plan, on Chinook', () => {
  let ana: Person;

  beforeAll(async () => {
    const chinook = join(sharedData, 'chinook');
    ana = await Person.sitDown(await makeWorkspace({
      'Chinook_Sqlite.sqlite': join(chinook, 'Chinook_Sqlite.sqlite'),
      'Chinook_PostgreSql.sql': join(chinook, 'Chinook_PostgreSql.sql'),
    }));
  });
  afterAll(() => Person.everybodyLeaves());

  test('Discovery', async () => {
    await ana.create();
    await ana.scanSource('Chinook_Sqlite.sqlite', 'chinook');
    await ana.goOn('Volumes');
    await ana.goOn('Relationships');
    await ana.goOn('Data Quality');
    await ana.goOn('Rules');
    await ana.goOn('Left Behind');
    await ana.goOn('Target');
    await ana.readTarget('Chinook_PostgreSql.sql');
    await ana.goOn('Strategy');
    await ana.choose('migrationStrategy.approach', 'Big bang');
    await ana.fill('migrationStrategy.downtimeWindow', '4 h');
    await ana.goOn('Summary');
    expect(parsePlan(await ana.text()).plan?.state.stepsCompleted).toEqual([]);
    await ana.goOn('Inventory');
    expect(parsePlan(await ana.text()).plan?.state.stepsCompleted).toEqual(['step-01-discovery']);
  });

  test('Generate', async () => {
    for (const [panel, next] of [['Inventory', 'Mapping'], ['Mapping', 'Validation'], ['Validation', 'Sequence'], ['Sequence', 'Rollback'], ['Rollback', 'Cutover'], ['Cutover', 'Review']] as const) {
      expect(await ana.panelTitle()).toBe(panel);
      if (panel !== 'Inventory') {
        await ana.press('Propose');
        await ana.notice('Proposed from what is known');
      }
      await ana.goOn(next);
    }
    await (await ana.page()).locator('.menu-continue').click();
    await ana.notice('The plan is complete');
  });

  test('the document is whole', async () => {
    const { plan } = parsePlan(await ana.text());
    expect(plan?.state.stepsCompleted).toEqual(['step-01-discovery', 'step-02-generate']);
    expect(plan?.state.status).toBe('complete');
    expect(Object.fromEntries((plan?.rows.inventory ?? []).map(({ cells }) => [cells['object'], cells['recordCount']]))).toEqual(counts);
    const mapping = plan?.rows.mapping ?? [];
    expect(mapping).toHaveLength(64);
    const plain = (name = ''): string => name.replaceAll('_', '').toLowerCase();
    expect(mapping.filter(({ cells }) => plain(cells['sourceTable']) !== plain(cells['targetTable']) || plain(cells['sourceField']) !== plain(cells['targetField']))).toEqual([]);
    const order = (plan?.rows.loadOrder ?? []).map(({ cells }) => cells['targetTable'] ?? '');
    expect([...order].sort()).toEqual(['album', 'artist', 'customer', 'employee', 'genre', 'invoice', 'invoice_line', 'media_type', 'playlist', 'playlist_track', 'track']);
    const needs = { album: ['artist'], customer: ['employee'], invoice: ['customer'], invoice_line: ['invoice', 'track'], playlist_track: ['playlist', 'track'], track: ['album', 'genre', 'media_type'] };
    for (const [table, before] of Object.entries(needs)) for (const other of before) expect(order.indexOf(other), `${other} before ${table}`).toBeLessThan(order.indexOf(table));
    expect(ana.complaints()).toEqual([]);
  });
});
