import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCode } from '../../../src/core/existingWork/codeText.ts';
import { isCandidate, searchedGlobs } from '../../../src/core/existingWork/findExistingWork.ts';
import { matchesGlob } from '../../../src/core/existingWork/globs.ts';
import { readSimpleSelect } from '../../../src/core/existingWork/simpleSelect.ts';
import { sqlUse } from '../../../src/core/existingWork/sqlUse.ts';
import { withoutCredentials } from '../../../src/core/existingWork/withoutCredentials.ts';
import { readXml } from '../../../src/core/existingWork/xml.ts';

describe('connections without credentials', () => {
  test.each([
    ['postgresql://ana:pw@db1:5432/shop?sslmode=require', 'postgresql db1/shop'],
    ['postgres://db1/shop', 'postgres db1/shop'],
    ['postgresql+psycopg2://u:p%40ss@db1/shop', 'postgresql db1/shop'],
    ['jdbc:sqlserver://sql1:1433;databaseName=Crm;user=sa;password=pw', 'sqlserver sql1/Crm'],
    ['jdbc:oracle:thin:scott/tiger@//ora1:1521/ORCL', 'oracle ora1/ORCL'],
    ['jdbc:oracle:thin:scott/tiger@ora1:1521:ORCL', 'oracle ora1/ORCL'],
    ['mysql://root:p@ss@db1/shop', 'mysql'],
    ['mysql://root:p?ss@db1/shop', 'mysql'],
    ['dbi:Oracle:host=ora1;sid=LEGACY;port=1521', 'oracle ora1/LEGACY'],
    ['Data Source=sql1;Initial Catalog=Crm;User ID=sa;Password=pw', 'sql1/Crm'],
    ['host=db1 dbname=shop user=ana password=pw', 'db1/shop'],
    ['${DATABASE_URL}', 'environment variable DATABASE_URL'],
    ["{{ env_var('DBT_HOST') }}", 'environment variable DBT_HOST'],
    [`host=db1 password='x dbname=pw port=1' dbname=shop`, 'db1/shop'],
    ['host=db1 password=x\\ dbname=pw port=1', ''],
    ['Server=db1;Password="a;Database=pw;b";Database=shop', 'db1/shop'],
    [`Server=db1;Password='a;Database=pw;b`, ''],
    ['jdbc:sqlserver://db1;password={a;database=pw;b};databaseName=shop', 'sqlserver db1/shop'],
    ['jdbc:oracle:thin:@ora1:1521:ORCL', 'oracle ora1/ORCL'],
    // Cut off before its host, as a line break or a quote in the password does it.
    ['postgres://ana:pw', 'postgres'], ['jdbc:oracle:thin:ana/', 'oracle'],
    ['just words', ''], ['', ''],
  ])('%s', (text, shown) => { expect(withoutCredentials(text)).toBe(shown); });

  test('whatever the password is, it is not shown', () => {
    const password = fc.string({ minLength: 6, maxLength: 24, unit: fc.constantFrom(...Array.from('abXY019!#$%&*()-_=+[]{};:,.<>/?@|~ ')) }).map((text) => `zq${text}zq`);
    fc.assert(fc.property(password, fc.constantFrom(
      (pw: string) => `postgresql://ana:${pw}@db1:5432/shop`, (pw: string) => `postgresql://db1/shop?user=ana&password=${pw}`, (pw: string) => `jdbc:oracle:thin:ana/${pw}@//ora1:1521/X`,
      (pw: string) => `Server=db1;Database=shop;Uid=ana;Pwd=${pw}`, (pw: string) => `dbi:Pg:dbname=shop;host=db1;password=${pw}`, (pw: string) => `jdbc:sqlserver://db1;password=${pw};databaseName=shop`,
    ), (pw, form) => { expect(withoutCredentials(form(pw))).not.toMatch(/zq/); }));
  });
});

describe('SQL', () => {
  test.each([
    ['CREATE TABLE IF NOT EXISTS a.b (x int)', [], ['a.b']],
    ['create temporary table t as select * from real_table', ['real_table'], []],
    ['INSERT INTO a (x) SELECT y FROM b JOIN c ON b.i = c.i', ['b', 'c'], ['a']],
    ['update only a set x = 1 where y in (select y from b)', ['b'], ['a']],
    ['delete from a using b where a.i = b.i', [], ['a']],
    ['MERGE INTO a USING b ON (a.i = b.i) WHEN MATCHED THEN UPDATE SET x = 1', [], ['a']],
    ['COPY a (x, y) FROM STDIN', [], ['a']],
    ['copy a to stdout', [], []],
    ['with w as (select * from a) select * from w', ['a'], []],
    ["select 'from b' from a -- from c", ['a'], []],
    ['create view v as select * from [Order Details]', ['Order Details'], []],
    ['create or replace function f() returns void as $$ begin delete from hidden; end $$ language plpgsql', [], []],
    ['select 1 for update; alter table if exists a add b int', [], ['a']],
    ['', [], []],
  ])('%s', (sql, reads, writes) => { expect(sqlUse(sql)).toEqual({ reads, writes }); });
});

