import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

interface Sqlite {
  exec(sql: string): void;
  all(sql: string): readonly Record<string, unknown>[];
  close(): void;
}

/** Does something with a SQLite file, which is made where there is none. */
export function inSqlite<Result>(file: string, work: (database: Sqlite) => Result): Result {
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as { Database: new (path: string) => Sqlite };
  const database = new Database(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const numbers = (count: number): string => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${String(count)})`;

/** Texts that only these persons have: to be found wherever their values went. */
export const PERSONAL = ['Quillfeather', 'ada.q', 'Marrowgate'] as const;

/** Persons, dates kept as text, rows that refer to nobody, blanks, a column without content; codes that are no secret. */
export const CRM = `
  pragma foreign_keys = off;
  create table person (person_id integer primary key, full_name varchar(80) not null, email text, street text, joined text, status text, nickname text, spare text);
  create table visit (visit_id integer primary key, person_id integer references person (person_id), visited_on date not null, channel varchar(10));
  create table audit_log (entry integer, line text);
  ${numbers(400)} insert into person select i, 'Ada ' || char(65 + i % 26) || '. Quillfeather ' || case when i % 4 = 0 then 'the Considerably Longer ' else '' end || i, 'ada.q' || i || '@mail.example',
    i || ' Marrowgate Lane', case when i % 50 = 0 then 'unknown' else printf('%02d.%02d.20%02d', 1 + i % 28, 1 + i % 12, 10 + i % 12) end, substr('ABC', 1 + i % 3, 1), case when i % 5 = 0 then '  ' else 'nick' || i end, null from n;
  ${numbers(3_000)} insert into visit select i, case when i % 100 = 0 then 90000 + i else 1 + i % 400 end, date('2019-01-15', '+' || (i % 48) || ' months'), case i % 3 when 0 then 'web' when 1 then 'shop' else 'phone' end from n;
  ${numbers(1_200)} insert into audit_log select i / 2, 'entry ' || i from n;
`;

export const CRM_TARGET = `
CREATE TABLE customer (
  customer_id bigserial PRIMARY KEY,
  full_name character varying(30) NOT NULL,
  email character varying(120),
  joined date,
  status character varying(1) NOT NULL
);
CREATE TABLE customer_visit (
  visit_id bigserial PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customer (customer_id),
  visited_on date NOT NULL
);
`;

/** A database that nobody may reach from the window. */
export const ERP = `
  create table article (article_id integer primary key, label varchar(60) not null);
  create table stock (article_id integer not null references article (article_id), place varchar(8) not null, pieces integer not null, primary key (article_id, place));
  ${numbers(250)} insert into article select i, 'Article ' || i from n;
  ${numbers(250)} insert into stock select i, 'A' || i, i % 7 from n;
`;

/** What somebody keeps about a third system. */
export const HR_LIST = 'Table;Rows;Size;Owner\nEmployee;1,204;2 MB;Jon Berg\nPayslip;about 2 million;3 GB;Jon Berg\nBadge;;;\n';

/** Data files: one of each sort, one with lines that are no rows, one that is none. */
export async function makeExports(folder: string): Promise<void> {
  await writeFile(join(folder, 'shops.csv'), 'shop_id,city,opened\n1,Lund,2001-05-01\n2,Graz,2004-11-30\n');
  await writeFile(join(folder, 'returns.csv'), 'id,reason\n1,broken\n2\n3,late\n4,too,many\n');
  await writeFile(join(folder, 'scans.csv'), Buffer.from([0x50, 0x4b, 0x03, 0x04, ...Array.from({ length: 400 }, (_, at) => (at * 37) % 256)]));
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run(`COPY (SELECT i AS sale_id, DATE '2024-01-01' + (i % 300)::INTEGER AS sold_on, i * 1.25 AS amount FROM range(1200) r(i)) TO '${join(folder, 'sales.parquet').replaceAll('\'', '\'\'')}' (FORMAT parquet)`);
  connection.closeSync();
  database.closeSync();
}

/** Files below a folder that hold one of these texts, as the bytes stand there; with the path from the folder on. */
export async function filesWith(folder: string, needles: readonly string[], leaveOut: (path: string) => boolean = () => false): Promise<{ readonly found: string[]; readonly looked: number }> {
  const found: string[] = [];
  let looked = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length + 1);
    if (!entry.isFile() || leaveOut(path)) continue;
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    looked += 1;
    if (needles.some((needle) => bytes.includes(needle) || bytes.includes(Buffer.from(needle, 'utf16le')))) found.push(path);
  }
  return { found, looked };
}
