import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReviewView, RowChangeView } from '../../src/core/interchange/importReviewView.ts';
import type { WizardView } from '../../src/core/workflow/wizardView.ts';
import { viewOf } from './fixtures/views.ts';
import { setStage } from './harness.ts';
import type { Shown, Stage } from './harness.ts';

let stage: Stage;
let shown: Shown;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());
afterEach(async () => {
  await shown.close();
  expect(shown.complaints).toEqual([]);
});

const rows: readonly RowChangeView[] = [
  { id: 'sheet:0', kind: 'changed', name: 'crm · Customer', fileRow: 2, row: 1, moved: false, chosen: true, cells: [{ column: 'Record Count', before: '59', after: '60' }, { column: 'Priority', before: '', after: 'High ' }] },
  { id: 'sheet:1', kind: 'added', name: 'crm · Order', fileRow: 3, moved: false, chosen: true, cells: [{ column: 'Tables/Objects', before: '', after: 'Order <b>' }] },
  { id: 'sheet:4', kind: 'moved', name: 'crm · Track', fileRow: 6, row: 3, moved: true, chosen: true, cells: [] },
  { id: 'gone:0:abc', kind: 'removed', name: 'crm · Old', row: 7, moved: false, chosen: false, cells: [{ column: 'Tables/Objects', before: 'Old', after: '' }] },
];

function review(change: Partial<ImportReviewView> = {}): ImportReviewView {
  const shownRows = change.rows ?? rows;
  const count = (kind: RowChangeView['kind']): number => shownRows.filter((row) => row.kind === kind).length;
  return {
    id: 'import-1', file: 'back.xlsx', block: 'inventory', title: 'Data Inventory', notes: ['Not in the file, and left as they are: Size'],
    counts: { changed: count('changed'), added: count('added'), removed: count('removed'), moved: count('moved'), same: 12 }, rows: shownRows, more: 0, ...change,
  };
}

async function open(importReview: ImportReviewView | undefined, change: Partial<WizardView> = {}, options: Omit<Parameters<Stage['open']>[0] & object, 'view'> = {}): Promise<Shown> {
  shown = await stage.open({ ...options, view: viewOf('volumes', { ...change, ...(importReview ? { importReview } : {}) }) });
  return shown;
}

const checked = (): Promise<boolean[]> => shown.page.$$eval('.import-rows input', (boxes) => boxes.map((box) => (box as HTMLInputElement).checked));
const label = (selector: string): Promise<string> => shown.page.$eval(selector, (element) => element.textContent.trim());

