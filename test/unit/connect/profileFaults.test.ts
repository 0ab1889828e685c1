import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqliteWasm from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue, Column, Table } from '../../../src/core/catalogue/catalogue.ts';
import { renderCatalogue } from '../../../src/core/catalogue/renderCatalogue.ts';
import { ConnectError } from '../../../src/connect/connectError.ts';
import { postgresProfile } from '../../../src/connect/postgres/profileDialect.ts';
import { profileTable } from '../../../src/connect/profile/profileTable.ts';
import { scan } from '../../../src/connect/scan.ts';
import { startMariaDb } from '../../lab/servers/mariadb.mjs';
import { startPostgres } from '../../lab/servers/postgres.mjs';
import { buildChild } from './buildChild.ts';
import { now, serverRequest, tableOf } from './serverScan.ts';

const postgres = await startPostgres();
const mariaDb = await startMariaDb();
for (const [name, server] of [['PostgreSQL', postgres], ['MariaDB', mariaDb]] as const) {
  if (typeof server === 'string') console.log(`Skipped: planted faults in ${name}: ${server}`);
}
const ROWS = 400;
const two = (value: number): string => String(value).padStart(2, '0');

/** The values of a row; what is wrong in the table is wrong here. */
function row(at: number): (string | number | null)[] {
  const [day, month, year] = [two(1 + (at % 28)), two(1 + (at % 12)), String(2000 + (at % 20))];
  return [
    at,
    at <= 5 ? 9_000 + at : at <= 7 ? null : 1 + (at % 10),
    // A date in text: one day that there is not, one word, one blank.
    at === 10 ? '31.02.2024' : at === 11 ? 'one day' : at === 12 ? '  ' : `${day}.${month}.${year}`,
    at % 2 === 0 ? `${year}-${month}-${day}` : `${day}.${month}.${year}`,
    at % 3 === 0 ? 'Y' : 'N',
    at === 20 ? 'n/a' : `${String(1 + (at % 9))}.${String(100 + (at % 800))},${two(at % 100)}`,
    // Codes with the address of a person among them.
    at === 30 ? 'anna.schmidt@example.org' : at % 4 === 0 ? 'done' : 'new',
    // Looks like a key and has three rows too many.
    at > ROWS - 3 ? 'A-0001' : `A-${String(at).padStart(4, '0')}`,
    at === 40 ? '' : at === 41 ? '   ' : null,
    `${String(2010 + (at % 3))}-0${String(1 + (at % 2))}-15`,
  ];
}

const create = `CREATE TABLE child (id int NOT NULL PRIMARY KEY, parent_id int, delivered varchar(40), mixed varchar(40), paid varchar(1), price varchar(40), status varchar(40), order_no varchar(20), remark varchar(20), created_on date, CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id))`;
const literal = (value: string | number | null): string => (value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value}'`);
const inserts = [
  `INSERT INTO parent VALUES ${Array.from({ length: 10 }, (_, at) => `(${String(at + 1)})`).join(', ')}`,
  `INSERT INTO child VALUES ${Array.from({ length: ROWS }, (_, at) => `(${row(at + 1).map(literal).join(', ')})`).join(', ')}`,
];
const profile = { tables: ['child'], sampleRows: 1_000_000, showValues: false };

