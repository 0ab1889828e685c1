import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WizardView } from '../../src/core/workflow/wizardView.ts';
import { deepDive, inventoryRows, tableView, talk, viewOf } from './fixtures/views.ts';
import { setStage } from './harness.ts';
import type { Shown, Stage } from './harness.ts';

let stage: Stage;
let shown: Shown;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

async function open(view: WizardView, options: Omit<Parameters<Stage['open']>[0] & object, 'view'> = {}): Promise<Shown> {
  shown = await stage.open({ ...options, view });
  return shown;
}

/** Every test ends with a page that has nothing to complain about: no error, no breach of the content policy. */
afterEach(async () => {
  await shown.close();
  expect(shown.complaints).toEqual([]);
});

const input = (place: string): string => `[data-place="${place}"] input`;

function withField(view: WizardView, path: string, value: string | readonly string[] | readonly Readonly<Record<string, string>>[]): WizardView {
  return { ...view, version: view.version + 1, panel: { ...view.panel, fields: view.panel.fields.map((field) => (field.field.path === path ? { ...field, value } : field)) } };
}

/** A cell of a table, by its row in the document. */
const at = (block: string, row: number, column: number): string => `dmp-table[data-block=${block}] [role=gridcell][data-row="${String(row)}"][data-column="${String(column)}"]`;

/** What has the focus, in a few words. */
const focus = (): Promise<string> => shown.page.evaluate(() => {
  const element = document.activeElement;
  const cell = element?.closest('[role=gridcell]');
  if (cell instanceof HTMLElement && element === cell) return `cell ${cell.dataset['row'] ?? ''} ${cell.dataset['column'] ?? ''}`;
  return element?.closest('[data-place]')?.getAttribute('data-place') ?? element?.id ?? '';
});

