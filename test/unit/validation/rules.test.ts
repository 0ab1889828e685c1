import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposeValidation } from '../../../src/core/validation/proposeValidation.ts';
import { quoteName, quoteTable } from '../../../src/core/validation/sqlNames.ts';
import { applied, catalogue, fakePlan, lines, table } from '../proposals/fakePlan.ts';
import { DatabaseSync } from '../proposals/sqlite.ts';

describe('names in SQL', () => {
  test.each([
    ['SQLite', 'Order', '"Order"'], ['SQLite', 'Customer', 'Customer'], ['SQLite', 'Order Details', '"Order Details"'], ['SQLite', 'a"b', '"a""b"'], ['SQLite', '2nd', '"2nd"'],
    ['PostgreSQL', 'customer', 'customer'], ['PostgreSQL', 'Customer', '"Customer"'], ['PostgreSQL', 'user', '"user"'], ['PostgreSQL', 'größe', '"größe"'],
    ['MySQL', 'a`b', '`a``b`'], ['SQL Server', 'a]b c', '[a]]b c]'], ['Oracle', 'CUSTOMER', 'CUSTOMER'], ['Oracle', 'customer', '"customer"'],
  ] as const)('%s %s', (technology, name, sql) => { expect(quoteName(name, technology)).toBe(sql); });
  test('schemas', () => {
    expect(quoteTable(table('t', ['a int'], { schema: 'public' }), 'PostgreSQL')).toBe('t');
    expect(quoteTable(table('t', ['a int'], { schema: 'Sales' }), 'PostgreSQL')).toBe('"Sales".t');
  });
  test('any name names its column in SQLite, and nothing else', () => {
    const database = new DatabaseSync();
    try {
      fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 20, unit: fc.oneof(fc.constantFrom('"', "'", ' ', ';', '-', ')', '`', ']', 'a', 'É'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })) }).filter((name) => !name.includes('\u0000')), (name) => {
        const quoted = quoteName(name, 'SQLite');
        database.exec(`DROP TABLE IF EXISTS probe; CREATE TABLE probe (${quoted} INTEGER); INSERT INTO probe VALUES (7)`);
        expect(database.value(`SELECT ${quoted} AS found FROM probe`)).toBe(7);
        expect(database.value("SELECT name FROM pragma_table_info('probe')")).toBe(name);
      }), { numRuns: 200 });
    } finally {
      database.close();
    }
  });
});

const source = catalogue('shop', 'source', 'SQLite', [
  table('Order', ['No int!', 'Cust int', 'Total text'], { rows: 3 }), table('Customer', ['Id int!', 'E-Mail text'], { rows: 2 }),
]);
const target = catalogue('new', 'target', 'PostgreSQL', [
  table('order', ['no int!', 'cust int!', 'total numeric(10,2)!'], { keys: ['cust -> customer.id'] }), table('customer', ['id int!', 'email text!'], { unique: [['email']] }),
]);
const mapping = [
  ['Order', 'No', 'order', 'no', 'direct'], ['Order', 'Cust', 'order', 'cust', 'direct'], ['Order', 'Total', 'order', 'total', 'cast to numeric(10,2)'],
  ['Customer', 'Id', 'customer', 'id', 'direct'], ['Customer', 'E-Mail', 'customer', 'email', 'direct'],
].map(([sourceTable = '', sourceField = '', targetTable = '', targetField = '', transform = '']) => ({ sourceTable, sourceField, targetTable, targetField, transform }));

describe('proposeValidation', () => {
  const before = fakePlan({}, { mapping });
  const plan = applied(before, proposeValidation(before, [source, target]));
  test('rules', () => {
    expect(lines(plan, 'validation')).toEqual([
      'Row count: Order → order | SELECT COUNT(*) FROM "Order" | SELECT COUNT(*) FROM "order" | 0',
      'Row count: Customer → customer | SELECT COUNT(*) FROM Customer | SELECT COUNT(*) FROM customer | 0',
      'Nulls: Order.Cust → order.cust | SELECT COUNT(*) FROM "Order" WHERE Cust IS NULL | — | 0',
      'Nulls: Order.Total → order.total | SELECT COUNT(*) FROM "Order" WHERE Total IS NULL | — | 0',
      'Nulls: Customer.E-Mail → customer.email | SELECT COUNT(*) FROM Customer WHERE "E-Mail" IS NULL | — | 0',
      'Orphans: Order.Cust → Customer.Id | SELECT COUNT(*) FROM "Order" c WHERE c.Cust IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Customer p WHERE p.Id = c.Cust) | — | 0',
      'Sum: Order.Total → order.total | SELECT COALESCE(ROUND(SUM(Total), 2), 0) FROM "Order" | SELECT COALESCE(SUM(total), 0) FROM "order" | 0.00',
      'Duplicates: Customer.E-Mail → customer.email | SELECT COUNT(*) FROM (SELECT "E-Mail" FROM Customer WHERE "E-Mail" IS NOT NULL GROUP BY "E-Mail" HAVING COUNT(*) > 1) d | — | 0',
    ]);
  });
  test('the source queries find the dirt', () => {
    const database = new DatabaseSync();
    try {
      database.exec(`CREATE TABLE "Order" (No INTEGER, Cust INTEGER, Total TEXT); CREATE TABLE Customer (Id INTEGER, "E-Mail" TEXT);
        INSERT INTO Customer VALUES (1, 'a'), (2, 'a'), (3, NULL); INSERT INTO "Order" VALUES (1, 1, '0.10'), (2, 9, '0.20'), (3, NULL, NULL)`);
      expect((plan.rows.validation ?? []).map(({ cells }) => database.value(cells['sourceQuery'] ?? ''))).toEqual([3, 3, 1, 1, 1, 1, 0.3, 1]);
    } finally {
      database.close();
    }
  });
  test('gates, phases and what they block', () => {
    expect(lines(plan, 'ruleDetails').filter((line) => line.startsWith('Row') || line.startsWith('Orph'))).toEqual([
      'Row count: Order → order | post | Transactional data | Cutover', 'Row count: Customer → customer | post | Master data | Load of Transactional data',
      'Orphans: Order.Cust → Customer.Id | pre | Transactional data | Load of Transactional data',
    ]);
  });
  test('several tables in one: the source query is open', () => {
    const merged = fakePlan({}, { mapping: [...mapping, { sourceTable: 'Order', sourceField: 'No', targetTable: 'customer', targetField: 'id', transform: 'direct' }] });
    expect(lines(applied(merged, proposeValidation(merged, [source, target])), 'validation')).toContain('Row count: Customer + Order → customer | ? | SELECT COUNT(*) FROM customer | 0');
  });
  test('without a target the sources speak for themselves', () => {
    const alone = applied(fakePlan(), proposeValidation(fakePlan(), [source]));
    expect(lines(alone, 'validation')).toEqual(['Row count: Order | SELECT COUNT(*) FROM "Order" | ? | 0', 'Row count: Customer | SELECT COUNT(*) FROM Customer | ? | 0']);
  });
  test('a rule that stands is kept as it is', () => {
    const mine = fakePlan({}, { mapping, validation: [{ check: 'Row count: Order → order', sourceQuery: 'SELECT 1', targetQuery: 'SELECT 1', tolerance: '1%' }] });
    const after = lines(applied(mine, proposeValidation(mine, [source, target])), 'validation');
    expect(after[0]).toBe('Row count: Order → order | SELECT 1 | SELECT 1 | 1%');
    expect(after).toHaveLength(8);
  });
});
