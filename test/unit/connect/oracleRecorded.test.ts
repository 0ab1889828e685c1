import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDdl } from '../../../src/connect/ddl/readDdl.ts';
import { connectDescriptor } from '../../../src/connect/oracle/connectDescriptor.ts';
import { oracleDetail, oracleFailure } from '../../../src/connect/oracle/failure.ts';
import { oracleEngine } from '../../../src/connect/oracle/oracleSource.ts';
import * as queries from '../../../src/connect/oracle/queries.ts';
import { oracleScope, oracleStatistics } from '../../../src/connect/oracle/readPicture.ts';
import { oracleSession } from '../../../src/connect/oracle/session.ts';
import type { OracleConnection } from '../../../src/connect/oracle/session.ts';
import type { DatabaseRequest } from '../../../src/connect/protocol.ts';
import { chinook, hasChinook } from './chinook.ts';
import { answering, recording, requestOf, scanned, structure } from './recorded.ts';
import type { DriverRow, Scanned } from './recorded.ts';

const counts = { ALBUM: '347', ARTIST: '275', CUSTOMER: '59', EMPLOYEE: '8', GENRE: '25', INVOICE: '412', INVOICELINE: '2240', MEDIATYPE: '5', PLAYLIST: '18', PLAYLISTTRACK: '8715', TRACK: '3503' };
const denied = { code: 'ORA-00942', message: 'ORA-00942: table or view "SYS"."DBA_SEGMENTS" does not exist\nHelp: https://docs.oracle.com/error-help/db/ora-00942/' };

interface Fake extends OracleConnection {
  readonly log: string[];
  readonly values: (readonly unknown[])[];
}

/** A connection of the driver's that answers from what was recorded. */
function fakeConnection(answer: (sql: string) => readonly DriverRow[]): Fake {
  const [log, values]: [string[], (readonly unknown[])[]] = [[], []];
  return {
    log, values, callTimeout: 0, module: '', action: '',
    execute: (sql, given) => Promise.resolve().then(() => {
      log.push(sql);
      if (!/^\s*(?:SELECT|WITH)\b/.test(sql)) return {};
      values.push(given);
      const rows = answer(sql.trim());
      return { metaData: Object.keys(rows[0] ?? {}).map((name) => ({ name })), rows: rows.map((row) => Object.values(row)) };
    }),
    rollback: () => { log.push('ROLLBACK'); return Promise.resolve(); },
    break: () => { log.push('BREAK'); return Promise.resolve(); },
    close: () => Promise.resolve(),
  };
}

function statements(schemas: readonly string[]): Record<string, string> {
  return {
    user: queries.userQuery, tables: queries.tablesQuery(schemas), external: queries.externalTablesQuery(schemas), columns: queries.columnsQuery(schemas),
    constraints: queries.constraintsQuery(schemas), indexes: queries.uniqueIndexesQuery(schemas), comments: queries.commentsQuery(schemas), statistics: queries.statisticsQuery(schemas),
    changes: queries.changesQuery(schemas), allSegments: queries.segmentsQuery('all', schemas), ownSegments: queries.segmentsQuery('own', schemas), blocks: queries.blocksQuery(schemas),
  };
}

async function scan(name: string, more: Partial<DatabaseRequest> = {}, failures: Readonly<Record<string, unknown>> = {}): Promise<Scanned & { asked: string[]; connection: Fake }> {
  const request = requestOf('oracle', { connections: 1, ...more });
  const { asked, answer } = answering(recording(name), statements(oracleScope(request.schemas, '').schemas), { allSegments: denied, ...failures });
  const connection = fakeConnection(answer);
  const session = await oracleSession(connection, request);
  const engine = await oracleEngine(session, () => Promise.reject(new Error('no more')), request, 'hunter2');
  return { ...await scanned(engine, session, request), asked, connection };
}

