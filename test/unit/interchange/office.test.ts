import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCsv } from '../../../src/core/interchange/csv.ts';
import { diffSheet } from '../../../src/core/interchange/diffSheet.ts';
import { notesSheet } from '../../../src/core/interchange/notesSheet.ts';
import { readSheetFile } from '../../../src/core/interchange/readSheetFile.ts';
import { sheetOf } from '../../../src/core/interchange/sheet.ts';
import type { Sheet } from '../../../src/core/interchange/sheet.ts';
import { writeXlsx } from '../../../src/core/interchange/xlsx.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import { words } from '../../../src/cli/words.ts';
import { convert, findOffice } from '../../lab/office.mjs';
import { NASTY as ALL_NASTY, planWith } from './plans.ts';

// Sends sections through LibreOffice and back: nothing may have changed.
const office = await findOffice();
if (typeof office === 'string') console.log(`Skipped: the round trip through LibreOffice. ${office}`);

/** Tokens 1–8 of Calc's CSV filter: separator, quote, UTF-8, first line, columns, language, quoted fields as text, no numbers guessed. */
const AS_TEXT = 'CSV:44,34,76,1,,0,true,false';
/** The same, as Calc's dialog stands at first: it guesses numbers. */
const AS_GUESSED = 'CSV:44,34,76,1,,0,false,false';
/** Written: separator, quote, UTF-8, first line, columns, language, every text quoted. */
const QUOTED = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true';

/** LibreOffice 7.4 reads `_x005F_x000D_` rightly, but writes that text without the escape it needs: any reader then takes it for `_x000D_`. */
const NASTY = ALL_NASTY.filter((value) => !value.startsWith('_x005F_'));

/** As many rows as the plan of the Chinook sample has, and what no spreadsheet leaves alone, in every column. */
function bigPlan(): ParsedPlan {
  const table = (index: number): string => `Table${String(index % 11)}`;
  return planWith(
    { kind: 'insertRows', block: 'inventory', at: 0, rows: [
      ...Array.from({ length: 11 }, (_, index) => ({ sourceSystem: 'chinook', object: table(index), recordCount: (index * 1_234_567).toLocaleString('en'), size: `${String(index)} KB`, priority: 'High' })),
      ...NASTY.map((value, index) => ({ sourceSystem: 'nasty', object: value, recordCount: index % 2 === 0 ? '~1,200,000' : '?', size: value, priority: 'Low' })),
    ] },
    { kind: 'insertRows', block: 'mapping', at: 0, rows: [
      ...Array.from({ length: 64 }, (_, index) => ({ sourceTable: table(index), sourceField: `Field${String(index)}`, targetTable: table(index).toLowerCase(), targetField: `field_${String(index)}`, transform: index % 7 === 0 ? 'cast to numeric(10,2)' : 'direct' })),
      ...NASTY.map((value, index) => ({ sourceTable: value, sourceField: String(index).padStart(3, '0'), targetTable: '—', targetField: '—', transform: `leave behind: ${value}` })),
    ] },
    { kind: 'insertRows', block: 'validation', at: 0, rows: NASTY.map((value, index) => ({ check: `Check ${String(index)}`, sourceQuery: `SELECT ${value}\nFROM t;`, targetQuery: value, tolerance: '0' })) },
    { kind: 'insertRows', block: 'phases', at: 0, rows: ['Reference data: code tables, "lookups"', '=Transactions: all', '1-2: history'].map((phase) => ({ phase })) },
    { kind: 'insertRows', block: 'cutover', at: 0, rows: NASTY.map((value) => ({ activity: `Do ${value}`, owner: value, duration: '90 min', dependencies: '?' })) },
  );
}

