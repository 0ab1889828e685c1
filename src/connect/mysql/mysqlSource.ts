import { ConnectError, reasonOf } from '../connectError.ts';
import { codeOf, openingError } from '../database/databaseError.ts';
import type { FailureKind } from '../database/databaseError.ts';
import { DatabaseSource } from '../database/databaseSource.ts';
import type { Engine } from '../database/engine.ts';
import { withoutSecret } from '../database/withoutSecret.ts';
import type { OpenSource } from '../source.ts';
import { listMysqlTables, readMysqlPicture } from './readPicture.ts';
import { mysqlProfile } from './profileDialect.ts';
import { openMysqlSession } from './session.ts';
import type { MysqlSession } from './session.ts';

/** Reads a MySQL or MariaDB database. */
export const openMysql: OpenSource<'mysql'> = async (request, context) => {
  const { secret } = context;
  const refused = (error: unknown): ConnectError => (error instanceof ConnectError ? error : openingError(error, request, mysqlFailure(error), secret));
  /** Over the first connection where it is kept free for that, else over one of its own, for the moment it takes. */
  const kill = async (id: number): Promise<void> => {
    if (request.connections > 1 && first !== undefined && first.id !== id) {
      await first.query(`KILL QUERY ${id}`);
      return;
    }
    const helper = await openMysqlSession(request, secret, () => Promise.resolve());
    await helper.query(`KILL QUERY ${id}`).finally(() => helper.close());
  };
  const open = (): Promise<MysqlSession> => openMysqlSession(request, secret, kill);
  let first: MysqlSession | undefined;
  try {
    first = await open();
  } catch (error) {
    throw refused(error);
  }
  const { isMariaDb } = first;
  const detail = (error: unknown): string => withoutSecret(reasonOf(error), secret);
  const engine: Engine = {
    technology: isMariaDb ? 'MariaDB' : 'MySQL',
    cancelsOverConnection: true,
    knowsRights: false,
    openSession: open,
    list: (session) => listMysqlTables(session, request.database, request.schemas),
    read: (session, tables) => readMysqlPicture(session, tables, request.database, request.schemas, isMariaDb),
    failure: mysqlFailure,
    profileDialect: mysqlProfile(isMariaDb),
    detail,
    lost: (error) => new ConnectError('database.lost', { host: request.host, detail: detail(error) }),
  };
  return new DatabaseSource(engine, first, request, context);
};

/** The servers' error names, and the driver's. */
function mysqlFailure(error: unknown): FailureKind {
  const code = codeOf(error);
  const number = typeof error === 'object' && error !== null && 'errno' in error ? error.errno : undefined;
  switch (number) {
    case 1045: // ER_ACCESS_DENIED_ERROR
    case 1130: // ER_HOST_NOT_PRIVILEGED
    case 1698: // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
    case 1820: // ER_MUST_CHANGE_PASSWORD
    case 3118: // ER_ACCOUNT_HAS_BEEN_LOCKED
    case 4151: // ER_ACCOUNT_HAS_BEEN_LOCKED of MariaDB
      return 'denied';
    case 1049: // ER_BAD_DB_ERROR
      return 'noDatabase';
    case 1044: // ER_DBACCESS_DENIED_ERROR
    case 1142: // ER_TABLEACCESS_DENIED_ERROR
    case 1143: // ER_COLUMNACCESS_DENIED_ERROR
    case 1227: // ER_SPECIFIC_ACCESS_DENIED_ERROR
      return 'permission';
    case 1040: // ER_CON_COUNT_ERROR
    case 1203: // ER_TOO_MANY_USER_CONNECTIONS
    case 1226: // ER_USER_LIMIT_REACHED
      return 'full';
    case 1969: // ER_STATEMENT_TIMEOUT of MariaDB
    case 3024: // ER_QUERY_TIMEOUT of MySQL
      return 'timeout';
    case 1317: // ER_QUERY_INTERRUPTED
      return 'cancelled';
    case 1205: // ER_LOCK_WAIT_TIMEOUT
      return 'locked';
    case 1053: // ER_SERVER_SHUTDOWN
    case 1927: // ER_CONNECTION_KILLED
      return 'lost';
    default:
      return /^(?:PROTOCOL_CONNECTION_LOST|PROTOCOL_SEQUENCE_TIMEOUT|ECONNRESET|EPIPE)$/.test(code) || /closed state|connection (?:lost|is closed)/i.test(reasonOf(error)) ? 'lost' : 'other';
  }
}
