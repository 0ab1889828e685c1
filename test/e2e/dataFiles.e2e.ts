// A folder of data files as a source, in three clicks: the button, the folder, Enter on its name.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, pick } from '../lab/workbench.mjs';
import { picture } from './look.ts';
import { Person, makeSampleWorkspace, stopAtFailure } from './wizard.ts';

describe('data files as a source', () => {
  stopAtFailure();
  let ana: Person;
  let folder = '';
  beforeAll(async () => {
    ({ folder } = await makeSampleWorkspace());
    const put = async (name: string, text: string): Promise<void> => {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), text);
    };
    await put('exports/customers.csv', 'id,name,born\n1,Ann,1970-01-02\n2,Bob\n3,"Cy\nQ",1999-12-31\n');
    await put('exports/orders.jsonl', '{"id":1,"total":2.5}\n{"id":2,"total":3}\n');
    await put('package.json', '{}');
    await put('config.json', '{"a":1}');
    await put('node_modules/x/data.csv', 'a,b\n1,2\n');
    await put('docs/data-migration/old.json', '[{}]');
    ana = await Person.sitDown(folder);
    await ana.create();
  });
  afterAll(() => Person.everybodyLeaves());

  test('are offered one by one and as a folder, and nothing else of the workspace is', async () => {
    const { page } = ana.lab;
    await ana.press('Scan a source…');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await eventually('the list', async () => ((await rows.count()) > 5 ? true : undefined));
    await picture(page, 'sources-offered');
    // Icons are letters of a font of their own; the name of a group stands behind its first row.
    const offered = (await rows.allInnerTexts()).map((text) => text.split('\n')[0]?.replace(/[\p{Co}]/gu, '').trim());
    expect(offered).toEqual([
      'legacy-shop.sqlitelegacy-shop.sqlite', 'target-schema.sqltarget-schema.sql', 'customers.csvexports/customers.csv', 'orders.jsonlexports/orders.jsonl',
      'exportsexports · 2 data files as one source',
      'New database connection…PostgreSQL, MySQL, MariaDB, SQL Server, Oracle', 'Browse…SQLite, a script, CSV, Parquet, JSON, or a list of tables', 'Browse for a folder…Its data files as one source',
    ]);
  });

  test('become tables with exact counts', async () => {
    const { page } = ana.lab;
    await pick(page, '2 data files as one source');
    const input = page.locator('.quick-input-widget input').filter({ visible: true }).first();
    await eventually('a name is proposed', async () => ((await input.inputValue()) === 'exports' ? true : undefined));
    await page.keyboard.press('Enter');
    await ana.notice('2 tables of exports read and measured');
    const plan = await ana.plan();
    expect((plan.rows.inventory ?? []).map(({ cells }) => [cells['object'], cells['recordCount']]).sort()).toEqual([['customers', '2'], ['orders', '2']]);
    expect(plan.state.sourceSystems.map(({ name, technology, connection }) => [name, technology, connection])).toEqual([['exports', 'Files', 'exports']]);
    await picture(page, 'sources-files');
  });
});