let child: Awaited<ReturnType<typeof buildChild>>;
let folder: string;
beforeAll(async () => {
  child = await buildChild();
  folder = await mkdtemp(join(tmpdir(), 'profile-faults-'));
  const database = new sqliteWasm.Database(join(folder, 'faults.sqlite'));
  for (const sql of ['PRAGMA foreign_keys = OFF', 'CREATE TABLE parent (id int NOT NULL PRIMARY KEY)', create, ...inserts]) database.exec(sql);
  database.close();
  if (typeof postgres !== 'string') {
    const client = await postgres.connect();
    await client.query('CREATE TABLE parent (id int NOT NULL PRIMARY KEY)');
    await client.query(create.replace(/, CONSTRAINT.*$/, ')'));
    for (const sql of inserts) await client.query(sql);
    await client.query('ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id) NOT VALID');
    await client.end();
  }
  if (typeof mariaDb !== 'string') {
    const client = await mariaDb.connect();
    await client.query(['CREATE DATABASE faults', 'USE faults', 'SET foreign_key_checks = 0', 'CREATE TABLE parent (id int NOT NULL PRIMARY KEY)', create, ...inserts].join(';'));
    await client.end();
  }
});
afterAll(async () => {
  await child.remove();
  await rm(folder, { recursive: true, force: true });
  if (typeof postgres !== 'string') await postgres.stop();
  if (typeof mariaDb !== 'string') await mariaDb.stop();
});

function expectFaultsFound(catalogue: Catalogue): void {
  expect([catalogue.complete, catalogue.issues]).toEqual([true, []]);
  expect(catalogue.tables.map(({ name }) => name)).toEqual(['child']);
  const table = tableOf(catalogue, 'child');
  const of = (name: string): NonNullable<Column['profile']> => table.columns.find((column) => column.name === name)!.profile!;
  expect(of('delivered')).toMatchObject({ rows: '400', nulls: '0', blanks: '1', likely: 'date', likelyFormat: 'DD.MM.YYYY', unlike: '2' });
  expect(of('mixed')).toMatchObject({ likely: 'date', likelyFormat: 'YYYY-MM-DD or DD.MM.YYYY', unlike: '0' });
  expect(of('paid')).toMatchObject({ likely: 'boolean', likelyFormat: 'Y/N', unlike: '0', codes: [{ value: 'N', rows: '267' }, { value: 'Y', rows: '133' }] });
  expect(of('price')).toMatchObject({ likely: 'decimal', likelyFormat: '1.234,56', unlike: '1' });
  expect(of('status')).toMatchObject({ distinct: '3', longest: 24, masked: true, codes: [{ value: 'new', rows: '299' }, { value: 'done', rows: '100' }] });
  expect(of('remark')).toMatchObject({ nulls: '398', blanks: '2' });
  expect(of('parent_id')).toMatchObject({ nulls: '2', minimum: '1', maximum: '9005' });
  expect(table.foreignKeys.map(({ orphans }) => orphans?.rows)).toEqual(['5']);
  expect(table.keyCandidates).toContainEqual({ columns: ['order_no'], duplicates: '3' });
  expect(table.growth).toEqual({ column: 'created_on', at: now, months: ['2010-01', '2010-02', '2011-01', '2011-02', '2012-01', '2012-02'].map((month) => ({ month, rows: expect.stringMatching(/^6[67]$/) as string })) });
  const text = renderCatalogue(catalogue);
  for (const value of ['anna', 'schmidt', '31.02.2024', 'one day', 'n/a']) expect(text).not.toContain(value);
}

