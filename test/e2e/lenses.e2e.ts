import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { sectionSpec } from '../../src/core/plan/sections.ts';
import { eventually } from '../lab/workbench.mjs';
import { PLAN, Person, makeBigWorkspace } from './wizard.ts';

interface Lens {
  readonly command: string;
  readonly title: string;
  readonly line: number;
  /** The text of its line. */
  readonly at: string;
  readonly section: string;
}

/** The lenses that the editor shows, in the order of the document. */
async function lensesOf(ana: Person): Promise<Lens[]> {
  return ana.lab.evaluate(async (vscode, end) => {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.path.endsWith(end));
    if (document === undefined) return [];
    const found = await vscode.commands.executeCommand<import('vscode').CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 1_000);
    return found.filter((lens) => lens.command?.command.startsWith('dataMigrationPlanner.')).map((lens) => ({
      command: lens.command?.command ?? '', title: lens.command?.title ?? '', line: lens.range.start.line, at: document.lineAt(lens.range.start.line).text,
      section: (lens.command?.arguments?.[0] as { section?: string } | undefined)?.section ?? '',
    })).sort((one, other) => one.line - other.line);
  }, PLAN);
}

/** Puts the cursor on a line of the text and gives it the focus. */
async function cursorTo(ana: Person, line: number): Promise<void> {
  await ana.lab.evaluate(async (vscode, [end, at]: [string, number]) => {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.path.endsWith(end));
    if (document !== undefined) await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection: new vscode.Range(at, 0, at, 0) });
  }, [PLAN, line] as [string, number]);
}

/** Where the cursor is, if a text editor of the plan has the focus. */
function cursor(ana: Person): Promise<{ readonly text: string; readonly column: number | undefined } | null> {
  return ana.lab.evaluate((vscode, end) => {
    const editor = vscode.window.activeTextEditor;
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    if (editor === undefined || !editor.document.uri.path.endsWith(end) || !(tab?.input instanceof vscode.TabInputText)) return null;
    return { text: editor.document.lineAt(editor.selection.active.line).text, column: editor.viewColumn };
  }, PLAN);
}

/** Uses the lens as a click on it does, with its own arguments. */
async function use(ana: Person, lens: Lens): Promise<void> {
  await ana.lab.evaluate(async (vscode, [end, wanted]: [string, { command: string; section: string }]) => {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.path.endsWith(end));
    if (document === undefined) return;
    const found = await vscode.commands.executeCommand<import('vscode').CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 1_000);
    const command = found.map((one) => one.command).find((one) => one?.command === wanted.command && ((one.arguments?.[0] as { section?: string } | undefined)?.section ?? '') === wanted.section);
    if (command !== undefined) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []) as unknown[]);
  }, [PLAN, { command: lens.command, section: lens.section }] as [string, { command: string; section: string }]);
}

/** In the running Deep Dive or Party Mode: applies one proposal and parks another, and checks what each did to the document. */
async function decideTwice(ana: Person, where: string): Promise<void> {
  const page = await ana.page();
  const proposals = page.locator('.elicitation .proposal.open');
  await proposals.first().waitFor({ timeout: 10_000 });
  const before = await ana.text();

  // The first that needs no answer, else the first with one.
  const plain = proposals.filter({ hasNot: page.locator('.ask') }).first();
  const chosen = (await plain.count()) > 0 ? plain : proposals.first();
  const id = await chosen.getAttribute('aria-labelledby');
  const ask = chosen.locator('.ask');
  if ((await ask.count()) > 0) {
    const choice = ask.locator('vscode-dropdown');
    if ((await choice.count()) > 0) {
      await choice.click();
      await ask.locator('vscode-option').nth(1).click();
    } else await ask.locator('input').fill(await answerTo(ask.locator('input')));
  }
  await chosen.locator('vscode-button', { hasText: 'Apply' }).click();
  await page.locator(`.proposal.applied[aria-labelledby="${String(id)}"]`).waitFor({ timeout: 10_000 }).catch(async (error: unknown) => {
    throw new Error(`${where}: not applied: ${await page.locator('.notice').allInnerTexts().then(String)} ${String(error)}`);
  });
  const applied = await ana.text();
  expect(applied, `${where}: the accepted edit`).not.toBe(before);
  expect(parsePlan(applied).plan, `${where}: still a plan`).toBeDefined();

  const parkedBefore = parsePlan(applied).plan?.state.parkedQuestions.length ?? 0;
  const parkable = proposals.first();
  await parkable.waitFor({ timeout: 10_000 });
  const parkedId = await parkable.getAttribute('aria-labelledby');
  await parkable.locator('vscode-button', { hasText: 'Park' }).click();
  await page.locator(`.proposal.parked[aria-labelledby="${String(parkedId)}"]`).waitFor({ timeout: 10_000 });
  const parked = parsePlan(await ana.text()).plan?.state.parkedQuestions ?? [];
  expect(parked.length, `${where}: the parked question`).toBe(parkedBefore + 1);
  expect(parked.at(-1)?.question.trim(), where).not.toBe('');
}

