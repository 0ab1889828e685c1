// A section to a file and back, as far as the host does it: what is written, what is refused, what is only shown.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { readXlsx } from '../../src/core/interchange/xlsx.ts';
import { answer, answerMessages, closeAll, eventually, extension, openText, restoreDialogs, run, wizardTabs, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

const HEADER = '"Source System","Tables/Objects","Record Count","Size","Priority","Room"';

describe('A section to a file and back', () => {
  let said: ReturnType<typeof answerMessages>;
  before(() => extension().activate());
  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  const beside = (uri: vscode.Uri, name: string): vscode.Uri => vscode.Uri.file(join(dirname(uri.fsPath), name));
  const call = (command: string, uri: vscode.Uri, file: vscode.Uri, block?: string): Promise<unknown> =>
    run(`dataMigrationPlanner.${command}`, { uri: uri.toString(), file: file.toString(), ...(block === undefined ? {} : { block }) });

  it('is written as CSV and as a workbook, people’s own columns with it; the plan stays untouched', async () => {
    const uri = writeDocument(richPlan());
    const { document } = await openText(uri);
    const csv = beside(uri, 'inventory.csv');
    await call('exportSection', uri, csv, 'inventory');
    assert.equal(readFileSync(csv.fsPath, 'utf8').split('\r\n').slice(0, 5).join('\n'), `\uFEFF${HEADER}\n"crm","Customer","59","12 KB","High","B1"\n"crm","Track","~3,500","380 KB","Medium",""\n"crm","Invoice","412","?","High","a | b"\n"crm","Genre","25","1 KB","Low",""`);
    const xlsx = beside(uri, 'inventory.xlsx');
    await call('exportSection', uri, xlsx, 'inventory');
    const [sheet] = await readXlsx(new Uint8Array(readFileSync(xlsx.fsPath)));
    assert.equal(sheet?.name, 'Data Inventory');
    assert.deepEqual(sheet.rows[3], ['crm', 'Invoice', '412', '?', 'High', 'a | b']);
    assert.deepEqual(said.infos, ['Data Inventory exported to inventory.csv: 6 rows.', 'Data Inventory exported to inventory.xlsx: 6 rows.']);
    assert.equal(document.isDirty, false);
    assert.deepEqual([said.warnings, said.errors], [[], []]);
  });

  it('is asked for where nothing is named, the table at the cursor first', async () => {
    const uri = writeDocument(richPlan());
    const editor = await openText(uri);
    const at = editor.document.positionAt(editor.document.getText().indexOf('| Source Table'));
    editor.selection = new vscode.Selection(at, at);
    const asked = answer('showQuickPick', () => undefined);
    await run('dataMigrationPlanner.exportSection');
    assert.equal((asked[0]?.[0] as { label: string }[])[0]?.label, 'Data Mapping');
    assert.deepEqual(said, { infos: [], warnings: [], errors: [] });
  });

  it('that says the same is not shown for review', async () => {
    const uri = writeDocument(richPlan());
    await openText(uri);
    const file = beside(uri, 'same.csv');
    await call('exportSection', uri, file, 'inventory');
    await call('importSection', uri, file);
    assert.deepEqual(said.infos.slice(1), ['same.csv says the same as the plan: nothing to take over.']);
    assert.equal(wizardTabs(uri).length, 0);
  });

  it('that says something else opens the wizard, and writes nothing', async () => {
    const uri = writeDocument(richPlan());
    const { document } = await openText(uri);
    const before = document.getText();
    const file = beside(uri, 'other.csv');
    writeFileSync(file.fsPath, 'Tables/Objects;Source System;Record Count\nCustomer;crm;60\n');
    await call('importSection', uri, file);
    await eventually(() => assert.equal(wizardTabs(uri).length, 1));
    assert.equal(document.getText(), before);
    assert.deepEqual(said, { infos: [], warnings: [], errors: [] });
  });

  it('is refused in words where the file is no section of it, or no file', async () => {
    const uri = writeDocument(richPlan());
    await openText(uri);
    const foreign = beside(uri, 'foreign.csv');
    writeFileSync(foreign.fsPath, 'Colour,Shape\nred,round\n');
    await call('importSection', uri, foreign);
    const broken = beside(uri, 'broken.xlsx');
    writeFileSync(broken.fsPath, 'PK no');
    await call('importSection', uri, broken);
    assert.deepEqual(said.warnings, [
      'The file fits no section of the plan: none of its first rows has the headers of one.',
      'The file is not an Excel workbook (.xlsx), or it is damaged.',
    ]);
    await call('importSection', uri, beside(uri, 'missing.csv'));
    assert.equal(said.errors.length, 1);
    assert.equal(existsSync(beside(uri, 'missing.csv').fsPath), false);
  });
});
