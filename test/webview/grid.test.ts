import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RowView, WizardView } from '../../src/core/workflow/wizardView.ts';
import { ViewSender } from '../../src/protocol/viewPatch.ts';
import { inventoryRows, tableView, viewOf } from './fixtures/views.ts';
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

const at = (block: string, row: number, column: number): string => `dmp-table[data-block=${block}] [role=gridcell][data-row="${String(row)}"][data-column="${String(column)}"]`;

async function open(view: WizardView, options: Omit<Parameters<Stage['open']>[0] & object, 'view'> = {}): Promise<Shown> {
  shown = await stage.open({ ...options, view });
  await shown.page.waitForSelector('dmp-table .rgCell');
  return shown;
}

function mappingRow(index: number): RowView {
  const cells = { sourceTable: `table_${String(index % 200)}`, sourceField: `field_${String(index)}`, targetTable: `target_${String(index % 200)}`, targetField: index % 50 === 7 ? '?' : `column_${String(index)}`, transform: index % 3 === 0 ? 'cast to integer' : 'direct' };
  return { cells, key: [cells.sourceTable, cells.sourceField, cells.targetTable, cells.targetField], problems: {} };
}

const mappingView = (rows: readonly RowView[], version = 1): WizardView => viewOf('mapping', { version, panel: { tables: [tableView('mapping', rows)] } });
const many = (count: number): RowView[] => Array.from({ length: count }, (_row, index) => mappingRow(index));

const focused = (): Promise<string> => shown.page.evaluate(() => {
  const element = document.activeElement;
  return element instanceof HTMLElement && element.getAttribute('role') === 'gridcell' ? `${element.dataset['row'] ?? ''} ${element.dataset['column'] ?? ''}` : element?.className ?? '';
});

/** Document rows and columns of the cells that say they are selected. */
const selected = (): Promise<string[]> => shown.page.locator('.rgCell[aria-selected=true]:not([data-column="-1"])').evaluateAll((cells) => cells.map((cell) => `${(cell as HTMLElement).dataset['row'] ?? ''} ${(cell as HTMLElement).dataset['column'] ?? ''}`));

/** What lies on the clipboard after a copy, as another program gets it. */
const clipboardOf = (event: 'copy' | 'cut'): Promise<Record<string, string>> => shown.page.evaluate((name) => {
  const data = new DataTransfer();
  document.activeElement?.dispatchEvent(new ClipboardEvent(name, { clipboardData: data, bubbles: true, cancelable: true }));
  return { text: data.getData('text/plain'), html: data.getData('text/html') };
}, event);

