import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { once } from 'node:events';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Column, Table } from '../../src/core/catalogue/catalogue.ts';
import type { Row } from '../../src/connect/database/engine.ts';
import { postgresProfile } from '../../src/connect/postgres/profileDialect.ts';
import { duckdbProfile } from '../../src/connect/profile/duckdbProfile.ts';
import type { ProfileDialect, Query } from '../../src/connect/profile/profileDialect.ts';
import { profileTable } from '../../src/connect/profile/profileTable.ts';
import type { Measurement } from './harness.ts';
import { medianOf } from './harness.ts';

const ROWS = 5_000_000;
const SAMPLE = 1_000_000;
const RUNS = 3;
const now = '2025-01-02T03:04:05.000Z';

const columns: readonly Column[] = [
  column('id', { kind: 'integer', bits: 64 }, 'BIGINT', false), column('customer', { kind: 'integer', bits: 64 }, 'BIGINT'), column('status', { kind: 'text' }, 'VARCHAR'),
  column('email', { kind: 'text' }, 'VARCHAR'), column('amount', { kind: 'decimal', precision: 12, scale: 2 }, 'DECIMAL(12,2)'), column('ordered', { kind: 'date' }, 'DATE'),
  column('delivered', { kind: 'text' }, 'VARCHAR'), column('note', { kind: 'text' }, 'VARCHAR'),
];

function column(name: string, type: Column['type'], nativeType: string, nullable = true): Column {
  return { name, type, nativeType, nullable };
}

function tableOf(rowCount: string): Table {
  return { name: 'orders', kind: 'table', columns: [...columns], primaryKey: ['id'], uniqueKeys: [], foreignKeys: [], statistics: { kind: 'measured', rowCount } };
}

/** Five million orders, made once: the same in each run, on each machine. */
async function csvFile(): Promise<string> {
  const folder = resolve('.vscode-test', 'bench');
  await mkdir(folder, { recursive: true });
  const path = resolve(folder, `orders-${String(ROWS)}.csv`);
  if (existsSync(path) && statSync(path).size > 100_000_000) return path;
  console.log('making a CSV of 5 million rows (once)');
  const out = createWriteStream(`${path}.part`);
  out.write('id,customer,status,email,amount,ordered,delivered,note\n');
  const states = ['new', 'paid', 'sent', 'done', 'back'];
  let seed = 1;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    // Its low bits go round in short circles.
    return Math.floor((seed / 0x8000_0000) * below);
  };
  const two = (value: number): string => String(value).padStart(2, '0');
  for (let at = 0; at < ROWS;) {
    const lines: string[] = [];
    for (const end = Math.min(ROWS, at + 20_000); at < end; at++) {
      const [year, month, day] = [2015 + next(10), 1 + next(12), 1 + next(28)];
      lines.push(`${String(at + 1)},${String(1 + next(400_000))},${states[next(5)]!},user${String(next(900_000))}@example.org,${String(next(1_000_000) / 100)},${String(year)}-${two(month)}-${two(day)},${next(10) === 0 ? '' : `${two(day)}.${two(month)}.${String(year)}`},${next(3) === 0 ? `please ring at the door ${String(next(5_000))}` : ''}`);
    }
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function profiled(query: Query, dialect: ProfileDialect, quoted: string, sampleRows: number, rowCount = String(ROWS)): Promise<number> {
  const issues: { message: string }[] = [];
  let found: Table | undefined;
  const time = await timed(async () => {
    found = await profileTable(query, dialect, quoted, tableOf(rowCount), { tables: 'all', sampleRows, showValues: false, now, issues });
  });
  if (issues.length > 0) throw new Error(issues.map(({ message }) => message).join(' '));
  const of = (name: string): NonNullable<Column['profile']> => found!.columns.find((each) => each.name === name)!.profile!;
  // What is fast and wrong is no figure.
  if (sampleRows === 0 && of('id').rows !== String(ROWS)) throw new Error('not all rows were looked at');
  if (of('delivered').likelyFormat !== 'DD.MM.YYYY' || of('status').codes?.length !== 5 || found!.growth?.months.length !== 120) throw new Error('the profile is wrong');
  return time;
}

/** Profiling five million rows: of a CSV beside DuckDB's own SUMMARIZE, and in PostgreSQL beside a plain count(*). */
export async function bench(): Promise<Measurement[]> {
  const only = process.env['PROFILE_BENCH'] ?? '';
  return [...(only === 'postgres' ? [] : await inDuckdb()), ...(only === 'csv' ? [] : await inPostgres())];
}

async function inDuckdb(): Promise<Measurement[]> {
  const path = await csvFile();
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GiB', temp_directory: resolve('.vscode-test', 'bench'), preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const rows = async (sql: string): Promise<readonly Row[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJson().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)])));
  const types = columns.map(({ name, nativeType }) => `'${name}': '${nativeType}'`).join(', ');
  await rows(`CREATE VIEW orders AS SELECT * FROM read_csv('${path}', header = true, columns = {${types}})`);
  const summarise: number[] = [];
  const counted: number[] = [];
  const all: number[] = [];
  const sampled: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    summarise.push(await timed(() => rows('SUMMARIZE SELECT * FROM orders')));
    counted.push(await timed(() => rows('SELECT count(*) FROM orders')));
    all.push(await profiled(rows, duckdbProfile, 'orders', 0));
    sampled.push(await profiled(rows, duckdbProfile, 'orders', SAMPLE));
  }
  connection.closeSync();
  instance.closeSync();
  const yardstick = medianOf(summarise);
  return [
    { name: 'CSV of 5 million rows, a sample of 1 million', figure: medianOf(sampled), yardstick, against: "DuckDB's SUMMARIZE", unit: 'ms', ratioLimit: 4 },
    { name: 'CSV of 5 million rows, every row', figure: medianOf(all), yardstick, against: "DuckDB's SUMMARIZE", unit: 'ms', ratioLimit: 6 },
    { name: '  and a plain count(*) of it', figure: medianOf(counted), yardstick, against: "DuckDB's SUMMARIZE", unit: 'ms' },
  ];
}

