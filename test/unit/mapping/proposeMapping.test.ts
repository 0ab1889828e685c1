import { describe, expect, test } from 'vitest';
import { nameTokens, splitName } from '../../../src/core/mapping/nameTokens.ts';
import { matchNow } from '../../../src/core/mapping/matching.ts';
import { proposeMapping } from '../../../src/core/mapping/proposeMapping.ts';
import { fieldTransform } from '../../../src/core/mapping/fieldTransform.ts';
import { catalogueSet } from '../../../src/core/proposals/catalogueSet.ts';
import { transformWord } from '../../../src/core/transform/transformWord.ts';
import { applied, catalogue, column, fakePlan, lines, simpleEdits, table } from '../proposals/fakePlan.ts';

describe('names', () => {
  test.each([
    ['CustomerID2', ['customer', 'id', '2']], ['customer_id', ['customer', 'id']], ['Straßenname', ['strassenname']], ['HTMLPage', ['html', 'page']],
    ['Order Details', ['order', 'details']], ['Número', ['numero']], ['', []],
  ])('%s', (name, words) => { expect(splitName(name)).toEqual(words); });
  test('abbreviations, synonyms and plurals come to the same words', () => {
    expect(nameTokens('CustNo')).toEqual(nameTokens('customer_number'));
    expect(nameTokens('ClientAddr')).toEqual(nameTokens('customer_address'));
    expect(nameTokens('Surname')).toEqual(nameTokens('last_name'));
    expect(nameTokens('ZIP')).toEqual(nameTokens('postal_code'));
    expect(nameTokens('OrderItems')).toEqual(nameTokens('order_line'));
    expect(nameTokens('Categories')).toEqual(['category']);
    expect(nameTokens('address')).toEqual(['address']);
    expect(nameTokens('status')).toEqual(['status']);
  });
});

describe('transforms', () => {
  test.each([
    ['a numeric(10,2)', 'b numeric(10,2)', 'direct'], ['a numeric(12,4)', 'b numeric(10,2)', 'cast to numeric(10,2)'], ['a real', 'b numeric(10,2)', 'cast to numeric(10,2)'],
    ['a varchar(80)', 'b varchar(40)', 'direct'], ['a text', 'b date', 'cast to date'], ['a int', 'b bigint', 'direct'], ['a timestamp', 'b date', 'date(value)'],
  ])('%s → %s: %s', (source, target, transform) => { expect(fieldTransform(column(source), column(target)).transform).toBe(transform); });
  test('words', () => {
    expect(['direct', 'cast to int', 'leave behind: old', 'constant 1', 'default', 'generated', '?', '', 'upper(x)'].map(transformWord))
      .toEqual(['direct', 'cast', 'leaveBehind', 'constant', 'default', 'generated', 'unknown', 'unknown', 'expression']);
  });
});

const crm = catalogue('crm', 'source', 'SQLite', [
  table('tblCustomers', ['CustNo int!', 'Surname varchar(40)', 'Forename varchar(40)', 'EMail varchar(60)', 'FaxHeader text'], { rows: 5 }),
  table('tblOrders', ['OrdNo int!', 'CustNo int!', 'OrdDt date', 'TotAmt real'], { keys: ['CustNo -> tblCustomers.CustNo'], rows: 9 }),
  table('tblOldStuff', ['x int', 'y int'], { rows: 9 }),
  table('tblSettings', ['k text!', 'v text'], { rows: 9 }),
]);
const target = catalogue('new', 'target', 'PostgreSQL', [
  table('customer', ['customer_id int!', 'last_name varchar(40)!', 'first_name varchar(40)', 'email varchar(60)!', 'language varchar(2)!', 'notes text']),
  table('sales_order', ['order_number int!', 'customer_id int!', 'order_date date', 'total numeric(10,2)!'], { keys: ['customer_id -> customer.customer_id'] }),
  table('audit_entry', ['id int!', 'what text!']),
]);
target.tables[0]!.columns[4]!.default = "'en'";

