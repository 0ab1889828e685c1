import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { startLab } from '../lab/lab.mjs';
import type { Lab, LabOptions } from '../lab/lab.mjs';
import { repoDir } from '../lab/paths.mjs';
import { answerInput, documentText, eventually, pick, runCommand, webviewFrame } from '../lab/workbench.mjs';

export const PLAN = 'docs/data-migration.md';
export const sharedData = join(repoDir, '..', 'shared', 'data');
export const hasSharedData = existsSync(sharedData);

/** A workspace for a person to work in: the files named, copied from the sample or from the shared data. */
export async function makeWorkspace(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plan-'));
  for (const [name, source] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await cp(source, join(folder, name), { recursive: true });
  }
  return folder;
}

/** A person with a window, a wizard and a text. What they do, they do in the window. */
export class Person {
  readonly lab: Lab;
  readonly folder: string;
  #named = false;

  private constructor(lab: Lab, folder: string) {
    this.lab = lab;
    this.folder = folder;
  }

  static async sitDown(folder: string, options: Partial<LabOptions> = {}): Promise<Person> {
    const extension = process.env['LAB_EXTENSION'] === 'development' ? 'development' : 'vsix';
    return new Person(await startLab({ workspaceFolder: folder, extension, viewport: { width: 1440, height: 900 }, ...options }), folder);
  }

  async leave(): Promise<void> {
    await this.lab.dispose();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
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
    await this.press('Read a source database…');
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
}
