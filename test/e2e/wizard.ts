import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { beforeEach, onTestFailed } from 'vitest';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { BlockId } from '../../src/core/plan/sections.ts';
import { startLab } from '../lab/lab.mjs';
import type { Lab, LabOptions } from '../lab/lab.mjs';
import { repoDir } from '../lab/paths.mjs';
import { answerInput, documentText, eventually, pick, runCommand, webviewFrame } from '../lab/workbench.mjs';

export const PLAN = 'docs/data-migration.md';
export const sharedData = join(repoDir, '..', 'shared', 'data');
export const sampleData = join(repoDir, 'media', 'sample');
export const hasSharedData = existsSync(sharedData);

/** A workspace for a person to work in: the files named, copied from the sample or from the shared data. */
export async function makeWorkspace(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'plan-')), 'Legacy Shop');
  await mkdir(folder);
  for (const [name, source] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await cp(source, join(folder, name), { recursive: true });
  }
  return folder;
}

/** A workspace with the Chinook database and its target; with the sample's where the shared data are absent. */
export async function makeBigWorkspace(): Promise<{ readonly folder: string; readonly source: string; readonly system: string; readonly target: string; readonly name: 'Chinook' | 'sample' }> {
  if (!hasSharedData) {
    console.log('The shared data are absent: the sample project takes the place of Chinook.');
    return { ...(await makeSampleWorkspace()), name: 'sample' };
  }
  const chinook = join(sharedData, 'chinook');
  const [source, target] = ['Chinook_Sqlite.sqlite', 'Chinook_PostgreSql.sql'];
  return { folder: await makeWorkspace({ [source]: join(chinook, source), [target]: join(chinook, target) }), source, system: 'chinook', target, name: 'Chinook' };
}

/** A workspace with the sample project. */
export async function makeSampleWorkspace(): Promise<{ readonly folder: string; readonly source: string; readonly system: string; readonly target: string }> {
  const [source, target] = ['legacy-shop.sqlite', 'target-schema.sql'];
  return { folder: await makeWorkspace({ [source]: join(sampleData, source), [target]: join(sampleData, target) }), source, system: 'shop', target };
}

/** In a walk each test stands on the one before: where one fails, those after it are skipped, and say so. */
export function stopAtFailure(): void {
  let failed = '';
  beforeEach(({ task, skip }) => {
    skip(failed !== '', `“${failed}” failed`);
    onTestFailed(() => {
      failed ||= task.name;
    });
  });
}

/** A person with a window, a wizard and a text. What they do, they do in the window. */
export class Person {
  readonly lab: Lab;
  readonly folder: string;
  #named = false;
  static readonly #seated: Person[] = [];

  private constructor(lab: Lab, folder: string) {
    this.lab = lab;
    this.folder = folder;
  }

  static async sitDown(folder: string, options: Partial<LabOptions> = {}): Promise<Person> {
    const extension = process.env['LAB_EXTENSION'] === 'development' ? 'development' : 'vsix';
    const lab = await startLab({ workspaceFolder: folder, extension, viewport: { width: 1440, height: 900 }, ...options });
    lab.context.setDefaultTimeout(15_000);
    const person = new Person(lab, folder);
    Person.#seated.push(person);
    return person;
  }

