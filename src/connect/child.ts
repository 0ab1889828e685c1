import { rmSync } from 'node:fs';
import { ConnectError, reasonOf } from './connectError.ts';
import { withoutSecret } from './database/withoutSecret.ts';
import { parentMessageSchema } from './protocol.ts';
import type { ChildMessage, ScanRequest } from './protocol.ts';
import { runSource } from './runSource.ts';

/**
 * The reading process. It is forked by `scan.ts`, reads one source, reports over the process channel and ends. A driver that
 * crashes or hangs takes nothing but this process with it. It writes to no stream: what it has to say goes over the channel.
 */
let started = false;
const cancelling = new AbortController();
let scratch: string | undefined;

quietExperimentalWarnings();
process.on('message', (raw: unknown) => {
  const message = parentMessageSchema.safeParse(raw);
  if (!message.success) {
    return;
  }
  switch (message.data.type) {
    case 'start':
      if (!started) {
        started = true;
        scratch = message.data.scratch;
        void run(message.data.request, message.data.scratch, message.data.secret);
      }
      return;
    case 'cancel':
      cancelling.abort();
      return;
    default: {
      const never: never = message.data;
      return never;
    }
  }
});

// Without a parent nobody reads the answer, and nobody else removes the private copies.
process.on('disconnect', () => {
  if (scratch !== undefined) {
    try {
      rmSync(scratch, { recursive: true, force: true });
    } catch {
      // A file still open on Windows: the system clears its temporary files.
    }
  }
  process.exit(0);
});

async function run(request: ScanRequest, folder: string, secret: string | undefined): Promise<void> {
  try {
    // Tells the parent that the process runs: what goes wrong from here on is the source's doing.
    await send({ type: 'working' });
    const { signal } = cancelling;
    const context = { scratch: folder, working: () => void send({ type: 'working' }), signal, ...(secret === undefined ? {} : { secret }) };
    await runSource(request, context, report, () => signal.aborted);
  } catch (error) {
    await send(
      error instanceof ConnectError
        ? { type: 'failed', code: error.code, args: { ...error.args } }
        : { type: 'failed', code: 'scan.failed', args: { path: request.path, detail: withoutSecret(reasonOf(error), secret) } },
    );
  }
  scratch = undefined;
  process.removeAllListeners('disconnect');
  process.removeAllListeners('message');
  if (process.connected) {
    process.disconnect();
  }
  // A driver may leave a timer behind, after a lost connection for example; all is said and given back.
  setTimeout(() => process.exit(0), 200).unref();
}

/** Sends, then lets the messages of the parent in: drivers here work without giving the event loop a turn. */
async function report(message: ChildMessage): Promise<void> {
  await send(message);
  await new Promise<void>((resolve) => setImmediate(resolve));
}

async function send(message: ChildMessage): Promise<void> {
  await new Promise<void>((resolve) => {
    if (process.send === undefined || !process.connected) {
      resolve();
      return;
    }
    process.send(message, undefined, undefined, () => {
      resolve();
    });
  });
}

/** `node:sqlite` announces itself as experimental on some hosts; the person can do nothing about it. */
function quietExperimentalWarnings(): void {
  const original = process.emitWarning.bind(process) as (...given: unknown[]) => void;
  process.emitWarning = (...given: unknown[]) => {
    const kind = given[1];
    const type = typeof kind === 'string' ? kind : typeof kind === 'object' && kind !== null && 'type' in kind ? kind.type : undefined;
    if (type !== 'ExperimentalWarning') {
      original(...given);
    }
  };
}