describe('fields', () => {
  it('sends what was typed when the focus leaves, once, exactly', async () => {
    const { page, sent } = await open(viewOf('target'));
    await page.fill(input('field:targetSystem.name'), 'Shop Neu');
    expect(await sent()).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setField', path: 'targetSystem.name', value: 'Shop Neu' } }]);
    await page.focus(input('field:targetSystem.name'));
    await page.keyboard.press('Tab');
    expect(await sent()).toEqual([]);
  });

  it('sends on Enter, and takes it back on Escape', async () => {
    const { page, sent } = await open(viewOf('target'));
    await page.fill(input('field:targetSystem.owner'), 'Ada');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setField', path: 'targetSystem.owner', value: 'Ada' } }]);
    await page.fill(input('field:targetSystem.technology'), 'MySQL');
    await page.keyboard.press('Escape');
    expect(await page.inputValue(input('field:targetSystem.technology'))).toBe('PostgreSQL 16');
    await page.keyboard.press('Tab');
    expect(await sent()).toEqual([]);
  });

  it('keeps what is being typed, and the focus, when a view comes for another field', async () => {
    const { page, show } = await open(viewOf('target'));
    await page.fill(input('field:targetSystem.name'), 'half a na');
    await show(withField(viewOf('target'), 'targetSystem.technology', 'PostgreSQL 17'));
    expect(await page.inputValue(input('field:targetSystem.name'))).toBe('half a na');
    expect(await page.inputValue(input('field:targetSystem.technology'))).toBe('PostgreSQL 17');
    expect(await focus()).toBe('field:targetSystem.name');
  });

  it('shows a change from outside under the very field that is typed in, and overwrites neither side', async () => {
    const { page, show, sent } = await open(viewOf('target'));
    await page.fill(input('field:targetSystem.name'), 'mine');
    await show(withField(viewOf('target'), 'targetSystem.name', 'theirs'));
    expect(await page.inputValue(input('field:targetSystem.name'))).toBe('mine');
    await page.getByText('Changed outside: theirs').waitFor();
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([]);
    await page.getByRole('button', { name: 'Use theirs' }).click();
    expect(await page.inputValue(input('field:targetSystem.name'))).toBe('theirs');
    expect(await sent()).toEqual([]);

    await page.fill(input('field:targetSystem.name'), 'mine again');
    await show(withField(viewOf('target'), 'targetSystem.name', 'theirs again'));
    await page.getByRole('button', { name: 'Keep mine' }).click();
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setField', path: 'targetSystem.name', value: 'mine again' } }]);
  });

  it('shows a refusal at the field, keeps the typing, and says it to a screen reader', async () => {
    const { page, tell, next } = await open(viewOf('target'));
    await page.fill(input('field:targetSystem.name'), 'x');
    await page.keyboard.press('Enter');
    const { request } = await next('edit');
    await tell({ type: 'edited', request, error: 'The text is broken on line 3.' });
    await page.getByRole('alert').getByText('Not saved: The text is broken on line 3.').waitFor();
    expect(await page.inputValue(input('field:targetSystem.name'))).toBe('x');
    expect(await page.locator(input('field:targetSystem.name')).getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator(input('field:targetSystem.name')).evaluate((element) => element.ariaDescribedByElements?.map((one) => one.textContent.trim()).join(' '))).toContain('The text is broken');
  });

  it('shows what was sent until the view that has it, in the plan’s own writing', async () => {
    const { page, tell, next, show } = await open(viewOf('strategy'));
    await page.fill(input('field:migrationStrategy.downtimeWindow'), '240m');
    await page.keyboard.press('Enter');
    const { request } = await next('edit');
    await show(withField(viewOf('strategy'), 'migrationStrategy.rationale', 'Another'));
    expect(await page.inputValue(input('field:migrationStrategy.downtimeWindow'))).toBe('240m');
    await tell({ type: 'edited', request });
    await show(withField(viewOf('strategy'), 'migrationStrategy.downtimeWindow', '4 h'));
    expect(await page.inputValue(input('field:migrationStrategy.downtimeWindow'))).toBe('4 h');
  });

  it('a choice sends at once', async () => {
    const { page, sent } = await open(viewOf('strategy'));
    const choice = page.getByRole('combobox', { name: 'Approach, needed' });
    expect(await choice.evaluate((element: HTMLElement & { value: string }) => element.value)).toBe('big-bang');
    await choice.click();
    await page.getByRole('option', { name: 'Phased: group by group' }).click();
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setField', path: 'migrationStrategy.approach', value: 'phased' } }]);
  });

  it('lists add with Enter, change, and lose an emptied text', async () => {
    const { page, sent, show, tell } = await open(viewOf('rules'));
    await page.fill(input('field:constraints.regulations'), 'HGB: ten years');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setField', path: 'constraints.regulations', value: ['GDPR: customers may ask for deletion until the cutover', 'HGB: ten years'] } }]);
    await tell({ type: 'edited', request: 1 });
    await show(withField(viewOf('rules'), 'constraints.regulations', ['GDPR', 'HGB: ten years']));
    expect(await page.inputValue(input('field:constraints.regulations'))).toBe('');
    expect(await focus()).toBe('field:constraints.regulations');
    await page.fill(input('field:constraints.regulations:0'), '');
    await page.keyboard.press('Tab');
    expect(await sent()).toEqual([{ type: 'edit', request: 2, edit: { kind: 'setField', path: 'constraints.regulations', value: ['HGB: ten years'] } }]);
    await page.getByRole('button', { name: 'Remove “HGB: ten years”' }).click();
    expect(await sent()).toEqual([{ type: 'edit', request: 3, edit: { kind: 'setField', path: 'constraints.regulations', value: ['GDPR'] } }]);
  });

  it('records name their item by index and first field', async () => {
    const { page, sent } = await open(viewOf('sources'));
    await page.fill(input('item:sourceSystems:1:owner'), 'Tom');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setItem', list: 'sourceSystems', item: { index: 1, key: 'billing' }, values: { owner: 'Tom' } } }]);
    await page.getByRole('button', { name: 'Remove crm' }).click();
    expect(await sent()).toEqual([{ type: 'edit', request: 2, edit: { kind: 'removeItem', list: 'sourceSystems', item: { index: 0, key: 'crm' } } }]);
  });

  it('a new record is sent whole, when the focus leaves it', async () => {
    const { page, sent } = await open(viewOf('sources'));
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.waitForFunction(() => document.activeElement?.closest('[data-place]')?.getAttribute('data-place') === 'item:sourceSystems:-1:name');
    await page.keyboard.type('web');
    await page.keyboard.press('Tab');
    await page.keyboard.type('MySQL 8');
    expect(await sent()).toEqual([]);
    await page.getByRole('heading', { name: 'Sources', exact: true }).first().click();
    await page.focus('[data-place="conversation"] input');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'addItem', list: 'sourceSystems', item: { name: 'web', technology: 'MySQL 8' } } }]);
  });

  it('gives what was being typed back after a reload, and writes it only when told', async () => {
    const { page, state } = await open(viewOf('target'));
    await page.fill(input('field:targetSystem.name'), 'half a na');
    const kept = await state();
    await shown.close();
    await open(viewOf('target'), { state: kept });
    expect(await shown.page.inputValue(input('field:targetSystem.name'))).toBe('half a na');
    expect(await shown.sent()).toEqual([]);
    await shown.page.getByText('Typed, but not in the plan yet.').waitFor();
    await shown.page.getByRole('button', { name: 'Keep mine' }).click();
    expect(await shown.sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setField', path: 'targetSystem.name', value: 'half a na' } }]);
  });
});