  /** Everybody who sat down in this file leaves, also where something failed half-way. */
  static async everybodyLeaves(): Promise<void> {
    for (const person of Person.#seated.splice(0)) await person.leave();
  }

  async leave(): Promise<void> {
    await this.lab.dispose();
    await rm(join(this.folder, '..'), { recursive: true, force: true, maxRetries: 5 });
  }

  /** The command, from the palette to a wizard that shows its first panel. */
  async create(): Promise<void> {
    await runCommand(this.lab.page, 'Create Data Migration Plan');
    await (await this.page()).waitForSelector('#panel-title', { timeout: 30_000 });
  }

  page(): Promise<Frame> {
    return webviewFrame(this.lab.page, '#app');
  }

  text(): Promise<string> {
    return documentText(this.lab, PLAN);
  }

  command(title: string): Promise<void> {
    return runCommand(this.lab.page, title);
  }

  /** Scans a file of the workspace as a source, from the wizard's own button. */
  async scanSource(file: string, system: string): Promise<void> {
    await this.press('Scan a source…');
    await pick(this.lab.page, file);
    await answerInput(this.lab.page, system);
    await this.notice(`of ${system} read and measured`);
  }

  async readTarget(file: string): Promise<void> {
    await this.press('Read the target schema…');
    await pick(this.lab.page, file);
    await this.notice('target tables read');
  }

  /** Fills a text field of the form and leaves it. */
  async fill(path: string, value: string): Promise<void> {
    const page = await this.page();
    const input = page.locator(`[data-place="field:${path}"]`).locator('input, textarea').first();
    await input.fill(value);
    await input.blur();
    await this.textContains(value);
  }

  async choose(path: string, label: string): Promise<void> {
    const page = await this.page();
    const control = page.locator(`[data-place="field:${path}"]`);
    await control.click();
    await page.getByRole('option', { name: label }).filter({ visible: true }).first().click();
  }

  async press(label: string): Promise<void> {
    await (await this.button(label)).click();
  }

  async button(label: string): Promise<Locator> {
    return (await this.page()).getByRole('button', { name: label }).filter({ visible: true }).first();
  }

  panelTitle(): Promise<string> {
    return eventually('the title of the panel', async () => (await (await this.page()).textContent('#panel-title'))?.trim());
  }

  /** Continue, and waits for the next panel. The name is given where it is asked for. */
  async goOn(to: string): Promise<void> {
    const page = await this.page();
    await page.locator('.menu-continue').click();
    const name = page.locator('[data-place="person"]');
    if (!this.#named) {
      this.#named = true;
      await name.waitFor({ timeout: 10_000 });
      await name.locator('input').fill('Ana Lind');
      await name.locator('input').press('Enter');
    }
    await eventually(`the panel ${to}`, async () => ((await this.panelTitle()) === to ? true : undefined)).catch(async (error: unknown) => {
      throw new Error(`${String(error)}; it shows ${await this.panelTitle()}: ${await page.locator('.blockers, .notice').allInnerTexts().then((texts) => texts.join(' | '))}`);
    });
  }

  async notice(words: string): Promise<void> {
    await eventually(`the notice "${words}"`, async () => ((await (await this.page()).locator('#app').innerText()).includes(words) ? true : undefined));
  }

  async textContains(part: string): Promise<void> {
    await eventually(`"${part}" in the text`, async () => ((await this.text()).includes(part) ? true : undefined));
  }

  /** The wizard alone in the window: the text is closed, and what stands beside the editors. */
  async alone(): Promise<void> {
    await this.showWizard();
    await this.lab.evaluate(async (vscode) => {
      await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
    });
    await this.page();
  }

  /** Opens the wizard, or brings it to the front. */
  async showWizard(): Promise<void> {
    await this.lab.evaluate(async (vscode, end) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      if (folder !== undefined) await vscode.commands.executeCommand('dataMigrationPlanner.openWizard', vscode.Uri.joinPath(folder.uri, end));
    }, PLAN);
    await this.page();
  }

  /** Makes the window such that the wizard's page is this wide. */
  async width(wanted: number): Promise<void> {
    const { page } = this.lab;
    const inner = async (): Promise<number> => (await this.page()).evaluate(() => window.innerWidth);
    await eventually(`a page ${String(wanted)} pixels wide`, async () => {
      const now = await inner();
      if (now === wanted) return true;
      const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
      await page.setViewportSize({ width: Math.max(320, width + wanted - now), height });
      // On a busy machine the page follows late: until then it tells the width before.
      for (let looks = 0; looks < 30 && (await inner()) === now; looks++) await page.waitForTimeout(100);
      return undefined;
    });
  }

