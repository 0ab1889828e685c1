import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerInput, eventually, pick } from '../lab/workbench.mjs';
import { makeManyTables, makeMixedTables } from './databases.ts';
import { breaches, flaws, picture, settled, watchPolicy } from './look.ts';
import { Person, makeBigWorkspace, stopAtFailure } from './wizard.ts';

const themes = ['light', 'dark', 'highContrast'] as const;

async function lookAt(ana: Person, panel: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1400, 500]) {
    await ana.width(width);
    for (const theme of themes) {
      await ana.lab.changeTheme(theme);
      const page = await ana.page();
      await settled(page);
      const name = `${theme}-${String(width)}-${panel}`;
      await picture(ana.lab.page, name);
      found.push(...(await flaws(page)).map((flaw) => `${name}: ${flaw}`));
    }
  }
  await ana.width(1400);
  await ana.lab.changeTheme('dark');
  return found;
}

describe('what was found in the sources', () => {
  stopAtFailure();
  let ana: Person;
  let place: Awaited<ReturnType<typeof makeBigWorkspace>>;
  beforeAll(async () => {
    place = await makeBigWorkspace();
    await makeMixedTables(join(place.folder, 'archive.sqlite'), 300);
    await makeManyTables(join(place.folder, 'years.sqlite'));
    ana = await Person.sitDown(place.folder, { viewport: { width: 1450, height: 900 } });
    await ana.create();
    await ana.alone();
    await watchPolicy(await ana.page());
  });
  afterAll(() => Person.everybodyLeaves());

  test('three clicks from nothing to a source: the button, the file, Enter on its name', async () => {
    const { page } = ana.lab;
    await ana.lab.changeTheme('dark');
    await picture(page, 'sources-empty');
    let clicks = 0;
    await ana.press('Scan a source…');
    clicks++;
    await pick(page, place.source);
    clicks++;
    const input = page.locator('.quick-input-widget input').filter({ visible: true }).first();
    await eventually('a name is proposed', async () => ((await input.inputValue()) === place.source.replace(/\.[^.]+$/, '') ? true : undefined));
    await page.keyboard.press('Enter');
    clicks++;
    await ana.notice('read and measured');
    expect(clicks).toBe(3);
    const frame = await ana.page();
    await frame.locator('[role=treeitem].is-table').first().waitFor();
    const plan = await ana.plan();
    expect(await frame.locator('[role=treeitem].is-table').count()).toBe((plan.rows.inventory ?? []).length);
    expect(await frame.getByRole('button', { name: 'Scan a source…' }).count()).toBe(1);
  });

  test('it looks right', async () => {
    await (await ana.page()).locator('[role=treeitem].is-table').nth(2).click();
    expect(await lookAt(ana, 'sources-found')).toEqual([]);
  });

  test('columns are told when a table is opened', async () => {
    const frame = await ana.page();
    await frame.locator('[role=tree]').focus();
    await frame.locator('[role=tree]').press('ArrowRight');
    await frame.locator('.is-column .tag').first().waitFor();
    await picture(ana.lab.page, 'sources-columns');
    expect(await frame.locator('.is-column').count()).toBeGreaterThan(1);
    await frame.locator('[role=tree]').press('ArrowLeft');
    expect(await frame.locator('.is-column').count()).toBe(0);
  });

  test('tables stay behind for one reason, as one step to undo, and the mapping is left alone', async () => {
    const frame = await ana.page();
    const before = await ana.text();
    const tree = frame.locator('[role=tree]');
    await frame.locator('[role=treeitem].is-table').nth(0).click();
    await tree.press('Shift+ArrowDown');
    await tree.press('Shift+ArrowDown');
    await ana.press('Leave 3 behind…');
    await frame.locator('.leave-bar input').fill('Nobody reads it');
    await picture(ana.lab.page, 'sources-leaving');
    await frame.locator('.leave-bar input').press('Enter');
    await eventually('three left behind', async () => ((await frame.locator('.is-table.scope-left').count()) === 3 ? true : undefined));
    expect((await ana.plan()).state.exclusions.map(({ reason }) => reason)).toEqual(['Nobody reads it', 'Nobody reads it', 'Nobody reads it']);
    expect((await ana.plan()).rows.mapping).toEqual([]);
    await picture(ana.lab.page, 'sources-left');
    await ana.command('Undo');
    await eventually('the text is as it was', async () => ((await ana.text()) === before ? true : undefined));
    await ana.command('Redo');
    await eventually('left behind again', async () => ((await ana.plan()).state.exclusions.length === 3 ? true : undefined));
    await ana.press('Take 3 back into scope');
    await eventually('all in scope', async () => ((await ana.plan()).state.exclusions.length === 0 ? true : undefined));
  });

  test('a table without a count keeps Continue back, by a link to its cell, until it stays behind', async () => {
    const frame = await ana.page();
    const name = (await ana.plan()).rows.inventory?.[0]?.cells['object'] ?? '';
    await ana.say(`${name} has about 2 million rows`);
    await ana.decide(name, 'Apply');
    await ana.goOn('Volumes');
    const held = await ana.blockers();
    expect(held).toHaveLength(1);
    expect(held[0]).toContain(name);
    await frame.locator('.blockers .problem-link').first().click();
    await eventually('the focus is in its cell', async () => ((await frame.evaluate(() => document.activeElement?.closest('[role=gridcell]')?.getAttribute('data-row') ?? document.activeElement?.closest('dmp-table')?.getAttribute('data-block'))) ?? undefined));
    await ana.show('Sources');
    await frame.locator('[role=treeitem].is-table', { hasText: '2,000,000' }).click();
    await ana.press('Leave behind…');
    await frame.locator('.leave-bar input').fill('Archived');
    await frame.locator('.leave-bar input').press('Enter');
    await eventually('it stays behind', async () => ((await ana.plan()).state.exclusions.length === 1 ? true : undefined));
    await ana.show('Volumes');
    await ana.goOn('Relationships');
    await ana.show('Sources');
  });

  test('the tree fills while a scan of 300 tables runs; then it is quick to find one', async () => {
    const frame = await ana.page();
    await ana.press('Scan a source…');
    await pick(ana.lab.page, 'archive.sqlite');
    await answerInput(ana.lab.page, 'archive');
    await ana.notice('of archive read and measured');
    const inventory = (await ana.plan()).rows.inventory ?? [];
    await eventually('all tables and views', async () => ((await frame.locator('.sources-sum').innerText()).startsWith(`${String(inventory.length)} tables, 5 views`) ? true : undefined));
    expect(await frame.locator('[role=treeitem]').count()).toBeLessThan(60);
    await frame.locator('.sources-find input').fill('longer_than');
    await eventually('only those', async () => ((await frame.locator('.is-table').count()) === 6 ? true : undefined));
    await picture(ana.lab.page, 'sources-filtered');
    await frame.locator('.sources-find input').fill('');
    await ana.press('Size');
    expect(await lookAt(ana, 'sources-many')).toEqual([]);
    await frame.locator('.source-charts').scrollIntoViewIfNeeded();
    expect(await lookAt(ana, 'sources-charts')).toEqual([]);
  });

  test('a scan shows what comes in, and cancel keeps it', async () => {
    const frame = await ana.page();
    await ana.press('Scan a source…');
    await pick(ana.lab.page, 'years.sqlite');
    await answerInput(ana.lab.page, 'years');
    await frame.locator('.scan').waitFor();
    await eventually('tables while the scan runs', async () => {
      const sum = Number(/[\d,]+/.exec(await frame.locator('.sources-sum').innerText())?.[0].replaceAll(',', ''));
      return sum > 400 && (await frame.locator('.scan').count()) === 1 ? true : undefined;
    });
    await picture(ana.lab.page, 'sources-live');
    await ana.press('Cancel');
    await ana.notice('what was read is kept');
    await eventually('no scan any more', async () => ((await frame.locator('.scan').count()) === 0 ? true : undefined));
    const rows = ((await ana.plan()).rows.inventory ?? []).filter(({ cells }) => cells['sourceSystem'] === 'years');
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.length).toBeLessThan(6_000);
    await frame.locator('[role=treeitem].is-system', { hasText: 'years' }).scrollIntoViewIfNeeded().catch(() => undefined);
    await picture(ana.lab.page, 'sources-cancelled');
  });

  test('nothing broke the content policy, nothing was reported in the console', async () => {
    expect(await breaches(await ana.page())).toEqual([]);
    expect(ana.complaints()).toEqual([]);
  });
});
