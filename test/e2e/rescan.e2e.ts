import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, pick } from '../lab/workbench.mjs';
import { flaws, picture, settled } from './look.ts';
import { Person, makeWorkspace, stopAtFailure } from './wizard.ts';

interface Database {
  exec(sql: string): void;
  close(): void;
}
const { Database: SqliteFile } = createRequire(import.meta.url)('node-sqlite3-wasm') as { Database: new (file: string) => Database };

function change(file: string, sql: string): void {
  const database = new SqliteFile(file);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

const numbers = (count: number): string => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${String(count)})`;
const SHOP = `
  create table Customer (CustomerId integer primary key, FirstName varchar(40) not null, LastName varchar(20) not null, Email varchar(60) not null, Phone varchar(24));
  create table Invoice (InvoiceId integer primary key, CustomerId integer not null references Customer (CustomerId), Total numeric(10, 2) not null, IssuedOn date not null);
  create table Genre (GenreId integer primary key, Label varchar(120));
  create table Track (TrackId integer primary key, Title varchar(200) not null, Milliseconds integer not null, GenreId integer references Genre (GenreId));
  create table PaperArchive (BoxId integer primary key, Shelf varchar(12), PackedOn date);
  create table Colour (Id integer primary key, Name varchar(50));
  ${numbers(1_240)} insert into Customer select i, 'F' || i, 'L' || i, i || '@x.example', null from n;
  ${numbers(5_200)} insert into Invoice select i, 1 + i % 1240, i, '2026-01-01' from n;
  ${numbers(25)} insert into Genre select i, 'g' || i from n;
  ${numbers(3_503)} insert into Track select i, 't' || i, i, 1 + i % 25 from n;
  insert into PaperArchive values (1, 'A1', '2001-02-03');
  insert into Colour values (1, 'red');
`;
const CHANGED = `
  alter table Customer rename to Client;
  alter table Client rename column LastName to Surname;
  alter table Client add column MarketingConsentGivenOn date;
  drop table PaperArchive;
  drop table Colour;
  create table Currency (Id integer primary key, Name varchar(50));
  create table Payment (PaymentId integer primary key, InvoiceId integer references Invoice (InvoiceId), PaidOn date);
  ${numbers(90)} insert into Payment select i, i, '2026-02-01' from n;
  insert into Currency values (1, 'EUR');
  ${numbers(9_000)} insert into Invoice select 10000 + i, 1, i, '2026-02-01' from n;
  pragma foreign_keys = off;
  delete from Genre where GenreId > 20;
  ${numbers(97)} insert into Track select 9000 + i, 't', 1, 1 from n;
