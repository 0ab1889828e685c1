import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectError } from '../../../src/connect/connectError.ts';
import type { Session } from '../../../src/connect/database/engine.ts';
import { scanRequestSchema } from '../../../src/connect/protocol.ts';
import type { DatabaseRequest } from '../../../src/connect/protocol.ts';
import { oracleOpeningError } from '../../../src/connect/oracle/failure.ts';
import { openOracleSession } from '../../../src/connect/oracle/session.ts';
import { sqlServerFailure } from '../../../src/connect/sqlServer/failure.ts';
import { sqlServerOpeningError } from '../../../src/connect/sqlServer/sqlServerSource.ts';
import { openSqlServerSession } from '../../../src/connect/sqlServer/session.ts';
import { scan } from '../../../src/connect/scan.ts';
import * as queries from '../../../src/connect/sqlServer/queries.ts';
import { buildChild } from './buildChild.ts';
import { startFakeTds } from './fakeTds.ts';
import type { FakeTds, TextRow } from './fakeTds.ts';
import { recording } from './recorded.ts';

const secret = 'hunter2 & more';
const listening: Server[] = [];
const open = new Set<Socket>();

afterEach(async () => {
  for (const socket of open) socket.destroy();
  await Promise.all(listening.splice(0).map((server) => new Promise((done) => server.close(done))));
});

/** A server that does with each connection what the test says; gives its port and what it was sent. */
async function stranger(talk: (socket: Socket, data: Buffer | undefined) => void): Promise<{ port: number; heard: Buffer[] }> {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    socket.on('data', (data) => {
      heard.push(data);
      talk(socket, data);
    });
    talk(socket, undefined);
  });
  listening.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, heard };
}

function request(kind: 'sqlserver' | 'oracle', port: number, more: Partial<DatabaseRequest> = {}): DatabaseRequest {
  return scanRequestSchema.parse({
    kind, system: 'crm', role: 'source', path: 'crm-prod', now: '2025-01-02T03:04:05.000Z', host: '127.0.0.1', port, database: 'crm', user: 'reader', tls: 'off', schemas: [], ...more,
  }) as DatabaseRequest;
}

/** How opening fails with the real driver. */
async function failing(asked: DatabaseRequest): Promise<ConnectError> {
  const opening: Promise<Session> = asked.kind === 'oracle' ? openOracleSession(asked, secret, 1) : openSqlServerSession(asked, secret, 1);
  const error: unknown = await opening.then(() => new Error('it opened'), (reason: unknown) => reason);
  const told = asked.kind === 'oracle' ? oracleOpeningError(error, asked, secret) : sqlServerOpeningError(error, asked, secret);
  expect(JSON.stringify([told.message, told.args])).not.toContain('hunter2');
  return told;
}

async function closedPort(): Promise<number> {
  const { port } = await stranger(() => undefined);
  const server = listening.pop()!;
  await new Promise((done) => server.close(done));
  return port;
}

describe.each([['sqlserver', 'SQL Server'], ['oracle', 'Oracle']] as const)('%s over the wire', (kind, name) => {
  it('says that nothing listens', async () => {
    const port = await closedPort();
    const error = await failing(request(kind, port));
    expect([error.code, error.message]).toEqual([
      'database.refused', `Nothing listens at 127.0.0.1:${port}. Check host and port, that the server is running, and that it takes connections from this machine (firewall, VPN, tunnel).`,
    ]);
  });

  it('says that there is no such machine', async () => {
    expect((await failing(request(kind, 1_433, { host: 'no-such-machine.invalid' }))).code).toBe('database.unknownHost');
  });

  it('gives up on one that takes the call and says nothing', async () => {
    const { port } = await stranger(() => undefined);
    expect((await failing(request(kind, port))).message).toBe(
      `127.0.0.1:${port} takes connections, but nothing there answered in time as ${name} does. Check the port, and whether a tunnel or firewall stands between.`,
    );
  });

  it('gives up on one that speaks another language', async () => {
    const { port } = await stranger((socket, data) => {
      if (data !== undefined) socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'.repeat(50));
    });
    expect((await failing(request(kind, port))).code).toBe('database.strange');
  });

  it.each(['off', 'verify'] as const)('gives up on one that hangs up (encryption: %s)', async (tls) => {
    const { port } = await stranger((socket, data) => {
      if (data !== undefined) socket.end();
    });
    const error = await failing(request(kind, port, { tls }));
    expect(error.code).toBe(kind === 'oracle' && tls === 'verify' ? 'database.noTls' : 'database.failed');
  });
});

