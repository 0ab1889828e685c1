import { describe, expect, it } from 'vitest';
import type { Catalogue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import { proposeInventory } from '../../../src/core/inventory/proposeInventory.ts';
import { rowsOf } from '../../../src/core/plan/plan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { mergeRescan } from '../../../src/core/rescan/mergeRescan.ts';
import type { Rescan, RescanItem } from '../../../src/core/rescan/rescan.ts';
import { itemName } from '../../../src/core/rescan/rescanReviewView.ts';
import { rescanTextEdits } from '../../../src/core/rescan/rescanTextEdits.ts';
import { allMessages } from '../../../src/core/allMessages.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { planWith } from '../interchange/plans.ts';
import { catalogue, column, measured, table } from './catalogues.ts';

const customer = table('Customer', ['CustomerId integer', 'FirstName text(40)', 'LastName text(20)', 'Email text(60)'], 59);
const track = table('Track', ['TrackId integer', 'Title text(200)', 'Milliseconds integer'], 3_503);
const genre = table('Genre', ['GenreId integer', 'Label text(120)?'], 25);
const LATER = '2026-11-23T10:32:00.000Z';

const words = (code: string, args: Readonly<Record<string, string>>): string => (allMessages[code] ?? code).replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? '');

const before = catalogue([customer, track, genre]);