const paste = (text: string, markup = ''): Promise<void> => shown.page.evaluate(([plain, html]) => {
  const data = new DataTransfer();
  data.setData('text/plain', plain ?? '');
  if (html !== '') data.setData('text/html', html ?? '');
  document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, [text, markup]);

describe('range', () => {
  it('grows with Shift and the arrows, with Shift and a click, and with Ctrl+A', async () => {
    const { page, sent } = await open(mappingView(many(30)));
    await page.focus(at('mapping', 2, 1));
    for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight']) await page.keyboard.press(key);
    await sent();
    expect(await selected()).toEqual(['2 1', '2 2', '3 1', '3 2', '4 1', '4 2']);
    expect(await focused()).toBe('2 1');
    expect(await page.locator('.data-table > [role=status]').textContent()).toBe('3 by 2 cells selected');
    await page.click(at('mapping', 1, 0));
    await page.click(at('mapping', 2, 2), { modifiers: ['Shift'] });
    await sent();
    expect(await selected()).toEqual(['1 0', '1 1', '1 2', '2 0', '2 1', '2 2']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    const [edit] = await sent();
    expect(edit?.type === 'edit' && edit.edit.kind === 'setCells' ? edit.edit.cells.length : 0).toBe(150);
  });

  it('is drawn with the mouse, and emptied in one edit', async () => {
    const { page, sent } = await open(mappingView(many(30)));
    const from = await page.locator(at('mapping', 1, 3)).boundingBox();
    const to = await page.locator(at('mapping', 2, 4)).boundingBox();
    if (from === null || to === null) throw new Error('no cells');
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 5, to.y + 10, { steps: 4 });
    await page.mouse.move(to.x + 20, to.y + 10, { steps: 4 });
    await page.waitForTimeout(50);
    await page.mouse.up();
    await sent();
    expect(await selected()).toEqual(['1 3', '1 4', '2 3', '2 4']);
    await page.keyboard.press('Delete');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCells', block: 'mapping', cells: [1, 2].flatMap((index) => ['targetField', 'transform'].map((column) => ({ row: { index, key: mappingRow(index).key }, column, value: '' }))) } }]);
  });
});

describe('clipboard', () => {
  it('copies what a spreadsheet reads: quotes, tabs and line breaks stay in their cell', async () => {
    const rows = many(3).map((row, index) => (index === 1 ? { ...row, cells: { ...row.cells, transform: 'say "hi"\nand\tgo' } } : row));
    const { page } = await open(mappingView(rows));
    await page.focus(at('mapping', 0, 3));
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    const { text, html } = await clipboardOf('copy');
    expect(text).toBe('column_0\tcast to integer\ncolumn_1\t"say ""hi""\nand\tgo"');
    expect(html).toContain('say &quot;hi&quot;<br style="mso-data-placement:same-cell">and\tgo');
    await page.keyboard.press('Escape');
    await page.focus(at('mapping', 1, 4));
    expect((await clipboardOf('copy'))['text']).toBe('say "hi"\nand\tgo');
  });

  it('pastes a block as one edit, with new rows for what is longer than the table', async () => {
    const { page, sent } = await open(mappingView(many(3)));
    await page.focus(at('mapping', 2, 2));
    await paste('a\tb\t"c\n2"\nd\te\tf\r\n');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'batch', edits: [
      { kind: 'setCells', block: 'mapping', cells: [['targetTable', 'a'], ['targetField', 'b'], ['transform', 'c\n2']].map(([column, value]) => ({ row: { index: 2, key: mappingRow(2).key }, column, value })) },
      { kind: 'insertRows', block: 'mapping', at: 3, rows: [{ sourceTable: '?', sourceField: '?', targetTable: 'd', targetField: 'e', transform: 'f' }] },
    ] } }]);
  });

  it('one value fills the range, a cut empties it, and columns without a place are told', async () => {
    const { page, sent } = await open(mappingView(many(4)));
    await page.focus(at('mapping', 0, 4));
    await page.keyboard.press('Shift+ArrowDown');
    await paste('direct');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCells', block: 'mapping', cells: [{ row: { index: 0, key: mappingRow(0).key }, column: 'transform', value: 'direct' }] } }]);
    await clipboardOf('cut');
    const [cut] = await sent();
    expect(cut?.type === 'edit' && cut.edit.kind === 'setCells' ? cut.edit.cells.map(({ value }) => value) : []).toEqual(['', '']);
    await page.focus(at('mapping', 3, 4));
    await paste('x\ty\tz');
    await page.getByText('The table has no column for 2 of the columns pasted.').first().waitFor();
    const [one] = await sent();
    expect(one?.type === 'edit' ? one.edit : undefined).toEqual({ kind: 'setCell', block: 'mapping', row: { index: 3, key: mappingRow(3).key }, column: 'transform', value: 'x' });
  });

  it('reads Google Sheets by its table, where plain text would lose quotation marks', async () => {
    const { page, sent } = await open(mappingView(many(2)));
    await page.focus(at('mapping', 0, 4));
    await paste('"x"', '<google-sheets-html-origin><table><tr><td>"x"<br>y<script>window.hacked=1</script></td></tr></table>');
    const [edit] = await sent();
    expect(edit?.type === 'edit' && edit.edit.kind === 'setCell' ? edit.edit.value : '').toContain('"x"\ny');
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
});

