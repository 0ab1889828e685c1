import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { collectionScript } from '../../../src/core/collection/collectionScript.ts';
import type { CollectionOptions } from '../../../src/core/collection/collectionScript.ts';
import { scan } from '../../../src/connect/scan.ts';
import { openWasmDriver } from '../../../src/connect/sqlite/wasmDriver.ts';
import { startMariaDb } from '../../lab/servers/mariadb.mjs';
import { startPostgres } from '../../lab/servers/postgres.mjs';
import { buildChild } from '../connect/buildChild.ts';
import { chinook, hasChinook, loadIntoMariaDb, loadIntoPostgres } from '../connect/chinook.ts';
import { comparable, readReport } from '../connect/reportRunning.ts';
import { now, serverRequest } from '../connect/serverScan.ts';
import { statementsOf } from './scripts.ts';

// A script that a DBA runs must bring back what a scan would have found.
const postgres = await startPostgres();
const mariaDb = await startMariaDb();
for (const [name, server] of [['PostgreSQL', postgres], ['MariaDB', mariaDb]] as const) {
  if (typeof server === 'string') console.log(`Skipped: collection script in ${name}: ${server}`);
}
if (!hasChinook) console.log('Skipped: collection scripts on Chinook: the sample data is not here');
let child: Awaited<ReturnType<typeof buildChild>>;
let folder: string;

beforeAll(async () => {
  child = await buildChild();
  folder = mkdtempSync(join(tmpdir(), 'collection-'));
  if (typeof postgres !== 'string' && hasChinook) await loadIntoPostgres(postgres);
  if (typeof mariaDb !== 'string' && hasChinook) await loadIntoMariaDb(mariaDb);
});
afterAll(async () => {
  await child.remove();
  rmSync(folder, { recursive: true, force: true });
  if (typeof postgres !== 'string') await postgres.stop();
  if (typeof mariaDb !== 'string') await mariaDb.stop();
});

const options = { system: 'Shop', exact: true, schemas: [], seconds: 60 } as const;

/** What psql prints: the one column of the last result. */
async function inPostgres(database: string, more: Partial<CollectionOptions> = {}): Promise<string> {
  if (typeof postgres === 'string') throw new Error(postgres);
  const client = await postgres.connect(database);
  try {
    const results = (await client.query(collectionScript('PostgreSQL', { ...options, ...more }))) as unknown as { rows: { line?: string }[] }[];
    return results.flatMap(({ rows }) => rows.map(({ line }) => line ?? '')).join('\n');
  } finally {
    await client.end();
  }
}

/** What the client prints with --force --raw: failing statements are passed over. */
async function inMariaDb(database: string, more: { exact?: boolean; schemas?: readonly string[] } = {}): Promise<string> {
  if (typeof mariaDb === 'string') throw new Error(mariaDb);
  const client = await mariaDb.connect(database);
  const lines: string[] = [];
  try {
    for (const { sql } of await statementsOf('MariaDB', collectionScript('MariaDB', { ...options, ...more }))) {
      const [rows] = await client.query({ sql, rowsAsArray: true });
      if (Array.isArray(rows)) lines.push(...rows.map((row) => String((row as unknown[])[0])));
    }
  } finally {
    await client.end();
  }
  return lines.join('\n');
}

/** What the two runs of sqlite3 print. */
async function inSqlite(file: string, exact = true): Promise<string> {
  const copy = join(folder, `copy-${String(Math.round(performance.now() * 1000))}.sqlite`);
  copyFileSync(file, copy);
  const driver = await openWasmDriver(copy);
  const run = async (script: string): Promise<string> => (await statementsOf('SQLite', script)).flatMap(({ sql }) => driver.all(sql).map((row) => String(Object.values(row)[0]))).join('\n');
  try {
    return await run(await run(collectionScript('SQLite', { ...options, exact })));
  } finally {
    driver.close();
  }
}

const scanned = (request: Parameters<typeof scan>[0], secret?: string): Promise<Catalogue> => scan(request, { childPath: child.path, ...(secret === undefined ? {} : { secret }) });

