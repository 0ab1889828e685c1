import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { CatalogueIssue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { openFiles } from '../../../src/connect/files/filesSource.ts';
import { runSource } from '../../../src/connect/runSource.ts';

export const now = '2025-01-02T03:04:05Z';

export interface ReadFiles {
  readonly tables: readonly Table[];
  readonly issues: readonly CatalogueIssue[];
  table(name: string): Table;
  /** `line: message` of the issues of a table. */
  said(name: string): string[];
}

/** Reads a file or folder in this process. `path` is what it is shown as. */
export async function readFiles(file: string, path = 'data', more: { readonly maxLineBytes?: number; readonly profile?: true; readonly signal?: AbortSignal } = {}): Promise<ReadFiles> {
  const scratch = mkdtempSync(join(tmpdir(), 'files-scratch-'));
  const tables: Table[] = [];
  let issues: readonly CatalogueIssue[] = [];
  try {
    const { maxLineBytes, profile, signal } = more;
    await runSource(
      {
        kind: 'files', system: 'S', role: 'source', file, path, now, ...(maxLineBytes === undefined ? {} : { maxLineBytes }),
        ...(profile === undefined ? {} : { profile: { tables: 'all', sampleRows: 0, showValues: true } }),
      },
      { scratch, working: () => undefined, ...(signal === undefined ? {} : { signal }) },
      (message) => {
        if (message.type === 'table') tables.push(message.table);
        if (message.type === 'finished') issues = message.issues;
        return Promise.resolve();
      },
      () => signal?.aborted === true,
      (request, context) => (request.kind === 'files' ? openFiles(request, context) : Promise.reject(new Error('files only'))),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return {
    tables, issues,
    table(name) {
      const found = tables.find((table) => table.name === name);
      if (found === undefined) throw new Error(`no table ${name} among ${tables.map((table) => table.name).join(', ')}`);
      return found;
    },
    said: (name) => issues.filter(({ table }) => table === name).map(({ line, message }) => `${line ?? '-'}: ${message}`),
  };
}

/** Runs statements in a DuckDB of the test's own, such as those that write Parquet, and gives the rows of the last one. */
export async function duckdb(...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await connection.runAndReadAll(statement)).getRowObjectsJson();
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The count of a table by the query that is shown for it, run as a person would: in the folder that its path starts from. */
export async function countByQuery(table: Table, folder: string): Promise<string> {
  const query = (table.statistics.query ?? '').replace(/read_(csv|json|parquet)\('((?:[^']|'')*)'/, (_, kind: string, path: string) => `read_${kind}('${folder.replaceAll("'", "''")}/${path}'`);
  const [row] = await duckdb(query);
  return String(Object.values(row ?? {})[0]);
}
