import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue, ColumnProfile, Table } from '../../../src/core/catalogue/catalogue.ts';
import { renderCatalogue } from '../../../src/core/catalogue/renderCatalogue.ts';
import type { Row } from '../../../src/connect/database/engine.ts';
import { duckdbProfile } from '../../../src/connect/profile/duckdbProfile.ts';
import { profileTable } from '../../../src/connect/profile/profileTable.ts';
import { scan } from '../../../src/connect/scan.ts';
import { openHostDriver, hasHostDriver } from '../../../src/connect/sqlite/hostDriver.ts';
import { openWasmDriver } from '../../../src/connect/sqlite/wasmDriver.ts';
import { startMariaDb } from '../../lab/servers/mariadb.mjs';
import { startPostgres } from '../../lab/servers/postgres.mjs';
import { buildChild } from './buildChild.ts';
import { chinook, hasChinook, loadIntoMariaDb, loadIntoPostgres } from './chinook.ts';
import { now, serverRequest } from './serverScan.ts';

// One sample, four ways: what is found in the values must not depend on where they are.
const postgres = hasChinook ? await startPostgres() : 'the sample data is not here';
const mariaDb = hasChinook ? await startMariaDb() : 'the sample data is not here';
for (const [name, server] of [['PostgreSQL', postgres], ['MariaDB', mariaDb]] as const) {
  if (typeof server === 'string') console.log(`Skipped: profiles of Chinook in ${name}: ${server}`);
}
const profile = { tables: 'all' as const, sampleRows: 1_000_000, showValues: true };
const file = join(chinook, 'Chinook_Sqlite.sqlite');
let child: Awaited<ReturnType<typeof buildChild>>;

beforeAll(async () => {
  child = await buildChild();
  if (typeof postgres !== 'string') {
    await loadIntoPostgres(postgres);
    // What the script writes as N'…' loses the blanks at its end here.
    const client = await postgres.connect('chinook');
    await client.query(`UPDATE customer SET city = 'Edinburgh ' WHERE city = 'Edinburgh'; UPDATE invoice SET billing_city = 'Edinburgh ' WHERE billing_city = 'Edinburgh'`);
    await client.end();
  }
  if (typeof mariaDb !== 'string') {
    // Else the script's backslashes are signs of escape.
    const client = await mariaDb.connect();
    await client.query(`SET GLOBAL sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES')`);
    await client.end();
    await loadIntoMariaDb(mariaDb);
  }
});
afterAll(async () => {
  await child.remove();
  if (typeof postgres !== 'string') await postgres.stop();
  if (typeof mariaDb !== 'string') await mariaDb.stop();
});

const sqlite = (more: Partial<typeof profile> = {}): Promise<Catalogue> =>
  scan({ kind: 'sqlite', system: 'crm', role: 'source', file, path: 'chinook.sqlite', now, profile: { ...profile, ...more } }, { childPath: child.path });

