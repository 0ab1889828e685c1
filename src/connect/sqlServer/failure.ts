import { reasonOf } from '../connectError.ts';
import { codeOf } from '../database/databaseError.ts';
import type { FailureKind } from '../database/databaseError.ts';

/** The server's error numbers (`sys.messages`), which are the same in every language. */
const kinds: ReadonlyMap<number, FailureKind> = new Map<number, FailureKind>([
  // 18456 login failed, 18452 only Windows accounts, 18470 disabled, 18486 locked, 18487/18488 password expired or to be changed
  ...[18_452, 18_456, 18_458, 18_459, 18_460, 18_461, 18_468, 18_470, 18_471, 18_486, 18_487, 18_488].map((number) => [number, 'denied'] as const),
  // 4060 cannot open the database, 911 there is none of this name, 4063/4064 the user's own default
  ...[911, 4_060, 4_063, 4_064].map((number) => [number, 'noDatabase'] as const),
  // 229/230 object and column, 262/297/300/371 statement and server state, 916 the database, 15562/22050/33010 the like
  ...[229, 230, 262, 297, 300, 371, 916, 15_247, 15_562].map((number) => [number, 'permission'] as const),
  // 17809/17300 no room for a connection, 109xx and 49918 to 49920 the limits of Azure
  ...[17_300, 17_809, 10_928, 10_929, 10_936, 49_918, 49_919, 49_920].map((number) => [number, 'full'] as const),
  // 17142 paused, 18401 being upgraded, 921/922 recovering, 927 restoring, 942 offline, 976/978/979/982/983 a secondary that is not to be read, 40613 moving
  ...[17_142, 18_401, 921, 922, 927, 942, 976, 978, 979, 982, 983, 40_197, 40_501, 40_613].map((number) => [number, 'starting'] as const),
  // 1222 lock time limit, 1205 chosen to give way in a deadlock, 3960/3961 a snapshot that did not last, 601 rows that moved
  ...[601, 1_205, 1_222, 3_960, 3_961].map((number) => [number, 'locked'] as const),
  // 596 killed, 6005 shutting down, 17143/17148 the same, 233/10053/10054/10060 the way to it broke
  ...[233, 596, 6_002, 6_005, 10_053, 10_054, 10_060, 17_143, 17_147, 17_148].map((number) => [number, 'lost'] as const),
]);

/** What became of a statement or connection, from the server's number and the driver's code. */
export function sqlServerFailure(error: unknown): FailureKind {
  const number = typeof error === 'object' && error !== null && 'number' in error && typeof error.number === 'number' ? error.number : undefined;
  const known = number === undefined ? undefined : kinds.get(number);
  if (known !== undefined) {
    return known;
  }
  switch (codeOf(error)) {
    case 'ETIMEOUT':
      return 'timeout';
    case 'ECANCEL':
    case 'EABORT':
      return 'cancelled';
    case 'ESOCKET':
    case 'ECLOSE':
    case 'ENOTOPEN':
    case 'EINVALIDSTATE':
    case 'ECONNRESET':
    case 'EPIPE':
      return 'lost';
    default:
      return /connection (?:lost|closed)|LoggedIn state/i.test(reasonOf(error)) ? 'lost' : 'other';
  }
}