describe('Oracle’s recorded answers', () => {
  it.skipIf(!hasChinook)('give Chinook as its script does: 11 tables, 64 columns, 11 foreign keys, the counts (skipped without ../shared/data)', async () => {
    const { tables, opened, issues } = await scan('oracleChinook');
    const script = await readDdl(readFileSync(join(chinook, 'Chinook_Oracle.sql'), 'utf8'), { dialect: 'Oracle', system: 'crm', path: 'x.sql', now: '2025-01-02T03:04:05Z' });
    const all = [...tables.values()];
    expect([all.length, all.flatMap(({ columns }) => columns).length, all.flatMap(({ foreignKeys }) => foreignKeys).length, issues]).toEqual([11, 64, 11, []]);
    expect(structure(all, (written) => written.replace(' BYTE', ''))).toEqual(structure(script.tables, (written) => written.replace(', ', ',')));
    expect(Object.fromEntries(all.map(({ name, statistics }) => [name, statistics.rowCount]))).toEqual(counts);
    expect(opened).toEqual({ type: 'opened', technology: 'Oracle', origin: 'database' });
  });

  it('are asked for in as many statements however many tables, each in a read-only transaction of its own', async () => {
    const { asked, connection, first, tables } = await scan('oracleChinook');
    expect(asked.slice(0, 12)).toEqual(['user', 'tables', 'external', 'columns', 'constraints', 'indexes', 'comments', 'statistics', 'changes', 'allSegments', 'ownSegments', 'blocks']);
    expect(asked).toHaveLength(12 + 11);
    expect([connection.callTimeout, connection.module, connection.action]).toEqual([60_000, 'data-migration-planner', 'scan']);
    expect(connection.log.slice(0, 2)).toEqual(['ALTER SESSION DISABLE PARALLEL QUERY', `ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '.,' NLS_SORT = BINARY NLS_COMP = BINARY`]);
    const rest = connection.log.slice(2);
    expect(rest.filter((_, at) => at % 3 === 0)).toEqual(Array.from({ length: 23 }, () => 'SET TRANSACTION READ ONLY'));
    expect(rest.filter((_, at) => at % 3 === 2)).toEqual(Array.from({ length: 23 }, () => 'ROLLBACK'));
    expect(first.get('INVOICE')?.statistics).toEqual({ kind: 'estimated', rowCount: '412', bytes: '65536', indexBytes: '65536', at: '2025-01-01T22:00:04Z', changedAt: '2025-01-02T01:15:09Z' });
    expect(tables.get('INVOICE')?.statistics).toMatchObject({ kind: 'measured', rowCount: '412', query: 'SELECT count(*) FROM "CHINOOK"."INVOICE"' });
  });

  it('go by schemas as values, one for each place they are asked for', async () => {
    const { connection } = await scan('oracleChinook', { schemas: ['chinook', '"Other"'], exactBelowRows: 0 });
    // tables: twice
    expect(connection.values[1]).toEqual(['CHINOOK', 'Other', 'CHINOOK', 'Other']);
    expect(connection.values[2]).toEqual(['CHINOOK', 'Other']);
    expect(connection.log.join('\n')).not.toMatch(/chinook|'Other'/);
  });

  it('fall back to blocks where sizes may not be seen', async () => {
    const { first } = await scan('oracleChinook', { exactBelowRows: 0 }, { ownSegments: denied });
    expect(first.get('INVOICE')?.statistics).toEqual({ kind: 'estimated', rowCount: '412', bytes: String(7 * 8_192), at: '2025-01-01T22:00:04Z', changedAt: '2025-01-02T01:15:09Z' });
    const without = await scan('oracleChinook', { exactBelowRows: 0 }, { ownSegments: denied, blocks: denied, changes: denied });
    expect(without.first.get('INVOICE')?.statistics).toEqual({ kind: 'estimated', rowCount: '412', at: '2025-01-01T22:00:04Z' });
  });

  it('give odd names, types and generated columns', async () => {
    const { first } = await scan('oracleOdd', { exactBelowRows: 0 });
    expect([...first.keys()]).toEqual(['A"b', 'CRM.Kunde', 'FILES', 'LOGGED', 'SUMMARY', 'V_BROKEN']);
    const odd = first.get('A"b')!;
    expect(odd.columns.map(({ name, type, nativeType, nullable, default: given, generated, comment }) => [name, type, nativeType, nullable, given, generated, comment])).toEqual([
      ['ID', { kind: 'decimal' }, 'NUMBER', false, undefined, true, 'the key'],
      ['WHOLE', { kind: 'decimal', precision: 38, scale: 0 }, 'NUMBER(*,0)', true, '0', undefined, undefined],
      ['HUNDREDS', { kind: 'decimal', precision: 5, scale: -2 }, 'NUMBER(5,-2)', true, undefined, undefined, undefined],
      ['select', { kind: 'text', length: 20 }, 'VARCHAR2(20 CHAR)', true, `'it''s'`, undefined, undefined],
      ['NAME', { kind: 'text', length: 30 }, 'NVARCHAR2(30)', true, undefined, undefined, undefined],
      ['UPPER_NAME', { kind: 'text', length: 30 }, 'VARCHAR2(30 BYTE)', true, undefined, true, undefined],
      ['SEEN', { kind: 'timestamp', timeZone: true }, 'TIMESTAMP(6) WITH LOCAL TIME ZONE', true, 'SYSTIMESTAMP', undefined, undefined],
      ['SPAN', { kind: 'interval' }, 'INTERVAL DAY(2) TO SECOND(6)', true, undefined, undefined, undefined],
      ['RAW_KEY', { kind: 'binary', length: 16 }, 'RAW(16)', true, 'SYS_GUID()', undefined, undefined],
      ['DOC', { kind: 'xml' }, 'XMLTYPE', true, undefined, undefined, undefined],
      ['ADDRESS', { kind: 'unknown' }, 'CRM.ADDRESS_T', true, undefined, undefined, undefined],
      ['NUM', { kind: 'decimal', precision: 10, scale: 0 }, 'NUMBER(10)', true, '"APP"."SEQ"."NEXTVAL"', true, undefined],
      ['OLD', { kind: 'text' }, 'LONG', true, undefined, undefined, undefined],
    ]);
    expect([odd.primaryKey, odd.uniqueKeys, odd.comment]).toEqual([['ID'], [['select', 'NAME'], ['RAW_KEY']], 'what was sold']);
    expect(odd.foreignKeys).toEqual([
      { name: 'FK_FAR', columns: ['WHOLE'], referencedSchema: 'CRM', referencedTable: 'Kunde', referencedColumns: ['id'] },
      { name: 'FK_HIDDEN', columns: ['NUM'], referencedSchema: 'HR', referencedTable: '?', referencedColumns: [] },
    ]);
    expect(first.get('SUMMARY')?.kind).toBe('view');
    expect(first.get('FILES')?.kind).toBe('view');
  });

  it('are counted where they can be; what fails is its table’s', async () => {
    const { tables, issues, asked } = await scan('oracleOdd', { exactBelowRows: 0 }, {
      'SELECT 1 FROM "APP"."V_BROKEN" WHERE 1 = 0': { code: 'ORA-04063', message: 'ORA-04063: view "APP.V_BROKEN" has errors\nHelp: https://docs.oracle.com/error-help/db/ora-04063/' },
      'SELECT 1 FROM "CRM"."Kunde" WHERE 1 = 0': { code: 'ORA-01031', message: 'ORA-01031: insufficient privileges' },
    });
    // A table that is not counted is asked for no row, as it may be seen without the right to read it.
    expect(asked.slice(12).sort()).toEqual(['"APP"."A""b"', '"APP"."FILES"', '"APP"."LOGGED"', '"APP"."SUMMARY"', '"APP"."V_BROKEN"', '"CRM"."Kunde"'].map((name) => `SELECT 1 FROM ${name} WHERE 1 = 0`));
    expect(tables.get('V_BROKEN')?.error).toBe('The view V_BROKEN does not work: ORA-04063: view "APP.V_BROKEN" has errors');
    expect(tables.get('CRM.Kunde')?.error).toBe('CRM.Kunde may not be read by reader. Ask for the right: GRANT SELECT ON CRM.Kunde TO reader.');
    expect(issues).toEqual([{ message: 'FILES is an external table: its rows lie outside of this database. Scan the place where they are.', table: 'FILES' }]);
    const counted = await scan('oracleOdd', {}, {
      '"APP"."A""b"': { code: 'ORA-01555', message: 'ORA-01555: snapshot too old' }, '"APP"."LOGGED"': { code: 'NJS-123', message: 'NJS-123: call timeout of 60000 ms exceeded' },
    });
    expect([...counted.tables.values()].map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
    expect(counted.tables.get('CRM.Kunde')?.statistics).toMatchObject({ kind: 'measured', rowCount: '123456789012345678901234567890', query: 'SELECT count(*) FROM "CRM"."Kunde"' });
    expect(counted.issues.map(({ message }) => message).slice(1).sort()).toEqual([
      'The rows of A"b were not counted (ORA-01555: snapshot too old).',
      'The rows of LOGGED were not counted within 60 seconds. Allow statements more time, or confirm what the server estimates.',
    ]);
  });

  it('end the scan where the connection is gone or the structure takes too long', async () => {
    await expect(scan('oracleChinook', {}, { changes: { code: 'NJS-500', message: 'NJS-500: connection to Oracle Database was closed or broken\nORA-00028: your session has been killed' } })).rejects.toMatchObject({ code: 'database.lost' });
    await expect(scan('oracleChinook', {}, { columns: { code: 'NJS-123', message: 'NJS-123: call timeout of 60000 ms exceeded' } })).rejects.toMatchObject({ code: 'database.structureTimeout' });
    await expect(scan('oracleChinook', {}, { '"CHINOOK"."ALBUM"': { code: 'ORA-03113', message: 'ORA-03113: end-of-file on communication channel' } })).rejects.toMatchObject({ code: 'database.lost' });
  });
});

describe('the statistics of Oracle', () => {
  const part = (part: string, more: Record<string, string | null>): Record<string, string | null> => ({ part, parts: '1', known: '1', rows: '10', blocks: '3', stale: '0', at: '2025-01-01T00:00:00Z', ...more });

  it.each([
    ['nobody looked', [part('TABLE', { known: '0', rows: null, blocks: null, at: null })], { kind: 'unknown' }],
    ['there is no row of it', [], { kind: 'unknown' }],
    ['stale', [part('TABLE', { stale: '1' })], { kind: 'unknown' }],
    ['an empty table that was looked at', [part('TABLE', { rows: '0', blocks: '0' })], { kind: 'estimated', rowCount: '0', bytes: '0', at: '2025-01-01T00:00:00Z' }],
    ['only its partitions, all of them', [part('TABLE', { known: '0', rows: null, at: null }), part('PARTITION', { parts: '4', known: '4', rows: '9223372036854775807', blocks: '100' })],
      { kind: 'estimated', rowCount: '9223372036854775807', bytes: '819200', at: '2025-01-01T00:00:00Z' }],
    ['only some of its partitions', [part('TABLE', { known: '0', rows: null, at: null }), part('PARTITION', { parts: '4', known: '3' })], { kind: 'unknown' }],
  ] as const)('%s', (_name, parts, expected) => {
    expect(oracleStatistics(parts, undefined, '8192', null)).toEqual(expected);
  });

  it('say where no size is known', () => {
    expect(oracleStatistics([part('TABLE', {})], undefined, undefined, undefined)).toEqual({ kind: 'estimated', rowCount: '10', at: '2025-01-01T00:00:00Z' });
    expect(oracleStatistics([], { bytes: '65536', index_bytes: null }, '8192', '2025-01-02T00:00:00Z')).toEqual({ kind: 'unknown', bytes: '65536', changedAt: '2025-01-02T00:00:00Z' });
  });
});

describe('the session of Oracle', () => {
  it('lets nothing but queries through, and ends what runs', async () => {
    let release: (() => void) | undefined;
    const connection = fakeConnection(() => [{ n: '1' }]);
    const slow = { ...connection, execute: (sql: string, values: readonly unknown[], options: object) => (sql === 'SELECT slow' ? new Promise<object>((resolve) => { release = () => { resolve({}); }; }) : connection.execute(sql, values, options)) };
    const session = await oracleSession(slow, requestOf('oracle'));
    await expect(session.query('DELETE FROM t')).rejects.toThrow('Only queries are sent to a source.');
    await session.cancel();
    expect(connection.log).not.toContain('BREAK');
    const running = session.query('SELECT slow');
    while (release === undefined) await new Promise((done) => setImmediate(done));
    await session.cancel();
    expect(connection.log).toContain('BREAK');
    release();
    expect(await running).toEqual([]);
  });

  it('reads schemas as Oracle reads names', () => {
    expect(oracleScope(['crm', '"Mixed ""x"""'], 'READER')).toEqual({ schemas: ['CRM', 'Mixed "x"'], usual: 'READER' });
    expect(oracleScope(['crm'], 'READER').usual).toBe('CRM');
    expect(oracleScope([], 'READER')).toEqual({ schemas: [], usual: 'READER' });
  });

  it('calls by the service name', () => {
    const request = requestOf('oracle', { port: 1_521, database: 'ORCLPDB1.example.com' });
    expect(connectDescriptor(request, 15)).toBe(
      '(DESCRIPTION=(TRANSPORT_CONNECT_TIMEOUT=15)(CONNECT_TIMEOUT=16)(RETRY_COUNT=0)(ADDRESS=(PROTOCOL=tcp)(HOST=db.example.com)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=ORCLPDB1.example.com)))',
    );
    expect(connectDescriptor({ ...request, tls: 'verify' }, 15)).toContain('(PROTOCOL=tcps)');
    expect(connectDescriptor({ ...request, tls: 'verify' }, 15)).toContain('(SECURITY=(SSL_SERVER_DN_MATCH=TRUE))');
  });

  it.each([
    [{ code: 'ORA-01017', message: 'ORA-01017: invalid credential or not authorized; logon denied' }, 'denied'],
    [{ code: 'ORA-28000', message: 'ORA-28000: The account is locked.' }, 'denied'],
    [{ code: 'NJS-518', message: 'NJS-518: cannot connect to Oracle Database. Service "x" is not registered' }, 'noDatabase'],
    [{ code: 'ORA-02391', message: 'ORA-02391: exceeded simultaneous SESSIONS_PER_USER limit' }, 'full'],
    [{ code: 'ORA-01033', message: 'ORA-01033: ORACLE initialization or shutdown in progress' }, 'starting'],
    [{ code: 'ORA-01013', message: 'ORA-01013: User requested cancel of current operation.' }, 'cancelled'],
    [{ code: 'ORA-06502', message: 'ORA-06502: PL/SQL: value or conversion error' }, 'other'],
  ])('%j is %s', (error, kind) => {
    expect(oracleFailure(Object.assign(new Error(error.message), error))).toBe(kind);
  });

  it('says what the driver says without its bookkeeping', () => {
    expect(oracleDetail(new Error('NJS-501: connection to host h port 1 terminated unexpectedly. (CONNECTION_ID=abc==)\nread ECONNRESET'))).toBe('NJS-501: connection to host h port 1 terminated unexpectedly. read ECONNRESET');
  });
});