describe('planted faults', () => {
  it('are found in SQLite', async () => {
    for (const driver of ['auto', 'wasm'] as const) {
      expectFaultsFound(await scan({ kind: 'sqlite', driver, system: 'crm', role: 'source', file: join(folder, 'faults.sqlite'), path: 'faults.sqlite', now, profile }, { childPath: child.path }));
    }
  });

  it.skipIf(typeof postgres === 'string')('are found in PostgreSQL, by statements that only read', async () => {
    if (typeof postgres === 'string') return;
    const before = postgres.log().length;
    expectFaultsFound(await scan(serverRequest('postgres', postgres, 'postgres', { profile }), { childPath: child.path, secret: postgres.password }));
    const statements = postgres.log().slice(before).split('\n').filter((line) => line.startsWith('data-migration-planner|') && line.includes('statement:'));
    expect(statements.length).toBeGreaterThan(8);
    expect(statements.filter((line) => !/statement: (?:SELECT|SET|BEGIN|COMMIT|WITH)/.test(line))).toEqual([]);
  });

  it.skipIf(typeof postgres === 'string')('dates read the same whatever the database is set to, before Christ and without end too', async () => {
    if (typeof postgres === 'string') return;
    const client = await postgres.connect();
    await client.query('CREATE DATABASE dated');
    await client.query(`ALTER DATABASE dated SET datestyle = 'German, DMY'`);
    await client.end();
    const dated = await postgres.connect('dated');
    await dated.query('CREATE TABLE t (d date, at timestamp)');
    await dated.query(`INSERT INTO t VALUES ('infinity', '2024-12-31 10:00:00'), ('0044-03-15 BC', '2024-01-02 03:04:05.5')`);
    await dated.end();
    const catalogue = await scan(serverRequest('postgres', postgres, 'dated', { profile: { ...profile, tables: ['t'] } }), { childPath: child.path, secret: postgres.password });
    expect(tableOf(catalogue, 't').columns.map(({ profile: found }) => [found?.minimum, found?.maximum])).toEqual([['0044-03-15 BC', 'infinity'], ['2024-01-02 03:04:05.5', '2024-12-31 10:00:00']]);
  });

  it.skipIf(typeof mariaDb === 'string')('are found in MariaDB', async () => {
    if (typeof mariaDb === 'string') return;
    expectFaultsFound(await scan(serverRequest('mysql', mariaDb, 'faults', { profile }), { childPath: child.path, secret: mariaDb.password }));
  });

  it.skipIf(typeof postgres === 'string')('of a large table are found in a sample; one of 2,000 columns is looked at whole; what has no order has its length', async () => {
    if (typeof postgres === 'string') return;
    const client = await postgres.connect();
    await client.query('CREATE DATABASE large');
    await client.end();
    const large = await postgres.connect('large');
    // 1,590 columns are the most that a row of PostgreSQL has room for with values in it.
    await large.query(`CREATE TABLE wide (${Array.from({ length: 1_590 }, (_, at) => `c${String(at)} smallint`).join(', ')})`);
    await large.query(`INSERT INTO wide (c0, c1589) SELECT g, g % 3 FROM generate_series(1, 50) g`);
    await large.query(`CREATE TABLE odd ("a ""b""" text, j json, x xml, b bytea, p point, t text[])`);
    await large.query(`INSERT INTO odd VALUES ('é', '{"a": 1}', '<a/>', '\\x0102', '(1,2)', '{a,b}'), (NULL, NULL, NULL, NULL, NULL, NULL)`);
    await large.query(`CREATE TABLE many AS SELECT g AS id, 'x' || g % 7 AS code FROM generate_series(1, 300000) g`);
    await large.query('ANALYZE many');
    await large.end();
    const before = postgres.log().length;
    const catalogue = await scan(serverRequest('postgres', postgres, 'large', { profile: { tables: 'all', sampleRows: 50_000, showValues: false } }), { childPath: child.path, secret: postgres.password });
    expect([catalogue.complete, catalogue.issues]).toEqual([true, []]);
    const wide = tableOf(catalogue, 'wide').columns;
    expect(wide.filter(({ profile: found }) => found?.rows === '50')).toHaveLength(1_590);
    expect(wide.at(-1)?.profile?.codes?.map(({ value }) => value).sort()).toEqual(['0', '1', '2']);
    expect(tableOf(catalogue, 'odd').columns.map(({ profile: found }) => [found?.nulls, found?.longest])).toEqual([['1', 1], ['1', 8], ['1', 4], ['1', 2], ['1', undefined], ['1', undefined]]);
    const [id, code] = tableOf(catalogue, 'many').columns.map(({ profile: found }) => found!);
    expect(id).toMatchObject({ sampled: true });
    expect(Number(id?.rows)).toBeGreaterThan(30_000);
    expect(Number(id?.rows)).toBeLessThan(70_000);
    expect(code?.codes).toHaveLength(7);
    const log = postgres.log().slice(before);
    expect(log).toContain('TABLESAMPLE SYSTEM (16.67) REPEATABLE (42)');
    expect(log).not.toMatch(/ORDER BY random/i);
  });
});

