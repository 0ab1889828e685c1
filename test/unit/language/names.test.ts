import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { definitionsOf } from '../../../src/core/language/definition.ts';
import { catalogueLine } from '../../../src/core/language/links.ts';
import { renderCatalogue } from '../../../src/core/catalogue/renderCatalogue.ts';
import type { NameRef } from '../../../src/core/language/nameRef.ts';
import { nameAt, occurrencesOf } from '../../../src/core/language/occurrences.ts';
import { at } from './marked.ts';
import { crm, edited, erp, planText, target } from './planText.ts';

const catalogues = [crm, erp, target];
const text = planText(catalogues);
const parsed = parsePlan(text);
const crmCustomer: NameRef = { kind: 'sourceTable', side: 'source', system: 'crm', table: 'Customer' };
const erpCustomer: NameRef = { kind: 'sourceTable', side: 'source', system: 'erp', table: 'Customer' };
const customer: NameRef = { kind: 'targetTable', side: 'target', system: 'shop', table: 'customer' };
/** Each occurrence as `place: what stands there`. */
const places = (ref: NameRef, plan = parsed): string[] => occurrencesOf(plan, catalogues, ref).map((found) =>
  `${found.place === 'cell' ? `${found.block} ${found.row} ${found.column}` : found.path}: ${plan.text.slice(found.range.start, found.range.end)}`);

describe('the name at a place', () => {
  test.each<[string, NameRef, string]>([
    ['  - name: cr^m', { kind: 'system', side: 'source', name: 'crm' }, 'crm'],
    ['  - row: crm.Cus^tomer', crmCustomer, 'Customer'],
    ['  - row: e^rp.Customer', { kind: 'system', side: 'source', name: 'erp' }, 'erp'],
    ['    owner: Ana^ Lind', { kind: 'person', name: 'Ana Lind' }, 'Ana Lind'],
    ['| erp           | Cust^omer', erpCustomer, 'Customer'],
    ['| crm.Cust^omer | Email', crmCustomer, 'Customer'],
    ['| c^rm.Customer | Email', { kind: 'system', side: 'source', name: 'crm' }, 'crm'],
    ['| Invoice      | Total^ ', { kind: 'sourceField', side: 'source', system: 'crm', table: 'Invoice', field: 'Total' }, 'Total'],
    ['| ^total        |', { kind: 'targetField', side: 'target', system: 'shop', table: 'invoice', field: 'total' }, 'total'],
    ['crm.Customer, erp.C^ustomer |', erpCustomer, 'Customer'],
    ['FROM Customer WHERE Last^Name', { kind: 'sourceField', side: 'source', system: 'crm', table: 'Customer', field: 'LastName' }, 'LastName'],
    ['EXISTS (SELECT 1 FROM Cus^tomer p', crmCustomer, 'Customer'],
    ['WHERE p.Cust^omerId = c.CustomerId', { kind: 'sourceField', side: 'source', system: 'crm', table: 'Customer', field: 'CustomerId' }, 'CustomerId'],
    ['WHERE p.CustomerId = c.Cust^omerId', { kind: 'sourceField', side: 'source', system: 'crm', table: 'Invoice', field: 'CustomerId' }, 'CustomerId'],
    ['SUM(to^tal)', { kind: 'targetField', side: 'target', system: 'shop', table: 'invoice', field: 'total' }, 'total'],
    ['| customer     | ?         |', customer, 'customer'],
    ['| Nulls: customer.lo^yalty              | —', { kind: 'check', name: 'Nulls: customer.loyalty' }, 'Nulls: customer.loyalty'],
    ['2. Mas^ter data: the', { kind: 'phase', name: 'Master data' }, 'Master data'],
    ['| ^Reference data: checks', { kind: 'phase', name: 'Reference data' }, 'Reference data'],
    ['Final backup of crm, Final backup of ^erp, Backup', { kind: 'system', side: 'source', name: 'erp' }, 'erp'],
    ['Final backup of crm, Final ba^ckup of erp, Backup', { kind: 'activity', name: 'Final backup of erp' }, 'Final backup of erp'],
    ['| Freeze wri^tes on crm  ', { kind: 'activity', name: 'Freeze writes on crm' }, 'Freeze writes on crm'],
  ].filter(([mark]) => (mark as string).includes('^')) as [string, NameRef, string][])('%s', (mark, ref, written) => {
    const found = nameAt(parsed, catalogues, at(text, mark));
    expect(found?.ref).toEqual(ref);
    expect(text.slice(found?.range.start, found?.range.end)).toBe(written);
  });

  test('no name: unknown marks, words, string literals, aliases, headers, prose', () => {
    const literal = edited(text, { kind: 'setCell', block: 'validation', row: { index: 0 }, column: 'sourceQuery', value: "SELECT COUNT(*) FROM Country k WHERE k.Name = 'Country' -- Country" });
    for (const mark of ["= 'Coun^try'", '-- Coun^try', 'FROM Country ^k', 'WHERE ^k.Name', 'SEL^ECT COUNT']) expect(nameAt(parsePlan(literal), catalogues, at(literal, mark)), mark).toBeUndefined();
    for (const mark of ['| Fax          | ^?', '| Source Ta^ble |', '| ^`0`', '# Data Mig^ration', '`dir^ect`']) expect(nameAt(parsed, catalogues, at(text, mark)), mark).toBeUndefined();
  });
});