describe('many cells', () => {
  it.each(['Control+Shift+ArrowDown', 'Control+Shift+End'])('%s over ten thousand rows keeps the keyboard in a cell, and copies', async (keys) => {
    const { page } = await open(mappingView(many(10_000)));
    await page.click(at('mapping', 1, 4));
    await page.keyboard.press(keys);
    await page.waitForSelector(`${at('mapping', 9999, 4)}:focus`);
    const { text } = await clipboardOf('copy');
    expect(text?.split('\n').length).toBe(9999);
    expect(await page.locator('.data-table > [role=status]').textContent()).toBe('9,999 by 1 cells selected');
    // Where the browser sends the event of a key is not where the keyboard is.
    expect(await page.evaluate(() => {
      const data = new DataTransfer();
      document.body.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData('text/plain').length > 0;
    })).toBe(true);
    // With the key itself.
    await page.evaluate(() => {
      window.addEventListener('copy', (event) => {
        document.body.dataset['copied'] = String(event.clipboardData?.getData('text/plain').split('\n').length);
      }, { once: true });
    });
    await page.keyboard.press('Control+c');
    expect(await page.evaluate(() => document.body.dataset['copied'])).toBe('9999');
    await page.keyboard.press('ArrowUp');
    await page.waitForSelector(`${at('mapping', 0, 4)}:focus`);
  });

  it('copies from the section of the table, but not from its find box', async () => {
    const { page } = await open(mappingView(many(5)));
    await page.click(at('mapping', 1, 4));
    await page.focus('.data-table');
    expect((await clipboardOf('copy'))['text']).toBe('direct');
    await page.click(at('mapping', 1, 4));
    await page.keyboard.press('Control+f');
    await page.waitForSelector('.find-bar input:focus');
    expect((await clipboardOf('copy'))['text']).toBe('');
  });

  it('says at once that it writes, until they are in the document', async () => {
    const rows = many(5_000);
    const { page, next, tell, show } = await open(mappingView(rows));
    await page.click(at('mapping', 0, 3));
    await page.keyboard.press('Control+Shift+End');
    await page.keyboard.press('Delete');
    await page.getByText('Writing 10,000 cells…').waitFor();
    const { request } = await next('edit');
    await show(mappingView(rows.map((row) => ({ ...row, cells: { ...row.cells, targetField: '', transform: '' }, key: [row.key[0]!, row.key[1]!, row.key[2]!, ''] })), 2));
    await tell({ type: 'edited', request });
    await page.locator('.under-way').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'gridcell');
    expect((await clipboardOf('copy'))['text']?.split('\n').length).toBe(5_000);
  });

  it('selects what was pasted, new rows and new names included', async () => {
    const { page, next, show } = await open(mappingView(many(3)));
    await page.focus(at('mapping', 2, 0));
    await paste('a\tb\nc\td');
    await next('edit');
    const pasted = (index: number, sourceTable: string, sourceField: string): RowView => ({ ...mappingRow(index), cells: { ...mappingRow(index).cells, sourceTable, sourceField }, key: [sourceTable, sourceField] });
    await show(mappingView([...many(2), pasted(2, 'a', 'b'), pasted(3, 'c', 'd')], 2));
    await page.waitForSelector(`${at('mapping', 3, 1)}[aria-selected=true]`);
    expect(await selected()).toEqual(['2 0', '2 1', '3 0', '3 1']);
    expect(await focused()).toBe('2 0');
  });

  it('counts the rows of a range in the menu', async () => {
    const { page } = await open(mappingView(many(8)));
    await page.focus(at('mapping', 2, 0));
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('button', { name: 'More for these rows' }).click();
    expect(await page.getByRole('menuitem', { name: 'Remove 2 rows' }).count()).toBe(1);
  });
});

