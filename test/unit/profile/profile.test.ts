import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allMessages } from '../../../src/core/allMessages.ts';
import type { Catalogue, Column, ColumnProfile, DataType, Table } from '../../../src/core/catalogue/catalogue.ts';
import { parseCatalogue } from '../../../src/core/catalogue/parseCatalogue.ts';
import { renderCatalogue } from '../../../src/core/catalogue/renderCatalogue.ts';
import { fill } from '../../../src/core/messages.ts';
import { checkHolds } from '../../../src/core/profile/checkHolds.ts';
import { findReading, readsAs } from '../../../src/core/profile/findReading.ts';
import { maskProfile } from '../../../src/core/profile/maskProfile.ts';
import { hasPersonalName } from '../../../src/core/profile/personal.ts';
import { profileOf } from '../../../src/core/profile/profileOf.ts';
import { shapeOf } from '../../../src/core/profile/shape.ts';
import { standsOut } from '../../../src/core/profile/standsOut.ts';
import { withProfiles } from '../../../src/core/profile/withProfiles.ts';

const at = '2025-01-02T03:04:05.000Z';
const plain: ColumnProfile = { at, rows: '59', sampled: false, nulls: '0' };

function column(name: string, type: DataType, more: Partial<Column> = {}): Column {
  return { name, type, nativeType: type.kind, nullable: true, ...more };
}

function table(name: string, columns: readonly Column[], more: Partial<Table> = {}): Table {
  return { name, kind: 'table', columns: [...columns], primaryKey: [], uniqueKeys: [], foreignKeys: [], statistics: { kind: 'unknown' }, ...more };
}

function catalogue(...tables: Table[]): Catalogue {
  return { catalogueVersion: 1, system: 'crm', role: 'source', technology: 'PostgreSQL', origin: { kind: 'database', path: 'crm' }, scannedAt: at, complete: true, tables, issues: [] };
}

describe('what texts read as', () => {
  it.each([
    [['2024-01-31', '2023-12-01', '1999-02-28'], 'date', 'YYYY-MM-DD'],
    [['31.01.2024', '01.12.2023', '28.02.1999', ''], 'date', 'DD.MM.YYYY'],
    [['31/01/2024', '01/12/2023', '28/02/1999'], 'date', 'DD/MM/YYYY'],
    [['01/02/2024', '03/04/2023', '05/06/1999'], 'date', 'DD/MM/YYYY or MM/DD/YYYY'],
    [['2024-01-31 10:00:00', '2023-12-01 23:59:59', '1999-02-28 00:00:00'], 'timestamp', 'YYYY-MM-DD HH:MI:SS'],
    [['20240131', '20231201', '19990228'], 'date', 'YYYYMMDD'],
    [['2024-01-31', '31.12.2023', '2024-02-01', '15.06.1999'], 'date', 'YYYY-MM-DD or DD.MM.YYYY'],
    [['Y', 'n', 'Y', 'N'], 'boolean', 'Y/N'],
    [['ja', 'nein', 'JA'], 'boolean', 'ja/nein'],
    [['1', '0', '1'], 'boolean', '1/0'],
    [['12', '-7', '1204'], 'integer', ''],
    [['1.204,50', '7,00', '12,5'], 'decimal', '1.234,56'],
    [['12.5', '7', '0.25'], 'decimal', '1234.56'],
    [['6f9619ff-8b86-d011-b42d-00c04fc964ff', '6F9619FF-8B86-D011-B42D-00C04FC964FE', '00000000-0000-0000-0000-000000000000'], 'uuid', ''],
    [['{"a": 1}', '[1, 2]', '{}'], 'json', ''],
  ])('%j', (texts, kind, format) => {
    expect(findReading(texts)).toEqual({ kind, format });
    expect(texts.filter((text) => text !== '').every((text) => readsAs(text, { kind, format } as never))).toBe(true);
  });

  it('nothing: words, codes with zeros before them, too few, too many that differ', () => {
    expect(findReading(['red', 'green', 'blue'])).toBeUndefined();
    expect(findReading(['01067', '80331', '10115'])).toBeUndefined();
    expect(findReading(['2024-01-31', '2024-02-01'])).toBeUndefined();
    expect(findReading(['2024-01-31', '2024-02-01', 'soon', 'later'])).toBeUndefined();
    expect(findReading(['30.02.2024', '31.04.2024', '32.01.2024'])).toBeUndefined();
  });
});

