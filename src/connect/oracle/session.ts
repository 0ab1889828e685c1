import { readFileSync } from 'node:fs';
import oracledb from 'oracledb';
import { ConnectError } from '../connectError.ts';
import { closeWithin } from '../database/closeWithin.ts';
import type { Row, Session } from '../database/engine.ts';
import { APPLICATION_NAME, CONNECT_SECONDS } from '../database/settings.ts';
import { exportsOf } from '../exportsOf.ts';
import { fileError } from '../fileError.ts';
import type { DatabaseRequest } from '../protocol.ts';
import { connectDescriptor } from './connectDescriptor.ts';
import { oracleFailure } from './failure.ts';
import { textOf } from '../database/textOf.ts';

const driver = exportsOf(oracledb);

/** What a session needs of the driver's connection. */
export interface OracleConnection {
  callTimeout: number;
  module: string;
  action: string;
  execute(sql: string, values: readonly unknown[], options: object): Promise<{ readonly metaData?: readonly { readonly name: string }[]; readonly rows?: readonly unknown[] }>;
  rollback(): Promise<void>;
  break(): Promise<void>;
  close(options: { readonly drop: boolean }): Promise<void>;
}

/** One read-only connection, in the driver's pure form, which loads no client libraries. `connectSeconds` is for tests. Throws the driver's own errors. */
export async function openOracleSession(request: DatabaseRequest, secret: string | undefined, connectSeconds = CONNECT_SECONDS): Promise<Session> {
  const wallet = request.tls === 'verify' && request.caFile !== undefined ? readWallet(request.caFile) : undefined;
  const options = {
    user: request.user,
    password: secret ?? '',
    connectString: connectDescriptor(request, connectSeconds),
    program: APPLICATION_NAME,
    ...(wallet === undefined ? {} : { walletContent: wallet }),
  };
  const connection = await withinSeconds(connectSeconds, driver.getConnection(options), request);
  return oracleSession(connection as unknown as OracleConnection, request);
}

/**
 * The session of an open connection. Each statement has a read-only transaction of its own: one over the whole scan would ask the
 * server to keep what it looked like an hour ago, and fail with "snapshot too old".
 */
export async function oracleSession(connection: OracleConnection, { statementSeconds }: DatabaseRequest): Promise<Session> {
  // The driver counts for each call, and tells the server to stop.
  connection.callTimeout = statementSeconds * 1_000;
  connection.module = APPLICATION_NAME;
  connection.action = 'scan';
  const execute = (sql: string, values: readonly unknown[] = []): ReturnType<OracleConnection['execute']> => connection.execute(sql, values, executeOptions);
  let running = 0;
  for (const setting of settings) {
    await execute(setting).catch((error: unknown) => {
      // A server that does not take one of them is read all the same; one that is gone is not.
      if (oracleFailure(error) === 'lost') {
        throw error;
      }
    });
  }
  return {
    async query(sql, values) {
      const statement = sql.trim();
      if (!/^(?:SELECT|WITH)\b/i.test(statement)) {
        throw new Error('Only queries are sent to a source.');
      }
      running += 1;
      try {
        await execute('SET TRANSACTION READ ONLY');
        const { metaData = [], rows = [] } = await execute(statement, values);
        return rows.map((row): Row => Object.fromEntries(metaData.map(({ name }, at) => [smallName(name), textOf((row as readonly unknown[])[at])])));
      } finally {
        // Ends the transaction; there is nothing to undo.
        await connection.rollback().catch(() => undefined);
        running -= 1;
      }
    },
    async cancel() {
      if (running > 0) {
        await connection.break();
      }
    },
    close: () => closeWithin(1_000, connection.close({ drop: true }), () => undefined),
  };
}

/** None of them takes a right. */
const settings = [
  // A table may be set up to be read by many processes at once.
  'ALTER SESSION DISABLE PARALLEL QUERY',
  // The server writes numbers, and compares texts, as the session says, whose own settings come from its machine.
  `ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '.,' NLS_SORT = BINARY NLS_COMP = BINARY`,
];

/** Numbers stay text, exact to their 38 digits; so do long texts. */
const asText = new Set<unknown>([
  driver.DB_TYPE_NUMBER, driver.DB_TYPE_BINARY_DOUBLE, driver.DB_TYPE_BINARY_FLOAT, driver.DB_TYPE_CLOB, driver.DB_TYPE_NCLOB, driver.DB_TYPE_LONG,
]);

const executeOptions = {
  outFormat: driver.OUT_FORMAT_ARRAY,
  fetchArraySize: 1_000,
  maxRows: 0,
  autoCommit: false,
  fetchTypeHandler: ({ dbType }: { readonly dbType?: unknown }) => (asText.has(dbType) ? { type: driver.STRING } : undefined),
};

/** A name without quotes comes in capitals; statements write it small. */
function smallName(name: string): string {
  return /^[A-Z][A-Z0-9_]*$/.test(name) ? name.toLowerCase() : name;
}

/** The driver takes certificates only together with a key of its own, as `orapki` writes them into `ewallet.pem`. */
function readWallet(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fileError(error, file);
  }
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    throw new ConnectError('oracle.wallet', { path: file });
  }
  return text;
}

/** The driver's own limit ends with the way to the server; one that takes the call and says nothing would be waited for. */
async function withinSeconds<Result extends { close(): Promise<void> }>(seconds: number, opening: Promise<Result>, { host, port }: DatabaseRequest): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  let given = false;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      given = true;
      reject(Object.assign(new Error(`connection to host ${host} port ${port} timed out`), { code: 'NJS-510' }));
    }, (seconds + 2) * 1_000);
  });
  // One that comes too late is not kept.
  opening.then((late) => (given ? late.close() : undefined)).catch(() => undefined);
  try {
    return await Promise.race([opening, limit]);
  } finally {
    clearTimeout(timer);
  }
}
