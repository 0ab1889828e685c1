import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../lab/workbench.mjs';
import { makeTable } from './databases.ts';
import { breaches, picture, watchPolicy } from './look.ts';
import { Person, discoveryPanels, generatePanels, makeWorkspace, stopAtFailure } from './wizard.ts';

const script = '<script>window.ran=1</script>';
const image = '<img src=x onerror=window.ran=1>';
const link = '[x](javascript:window.ran=1)';
const command = '[click](command:workbench.action.closeAllEditors)';
const pipe = 'a|b`c';
const columns = ['id', image, link, pipe];

/** Names and cells that a page or a Markdown view would run, if it took them for more than text. */
describe('hostile names and cells', () => {
  let ana: Person;
  stopAtFailure();
  beforeAll(async () => {
    const folder = await makeWorkspace({});
    await makeTable(join(folder, 'shop.sqlite'), script, columns);
    const quoted = (name: string): string => `"${name}"`;
    await writeFile(join(folder, 'target.sql'), `CREATE TABLE ${quoted(script)} (${columns.map((name, index) => `${quoted(name)} ${index === 0 ? 'integer PRIMARY KEY' : 'text'}`).join(', ')});\n`);
    ana = await Person.sitDown(folder);
    await ana.create();
    await ana.alone();
    await watchPolicy(await ana.page());
  });
  afterAll(() => Person.everybodyLeaves());

  /** Nothing ran, in the page or in the window, and nothing tried to. */
  async function nothingRan(): Promise<void> {
    for (const frame of ana.lab.page.frames()) {
      expect(await frame.evaluate(() => (window as unknown as { ran?: number }).ran).catch(() => undefined), frame.url()).toBeUndefined();
    }
    const page = await ana.page();
    expect(await page.locator('#app img, #app script, #app iframe, #app a[href], #app [onerror]').count()).toBe(0);
    expect(await breaches(page)).toEqual([]);
  }

  test('the policy lets nothing in that is not named', async () => {
    const page = await ana.page();
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy?.split(';').map((part) => part.trim().split(' ')[0])).toEqual(['default-src', 'script-src', 'style-src', 'font-src']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-[^' ]+'; style-src /);
    expect(policy).not.toMatch(/unsafe|\*;| data:|blob:/);
    // Something that does try is stopped, and noticed: so the silence below means something.
    await page.evaluate(() => {
      const element = document.createElement('div');
      element.innerHTML = '<img src="x" onerror="window.tried=1">';
      document.body.append(element);
    });
    await eventually('a breach of the policy', async () => ((await breaches(page)).length > 0 ? true : undefined));
    expect(await page.evaluate(() => (window as unknown as { tried?: number }).tried)).toBeUndefined();
    await page.evaluate(() => {
      document.querySelector('body > div > img')?.parentElement?.remove();
    });
    await watchPolicy(page);
  });

  test('in a scanned database and its target, through every panel', async () => {
    await ana.scanSource('shop.sqlite', image);
    const page = await ana.page();
    await ana.fill('project', `${script} ${link}`);
    await ana.goOn('Volumes');
    expect(await page.locator('.header h1').innerText()).toBe(`${script} ${link}`);
    expect(await page.locator('dmp-table[data-block="inventory"] [role=gridcell][data-row="0"][data-column="1"] .cell-text').innerText()).toBe(script);
    for (const next of ['Relationships', 'Data Quality']) await ana.goOn(next);
    await ana.addRecord('dataQuality', { issue: script, where: image, treatment: link });
    await ana.goOn('Rules');
    await ana.goOn('Left Behind');
    await ana.goOn('Target');
    await ana.readTarget('target.sql');
    await ana.fill('targetSystem.owner', command);
    await ana.goOn('Strategy');
    await ana.choose('migrationStrategy.approach', 'Big bang');
    await ana.fill('migrationStrategy.downtimeWindow', '4 h');
    await ana.fill('migrationStrategy.rationale', `${image} ${script}`);
    await ana.goOn('Summary');
    await ana.goOn('Inventory');
    await ana.goOn('Mapping');
    await ana.propose();
    expect((await ana.plan()).rows.mapping?.map(({ cells }) => [cells['sourceTable'], cells['sourceField'], cells['targetTable'], cells['targetField']])).toEqual(columns.map((column) => [script, column, script, column]));
    for (const next of generatePanels.slice(2)) {
      await ana.goOn(next);
      if (next !== 'Review') await ana.propose();
    }
    await page.locator('.menu-continue').click();
    await ana.notice('The plan is complete');
    for (const panel of [...discoveryPanels, ...generatePanels]) {
      await ana.show(panel);
      await nothingRan();
    }
    await picture(ana.lab.page, 'light-hostile');
  });

  test('in the conversation, in a Deep Dive, in the text', async () => {
    const page = await ana.page();
    for (const sentence of [script, image, `${script} is most critical`, `${link} is about 5 rows`]) await ana.say(sentence);
    await page.locator('.menu-deep').click();
    await page.locator('.elicitation .turn').first().waitFor();
    await nothingRan();
    await page.locator('#elicitation-title').press('Escape');
    await page.locator('.menu-party').click();
    await page.locator('.elicitation .turn').first().waitFor();
    await nothingRan();
    await page.locator('#elicitation-title').press('Escape');
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await ana.lab.page.locator('.codelens-decoration').first().waitFor();
    await nothingRan();
  });

  test('typed into the text by hand, beside the wizard', async () => {
    await ana.changeOnDisk((text) => text.replace(/(## Cutover Schedule[\s\S]*?\n\| )([^|\n]+?)( +\|)/, `$1${script.replaceAll('|', '\\|')}$3`)
      .replace('\n## Data Inventory', `\n${script}\n\n${image}\n\n${link}\n\n## Data Inventory`));
    await ana.alone();
    await ana.show('Cutover');
    await nothingRan();
    expect(ana.complaints().filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
  });
});