describe('shapes', () => {
  it('tell of no letter or digit which one it was', () => {
    expect(shapeOf('Ab-12 é Ж 中 ٣')).toBe('Aa-99 a A a 9');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const shape = shapeOf(text);
      expect(shape.replace(/[Aa9]/g, '')).not.toMatch(/[\p{L}\p{N}\p{M}]/u);
      expect(shapeOf(shape)).toBe(shape);
    }));
  });
});

const personal = fc.oneof(
  fc.tuple(fc.stringMatching(/^[a-z]{3,10}$/), fc.stringMatching(/^[a-z]{3,10}$/)).map(([one, other]) => `${one}.${other}@example.org`),
  fc.tuple(fc.stringMatching(/^[A-Z][a-z]{3,9}$/), fc.stringMatching(/^[A-Z][a-z]{3,9}$/)).map(([one, other]) => `${one} ${other}`),
  fc.stringMatching(/^\+49 \d{3} \d{6,8}$/),
  fc.stringMatching(/^DE\d{20}$/),
);

describe('masking', () => {
  it('names of columns that are about persons, in several languages, and those that are not', () => {
    for (const name of ['first_name', 'LastName', 'EMAIL', 'e_mail', 'eMail', 'billing_address', 'Geburtsdatum', 'Straße', 'téléphone', 'apellido', 'custname', 'iban', 'PLZ', 'BirthDate', 'password_hash', 'ContactName', 'codice_nome']) expect([name, hasPersonalName(name)]).toEqual([name, true]);
    for (const name of ['status', 'order_id', 'amount', 'country', 'created_at', 'quantity', 'genre', 'filename_count'.slice(9), 'valid_from', 'total']) expect([name, hasPersonalName(name)]).toEqual([name, false]);
  });

  it('an address, name, telephone number or account never gets into the catalogue, wherever it stands', () => {
    const names = fc.constantFrom('status', 'col7', 'code', 'country', 'remark', 'first_name', 'birth_date', 'kind', 'x');
    const codes = fc.array(fc.tuple(fc.constantFrom('new', 'done', 'A', 'B2', 'USA', 'South Africa', 'in work'), fc.integer({ min: 1, max: 500 })), { maxLength: 6 });
    const kinds = fc.constantFrom<DataType['kind']>('text', 'integer', 'date', 'timestamp', 'uuid', 'json', 'unknown', 'decimal');
    fc.assert(fc.property(personal, names, codes, kinds, fc.integer({ min: 1, max: 2 }), fc.boolean(), (planted, name, others, kind, rows, likely) => {
      const all = [...others.map(([value, count]) => ({ value, rows: String(count) })), { value: planted, rows: String(rows) }];
      const profile: ColumnProfile = {
        ...plain, rows: '5000', minimum: planted, maximum: planted, codes: all, patterns: [{ pattern: shapeOf(planted), rows: '12' }],
        ...(likely ? { likely: 'date' as const, likelyFormat: 'YYYY-MM-DD', unlike: '1' } : {}),
      };
      const one = column(name, { kind });
      const text = renderCatalogue(catalogue(table('t', [{ ...one, profile: maskProfile(one, profile) }])));
      expect(text).not.toContain(planted);
      expect(text).toContain('"masked": true');
    }));
  });

  it('keeps codes, numbers and dates that find nobody; what a person asked for is kept by not masking at all', () => {
    const codes = [{ value: 'paid', rows: '40' }, { value: 'new', rows: '19' }];
    expect(maskProfile(column('status', { kind: 'text' }), { ...plain, minimum: 'new', maximum: 'paid', codes })).toEqual({ ...plain, minimum: 'new', maximum: 'paid', codes });
    expect(maskProfile(column('amount', { kind: 'decimal' }), { ...plain, minimum: '1', maximum: '9', quantiles: [1, 9] })).toEqual({ ...plain, minimum: '1', maximum: '9', quantiles: [1, 9] });
    expect(maskProfile(column('salary', { kind: 'decimal' }), { ...plain, minimum: '1', maximum: '9', quantiles: [1, 9], integerDigits: 1 })).toEqual({ ...plain, integerDigits: 1, masked: true });
    expect(maskProfile(column('geburtsdatum', { kind: 'date' }), { ...plain, minimum: '1960-01-01', maximum: '1999-01-01' })).toEqual({ ...plain, masked: true });
    const people = [{ value: 'Meier', rows: '9' }, { value: 'jsmith', rows: '7' }];
    for (const name of ['created_by', 'modifiedBy', 'Sachbearbeiter', 'customer', 'sales_rep', 'angelegt_von']) {
      expect([name, maskProfile(column(name, { kind: 'text' }), { ...plain, minimum: 'Meier', maximum: 'jsmith', codes: people })]).toEqual([name, { ...plain, masked: true }]);
    }
    expect(maskProfile(column('customer_type', { kind: 'text' }), { ...plain, codes })).toEqual({ ...plain, codes });
    expect(maskProfile(column('customer', { kind: 'integer' }), { ...plain, minimum: '1', maximum: '9' })).toEqual({ ...plain, minimum: '1', maximum: '9' });
    expect(maskProfile(column('c1', { kind: 'text' }), { ...plain, codes: [{ value: 'राहुल', rows: '9' }, { value: 'सीता', rows: '7' }] })).toEqual({ ...plain, masked: true });
    expect(maskProfile(column('remark2', { kind: 'text' }), { ...plain, minimum: 'Anna', maximum: 'Zoe' })).toEqual({ ...plain, masked: true });
  });
});

