import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SourceTableDetail } from '../../src/core/workflow/sourceDetail.ts';
import type { SystemLine, TableLine } from '../../src/core/workflow/sourcesView.ts';
import { SourcesSender } from '../../src/protocol/sourcesPatch.ts';
import { englishStrings } from '../../webview/strings.ts';
import { viewOf } from './fixtures/views.ts';
import { allThemes, setStage } from './harness.ts';
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

const line = (name: string, change: Partial<TableLine> = {}): TableLine => ({
  id: `crm/${name}`, system: 0, name, rows: '59', mark: 'measured', proven: true, at: '2026-05-02', size: '12 KB', bytes: 12_288, flags: [], scope: 'in', row: `crm.${name}`, columns: 3, stamp: 1, ...change,
});
const crm: SystemLine = { name: 'crm', note: 'SQLite, read 2026-05-02', scanned: true, issues: [] };
const tables: readonly TableLine[] = [
  line('Album', { rows: '~347', mark: 'estimated', proven: false, bytes: 4_000_000, size: '3.8 MB' }), line('Artist', { rows: '?', mark: 'unknown', proven: false, flags: ['noKey'] }),
  line('Customer', { grown: true }), line('Invoice', { rows: '412', grown: true, scope: 'left', reason: 'Archived' }), line('Recent', { scope: 'view', flags: ['view'], rows: '?', mark: 'unknown', proven: false, size: '' }),
  line('Broken', { flags: ['error'], error: 'permission denied', rows: '?', mark: 'unknown', proven: false, size: '' }),
];
const detail = (name: string, change: Partial<SourceTableDetail> = {}): SourceTableDetail => ({
  id: `crm/${name}`, facts: [{ label: 'Rows', value: '59 · Measured 2026-05-02 08:00', query: `SELECT count(*) FROM ${name}` }, { label: 'Primary key', value: 'none', problem: true }],
  columns: [{ name: 'id', type: 'INTEGER', keys: ['primary'], nullable: false }, { name: 'country', type: 'VARCHAR(40)', keys: [], nullable: true, fact: '12 % empty, 5 codes, reads as date' }], ...change,
});

