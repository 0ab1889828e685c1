import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { renderCatalogue } from '../../../src/core/catalogue/renderCatalogue.ts';
import type { ScanRequest } from '../../../src/connect/protocol.ts';
import { scan } from '../../../src/connect/scan.ts';
import { buildChild, data, nodeWithSqlite, root } from './buildChild.ts';

const hostNode = nodeWithSqlite();
const now = '2025-01-02T03:04:05Z';
let child: Awaited<ReturnType<typeof buildChild>>;
let folder = '';

beforeAll(async () => {
  child = await buildChild();
  folder = mkdtempSync(join(tmpdir(), 'sqlite-source-'));
});
afterAll(async () => {
  await child.remove();
  rmSync(folder, { recursive: true, force: true });
});

type Driver = 'host' | 'wasm';
const drivers: readonly Driver[] = hostNode === undefined ? ['wasm'] : ['wasm', 'host'];
if (hostNode === undefined) {
  console.log('node:sqlite: no Node 22.5 or later is to be had here, its half of these tests is skipped');
}

function read(file: string, driver: Driver = 'wasm'): Promise<Catalogue> {
  const request: ScanRequest = { kind: 'sqlite', system: 'Legacy', role: 'source', file, path: 'data/shop.sqlite', now, driver };
  return scan(request, { childPath: child.path, ...(driver === 'host' ? { execPath: hostNode! } : {}) });
}

/** A folder of its own with one database in it, made by these statements. */
function make(name: string, sql: string): string {
  const home = join(folder, name);
  mkdirSync(home);
  const database = new sqlite.Database(join(home, 'shop.sqlite'));
  database.exec('PRAGMA foreign_keys = OFF');
  database.exec(sql);
  database.close();
  return join(home, 'shop.sqlite');
}

/** Names, contents and times of everything in a folder, and the time of the folder itself. */
function snapshot(home: string): unknown {
  return [
    statSync(home).mtimeMs,
    readdirSync(home).map((name) => {
      const file = join(home, name);
      const { mtimeMs, size, ino, mode } = statSync(file);
      return { name, mtimeMs, size, ino, mode, hash: createHash('sha256').update(readFileSync(file)).digest('hex') };
    }),
  ];
}

function table(catalogue: Catalogue, name: string): Table {
  return catalogue.tables.find((one) => one.name === name)!;
}

const chinook = join(data, 'chinook/Chinook_Sqlite.sqlite');