describe('everywhere a name stands', () => {
  test('a table that two systems have: only the rows of its own', () => {
    expect(places(erpCustomer)).toEqual([
      'evidence.3.row: Customer', 'inventory 3 object: Customer', 'mapping 12 sourceTable: Customer', 'mapping 13 sourceTable: Customer', 'tableRules 1 rowsFrom: Customer',
      'validation 1 check: Customer', 'ruleDetails 1 check: Customer',
    ]);
    expect(places(crmCustomer)).toEqual([
      'evidence.1.row: Customer', 'inventory 0 object: Customer', ...[0, 1, 2, 3, 4].map((row) => `mapping ${row} sourceTable: Customer`), 'tableRules 1 rowsFrom: Customer', 'validation 1 check: Customer',
      'validation 4 check: Customer', 'validation 4 sourceQuery: Customer', 'validation 5 check: Customer', 'validation 5 sourceQuery: Customer', 'validation 9 check: Customer', 'validation 9 sourceQuery: Customer',
      'validation 10 check: Customer', 'validation 10 sourceQuery: Customer', 'ruleDetails 1 check: Customer', 'ruleDetails 4 check: Customer', 'ruleDetails 5 check: Customer', 'ruleDetails 9 check: Customer', 'ruleDetails 10 check: Customer',
    ]);
  });

  test('a field, in its cell, its checks and its queries', () => {
    expect(places({ kind: 'targetField', side: 'target', system: 'shop', table: 'invoice', field: 'total' })).toEqual([
      'mapping 11 targetField: total', 'validation 8 check: total', 'validation 11 check: total', 'validation 11 targetQuery: total', 'ruleDetails 8 check: total', 'ruleDetails 11 check: total',
    ]);
  });

  test('an activity, a phase, a check, a person', () => {
    expect(places({ kind: 'activity', name: 'Pre-load checks' })).toEqual(['cutover 5 activity: Pre-load checks', 'cutover 6 dependencies: Pre-load checks']);
    expect(places({ kind: 'phase', name: 'Reference data' })).toEqual([
      'ruleDetails 0 phase: Reference data', 'ruleDetails 3 phase: Reference data', 'ruleDetails 3 blocks: Reference data', 'phases 0 phase: Reference data', 'loadOrder 0 phase: Reference data',
      'rollbackCriteria 0 criterion: Reference data', 'rollbackCriteria 1 criterion: Reference data', 'restoreSteps 6 phase: Reference data', 'restoreSteps 7 phase: Reference data',
      'cutover 6 activity: Reference data', 'cutover 7 dependencies: Reference data',
    ]);
    expect(places({ kind: 'check', name: 'Nulls: customer.loyalty' })).toEqual(['validation 6 check: Nulls: customer.loyalty', 'ruleDetails 6 check: Nulls: customer.loyalty']);
    expect(places({ kind: 'person', name: 'Ana Lind' })).toEqual(['sourceSystems.0.owner: Ana Lind', 'sourceSystems.1.owner: Ana Lind']);
  });

  test('quoted in every way, behind escapes, in another case', () => {
    const plan = parsePlan(edited(text,
      { kind: 'setCell', block: 'validation', row: { index: 0 }, column: 'sourceQuery', value: 'SELECT a || "Country"."Name" FROM "main"."Country", [Country] x, `Country` y, COUNTRY z' },
      { kind: 'setCell', block: 'mapping', row: { index: 6 }, column: 'transform', value: 'coalesce("Code", \'Code | x\') || Country.code' }));
    expect(places({ kind: 'sourceTable', side: 'source', system: 'crm', table: 'Country' }, plan).filter((place) => /sourceQuery|transform/.test(place)).slice(0, 6)).toEqual([
      'mapping 6 transform: Country', 'validation 0 sourceQuery: "Country"', 'validation 0 sourceQuery: "Country"', 'validation 0 sourceQuery: [Country]', 'validation 0 sourceQuery: `Country`', 'validation 0 sourceQuery: COUNTRY',
    ]);
    expect(places({ kind: 'sourceField', side: 'source', system: 'crm', table: 'Country', field: 'Code' }, plan).filter((place) => place.includes('transform'))).toEqual(['mapping 6 transform: "Code"', 'mapping 6 transform: code']);
  });
});

