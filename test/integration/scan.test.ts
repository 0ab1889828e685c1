// Reading a source database through the process of its own, from the command to the rows.
import { strict as assert } from 'node:assert';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { parseCatalogue } from '../../src/core/catalogue/parseCatalogue.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { formatCount } from '../../src/core/units/count.ts';
import { answer, answerMessages, closeAll, edit, expectProblems, openBoth, openText, restoreDialogs, run, undo, workspaceFolder, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

interface Database {
  exec(sql: string): void;
  prepare(sql: string): { all(): Record<string, unknown>[] };
  close(): void;
}
const { DatabaseSync } = createRequire(__filename)('node:sqlite') as { DatabaseSync: new (file: string, options?: { readOnly?: boolean }) => Database };

/** The tables of a database and their true counts, asked without the extension. */
function truth(file: string): Record<string, string> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const names = database.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name").all().map(({ name }) => String(name));
    return Object.fromEntries(names.map((name) => [name, formatCount(BigInt(String(database.prepare(`select count(*) as n from "${name}"`).all()[0]?.['n'])))]));
  } finally {
    database.close();
  }
}

/** What a folder holds: names, sizes, times and bytes. */
function snapshot(folder: string): unknown[] {
  return readdirSync(folder).sort().map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return [name, size, mtimeMs, readFileSync(join(folder, name)).toString('base64').length];
  });
}

function rowsIn(text: string): Record<string, string> {
  const { plan } = parsePlan(text);
  return Object.fromEntries((plan?.rows.inventory ?? []).map(({ cells }) => [cells['object'] ?? '', cells['recordCount'] ?? '']));
}