describe('tables', () => {
  const cell = (row: number, column: number): string => at('inventory', row, column);
  const editor = 'dmp-cell-editor';
  const key = (object: string): string[] => ['crm', object];

  it('moves with the arrow keys and edits with Enter, F2 and typing', async () => {
    const { page, sent } = await open(viewOf('volumes'));
    await page.focus(cell(0, 0));
    for (const press of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(press);
    expect(await focus()).toBe('cell 0 2');
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCell', block: 'inventory', row: { index: 0, key: key('Customer') }, column: 'recordCount', value: '60' } }]);
    expect(await focus()).toBe('cell 1 2');
    await page.keyboard.press('F2');
    await page.keyboard.type('0');
    await page.keyboard.press('Tab');
    expect(await sent()).toEqual([{ type: 'edit', request: 2, edit: { kind: 'setCell', block: 'inventory', row: { index: 1, key: key('Invoice') }, column: 'recordCount', value: '4120' } }]);
    expect(await focus()).toBe('cell 1 3');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' and more');
    await page.keyboard.press('Escape');
    expect(await sent()).toEqual([]);
    expect(await focus()).toBe('cell 1 3');
    expect(await page.textContent(cell(1, 3))).toContain('48 KB');
  });

  it('chooses a priority from its values, and a system with a way to name another', async () => {
    const { page, sent } = await open(viewOf('volumes'));
    await page.focus(cell(0, 4));
    await page.keyboard.press('l');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCell', block: 'inventory', row: { index: 0, key: key('Customer') }, column: 'priority', value: 'Low' } }]);
    await page.dblclick(cell(2, 0));
    await page.selectOption(`${editor} select`, { label: 'Other…' });
    await page.locator(`${editor} input`).fill('erp');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 2, edit: { kind: 'setCell', block: 'inventory', row: { index: 2, key: key('InvoiceLine') }, column: 'sourceSystem', value: 'erp' } }]);
  });

  it('opens a query in a box, whole, and keeps it inside the window', async () => {
    const { page, sent } = await open(viewOf('validation'), { width: 500 });
    await page.focus(at('validation', 1, 2));
    await page.keyboard.press('Enter');
    const box = page.locator('.cell-box textarea');
    expect(await box.inputValue()).toBe('select count(*) from invoice_line l left join invoice i using (invoice_id) where i.invoice_id is null');
    const bounds = await page.locator('.cell-box').boundingBox();
    expect(bounds?.x).toBeGreaterThanOrEqual(0);
    expect((bounds?.x ?? 0) + (bounds?.width ?? 0)).toBeLessThanOrEqual(500);
    await box.fill('select 1');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCell', block: 'validation', row: { index: 1, key: ['Orphans InvoiceLine'] }, column: 'targetQuery', value: 'select 1' } }]);
  });

  it('adds a row as one edit, with ? where nobody knows yet', async () => {
    const { page, sent } = await open(viewOf('volumes'));
    await page.getByRole('button', { name: 'Add row' }).click();
    await page.locator(`${editor} select`).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await sent()).toEqual([]);
    await page.getByRole('button', { name: 'Add row' }).click();
    await page.locator(`${editor} select`).selectOption('billing');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Payment');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: {
      kind: 'insertRows', block: 'inventory', at: 6, rows: [{ sourceSystem: 'billing', object: 'Payment', recordCount: '?', size: '?', priority: '?' }],
    } }]);
  });

  it('selects, removes and moves rows', async () => {
    const { page, sent } = await open(viewOf('sequence'));
    const order = (row: number, column: number): string => at('loadOrder', row, column);
    await page.click(order(0, -1));
    await page.click(order(2, -1));
    await page.keyboard.press('Delete');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'removeRows', block: 'loadOrder', rows: [{ index: 0, key: ['genre'] }, { index: 2, key: ['invoice'] }] } }]);
    await page.focus(order(1, 0));
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowUp');
    expect(await sent()).toEqual([
      { type: 'edit', request: 2, edit: { kind: 'moveRows', block: 'loadOrder', rows: [{ index: 1, key: ['customer'] }], to: 3 } },
      { type: 'edit', request: 3, edit: { kind: 'moveRows', block: 'loadOrder', rows: [{ index: 1, key: ['customer'] }], to: 0 } },
    ]);
  });

  it('confirms the selected volumes, and asks for the name first', async () => {
    const { page, sent } = await open(viewOf('volumes'));
    await page.getByRole('button', { name: 'Select 3 unconfirmed' }).click();
    await page.getByRole('button', { name: 'Confirm volumes' }).click();
    expect(await sent()).toEqual([]);
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([
      { type: 'setPerson', name: 'Ada' },
      { type: 'action', action: 'confirmVolumes', rows: ['crm.Track', 'crm.PlaylistTrack', 'billing.Account'] },
    ]);
  });

  it('stays with its row when rows come in above it, while editing too', async () => {
    const { page, show, sent } = await open(viewOf('volumes'));
    await page.focus(cell(1, 2));
    await page.keyboard.type('413');
    const rows = inventoryRows();
    const one = rows[0];
    if (one === undefined) throw new Error('no row');
    const added = { ...one, cells: { ...one.cells, object: 'Artist' }, key: key('Artist') };
    await show(viewOf('volumes', { version: 2, panel: { tables: [tableView('inventory', [added, ...rows])] } }));
    expect(await page.inputValue(`${editor} input`)).toBe('413');
    expect(await page.locator('.cell-editor-host').getAttribute('data-place')).toBe('cell:inventory:2:recordCount');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCell', block: 'inventory', row: { index: 2, key: key('Invoice') }, column: 'recordCount', value: '413' } }]);
    expect(await focus()).toBe('cell 3 2');
  });

  it('gives back what was typed into a row that is gone', async () => {
    const { page, show, sent } = await open(viewOf('volumes'));
    await page.focus(cell(1, 2));
    await page.keyboard.type('413');
    await show(viewOf('volumes', { version: 2, panel: { tables: [tableView('inventory', inventoryRows().filter((_row, index) => index !== 1))] } }));
    await page.getByText('The row you were editing is gone. You had typed: 413').first().waitFor();
    expect(await sent()).toEqual([]);
  });

  it('draws what is in view of a long table, and finds a cell anywhere in it', async () => {
    const rows = Array.from({ length: 1000 }, (_row, index) => ({ cells: { sourceSystem: 'crm', object: `T${String(index)}`, recordCount: '1', size: '?', priority: 'Low' }, key: ['crm', `T${String(index)}`], problems: {} }));
    const { page, tell } = await open(viewOf('volumes', { panel: { tables: [tableView('inventory', rows)] } }));
    await page.waitForSelector(cell(0, 0));
    expect(await page.locator('dmp-table .rgRow').count()).toBeLessThan(60);
    await tell({ type: 'focus', target: { place: { kind: 'cell', block: 'inventory', row: 950, column: 'object' } } });
    await page.waitForSelector(`${cell(950, 1)}:focus`);
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('1001');
    expect(await page.locator('[role=row]:has(:focus)').getAttribute('aria-rowindex')).toBe('952');
  });
});

