import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeTextEdits } from '../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import type { PlanEdit } from '../../src/core/plan/planEdit.ts';
import { applyTextEdits } from '../../src/core/text/applyTextEdits.ts';
import { eventually } from '../lab/workbench.mjs';
import { PLAN, Person, makeWorkspace, stopAtFailure } from './wizard.ts';

/** A plan of a shop whose table Customer is named in every section. */
function shopPlan(): string {
  const row = (columns: readonly string[], ...cells: readonly string[]): Record<string, string> => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  const edits: PlanEdit = {
    kind: 'batch',
    edits: [
      { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', technology: 'SQLite' } },
      { kind: 'setField', path: 'targetSystem.name', value: 'shop' },
      { kind: 'insertRows', block: 'inventory', at: 0, rows: [['crm', 'Customer', '59', '12 KB', 'High'], ['crm', 'Invoice', '412', '40 KB', 'High']].map((cells) => row(['sourceSystem', 'object', 'recordCount', 'size', 'priority'], ...cells)) },
      { kind: 'insertRows', block: 'mapping', at: 0, rows: [['Customer', 'Id', 'customer', 'id', 'direct'], ['Customer', 'Email', 'customer', 'email', 'direct'], ['Invoice', 'Id', 'invoice', 'id', 'direct']].map((cells) => row(['sourceTable', 'sourceField', 'targetTable', 'targetField', 'transform'], ...cells)) },
      { kind: 'insertRows', block: 'tableRules', at: 0, rows: [{ targetTable: 'customer', rowsFrom: 'Customer', rule: 'all rows' }] },
      { kind: 'insertRows', block: 'validation', at: 0, rows: [{ check: 'Rows of customer', sourceQuery: 'SELECT COUNT(*) FROM "Customer" WHERE note <> \'Customer\'', targetQuery: 'SELECT COUNT(*) FROM customer', tolerance: '0' }] },
      { kind: 'insertRows', block: 'phases', at: 0, rows: [{ phase: 'Master data: customers first' }] },
      { kind: 'insertRows', block: 'loadOrder', at: 0, rows: [{ targetTable: 'customer', phase: 'Master data', waitsFor: '', note: '' }, { targetTable: 'invoice', phase: 'Master data', waitsFor: 'customer', note: '' }] },
      { kind: 'insertRows', block: 'cutover', at: 0, rows: [{ activity: 'Freeze', owner: 'Ana', duration: '30 min', dependencies: '' }, { activity: 'Load', owner: 'Ben', duration: '2 h', dependencies: 'Freeze' }] },
    ],
  };
  const empty = newPlanText('Shop');
  return applyTextEdits(empty, computeTextEdits(parsePlan(empty), edits));
}

async function workspaceWith(text: string): Promise<string> {
  const folder = await makeWorkspace({});
  await mkdir(join(folder, 'docs'));
  await writeFile(join(folder, PLAN), text);
  return folder;
}

/** Puts the cursor behind the first place where the text stands, in the text editor alone. */
async function cursorBehind(person: Person, words: string): Promise<void> {
  await person.lab.evaluate(async (vscode, [end, part]: [string, string]) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (folder === undefined) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, end));
    const at = document.positionAt(document.getText().indexOf(part) + part.length);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection: new vscode.Range(at, at) });
  }, [PLAN, words] as [string, string]);
  await eventually('the cursor in the text', async () => ((await person.lab.evaluate((vscode, part) => {
    const editor = vscode.window.activeTextEditor;
    return editor !== undefined && editor.document.getText().slice(0, editor.document.offsetAt(editor.selection.active)).endsWith(part);
  }, words)) ? true : undefined));
}

/** The extension is up when it shows something above the tables. */
async function lensesAreThere(person: Person): Promise<void> {
  await person.lab.page.locator('.codelens-decoration', { hasText: 'Add row' }).first().waitFor({ state: 'attached', timeout: 60_000 });
}

/** Undoes in the text editor until the text is this; returns how many undos it took, at most `most`. */
async function undosTo(person: Person, text: string, most: number): Promise<number> {
  for (let count = 0; count <= most; count++) {
    if ((await person.text()) === text) return count;
    await person.execute('undo');
  }
  throw new Error(`after ${String(most)} undos the text is still another`);
}

