import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSql } from '../../../src/core/language/sqlReading.ts';
import { sqlName } from '../../../src/core/language/sqlName.ts';
import { dialectOf, sqlTokens } from '../../../src/core/language/sqlTokens.ts';

const names = (sql: string, technology: string): string[] => sqlTokens(sql, dialectOf(technology)).filter((token) => token.kind === 'name').map((token) => token.text);
const tables = (sql: string, technology = ''): string[] => readSql(sql, dialectOf(technology)).tables.map((table) => table.parts.map((part) => part.text).join('.'));
const columns = (sql: string): string[] => readSql(sql, dialectOf('')).columns.map(({ qualifier, name }) => [...qualifier.map((part) => part.text), name?.text ?? '*'].join('.'));

describe('names, apart from strings and comments', () => {
  test.each<[string, string, string[]]>([
    ['SELECT "Customer", `Customer`, [Customer], \'Customer\' -- Customer\n/* Customer */', 'SQLite', ['SELECT', 'Customer', 'Customer', 'Customer']],
    ['a "it""s" b', 'PostgreSQL', ['a', 'it"s', 'b']],
    ['a \'it\'\'s x\' b', 'PostgreSQL', ['a', 'b']],
    ['a \'it\\\' x\' b', 'MySQL', ['a', 'b']],
    ['a E\'it\\\' x\' b', 'PostgreSQL', ['a', 'E', 'b']],
    ['a "Customer" # x', 'MySQL', ['a']],
    ['a $tag$ Customer $tag$ b', 'PostgreSQL', ['a', 'b']],
    ['arr[Customer] /* a /* b */ c */ d', 'PostgreSQL', ['arr', 'Customer', 'd']],
    ['[a]]b] c', 'SQL Server', ['a]b', 'c']],
    ['straße + naïve_2', '', ['straße', 'naïve_2']],
    ['a \'open Customer', '', ['a']],
    ['a "open Customer', '', ['a', 'open Customer']],
  ])('%s in %s', (sql, technology, expected) => { expect(names(sql, technology)).toEqual(expected); });
});

describe('tables and columns', () => {
  test.each<[string, string[], string[]]>([
    ['SELECT a, t.b AS c FROM t', ['t'], ['a', 't.b']],
    ['SELECT * FROM s.t x, u AS y LEFT JOIN v ON v.id = y.id', ['s.t', 'u', 'v'], ['v.id', 'y.id']],
    ['SELECT x.* FROM t x', ['t'], ['x.*']],
    ['SELECT COUNT(*), SUM(a) FROM t WHERE b IN (SELECT c FROM u)', ['t', 'u'], ['a', 'b', 'c']],
    ['WITH w AS (SELECT a FROM t) SELECT a FROM w', ['t'], ['a', 'a']],
    ['SELECT EXTRACT(YEAR FROM d) FROM t', ['t'], ['YEAR', 'd']],
    ['SELECT a FROM t WHERE a IS DISTINCT FROM b', ['t'], ['a', 'a', 'b']],
    ['SELECT a FROM t UNION ALL SELECT b FROM u', ['t', 'u'], ['a', 'b']],
    ['SELECT a FROM (SELECT b FROM t) x', ['t'], ['a', 'b']],
    ['SELECT a FROM (t JOIN u ON t.i = u.i)', ['t', 'u'], ['a', 't.i', 'u.i']],
    ['SELECT a FROM generate_series(1, n) g', [], ['a', 'n']],
    ['', [], []], ['FROM', [], []], [')))((', [], []],
  ])('%s', (sql, expectedTables, expectedColumns) => {
    expect(tables(sql)).toEqual(expectedTables);
    expect(columns(sql)).toEqual(expectedColumns);
  });
});

test('any text is read, and every token stands where it says', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('SELECT ', 'FROM ', 'a', '.', '"', '\'', '`', '[', ']', '(', ')', ',', '--', '/*', '*/', '\n', ' ', '$', '$x$', 'é', '😀', ';', 'WITH ', 'AS ', '1'), { maxLength: 30 }).map((parts) => parts.join('')), fc.constantFrom('', 'MySQL', 'PostgreSQL', 'SQL Server', 'Oracle'), (sql, technology) => {
    const reading = readSql(sql, dialectOf(technology));
    let last = 0;
    for (const token of reading.tokens) {
      expect(token.start).toBeGreaterThanOrEqual(last);
      expect(token.end).toBeGreaterThan(token.start);
      if (token.quote === '' && token.kind === 'name') expect(sql.slice(token.start, token.end)).toBe(token.text);
      last = token.end;
    }
    expect(last).toBeLessThanOrEqual(sql.length);
  }), { numRuns: 5_000 });
});

test.each([
  ['Order Line', 'Customer', 'SQL Server', '[Order Line]'], ['Client', 'Customer', 'SQLite', 'Client'], ['Client', 'customer', 'PostgreSQL', '"Client"'], ['client', 'customer', 'PostgreSQL', 'client'],
  ['a"b', '"Customer"', 'PostgreSQL', '"a""b"'], ['a]b', '[Customer]', 'SQLite', '[a]]b]'], ['order', 'x', 'MySQL 8', '`order`'], ['CLIENT', 'x', 'Oracle 19c', 'CLIENT'],
])('%s in place of %s in %s: %s', (name, written, technology, expected) => { expect(sqlName(name, written, technology)).toBe(expected); });