describe('the review of a file', () => {
  it('shows each difference, what is missing unselected, in the place of the panel', async () => {
    const { page } = await open(review());
    expect(await page.isVisible('#panel-title')).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('import-title');
    expect(await label('.import-sum')).toBe('1 changed · 1 new · 1 not in the file · 1 moved · 12 the same');
    expect(await label('.import-notes')).toBe('Not in the file, and left as they are: Size');
    expect(await checked()).toEqual([true, true, true, false]);
    const texts = await page.$$eval('.import-row', (items) => items.map((item) => (item as HTMLElement).innerText.replace(/\s+/g, ' ')));
    expect(texts[0]).toBe('Change crm · Customer row 2 of the file Record Count 59→ becomes 60 Priority empty→ becomes “High ”');
    expect(texts[1]).toBe('Add crm · Order row 3 of the file Tables/Objects Order <b>');
    expect(texts[3]).toBe('Remove crm · Old row 7 of the plan, not in the file Tables/Objects Old');
    expect(await label('.import-selected')).toBe('Apply selected (3)');
    expect(await label('.import-all')).toBe('Apply all (4), removing 1');
    await shown.screenshot('import-review');
  });

  it('says what can’t be read and why a row is not selected', async () => {
    const doubtful: RowChangeView = { ...rows[0]!, chosen: false, remarks: ['Not selected: a value can’t be read in its column.'], cells: [{ column: 'Record Count', before: '59', after: 'lots', warning: '"lots" is not a count.' }] };
    const { page } = await open(review({ rows: [doubtful, rows[1]!] }));
    expect(await checked()).toEqual([false, true]);
    expect(await label('.import-warning')).toBe('"lots" is not a count.');
    expect(await page.$eval('.import-rows input', (box) => document.getElementById(box.getAttribute('aria-describedby') ?? '')?.textContent.trim())).toBe('Not selected: a value can’t be read in its column.');
    expect(await page.locator('.import-remark').count()).toBe(1);
  });

  it('applies what is selected, all, or nothing', async () => {
    const { page, sent } = await open(review());
    await page.click('.import-rows li:nth-child(2) input');
    await page.click('.import-rows li:nth-child(4) input');
    await page.click('.import-selected');
    expect(await sent()).toEqual([{ type: 'applyImport', review: 'import-1', rows: ['sheet:0', 'sheet:4', 'gone:0:abc'] }]);
    await page.click('.import-all');
    expect(await sent()).toEqual([{ type: 'applyImport', review: 'import-1', rows: 'all' }]);
    await page.click('.import-cancel');
    expect(await sent()).toEqual([{ type: 'closeImport' }]);
    await page.getByText('Select none').click();
    await page.click('.import-selected');
    expect(await sent()).toEqual([]);
  });

  it('shows one kind alone, and selects what is shown', async () => {
    const { page } = await open(review());
    await page.getByRole('button', { name: 'Not in the file (1)' }).click();
    expect(await page.locator('.import-row').count()).toBe(1);
    await page.getByText('Select all shown').click();
    expect(await label('.import-selected')).toBe('Apply selected (4)');
    await page.getByRole('button', { name: 'All (4)', exact: true }).click();
    expect(await checked()).toEqual([true, true, true, true]);
    expect(await page.getAttribute('.choices button:first-child', 'aria-pressed')).toBe('true');
  });

  it('keeps what was selected when the document changes, by row, and starts anew with another file', async () => {
    const { page, show } = await open(review());
    await page.click('.import-rows li:nth-child(1) input');
    await show(viewOf('volumes', { version: 2, importReview: review({ rows: [{ ...rows[1]!, row: 4 }, { ...rows[0]!, row: 9 }, rows[3]!] }) }));
    await page.waitForFunction(() => document.querySelectorAll('.import-row').length === 3);
    expect(await checked()).toEqual([true, false, false]);
    await show(viewOf('volumes', { version: 3, importReview: review({ id: 'import-2' }) }));
    await page.waitForFunction(() => document.querySelectorAll('.import-row').length === 4);
    expect(await checked()).toEqual([true, true, true, false]);
  });

  it('is worked by keyboard, and gives the focus back', async () => {
    const { page, sent, show } = await open(undefined);
    await page.focus('#panel-title');
    await show(viewOf('volumes', { importReview: review() }));
    await page.waitForFunction(() => document.activeElement?.id === 'import-title');
    await page.focus('.import-rows li:nth-child(1) input');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    expect(await checked()).toEqual([true, false, true, true]);
    // What was chosen by hand is not dropped by one key.
    await page.keyboard.press('Escape');
    expect(await sent()).toEqual([]);
    await show(viewOf('volumes'));
    await page.waitForFunction(() => document.activeElement?.id === 'panel-title');
  });

  it('is dropped by Escape while nothing was chosen', async () => {
    const { page, sent } = await open(review());
    await page.keyboard.press('Escape');
    expect(await sent()).toEqual([{ type: 'closeImport' }]);
  });

  it('draws ten thousand differences in parts, and applies them all', async () => {
    const many = Array.from({ length: 10_000 }, (_, index): RowChangeView => ({ ...rows[0]!, id: `sheet:${String(index)}`, name: `Row ${String(index)}` }));
    const { page, sent } = await open(review({ rows: many, more: 5 }));
    expect(await page.locator('.import-row').count()).toBe(200);
    await page.getByText('Show 200 more of 9,800').click();
    await page.waitForFunction(() => document.querySelectorAll('.import-row').length === 400);
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['row'])).toBe('sheet:200');
    expect(await page.getByText('5 more differences are not listed.').count()).toBe(1);
    expect(await label('.import-all')).toBe('Apply all (10,005)');
    await page.click('.import-selected');
    const [message] = await sent();
    expect(message).toMatchObject({ type: 'applyImport', rows: { length: 10_000 } });
  });

  it('writes nothing while the text can’t be read', async () => {
    const { page, sent } = await open(review(), { readOnly: { message: 'Broken', line: 3 } });
    await page.click('.import-selected');
    await page.click('.import-all');
    expect(await sent()).toEqual([]);
    expect(await page.isDisabled('.import-rows li:nth-child(1) input')).toBe(true);
  });

  it.each(['light', 'high-contrast'] as const)('fits beside the text (%s)', async (theme) => {
    const { page } = await open(review(), {}, { theme, width: 500, height: 800 });
    expect(await page.evaluate(() => document.querySelector('#middle')!.scrollWidth <= document.querySelector('#middle')!.clientWidth)).toBe(true);
    await shown.screenshot(`import-review-narrow-${theme}`);
  });
});