describe('what the target can’t hold', () => {
  const holds = (source: Column, target: Column, more: { source?: Partial<Table>; target?: Partial<Table> } = {}): [string, string, readonly string[]][] =>
    checkHolds({ table: table('Customer', [source], more.source), column: source }, { table: table('customers', [target], more.target), column: target })
      .map(({ code, args, severity, transforms }) => [`${severity}: ${fill(allMessages[code]!, args)}`, code, transforms]);

  it('texts that are too long, with a number and a way out', () => {
    const email = column('Email', { kind: 'text' }, { profile: { ...plain, longest: 52, lengths: [{ length: 52, rows: '1' }, { length: 41, rows: '2' }, { length: 40, rows: '30' }, { length: 12, rows: '26' }] } });
    expect(holds(email, column('email', { kind: 'text', length: 40 }))).toEqual([
      ['error: 3 of 59 values of Customer.Email are longer than 40, the most that customers.email holds; the longest has 52 characters.', 'holds.tooLong', ['left(value, 40)']],
    ]);
    expect(holds(email, column('email', { kind: 'text', length: 52 }))).toEqual([]);
    expect(holds({ ...email, profile: { ...email.profile!, sampled: true } }, column('email', { kind: 'text', length: 40 }))[0]?.[1]).toBe('holds.tooLongSampled');
    const many = Array.from({ length: 40 }, (_, index) => ({ length: 200 - index, rows: '1' }));
    expect(holds({ ...email, profile: { ...plain, rows: '900', longest: 200, lengths: many } }, column('email', { kind: 'text', length: 40 }))[0]?.[0]).toContain('at least 40 of 900 values');
  });

  it('empty ones, duplicates, orphans', () => {
    const source = column('Code', { kind: 'text' }, { profile: { ...plain, nulls: '4', distinct: '50', longest: 3 } });
    const target = column('code', { kind: 'text', length: 10 }, { nullable: false });
    const found = holds(source, target, {
      source: { foreignKeys: [{ columns: ['Code'], referencedTable: 'Codes', referencedColumns: ['Id'], orphans: { rows: '7', at } }] },
      target: { primaryKey: ['code'], foreignKeys: [{ columns: ['CODE'], referencedTable: 'codes', referencedColumns: ['id'] }] },
    });
    expect(found.map(([text]) => text)).toEqual([
      'error: 4 of 59 rows have no Customer.Code, and customers.code must be filled.',
      'error: 5 of 59 values of Customer.Code are there already, and those of customers.code must be unique.'.replace('of 59', 'of 55'),
      'error: 7 references of Customer.Code lead to no row of Codes, and customers.code must refer to one.',
    ]);
  });

  it('texts that are no dates, numbers or flags', () => {
    const dated = column('Day', { kind: 'text' }, { profile: { ...plain, blanks: '1', longest: 10, likely: 'date', likelyFormat: 'DD.MM.YYYY', unlike: '2' } });
    expect(holds(dated, column('day', { kind: 'date' }))).toEqual([['error: 3 of 59 values of Customer.Day do not read as date, which customers.day is.', 'holds.notRead', [`date(value, 'DD.MM.YYYY')`]]]);
    expect(holds({ ...dated, profile: { ...dated.profile!, blanks: '0', unlike: '0' } }, column('day', { kind: 'timestamp' }))).toEqual([
      ['warning: The values of Customer.Day are written as DD.MM.YYYY; customers.day (timestamp) needs them read that way.', 'holds.otherForm', [`timestamp(date(value, 'DD.MM.YYYY'))`]],
    ]);
    expect(holds(dated, column('n', { kind: 'integer' }))[0]?.[0]).toBe('error: 58 of 59 values of Customer.Day do not read as integer, which customers.n is.');
    expect(holds(column('x', { kind: 'text' }, { profile: { ...plain, blanks: '0' } }), column('b', { kind: 'boolean' }))[0]?.[0]).toBe('error: at least 6 of 59 values of Customer.x do not read as boolean, which customers.b is.');
    const flag = column('Paid', { kind: 'text' }, { profile: { ...plain, likely: 'boolean', likelyFormat: 'ja/nein', unlike: '0' } });
    expect(holds(flag, column('paid', { kind: 'boolean' }))[0]?.[2]).toEqual([`lookup(lower(trim(value)), {'ja': true, 'nein': false})`]);
    expect(holds(column('d', { kind: 'text' }, { profile: { ...plain, likely: 'date', likelyFormat: 'YYYY-MM-DD', unlike: '0' } }), column('d', { kind: 'date' }))).toEqual([]);
  });

  it('numbers out of range or with more digits', () => {
    const bytes = column('Bytes', { kind: 'integer', bits: 64 }, { profile: { ...plain, minimum: '5', maximum: '99059546140', integerDigits: 11, integerDigitRows: [{ digits: 11, rows: '3' }, { digits: 9, rows: '56' }] } });
    expect(holds(bytes, column('bytes', { kind: 'integer', bits: 32 }))[0]?.[0]).toBe('error: at least 3 of 59 values of Customer.Bytes are out of the range of customers.bytes (integer); they go from 5 to 99,059,546,140.'.replace('99,059,546,140', '99059546140'));
    expect(holds(bytes, column('bytes', { kind: 'integer', bits: 64 }))).toEqual([]);
    expect(holds(bytes, column('bytes', { kind: 'decimal', precision: 12, scale: 2 }))[0]?.[0]).toBe('error: 3 of 59 values of Customer.Bytes have more than 10 digits before the point, the most that customers.bytes (decimal) holds.');
    const price = column('Price', { kind: 'decimal' }, { profile: { ...plain, minimum: '0.125', maximum: '7', integerDigits: 1, fractionDigits: 3, fractionDigitRows: [{ digits: 3, rows: '4' }, { digits: 2, rows: '55' }] } });
    expect(holds(price, column('price', { kind: 'decimal', precision: 10, scale: 2 }))).toEqual([
      ['warning: 4 of 59 values of Customer.Price have more than 2 digits after the point, the most that customers.price (decimal) holds.', 'holds.fractionLost', ['round(value, 2)']],
    ]);
    expect(holds(column('k', { kind: 'integer' }, { profile: { ...plain, codes: [{ value: 'a', rows: '50' }, { value: 'z', rows: '9' }] } }), column('k', { kind: 'enum', values: ['a', 'b'] }))[0]?.[0]).toBe(`error: 9 of 59 values of Customer.k are none of the values that customers.k takes: 'z'.`);
  });

  it('says nothing where nothing was looked at', () => {
    expect(holds(column('a', { kind: 'text' }), column('b', { kind: 'integer', bits: 16 }, { nullable: false }))).toEqual([]);
  });
});