async function inPostgres(): Promise<Measurement[]> {
  // Not bundled: it finds what belongs to it by where it lies.
  const { startPostgres } = await import(pathToFileURL(resolve('test/lab/servers/postgres.mjs')).href) as typeof import('../lab/servers/postgres.mjs');
  const server = await startPostgres(['shared_buffers=256MB', 'log_statement=none', 'max_wal_size=4GB']);
  if (typeof server === 'string') {
    console.log(`skipped: ${server}`);
    return [];
  }
  const client = await server.connect();
  try {
    await client.query(`CREATE TABLE orders AS SELECT g::bigint AS id, (g * 7919 % 400000)::bigint AS customer, (ARRAY['new','paid','sent','done','back'])[1 + g % 5] AS status,
      'user' || (g * 104729 % 900000) || '@example.org' AS email, ((g * 31337 % 1000000) / 100.0)::numeric(12,2) AS amount, DATE '2015-01-01' + (g * 17 % 3653)::int AS ordered,
      to_char(DATE '2015-01-01' + (g * 17 % 3653)::int, 'DD.MM.YYYY') AS delivered, CASE WHEN g % 3 = 0 THEN 'please ring at the door ' || g % 5000 END AS note FROM generate_series(1, ${String(ROWS)}::bigint) g`);
    await client.query('ALTER TABLE orders ADD PRIMARY KEY (id)');
    await client.query('ANALYZE orders');
    const query: Query = async (sql) => (await client.query<Record<string, unknown>>({ text: sql, types: { getTypeParser: () => (value: unknown) => String(value) } })).rows as unknown as readonly Row[];
    const counted: number[] = [];
    const sampled: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      counted.push(await timed(() => client.query('SELECT count(*) FROM orders')));
      sampled.push(await profiled(query, postgresProfile, '"public"."orders"', SAMPLE));
    }
    const whole = await profiled(query, postgresProfile, '"public"."orders"', 0);
    const yardstick = medianOf(counted);
    return [
      { name: 'PostgreSQL table of 5 million rows, a sample of 1 million', figure: medianOf(sampled), yardstick, against: 'a plain count(*)', unit: 'ms' },
      { name: 'PostgreSQL table of 5 million rows, every row', figure: whole, yardstick, against: 'a plain count(*)', unit: 'ms' },
    ];
  } finally {
    await client.end();
    await server.stop();
  }
}
