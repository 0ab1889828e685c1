// A MariaDB server for tests: the machine's own, else Debian's package unpacked into the cache, with a data folder of its own.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import mysql from 'mysql2/promise';
import { cached } from '../cache.mjs';
import { unpackDebian } from '../debian.mjs';
import { spawnGuarded, step } from '../process.mjs';
import { running } from './running.mjs';
import { freePort, own, ownFolder, reachable, runAsUser, unprivileged } from './unprivileged.mjs';

const PACKAGE = 'mariadb-server';
/** Of all that the package wants, what the server itself needs to run. */
const NEEDED = /^(?:mariadb-server(?:-core)?|libaio\S*|liburing\S*|libpcre2\S*|libsnappy\S*|libnuma\S*|libsystemd\S*|libssl\S*|zlib\S*|libcrypt\S*)$/;

/**
 * @typedef {object} MariaDbServer
 * @property {number} port
 * @property {string} user who may do everything
 * @property {string} password
 * @property {(database?: string) => Promise<import('mysql2/promise').Connection>} connect as that user, several statements a query allowed
 * @property {() => Promise<void>} kill as a failing machine would: at once
 * @property {() => Promise<void>} stop and remove everything
 */

/** @returns {Promise<{ folder: string, own: boolean }>} `own`: the machine's */
async function binaries() {
  const path = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/sbin');
  if (path.some((folder) => existsSync(join(folder, 'mariadbd')))) return { folder: '/', own: true };
  if (process.platform !== 'linux') throw new Error('mariadbd is not on the PATH');
  return { folder: await cached('mariadb', (temporary) => step(`Unpacking ${PACKAGE} (about 20 MB, once)`, () => unpackDebian(PACKAGE, temporary, NEEDED))), own: false };
}

/**
 * Starts a server, or gives back a sentence that says why there is none.
 * @returns {Promise<MariaDbServer | string>}
 */
export async function startMariaDb() {
  try {
    return await start();
  } catch (error) {
    return `MariaDB can't be had: ${(error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join(' ')}`;
  }
}

/** @returns {Promise<MariaDbServer>} */
async function start() {
  const found = await binaries();
  const envOf = (/** @type {string} */ folder) => (found.own ? process.env : {
    ...process.env,
    LD_LIBRARY_PATH: ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((machine) => [join(folder, 'usr/lib', machine), join(folder, 'lib', machine)]).join(':'),
  });
  const programs = await reachable(found.folder, (folder) => runAsUser(join(folder, 'usr/sbin/mariadbd'), ['--no-defaults', '--version'], { env: envOf(folder) }));
  const env = envOf(programs.folder);
  const base = await ownFolder('lab-mariadb-');
  const program = join(programs.folder, 'usr/sbin/mariadbd');
  const share = join(programs.folder, 'usr/share/mysql');
  const common = ['--no-defaults', `--datadir=${join(base, 'data')}`, `--lc-messages-dir=${share}`, `--character-sets-dir=${join(share, 'charsets')}`, `--plugin-dir=${join(programs.folder, 'usr/lib/mysql/plugin')}`, `--tmpdir=${base}`];
  const password = 'lab-MariaDB-5190';
  const made = await bootstrap(program, common, share, base, env, password);
  if (made.code !== 0) throw new Error(`bootstrap: ${made.output.trim().slice(-600)}`);
  const port = await freePort();
  const server = spawnGuarded(program, [
    ...common, `--port=${String(port)}`, '--bind-address=127.0.0.1', `--socket=${join(base, 'socket')}`, `--pid-file=${join(base, 'pid')}`,
    '--skip-name-resolve', '--innodb-flush-log-at-trx-commit=0', '--character-set-server=utf8mb4', '--max-connections=30',
  ], { cwd: base, env, ...unprivileged() });
  const { end, stop, ready } = running(server, base, () => programs.remove());
  /** @param {string} [database] */
  const connect = async (database) => {
    const client = await mysql.createConnection({ host: '127.0.0.1', port, user: 'lab', password, multipleStatements: true, charset: 'utf8mb4', ...(database === undefined ? {} : { database }) });
    client.on('error', () => undefined);
    return client;
  };
  await ready(() => connect().then((client) => client.end().then(() => true), () => false));
  return { port, user: 'lab', password, connect, kill: end, stop };
}

/**
 * What `mariadb-install-db` does: makes the system tables, then one user who may do everything.
 * @param {string} program
 * @param {readonly string[]} common
 * @param {string} share
 * @param {string} base
 * @param {NodeJS.ProcessEnv} env
 * @param {string} password
 */
async function bootstrap(program, common, share, base, env, password) {
  const scripts = ['mysql_system_tables.sql', 'mariadb_system_tables.sql', 'mysql_performance_tables.sql', 'mariadb_performance_tables.sql', 'mysql_system_tables_data.sql', 'mariadb_system_tables_data.sql', 'fill_help_tables.sql'];
  const texts = await Promise.all(scripts.filter((name) => existsSync(join(share, name)) && !name.startsWith('fill')).map((name) => readFile(join(share, name), 'utf8')));
  const sql = ['create database if not exists mysql;', 'use mysql;', ...texts, 'flush privileges;', `create user 'lab'@'127.0.0.1' identified by '${password}';`, `grant all on *.* to 'lab'@'127.0.0.1' with grant option;`, ''].join('\n');
  const file = join(base, 'bootstrap.sql');
  await writeFile(file, sql);
  await own(file);
  const data = join(base, 'data');
  await mkdir(data);
  await own(data);
  return runAsUser('/bin/sh', ['-c', 'input="$1"; shift; exec "$@" < "$input"', 'sh', file, program, ...common, '--bootstrap', '--skip-log-bin', '--net-buffer-length=16K'], { env, cwd: base });
}
