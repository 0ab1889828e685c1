import { ConnectError, reasonOf } from '../connectError.ts';
import { openingError } from '../database/databaseError.ts';
import { DatabaseSource } from '../database/databaseSource.ts';
import type { Engine, Session } from '../database/engine.ts';
import { withoutSecret } from '../database/withoutSecret.ts';
import type { OpenSource } from '../source.ts';
import { postgresFailure } from './failure.ts';
import { postgresProfile } from './profileDialect.ts';
import { listPostgresTables, readPostgresPicture } from './readPicture.ts';
import { openPostgresSession } from './session.ts';

/** Of the versions in use, the oldest that knows partitions as they are read here. */
const OLDEST = 100_000;

/** Reads a PostgreSQL database. */
export const openPostgres: OpenSource<'postgres'> = async (request, context) => {
  const { secret } = context;
  const open = async (): Promise<Session> => openPostgresSession(request, secret);
  let session: Session;
  try {
    session = await open();
  } catch (error) {
    throw error instanceof ConnectError ? error : openingError(error, request, postgresFailure(error), secret);
  }
  try {
    const [row] = await session.query(`SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS name`);
    const version = Number(row?.['number'] ?? '0');
    if (version < OLDEST) {
      throw new ConnectError('database.tooOld', { host: request.host, version: `PostgreSQL ${row?.['name'] ?? '?'}`, oldest: 'PostgreSQL 10' });
    }
    const bytes = await databaseBytes(session);
    const detail = (error: unknown): string => withoutSecret(reasonOf(error), secret);
    const engine: Engine = {
      technology: 'PostgreSQL',
      ...(bytes === undefined ? {} : { bytes }),
      cancelsOverConnection: false,
      knowsRights: true,
      openSession: open,
      list: (first) => listPostgresTables(first, request.schemas),
      read: (first, tables) => readPostgresPicture(first, tables, version, request.user),
      failure: postgresFailure,
      profileDialect: postgresProfile,
      detail,
      lost: (error) => new ConnectError('database.lost', { host: request.host, detail: detail(error) }),
    };
    return new DatabaseSource(engine, session, request, context);
  } catch (error) {
    await session.close();
    throw error instanceof ConnectError ? error : openingError(error, request, postgresFailure(error), secret);
  }
};

async function databaseBytes(session: Session): Promise<bigint | undefined> {
  try {
    const [row] = await session.query('SELECT pg_database_size(current_database())::text AS bytes');
    return BigInt(row?.['bytes'] ?? '');
  } catch {
    return undefined;
  }
}
