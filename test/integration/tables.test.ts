// Tables edited in the text: keys by their commands, rows pasted from a spreadsheet, lenses, all with the editor's undo.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { answer, answerMessages, closeAll, eventually, extension, focusText, pause, restoreDialogs, run, setting, tableLenses, undo, wizardTabs, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

const command = (name: string): string => `dataMigrationPlanner.tables.${name}`;

/** Selects a part of the text, from the first place where `within` stands. */
function selectPart(editor: vscode.TextEditor, within: string, part = within): void {
  const text = editor.document.getText();
  const start = text.indexOf(within) + within.indexOf(part);
  assert.ok(start >= 0, `"${within}" stands in the text`);
  editor.selection = new vscode.Selection(editor.document.positionAt(start), editor.document.positionAt(start + part.length));
}

/** Puts the cursor behind a part of the text. */
function cursorBehind(editor: vscode.TextEditor, part: string): void {
  const at = editor.document.positionAt(editor.document.getText().indexOf(part) + part.length);
  editor.selection = new vscode.Selection(at, at);
}

async function type(text: string): Promise<void> {
  for (const char of text) await run('type', { text: char });
}

function thousandRows(): string {
  const rows = Array.from({ length: 1_000 }, (_, index) => `High\tcrm\tTable ${String(index)}\t${String(index * 7)}\t"${String(index)} | KB"\tx`);
  return ['Priority\tSystem\tTable\tRows\tRoom\tColour', ...rows].join('\r\n');
}