/** A plan that was scanned from `before`, with a mapping of its customers. */
function scanned(...edits: PlanEdit[]): ParsedPlan {
  const first = planWith({ kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', technology: 'SQLite', connection: 'crm.sqlite', catalogue: 'data-migration/crm.json' } });
  const proposed = proposeInventory(first.plan!, [before], { at: before.scannedAt })!;
  return edited(first, proposed, { kind: 'insertRows', block: 'mapping', at: 0, rows: customer.columns.map(({ name }) => ({ sourceTable: 'Customer', sourceField: name, targetTable: 'client', targetField: name.toLowerCase(), transform: 'direct' })) },
    { kind: 'insertRows', block: 'validation', at: 0, rows: [{ check: 'Customers arrive', sourceQuery: 'SELECT COUNT(*), MAX(Email) FROM Customer', targetQuery: 'SELECT 1', tolerance: '0' }] }, ...edits);
}

function edited(parsed: ParsedPlan, ...edits: PlanEdit[]): ParsedPlan {
  return edits.reduce((plan, edit) => parsePlan(applyTextEdits(plan.text, computeTextEdits(plan, edit))), parsed);
}

function rescanOf(base: ParsedPlan, tables: readonly Table[], more: Partial<Catalogue> = {}): Rescan {
  return { before, after: catalogue(tables, { scannedAt: LATER, ...more }), base: rowsOf(base.plan!, 'inventory'), others: [] };
}

const named = (items: readonly RescanItem[]): string[] => items.map((item) => `${item.kind}${item.choosable ? item.chosen ? '+' : '-' : ''} ${itemName(item, words)}`);

/** The text with what was chosen: what is offered as chosen, or these kinds. */
function applied(parsed: ParsedPlan, rescan: Rescan, choose: (item: RescanItem) => boolean = ({ chosen }) => chosen): ParsedPlan {
  const merge = mergeRescan(parsed.plan!, rescan);
  const { edits, notRenamed } = rescanTextEdits(parsed, rescan, merge, { chosen: new Set(merge.items.filter(choose).map(({ id }) => id)), stored: 'data-migration/crm.json', goneReason: 'No longer there' });
  expect(notRenamed).toEqual([]);
  return parsePlan(applyTextEdits(parsed.text, edits));
}

const inventory = (parsed: ParsedPlan): string[] => rowsOf(parsed.plan!, 'inventory').map(({ cells }) => `${cells['object'] ?? ''} ${cells['recordCount'] ?? ''}`);
const setCount = (index: number, value: string): PlanEdit => ({ kind: 'setCell', block: 'inventory', row: { index }, column: 'recordCount', value });
const rowsNow = (count: number, of: Table): Table => ({ ...of, statistics: measured(count) });

describe('a scan held against the plan', () => {
  it('finds nothing to decide where nothing changed, and brings the dates up to date', () => {
    const plan = scanned();
    const rescan = rescanOf(plan, [customer, track, genre]);
    expect(named(mergeRescan(plan.plan!, rescan).items)).toEqual([]);
    const after = applied(plan, rescan);
    expect(after.plan?.state.evidence.map(({ at }) => at)).toEqual([LATER, LATER, LATER]);
    expect(after.text.replaceAll(LATER, before.scannedAt)).toBe(plan.text);
  });

  it('takes over counts that came from a scan, and only offers those that are a person’s', () => {
    const base = scanned();
    const now = edited(base, setCount(1, '4,000'));
    const rescan = rescanOf(base, [rowsNow(61, customer), rowsNow(3_600, track), rowsNow(26, genre)]);
    expect(named(mergeRescan(now.plan!, rescan).items)).toEqual(['yours- Track', 'counts+ Customer', 'counts+ Genre']);
    expect(inventory(applied(now, rescan))).toEqual(['Customer 61', 'Track 4,000', 'Genre 26']);
    const all = applied(now, rescan, ({ choosable }) => choosable);
    expect(inventory(all)).toEqual(['Customer 61', 'Track 3,600', 'Genre 26']);
    expect(all.plan?.state.evidence.map(({ row, count, at }) => [row, count, at])).toEqual([['crm.Customer', '61', LATER], ['crm.Genre', '26', LATER], ['crm.Track', '3600', LATER]]);
  });

  it('does not fill a cell that was emptied while it ran, nor put back a row that was removed', () => {
    const base = scanned();
    const now = edited(base, setCount(0, '?'), { kind: 'removeRows', block: 'inventory', rows: [{ index: 2 }] });
    const rescan = rescanOf(base, [customer, track, genre]);
    expect(named(mergeRescan(now.plan!, rescan).items)).toEqual(['yours- Customer', 'yours- Genre']);
    expect(inventory(applied(now, rescan))).toEqual(['Customer ?', 'Track 3,503']);
    expect(inventory(applied(now, rescan, ({ choosable }) => choosable))).toEqual(['Customer 59', 'Track 3,503', 'Genre 25']);
  });

  it('a count stated before is offered only where the scan has something new to say', () => {
    const base = scanned(setCount(1, '4,000'));
    expect(named(mergeRescan(base.plan!, rescanOf(base, [customer, track, genre])).items)).toEqual([]);
    expect(named(mergeRescan(base.plan!, rescanOf(base, [customer, rowsNow(3_600, track), genre])).items)).toEqual(['yours- Track']);
  });

  it('renames a table everywhere, with its count, and puts a new table in its place', () => {
    const plan = scanned();
    const client = { ...customer, name: 'Client', statistics: measured(60) };
    const album = table('Album', ['AlbumId integer', 'Released date', 'Label2 text(9)'], 347);
    const rescan = rescanOf(plan, [client, album, track, genre]);
    expect(named(mergeRescan(plan.plan!, rescan).items)).toEqual(['renamed+ Customer → Client', 'added+ Album']);
    const after = applied(plan, rescan);
    expect(inventory(after)).toEqual(['Client 60', 'Album 347', 'Track 3,503', 'Genre 25']);
    expect(rowsOf(after.plan!, 'mapping').map(({ cells }) => cells['sourceTable'])).toEqual(['Client', 'Client', 'Client', 'Client']);
    expect(rowsOf(after.plan!, 'validation')[0]?.cells['sourceQuery']).toBe('SELECT COUNT(*), MAX(Email) FROM Client');
    expect(after.plan?.state.evidence.map(({ row, count }) => [row, count])).toEqual([['crm.Album', '347'], ['crm.Client', '60'], ['crm.Genre', '25'], ['crm.Track', '3503']]);
  });

  it('renames a column with its table, in the mapping and in queries', () => {
    const plan = scanned();
    const client = { ...customer, name: 'Client', columns: customer.columns.map((each) => (each.name === 'Email' ? { ...each, name: 'EmailAddress' } : each)) };
    const rescan = rescanOf(plan, [client, track, genre]);
    expect(named(mergeRescan(plan.plan!, rescan).items)).toEqual(['renamed+ Customer → Client', 'renamed+ Client.Email → EmailAddress']);
    const after = applied(plan, rescan);
    expect(rowsOf(after.plan!, 'mapping').map(({ cells }) => `${cells['sourceTable'] ?? ''}.${cells['sourceField'] ?? ''}`)).toEqual(['Client.CustomerId', 'Client.FirstName', 'Client.LastName', 'Client.EmailAddress']);
    expect(rowsOf(after.plan!, 'validation')[0]?.cells['sourceQuery']).toBe('SELECT COUNT(*), MAX(EmailAddress) FROM Client');
    // The table alone keeps its old name where only the column was chosen.
    const column_ = applied(plan, rescan, (item) => item.kind === 'renamed' && item.what === 'column');
    expect(rowsOf(column_.plan!, 'mapping')[3]?.cells).toMatchObject({ sourceTable: 'Customer', sourceField: 'EmailAddress' });
  });

  it('drops nothing of a table that is gone; it is left behind only where that is chosen', () => {
    const plan = scanned();
    const rescan = rescanOf(plan, [track, genre]);
    expect(named(mergeRescan(plan.plan!, rescan).items)).toEqual(['gone- Customer']);
    const untouched = applied(plan, rescan);
    expect(untouched.text.replaceAll(LATER, before.scannedAt)).toBe(plan.text);
    const left = applied(plan, rescan, ({ choosable }) => choosable);
    expect(left.plan?.state.exclusions).toEqual([{ what: 'Customer', reason: 'No longer there' }]);
    expect([inventory(left), rowsOf(left.plan!, 'mapping').length]).toEqual([['Customer 59', 'Track 3,503', 'Genre 25'], 4]);
    // Excluded already: it keeps its reason.
    expect(named(mergeRescan(left.plan!, rescan).items)).toEqual(['gone Customer']);
  });

  it('a table that is perhaps another one under a new name is to be decided: as renamed, or as gone and new', () => {
    const codes = ['Colour', 'Size'].map((name) => table(name, ['Id integer', 'Name text(50)'], 5));
    const first = planWith({ kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', catalogue: 'data-migration/crm.json' } });
    const plan = edited(first, proposeInventory(first.plan!, [catalogue(codes)], { at: '' })!);
    const rescan: Rescan = { ...rescanOf(plan, [table('Currency', ['Id integer', 'Name text(50)'], 4), codes[1]!]), before: catalogue(codes) };
    expect(named(mergeRescan(plan.plan!, rescan).items)).toEqual(['renamed- Colour → Currency', 'added- Currency', 'gone- Colour']);
    expect(inventory(applied(plan, rescan))).toEqual(['Colour 5', 'Size 5']);
    expect(inventory(applied(plan, rescan, ({ kind }) => kind === 'renamed'))).toEqual(['Currency 4', 'Size 5']);
    expect(inventory(applied(plan, rescan, ({ kind }) => kind === 'added'))).toEqual(['Colour 5', 'Currency 4', 'Size 5']);
    // Both at once: the renaming stands, and nothing is doubled.
    expect(inventory(applied(plan, rescan, ({ kind }) => kind !== 'gone'))).toEqual(['Currency 4', 'Size 5']);
  });

  it('new columns get rows where the table is mapped; gone and changed ones are told', () => {
    const plan = scanned();
    const changed: Table = { ...customer, columns: [...customer.columns.slice(0, 2), { ...column('LastName text(200)') }, column('Phone text(24)?'), column('Fax date?')] };
    const wider: Table = { ...track, columns: [...track.columns, column('Bytes integer?')] };
    const rescan = rescanOf(plan, [changed, wider, genre]);
    expect(named(mergeRescan(plan.plan!, rescan).items)).toEqual(['added+ Customer: 2 new columns', 'added Track: 1 new column', 'gone Customer: 1 column gone', 'changed Customer']);
    const after = applied(plan, rescan, ({ choosable }) => choosable);
    expect(rowsOf(after.plan!, 'mapping').map(({ cells }) => `${cells['sourceField'] ?? ''} ${cells['targetField'] ?? ''}`)).toEqual(['CustomerId customerid', 'FirstName firstname', 'LastName lastname', 'Phone ?', 'Fax ?', 'Email email']);
  });

  it('what a cancelled scan did not come to is untouched', () => {
    const plan = scanned();
    const rescan = rescanOf(plan, [rowsNow(60, customer)], { complete: false });
    const merge = mergeRescan(plan.plan!, rescan);
    expect(named(merge.items)).toEqual(['counts+ Customer']);
    expect(merge.kept.tables.map(({ name, statistics }) => [name, statistics.rowCount, statistics.at])).toEqual([['Customer', '60', undefined], ['Track', '3503', before.scannedAt], ['Genre', '25', before.scannedAt]]);
    expect([merge.kept.complete, merge.kept.scannedAt]).toEqual([true, before.scannedAt]);
    const after = applied(plan, rescan);
    expect(inventory(after)).toEqual(['Customer 60', 'Track 3,503', 'Genre 25']);
  });

  it('a first scan brings all tables but the row that was removed while it ran', () => {
    const base = planWith({ kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'crm', object: 'Genre', recordCount: '?' }, { sourceSystem: 'crm', object: 'Track', recordCount: '?' }] });
    const now = edited(base, { kind: 'removeRows', block: 'inventory', rows: [{ index: 0 }] }, setCount(0, '3,000'));
    const rescan: Rescan = { before: undefined, after: catalogue([customer, track, genre]), base: rowsOf(base.plan!, 'inventory'), others: [] };
    expect(named(mergeRescan(now.plan!, rescan).items)).toEqual(['yours- Track', 'yours- Genre', 'added+ Customer']);
    expect(inventory(applied(now, rescan))).toEqual(['Customer 59', 'Track 3,000']);
  });

  it('what changes in the plan meanwhile changes what is to be decided, by the same ids', () => {
    const plan = scanned();
    const rescan = rescanOf(plan, [rowsNow(60, customer), rowsNow(3_600, track), genre]);
    const first = mergeRescan(plan.plan!, rescan).items;
    const later = mergeRescan(edited(plan, setCount(0, '60')).plan!, rescan).items;
    expect(named(later)).toEqual(['counts+ Track']);
    expect(first.map(({ id }) => id)).toContain(later[0]?.id);
  });

  it('a table that can’t be read, also twice, keeps what was known of it', () => {
    const profile = { at: before.scannedAt, rows: '59', sampled: false, nulls: '0' };
    const known = { ...customer, columns: customer.columns.map((each) => ({ ...each, profile })) };
    const denied = { ...customer, statistics: { kind: 'estimated' as const, rowCount: '50' }, error: 'denied' };
    const unread = { ...customer, columns: [], primaryKey: [], statistics: { kind: 'unknown' as const }, error: 'no such table' };
    const keep = (kept: Catalogue, now: Table): Catalogue => mergeRescan(scanned().plan!, { before: kept, after: catalogue([now], { scannedAt: LATER }), base: [], others: [] }).kept;
    let kept = catalogue([known]);
    for (const now of [denied, unread, unread, denied]) {
      kept = keep(kept, now);
      expect(kept.tables).toEqual([{ ...known, statistics: { ...known.statistics, at: before.scannedAt }, error: now.error }]);
    }
    expect(keep(kept, rowsNow(61, customer)).tables).toEqual([{ ...known, statistics: measured(61) }]);
  });

  it('profiles of columns that did not change are kept', () => {
    const profile = { at: before.scannedAt, rows: '59', sampled: false, nulls: '0' };
    const profiled = catalogue([{ ...customer, columns: customer.columns.map((each) => ({ ...each, profile })) }]);
    const after = catalogue([{ ...customer, columns: customer.columns.map((each) => (each.name === 'Email' ? column('Email text(99)') : each)) }], { scannedAt: LATER });
    const { kept } = mergeRescan(scanned().plan!, { before: profiled, after, base: [], others: [] });
    expect(kept.tables[0]?.columns.map((each) => each.profile !== undefined)).toEqual([true, true, true, false]);
  });
});
