import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breaches, flaws, focus, picture, settled, watchPolicy } from './look.ts';
import { answerInput, eventually, pick } from '../lab/workbench.mjs';
import { makeManyTables } from './databases.ts';
import { Person, discoveryPanels, generatePanels, makeBigWorkspace, makeSampleWorkspace } from './wizard.ts';

const themes = ['light', 'dark', 'highContrast'] as const;
const widths = [1400, 500] as const;
const nameOf = (title: string): string => title.toLowerCase().replaceAll(' ', '-');

/** Shows it in each theme at each width, takes a picture of each, and says what is wrong with it. */
async function everyLook(ana: Person, work: (name: (panel: string) => string) => Promise<void>): Promise<void> {
  for (const width of widths) {
    await ana.width(width);
    for (const theme of themes) {
      await ana.lab.changeTheme(theme);
      await work((panel) => `${theme}-${String(width)}-${panel}`);
    }
  }
  await ana.width(1400);
  await ana.lab.changeTheme('light');
}

async function lookAt(ana: Person, name: string): Promise<string[]> {
  const page = await ana.page();
  await settled(page);
  await picture(ana.lab.page, name);
  return (await flaws(page)).map((flaw) => `${name}: ${flaw}`);
}

describe('every panel in every theme, wide and narrow', () => {
  let ana: Person;
  let place: Awaited<ReturnType<typeof makeBigWorkspace>>;
  beforeAll(async () => {
    place = await makeBigWorkspace();
    ana = await Person.sitDown(place.folder, { viewport: { width: 1450, height: 900 } });
    await ana.create();
    await ana.alone();
    await watchPolicy(await ana.page());
  });
  afterAll(() => Person.everybodyLeaves());

  test('what is wrong with a page is found', async () => {
    const page = await ana.page();
    await settled(page);
    expect(await flaws(page)).toEqual([]);
    await page.evaluate(() => {
      const wrong = document.createElement('div');
      wrong.id = 'wrong';
      wrong.innerHTML = '<p class="faint">too faint to read</p><p class="wide">wide</p><p class="cut">this is cut off somewhere</p>';
      document.getElementById('middle')?.prepend(wrong);
      const set = (selector: string, values: Partial<CSSStyleDeclaration>): void => {
        Object.assign(document.querySelector<HTMLElement>(selector)?.style ?? {}, values);
      };
      set('#wrong .faint', { color: '#bbb' });
      set('#wrong .wide', { width: '3000px' });
      set('#wrong .cut', { width: '60px', overflow: 'hidden', whiteSpace: 'nowrap' });
      set('.menu-row', { marginBottom: '-60px' });
    });
    const found = (await flaws(page)).join('\n');
    await page.evaluate(() => {
      document.getElementById('wrong')?.remove();
      document.querySelector<HTMLElement>('.menu-row')?.style.removeProperty('margin-bottom');
    });
    for (const part of ['the middle scrolls sideways', 'sticks out of the window: p.wide', 'is cut off: p.cut', 'is not in view: .menu-continue', 'p.faint']) expect(found).toContain(part);
    expect(await flaws(page)).toEqual([]);
  });

  test('empty, before anything is known', async () => {
    const found: string[] = [];
    await everyLook(ana, async (name) => {
      for (const panel of ['Sources', 'Volumes', 'Data Quality', 'Summary']) {
        await ana.show(panel);
        found.push(...await lookAt(ana, name(`empty-${nameOf(panel)}`)));
      }
      // Wherever the focus goes, one sees it.
      await (await ana.page()).locator('#panel-title').focus();
      for (let stop = 0; stop < 8; stop++) {
        await ana.lab.page.keyboard.press('Tab');
        const at = await focus(await ana.page());
        if (at.inside && !at.visible) found.push(`${name('focus')}: not to be seen on ${at.what}`);
      }
    });
    await ana.show('Sources');
    expect(found).toEqual([]);
  });

  test('each panel of Discovery and Generate', async () => {
    await ana.discover(place.source, place.system, place.target);
    const found: string[] = [];
    await ana.show('Mapping');
    await everyLook(ana, async (name) => {
      found.push(...await lookAt(ana, name('empty-mapping')));
    });
    await ana.show('Inventory');
    if (place.name === 'Chinook') await ana.generate();
    await everyLook(ana, async (name) => {
      for (const panel of [...discoveryPanels, ...generatePanels]) {
        await ana.show(panel);
        found.push(...await lookAt(ana, name(nameOf(panel))));
      }
    });
    expect(found).toEqual([]);
  });

  test('nothing broke the content policy, nothing was reported in the console', async () => {
    expect(await breaches(await ana.page())).toEqual([]);
    expect(ana.complaints()).toEqual([]);
  });
});

