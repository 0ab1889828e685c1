// Database servers refuse to run as root, and rightly so: who runs the tests as root gets them as a user that may do nothing.
import { spawn } from 'node:child_process';
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The user and group to run a server as; nothing where this process is no root.
 * @returns {{ uid: number, gid: number } | Record<string, never>}
 */
export function unprivileged() {
  return process.platform !== 'win32' && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
}

/**
 * An empty folder that the server's user owns.
 * @param {string} prefix
 * @returns {Promise<string>}
 */
export async function ownFolder(prefix) {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await own(folder);
  return folder;
}

/** @param {string} folder */
export async function own(folder) {
  const user = unprivileged();
  if ('uid' in user) await chown(folder, user.uid, user.gid);
}

/**
 * Runs a program to its end as the server's user.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runAsUser(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { ...options, ...unprivileged(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => { output += chunk.toString(); });
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => { output += chunk.toString(); });
    child.once('error', (error) => { resolve({ code: 127, output: error.message }); });
    child.once('close', (code) => { resolve({ code: code ?? 1, output }); });
  });
}

/**
 * A folder of programs as the server's user can reach it: itself, or a copy where it lies below a folder that is closed to others.
 * @param {string} folder
 * @param {(folder: string) => Promise<{ code: number, output: string }>} probe runs something in it
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export async function reachable(folder, probe) {
  const first = await probe(folder);
  if (first.code === 0) return { folder, remove: () => Promise.resolve() };
  const copy = await ownFolder('lab-programs-');
  await mkdir(copy, { recursive: true });
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
  const remove = () => rm(copy, { recursive: true, force: true });
  const second = await probe(copy);
  if (second.code === 0) return { folder: copy, remove };
  await remove();
  throw new Error(`it does not run here: ${second.output.trim().split('\n').slice(0, 2).join(' ').slice(0, 300)}`);
}

/** A port of this machine that nobody listens at. */
export function freePort() {
  return new Promise((/** @type {(port: number) => void} */ resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}

/**
 * Waits until `ready` says so.
 * @param {() => boolean} isGone whether the server ended, so that waiting is in vain
 * @param {() => Promise<boolean>} ready
 * @param {() => string} log
 */
export async function untilReady(isGone, ready, log) {
  const deadline = performance.now() + 90_000;
  while (!(await ready())) {
    if (isGone()) throw new Error(`the server ended at once: ${log().slice(-600)}`);
    if (performance.now() > deadline) throw new Error(`the server did not answer in 90 seconds: ${log().slice(-600)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
