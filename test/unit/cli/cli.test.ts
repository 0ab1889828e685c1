import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from 'esbuild';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { readArgs } from '../../../src/cli/args.ts';
import { lineStarts, positionAt } from '../../../src/cli/positions.ts';
import { run } from '../../../src/cli/run.ts';
import { CHINOOK_POSTGRES, CHINOOK_SQLITE, hasChinook } from '../proposals/chinookPlan.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;
let childPath: string;
const env: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-cli-'));
  // The reading process as it ships is bundled; here its packages stay where they are.
  const built = join(root, 'node_modules/.cache/cli-test');
  await mkdir(built, { recursive: true });
  childPath = join(built, 'child.mjs');
  await build({ entryPoints: [join(root, 'src/connect/child.ts')], bundle: true, packages: 'external', platform: 'node', format: 'esm', outfile: childPath, logLevel: 'error' });
});
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

async function cli(cwd: string, ...argv: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const code = await run(argv, { cwd, childPath, now: new Date('2026-01-02T03:04:05Z'), env: (name) => env[name], out: (text) => { out += text; }, error: (text) => { error += text; } });
  return { code, out, error };
}

describe('arguments', () => {
  test.each([
    [['create', '--out', 'a.md'], 'create needs at least one --source, as sqlite:FILE or files:FOLDER. See --help.'],
    [['create', '--source', 'sqlite:a.db'], 'create needs --out PLAN.md. See --help.'],
    [['create', '--source', 'a.db', '--out', 'a.md'], 'A source is written sqlite:FILE, files:FILE, files:FOLDER, list:FILE or postgres://USER@HOST/DATABASE (postgres, mysql, sqlserver, oracle); "a.db" is not.'],
    [['create', '--source', 'postgres://host/shop', '--out', 'a.md'], 'The source "postgres" names no user. Write postgres://USER@HOST[:PORT]/DATABASE, with ?tls=off|encrypt|verify behind it where need be.'],
    [['create', '--source', 'postgres://ana@host', '--out', 'a.md'], '"host" is no address of a database.'],
    [['create', '--source', 'postgres://ana@host/shop?tls=maybe', '--out', 'a.md'], '"?tls=maybe" is not known.'],
    [['create', '--source', 'postgres://ana@host/shop', '--password-env', 'crm=PW', '--out', 'a.md'], '--password-env names "crm", and no server among the sources is called so.'],
    [['create', '--source', 'postgres://ana@host/shop', '--password-env', 'pass word!', '--out', 'a.md'], '--password-env takes the name of an environment variable'],
    [['create', '--source', 'sqlite:a.db', '--source', 'sqlite:x/a.db', '--out', 'a.md'], 'Two systems would be called "a". Give one another name, as in NAME=sqlite:FILE.'],
    [['create', '--source', 'sqlite:a.db', '--out', 'a.txt'], 'The plan is a Markdown document: "a.txt" does not end in .md.'],
    [['check'], 'check needs one file. See --help.'], [['chek', 'a'], 'There is no command "chek". See --help.'],
  ])('%j', (argv, message) => { expect(() => readArgs(argv)).toThrow(message); });
  test('names', () => {
    expect(readArgs(['create', '--source', 'crm=sqlite:x/a.db', '--target', 'y/new.sql', '--out', 'a.md'])).toEqual({ kind: 'create', sources: [{ kind: 'sqlite', name: 'crm', file: 'x/a.db' }], passwordEnv: [], target: { name: 'new', file: 'y/new.sql' }, out: 'a.md' });
  });
  test('servers', () => {
    const argv = ['create', '--source', 'postgres://ana@127.0.0.1/shop', '--source', 'crm=mysql://dom%40in@db.example:3307/live?tls=encrypt', '--password-env', 'PW', '--password-env', 'crm=CRM_PW', '--out', 'a.md'];
    expect(readArgs(argv)).toEqual({
      kind: 'create', out: 'a.md', passwordEnv: [{ variable: 'PW' }, { name: 'crm', variable: 'CRM_PW' }],
      sources: [
        { kind: 'postgres', name: 'shop', user: 'ana', host: '127.0.0.1', port: 5432, database: 'shop', tls: 'off' },
        { kind: 'mysql', name: 'crm', user: 'dom@in', host: 'db.example', port: 3307, database: 'live', tls: 'encrypt' },
      ],
    });
  });
  test.each(['postgres://ana:hunter2@host/shop', 'postgresql://ana:hunter2@host/shop', 'x=mssql:ana:hunter2@host', 'postgres://ana:hunter2@host'])('a password in %j is refused and not repeated', async (source) => {
    const { code, out, error } = await cli(folder, 'create', '--source', source, '--out', 'a.md');
    expect([code, out, error.includes('hunter2')]).toEqual([2, '', false]);
  });
  test('a server’s password from a variable that is not set, and a server that is not there', async () => {
    const argv = ['create', '--source', 'shop=postgres://ana@127.0.0.1:1/shop', '--out', 'server.md'];
    expect(await cli(folder, ...argv, '--password-env', 'NO_SUCH_VARIABLE')).toEqual({ code: 2, out: '', error: 'The environment variable NO_SUCH_VARIABLE is not set. Put the password for shop into it.\n' });
    env['SHOP_PW'] = 'hunter2';
    const { code, error } = await cli(folder, ...argv, '--password-env', 'SHOP_PW');
    expect(code).toBe(2);
    expect(error).toContain("shop (127.0.0.1:1/shop) can't be read: ");
    expect(error).not.toContain('hunter2');
  });
  test('help', async () => {
    const { code, out } = await cli(folder, '--help');
    expect(code).toBe(0);
    expect(out).toContain('node dist/cli.js check PLAN.md [--json]');
  });
});