describe.each(drivers)('a SQLite source, %s driver', (driver) => {
  it.skipIf(!existsSync(chinook))('reads Chinook with exact counts (skipped without ../shared/data)', async () => {
    const catalogue = await read(chinook, driver);
    expect(catalogue).toMatchObject({ technology: 'SQLite', role: 'source', complete: true, bytes: '1007616', issues: [], scannedAt: now });
    expect(catalogue.tables.map(({ name, columns, statistics }) => [name, columns.length, statistics.rowCount])).toEqual([
      ['Album', 3, '347'], ['Artist', 2, '275'], ['Customer', 13, '59'], ['Employee', 15, '8'], ['Genre', 2, '25'], ['Invoice', 9, '412'],
      ['InvoiceLine', 5, '2240'], ['MediaType', 2, '5'], ['Playlist', 2, '18'], ['PlaylistTrack', 2, '8715'], ['Track', 9, '3503'],
    ]);
    expect(catalogue.tables.reduce((sum, { columns }) => sum + columns.length, 0)).toBe(64);
    expect(catalogue.tables.flatMap((one) => one.foreignKeys.map((key) => `${one.name}.${key.columns.join()} -> ${key.referencedTable}.${key.referencedColumns.join()}`))).toEqual([
      'Album.ArtistId -> Artist.ArtistId',
      'Customer.SupportRepId -> Employee.EmployeeId',
      'Employee.ReportsTo -> Employee.EmployeeId',
      'Invoice.CustomerId -> Customer.CustomerId',
      'InvoiceLine.InvoiceId -> Invoice.InvoiceId',
      'InvoiceLine.TrackId -> Track.TrackId',
      'PlaylistTrack.PlaylistId -> Playlist.PlaylistId',
      'PlaylistTrack.TrackId -> Track.TrackId',
      'Track.AlbumId -> Album.AlbumId',
      'Track.GenreId -> Genre.GenreId',
      'Track.MediaTypeId -> MediaType.MediaTypeId',
    ]);
    expect(table(catalogue, 'PlaylistTrack').primaryKey).toEqual(['PlaylistId', 'TrackId']);
    expect(table(catalogue, 'Track').columns.map(({ name, nativeType, nullable }) => [name, nativeType, nullable])).toEqual([
      ['TrackId', 'INTEGER', false], ['Name', 'NVARCHAR(200)', false], ['AlbumId', 'INTEGER', true], ['MediaTypeId', 'INTEGER', false],
      ['GenreId', 'INTEGER', true], ['Composer', 'NVARCHAR(220)', true], ['Milliseconds', 'INTEGER', false], ['Bytes', 'INTEGER', true],
      ['UnitPrice', 'NUMERIC(10,2)', false],
    ]);
    expect(table(catalogue, 'Invoice').columns.find(({ name }) => name === 'Total')!.type).toEqual({ kind: 'decimal', precision: 10, scale: 2 });
    expect(table(catalogue, 'Album').statistics).toEqual({
      kind: 'measured', rowCount: '347', bytes: '16384', indexBytes: '4096', query: 'SELECT count(*) FROM "Album"', at: now,
    });
  });

  it('reads names of every kind, keys, and what SQLite makes of them', async () => {
    const file = make(
      `odd-${driver}`,
      `CREATE TABLE "order" ("group ""x""" INTEGER PRIMARY KEY, [a b] TEXT NOT NULL DEFAULT 'it''s', 'Größe' VARCHAR(5) UNIQUE, c AS (1 + 1), d INT AS (2) STORED);
       CREATE TABLE "тест [1]; --" (a TEXT, b INTEGER, PRIMARY KEY (b, a)) WITHOUT ROWID;
       CREATE TABLE s (k TEXT PRIMARY KEY, n INT NOT NULL) STRICT;
       CREATE TABLE weak (k VARCHAR(9) PRIMARY KEY, d INTEGER);
       CREATE TABLE down (id INTEGER PRIMARY KEY DESC, x);
       CREATE UNIQUE INDEX u1 ON weak (d, k);
       CREATE UNIQUE INDEX u2 ON weak (d) WHERE d > 1;
       CREATE UNIQUE INDEX u3 ON weak (abs(d));
       CREATE TABLE refs (a TEXT, b INTEGER, c INTEGER, o INTEGER, FOREIGN KEY (b, a) REFERENCES "тест [1]; --", FOREIGN KEY (b, a) REFERENCES "тест [1]; --" (B, A), FOREIGN KEY (o) REFERENCES "ORDER", FOREIGN KEY (c) REFERENCES gone);
       CREATE VIRTUAL TABLE words USING fts5(body);
       CREATE VIEW "v 1" AS SELECT "a b", 1 AS one FROM "order";
       CREATE VIEW broken AS SELECT x FROM nowhere;
       INSERT INTO "order" ([a b]) VALUES ('x'), ('y');
       INSERT INTO words VALUES ('hello');`,
    );
    const catalogue = await read(file, driver);
    expect(catalogue.complete).toBe(true);
    expect(catalogue.tables.map(({ name, kind, error, statistics }) => [name, kind, statistics.rowCount, error])).toEqual([
      ['order', 'table', '2', undefined],
      ['тест [1]; --', 'table', '0', undefined],
      ['s', 'table', '0', undefined],
      ['weak', 'table', '0', undefined],
      ['down', 'table', '0', undefined],
      ['refs', 'table', '0', undefined],
      ['words', 'table', '1', undefined],
      ['v 1', 'view', undefined, undefined],
      ['broken', 'view', undefined, expect.stringMatching(/^broken could not be read: .*no such table: main\.nowhere/)],
    ]);
    expect(table(catalogue, 'order').columns).toEqual([
      { name: 'group "x"', type: { kind: 'integer' }, nativeType: 'INTEGER', nullable: false, generated: true },
      { name: 'a b', type: { kind: 'text' }, nativeType: 'TEXT', nullable: false, default: "'it''s'" },
      { name: 'Größe', type: { kind: 'text', length: 5 }, nativeType: 'VARCHAR(5)', nullable: true },
      { name: 'c', type: { kind: 'unknown' }, nativeType: '', nullable: true, generated: true },
      { name: 'd', type: { kind: 'integer' }, nativeType: 'INT', nullable: true, generated: true },
    ]);
    expect(table(catalogue, 'order').uniqueKeys).toEqual([['Größe']]);
    expect(table(catalogue, 'тест [1]; --').primaryKey).toEqual(['b', 'a']);
    const required = (name: string): boolean[] => table(catalogue, name).columns.map(({ nullable }) => !nullable);
    expect(required('тест [1]; --')).toEqual([true, true]);
    expect(required('s')).toEqual([true, true]);
    expect(required('weak')).toEqual([false, false]);
    expect(required('down')).toEqual([false, false]);
    expect(table(catalogue, 'down').columns[0]).not.toHaveProperty('generated');
    expect(table(catalogue, 'weak').uniqueKeys).toEqual([['d', 'k']]);
    expect(table(catalogue, 'words').columns.map(({ name }) => name)).toEqual(['body']);
    expect(table(catalogue, 'words').statistics).not.toHaveProperty('bytes');
    expect(table(catalogue, 'v 1').columns.map(({ name }) => name)).toEqual(['a b', 'one']);
    expect(table(catalogue, 'refs').foreignKeys).toEqual([
      { columns: ['b', 'a'], referencedTable: 'тест [1]; --', referencedColumns: ['b', 'a'] },
      { columns: ['b', 'a'], referencedTable: 'тест [1]; --', referencedColumns: ['b', 'a'] },
      { columns: ['o'], referencedTable: 'order', referencedColumns: ['group "x"'] },
      { columns: ['c'], referencedTable: 'gone', referencedColumns: [] },
    ]);
    expect(catalogue.issues.map(({ message }) => message)).toContain('A foreign key of refs refers to gone, which is not in the database.');
  });

  it('leaves the folder of the source as it was', async () => {
    const file = make(`untouched-${driver}`, 'CREATE TABLE a (x); INSERT INTO a VALUES (1), (2);');
    const home = join(file, '..');
    const before = snapshot(home);
    expect(table(await read(file, driver), 'a').statistics.rowCount).toBe('2');
    expect(snapshot(home)).toEqual(before);
  });

  it('reads from a folder that nobody may write to', async () => {
    const file = make(`sealed-${driver}`, 'CREATE TABLE a (x); INSERT INTO a VALUES (1);');
    chmodSync(file, 0o444);
    chmodSync(join(file, '..'), 0o555);
    try {
      expect(table(await read(file, driver), 'a').statistics.rowCount).toBe('1');
    } finally {
      chmodSync(join(file, '..'), 0o755);
    }
  });

  it('goes on after a table that is damaged', async () => {
    const rows = Array.from({ length: 400 }, (_, at) => `(${at}, '${'x'.repeat(100)}')`).join();
    const file = make(`damaged-${driver}`, `CREATE TABLE bad (id INTEGER PRIMARY KEY, t); INSERT INTO bad VALUES ${rows}; CREATE TABLE good (x); INSERT INTO good VALUES (1);`);
    const bytes = readFileSync(file);
    // The root page of the first table is page 2.
    bytes.fill(0xee, 4096, 4096 + 200);
    writeFileSync(file, bytes);
    const catalogue = await read(file, driver);
    expect(catalogue.complete).toBe(true);
    expect(table(catalogue, 'bad').error).toMatch(/^The rows of bad could not be counted: .*malformed/);
    expect(table(catalogue, 'bad').statistics.kind).toBe('unknown');
    expect(table(catalogue, 'bad').columns.map(({ name }) => name)).toEqual(['id', 't']);
    expect(table(catalogue, 'good').statistics.rowCount).toBe('1');
  });

  it.each([
    ['a missing file', () => join(folder, 'nothing.sqlite'), 'file.missing', 'There is no file data/shop.sqlite. Check the path, or choose another file.'],
    ['a folder', () => folder, 'file.directory', 'data/shop.sqlite is a folder. Choose the file inside it.'],
    ['an empty file', () => write('empty', ''), 'file.empty', 'data/shop.sqlite is empty (0 bytes). Choose another file, or copy it again.'],
    ['a text file', () => write('text', 'CREATE TABLE x (y);\n'), 'sqlite.otherFile', 'data/shop.sqlite is not a SQLite database: it looks like a text file. Choose the database file itself.'],
    [
      'an encrypted file',
      () => write('noise', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 89 + 7) % 256))),
      'sqlite.notADatabase',
      'data/shop.sqlite is not a SQLite database. If it is one, it is encrypted: make an unencrypted copy of it, or choose another file.',
    ],
    ['a truncated header', () => write('short', 'SQLite format 3\0'), 'sqlite.notADatabase', /^data\/shop\.sqlite is not a SQLite database\./],
    ['a header over noise', () => write('mixed', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(2000, 0xaa)])), 'sqlite.notADatabase', /^data\/shop\.sqlite is not a SQLite database\./],
  ])('refuses %s', async (_name, file, code, message) => {
    const error: unknown = await read(file(), driver).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ConnectError', code, message: typeof message === 'string' ? message : (expect.stringMatching(message) as string) });
    // Nothing but the path as it is shown.
    expect((error as Error).message).not.toContain(folder);
  });

  it('counts an empty database as no tables', async () => {
    const catalogue = await read(make(`bare-${driver}`, 'CREATE TABLE x (y); DROP TABLE x;'), driver);
    expect([catalogue.complete, catalogue.tables, catalogue.issues]).toEqual([true, [], []]);
  });

  describe.skipIf(hostNode === undefined)('in WAL mode (skipped without a Node that brings node:sqlite)', () => {
    it('reads changes that stand beside the file, and leaves nothing there', async () => {
      const home = join(folder, `wal-${driver}`);
      mkdirSync(home);
      walDatabase(home, 'leave');
      expect(readdirSync(home).sort()).toEqual(['shop.sqlite', 'shop.sqlite-shm', 'shop.sqlite-wal']);
      const before = snapshot(home);
      const catalogue = await read(join(home, 'shop.sqlite'), driver);
      expect(catalogue.tables.map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['a', '3']]);
      expect(catalogue.issues).toEqual([]);
      expect(snapshot(home)).toEqual(before);
    });

    it('reads a file that was closed in WAL mode, and leaves nothing beside it', async () => {
      const home = join(folder, `wal-closed-${driver}`);
      mkdirSync(home);
      walDatabase(home, 'close');
      expect(readdirSync(home)).toEqual(['shop.sqlite']);
      const before = snapshot(home);
      const catalogue = await read(join(home, 'shop.sqlite'), driver);
      expect(catalogue.tables.map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['a', '3']]);
      expect(snapshot(home)).toEqual(before);
    });

    it('plays a journal back in a copy where a program crashed in the middle of a change', async () => {
      const home = join(folder, `journal-${driver}`);
      mkdirSync(home);
      crashedDatabase(home);
      expect(readdirSync(home).sort()).toEqual(['shop.sqlite', 'shop.sqlite-journal']);
      const before = snapshot(home);
      const catalogue = await read(join(home, 'shop.sqlite'), driver);
      expect(catalogue.tables.map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['a', '3']]);
      expect(snapshot(home)).toEqual(before);
    });
  });
});

