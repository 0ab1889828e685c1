import { arch, platform } from 'node:process';
import { ConnectError, reasonOf } from '../connectError.ts';
import { exportsOf } from '../exportsOf.ts';
import { literal } from './duckdbSql.ts';

export type DuckRow = Readonly<Record<string, unknown>>;

/** A DuckDB in memory that may read what it is told to and nothing else. */
export interface Duck {
  /** The rows of a query; whole numbers beyond 32 bits come as text, so that they stay exact. */
  rows(sql: string): Promise<readonly DuckRow[]>;
  close(): void;
}

export interface DuckLimits {
  /** What may be read: single files, and folders with all in them. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** A folder for what doesn't fit into memory. */
  readonly scratch: string;
  /** Ends a query that runs. */
  readonly signal?: AbortSignal | undefined;
}

const memoryLimit = '1GiB';

/**
 * Opens DuckDB. Its engine is a native library that is part of the package for a platform: where it is missing, the error says so. It
 * loads no extensions, from the network least of all, and can't reach files besides those it is opened for.
 */
export async function openDuckdb({ files, folders, scratch, signal }: DuckLimits): Promise<Duck> {
  const { DuckDBInstance } = await load();
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: memoryLimit,
    temp_directory: scratch,
    home_directory: scratch,
    extension_directory: scratch,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  for (const statement of [
    // So that times without a zone read the same on every machine.
    `SET TimeZone = 'UTC'`,
    `SET allowed_paths = [${files.map(literal).join(', ')}]`,
    `SET allowed_directories = [${[...folders, scratch].map(literal).join(', ')}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]) await connection.run(statement);
  const interrupt = (): void => { connection.interrupt(); };
  signal?.addEventListener('abort', interrupt, { once: true });
  return {
    async rows(sql) {
      signal?.throwIfAborted();
      return (await connection.runAndReadAll(sql)).getRowObjectsJson();
    },
    close() {
      signal?.removeEventListener('abort', interrupt);
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function load(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return exportsOf(await import('@duckdb/node-api'));
  } catch (error) {
    // Its message names folders of this machine.
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'not loaded';
    throw new ConnectError('files.noReader', { platform: `${platform}-${arch}`, detail: code });
  }
}

/** What DuckDB says, without its advice, without the statement, and with `shown` in the place of paths of this machine. */
export function duckdbReason(error: unknown, paths: readonly string[], shown: string): string {
  const text = error instanceof Error ? error.message : String(error);
  const said = text.split(/\n\s*(?:LINE \d+:|Possible (?:fixes|solutions):|See also|Table: |file = )/u)[0] ?? text;
  return reasonOf(paths.reduce((message, path) => message.replaceAll(path, shown), said).replace(/^(?:Invalid Input|IO|Out of Memory|Conversion|Binder) Error: /, ''));
}

/** A whole number of a row, exact. */
export function countOf(row: DuckRow | undefined, key: string): bigint {
  const value = row?.[key];
  return typeof value === 'string' || typeof value === 'number' ? BigInt(value) : 0n;
}

/** A text of a row; empty for NULL. */
export function textOf(row: DuckRow | undefined, key: string): string {
  const value = row?.[key];
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The rows of a query as texts, as a profile takes them. */
export async function textRows(duck: Duck, sql: string): Promise<Readonly<Record<string, string | null>>[]> {
  return (await duck.rows(sql)).map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)])));
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
