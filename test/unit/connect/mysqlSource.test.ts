import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { renderCatalogue } from '../../../src/core/catalogue/renderCatalogue.ts';
import { mysqlColumnType } from '../../../src/connect/mysql/columnType.ts';
import type { DatabaseRequest } from '../../../src/connect/protocol.ts';
import { scan } from '../../../src/connect/scan.ts';
import type { ScanOptions, ScanProgress } from '../../../src/connect/scan.ts';
import { startMariaDb } from '../../lab/servers/mariadb.mjs';
import { buildChild } from './buildChild.ts';
import { serverRequest, tableOf } from './serverScan.ts';

const started = await startMariaDb();
if (typeof started === 'string') console.log(`Skipped: reading MariaDB. ${started}`);
const SECRET = `pa"ss'w/örd %41 + 5d1e`;

describe('MySQL’s types', () => {
  it.each([
    ['int(10) unsigned', { kind: 'integer', bits: 32, unsigned: true }],
    ['int', { kind: 'integer', bits: 32 }],
    ['tinyint(1)', { kind: 'boolean' }],
    ['bigint unsigned zerofill', { kind: 'integer', bits: 64, unsigned: true }],
    ['decimal(10,2)', { kind: 'decimal', precision: 10, scale: 2 }],
    [`enum('a','it''s','x,y')`, { kind: 'enum', values: ['a', `it's`, 'x,y'] }],
    ['varchar(200)', { kind: 'text', length: 200 }],
    ['timestamp(6)', { kind: 'timestamp', timeZone: true }],
    ['double', { kind: 'float', bits: 64 }],
    ['no such type', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
  ])('%s', (written, type) => {
    expect(mysqlColumnType(written)).toEqual(type);
  });
});

describe.skipIf(typeof started === 'string')('MariaDB', () => {
  if (typeof started === 'string') {
    it.skip(started);
    return;
  }
  const server = started;
  const reader = { port: server.port, user: 'reader' };
  let child: Awaited<ReturnType<typeof buildChild>>;

  async function run(sql: string): Promise<void> {
    const client = await server.connect();
    await client.query(sql);
    await client.end();
  }

  function read(database: string, more: Partial<DatabaseRequest> = {}, options: Partial<ScanOptions> = {}): Promise<Catalogue> {
    return scan(serverRequest('mysql', reader, database, more), { childPath: child.path, secret: SECRET, ...options });
  }

  beforeAll(async () => {
    child = await buildChild();
    await run(`CREATE USER 'reader'@'127.0.0.1' IDENTIFIED BY '${SECRET.replaceAll(`'`, `''`)}'`);
  });
  afterAll(async () => {
    await child.remove();
    await server.stop();
  });

  it('reads types, keys, defaults, comments and odd names, of several schemas, as they are', async () => {
    await run(`
      CREATE DATABASE odd; CREATE DATABASE \`Weird \`\`S\`; USE odd;
      CREATE TABLE \`select\` (
        id bigint unsigned AUTO_INCREMENT PRIMARY KEY, \`a "b" \`\`c\` decimal(12,3) NOT NULL DEFAULT 0.5, \`Größe\` char(7) COMMENT 'how big', e enum('x','it''s') DEFAULT 'x',
        v varchar(40) DEFAULT 'it''s', n varchar(9) DEFAULT NULL, j json, b tinyint(1), at timestamp DEFAULT current_timestamp(), twice int AS (7 * 2) STORED, virt int AS (1) VIRTUAL, t text,
        UNIQUE KEY pair (v, \`Größe\`), UNIQUE KEY prefix (t(5))) COMMENT 'Über alles';
      CREATE TABLE \`Weird \`\`S\`.\`Ünï 日本\` (b int, a int, k bigint unsigned, PRIMARY KEY (b, a), CONSTRAINT \`f 1\` FOREIGN KEY (k) REFERENCES odd.\`select\` (id));
      CREATE TABLE child (x int, y int, CONSTRAINT \`f k\` FOREIGN KEY (y, x) REFERENCES \`Weird \`\`S\`.\`Ünï 日本\` (b, a));
      CREATE VIEW looked AS SELECT id FROM \`select\`;
      INSERT INTO \`select\` (v) VALUES ('1'), ('2');
      GRANT SELECT ON odd.* TO 'reader'@'127.0.0.1'; GRANT SELECT ON \`Weird \`\`S\`.* TO 'reader'@'127.0.0.1'`);
    const catalogue = await read('odd', { schemas: ['odd', 'Weird `S'] });
    expect(catalogue.tables.map(({ schema, name, kind, statistics, error }) => [schema, name, kind, statistics.rowCount, error])).toEqual([
      [undefined, 'child', 'table', '0', undefined],
      [undefined, 'looked', 'view', undefined, undefined],
      [undefined, 'select', 'table', '2', undefined],
      ['Weird `S', 'Ünï 日本', 'table', '0', undefined],
    ]);
    expect([catalogue.complete, catalogue.technology, catalogue.issues]).toEqual([true, 'MariaDB', []]);
    const table = tableOf(catalogue, 'select');
    expect([table.comment, table.primaryKey, table.uniqueKeys]).toEqual(['Über alles', ['id'], [['v', 'Größe']]]);
    expect(table.columns).toEqual([
      { name: 'id', type: { kind: 'integer', bits: 64, unsigned: true }, nativeType: 'bigint(20) unsigned', nullable: false, generated: true },
      { name: 'a "b" `c', type: { kind: 'decimal', precision: 12, scale: 3 }, nativeType: 'decimal(12,3)', nullable: false, default: '0.500' },
      { name: 'Größe', type: { kind: 'text', length: 7 }, nativeType: 'char(7)', nullable: true, comment: 'how big' },
      { name: 'e', type: { kind: 'enum', values: ['x', `it's`] }, nativeType: `enum('x','it''s')`, nullable: true, default: `'x'` },
      { name: 'v', type: { kind: 'text', length: 40 }, nativeType: 'varchar(40)', nullable: true, default: `'it''s'` },
      { name: 'n', type: { kind: 'text', length: 9 }, nativeType: 'varchar(9)', nullable: true },
      { name: 'j', type: { kind: 'json' }, nativeType: 'longtext', nullable: true },
      { name: 'b', type: { kind: 'boolean' }, nativeType: 'tinyint(1)', nullable: true },
      { name: 'at', type: { kind: 'timestamp', timeZone: true }, nativeType: 'timestamp', nullable: true, default: 'current_timestamp()' },
      { name: 'twice', type: { kind: 'integer', bits: 32 }, nativeType: 'int(11)', nullable: true, generated: true },
      { name: 'virt', type: { kind: 'integer', bits: 32 }, nativeType: 'int(11)', nullable: true, generated: true },
      { name: 't', type: { kind: 'text', length: 65_535 }, nativeType: 'text', nullable: true },
    ]);
    expect(tableOf(catalogue, 'Ünï 日本').foreignKeys).toEqual([{ name: 'f 1', columns: ['k'], referencedTable: 'select', referencedColumns: ['id'] }]);
    expect(tableOf(catalogue, 'Ünï 日本').primaryKey).toEqual(['b', 'a']);
    expect(tableOf(catalogue, 'child').foreignKeys).toEqual([{ name: 'f k', columns: ['y', 'x'], referencedSchema: 'Weird `S', referencedTable: 'Ünï 日本', referencedColumns: ['b', 'a'] }]);
    expect(tableOf(catalogue, 'select').statistics.query).toBe('SELECT count(*) FROM `odd`.`select`');
    expect((await read('odd')).tables.map(({ name }) => name)).toEqual(['child', 'looked', 'select']);
  });

  it('takes statistics as estimates with their age, and InnoDB’s nothing as unknown', async () => {
    await run(`
      CREATE DATABASE ages; USE ages;
      CREATE TABLE fresh (n int PRIMARY KEY) AS SELECT seq AS n FROM seq_1_to_5000; ANALYZE TABLE fresh;
      CREATE TABLE never (n int);
      CREATE TABLE aria (n int) ENGINE = Aria;
      GRANT SELECT ON ages.* TO 'reader'@'127.0.0.1'; GRANT SELECT ON mysql.innodb_table_stats TO 'reader'@'127.0.0.1'`);
    const catalogue = await read('ages', { exactBelowRows: 0 });
    expect(Object.fromEntries(catalogue.tables.map(({ name, statistics: { kind, rowCount } }) => [name, [kind, kind === 'estimated' && name === 'fresh' ? 'some' : rowCount]]))).toEqual({
      aria: ['estimated', '0'], fresh: ['estimated', 'some'], never: ['unknown', undefined],
    });
    const { rowCount, at } = tableOf(catalogue, 'fresh').statistics;
    const { changedAt } = tableOf(catalogue, 'aria').statistics;
    expect(Math.abs(Number(rowCount) - 5_000)).toBeLessThan(1_000);
    expect(Math.abs(Date.now() - Date.parse(at!))).toBeLessThan(10 * 60_000);
    expect(Math.abs(Date.now() - Date.parse(changedAt!))).toBeLessThan(10 * 60_000);
    const counted = await read('ages', { exactBelowRows: 'all' });
    expect(counted.tables.map(({ name, statistics }) => [name, statistics.kind, statistics.rowCount])).toEqual([['aria', 'measured', '0'], ['fresh', 'measured', '5000'], ['never', 'measured', '0']]);
    expect((await read('ages', { exactBelowRows: 'all', connections: 1 })).tables.map(({ statistics }) => statistics.rowCount)).toEqual(['0', '5000', '0']);
  });

  it('goes on past a table without permission, a view that fails and a lock', async () => {
    await run(`
      CREATE DATABASE faults; USE faults;
      CREATE TABLE allowed AS SELECT seq AS n FROM seq_1_to_3; CREATE TABLE forbidden (n int); CREATE TABLE locked (n int); CREATE TABLE gone (n int);
      CREATE VIEW broken AS SELECT n FROM gone; DROP TABLE gone; CREATE VIEW fine AS SELECT n FROM allowed;
      GRANT INSERT ON faults.forbidden TO 'reader'@'127.0.0.1';
      GRANT SELECT ON faults.allowed TO 'reader'@'127.0.0.1'; GRANT SELECT ON faults.locked TO 'reader'@'127.0.0.1'; GRANT SELECT ON faults.broken TO 'reader'@'127.0.0.1'; GRANT SELECT ON faults.fine TO 'reader'@'127.0.0.1'`);
    const locker = await server.connect('faults');
    await locker.query('LOCK TABLES locked WRITE');
    const catalogue = await read('faults');
    await locker.end();
    expect(catalogue.complete).toBe(true);
    expect(Object.fromEntries(catalogue.tables.map(({ name, statistics, error }) => [name, [statistics.rowCount, error]]))).toEqual({
      allowed: ['3', undefined],
      forbidden: [undefined, 'forbidden may not be read by reader. Ask for the right: GRANT SELECT ON forbidden TO reader.'],
      locked: [undefined, undefined],
      broken: [undefined, expect.stringMatching(/^The view broken does not work: .*faults\.broken/)],
      fine: [undefined, undefined],
    });
    expect(catalogue.issues.map(({ table, message }) => [table, message])).toEqual([['locked', expect.stringMatching(/^The rows of locked were not counted \(Lock wait timeout exceeded/)]]);
  });

  it('reads a table of 2,000 columns', async () => {
    await run(`CREATE DATABASE wide; USE wide; CREATE TABLE wide (${Array.from({ length: 2_000 }, (_, at) => `\`c ${at}\` tinyint`).join(', ')}) ENGINE = Aria; GRANT SELECT ON wide.* TO 'reader'@'127.0.0.1'`);
    const catalogue = await read('wide');
    expect(tableOf(catalogue, 'wide').columns.map(({ name }) => name)).toEqual(Array.from({ length: 2_000 }, (_, at) => `c ${at}`));
  });

  it('says what to do about a wrong password, a missing one, an unknown database, no right to it, and no encryption', async () => {
    await run('CREATE DATABASE closed');
    await expect(read('odd', {}, { secret: 'not-this-one' })).rejects.toThrow(/^127\.0\.0\.1 did not let reader in \(Access denied for user .*\)\. Check user and password/);
    await expect(scan(serverRequest('mysql', reader, 'odd'), { childPath: child.path })).rejects.toMatchObject({ code: 'database.noPassword' });
    await expect(read('odd', { port: 1 })).rejects.toThrow('Nothing listens at 127.0.0.1:1.');
    await expect(read('closed')).rejects.toMatchObject({ code: 'database.notAllowed' });
    await expect(read('odd', { tls: 'encrypt' })).rejects.toThrow('127.0.0.1 offers no encryption.');
    await expect(read('odd', { host: 'no-such-host.invalid' })).rejects.toMatchObject({ code: 'database.unknownHost' });
    await expect(scan(serverRequest('mysql', server, 'nowhere'), { childPath: child.path, secret: server.password })).rejects.toMatchObject({ code: 'database.noDatabase' });
  });

  it('only reads, over no more connections than allowed, and the password is nowhere', async () => {
    await run(`SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = ON`);
    const steps: ScanProgress[] = [];
    const catalogue = await read('ages', { exactBelowRows: 'all', connections: 3 }, { onProgress: (step) => steps.push(step) });
    const wrong = await read('nowhere', {}).catch((error: unknown) => (error instanceof Error ? [error.message, error.stack, JSON.stringify(error)] : error));
    await run('SET GLOBAL general_log = OFF');
    const client = await server.connect();
    const [rows] = await client.query(`SELECT thread_id AS thread, command_type AS command, CONVERT(argument USING utf8mb4) AS argument FROM mysql.general_log WHERE user_host LIKE '%reader%' ORDER BY event_time`);
    await client.end();
    const heard = rows as { thread: number; command: string; argument: string }[];
    const statements = heard.filter(({ command }) => command === 'Query').map(({ argument }) => argument.trim());
    expect([...new Set(statements.map((text) => text.split(/\s/)[0]))].sort()).toEqual(['COMMIT', 'SELECT', 'SET', 'START']);
    expect(statements.filter((text) => text.startsWith('START'))).toEqual(['START TRANSACTION READ ONLY']);
    const connections = new Set(heard.filter(({ command }) => command === 'Query').map(({ thread }) => thread));
    expect(connections.size).toBe(3);
    for (const thread of connections) {
      const own = heard.filter((entry) => entry.thread === thread && entry.command === 'Query').map(({ argument }) => argument.trim());
      expect(own.slice(0, 2)).toEqual(['SELECT CONNECTION_ID() AS id, VERSION() AS version', 'SET SESSION TRANSACTION READ ONLY']);
    }
    const all = [renderCatalogue(catalogue), JSON.stringify(steps), JSON.stringify(wrong), JSON.stringify(heard)].join('\n');
    for (const form of [SECRET, encodeURIComponent(SECRET), JSON.stringify(SECRET).slice(1, -1), Buffer.from(SECRET).toString('base64'), Buffer.from(SECRET).toString('hex')]) {
      expect(all.includes(form)).toBe(false);
    }
  });

  it.each([1, 2])('cancel ends the statement that runs at the server, with %i connections', async (connections) => {
    const name = `busy${connections}`;
    await run(`CREATE DATABASE ${name}; USE ${name}; CREATE TABLE a (n int); CREATE TABLE locked (n int); GRANT SELECT ON ${name}.* TO 'reader'@'127.0.0.1'`);
    const locker = await server.connect(name);
    const abort = new AbortController();
    let locked = false;
    const catalogue = await read(name, { connections, statementSeconds: 600 }, {
      signal: abort.signal,
      onProgress: ({ phase, table, read: done }) => {
        if (done === 1 && !locked) {
          locked = true;
          void locker.query('LOCK TABLES a WRITE, locked WRITE').catch(() => undefined);
        }
        if (phase === 'counting' && table !== undefined) setTimeout(() => { abort.abort(); }, 300);
      },
    });
    await locker.end();
    expect([catalogue.complete, catalogue.tables.length]).toEqual([false, 2]);
    const client = await server.connect();
    await expect.poll(async () => {
      const [rows] = await client.query(`SELECT count(*) AS n FROM information_schema.PROCESSLIST WHERE USER = 'reader'`);
      return Number((rows as { n: unknown }[])[0]?.n);
    }).toBe(0);
    await client.end();
  });

  it('the server is killed while it is read: what was read stays', async () => {
    await run(`CREATE DATABASE many; USE many; ${Array.from({ length: 60 }, (_, at) => `CREATE TABLE t${at} (n int) ENGINE = InnoDB AS SELECT seq AS n FROM seq_1_to_2000;`).join(' ')} GRANT SELECT ON many.* TO 'reader'@'127.0.0.1'`);
    const locker = await server.connect('many');
    // One count waits, so that the others can't be done before the end.
    await locker.query('LOCK TABLES t59 WRITE');
    const catalogue = await read('many', { exactBelowRows: 'all', connections: 3 }, { onProgress: ({ counted }) => { if (counted === 5) void server.kill(); } });
    expect([catalogue.complete, catalogue.tables.length]).toEqual([false, 60]);
    expect(catalogue.tables.filter(({ statistics }) => statistics.kind === 'measured').length).toBeGreaterThanOrEqual(5);
    expect(catalogue.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/^The connection to 127\.0\.0\.1 was lost/)]);
  });
});
