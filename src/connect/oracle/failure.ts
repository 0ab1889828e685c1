import { ConnectError, reasonOf } from '../connectError.ts';
import { codeOf, openingError } from '../database/databaseError.ts';
import type { FailureKind } from '../database/databaseError.ts';
import { withoutSecret } from '../database/withoutSecret.ts';
import type { DatabaseRequest } from '../protocol.ts';

/** The server's error numbers (`ORA-…`), which are the same in every language. */
const kinds: ReadonlyMap<number, FailureKind> = new Map<number, FailureKind>([
  // 1017 user or password, 1005 no password, 28000 locked, 28001 expired, 28003/28007 to be changed
  ...[1_005, 1_017, 28_000, 28_001, 28_003, 28_007].map((number) => [number, 'denied'] as const),
  // 12514 no such service, 12505 no such SID, 12504 none named, 44412/44787 services of containers
  ...[12_504, 12_505, 12_514, 44_412, 44_787].map((number) => [number, 'noDatabase'] as const),
  // 1031 not enough rights, 942 and 41900 no table or none for you, 1045 no CREATE SESSION, 1720/4043 the like
  ...[942, 1_031, 1_045, 1_720, 4_043, 41_900].map((number) => [number, 'permission'] as const),
  // 18/20 sessions and processes at their limit, 2391 those of this user, 12516 to 12520 no handler that is free
  ...[18, 20, 2_391, 12_516, 12_518, 12_519, 12_520].map((number) => [number, 'full'] as const),
  // 1033 coming up or going down, 1034/1109 not there or not open, 1035 restricted, 12526 to 12528 the listener turns people away
  ...[1_033, 1_034, 1_035, 1_109, 12_526, 12_527, 12_528].map((number) => [number, 'starting'] as const),
  // 40 and 56735 time limits of the server
  ...[40, 56_735].map((number) => [number, 'timeout'] as const),
  [1_013, 'cancelled'],
  // 54 and 4021 somebody holds it, 60 deadlock, 1555/22924 what the snapshot needs was overwritten: the table is fine
  ...[54, 60, 1_555, 4_021, 22_924].map((number) => [number, 'locked'] as const),
  // 28/31 killed, 2396/2399 idle or connected too long, 1012 signed off, 1089/1092 shut down, the rest a broken way
  ...[28, 31, 600, 603, 1_012, 1_089, 1_092, 2_396, 2_399, 3_113, 3_114, 3_135, 12_537, 12_547, 12_570, 12_571].map((number) => [number, 'lost'] as const),
]);

/** The driver's own errors. */
const driverKinds: Readonly<Record<string, FailureKind>> = {
  'NJS-123': 'timeout', 'NJS-518': 'noDatabase', 'NJS-519': 'noDatabase', 'NJS-003': 'lost', 'NJS-500': 'lost', 'NJS-501': 'lost', 'NJS-521': 'lost',
};

/** What became of a statement or connection, from the server's number and the driver's code. */
export function oracleFailure(error: unknown): FailureKind {
  const own = driverKinds[codeOf(error)];
  if (own !== undefined) {
    return own;
  }
  for (const [, digits] of wholeText(error).matchAll(/\bORA-(\d{1,5})\b/g)) {
    const known = kinds.get(Number(digits));
    if (known !== undefined) {
      return known;
    }
  }
  return 'other';
}

/** Why there is no connection, with what to do. */
export function oracleOpeningError(error: unknown, request: DatabaseRequest, secret: string | undefined): ConnectError {
  if (error instanceof ConnectError) {
    return error;
  }
  const { host } = request;
  const text = wholeText(error);
  const code = codeOf(error);
  if (code === 'NJS-138') {
    return new ConnectError('database.tooOld', { host, version: 'an older Oracle Database', oldest: 'Oracle Database 12.1' });
  }
  if (code === 'NJS-510' && !/transportConnectTimeout/.test(text)) {
    return new ConnectError('database.strange', { host, port: String(request.port), engine: 'Oracle' });
  }
  if (code === 'NJS-533' || /\bORA-12660\b/.test(text)) {
    return new ConnectError('oracle.nativeEncryption', { host });
  }
  // 28040: the ways to sign in that the server takes are none of the driver's; no wrong password.
  const kind = oracleFailure(error);
  const nodeCode = networkCode(code, text);
  return openingError(Object.assign(new Error(withoutSecret(oracleDetail(error), secret)), { code: nodeCode }), request, nodeCode === '' ? kind : 'other', secret);
}

/** What the driver says without its own bookkeeping. */
export function oracleDetail(error: unknown): string {
  const text = wholeText(error)
    .replace(/\s*\(CONNECTION_ID=[^)]{0,200}\)/g, '')
    .replace(/^\s*(?:Help|Documentation): \S{0,300}$/gm, '');
  return reasonOf(text);
}

/** The driver's errors of the way to the server, as Node names them. */
function networkCode(code: string, text: string): string {
  switch (code) {
    case 'NJS-530':
      return 'ENOTFOUND';
    case 'NJS-510':
      return 'ETIMEDOUT';
    case 'NJS-505':
    case 'NJS-506':
      return /wrong version number|packet length|EPROTO|ECONNRESET|disconnected before secure/i.test(text) ? 'HANDSHAKE_NO_SSL_SUPPORT' : 'CERT';
    case 'NJS-507':
    case 'NJS-508':
      return 'CERT';
    case 'NJS-503':
    case 'NJS-501':
    case 'NJS-500':
      return /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)\b/.exec(text)?.[1] ?? '';
    default:
      return '';
  }
}

function wholeText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 10_000);
}