async function open(lines: readonly TableLine[] | undefined, options: Parameters<Stage['open']>[0] = {}, systems: readonly SystemLine[] = [crm]): Promise<SourcesSender> {
  shown = await stage.open({ view: viewOf('sources'), ...options });
  const sender = new SourcesSender();
  if (lines !== undefined) {
    await shown.tell(sender.message({ systems, tables: lines })!);
    await shown.page.waitForSelector('.sources');
  }
  return sender;
}
const names = (): Promise<string[]> => shown.page.$$eval('[role=treeitem]', (rows) => rows.map((row) => row.getAttribute('data-id') ?? ''));
const active = (): Promise<string> => shown.page.$eval('[role=tree]', (tree) => document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')?.dataset['id'] ?? '');
const selected = (): Promise<string[]> => shown.page.$$eval('[role=treeitem][aria-selected=true]', (rows) => rows.map((row) => row.getAttribute('data-id') ?? ''));
const press = (key: string): Promise<void> => shown.page.locator('[role=tree]').press(key);

describe('the tree of what was found', () => {
  it('says all of a line to those who hear it, with its place', async () => {
    await open(tables);
    expect(await shown.page.$$eval('[role=treeitem]', (rows) => rows.map((row) => [row.getAttribute('aria-level'), row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize'), row.getAttribute('aria-expanded'), row.getAttribute('aria-label')].join(' | ')))).toEqual([
      '1 | 1 | 1 | true | crm, SQLite, read 2026-05-02, 6 tables',
      '2 | 1 | 6 | false | Album, ~347 rows, estimated, not confirmed: 2026-05-02, 3.8 MB, in scope',
      '2 | 2 | 6 | false | Artist, unknown, not confirmed: 2026-05-02, 12 KB, in scope, no key',
      '2 | 3 | 6 | false | Broken, unknown, not confirmed: 2026-05-02, in scope, permission denied',
      '2 | 4 | 6 | false | Customer, 59 rows, measured: 2026-05-02, 12 KB, in scope',
      '2 | 5 | 6 | false | Invoice, 412 rows, measured: 2026-05-02, 12 KB, left behind: Archived',
      '2 | 6 | 6 | false | Recent, view',
    ]);
    expect(await shown.page.textContent('.sources-sum')).toBe('5 tables, 1 view · 1 left behind · 3 to confirm');
  });

  it('walks by arrows and letters, opens columns when they are told', async () => {
    await open(tables);
    await press('ArrowDown');
    expect(await active()).toBe('crm/Album');
    await press('c');
    expect(await active()).toBe('crm/Customer');
    await press('ArrowRight');
    expect((await shown.next('sourceTable')).table).toBeTruthy();
    await shown.tell({ type: 'sourceTable', detail: detail('Customer') });
    expect((await names()).slice(4, 7)).toEqual(['crm/Customer', 'crm/Customer\nid', 'crm/Customer\ncountry']);
    expect(await shown.page.getAttribute('[data-id$="country"]', 'aria-label')).toBe('country, VARCHAR(40), may be null, 12 % empty, 5 codes, reads as date');
    await press('ArrowRight');
    expect(await active()).toBe('crm/Customer\nid');
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(await names()).toHaveLength(7);
    await press('ArrowLeft');
    expect(await active()).toBe('system:crm');
    await press('End');
    expect(await active()).toBe('crm/Recent');
  });

  it('leaves several behind for one reason, takes back, confirms', async () => {
    await open(tables, { view: viewOf('sources', { person: 'Ana' }) });
    await shown.page.click('[data-id="crm/Album"]');
    await press('Shift+ArrowDown');
    await shown.page.click('[data-id="crm/Invoice"]', { modifiers: ['Control'] });
    expect(await selected()).toEqual(['crm/Album', 'crm/Artist', 'crm/Invoice']);
    const actions = (): Promise<string[]> => shown.page.$$eval('.source-actions vscode-button', (buttons) => buttons.map((button) => button.textContent.trim()));
    expect(await actions()).toEqual(['Confirm volume', 'Leave 2 behind…', 'Take back into scope']);
    await shown.sent();
    await shown.page.click('.source-actions vscode-button:has-text("Confirm volume")');
    expect(await shown.next('action')).toEqual({ type: 'action', action: 'confirmVolumes', rows: ['crm.Album'] });
    await shown.page.click('.source-actions vscode-button:has-text("Take back")');
    expect(await shown.next('scopeTables')).toEqual({ type: 'scopeTables', tables: ['crm/Invoice'] });
    await shown.page.click('.source-actions vscode-button:has-text("Leave 2")');
    await shown.page.keyboard.press('Enter');
    expect((await shown.sent()).filter(({ type }) => type === 'scopeTables')).toEqual([]);
    await shown.page.keyboard.type('Nobody  reads it');
    await shown.page.keyboard.press('Enter');
    expect(await shown.next('scopeTables')).toEqual({ type: 'scopeTables', tables: ['crm/Album', 'crm/Artist'], reason: 'Nobody reads it' });
    expect(await shown.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tree');
    await press('Escape');
    expect(await selected()).toEqual([]);
  });

  it('finds by name, shows only problems, sorts with unknown last', async () => {
    await open(tables);
    await shown.page.fill('.sources-find input', 'AL');
    expect(await names()).toEqual(['system:crm', 'crm/Album']);
    await shown.page.keyboard.press('Escape');
    await shown.page.click('.sources-bar .choice');
    expect(await names()).toEqual(['system:crm', 'crm/Album', 'crm/Artist', 'crm/Broken']);
    await shown.page.click('.sources-bar .choice');
    await shown.page.click('.head-rows');
    expect((await names()).slice(1)).toEqual(['crm/Invoice', 'crm/Album', 'crm/Customer', 'crm/Artist', 'crm/Broken', 'crm/Recent']);
    await shown.page.click('.head-rows');
    expect((await names()).slice(1)).toEqual(['crm/Customer', 'crm/Album', 'crm/Invoice', 'crm/Artist', 'crm/Broken', 'crm/Recent']);
  });

  it('draws what is in view of 5,000 tables, and asks for columns only when they are looked at', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => line(`t${String(index).padStart(4, '0')}`, { schema: index < 2_500 ? 'a' : 'b' }));
    const sender = await open(many);
    expect((await names()).length).toBeLessThan(60);
    await press('End');
    expect(await active()).toBe('crm/t4999');
    expect(await shown.page.getAttribute('[data-id="crm/t4999"]', 'aria-level')).toBe('3');
    expect((await shown.sent()).filter(({ type }) => type === 'sourceTable').length).toBeLessThan(3);
    const changed = many.with(4_999, line('t4999', { schema: 'b', rows: '77' }));
    await shown.tell(sender.message({ systems: [crm], tables: changed })!);
    expect(await shown.page.getAttribute('[data-id="crm/t4999"]', 'aria-label')).toContain('77 rows');
    await press('Control+a');
    expect(await shown.page.textContent('.source-chosen')).toBe('5,000 tables selected');
  });

  it('offers one button where nothing was read, and asks again for what it lacks', async () => {
    await open([], {}, [{ ...crm, scanned: false, note: 'not scanned yet' }]);
    expect(await shown.page.locator('vscode-button', { hasText: 'Scan a source' }).count()).toBe(1);
    expect(await shown.page.$$eval('.sources-others .link', (links) => links.map((link) => link.textContent.trim()))).toEqual(viewOf('sources').panel.actions.filter((action) => action !== 'scanSource' && action !== 'rescan').map((action) => englishStrings[`action.${action}`]));
    await shown.tell({ type: 'sources', serial: 9, base: 8, systems: [crm], tables: [] });
    await shown.next('wholeView');
  });

  it('shows a scan under way', async () => {
    await open([line('Album', { live: 'now' }), line('Artist', { live: 'waiting' })], { view: viewOf('sources', { scan: { title: 'Scanning crm', detail: 'Album', done: 3, total: 11, rest: 'about 3 min left' } }) }, [{ ...crm, live: true }]);
    expect(await shown.page.textContent('.scan-count')).toBe('3 of 11 · about 3 min left');
    expect(await shown.page.getAttribute('[data-id="crm/Album"]', 'aria-label')).toContain('Album, reading…');
    await shown.screenshot('sources-live');
  });
});

describe('charts', () => {
  const growth = { column: 'InvoiceDate', at: '2026-05-02', months: [{ month: '2012-11', rows: '10' }, { month: '2013-02', rows: '40' }] };

  it('draw the largest, and say the rest in words', async () => {
    await open(Array.from({ length: 20 }, (_, index) => line(`t${String(index)}`, { rows: String(2 ** index) })));
    const read = (): Promise<string[]> => shown.page.$$eval('.bar', (bars) => bars.map((bar) => [...bar.querySelectorAll('.bar-name, .bar-value, .bar-rest')].map((part) => part.textContent.trim()).join(' ')));
    const bars = await read();
    expect(bars).toHaveLength(16);
    expect(bars[0]).toBe('t19 524288');
    expect(bars[15]).toBe('5 smaller ones <1 % of all rows 31');
    const widths = (): Promise<number[]> => shown.page.$$eval('.bar-drawing rect', (rects) => rects.map((rect) => Math.round(Number.parseFloat(rect.getAttribute('width') ?? '') * 10) / 10));
    expect((await widths()).slice(0, 3)).toEqual([100, 50, 25]);
    await shown.page.click('.source-chart .choice:has-text("Logarithmic")');
    expect((await widths()).slice(0, 2)).toEqual([100, 94.7]);
    await shown.page.locator('.bar').first().focus();
    await shown.page.keyboard.press('ArrowDown');
    expect(await shown.page.$eval('.bar:focus .chart-tip', (tip) => [getComputedStyle(tip).visibility, tip.textContent])).toEqual(['visible', 't18, 262144 rows, measured: 2026-05-02, 12 KB, in scope · 25 % of all rows']);
    await shown.page.keyboard.press('Enter');
    expect(await selected()).toEqual(['crm/t18']);
  });

  it('say how to get a history where there is none', async () => {
    await open([line('Album')]);
    await shown.page.click('.source-chart vscode-button:has-text("Profile tables")');
    expect(await shown.next('action')).toEqual({ type: 'action', action: 'profileTables' });
  });

  it('draw months without rows too, read by keys and as a table', async () => {
    await open(tables);
    await shown.page.click('[data-id="crm/Customer"]');
    await shown.tell({ type: 'sourceTable', detail: detail('Customer', { growth }) });
    expect(await shown.page.$$eval('.history tbody tr', (rows) => rows.map((row) => row.textContent.trim()))).toEqual(['2012-1110 rows', '2012-120 rows', '2013-010 rows', '2013-0240 rows']);
    await shown.page.focus('.month-plot');
    await shown.page.keyboard.press('Home');
    expect(await shown.page.textContent('.month-read')).toBe('2012-11 10 rows');
  });

  it.each(allThemes)('look right: %s', async (theme) => {
    const months = Array.from({ length: 48 }, (_, index) => ({ month: `${String(2009 + Math.floor(index / 12))}-${String((index % 12) + 1).padStart(2, '0')}`, rows: String(20 + ((index * 37) % 29)) }));
    for (const width of [1400, 500]) {
      if (width === 500) await shown.close();
      await open(tables, { theme, width, height: 1500 });
      await shown.page.click('[data-id="crm/Customer"]');
      await press('ArrowRight');
      await shown.tell({ type: 'sourceTable', detail: detail('Customer', { growth: { ...growth, months } }) });
      await shown.page.locator('.source-charts').scrollIntoViewIfNeeded();
      await shown.page.focus('.bar');
      expect(await shown.page.evaluate(() => (document.getElementById('middle')?.scrollWidth ?? 0) <= (document.getElementById('middle')?.clientWidth ?? 0))).toBe(true);
      await shown.screenshot(`sources-${theme}-${String(width)}`);
    }
  });
});
