import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresServer } from '../../lab/servers/postgres.mjs';
import type { MariaDbServer } from '../../lab/servers/mariadb.mjs';
import { data } from './buildChild.ts';

export const chinook = join(data, 'chinook');
export const hasChinook = existsSync(chinook);

/** Loads the sample by its own script, which makes the database too. */
export async function loadIntoPostgres(server: PostgresServer): Promise<void> {
  const script = readFileSync(join(chinook, 'Chinook_PostgreSql.sql'), 'utf8').replace(/^\uFEFF/, '');
  const admin = await server.connect();
  await admin.query('CREATE DATABASE chinook');
  await admin.end();
  const client = await server.connect('chinook');
  // What stands before psql's own command makes the database.
  await client.query(script.slice(script.indexOf('\\c chinook;') + '\\c chinook;'.length));
  await client.end();
}

export async function loadIntoMariaDb(server: MariaDbServer): Promise<void> {
  const client = await server.connect();
  await client.query(readFileSync(join(chinook, 'Chinook_MySql.sql'), 'utf8').replace(/^\uFEFF/, ''));
  // Sizes are noted with the statistics, which the server brings up to date when it finds the time.
  await client.query('USE Chinook; ANALYZE TABLE Track');
  await client.end();
}
