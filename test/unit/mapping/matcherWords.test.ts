import { describe, expect, test } from 'vitest';
import { NameComparer, alignGlued } from '../../../src/core/mapping/matcher/nameLikeness.ts';
import { isForeign, nameWords, stem } from '../../../src/core/mapping/matcher/words.ts';
import { valueFeatures } from '../../../src/core/mapping/matcher/valueFeatures.ts';
import { valueLikeness } from '../../../src/core/mapping/matcher/valueLikeness.ts';
import { typeWord } from '../../../src/core/mapping/matcher/typeWord.ts';
import { typeFit } from '../../../src/core/mapping/matcher/typeLikeness.ts';

const options = { abbreviations: true, languages: true, glued: true, foreign: false };
const words = (name: string, table = ''): string => nameWords(name, new Set(), options, table).join(' ');

describe('words of a name', () => {
  test.each([
    ['CustNo', 'customer number'], ['mobileno', 'mobile number'], ['runtimeminutes', 'runtime minute'], ['startyear', 'start year'], ['zip_code', 'postal code'],
    ['Order Details', 'order detail'], ['HTMLPage2', 'html page 2'], ['país', 'pais'], ['isoriginaltitle', 'is original title'], ['', ''], ['birthdate', 'birth date'],
    // Words that only look glued.
    ['monkey', 'monkey'], ['citkey', 'cit key'], ['android', 'android'], ['status', 'status'], ['ship_via', 'ship via'],
  ])('%s', (name, expected) => { expect(words(name)).toBe(expected); });

  test('the table says what a short name is cut from', () => {
    expect(words('autnm', 'author')).toBe('author name');
    expect(words('ename', 'emp')).toBe('name');
    expect(words('dtitle', 'disc')).toBe('title');
    expect(words('email', 'emp')).toBe('email');
  });

  test('another language is told by its share of words', () => {
    expect(isForeign(['nome', 'cognome', 'indirizzo', 'città', 'telefono', 'codice_postale', 'email'])).toBe(true);
    expect(isForeign(['name', 'address', 'city', 'via', 'data', 'land'])).toBe(false);
    expect(nameWords('data_nascita', new Set(), { ...options, foreign: true })).toEqual(['date', 'birth']);
    expect(words('data')).toBe('data');
  });

  test('stems', () => { expect(new Set(['pathological', 'pathologic', 'pathology'].map(stem)).size).toBe(1); });
});

describe('likeness of names', () => {
  const comparer = new NameComparer({ synonyms: true, trigrams: true, glued: true });
  const like = (a: string, b: string): number => comparer.likeness(comparer.prepare(a, nameWords(a, new Set(), options)), comparer.prepare(b, nameWords(b, new Set(), options)));
  test('the same, alike, unlike', () => {
    expect(like('customer_id', 'CustomerID')).toBe(1);
    expect(like('CustName', 'customer_name')).toBe(1);
    expect(like('client_id', 'customer_id')).toBeGreaterThan(0.75);
    expect(like('id', 'amount')).toBe(0);
    expect(like('order_date', 'city')).toBe(0);
    expect(like('address1', 'address2')).toBeLessThan(0.8);
  });
  test('is the same both ways', () => {
    for (const [a, b] of [['cid', 'customer_id'], ['jrnlnm', 'journal_name'], ['street', 'address'], ['x', 'xylophone']] as const) expect(like(a, b)).toBeCloseTo(like(b, a), 9);
  });
  test('letters stand for words only where all are used', () => {
    const target = comparer.prepare('journal_name', ['journal', 'name']).words;
    expect(alignGlued('jrnlnm', target)).toBeGreaterThan(0.7);
    expect(alignGlued('jrnlnmx', target)).toBe(0);
    expect(alignGlued('', target)).toBe(0);
  });
});

describe('values', () => {
  const both = { values: true, distribution: true };
  const of = (values: readonly (string | number)[], distinct?: number): ReturnType<typeof valueFeatures> => valueFeatures({ rows: 1000, nulls: 0, samples: values.map(String), ...(distinct === undefined ? {} : { distinct }) });
  test('kinds', () => {
    expect(of([1, 2, '3.50', '$1,200.00'])!.kind).toBe('number');
    expect(of(['2024-02-15', '2024-03-05T10:00:00Z'])!.kind).toBe('date');
    expect(of(['a', 'b'])!.kind).toBe('text');
    expect(of(['yes', 'no'])!.flag).toBe(true);
    expect(valueFeatures({ rows: 5, nulls: 5, samples: [] })).toBeUndefined();
    expect(valueFeatures(undefined)).toBeUndefined();
  });
  test('the same values are alike, others are not, and nothing says nothing', () => {
    const cities = of(['Oslo', 'Bergen', 'Moss', 'Hamar', 'Bodø', 'Skien', 'Horten', 'Larvik']);
    expect(valueLikeness(cities, cities, both)!.score).toBeGreaterThan(0.95);
    expect(valueLikeness(cities, of(['red', 'blue', 'green', 'grey']), both)!.score).toBeLessThan(0.4);
    expect(valueLikeness(cities, undefined, both)).toBeUndefined();
    expect(valueLikeness(of([1, 2, 3, 4]), of([1000, 2000, 3000]), both)!.distribution).toBe(0);
  });
  test('yes and Y are the same flag; two flags can be trusted little', () => {
    const likeness = valueLikeness(of(['yes', 'no']), of(['Y', 'N']), both)!;
    expect(likeness.score).toBeGreaterThan(0.4);
    expect(likeness.trust).toBeLessThan(0.5);
  });
  test('quantiles stand for samples', () => {
    const a = valueFeatures({ quantiles: [0, 10, 20, 30, 40] });
    expect(valueLikeness(a, valueFeatures({ quantiles: [0, 11, 19, 31, 42] }), both)!.distribution).toBeGreaterThan(0.7);
    expect(valueLikeness(a, valueFeatures({ quantiles: [500, 600, 700] }), both)!.distribution).toBe(0);
  });
});

describe('types', () => {
  test.each([
    ['VARCHAR(20)', 'text'], ['nvarchar(max)', 'text'], ['INT', 'integer'], ['bigserial', 'integer'], ['DECIMAL(10,2)', 'decimal'], ['money', 'decimal'], ['double precision', 'float'],
    ['timestamp with time zone', 'timestamp'], ['datetime', 'timestamp'], ['date', 'date'], ['bit', 'boolean'], ['bytea', 'binary'], ['empty', 'unknown'], ['text[]', 'array'], ['uniqueidentifier', 'uuid'],
  ])('%s', (text, word) => { expect(typeWord(text)).toBe(word); });
  test('fit', () => {
    expect(typeFit('text', 'text')).toBe(1);
    expect(typeFit('date', 'timestamp')).toBeGreaterThan(typeFit('text', 'date'));
    expect(typeFit('binary', 'date')).toBeLessThan(0.8);
  });
});
