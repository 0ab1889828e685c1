import fc from 'fast-check';
import { zipSync, strToU8, unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { readCsv, writeCsv } from '../../../src/core/interchange/csv.ts';
import { decodeSheetText } from '../../../src/core/interchange/decodeSheetText.ts';
import { exportFileName } from '../../../src/core/interchange/fileName.ts';
import { notesSheet } from '../../../src/core/interchange/notesSheet.ts';
import { readSheetFile } from '../../../src/core/interchange/readSheetFile.ts';
import { sheetOf } from '../../../src/core/interchange/sheet.ts';
import { escapeText, readXlsx, writeXlsx } from '../../../src/core/interchange/xlsx.ts';
import { words } from '../../../src/cli/words.ts';
import { planDocument } from '../document/planDocuments.ts';
import { NASTY, planWith } from './plans.ts';

const sheet = { header: ['Name', 'Value'], rows: NASTY.map((value, index) => [value, `row ${String(index)}`]) };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a workbook', () => {
  it('brings every value back as it was', async () => {
    const extra = ['a\r\nb', 'a\rb', '\u0001', '\ufffe', '\uffff', '\ud800', 'x\udc00y', '', ' ', '\n', '_x005f_', '_x005F_x005F_', '__x0041__', '\ufffd', '\u0080', 'constructor', '__proto__', 'valueOf', 'toString', 'x'.repeat(32_767)];
    const full = { header: sheet.header, rows: [...sheet.rows, ...extra.map((value) => [value, 'extra'])] };
    const [back] = await readXlsx(await writeXlsx('Data Inventory', full, [['Section', 'Data Inventory']]));
    expect(back?.name).toBe('Data Inventory');
    expect(back?.rows).toEqual([full.header, ...full.rows]);
  });

  it('brings back any text', async () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('_', 'x', '0', '0', 'D', '\r', '\n', '\t', ' ', '&', '<', '"', '\u0000', '\ud83d', '\ude00', '\ufffd', '\u0085'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 12 });
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), async (pairs) => {
      const rows = [...pairs.map((pair) => [...pair]), ['end', 'end']];
      const [back] = await readXlsx(await writeXlsx('S', { header: ['A', 'B'], rows }, []));
      expect(back?.rows.slice(1)).toEqual(rows);
    }), { numRuns: 40 });
  });

  it('is made for people: text cells, a bold header that stays, widths, filters, and what each column expects', async () => {
    const parsed = planWith({ kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '59' }] });
    const files = unzipSync(await writeXlsx('Data Inventory', sheetOf(parsed, 'inventory'), notesSheet(parsed, 'inventory', words, { exportedAt: '1 May', document: 'docs/data-migration.md' })));
    const first = strFromU8(files['xl/worksheets/sheet1.xml']!);
    expect(first).toContain('</sheetData><autoFilter ref="A1:E2"/>');
    expect(first).toContain('state="frozen"');
    expect(first.match(/<c r="[A-E]\d"[^>]*t="s"/g)).toHaveLength(8);
    expect(first).not.toMatch(/<f>/);
    expect(strFromU8(files['xl/styles.xml']!)).toMatch(/numFmtId="49"|formatCode="@"/);
    const notes = strFromU8(files['xl/sharedStrings.xml']!);
    for (const text of ['Legacy Shop', 'docs/data-migration.md', 'A number of rows: 1,204,331 where it is exact', 'High, Medium or Low.']) expect(notes).toContain(text);
  });

  it('refuses a text that no cell can hold, with its place', async () => {
    await expect(writeXlsx('S', { header: ['A', 'Query'], rows: [['x', 'y'], ['x', 'x'.repeat(32_768)]] }, [])).rejects.toMatchObject({ code: 'interchange.cellTooLong', args: { row: '2', column: 'Query', limit: '32,767' } });
  });

  it('refuses what is none, and what would fill the memory', async () => {
    await expect(readXlsx(bytes('PK nonsense'))).rejects.toMatchObject({ code: 'interchange.notWorkbook' });
    await expect(readXlsx(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).rejects.toMatchObject({ code: 'interchange.oldWorkbook' });
    await expect(readXlsx(zipSync({ 'a.txt': strToU8('x') }))).rejects.toMatchObject({ code: 'interchange.unreadableWorkbook' });
    const files = unzipSync(await writeXlsx('S', sheet, []));
    const far = strFromU8(files['xl/worksheets/sheet1.xml']!).replace('<row r="2"', '<row spans="1:2" r="4000000000"');
    await expect(readXlsx(zipSync({ ...files, 'xl/worksheets/sheet1.xml': strToU8(far) }))).rejects.toMatchObject({ code: 'interchange.tooManyRows' });
    // 600 MB of zeros in 600 KB.
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': [strToU8('<x/>'), {}] });
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at < bomb.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 600 * 1024 * 1024, true);
    await expect(readXlsx(bomb)).rejects.toMatchObject({ code: 'interchange.unpacksTooLarge' });
  });

  it('says numbers, dates and truth values as texts', async () => {
    const files = unzipSync(await writeXlsx('S', { header: ['A', 'B', 'C'], rows: [['x', 'y', 'z']] }, []));
    const xml = strFromU8(files['xl/worksheets/sheet1.xml']!).replace(/<row r="2".*?<\/row>/, '<row r="2"><c r="A2"><v>1204331</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="str"><f>1+1</f><v>2</v></c></row>');
    const [back] = await readXlsx(zipSync({ ...files, 'xl/worksheets/sheet1.xml': strToU8(xml) }));
    expect(back?.rows[1]).toEqual(['1204331', 'TRUE', '2']);
  });

  it('writes what XML can’t hold in the format’s own way', () => {
    expect(escapeText('a\rb')).toBe('a_x000D_b');
    expect(escapeText('_x000D_')).toBe('_x005F_x000D_');
    expect(escapeText('_x00G0_ _x12_ 😀')).toBe('_x00G0_ _x12_ 😀');
  });
});

