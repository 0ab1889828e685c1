import { ConnectError } from '../connectError.ts';
import type { DatabaseRequest } from '../protocol.ts';

/** What may stand in a descriptor without being part of its brackets. */
const plain = /^[\w.$#:%-]{1,255}$/u;

/**
 * Where the database is, as the driver takes it. The database of the request is the service name. A name with signs of its own is
 * refused: it could turn the connection elsewhere. Throws a `ConnectError`.
 */
export function connectDescriptor({ host, port, database, tls }: DatabaseRequest, connectSeconds: number): string {
  if (!plain.test(host) || !plain.test(database)) {
    throw new ConnectError('oracle.address', { host, database });
  }
  if (tls === 'encrypt') {
    throw new ConnectError('oracle.alwaysVerifies', { host });
  }
  return [
    // The way there first, then what is at its end: which of the two it was makes a difference to what can be done.
    `(DESCRIPTION=(TRANSPORT_CONNECT_TIMEOUT=${connectSeconds})(CONNECT_TIMEOUT=${connectSeconds + 1})(RETRY_COUNT=0)`,
    `(ADDRESS=(PROTOCOL=${tls === 'off' ? 'tcp' : 'tcps'})(HOST=${host})(PORT=${port}))`,
    `(CONNECT_DATA=(SERVICE_NAME=${database}))`,
    tls === 'off' ? '' : '(SECURITY=(SSL_SERVER_DN_MATCH=TRUE))',
    ')',
  ].join('');
}
