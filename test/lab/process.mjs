// Child processes that never outlive us, and progress lines for what takes long.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { labDir } from './paths.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<() => void>} */
const cleanups = new Set();
let hooked = false;

/**
 * Runs `cleanup` when this process ends in any way but SIGKILL. Returns a function that takes it back.
 * @param {() => void} cleanup must be synchronous
 * @returns {() => void}
 */
export function atExit(cleanup) {
  if (!hooked) {
    hooked = true;
    process.on('exit', runCleanups);
    for (const [signal, code] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])) {
      process.on(signal, () => {
        runCleanups();
        process.exit(code);
      });
    }
  }
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
  };
}

function runCleanups() {
  for (const cleanup of [...cleanups].reverse()) {
    cleanups.delete(cleanup);
    try {
      cleanup();
    } catch {
      // The next one must run all the same.
    }
  }
}

/**
 * Kills a process that was spawned `detached`, with all its children.
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export function killTree(child, signal = 'SIGKILL') {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}

/**
 * Starts a server behind `guard.mjs`: a pipe ties the two together, so that the server ends even when this process
 * is killed in a way that runs no handler.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number }} [options]
 * @returns {ChildProcess}
 */
export function spawnGuarded(command, args, options = {}) {
  const child = spawn(process.execPath, [join(labDir, 'guard.mjs'), command, ...args], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const forget = atExit(() => {
    killTree(child);
  });
  child.once('exit', forget);
  return child;
}

/**
 * Runs a command to its end and gives back what it wrote. Rejects with the tail of its output when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, inherit?: boolean, shell?: boolean }} [options]
 * @returns {Promise<string>}
 */
export async function run(command, args, options = {}) {
  const { code, output } = await runForCode(command, args, options);
  if (code !== 0) {
    const tail = output.split('\n').slice(-40).join('\n');
    throw new Error(`${command} ${args.join(' ')} ended with ${String(code)}${tail === '' ? '' : `:\n${tail}`}`);
  }
  return output;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, inherit?: boolean, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runForCode(command, args, { inherit = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      ...options,
      stdio: inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const forget = atExit(() => {
      killTree(child, 'SIGTERM');
    });
    let output = '';
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => {
      forget();
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * npm, however it is installed: as the script that started us, or by name.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, inherit?: boolean }} [options]
 */
export async function npm(args, options = {}) {
  const script = process.env['npm_execpath'];
  // The settings of the npm that started us (a dry run, a prefix) are not meant for this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_(prefix|global|workspace)|package_|lifecycle_)/i.test(name)),
  );
  if (script !== undefined && /\.[cm]?js$/.test(script)) return run(process.execPath, [script, ...args], { ...options, env });
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { ...options, env, shell: process.platform === 'win32' });
}

const started = performance.now();

/** @param {string} text */
export function say(text) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`[${seconds} s] ${text}\n`);
}

/**
 * Says what begins, does it, says how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  say(`${what} …`);
  const begin = performance.now();
  const result = await work();
  say(`${what}: done in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}
