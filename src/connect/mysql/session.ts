import mysql from 'mysql2/promise';
import { exportsOf } from '../exportsOf.ts';
import { closeWithin } from '../database/closeWithin.ts';
import { APPLICATION_NAME, CONNECT_SECONDS, LOCK_SECONDS } from '../database/settings.ts';
import { tlsOptions } from '../database/tlsOptions.ts';
import type { Row, Session } from '../database/engine.ts';
import type { DatabaseRequest } from '../protocol.ts';

const driver = exportsOf(mysql);

export interface MysqlSession extends Session {
  /** The number by which the server knows it. */
  readonly id: number;
  readonly isMariaDb: boolean;
  readonly version: string;
}

/**
 * One read-only connection. `kill` ends what a connection runs: MySQL takes that over another connection only. Throws the driver's
 * own errors.
 */
export async function openMysqlSession(request: DatabaseRequest, secret: string | undefined, kill: (id: number) => Promise<void>): Promise<MysqlSession> {
  const tls = tlsOptions(request);
  const connection = await driver.createConnection({
    host: request.host,
    port: request.port,
    user: request.user,
    password: secret ?? '',
    database: request.database,
    ...(tls === undefined ? {} : { ssl: { rejectUnauthorized: tls.rejectUnauthorized, verifyIdentity: tls.rejectUnauthorized, ...(tls.ca === undefined ? {} : { ca: tls.ca }) } }),
    connectTimeout: CONNECT_SECONDS * 1_000,
    charset: 'utf8mb4',
    // No server may ask for a file of this machine.
    flags: ['-LOCAL_FILES'],
    disableEval: true,
    connectAttributes: { program_name: APPLICATION_NAME },
    // Everything stays text: the driver's own readers would round what JavaScript's numbers can't hold.
    typeCast: (field: { string(): string | null }) => field.string(),
  });
  // The failure of an idle connection shows with the next statement.
  connection.on('error', () => undefined);
  const timeout = (request.statementSeconds + 30) * 1_000;
  let running = 0;
  const query = async (sql: string, values?: readonly unknown[]): Promise<readonly Row[]> => {
    running += 1;
    try {
      const [rows] = await connection.query({ sql: sql.trim(), timeout, values: values === undefined ? [] : [...values] });
      return rows as unknown as readonly Row[];
    } finally {
      running -= 1;
    }
  };
  try {
    const [row] = await query('SELECT CONNECTION_ID() AS id, VERSION() AS version');
    const version = row?.['version'] ?? '';
    const isMariaDb = /mariadb/i.test(version);
    await restrain(query, request, isMariaDb);
    const id = Number(row?.['id']);
    return {
      id,
      isMariaDb,
      version,
      query,
      cancel: async () => {
        if (running > 0) {
          await kill(id);
        }
      },
      close: () => closeWithin(1_000, connection.end(), () => {
        connection.destroy();
      }),
    };
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** Before anything else: this connection cannot write and waits for nobody. */
async function restrain(query: Session['query'], { statementSeconds }: DatabaseRequest, isMariaDb: boolean): Promise<void> {
  await query('SET SESSION TRANSACTION READ ONLY');
  await query(isMariaDb ? `SET SESSION max_statement_time = ${statementSeconds}` : `SET SESSION max_execution_time = ${statementSeconds * 1_000}`);
  await query(`SET SESSION lock_wait_timeout = ${LOCK_SECONDS}`);
  await query(`SET SESSION time_zone = '+00:00'`);
  if (!isMariaDb) {
    // Statistics as they are now; kept ones may be a day old, and asking for them makes the server write.
    await query('SET SESSION information_schema_stats_expiry = 0').catch(() => undefined);
  }
}
