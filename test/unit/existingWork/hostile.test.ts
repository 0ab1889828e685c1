import { describe, expect, test } from 'vitest';
import { findExistingWork } from '../../../src/core/existingWork/findExistingWork.ts';
import { readNeighbour } from '../../../src/core/neighbours/readNeighbour.ts';

const MB = 1_000_000;
/** A path that each tool wants to see. */
const PATHS = [
  'db/migration/V1__a.sql', 'flyway.conf', 'changelog.xml', 'changelog.yaml', 'changelog.json', 'changelog.sql', 'liquibase.properties', 'alembic.ini', 'versions/a.py', 'schema.prisma', 'knexfile.js', 'migrations/a.js', 'data-source.ts',
  'db/migrate/1_a.rb', 'db/schema.rb', 'dbt_project.yml', 'models/a.sql', 'models/a.yml', 'ora2pg.conf', 'a.load', 'dms.json', 'a.ktr', 'a.dtsx', 'a.dtproj', 'dags/a.py',
];
/** One for each way of reading. */
const ONE_A_READER = ['db/migration/V1__a.sql', 'changelog.xml', 'changelog.yaml', 'changelog.json', 'versions/a.py', 'migrations/a.js', 'db/schema.rb', 'ora2pg.conf', 'a.load', 'schema.prisma', 'dags/a.py'];
/** What opens each tool's reader, so that it goes on into what follows. */
const OPENINGS = ['', '<databaseChangeLog>', 'databaseChangeLog: ', '{"databaseChangeLog": [', '{"rules": [', 'ORACLE_DSN dbi:Oracle:', 'LOAD DATABASE FROM ', 'from airflow import DAG\nDAG(', 'name: x\nmodels: ', 'datasource db {', '<transformation><step>', 'revision = "1"\ndown_revision = '];
const FILLINGS: readonly (readonly [string, string])[] = [
  ['a letter', 'a'], ['quotes', '"'], ['apostrophes', "'"], ['brackets', '('], ['opening tags', '<a '], ['tags', '<a>'], ['declarations', '<!x>'], ['comments', '/* '], ['blanks', ' '], ['backslashes', '\\'], ['backticks', '`'], ['at signs', '@'],
  ['lists', '- '], ['flow lists', '['], ['templates', '{{ '], ['commas', 'a,'], ['hashes', '# '], ['pipes', '|'], ['statements', 'create table '], ['equal signs', 'a='],
];

describe('a line of a megabyte', () => {
  test.each(FILLINGS)('of %s, in a file of each tool', (_, unit) => {
    // No measurement: what is not linear does not come to its end within the ring's limit.
    for (const opening of OPENINGS) {
      const line = opening + unit.repeat(Math.ceil(MB / 25 / unit.length));
      findExistingWork(PATHS.map((path) => ({ path, text: line })));
    }
    const line = unit.repeat(Math.ceil(MB / unit.length));
    for (const path of ONE_A_READER) expect(findExistingWork([{ path, text: line }]).filter(({ sure }) => sure && path !== 'db/migration/V1__a.sql')).toEqual([]);
    expect(readNeighbour({ path: 'docs/research-a.md', text: `# Systems\n\n${line}` }).systems).toEqual([]);
  });
});

describe('bombs', () => {
  test('entities of XML mean nothing', () => {
    const text = `<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "${'&a;'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}">]>\n<databaseChangeLog><changeSet id="&c;"><createTable tableName="&c;"/></changeSet></databaseChangeLog>`;
    expect(findExistingWork([{ path: 'changelog.xml', text }]).map(({ facts, writes }) => [facts, writes])).toEqual([[['1 change set, last &c;'], ['&c;']]]);
  });
  test('anchors of YAML are not followed', () => {
    const levels = Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array.from({ length: 10 }, () => `*a${index}`).join(', ')}]`);
    const bomb = `a0: &a0 lol\n${levels.join('\n')}\n`;
    expect(findExistingWork([{ path: 'dbt_project.yml', text: `name: shop\nprofile: x\n${bomb}` }]).map(({ name }) => name)).toEqual(['dbt project shop']);
    expect(findExistingWork([{ path: 'changelog.yaml', text: `databaseChangeLog: []\n${bomb}` }])[0]?.facts).toEqual(['0 change sets']);
    expect(readNeighbour({ path: 'docs/research-a.md', text: `---\n${bomb}---\n` }).systems).toEqual([]);
  });
  test('depth without end', () => {
    const depth = 50_000;
    expect(findExistingWork([{ path: 'changelog.xml', text: `<databaseChangeLog>${'<a>'.repeat(depth)}` }])[0]?.facts).toEqual(['0 change sets']);
    expect(findExistingWork([{ path: 'changelog.json', text: `{"databaseChangeLog": ${'['.repeat(5_000)}${']'.repeat(5_000)}}` }])[0]?.facts).toEqual(['0 change sets']);
    expect(findExistingWork([{ path: 'changelog.yaml', text: `databaseChangeLog: ${'['.repeat(depth)}` }])[0]?.facts).toEqual(['0 change sets']);
  });
  test('binary files are left alone', () => {
    const text = String.fromCharCode(...Array.from({ length: 4_096 }, (_, index) => index % 256));
    expect(findExistingWork(PATHS.map((path) => ({ path, text })))).toEqual([]);
  });
  test('names that mean something to JavaScript', () => {
    const text = JSON.stringify({ rules: [{ 'rule-type': 'selection', 'rule-action': 'include', 'object-locator': { 'schema-name': '__proto__', 'table-name': 'constructor' } }] });
    expect(findExistingWork([{ path: 'dms.json', text }])[0]?.reads).toEqual(['__proto__.constructor']);
  });
  test('no list grows without bound', () => {
    const text = Array.from({ length: 3_000 }, (_, index) => `create table t${index} (a int);`).join('\n');
    const [found] = findExistingWork([{ path: 'db/migration/V1__a.sql', text }]);
    expect(found?.writes.length).toBe(500);
  });
});
