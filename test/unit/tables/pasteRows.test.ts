import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { blockSpec } from '../../../src/core/plan/sections.ts';
import { isClearlyTable, pasteRows, readClipboardTable, rowsForBlock, tableText } from '../../../src/core/tables/pasteRows.ts';
import type { PasteOptions } from '../../../src/core/tables/pasteRows.ts';
import { tableAt } from '../../../src/core/tables/textTable.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { mark } from './tableTexts.ts';

const lines = (...all: readonly string[]): string => all.join('\n');
const inventory = blockSpec('inventory');

describe('a clipboard', () => {
  it.each([
    ['a\tb\r\nc\td\r\n', '\t', [['a', 'b'], ['c', 'd']]],
    ['a\t"b\r\nc"\t"say ""hi"""', '\t', [['a', 'b\nc', 'say "hi"']]],
    ['a,"b, c"\n\n d ,e', ',', [['a', 'b, c'], ['d', 'e']]],
    ['a;1,5;x\nb;2,5;y', ';', [['a', '1,5', 'x'], ['b', '2,5', 'y']]],
    ['12" disc\t"ok" he said\tc', '\t', [['12" disc', '"ok" he said', 'c']]],
    ['\ufeffa,b\n,,\n', ',', [['a', 'b']]],
    ['one\ntwo', '\t', [['one'], ['two']]],
    ['', '\t', []],
    [' \n\t\n', '\t', []],
  ] as const)('%j', (text, delimiter, rows) => {
    expect(readClipboardTable(text)).toMatchObject({ delimiter, rows });
  });

  it('holds rows of a Markdown table', () => {
    expect(readClipboardTable('| a | b |\n|---|:-:|\n| c \\| d | e |\n')).toEqual({ delimiter: '|', rows: [['a', 'b'], ['c | d', 'e']], headed: true });
    expect(readClipboardTable('| a | b |\r\n| c |')).toEqual({ delimiter: '|', rows: [['a', 'b'], ['c']] });
  });

  it('is a table that goes into another only where more than a comma says so', () => {
    const clearly = (text: string, knowsHeader = false): boolean => isClearlyTable(readClipboardTable(text), { columns: 3, knowsHeader });
    expect(['Hello, world\nand, then', 'a,b\nc,d', 'a;b\nc;d', 'One, two, three\nfour, five, six'].map((text) => clearly(text))).toEqual([false, false, false, false]);
    expect(['a,b,c\nd,e,f', 'a;b;c\nd;e;f', '"a",b\nc,d', 'a\tb', '| a |'].map((text) => clearly(text))).toEqual([true, true, true, true, true]);
    expect(clearly('Size,Room\n1 KB,B1', true)).toBe(true);
  });

  it('is a table for sure only where its cells say so', () => {
    const clearly = (text: string): boolean => isClearlyTable(readClipboardTable(text));
    expect(['a\tb', 'a,b\nc,d', 'a;b\nc;d'].map(clearly)).toEqual([true, true, true]);
    expect(['word', 'Hello, world', 'one\ntwo', 'First, this.\nSecond, that, too.', ''].map(clearly)).toEqual([false, false, false, false, false]);
  });
});