describe('both drivers', () => {
  it.skipIf(hostNode === undefined || !existsSync(chinook))('give the same catalogue for Chinook (skipped without ../shared/data or node:sqlite)', async () => {
    expect(renderCatalogue(await read(chinook, 'host'))).toBe(renderCatalogue(await read(chinook, 'wasm')));
  });

  it.skipIf(hostNode === undefined)('give the same catalogue for the sample (skipped without node:sqlite)', async () => {
    const sample = join(root, 'media/sample/legacy-shop.sqlite');
    expect(renderCatalogue(await read(sample, 'host'))).toBe(renderCatalogue(await read(sample, 'wasm')));
  });
});

function write(name: string, content: string | Buffer): string {
  const file = join(folder, `file-${name}`);
  writeFileSync(file, content);
  return file;
}

/** A database in WAL mode whose program ended without closing it (`leave`), or closed it. */
function walDatabase(home: string, end: 'leave' | 'close'): void {
  runHost(`
    const db = new DatabaseSync(${JSON.stringify(join(home, 'shop.sqlite'))});
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE a (x); INSERT INTO a VALUES (1), (2), (3);');
    ${end === 'close' ? 'db.close();' : "process.kill(process.pid, 'SIGKILL');"}`);
}

/** A program that ended in the middle of a transaction, with pages of it already in the file. */
function crashedDatabase(home: string): void {
  runHost(`
    const db = new DatabaseSync(${JSON.stringify(join(home, 'shop.sqlite'))});
    db.exec('CREATE TABLE a (x); INSERT INTO a VALUES (1), (2), (3); PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;');
    const add = db.prepare('INSERT INTO a VALUES (?)');
    for (let n = 0; n < 5000; n += 1) add.run('x'.repeat(200));
    process.kill(process.pid, 'SIGKILL');`);
}

function runHost(script: string): void {
  try {
    execFileSync(hostNode!, ['--no-warnings', '--input-type=module', '-e', `import { DatabaseSync } from 'node:sqlite';${script}`], { stdio: 'pipe' });
  } catch (error) {
    if ((error as { signal?: string }).signal !== 'SIGKILL') {
      throw error;
    }
  }
}
