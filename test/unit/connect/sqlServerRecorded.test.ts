import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/connect/database/engine.ts';
import type { DatabaseRequest } from '../../../src/connect/protocol.ts';
import { readDdl } from '../../../src/connect/ddl/readDdl.ts';
import * as queries from '../../../src/connect/sqlServer/queries.ts';
import { writtenDefault } from '../../../src/connect/sqlServer/readPicture.ts';
import { textOf } from '../../../src/connect/database/textOf.ts';
import { restrain } from '../../../src/connect/sqlServer/session.ts';
import { sqlServerEngine } from '../../../src/connect/sqlServer/sqlServerSource.ts';
import { chinook, hasChinook } from './chinook.ts';
import { answering, recording, requestOf, scanned, structure } from './recorded.ts';
import type { Recording, Scanned } from './recorded.ts';

const counts = { Album: '347', Artist: '275', Customer: '59', Employee: '8', Genre: '25', Invoice: '412', InvoiceLine: '2240', MediaType: '5', Playlist: '18', PlaylistTrack: '8715', Track: '3503' };

function recordedSession(rows: Recording, schemas: readonly string[], failures: Readonly<Record<string, unknown>>): { session: Session; asked: string[] } {
  const { asked, answer } = answering(rows, {
    server: queries.serverQuery, bytes: queries.bytesQuery, tables: queries.tablesQuery(schemas), external: queries.externalTablesQuery, columns: queries.columnsQuery(schemas),
    keys: queries.keysQuery(schemas), references: queries.referencesQuery(schemas), statistics: queries.statisticsQuery(schemas), changes: queries.changesQuery,
  }, failures);
  const session: Session = {
    query: (sql) => Promise.resolve().then(() => answer(sql.trim()).map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)])))),
    cancel: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return { session, asked };
}

async function scan(name: string, more: Partial<DatabaseRequest> = {}, failures: Readonly<Record<string, unknown>> = {}): Promise<Scanned & { asked: string[] }> {
  const request = requestOf('sqlserver', { connections: 1, ...more });
  const { session, asked } = recordedSession(recording(name), request.schemas, failures);
  const engine = await sqlServerEngine(session, () => Promise.reject(new Error('no more')), request, 'hunter2');
  return { ...await scanned(engine, session, request), asked };
}

