import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { run } from '../../../src/cli/run.ts';
import { planWith } from './plans.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interchange-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function cli(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const code = await run(args, { cwd: folder, now: new Date('2026-05-01T10:00:00Z'), childPath: '', env: () => undefined, out: (text) => { out += text; }, error: (text) => { error += text; } });
  return { code, out, error };
}

describe('export and import on the command line', () => {
  beforeAll(() => writeFile(join(folder, 'plan.md'), planWith({ kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '59' }, { sourceSystem: 'crm', object: 'Order', recordCount: '7' }] }).text));

  it.each(['csv', 'xlsx'])('what was exported as %s differs in nothing', async (format) => {
    expect(await cli('export', 'plan.md', '--section', 'Data Inventory', '--out', `a.${format}`)).toEqual({ code: 0, out: `a.${format}: Data Inventory, 2 rows.\n`, error: '' });
    expect(await cli('import', 'plan.md', `a.${format}`)).toEqual({ code: 0, out: '', error: '' });
    expect(await cli('export', 'plan.md', '--section', 'inventory', '--out', `a.${format}`)).toEqual({ code: 2, out: '', error: `a.${format} exists already and was left as it is.\n` });
  });

  it('differences are printed, and written only where it is said', async () => {
    await writeFile(join(folder, 'b.csv'), 'Tables/Objects,Source System,Record Count,Colour\nCustomer,crm,60,red\nTrack,crm,?,\n');
    const before = await readFile(join(folder, 'plan.md'), 'utf8');
    const shown = await cli('import', 'plan.md', 'b.csv');
    expect(shown.code).toBe(1);
    expect(shown.out).toBe('changed crm · Customer: Record Count: 59 -> 60\nadded crm · Track\nremoved crm · Order\n');
    expect(shown.error).toBe('Not in the file, and left as they are: Size, Priority\nIn the file, but not in the plan, and left out: Colour\n');
    expect(await readFile(join(folder, 'plan.md'), 'utf8')).toBe(before);
    const applied = await cli('import', 'plan.md', 'b.csv', '--apply');
    expect(applied.code).toBe(0);
    expect(applied.out).toContain('plan.md: 2 of 3 differences taken over into Data Inventory.\n');
    const objects = async (): Promise<unknown> => parsePlan(await readFile(join(folder, 'plan.md'), 'utf8')).plan?.rows.inventory?.map(({ cells }) => `${cells['object'] ?? ''} ${cells['recordCount'] ?? ''}`);
    expect(await objects()).toEqual(['Customer 60', 'Track ?', 'Order 7']);
    expect((await cli('import', 'plan.md', 'b.csv', '--apply', '--remove')).code).toBe(0);
    expect(await objects()).toEqual(['Customer 60', 'Track ?']);
  });

  it('what is wrong is said', async () => {
    expect((await cli('export', 'plan.md', '--section', 'Colours', '--out', 'c.csv')).error).toContain('There is no section "Colours". There are: inventory, mapping,');
    expect((await cli('export', 'plan.md', '--section', 'ruleDetails', '--out', 'c.csv')).error).toBe('Rule Details has no table to export.\n');
    expect((await cli('import', 'plan.md', 'none.csv')).error).toBe('none.csv does not exist.\n');
    expect((await cli('import', 'plan.md', 'plan.md')).error).toContain('Files that end in .xlsx, .csv, .tsv or .txt can be read');
    expect((await cli('import', 'plan.md', 'b.csv', '--remove')).error).toContain('--remove goes with --apply');
  });
});
