import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import { diffSheet } from '../../../src/core/interchange/diffSheet.ts';
import type { ImportDiff } from '../../../src/core/interchange/diffSheet.ts';
import { importEdit, importTextEdits } from '../../../src/core/interchange/importEdit.ts';
import { importReviewView } from '../../../src/core/interchange/importReviewView.ts';
import { rowRemarks } from '../../../src/core/interchange/rowRemarks.ts';
import { keptInOrder } from '../../../src/core/interchange/keptInOrder.ts';
import { sheetOf } from '../../../src/core/interchange/sheet.ts';
import type { Sheet } from '../../../src/core/interchange/sheet.ts';
import { planEditSchema } from '../../../src/core/plan/planEdit.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import { BLOCKS } from '../../../src/core/plan/sections.ts';
import { volumeOf } from '../../../src/core/plan/volumes.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { words } from '../../../src/cli/words.ts';
import { nasty, planDocument } from '../document/planDocuments.ts';
import { planWith } from './plans.ts';

const all = (diff: ImportDiff): Set<string> => new Set(diff.rows.map(({ id }) => id));
const apply = (parsed: ParsedPlan, diff: ImportDiff, chosen = all(diff)): ParsedPlan => parsePlan(applyTextEdits(parsed.text, importTextEdits(parsed, diff, chosen)));
/** Differences in short: kind, name, cells. */
const told = ({ rows }: ImportDiff): unknown[] => rows.map(({ kind, name, cells, moved }) => [kind, name, ...cells.map(({ column, before, after }) => `${column.header}: ${before} → ${after}`), ...(moved && kind === 'changed' ? ['moved'] : [])]);

const inventory = planWith({
  kind: 'insertRows', block: 'inventory', at: 0, rows: [
    { sourceSystem: 'crm', object: 'Customer', recordCount: '59', size: '12 KB', priority: 'High' },
    { sourceSystem: 'crm', object: 'Invoice', recordCount: '1,204,331', size: '380 KB', priority: 'Medium' },
    { sourceSystem: 'erp', object: 'Track', recordCount: '?', size: '?', priority: 'Low' },
  ],
});
const header = ['Source System', 'Tables/Objects', 'Record Count', 'Size', 'Priority'];
const sheet = (...rows: string[][]): Sheet => ({ header, rows });
const CUSTOMER = ['crm', 'Customer', '59', '12 KB', 'High'];
const INVOICE = ['crm', 'Invoice', '1,204,331', '380 KB', 'Medium'];
const TRACK = ['erp', 'Track', '?', '?', 'Low'];