  /** Shows a panel through the rail, as a click there does. */
  async show(title: string): Promise<void> {
    const page = await this.page();
    if ((await this.panelTitle()) === title) return;
    const toggle = page.locator('.rail-toggle[aria-expanded="false"]');
    if ((await toggle.count()) > 0) await toggle.click();
    await page.locator('.rail-panel').filter({ has: page.locator(`.rail-title:text-is("${title}")`) }).click();
    await eventually(`the panel ${title}`, async () => ((await this.panelTitle()) === title ? true : undefined));
  }

  /** Says something to the plan in the wizard's own box. */
  async say(sentence: string): Promise<void> {
    const input = (await this.page()).locator('[data-place="conversation"] input');
    await input.fill(sentence);
    await input.press('Enter');
    await eventually(`an answer to "${sentence}"`, async () => {
      const said = await (await this.page()).locator('#talk-log .turn').evaluateAll((turns) => turns.map((turn) => ({ person: turn.classList.contains('role-person'), text: turn.textContent })));
      const at = said.findLastIndex((turn) => turn.person && turn.text.includes(sentence));
      return at >= 0 && (at < said.length - 1 || (await (await this.page()).locator('.elicitation').count()) > 0) ? true : undefined;
    });
  }

  /** Decides on the newest open proposal of the conversation whose words contain these. */
  async decide(words: string, verdict: 'Apply' | 'Reject' | 'Park'): Promise<void> {
    const page = await this.page();
    const proposal = page.locator('#talk-log .proposal.open', { hasText: words }).last();
    const id = String(await proposal.getAttribute('aria-labelledby'));
    await proposal.locator('vscode-button', { hasText: verdict }).click();
    await page.locator(`#talk-log .proposal[aria-labelledby="${id}"]:not(.open)`).waitFor();
  }

  /** What the planner said last. */
  async answer(): Promise<string> {
    return (await this.page()).locator('#talk-log .turn').last().innerText();
  }

