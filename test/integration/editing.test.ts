// Tables edited inline: by the keyboard, by paste, by rename and by the grid, in the real window, with the undo they share.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { rowsOf } from '../../src/core/plan/plan.ts';
import type { PlanEdit } from '../../src/core/plan/planEdit.ts';
import { answerMessages, checked, closeAll, edit, eventually, expectProblems, focusText, onDisk, openBoth, openPlanFixture, pause, problemsShown, restoreDialogs, run, undo, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';
import { copyOutside, hasKeyboard, press, type } from './keyboard.ts';

/** What keys change: the text, and where the cursor stands in it. */
function stateOf(editor: vscode.TextEditor): string {
  const { start, end } = editor.selection;
  return JSON.stringify([editor.document.version, editor.document.offsetAt(start), editor.document.offsetAt(end)]);
}

/** Presses a key whose command runs in the extension, and waits until it has done something, as a person would. */
async function pressAndSee(editor: vscode.TextEditor, key: string): Promise<void> {
  const before = stateOf(editor);
  await press(key);
  await eventually(() => assert.notEqual(stateOf(editor), before, `${key} did something`));
}

/** Types into the selected cell, and waits until it stands there. */
async function typeHere(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  await type(text);
  // The row that was left is laid out meanwhile: what counts is what stands before the cursor.
  await eventually(() => {
    const cursor = document.offsetAt(editor.selection.active);
    assert.equal(document.getText().slice(cursor - text.length, cursor), text);
  });
}

/** As a click there, and the moment that a person takes to reach for the keys: the extension looks where the cursor is. */
async function cursorTo(editor: vscode.TextEditor, offset: number): Promise<void> {
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection);
  await checked(editor.document.uri);
  await pause(300);
}

/** The text, once VS Code and the extension agree on it; see `checked`. */
async function rows(uri: vscode.Uri, block: 'inventory' | 'mapping'): Promise<Readonly<Record<string, string>>[]> {
  await checked(uri);
  const { plan } = parsePlan((await vscode.workspace.openTextDocument(uri)).getText());
  assert.ok(plan);
  return rowsOf(plan, block).map(({ cells }) => cells);
}

