import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readXlsx, writeXlsx } from '../../src/core/interchange/xlsx.ts';
import { planWith } from '../unit/interchange/plans.ts';
import { eventually } from '../lab/workbench.mjs';
import { PLAN, Person, makeWorkspace, stopAtFailure } from './wizard.ts';

describe('a section goes to a data owner and comes back', () => {
  let ana: Person;
  let before = '';
  stopAtFailure();
  beforeAll(async () => {
    const folder = await makeWorkspace({});
    await mkdir(join(folder, 'docs'));
    await writeFile(join(folder, PLAN), planWith({ kind: 'insertRows', block: 'inventory', at: 0, rows: ['Customer', 'Invoice', 'Track'].map((object, index) => ({ sourceSystem: 'shop', object, recordCount: `1,00${String(index)}`, size: '12 KB', priority: 'High' })) }).text);
    ana = await Person.sitDown(folder);
    await ana.showWizard();
    before = await ana.text();
  });
  afterAll(() => Person.everybodyLeaves());

  const inWorkspace = (command: string, file: string, block?: string): Promise<void> => ana.lab.evaluate(async (vscode, [id, plan, name, of]: [string, string, string, string | undefined]) => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (root) await vscode.commands.executeCommand(`dataMigrationPlanner.${id}`, { uri: vscode.Uri.joinPath(root, plan).toString(), file: vscode.Uri.joinPath(root, name).toString(), ...(of === undefined ? {} : { block: of }) });
  }, [command, PLAN, file, block] as [string, string, string, string | undefined]);

  test('as a workbook, changed by somebody', async () => {
    await inWorkspace('exportSection', 'out.xlsx', 'inventory');
    const [sheet] = await readXlsx(new Uint8Array(await readFile(join(ana.folder, 'out.xlsx'))));
    const [header = [], ...rows] = sheet?.rows ?? [];
    expect(header).toEqual(['Source System', 'Tables/Objects', 'Record Count', 'Size', 'Priority']);
    const changed = rows.slice(0, -1).map((row, index) => (index === 0 ? [...row.slice(0, 4), 'Low'] : [...row]));
    await writeFile(join(ana.folder, 'back.xlsx'), await writeXlsx('Data Inventory', { header, rows: [...changed, [rows[0]?.[0] ?? '', 'PaperArchive', '~40,000', '?', 'Low']] }, []));
  });

  test('shows row by row what it says differently, and writes only what is applied', async () => {
    await inWorkspace('importSection', 'back.xlsx');
    const page = await ana.page();
    await page.locator('#import-title').waitFor();
    expect(await page.locator('.import-kind').allInnerTexts()).toEqual(['Change', 'Add', 'Remove']);
    expect(await ana.text()).toBe(before);
    await page.locator('.import-selected').click();
    await ana.textContains('PaperArchive');
    await ana.notice('1 row changed, 1 added. Undo takes all of it back.');
    const rows = (await ana.plan()).rows.inventory ?? [];
    expect(rows[0]?.cells['priority']).toBe('Low');
    await page.locator('#panel-title').waitFor();
  });

  test('is one step to undo', async () => {
    await ana.execute('undo');
    await eventually('the text as it was', async () => ((await ana.text()) === before ? true : undefined));
  });
});
