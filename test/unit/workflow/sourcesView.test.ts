import { describe, expect, it } from 'vitest';
import type { Catalogue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { allMessages } from '../../../src/core/allMessages.ts';
import { fill } from '../../../src/core/messages.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { profileFact } from '../../../src/core/workflow/profileFact.ts';
import { sourceDetail } from '../../../src/core/workflow/sourceDetail.ts';
import { findSourceTable, sourcesView } from '../../../src/core/workflow/sourcesView.ts';
import type { TableLine } from '../../../src/core/workflow/sourcesView.ts';
import { inventoryRow, plan } from './memoryPlan.ts';

const words = (code: string, args: Readonly<Record<string, string>>): string => fill(allMessages[code] ?? code, args);
const AT = '2026-05-02T08:00:00Z';

export function table(name: string, change: Partial<Table> = {}): Table {
  return { name, kind: 'table', columns: [], primaryKey: ['id'], uniqueKeys: [], foreignKeys: [], statistics: { kind: 'measured', rowCount: '59', bytes: '12288', query: `SELECT count(*) FROM ${name}`, at: AT }, ...change };
}

export function catalogue(system: string, tables: readonly Table[], change: Partial<Catalogue> = {}): Catalogue {
  return { catalogueVersion: 1, system, role: 'source', technology: 'SQLite', origin: { kind: 'database', path: `${system}.sqlite` }, scannedAt: AT, complete: true, tables: [...tables], issues: [], ...change };
}

const measured = (row: string, count: string, more: object = {}): object => ({ row, kind: 'measured', count, size: '12 KB', query: 'SELECT 1', at: AT, ...more });
const named = (lines: readonly TableLine[], name: string): TableLine => lines.find((line) => line.name === name)!;

describe('the lines of what was found', () => {
  const crm = catalogue('crm', [
    table('Customer'), table('Track', { statistics: { kind: 'estimated', rowCount: '3500', at: AT } }), table('Order', { statistics: { kind: 'unknown' }, primaryKey: [] }),
    table('Broken', { error: 'permission denied' }), table('Recent', { kind: 'view', primaryKey: [], statistics: { kind: 'unknown' } }), table('Stray'),
    table('Busy', { statistics: { kind: 'measured', rowCount: '7', at: AT, changedAt: '2026-05-03T00:00:00Z' } }), table('Old'),
  ]);
  const before: Plan = plan({
    sourceSystems: [{ name: 'crm', technology: 'SQLite', catalogue: 'x.json' }, { name: 'erp', technology: 'Oracle' }],
    exclusions: [{ what: 'crm.old', reason: 'Archived' }],
    evidence: [measured('crm.Customer', '59'), { ...measured('crm.Track', '3500'), kind: 'estimated', confirmedBy: 'Ana', confirmedAt: '2026-05-04' }, measured('crm.Busy', '5')],
  }, { inventory: [inventoryRow('Customer', '59'), inventoryRow('Track', '~3,500'), inventoryRow('Order', '?'), inventoryRow('Broken', '8'), inventoryRow('Busy', '5'), inventoryRow('Old', '59')] });
  const view = sourcesView(before, [crm], words);

  it('says where each system was read, and which was not', () => {
    expect(view.systems).toEqual([
      { name: 'crm', note: 'SQLite, read 2026-05-02', scanned: true, issues: [] },
      { name: 'erp', note: 'not scanned yet', scanned: false, issues: [] },
    ]);
  });

  it('shows rows as the inventory does, with how they are known', () => {
    const shown = (name: string): unknown => (({ rows, mark, proven, at }) => ({ rows, mark, proven, at }))(named(view.tables, name));
    expect(shown('Customer')).toEqual({ rows: '59', mark: 'measured', proven: true, at: '2026-05-02' });
    expect(shown('Track')).toEqual({ rows: '~3,500', mark: 'confirmed', proven: true, at: '2026-05-04' });
    expect(shown('Order')).toEqual({ rows: '?', mark: 'unknown', proven: false, at: undefined });
    expect(shown('Broken')).toEqual({ rows: '8', mark: 'stated', proven: false, at: undefined });
    expect(shown('Stray')).toEqual({ rows: '59', mark: 'measured', proven: true, at: '2026-05-02' });
  });

  it('says scope and flags', () => {
    const shown = (name: string): unknown => (({ scope, reason, flags, row, error }) => ({ scope, flags, ...(reason === undefined ? {} : { reason }), ...(row === undefined ? {} : { row }), ...(error === undefined ? {} : { error }) }))(named(view.tables, name));
    expect(shown('Customer')).toEqual({ scope: 'in', flags: [], row: 'crm.Customer' });
    expect(shown('Order')).toEqual({ scope: 'in', flags: ['noKey'], row: 'crm.Order' });
    expect(shown('Broken')).toEqual({ scope: 'in', flags: ['error', 'differs'], row: 'crm.Broken', error: 'permission denied' });
    expect(shown('Busy')).toEqual({ scope: 'in', flags: ['changed', 'differs'], row: 'crm.Busy' });
    expect(shown('Old')).toEqual({ scope: 'left', reason: 'Archived', flags: [], row: 'crm.Old' });
    expect(shown('Stray')).toEqual({ scope: 'unlisted', flags: [] });
    expect(shown('Recent')).toEqual({ scope: 'view', flags: ['view'] });
  });

  it('keeps a line that did not change as the same object', () => {
    const after = plan({ ...before.state, exclusions: [] }, before.rows);
    const next = sourcesView(after, [crm], words);
    expect(named(next.tables, 'Customer')).toBe(named(view.tables, 'Customer'));
    expect(named(next.tables, 'Old')).not.toBe(named(view.tables, 'Old'));
    expect(named(next.tables, 'Old').scope).toBe('in');
  });

  it('says columns only in the detail, with evidence by query', () => {
    const found = findSourceTable(before, [crm], 'crm/Busy')!;
    const { facts } = sourceDetail(before, crm, found.table, found.row, words);
    expect(facts).toEqual([
      { label: 'Rows', value: '5 · Measured 2026-05-02 08:00', query: 'SELECT 1' },
      { label: 'In the source', value: '7 by the last scan; the plan says 5', problem: true },
      { label: 'Scope', value: 'in scope' },
      { label: 'Last change', value: '2026-05-03 00:00, after it was counted', problem: true },
      { label: 'Primary key', value: 'id' },
    ]);
    const track = findSourceTable(before, [crm], 'crm/Track')!;
    expect(sourceDetail(before, crm, track.table, track.row, words).facts.slice(0, 2)).toEqual([
      { label: 'Rows', value: '~3,500 · Estimate 2026-05-02 08:00', query: 'SELECT 1' },
      { label: 'Confirmed', value: 'by Ana, 2026-05-04' },
    ]);
    expect(findSourceTable(before, [crm], 'crm/None')).toBeUndefined();
  });
});

describe('two systems with a table of the same name', () => {
  it('tells them apart, and leaves the right one behind', () => {
    const catalogues = [catalogue('crm', [table('Customer')]), catalogue('erp', [table('Customer', { schema: 'dbo' })])];
    const state = { sourceSystems: [{ name: 'crm' }, { name: 'erp' }], exclusions: [{ what: 'erp.Customer', reason: 'A copy' }] };
    const { tables } = sourcesView(plan(state, { inventory: [inventoryRow('Customer', '59'), inventoryRow('Customer', '59', '?', 'Low', 'erp')] }), catalogues, words);
    expect(tables.map(({ id, system, schema, scope }) => ({ id, system, schema, scope }))).toEqual([
      { id: 'crm/Customer', system: 0, schema: undefined, scope: 'in' }, { id: 'erp/dbo.Customer', system: 1, schema: 'dbo', scope: 'left' },
    ]);
  });
});

describe('a scan under way', () => {
  const inside = plan({ sourceSystems: [{ name: 'crm' }] }, { inventory: [inventoryRow('Customer', '59')] });
  it('shows what came in, and what was known before as waiting', () => {
    const crm = catalogue('crm', [table('Customer'), table('Track')]);
    const latest = table('Customer', { statistics: { kind: 'measured', rowCount: '61', at: AT } });
    const live = { system: 'crm', tables: new Map([['Customer', latest], ['New', table('New')]]), now: 'Track', reading: true, ended: false };
    const view = sourcesView(inside, [crm], words, live);
    expect(view.systems[0]?.live).toBe(true);
    expect(view.tables.map(({ name, rows, live: state }) => [name, rows, state])).toEqual([['Customer', '61', undefined], ['Track', '59', 'now'], ['New', '59', undefined]]);
    const counting = sourcesView(inside, [crm], words, { ...live, now: undefined, reading: false });
    expect(named(counting.tables, 'Track').live).toBeUndefined();
    const waiting = sourcesView(inside, [crm], words, { ...live, now: undefined });
    expect(named(waiting.tables, 'Track').live).toBe('waiting');
  });

  it('shows a system that the plan does not know yet', () => {
    const view = sourcesView(plan(), [], words, { system: 'new', tables: new Map([['A', table('A')]]), now: 'B', reading: true, ended: false });
    expect(view.systems).toEqual([{ name: 'new', note: '', scanned: false, issues: [], live: true }]);
    expect(view.tables.map(({ name, scope }) => [name, scope])).toEqual([['A', 'unlisted']]);
  });
});

describe('what was found in a column', () => {
  const profile = { at: AT, rows: '1000', sampled: false, nulls: '0' };
  it.each([
    [{ ...profile, nulls: '100', blanks: '20', codes: [1, 2, 3, 4, 5].map((value) => ({ value: String(value), rows: '1' })), likely: 'date' as const }, '12 % empty, 5 codes, reads as date'],
    [{ ...profile, nulls: '1' }, 'under 1 % empty'],
    [{ ...profile, nulls: '999' }, '99 % empty'],
    [{ ...profile, nulls: '1000' }, 'always empty'],
    [{ ...profile, distinct: '1000' }, 'no value twice'],
    [{ ...profile, distinct: '40', distinctEstimated: true, longest: 12 }, '~40 values, longest 12'],
    [{ ...profile, likely: 'date' as const, likelyFormat: 'YYYY-MM-DD', unlike: '3', sampled: true }, 'reads as date, YYYY-MM-DD (3 do not), of a sample'],
    [{ ...profile, rows: '0' }, ''],
    [profile, ''],
  ])('%#', (given, said) => {
    expect(profileFact(given, words)).toBe(said);
  });
});
