import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Matcher } from '../../../src/core/mapping/matcher/matcher.ts';
import { matchSchemas } from '../../../src/core/mapping/matcher/matchSchemas.ts';
import { matcherMessages } from '../../../src/core/mapping/matcher/messages.ts';
import { matchSchemaOf, catalogueTableOf } from '../../../src/core/mapping/matcher/fromCatalogue.ts';
import { catalogue, table as catalogueTable } from '../proposals/fakePlan.ts';
import type { MatchColumn, MatchProfile, MatchSchema, MatchTable } from '../../../src/core/mapping/matcher/matchModel.ts';
import type { MatchResult } from '../../../src/core/mapping/matcher/matchResult.ts';

/** `name type!` is a key column, `name type -> table.column` a foreign key. */
function table(name: string, columns: readonly (string | MatchColumn)[], description?: string): MatchTable {
  return {
    name, ...(description === undefined ? {} : { description }),
    columns: columns.map((column) => {
      if (typeof column !== 'string') return column;
      const [declared, fk] = column.split(' -> ');
      const [own, type] = declared!.split(':') as [string, string | undefined];
      return { name: own.replace('!', ''), ...(type === undefined ? {} : { type }), ...(own.endsWith('!') ? { pk: true } : {}), ...(fk === undefined ? {} : { fk }) };
    }),
  };
}

function samples(values: readonly (string | number)[]): MatchProfile {
  return { rows: values.length, nulls: 0, distinct: new Set(values).size, samples: values.map(String) };
}

function lines(result: MatchResult): string[] {
  return result.pairs.map((pair) => {
    const from = result.source.tables[pair.source.table]!;
    const to = result.target.tables[pair.target.table]!;
    return `${from.table.name}.${from.columns[pair.source.column]!.column.name} -> ${to.table.name}.${to.columns[pair.target.column]!.column.name} ${pair.tier}`;
  });
}

const northwind: MatchSchema = { tables: [
  table('Order Details', ['OrderID!:int -> Orders.OrderID', 'ProductID!:int -> Products.ProductID', 'UnitPrice:money', 'Quantity:smallint', 'Discount:real']),
  table('Orders', ['OrderID!:int', 'CustomerID:nchar(5) -> Customers.CustomerID', 'OrderDate:datetime', 'ShipVia:int', 'ShipCity:nvarchar(15)']),
  table('Products', ['ProductID!:int', 'ProductName:nvarchar(40)', 'UnitPrice:money', 'Discontinued:bit']),
  table('Customers', ['CustomerID!:nchar(5)', 'CompanyName:nvarchar(40)', 'City:nvarchar(15)']),
] };
const northwindTarget: MatchSchema = { tables: [
  table('customers', ['customer_id!:varchar(5)', 'company_name:varchar(40)', 'city:varchar(15)']),
  table('order_details', ['order_id!:smallint -> orders.order_id', 'product_id!:smallint -> products.product_id', 'unit_price:real', 'quantity:smallint', 'discount:real']),
  table('orders', ['order_id!:smallint', 'customer_id:varchar(5) -> customers.customer_id', 'order_date:date', 'ship_via:smallint', 'ship_city:varchar(15)']),
  table('products', ['product_id!:smallint', 'product_name:varchar(40)', 'unit_price:real', 'discontinued:integer']),
  table('us_states', ['state_id!:smallint', 'state_name:varchar(100)', 'state_abbr:varchar(2)']),
] };