describe('rows', () => {
  it('fills down with Ctrl+D, from the first row of the range or the one above', async () => {
    const { page, sent } = await open(mappingView(many(6)));
    await page.focus(at('mapping', 1, 4));
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+d');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCells', block: 'mapping', cells: [{ row: { index: 3, key: mappingRow(3).key }, column: 'transform', value: 'direct' }] } }]);
    await page.focus(at('mapping', 4, 2));
    await page.keyboard.press('Control+d');
    expect(await sent()).toEqual([{ type: 'edit', request: 2, edit: { kind: 'setCell', block: 'mapping', row: { index: 4, key: mappingRow(4).key }, column: 'targetTable', value: 'target_3' } }]);
  });

  it('inserts, duplicates, moves and removes as many rows as are selected', async () => {
    const { page, sent } = await open(mappingView(many(8)));
    await page.focus(at('mapping', 2, 0));
    await page.keyboard.press('Shift+ArrowDown');
    const blank = { sourceTable: '?', sourceField: '?', targetTable: '?', targetField: '?', transform: '?' };
    const refs = [2, 3].map((index) => ({ index, key: mappingRow(index).key }));
    for (const key of ['Control+Enter', 'Control+Shift+Enter', 'Control+Shift+D', 'Alt+ArrowDown', 'Alt+ArrowUp']) await page.keyboard.press(key);
    expect((await sent()).map((message) => (message.type === 'edit' ? message.edit : message))).toEqual([
      { kind: 'insertRows', block: 'mapping', at: 4, rows: [blank, blank] }, { kind: 'insertRows', block: 'mapping', at: 2, rows: [blank, blank] },
      { kind: 'duplicateRows', block: 'mapping', rows: refs }, { kind: 'moveRows', block: 'mapping', rows: refs, to: 5 }, { kind: 'moveRows', block: 'mapping', rows: refs, to: 1 },
    ]);
    await page.click(at('mapping', 1, -1));
    await page.click(at('mapping', 5, -1), { modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'More for these rows' }).click();
    await page.getByRole('menuitem', { name: 'Remove 5 rows' }).click();
    const [removed] = await sent();
    expect(removed?.type === 'edit' && removed.edit.kind === 'removeRows' ? removed.edit.rows.map(({ index }) => index) : []).toEqual([1, 2, 3, 4, 5]);
  });

  it('goes to a row it inserted', async () => {
    const rows = many(5);
    const { page, show } = await open(mappingView(rows));
    await page.focus(at('mapping', 1, 2));
    await page.keyboard.press('Control+Enter');
    const inserted: RowView = { cells: { sourceTable: '?', sourceField: '?', targetTable: '?', targetField: '?', transform: '?' }, key: ['?', '?', '?', '?'], problems: {} };
    await show(mappingView([...rows.slice(0, 2), inserted, ...rows.slice(2)], 2));
    await page.waitForSelector(`${at('mapping', 2, 2)}:focus`);
  });
});