test('lines and columns', () => {
  const starts = lineStarts('a\r\nbc\nd\re');
  expect([0, 3, 4, 6, 8].map((offset) => positionAt(starts, offset))).toEqual([{ line: 1, column: 1 }, { line: 2, column: 1 }, { line: 2, column: 2 }, { line: 3, column: 1 }, { line: 4, column: 1 }]);
});

describe.skipIf(!hasChinook)('create and check on Chinook', () => {
  let work: string;
  const args = ['create', '--source', 'Chinook=sqlite:chinook.sqlite', '--target', 'new.sql', '--out', 'docs/data-migration.md'];
  beforeAll(async () => {
    work = await mkdtemp(join(folder, 'chinook-'));
    await copyFile(CHINOOK_SQLITE, join(work, 'chinook.sqlite'));
    await copyFile(CHINOOK_POSTGRES, join(work, 'new.sql'));
  });

  test('a draft, what is left for people, and the catalogues beside it', async () => {
    const { code, out } = await cli(work, ...args);
    expect(code).toBe(0);
    expect(out).toContain('11 tables, 15,607 rows; 64 of 64 source fields mapped; 43 validation rules; 11 tables in load order.');
    expect(out).toContain('- Downtime window\n');
    expect(out).toContain('- Owners of cutover activities: 12 of 12\n');
    const { plan, problems } = parsePlan(await readFile(join(work, 'docs/data-migration.md'), 'utf8'));
    expect(problems).toEqual([]);
    expect(plan?.state.stepsCompleted).toEqual([]);
    expect(plan?.state.project).toBe('Chinook');
    expect(plan?.state.sourceSystems[0]).toMatchObject({ name: 'Chinook', technology: 'SQLite', connection: 'chinook.sqlite', catalogue: 'data-migration/chinook.json' });
    expect((await readdir(work)).sort()).toEqual(['chinook.sqlite', 'docs', 'new.sql']);
    expect((await readdir(join(work, 'docs/data-migration'))).sort()).toEqual(['chinook.json', 'target-new.json']);
  });

  test('check finds nothing in it, and what is broken at its place', async () => {
    expect(await cli(work, 'check', 'docs/data-migration.md')).toEqual({ code: 0, out: '', error: '' });
    const text = await readFile(join(work, 'docs/data-migration.md'), 'utf8');
    const broken = text.replace(/^\| Track( +)\| Milliseconds/m, '| Track$1| Miliseconds').replace('| 3,503 ', '| 3,504 ');
    await writeFile(join(work, 'docs/broken.md'), broken);
    const line = (needle: string): number => broken.split('\n').findIndex((each) => each.includes(needle)) + 1;
    const { code, out } = await cli(work, 'check', 'docs/broken.md');
    expect(code).toBe(1);
    expect(out.split('\n')).toContain(`docs/broken.md:${line('| Miliseconds')}:19 error Track has no field Miliseconds.`);
    expect(out.split('\n')).toContain(`docs/broken.md:${line('| 3,504 ')}:36 warning The cell says 3,504; the scan of 2026-01-02 counted 3,503 rows in Track.`);
    const json = JSON.parse((await cli(work, 'check', 'docs/broken.md', '--json')).out) as { problems: unknown[] };
    expect(json).toMatchObject({ version: 1, file: 'docs/broken.md', readable: true });
    expect(json.problems).toContainEqual({ line: line('| Miliseconds'), column: 19, endLine: line('| Miliseconds'), endColumn: 30, severity: 'error', code: 'mapping.unknownSourceField', message: 'Track has no field Miliseconds.' });
  });

  test('nothing that exists is overwritten', async () => {
    const before = await readFile(join(work, 'docs/data-migration.md'), 'utf8');
    const again = await cli(work, ...args);
    expect(again).toMatchObject({ code: 2, out: '' });
    expect(again.error).toContain('docs/data-migration.md exists already and was left as it is.');
    expect(await readFile(join(work, 'docs/data-migration.md'), 'utf8')).toBe(before);

    // The same catalogue serves a second plan; one that says something else stands in the way.
    await rm(join(work, 'docs/data-migration.md'));
    expect((await cli(work, ...args)).out).toContain('docs/data-migration/chinook.json: catalogue of Chinook, unchanged.');
    await rm(join(work, 'docs/data-migration.md'));
    const file = join(work, 'docs/data-migration/chinook.json');
    const other = (await readFile(file, 'utf8')).replace('"3503"', '"3502"');
    await writeFile(file, other);
    const refused = await cli(work, ...args);
    expect(refused.code).toBe(2);
    expect(refused.error).toContain('docs/data-migration/chinook.json exists already and says something else than what was read now.');
    expect(await readFile(file, 'utf8')).toBe(other);
    expect((await readdir(join(work, 'docs'))).includes('data-migration.md')).toBe(false);
  });
});