describe('proposals', () => {
  test('other spellings of the same schema are all found, and sure', () => {
    expect(lines(matchSchemas(northwind, northwindTarget))).toEqual([
      'Order Details.OrderID -> order_details.order_id sure', 'Order Details.ProductID -> order_details.product_id sure',
      'Order Details.UnitPrice -> order_details.unit_price sure', 'Order Details.Quantity -> order_details.quantity sure', 'Order Details.Discount -> order_details.discount sure',
      'Orders.OrderID -> orders.order_id sure', 'Orders.CustomerID -> orders.customer_id sure', 'Orders.OrderDate -> orders.order_date sure',
      'Orders.ShipVia -> orders.ship_via sure', 'Orders.ShipCity -> orders.ship_city sure',
      'Products.ProductID -> products.product_id sure', 'Products.ProductName -> products.product_name sure', 'Products.UnitPrice -> products.unit_price sure', 'Products.Discontinued -> products.discontinued sure',
      'Customers.CustomerID -> customers.customer_id sure', 'Customers.CompanyName -> customers.company_name sure', 'Customers.City -> customers.city sure',
    ]);
  });

  test('what has no counterpart is left alone', () => {
    const source = { tables: [table('machine', ['serial_number!:text', 'firmware_build:text', 'calibrated_by:text'])] };
    const target = { tables: [table('recipe', ['recipe_id!:int', 'cooking_time:int', 'ingredients:text'])] };
    expect(lines(matchSchemas(source, target))).toEqual([]);
    expect(lines(matchSchemas({ tables: [] }, target))).toEqual([]);
    expect(lines(matchSchemas({ tables: [table('empty', [])] }, { tables: [table('empty', [])] }))).toEqual([]);
  });

  test('legacy names: abbreviations, prefixes, synonyms', () => {
    const source = { tables: [table('tblCust', ['CustNo!:int', 'CustSurname:varchar(40)', 'CustFname:varchar(40)', 'CustTel:varchar(20)', 'CustZip:varchar(10)', 'CustDOB:varchar(10)'])] };
    const target = { tables: [table('client', ['client_id!:int', 'first_name:varchar(40)', 'last_name:varchar(40)', 'phone_number:varchar(20)', 'postal_code:varchar(10)', 'date_of_birth:date'])] };
    expect(lines(matchSchemas(source, target)).map((line) => line.replace(/ \w+$/, ''))).toEqual([
      'tblCust.CustNo -> client.client_id', 'tblCust.CustSurname -> client.last_name', 'tblCust.CustFname -> client.first_name', 'tblCust.CustTel -> client.phone_number',
      'tblCust.CustZip -> client.postal_code', 'tblCust.CustDOB -> client.date_of_birth',
    ]);
  });

  test('names in another language', () => {
    const source = { tables: [
      table('Kunden', ['Kundennummer:int', 'Nachname:text', 'Vorname:text', 'Straße:text', 'Ort:text', 'Geburtsdatum:date']),
      table('Rechnungen', ['Rechnungsdatum:date', 'Betrag:decimal', 'Kunde:int', 'Zahlung:text']),
    ] };
    const target = { tables: [
      table('customer', ['last_name:text', 'first_name:text', 'city:text', 'birth_date:date', 'street:text']), table('invoice', ['amount:decimal', 'payment:text']),
    ] };
    const found = lines(matchSchemas(source, target)).map((line) => line.replace(/ \w+$/, ''));
    expect(found).toContain('Kunden.Nachname -> customer.last_name');
    expect(found).toContain('Kunden.Vorname -> customer.first_name');
    expect(found).toContain('Kunden.Ort -> customer.city');
    expect(found).toContain('Kunden.Geburtsdatum -> customer.birth_date');
    expect(found).toContain('Rechnungen.Betrag -> invoice.amount');
  });

  test('values find what names hide, and are said as the reason', () => {
    const cities = ['Oslo', 'Bergen', 'Trondheim', 'Stavanger', 'Tromsø', 'Bodø', 'Ålesund', 'Drammen', 'Moss', 'Hamar'];
    const codes = ['A-100', 'B-205', 'C-310', 'D-411', 'E-512', 'F-613', 'G-714', 'H-815', 'I-916', 'J-017'];
    const source = { tables: [table('t1', [{ name: 'f1', type: 'text', profile: samples(codes) }, { name: 'f2', type: 'text', profile: samples(cities) }])] };
    const target = { tables: [table('x9', [{ name: 'qqzv', type: 'text', profile: samples(cities) }, { name: 'wpxk', type: 'text', profile: samples(codes) }])] };
    const result = matchSchemas(source, target);
    expect(lines(result).map((line) => line.replace(/ \w+$/, ''))).toEqual(['t1.f1 -> x9.wpxk', 't1.f2 -> x9.qqzv']);
    // Values alone are never sure.
    expect(result.pairs.map((pair) => pair.tier)).not.toContain('sure');
    expect(result.pairs[0]!.reasons.map((reason) => reason.code)).toContain('match.sameValues');
  });

  test('comments decide between alike names', () => {
    const source = { tables: [table('orders', [{ name: 'd1', type: 'date', description: 'Day the goods left the warehouse' }, { name: 'd2', type: 'date', description: 'Day the customer placed the order' }])] };
    const target = { tables: [table('orders', [
      { name: 'placed', type: 'date', description: 'When the order was placed by the customer' }, { name: 'dispatched', type: 'date', description: 'When the goods left the warehouse' },
    ])] };
    const result = matchSchemas(source, target);
    expect(result.rankTargets({ table: 0, column: 0 })[0]!.target.column).toBe(1);
    expect(result.rankTargets({ table: 0, column: 1 })[0]!.target.column).toBe(0);
  });

  test('a key that refers to the partner of a table finds its counterpart, whatever it is called', () => {
    const source = { tables: [table('customers', ['id!:int', 'name:text', 'email:text']), table('orders', ['id!:int', 'placed_by:int -> customers.id', 'total:decimal'])] };
    const target = { tables: [table('customer', ['customer_id!:int', 'name:text', 'email:text']), table('order', ['order_id!:int', 'customer_id:int -> customer.customer_id', 'total:decimal'])] };
    const result = matchSchemas(source, target);
    expect(result.rankTargets({ table: 1, column: 1 })[0]!.target).toEqual({ table: 1, column: 1 });
  });

  test('every reason has words, and all of its arguments', () => {
    const cities = ['Oslo', 'Bergen', 'Trondheim', 'Stavanger', 'Hamar', 'Moss', 'Bodø'];
    const commented = (name: string, type: string): MatchColumn => ({ name, type, description: 'Town where the customer lives', profile: samples(cities) });
    const results = [
      matchSchemas(northwind, northwindTarget),
      matchSchemas({ tables: [table('c', [commented('town', 'text'), commented('town_2', 'int')])] }, { tables: [table('c', [commented('city', 'text'), commented('town', 'date')])] }),
    ];
    const seen = new Set<string>();
    for (const pair of results.flatMap((result) => result.pairs)) {
      expect(pair.reasons.length).toBeGreaterThan(0);
      for (const { code, args } of pair.reasons) {
        seen.add(code);
        for (const [, name] of matcherMessages[code].matchAll(/\{(\w+)\}/g)) expect(args).toHaveProperty(name!);
      }
    }
    expect(seen.size).toBeGreaterThan(5);
  });
});