describe('SQL Server over the wire', () => {
  let server: FakeTds | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  it.each([
    [[{ number: 18_456, message: `Login failed for user 'reader'.` }], 'database.denied', `127.0.0.1 did not let reader in (Login failed for user 'reader'.). Check user and password, and that this user may come from this machine.`],
    [[{ number: 4_060, message: 'Cannot open database "crm" requested by the login.' }, { number: 18_456, message: 'Login failed.' }], 'database.noDatabase', undefined],
    [[{ number: 17_809, message: 'Could not connect because the maximum number of connections has been reached.' }], 'database.full', undefined],
    [[{ number: 18_401, message: 'Server is in script upgrade mode.' }], 'database.starting', undefined],
  ])('%j is told as %s', async (refusal, code, message) => {
    server = await startFakeTds({ refusal });
    const error = await failing(request('sqlserver', server.port));
    expect([error.code, message ?? error.message]).toEqual([code, error.message]);
  });

  it('sends no password where encryption was asked for and is not to be had', async () => {
    for (const tls of ['encrypt', 'verify'] as const) {
      server = await startFakeTds();
      const error = await failing(request('sqlserver', server.port, { tls }));
      expect([error.code, server.heard]).toEqual(['database.noTls', [18]]);
      await server.stop();
    }
  });

  it('says that the server takes encrypted connections only', async () => {
    server = await startFakeTds({ encryption: 3 });
    expect((await failing(request('sqlserver', server.port))).code).toBe('database.needsTls');
  });

  it('is restrained before anything is asked, and let nothing but queries through', async () => {
    server = await startFakeTds();
    const session = await openSqlServerSession(request('sqlserver', server.port), secret);
    expect(server.batches.slice(1).map((sql) => sql.split('\n')[0])).toEqual([
      'SET LOCK_TIMEOUT 5000', 'SET DEADLOCK_PRIORITY -10', expect.stringContaining('SELECT CONVERT(varchar(3), d.snapshot_isolation_state)'), 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
    ]);
    await expect(session.query('DELETE FROM t')).rejects.toThrow('Only queries are sent to a source.');
    expect(server.batches).toHaveLength(5);
    await session.close();
  });

  it('brings rows as text, and the number of an error', async () => {
    server = await startFakeTds({ answer: (sql) => (sql.startsWith('SELECT n') ? ['9223372036854775807', null, 'ä'].map((n) => ({ n })) : sql.startsWith('SELECT bad') ? { number: 229, message: 'The SELECT permission was denied.' } : undefined) });
    const session = await openSqlServerSession(request('sqlserver', server.port), secret);
    expect(await session.query('SELECT n')).toEqual([{ n: '9223372036854775807' }, { n: null }, { n: 'ä' }]);
    expect(sqlServerFailure(await session.query('SELECT bad').catch((error: unknown) => error))).toBe('permission');
    await session.close();
  });

  it('ends a statement at the server when it is cancelled or takes too long, and goes on', async () => {
    let asked: (() => void) | undefined;
    server = await startFakeTds({ answer: (sql) => {
      if (!sql.startsWith('SELECT slow')) return sql.startsWith('SELECT n') ? [{ n: '1' }] : undefined;
      asked?.();
      return 'never';
    } });
    const session = await openSqlServerSession(request('sqlserver', server.port, { statementSeconds: 1 }), secret);
    const runs = new Promise<void>((resolve) => { asked = resolve; });
    const slow = session.query('SELECT slow').catch((error: unknown) => error);
    await runs;
    await session.cancel();
    expect(sqlServerFailure(await slow)).toBe('cancelled');
    expect(server.heard.filter((type) => type === 6)).toHaveLength(1);
    expect(sqlServerFailure(await session.query('SELECT slow').catch((error: unknown) => error))).toBe('timeout');
    expect(server.heard.filter((type) => type === 6)).toHaveLength(2);
    expect(await session.query('SELECT n')).toEqual([{ n: '1' }]);
    await session.close();
  });

  it('knows that the connection is gone, then and later', async () => {
    server = await startFakeTds({ answer: (sql) => (sql.startsWith('SELECT n') ? 'gone' : undefined) });
    const session = await openSqlServerSession(request('sqlserver', server.port), secret);
    for (let time = 0; time < 2; time += 1) expect(sqlServerFailure(await session.query('SELECT n').catch((error: unknown) => error))).toBe('lost');
    await session.close();
  });
});