describe('the differences of a sheet', () => {
  it('are none of what was exported, in any order', () => {
    expect(sheetOf(inventory, 'inventory')).toEqual(sheet(CUSTOMER, INVOICE, TRACK));
    expect(diffSheet(inventory, 'inventory', sheet(TRACK, CUSTOMER, [], INVOICE, ['', '', ''])).rows).toEqual([]);
    expect(diffSheet(inventory, 'inventory', sheet(TRACK, CUSTOMER, INVOICE)).same).toBe(3);
  });

  it('are cells, new rows and missing rows', () => {
    const diff = diffSheet(inventory, 'inventory', sheet(['crm', 'Customer', '60', '12 KB', 'Low'], ['crm', 'Order', '7', '', ''], INVOICE));
    expect(told(diff)).toEqual([
      ['changed', 'crm · Customer', 'Record Count: 59 → 60', 'Priority: High → Low'],
      ['added', 'crm · Order', 'Source System:  → crm', 'Tables/Objects:  → Order', 'Record Count:  → 7'],
      ['removed', 'erp · Track', 'Source System: erp → ', 'Tables/Objects: Track → ', 'Record Count: ? → ', 'Size: ? → ', 'Priority: Low → '],
    ]);
    const review = importReviewView(diff, { id: '1', file: 'a.csv', title: 'Data Inventory', headerRow: 3, notes: [] }, words);
    expect(review.rows.map(({ kind, chosen, fileRow, row }) => [kind, chosen, fileRow, row])).toEqual([['changed', true, 4, 1], ['added', true, 5, undefined], ['removed', false, undefined, 3]]);
    expect(review.counts).toEqual({ changed: 1, added: 1, removed: 1, moved: 0, same: 1 });
  });

  it('are not chosen where a value can’t be read or a name stands twice, and say so', () => {
    const file = sheet(['crm', 'Customer', 'lots', '12 KB', 'High'], ['crm', 'Invoices', '1,204,331', '380 KB', 'Medium'], TRACK, ['crm', 'New', '1', '1 KB', 'Low'], ['crm', 'New', '2', '1 KB', 'Low']);
    const diff = diffSheet(inventory, 'inventory', file);
    const review = importReviewView(diff, { id: '1', file: 'a.csv', title: 'Data Inventory', headerRow: 1, notes: [], remarks: rowRemarks(inventory, diff, file) }, words);
    expect(review.rows.map(({ name, chosen, remarks }) => [name, chosen, remarks?.[0]])).toEqual([
      ['crm · Customer', false, 'Not selected: a value can’t be read in its column.'],
      ['crm · Invoice', true, undefined],
      ['crm · New', false, 'Not selected: this name stands 2 times in the file. Taken over, it would stand more than once in the plan.'],
      ['crm · New', false, 'Not selected: this name stands 2 times in the file. Taken over, it would stand more than once in the plan.'],
    ]);
    expect(review.rows[0]?.cells[0]?.warning).toMatch(/^"lots" is not a count\./);
  });

  it('say that a new name leaves its volume behind, and that it stands twice', () => {
    const confirmed = planWith({ kind: 'insertRows', block: 'inventory', at: 0, rows: [
      { sourceSystem: 'crm', object: 'Customer', recordCount: '59', size: '12 KB', priority: 'High' }, { sourceSystem: 'crm', object: 'Invoice', recordCount: '1,204,331', size: '380 KB', priority: 'Medium' },
    ] }, { kind: 'confirmVolumes', rows: ['crm.Invoice'], by: 'Ann', at: '2026-01-02' });
    const remarks = (...rows: string[][]): unknown[] => {
      const diff = diffSheet(confirmed, 'inventory', sheet(...rows));
      return [...rowRemarks(confirmed, diff, sheet(...rows)).values()].flat().map(({ code, holds }) => [code, holds]);
    };
    expect(remarks(CUSTOMER, ['crm', 'Invoices', '1,204,331', '380 KB', 'Medium'])).toEqual([['interchange.remark.renamed', false]]);
    expect(remarks(['crm', 'Customers', '59', '12 KB', 'High'], INVOICE)).toEqual([]);
    expect(remarks(CUSTOMER, INVOICE, CUSTOMER)).toEqual([['interchange.remark.twice', true]]);
  });

  it('leave out a count that is only written in another way, but not one that says something else', () => {
    const rows = (...counts: string[]): string[][] => [['crm', 'Customer', counts[0] ?? '', '12 KB', 'High'], ['crm', 'Invoice', counts[1] ?? '', '380 KB', 'Medium'], TRACK];
    expect(diffSheet(inventory, 'inventory', sheet(...rows('59', '1204331'))).rows).toEqual([]);
    expect(told(diffSheet(inventory, 'inventory', sheet(...rows('059', '~1204331'))))).toEqual([['changed', 'crm · Invoice', 'Record Count: 1,204,331 → ~1204331']]);
    expect(told(diffSheet(inventory, 'inventory', sheet(['crm', 'Customer', '59', '12.0 KB', 'High'], INVOICE, TRACK)))).toEqual([['changed', 'crm · Customer', 'Size: 12 KB → 12.0 KB']]);
  });

  it('find columns in another order, in other letters and nearly right; what is missing is left alone', () => {
    const diff = diffSheet(inventory, 'inventory', { header: ['PRIORITY ', 'Table/Object', 'source system', 'Reviewed by'], rows: [['Low', 'Customer', 'crm', 'Ann'], ['Medium', 'Invoice', 'crm', ''], ['Low', 'Track', 'erp', '']] });
    expect(told(diff)).toEqual([['changed', 'crm · Customer', 'Priority: High → Low']]);
    const { notes } = importReviewView(diff, { id: '1', file: 'a.csv', title: 'Data Inventory', headerRow: 1, notes: [] }, words);
    expect(notes).toEqual(['“Table/Object” is taken for Tables/Objects.', 'Not in the file, and left as they are: Record Count, Size', 'In the file, but not in the plan, and left out: Reviewed by']);
    const after = apply(inventory, diff);
    expect(sheetOf(after, 'inventory').rows[0]).toEqual(['crm', 'Customer', '59', '12 KB', 'Low']);
  });

  it('need a column that names the rows', () => {
    expect(() => diffSheet(inventory, 'inventory', { header: ['Size'], rows: [['1 KB']] })).toThrow('interchange.noKey');
  });

  it('know a renamed row by the rest of it, near its place', () => {
    expect(told(diffSheet(inventory, 'inventory', sheet(CUSTOMER, ['crm', 'Invoices_2024', '1,204,331', '380 KB', 'Medium'], TRACK)))).toEqual([['changed', 'crm · Invoice', 'Tables/Objects: Invoice → Invoices_2024']]);
    // In other letters only.
    expect(told(diffSheet(inventory, 'inventory', sheet(['CRM', 'customer ', '59', '12 KB', 'High'], INVOICE, TRACK)))).toEqual([['changed', 'crm · Customer', 'Source System: crm → CRM', 'Tables/Objects: Customer → customer ']]);
    // Nothing of it stands: another row.
    expect(told(diffSheet(inventory, 'inventory', sheet(CUSTOMER, ['x', 'Other', '5', '1 KB', 'Low'], TRACK))).map((row) => (row as string[]).slice(0, 2))).toEqual([['added', 'x · Other'], ['removed', 'crm · Invoice']]);
  });

  it('know a mapping whose target was found', () => {
    const mapping = planWith({ kind: 'insertRows', block: 'mapping', at: 0, rows: [
      { sourceTable: 'Customer', sourceField: 'Name', targetTable: '?', targetField: '?', transform: '?' },
      { sourceTable: 'Customer', sourceField: 'Phone', targetTable: '?', targetField: '?', transform: '?' },
    ] });
    const { header: columns, rows } = sheetOf(mapping, 'mapping');
    const diff = diffSheet(mapping, 'mapping', { header: columns, rows: [rows[0] ?? [], ['Customer', 'Phone', 'client', 'phone', 'direct']] });
    expect(told(diff)).toEqual([['changed', 'Customer · Phone · ? · ?', 'Target Table: ? → client', 'Target Field: ? → phone', 'Transform: ? → direct']]);
    expect(apply(mapping, diff).text).toContain('| `direct`');
    // Left behind now; and another field of the same tables is another row.
    const mapped = apply(mapping, diff);
    expect(told(diffSheet(mapped, 'mapping', { header: columns, rows: [rows[0] ?? [], ['Customer', 'Phone', '—', '—', 'leave behind: unused']] }))[0]).toEqual(['changed', 'Customer · Phone · client · phone', 'Target Table: client → —', 'Target Field: phone → —', 'Transform: direct → leave behind: unused']);
    const both = apply(mapped, diffSheet(mapped, 'mapping', { header: columns, rows: [['Customer', 'Name', 'client', 'name', 'direct']] }), new Set(['sheet:0']));
    expect(told(diffSheet(both, 'mapping', { header: columns, rows: [['Customer', 'Name', 'client', 'name', 'direct'], ['Customer', 'Email', 'client', 'email', 'trim(Email)']] })).map((row) => (row as string[])[0])).toEqual(['added', 'removed']);
  });

  it('take equal keys in their order, and equal rows first', () => {
    const twice = planWith({ kind: 'insertRows', block: 'cutover', at: 0, rows: [{ activity: 'Check', owner: 'A' }, { activity: 'Check', owner: 'B' }] });
    const columns = ['Activity', 'Owner'];
    expect(told(diffSheet(twice, 'cutover', { header: columns, rows: [['Check', 'B'], ['Check', 'C']] }))).toEqual([['changed', 'Check', 'Owner: A → C']]);
    expect(told(diffSheet(twice, 'cutover', { header: columns, rows: [['Check', 'X'], ['Check', 'Y']] }))).toEqual([['changed', 'Check', 'Owner: A → X'], ['changed', 'Check', 'Owner: B → Y']]);
  });

  it('are moves only where the order says something', () => {
    const order = planWith({ kind: 'insertRows', block: 'loadOrder', at: 0, rows: ['A', 'B', 'C', 'D'].map((targetTable) => ({ targetTable, phase: 'P' })) });
    const rows = sheetOf(order, 'loadOrder').rows;
    const diff = diffSheet(order, 'loadOrder', { header: sheetOf(order, 'loadOrder').header, rows: [rows[3]!, rows[0]!, rows[1]!, ['N', 'P', '', ''], rows[2]!] });
    expect(told(diff)).toEqual([['moved', 'D'], ['added', 'N', 'Target Table:  → N', 'Phase:  → P']]);
    expect(sheetOf(apply(order, diff), 'loadOrder').rows.map(([name]) => name)).toEqual(['D', 'A', 'B', 'N', 'C']);
    expect(sheetOf(apply(order, diff, new Set(['sheet:3'])), 'loadOrder').rows.map(([name]) => name)).toEqual(['A', 'B', 'N', 'C', 'D']);
  });

  it('of a list are items changed by words, put in and moved', () => {
    const phases = planWith({ kind: 'insertRows', block: 'phases', at: 0, rows: [{ phase: 'Reference data: code tables' }, { phase: 'Transactions: invoices' }, { phase: 'History: all before 2020' }] });
    const diff = diffSheet(phases, 'phases', { header: ['Phase'], rows: [['Reference data: code tables and lookups'], ['Rehearsal: everything once'], ['Transactions: invoices'], ['History: all before 2020']] });
    expect(told(diff)).toEqual([
      ['changed', 'Reference data: code tables', 'Phase: Reference data: code tables → Reference data: code tables and lookups'],
      ['added', 'Rehearsal: everything once', 'Phase:  → Rehearsal: everything once'],
    ]);
    expect(apply(phases, diff).text).toContain('1. Reference data: code tables and lookups\n2. Rehearsal: everything once\n3. Transactions: invoices\n4. History: all before 2020');
  });

  it('keep their ids when the document changes elsewhere', () => {
    const changed = sheet(['crm', 'Customer', '60', '12 KB', 'High'], INVOICE);
    const before = diffSheet(inventory, 'inventory', changed);
    const edited = planWith({ kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'new', object: 'Row' }, ...inventory.plan!.rows.inventory!.map(({ cells }) => ({ ...cells }))] });
    const after = diffSheet(edited, 'inventory', changed);
    expect(after.rows.map(({ id }) => id)).toEqual(expect.arrayContaining(before.rows.map(({ id }) => id)));
    expect(after.rows.find(({ id }) => id === before.rows[0]!.id)).toMatchObject({ kind: 'changed', row: 1 });
  });
});