describe('rows for a block', () => {
  it('are mapped by header, in any order, by other and near names', () => {
    expect(rowsForBlock(readClipboardTable('Rows\tTABLE\tsource system\tColour\tPriorty\n59\tCustomer\tcrm\tred\tHigh\n\tTrack\tcrm\t\t'), inventory)).toEqual({
      hadHeader: true, unknown: ['Colour'],
      rows: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '59', priority: 'High' }, { sourceSystem: 'crm', object: 'Track' }],
    });
  });

  it('are taken in the order of the block without a header', () => {
    expect(rowsForBlock(readClipboardTable('crm\tCustomer\t59\t12 KB\tHigh\tB1'), inventory)).toEqual({
      hadHeader: false, unknown: ['#6'], rows: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '59', size: '12 KB', priority: 'High' }],
    });
  });

  it('take what the caller knows of the header', () => {
    const table = readClipboardTable('Size\tOwner\n1 KB\tx');
    expect(rowsForBlock(table, inventory, false)).toMatchObject({ hadHeader: false, rows: [{ sourceSystem: 'Size', object: 'Owner' }, { sourceSystem: '1 KB', object: 'x' }] });
    expect(rowsForBlock(table, inventory, true)).toMatchObject({ hadHeader: true, unknown: ['Owner'], rows: [{ size: '1 KB' }] });
    expect(rowsForBlock(readClipboardTable('x\ty\n1\t2'), inventory, true)).toEqual({ hadHeader: true, unknown: ['x', 'y'], rows: [] });
  });

  it('give a column to the header that names it best', () => {
    expect(rowsForBlock(readClipboardTable('Source Table\tSource Field\tTarget Column\tTarget Table\nA\tb\tc\td'), blockSpec('mapping')).rows)
      .toEqual([{ sourceTable: 'A', sourceField: 'b', targetField: 'c', targetTable: 'd' }]);
  });
});