describe('Oracle over the wire', () => {
  /** A listener that refuses, as it does before anybody signs in. */
  const refusing = (number: number): Promise<{ port: number }> => stranger((socket, data) => {
    if (data === undefined) return;
    const reason = Buffer.from(`(DESCRIPTION=(TMP=)(VSNNUM=0)(ERR=${number})(ERROR_STACK=(ERROR=(CODE=${number})(EMFI=4))))`);
    const head = Buffer.from([0, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0]);
    head.writeUInt16BE(head.length + reason.length, 0);
    head.writeUInt16BE(reason.length, 10);
    socket.end(Buffer.concat([head, reason]));
  });

  it.each([
    [12_514, 'database.noDatabase'], [12_505, 'database.noDatabase'], [12_519, 'database.full'], [12_528, 'database.starting'], [12_599, 'database.failed'],
  ])('the listener’s ORA-%i is told as %s', async (number, code) => {
    const { port } = await refusing(number);
    expect((await failing(request('oracle', port))).code).toBe(code);
  });

  it('refuses what can’t be done before it calls', async () => {
    const { port, heard } = await stranger(() => undefined);
    expect((await failing(request('oracle', port, { tls: 'encrypt' }))).code).toBe('oracle.alwaysVerifies');
    expect((await failing(request('oracle', port, { database: 'crm)(SERVER=x' }))).code).toBe('oracle.address');
    expect((await failing(request('oracle', port, { tls: 'verify', caFile: import.meta.filename }))).code).toBe('oracle.wallet');
    expect((await failing(request('oracle', port, { tls: 'verify', caFile: '/no/such/ewallet.pem' }))).code).toBe('file.missing');
    expect(heard).toEqual([]);
  });
});

describe('the built reading process', () => {
  let child: Awaited<ReturnType<typeof buildChild>>;
  let server: FakeTds | undefined;
  beforeAll(async () => { child = await buildChild(); });
  afterAll(() => child.remove());
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  const rows = recording('sqlServerChinook');
  const recorded = new Map(Object.entries({
    server: queries.serverQuery, bytes: queries.bytesQuery, tables: queries.tablesQuery([]), external: queries.externalTablesQuery, columns: queries.columnsQuery([]),
    keys: queries.keysQuery([]), references: queries.referencesQuery([]), statistics: queries.statisticsQuery([]), changes: queries.changesQuery,
  }).map(([name, sql]) => [sql.trim(), name]));
  const answer = (sql: string): readonly TextRow[] | undefined => {
    const counted = /^SELECT COUNT_BIG\(\*\) FROM (.+)$/.exec(sql)?.[1];
    const found = counted === undefined ? rows[recorded.get(sql) ?? ''] : rows['counts']!.filter(({ of }) => of === counted).map(({ n }) => ({ '': n! }));
    return found?.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])));
  };

  it.each(['sqlserver', 'oracle'] as const)('says over its channel that nothing listens (%s)', async (kind) => {
    const asked = request(kind, await closedPort());
    await expect(scan(asked, { childPath: child.path, secret })).rejects.toMatchObject({ code: 'database.refused' });
  });

  it('reads SQL Server over the wire, with the very statements', async () => {
    server = await startFakeTds({ answer });
    const catalogue = await scan(request('sqlserver', server.port), { childPath: child.path, secret });
    expect([catalogue.technology, catalogue.complete, catalogue.issues, catalogue.bytes]).toEqual(['SQL Server', true, [], '5242880']);
    expect([catalogue.tables.length, catalogue.tables.flatMap(({ columns }) => columns).length, catalogue.tables.flatMap(({ foreignKeys }) => foreignKeys).length]).toEqual([11, 64, 11]);
    expect(catalogue.tables.map(({ name, statistics }) => [name, statistics.kind, statistics.rowCount]).at(-1)).toEqual(['Track', 'measured', '3503']);
    expect(server.batches.every((sql) => /^\s*(?:SELECT|SET)\b/i.test(sql))).toBe(true);
    expect(JSON.stringify(catalogue)).not.toContain('hunter2');
  });

  it('ends a count at the server when it is cancelled, and keeps what was read', async () => {
    const abort = new AbortController();
    server = await startFakeTds({ answer: (sql) => (sql.includes('FROM [dbo].[Track]') ? 'never' : answer(sql)) });
    const catalogue = await scan(request('sqlserver', server.port, { connections: 1 }), {
      childPath: child.path, secret, signal: abort.signal,
      onProgress: ({ phase, table }) => {
        if (phase === 'counting' && table === 'dbo.Track') setTimeout(() => { abort.abort(); }, 200);
      },
    });
    expect([catalogue.complete, catalogue.tables.length]).toEqual([false, 11]);
    expect(catalogue.tables.find(({ name }) => name === 'Track')?.statistics.kind).toBe('estimated');
    expect(catalogue.tables.find(({ name }) => name === 'Album')?.statistics.kind).toBe('measured');
    expect(server.heard).toContain(6);
  });

  it('loses nothing when the server goes away in the middle', async () => {
    server = await startFakeTds({ answer: (sql) => (sql.includes('FROM [dbo].[Invoice]') ? 'gone' : answer(sql)) });
    const catalogue = await scan(request('sqlserver', server.port, { connections: 1 }), { childPath: child.path, secret });
    expect([catalogue.complete, catalogue.tables.length, catalogue.tables.find(({ name }) => name === 'Album')?.statistics.rowCount]).toEqual([false, 11, '347']);
    expect(catalogue.issues[0]?.message).toMatch(/^The connection to 127\.0\.0\.1 was lost \(.+\)\. What was read until then is kept; scan again for the rest\.$/);
  });
});
