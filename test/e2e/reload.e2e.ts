import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { eventually, isDirty, runCommand } from '../lab/workbench.mjs';
import { PLAN, Person, makeSampleWorkspace, makeWorkspace, stopAtFailure } from './wizard.ts';

const input = (page: Frame, path: string): ReturnType<Frame['locator']> => page.locator(`[data-place="field:${path}"]`).locator('input, textarea').first();

describe('what one has done stays', () => {
  let ana: Person;
  let place: Awaited<ReturnType<typeof makeSampleWorkspace>>;
  stopAtFailure();
  beforeAll(async () => {
    place = await makeSampleWorkspace();
    ana = await Person.sitDown(place.folder);
    await ana.create();
    await ana.scanSource(place.source, place.system);
    for (const panel of ['Volumes', 'Relationships', 'Data Quality', 'Rules']) await ana.goOn(panel);
  });
  afterAll(() => Person.everybodyLeaves());

  test('over closing the wizard, with what was typed and not left yet', async () => {
    const page = await ana.page();
    await input(page, 'constraints.timeZones').focus();
    await ana.lab.page.keyboard.type('Europe/Dublin');
    await ana.execute('workbench.action.closeActiveEditor');
    await eventually('the wizard closed', async () => ((await ana.lab.page.locator('iframe.webview.ready').count()) === 0 ? true : undefined));
    await ana.showWizard();
    expect(await ana.panelTitle()).toBe('Rules');
    await eventually('what was typed', async () => ((await input(await ana.page(), 'constraints.timeZones').inputValue()) === 'Europe/Dublin' ? true : undefined), 5_000).catch(async () => {
      expect(await input(await ana.page(), 'constraints.timeZones').inputValue()).toBe('Europe/Dublin');
    });
  });

  test('over a reload of the window', async () => {
    const page = await ana.page();
    await input(page, 'constraints.timeZones').focus();
    await input(page, 'constraints.timeZones').blur();
    await input(page, 'constraints.currencies').focus();
    await ana.lab.page.keyboard.type('EUR, two decimals');
    await ana.save();
    const before = await ana.text();
    // The browser's window writes what it remembers every five seconds; the desktop's does it at the end.
    await ana.lab.page.waitForTimeout(6_000);
    await ana.lab.reload();
    await (await ana.page()).waitForSelector('#panel-title');
    expect(await ana.panelTitle()).toBe('Rules');
    expect((await ana.plan()).state.signOffs.map(({ panel }) => panel)).toEqual(['sources', 'volumes', 'relationships', 'quality']);
    expect(parsePlan(before).plan?.state.signOffs.length).toBe(4);
    await eventually('what was typed', async () => ((await input(await ana.page(), 'constraints.currencies').inputValue()) === 'EUR, two decimals' ? true : undefined), 5_000).catch(async () => {
      expect(await input(await ana.page(), 'constraints.currencies').inputValue()).toBe('EUR, two decimals');
    });
    // The plan may not have it yet: then the page says so, and offers to keep it.
    const again = await ana.page();
    const keep = again.getByRole('button', { name: 'Keep mine' });
    if ((await ana.plan()).state.constraints.currencies === '') await keep.click();
    await ana.textContains('EUR, two decimals');
    expect((await ana.plan()).state.constraints).toMatchObject({ timeZones: 'Europe/Dublin', currencies: 'EUR, two decimals' });
  });

  test('a change on the disk shows at once, while nothing is unsaved', async () => {
    await ana.save();
    await ana.changeOnDisk((text) => text.replace('EUR, two decimals', 'EUR and GBP'));
    const page = await ana.page();
    await eventually('the change from outside', async () => ((await input(page, 'constraints.currencies').inputValue()) === 'EUR and GBP' ? true : undefined));
    expect(await isDirty(ana.lab, PLAN)).toBe(false);
  });

  test('typing in the text shows at once', async () => {
    await ana.lab.evaluate(async (vscode, end) => {
      const document = vscode.workspace.textDocuments.find((open) => open.uri.path.endsWith(end));
      if (document === undefined) return;
      const at = document.positionAt(document.getText().indexOf('EUR and GBP'));
      await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection: new vscode.Range(at, at) });
    }, PLAN);
    await ana.lab.page.keyboard.type('CHF, ');
    const page = await ana.page();
    await eventually('the typing', async () => ((await input(page, 'constraints.currencies').inputValue()) === 'CHF, EUR and GBP' ? true : undefined), 5_000);
  });

  test('a change outside, of the field that is being typed in: neither is lost', async () => {
    await ana.save();
    const page = await ana.page();
    const field = input(page, 'constraints.timeZones');
    await field.click();
    await ana.lab.page.keyboard.press('Control+A');
    await ana.lab.page.keyboard.type('UTC');
    await ana.changeOnDisk((text) => text.replace('Europe/Dublin', 'Europe/Cork'));
    await page.getByText('Changed outside: Europe/Cork').waitFor();
    expect(await field.inputValue()).toBe('UTC');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await ana.textContains('timeZones: UTC');
    expect((await ana.plan()).state.constraints.timeZones).toBe('UTC');
  });

  test('two wizards show the same', async () => {
    await ana.save();
    await ana.showWizard();
    await ana.execute('workbench.action.splitEditor');
    const pages = await eventually('two pages', async () => {
      const found = [];
      for (const outer of await ana.lab.page.locator('iframe.webview.ready').elementHandles()) {
        const inner = await (await (await outer.contentFrame())?.$('#active-frame'))?.contentFrame();
        if (inner !== null && inner !== undefined && (await inner.$('#panel-title')) !== null) found.push(inner);
      }
      return found.length === 2 ? found : undefined;
    });
    const [one, other] = pages;
    if (one === undefined || other === undefined) throw new Error('two pages were found');
    await input(one, 'constraints.currencies').fill('EUR only');
    await input(one, 'constraints.currencies').blur();
    await eventually('the edit in the other', async () => ((await input(other, 'constraints.currencies').inputValue()) === 'EUR only' ? true : undefined));
    await input(other, 'constraints.currencies').fill('EUR and USD');
    await input(other, 'constraints.currencies').blur();
    await eventually('the edit in the first', async () => ((await input(one, 'constraints.currencies').inputValue()) === 'EUR and USD' ? true : undefined));
    await ana.execute('workbench.action.closeActiveEditor');
  });

  test('conflict markers: named, with their line, read-only; mended, alive', async () => {
    await ana.save();
    const good = await ana.text();
    const line = good.split('\n').findIndex((text) => text.startsWith('  currencies:'));
    await ana.changeOnDisk((text) => text.replace('  currencies: EUR and USD', '<<<<<<< HEAD\n  currencies: EUR and USD\n=======\n  currencies: GBP\n>>>>>>> other'));
    const page = await ana.page();
    const banner = page.locator('.banner.error');
    await banner.waitFor();
    expect(await banner.innerText()).toContain('merge conflict');
    expect(await banner.innerText()).toContain(`Line ${String(line + 1)}`);
    expect(await page.locator('.menu-continue').getAttribute('disabled')).not.toBeNull();
    await eventually('the field read-only', async () => ((await input(page, 'constraints.currencies').getAttribute('readonly')) === null ? undefined : true), 5_000);
    expect(await input(page, 'constraints.currencies').inputValue(), 'the last good plan').toBe('EUR and USD');
    const broken = await ana.text();
    await page.getByRole('button', { name: 'Show in text' }).click();
    await eventually('the cursor in the text', async () => {
      const at = await ana.lab.evaluate((vscode) => vscode.window.activeTextEditor?.selection.active.line ?? null);
      return at === line ? true : undefined;
    }, 5_000).catch(async () => {
      expect(await ana.lab.evaluate((vscode) => vscode.window.activeTextEditor?.selection.active.line ?? null)).toBe(line);
    });
    expect(await ana.text()).toBe(broken);
    await ana.changeOnDisk(() => good);
    await banner.waitFor({ state: 'detached' });
    await ana.fill('constraints.currencies', 'EUR again');
    expect((await ana.plan()).state.constraints.currencies).toBe('EUR again');
    expect(ana.complaints()).toEqual([]);
  });
});

