// What is the same for every server that tests start: what it wrote, whether it runs, how it ends.
import { rm } from 'node:fs/promises';
import { killTree } from '../process.mjs';
import { untilReady } from './unprivileged.mjs';

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} base its folder, removed when it is stopped
 * @param {() => Promise<unknown>} remove removes its programs, where they were made for it
 */
export function running(server, base, remove) {
  let written = '';
  const collect = (/** @type {Buffer} */ chunk) => { written += chunk.toString(); };
  server.stdout?.on('data', collect);
  server.stderr?.on('data', collect);
  const gone = () => server.exitCode !== null || server.signalCode !== null;
  const end = () => new Promise((/** @type {(value: void) => void} */ resolve) => {
    if (gone()) resolve();
    else {
      server.once('exit', () => { resolve(); });
      killTree(server);
    }
  });
  const stop = async () => {
    await end();
    await rm(base, { recursive: true, force: true });
    await remove();
  };
  /**
   * Waits until it answers; stops it where it never does.
   * @param {() => Promise<boolean>} answers
   */
  const ready = async (answers) => {
    try {
      await untilReady(gone, answers, () => written);
    } catch (error) {
      await stop();
      throw error;
    }
  };
  return { log: () => written, end, stop, ready };
}