describe('leaving behind', () => {
  const left = (reason: string): (readonly [string, string])[] => [['targetTable', '—'], ['targetField', '—'], ['transform', `leave behind: ${reason}`]];
  const cells = (indexes: readonly number[], rows: readonly RowView[], reason: string): unknown[] => indexes.flatMap((index) => left(reason).map(([column, value]) => ({ row: { index, key: rows[index]?.key }, column, value })));

  it('writes the ticked fields as one edit, with a reason of those used before', async () => {
    const rows = many(6).map((row, index) => (index === 5 ? { ...row, cells: { ...row.cells, transform: 'leave behind: kept in the archive' } } : row));
    const { page, sent } = await open(mappingView(rows));
    await page.click(at('mapping', 1, -1));
    await page.click(at('mapping', 3, -1));
    await page.getByRole('button', { name: 'Leave behind…' }).click();
    await page.waitForSelector('.leave-bar input:focus');
    expect(await page.getByRole('group', { name: 'Leave 2 fields behind, because' }).count()).toBe(1);
    expect(await page.locator('.leave-bar option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))).toEqual(['kept in the archive']);
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([]);
    await page.keyboard.type('  nobody reads   it ');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCells', block: 'mapping', cells: cells([1, 3], rows, 'nobody reads it') } }]);
    expect(await page.locator('.leave-bar').count()).toBe(0);
    expect(await focused()).toBe('3 -1');
  });

  it('takes the current row from the menu, follows the selection, and writes nothing where it is closed', async () => {
    const rows = many(4).map((row, index) => (index === 2 ? { ...row, cells: { ...row.cells, sourceField: '?' } } : row));
    const { page, sent } = await open(mappingView(rows));
    const choose = async (): Promise<void> => {
      await page.getByRole('button', { name: 'More for these rows' }).click();
      await page.getByRole('menuitem', { name: 'Leave behind…' }).click();
      await page.waitForSelector('.leave-bar input:focus');
    };
    await page.focus(at('mapping', 1, 2));
    await choose();
    await page.keyboard.type('old');
    await page.keyboard.press('Escape');
    await page.waitForSelector(`${at('mapping', 1, 2)}:focus`);
    expect([await sent(), await page.locator('.leave-bar').count()]).toEqual([[], 0]);
    await choose();
    await page.click(at('mapping', 2, 2));
    await page.getByText('Select rows that have a source field.').waitFor();
    await page.click(at('mapping', 3, 2), { modifiers: ['Shift'] });
    await page.getByText('Leave 1 field behind, because').waitFor();
    await page.fill('.leave-bar input', 'unused');
    await page.locator('.leave-bar').getByText('Leave behind', { exact: true }).click();
    expect(await sent()).toEqual([{ type: 'edit', request: 1, edit: { kind: 'setCells', block: 'mapping', cells: cells([3], rows, 'unused') } }]);
  });

  it('is offered in the mapping alone', async () => {
    const { page } = await open(viewOf('volumes'));
    await page.click(at('inventory', 1, -1));
    expect(await page.getByText('Leave behind…').count()).toBe(0);
    await page.getByRole('button', { name: 'More for these rows' }).click();
    expect(await page.getByRole('menuitem', { name: 'Leave behind…' }).count()).toBe(0);
  });
});

describe('files', () => {
  it('exports and imports this table from its menu, the import also while it is empty', async () => {
    const { page, sent, show } = await open(mappingView(many(3)));
    const choose = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'More for these rows' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await choose('Export…');
    expect(await sent()).toEqual([{ type: 'action', action: 'exportSection', block: 'mapping' }]);
    await choose('Import…');
    expect(await sent()).toEqual([{ type: 'action', action: 'importSection', block: 'mapping' }]);
    await show(mappingView([], 2));
    await page.getByRole('button', { name: 'More for this table' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Import…']);
    await page.getByRole('menuitem', { name: 'Import…' }).click();
    expect(await sent()).toEqual([{ type: 'action', action: 'importSection', block: 'mapping' }]);
  });
});

it('shows that an object stays behind, and why', async () => {
  const rows = inventoryRows().map((row, index) => (index === 1 ? { ...row, muted: 'Excluded: kept in the archive' } : row));
  const { page } = await open(viewOf('volumes', { panel: { tables: [tableView('inventory', rows)] } }));
  expect(await page.locator('.rgRow.muted .cell-text').first().innerText()).toBe('crm');
  expect(await page.locator('.rgRow.muted').count()).toBe(1);
  const colour = (row: number): Promise<string> => page.locator(at('inventory', row, 1)).evaluate((cell) => getComputedStyle(cell).color);
  expect(await colour(1)).not.toBe(await colour(0));
  expect(await page.locator(at('inventory', 1, -1)).getAttribute('aria-label')).toBe('Select row crm, Invoice. Excluded: kept in the archive');
  await page.click(at('inventory', 1, 1));
  await page.locator('.data-table > .hint').getByText('Excluded: kept in the archive').waitFor();
});

describe('arrangement', () => {
  it('filters by state, with counts and true row numbers, and a row stays where it is once it is settled', async () => {
    const rows = many(200);
    const { page, show, sent } = await open(mappingView(rows));
    await page.getByRole('button', { name: 'Unmapped 4' }).click();
    await sent();
    expect(await page.locator('.row-number').allInnerTexts()).toEqual(['8', '58', '108', '158']);
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('201');
    await page.focus(at('mapping', 57, 3));
    await page.keyboard.type('done');
    await page.keyboard.press('Enter');
    expect((await sent())[0]).toEqual({ type: 'edit', request: 1, edit: { kind: 'setCell', block: 'mapping', row: { index: 57, key: mappingRow(57).key }, column: 'targetField', value: 'done' } });
    const settled = { ...mappingRow(57), cells: { ...mappingRow(57).cells, targetField: 'done' }, key: ['table_57', 'field_57', 'target_57', 'done'] };
    await show(mappingView(rows.map((row, index) => (index === 57 ? settled : row)), 2));
    await page.getByRole('button', { name: 'Unmapped 3' }).waitFor();
    expect(await page.locator('.row-number').allInnerTexts()).toEqual(['8', '58', '108', '158']);
    expect(await focused()).toBe('107 3');
    await page.getByRole('button', { name: 'All 200' }).click();
    // Where one was stays in view.
    await page.waitForSelector(at('mapping', 108, 3));
    await page.waitForSelector(at('mapping', 107, 3));
  });

  it('sorts in the view alone until it is told to write the order', async () => {
    const { page, sent } = await open(mappingView(many(12)));
    await page.getByRole('columnheader', { name: 'Source Field' }).click();
    await page.getByRole('columnheader', { name: 'Source Field' }).click();
    await page.getByText('Sorted by Source Field, falling: in this view only').waitFor();
    // The grid draws its header and its rows each in a frame of its own.
    await page.locator('[role=columnheader][aria-sort=descending]', { hasText: 'Source Field' }).waitFor();
    await page.locator('.row-number').first().filter({ hasText: /^12$/ }).waitFor();
    expect(await sent()).toEqual([]);
    await page.focus(at('mapping', 11, 4));
    await page.keyboard.type('x');
    await page.keyboard.press('Enter');
    expect((await sent())[0]).toMatchObject({ edit: { kind: 'setCell', row: { index: 11 } } });
    await page.getByRole('button', { name: 'Write this order into the document' }).click();
    expect((await sent())[0]).toEqual({ type: 'edit', request: 2, edit: { kind: 'sortRows', block: 'mapping', by: [{ column: 'sourceField', descending: true }] } });
    await page.locator('.row-number').first().filter({ hasText: /^1$/ }).waitFor();
  });

  it('gives the keyboard back to the cell when the sorting is cleared or written', async () => {
    const { page } = await open(mappingView(many(20)));
    for (const name of ['Clear', 'Write this order into the document']) {
      await page.focus(at('mapping', 3, 1));
      await page.getByRole('columnheader', { name: 'Source Field' }).click();
      await page.getByRole('button', { name, exact: true }).click();
      await page.waitForSelector(`${at('mapping', 3, 1)}:focus`);
    }
  });

  it('does not offer to write an order where the order says something', async () => {
    const table = { ...tableView('loadOrder'), ordered: true as const };
    const { page } = await open(viewOf('sequence', { panel: { tables: [table] } }));
    await page.getByRole('columnheader', { name: 'Target Table' }).click();
    await page.getByText('The order of these rows says something: move rows to change it.').waitFor();
    expect(await page.getByRole('button', { name: 'Write this order into the document' }).count()).toBe(0);
  });

  it('finds words, counts them, and comes round', async () => {
    const { page } = await open(mappingView(many(1000)));
    await page.focus(at('mapping', 0, 0));
    await page.keyboard.press('Control+f');
    await page.keyboard.type('FIELD_99');
    await page.getByText('1 of 11').waitFor();
    await page.waitForSelector(`${at('mapping', 99, 1)}.found`);
    await page.keyboard.press('Enter');
    await page.getByText('2 of 11').waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    await page.getByText('11 of 11').waitFor();
    await page.waitForSelector(`${at('mapping', 999, 1)}.found`);
    await page.keyboard.press('Escape');
    await page.waitForSelector(`${at('mapping', 999, 1)}:focus`);
    expect(await page.locator('.find-bar').count()).toBe(0);
  });
});

describe('cells', () => {
  it('says while it is typed how a count is read', async () => {
    const { page } = await open(viewOf('volumes'));
    await page.focus(at('inventory', 0, 2));
    await page.keyboard.type('2 million');
    await page.getByText('reads as ~2,000,000').waitFor();
    await page.keyboard.type(' or so');
    await page.getByText('can’t be read: for example 1,204,331 or ~1,200,000, or ? for unknown').waitFor();
    expect(await page.locator('input.cell-editor').getAttribute('aria-invalid')).toBe('true');
  });

  it('takes every key that is pressed while the editor opens', async () => {
    const { page, sent } = await open(viewOf('volumes'));
    await page.focus(at('inventory', 0, 2));
    await page.evaluate(() => {
      for (const key of ['1', '2', '3', 'Enter']) document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
    expect((await shown.next('edit')).edit).toMatchObject({ kind: 'setCell', column: 'recordCount', value: '123' });
    expect(await sent()).toEqual([]);
  });

  it('shows the lines of a text, or says that there are more', async () => {
    const rows = many(2).map((row, index) => (index === 0 ? { ...row, cells: { ...row.cells, transform: 'first\nsecond' } } : row));
    const { page, show } = await open(mappingView(rows));
    const cell = page.locator(at('mapping', 0, 4));
    expect([await cell.innerText(), await cell.getAttribute('title')]).toEqual(['first ⏎ …', 'first\nsecond']);
    const table = tableView('tableRules');
    const text = table.columns.find(({ kind }) => kind === 'text')?.key ?? '';
    await show(viewOf('mapping', { version: 2, panel: { tables: [{ ...table, rows: table.rows.length > 0 ? table.rows.map((row) => ({ ...row, cells: { ...row.cells, [text]: 'one\ntwo' } })) : [{ cells: { [text]: 'one\ntwo' }, key: ['x'], problems: {} }] }] } }));
    const wrapped = page.locator(`dmp-table[data-block=tableRules] .rgCell.wraps`).first();
    await wrapped.waitFor();
    expect(await wrapped.innerText()).toBe('one\ntwo');
  });

  it('names the dialect of a query', async () => {
    const table = { ...tableView('validation'), dialects: { sourceQuery: 'Oracle 11g', targetQuery: 'PostgreSQL 16' } };
    const { page } = await open(viewOf('validation', { panel: { tables: [table] } }));
    await page.focus(at('validation', 0, 1));
    await page.keyboard.press('F2');
    await page.getByText('SQL of Oracle 11g').waitFor();
  });

  it('suggests names behind those that are in a list already', async () => {
    const { page } = await open(viewOf('cutover'));
    await page.focus(at('cutover', 1, 3));
    await page.keyboard.press('F2');
    await page.keyboard.type(', ');
    await page.locator('datalist option').first().waitFor({ state: 'attached' });
    expect(await page.locator('datalist option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))).toEqual(['Freeze the old application, Extract', 'Freeze the old application, Load', 'Freeze the old application, Run the checks']);
  });

  it('says a problem in the cell, to the eye, the mouse and a screen reader', async () => {
    const { page } = await open(viewOf('volumes'));
    const cell = page.locator(at('inventory', 3, 2));
    expect([await cell.getAttribute('aria-invalid'), await cell.getAttribute('title')]).toEqual(['true', 'An estimate: measure it, or confirm it']);
    expect(await cell.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent)).toBe('An estimate: measure it, or confirm it');
    await cell.click();
    expect(await page.locator('.cell-message').innerText()).toBe('An estimate: measure it, or confirm it');
  });
});

describe('transport', () => {
  it('takes splices without losing scroll, focus, selection, or what is being typed', async () => {
    const rows = many(5000);
    const sender = new ViewSender();
    const { page, tell, sent } = await open(viewOf('volumes'));
    await tell(sender.message(mappingView(rows)));
    await page.waitForSelector(at('mapping', 0, 0));
    await tell({ type: 'focus', target: { place: { kind: 'cell', block: 'mapping', row: 3000, column: 'transform' } } });
    await page.waitForSelector(`${at('mapping', 3000, 4)}:focus`);
    await page.keyboard.type('COALESCE(a, b)');
    const scroll = (): Promise<number> => page.evaluate(() => document.querySelector('.vertical-inner')?.scrollTop ?? 0);
    const before = await scroll();
    const changed = [...rows.slice(0, 10), mappingRow(9001), ...rows.slice(10, 4000), { ...mappingRow(4000), problems: { transform: 'odd' } }, ...rows.slice(4001)];
    const message = sender.message(mappingView(changed, 2));
    expect(message.rows?.mapping).toEqual([{ from: 10, remove: 0, insert: [mappingRow(9001)] }, { from: 4001, remove: 1, insert: [{ ...mappingRow(4000), problems: { transform: 'odd' } }] }]);
    expect(JSON.stringify(message).length).toBeLessThan(20_000);
    await tell(message);
    expect(await page.inputValue('.cell-editor')).toBe('COALESCE(a, b)');
    expect(await page.locator('.cell-editor-host').getAttribute('data-place')).toBe('cell:mapping:3001:transform');
    expect(Math.abs(await scroll() - before)).toBeLessThanOrEqual(24);
    await page.keyboard.press('Enter');
    expect((await sent())[0]).toMatchObject({ edit: { kind: 'setCell', row: { index: 3001, key: mappingRow(3000).key }, value: 'COALESCE(a, b)' } });
    expect(await focused()).toBe('3002 4');
  });

  it('asks for a whole view where it missed one', async () => {
    const sender = new ViewSender();
    const { tell, sent } = await open(viewOf('volumes'));
    await tell(sender.message(mappingView(many(20))));
    sender.message(mappingView(many(21), 2));
    await sent();
    await tell(sender.message(mappingView(many(22), 3)));
    expect(await sent()).toEqual([{ type: 'wholeView' }]);
    sender.forget();
    await tell(sender.message(mappingView(many(22), 4)));
    await shown.page.waitForSelector(at('mapping', 21, 0));
  });
});

it('keeps its cursor in view and its keys while it is scrolled with the wheel', async () => {
  const { page } = await open(mappingView(many(2000)));
  await page.focus(at('mapping', 0, 0));
  await page.hover(at('mapping', 3, 2));
  await page.mouse.wheel(0, 12_000);
  await page.waitForFunction(() => document.querySelector('.rgCell[data-row="500"]') !== null);
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector(`${at('mapping', 1, 0)}:focus`);
});

it('shows the wizard’s lists whole, whatever their length', async () => {
  const { page } = await open(viewOf('sequence'), { width: 500 });
  const cut = await page.locator('dmp-table[data-block=phases] .cell-text').evaluateAll((texts) => texts.filter((text) => text.scrollHeight > text.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1).length);
  expect(cut).toBe(0);
  expect(inventoryRows().length).toBe(6);
});