describe.skipIf(!hasChinook)('the output of a collection script on Chinook is what a scan finds', () => {
  it('in SQLite', async () => {
    const file = join(chinook, 'Chinook_Sqlite.sqlite');
    const live = await scanned({ kind: 'sqlite', system: 'crm', role: 'source', file, path: 'x', now });
    const report = await readReport(await inSqlite(file));
    expect([report.technology, report.origin, report.issues, report.bytes]).toEqual(['SQLite', 'report', [], live.bytes]);
    expect(comparable(report.tables)).toEqual(comparable(live.tables));
    expect(report.tables.flatMap(({ columns }) => columns)).toHaveLength(64);
    expect(report.tables.find(({ name }) => name === 'Track')?.statistics).toMatchObject({ kind: 'measured', rowCount: '3503', query: 'SELECT count(*) FROM "Track"', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string });
  });

  it('read by the reading process, as a scan of a report', async () => {
    const output = join(folder, 'shop.csv');
    writeFileSync(output, await inSqlite(join(chinook, 'Chinook_Sqlite.sqlite')));
    const catalogue = await scanned({ kind: 'report', system: 'crm', role: 'source', file: output, path: 'shop.csv', now });
    expect([catalogue.technology, catalogue.origin, catalogue.complete, catalogue.scannedAt, catalogue.issues]).toEqual(['SQLite', { kind: 'report', path: 'shop.csv' }, true, now, []]);
    expect(catalogue.tables.map(({ statistics }) => statistics.kind)).toEqual(Array.from({ length: 11 }, () => 'measured'));
  });

  it('in SQLite, by its own client where there is one', async ({ skip }) => {
    const script = join(folder, 'collect.sql');
    const file = join(chinook, 'Chinook_Sqlite.sqlite');
    writeFileSync(script, collectionScript('SQLite', options));
    const first = spawnSync('sqlite3', ['-readonly', file], { input: collectionScript('SQLite', options), encoding: 'utf8' });
    if (first.error) skip('sqlite3 is not installed');
    const second = spawnSync('sqlite3', ['-readonly', file], { input: first.stdout, encoding: 'utf8', maxBuffer: 1e8 });
    expect([first.stderr, second.stderr]).toEqual(['', '']);
    const live = await scanned({ kind: 'sqlite', system: 'crm', role: 'source', file, path: 'x', now });
    expect(comparable((await readReport(second.stdout)).tables)).toEqual(comparable(live.tables));
  });

  it.skipIf(typeof postgres === 'string')('in PostgreSQL', async () => {
    if (typeof postgres === 'string') return;
    const live = await scanned(serverRequest('postgres', postgres, 'chinook'), postgres.password);
    const report = await readReport(await inPostgres('chinook'));
    expect([report.technology, report.issues, report.bytes]).toEqual(['PostgreSQL', [], live.bytes]);
    expect(comparable(report.tables)).toEqual(comparable(live.tables));
    expect(report.tables.map(({ statistics }) => statistics.kind)).toEqual(Array.from({ length: 11 }, () => 'measured'));
  });

  it.skipIf(typeof postgres === 'string')('in PostgreSQL, statistics alone: unknown where nobody looked, estimated with their age after ANALYZE', async () => {
    if (typeof postgres === 'string') return;
    const client = await postgres.connect('chinook');
    await client.query('ANALYZE track');
    await client.query('SELECT pg_stat_force_next_flush()');
    await client.end();
    const live = await scanned(serverRequest('postgres', postgres, 'chinook', { exactBelowRows: 0 }), postgres.password);
    const report = await readReport(await inPostgres('chinook', { exact: false }));
    expect(comparable(report.tables)).toEqual(comparable(live.tables));
    const kinds = Object.fromEntries(report.tables.map(({ name, statistics }) => [name, [statistics.kind, statistics.rowCount]]));
    expect([kinds['track'], kinds['album']]).toEqual([['estimated', '3503'], ['unknown', undefined]]);
    expect(report.tables.find(({ name }) => name === 'track')?.statistics.at).toBe(live.tables.find(({ name }) => name === 'track')?.statistics.at);
  });

  it.skipIf(typeof postgres === 'string')('by psql where there is one, with its footers and without', async ({ skip }) => {
    if (typeof postgres === 'string') return;
    const script = join(folder, 'pg.sql');
    writeFileSync(script, collectionScript('PostgreSQL', options));
    const live = await scanned(serverRequest('postgres', postgres, 'chinook'), postgres.password);
    for (const flags of [['-X', '-q', '-A', '-t'], ['-X', '-q', '-A'], ['-X', '-A'], ['-X']]) {
      const printed = spawnSync('psql', [...flags, '-f', script, `host=127.0.0.1 port=${String(postgres.port)} dbname=chinook user=postgres`], { encoding: 'utf8', env: { ...process.env, PGPASSWORD: postgres.password }, maxBuffer: 1e8 });
      if (printed.error) skip('psql is not installed');
      expect(printed.stderr).toBe('');
      const report = await readReport(printed.stdout);
      expect([flags, report.issues]).toEqual([flags, []]);
      expect(comparable(report.tables)).toEqual(comparable(live.tables));
    }
  });

  it.skipIf(typeof mariaDb === 'string')('in MariaDB', async () => {
    if (typeof mariaDb === 'string') return;
    const live = await scanned(serverRequest('mysql', mariaDb, 'Chinook'), mariaDb.password);
    const report = await readReport(await inMariaDb('Chinook'));
    expect([report.technology, report.issues]).toEqual(['MariaDB', []]);
    expect(comparable(report.tables)).toEqual(comparable(live.tables));
    expect(report.tables.map(({ statistics }) => statistics.kind)).toEqual(Array.from({ length: 11 }, () => 'measured'));
  });

  it.skipIf(typeof mariaDb === 'string')('in MariaDB, statistics alone, with their age', async () => {
    if (typeof mariaDb === 'string') return;
    const live = await scanned(serverRequest('mysql', mariaDb, 'Chinook', { exactBelowRows: 0 }), mariaDb.password);
    const report = await readReport(await inMariaDb('Chinook', { exact: false }));
    const essence = ({ tables }: Pick<Catalogue, 'tables'>): unknown => tables.map(({ name, statistics }) => [name, statistics.kind, statistics.rowCount, statistics.at?.slice(0, 19)]).sort();
    expect(essence(report)).toEqual(essence(live));
    expect(report.tables.filter(({ statistics }) => statistics.kind === 'estimated').length).toBeGreaterThan(5);
  });
});