function folded(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** All figures by table and column; names but for their style. Orphans, candidates and growth with them. */
function figures(tables: readonly Table[]): unknown {
  return Object.fromEntries(tables.map((table): [string, unknown] => [folded(table.name), {
    columns: Object.fromEntries(table.columns.map(({ name, profile: found }) => [folded(name), found])),
    orphans: table.foreignKeys.map(({ columns, orphans }) => [columns.map(folded), orphans?.rows]).sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    keyCandidates: table.keyCandidates?.map(({ columns, duplicates }) => [columns.map(folded), duplicates]),
    growth: table.growth && { column: folded(table.growth.column), months: table.growth.months },
  }]).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function of(catalogue: Catalogue, table: string, column: string): ColumnProfile {
  return catalogue.tables.find(({ name }) => name === table)!.columns.find(({ name }) => name === column)!.profile!;
}

describe.skipIf(!hasChinook)('profiles of Chinook', () => {
  it('in SQLite: exact figures', async () => {
    const catalogue = await sqlite();
    expect([catalogue.complete, catalogue.issues]).toEqual([true, []]);
    expect(of(catalogue, 'Customer', 'Company')).toMatchObject({ at: now, rows: '59', sampled: false, nulls: '49', blanks: '0', distinct: '10', longest: 48 });
    expect(of(catalogue, 'Customer', 'Email')).toMatchObject({ nulls: '0', distinct: '59', longest: 29, minimum: 'aaronmitchell@yahoo.ca', maximum: 'wyatt.girard@yahoo.fr' });
    expect(of(catalogue, 'Invoice', 'Total')).toMatchObject({ minimum: '0.99', maximum: '25.86', integerDigits: 2, fractionDigits: 2, distinct: '23' });
    expect(of(catalogue, 'InvoiceLine', 'UnitPrice').codes).toEqual([{ value: '0.99', rows: '2129' }, { value: '1.99', rows: '111' }]);
    expect(of(catalogue, 'Invoice', 'BillingCountry').codes?.slice(0, 2)).toEqual([{ value: 'USA', rows: '91' }, { value: 'Canada', rows: '56' }]);
    expect(of(catalogue, 'Employee', 'Phone').patterns).toEqual([{ pattern: '+9 (999) 999-9999', rows: '7' }]);
    expect(of(catalogue, 'Track', 'Composer')).toMatchObject({ rows: '3503', nulls: '977', distinct: '853', longest: 188 });
    expect(of(catalogue, 'Track', 'Milliseconds').quantiles).toEqual([1071, 166608, 196440, 217469, 236591, 255634, 275565, 302053, 344163, 483133, 5286953]);
    expect(of(catalogue, 'Invoice', 'InvoiceDate')).toMatchObject({ minimum: '2021-01-01 00:00:00', maximum: '2025-12-22 00:00:00', distinct: '354' });
    const invoice = catalogue.tables.find(({ name }) => name === 'Invoice')!;
    expect(invoice.growth?.column).toBe('InvoiceDate');
    expect(invoice.growth?.months).toHaveLength(60);
    expect(invoice.growth?.months[0]).toEqual({ month: '2021-01', rows: '6' });
    expect(invoice.growth?.months.reduce((sum, { rows }) => sum + Number(rows), 0)).toBe(412);
    expect(catalogue.tables.flatMap(({ foreignKeys }) => foreignKeys.map(({ orphans }) => orphans?.rows))).toEqual(Array.from({ length: 11 }, () => '0'));
    expect(invoice.foreignKeys[0]?.orphans?.query).toBe('SELECT count(*) AS n FROM "Invoice" AS s WHERE s."CustomerId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Customer" p WHERE p."CustomerId" = s."CustomerId")');
    expect(catalogue.tables.find(({ name }) => name === 'Customer')?.keyCandidates).toEqual([{ columns: ['Email'], duplicates: '0' }]);
  });

  it.skipIf(typeof postgres === 'string')('in PostgreSQL: the same', async () => {
    if (typeof postgres === 'string') return;
    const catalogue = await scan(serverRequest('postgres', postgres, 'chinook', { profile }), { childPath: child.path, secret: postgres.password });
    expect([catalogue.complete, catalogue.issues]).toEqual([true, []]);
    expect(figures(catalogue.tables)).toEqual(figures((await sqlite()).tables));
    expect(postgres.log()).not.toMatch(/CREATE TEMP|INSERT INTO profile|ORDER BY random/i);
  });

  it.skipIf(typeof mariaDb === 'string')('in MariaDB: the same', async () => {
    if (typeof mariaDb === 'string') return;
    const catalogue = await scan(serverRequest('mysql', mariaDb, 'Chinook', { profile }), { childPath: child.path, secret: mariaDb.password });
    expect([catalogue.complete, catalogue.issues]).toEqual([true, []]);
    expect(figures(catalogue.tables)).toEqual(figures((await sqlite()).tables));
  });

  it('in CSV files read by DuckDB: the same', async () => {
    const catalogue = await sqlite();
    const folder = await mkdtemp(join(tmpdir(), 'chinook-csv-'));
    const driver = hasHostDriver() ? openHostDriver(file, false) : await openWasmDriver(file);
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const query = async (sql: string): Promise<readonly Row[]> =>
      (await connection.runAndReadAll(sql)).getRowObjects().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])));
    try {
      const profiled: Table[] = [];
      for (const table of catalogue.tables) {
        const rows = driver.all(`SELECT * FROM "${table.name}"`);
        const names = table.columns.map(({ name }) => name);
        const path = join(folder, `${table.name}.csv`);
        writeFileSync(path, [names, ...rows.map((row) => names.map((name) => row[name] ?? null))].map((cells) => cells.map((cell) => (cell === null ? '' : `"${String(cell as string | number | bigint).replaceAll('"', '""')}"`)).join(',')).join('\n'));
        const sqlType = (kind: string): string => ({ integer: 'BIGINT', decimal: 'DECIMAL(10,2)', timestamp: 'TIMESTAMP' })[kind] ?? 'VARCHAR';
        const columns = table.columns.map(({ name, type }) => `'${name}': '${sqlType(type.kind)}'`).join(', ');
        await query(`CREATE VIEW "${table.name}" AS SELECT * FROM read_csv('${path}', header = true, columns = {${columns}}, allow_quoted_nulls = false)`);
        profiled.push(await profileTable(query, { ...duckdbProfile, enforcesKeys: true }, `"${table.name}"`, { ...table, columns: table.columns.map(({ profile: _profile, ...column }) => column) }, {
          ...profile, now, issues: [], quotedOf: (_schema, name) => `"${name}"`,
        }));
      }
      expect(figures(profiled)).toEqual(figures(catalogue.tables));
    } finally {
      driver.close();
      connection.closeSync();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('without values of persons, where nobody asked for them', async () => {
    const text = renderCatalogue(await sqlite({ showValues: false }));
    const shown = await sqlite();
    const told = shown.tables.flatMap(({ name: table, columns }) => columns.map(({ name, profile: found }) => ({ at: `${table}.${name}`, found })));
    for (const { at, found } of told.filter((each) => /^(?:Customer|Employee)\.(?:FirstName|LastName|Email|Phone|Fax|Address|City|PostalCode|BirthDate)$/.test(each.at))) {
      expect(found?.minimum, at).toBeDefined();
      for (const value of [found!.minimum!, found!.maximum!]) expect(text.includes(JSON.stringify(value)), `${at}: ${value}`).toBe(false);
    }
    expect(text).not.toContain('@yahoo');
    expect(text).toContain('"value": "USA"');
  });
});