describe('menu', () => {
  it('shows why Continue does not go on, leads to each place, and asks for no reason where none helps', async () => {
    const { page, sent } = await open(viewOf('volumes', { person: 'Ada' }));
    await page.getByRole('button', { name: /Continue/ }).click();
    expect(await sent()).toEqual([{ type: 'continue', panel: 'volumes' }]);
    expect(await focus()).toBe('blockers-title');
    const box = page.locator('.blockers');
    expect(await box.getByRole('heading').textContent()).toBe('2 things keep this panel from going on');
    expect(await box.getByText('Go on with a reason').count()).toBe(0);
    await box.getByRole('button', { name: 'billing.Account: no row count' }).click();
    expect(await sent()).toEqual([]);
    expect(await focus()).toBe('cell 5 2');
    await box.getByRole('button', { name: 'line 61' }).click();
    expect(await sent()).toEqual([{ type: 'reveal', place: { kind: 'cell', block: 'inventory', row: 3, column: 'recordCount' } }]);
  });

  it('goes on with a reason where all blockers can be set aside', async () => {
    const view = viewOf('strategy', { panel: { blockers: [{ severity: 'warning', message: 'No downtime window', place: { kind: 'field', path: 'migrationStrategy.downtimeWindow' }, panel: 'strategy', line: 20, fixes: [], waivable: true }] } });
    const { page, sent } = await open(view);
    await page.keyboard.press('Alt+c');
    expect(await sent()).toEqual([]);
    await page.getByRole('textbox', { name: 'Go on with a reason' }).fill('The business decides in June');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'setPerson', name: 'Ada' }, { type: 'continue', panel: 'strategy', reason: 'The business decides in June' }]);
  });

  it('asks for the name before the first confirmation, and only then', async () => {
    const view = viewOf('cutover');
    const { page, sent, show } = await open(view);
    await page.keyboard.press('Alt+c');
    expect(await sent()).toEqual([]);
    expect(await focus()).toBe('person');
    await page.keyboard.type('Ada Lovelace');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'setPerson', name: 'Ada Lovelace' }, { type: 'continue', panel: 'cutover' }]);
    await show({ ...view, person: 'Ada Lovelace' });
    await page.keyboard.press('Alt+c');
    expect(await sent()).toEqual([{ type: 'continue', panel: 'cutover' }]);
  });

  it('writes what is being typed before it goes on, and does not go on where that was refused', async () => {
    const { page, sent, tell } = await open(viewOf('target', { person: 'Ada' }));
    await page.fill(input('field:targetSystem.name'), 'Shop Neu');
    await page.keyboard.press('Alt+c');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setField', path: 'targetSystem.name', value: 'Shop Neu' } }]);
    await tell({ type: 'edited', request: 1 });
    expect(await sent()).toEqual([{ type: 'continue', panel: 'target' }]);
    await page.fill(input('field:targetSystem.owner'), 'x');
    await page.keyboard.press('Alt+d');
    await tell({ type: 'edited', request: 2, error: 'no' });
    expect((await sent()).map(({ type }) => type)).toEqual(['edit']);
  });

  it('revises a panel from the list, by keys alone', async () => {
    const { page, sent } = await open(viewOf('quality'));
    await page.keyboard.press('Alt+r');
    await page.getByRole('menu', { name: 'Go back to' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'revise', panel: 'volumes' }]);
  });

  it('keeps the keys of the menu out of the way of typing', async () => {
    const { page, sent } = await open(viewOf('target'));
    await page.focus(input('field:targetSystem.name'));
    await page.keyboard.type('crdp');
    expect(await page.inputValue(input('field:targetSystem.name'))).toBe('Shop Nextcrdp');
    expect(await sent()).toEqual([]);
  });

  it('leaves undo and save to VS Code, but for typing that is not in the plan yet', async () => {
    const { page, sent } = await open(viewOf('target'));
    await page.evaluate(() => {
      window.addEventListener('keydown', (event) => {
        if (event.ctrlKey && event.key !== 'Control') window.testSent.push({ type: 'pageError', message: `VS Code got ${event.key}` });
      });
    });
    await page.focus(input('field:targetSystem.name'));
    await page.keyboard.press('Control+z');
    expect(await sent()).toEqual([{ type: 'pageError', message: 'VS Code got z' }]);
    await page.keyboard.type(' II');
    await page.keyboard.press('Control+z');
    expect(await sent()).toEqual([]);
    await page.keyboard.type('!');
    await page.keyboard.press('Control+s');
    const [edit, ...rest] = await sent();
    expect([edit?.type, rest]).toEqual(['edit', []]);
    await shown.tell({ type: 'edited', request: 1 });
    expect(await sent()).toEqual([{ type: 'save' }]);
  });

  it('undo, redo, save and the name are in the overflow menu', async () => {
    const { page, sent } = await open(viewOf('target'));
    for (const name of ['Undo', 'Redo', 'Save', 'Open text']) {
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name }).click();
    }
    expect(await sent()).toEqual([{ type: 'undo' }, { type: 'redo' }, { type: 'save' }, { type: 'openText' }]);
  });
});