describe('rankings', () => {
  test('alternatives leave out the proposal itself and fall', () => {
    const result = matchSchemas(northwind, northwindTarget);
    for (const pair of result.pairs) {
      expect(pair.alternatives).not.toContainEqual(expect.objectContaining({ target: pair.target }));
      const scores = pair.alternatives.map((each) => each.score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });

  test('the one-to-one ranking holds the same pairs', () => {
    const result = matchSchemas(northwind, northwindTarget);
    const key = (pairs: readonly { readonly source: unknown; readonly target: unknown }[]): string[] => pairs.map(({ source, target }) => JSON.stringify([source, target])).sort();
    expect(key(result.rankingOneToOne())).toEqual(key(result.ranking()));
  });
});

describe('again', () => {
  test('the same matcher, a fresh one and steps give the same', () => {
    const matcher = new Matcher();
    const first = matcher.match(northwind, northwindTarget);
    expect(lines(matcher.match(northwind, northwindTarget))).toEqual(lines(first));
    const steps = new Matcher().steps(northwind, northwindTarget);
    let step = steps.next();
    let progress = 0;
    while (step.done !== true) {
      expect(step.value.done).toBeLessThanOrEqual(step.value.total);
      progress++;
      step = steps.next();
    }
    expect(progress).toBeGreaterThan(1);
    expect(step.value.ranking()).toEqual(first.ranking());
  });

  test('one changed table: only its pairs change, to what a fresh matching finds', () => {
    const matcher = new Matcher();
    matcher.match(northwind, northwindTarget);
    const changed = { tables: northwind.tables.map((each) => (each.name === 'Products' ? table('Products', ['ProductID!:int', 'ProductTitle:nvarchar(40)', 'SupplierCode:int']) : each)) };
    expect(lines(matcher.match(changed, northwindTarget))).toEqual(lines(new Matcher().match(changed, northwindTarget)));
  });

  test('whatever the names, no score leaves 0 to 1 and no proposal is doubled', () => {
    const name = fc.oneof(fc.string({ maxLength: 24 }), fc.constantFrom('id', 'customer_id', 'CustName', 'addr1', 'ÄÖ', 'a'.repeat(80), '__', '123'));
    const column = fc.record({
      name, type: fc.constantFrom('int', 'text', 'date', 'nonsense', ''), pk: fc.boolean(),
      profile: fc.record({ rows: fc.nat(50), nulls: fc.nat(50), distinct: fc.nat(50), samples: fc.array(fc.oneof(fc.string(), fc.integer().map(String)), { maxLength: 8 }) }),
    });
    const schema = fc.array(fc.record({ name, columns: fc.array(column, { maxLength: 5 }) }), { maxLength: 4 }).map((tables): MatchSchema => ({ tables }));
    fc.assert(fc.property(schema, schema, (source, target) => {
      const result = matchSchemas(source, target);
      const keys = result.pairs.map((pair) => JSON.stringify([pair.source, pair.target]));
      expect(new Set(keys).size).toBe(keys.length);
      for (const { score } of result.ranking()) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1.000001);
      }
    }), { numRuns: 60 });
  });
});

describe('from a catalogue', () => {
  test('keys, comments and objects are kept', () => {
    const crm = catalogue('crm', 'source', 'SQLite', [
      catalogueTable('customer', ['id int!', 'name text'], { rows: 1 }),
      catalogueTable('orders', ['id int!', 'customer_id int'], { keys: ['customer_id -> customer.id'], rows: 1 }),
    ]);
    crm.tables[0]!.comment = 'People who buy';
    crm.tables[0]!.columns[1]!.comment = 'As on the contract';
    const schema = matchSchemaOf(crm);
    expect(schema.tables.map((each) => each.name)).toEqual(['customer', 'orders']);
    expect(schema.tables[0]!.description).toBe('People who buy');
    expect(schema.tables[0]!.columns[1]!.description).toBe('As on the contract');
    expect(schema.tables[1]!.columns[1]!.fk).toBe('customer.id');
    expect(matchSchemaOf(crm).tables[0]).toBe(schema.tables[0]);
    expect(catalogueTableOf(schema.tables[1]!)).toBe(crm.tables[1]);
  });
});
