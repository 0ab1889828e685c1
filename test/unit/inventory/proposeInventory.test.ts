import { describe, expect, test } from 'vitest';
import { nearestName } from '../../../src/core/inventory/nearestName.ts';
import { proposeInventory } from '../../../src/core/inventory/proposeInventory.ts';
import { TableNames } from '../../../src/core/inventory/tableNames.ts';
import { applied, catalogue, fakePlan, lines, simpleEdits, table } from '../proposals/fakePlan.ts';

const at = { at: '2026-01-02T03:04:05.000Z' };
const scan = (rows: number): ReturnType<typeof catalogue> => catalogue('crm', 'source', 'SQLite', [
  table('Customer', ['id int!'], { rows }), table('v', ['id int'], { kind: 'view' }), table('huge', ['id int']),
]);
const first = applied(fakePlan(), proposeInventory(fakePlan(), [scan(59)], at));

describe('proposeInventory', () => {
  test('a row a table, views left out, unknown is not 0', () => {
    expect(lines(first, 'inventory')).toEqual(['crm | Customer | 59 | 59 KB | Medium', 'crm | huge | ? | ? | Medium']);
    expect(first.state.evidence).toEqual([{ row: 'crm.Customer', kind: 'measured', count: '59', size: '59 KB', query: 'SELECT count(*) FROM "Customer"', at: '2026-01-02T03:04:05.000Z', confirmedBy: '', confirmedAt: '' }]);
  });
  test('the same scan again changes nothing', () => { expect(proposeInventory(first, [scan(59)], at)).toBeUndefined(); });
  test('a new measurement brings cell and evidence up to date and drops the confirmation of the old count', () => {
    const confirmed = fakePlan({ evidence: first.state.evidence.map((entry) => ({ ...entry, confirmedBy: 'Ann', confirmedAt: '2026-01-03' })) }, { inventory: (first.rows.inventory ?? []).map(({ cells }) => cells) });
    const after = applied(confirmed, proposeInventory(confirmed, [scan(70)], at));
    expect(lines(after, 'inventory')[0]).toBe('crm | Customer | 70 | 70 KB | Medium');
    expect(after.state.evidence[0]).toMatchObject({ count: '70', size: '70 KB', confirmedBy: '' });
  });
  test('what a person typed stays, cell by cell', () => {
    const typed = fakePlan({ evidence: first.state.evidence }, { inventory: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '60', size: '1 GB', priority: 'High' }, { sourceSystem: 'crm', object: 'huge', recordCount: '~5', size: '?', priority: '' }] });
    const after = applied(typed, proposeInventory(typed, [scan(70)], at));
    expect(lines(after, 'inventory')).toEqual(['crm | Customer | 60 | 1 GB | High', 'crm | huge | ~5 | ? | Medium']);
    expect(after.state.evidence[0]).toMatchObject({ count: '59' });
  });
  test('a count that was stated and now measured the same gets its evidence', () => {
    const stated = fakePlan({}, { inventory: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '59', size: '?', priority: 'Low' }] });
    const after = applied(stated, proposeInventory(stated, [scan(59)], at));
    expect(lines(after, 'inventory')).toEqual(['crm | Customer | 59 | 59 KB | Low', 'crm | huge | ? | ? | Medium']);
    expect(after.state.evidence[0]).toMatchObject({ kind: 'measured', count: '59' });
  });
  test('an exact count is not replaced by an estimate; counts beyond 2^53 stay exact', () => {
    const estimated = scan(1);
    estimated.tables[0]!.statistics = { kind: 'estimated', rowCount: '9007199254740993' };
    expect(proposeInventory(first, [estimated], at)).toBeUndefined();
    expect(lines(applied(fakePlan(), proposeInventory(fakePlan(), [estimated], at)), 'inventory')[0]).toBe('crm | Customer | ~9,007,199,254,740,993 | ? | Medium');
  });
  test('priorities', () => {
    const shop = catalogue('s', 'source', 'SQLite', [
      table('customer', ['id int!'], { rows: 900 }), table('orders', ['id int!', 'customer_id int', 'total numeric(10,2)', 'd date'], { keys: ['customer_id -> customer.id'], rows: 900 }),
      table('audit_log', ['id int!'], { rows: 90_000 }), table('tmp_import', ['id int!'], { rows: 900 }), table('colours', ['id int!'], { rows: 6 }), table('empty', ['id int!'], { rows: 0 }), table('supplier', ['id int!'], { rows: 50 }),
    ]);
    expect(lines(applied(fakePlan(), proposeInventory(fakePlan(), [shop], at)), 'inventory').map((line) => line.split(' | ').filter((_, index) => index === 1 || index === 4).join(' '))).toEqual([
      'customer High', 'orders High', 'audit_log Low', 'tmp_import Low', 'colours Low', 'empty Low', 'supplier Medium',
    ]);
  });
  test('two systems, one edit', () => {
    const two = proposeInventory(fakePlan(), [scan(1), { ...scan(2), system: 'erp' }], at);
    expect(simpleEdits(two).map(({ kind }) => kind)).toEqual(['insertRows', 'setEvidence']);
    expect(lines(applied(fakePlan(), two), 'inventory').map((line) => line.slice(0, 14))).toEqual(['crm | Customer', 'crm | huge | ?', 'erp | Customer', 'erp | huge | ?']);
  });
});

describe('names', () => {
  test('as short as they can be', () => {
    const a = catalogue('crm', 'source', 'SQL Server', [table('Customer', ['id int!'], { schema: 'dbo' }), table('Customer', ['id int!'], { schema: 'old' }), table('Item', ['id int!'], { schema: 'dbo' })]);
    const b = catalogue('erp', 'source', 'SQLite', [table('Customer', ['id int!']), table('Part', ['id int!'])]);
    expect(new TableNames([a, b]).all()).toEqual(['crm.dbo.Customer', 'crm.old.Customer', 'Item', 'erp.Customer', 'Part']);
    expect(new TableNames([a]).all()).toEqual(['dbo.Customer', 'old.Customer', 'Item']);
    expect(new TableNames([a, b]).find('customer')).toHaveLength(3);
    expect(new TableNames([a, b]).one('ERP.customer')?.table).toBe(b.tables[0]);
  });
  test('the nearest one', () => {
    expect(nearestName('Custmer', ['Customer', 'Costume', 'Order'])).toBe('Customer');
    expect(nearestName('order_details', ['OrderDetails'])).toBe('OrderDetails');
    expect(nearestName('xyz', ['Customer'])).toBeUndefined();
  });
});