describe('proposeMapping', () => {
  test('pairs what belongs together, names what stays without a partner', () => {
    const plan = applied(fakePlan(), proposeMapping([crm], target, fakePlan()));
    expect(lines(plan, 'mapping')).toEqual([
      'tblCustomers | CustNo | customer | customer_id | direct',
      'tblCustomers | Surname | customer | last_name | direct',
      'tblCustomers | Forename | customer | first_name | direct',
      'tblCustomers | EMail | customer | email | direct',
      'tblCustomers | FaxHeader | ? | ? | ?',
      '— | — | customer | language | default',
      'tblOrders | OrdNo | sales_order | order_number | direct',
      'tblOrders | CustNo | sales_order | customer_id | direct',
      'tblOrders | OrdDt | sales_order | order_date | direct',
      'tblOrders | TotAmt | sales_order | total | cast to numeric(10,2)',
      'tblOldStuff | x | ? | ? | ?', 'tblOldStuff | y | ? | ? | ?', 'tblSettings | k | ? | ? | ?', 'tblSettings | v | ? | ? | ?',
    ]);
    expect(lines(plan, 'tableRules')).toEqual(['customer | tblCustomers | every row of tblCustomers', 'sales_order | tblOrders | every row of tblOrders']);
    expect(proposeMapping([crm], target, plan)).toBeUndefined();
  });

  test('what a person wrote stays, and what it uses is not used again', () => {
    const before = fakePlan({}, { mapping: [
      { sourceTable: 'tblCustomers', sourceField: 'FaxHeader', targetTable: 'customer', targetField: 'last_name', transform: 'upper(FaxHeader)' },
      { sourceTable: 'tblOrders', sourceField: 'TotAmt', targetTable: '—', targetField: '—', transform: 'leave behind: recomputed' },
    ] });
    const after = applied(before, proposeMapping([crm], target, before));
    expect(lines(after, 'mapping')).toContain('tblCustomers | FaxHeader | customer | last_name | upper(FaxHeader)');
    expect(lines(after, 'mapping')).toContain('tblCustomers | Surname | ? | ? | ?');
    expect(lines(after, 'mapping')).toContain('tblOrders | TotAmt | — | — | leave behind: recomputed');
    expect(lines(after, 'mapping').filter((line) => line.includes('| TotAmt |'))).toHaveLength(1);
  });

  test('rows made before the target was known get their targets; a row that only asked for a source goes', () => {
    const early = applied(fakePlan(), proposeMapping([crm], undefined, fakePlan()));
    expect(lines(early, 'mapping')[0]).toBe('tblCustomers | CustNo | ? | ? | ?');
    const asked = fakePlan({}, { mapping: [...(early.rows.mapping ?? []).map(({ cells }) => cells), { sourceTable: '?', sourceField: '?', targetTable: 'customer', targetField: 'email', transform: '?' }] });
    const edit = proposeMapping([crm], target, asked);
    expect(simpleEdits(edit).filter(({ kind }) => kind === 'removeRows')).toHaveLength(1);
    const after = applied(asked, edit);
    expect(lines(after, 'mapping')).toContain('tblCustomers | EMail | customer | email | direct');
    expect(lines(after, 'mapping')).not.toContain('? | ? | customer | email | ?');
    expect(proposeMapping([crm], target, after)).toBeUndefined();
  });

  test('two systems feed one table: both are mapped, how they become one is left open', () => {
    const erp = catalogue('erp', 'source', 'PostgreSQL', [table('client', ['client_id int!', 'last_name text', 'first_name text', 'email text'])]);
    const plan = applied(fakePlan(), proposeMapping([crm, erp], target, fakePlan()));
    expect(lines(plan, 'mapping')).toContain('client | email | customer | email | direct');
    expect(lines(plan, 'tableRules')[0]).toBe('customer | tblCustomers, client | ?');
  });

  test('what the inventory leaves out is not mapped', () => {
    const before = fakePlan({ exclusions: [{ what: 'tblOldStuff', reason: 'old' }] }, { inventory: ['tblCustomers', 'tblOldStuff'].map((object) => ({ sourceSystem: 'crm', object })) });
    const after = applied(before, proposeMapping([crm], target, before));
    expect(new Set((after.rows.mapping ?? []).map(({ cells }) => cells['sourceTable']))).toEqual(new Set(['tblCustomers', '—']));
  });

  test('nothing alike, nothing proposed', () => {
    const other = catalogue('x', 'source', 'SQLite', [table('weather', ['station text!', 'celsius real'])]);
    expect(matchNow(fakePlan(), catalogueSet([other, target])).fields).toEqual([]);
  });

  test('a wide table fills a second one', () => {
    const wide = catalogue('w', 'source', 'SQLite', [table('person', ['id int!', 'name text', 'street text', 'city text', 'postal_code text', 'country text'])]);
    const split = catalogue('s', 'target', 'PostgreSQL', [table('person', ['id int!', 'name text']), table('address', ['address_id int!', 'street text', 'city text', 'postal_code text', 'country text'])]);
    expect(matchNow(fakePlan(), catalogueSet([wide, split])).fields.map(({ table: into, column: field }) => `${into.name}.${field.name}`))
      .toEqual(['person.id', 'person.name', 'address.street', 'address.city', 'address.postal_code', 'address.country']);
  });
});
