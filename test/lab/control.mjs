// The lab's end of the line to the extension host (the other ends are runner/main.cjs, and for keys
// test/integration/keyboard.ts).
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * @typedef {object} Control
 * @property {Record<string, string>} env for the server, so that the runner extension finds us
 * @property {(source: string, arg: unknown) => Promise<unknown>} evaluate
 * @property {() => void} dispose
 */

/**
 * Keys for the window, as a suite inside the extension host asks for them, and what another program copied.
 * @typedef {{ press: readonly string[] } | { type: string } | { copy: string }} Keys
 */

/**
 * @param {(keys: Keys) => Promise<void>} [onKeys]
 * @returns {Promise<Control>}
 */
export async function listenForRunner(onKeys = () => Promise.reject(new Error('Nobody presses keys here'))) {
  const token = randomUUID();
  /** @type {import('node:net').Socket | undefined} */
  let current;
  /** @type {((socket: import('node:net').Socket) => void)[]} */
  let waiting = [];
  let lastId = 0;
  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  const pending = new Map();

  const server = createServer((socket) => {
    let rest = '';
    let trusted = false;
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (current !== socket) return;
      current = undefined;
      for (const { reject } of pending.values()) reject(new Error('The extension host went away (was the window reloaded?)'));
      pending.clear();
    });
    socket.on('data', (/** @type {string} */ chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        /** @type {{ token?: string, role?: 'keyboard', id?: number, value?: unknown, error?: string, keys?: Keys }} */
        const message = JSON.parse(line);
        if (!trusted) {
          if (message.token !== token) return void socket.destroy();
          trusted = true;
          if (message.role === 'keyboard') continue;
          current = socket;
          for (const next of waiting) next(socket);
          waiting = [];
          continue;
        }
        if (message.keys !== undefined) {
          const { id } = message;
          void onKeys(message.keys).then(() => ({ id }), (/** @type {unknown} */ error) => ({ id, error: String(error) }))
            .then((reply) => socket.write(`${JSON.stringify(reply)}\n`));
          continue;
        }
        const call = pending.get(message.id ?? -1);
        pending.delete(message.id ?? -1);
        if (message.error === undefined) call?.resolve(message.value);
        else call?.reject(new Error(`In the extension host: ${message.error}`));
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  // A forgotten lab must not keep the process alive.
  server.unref();
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  /** @returns {Promise<import('node:net').Socket>} */
  function connection() {
    if (current !== undefined) return Promise.resolve(current);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error('The extension host did not report within 120 s'));
      }, 120_000);
      waiting.push((socket) => {
        clearTimeout(timer);
        resolve(socket);
      });
    });
  }

  return {
    env: { LAB_CONTROL_PORT: String(port), LAB_CONTROL_TOKEN: token },
    async evaluate(source, arg) {
      const socket = await connection();
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        socket.write(`${JSON.stringify({ id, source, arg })}\n`);
      });
    },
    dispose() {
      current?.destroy();
      server.close();
    },
  };
}