describe('tables in the text', () => {
  let said: ReturnType<typeof answerMessages>;
  before(() => extension().activate());
  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
    assert.deepEqual(said.errors, []);
  });

  for (const eol of ['\n', '\r\n'] as const) {
    it(`a whole table is typed by keyboard, ${eol === '\n' ? 'LF' : 'CRLF'}`, async () => {
      const uri = writeDocument(`${richPlan(eol)}${eol}## Appendix${eol}${eol}`);
      const editor = await focusText(uri);
      const end = editor.document.positionAt(editor.document.getText().length);
      editor.selection = new vscode.Selection(end, end);
      await type('| Room | Paper |');
      await run(command('nextRow'));
      for (const [room, paper] of [['B1', 'yes'], ['顧客', ''], ['Cellar', 'a \\| b']] as const) {
        await type(room);
        await run(command('nextCell'));
        await type(paper);
        await run(command('nextCell'));
      }
      await run(command('nextRow'));
      await type('Done.');
      assert.equal(editor.document.getText(), [
        `${richPlan(eol)}${eol}## Appendix`, '', '| Room | Paper |', '| ---- | ----- |', '| B1   | yes   |', '| 顧客 |       |', '| Cellar | a \\| b |', '', 'Done.',
      ].join(eol));
    });
  }

  it('Tab and Shift+Tab select cells, Enter goes down, and each change is one undo step', async () => {
    const uri = writeDocument(richPlan());
    const editor = await focusText(uri);
    const { document } = editor;
    const selected = (): string => document.getText(editor.selection);
    selectPart(editor, '|crm|Playlist|18|2 KB|Low|B9|', 'crm');
    await run(command('nextCell'));
    assert.equal(selected(), 'Playlist');
    assert.ok(document.getText().includes('\n| crm           | Playlist       |           18 | 2 KB | Low      | B9   |\n'));
    await run(command('nextCell'));
    assert.equal(selected(), '18');
    await run(command('nextRow'));
    assert.equal(selected(), '?');
    await run(command('previousCell'));
    assert.equal(selected(), 'Employee');
    await undo(uri);
    await undo(uri);
    assert.equal(document.getText(), richPlan());
    assert.equal(document.isDirty, false);
  });

  it('rows are added, duplicated, moved and removed; ten undos bring the first text back', async () => {
    const uri = writeDocument(richPlan());
    const editor = await focusText(uri);
    const { document } = editor;
    const objects = (): string[] => (parsePlan(document.getText()).plan?.rows.inventory ?? []).map(({ cells }) => cells['object'] ?? '');
    const steps: [string, string[]][] = [
      ['addRowBelow', ['Customer', 'Track', '', 'Invoice', 'Genre', 'Playlist', 'Employee']],
      ['removeRows', ['Customer', 'Track', 'Invoice', 'Genre', 'Playlist', 'Employee']],
      ['duplicateRows', ['Customer', 'Track', 'Invoice', 'Invoice', 'Genre', 'Playlist', 'Employee']],
      ['moveRowsDown', ['Customer', 'Track', 'Invoice', 'Genre', 'Invoice', 'Playlist', 'Employee']],
      ['moveRowsUp', ['Customer', 'Track', 'Invoice', 'Invoice', 'Genre', 'Playlist', 'Employee']],
      ['addRowAbove', ['Customer', 'Track', 'Invoice', '', 'Invoice', 'Genre', 'Playlist', 'Employee']],
    ];
    selectPart(editor, '| crm | Track |', 'Track');
    for (const [name, expected] of steps) {
      await run(command(name));
      assert.deepEqual(objects(), expected, name);
    }
    await run(command('align'));
    await run(command('compact'));
    for (let step = 0; step < steps.length + 2; step++) await undo(uri);
    assert.equal(document.getText(), richPlan());
  });

  it('sorts by what the cells mean, and never where the order says something', async () => {
    const uri = writeDocument(richPlan());
    const editor = await focusText(uri);
    const { document } = editor;
    const objects = (): string[] => (parsePlan(document.getText()).plan?.rows.inventory ?? []).map(({ cells }) => cells['object'] ?? '');
    await run(command('sort'), { uri: uri.toString(), block: 'inventory', column: 'Record Count', descending: true });
    assert.deepEqual(objects(), ['Track', 'Invoice', 'Customer', 'Genre', 'Playlist', 'Employee']);
    answer('showQuickPick', (items: readonly (vscode.QuickPickItem & { order: unknown })[]) => items[0]);
    selectPart(editor, '| Room |', 'Room');
    await run(command('sort'), { uri: uri.toString(), block: 'inventory' });
    assert.deepEqual(objects(), ['Invoice', 'Customer', 'Playlist', 'Track', 'Genre', 'Employee'], 'by a column of the person’s own');
    await undo(uri);
    await undo(uri);
    assert.equal(document.getText(), richPlan());
    await run(command('sort'), { uri: uri.toString(), block: 'restoreSteps', column: 'Owner' });
    assert.equal(document.getText(), richPlan());
    assert.equal(said.warnings.length, 1);
    assert.match(said.warnings[0] ?? '', /order/);
  });

  it('pastes 1,000 rows from a spreadsheet by the command, as one undo step', async () => {
    const uri = writeDocument(richPlan());
    const editor = await focusText(uri);
    const { document } = editor;
    await vscode.env.clipboard.writeText(thousandRows());
    assert.equal(await vscode.env.clipboard.readText(), thousandRows(), 'the clipboard of this window works');
    selectPart(editor, '| crm | Track |', 'Track');
    await run(command('pasteRows'));
    const rows = parsePlan(document.getText()).plan?.rows.inventory ?? [];
    assert.equal(rows.length, 1_006);
    assert.deepEqual(rows[2]?.cells, { sourceSystem: 'crm', object: 'Table 0', recordCount: '0', size: '', priority: 'High' });
    assert.ok(document.getText().includes('\n| crm           | Table 999      |         6993 |      | High     | 999 \\| KB |\n'));
    assert.deepEqual(said.warnings, ['1,000 rows pasted. Left out, as the table has no such column: Colour.']);
    await undo(uri);
    assert.equal(document.getText(), richPlan());
  });

  it('copies the values of a table', async () => {
    const uri = writeDocument(richPlan());
    await focusText(uri);
    await run(command('copyCsv'), { uri: uri.toString(), block: 'validation' });
    assert.equal(await vscode.env.clipboard.readText(), 'Check,Source Query,Target Query,Tolerance\r\nRows of Customer,"select count(*) from ""Customer""",select count(*) from customer,0\r\n');
  });

  it('says above each table what can be done with it, and opens it in the grid', async () => {
    const uri = writeDocument(richPlan());
    const editor = await focusText(uri);
    const lenses = await tableLenses(uri);
    const lines = richPlan().split('\n');
    const starts = ['| Source System | Tables', '| Source Table |', '| Check |', '| Criterion |', '| Phase | Step', '| Activity |'].map((start) => lines.findIndex((line) => line.startsWith(start)));
    assert.deepEqual([...new Set(lenses.map(({ range }) => range.start.line))], starts);
    const titles = (line: number | undefined): (string | undefined)[] => lenses.filter(({ range }) => range.start.line === line).map((lens) => lens.command?.title);
    assert.deepEqual(titles(starts[0]), ['Add row', 'Sort…', 'Open in grid', 'Copy as CSV', 'Paste rows', '…']);
    assert.deepEqual(titles(starts[4]), ['Add row', 'Open in grid', 'Copy as CSV', 'Paste rows', '…'], 'steps have an order of their own');
    const add = lenses.find(({ range }) => range.start.line === starts[1])?.command;
    assert.ok(add);
    await run(add.command, ...((add.arguments ?? []) as unknown[]));
    assert.equal(parsePlan(editor.document.getText()).plan?.rows.mapping?.length, 7);
    await undo(uri);
    selectPart(editor, '| crm | Track |', 'Track');
    await run(command('openInGrid'), { uri: uri.toString(), block: 'inventory' });
    await eventually(() => assert.equal(wizardTabs(uri).length, 1));
    assert.equal(editor.document.getText(), richPlan());
    await setting('dataMigrationPlanner.codeLens.enabled', false);
    try {
      assert.deepEqual(await tableLenses(uri), []);
    } finally {
      await setting('dataMigrationPlanner.codeLens.enabled', undefined);
    }
  });

  it('leaves other Markdown files alone, unless the person asks', async () => {
    const text = '# Notes\n\n| a   | b   |\n| --- | --- |\n| c | d |\n';
    const uri = writeDocument(text, 'notes.md');
    const editor = await focusText(uri);
    cursorBehind(editor, '| c');
    await run(command('align'));
    assert.equal(editor.document.getText(), text);
    assert.deepEqual(said.infos, ['Put the cursor into a table first.']);
    await setting('dataMigrationPlanner.tables.allMarkdown', true);
    await setting('dataMigrationPlanner.tables.layout', 'compact');
    try {
      await run(command('nextCell'));
      await run(command('nextCell'));
      assert.equal(editor.document.getText(), '# Notes\n\n| a   | b   |\n| --- | --- |\n| c | d |\n| | |\n');
      await setting('dataMigrationPlanner.tables.layout', undefined);
      await run(command('align'));
      assert.equal(editor.document.getText(), '# Notes\n\n| a   | b   |\n| --- | --- |\n| c   | d   |\n|     |     |\n');
    } finally {
      await setting('dataMigrationPlanner.tables.allMarkdown', undefined);
      await setting('dataMigrationPlanner.tables.layout', undefined);
    }
    await pause(50);
  });

  it('the keys of a table do what they always do where there is none', async () => {
    const uri = writeDocument(richPlan());
    const editor = await focusText(uri);
    cursorBehind(editor, 'Written on a Friday.');
    await run(command('nextRow'));
    await run(command('nextCell'));
    assert.match(editor.document.getText(), /Written on a Friday\.\n(?:\t| +)\n/);
  });
});