describe('tables in the text', () => {
  let ana: Person;
  stopAtFailure();
  beforeAll(async () => {
    ana = await Person.sitDown(await workspaceWith(newPlanText('Shop')));
  });
  afterAll(() => Person.everybodyLeaves());

  test('a whole table is typed with the keyboard alone', async () => {
    const { keyboard } = ana.lab.page;
    await cursorBehind(ana, '| Source System | Tables/Objects | Record Count | Size | Priority |');
    await lensesAreThere(ana);
    const before = await ana.text();
    const rows = [['crm', 'Customer', '59', '12 KB', 'High'], ['crm', 'Kundenadresse', '1,204', '3 MB', 'Low'], ['erp', '顧客', '7', '1 KB', 'Medium']];
    // As people do: the next word begins a moment after the key that goes to its cell.
    const tab = async (): Promise<void> => {
      await keyboard.press('Tab');
      await ana.lab.page.waitForTimeout(250);
    };
    await tab();
    for (const cell of rows.flat()) {
      await keyboard.type(cell, { delay: 30 });
      await keyboard.press('Escape');
      await tab();
    }
    await eventually('the rows', async () => ((await ana.plan()).rows.inventory?.filter(({ cells }) => cells['object'] !== '').length === 3 ? true : undefined));
    const inventory = (await ana.plan()).rows.inventory?.map(({ cells }) => Object.values(cells)) ?? [];
    expect(inventory.filter((cells) => cells.some((cell) => cell !== ''))).toEqual(rows);
    expect((await ana.text()).slice(0, before.indexOf('| Source System'))).toBe(before.slice(0, before.indexOf('| Source System')));
  });

  test('Enter at an empty last row leaves the table', async () => {
    const { keyboard } = ana.lab.page;
    await keyboard.press('Enter');
    await eventually('three rows', async () => ((await ana.plan()).rows.inventory?.length === 3 ? true : undefined));
  });

  test('a thousand rows of a spreadsheet are pasted at once, and taken back at once', async () => {
    await cursorBehind(ana, '| Source Table | Source Field | Target Table | Target Field | Transform |');
    const before = await ana.text();
    const header = ['Target Field', 'Target Table', 'Source Field', 'Source Table', 'Transform', 'Remark'];
    const lines = Array.from({ length: 1_000 }, (_, index) => [`column_${String(index)}`, `target_${String(index % 20)}`, `field_${String(index)}`, `table_${String(index % 20)}`, index % 10 === 0 ? '"a | b\nc"' : 'direct', 'x'].join('\t'));
    await ana.lab.evaluate(async (vscode, text) => { await vscode.env.clipboard.writeText(text); }, [header.join('\t'), ...lines].join('\n'));
    await ana.command('Paste Rows');
    await eventually('the rows', async () => ((await ana.plan()).rows.mapping?.length === 1_000 ? true : undefined));
    const mapping = (await ana.plan()).rows.mapping ?? [];
    expect(mapping[10]?.cells).toEqual({ sourceTable: 'table_10', sourceField: 'field_10', targetTable: 'target_10', targetField: 'column_10', transform: 'a | b\nc' });
    expect(mapping[999]?.cells).toEqual({ sourceTable: 'table_19', sourceField: 'field_999', targetTable: 'target_19', targetField: 'column_999', transform: 'direct' });
    await cursorBehind(ana, '## Data Mapping');
    expect(await undosTo(ana, before, 1)).toBe(1);
  });
});

describe('a rename', () => {
  let ana: Person;
  let first: string;
  stopAtFailure();
  beforeAll(async () => {
    first = shopPlan();
    ana = await Person.sitDown(await workspaceWith(first));
  });
  afterAll(() => Person.everybodyLeaves());

  test('of a table goes everywhere it stands, queries included, and nowhere else', async () => {
    const { page } = ana.lab;
    const { keyboard } = page;
    await cursorBehind(ana, '## Data Inventory');
    await lensesAreThere(ana);
    const at = first.indexOf('Customer', first.indexOf('## Data Inventory'));
    await ana.lab.evaluate((vscode, offset) => {
      const editor = vscode.window.activeTextEditor;
      if (editor === undefined) return;
      const position = editor.document.positionAt(offset + 3);
      editor.selection = new vscode.Selection(position, position);
    }, at);
    // The window shows the cursor there a moment after it was put there.
    await page.waitForTimeout(500);
    await keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.fill('Client Accounts');
    await box.press('Enter');
    await ana.textContains('Client Accounts');
    const { rows } = await ana.plan();
    expect(rows.inventory?.map(({ cells }) => cells['object'])).toEqual(['Client Accounts', 'Invoice']);
    expect(rows.mapping?.map(({ cells }) => cells['sourceTable'])).toEqual(['Client Accounts', 'Client Accounts', 'Invoice']);
    expect(rows.mapping?.map(({ cells }) => cells['targetTable'])).toEqual(['customer', 'customer', 'invoice']);
    expect(rows.tableRules?.[0]?.cells['rowsFrom']).toBe('Client Accounts');
    expect(rows.validation?.[0]?.cells).toMatchObject({ sourceQuery: 'SELECT COUNT(*) FROM "Client Accounts" WHERE note <> \'Customer\'', targetQuery: 'SELECT COUNT(*) FROM customer' });
  });

  test('is one undo', async () => {
    expect(await undosTo(ana, first, 1)).toBe(1);
  });
});

describe('the text and the grid', () => {
  let ana: Person;
  let first: string;
  stopAtFailure();
  beforeAll(async () => {
    first = shopPlan();
    ana = await Person.sitDown(await workspaceWith(first));
  });
  afterAll(() => Person.everybodyLeaves());

  test('edit the same cells, and ten undos bring the first text back, byte for byte', async () => {
    const { keyboard } = ana.lab.page;
    await cursorBehind(ana, '# Data Migration Plan: Shop');
    await ana.showWizard();
    await (await ana.page()).waitForSelector('#panel-title');
    const grid = async (block: string, row: readonly string[], column: number, value: string): Promise<void> => {
      await ana.setCell(block, row, column, value);
      await ana.textContains(value);
    };
    const typed = async (behind: string, words: string): Promise<void> => {
      await cursorBehind(ana, behind);
      await keyboard.type(words);
      await keyboard.press('Escape');
      await ana.textContains(behind + words);
    };
    // Five of each, in turns.
    await ana.show('Volumes');
    await grid('inventory', ['Customer'], 2, '60');
    await typed('Master data: customers', 'One');
    await ana.show('Volumes');
    await grid('inventory', ['Invoice'], 2, '413');
    await typed('customersOne', 'Two');
    await grid('inventory', ['Customer'], 4, 'Medium');
    await typed('customersOneTwo', 'Three');
    await grid('inventory', ['Invoice'], 4, 'Low');
    await typed('customersOneTwoThree', 'Four');
    await grid('inventory', ['Customer'], 3, '13 KB');
    await typed('customersOneTwoThreeFour', 'Five');
    const last = await ana.text();
    expect(last).not.toBe(first);
    expect(await undosTo(ana, first, 10)).toBe(10);
  });
});
