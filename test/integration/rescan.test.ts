// A source that is scanned again: what changed in it is held against the plan, and what a person wrote stays theirs.
import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { parseCatalogue } from '../../src/core/catalogue/parseCatalogue.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { answer, answerMessages, closeAll, edit, eventually, openText, problemsShown, restoreDialogs, run, undo, useFix, lineOf, wizardTabs, writeDocument } from './support.ts';

interface Database {
  exec(sql: string): void;
  close(): void;
}
const { DatabaseSync } = createRequire(__filename)('node:sqlite') as { DatabaseSync: new (file: string) => Database };

const SHOP = `
  create table Customer (CustomerId integer primary key, FirstName varchar(40) not null, LastName varchar(20) not null, Email varchar(60) not null);
  create table Invoice (InvoiceId integer primary key, CustomerId integer not null references Customer (CustomerId), Total numeric(10, 2) not null, IssuedOn date not null);
  create table Genre (GenreId integer primary key, Label varchar(120));
  insert into Customer values (1, 'Ana', 'Lind', 'a@x.example'), (2, 'Bo', 'Berg', 'b@x.example'), (3, 'Cy', 'Dahl', 'c@x.example');
  insert into Invoice values (1, 1, 10, '2026-01-01'), (2, 2, 20, '2026-01-02');
  insert into Genre values (1, 'Rock'), (2, 'Jazz');
`;
/** A table and a column under other names, a column more and one less, another table, rows that came. */
const CHANGED = `
  alter table Customer rename to Client;
  alter table Client rename column LastName to Surname;
  alter table Invoice add column Currency varchar(3);
  alter table Genre drop column Label;
  create table Payment (PaymentId integer primary key, InvoiceId integer references Invoice (InvoiceId), PaidOn date);
  insert into Client values (4, 'Di', 'Ek', 'd@x.example');
  insert into Payment values (1, 1, '2026-02-01');
`;

