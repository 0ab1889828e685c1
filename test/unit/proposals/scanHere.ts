import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { openSource } from '../../../src/connect/openSource.ts';

/** Reads a SQLite file or a DDL file in this process: what the scan does, without its child. */
export async function scanHere(file: string, role: Catalogue['role'], system = basename(file).replace(/\.[^.]+$/, '')): Promise<Catalogue> {
  const scratch = await mkdtemp(join(tmpdir(), 'proposals-'));
  const common = { system, role, file, path: basename(file), now: '2026-01-02T03:04:05.000Z' };
  try {
    const source = await openSource(
      file.endsWith('.sql') ? { kind: 'ddl', dialect: 'PostgreSQL', ...common } : { kind: 'sqlite', driver: 'auto', ...common },
      { scratch, working: () => undefined },
    );
    try {
      const tables = [];
      for (const ref of await source.listTables()) tables.push(await source.readTable(ref));
      return {
        catalogueVersion: 1, system, role, technology: source.technology, origin: { kind: source.origin, path: basename(file) },
        scannedAt: common.now, complete: true, tables, issues: [...await source.issues()],
      };
    } finally {
      await source.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
