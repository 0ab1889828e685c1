import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scan } from '../../../src/connect/scan.ts';
import { buildChild } from './buildChild.ts';
import { now } from './filesReading.ts';

let child: Awaited<ReturnType<typeof buildChild>>;
let folder = '';
beforeAll(async () => {
  child = await buildChild();
  folder = mkdtempSync(join(tmpdir(), 'files-scan-'));
});
afterAll(async () => {
  await child.remove();
  rmSync(folder, { recursive: true, force: true });
});

const request = (file: string, path = 'data') => ({ kind: 'files', system: 'S', role: 'source', file, path, now } as const);

describe('a scan of data files, in its own process', () => {
  it('gives a catalogue', async () => {
    const place = mkdtempSync(join(folder, 'small-'));
    writeFileSync(join(place, 'a.csv'), 'id,name\n1,x\n2,y\n3\n');
    writeFileSync(join(place, 'b.parquet'), 'no Parquet at all, whatever it is called');
    const catalogue = await scan(request(place), { childPath: child.path });
    expect(catalogue).toMatchObject({ technology: 'Files', origin: { kind: 'files', path: 'data' }, complete: true, bytes: '58' });
    expect(catalogue.tables.map(({ name, statistics, error }) => [name, statistics.rowCount, error === undefined])).toEqual([['a', '2', true], ['b', undefined, false]]);
    expect(catalogue.issues).toEqual([{ table: 'a', line: 4, message: 'Lines with fewer fields than columns: 1. They are not in the count; this is the first.' }]);
    expect(JSON.stringify(catalogue)).not.toContain(folder);
  });

  it('gets past a line of 1 GB in bounded memory', async () => {
    const file = join(folder, 'huge.csv');
    const handle = openSync(file, 'w');
    writeSync(handle, 'id,name\n1,a\n2,');
    const part = Buffer.alloc(16 * 1024 * 1024, 'x');
    for (let at = 0; at < 64; at += 1) writeSync(handle, part);
    writeSync(handle, '\n3,c\n4\n');
    closeSync(handle);
    // A heap that holds no such line.
    const catalogue = await scan(request(file, 'huge.csv'), { childPath: child.path, env: { NODE_OPTIONS: '--max-old-space-size=256' } });
    rmSync(file);
    expect(catalogue.tables.map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['huge', '2']]);
    expect(catalogue.issues).toEqual([
      { table: 'huge', line: 3, message: 'One line is longer than 16,000,000 bytes and was left out. It is not in the count.' },
      { table: 'huge', line: 5, message: 'Lines with fewer fields than columns: 1. They are not in the count; this is the first.' },
    ]);
  }, 60_000);

  it('keeps what was read when it is cancelled in the middle of a file, and leaves nothing behind', async () => {
    const place = mkdtempSync(join(folder, 'large-'));
    writeFileSync(join(place, 'a.csv'), 'id,name\n1,x\n');
    const handle = openSync(join(place, 'b.csv'), 'w');
    writeSync(handle, 'id,name,other\n');
    const part = Buffer.from(Array.from({ length: 50_000 }, (_, at) => `${at},"name ${at}",2024-01-01 00:00:00\n`).join(''));
    for (let at = 0; at < 100; at += 1) writeSync(handle, part);
    closeSync(handle);
    const temporary = mkdtempSync(join(folder, 'temporary-'));
    const controller = new AbortController();
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('migration-scan-'));
    const catalogue = await scan(request(place), {
      childPath: child.path, signal: controller.signal, env: { TMPDIR: temporary },
      onProgress: ({ table }) => { if (table === 'b') setTimeout(() => { controller.abort(); }, 200); },
    });
    expect(catalogue.complete).toBe(false);
    expect(catalogue.tables.map(({ name, error }) => [name, error])).toEqual([['a', undefined]]);
    expect(catalogue.issues.at(-1)?.message).toBe('The scan was cancelled: 1 of 2 tables were read.');
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('migration-scan-') && !before.includes(name))).toEqual([]);
  });

  it('says so where the library of DuckDB is not there, and reads everything else', async () => {
    const file = join(folder, 'c.csv');
    writeFileSync(file, 'id,name\n1,x\n');
    const database = new sqlite.Database(join(folder, 'd.sqlite'));
    database.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1);');
    database.close();
    const parts = join(dirname(child.path), 'node_modules');
    await rename(parts, `${parts}-away`);
    try {
      await expect(scan(request(file, 'c.csv'), { childPath: child.path })).rejects.toMatchObject({
        code: 'files.noReader',
        message: `Data files can’t be read here: the reader for ${process.platform}-${process.arch} is not part of this installation (MODULE_NOT_FOUND). Install the package for this platform; databases, scripts and lists are read all the same.`,
      });
      const other = await scan({ ...request(join(folder, 'd.sqlite'), 'd.sqlite'), kind: 'sqlite' }, { childPath: child.path });
      expect(other.tables.map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['t', '1']]);
    } finally {
      await rename(`${parts}-away`, parts);
    }
  });
});
