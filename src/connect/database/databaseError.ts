import { ConnectError, reasonOf } from '../connectError.ts';
import type { ServerTarget } from './settings.ts';
import { withoutSecret } from './withoutSecret.ts';

/** What became of a statement or connection, whatever the engine calls it. */
export type FailureKind = 'denied' | 'noDatabase' | 'full' | 'starting' | 'permission' | 'timeout' | 'cancelled' | 'locked' | 'lost' | 'other';

/** The `code` of an error of Node or of a driver. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** A failed connection as an error that names what to do. `kind` is the engine's reading of its own code. */
export function openingError(error: unknown, target: ServerTarget, kind: FailureKind, secret: string | undefined): ConnectError {
  const args = { host: target.host, port: String(target.port), user: target.user, database: target.database };
  const detail = withoutSecret(reasonOf(error), secret);
  switch (kind) {
    case 'denied':
      return new ConnectError(secret === undefined || secret === '' ? 'database.noPassword' : 'database.denied', { ...args, detail });
    case 'noDatabase':
      return new ConnectError('database.noDatabase', args);
    case 'permission':
      return new ConnectError('database.notAllowed', { ...args, detail });
    case 'full':
      return new ConnectError('database.full', args);
    case 'starting':
      return new ConnectError('database.starting', { ...args, detail });
    default:
      return networkError(error, args, detail);
  }
}

function networkError(error: unknown, args: Record<string, string>, detail: string): ConnectError {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') {
    return new ConnectError('database.refused', args);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new ConnectError('database.unknownHost', args);
  }
  if (['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'].includes(code) || /timeout|timed out/i.test(detail)) {
    return new ConnectError('database.noAnswer', args);
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT' || /does not support (?:SSL|secure)/i.test(detail)) {
    return new ConnectError('database.noTls', args);
  }
  if (/CERT|SIGNATURE|ALTNAME/.test(code) || /certificate/i.test(detail)) {
    return new ConnectError('database.certificate', { ...args, detail });
  }
  return new ConnectError('database.failed', { ...args, detail });
}
