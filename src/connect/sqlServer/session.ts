import * as tedious from 'tedious';
import type { ConnectionConfiguration } from 'tedious';
import { ConnectError, reasonOf } from '../connectError.ts';
import { closeWithin } from '../database/closeWithin.ts';
import type { Row, Session } from '../database/engine.ts';
import { APPLICATION_NAME, CONNECT_SECONDS, LOCK_SECONDS } from '../database/settings.ts';
import { tlsOptions } from '../database/tlsOptions.ts';
import { exportsOf } from '../exportsOf.ts';
import type { DatabaseRequest } from '../protocol.ts';
import { textOf } from '../database/textOf.ts';

const { Connection, Request, TYPES } = exportsOf(tedious);
type Open = InstanceType<typeof Connection>;

/** A refused connection with the number of the server's message, which the driver keeps to itself. */
class OpeningFailure extends Error {
  override readonly name = 'OpeningFailure';
  readonly code: string;
  readonly number: number | undefined;

  constructor(message: string, code: string, number?: number) {
    super(message);
    this.code = code;
    this.number = number;
  }
}

/**
 * One connection. SQL Server has no session that cannot write: that nothing is written rests on the statements, which are let
 * through only where they begin as a query does, and on the rights of the user. `ApplicationIntent=ReadOnly` brings us to a
 * readable copy where the server has one. `connectSeconds` is for tests. Throws errors that `sqlServerFailure` can read.
 */
export async function openSqlServerSession(request: DatabaseRequest, secret: string | undefined, connectSeconds = CONNECT_SECONDS): Promise<Session> {
  const connection = new Connection(configuration(request, secret, connectSeconds));
  // The failure of an idle connection shows with the next statement.
  connection.on('error', () => undefined);
  if (request.tls !== 'off') {
    insistOnTls(connection, request);
  }
  let running = 0;
  const session: Session = {
    async query(sql, values) {
      running += 1;
      try {
        return await run(connection, sql.trim(), values);
      } finally {
        running -= 1;
      }
    },
    cancel() {
      // The driver sends the server its sign to stop, over the same connection.
      if (running > 0) {
        connection.cancel();
      }
      return Promise.resolve();
    },
    close: () => closeWithin(1_000, ended(connection), () => undefined),
  };
  try {
    await connect(connection, request);
    await restrain(session);
    return session;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Before anything else: this connection waits for nobody, and gives way where it would be in the way. Reading goes by snapshots
 * where the database allows them: they take no locks. Elsewhere READ COMMITTED holds a lock on the page or row that it is at, no
 * longer. Not NOLOCK: beside writers it reads rows twice or not at all, and a count of that kind would be called exact.
 */
export async function restrain(session: Pick<Session, 'query'>): Promise<void> {
  await session.query(`SET LOCK_TIMEOUT ${LOCK_SECONDS * 1_000}`);
  await session.query('SET DEADLOCK_PRIORITY -10');
  const [row] = await session.query(`
    SELECT CONVERT(varchar(3), d.snapshot_isolation_state) AS snapshots, CONVERT(varchar(11), (SELECT COUNT(*) FROM sys.filegroups WHERE type = 'FX')) AS in_memory
    FROM sys.databases AS d WHERE d.name = DB_NAME()`);
  // A session of snapshots is refused tables that are kept in memory.
  const snapshots = row?.['snapshots'] === '1' && row['in_memory'] === '0';
  await session.query(`SET TRANSACTION ISOLATION LEVEL ${snapshots ? 'SNAPSHOT' : 'READ COMMITTED'}`);
}

function configuration(request: DatabaseRequest, secret: string | undefined, connectSeconds: number): ConnectionConfiguration {
  const tls = tlsOptions(request);
  return {
    server: request.host,
    authentication: { type: 'default', options: { userName: request.user, password: secret ?? '' } },
    options: {
      port: request.port,
      database: request.database,
      encrypt: tls !== undefined,
      trustServerCertificate: tls?.rejectUnauthorized !== true,
      cryptoCredentialsDetails: tls?.ca === undefined ? {} : { ca: tls.ca },
      connectTimeout: connectSeconds * 1_000,
      // The server knows no time limit of a statement: the driver counts, and tells it to stop.
      requestTimeout: request.statementSeconds * 1_000,
      cancelTimeout: 5_000,
      maxRetriesOnTransientErrors: 0,
      appName: APPLICATION_NAME,
      readOnlyIntent: true,
      useUTC: true,
      fallbackToDefaultDb: false,
      rowCollectionOnRequestCompletion: false,
    },
  };
}

function connect(connection: Open, { host, port }: DatabaseRequest): Promise<void> {
  let reached = false;
  connection.on('debug', (text: string) => (reached ||= text.startsWith('connected to ')));
  let first: { readonly message: string; readonly number: number } | undefined;
  // The first message says what is wrong with the database; the one behind it only that the login failed.
  connection.on('errorMessage', (token: { readonly message: string; readonly number: number }) => (first ??= token));
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (error === undefined) {
        resolve();
      } else if (first !== undefined) {
        reject(new OpeningFailure(first.message, 'ELOGIN', first.number));
      } else {
        const failure = openingFailure(error);
        reject(reached && failure instanceof OpeningFailure && failure.code === 'ETIMEDOUT' ? new ConnectError('database.strange', { host, port: String(port), engine: 'SQL Server' }) : failure);
      }
    });
  });
}