/** What makes lines go wrong: quotes, separators, line breaks, letters of all kinds, reserved words. */
const oddName = 'Weird "na;me", with\nbreak ü | 名';

describe('odd names, comments and types come back as a scan reads them', () => {
  it.skipIf(typeof postgres === 'string')('in PostgreSQL', async () => {
    if (typeof postgres === 'string') return;
    const admin = await postgres.connect();
    await admin.query('CREATE DATABASE odd');
    await admin.query('CREATE ROLE reader LOGIN PASSWORD \'r\'');
    await admin.end();
    const quoted = `"${oddName.replaceAll('"', '""')}"`;
    const client = await postgres.connect('odd');
    await client.query(`
      CREATE SCHEMA "Sales Dept";
      CREATE TYPE mood AS ENUM ('so,so', 'good "day"');
      CREATE TYPE "Sales Dept"."Odd Kind" AS ENUM ('a');
      CREATE DOMAIN code AS varchar(7) NOT NULL DEFAULT 'x';
      CREATE DOMAIN inner_code AS code;
      CREATE TABLE ${quoted} (${quoted} integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "select" numeric(10,-2), t timestamp(3) with time zone DEFAULT now(), m mood DEFAULT 'so,so',
        k "Sales Dept"."Odd Kind", c inner_code, a varchar(5)[], b bpchar, ch char(3), i interval(2), n numeric, x text DEFAULT E'a\n"b",c', g integer GENERATED ALWAYS AS (1 + 1) STORED, UNIQUE (ch, n), oid_col oid, bits bit(3), "char" "char");
      COMMENT ON TABLE ${quoted} IS E'Two\nlines, a "quote"; and a | bar \\\\';
      COMMENT ON COLUMN ${quoted}."select" IS ' leading and trailing ';
      ALTER TABLE ${quoted} ADD COLUMN late integer NOT NULL DEFAULT 42;
      CREATE TABLE "Sales Dept".parent (id bigserial PRIMARY KEY, day date) ;
      CREATE TABLE "Sales Dept".child (extra text) INHERITS ("Sales Dept".parent);
      CREATE TABLE measure (id int, at date NOT NULL, ref bigint REFERENCES "Sales Dept".parent, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE measure_1 PARTITION OF measure FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE UNIQUE INDEX ON measure (at, id) ; CREATE UNIQUE INDEX ON measure_1 (id) WHERE id > 5;
      INSERT INTO measure SELECT n, '2020-02-02' FROM generate_series(1, 100) n; INSERT INTO "Sales Dept".child (extra) VALUES ('1'); INSERT INTO ${quoted} (c) VALUES ('1'), ('2');
      CREATE VIEW seen AS SELECT id, at FROM measure; CREATE MATERIALIZED VIEW kept AS SELECT * FROM seen;
      CREATE TABLE policed (id int); ALTER TABLE policed ENABLE ROW LEVEL SECURITY; CREATE TABLE secret (id int);
      GRANT USAGE ON SCHEMA "Sales Dept" TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public, "Sales Dept" TO reader; REVOKE SELECT ON secret FROM reader;`);
    await client.end();
    const live = await scanned(serverRequest('postgres', postgres, 'odd'), postgres.password);
    const report = await readReport(await inPostgres('odd'));
    expect(report.issues).toEqual(live.issues);
    expect(report.tables.map(({ name }) => name).sort()).toEqual(live.tables.map(({ name }) => name).sort());
    expect(comparable(report.tables)).toEqual(comparable(live.tables));
    const one = await readReport(await inPostgres('odd', { schemas: ['Sales Dept', "o'no\\"] }));
    expect(one.tables.map(({ schema, name }) => [schema, name])).toEqual([['Sales Dept', 'child'], ['Sales Dept', 'parent']]);
    // Somebody who may not read everything gets all that they may, and no wrong count.
    const reader = await import('pg').then(({ default: pg }) => new pg.Client({ host: '127.0.0.1', port: postgres.port, user: 'reader', password: 'r', database: 'odd' }));
    await reader.connect();
    const results = (await reader.query(collectionScript('PostgreSQL', options))) as unknown as { rows: { line?: string }[] }[];
    await reader.end();
    const less = await readReport(results.flatMap(({ rows }) => rows.map(({ line }) => line ?? '')).join('\n'));
    expect(less.tables.find(({ name }) => name === 'secret')).toMatchObject({ error: 'Whoever ran the script may not read secret. Ask for the right to read it, and run the script again.', statistics: { kind: 'unknown' } });
    expect(less.tables.find(({ name }) => name === 'policed')?.statistics.kind).toBe('unknown');
    expect(less.tables.find(({ name }) => name === 'measure')?.statistics).toMatchObject({ kind: 'measured', rowCount: '100' });
  });

  it.skipIf(typeof mariaDb === 'string')('in MariaDB', async () => {
    if (typeof mariaDb === 'string') return;
    const client = await mariaDb.connect();
    const quoted = `\`${oddName.replaceAll('\n', ' ').slice(0, 60)}\``;
    await client.query(`CREATE DATABASE \`odd db\`; USE \`odd db\`;
      CREATE TABLE ${quoted} (${quoted} int unsigned AUTO_INCREMENT PRIMARY KEY, \`select\` decimal(10,2) DEFAULT 1.50, e enum('a,b', 'c"d', 'e''f') DEFAULT 'a,b', j json, t timestamp DEFAULT CURRENT_TIMESTAMP, x varchar(30) DEFAULT 'say "hi"\\n' COMMENT 'two
lines, a "quote" \\ ;', v int GENERATED ALWAYS AS (1 + 1), UNIQUE KEY first_letters (x(3)), UNIQUE KEY whole (x, e)) COMMENT 'Tab\\there "and" \\\\';
      CREATE TABLE \`second\` (id bigint PRIMARY KEY, r int unsigned, FOREIGN KEY odd_key (r) REFERENCES ${quoted} (${quoted}));
      CREATE VIEW seen AS SELECT id FROM \`second\`;
      INSERT INTO ${quoted} (x) VALUES ('one'), ('two'); INSERT INTO \`second\` VALUES (9223372036854775807, 1);`);
    await client.end();
    const live = await scanned(serverRequest('mysql', mariaDb, 'odd db'), mariaDb.password);
    const printed = await inMariaDb('odd db');
    const report = await readReport(printed);
    expect(report.issues).toEqual([]);
    expect(comparable(report.tables)).toEqual(comparable(live.tables));
    // Without --raw the client writes line breaks, tabs and backslashes another way.
    const escaped = printed.split('\n').length;
    expect(escaped).toBeGreaterThan(20);
    const rows = await readReport(printed.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replace(/\n(?!"?(?:system|table|view|column|json|primary|unique|foreign|end)"?,)/g, '\\n'));
    expect(comparable(rows.tables)).toEqual(comparable(live.tables));
    const empty = await readReport(await inMariaDb('odd db', { schemas: ['Chinook', "no'ne\\"] })).catch((error: unknown) => String(error));
    expect(hasChinook ? (typeof empty === 'string' ? empty : empty.tables.length) : 11).toBe(11);
  });

  it('in SQLite', async () => {
    const { Database } = await import('node-sqlite3-wasm').then((module) => module.default);
    const file = join(folder, 'odd.sqlite');
    const database = new Database(file);
    const quoted = `"${oddName.replaceAll('"', '""')}"`;
    database.exec(`CREATE TABLE ${quoted} (${quoted} INTEGER PRIMARY KEY, "it's" TEXT DEFAULT 'a''b', g INT GENERATED ALWAYS AS (1), UNIQUE ("it's", g));
      CREATE TABLE strict_one (id TEXT PRIMARY KEY, x ANY) STRICT; CREATE TABLE norow (a INT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;
      CREATE TABLE child (id INTEGER PRIMARY KEY DESC, p REFERENCES ${quoted}, q INT, r INT, FOREIGN KEY (q, r) REFERENCES NoRow); CREATE VIEW seen AS SELECT * FROM norow;
      CREATE TABLE empty_type (a, b VARCHAR(20)); CREATE UNIQUE INDEX part ON empty_type (a) WHERE b > 1; CREATE UNIQUE INDEX expression ON empty_type (lower(b));
      INSERT INTO ${quoted} ("it's") VALUES ('1'), ('2'); INSERT INTO norow VALUES (1, 2);`);
    database.close();
    const live = await scanned({ kind: 'sqlite', system: 'crm', role: 'source', file, path: 'x', now });
    const report = await readReport(await inSqlite(file));
    expect(report.issues).toEqual(live.issues);
    expect(comparable(report.tables)).toEqual(comparable(live.tables));
    const estimated = await readReport(await inSqlite(file, false));
    expect(estimated.tables.map(({ statistics }) => statistics.kind)).toEqual(Array.from({ length: 6 }, () => 'unknown'));
    const again = new Database(file);
    again.exec('ANALYZE');
    again.close();
    const analysed = await readReport(await inSqlite(file, false));
    expect(analysed.tables.find(({ name }) => name === 'norow')?.statistics).toMatchObject({ kind: 'estimated', rowCount: '1' });
  });
});