describe('the other states', () => {
  let ana: Person;
  beforeAll(async () => {
    const { folder, source, system, target } = await makeSampleWorkspace();
    await makeManyTables(join(folder, 'archive.sqlite'));
    ana = await Person.sitDown(folder, { viewport: { width: 1450, height: 900 } });
    await ana.create();
    await ana.alone();
    await watchPolicy(await ana.page());
    await ana.discover(source, system, target);
  });
  afterAll(() => Person.everybodyLeaves());

  test('the sample: a mapping with gaps, and what blocks it', async () => {
    const found: string[] = [];
    await ana.goOn('Mapping');
    await ana.propose();
    await everyLook(ana, async (name) => {
      found.push(...await lookAt(ana, name('sample-mapping')));
    });
    const page = await ana.page();
    await page.locator('.menu-continue').click();
    await page.locator('.blockers').waitFor();
    await everyLook(ana, async (name) => {
      found.push(...await lookAt(ana, name('blockers')));
    });
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(found).toEqual([]);
  });

  test('Deep Dive and Party Mode', async () => {
    const found: string[] = [];
    const page = await ana.page();
    for (const [button, name] of [['.menu-deep', 'deep-dive'], ['.menu-party', 'party-mode']] as const) {
      await page.locator(button).click();
      await page.locator('.elicitation .proposal').first().waitFor();
      await everyLook(ana, async (full) => {
        found.push(...await lookAt(ana, full(name)));
      });
      await page.locator('#elicitation-title').press('Escape');
      await page.locator('.elicitation').waitFor({ state: 'detached' });
    }
    expect(found).toEqual([]);
  });

  test('the conversation with what it proposes', async () => {
    const found: string[] = [];
    await ana.say('blue is a nice colour');
    await ana.say('supplier data is most critical');
    await (await ana.page()).locator('#talk-log .proposal.open').waitFor();
    await everyLook(ana, async (name) => {
      found.push(...await lookAt(ana, name('conversation')));
    });
    expect(found).toEqual([]);
  });

  test('read-only, while the text is broken', async () => {
    const found: string[] = [];
    await ana.save();
    const good = await ana.text();
    await ana.changeOnDisk((text) => text.replace('stepsCompleted:', '<<<<<<< HEAD\nstepsCompleted:'));
    const page = await ana.page();
    await page.locator('.banner.error').waitFor();
    await everyLook(ana, async (name) => {
      found.push(...await lookAt(ana, name('read-only')));
    });
    await ana.changeOnDisk(() => good);
    await page.locator('.banner.error').waitFor({ state: 'detached' });
    expect(found).toEqual([]);
  });

  test('a scan under way', async () => {
    const found: string[] = [];
    const page = await ana.page();
    await ana.show('Sources');
    for (const theme of themes) {
      await ana.lab.changeTheme(theme);
      await ana.press('Scan a source…');
      await pick(ana.lab.page, 'archive.sqlite');
      await answerInput(ana.lab.page, 'archive');
      await page.locator('.banner.scan progress').waitFor();
      for (const width of theme === 'dark' ? widths.toReversed() : widths) {
        await ana.width(width);
        found.push(...await lookAt(ana, `${theme}-${String(width)}-scan`));
      }
      await page.locator('.banner.scan vscode-button').click();
      await ana.notice('The scan was not finished');
      // What was read is kept; one undo takes it back.
      expect((await ana.plan()).rows.inventory?.filter(({ cells }) => cells['sourceSystem'] === 'archive').length).toBeGreaterThan(0);
      await page.locator('#panel-title').press('Control+Z');
      await eventually('the scan undone', async () => ((await ana.text()).includes('archive') ? undefined : true));
    }
    expect(found).toEqual([]);
  });

  test('nothing broke the content policy, nothing was reported in the console', async () => {
    expect(await breaches(await ana.page())).toEqual([]);
    expect(ana.complaints()).toEqual([]);
  });
});
