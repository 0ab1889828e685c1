// The menu above the document and each of its sections.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answer, answerMessages, closeAll, edit, eventually, extension, focusText, lenses, openText, pause, problemsShown, restoreDialogs, run, setting, wizardTabs, workspaceFolder, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

const headings = ['Migration Overview', 'Data Inventory', 'Data Mapping', 'Validation Rules', 'Migration Sequence', 'Rollback Plan', 'Cutover Schedule'];
const ids = ['overview', 'inventory', 'mapping', 'validation', 'sequence', 'rollback', 'cutover'];
const menu = ['dataMigrationPlanner.openWizard', 'dataMigrationPlanner.continue', 'dataMigrationPlanner.revise', 'dataMigrationPlanner.deepDive', 'dataMigrationPlanner.partyMode'];
const titles = ['$(debug-continue) Continue', '$(history) Revise', '$(search) Deep Dive', '$(organization) Party Mode'];

describe('CodeLens', () => {
  let said: ReturnType<typeof answerMessages>;
  before(() => extension().activate());
  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  it('stands on top and on each of the seven sections, with the state of each', async () => {
    const uri = writeDocument(richPlan());
    const { document } = await openText(uri);
    const shown = await lenses(uri);
    const lines = richPlan().split('\n');
    const expectedLines = [0, ...headings.map((heading) => lines.indexOf(`## ${heading}`))];
    assert.deepEqual(shown.map(({ range }) => range.start.line), expectedLines.flatMap((line) => Array<number>(5).fill(line)));
    assert.deepEqual(shown.map(({ command }) => command?.command), expectedLines.flatMap(() => menu));
    const sections = [undefined, ...ids];
    assert.deepEqual(shown.map(({ command }) => command?.arguments), sections.flatMap((section) => Array<unknown>(5).fill([{ uri: uri.toString(), ...(section === undefined ? {} : { section }) }])));
    const groups = expectedLines.map((_, index) => shown.slice(index * 5, index * 5 + 5).map(({ command }) => command?.title ?? ''));
    for (const group of groups) assert.deepEqual(group.slice(1), titles);
    assert.deepEqual(groups.map(([state]) => state), [
      'Discovery: Sources · 8 open · 6 tables · ~4,014 rows · 1 table without a count',
      '3 open · not signed off',
      '6 rows · 5 open · not signed off',
      '6 rows · not reached yet',
      '1 row · not reached yet',
      '3 rows · not reached yet',
      '1 row · not reached yet',
      '3 rows · not reached yet',
    ]);
    assert.equal(document.isDirty, false);
  });

  it('follows the text at once', async () => {
    const uri = writeDocument(richPlan());
    await openText(uri);
    await edit(uri, { kind: 'insertRows', block: 'mapping', at: 0, rows: [{ sourceTable: 'A', sourceField: 'b', targetTable: 'a', targetField: 'b', transform: 'direct' }] });
    const state = (await lenses(uri))[15]?.command?.title;
    assert.equal(state, '7 rows · not reached yet');
  });

  it('stands in no other Markdown file', async () => {
    for (const text of [
      '# Notes\n\n## Data Inventory\n\n| Source System | Tables/Objects | Record Count | Size | Priority |\n| --- | --- | --- | --- | --- |\n',
      '---\nworkflow: create-architecture\n---\n\n## Data Mapping\n',
      'workflow: create-data-migration\n\n## Data Mapping\n',
      `\n${richPlan()}`,
    ]) {
      const uri = writeDocument(text, 'other.md');
      await openText(uri);
      assert.deepEqual(await lenses(uri), []);
    }
    const readme = vscode.Uri.joinPath(workspaceFolder().uri, 'README.md');
    await openText(readme);
    assert.deepEqual(await lenses(readme), []);
    await pause(400);
    assert.deepEqual(problemsShown(readme), []);
  });

  it('goes with the setting, and comes back', async () => {
    const uri = writeDocument(richPlan());
    await openText(uri);
    try {
      await setting('dataMigrationPlanner.codeLens.enabled', false);
      assert.deepEqual(await lenses(uri), []);
    } finally {
      await setting('dataMigrationPlanner.codeLens.enabled', undefined);
    }
    assert.equal((await lenses(uri)).length, 40);
  });

  it('every command of every lens works, changes nothing by itself, and opens one wizard', async () => {
    const uri = writeDocument(richPlan());
    const { document } = await openText(uri);
    answer('showInputBox', () => 'Ana Lind');
    const picks = answer('showQuickPick', () => undefined);
    for (const { command } of await lenses(uri)) {
      assert.ok(command);
      if (command.command.endsWith('.continue')) continue;
      await run(command.command, ...((command.arguments ?? []) as unknown[]));
      assert.equal(document.getText(), richPlan(), command.title);
      await eventually(() => assert.equal(wizardTabs(uri).length, 1));
    }
    assert.equal(picks.length, 1, 'only Revise on the whole document asks where to');
    assert.deepEqual([said.errors, said.warnings], [[], []]);
  });

  it('Continue on each section confirms that part, or lists what is open there', async () => {
    const uri = writeDocument(richPlan());
    const { document } = await openText(uri);
    answer('showInputBox', () => 'Ana Lind');
    const lists: string[][] = [];
    answer('showQuickPick', (items: readonly vscode.QuickPickItem[]) => void lists.push(items.map(({ label }) => label)));
    await run('dataMigrationPlanner.continue', { uri: uri.toString(), section: 'inventory' });
    assert.equal(lists.length, 1);
    assert.equal(lists[0]?.length, 5, 'five volumes are open');
    assert.equal(document.getText(), richPlan());
    assert.deepEqual(said.errors, []);
  });

  it('leads to what is open, when one is picked', async () => {
    const uri = writeDocument(richPlan());
    await openText(uri);
    answer('showInputBox', () => 'Ana Lind');
    answer('showQuickPick', (items: readonly vscode.QuickPickItem[]) => items[1]);
    await run('dataMigrationPlanner.continue', { uri: uri.toString(), section: 'inventory' });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri.toString());
    assert.equal(editor.document.getText(editor.selection), '412', 'the count of Invoice is selected');
  });

  it('Revise from the text shows the part in the wizard, and takes the section the cursor is in', async () => {
    const uri = writeDocument(richPlan());
    const editor = await focusText(uri);
    const inside = editor.document.positionAt(richPlan().indexOf('The room is where'));
    editor.selection = new vscode.Selection(inside, inside);
    const asked = answer('showQuickPick', () => undefined);
    await run('dataMigrationPlanner.revise');
    assert.deepEqual(asked, [], 'it is clear which part is meant');
    await eventually(() => assert.equal(wizardTabs(uri).length, 1));
    assert.equal(editor.document.getText(), richPlan());
  });
});