describe('pasting rows', () => {
  const paste = (text: string, clipboard: string, options: Partial<PasteOptions> & { at?: string } = {}): string => {
    const { at, ...rest } = options;
    const table = tableAt(text, text.indexOf('|'))!;
    const result = pasteRows(table, readClipboardTable(clipboard), { layout: 'aligned', ...rest, ...(at === undefined ? {} : { selection: { start: text.indexOf(at), end: text.indexOf(at) } }) });
    return `${mark(applyTextEdits(text, result.edits), result.selection)}${result.unknown.length > 0 ? ` without ${result.unknown.join()}` : ''}`;
  };
  const header = ['| Source System | Tables/Objects | Record Count | Size | Priority | Room |', '| ------------- | -------------- | -----------: | ---- | -------- | ---- |'];

  it('puts them behind the row at the cursor, in its own columns as well', () => {
    expect(paste(lines(...header, '| crm | A | 1 | ? | Low | |', '| crm | B | 2 | ? | Low | |', ''), 'room\tObject\tcount\tShelf\nB1\ta | b\t1,204,331\t7', { at: 'A |', spec: inventory })).toBe(`${lines(
      ...header, '| crm | A | 1 | ? | Low | |', '| ‸              | a \\| b         |    1,204,331 |      |          | B1   |', '| crm | B | 2 | ? | Low | |', '')} without Shelf`);
  });

  it('puts them at the end, in the place of an empty row', () => {
    expect(paste(lines(...header, '| crm | A | 1 | ? | Low | |', '| | | | | | |'), 'crm\tB\t2\t1 KB\tHigh\tB2\ncrm\tC', { spec: inventory })).toBe(lines(
      ...header, '| crm | A | 1 | ? | Low | |', '| ‸crm‸           | B              |            2 | 1 KB | High     | B2   |', '| crm           | C              |              |      |          |      |'));
  });

  it('takes values without a header in the order of the plan, wherever the columns stand', () => {
    expect(paste(lines('| Room | Priority | Source System | Tables/Objects | Record Count | Size |', '|---|---|---|---|---|---|'), 'crm\tA\t1\t1 KB\tLow\tB1', { spec: inventory, layout: 'compact' })).toBe(lines(
      '| Room | Priority | Source System | Tables/Objects | Record Count | Size |', '|---|---|---|---|---|---|', '| ‸B1‸ | Low | crm | A | 1 | 1 KB |'));
  });

  const small = ['| Source System | Tables/Objects | Record Count | Size | Priority |', '|-|-|-|-|-|'];
  const compact = { spec: inventory, layout: 'compact' } as const;

  it('writes a column down from the cursor, in new rows', () => {
    expect(paste(lines(...small, '| crm | A | 1 | | |', '| crm | Z | | | |'), 'Foo\nBar', { at: 'A |', ...compact })).toBe(lines(
      ...small, '| crm | A | 1 | | |', '| | ‸Foo‸ | | | |', '| | Bar | | | |', '| crm | Z | | | |'));
  });

  it('starts in the row of the cursor where its cells are empty, or all that is selected', () => {
    expect(paste(lines(...small, '| crm |x| 1 | | Low |').replace('|x|', '| |'), 'Foo\nBar', { at: '| 1', ...compact })).toBe(lines(...small, '| crm | ‸Foo‸ | 1 | | Low |', '| | Bar | | | |'));
    const text = lines(...small, '| crm | A | | | Low |');
    const table = tableAt(text, 0)!;
    const at = text.indexOf('A |');
    const { edits } = pasteRows(table, readClipboardTable('Foo\t12\nBar\t13'), { ...compact, selection: { start: at, end: at + 1 } });
    expect(applyTextEdits(text, edits)).toBe(lines(...small, '| crm | Foo | 12 | | Low |', '| | Bar | 13 | | |'));
  });

  it('starts at the first column with whole rows, and with what does not fit', () => {
    expect(paste(lines(...small, '| crm | A | 1 | | |'), 'erp\tB\t2\t\tLow', { at: 'A |', ...compact })).toBe(lines(...small, '| crm | A | 1 | | |', '| ‸erp‸ | B | 2 | | Low |'));
    expect(paste(lines(...small, '| crm | A | 1 | x | |'), 'erp\tB\t2', { at: 'x |', ...compact })).toBe(lines(...small, '| crm | A | 1 | x | |', '| ‸erp‸ | B | 2 | | |'));
  });

  it('leaves the header of a Markdown table behind', () => {
    expect(paste(lines('| a | b |', '| - | - |', '| 1 | 2 |'), '| x | y |\n|---|---|\n| 3 | 4 |', { layout: 'compact' })).toBe(lines('| a | b |', '| - | - |', '| 1 | 2 |', '| ‸3‸ | 4 |'));
  });

  it('writes queries as code and line breaks as <br>', () => {
    expect(paste(lines('| Check | Source Query | Target Query | Tolerance |', '| - | - | - | - |'), 'Rows\t"select *\nfrom a"\tselect 1\t0', { spec: blockSpec('validation'), layout: 'compact' })).toBe(lines(
      '| Check | Source Query | Target Query | Tolerance |', '| - | - | - | - |', '| ‸Rows‸ | `select *`<br>`from a` | `select 1` | `0` |'));
  });

  it('widens the header of a table without rows', () => {
    expect(paste(lines('|a|b|', '|-|-:|', '', 'text'), 'Customer\t59\nInvoice\t1,000', {})).toBe(lines('| a        |     b |', '| -------- | ----: |', '| ‸Customer‸ |    59 |', '| Invoice  | 1,000 |', '', 'text'));
  });

  it('changes nothing where there is nothing to paste', () => {
    expect(paste(lines('| a |', '| - |', '| c |'), 'a\n')).toBe(lines('| a |', '| - |', '| ‸c‸ |'));
  });

  it('keeps CRLF, and every one of ten thousand values', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => [`sys`, `T${index} | *x*`, String(index), '1 KB', 'Low']);
    const text = `---\r\nworkflow: create-data-migration\r\n---\r\n\r\n## Data Inventory\r\n\r\n${header.join('\r\n')}\r\n\r\nend`;
    const table = tableAt(text, text.indexOf('| Source'))!;
    const { edits, count, unknown } = pasteRows(table, readClipboardTable(rows.map((row) => row.join('\t')).join('\n')), { layout: 'aligned', spec: inventory });
    expect([count, unknown]).toEqual([10_000, []]);
    const next = applyTextEdits(text, edits);
    expect(/[^\r]\n/.test(next)).toBe(false);
    expect(parsePlan(next).plan?.rows.inventory?.map(({ cells }) => [cells['sourceSystem'], cells['object'], cells['recordCount'], cells['size'], cells['priority']])).toEqual(rows);
  });
});

it('a table of its own', () => {
  expect(tableText(readClipboardTable('Name\tNote\nCustomer\ta | b\nx'), 'aligned', '\n')).toBe(lines('| Name     | Note   |', '| -------- | ------ |', '| Customer | a \\| b |', '| x        |        |'));
});
