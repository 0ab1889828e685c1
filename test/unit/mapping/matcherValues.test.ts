import { describe, expect, test } from 'vitest';
import { matchSchemas } from '../../../src/core/mapping/matcher/matchSchemas.ts';
import { valueFeatures } from '../../../src/core/mapping/matcher/valueFeatures.ts';
import { valueLikeness } from '../../../src/core/mapping/matcher/valueLikeness.ts';
import type { MatchColumn, MatchProfile, MatchSchema } from '../../../src/core/mapping/matcher/matchModel.ts';
import type { MatchResult } from '../../../src/core/mapping/matcher/matchResult.ts';

function samples(values: readonly (string | number)[]): MatchProfile {
  return { rows: values.length, nulls: 0, distinct: new Set(values).size, samples: values.map(String) };
}

function column(name: string, type: string, values?: readonly (string | number)[]): MatchColumn {
  return { name, type, ...(values ? { profile: samples(values) } : {}) };
}

function one(name: string, columns: readonly MatchColumn[]): MatchSchema {
  return { tables: [{ name, columns }] };
}

/** The targets of the first source column, best first, by name. */
function ranked(result: MatchResult): string[] {
  return result.rankTargets({ table: 0, column: 0 }).map(({ target }) => {
    const table = result.target.tables[target.table]!;
    return `${table.table.name}.${table.columns[target.column]!.column.name}`;
  });
}

const BOTH = { values: true, distribution: true };
const cities = ['Oslo', 'Bergen', 'Trondheim', 'Stavanger', 'Hamar', 'Moss', 'Drammen', 'Larvik'];
const titles = ['The long way home', 'A winter in Rome', 'Notes on music', 'Bread and salt', 'Under the bridge', 'The last train north'];

describe('what values say', () => {
  test('how a number is written is no difference', () => {
    const plain = valueFeatures(samples(['18', '19.5', '10', '21', '7.25']))!;
    const money = valueFeatures(samples(['$18.00', '$19.50', '$10.00', '$21.00', '$7.25']))!;
    expect(valueLikeness(plain, money, BOTH)).toMatchObject({ score: 1, overlap: 1, distribution: 1 });
    expect(valueLikeness(plain, money, BOTH)!.shape).toBeCloseTo(1, 10);
  });

  test('numbers in a text with a few strays are compared as numbers', () => {
    const numbers = valueFeatures(samples([1, 2, 3, 4, 5, 6, 7, 8]))!;
    const strays = valueFeatures(samples(['1', '2', '3', '4', '5', '6', 'special', 'II']))!;
    expect([strays.kind, strays.numeric, strays.ordered]).toEqual(['text', 0.75, [1, 2, 3, 4, 5, 6]]);
    expect(valueLikeness(numbers, strays, BOTH)!.distribution).toBe(0.75);
  });

  test('sentences do not go into numbers, however alike the names are', () => {
    const result = matchSchemas(one('book', [column('title', 'text', titles)]), one('volume', [column('title_id', 'integer', [1, 2, 3, 4, 5, 6]), column('heading', 'text', ['Roads', 'Some thoughts on rain', 'Two towns', 'What remains', 'A short stay', 'Off the map'])]));
    expect(ranked(result)).toEqual(['volume.heading', 'volume.title_id']);
  });

  test('where a neighbour holds the very values, the column of the same name yields', () => {
    const others = ['Paris', 'Berlin', 'Rome', 'Vienna', 'Prague', 'Lisbon', 'Madrid', 'Athens'];
    const result = matchSchemas(one('store', [column('city', 'text', cities)]), one('sales', [column('city', 'text', others), column('city_x', 'text', cities)]));
    expect(ranked(result)).toEqual(['sales.city_x', 'sales.city']);
  });

  test('a part of a value is found, said as the reason, and never sure', () => {
    const addresses = cities.map((city, at) => `${at + 1} Main Road, ${city} ${7000 + at}`);
    const result = matchSchemas(one('customer', [column('address', 'text', addresses)]), one('customer', [column('address_city', 'text', cities)]));
    expect(result.pairs).toHaveLength(1);
    expect(result.pairs[0]!.tier).not.toBe('sure');
    expect(result.pairs[0]!.reasons).toContainEqual({ code: 'match.partOf', args: { percent: '100 %' }, weight: 0.9 });
  });

  test('a part with one value counts by the wholes that hold it', () => {
    const whole = valueFeatures(samples(['Falls TX', 'Bastrop TX', 'Marcos TX', 'Houston TX']))!;
    expect(valueLikeness(whole, valueFeatures(samples(['TX', 'TX', 'TX'])), BOTH)!.within).toBe(1);
    expect(valueLikeness(whole, valueFeatures(samples(['NY', 'NY', 'NY'])), BOTH)!.within).toBe(0);
  });

  test('a text that must be read as a date is not sure, unless its values are dates', () => {
    const target = one('orders', [column('order_date', 'date', ['2024-01-02', '2024-02-03', '2024-03-04', '2024-04-05', '2024-05-06']), column('total', 'decimal')]);
    const tier = (profile?: readonly string[]): string => matchSchemas(one('orders', [column('order_date', 'varchar(20)', profile), column('total', 'decimal')]), target).pairs[0]!.tier;
    expect([tier(['2024-01-02', '2024-02-03', '2024-03-04', '2024-04-05', '2024-05-06']), tier()]).toEqual(['sure', 'likely']);
  });
});

test('a key goes to its registry first: the table of nothing but the key', () => {
  const keys = ['Ab82a', 'Be86b', 'Co91a', 'Du77c', 'Ek99a', 'Fo01b'];
  const target: MatchSchema = { tables: [
    { name: 'years', columns: [column('refkey', 'text', keys), column('year', 'integer', [1982, 1986, 1991, 1977, 1999, 2001])] },
    { name: 'titles', columns: [column('refkey', 'text', keys), column('title', 'text', titles)] },
    { name: 'allrefs', columns: [column('refkey', 'text', keys)] },
  ] };
  const source = one('report', [column('report_id', 'text', ['Gr84', 'Hu90', 'Iv73', 'Jo95', 'Ka88']), column('title', 'text', titles), column('year', 'integer', [1984, 1990, 1973, 1995, 1988])]);
  expect(ranked(matchSchemas(source, target))[0]).toBe('allrefs.refkey');
});
