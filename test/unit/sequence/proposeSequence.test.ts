import { describe, expect, test } from 'vitest';
import { checkLoadOrder } from '../../../src/core/sequence/checkLoadOrder.ts';
import { joinNames, splitNames } from '../../../src/core/sequence/nameList.ts';
import { proposeSequence } from '../../../src/core/sequence/proposeSequence.ts';
import { applied, catalogue, fakePlan, lines, table } from '../proposals/fakePlan.ts';

const source = catalogue('shop', 'source', 'SQLite', [
  table('orders', ['id int!', 'customer_id int!', 'ordered date', 'total numeric(10,2)'], { keys: ['customer_id -> customer.id'], rows: 500 }),
  table('customer', ['id int!', 'name text', 'status text', 'last_order_id int', 'parent_id int'], { keys: ['status -> status.code', 'last_order_id -> orders.id', 'parent_id -> customer.id'], rows: 90 }),
  table('status', ['code text!', 'label text'], { rows: 4 }),
  table('orders_archive', ['id int!', 'total numeric(10,2)'], { rows: 9000 }),
]);

describe('proposeSequence', () => {
  test('phases that have tables, references first, cycles and self references noted', () => {
    const plan = applied(fakePlan(), proposeSequence(fakePlan(), [source]));
    expect(lines(plan, 'phases').map((line) => line.split(':')[0])).toEqual(['Reference data', 'Master data', 'Transactional data', 'Historical data']);
    expect(lines(plan, 'loadOrder')).toEqual([
      'status | Reference data | — | ',
      'customer | Master data | status | load with last_order_id empty, then update after orders; load with parent_id empty, then update',
      'orders | Transactional data | customer | ',
      'orders_archive | Historical data | — | ',
    ]);
    expect(checkLoadOrder(plan.rows.loadOrder ?? [], source)).toEqual([]);
  });

  test('what stands stays; a missing table finds its place', () => {
    const before = fakePlan({}, {
      phases: [{ phase: 'Wave 1: all of it' }],
      loadOrder: [{ targetTable: 'status', phase: 'Wave 1', waitsFor: '—', note: 'by hand' }, { targetTable: 'orders', phase: 'Wave 1', waitsFor: '—', note: '' }],
    });
    const after = applied(before, proposeSequence(before, [source]));
    expect(lines(after, 'loadOrder').map((line) => line.split(' | ')[0])).toEqual(['status', 'customer', 'orders', 'orders_archive']);
    expect(lines(after, 'loadOrder')[0]).toBe('status | Wave 1 | — | by hand');
    expect(lines(after, 'phases')[0]).toBe('Wave 1: all of it');
  });
});

describe('checkLoadOrder', () => {
  const rows = (...names: string[]): { cells: Record<string, string> }[] => names.map((targetTable) => ({ cells: { targetTable, phase: 'P', waitsFor: '—', note: '' } }));
  test('a table before what it refers to, an unknown one, one twice', () => {
    expect(checkLoadOrder(rows('customer', 'status', 'ordrs', 'status'), source).map(({ code, row, args }) => [code, row, args['other'] ?? args['table']])).toEqual([
      ['sequence.before', 0, 'status'], ['sequence.selfWithoutNote', 0, 'customer'], ['sequence.unknownTable', 2, 'ordrs'], ['sequence.duplicateTable', 3, 'status'],
    ]);
  });
  test('a cycle without a note', () => {
    expect(checkLoadOrder(rows('status', 'customer', 'orders'), source).map(({ code }) => code)).toEqual(['sequence.cycleWithoutNote', 'sequence.selfWithoutNote']);
  });
});

describe('name lists', () => {
  test('commas that belong to a name', () => {
    expect(splitNames('Freeze, then lock, Backup', new Set(['Freeze, then lock', 'Backup']))).toEqual(['Freeze, then lock', 'Backup']);
    expect(splitNames(' a ; b,, c ')).toEqual(['a', 'b', 'c']);
    expect(splitNames('—')).toEqual([]);
    expect(splitNames('?')).toEqual([]);
  });
  test('back and forth', () => {
    expect(joinNames([])).toBe('—');
    expect(splitNames(joinNames(['a b', 'c']))).toEqual(['a b', 'c']);
  });
});
