import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadDialect } from '../../src/connect/ddl/dialect.ts';
import type { DialectName } from '../../src/connect/ddl/dialectName.ts';
import { readScript } from '../../src/connect/ddl/readScript.ts';
import { median } from './harness.ts';
import type { Measurement } from './harness.ts';

const MEGABYTE = 1024 * 1024;
/** Size of the made dumps. */
const MEGABYTES = 20;

/** The same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state;
  };
}

/** One megabyte of rows as the tools of a dialect write them. */
function rows(dialect: DialectName, next: () => number): string {
  const parts: string[] = [];
  for (let length = 0; length < MEGABYTE; length += parts.at(-1)!.length) {
    const values = (quote: string, escaped: string): string => `${next()},${quote}name ${next()} it${escaped}s',${quote}a longer text; with words, (brackets) and -- ${next()}',NULL`;
    switch (dialect) {
      case 'MySQL':
      case 'MariaDB':
        parts.push(`INSERT INTO \`orders\` VALUES ${Array.from({ length: 200 }, () => `(${values("'", "\\'")})`).join(',')};\n`);
        break;
      case 'SQL Server':
        parts.push(`${Array.from({ length: 100 }, () => `INSERT [dbo].[orders] ([a], [b], [c], [d]) VALUES (${values("N'", "''")})\n`).join('')}GO\n`);
        break;
      case 'Oracle':
      case 'SQLite':
        parts.push(`INSERT INTO orders VALUES (${values("'", "''")});\n`);
        break;
      case 'PostgreSQL':
        parts.push(`COPY orders (a, b, c, d) FROM stdin;\n${Array.from({ length: 1000 }, () => `${next()}\tname ${next()} it's\ta longer text; ${next()}\t\\N\n`).join('')}\\.\n`);
        break;
      default: {
        const never: never = dialect;
        return never;
      }
    }
  }
  return parts.join('');
}

/** A dump with a table before, amid and after its rows, in pieces of a megabyte as a file comes in. */
function dump(dialect: DialectName): string[] {
  const next = numbers(42);
  const end = dialect === 'SQL Server' ? '\nGO\n' : ';\n';
  const table = (name: string): string => `CREATE TABLE ${name} (a int NOT NULL, b varchar(40), c varchar(80), d int, PRIMARY KEY (a))${end}`;
  const pieces = Array.from({ length: MEGABYTES }, () => rows(dialect, next));
  const whole = [table('orders'), ...pieces.slice(0, MEGABYTES / 2), table('amid'), ...pieces.slice(MEGABYTES / 2), table('after')];
  // Through bytes and back: the strings are then flat, as those of a file are.
  return whole.map((piece) => Buffer.from(piece).toString());
}

/** A look at each character: the least that any reader does. (A search for line feeds goes a hundred characters at a time.) */
function countLines(chunks: readonly string[]): number {
  let lines = 0;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 1) {
      if (chunk.charCodeAt(at) === 10) lines += 1;
    }
  }
  return lines;
}

const dialects: readonly DialectName[] = ['PostgreSQL', 'MySQL', 'SQL Server', 'Oracle', 'SQLite'];

const scripts: readonly (readonly [string, DialectName])[] = [
  ['northwind/northwind_sqlserver.sql', 'SQL Server'],
  ['chinook/Chinook_Oracle.sql', 'Oracle'],
  ['chinook/Chinook_SqlServer.sql', 'SQL Server'],
  ['chinook/Chinook_MySql.sql', 'MySQL'],
  ['chinook/Chinook_PostgreSql.sql', 'PostgreSQL'],
];

/** Reading schemas out of scripts that hold rows as well, against counting the lines of the same text character by character. */
export async function bench(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const measure = async (name: string, dialect: DialectName, chunks: readonly string[], tables: number, ratioLimit: number): Promise<void> => {
    const reader = await loadDialect(dialect);
    const found = (await readScript(chunks, reader)).tables.filter(({ kind }) => kind === 'table').length;
    if (found !== tables) throw new Error(`${name}: ${String(found)} tables instead of ${String(tables)}`);
    const yardstick = await median(() => countLines(chunks));
    measurements.push({ name, figure: await median(() => readScript(chunks, reader)), yardstick, against: 'a plain count of its lines', unit: 'ms', ratioLimit });
  };
  for (const dialect of dialects) {
    const chunks = dump(dialect);
    const size = (chunks.reduce((sum, { length }) => sum + length, 0) / MEGABYTE).toFixed(0);
    await measure(`a ${dialect} dump of ${size} MB`, dialect, chunks, 3, 20);
    measurements.push({ name: '  the most it holds of ten times as much', figure: await heapOf(dialect), unit: 'KB', limit: 32 * 1024 });
  }
  for (const [file, dialect] of scripts) {
    const path = resolve('..', 'shared', 'data', file);
    if (!existsSync(path)) {
      console.log(`skipped: ../shared/data/${file} is not there`);
      continue;
    }
    await measure(file, dialect, [readFileSync(path, 'utf8')], file.startsWith('northwind') ? 13 : 11, 150);
  }
  return measurements;
}

/** How far the heap grows while a dump of ten times that size passes through, each piece made when it is asked for. */
async function heapOf(dialect: DialectName): Promise<number> {
  const piece = Buffer.from(rows(dialect, numbers(7)));
  const reader = await loadDialect(dialect);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  function* chunks(): Generator<string, void, undefined> {
    yield `CREATE TABLE orders (a int)${dialect === 'SQL Server' ? '\nGO\n' : ';\n'}`;
    for (let count = 0; count < 10 * MEGABYTES; count += 1) {
      if (count % 20 === 0) {
        globalThis.gc?.();
        most = Math.max(most, process.memoryUsage().heapUsed - before);
      }
      yield piece.toString();
    }
  }
  await readScript(chunks(), reader);
  return most / 1024;
}
