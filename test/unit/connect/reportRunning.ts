import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { runSource } from '../../../src/connect/runSource.ts';
import type { ChildMessage } from '../../../src/connect/protocol.ts';
import { now } from './serverScan.ts';

/** What reading a report gives, in this process. */
export async function readReport(content: string | Uint8Array, name = 'report.csv', system = 'crm'): Promise<Pick<Catalogue, 'technology' | 'tables' | 'issues'> & { origin: string; bytes?: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  try {
    const file = join(folder, name);
    await writeFile(file, content);
    const messages: ChildMessage[] = [];
    await runSource({ kind: 'report', system, role: 'source', file, path: name, now }, { scratch: folder, working: () => undefined }, (message) => {
      messages.push(message);
      return Promise.resolve();
    }, () => false);
    const opened = messages.find((message) => message.type === 'opened');
    const finished = messages.find((message) => message.type === 'finished');
    if (opened === undefined || finished === undefined) throw new Error('not read to the end');
    return {
      technology: opened.technology, origin: opened.origin, ...(opened.bytes === undefined ? {} : { bytes: opened.bytes }),
      tables: messages.flatMap((message) => (message.type === 'table' ? [message.table] : [])), issues: finished.issues,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Tables without what depends on the moment, in an order of their own: what must be the same wherever it was read. */
export function comparable(tables: readonly Table[]): unknown[] {
  const bySorted = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
  return tables.map(({ statistics: { at: _at, ...statistics }, uniqueKeys, foreignKeys, ...table }) => ({
    ...table, statistics, uniqueKeys: [...uniqueKeys].sort(bySorted), foreignKeys: [...foreignKeys].sort(bySorted),
  })).sort(bySorted);
}
