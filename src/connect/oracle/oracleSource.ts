import { ConnectError } from '../connectError.ts';
import { DatabaseSource } from '../database/databaseSource.ts';
import type { Engine, Session } from '../database/engine.ts';
import { withoutSecret } from '../database/withoutSecret.ts';
import type { DatabaseRequest } from '../protocol.ts';
import type { OpenSource } from '../source.ts';
import { oracleDetail, oracleFailure, oracleOpeningError } from './failure.ts';
import { oracleProfile } from './profileDialect.ts';
import { userQuery } from './queries.ts';
import { listOracleTables, oracleScope, readOraclePicture } from './readPicture.ts';
import { openOracleSession } from './session.ts';

/** Reads an Oracle database, 12.1 or later. Preview: tested against recorded answers only. */
export const openOracle: OpenSource<'oracle'> = async (request, context) => {
  const { secret } = context;
  const open = (): Promise<Session> => openOracleSession(request, secret);
  let session: Session | undefined;
  try {
    session = await open();
    return new DatabaseSource(await oracleEngine(session, open, request, secret), session, request, context);
  } catch (error) {
    await session?.close();
    throw oracleOpeningError(error, request, secret);
  }
};

/** What is different about Oracle. */
export async function oracleEngine(first: Session, open: () => Promise<Session>, request: DatabaseRequest, secret: string | undefined): Promise<Engine> {
  const [row] = await first.query(userQuery);
  const scope = oracleScope(request.schemas, row?.['schema'] ?? request.user.toUpperCase());
  const detail = (error: unknown): string => withoutSecret(oracleDetail(error), secret);
  return {
    technology: 'Oracle',
    cancelsOverConnection: false,
    // A table shows up with any right to it, that to write among them.
    knowsRights: false,
    openSession: open,
    list: (session) => listOracleTables(session, scope),
    read: (session, tables) => readOraclePicture(session, tables, scope),
    // No columns: the driver can't take some types, of which there is nothing to see here.
    noRowsOf: (source) => `SELECT 1 FROM ${source} WHERE 1 = 0`,
    failure: oracleFailure,
    detail,
    lost: (error) => new ConnectError('database.lost', { host: request.host, detail: detail(error) }),
    profileDialect: oracleProfile,
  };
}
