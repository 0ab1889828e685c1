import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, isDirty } from '../lab/workbench.mjs';
import { focus, settled } from './look.ts';
import { PLAN, Person, makeSampleWorkspace, stopAtFailure } from './wizard.ts';

describe('Discovery by keyboard alone', () => {
  let ana: Person;
  let place: Awaited<ReturnType<typeof makeSampleWorkspace>>;
  stopAtFailure();
  beforeAll(async () => {
    place = await makeSampleWorkspace();
    ana = await Person.sitDown(place.folder);
  });
  afterAll(() => Person.everybodyLeaves());

  const press = (key: string): Promise<void> => ana.lab.page.keyboard.press(key);
  const type = (text: string): Promise<void> => ana.lab.page.keyboard.type(text, { delay: 5 });
  const focused = async (): ReturnType<typeof focus> => {
    const page = await ana.page();
    await settled(page);
    return focus(page);
  };

  /** Tab, until the focus is where it is wanted; every stop on the way is to be seen. */
  async function tabTo(wanted: (at: Awaited<ReturnType<typeof focus>>) => boolean, key = 'Tab'): Promise<Awaited<ReturnType<typeof focus>>> {
    const seen: string[] = [];
    for (let count = 0; count < 60; count++) {
      const at = await focused();
      if (at.inside && wanted(at)) return at;
      seen.push(`${at.what} ${at.place}`);
      await press(key);
    }
    throw new Error(`Tab never got there: ${seen.join(' → ')}`);
  }

  /** The quick pick or input box that is open, answered by typing and Enter. */
  async function answer(text: string): Promise<void> {
    const input = ana.lab.page.locator('.quick-input-widget:visible input').first();
    await input.waitFor();
    await eventually('the box to have the focus', async () => ((await input.evaluate((element) => element === document.activeElement)) ? true : undefined));
    await press('Control+A');
    await type(text);
    await eventually(`"${text}" offered`, async () => {
      const list = ana.lab.page.locator('.quick-input-list .monaco-list-row');
      if ((await list.count()) === 0) return true;
      return (await list.first().innerText()).includes(text.replace(/^>/, '')) ? true : undefined;
    }, 5_000).catch(() => undefined);
    await press('Enter');
  }

  async function goOn(next: string): Promise<void> {
    await press('Alt+C');
    await eventually(`the panel ${next}`, async () => ((await ana.panelTitle()) === next ? true : undefined), 10_000);
    await eventually(`the focus on the title of ${next}`, async () => ((await focused()).what === `h2 ${next}` ? true : undefined), 5_000).catch(async () => {
      expect((await focused()).what, 'the focus after Continue').toBe(`h2 ${next}`);
    });
  }

  test('the command, from the palette', async () => {
    // The extension may not have reported its commands yet: then the palette is closed and opened again.
    await eventually('the command in the palette', async () => {
      await press('F1');
      await ana.lab.page.locator('.quick-input-widget:visible input').first().waitFor({ timeout: 3_000 });
      await type('Create Data Migration Plan');
      const first = ana.lab.page.locator('.quick-input-list .monaco-list-row').first();
      for (let look = 0; look < 10; look++) {
        if ((await first.count()) > 0 && (await first.innerText()).includes('Create Data Migration Plan')) {
          await press('Enter');
          return true;
        }
        await ana.lab.page.waitForTimeout(200);
      }
      await press('Escape');
      return undefined;
    });
    await (await ana.page()).waitForSelector('#panel-title');
    expect(await ana.panelTitle()).toBe('Sources');
  });

  test('Tab goes through the page in the order of reading, and every stop shows that it has the focus', async () => {
    const stops: { what: string; region: string; visible: boolean }[] = [];
    const page = await ana.page();
    for (let count = 0; count < 60; count++) {
      await press('Tab');
      const at = await focused();
      if (!at.inside) {
        if (stops.length > 0) break;
        continue;
      }
      const region = await page.evaluate(() => {
        const element = document.activeElement;
        return ['.header', '.rail', '.middle', '.aside', '.talk', '.menu-row'].find((selector) => element?.closest(selector) !== null) ?? 'nowhere';
      });
      stops.push({ what: at.what, region, visible: at.visible });
      if (region === '.menu-row' && at.what.includes('Party')) break;
    }
    expect(stops.filter(({ visible }) => !visible)).toEqual([]);
    const order = ['.header', '.rail', '.middle', '.aside', '.talk', '.menu-row'];
    const regions = stops.map(({ region }) => order.indexOf(region));
    expect(regions, stops.map(({ what }) => what).join(' → ')).toEqual([...regions].sort((one, other) => one - other));
    // Beside the text the guidance is folded into the middle.
    expect([...new Set(stops.map(({ region }) => region))]).toEqual(['.header', '.rail', '.middle', '.talk', '.menu-row']);
  });

  test('reads a source, and stays in the wizard', async () => {
    await tabTo((at) => at.what.includes('Scan a source'), 'Shift+Tab');
    await press('Enter');
    await answer('legacy-shop');
    await answer('shop');
    await ana.notice('of shop read and measured');
    expect((await focused()).inside, 'the focus after the scan').toBe(true);
  });

  test('gives the name where it is asked for', async () => {
    await press('Alt+C');
    await eventually('the name asked for', async () => ((await focused()).place === 'person' ? true : undefined));
    await type('Ana Lind');
    await press('Enter');
    await eventually('the panel Volumes', async () => ((await ana.panelTitle()) === 'Volumes' ? true : undefined));
    await eventually('the focus on the title', async () => ((await focused()).what === 'h2 Volumes' ? true : undefined), 5_000).catch(async () => {
      expect((await focused()).what).toBe('h2 Volumes');
    });
  });

  test('a cell of a table: arrows, F2, Enter; one undo takes back one edit', async () => {
    await tabTo((at) => at.place.startsWith('cell:inventory:0:'));
    await press('ArrowDown');
    await press('End');
    expect((await focused()).place).toBe('cell:inventory:1:priority');
    const first = await ana.text();
    await type('l');
    await press('Enter');
    await eventually('the priority', async () => ((await ana.plan()).rows.inventory?.[1]?.cells['priority'] === 'Low' ? true : undefined), 5_000);
    const second = await ana.text();
    expect((await focused()).place, 'Enter goes one down').toBe('cell:inventory:2:priority');
    await type('h');
    await press('Enter');
    await eventually('the other priority', async () => ((await ana.text()) !== second && (await ana.plan()).rows.inventory?.[2]?.cells['priority'] === 'High' ? true : undefined), 5_000).catch(async (error: unknown) => {
      if ((await ana.plan()).rows.inventory?.[2]?.cells['priority'] !== 'High') throw error;
    });
    const third = await ana.text();
    await press('Control+Z');
    await eventually('one step undone', async () => ((await ana.text()) === third ? undefined : true));
    await settled(await ana.page());
    await ana.lab.page.waitForTimeout(300);
    expect(await ana.text(), 'one step, not two').toBe(third === second ? first : second);
    await press('Control+Y');
    await eventually('the step redone', async () => ((await ana.text()) === third ? true : undefined));
    expect((await focused()).inside).toBe(true);
  });

  test('undo in a field takes back what is being typed there, and nothing of the document', async () => {
    const before = await ana.text();
    await tabTo((at) => at.place === 'field:volumes.growth');
    await type('4 % a month');
    await press('Control+Z');
    await ana.lab.page.waitForTimeout(300);
    const page = await ana.page();
    expect(await page.locator('[data-place="field:volumes.growth"] input').inputValue()).not.toBe('4 % a month');
    expect(await ana.text()).toBe(before);
    await press('Control+A');
    await type('5 % a year');
    await press('Control+S');
    await eventually('saved', async () => ((await readFile(join(place.folder, PLAN), 'utf8')).includes('5 % a year') && !(await isDirty(ana.lab, PLAN)) ? true : undefined));
    expect((await focused()).place, 'the focus after saving').toBe('field:volumes.growth');
  });

  test('the panels up to the end of the step', async () => {
    await goOn('Relationships');
    await goOn('Data Quality');
    await goOn('Rules');
    await tabTo((at) => at.place === 'field:constraints.timeZones');
    await type('Europe/Dublin');
    await goOn('Left Behind');
    expect((await ana.plan()).state.constraints.timeZones).toBe('Europe/Dublin');
    await goOn('Target');
    await tabTo((at) => at.what.includes('Read the target schema'));
    await press('Enter');
    await answer('target-schema');
    await ana.notice('target tables read');
    expect((await focused()).inside, 'the focus after reading the target').toBe(true);
    await goOn('Strategy');
    await tabTo((at) => at.place === 'field:migrationStrategy.approach');
    await press('ArrowDown');
    await eventually('an approach', async () => ((await ana.plan()).state.migrationStrategy.approach === 'big-bang' ? true : undefined), 5_000).catch(async () => {
      expect((await ana.plan()).state.migrationStrategy.approach).toBe('big-bang');
    });
    await tabTo((at) => at.place === 'field:migrationStrategy.downtimeWindow');
    await type('4 h');
    await goOn('Summary');
    await goOn('Inventory');
    expect((await ana.plan()).state.stepsCompleted).toEqual(['step-01-discovery']);
  });

  test('Revise, Deep Dive and Party Mode, and back', async () => {
    await press('Alt+R');
    await eventually('the menu', async () => ((await focused()).what.startsWith('button') ? true : undefined), 5_000);
    await type('s');
    await press('Enter');
    await eventually('another panel', async () => ((await ana.panelTitle()) === 'Inventory' ? undefined : true), 5_000);
    for (const [key, words] of [['Alt+D', 'Deep Dive'], ['Alt+P', 'Party Mode']] as const) {
      await press(key);
      await eventually(words, async () => ((await focused()).what.startsWith(`h2 ${words}`) ? true : undefined), 5_000).catch(async () => {
        expect((await focused()).what).toMatch(`h2 ${words}`);
      });
      for (const verdict of ['Park', 'Reject']) {
        await tabTo((at) => at.what.endsWith(verdict));
        const before = await (await ana.page()).locator('.elicitation .proposal.open').count();
        await press('Enter');
        await eventually(`${verdict} done`, async () => ((await (await ana.page()).locator('.elicitation .proposal.open').count()) === before ? undefined : true));
        expect(await focused(), `the focus after ${verdict}`).toMatchObject({ inside: true, visible: true });
      }
      await press('Escape');
      await (await ana.page()).locator('.elicitation').waitFor({ state: 'detached' });
      expect((await focused()).inside, `the focus after ${words}`).toBe(true);
    }
    expect(ana.complaints()).toEqual([]);
  });
});
