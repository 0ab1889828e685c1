import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RescanReviewView, RescanRowView } from '../../src/core/rescan/rescanReviewView.ts';
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

const row = (id: string, kind: RescanRowView['kind'], more: Partial<RescanRowView> = {}): RescanRowView => ({ id, kind, name: id, cells: [], effect: '', choosable: true, chosen: true, remarks: [], ...more });
const rows: readonly RescanRowView[] = [
  row('Customer → Client', 'renamed', { effect: 'Renames it everywhere in the plan, queries included.' }),
  row('Track', 'yours', { chosen: false, cells: [{ column: 'Record Count', before: '4,000', after: '3,600', by: '−10 %' }], remarks: ['You changed this while the scan ran.'] }),
  row('Genre <b>', 'changed', { choosable: false, chosen: false, cells: [{ column: 'Label: type', before: 'TEXT', after: '' }] }),
  row('Invoice', 'counts', { cells: [{ column: 'Record Count', before: '412', after: '9,000', by: '+2,084 %' }] }),
];

function review(change: Partial<RescanReviewView> = {}): RescanReviewView {
  const shownRows = change.rows ?? rows;
  const count = (kind: RescanRowView['kind']): number => shownRows.filter((each) => each.kind === kind).length;
  return {
    id: 'scan-1', title: 'What changed in shop', about: 'Scanned now.', notes: ['A note.'], rows: shownRows, more: 0,
    counts: { renamed: count('renamed'), yours: count('yours'), added: 0, gone: 0, changed: count('changed'), counts: count('counts') }, ...change,
  };
}

async function open(rescanReview: RescanReviewView): Promise<Shown> {
  shown = await stage.open({ view: viewOf('volumes', { rescanReview }) });
  return shown;
}

const checked = (): Promise<boolean[]> => shown.page.$$eval('.import-rows input', (boxes) => boxes.map((box) => (box as HTMLInputElement).checked));

describe('the review of a scan', () => {
  it('stands in the place of the panel; what is only to be known has no box', async () => {
    const { page } = await open(review());
    expect(await page.isVisible('#panel-title')).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('rescan-title');
    expect(await page.textContent('.import-sum')).toBe('1 renamed · 1 of your own values · 1 changed · 1 with other counts');
    expect(await checked()).toEqual([true, false, true]);
    expect(await page.textContent('.is-fact .import-name')).toBe('Genre <b>');
    expect(await page.textContent('.is-yours dd')).toBe('4,000→becomes3,600−10 %');
    const described = await page.$eval('.is-yours input', (box) => document.getElementById(box.getAttribute('aria-describedby') ?? '')?.textContent.trim());
    expect(described).toBe('You changed this while the scan ran.');
  });

  it('applies what is selected, puts it off, or discards the scan', async () => {
    const { page, sent } = await open(review());
    await page.click('.rescan-apply');
    await page.click('.rescan-later');
    await page.click('.rescan-discard');
    const said = (await sent()).filter(({ type }) => type === 'applyRescan' || type === 'closeRescan');
    expect(said).toEqual([
      { type: 'applyRescan', review: 'scan-1', rows: ['Customer → Client', 'Invoice'] }, { type: 'closeRescan', review: 'scan-1', discard: false }, { type: 'closeRescan', review: 'scan-1', discard: true },
    ]);
  });

  it('is worked by keyboard, past what can’t be chosen; Escape puts it off', async () => {
    const { page, sent } = await open(review());
    await page.focus('.import-rows input');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['row'])).toBe('Invoice');
    await page.keyboard.press('Escape');
    expect((await sent()).filter(({ type }) => type === 'closeRescan')).toEqual([{ type: 'closeRescan', review: 'scan-1', discard: false }]);
  });

  it('with nothing selected stores the scan alone', async () => {
    const { page, sent } = await open(review());
    await page.click('text=Select none');
    expect((await page.textContent('.rescan-apply'))?.trim()).toBe('Store the scan only');
    await page.click('.rescan-apply');
    expect((await sent()).filter(({ type }) => type === 'applyRescan')).toEqual([{ type: 'applyRescan', review: 'scan-1', rows: [] }]);
  });
});
