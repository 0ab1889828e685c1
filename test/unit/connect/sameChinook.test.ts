import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue, DataType } from '../../../src/core/catalogue/catalogue.ts';
import { scan } from '../../../src/connect/scan.ts';
import type { ScanProgress } from '../../../src/connect/scan.ts';
import { startMariaDb } from '../../lab/servers/mariadb.mjs';
import { startPostgres } from '../../lab/servers/postgres.mjs';
import { buildChild } from './buildChild.ts';
import { chinook, hasChinook, loadIntoMariaDb, loadIntoPostgres } from './chinook.ts';
import { now, serverRequest } from './serverScan.ts';

const counts = {
  album: 347, artist: 275, customer: 59, employee: 8, genre: 25, invoice: 412, invoiceline: 2240, mediatype: 5, playlist: 18, playlisttrack: 8715, track: 3503,
};

// One sample, four ways: the tables, columns, keys and counts must not depend on where it is.
const postgres = hasChinook ? await startPostgres() : 'the sample data is not here';
const mariaDb = hasChinook ? await startMariaDb() : 'the sample data is not here';
for (const [name, server] of [['PostgreSQL', postgres], ['MariaDB', mariaDb]] as const) {
  if (typeof server === 'string') console.log(`Skipped: Chinook in ${name}: ${server}`);
}
let child: Awaited<ReturnType<typeof buildChild>>;

beforeAll(async () => {
  child = await buildChild();
  if (typeof postgres !== 'string') await loadIntoPostgres(postgres);
  if (typeof mariaDb !== 'string') await loadIntoMariaDb(mariaDb);
});
afterAll(async () => {
  await child.remove();
  if (typeof postgres !== 'string') await postgres.stop();
  if (typeof mariaDb !== 'string') await mariaDb.stop();
});

function folded(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** What must be the same: names but for their style, keys, counts. */
function essence({ tables }: Catalogue): unknown {
  return Object.fromEntries(
    [...tables].map((table): [string, unknown] => [folded(table.name), {
      kind: table.kind,
      columns: table.columns.map(({ name, nullable }) => [folded(name), nullable]),
      primaryKey: table.primaryKey.map(folded),
      foreignKeys: table.foreignKeys.map((key) => [key.columns.map(folded), folded(key.referencedTable), key.referencedColumns.map(folded)]).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
      rows: [table.statistics.kind, table.statistics.rowCount],
    }]).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function types({ tables }: Catalogue): Record<string, DataType> {
  return Object.fromEntries(tables.flatMap((table) => table.columns.map(({ name, type }) => [`${folded(table.name)}.${folded(name)}`, type] as const)).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A type without what SQLite does not promise: its INTEGER has no width. */
function withoutBits(all: Record<string, DataType>): Record<string, DataType> {
  return Object.fromEntries(Object.entries(all).map(([name, { bits: _bits, ...type }]) => [name, type]));
}

const sqlite = (): Promise<Catalogue> => scan({ kind: 'sqlite', system: 'crm', role: 'source', file: join(chinook, 'Chinook_Sqlite.sqlite'), path: 'chinook.sqlite', now }, { childPath: child.path });

describe.skipIf(!hasChinook)('the same Chinook', () => {
  it.skipIf(typeof postgres === 'string')('in PostgreSQL: 11 tables, 64 columns, keys and counts as in SQLite, types as in its script', async () => {
    if (typeof postgres === 'string') return;
    const progress: ScanProgress[] = [];
    const catalogue = await scan(serverRequest('postgres', postgres, 'chinook'), { childPath: child.path, secret: postgres.password, onProgress: (step) => progress.push(step) });
    expect([catalogue.technology, catalogue.origin, catalogue.complete, catalogue.issues]).toEqual(['PostgreSQL', { kind: 'database', path: 'crm-prod' }, true, []]);
    expect(Object.fromEntries(catalogue.tables.map(({ name, statistics }) => [folded(name), Number(statistics.rowCount)]))).toEqual(counts);
    expect(catalogue.tables.flatMap(({ columns }) => columns)).toHaveLength(64);
    expect(essence(catalogue)).toEqual(essence(await sqlite()));
    expect(withoutBits(types(catalogue))).toEqual(withoutBits(types(await sqlite())));
    const script = await scan({ kind: 'ddl', dialect: 'PostgreSQL', system: 'crm', role: 'source', file: join(chinook, 'Chinook_PostgreSql.sql'), path: 'x.sql', now }, { childPath: child.path });
    expect(types(catalogue)).toEqual(types(script));
    const structure = ({ tables }: Catalogue): unknown => [...tables]
      .map(({ statistics: _statistics, foreignKeys, ...table }) => ({ ...table, foreignKeys: foreignKeys.map((key) => key.columns).sort() }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    expect(structure(catalogue)).toEqual(structure(script));
    const track = catalogue.tables.find(({ name }) => name === 'track')!;
    expect(track.statistics.query).toBe('SELECT count(*) FROM "public"."track"');
    expect(BigInt(track.statistics.bytes!)).toBeGreaterThan(100_000n);
    expect(BigInt(track.statistics.indexBytes!)).toBeGreaterThan(10_000n);
    expect(BigInt(catalogue.bytes!)).toBeGreaterThan(BigInt(track.statistics.bytes!));
    // First all tables as they stand in the catalogue, then the counts.
    expect(progress.filter(({ latest, phase }) => latest !== undefined && phase === 'reading').map(({ latest }) => latest?.statistics.kind)).toEqual(Array.from({ length: 11 }, () => 'unknown'));
    expect(progress.filter(({ latest, phase }) => latest !== undefined && phase === 'counting').map(({ counted, toCount }) => [counted, toCount])).toEqual(Array.from({ length: 11 }, (_, at) => [at + 1, 11]));
  });

  it.skipIf(typeof mariaDb === 'string')('in MariaDB: 11 tables, 64 columns, keys and counts as in SQLite, types as in its script', async () => {
    if (typeof mariaDb === 'string') return;
    const catalogue = await scan(serverRequest('mysql', mariaDb, 'Chinook'), { childPath: child.path, secret: mariaDb.password });
    expect([catalogue.technology, catalogue.complete, catalogue.issues]).toEqual(['MariaDB', true, []]);
    expect(Object.fromEntries(catalogue.tables.map(({ name, statistics }) => [folded(name), Number(statistics.rowCount)]))).toEqual(counts);
    expect(catalogue.tables.flatMap(({ columns }) => columns)).toHaveLength(64);
    expect(essence(catalogue)).toEqual(essence(await sqlite()));
    expect(withoutBits(types(catalogue))).toEqual(withoutBits(types(await sqlite())));
    const script = await scan({ kind: 'ddl', dialect: 'MySQL', system: 'crm', role: 'source', file: join(chinook, 'Chinook_MySql.sql'), path: 'x.sql', now }, { childPath: child.path });
    expect(types(catalogue)).toEqual(types(script));
    const track = catalogue.tables.find(({ name }) => name === 'Track')!;
    expect(track.statistics.query).toBe('SELECT count(*) FROM `Chinook`.`Track`');
    expect(BigInt(track.statistics.bytes!)).toBeGreaterThan(100_000n);
  });
});