/** The failure as Node itself named it, from within what the driver wrapped it in. */
function openingFailure(error: Error): Error {
  if (error instanceof ConnectError) {
    return error;
  }
  let inner: unknown = error;
  for (let depth = 0; depth < 10 && inner instanceof Error; depth += 1) {
    if (inner instanceof ConnectError) {
      return inner;
    }
    const next: unknown = inner instanceof AggregateError && inner.errors.length > 0 ? inner.errors[0] : inner.cause;
    if (next === undefined) {
      break;
    }
    inner = next;
  }
  const code = typeof inner === 'object' && inner !== null && 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  return new OpeningFailure(reasonOf(inner), code === 'ETIMEOUT' ? 'ETIMEDOUT' : code);
}

/**
 * Where the server offers no encryption, the driver would go on without and send the password readable, whatever it was told.
 * This step of it is the last before; it is not part of its public face, so its absence is an error too.
 */
function insistOnTls(connection: Open, { host }: DatabaseRequest): void {
  const inside = connection as unknown as { performTlsNegotiation?: (offer: { readonly encryptionString?: string }, signal: AbortSignal) => Promise<void> };
  const negotiate = inside.performTlsNegotiation;
  if (typeof negotiate !== 'function') {
    throw new ConnectError('database.noTls', { host });
  }
  inside.performTlsNegotiation = async (offer, signal) => {
    if (offer.encryptionString !== 'ON' && offer.encryptionString !== 'REQ') {
      throw new ConnectError('database.noTls', { host });
    }
    await negotiate.call(connection, offer, signal);
  };
}

function run(connection: Open, sql: string, values: readonly unknown[] | undefined): Promise<readonly Row[]> {
  if (!/^(?:SELECT|WITH|SET)\b/i.test(sql)) {
    return Promise.reject(new Error('Only queries are sent to a source.'));
  }
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    const request = new Request(sql, (error) => {
      if (error === undefined || error === null) {
        resolve(rows);
      } else {
        reject(error);
      }
    });
    request.on('row', (columns: readonly { readonly value: unknown; readonly metadata: { readonly colName: string } }[]) => {
      rows.push(Object.fromEntries(columns.map(({ value, metadata }) => [metadata.colName, textOf(value)])));
    });
    if (values === undefined || values.length === 0) {
      // As a batch: what is SET within a call with parameters ends with it.
      connection.execSqlBatch(request);
    } else {
      values.forEach((value, at) => {
        request.addParameter(`p${at}`, TYPES.NVarChar, value);
      });
      connection.execSql(request);
    }
  });
}

function ended(connection: Open): Promise<void> {
  return new Promise((resolve) => {
    connection.once('end', () => {
      resolve();
    });
    connection.close();
  });
}