describe('CSV', () => {
  it('brings every value back as it was', () => {
    const text = writeCsv(sheet);
    expect(text.startsWith('\uFEFF"Name","Value"\r\n"007","row 0"\r\n"=1+1","row 1"\r\n')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(readCsv(text).rows).toEqual([sheet.header, ...sheet.rows]);
    expect(writeCsv(sheet, { bom: false }).startsWith('"Name"')).toBe(true);
  });

  it.each([
    ['semicolons', 'Check;Tolerance\n"a;b";0\nc;1,5\n', ';'],
    ['tabs', 'Check\tTolerance\na, b, c\t0\nd\t1\n', '\t'],
    ['commas', 'Check,Tolerance\r\n"a\r\nb",0\r\n', ','],
    ['what it says itself', 'sep=|\r\nCheck|Tolerance\r\na,b|0\r\n', '|'],
    ['one column', 'Phase\n"Reference data: code tables, lookups"\n', ','],
  ])('is read with %s', (_, text, delimiter) => {
    const read = readCsv(text);
    expect(read.delimiter).toBe(delimiter);
    expect(new Set(read.rows.map((row) => row.length)).size).toBe(1);
  });

  it('says where a quote is not closed', () => {
    expect(readCsv('A,B\n1,2\n"3,4\n5,6\n').badQuote).toBe(3);
    expect(readCsv('A,B\n1,2\n').badQuote).toBeUndefined();
  });

  it('is read in the encodings that spreadsheets write', () => {
    const text = 'Größe,€\n';
    expect(decodeSheetText(bytes(`\uFEFF${text}`))).toEqual({ text, sure: true });
    expect(decodeSheetText(bytes(text))).toEqual({ text, sure: true });
    expect(decodeSheetText(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual({ text, sure: true });
    expect(decodeSheetText(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).toEqual({ text, sure: true });
    expect(decodeSheetText(Uint8Array.of(0x47, 0x72, 0xf6, 0xdf, 0x65, 0x2c, 0x80, 0x0a))).toEqual({ text, sure: false });
    expect(() => decodeSheetText(Uint8Array.of(1, 0, 2))).toThrow('interchange.binary');
  });
});

describe('a file', () => {
  const parsed = planWith({ kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '59' }] });
  const read = (name: string, content: string | Uint8Array): ReturnType<typeof readSheetFile> => readSheetFile(parsed, { name, bytes: typeof content === 'string' ? bytes(content) : content });

  it('is recognised by its header, with a title above it and in another order', async () => {
    const { candidates, notes } = await read('back.csv', 'From the sales team,,\n,,\nPriority,Tables / Objects,Source system,Reviewed by\nHigh,Customer,crm,Ann\n');
    expect(candidates[0]).toMatchObject({ block: 'inventory', headerRow: 3, found: 3, foreign: 1, sheet: { header: ['Priority', 'Tables / Objects', 'Source system', 'Reviewed by'], rows: [['High', 'Customer', 'crm', 'Ann']] } });
    expect(notes).toEqual([]);
  });

  it('is recognised for each section of any plan', async () => {
    await fc.assert(fc.asyncProperty(planDocument, async (text) => {
      const plan = parsePlan(text);
      for (const block of ['inventory', 'mapping', 'tableRules', 'validation', 'ruleDetails', 'phases', 'loadOrder', 'rollbackCriteria', 'restoreSteps', 'pointOfNoReturn', 'cutover'] as const) {
        if (!plan.blocks[block]) continue;
        const { candidates } = await readSheetFile(plan, { name: 'x.csv', bytes: bytes(writeCsv(sheetOf(plan, block))) });
        expect(candidates[0]?.block).toBe(block);
      }
    }), { numRuns: 20 });
  });

  it('is refused in words where it is empty, foreign, another section or another format', async () => {
    await expect(read('x.csv', '')).rejects.toMatchObject({ code: 'interchange.empty' });
    await expect(read('x.csv', 'Colour,Shape\nred,round\n')).rejects.toMatchObject({ code: 'interchange.notRecognised' });
    await expect(readSheetFile(parsed, { name: 'x.csv', bytes: bytes('Activity,Owner\nStop,Ann\n') }, 'inventory')).rejects.toMatchObject({ code: 'interchange.wrongSection', args: { section: 'Data Inventory' } });
    await expect(read('x.pdf', '%PDF')).rejects.toMatchObject({ code: 'interchange.unknownForm', args: { name: 'x.pdf' } });
    await expect(read('x.xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).rejects.toMatchObject({ code: 'interchange.oldWorkbook' });
  });

  it('says that it guessed an encoding or found a broken quote', async () => {
    const { notes } = await read('x.csv', Uint8Array.of(...bytes('Activity,Owner\n'), 0xe9, ...bytes(',"open\n')));
    expect(notes).toEqual([{ code: 'interchange.note.encoding', args: {} }, { code: 'interchange.note.quote', args: { row: '2' } }]);
  });

  it('of a workbook is read from the sheet that fits, never from the notes', async () => {
    const workbook = await writeXlsx('Data Inventory', sheetOf(parsed, 'inventory'), [['Source System', 'Tables/Objects']]);
    const { candidates, notes } = await read('renamed.csv', workbook);
    expect(candidates[0]).toMatchObject({ block: 'inventory', headerRow: 1, sheet: { rows: [['crm', 'Customer', '59', '', '']] } });
    expect(notes).toEqual([]);
  });

  it('gets a name that any disk takes', () => {
    expect(exportFileName('Müller & Söhne: “CRM” → ERP/2', 'rollbackCriteria', 'xlsx')).toBe('muller-sohne-crm-erp-2-rollback-criteria.xlsx');
    expect(exportFileName('', 'inventory', 'csv')).toBe('data-inventory.csv');
  });
});
