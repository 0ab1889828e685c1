import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDdl } from '../../../src/connect/ddl/readDdl.ts';
import { proposeMapping } from '../../../src/core/mapping/proposeMapping.ts';
import { rowsOf } from '../../../src/core/plan/plan.ts';
import { applied, fakePlan } from '../proposals/fakePlan.ts';
import { matchSchemaOf } from '../../../src/core/mapping/matcher/fromCatalogue.ts';
import { matchSchemas } from '../../../src/core/mapping/matcher/matchSchemas.ts';
import { root } from '../connect/buildChild.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { DialectName } from '../../../src/connect/ddl/dialectName.ts';
import type { MatchSchema } from '../../../src/core/mapping/matcher/matchModel.ts';

const data = join(root, '..', 'shared', 'data');
const absent = !existsSync(data);

async function scripted(path: string, dialect: DialectName): Promise<Catalogue> {
  return readDdl(readFileSync(join(data, path), 'utf8'), { dialect, system: 'it', path, now: '2026-01-01T00:00:00Z' });
}

async function schema(path: string, dialect: DialectName): Promise<MatchSchema> {
  return matchSchemaOf(await scripted(path, dialect));
}

/** In both pairs the counterpart of a column has the same letters. */
function compare(source: MatchSchema, target: MatchSchema): { right: number; wrong: string[]; tiers: string[] } {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const result = matchSchemas(source, target);
  const wrong: string[] = [];
  let right = 0;
  for (const pair of result.pairs) {
    const from = source.tables[pair.source.table]!;
    const to = target.tables[pair.target.table]!;
    const names = [`${from.name}.${from.columns[pair.source.column]!.name}`, `${to.name}.${to.columns[pair.target.column]!.name}`] as const;
    if (letters(names[0]) === letters(names[1])) right++;
    else wrong.push(names.join(' -> '));
  }
  return { right, wrong, tiers: [...new Set(result.pairs.map((pair) => pair.tier))] };
}

describe.skipIf(absent)('real schemas (skipped without ../shared/data)', () => {
  test('Chinook from SQLite to PostgreSQL: 64 of 64, none false, all sure', async () => {
    expect(compare(await schema('chinook/Chinook_Sqlite.sql', 'SQLite'), await schema('chinook/Chinook_PostgreSql.sql', 'PostgreSQL')))
      .toEqual({ right: 64, wrong: [], tiers: ['sure'] });
  });
  test('Northwind from SQL Server to PostgreSQL: all 88, none false', async () => {
    const found = compare(await schema('northwind/northwind_sqlserver.sql', 'SQL Server'), await schema('northwind/northwind_postgresql.sql', 'PostgreSQL'));
    expect({ right: found.right, wrong: found.wrong }).toEqual({ right: 88, wrong: [] });
  });
  test('what Propose writes for Northwind: all 88, none false, Order Details to order_details', async () => {
    const source: Catalogue = { ...await scripted('northwind/northwind_sqlserver.sql', 'SQL Server'), role: 'source' };
    const target: Catalogue = { ...await scripted('northwind/northwind_postgresql.sql', 'PostgreSQL'), system: 'new', role: 'target' };
    const letters = (text: string | undefined): string => (text ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
    const rows = rowsOf(applied(fakePlan(), proposeMapping([source], target, fakePlan())), 'mapping').map(({ cells }) => cells).filter((cells) => !['?', '—'].includes(cells['targetField'] ?? '?') && cells['sourceField'] !== '?' && cells['sourceField'] !== '—');
    expect(rows.filter((row) => letters(row['sourceTable']) !== letters(row['targetTable']) || letters(row['sourceField']) !== letters(row['targetField']))).toEqual([]);
    expect(rows).toHaveLength(88);
    expect(rows.filter((row) => row['sourceTable'] === 'Order Details').map((row) => row['targetTable'])).toEqual(Array.from({ length: 5 }, () => 'order_details'));
  });
});
