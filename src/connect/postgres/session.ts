import pg from 'pg';
import { exportsOf } from '../exportsOf.ts';
import { closeWithin } from '../database/closeWithin.ts';
import { APPLICATION_NAME, CONNECT_SECONDS, LOCK_SECONDS } from '../database/settings.ts';
import { tlsOptions } from '../database/tlsOptions.ts';
import type { Row, Session } from '../database/engine.ts';
import type { DatabaseRequest } from '../protocol.ts';
import { cancelRunning } from './cancelRunning.ts';

const { Client } = exportsOf(pg);

/**
 * Everything stays text: the driver's own readers would round what JavaScript's numbers can't hold.
 */
const asText = { getTypeParser: () => (value: string | Buffer) => value.toString() };

/** What the driver knows of its connection and its types do not name. */
interface Known {
  readonly processID?: number;
  readonly secretKey?: number;
  readonly connection?: { readonly stream?: { destroy(): void } };
}

/** One read-only connection. Throws the driver's own errors. */
export async function openPostgresSession(request: DatabaseRequest, secret: string | undefined): Promise<Session> {
  const tls = tlsOptions(request);
  const client = new Client({
    host: request.host,
    port: request.port,
    user: request.user,
    database: request.database,
    // As a function: the driver then asks neither PGPASSWORD nor ~/.pgpass, which are not this connection's.
    password: () => secret ?? '',
    ssl: tls ?? false,
    application_name: APPLICATION_NAME,
    connectionTimeoutMillis: CONNECT_SECONDS * 1_000,
    // For a server that says nothing more at all; its own limit, set below, comes first.
    query_timeout: (request.statementSeconds + 30) * 1_000,
    keepAlive: true,
    types: asText,
  });
  const known = client as unknown as Known;
  // The failure of an idle connection shows with the next statement.
  client.on('error', () => undefined);
  const destroy = (): void => {
    known.connection?.stream?.destroy();
  };
  let running = 0;
  const session: Session = {
    async query(sql, values) {
      running += 1;
      try {
        const { rows } = await client.query<Row>(sql.trim(), values === undefined ? [] : [...values]);
        return rows;
      } finally {
        running -= 1;
      }
    },
    async cancel() {
      if (running > 0 && known.processID !== undefined && known.secretKey !== undefined) {
        await cancelRunning(request, tls, known.processID, known.secretKey);
      }
    },
    close: () => closeWithin(1_000, client.end(), destroy),
  };
  try {
    await client.connect();
    await restrain(session, request);
    return session;
  } catch (error) {
    destroy();
    throw error;
  }
}

/** Before anything else: this connection cannot write, waits for nobody, and runs nobody's functions by mistake. */
async function restrain(session: Session, { statementSeconds }: DatabaseRequest): Promise<void> {
  const settings = [
    ['default_transaction_read_only', 'on'],
    ['statement_timeout', `${statementSeconds}s`],
    ['lock_timeout', `${LOCK_SECONDS}s`],
    ['idle_in_transaction_session_timeout', `${statementSeconds}s`],
    // Rows that a policy hides would make a count too small without a word; this way the count is refused.
    ['row_security', 'off'],
    ['search_path', 'pg_catalog'],
    // One connection, one process: a count does not take the cores of the people who work there.
    ['max_parallel_workers_per_gather', '0'],
    // Dates as text read the same whatever the database, or the role, is set to.
    ['DateStyle', 'ISO, YMD'],
  ] as const;
  for (const [name, value] of settings) {
    await session.query(`SET ${name} = '${value}'`);
  }
  try {
    // PostgreSQL 14 and later: a statement whose client is gone is ended, not run to its end.
    await session.query(`SET client_connection_check_interval = '5s'`);
  } catch {
    // Older, or on a system that can't tell.
  }
}
