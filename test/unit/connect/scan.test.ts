import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ScanRequest } from '../../../src/connect/protocol.ts';
import type { ScanProgress } from '../../../src/connect/scan.ts';
import { buildChild } from './buildChild.ts';

const forked: ChildProcess[] = [];
vi.mock('node:child_process', async (original) => {
  const real = await original<typeof import('node:child_process')>();
  return {
    ...real,
    fork: (...given: Parameters<typeof real.fork>) => {
      const started = real.fork(...given);
      forked.push(started);
      return started;
    },
  };
});
const { scan } = await import('../../../src/connect/scan.ts');

// Other tests scan at the same time: what is left behind is looked for in a folder of this one's own.
const temporary = mkdtempSync(join(tmpdir(), 'scan-test-temporary-'));
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = temporary;

const tables = 1_500;
const now = '2025-01-02T03:04:05Z';
let child: Awaited<ReturnType<typeof buildChild>>;
let folder = '';
let request: Extract<ScanRequest, { kind: 'sqlite' }>;

beforeAll(async () => {
  child = await buildChild();
  folder = mkdtempSync(join(tmpdir(), 'scan-test-'));
  const file = join(folder, 'many.sqlite');
  const database = new sqlite.Database(file);
  database.exec(`BEGIN; ${Array.from({ length: tables }, (_, at) => `CREATE TABLE t${at} (x);`).join('')} COMMIT;`);
  database.close();
  request = { kind: 'sqlite', system: 'Many', role: 'source', file, path: 'many.sqlite', now };
});
afterAll(async () => {
  await child.remove();
  rmSync(folder, { recursive: true, force: true });
  rmSync(temporary, { recursive: true, force: true });
});

/** A stand-in for the reading process: what it does once it is told to start. */
function standIn(body: string): string {
  const file = join(folder, `standIn${readdirSync(folder).length}.mjs`);
  const table = `const table = (name) => ({ type: 'table', table: { name, kind: 'table', columns: [], primaryKey: [], uniqueKeys: [], foreignKeys: [], statistics: { kind: 'unknown' } } });`;
  const opening = `await say({ type: 'opened', technology: 'SQLite', origin: 'database' }); await say({ type: 'listed', total: 3 });`;
  writeFileSync(
    file,
    `${table}
     const say = (message) => new Promise((done) => process.send(message, done));
     const open = async () => { ${opening} };
     const never = () => setInterval(() => {}, 1000);
     process.on('message', async (message) => { if (message.type === 'start') { ${body} } });`,
  );
  return file;
}

function scratchFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('migration-scan-'));
}