describe.skipIf(typeof office === 'string')('there and back through LibreOffice', () => {
  let folder: string;
  let plan: ParsedPlan;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'office-'));
    const parsed = bigPlan();
    // A column that somebody added.
    plan = parsePlan(parsed.text.replace(/^(\| Activity .*)$/m, '$1 My own |').replace(/(\| Activity .*\n)(\| -[-| ]*)/, '$1$2 --- |').replace(/^(\| Do 007 .*)$/m, '$1 0042 |'));
    expect(sheetOf(plan, 'cutover').rows[0]?.[4]).toBe('0042');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What comes back, and how it differs. */
  async function differences(block: BlockId, file: string): Promise<unknown[]> {
    const { candidates, notes } = await readSheetFile(plan, { name: file, bytes: new Uint8Array(await readFile(file)) });
    expect(notes).toEqual([]);
    expect(candidates[0]?.block).toBe(block);
    const { rows, columns, same } = diffSheet(plan, block, candidates[0]?.sheet as Sheet);
    expect([columns.missing, columns.unknown]).toEqual([[], []]);
    if (rows.length === 0) expect(same).toBe(plan.plan?.rows[block]?.length);
    return rows.map(({ kind, name, cells }) => [kind, name, ...cells.map(({ column, before, after }) => `${column.header}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`)]);
  }

  async function sent(block: BlockId, format: 'csv' | 'xlsx', way: string): Promise<{ file: string; to: string }> {
    const to = join(folder, `${block}-${way}`);
    await mkdir(to, { recursive: true });
    const file = join(folder, `${block}.${format}`);
    await writeFile(file, format === 'csv' ? writeCsv(sheetOf(plan, block)) : await writeXlsx('Section', sheetOf(plan, block), notesSheet(plan, block, words, { exportedAt: '2026-05-01', document: 'docs/data-migration.md' })));
    return { file, to };
  }

  const blocks = ['inventory', 'mapping', 'validation', 'phases', 'cutover'] as const;

  it.each(blocks)('%s: workbook → workbook', async (block) => {
    const { file, to } = await sent(block, 'xlsx', 'xlsx');
    expect(await differences(block, await convert(office as never, file, { to: 'xlsx', folder: to }))).toEqual([]);
  });

  it.each(['inventory', 'validation'] as const)('%s: workbook → OpenDocument → workbook', async (block) => {
    const { file, to } = await sent(block, 'xlsx', 'ods');
    const ods = await convert(office as never, file, { to: 'ods', folder: to });
    const changed = await differences(block, await convert(office as never, ods, { to: 'xlsx', folder: to }));
    // Calc loses tabs in the text of cells when it reads its own OpenDocument files. Nothing else is lost, and the loss is shown.
    expect(changed.filter((row) => !JSON.stringify(row).includes('\\\\t') && !JSON.stringify(row).includes('tabhere'))).toEqual([]);
  });

  it.each(blocks)('%s: CSV → CSV, quoted fields as text', async (block) => {
    const { file, to } = await sent(block, 'csv', 'csv');
    expect(await differences(block, await convert(office as never, file, { to: QUOTED, folder: to, inputFilter: AS_TEXT }))).toEqual([]);
  });

  it.each(['inventory', 'mapping'] as const)('%s: CSV → workbook, quoted fields as text', async (block) => {
    const { file, to } = await sent(block, 'csv', 'csv-xlsx');
    expect(await differences(block, await convert(office as never, file, { to: 'xlsx', folder: to, inputFilter: AS_TEXT }))).toEqual([]);
  });

  it.each(['inventory'] as const)('%s: workbook → CSV', async (block) => {
    const { file, to } = await sent(block, 'xlsx', 'xlsx-csv');
    expect(await differences(block, await convert(office as never, file, { to: QUOTED, folder: to }))).toEqual([]);
  });

  it('what CSV can’t keep where numbers are guessed is shown as a difference, not lost in silence', async () => {
    const { file, to } = await sent('cutover', 'csv', 'guessed');
    const changed = await differences('cutover', await convert(office as never, file, { to: QUOTED, folder: to, inputFilter: AS_GUESSED }));
    expect(changed).toContainEqual(['changed', 'Do 007', 'Owner: "007" → "7"', 'My own: "0042" → "42"']);
    expect(changed).toContainEqual(['changed', 'Do =1+1', 'Owner: "=1+1" → "2"']);
    for (const row of changed) expect(row).toEqual(['changed', expect.any(String), expect.stringMatching(/^Owner: "[=.+\d]/), ...(JSON.stringify(row).includes('0042') ? [expect.any(String)] : [])]);
  });
});
