// The lab's PostgreSQL and MariaDB as the comparisons need them: one connection, rows as arrays of texts. A sentence says
// why where one can't be had.
import { join } from 'node:path';
import { cached } from '../../../lab/cache.mjs';
import { unpackDebian } from '../../../lab/debian.mjs';
import { cacheDir } from '../../../lab/paths.mjs';
import { runForCode } from '../../../lab/process.mjs';
import { startMariaDb as startLabMariaDb } from '../../../lab/servers/mariadb.mjs';
import { startPostgres as startLabPostgres } from '../../../lab/servers/postgres.mjs';

/**
 * @typedef {object} Server
 * @property {string} version
 * @property {(sql: string) => Promise<(string | null)[][]>} query the rows of one statement, each value as text
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Server | string>} */
export async function startPostgres() {
  const server = await startLabPostgres(['jit=off', 'log_statement=none']);
  if (typeof server === 'string') return server;
  const client = await server.connect();
  /** @param {string} sql */
  const query = async (sql) => (await client.query({ text: sql, rowMode: 'array', types: { getTypeParser: () => String } })).rows;
  const [[version] = []] = await query('SHOW server_version');
  return { version: `PostgreSQL ${String(version)}`, query, stop: async () => { await client.end(); await server.stop(); } };
}

/** @returns {Promise<Server | string>} */
export async function startMariadb() {
  const server = await startLabMariaDb();
  if (typeof server === 'string') return server;
  const client = await server.connect();
  const zones = await zoneTables();
  if (zones !== undefined) await client.query(`USE mysql;\n${zones}`);
  await client.query('CREATE DATABASE test; USE test');
  /** @param {string} sql @returns {Promise<(string | null)[][]>} */
  const query = async (sql) => /** @type {any} */ ((await client.query({ sql, rowsAsArray: true, typeCast: text }))[0]);
  const [[version] = []] = await query('SELECT VERSION()');
  return { version: String(version), query, stop: async () => { await client.end(); await server.stop(); } };
}

/** The rows of the named time zones, which a fresh server has not: its own program reads them from the machine. Undefined where that can't be. */
async function zoneTables() {
  try {
    const folder = await cached('mariadb-client', (temporary) => unpackDebian('mariadb-client', temporary, /^mariadb-client(?:-core)?$/));
    const server = join(cacheDir, 'mariadb');
    const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((machine) => [join(server, 'usr/lib', machine), join(server, 'lib', machine)]).join(':');
    const zones = await runForCode(join(folder, 'usr/bin/mariadb-tzinfo-to-sql'), ['/usr/share/zoneinfo'], { env: { ...process.env, LD_LIBRARY_PATH: libraries } });
    if (zones.code !== 0) throw new Error(zones.output.slice(-300));
    return zones.output.split('\n').filter((line) => !line.startsWith('Warning')).join('\n');
  } catch (error) {
    console.warn(`MariaDB has no named time zones: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** @param {{ string: () => string | null }} field */
function text(field) {
  return field.string();
}