  /** Sets a cell of a table as one does with the keyboard: by its row's words. */
  async setCell(block: string, row: readonly string[], column: number, value: string): Promise<void> {
    const page = await this.page();
    const table = page.locator(`dmp-table[data-block="${block}"]`);
    // Found as one does: by the words of its cells, in the table whole, since only what is in view is drawn.
    const index = await eventually(`a row with ${row.join(', ')}`, async () => {
      const found = (await this.plan()).rows[block as BlockId]?.findIndex(({ cells }) => row.every((words) => Object.values(cells).some((cell) => cell.trim() === words.trim()))) ?? -1;
      return found < 0 ? undefined : found;
    });
    const cell = table.locator(`[role=gridcell][data-row="${String(index)}"][data-column="${String(column)}"]`);
    await this.bringIntoView(table, index);
    await cell.dblclick();
    const editor = table.locator('.cell-editor');
    await editor.waitFor();
    if ((await editor.evaluate((element) => element.tagName)) === 'SELECT') {
      const offered = await editor.locator('option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
      if (offered.includes(value)) {
        await editor.selectOption(value);
      } else {
        await editor.selectOption({ label: 'Other…' });
        await table.locator('input.cell-editor').fill(value);
      }
    } else await editor.fill(value);
    await table.locator('.cell-editor').press('Enter');
    await table.locator('.cell-editor').waitFor({ state: 'detached' });
    await table.locator('.rgCell.pending').first().waitFor({ state: 'detached' });
  }

  /** Scrolls a table until it draws the row. */
  async bringIntoView(table: Locator, row: number): Promise<void> {
    await table.locator('.rgCell').first().waitFor();
    await eventually(`row ${String(row)} in view`, async () => {
      if ((await table.locator(`[role=gridcell][data-row="${String(row)}"]`).count()) > 0) return true;
      await table.locator('.vertical-inner').evaluate((scroller, to) => {
        scroller.scrollTop = to;
      }, Math.max(0, (row - 3) * 24));
      return undefined;
    });
  }

  /** Adds a record to a list of the form. */
  async addRecord(list: string, values: Readonly<Record<string, string>>): Promise<void> {
    const page = await this.page();
    await page.locator(`[data-place="field:${list}"]`).locator('vscode-button').click();
    for (const [key, value] of Object.entries(values)) {
      await page.locator(`[data-place="item:${list}:-1:${key}"] input`).fill(value);
    }
    await page.locator(`[data-place="item:${list}:-1:${Object.keys(values).at(-1) ?? ''}"] input`).press('Enter');
    for (const value of Object.values(values)) await this.textContains(value);
    await page.locator('.record.new input').first().press('Escape');
  }

  /** Presses Continue and returns what keeps it from going on. */
  async blockers(): Promise<string[]> {
    const page = await this.page();
    await page.locator('.menu-continue').click();
    await page.locator('.blockers').waitFor();
    return page.locator('.blockers .problem-link').allInnerTexts();
  }

  async plan(): Promise<Plan> {
    const { plan, problems } = parsePlan(await this.text());
    if (plan === undefined) throw new Error(`the text is no plan: ${JSON.stringify(problems[0])}`);
    return plan;
  }

  /** Runs a command inside the extension host, with arguments. */
  async execute(command: string, ...args: readonly unknown[]): Promise<void> {
    await this.lab.evaluate(async (vscode, [id, values]: [string, readonly unknown[]]) => {
      await vscode.commands.executeCommand(id, ...values);
    }, [command, args] as [string, readonly unknown[]]);
  }

  /** Discovery up to its end on one SQLite file and one target script; every panel in between is confirmed as it is. */
  async discover(source: string, system: string, target: string): Promise<void> {
    await this.scanSource(source, system);
    for (const panel of ['Volumes', 'Relationships', 'Data Quality', 'Rules', 'Left Behind', 'Target']) await this.goOn(panel);
    await this.readTarget(target);
    await this.goOn('Strategy');
    await this.choose('migrationStrategy.approach', 'Big bang');
    await this.fill('migrationStrategy.downtimeWindow', '4 h');
    await this.goOn('Summary');
    await this.goOn('Inventory');
  }

  /** Step 2 as it is proposed, each panel signed off. */
  async generate(): Promise<void> {
    for (const panel of generatePanels.slice(1)) {
      if (panel !== 'Mapping') await this.propose();
      await this.goOn(panel);
    }
    await (await this.page()).locator('.menu-continue').click();
    await this.notice('The plan is complete');
  }

  async propose(): Promise<void> {
    await this.press('Propose');
    await this.notice('Proposed from what is known');
  }

  /** Writes the document anew on the disk, as another program does. */
  async changeOnDisk(change: (text: string) => string): Promise<void> {
    const file = join(this.folder, PLAN);
    await writeFile(file, change(await readFile(file, 'utf8')));
  }

  /** What the console reported, without what VS Code says of itself, and of an edit that came too late and was made again. */
  complaints(): string[] {
    const noise = ["authentication provider 'github'", 'Long running operations during shutdown', 'data-migration.md has changed in the meantime', "Unable to write file 'vscode-log:"];
    return this.lab.consoleErrors.filter((text) => !noise.some((part) => text.includes(part)));
  }

  save(): Promise<boolean> {
    return this.lab.evaluate(async (vscode, end) => (await vscode.workspace.textDocuments.find((document) => document.uri.path.endsWith(end))?.save()) ?? false, PLAN);
  }
}

export const discoveryPanels = ['Sources', 'Volumes', 'Relationships', 'Data Quality', 'Rules', 'Left Behind', 'Target', 'Strategy', 'Summary'] as const;
export const generatePanels = ['Inventory', 'Mapping', 'Validation', 'Sequence', 'Rollback', 'Cutover', 'Review'] as const;