describe('what goes wrong while values are looked at', () => {
  const table: Table = {
    name: 'orders', kind: 'table', primaryKey: [], uniqueKeys: [], statistics: { kind: 'measured', rowCount: '500000' },
    columns: ['a', 'b'].map((name) => ({ name, type: { kind: 'integer' }, nativeType: 'int', nullable: true })),
    foreignKeys: [{ columns: ['b'], referencedTable: 'customers', referencedColumns: ['id'] }],
  };
  const care = { tables: 'all' as const, sampleRows: 0, showValues: false, now, statementSeconds: 60, quotedOf: () => 'customers' };

  it('is said, without the values that a server quotes, and the rest goes on', async () => {
    const issues: { message: string }[] = [];
    const found = await profileTable((sql) => (sql.includes('NOT EXISTS') ? Promise.resolve([{ n: '7' }]) : Promise.reject(new Error('invalid value "anna@example.org" for b'))), postgresProfile, 'orders', table, { ...care, issues });
    expect(found.foreignKeys[0]?.orphans?.rows).toBe('7');
    expect(found.columns.map(({ profile: one }) => one)).toEqual([undefined, undefined]);
    expect(issues.map(({ message }) => message)).toEqual(['orders: its values could not be looked at (invalid value … for b).']);
  });

  it('by the time limit is tried again with fewer rows', async () => {
    const issues: { message: string }[] = [];
    const asked: string[] = [];
    const found = await profileTable((sql) => {
      asked.push(sql);
      if (sql.includes('count(*) AS n, count(s."a")') && !sql.includes('TABLESAMPLE')) return Promise.reject(new Error('too slow'));
      return Promise.resolve(sql.includes('count(*) AS n, count(s."a")') ? [{ n: '100', f0: '90', f1: '100', d0: '90', d1: '3', l0: '1', g0: '99' }] : [{ c0: '1', c1: '2' }]);
    }, postgresProfile, 'orders', table, { ...care, issues, failure: () => 'timeout' });
    expect(asked.some((sql) => sql.includes('TABLESAMPLE SYSTEM (20)'))).toBe(true);
    expect(found.columns[0]?.profile).toMatchObject({ rows: '100', nulls: '10', sampled: true, minimum: '1', maximum: '99' });
    expect(issues.map(({ message }) => message)).toEqual([
      'orders: its values could not be looked at within 60 seconds. Allow statements more time, or look at fewer rows.',
      'orders was looked at in a smaller sample, because the server took longer than 60 seconds.',
    ]);
  });

  it('a lost connection ends the scan, a cancelled one keeps what it has', async () => {
    const lost = new ConnectError('database.lost', { host: 'db', detail: 'gone' });
    await expect(profileTable(() => Promise.reject(new Error('gone')), postgresProfile, 'orders', table, { ...care, issues: [], failure: () => 'lost', lost: () => lost })).rejects.toBe(lost);
    const abort = new AbortController();
    const many: Table = { ...table, foreignKeys: [], columns: Array.from({ length: 70 }, (_, at) => ({ name: `c${String(at)}`, type: { kind: 'integer' }, nativeType: 'int', nullable: true })) };
    const found = await profileTable((sql) => {
      if (sql.includes('count(*) AS n, count(s."c60")')) abort.abort();
      return Promise.resolve([{ n: '3', f0: '2' }]);
    }, postgresProfile, 'orders', many, { ...care, issues: [], signal: abort.signal });
    expect(found.columns[0]?.profile).toMatchObject({ rows: '3', nulls: '1' });
    expect(found.columns[59]?.profile).toMatchObject({ rows: '3' });
  });
});