/** Clicks a lens in the text: the one right above the line. */
async function clickLens(ana: Person, name: string, line: string): Promise<void> {
  const { page } = ana.lab;
  await eventually(`the lens ${name} above "${line}"`, async () => {
    const below = await page.locator('.view-line', { hasText: line }).first().boundingBox();
    if (below === null) return undefined;
    for (const lens of await page.locator('.codelens-decoration a', { hasText: name }).all()) {
      const box = await lens.boundingBox();
      if (box === null || Math.abs(box.y + box.height - below.y) > 24) continue;
      await lens.click({ timeout: 2_000 });
      return true;
    }
    return undefined;
  }, 15_000);
}

async function answerTo(input: import('playwright-core').Locator): Promise<string> {
  const hint = (await input.getAttribute('placeholder')) ?? '';
  return hint.replace(/^(for example|e\.g\.)\s*/i, '').replaceAll(/[“”"]/g, '') || '5';
}

async function walkThroughLenses(ana: Person): Promise<void> {
  const modes = ['dataMigrationPlanner.deepDive', 'dataMigrationPlanner.partyMode'] as const;
  const sections = [...new Set((await lensesOf(ana)).map((lens) => lens.section))];
  expect(sections).toEqual(['', 'overview', 'inventory', 'mapping', 'validation', 'sequence', 'rollback', 'cutover']);
  for (const section of sections) {
    for (const mode of modes) {
      const lens = (await lensesOf(ana)).find((one) => one.section === section && one.command === mode);
      const where = `${mode.split('.').at(-1) ?? ''} at ${section === '' ? 'the top' : section}`;
      if (lens === undefined) throw new Error(`there is no lens for ${where}`);
      await cursorTo(ana, lens.line);
      const called = await cursor(ana);
      expect(called, where).toEqual({ text: lens.at, column: 1 });
      await use(ana, lens);
      const page = await ana.page();
      await page.locator('#elicitation-title').waitFor({ timeout: 10_000 });
      if (section !== '') expect(await page.locator('#elicitation-title').innerText(), where).toContain(sectionSpec(section as Parameters<typeof sectionSpec>[0]).heading);
      await decideTwice(ana, where);
      await page.locator('.elicitation-head vscode-button').click();
      await page.locator('.elicitation').waitFor({ state: 'detached' });
      await eventually(`the text to have the focus again, after ${where}`, async () => ((await cursor(ana)) === null ? undefined : true), 5_000);
      expect(await cursor(ana), `${where}: back where it was called`).toEqual(called);
    }
  }
}

describe('from every lens of every section', () => {
  let ana: Person;
  let place: Awaited<ReturnType<typeof makeBigWorkspace>>;
  beforeAll(async () => {
    place = await makeBigWorkspace();
    ana = await Person.sitDown(place.folder);
    await ana.create();
  });
  afterAll(() => Person.everybodyLeaves());

  test('on an empty plan', async () => {
    await walkThroughLenses(ana);
  });

  test('on a complete plan', async () => {
    // A fresh plan: what the first walk left in the other would stand in the way.
    await ana.save();
    await ana.execute('workbench.action.closeAllEditors');
    await ana.lab.evaluate(async (vscode, end) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      if (folder !== undefined) await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, end));
    }, PLAN);
    await ana.create();
    await ana.discover(place.source, place.system, place.target);
    if (place.name !== 'Chinook') return;
    await ana.generate();
    await walkThroughLenses(ana);
  });

  test('a lens in the text, clicked while the cursor is elsewhere, comes back to its own section', async () => {
    for (const [name, heading] of [['Deep Dive', '## Migration Overview'], ['Party Mode', '## Migration Overview']] as const) {
      const at = (await lensesOf(ana)).find((lens) => lens.section === 'overview')?.line ?? 0;
      await cursorTo(ana, 0);
      await ana.lab.evaluate((vscode, line) => {
        vscode.window.activeTextEditor?.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.InCenter);
      }, at);
      // Lenses that are just being replaced by newer ones do nothing when they are clicked.
      await ana.lab.page.waitForTimeout(1_000);
      await clickLens(ana, name, heading);
      const page = await ana.page();
      await page.locator('#elicitation-title').waitFor();
      await page.locator('#elicitation-title').press('Escape');
      await page.locator('.elicitation').waitFor({ state: 'detached' });
      await eventually('the text to have the focus again', async () => ((await cursor(ana)) === null ? undefined : true), 5_000);
      expect(await cursor(ana)).toEqual({ text: heading, column: 1 });
    }
  });

  test('nothing was reported in the console', () => {
    expect(ana.complaints()).toEqual([]);
  });
});