describe('SQL Server’s recorded answers', () => {
  it.skipIf(!hasChinook)('give Chinook as its script does: 11 tables, 64 columns, 11 foreign keys, the counts (skipped without ../shared/data)', async () => {
    const { tables, opened, issues } = await scan('sqlServerChinook');
    const script = await readDdl(readFileSync(join(chinook, 'Chinook_SqlServer.sql'), 'utf8'), { dialect: 'SQL Server', system: 'crm', path: 'x.sql', now: '2025-01-02T03:04:05Z' });
    const all = [...tables.values()];
    expect([all.length, all.flatMap(({ columns }) => columns).length, all.flatMap(({ foreignKeys }) => foreignKeys).length, issues]).toEqual([11, 64, 11, []]);
    expect(structure(all, (written) => written.toLowerCase())).toEqual(structure(script.tables, (written) => written.toLowerCase()));
    expect(Object.fromEntries(all.map(({ name, statistics }) => [name, statistics.rowCount]))).toEqual(counts);
    expect(opened).toEqual({ type: 'opened', technology: 'SQL Server', origin: 'database', bytes: '5242880' });
  });

  it('are asked for in as many statements however many tables, estimates first', async () => {
    const { asked, first, tables } = await scan('sqlServerChinook');
    expect(asked.slice(0, 9)).toEqual(['server', 'bytes', 'tables', 'external', 'columns', 'keys', 'references', 'statistics', 'changes']);
    // Smallest tables first.
    expect(asked.slice(9).map((text) => /\[(\w+)\]$/.exec(text)?.[1])).toEqual(['MediaType', 'Employee', 'Playlist', 'Genre', 'Customer', 'Artist', 'Album', 'Invoice', 'InvoiceLine', 'Track', 'PlaylistTrack']);
    expect(first.get('Invoice')?.statistics).toEqual({ kind: 'estimated', rowCount: '412', bytes: '57344', indexBytes: '8192', at: '2025-01-02T03:04:05.000Z', changedAt: '2025-01-01T22:15:09Z' });
    expect(tables.get('Invoice')?.statistics).toMatchObject({ kind: 'measured', rowCount: '412', query: 'SELECT COUNT_BIG(*) FROM [dbo].[Invoice]', changedAt: '2025-01-01T22:15:09Z' });
  });

  it('go by schemas as parameters', () => {
    expect(queries.schemaCondition(['a', `b'; DROP`])).toBe('s.name IN (@p0, @p1)');
    expect(queries.columnsQuery(['a'])).toContain('s.name IN (@p0)');
  });

  it('give odd names, types and generated columns', async () => {
    const { first } = await scan('sqlServerOdd', { exactBelowRows: 0 });
    expect([...first.keys()]).toEqual(['hist.Größe "x"', 'sales.a]b', 'External', 'Locked', 'Memory', 'Nowhere', 'Parts', 'Broken']);
    const odd = first.get('sales.a]b')!;
    expect(odd.columns.map(({ name, type, nativeType, nullable, default: given, generated, comment }) => [name, type, nativeType, nullable, given, generated, comment])).toEqual([
      ['id', { kind: 'integer', bits: 64 }, 'bigint', false, undefined, true, 'the key'],
      ['flag', { kind: 'boolean' }, 'Flag', false, '0', undefined, undefined],
      ['code', { kind: 'text', length: 10 }, 'ref.Code', true, `N'a)('`, undefined, undefined],
      ['order by', { kind: 'text' }, 'nvarchar(max)', true, undefined, undefined, undefined],
      ['price', { kind: 'decimal', precision: 19, scale: 4 }, 'money', true, undefined, undefined, undefined],
      ['total', { kind: 'decimal', precision: 38, scale: 10 }, 'decimal(38,10)', true, undefined, true, undefined],
      ['seen', { kind: 'timestamp', timeZone: true }, 'datetimeoffset(3)', true, 'sysdatetimeoffset()', undefined, undefined],
      ['from', { kind: 'timestamp' }, 'datetime2(7)', false, undefined, true, undefined],
      ['version', { kind: 'binary', length: 8 }, 'timestamp', false, undefined, true, undefined],
      ['number', { kind: 'integer', bits: 32 }, 'int', true, 'NEXT VALUE FOR [dbo].[Numbers]', true, undefined],
      ['place', { kind: 'spatial' }, 'geography', true, undefined, undefined, undefined],
      ['own', { kind: 'unknown' }, 'Point', true, undefined, undefined, undefined],
      ['raw', { kind: 'binary', length: 16 }, 'varbinary(16)', true, undefined, undefined, undefined],
    ]);
    expect([odd.primaryKey, odd.uniqueKeys, odd.comment]).toEqual([['id'], [['code', 'order by']], 'what was sold']);
    expect(odd.foreignKeys).toEqual([
      { name: 'FK_hidden', columns: ['flag'], referencedTable: '?', referencedColumns: [] },
      { name: 'FK_two', columns: ['code', 'number'], referencedSchema: 'hist', referencedTable: 'Größe "x"', referencedColumns: ['a', 'b'] },
    ]);
  });

  it('leave unknown what nobody knows, and are exact to 2^63', async () => {
    const { first, tables, issues } = await scan('sqlServerOdd', { exactBelowRows: 0 });
    // All partitions together.
    expect(first.get('Parts')?.statistics).toEqual({ kind: 'estimated', rowCount: '9223372036854775807', bytes: '16384', indexBytes: '0', at: '2025-01-02T03:04:05.000Z' });
    expect(first.get('Nowhere')?.statistics).toEqual({ kind: 'unknown' });
    // The numbers of pages and partitions are none of a table in memory.
    expect(first.get('Memory')?.statistics).toEqual({ kind: 'unknown' });
    expect([first.get('External')?.kind, first.get('External')?.statistics]).toEqual(['view', { kind: 'unknown' }]);
    expect(issues).toContainEqual({ message: 'dbo.External is an external table: its rows lie outside of this database. Scan the place where they are.', table: 'dbo.External' });
    expect(tables.get('Locked')?.error).toBe('dbo.Locked may not be read by reader. Ask for the right: GRANT SELECT ON dbo.Locked TO reader.');
  });

  it('are counted where they can be; what fails is its table’s', async () => {
    const broken = 'SELECT TOP (0) * FROM [dbo].[Broken]';
    const { tables, issues, asked } = await scan('sqlServerOdd', {}, {
      [broken]: { number: 208, message: `Invalid object name 'dbo.Gone'. hunter2` },
      '[sales].[a]]b]': { number: 1_222, message: 'Lock request time out period exceeded.' },
      '[hist].[Größe "x"]': { number: 230, message: 'The SELECT permission was denied on the column.' },
      '[dbo].[Memory]': { code: 'ETIMEOUT', message: 'Timeout: Request failed to complete in 60000ms' },
    });
    expect(asked).toContain(broken);
    // What may not be read is not tried.
    expect(asked).not.toContain('count [dbo].[Locked]');
    expect(tables.get('Broken')?.error).toBe(`The view dbo.Broken does not work: Invalid object name 'dbo.Gone'. •••`);
    expect(tables.get('hist.Größe "x"')?.error).toBe('hist.Größe "x" may not be read by reader. Ask for the right: GRANT SELECT ON hist.Größe "x" TO reader.');
    expect([tables.get('sales.a]b')?.error, tables.get('Parts')?.statistics.rowCount, tables.get('Memory')?.error]).toEqual([undefined, '9223372036854775807', undefined]);
    expect(issues.map(({ message }) => message).sort()).toEqual([
      'The rows of dbo.Memory were not counted within 60 seconds. Allow statements more time, or confirm what the server estimates.',
      'The rows of sales.a]b were not counted (Lock request time out period exceeded.).',
      'dbo.External is an external table: its rows lie outside of this database. Scan the place where they are.',
    ]);
  });

  it('do without what takes more rights or a later version', async () => {
    const { first, asked } = await scan('sqlServerChinook', { exactBelowRows: 0 }, {
      changes: { number: 300, message: 'VIEW SERVER STATE permission was denied' }, external: { number: 208, message: `Invalid object name 'sys.external_tables'.` }, bytes: { number: 229 },
    });
    expect(asked).toHaveLength(9);
    expect(first.get('Invoice')?.statistics).toEqual({ kind: 'estimated', rowCount: '412', bytes: '57344', indexBytes: '8192', at: '2025-01-02T03:04:05.000Z' });
  });

  it('end the scan where the connection is gone or the structure takes too long', async () => {
    await expect(scan('sqlServerChinook', {}, { changes: { number: 596, message: 'The session is in the kill state.' } })).rejects.toMatchObject({ code: 'database.lost' });
    await expect(scan('sqlServerChinook', {}, { columns: { code: 'ETIMEOUT', message: 'Timeout' } })).rejects.toMatchObject({ code: 'database.structureTimeout' });
    await expect(scan('sqlServerChinook', {}, { tables: { number: 916, message: 'not able to access the database' } })).rejects.toMatchObject({ code: 'database.structureFailed' });
    await expect(scan('sqlServerChinook', {}, { '[dbo].[Album]': { code: 'ESOCKET', message: 'Connection lost - read ECONNRESET' } })).rejects.toMatchObject({ code: 'database.lost' });
  });

  it('of a version before 2008 are not read', async () => {
    const { session } = recordedSession({ server: [{ version: '9.00.5000.00' }] }, [], {});
    await expect(sqlServerEngine(session, () => Promise.reject(new Error()), requestOf('sqlserver'), undefined)).rejects.toMatchObject({ code: 'database.tooOld' });
  });
});

describe('the session of SQL Server', () => {
  it.each([
    ['1', '0', 'SNAPSHOT'],
    ['1', '1', 'READ COMMITTED'],
    ['0', '0', 'READ COMMITTED'],
  ])('snapshots %s, filegroups in memory %s: %s', async (snapshots, inMemory, level) => {
    const asked: string[] = [];
    await restrain({ query: (sql) => { asked.push(sql); return Promise.resolve(/^\s*SELECT/.test(sql) ? [{ snapshots, in_memory: inMemory }] : []); } });
    expect(asked.at(-1)).toBe(`SET TRANSACTION ISOLATION LEVEL ${level}`);
  });

  it.each([
    ['((0))', '0'], ['(getdate())', 'getdate()'], [`('a)')`, `'a)'`], ['((1)+(2))', '(1)+(2)'], ['(NULL)', undefined], ['((NULL))', undefined], [undefined, undefined], [`(N'it''s (')`, `N'it''s ('`],
    ['([dbo].[f)](1))', '[dbo].[f)](1)'], ['(CONVERT([bit],(0)))', 'CONVERT([bit],(0))'],
  ])('the default %s is %s', (kept, written) => {
    expect(writtenDefault(kept)).toBe(written);
  });
});
