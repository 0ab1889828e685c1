import { reasonOf } from '../connectError.ts';
import { codeOf } from '../database/databaseError.ts';
import type { FailureKind } from '../database/databaseError.ts';

/** PostgreSQL's error codes (appendix A of its manual), and what its driver says when the connection is gone. */
export function postgresFailure(error: unknown): FailureKind {
  const code = codeOf(error);
  const text = reasonOf(error);
  if (code === '57014') {
    return /statement timeout/i.test(text) ? 'timeout' : 'cancelled';
  }
  if (/^(?:57P0[12]|08...)$/.test(code) || /^(?:ECONNRESET|EPIPE)$/.test(code) || /connection terminated|not queryable|connection ended/i.test(text)) {
    return 'lost';
  }
  const kinds: Readonly<Record<string, FailureKind>> = {
    '28P01': 'denied', '28000': 'denied', '3D000': 'noDatabase', '42501': 'permission', '53300': 'full', '57P03': 'starting', '55P03': 'locked',
  };
  const known = kinds[code];
  if (known !== undefined) {
    return known;
  }
  if (/client password must be|no password/i.test(text)) {
    return 'denied';
  }
  return /query read timeout/i.test(text) ? 'lost' : 'other';
}
