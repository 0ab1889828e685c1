import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueSchema } from '../../../src/core/catalogue/catalogue.ts';
import type { Catalogue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { catalogueLimits, parseCatalogue } from '../../../src/core/catalogue/parseCatalogue.ts';
import { renderCatalogue } from '../../../src/core/catalogue/renderCatalogue.ts';
import { findColumn, findTable, tableKey } from '../../../src/core/catalogue/tableKey.ts';

const customer: Table = {
  name: 'Customer',
  kind: 'table',
  columns: [
    { name: 'Id', type: { kind: 'integer', bits: 32 }, nativeType: 'INTEGER', nullable: false, generated: true },
    { name: 'Rank', type: { kind: 'decimal', precision: 4, scale: 0 }, nativeType: 'NUMERIC(4)', nullable: true, default: "'it''s'", comment: 'a "quoted" | line\nbreak' },
  ],
  primaryKey: ['Id'],
  uniqueKeys: [['Rank', 'Id']],
  foreignKeys: [{ name: 'fk', columns: ['Id'], referencedSchema: 's', referencedTable: 'Parent', referencedColumns: ['Id'] }],
  statistics: { kind: 'measured', rowCount: '9007199254740993', bytes: '4096', query: 'SELECT count(*) FROM "Customer"', at: '2025-01-02T03:04:05Z' },
};
const album: Table = { schema: 'crm', name: 'Album', kind: 'view', columns: [], primaryKey: [], uniqueKeys: [], foreignKeys: [], statistics: { kind: 'unknown' }, error: 'no' };
const catalogue: Catalogue = {
  catalogueVersion: 1,
  system: 'Legacy Shop',
  role: 'source',
  technology: 'SQLite',
  origin: { kind: 'database', path: 'legacy-shop.sqlite' },
  scannedAt: '2025-01-02T03:04:05Z',
  complete: true,
  tables: [album, customer],
  issues: [{ message: 'odd', line: 3, table: 'Album' }],
};

describe('renderCatalogue', () => {
  it('writes one fact a line, in one order', () => {
    expect(renderCatalogue(catalogue)).toBe(`{
  "catalogueVersion": 1,
  "system": "Legacy Shop",
  "role": "source",
  "technology": "SQLite",
  "origin": { "kind": "database", "path": "legacy-shop.sqlite" },
  "scannedAt": "2025-01-02T03:04:05Z",
  "complete": true,
  "tables": [
    {
      "name": "Customer",
      "kind": "table",
      "columns": [
        { "name": "Id", "type": { "kind": "integer", "bits": 32 }, "nativeType": "INTEGER", "nullable": false, "generated": true },
        { "name": "Rank", "type": { "kind": "decimal", "precision": 4, "scale": 0 }, "nativeType": "NUMERIC(4)", "nullable": true, "default": "'it''s'", "comment": "a \\"quoted\\" | line\\nbreak" }
      ],
      "primaryKey": ["Id"],
      "uniqueKeys": [
        ["Rank", "Id"]
      ],
      "foreignKeys": [
        { "name": "fk", "columns": ["Id"], "referencedSchema": "s", "referencedTable": "Parent", "referencedColumns": ["Id"] }
      ],
      "statistics": { "kind": "measured", "rowCount": "9007199254740993", "bytes": "4096", "query": "SELECT count(*) FROM \\"Customer\\"", "at": "2025-01-02T03:04:05Z" }
    },
    {
      "schema": "crm",
      "name": "Album",
      "kind": "view",
      "error": "no",
      "columns": [],
      "primaryKey": [],
      "uniqueKeys": [],
      "foreignKeys": [],
      "statistics": { "kind": "unknown" }
    }
  ],
  "issues": [
    { "message": "odd", "line": 3, "table": "Album" }
  ]
}
`);
  });

  it('does not depend on the order of tables or keys', () => {
    const shuffled = { ...catalogue, tables: [Object.fromEntries(Object.entries(customer).reverse()) as unknown as Table, album] };
    expect(renderCatalogue(shuffled)).toBe(renderCatalogue(catalogue));
  });

  it('is read back as it was', () => {
    expect(parseCatalogue(renderCatalogue(catalogue))).toEqual({ ok: true, catalogue: { ...catalogue, tables: [customer, album] } });
    const name = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 6 }), name, (names, comment) => {
        const tables = names.map((tableName) => ({ ...customer, name: tableName, comment }));
        const again = parseCatalogue(renderCatalogue({ ...catalogue, tables }));
        expect(again.ok && [...again.catalogue.tables].sort(byName)).toEqual([...tables].sort(byName));
      }),
      { numRuns: 500 },
    );
  });
});

const byName = (one: Table, other: Table): number => (one.name < other.name ? -1 : 1);

describe('parseCatalogue', () => {
  it.each<[string, unknown, string, Record<string, unknown>]>([
    ['no JSON', '{ "a": ', 'catalogue.notJson', {}],
    ['a number', 7, 'catalogue.shape', { place: 'the top level' }],
    ['null', null, 'catalogue.shape', { place: 'the top level' }],
    ['a newer version', { ...catalogue, catalogueVersion: 2 }, 'catalogue.newer', { version: '2' }],
    ['a count that is no count', { ...catalogue, tables: [{ ...customer, statistics: { kind: 'measured', rowCount: 12 } }] }, 'catalogue.shape', { place: 'tables[0] (Customer).statistics.rowCount' }],
    ['a strange type', { ...catalogue, tables: [album, { ...customer, columns: [{ name: 'Id', type: { kind: 'magic' } }] }] }, 'catalogue.shape', { place: 'tables[1] (Customer).columns[0] (Id).type.kind' }],
    ['too many tables', { ...catalogue, tables: Array.from({ length: catalogueLimits.tables + 1 }) }, 'catalogue.tooManyTables', { count: String(catalogueLimits.tables + 1) }],
    ['too many columns', { ...catalogue, tables: [{ columns: Array.from({ length: catalogueLimits.columns + 1 }) }] }, 'catalogue.tooManyColumns', {}],
  ])('refuses %s', (_name, input, code, args) => {
    expect(parseCatalogue(input)).toEqual({ ok: false, code, args: expect.objectContaining(args) });
  });

  it('takes nothing from a __proto__ key', () => {
    const text = renderCatalogue(catalogue).replace('"system"', '"__proto__": { "complete": false, "evil": true }, "system"');
    const reading = parseCatalogue(`\uFEFF${text}`);
    expect(reading.ok && reading.catalogue).toEqual({ ...catalogue, tables: [customer, album] });
    expect(reading.ok && 'evil' in reading.catalogue).toBe(false);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.object()), (input) => {
        expect(typeof parseCatalogue(input).ok).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });

  it('accepts what the schema accepts', () => {
    expect(catalogueSchema.parse(catalogue)).toEqual(catalogue);
  });
});

describe('tableKey', () => {
  it('joins schema and name', () => {
    expect([tableKey(album), tableKey(customer), tableKey({ schema: '', name: 'x' })]).toEqual(['crm.Album', 'Customer', 'x']);
  });

  it('finds by key, by name, and by the only name that differs in case', () => {
    const twins = { ...catalogue, tables: [album, customer, { ...customer, name: 'CUSTOMER' }] };
    expect(['crm.Album', 'Album', 'CRM.album', 'Customer', 'customer', 'x'].map((key) => findTable(twins, key)?.name)).toEqual([
      'Album', 'Album', 'Album', 'Customer', undefined, undefined,
    ]);
    expect(findColumn(customer, 'rank')?.name).toBe('Rank');
  });
});