describe('a file that is not a plan is in the way', () => {
  const notes = '# Notes\n\nMove the shop.\n\n## Data Inventory\n\n| Source System | Tables/Objects | Record Count | Size | Priority |\n| --- | --- | --- | --- | --- |\n| crm | Customer | 59 | 12 KB | High |\n';
  let ana: Person;
  beforeAll(async () => {
    const folder = await makeWorkspace({});
    ana = await Person.sitDown(folder);
  });
  afterAll(() => Person.everybodyLeaves());

  async function asked(answer: string): Promise<void> {
    await ana.save().catch(() => false);
    await ana.execute('workbench.action.closeAllEditors');
    await ana.lab.evaluate(async (vscode, [end, text]: [string, string]) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      if (folder !== undefined) await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, end), new TextEncoder().encode(text));
    }, [PLAN, notes] as [string, string]);
    await runCommand(ana.lab.page, 'Create Data Migration Plan');
    const dialog = ana.lab.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('docs/data-migration.md exists already and is not a data migration plan.');
    await dialog.getByRole('button', { name: answer, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  test('Cancel leaves it as it is', async () => {
    await asked('Cancel');
    expect(await readFile(join(ana.folder, PLAN), 'utf8')).toBe(notes);
    expect(await ana.lab.page.locator('iframe.webview.ready').count()).toBe(0);
  });

  test('Adopt keeps the text, and its table is the plan’s', async () => {
    await asked('Adopt It');
    await (await ana.page()).waitForSelector('#panel-title');
    const text = await ana.text();
    expect(text).toContain('# Notes\n\nMove the shop.\n');
    expect((await ana.plan()).rows.inventory?.map(({ cells }) => cells['object'])).toEqual(['Customer']);
  });

  test('Back up keeps it beside a new plan', async () => {
    await asked('Back It Up and Start Fresh');
    await (await ana.page()).waitForSelector('#panel-title');
    expect((await ana.plan()).rows.inventory ?? []).toEqual([]);
    expect((await readdir(join(ana.folder, 'docs'))).sort()).toEqual(['data-migration.backup.md', 'data-migration.md']);
    expect(await readFile(join(ana.folder, 'docs', 'data-migration.backup.md'), 'utf8')).toBe(notes);
    expect(ana.complaints()).toEqual([]);
  });

  test('a binary file is refused with a reason', async () => {
    await ana.execute('workbench.action.closeAllEditors');
    await writeFile(join(ana.folder, PLAN), new Uint8Array([0, 1, 2, 3, 255]));
    await runCommand(ana.lab.page, 'Create Data Migration Plan');
    await ana.lab.page.getByText('is not a text file in UTF-8').first().waitFor();
    expect([...await readFile(join(ana.folder, PLAN))]).toEqual([0, 1, 2, 3, 255]);
  });
});