describe('profiles and the stored catalogue', () => {
  const stored = catalogue(
    table('Customer', [column('Email', { kind: 'text' }), column('Age', { kind: 'integer' }, { profile: plain })], { growth: { column: 'gone', at, months: [] } }),
    table('Order', [column('No', { kind: 'text' })], { foreignKeys: [{ name: 'fk', columns: ['No'], referencedTable: 'Customer', referencedColumns: ['Id'] }] }),
  );

  it('are taken over table by table; what is gone is dropped; the rest stays the same object', () => {
    const looked = catalogue(
      table('Customer', [column('Email', { kind: 'text' }, { profile: { ...plain, longest: 9 } }), column('Gone', { kind: 'text' }, { profile: plain })], { keyCandidates: [{ columns: ['Gone'], duplicates: '0' }, { columns: ['Email'], duplicates: '1' }] }),
    );
    const merged = withProfiles(stored, looked);
    expect(merged.tables[0]?.columns).toEqual([column('Email', { kind: 'text' }, { profile: { ...plain, longest: 9 } }), column('Age', { kind: 'integer' }, { profile: plain })]);
    expect([merged.tables[0]?.keyCandidates, merged.tables[0]?.growth]).toEqual([[{ columns: ['Email'], duplicates: '1' }], undefined]);
    expect(merged.tables[1]).toBe(stored.tables[1]);
    expect(parseCatalogue(renderCatalogue(merged))).toEqual({ ok: true, catalogue: { ...merged, tables: merged.tables } });
    expect(withProfiles(stored, catalogue({ ...looked.tables[0]!, error: 'not read' })).tables[0]).toBe(stored.tables[0]);
    const orphans = withProfiles(stored, catalogue({ ...stored.tables[1]!, foreignKeys: [{ columns: ['no'], referencedTable: 'customer', referencedColumns: ['id'], orphans: { rows: '3', at } }] }));
    expect(orphans.tables[1]?.foreignKeys).toEqual([{ name: 'fk', columns: ['No'], referencedTable: 'Customer', referencedColumns: ['Id'], orphans: { rows: '3', at } }]);
  });

  it('tell the matcher what they know', () => {
    expect(profileOf(stored.tables[0]!, column('a', { kind: 'text' }))).toBeUndefined();
    expect(profileOf(stored.tables[0]!, column('a', { kind: 'text' }, { profile: { ...plain, nulls: '9', distinct: '2', codes: [{ value: 'x', rows: '30' }, { value: 'y', rows: '20' }] } }))).toEqual({ rows: 59, nulls: 9, distinct: 2, samples: ['x', 'y'] });
  });

  it('say what stands out, the gravest first', () => {
    const striking = catalogue(table('Order', [
      column('empty', { kind: 'text' }, { profile: { ...plain, nulls: '59' } }), column('day', { kind: 'text' }, { profile: { ...plain, likely: 'date', likelyFormat: 'DD.MM.YYYY', unlike: '2' } }),
    ], { keyCandidates: [{ columns: ['no'], duplicates: '3' }, { columns: ['ok'], duplicates: '0' }], foreignKeys: [{ columns: ['c'], referencedTable: 'Customer', referencedColumns: ['Id'], orphans: { rows: '5', at } }] }));
    expect(standsOut(striking, new Set(['Order'])).map(({ code, args }) => fill(allMessages[code]!, args))).toEqual([
      '5 rows of Order refer by c to a Customer that is not there.',
      'no of Order looks like a key, but 3 rows are too many for one.',
      'Order.day is text, but reads as date (DD.MM.YYYY), all but 2 of 59 values.',
      'Order.empty is always empty.',
    ]);
    expect(standsOut(striking, new Set())).toEqual([]);
  });
});
