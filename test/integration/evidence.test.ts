// What vouches for a volume outlives the row it vouches for, and never vouches for more than it saw.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { volumeOf } from '../../src/core/plan/volumes.ts';
import type { Volume } from '../../src/core/plan/volumes.ts';
import { answer, answerMessages, closeAll, edit, expectProblems, fixesAt, focusText, lineOf, openBoth, restoreDialogs, run, undo, useFix, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

describe('Evidence', () => {
  let uri: vscode.Uri;
  let document: vscode.TextDocument;

  beforeEach(async () => {
    answerMessages();
    uri = writeDocument(richPlan());
    document = (await openBoth(uri)).document;
  });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  function volume(object: string): Pick<Volume, 'kind' | 'proven'> & { count: string | undefined } {
    const { plan } = parsePlan(document.getText());
    const row = plan?.rows.inventory?.find(({ cells }) => cells['object'] === object);
    assert.ok(plan && row);
    const { kind, proven, count } = volumeOf(plan, row);
    return { kind, proven, count: count?.toString() };
  }

  it('is not lost when its row is cut and pasted back elsewhere', async () => {
    assert.deepEqual(volume('Customer'), { kind: 'measured', proven: true, count: '59' });
    const row = '| crm | Customer | 59 | 12 KB | High | B1 |\n';
    const editor = await focusText(uri);
    const line = lineOf(document.getText(), '| crm | Customer | 59') - 1;
    await editor.edit((builder) => { builder.delete(new vscode.Range(line, 0, line + 1, 0)); });
    const cut = richPlan().replace(row, '');
    assert.equal(document.getText(), cut);
    await expectProblems(uri, [{ line: lineOf(cut, 'row: crm.Customer'), message: 'The evidence for "crm.Customer" has no row in the inventory any more.', severity: 'warning' }]);

    const target = lineOf(cut, '| crm | Genre') - 1;
    await editor.edit((builder) => { builder.insert(new vscode.Position(target, 0), row); });
    assert.equal(document.getText(), cut.replace('| crm | Genre', `${row}| crm | Genre`));
    await expectProblems(uri, []);
    assert.deepEqual(volume('Customer'), { kind: 'measured', proven: true, count: '59' });
  });

  it('is not lost when the wizard removes the row and undo brings it back', async () => {
    await edit(uri, { kind: 'removeRows', block: 'inventory', rows: [{ index: 0, key: ['crm', 'Customer'] }] });
    assert.equal(parsePlan(document.getText()).plan?.state.evidence.length, 1);
    await undo(uri);
    assert.equal(document.getText(), richPlan());
    assert.deepEqual(volume('Customer'), { kind: 'measured', proven: true, count: '59' });
  });

  it('of a renamed row can be attached to it again', async () => {
    await edit(uri, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'object', value: 'Client' });
    const line = lineOf(document.getText(), 'row: crm.Customer');
    await expectProblems(uri, [{ line, message: 'The evidence for "crm.Customer" has no row in the inventory any more.', severity: 'warning' }]);
    assert.deepEqual(volume('Client'), { kind: 'stated', proven: false, count: '59' });
    const offered = [...(await fixesAt(uri, line)).keys()];
    assert.equal(offered[0], 'Attach the evidence for "crm.Customer" to "crm.Client"');
    assert.equal(offered.at(-1), 'Drop the evidence for "crm.Customer"');
    const before = document.getText();
    await useFix(uri, line, 'Attach the evidence for "crm.Customer" to "crm.Client"');
    assert.equal(document.getText(), before.replace('row: crm.Customer', 'row: crm.Client'));
    await expectProblems(uri, []);
    assert.deepEqual(volume('Client'), { kind: 'measured', proven: true, count: '59' });
    await undo(uri);
    assert.equal(document.getText(), before);
  });

  it('of a row that is gone can be dropped', async () => {
    await edit(uri, { kind: 'removeRows', block: 'inventory', rows: [{ index: 0 }] });
    const line = lineOf(document.getText(), 'row: crm.Customer');
    await useFix(uri, line, 'Drop the evidence for "crm.Customer"');
    assert.deepEqual(parsePlan(document.getText()).plan?.state.evidence, []);
    await expectProblems(uri, []);
    await undo(uri);
    await undo(uri);
    assert.equal(document.getText(), richPlan());
  });

  it('vouches for what it saw: a count changed by hand is stated and unconfirmed, nothing is written for it, and the old count is measured again', async () => {
    const place = richPlan().indexOf('| 59 |') + 2;
    const range = new vscode.Range(document.positionAt(place), document.positionAt(place + 2));
    const editor = await focusText(uri);
    editor.selection = new vscode.Selection(range.start, range.end);
    for (const key of '60') await run('type', { text: key });
    const changed = richPlan().replace('| 59 |', '| 60 |');
    assert.equal(document.getText(), changed, 'no edit answers to typing');
    assert.deepEqual(volume('Customer'), { kind: 'stated', proven: false, count: '60' });

    // It is among what holds Continue up.
    answer('showInputBox', () => 'Ana Lind');
    const open: string[] = [];
    answer('showQuickPick', (items: readonly vscode.QuickPickItem[]) => void open.push(...items.map(({ label }) => label)));
    await run('dataMigrationPlanner.continue', { uri: uri.toString(), section: 'inventory' });
    assert.equal(open[0], '$(circle-outline) crm.Customer: 60 was typed in; measure or confirm it');
    assert.equal(document.getText(), changed);

    const cell = new vscode.WorkspaceEdit();
    cell.replace(uri, range, '59');
    await vscode.workspace.applyEdit(cell);
    assert.deepEqual(volume('Customer'), { kind: 'measured', proven: true, count: '59' });
  });

  it('of a person: who confirms a volume, and for which count', async () => {
    await edit(uri, { kind: 'confirmVolumes', rows: ['crm.Track', 'crm.Invoice'], by: 'Bo', at: '2026-02-03' });
    assert.deepEqual(volume('Track'), { kind: 'stated', proven: true, count: '3500' });
    assert.deepEqual(volume('Invoice'), { kind: 'stated', proven: true, count: '412' });
    const { state } = parsePlan(document.getText()).plan ?? {};
    assert.deepEqual(state?.evidence.map(({ row, count, confirmedBy, confirmedAt }) => [row, count, confirmedBy, confirmedAt]), [
      ['crm.Customer', '59', '', ''], ['crm.Invoice', '412', 'Bo', '2026-02-03'], ['crm.Track', '3500', 'Bo', '2026-02-03'],
    ]);
    await edit(uri, { kind: 'setCell', block: 'inventory', row: { index: 1 }, column: 'recordCount', value: '3,501' });
    assert.deepEqual(volume('Track'), { kind: 'stated', proven: false, count: '3501' });
    await undo(uri);
    await undo(uri);
    assert.equal(document.getText(), richPlan());
  });

  it('nobody can vouch for a count that is not known', async () => {
    await edit(uri, { kind: 'confirmVolumes', rows: ['crm.Employee'], by: 'Bo', at: '2026-02-03' });
    assert.equal(document.getText(), richPlan());
    assert.deepEqual(volume('Employee'), { kind: 'unknown', proven: false, count: undefined });
  });
});