describe('conversation', () => {
  it('says, remembers what was said, and takes suggestions', async () => {
    const { page, sent, show } = await open(viewOf('volumes'));
    await page.focus('[data-place=conversation] input');
    await page.keyboard.type('what is still open?');
    await page.keyboard.press('Enter');
    await page.keyboard.type('We have 3 databases');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'say', text: 'what is still open?' }, { type: 'say', text: 'We have 3 databases' }]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await page.inputValue('[data-place=conversation] input')).toBe('what is still open?');
    await show(viewOf('volumes', { turns: talk }));
    const log = page.getByRole('log', { name: 'Conversation' });
    expect(await log.getAttribute('aria-live')).toBe('polite');
    await log.getByRole('button', { name: 'continue' }).click();
    await log.getByRole('button', { name: 'Apply' }).click();
    await log.getByRole('button', { name: 'Park' }).click();
    await log.getByRole('button', { name: 'Reject' }).click();
    expect(await sent()).toEqual([
      { type: 'say', text: 'continue' }, { type: 'decide', proposal: 'p1', verdict: 'apply' },
      { type: 'decide', proposal: 'p1', verdict: 'park' }, { type: 'decide', proposal: 'p1', verdict: 'reject' },
    ]);
  });

  it('never pushes the menu out of the window', async () => {
    const long = Array.from({ length: 40 }, (_turn, index) => ({ ...talk[index % 2], id: `x${String(index)}` }));
    const { page } = await open(viewOf('volumes', { turns: long as typeof talk }), { width: 500, height: 500 });
    const menu = await page.locator('.menu-row').boundingBox();
    expect((menu?.y ?? 0) + (menu?.height ?? 0)).toBeLessThanOrEqual(500);
  });
});