describe('taking over', () => {
  it('is one batch that a plan edit may be, and only of what was chosen', () => {
    const diff = diffSheet(inventory, 'inventory', sheet(['crm', 'Customer', '60', '12 KB', 'High'], ['crm', 'Order', '7', '', ''], INVOICE));
    const edit = importEdit(inventory, diff, all(diff));
    expect(planEditSchema.safeParse(edit).success).toBe(true);
    expect(edit).toMatchObject({ kind: 'batch', edits: [{ kind: 'setCells' }, { kind: 'removeRows' }, { kind: 'insertRows', at: 1 }] });
    expect(importEdit(inventory, diff, new Set())).toBeUndefined();
    expect(importTextEdits(inventory, diff, new Set())).toEqual([]);
    expect(sheetOf(apply(inventory, diff), 'inventory').rows).toEqual([['crm', 'Customer', '60', '12 KB', 'High'], ['crm', 'Order', '7', '', ''], INVOICE]);
    expect(sheetOf(apply(inventory, diff, new Set(['sheet:1'])), 'inventory').rows).toEqual([CUSTOMER, ['crm', 'Order', '7', '', ''], INVOICE, TRACK]);
  });

  it('makes an imported count stated and unconfirmed, and leaves the evidence where it is', () => {
    const measured = planWith(
      { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '59' }] },
      { kind: 'setEvidence', entries: [{ row: 'crm.Customer', kind: 'measured', count: '59', size: '', query: 'SELECT COUNT(*) FROM Customer', at: '2026-05-01', confirmedBy: 'Ann', confirmedAt: '2026-05-02' }] },
    );
    const volume = (parsed: ParsedPlan): unknown => {
      const { kind, proven, count } = volumeOf(parsed.plan!, parsed.plan!.rows.inventory![0]!);
      return { kind, proven, count };
    };
    expect(volume(measured)).toEqual({ kind: 'measured', proven: true, count: 59n });
    const after = apply(measured, diffSheet(measured, 'inventory', sheet(['crm', 'Customer', '61', '', ''])));
    expect(volume(after)).toEqual({ kind: 'stated', proven: false, count: 61n });
    expect(after.plan!.state.evidence).toEqual(measured.plan!.state.evidence);
    // The old value again is what was measured.
    expect(volume(apply(after, diffSheet(after, 'inventory', sheet(['crm', 'Customer', '59', '', '']))))).toEqual({ kind: 'measured', proven: true, count: 59n });
  });

  it('leaves what can’t be read as typed, with a problem', () => {
    const after = apply(inventory, diffSheet(inventory, 'inventory', sheet(['crm', 'Customer', 'a few thousand', '12 KB', 'High'], INVOICE, TRACK)));
    expect(after.problems.map(({ code, place }) => [code, place])).toContainEqual([expect.stringContaining('cell.'), { kind: 'cell', block: 'inventory', row: 0, column: 'recordCount' }]);
    expect(sheetOf(after, 'inventory').rows[0]?.[2]).toBe('a few thousand');
  });

  it('writes the columns that people added, in old rows and new ones', () => {
    const own = parsePlan(inventory.text
      .replace(/^\| Source System .*$/m, (line) => `${line} Seen by | Note |`).replace(/^\| -[-| ]*$/m, (line) => `${line} --- | --- |`)
      .replace(/^\| crm .*Customer.*$/m, (line) => `${line} Ann | a\\|b |`));
    expect(sheetOf(own, 'inventory')).toEqual({ header: [...header, 'Seen by', 'Note'], rows: [[...CUSTOMER, 'Ann', 'a|b'], [...INVOICE, '', ''], [...TRACK, '', '']] });
    const diff = diffSheet(own, 'inventory', { header: [...header, 'Note', 'Seen by'], rows: [[...CUSTOMER, 'a|c', 'Ann'], ['crm', 'Order', '7', '', '', '', 'Bob'], [...INVOICE, 'x', '']] });
    const after = apply(own, diff);
    expect(sheetOf(after, 'inventory').rows).toEqual([[...CUSTOMER, 'Ann', 'a|c'], ['crm', 'Order', '7', '', '', 'Bob', ''], [...INVOICE, '', 'x']]);
  });

  it('fills a section that has no table yet', () => {
    const empty = planWith();
    expect(empty.blocks.ruleDetails).toBeUndefined();
    const after = apply(empty, diffSheet(empty, 'ruleDetails', { header: ['Check', 'Gate'], rows: [['Count', 'pre'], ['Sum', 'post']] }));
    expect(sheetOf(after, 'ruleDetails').rows).toEqual([['Count', 'pre', '', ''], ['Sum', 'post', '', '']]);
  });

  it('puts rows of many places to the end, where order says nothing, in one go', () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({ sourceSystem: 's', object: `T${String(index)}` }));
    const many = planWith({ kind: 'insertRows', block: 'inventory', at: 0, rows });
    const mixed = rows.flatMap(({ object }) => [['s', object], ['s', `${object}-new-table`]]);
    const diff = diffSheet(many, 'inventory', { header: header.slice(0, 2), rows: mixed });
    expect(importEdit(many, diff, all(diff))).toMatchObject({ edits: [{ kind: 'insertRows', at: 200, rows: { length: 200 } }] });
    expect(diffSheet(apply(many, diff), 'inventory', { header: header.slice(0, 2), rows: mixed }).rows).toEqual([]);
  });
});

