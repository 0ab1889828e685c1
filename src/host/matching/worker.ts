import { parentPort } from 'node:worker_threads';
import { MatchLoop } from './matchLoop.ts';

/** The thread that matches, so that the editor stays responsive. It is started with the first matching of a plan, and ended when idle. */
const port = parentPort;
if (port) {
  const loop = new MatchLoop((message) => { port.postMessage(message); });
  port.on('message', (message: unknown) => { loop.receive(message); });
}