describe('what can\'t be read ends with 2 and a reason', () => {
  test.each([
    ['missing.md', undefined, 'missing.md does not exist.'],
    ['binary.md', Buffer.from([35, 32, 0, 1]), 'binary.md is not a text file.'],
    ['latin.md', Buffer.from([35, 32, 0xe4]), 'latin.md is not a text file in UTF-8.'],
    ['notes.md', Buffer.from('# Notes\n'), 'notes.md can\'t be read as a plan:'],
    ['merge.md', Buffer.from('---\nworkflow: create-data-migration\n<<<<<<< HEAD\nproject: a\n=======\nproject: b\n>>>>>>> other\n---\n'), 'merge.md can\'t be read as a plan: Git left a merge conflict here'],
    ['yaml.md', Buffer.from('---\nworkflow: [create\n---\n'), 'yaml.md can\'t be read as a plan:'],
  ])('%s', async (name, content, reason) => {
    if (content) await writeFile(join(folder, name), content);
    const { code, error } = await cli(folder, 'check', name);
    expect(code).toBe(2);
    expect(error).toContain(reason);
    const json = await cli(folder, 'check', name, '--json');
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({ version: 1, file: name, readable: false, reason: expect.stringContaining(reason) as string });
  });
  test('a folder, and a source that is none', async () => {
    expect(await cli(folder, 'check', '.')).toMatchObject({ code: 2, error: '. is a folder, not a file.\n' });
    await writeFile(join(folder, 'text.db'), 'hello');
    const { code, error } = await cli(folder, 'create', '--source', 'sqlite:text.db', '--out', 'x.md');
    expect(code).toBe(2);
    expect(error).toContain('text.db can\'t be read');
    expect(await cli(folder, 'create', '--source', 'sqlite:none.db', '--out', 'x.md')).toMatchObject({ code: 2, error: 'none.db does not exist.\n' });
  });
  test('a folder of data files becomes a draft, and what is no row is said with its file and line', async () => {
    await mkdir(join(folder, 'exports'));
    await writeFile(join(folder, 'exports', 'customers.csv'), 'id,name\n1,a\n2\n3,c\n');
    await writeFile(join(folder, 'exports', 'orders.json'), '[{"id":1},{"id":2}]');
    await writeFile(join(folder, 'exports', 'gone.csv'), '');
    const { code, out } = await cli(folder, 'create', '--source', 'files:exports', '--out', 'files/plan.md');
    expect(code).toBe(0);
    expect(out).toContain('3 tables, 4 rows;');
    expect(out).toContain('Not read in exports: exports/gone.csv could not be read: it is empty (0 bytes)\n');
    expect(out).toContain('Not read in exports, customers, line 3: Lines with fewer fields than columns: 1. They are not in the count; this is the first.\n');
    expect(await readFile(join(folder, 'files', 'plan', 'exports.json'), 'utf8')).toContain("FROM read_csv('exports/customers.csv'");
    const one = await cli(folder, 'create', '--source', 'shop=files:exports/orders.json', '--out', 'one/plan.md');
    expect([one.code, one.out.includes('1 tables, 2 rows;')]).toEqual([0, true]);
  });
  test('a catalogue that is named and missing, or out of the plan\'s folder', async () => {
    await writeFile(join(folder, 'lost.md'), '---\nworkflow: create-data-migration\nstepsCompleted: []\nsourceSystems:\n  - name: a\n    catalogue: x/a.json\n  - name: b\n    catalogue: ../../b.json\n---\n');
    const { code, out } = await cli(folder, 'check', 'lost.md');
    expect(code).toBe(1);
    expect(out).toContain('lost.md:6:16 warning The catalogue x/a.json can\'t be read: x/a.json does not exist.');
    expect(out).toContain('lost.md:8:16 warning The catalogue ../../b.json can\'t be read: it does not lie beside the plan.');
  });
});