describe('Tables edited inline', () => {
  let said: ReturnType<typeof answerMessages>;

  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
    assert.deepEqual(said.errors, []);
  });

  it('a plan of 1,000 mapping rows with its catalogues: no problems, and a field that is not in them is one', async () => {
    const { uri, document, text } = await openPlanFixture(1_000);
    assert.equal(document.getText(), text);
    await expectProblems(uri, []);
    assert.equal((await rows(uri, 'mapping')).length, 1_000);
    await edit(uri, { kind: 'setCell', block: 'mapping', row: { index: 500 }, column: 'sourceField', value: 'field_99' });
    await eventually(() => assert.ok(problemsShown(uri).some(({ message }) => message.includes('field_99')), 'the unknown field is named'));
    await undo(uri);
    assert.equal(document.getText(), text);
    await expectProblems(uri, []);
  });

  describe('by the keyboard', () => {
    before(function () { if (!hasKeyboard()) this.skip(); });

    it('a whole table: Tab, Shift+Tab and Enter move by cell and row and add rows', async () => {
      const uri = writeDocument(newPlanText('Shop'));
      const editor = await focusText(uri);
      const { document } = editor;
      await cursorTo(editor, document.getText().indexOf('Source System |'));
      await pressAndSee(editor, 'Enter');
      const table = [
        { sourceSystem: 'crm', object: 'Customer', recordCount: '59', size: '12 KB', priority: 'High' },
        { sourceSystem: 'crm', object: '顧客 👩‍💻', recordCount: '~1,200,000', size: '1.4 GB', priority: 'Low' },
        { sourceSystem: 'crm', object: 'Genre', recordCount: '?', size: '?', priority: 'Medium' },
      ];
      for (const [index, cells] of table.entries()) {
        const values = Object.values(cells);
        for (const [place, value] of values.entries()) {
          await typeHere(editor, value);
          if (place + 1 < values.length || index + 1 < table.length) await pressAndSee(editor, 'Tab');
        }
      }
      assert.deepEqual(await rows(uri, 'inventory'), table);
      // Back over the row, and down: the cells are entered, not changed.
      await pressAndSee(editor, 'Shift+Tab');
      assert.equal(document.getText(editor.selection), '?');
      await pressAndSee(editor, 'Shift+Tab');
      await pressAndSee(editor, 'Shift+Tab');
      assert.equal(document.getText(editor.selection), 'Genre');
      // A row more, left empty: Enter there ends the table.
      await pressAndSee(editor, 'Enter');
      await pressAndSee(editor, 'Enter');
      await typeHere(editor, 'Behind the table.');
      assert.deepEqual(await rows(uri, 'inventory'), table);
      const lines = document.getText().split('\n');
      const start = lines.findIndex((line) => line.startsWith('| Source System'));
      assert.match(lines.slice(start + 5).join('\n'), /^\n+Behind the table\.\n/);
      await document.save();
      assert.equal(onDisk(uri), document.getText());
    });

    it('a table of one’s own, from its header line on, and nowhere else do the keys mean anything new', async () => {
      const uri = writeDocument(richPlan());
      const editor = await focusText(uri);
      const { document } = editor;
      const line = 'Written on a Friday.';
      await cursorTo(editor, richPlan().indexOf(line) + line.length);
      await pressAndSee(editor, 'Enter');
      await pressAndSee(editor, 'Enter');
      assert.equal(document.getText(), richPlan().replace(line, `${line}\n\n`), 'Enter in prose is a line break');
      await typeHere(editor, '| Who | Where |');
      await pressAndSee(editor, 'Enter');
      for (const [place, value] of ['Ana', 'Zürich', 'Bo', 'Cork'].entries()) {
        if (place > 0) await pressAndSee(editor, 'Tab');
        await typeHere(editor, value);
      }
      const typed = document.getText().split('\n').filter((line) => line.startsWith('|')).slice(0, 4)
        .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
      assert.deepEqual([typed[0], typed[2], typed[3]], [['Who', 'Where'], ['Ana', 'Zürich'], ['Bo', 'Cork']]);
    });
  });

  it('1,000 rows from a spreadsheet, columns in another order, as rows of the mapping in one step', async function () {
    if (!hasKeyboard()) this.skip();
    const uri = writeDocument(newPlanText('Shop'));
    const editor = await focusText(uri);
    const { document } = editor;
    const table = Array.from({ length: 1_000 }, (_, index) => ({
      sourceTable: `table ${String(index % 40)}`, sourceField: `Field_${String(index)}`, targetTable: '顧客', targetField: `field_${String(index)}`,
      transform: ['direct', 'cast to numeric(10,2)', "case when a = 'x|y' then 1 end", 'leave behind: empty, "old" | since 2019'][index % 4] ?? '',
    }));
    const cell = (value: string): string => (/["\t\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const tsv = [
      ['Transform', 'Target Table', 'Target Field', 'Source Table', 'Source Field'],
      ...table.map((row) => [row.transform, row.targetTable, row.targetField, row.sourceTable, row.sourceField]),
    ].map((line) => line.map(cell).join('\t')).join('\r\n');
    await cursorTo(editor, document.getText().indexOf('Source Table |'));
    await copyOutside(`${tsv}\r\n`);
    await press('Control+V');
    await eventually(() => assert.ok(document.getText().includes('field_999'), 'the last row stands there'));
    assert.deepEqual(await rows(uri, 'mapping'), table);
    assert.ok(!document.getText().includes('Transform\tTarget Table'), 'and nothing of the text itself');
    await undo(uri);
    assert.equal(document.getText(), newPlanText('Shop'), 'one step back');
  });

  it('a table is renamed in every section it stands in, queries included, as one step', async () => {
    const text = richPlan()
      .replace('decisions:\n', 'dataQuality:\n  - issue: duplicates\n    where: crm.Customer\ndecisions:\n')
      .replace('> A quote of the DBA.', '### Table Rules\n\n| Target Table | Rows From | Rule |\n| --- | --- | --- |\n| customer | Customer | only the active ones |\n\n> A quote of the DBA.')
      .replace('## Migration Sequence', '### Rule Details\n\n| Check | Gate | Phase | Blocks |\n| --- | --- | --- | --- |\n| Rows of Customer | post | Master data | — |\n\n## Migration Sequence')
      .replace('3. Historical data: invoices\n', '3. Historical data: invoices\n\n### Load Order\n\n| Target Table | Phase | Waits For | Note |\n| --- | --- | --- | --- |\n| customer | Master data | — | — |\n| invoice | Historical data | customer | — |\n');
    const uri = writeDocument(text);
    const { document } = await openBoth(uri);
    await checked(uri);
    const rename = async (find: string, name: string): Promise<void> => {
      const position = document.positionAt(document.getText().indexOf(find) + 2);
      const change = await run('vscode.executeDocumentRenameProvider', uri, position, name) as vscode.WorkspaceEdit;
      assert.deepEqual(change.entries().map(([each]) => each.toString()), [uri.toString()]);
      assert.equal(await vscode.workspace.applyEdit(change), true);
    };

    await rename('Customer | 59', 'Client Base');
    // What was measured keeps its words: that query was asked of the table as it was called then.
    const source = text
      .replace('row: crm.Customer', 'row: crm.Client Base').replace('where: crm.Customer', 'where: crm.Client Base')
      .replace('| crm | Customer | 59', '| crm | Client Base | 59')
      .replace('| Customer | CustomerId', '| Client Base | CustomerId').replace('| Customer | Fax', '| Client Base | Fax').replace('| Customer | Company', '| Client Base | Company')
      .replace('| customer | Customer | only', '| customer | Client Base | only')
      .replace('| Rows of Customer | `select count(*) from "Customer"`', '| Rows of Client Base | `select count(*) from "Client Base"`')
      .replace('| Rows of Customer | post', '| Rows of Client Base | post');
    assert.equal(document.getText(), source);

    await rename('customer | customer_id', 'client');
    const both = source
      .replace('| customer | customer_id', '| client | customer_id').replace('| customer | company', '| client | company')
      .replace('| customer | Client Base | only', '| client | Client Base | only')
      .replace('`select count(*) from customer`', '`select count(*) from client`')
      .replace('| customer | Master data', '| client | Master data').replace('| Historical data | customer |', '| Historical data | client |');
    assert.equal(document.getText(), both);

    await undo(uri);
    assert.equal(document.getText(), source, 'one step back');
    await undo(uri);
    assert.equal(document.getText(), text, 'and one more');
  });

  it('a system that gets another name in the form gets it everywhere, as one step', async () => {
    const uri = writeDocument(richPlan());
    const { document } = await openBoth(uri);
    const first = document.getText();
    await edit(uri, { kind: 'setItem', list: 'sourceSystems', item: { index: 0, key: 'crm' }, values: { name: 'sales' } });
    const { plan } = parsePlan(document.getText());
    assert.ok(plan);
    assert.deepEqual([plan.state.sourceSystems[0]?.name, plan.state.evidence[0]?.row], ['sales', 'sales.Customer']);
    assert.deepEqual([...new Set(rowsOf(plan, 'inventory').map(({ cells }) => cells['sourceSystem']))], [...new Set(rowsOf(parsePlan(first).plan!, 'inventory').map(({ cells }) => (cells['sourceSystem'] === 'crm' ? 'sales' : cells['sourceSystem'])))]);
    assert.match(document.getText(), /\*\*Source system:\*\* sales — SQLite, owner Ana Lind/);
    await undo(uri);
    assert.equal(document.getText(), first);
  });

  it('ten undos after edits in the grid and in the text, mixed, restore the first text byte for byte', async () => {
    for (const eol of ['\n', '\r\n'] as const) {
      const uri = writeDocument(richPlan(eol));
      const first = onDisk(uri);
      const { document } = await openBoth(uri);
      const key = (index: number, ...cells: string[]): { index: number; key: string[] } => ({ index, key: cells });
      const grid = (planEdit: PlanEdit) => () => edit(uri, planEdit);
      const text = (find: string, value: string) => async (): Promise<void> => {
        const editor = await focusText(uri);
        const at = document.getText().indexOf(find);
        assert.ok(at >= 0, find);
        editor.selection = new vscode.Selection(document.positionAt(at), document.positionAt(at + find.length));
        if (hasKeyboard()) await typeHere(editor, value);
        else for (const letter of value) await run('type', { text: letter });
        // Moving the cursor ends the step.
        await run('cursorRight');
      };
      const actions = [
        grid({ kind: 'setCells', block: 'inventory', cells: [
          { row: key(0, 'crm', 'Customer'), column: 'recordCount', value: '60' }, { row: key(2, 'crm', 'Invoice'), column: 'size', value: '3 MB' }, { row: key(5, 'crm', 'Employee'), column: 'priority', value: 'Low' },
        ] }),
        text('~3,500', '3,503'),
        grid({ kind: 'insertRows', block: 'mapping', at: 2, rows: [{ sourceTable: 'Genre', sourceField: 'Name', targetTable: 'genre', targetField: 'name', transform: "case when x = 'a|b' then 1 end" }] }),
        grid({ kind: 'sortRows', block: 'inventory', by: [{ column: 'object' }] }),
        text('nobody', 'someone'),
        grid({ kind: 'duplicateRows', block: 'validation', rows: [key(0, 'Rows of Customer')] }),
        text('cake', 'plan'),
        grid({ kind: 'batch', edits: [{ kind: 'setField', path: 'targetSystem.name', value: 'erp2' }, { kind: 'setCell', block: 'cutover', row: key(2, 'Check'), column: 'owner', value: 'Zürich, 3 | 4' }] }),
        grid({ kind: 'removeRows', block: 'mapping', rows: [key(1, 'Customer', 'Fax', '—', '—')] }),
        grid({ kind: 'moveRows', block: 'cutover', rows: [key(2, 'Check')], to: 0 }),
      ];
      const texts = [document.getText()];
      for (const action of actions) {
        await action();
        assert.notEqual(document.getText(), texts.at(-1), `action ${String(texts.length)} changes the text`);
        texts.push(document.getText());
      }
      for (let step = actions.length - 1; step >= 0; step--) {
        await undo(uri);
        assert.equal(document.getText(), texts[step], `action ${String(step + 1)} is undone by one step`);
      }
      assert.equal(await document.save(), true);
      assert.equal(onDisk(uri), first);
      for (let step = 1; step < texts.length; step++) {
        await run('redo');
        assert.equal(document.getText(), texts[step], `action ${String(step)} is done again by one step`);
      }
      await closeAll();
    }
  });
});
