import { ConnectError, reasonOf } from '../connectError.ts';
import { openingError } from '../database/databaseError.ts';
import { DatabaseSource } from '../database/databaseSource.ts';
import type { Engine, Session } from '../database/engine.ts';
import { withoutSecret } from '../database/withoutSecret.ts';
import type { DatabaseRequest } from '../protocol.ts';
import type { OpenSource } from '../source.ts';
import { sqlServerFailure } from './failure.ts';
import { sqlServerProfile } from './profileDialect.ts';
import { bytesQuery, serverQuery } from './queries.ts';
import { listSqlServerTables, readSqlServerPicture } from './readPicture.ts';
import { openSqlServerSession } from './session.ts';

/** SQL Server 2008, the oldest whose catalogue has all that is asked for. */
const OLDEST = 10;

/** Reads a SQL Server or Azure SQL database. Preview: tested against recorded answers only. */
export const openSqlServer: OpenSource<'sqlserver'> = async (request, context) => {
  const { secret } = context;
  const open = (): Promise<Session> => openSqlServerSession(request, secret);
  let session: Session | undefined;
  try {
    session = await open();
    return new DatabaseSource(await sqlServerEngine(session, open, request, secret), session, request, context);
  } catch (error) {
    await session?.close();
    throw sqlServerOpeningError(error, request, secret);
  }
};

/** Why there is no connection, with what to do. */
export function sqlServerOpeningError(error: unknown, request: DatabaseRequest, secret: string | undefined): ConnectError {
  if (error instanceof ConnectError) {
    return error;
  }
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EENCRYPT') {
    return new ConnectError('database.needsTls', { host: request.host });
  }
  return openingError(error, request, sqlServerFailure(error), secret);
}

/** What is different about SQL Server. Throws where its version is too old. */
export async function sqlServerEngine(first: Session, open: () => Promise<Session>, request: DatabaseRequest, secret: string | undefined): Promise<Engine> {
  const [row] = await first.query(serverQuery);
  const version = row?.['version'] ?? '';
  const major = Number.parseInt(version, 10);
  if (!(major >= OLDEST)) {
    throw new ConnectError('database.tooOld', { host: request.host, version: `SQL Server ${version}`, oldest: 'SQL Server 2008' });
  }
  const bytes = await databaseBytes(first);
  const detail = (error: unknown): string => withoutSecret(reasonOf(error), secret);
  return {
    technology: 'SQL Server',
    ...(bytes === undefined ? {} : { bytes }),
    cancelsOverConnection: false,
    knowsRights: true,
    openSession: open,
    list: (session) => listSqlServerTables(session, request.schemas),
    read: (session, tables) => readSqlServerPicture(session, tables, request.schemas, request.user, request.now),
    // COUNT would end at 2,147,483,647 with an error.
    countOf: (source) => `SELECT COUNT_BIG(*) FROM ${source}`,
    noRowsOf: (source) => `SELECT TOP (0) * FROM ${source}`,
    failure: sqlServerFailure,
    detail,
    lost: (error) => new ConnectError('database.lost', { host: request.host, detail: detail(error) }),
    profileDialect: sqlServerProfile(major),
  };
}

async function databaseBytes(session: Session): Promise<bigint | undefined> {
  try {
    const [row] = await session.query(bytesQuery);
    return BigInt(row?.['bytes'] ?? '');
  } catch {
    return undefined;
  }
}