describe('Scanning a source', () => {
  let said: ReturnType<typeof answerMessages>;

  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  /** A folder with a database and nothing else, in a folder of the workspace. */
  function sourceFolder(plan: vscode.Uri, fill: (file: string) => void, name = 'legacy.sqlite'): string {
    const folder = join(dirname(plan.fsPath), 'source');
    mkdirSync(folder);
    const file = join(folder, name);
    fill(file);
    return file;
  }

  function choose(file: string, system: string | undefined): { picks: unknown[][]; names: unknown[][] } {
    const picks = answer('showQuickPick', (items: readonly (vscode.QuickPickItem & { uri?: vscode.Uri })[]) => {
      const item = items.find(({ uri }) => uri?.fsPath === file);
      assert.ok(item, `${file} is offered`);
      return item;
    });
    return { picks, names: answer('showInputBox', () => system) };
  }

  function scan(plan: vscode.Uri): Thenable<unknown> {
    return run('dataMigrationPlanner.scanSource', plan);
  }

  function catalogue(plan: vscode.Uri, name: string): Catalogue {
    const reading = parseCatalogue(readFileSync(join(dirname(plan.fsPath), 'data-migration', name), 'utf8'));
    assert.ok(reading.ok);
    return reading.catalogue;
  }

  it('brings the sample’s tables with their true counts, as one undo step, and leaves the source as it was', async () => {
    const plan = writeDocument(newPlanText('Shop'));
    const file = sourceFolder(plan, (to) => { copyFileSync(join(workspaceFolder().uri.fsPath, 'legacy-shop.sqlite'), to); });
    const before = snapshot(dirname(file));
    const { document } = await openBoth(plan);
    const { names } = choose(file, 'shop');
    await scan(plan);
    const expected = truth(file);
    assert.ok(Object.keys(expected).length > 5);
    assert.deepEqual(rowsIn(document.getText()), Object.fromEntries(Object.entries(rowsIn(document.getText())).map(([table]) => [table, expected[table]])));
    assert.deepEqual(Object.keys(rowsIn(document.getText())).sort(), Object.keys(expected).sort());
    assert.equal((names[0]?.[0] as vscode.InputBoxOptions).value, 'legacy', 'the file’s name is offered');

    const { plan: read } = parsePlan(document.getText());
    const path = vscode.workspace.asRelativePath(file, false);
    assert.deepEqual(read?.state.sourceSystems.map(({ name, technology, connection, catalogue: where }) => [name, technology, connection, where]), [['shop', 'SQLite', path, 'data-migration/shop.json']]);
    assert.deepEqual(read.state.evidence.map(({ row, kind, count }) => [row, kind, count]).sort(), Object.entries(expected).map(([table, count]) => [`shop.${table}`, 'measured', count.replaceAll(',', '')]).sort());
    const stored = catalogue(plan, 'shop.json');
    assert.equal(stored.complete, true);
    assert.deepEqual(stored.tables.filter(({ kind }) => kind === 'table').map(({ name }) => name).sort(), Object.keys(expected).sort());
    assert.deepEqual(stored.origin, { kind: 'database', path });
    await expectProblems(plan, []);
    assert.deepEqual(snapshot(dirname(file)), before, 'the same files, sizes and times');

    const scanned = document.getText();
    await undo(plan);
    assert.equal(document.getText(), newPlanText('Shop'));
    await run('redo');
    assert.equal(document.getText(), scanned);

    // Once more: nothing is doubled, and the person is not asked for the name again.
    await scan(plan);
    assert.equal(names.length, 1);
    assert.deepEqual(Object.keys(rowsIn(document.getText())).sort(), Object.keys(expected).sort());
    assert.deepEqual(said.errors, []);
  });

  it('keeps what a person typed, and measures what was open', async () => {
    const plan = writeDocument(newPlanText('Shop'));
    const file = sourceFolder(plan, (to) => {
      const database = new DatabaseSync(to);
      database.exec('create table A (x); create table B (y); insert into A values (1), (2), (3); insert into B values (1)');
      database.close();
    });
    const { document } = await openText(plan);
    await edit(plan, { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 's', object: 'A', recordCount: '?', priority: 'Low' }, { sourceSystem: 's', object: 'B', recordCount: '5' }] });
    choose(file, 's');
    await scan(plan);
    assert.deepEqual(rowsIn(document.getText()), { A: '3', B: '5' });
    assert.equal(parsePlan(document.getText()).plan?.rows.inventory?.[0]?.cells['priority'], 'Low');
  });

  it('cancelled: keeps the tables that were read, and says so', async () => {
    const plan = writeDocument(newPlanText('Shop'));
    const total = 600;
    const file = sourceFolder(plan, (to) => {
      const database = new DatabaseSync(to);
      database.exec(`begin;${Array.from({ length: total }, (_, index) => `create table t${String(index).padStart(3, '0')} (a, b, c); insert into t${String(index).padStart(3, '0')} values (1, 2, 3);`).join('')}commit`);
      database.close();
    });
    const before = snapshot(dirname(file));
    const { document } = await openText(plan);
    choose(file, 'many');
    answer('withProgress', (options: vscode.ProgressOptions, task: (progress: vscode.Progress<{ message?: string }>, token: vscode.CancellationToken) => Promise<unknown>) => {
      assert.equal(options.cancellable, true);
      assert.equal(options.title, 'Scanning many');
      const cancel = new vscode.CancellationTokenSource();
      let reports = 0;
      return task({ report: () => { if (++reports === 20) cancel.cancel(); } }, cancel.token);
    });
    await scan(plan);
    const stored = catalogue(plan, 'many.json');
    assert.equal(stored.complete, false);
    const read = stored.tables.filter(({ statistics }) => statistics.kind === 'measured').map(({ name }) => name);
    assert.ok(read.length > 0 && read.length < total, `${String(read.length)} tables were read`);
    assert.deepEqual(rowsIn(document.getText()), Object.fromEntries(read.map((name) => [name, '1'])));
    assert.deepEqual(said.warnings.length, 1);
    assert.match(said.warnings[0] ?? '', /^\d+ tables of many read and measured\. The scan was not finished; what was read is kept\./);
    assert.deepEqual(snapshot(dirname(file)), before);
    await undo(plan);
    assert.equal(document.getText(), newPlanText('Shop'));
  });

  for (const [name, content, reason] of [
    ['text.sqlite', 'This is a letter, not a database.\n'.repeat(20), 'it looks like a text file. Choose the database file itself.'],
    ['zip.db', 'PK\u0003\u0004 and more', 'it looks like a zip or Excel file. Choose the database file itself.'],
  ] as const) {
    it(`${name}: a clear message, and nothing changes`, async () => {
      const plan = writeDocument(newPlanText('Shop'));
      const file = sourceFolder(plan, (to) => { writeFileSync(to, content); }, name);
      const before = snapshot(dirname(file));
      const { document } = await openText(plan);
      choose(file, 'broken');
      await scan(plan);
      assert.deepEqual(said.errors, [`That did not work: ${vscode.workspace.asRelativePath(file, false)} is not a SQLite database: ${reason}`]);
      assert.equal(document.getText(), newPlanText('Shop'));
      assert.equal(document.isDirty, false);
      assert.equal(existsSync(join(dirname(plan.fsPath), 'data-migration')), false);
      assert.deepEqual(snapshot(dirname(file)), before);
    });
  }

  it('an empty file, and a damaged database', async () => {
    for (const fill of [
      (to: string): void => { writeFileSync(to, ''); },
      (to: string): void => {
        copyFileSync(join(workspaceFolder().uri.fsPath, 'legacy-shop.sqlite'), to);
        writeFileSync(to, Buffer.concat([readFileSync(to).subarray(0, 100), Buffer.alloc(9000, 0xff)]));
      },
    ]) {
      const plan = writeDocument(newPlanText('Shop'));
      const file = sourceFolder(plan, fill);
      const { document } = await openText(plan);
      choose(file, 'broken');
      await scan(plan);
      assert.match(said.errors.at(-1) ?? '', /^That did not work: .*(is empty \(0 bytes\)|is damaged|is not a SQLite database|could not be opened)/);
      assert.equal(document.getText(), newPlanText('Shop'));
      await closeAll();
    }
  });

  it('nothing happens where no file or no name is given', async () => {
    const plan = writeDocument(newPlanText('Shop'));
    const file = sourceFolder(plan, (to) => { copyFileSync(join(workspaceFolder().uri.fsPath, 'legacy-shop.sqlite'), to); });
    const { document } = await openText(plan);
    choose(file, undefined);
    await scan(plan);
    answer('showQuickPick', () => undefined);
    await scan(plan);
    assert.equal(document.getText(), newPlanText('Shop'));
    assert.deepEqual(readdirSync(dirname(plan.fsPath)).sort(), ['data-migration.md', 'source']);
    assert.deepEqual(said.errors, []);
  });

  it('a plan that can’t be read is not scanned into, and says so', async () => {
    const text = richPlan().replace('project: "Shop to ERP"', 'project: "Shop to ERP');
    const plan = writeDocument(text);
    const file = sourceFolder(plan, (to) => { copyFileSync(join(workspaceFolder().uri.fsPath, 'legacy-shop.sqlite'), to); });
    const { document } = await openText(plan);
    choose(file, 'shop');
    await scan(plan);
    assert.deepEqual(said.warnings, ['The plan can’t be read just now. Mend its text first, then scan.']);
    assert.equal(document.getText(), text);
    assert.equal(existsSync(join(dirname(plan.fsPath), 'data-migration')), false);
  });

  it('the plan changes while the scan runs: both stand', async () => {
    const plan = writeDocument(newPlanText('Shop'));
    const file = sourceFolder(plan, (to) => { copyFileSync(join(workspaceFolder().uri.fsPath, 'legacy-shop.sqlite'), to); });
    const { document } = await openText(plan);
    choose(file, 'shop');
    const scanning = scan(plan);
    await edit(plan, { kind: 'setField', path: 'targetSystem.name', value: 'erp' });
    await edit(plan, { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'other', object: 'Mine', recordCount: '1' }] });
    await scanning;
    assert.equal(parsePlan(document.getText()).plan?.state.targetSystem.name, 'erp');
    assert.deepEqual(Object.keys(rowsIn(document.getText())).sort(), ['Mine', ...Object.keys(truth(file))].sort());
  });

  it('reads a target schema, and says where its tables are', async () => {
    const plan = writeDocument(newPlanText('Shop'));
    const { document } = await openText(plan);
    const schema = join(workspaceFolder().uri.fsPath, 'target-schema.sql');
    choose(schema, undefined);
    await run('dataMigrationPlanner.readTargetSchema', plan);
    assert.deepEqual([said.errors, said.warnings], [[], []]);
    const { plan: read } = parsePlan(document.getText());
    assert.deepEqual([read?.state.targetSystem.name, read?.state.targetSystem.technology, read?.state.targetSystem.schemaDefined, read?.state.targetSystem.catalogue], ['target-schema', 'PostgreSQL', 'yes', 'data-migration/target-target-schema.json']);
    const stored = catalogue(plan, 'target-target-schema.json');
    assert.equal(stored.tables.length, (readFileSync(schema, 'utf8').match(/^create table/gim) ?? []).length);
    assert.deepEqual(said.infos, [`${String(stored.tables.length)} target tables read.`]);
    await undo(plan);
    assert.equal(document.getText(), newPlanText('Shop'));
  });
});
