import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TlsOptions } from '../database/tlsOptions.ts';
import type { ServerTarget } from '../database/settings.ts';

/** The codes of PostgreSQL's frontend protocol, section "Message Formats". */
const CANCEL_REQUEST = 80_877_102;
const SSL_REQUEST = 80_877_103;
const LIMIT = 2_000;

/**
 * Ends what a connection is running. The request goes over a connection that never becomes a session, so it counts towards no
 * limit; the server answers by closing it.
 */
export function cancelRunning(target: ServerTarget, tls: TlsOptions | undefined, processId: number, key: number): Promise<void> {
  const request = Buffer.alloc(16);
  request.writeInt32BE(16, 0);
  request.writeInt32BE(CANCEL_REQUEST, 4);
  request.writeInt32BE(processId, 8);
  request.writeInt32BE(key, 12);
  return new Promise((resolve) => {
    const socket = connect({ host: target.host, port: target.port });
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve();
    };
    const timer = setTimeout(done, LIMIT);
    const send = (stream: Socket): void => {
      stream.on('error', done).on('close', done);
      stream.write(request);
    };
    socket.on('error', done).on('close', done);
    socket.once('connect', () => {
      if (tls === undefined) {
        send(socket);
        return;
      }
      const ask = Buffer.alloc(8);
      ask.writeInt32BE(8, 0);
      ask.writeInt32BE(SSL_REQUEST, 4);
      socket.write(ask);
      socket.once('data', (answer) => {
        if (answer.toString('latin1') === 'S') {
          const secured = connectTls({ socket, ...tls }, () => {
            send(secured);
          });
          secured.on('error', done);
        } else {
          done();
        }
      });
    });
  });
}