describe('a query that is columns of one table', () => {
  test.each([
    ['select a, b as c, t."D" from x.y t', { table: 'x.y', columns: [{ field: 'a', as: 'a' }, { field: 'b', as: 'c' }, { field: 'D', as: 'D' }] }],
    ['select a, upper(b) as b, 1 as one, a + 1 as more, null as n, current_date as d from y', { table: 'y', columns: [{ field: 'a', as: 'a' }] }],
    ['with s as (select * from y), r as (select a as b from s) select b as c from r;', { table: 'y', columns: [{ field: 'a', as: 'c' }] }],
    ['select * from y', undefined], ['select a, * from y', undefined], ['select a from y where b', undefined], ['select a from y join z on 1 = 1', undefined], ['select distinct a from y', undefined],
    ['select a from y union select a from z', undefined], ['select a from y, z', undefined], ['select a from (select a from y) q', undefined], ['select count(*) from y group by a', undefined],
    ['with r as (select a from r) select a from r', undefined], ['delete from y', undefined], ['', undefined],
  ])('%s', (sql, expected) => { expect(readSimpleSelect(sql)).toEqual(expected); });
});

describe('code, comments and texts', () => {
  test('offsets stay, comments and texts are blank', () => {
    const text = 'a = "x # y" # "no"\nb = \'\'\'c\n"d"\'\'\'\n';
    const { bare, strings } = readCode(text, 'python');
    expect(bare).toBe('a = "     "       \nb = \'\'\' \n   \'\'\'\n');
    expect(strings.map((each) => each.text)).toEqual(['x # y', 'c\n"d"']);
    expect(readCode('a(`${b}`) // `c`\n/* "d" */ e', 'javascript').strings.map((each) => each.text)).toEqual(['${b}']);
  });
  test('whatever the text, its length and lines stay', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '"', "'", '`', '\\', '\n', '#', '/', '*', ' ') }), fc.constantFrom('python' as const, 'javascript' as const, 'ruby' as const), (text, language) => {
      const { bare } = readCode(text, language);
      expect(bare.length).toBe(text.length);
      expect(bare.split('\n').length).toBe(text.split('\n').length);
    }));
  });
});

describe('XML', () => {
  test('elements, texts, entities of XML, lines', () => {
    expect(readXml('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "boom">]>\n<a b="1 &amp; 2" c:d=\'&#65;\'>t &x; <![CDATA[<z>]]>\n<e/></a>')).toEqual({
      name: 'a', attributes: { b: '1 & 2', 'c:d': 'A' }, text: 't &x; <z>\n', line: 3, children: [{ name: 'e', attributes: {}, text: '', line: 4, children: [] }],
    });
  });
  test('what is not closed ends with what is around it', () => {
    expect(readXml('<a><b><c></b><d></a>')?.children.map(({ name, children }) => [name, children.map((child) => child.name)])).toEqual([['b', ['c']], ['d', []]]);
    expect(readXml('no xml')).toBeUndefined();
    expect(readXml('<__proto__ __proto__="x">')?.attributes).toEqual({});
  });
  test('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('<', '>', '/', '!', '-', '[', ']', '"', "'", '=', 'a', ' ', '?', '&', ';', '\n') }), (text) => { readXml(text); }));
  });
});

describe('globs', () => {
  test.each([
    ['**/V*__*.sql', 'V1__a.sql', true], ['**/V*__*.sql', 'a/b/V1__a.sql', true], ['**/V*__*.sql', 'a/V1__a/x.sql', false], ['docs/research-*.md', 'docs/research-crm.md', true], ['docs/research-*.md', 'x/docs/research-crm.md', false],
    ['**/*.{ktr,kjb}', 'a.kjb', true], ['**/*.{ktr,kjb}', 'a.kjbx', false], ['**/dags/**/*.py', 'dags/x.py', true], ['**/dags/**/*.py', 'a/dags/b/c/x.py', true], ['**/db/*schema.rb', 'db/schema.rb', true],
  ])('%s %s', (glob, path, expected) => { expect(matchesGlob(path, glob)).toBe(expected); });
  test('candidates', () => {
    expect(isCandidate('db/migration/V1__a.sql')).toBe(true);
    expect(isCandidate('node_modules/x/V1__a.sql')).toBe(false);
    expect(isCandidate('README.md')).toBe(false);
    expect(searchedGlobs().filter((glob) => /\{[^}]*\{/.test(glob))).toEqual([]);
  });
});
