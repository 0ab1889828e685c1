import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { renderCatalogue } from '../../../src/core/catalogue/renderCatalogue.ts';
import type { DatabaseRequest } from '../../../src/connect/protocol.ts';
import { scan } from '../../../src/connect/scan.ts';
import type { ScanOptions, ScanProgress } from '../../../src/connect/scan.ts';
import { startPostgres } from '../../lab/servers/postgres.mjs';
import { buildChild } from './buildChild.ts';
import { serverRequest, tableOf } from './serverScan.ts';

const started = await startPostgres();
if (typeof started === 'string') console.log(`Skipped: reading PostgreSQL. ${started}`);
const SECRET = `pa"ss'w/örd %41 + 9b7c`;
/** With the switch, the size that the product must stand; without, one that every machine has time for. */
const ROWS_PER_TABLE = process.env['LAB_LARGE'] === undefined ? 10_000 : 100_000;
const TABLES = 200;

describe.skipIf(typeof started === 'string')('PostgreSQL', () => {
  if (typeof started === 'string') {
    it.skip(started);
    return;
  }
  const server = started;
  const reader = { port: server.port, user: 'reader' };
  let child: Awaited<ReturnType<typeof buildChild>>;

  async function run(database: string, ...statements: readonly string[]): Promise<void> {
    const client = await server.connect(database);
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  async function make(name: string, ...statements: readonly string[]): Promise<void> {
    await run('postgres', `CREATE DATABASE ${name}`);
    await run(name, ...statements);
  }

  function read(database: string, more: Partial<DatabaseRequest> = {}, options: Partial<ScanOptions> = {}): Promise<Catalogue> {
    return scan(serverRequest('postgres', reader, database, more), { childPath: child.path, secret: SECRET, ...options });
  }

  /** All that the reading process says, word for word, with its arguments and environment where the system shows them. */
  function everyMessage(request: DatabaseRequest): Promise<unknown[]> {
    return new Promise((resolve) => {
      const messages: unknown[] = [];
      const forked = fork(child.path, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
      const note = (chunk: Buffer): void => void messages.push(chunk.toString());
      forked.stdout?.on('data', note);
      forked.stderr?.on('data', note);
      forked.on('message', (message) => {
        messages.push(message);
        for (const name of ['cmdline', 'environ']) {
          try {
            messages.push(readFileSync(`/proc/${forked.pid ?? 0}/${name}`, 'utf8'));
          } catch {
            // It has just ended, or this system shows it to nobody.
          }
        }
      });
      forked.on('exit', () => { resolve(messages); });
      forked.send({ type: 'start', request, scratch: tmpdir(), secret: SECRET });
    });
  }

  beforeAll(async () => {
    child = await buildChild();
    await run('postgres', `CREATE ROLE reader LOGIN PASSWORD '${SECRET.replaceAll(`'`, `''`)}'`);
  });
  afterAll(async () => {
    await child.remove();
    await server.stop();
  });

  it('reads types, keys, defaults, comments and odd names, of several schemas, as they are', async () => {
    await make(
      'odd',
      `CREATE SCHEMA "Weird ""S"`,
      `CREATE TYPE mood AS ENUM ('sad', 'it''s ok', '😀')`,
      `CREATE DOMAIN email AS varchar(90) DEFAULT 'x@y' NOT NULL`,
      `CREATE TABLE "select" (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, old serial, "a ""b"" c" numeric(12,3) NOT NULL DEFAULT 0.5, "Größe" char(7), n numeric, neg numeric(3,-2),
         m mood DEFAULT 'sad', ms mood[], e email, v varchar(40), t timestamptz(3), d date, ti time, j jsonb, u uuid, b boolean, by bytea, twice int GENERATED ALWAYS AS (7 * 2) STORED,
         r real, f double precision, s smallint, x xml, p point, any_length bpchar, UNIQUE (v, "Größe"))`,
      `COMMENT ON TABLE "select" IS 'Über alles'`,
      `COMMENT ON COLUMN "select"."Größe" IS 'how big'`,
      `CREATE UNIQUE INDEX part ON "select" (v) WHERE b`,
      `CREATE UNIQUE INDEX expression ON "select" (lower(v))`,
      `CREATE UNIQUE INDEX covering ON "select" (u) INCLUDE (d)`,
      `CREATE TABLE "Weird ""S"."Ünï 日本" (b int, a int, k bigint REFERENCES public."select", PRIMARY KEY (b, a))`,
      `CREATE TABLE child (x int, y int, gone int, CONSTRAINT "f k" FOREIGN KEY (y, x) REFERENCES "Weird ""S"."Ünï 日本" (b, a))`,
      `ALTER TABLE child DROP COLUMN gone`,
      `CREATE TABLE parted (at date NOT NULL, v int) PARTITION BY RANGE (at)`,
      `CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')`,
      `CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')`,
      `INSERT INTO parted SELECT '2020-12-30'::date + n, n FROM generate_series(1, 5) n`,
      `CREATE TABLE ancestor (a int)`,
      `CREATE TABLE heir (b int) INHERITS (ancestor)`,
      `INSERT INTO ancestor VALUES (1)`,
      `INSERT INTO heir VALUES (2, 2), (3, 3)`,
      `CREATE VIEW looked AS SELECT id, m FROM "select"`,
      `CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one`,
      `GRANT USAGE ON SCHEMA "Weird ""S" TO reader`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA public, "Weird ""S" TO reader`,
    );
    const catalogue = await read('odd');
    expect(catalogue.tables.map(({ schema, name, kind, statistics, error }) => [schema, name, kind, statistics.rowCount, error])).toEqual([
      ['Weird "S', 'Ünï 日本', 'table', '0', undefined],
      [undefined, 'ancestor', 'table', '1', undefined],
      [undefined, 'child', 'table', '0', undefined],
      [undefined, 'heir', 'table', '2', undefined],
      [undefined, 'kept', 'view', undefined, undefined],
      [undefined, 'looked', 'view', undefined, undefined],
      [undefined, 'parted', 'table', '5', undefined],
      [undefined, 'select', 'table', '0', undefined],
    ]);
    expect(catalogue.complete).toBe(true);
    const table = tableOf(catalogue, 'select');
    expect(table.comment).toBe('Über alles');
    expect(table.primaryKey).toEqual(['id']);
    expect(table.uniqueKeys).toEqual([['v', 'Größe'], ['u']]);
    expect(table.columns).toEqual([
      { name: 'id', type: { kind: 'integer', bits: 64 }, nativeType: 'bigint', nullable: false, generated: true },
      { name: 'old', type: { kind: 'integer', bits: 32 }, nativeType: 'integer', nullable: false, default: `nextval('public.select_old_seq'::regclass)`, generated: true },
      { name: 'a "b" c', type: { kind: 'decimal', precision: 12, scale: 3 }, nativeType: 'numeric(12,3)', nullable: false, default: '0.5' },
      { name: 'Größe', type: { kind: 'text', length: 7 }, nativeType: 'char(7)', nullable: true, comment: 'how big' },
      { name: 'n', type: { kind: 'decimal' }, nativeType: 'numeric', nullable: true },
      { name: 'neg', type: { kind: 'decimal', precision: 3, scale: -2 }, nativeType: 'numeric(3,-2)', nullable: true },
      { name: 'm', type: { kind: 'enum', values: ['sad', `it's ok`, '😀'] }, nativeType: 'mood', nullable: true, default: `'sad'::public.mood` },
      { name: 'ms', type: { kind: 'array' }, nativeType: 'mood[]', nullable: true },
      { name: 'e', type: { kind: 'text', length: 90 }, nativeType: 'email', nullable: false, default: `'x@y'::character varying` },
      { name: 'v', type: { kind: 'text', length: 40 }, nativeType: 'varchar(40)', nullable: true },
      { name: 't', type: { kind: 'timestamp', timeZone: true }, nativeType: 'timestamptz(3)', nullable: true },
      { name: 'd', type: { kind: 'date' }, nativeType: 'date', nullable: true },
      { name: 'ti', type: { kind: 'time' }, nativeType: 'time', nullable: true },
      { name: 'j', type: { kind: 'json' }, nativeType: 'jsonb', nullable: true },
      { name: 'u', type: { kind: 'uuid' }, nativeType: 'uuid', nullable: true },
      { name: 'b', type: { kind: 'boolean' }, nativeType: 'boolean', nullable: true },
      { name: 'by', type: { kind: 'binary' }, nativeType: 'bytea', nullable: true },
      { name: 'twice', type: { kind: 'integer', bits: 32 }, nativeType: 'integer', nullable: true, default: '(7 * 2)', generated: true },
      { name: 'r', type: { kind: 'float', bits: 32 }, nativeType: 'real', nullable: true },
      { name: 'f', type: { kind: 'float', bits: 64 }, nativeType: 'double precision', nullable: true },
      { name: 's', type: { kind: 'integer', bits: 16 }, nativeType: 'smallint', nullable: true },
      { name: 'x', type: { kind: 'xml' }, nativeType: 'xml', nullable: true },
      { name: 'p', type: { kind: 'spatial' }, nativeType: 'point', nullable: true },
      { name: 'any_length', type: { kind: 'text' }, nativeType: 'bpchar', nullable: true },
    ]);
    expect(tableOf(catalogue, 'Ünï 日本').primaryKey).toEqual(['b', 'a']);
    expect(tableOf(catalogue, 'Ünï 日本').foreignKeys).toEqual([{ name: 'Ünï 日本_k_fkey', columns: ['k'], referencedTable: 'select', referencedColumns: ['id'] }]);
    expect(tableOf(catalogue, 'child').columns.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(tableOf(catalogue, 'child').foreignKeys).toEqual([{ name: 'f k', columns: ['y', 'x'], referencedSchema: 'Weird "S', referencedTable: 'Ünï 日本', referencedColumns: ['b', 'a'] }]);
    expect(tableOf(catalogue, 'ancestor').statistics.query).toBe('SELECT count(*) FROM ONLY "public"."ancestor"');

    const only = await read('odd', { schemas: ['Weird "S'] });
    expect(only.tables.map(({ name }) => name)).toEqual(['Ünï 日本']);
    await expect(read('odd', { schemas: ['nowhere'] })).rejects.toThrow('The database odd has no tables that reader may see. Check the database, the schemas (nowhere) and the rights of this user.');
  });

  it('takes statistics for what they are: missing, never made and stale ones are unknown, the rest has its age', async () => {
    await make(
      'ages',
      'CREATE TABLE never AS SELECT generate_series(1, 5000) AS n',
      'CREATE TABLE fresh AS SELECT generate_series(1, 5000) AS n',
      'CREATE TABLE empty (n int)',
      'CREATE TABLE changed AS SELECT generate_series(1, 5000) AS n',
      `CREATE TABLE parted (n int) PARTITION BY RANGE (n)`,
      `CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (100)`,
      `CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (100) TO (9999)`,
      `INSERT INTO parted SELECT generate_series(1, 5000)`,
      'CREATE TABLE half (n int) PARTITION BY RANGE (n)',
      'CREATE TABLE half_1 PARTITION OF half FOR VALUES FROM (1) TO (100)',
      'CREATE TABLE half_2 PARTITION OF half FOR VALUES FROM (100) TO (9999)',
      'INSERT INTO half SELECT generate_series(1, 5000)',
      'ANALYZE fresh', 'ANALYZE empty', 'ANALYZE changed', 'ANALYZE parted_1', 'ANALYZE parted_2', 'ANALYZE half_1',
      'INSERT INTO changed SELECT generate_series(1, 4000)',
      'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader',
    );
    const catalogue = await read('ages', { exactBelowRows: 0 });
    expect(Object.fromEntries(catalogue.tables.map(({ name, statistics: { kind, rowCount } }) => [name, [kind, rowCount]]))).toEqual({
      never: ['unknown', undefined], fresh: ['estimated', '5000'], empty: ['estimated', '0'], changed: ['unknown', undefined], parted: ['estimated', '5000'], half: ['unknown', undefined],
    });
    const age = Date.now() - Date.parse(tableOf(catalogue, 'fresh').statistics.at!);
    expect(Math.abs(age)).toBeLessThan(10 * 60_000);
    expect(tableOf(catalogue, 'never').statistics.at).toBeUndefined();
    expect(Number(tableOf(catalogue, 'never').statistics.bytes)).toBeGreaterThan(100_000);
    // Below a size: the estimate decides where there is one, the bytes where there is none.
    const some = await read('ages', { exactBelowRows: 5_000 });
    expect(some.tables.filter(({ statistics }) => statistics.kind === 'measured').map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['empty', '0']]);
    const all = await read('ages', { exactBelowRows: 'all' });
    expect(all.tables.map(({ name, statistics }) => [name, statistics.kind, statistics.rowCount])).toEqual([
      ['changed', 'measured', '9000'], ['empty', 'measured', '0'], ['fresh', 'measured', '5000'], ['half', 'measured', '5000'], ['never', 'measured', '5000'], ['parted', 'measured', '5000'],
    ]);
  });

  it('goes on past a table without permission, a view that fails, a policy that hides rows, a lock and a slow count', async () => {
    await make(
      'faults',
      'CREATE TABLE allowed AS SELECT generate_series(1, 3) AS n',
      'CREATE TABLE forbidden AS SELECT 1 AS n',
      'CREATE TABLE hidden AS SELECT generate_series(1, 9) AS n',
      'ALTER TABLE hidden ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY few ON hidden FOR SELECT USING (n < 3)',
      'CREATE TABLE locked AS SELECT 1 AS n',
      'CREATE VIEW broken AS SELECT 1 / 0 AS x',
      'CREATE VIEW fine AS SELECT n FROM allowed',
      'GRANT SELECT ON allowed, hidden, locked, broken, fine TO reader',
    );
    const locker = await server.connect('faults');
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE locked IN ACCESS EXCLUSIVE MODE');
    const catalogue = await read('faults');
    await locker.end();
    expect(catalogue.complete).toBe(true);
    expect(Object.fromEntries(catalogue.tables.map(({ name, statistics, error }) => [name, [statistics.rowCount, error]]))).toEqual({
      allowed: ['3', undefined],
      forbidden: [undefined, 'forbidden may not be read by reader. Ask for the right: GRANT SELECT ON forbidden TO reader.'],
      hidden: [undefined, expect.stringMatching(/hidden/)],
      locked: [undefined, undefined],
      broken: [undefined, 'The view broken does not work: division by zero'],
      fine: [undefined, undefined],
    });
    expect(tableOf(catalogue, 'forbidden').columns.map(({ name }) => name)).toEqual(['n']);
    expect(catalogue.issues.map(({ message, table }) => [table, message])).toEqual([
      [undefined, 'The exact sizes could not be had, because a table is locked or the server too slow; those of the last statistics stand in.'],
      ['locked', 'The rows of locked were not counted (canceling statement due to lock timeout).'],
    ]);
  });

  it('ends a count that takes longer than it may, and keeps the estimate', async () => {
    await make(
      'slow',
      'CREATE TABLE big AS SELECT generate_series(1, 200000) AS n',
      'CREATE TABLE small AS SELECT 1 AS n',
      'ANALYZE',
      'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader',
    );
    const locker = await server.connect('slow');
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE big IN ACCESS EXCLUSIVE MODE');
    const catalogue = await read('slow', { statementSeconds: 1 });
    await locker.end();
    expect([tableOf(catalogue, 'big').statistics.rowCount, tableOf(catalogue, 'small').statistics.rowCount]).toEqual(['200000', '1']);
    expect(catalogue.issues.filter(({ table }) => table === 'big').map(({ message }) => message)).toEqual(['The rows of big were not counted within 1 seconds. Allow statements more time, or confirm what the server estimates.']);
  });

  it('reads a table as wide as PostgreSQL makes them', async () => {
    await make('wide', `CREATE TABLE wide (${Array.from({ length: 1_600 }, (_, at) => `"c ${at}" int`).join(', ')})`, 'GRANT SELECT ON wide TO reader');
    const catalogue = await read('wide');
    expect(tableOf(catalogue, 'wide').columns.map(({ name }) => name)).toEqual(Array.from({ length: 1_600 }, (_, at) => `c ${at}`));
  });

  it('keeps counts exact where JavaScript’s numbers end', async () => {
    await make('huge', 'CREATE TABLE t (n int)', 'ANALYZE t');
    await run('huge', `SET allow_system_table_mods = on`, `UPDATE pg_class SET reltuples = 4611686018427387904 WHERE relname = 't'`, 'GRANT SELECT ON t TO reader');
    const catalogue = await read('huge', { exactBelowRows: 0 });
    // A float of four bytes holds powers of two exactly, and shows six digits of them.
    expect(tableOf(catalogue, 't').statistics).toMatchObject({ kind: 'estimated', rowCount: '4611690000000000000' });
  });

  describe('says what to do', () => {
    let hole: Server;
    const silent: Socket[] = [];
    beforeAll(async () => {
      hole = createServer((socket) => { silent.push(socket); });
      await new Promise<void>((resolve) => { hole.listen(0, '127.0.0.1', resolve); });
    });
    afterAll(() => {
      for (const socket of silent) socket.destroy();
      hole.close();
    });

    it('about a wrong password, a missing one, an unknown user and database', async () => {
      await expect(read('postgres', {}, { secret: 'not-this-one' })).rejects.toThrow('127.0.0.1 did not let reader in (password authentication failed for user "reader"). Check user and password, and that this user may come from this machine.');
      await expect(scan(serverRequest('postgres', reader, 'postgres'), { childPath: child.path })).rejects.toMatchObject({ code: 'database.noPassword' });
      await expect(read('postgres', { user: 'nobody' })).rejects.toMatchObject({ code: 'database.denied' });
      await expect(read('nowhere')).rejects.toThrow(`There is no database nowhere at 127.0.0.1:${server.port}. Check its spelling; upper and lower case count.`);
    });

    it('about a server that is not there, cannot be found, or cannot encrypt', async () => {
      const free = createServer();
      await new Promise<void>((resolve) => { free.listen(0, '127.0.0.1', resolve); });
      const address = free.address();
      const port = typeof address === 'object' && address !== null ? address.port : 1;
      await new Promise((resolve) => { free.close(resolve); });
      await expect(read('postgres', { port })).rejects.toThrow(`Nothing listens at 127.0.0.1:${port}.`);
      await expect(read('postgres', { host: 'no-such-host.invalid' })).rejects.toThrow('There is no machine no-such-host.invalid to be found.');
      await expect(read('postgres', { tls: 'encrypt' })).rejects.toThrow('127.0.0.1 offers no encryption.');
    });

    it('about one that takes the call and says nothing', async () => {
      const address = hole.address();
      await expect(read('postgres', { port: typeof address === 'object' && address !== null ? address.port : 1 })).rejects.toMatchObject({ code: 'database.noAnswer' });
    });
  });

  it('the password is nowhere: not in catalogue, errors, progress, nor in the arguments and environment of the reading process', async () => {
    await make('secretive', 'CREATE TABLE t AS SELECT 1 AS n', 'CREATE TABLE closed (n int)', 'GRANT SELECT ON t TO reader');
    const said: unknown[] = [];
    const catalogue = await read('secretive', {}, { onProgress: (step) => said.push(step) });
    const wrong = await Promise.allSettled([read('nowhere'), read('secretive', { user: 'nobody' }), read('secretive', { port: 1 }), read('secretive', { tls: 'encrypt' })]);
    for (const result of wrong) {
      const reason: unknown = result.status === 'rejected' ? result.reason : undefined;
      if (!(reason instanceof Error)) throw new Error('it did not fail');
      said.push([reason.message, reason.stack, JSON.stringify(reason)]);
    }
    for (const database of ['secretive', 'nowhere']) {
      said.push(...await everyMessage(serverRequest('postgres', reader, database)));
    }
    expect(JSON.stringify(said)).toContain('"type":"finished"');
    if (process.platform === 'linux') expect(JSON.stringify(said)).toContain('PATH=');
    const all = [renderCatalogue(catalogue), JSON.stringify(said), server.log()].join('\n');
    for (const form of [SECRET, encodeURIComponent(SECRET), JSON.stringify(SECRET).slice(1, -1), Buffer.from(SECRET).toString('base64'), Buffer.from(SECRET).toString('hex')]) {
      expect(all.replace(/^.*CREATE ROLE reader.*$/gm, '').includes(form)).toBe(false);
    }
    // The one place is where the test itself made the user: the search does find it.
    expect(all.includes('9b7c')).toBe(true);
  });

  describe('a large source', () => {
    beforeAll(async () => {
      const rows = ROWS_PER_TABLE;
      await make(
        'large',
        `DO $$ BEGIN FOR t IN 1..${TABLES} LOOP EXECUTE format('CREATE UNLOGGED TABLE t%s AS SELECT n AS id FROM generate_series(1, ${rows}) n', t); END LOOP; END $$`,
        'ANALYZE',
        'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader',
      );
    }, 600_000);

    async function sessions(): Promise<number> {
      const client = await server.connect();
      const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'data-migration-planner'`);
      await client.end();
      return Number(rows[0]?.n);
    }

    it(`${TABLES} tables of ${ROWS_PER_TABLE} rows: all estimates first, few statements, only reading ones, never more connections than allowed`, async () => {
      const before = server.log().length;
      const steps: ScanProgress[] = [];
      let most = 0;
      const watching = setInterval(() => void sessions().then((count) => { most = Math.max(most, count); }), 20);
      const catalogue = await read('large', { connections: 3, exactBelowRows: 'all' }, { onProgress: (step) => steps.push(step) });
      clearInterval(watching);
      expect(catalogue.complete).toBe(true);
      expect(catalogue.tables.every(({ statistics }) => statistics.kind === 'measured' && statistics.rowCount === String(ROWS_PER_TABLE))).toBe(true);
      const pictures = steps.filter(({ latest }) => latest !== undefined);
      expect(pictures.slice(0, TABLES).every(({ latest, phase }) => phase === 'reading' && latest?.statistics.kind === 'estimated')).toBe(true);
      expect(pictures.slice(TABLES).map(({ counted }) => counted)).toEqual(Array.from({ length: TABLES }, (_, at) => at + 1));
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThanOrEqual(3);
      // What the server heard from us, by its own log.
      const heard = server.log().slice(before).split('\n').filter((line) => line.startsWith('data-migration-planner|'));
      const statements = heard.map((line) => /(?:statement|execute [^:]*): *(.*)$/.exec(line)?.[1]).filter((text) => text !== undefined);
      const kinds = statements.filter((text) => text !== '').map((text) => text.split(/[\s;]/)[0]!);
      expect([...new Set(kinds)].sort()).toEqual(['BEGIN', 'COMMIT', 'SELECT', 'SET', 'WITH']);
      expect(statements.filter((text) => text.startsWith('BEGIN'))).toEqual(['BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY']);
      const connections = new Set(heard.map((line) => line.split('|')[1])).size;
      expect(connections).toBeLessThanOrEqual(3);
      // Whatever the number of tables: one count each, and a handful besides.
      expect(statements.length - TABLES).toBeLessThan(50);
      // Every count runs after its connection was made unable to write.
      for (const connection of new Set(heard.map((line) => line.split('|')[1]))) {
        const own = heard.filter((line) => line.split('|')[1] === connection);
        const readOnly = own.findIndex((line) => line.includes(`SET default_transaction_read_only = 'on'`));
        expect(readOnly).toBeGreaterThanOrEqual(0);
        expect(own.slice(0, readOnly).filter((line) => /SELECT|WITH|BEGIN/.test(line))).toEqual([]);
      }
    });

    it('cancelled while it counts: all tables stay, with what was counted and the estimates of the rest, and nothing runs on at the server', async () => {
      const abort = new AbortController();
      const catalogue = await read('large', { exactBelowRows: 'all' }, { signal: abort.signal, onProgress: ({ counted }) => { if (counted === 20) abort.abort(); } });
      const measured = catalogue.tables.filter(({ statistics }) => statistics.kind === 'measured').length;
      expect([catalogue.complete, catalogue.tables.length]).toEqual([false, TABLES]);
      expect(measured).toBeGreaterThanOrEqual(20);
      expect(measured).toBeLessThan(TABLES);
      expect(catalogue.tables.filter(({ statistics }) => statistics.kind === 'estimated')).toHaveLength(TABLES - measured);
      expect(catalogue.issues.map(({ message }) => message)).toEqual([`The scan was cancelled: the ${TABLES} tables were read, and the rows of ${measured} of ${TABLES} counted.`]);
      await expect.poll(sessions).toBe(0);
    });
  });

  it('cancel ends the statement that runs, at the server', async () => {
    await make('busy', `DO $$ BEGIN FOR t IN 1..100 LOOP EXECUTE format('CREATE TABLE t%s AS SELECT 1 AS n', t); END LOOP; END $$`, 'CREATE TABLE last AS SELECT n FROM generate_series(1, 20000) n', 'ANALYZE', 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader');
    const before = server.log().length;
    const locker = await server.connect('busy');
    const abort = new AbortController();
    let locked = false;
    // The lock comes when the structure is read, while the others are counted; the largest is the last, and waits for it.
    const catalogue = await read('busy', { connections: 1, statementSeconds: 600 }, {
      signal: abort.signal,
      onProgress: ({ phase, table, read: done }) => {
        if (done === 1 && !locked) {
          locked = true;
          void locker.query('BEGIN; LOCK TABLE last IN ACCESS EXCLUSIVE MODE').catch(() => undefined);
        }
        if (phase === 'counting' && table?.endsWith('last') === true) setTimeout(() => { abort.abort(); }, 500);
      },
    });
    await locker.end();
    expect(catalogue.complete).toBe(false);
    expect(catalogue.tables).toHaveLength(101);
    expect(server.log().slice(before)).toContain('canceling statement due to user request');
  });

  it('the connection is cut while it counts: what was read stays, and the reason is said', async () => {
    await make('cut', `DO $$ BEGIN FOR t IN 1..60 LOOP EXECUTE format('CREATE TABLE t%s AS SELECT n FROM generate_series(1, 20000) n', t); END LOOP; END $$`, 'ANALYZE', 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader');
    const killer = await server.connect();
    const locker = await server.connect('cut');
    // One count waits, so that the others can't be done before the cut.
    await locker.query('BEGIN; LOCK TABLE t60 IN ACCESS EXCLUSIVE MODE');
    const catalogue = await read('cut', {}, {
      onProgress: ({ counted }) => {
        if (counted === 5) void killer.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'data-migration-planner'`);
      },
    });
    await Promise.all([killer.end(), locker.end()]);
    expect([catalogue.complete, catalogue.tables.length]).toEqual([false, 60]);
    expect(catalogue.tables.filter(({ statistics }) => statistics.kind === 'measured').length).toBeGreaterThanOrEqual(5);
    expect(catalogue.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/^The connection to 127\.0\.0\.1 was lost \(.*\)\. What was read until then is kept; scan again for the rest\.$/)]);
  });

  it('the server is killed while it is read: what was read stays', async () => {
    const other = await startPostgres();
    if (typeof other === 'string') throw new Error(other);
    try {
      const client = await other.connect();
      await client.query(`DO $$ BEGIN FOR t IN 1..60 LOOP EXECUTE format('CREATE TABLE t%s AS SELECT n FROM generate_series(1, 20000) n', t); END LOOP; END $$`);
      // One count waits, so that the others can't be done before the end.
      await client.query('BEGIN; LOCK TABLE t60 IN ACCESS EXCLUSIVE MODE');
      const catalogue = await scan(serverRequest('postgres', other, 'postgres', { exactBelowRows: 'all' }), {
        childPath: child.path, secret: other.password, onProgress: ({ counted }) => { if (counted === 5) void other.kill(); },
      });
      expect([catalogue.complete, catalogue.tables.length]).toEqual([false, 60]);
      expect(catalogue.tables.filter(({ statistics }) => statistics.kind === 'measured').length).toBeGreaterThanOrEqual(5);
      expect(catalogue.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/^The connection to 127\.0\.0\.1 was lost/)]);
    } finally {
      await other.stop();
    }
  });
});