describe('scan', () => {
  it('reports each table as it comes', async () => {
    const seen: ScanProgress[] = [];
    const childPath = standIn(`await open(); await say({ type: 'reading', table: 'a' }); await say(table('a')); await say({ type: 'finished', complete: true, issues: [] }); process.disconnect();`);
    const catalogue = await scan(request, { childPath, onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ phase, read, total, table, latest }) => [phase, read, total, table, latest?.name])).toEqual([
      ['opening', 0, undefined, undefined, undefined],
      ['reading', 0, 3, undefined, undefined],
      ['reading', 0, 3, 'a', undefined],
      ['reading', 1, 3, undefined, 'a'],
      ['finished', 1, 3, undefined, undefined],
    ]);
    expect(catalogue).toEqual({
      catalogueVersion: 1, system: 'Many', role: 'source', technology: 'SQLite', origin: { kind: 'database', path: 'many.sqlite' }, scannedAt: now,
      complete: true, tables: [expect.objectContaining({ name: 'a' })], issues: [],
    });
  });

  it('keeps the tables read when it is cancelled', async () => {
    const controller = new AbortController();
    const before = scratchFolders();
    const catalogue = await scan(request, {
      childPath: child.path,
      signal: controller.signal,
      onProgress: ({ read }) => {
        if (read === 3) {
          controller.abort();
        }
      },
    });
    expect(catalogue.complete).toBe(false);
    expect(catalogue.tables.length).toBeGreaterThanOrEqual(3);
    expect(catalogue.tables.length).toBeLessThan(tables);
    expect(catalogue.tables.slice(0, 3).map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['t0', '0'], ['t1', '0'], ['t2', '0']]);
    expect(catalogue.issues).toEqual([expect.objectContaining({ message: `The scan was cancelled: ${catalogue.tables.length} of ${tables} tables were read.` })]);
    expect(scratchFolders()).toEqual(before);
  });

  it('gives the child the password in its first message and nothing else, and no settings of drivers', async () => {
    const secret = 'hunter2 & more';
    Object.assign(process.env, { TEST_CRM_PASSWORD: secret, PGPASSWORD: 'another', PGHOST: 'elsewhere' });
    try {
      const childPath = standIn(`
        const around = JSON.stringify([process.env, process.argv, process.execArgv]);
        const found = [message.secret, around.includes('hunter2'), Object.keys(process.env).filter((name) => name.startsWith('PG')).length].join('|');
        await say({ type: 'failed', code: 'scan.failed', args: { path: 'it', detail: found } });`);
      await expect(scan(request, { childPath, secret })).rejects.toThrow(`Reading it failed: ${secret}|false|0`);
    } finally {
      for (const name of ['TEST_CRM_PASSWORD', 'PGPASSWORD', 'PGHOST']) Reflect.deleteProperty(process.env, name);
    }
  });

  it('takes a table anew when its rows are counted, and says how far the counts were when it is cancelled', async () => {
    const controller = new AbortController();
    const counted = (rows: string): string => `await say({ type: 'table', table: { ...table('a').table, statistics: { kind: 'measured', rowCount: '${rows}' } } });`;
    const childPath = standIn(`await say({ type: 'opened', technology: 'PostgreSQL', origin: 'database' }); await say({ type: 'listed', total: 2 });
      await say({ type: 'reading', table: 'a' }); await say(table('a')); await say({ type: 'reading', table: 'b' }); await say(table('b'));
      await say({ type: 'counting', total: 2 }); await say({ type: 'reading', table: 'a' }); await say({ type: 'reading', table: 'b' }); ${counted('9223372036854775807')} never();`);
    const seen: ScanProgress[] = [];
    const catalogue = await scan(request, { childPath, signal: controller.signal, killAfter: 10, onProgress: (progress) => { seen.push(progress); if (progress.counted === 1) controller.abort(); } });
    expect(seen.map(({ phase, read, counted: done, toCount, table }) => [phase, read, done, toCount, table]).slice(-4)).toEqual([
      ['counting', 2, 0, 2, undefined], ['counting', 2, 0, 2, 'a'], ['counting', 2, 0, 2, 'b'], ['counting', 2, 1, 2, 'b'],
    ]);
    expect([catalogue.complete, catalogue.tables.map(({ name, statistics }) => [name, statistics.rowCount])]).toEqual([false, [['a', '9223372036854775807'], ['b', undefined]]]);
    expect(catalogue.issues).toEqual([{ message: 'The scan was cancelled: the 2 tables were read, and the rows of 1 of 2 counted.', table: 'b' }]);
  });

  it('keeps two tables whose names read alike: orders of sales, and sales.orders', async () => {
    const childPath = standIn(`await open(); await say(table('sales.orders')); const other = table('orders'); other.table.schema = 'sales'; await say(other); await say({ type: 'finished', complete: true, issues: [] }); process.disconnect();`);
    const catalogue = await scan(request, { childPath });
    expect(catalogue.tables.map(({ schema, name }) => [schema, name])).toEqual([[undefined, 'sales.orders'], ['sales', 'orders']]);
  });

  it('starts nothing where it is cancelled before it begins', async () => {
    const before = forked.length;
    const catalogue = await scan(request, { childPath: child.path, signal: AbortSignal.abort() });
    expect([catalogue.complete, catalogue.tables, forked.length]).toEqual([false, [], before]);
  });

  it('ends a process that does not listen when it is cancelled', async () => {
    const controller = new AbortController();
    const childPath = standIn(`await open(); await say(table('a')); for (;;) {}`);
    const catalogue = await scan(request, { childPath, signal: controller.signal, killAfter: 20, onProgress: ({ read }) => { if (read === 1) controller.abort(); } });
    expect([catalogue.complete, catalogue.tables.map(({ name }) => name)]).toEqual([false, ['a']]);
    expect(forked.at(-1)!.signalCode).toBe('SIGKILL');
  });

  it('keeps the tables read when the process is killed in the middle', async () => {
    const before = scratchFolders();
    let killed = false;
    const catalogue = await scan(request, {
      childPath: child.path,
      onProgress: ({ read }) => {
        if (read === 2 && !killed) {
          killed = true;
          forked.at(-1)!.kill('SIGKILL');
        }
      },
    });
    expect(catalogue.complete).toBe(false);
    expect(catalogue.tables.length).toBeGreaterThanOrEqual(2);
    expect(catalogue.tables.length).toBeLessThan(tables);
    expect(catalogue.issues[0]!.message).toMatch(new RegExp(`^The reading process ended unexpectedly .*\\(?SIGKILL\\)?; ${catalogue.tables.length} of ${tables} tables were read\\.`));
    expect(scratchFolders()).toEqual(before);
  });

  it.each([
    ['a crash at a table', `await open(); await say(table('a')); await say({ type: 'reading', table: 'b' }); process.exit(3);`, 'The reading process ended unexpectedly at b (exit code 3); 1 of 3 tables were read. Scan again; if it happens again at the same table, report it.', 'b'],
    ['a hang', `await open(); await say(table('a')); await say({ type: 'reading', table: 'b' }); never();`, 'The reading process gave no sign for 1.5 seconds at b and was ended; 1 of 3 tables were read.', 'b'],
    ['nonsense', `await open(); await say(table('a')); await say({ type: 'table', table: 7 }); never();`, 'The reading process sent something unexpected; 1 of 3 tables were read. Install the extension again.', undefined],
    ['a failure', `await open(); await say(table('a')); await say({ type: 'failed', code: 'file.denied', args: { path: 'x' } }); process.disconnect();`, 'x may not be read by this user. Ask for permission to read it, or choose a copy.', undefined],
  ])('keeps the tables read after %s', async (_name, body, message, table) => {
    const catalogue = await scan(request, { childPath: standIn(body), quietLimit: 1_500 });
    expect([catalogue.complete, catalogue.tables.map(({ name }) => name)]).toEqual([false, ['a']]);
    expect(catalogue.issues).toEqual([table === undefined ? { message } : { message, table }]);
  });

  it.each([
    ['a process that crashes before the first table', () => standIn('await open(); process.exit(1);'), 'scan.crashed'],
    ['a process that hangs from the start', () => standIn('never();'), 'scan.notStarted'],
    ['a process that hangs while it opens the source', () => standIn("await say({ type: 'working' }); never();"), 'scan.hung'],
    ['a process that is not there', () => join(folder, 'absent.mjs'), 'scan.notStarted'],
    ['an unknown code', () => standIn(`await say({ type: 'failed', code: 'nope', args: {} }); never();`), 'scan.garbled'],
  ])('throws after %s', async (_name, childPath, code) => {
    await expect(scan(request, { childPath: childPath(), startLimit: 2_000, quietLimit: 1_000 })).rejects.toMatchObject({ name: 'ConnectError', code });
  });

  it('throws where the program to run is not there', async () => {
    await expect(scan(request, { childPath: child.path, execPath: join(folder, 'no-node') })).rejects.toMatchObject({ code: 'scan.notStarted' });
  });

  it('makes Electron act as Node and passes no flags of its own on', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-warnings');
    const childPath = standIn(`await open(); await say(table(JSON.stringify([process.env.ELECTRON_RUN_AS_NODE, process.env.NODE_OPTIONS, process.env.EXTRA, process.execArgv]))); await say({ type: 'finished', complete: true, issues: [] }); process.disconnect();`);
    const catalogue = await scan(request, { childPath, env: { EXTRA: 'yes' } });
    vi.unstubAllEnvs();
    expect(JSON.parse(catalogue.tables[0]!.name)).toEqual(['1', null, 'yes', []]);
  });

  it('reads a schema file, and refuses what is none', async () => {
    const file = join(folder, 'schema.sql');
    const ddl: ScanRequest = { kind: 'ddl', dialect: 'PostgreSQL', system: 'New', role: 'target', file, path: 'schema.sql', now };
    writeFileSync(file, Buffer.from('CREATE TABLE caf\u00e9 (id serial PRIMARY KEY);', 'latin1'));
    const catalogue = await scan(ddl, { childPath: child.path });
    expect(catalogue).toMatchObject({
      technology: 'PostgreSQL', role: 'target', origin: { kind: 'ddl', path: 'schema.sql' }, complete: true,
      tables: [{ name: 'caf\u00e9', primaryKey: ['id'], statistics: { kind: 'unknown' } }],
      issues: [{ message: 'The file is not UTF-8; it was read as Windows-1252. Check names and comments with letters outside of ASCII.' }],
    });
    await expect(scan({ ...ddl, maxBytes: 10 }, { childPath: child.path })).rejects.toMatchObject({ code: 'file.tooLarge' });
    await expect(scan({ ...ddl, file: folder }, { childPath: child.path })).rejects.toMatchObject({ code: 'file.directory' });
    await expect(scan({ ...ddl, file: request.file }, { childPath: child.path })).rejects.toMatchObject({ code: 'ddl.binary' });
  });
});