describe('where a name comes from', () => {
  const definition = (ref: NameRef): string[] => definitionsOf(parsed, catalogues, ref).map((found) => {
    if (found.kind === 'catalogue') return `${found.path} ${found.table}${found.column === undefined ? '' : `.${found.column}`}`;
    const start = text.lastIndexOf('\n', found.range.start) + 1;
    return text.slice(start, text.indexOf('\n', start)).replace(/ +/g, ' ').trim();
  });
  test.each<[NameRef, string[]]>([
    [{ kind: 'system', side: 'source', name: 'erp' }, ['- name: erp']],
    [{ kind: 'system', side: 'target', name: 'shop' }, ['name: shop']],
    [erpCustomer, ['| erp | Customer | 7 | 7 KB | Low |', 'data-migration/erp.json Customer']],
    [customer, ['| customer | Master data | country | |', 'data-migration/target-shop.json customer']],
    [{ kind: 'targetField', side: 'target', system: 'shop', table: 'customer', field: 'loyalty' }, ['| ? | ? | customer | loyalty | ? |', 'data-migration/target-shop.json customer.loyalty']],
    [{ kind: 'activity', name: 'Go/no-go decision' }, ['| Go/no-go decision | ? | ? | Post-load reconciliation |']],
    [{ kind: 'phase', name: 'Master data' }, ['2. Master data: the people, products and places that transactions refer to']],
    [{ kind: 'check', name: 'Nulls: customer.loyalty' }, ['| Nulls: customer.loyalty | — | `SELECT COUNT(*) FROM customer WHERE loyalty IS NULL` | `0` |']],
    [{ kind: 'person', name: 'Ana Lind' }, ['owner: Ana Lind']],
  ])('%o', (ref, expected) => { expect(definition(ref)).toEqual(expected); });

  test('the line of a table and of a column in a catalogue file', () => {
    const json = renderCatalogue(target);
    const line = (table: string, column?: string): string | undefined => json.split('\n')[catalogueLine(json, table, undefined, column)]?.trim();
    expect(line('customer')).toBe('"name": "customer",');
    expect(line('invoice', 'customer_id')).toMatch(/^\{ "name": "customer_id", .*"int"/);
    expect(catalogueLine(json, 'invoice', undefined, 'customer_id')).toBeGreaterThan(catalogueLine(json, 'invoice'));
    expect(catalogueLine(json, 'nowhere')).toBe(0);
  });
});

test('a plan without catalogues: its own rows say what there is', () => {
  const found = nameAt(parsed, [], at(text, 'FROM Customer WHERE Last^Name'));
  expect(found?.ref).toEqual({ kind: 'sourceField', side: 'source', system: 'crm', table: 'Customer', field: 'LastName' });
});