describe('Deep Dive', () => {
  it('takes the focus, decides with answers, leaves on Escape, and gives the focus back', async () => {
    const { page, sent, show } = await open(viewOf('volumes', { person: 'Ada' }));
    await page.focus(at('inventory', 3, 2));
    await show(viewOf('volumes', { elicitation: deepDive }));
    expect(await focus()).toBe('elicitation-title');
    const who = page.getByRole('group', { name: 'Say who knows the size of billing.Account' });
    expect(await who.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
    await who.getByRole('textbox', { name: 'Who knows?' }).fill('Tom');
    await who.getByRole('button', { name: 'Apply' }).click();
    const priority = page.getByRole('group', { name: 'Name the priority of billing.Account' });
    await priority.getByRole('combobox', { name: 'Priority' }).click();
    await page.getByRole('option', { name: 'Medium' }).click();
    await priority.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Five Whys' }).click();
    expect(await sent()).toEqual([
      { type: 'decide', proposal: 'e1p3', verdict: 'apply', answer: 'Tom' },
      { type: 'decide', proposal: 'e1p2', verdict: 'apply', answer: 'Medium' },
      { type: 'pickElicitation', choice: 'five-whys' },
    ]);
    await page.keyboard.press('Escape');
    expect(await sent()).toEqual([{ type: 'endElicitation' }]);
    await show(viewOf('volumes'));
    await page.waitForSelector(`${at('inventory', 3, 2)}:focus`);
  });
});

describe('the rest', () => {
  const hostile = `<script>window.hacked=1</script><img src=x onerror="window.hacked=1">[x](javascript:window.hacked=1)`;

  it('shows hostile text as text, everywhere', async () => {
    const rows = inventoryRows().map((row) => ({ ...row, cells: { ...row.cells, object: hostile }, problems: { object: hostile } }));
    const turn = { id: 'h', who: hostile, role: 'planner' as const, text: hostile, suggestions: [hostile], proposals: [{ id: 'h1', text: hostile, details: [hostile], state: 'open' as const, ask: { label: hostile, placeholder: hostile, kind: 'choice' as const, options: [hostile] } }] };
    const view = viewOf('volumes', {
      project: hostile, headline: [hostile], turns: [turn], notice: { id: 9, text: hostile, severity: 'error' }, readOnly: { message: hostile, line: 3 },
      panel: { title: hostile, tables: [{ ...tableView('inventory', rows), title: hostile, footer: hostile, choices: { priority: [hostile] } }], guidance: [{ type: 'paragraph', runs: [{ text: hostile, style: 'code' }] }] },
      problems: [{ severity: 'error', message: hostile, place: { kind: 'document' }, line: 1, fixes: [{ label: hostile, edit: { kind: 'renderOverview' } }] }],
    });
    const { page, show } = await open(view);
    expect(await page.locator('.header h1').textContent()).toBe(hostile);
    expect(await page.locator(`${at('inventory', 0, 1)} .cell-text`).textContent()).toBe(hostile);
    await show(viewOf('volumes', { elicitation: { ...deepDive, title: hostile, sectionTitle: hostile, turns: [turn] } }));
    await show(withField(viewOf('sources'), 'sourceSystems', [{ name: hostile, technology: hostile, location: hostile }]));
    expect(await page.inputValue(input('item:sourceSystems:0:name'))).toBe(hostile);
    expect(await page.evaluate(() => ['hacked' in window, document.querySelectorAll('#app script, #app img, #app a').length])).toEqual([false, 0]);
  });

  it('locks everything while the document can’t be read, and leads to its line', async () => {
    const { page, sent } = await open(viewOf('volumes', { readOnly: { message: 'The frontmatter can’t be read.', line: 14 } }));
    await page.getByRole('alert').getByText('The frontmatter can’t be read.').waitFor();
    await page.focus(at('inventory', 0, 2));
    await page.keyboard.type('1');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Alt+c');
    expect(await page.locator('.cell-editor').count()).toBe(0);
    expect(await page.locator('vscode-text-area textarea').first().getAttribute('readonly')).not.toBeNull();
    await page.getByRole('button', { name: 'Show in text' }).click();
    expect(await sent()).toEqual([{ type: 'reveal', place: { kind: 'document' } }]);
  });

  it('shows long work with a way to stop it', async () => {
    const { page, sent } = await open(viewOf('volumes', { scan: { title: 'Reading shop.sqlite', detail: 'Track', done: 7, total: 11 } }));
    const bar = page.getByRole('progressbar', { name: 'Reading shop.sqlite' });
    expect([await bar.getAttribute('aria-valuenow'), await bar.getAttribute('aria-valuemax'), await bar.getAttribute('aria-valuetext')]).toEqual(['7', '11', '7 of 11']);
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await sent()).toEqual([{ type: 'cancelScan' }]);
  });

  it('announces a notice once, and drops it with the next action', async () => {
    const { page, show } = await open(viewOf('volumes', { notice: { id: 1, text: 'Read 11 tables', severity: 'info' } }));
    expect(await page.locator('body > [role=status]').textContent()).toBe('Read 11 tables');
    await page.getByRole('button', { name: 'Deep Dive' }).click();
    await show(viewOf('volumes', { version: 2, notice: { id: 1, text: 'Read 11 tables', severity: 'info' } }));
    expect(await page.locator('.notice').count()).toBe(0);
    await show(viewOf('volumes', { version: 3, notice: { id: 2, text: 'The file is locked', severity: 'error' } }));
    expect(await page.locator('body > [role=alert]').textContent()).toBe('The file is locked');
  });

  it('goes to another panel, and to the place of a problem there', async () => {
    const { page, sent, show } = await open(viewOf('review'));
    await page.getByRole('button', { name: /^Sources/ }).click();
    expect(await sent()).toEqual([{ type: 'showPanel', panel: 'sources' }]);
    await show(viewOf('sources'));
    expect(await focus()).toBe('panel-title');
    await show(viewOf('review'));
    await page.getByRole('button', { name: 'billing: nobody is named as its owner' }).click();
    expect(await sent()).toEqual([{ type: 'showPanel', panel: 'sources' }]);
    await show(viewOf('sources'));
    expect(await focus()).toBe('item:sourceSystems:1:owner');
    await page.getByRole('button', { name: 'Open elsewhere' }).click();
    await page.getByRole('button', { name: 'Use cast to integer' }).click();
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCell', block: 'mapping', row: { index: 4 }, column: 'transform', value: 'cast to integer' } }]);
  });

  it('reaches everything with Tab alone, and comes round', async () => {
    const { page } = await open(viewOf('volumes', { turns: talk }));
    // The grid is a chunk of its own, drawn a moment later.
    await page.locator('dmp-table [tabindex="0"]').waitFor({ state: 'attached' });
    const seen: string[] = [];
    let ends = 0;
    for (let press = 0; press < 160; press++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return 'end';
        const outline = getComputedStyle(element.shadowRoot?.activeElement ?? element).outlineStyle;
        return `${element.getAttribute('aria-label') ?? element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}|${outline}`;
      });
      // Where it begins is the browser's choice: round once, and on to the end.
      if (name !== 'end') seen.push(name);
      else if (++ends === 2) break;
    }
    const names = seen.map((name) => name.split('|')[0]);
    for (const wanted of ['Text', 'More actions', 'Scan a source…', 'Largest tables', 'Growth', 'Add row', 'Apply', 'Conversation', 'CContinue', 'RRevise', 'DDeep Dive', 'PParty Mode']) {
      expect(names.some((name) => name?.startsWith(wanted)), `${wanted} in ${names.join(', ')}`).toBe(true);
    }
    // One stop for the whole table.
    await expect.poll(() => page.locator('dmp-table [tabindex="0"]').count()).toBe(1);
  });

  it('takes the host’s words, and its own where one is missing', async () => {
    await open(viewOf('volumes'), { strings: { 'menu.continue': 'Weiter </script><b>x' } });
    expect(await shown.page.locator('.menu-continue .button-label').textContent()).toBe('Weiter </script><b>x');
    expect(await shown.page.locator('.menu-deep .button-label').textContent()).toBe('Deep Dive');
  });

  it('ignores what is no message of the host', async () => {
    const { page } = await open(viewOf('volumes'));
    await page.evaluate(() => {
      for (const data of [null, 1, 'view', {}, { type: 'view' }, { type: 'edited' }, { type: 'somethingElse' }]) window.postMessage(data, '*');
    });
    expect(await shown.sent()).toEqual([]);
  });
});
