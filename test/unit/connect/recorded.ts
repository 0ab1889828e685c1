import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueIssue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { DatabaseSource } from '../../../src/connect/database/databaseSource.ts';
import type { Engine, Session } from '../../../src/connect/database/engine.ts';
import { scanRequestSchema } from '../../../src/connect/protocol.ts';
import type { ChildMessage, DatabaseRequest } from '../../../src/connect/protocol.ts';
import { runSource } from '../../../src/connect/runSource.ts';
import { root } from './buildChild.ts';

/** A row as the driver gives it. */
export type DriverRow = Readonly<Record<string, string | number | boolean | null>>;
/** Rows by the name of the statement; `counts` holds `{of, n}` for each count. */
export type Recording = Readonly<Record<string, readonly DriverRow[]>>;

export function recording(name: string): Recording {
  return JSON.parse(readFileSync(join(root, 'test/fixtures/recorded', `${name}.json`), 'utf8')) as Recording;
}

export function requestOf(kind: 'sqlserver' | 'oracle', more: Partial<DatabaseRequest> = {}): DatabaseRequest {
  return scanRequestSchema.parse({
    kind, system: 'crm', role: 'source', path: 'crm-prod', now: '2025-01-02T03:04:05.000Z', host: 'db.example.com', port: 1_433, database: 'crm', user: 'reader', tls: 'off',
    schemas: [], exactBelowRows: 'all', ...more,
  }) as DatabaseRequest;
}

/** What is recorded for a statement. Throws what the test says, and for statements that nobody recorded. */
export function answering(rows: Recording, statements: Readonly<Record<string, string>>, failures: Readonly<Record<string, unknown>> = {}): { asked: string[]; answer: (sql: string) => readonly DriverRow[] } {
  const asked: string[] = [];
  const names = new Map(Object.entries(statements).map(([name, sql]) => [sql.trim(), name]));
  return {
    asked,
    answer: (sql) => {
      const counted = /^SELECT count(?:_big)?\(\*\) FROM (.+)$/is.exec(sql)?.[1];
      const name = counted === undefined ? names.get(sql) ?? sql : 'counts';
      asked.push(counted === undefined ? name : `count ${counted}`);
      const failure = failures[counted ?? name];
      if (failure !== undefined) throw failure instanceof Error ? failure : Object.assign(new Error('recorded'), failure);
      if (counted !== undefined) return rows['counts']!.filter((row) => row['of'] === counted).map(({ n }) => ({ '': n ?? null }));
      if (/^SELECT (?:TOP \(0\) \*|1) FROM /.test(sql)) return [];
      const found = rows[name];
      if (found === undefined) throw new Error(`nothing recorded for: ${sql}`);
      return found;
    },
  };
}

export interface Scanned {
  readonly opened: Extract<ChildMessage, { type: 'opened' }>;
  /** As they came first: structure and estimates. */
  readonly first: ReadonlyMap<string, Table>;
  /** As they stand at the end. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly issues: readonly CatalogueIssue[];
}

/** The whole scan with an engine over a session that is no server's. */
export async function scanned(engine: Engine, session: Session, request: DatabaseRequest): Promise<Scanned> {
  const messages: ChildMessage[] = [];
  const context = { scratch: '', working: () => undefined };
  await runSource(request, context, (message) => { messages.push(message); return Promise.resolve(); }, () => false, () => Promise.resolve(new DatabaseSource(engine, session, request, context)));
  const [first, tables] = [new Map<string, Table>(), new Map<string, Table>()];
  let [opened, issues]: [Scanned['opened'] | undefined, readonly CatalogueIssue[]] = [undefined, []];
  for (const message of messages) {
    if (message.type === 'opened') opened = message;
    if (message.type === 'finished') issues = message.issues;
    if (message.type !== 'table') continue;
    const { table } = message;
    const key = table.schema === undefined || table.schema === 'dbo' ? table.name : `${table.schema}.${table.name}`;
    if (!first.has(key)) first.set(key, table);
    tables.set(key, table);
  }
  return { opened: opened!, first, tables, issues };
}

/** What a live table and the one of a script must have in common, to the letter. */
export function structure(tables: Iterable<Table>, native: (written: string) => string): unknown {
  return [...tables]
    .map(({ statistics: _statistics, foreignKeys, columns, ...table }) => ({
      ...table,
      columns: columns.map((column) => ({ ...column, nativeType: native(column.nativeType) })),
      foreignKeys: [...foreignKeys].sort((one, other) => ((one.name ?? '') < (other.name ?? '') ? -1 : 1)),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