describe('Scanning a source again', () => {
  let said: ReturnType<typeof answerMessages>;
  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  function change(file: string, sql: string): void {
    const database = new DatabaseSync(file);
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
  }

  /** A plan with a database of a shop beside it; `during` is done while a scan is under way. */
  async function shop(text = newPlanText('Shop')): Promise<{ uri: vscode.Uri; document: vscode.TextDocument; file: string; readonly scan: (during?: () => Promise<void>) => Promise<void>; readonly rescan: (during?: () => Promise<void>) => Promise<void> }> {
    const uri = writeDocument(text);
    const folder = join(dirname(uri.fsPath), 'source');
    mkdirSync(folder);
    const file = join(folder, 'shop.sqlite');
    change(file, SHOP);
    const { document } = await openText(uri);
    answer('showQuickPick', (items: readonly (vscode.QuickPickItem & { uri?: vscode.Uri })[]) => items.find((item) => item.uri?.fsPath === file) ?? items.find(({ label }) => label === '$(database) shop'));
    answer('showInputBox', () => 'shop');
    const under = async (command: string, during?: () => Promise<void>): Promise<void> => {
      // The scan is over for the person when its progress is: what is done here is done before.
      answer('withProgress', async (_options: vscode.ProgressOptions, task: (progress: vscode.Progress<object>, token: vscode.CancellationToken) => Promise<unknown>) => {
        const result = await task({ report: () => undefined }, new vscode.CancellationTokenSource().token);
        await during?.();
        return result;
      });
      await run(command, uri);
    };
    return { uri, document, file, scan: (during) => under('dataMigrationPlanner.scanSource', during), rescan: (during) => under('dataMigrationPlanner.rescan', during) };
  }

  function plan(document: vscode.TextDocument): Plan {
    const { plan: read } = parsePlan(document.getText());
    assert.ok(read);
    return read;
  }

  const counts = (document: vscode.TextDocument): Record<string, string> => Object.fromEntries((plan(document).rows.inventory ?? []).map(({ cells }) => [cells['object'] ?? '', cells['recordCount'] ?? '']));

  function stored(uri: vscode.Uri): Catalogue {
    const reading = parseCatalogue(readFileSync(join(dirname(uri.fsPath), 'data-migration', 'shop.json'), 'utf8'));
    assert.ok(reading.ok);
    return reading.catalogue;
  }

  const mapping = ['CustomerId', 'FirstName', 'LastName', 'Email'].map((field) => ({ sourceTable: 'Customer', sourceField: field, targetTable: 'client', targetField: field.toLowerCase(), transform: 'direct' }));

  it('shows what changed before it writes; applied, it is one step to undo, and nothing is dropped', async () => {
    const { uri, document, file, scan, rescan } = await shop();
    await scan();
    assert.deepEqual(counts(document), { Customer: '3', Invoice: '2', Genre: '2' });
    await edit(uri, { kind: 'insertRows', block: 'mapping', at: 0, rows: mapping });
    await edit(uri, { kind: 'insertRows', block: 'mapping', at: 4, rows: [{ sourceTable: 'Invoice', sourceField: 'Total', targetTable: 'bill', targetField: 'total', transform: 'direct' }, { sourceTable: 'Genre', sourceField: 'Label', targetTable: 'genre', targetField: 'label', transform: 'direct' }] });
    await edit(uri, { kind: 'insertRows', block: 'validation', at: 0, rows: [{ check: 'Every customer arrives', sourceQuery: 'select count(*), max(LastName) from Customer', targetQuery: 'select count(*) from client', tolerance: '0' }] });
    await edit(uri, { kind: 'setCell', block: 'inventory', row: { index: 1 }, column: 'recordCount', value: '7' });
    const before = document.getText();
    const catalogueBefore = JSON.stringify(stored(uri));

    change(file, CHANGED);
    await rescan(async () => edit(uri, { kind: 'setCell', block: 'inventory', row: { index: 2 }, column: 'priority', value: 'High' }));
    await eventually(() => assert.equal(wizardTabs(uri).length, 1, 'the review is shown'));
    const meanwhile = document.getText();
    assert.notEqual(meanwhile, before);
    assert.equal(JSON.stringify(stored(uri)), catalogueBefore, 'nothing is stored before the person decides');

    await run('dataMigrationPlanner.applyRescan', uri, 'offered');
    const { rows } = plan(document);
    // A count that a person gave stays; the others are what was found.
    assert.deepEqual(counts(document), { Client: '4', Invoice: '7', Genre: '2', Payment: '1' });
    assert.equal(rows.inventory?.find(({ cells }) => cells['object'] === 'Genre')?.cells['priority'], 'High');
    assert.deepEqual(rows.mapping?.map(({ cells }) => `${cells['sourceTable'] ?? ''}.${cells['sourceField'] ?? ''} ${cells['targetField'] ?? ''}`), [
      'Client.CustomerId customerid', 'Client.FirstName firstname', 'Client.Surname lastname', 'Client.Email email', 'Invoice.Total total', 'Invoice.Currency ?', 'Genre.Label label',
    ]);
    assert.equal(rows.validation?.[0]?.cells['sourceQuery'], 'select count(*), max(Surname) from Client');
    assert.deepEqual(stored(uri).tables.map(({ name }) => name).sort(), ['Client', 'Genre', 'Invoice', 'Payment']);
    await eventually(() => assert.ok(problemsShown(uri).some(({ message }) => message === 'Genre has no field Label.'), 'the row of the column that is gone is marked'));

    const after = document.getText();
    await undo(uri);
    assert.equal(document.getText(), meanwhile, 'one step back, byte for byte');
    await run('redo');
    assert.equal(document.getText(), after);
    assert.deepEqual(said.errors, []);
  });

  it('says in one line that nothing changed, and brings the dates up to date', async () => {
    const { uri, document, scan, rescan } = await shop();
    await scan();
    const before = document.getText();
    const [first] = plan(document).state.evidence;
    await rescan();
    assert.equal(wizardTabs(uri).length, 0);
    assert.match(said.infos.at(-1) ?? '', /^Nothing changed in shop since \d{4}-\d\d-\d\d \d\d:\d\d: 3 tables, the same counts\. Their dates are up to date\.$/);
    const [again] = plan(document).state.evidence;
    assert.ok(first && again && again.at > first.at);
    assert.equal(document.getText().replaceAll(again.at, first.at), before);
  });

  it('marks a table that is gone, and follows it to its new name or leaves it behind', async () => {
    const { uri, document, file, scan, rescan } = await shop();
    await scan();
    await edit(uri, { kind: 'insertRows', block: 'mapping', at: 0, rows: mapping });
    change(file, 'drop table Genre; alter table Customer rename to Client');
    await rescan();
    await run('dataMigrationPlanner.applyRescan', uri, 'none');
    assert.deepEqual(counts(document), { Customer: '3', Invoice: '2', Genre: '2' });
    const gone = (table: string): Promise<void> => eventually(() => assert.ok(problemsShown(uri).some(({ message, severity }) => severity === 'error' && message.startsWith(`${table} was measured in shop on`)), `${table} is marked`));
    await gone('Customer');
    await gone('Genre');
    await useFix(uri, lineOf(document.getText(), '| Genre '), 'Leave Genre behind: exclude it as gone from the source');
    await useFix(uri, lineOf(document.getText(), '| Customer '), 'It is Client by now: rename it everywhere in the plan');
    assert.deepEqual(counts(document), { Client: '3', Invoice: '2', Genre: '2' });
    assert.deepEqual(plan(document).rows.mapping?.map(({ cells }) => cells['sourceTable']), ['Client', 'Client', 'Client', 'Client']);
    assert.match(plan(document).state.exclusions[0]?.reason ?? '', /^No longer in the source: scan of \d{4}-\d\d-\d\d$/);
    await eventually(() => assert.ok(!problemsShown(uri).some(({ message }) => message.includes('was measured in shop on'))));
  });

  it('a first scan keeps what is edited while it runs, and offers what it found instead', async () => {
    const { uri, document, scan } = await shop();
    await edit(uri, { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'shop', object: 'Genre', recordCount: '?' }, { sourceSystem: 'shop', object: 'Invoice', recordCount: '?' }, { sourceSystem: 'shop', object: 'Notes', recordCount: '5' }] });
    await scan(async () => {
      await edit(uri, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'recordCount', value: '1,000' });
      await edit(uri, { kind: 'removeRows', block: 'inventory', rows: [{ index: 1 }] });
    });
    assert.deepEqual(counts(document), { Customer: '3', Genre: '1,000', Notes: '5' });
    await eventually(() => assert.equal(wizardTabs(uri).length, 1, 'what was found is offered'));
    const before = document.getText();
    await run('dataMigrationPlanner.applyRescan', uri, 'all');
    assert.deepEqual(counts(document), { Customer: '3', Invoice: '2', Genre: '2', Notes: '5' });
    await undo(uri);
    assert.equal(document.getText(), before);
    assert.deepEqual(said.errors, []);
  });

  it('a scan that fails changes nothing', async () => {
    const { uri, document, file, scan, rescan } = await shop();
    await scan();
    const [text, catalogue] = [document.getText(), JSON.stringify(stored(uri))];
    const { rmSync } = await import('node:fs');
    rmSync(file);
    await rescan();
    assert.equal(said.errors.length, 1);
    assert.match(said.errors[0] ?? '', /shop\.sqlite/);
    assert.deepEqual([document.getText(), JSON.stringify(stored(uri))], [text, catalogue]);
  });
});