describe('any plan and any sheet', () => {
  const blockIds = BLOCKS.filter(({ form }) => form !== 'rendered').map(({ id }) => id);
  const change = fc.record({ at: fc.nat(), column: fc.nat(), value: nasty, kind: fc.constantFrom('set', 'set', 'insert', 'remove', 'move', 'swap') });

  const edited = ({ header: columns, rows }: Sheet, changes: readonly { at: number; column: number; value: string; kind: string }[]): Sheet => {
    const result = rows.map((row) => [...row]);
    for (const { at, column, value, kind } of changes) {
      const row = result[at % Math.max(1, result.length)];
      if (kind === 'insert') result.splice(at % (result.length + 1), 0, columns.map((_, index) => (index === column % columns.length ? value : `n${String(index)}`)));
      else if (!row) continue;
      else if (kind === 'set') row[column % columns.length] = value;
      else if (kind === 'remove') result.splice(result.indexOf(row), 1);
      else {
        result.splice(result.indexOf(row), 1);
        result.splice(column % (result.length + 1), 0, row);
      }
    }
    return { header: columns, rows: result };
  };

  it('say the same once all is taken over; any part of it can be taken over', () => {
    fc.assert(fc.property(planDocument, fc.constantFrom<BlockId>(...blockIds), fc.array(change, { maxLength: 8 }), fc.nat(), (text, block, changes, some) => {
      const parsed = parsePlan(text);
      const sent = edited(sheetOf(parsed, block), changes);
      const diff = diffSheet(parsed, block, sent);
      const part = new Set(diff.rows.filter((_, index) => (some >> (index % 20)) % 2 === 1).map(({ id }) => id));
      expect(apply(parsed, diff, part).plan).toBeDefined();
      const after = apply(parsed, diff);
      expect(told(diffSheet(after, block, sent))).toEqual([]);
      // Nothing but this block has changed.
      for (const id of blockIds) if (id !== block) expect(after.plan!.rows[id]).toEqual(parsed.plan!.rows[id]);
      expect(after.plan!.state).toEqual(parsed.plan!.state);
    }), { numRuns: 80 });
  });

  it('nothing changes what was not sent', () => {
    fc.assert(fc.property(planDocument, fc.constantFrom<BlockId>(...blockIds), (text, block) => {
      const parsed = parsePlan(text);
      const diff = diffSheet(parsed, block, sheetOf(parsed, block));
      expect(told(diff)).toEqual([]);
      expect(importTextEdits(parsed, diff, all(diff))).toEqual([]);
    }), { numRuns: 60 });
  });

  it('the most rows that stand in order are kept', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 9 }), (order) => {
      const kept = keptInOrder(order);
      const run = order.filter((value) => kept.has(value));
      expect(run).toEqual([...run].sort((a, b) => a - b));
      let longest = 0;
      for (let mask = 0; mask < 1 << order.length; mask++) {
        const some = order.filter((_, index) => (mask >> index) % 2 === 1);
        if (some.every((value, index) => index === 0 || value > some[index - 1]!)) longest = Math.max(longest, some.length);
      }
      expect(run.length).toBe(longest);
    }));
  });
});
