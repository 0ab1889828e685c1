import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { DatabaseRequest } from '../../../src/connect/protocol.ts';
import { scan } from '../../../src/connect/scan.ts';
import type { ScanOptions } from '../../../src/connect/scan.ts';
import { startPostgres } from '../../lab/servers/postgres.mjs';
import type { PostgresServer } from '../../lab/servers/postgres.mjs';
import { unprivileged } from '../../lab/servers/unprivileged.mjs';
import { buildChild } from './buildChild.ts';
import { serverRequest } from './serverScan.ts';

const folder = mkdtempSync(join(tmpdir(), 'tls-test-'));
const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];

/** A certificate for `localhost`, signed by itself, and a server that shows it; or why there is none. */
async function start(): Promise<PostgresServer | string> {
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'ignore' });
  } catch {
    return 'openssl, which makes a certificate for it, is not on the PATH.';
  }
  chmodSync(folder, 0o755);
  chmodSync(key, 0o600);
  const user = unprivileged();
  if ('uid' in user) chownSync(key, user.uid, user.gid);
  return startPostgres(['ssl=on', `ssl_key_file=${key}`, `ssl_cert_file=${certificate}`]);
}

const started = await start();
if (typeof started === 'string') console.log(`Skipped: an encrypted PostgreSQL. ${started}`);

describe.skipIf(typeof started === 'string')('a server that encrypts', () => {
  if (typeof started === 'string') {
    it.skip(started);
    return;
  }
  const server = started;
  let child: Awaited<ReturnType<typeof buildChild>>;

  function read(more: Partial<DatabaseRequest>, options: Partial<ScanOptions> = {}): Promise<Catalogue> {
    return scan(serverRequest('postgres', server, 'postgres', more), { childPath: child.path, secret: server.password, ...options });
  }

  beforeAll(async () => {
    child = await buildChild();
    const client = await server.connect();
    // The last one counted is the largest: while the others are, there is time to lock it.
    await client.query(`DO $$ BEGIN FOR t IN 1..100 LOOP EXECUTE format('CREATE TABLE t%s AS SELECT 1 AS n', t); END LOOP; END $$; CREATE TABLE last AS SELECT n FROM generate_series(1, 20000) n; ANALYZE`);
    await client.end();
  });
  afterAll(async () => {
    await child.remove();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is believed without a look at its certificate only where that was asked for', async () => {
    expect((await read({ tls: 'encrypt' })).complete).toBe(true);
    await expect(read({ tls: 'verify', host: 'localhost' })).rejects.toMatchObject({ code: 'database.certificate' });
    expect((await read({ tls: 'verify', host: 'localhost', caFile: certificate })).complete).toBe(true);
    // The certificate is of localhost, not of this address.
    await expect(read({ tls: 'verify', caFile: certificate })).rejects.toMatchObject({ code: 'database.certificate' });
    await expect(read({ tls: 'verify', caFile: join(folder, 'none.crt') })).rejects.toMatchObject({ code: 'file.missing' });
  });

  it('ends what runs over an encrypted connection too', async () => {
    const before = server.log().length;
    const locker = await server.connect();
    const abort = new AbortController();
    let locked = false;
    await read({ tls: 'encrypt', connections: 1 }, {
      signal: abort.signal,
      onProgress: ({ phase, table, read: done }) => {
        if (done === 1 && !locked) {
          locked = true;
          void locker.query('BEGIN; LOCK TABLE last IN ACCESS EXCLUSIVE MODE').catch(() => undefined);
        }
        if (phase === 'counting' && table?.endsWith('last') === true) setTimeout(() => { abort.abort(); }, 300);
      },
    });
    await locker.end();
    expect(server.log().slice(before)).toContain('canceling statement due to user request');
  });
});