`;

describe('a source is scanned again', () => {
  let ana: Person;
  let file = '';
  let before = '';
  stopAtFailure();
  beforeAll(async () => {
    const folder = await makeWorkspace({});
    file = join(folder, 'shop.sqlite');
    change(file, SHOP);
    ana = await Person.sitDown(folder, { viewport: { width: 1450, height: 900 } });
    await ana.create();
    await ana.scanSource('shop.sqlite', 'shop');
    const fields = { Customer: ['CustomerId', 'FirstName', 'LastName', 'Email', 'Phone'], PaperArchive: ['BoxId', 'Shelf'] };
    const rows = Object.entries(fields).flatMap(([table, names]) => names.map((name) => ({ sourceTable: table, sourceField: name, targetTable: '?', targetField: '?', transform: '?' })));
    await ana.lab.evaluate(async (vscode, [plan, mapping]: [string, readonly Record<string, string>[]]) => {
      const root = vscode.workspace.workspaceFolders?.[0]?.uri;
      if (root) await vscode.commands.executeCommand('dataMigrationPlanner.applyFix', vscode.Uri.joinPath(root, plan).toString(), { kind: 'batch', edits: [
        { kind: 'insertRows', block: 'mapping', at: 0, rows: mapping },
        { kind: 'setCell', block: 'inventory', row: { index: 0, key: ['shop', 'Track'] }, column: 'recordCount', value: '4,000' },
      ] });
    }, ['docs/data-migration.md', rows] as [string, readonly Record<string, string>[]]);
    await ana.textContains('4,000');
    await ana.execute('workbench.action.files.saveAll');
    before = await ana.text();
    change(file, CHANGED);
  });
  afterAll(() => Person.everybodyLeaves());

  test('shows what changed, and writes nothing yet', async () => {
    await ana.press('Rescan…');
    const page = await ana.page();
    await page.locator('#rescan-title').waitFor();
    expect(await page.locator('#rescan-title').innerText()).toBe('What changed in shop');
    expect(await page.locator('.import-sum').innerText()).toBe('3 renamed · 1 of your own values · 3 new · 2 gone · 2 with other counts');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('rescan-title');
    expect(await ana.text()).toBe(before);
  });

  test('reads well in every theme, wide and narrow', async () => {
    await ana.alone();
    const found: string[] = [];
    for (const width of [1400, 500]) {
      await ana.width(width);
      for (const theme of ['light', 'dark', 'highContrast'] as const) {
        await ana.lab.changeTheme(theme);
        const page = await ana.page();
        await page.locator('#rescan-title').waitFor();
        await settled(page);
        for (const [part, end] of [['top', false], ['end', true]] as const) {
          await page.evaluate((toEnd) => {
            const middle = document.getElementById('middle');
            if (middle) middle.scrollTop = toEnd ? middle.scrollHeight : 0;
          }, end);
          await settled(page);
          await picture(ana.lab.page, `rescan-${theme}-${String(width)}-${part}`);
        }
        // The review has the panel's place, and its title.
        found.push(...(await flaws(page)).filter((flaw) => flaw !== 'there is no title').map((flaw) => `${theme} ${String(width)}: ${flaw}`));
      }
    }
    await ana.width(1400);
    await ana.lab.changeTheme('light');
    expect(found).toEqual([]);
  });

  test('waits where it is put off, and comes back with Rescan', async () => {
    const page = await ana.page();
    await page.locator('.rescan-later').click();
    await page.locator('#panel-title').waitFor();
    await ana.lab.evaluate(async (vscode) => {
      const root = vscode.workspace.workspaceFolders?.[0]?.uri;
      if (root) void vscode.commands.executeCommand('dataMigrationPlanner.rescan', vscode.Uri.joinPath(root, 'docs/data-migration.md'));
      await Promise.resolve();
    });
    await pick(ana.lab.page, 'Look at what changed');
    await (await ana.page()).locator('#rescan-title').waitFor();
  });

  test('is there again after the window was closed', async () => {
    // The browser's window writes what it remembers every five seconds.
    await ana.lab.page.waitForTimeout(6_000);
    await ana.lab.reload();
    await ana.showWizard();
    await (await ana.page()).locator('#rescan-title').waitFor();
    expect(await ana.text()).toBe(before);
  });

  test('applied by keyboard, it is one step to undo', async () => {
    const page = await ana.page();
    await page.locator('.import-rows input').first().focus();
    await page.locator('.rescan-apply').focus();
    await ana.lab.page.keyboard.press('Enter');
    await ana.textContains('| Client');
    await ana.notice('Undo takes all of them back.');
    const plan = await ana.plan();
    expect(plan.rows.inventory?.map(({ cells }) => `${cells['object'] ?? ''} ${cells['recordCount'] ?? ''}`).sort()).toEqual(['Client 1,240', 'Colour 1', 'Genre 20', 'Invoice 14,200', 'PaperArchive 1', 'Payment 90', 'Track 4,000']);
    expect(plan.rows.mapping?.map(({ cells }) => `${cells['sourceTable'] ?? ''}.${cells['sourceField'] ?? ''}`)).toEqual(['Client.CustomerId', 'Client.FirstName', 'Client.Surname', 'Client.Email', 'Client.Phone', 'Client.MarketingConsentGivenOn', 'PaperArchive.BoxId', 'PaperArchive.Shelf']);
    await ana.execute('undo');
    await eventually('the text as it was', async () => ((await ana.text()) === before ? true : undefined));
  });
});
