import fc from 'fast-check';
import writeXlsxFile from 'write-excel-file/universal';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../src/core/catalogue/catalogue.ts';
import { collectionColumns } from '../../../src/core/collection/collectionColumns.ts';
import { volumeFrom } from '../../../src/core/inventory/proposeInventory.ts';
import { readReport } from './reportRunning.ts';

type Cell = string | number | null;
/** A workbook as other programs write it: numbers as numbers. */
async function workbook(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Promise<Uint8Array> {
  const blob = await writeXlsxFile(Object.entries(sheets).map(([sheet, rows]) => ({
    sheet, data: rows.map((row) => row.map((value) => (value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String }))),
  }))).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

const messages = ({ issues }: { issues: readonly { message: string }[] }): string[] => issues.map(({ message }) => message);
const named = (tables: readonly Table[], name: string): Table => {
  const found = tables.find((table) => table.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
};

describe('a WhiteRabbit scan report', () => {
  const fields = [
    ['Table', 'Field', 'Description', 'Type', 'Max length', 'N rows', 'N rows checked', 'Fraction empty', 'N unique values', 'Fraction unique', 'Average', 'Standard Deviation', 'Min', '25%', 'Median', '75%', 'Max'],
    ['dbo.person', 'id', '', 'INT', 7, 1_204_331, 100_000, 0, 100_000, 1, 5, 1, 1, 2, 3, 4, 5],
    ['dbo.person', 'surname', 'Family name', 'VARCHAR(50)', 31, 1_204_331, 100_000, 0.12345, '<= 4217', '<= 0.042', null, null, null, null, null, null, null],
    [''],
    ['visit.csv', 'day', null, 'DATE', 10, -1, 50, '25%', 12, 0.24, null, null, null, null, null, null, null],
    ['', 'lost', null, 'DATE', 10, 5, 50, 0, 12, 0.24],
    ['visit.csv', 'note', null, 'VARCHAR', 'long', 'many', 50, 'half', 12, 0.24],
  ] as const;
  const tables = [
    ['Table', 'Description', 'N rows', 'N rows checked', 'N Fields', 'N Fields Empty'],
    ['dbo.person', 'People of the clinic', 1_204_331, 100_000, 2, 0],
    ['dbo.empty', '', 0, 0, 1, 1],
  ] as const;
  const values = [['id', 'Frequency', 'surname', 'Frequency'], ['1', 1, 'Abbott-Personal', 9]] as const;

  it('gives structure, counts as measured by the report, and profiles without values', async () => {
    const bytes = await workbook({ 'Field Overview': fields, 'Table Overview': tables, 'dbo.person': values });
    const report = await readReport(bytes, 'scan.xlsx');
    expect([report.technology, report.origin]).toEqual(['Other', 'report']);
    expect(report.tables.map(({ schema, name }) => [schema, name])).toEqual([['dbo', 'person'], [undefined, 'visit.csv'], ['dbo', 'empty']]);
    const person = named(report.tables, 'person');
    const at = person.statistics.at;
    expect(person.statistics).toEqual({ kind: 'measured', rowCount: '1204331', query: 'WhiteRabbit scan report', at });
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(person.comment).toBe('People of the clinic');
    expect(person.columns).toEqual([
      { name: 'id', type: { kind: 'integer' }, nativeType: 'INT', nullable: true, profile: { at, rows: '100000', sampled: true, nulls: '0', distinct: '100000', longest: 7, masked: true } },
      {
        name: 'surname', type: { kind: 'text', length: 50 }, nativeType: 'VARCHAR(50)', nullable: true, comment: 'Family name',
        profile: { at, rows: '100000', sampled: true, nulls: '12345', distinct: '4217', distinctEstimated: true, longest: 31, masked: true },
      },
    ]);
    const visit = named(report.tables, 'visit.csv');
    expect(visit.statistics).toEqual({ kind: 'unknown' });
    expect(visit.columns[0]?.profile).toEqual({ at, rows: '50', sampled: true, nulls: '13', distinct: '12', longest: 10, masked: true });
    expect(named(report.tables, 'empty').statistics).toMatchObject({ kind: 'measured', rowCount: '0' });
    expect(messages(report)).toEqual([
      'Field Overview, row 6: the name of a table is missing. The row was left out.',
      'Field Overview, row 7: N rows of visit.csv is "many", where a number is expected.',
      'Field Overview, row 7: Fraction empty of visit.csv is "half", where a number is expected.',
    ]);
    expect(JSON.stringify(report)).not.toContain('Abbott');
  });

  it('of older versions, with fewer columns and another name of the sheet', async () => {
    const report = await readReport(await workbook({ Overview: [['Table', 'Field', 'Type', 'Max length', 'N rows'], ['person', 'id', 'int4', 0, 12], ['person', 'born', 'date', 0, 12]], person: values }), 'old.xlsx');
    expect(report.tables).toHaveLength(1);
    expect(report.tables[0]).toMatchObject({ name: 'person', statistics: { kind: 'measured', rowCount: '12' } });
    expect(report.tables[0]?.columns.map(({ name, type, profile }) => [name, type.kind, profile])).toEqual([['id', 'integer', undefined], ['born', 'date', undefined]]);
    expect(messages(report)).toEqual([]);
  });

  it('as CSV, in any order of columns', async () => {
    const report = await readReport('N rows;Type;Field;Table;Fraction empty;N rows checked\n10;VARCHAR;a;t;0,5;10\n10;VARCHAR;b;t;0;10\n', 'wr.csv');
    expect(report.tables[0]?.statistics).toMatchObject({ kind: 'measured', rowCount: '10' });
    expect(report.tables[0]?.columns.map(({ profile }) => [profile?.nulls, profile?.sampled])).toEqual([['5', false], ['0', false]]);
  });

  it('large: sheets of values are neither unpacked nor read', async () => {
    const rows = Array.from({ length: 1_000 }, (_, table) => Array.from({ length: 5 }, (_, field) => [`t${String(table)}`, `f${String(field)}`, '', 'VARCHAR', 5, 7, 7, 0, 2, 0.3] as const)).flat();
    const sheets = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`t${String(at)}`, [['f0', 'Frequency'], ...Array.from({ length: 300 }, (_, row) => [`Abbott ${String(row)}`, row] as const)]] as const));
    const report = await readReport(await workbook({ 'Field Overview': [fields[0].slice(0, 10), ...rows], ...sheets }), 'large.xlsx');
    expect([report.tables.length, report.tables.reduce((sum, { columns }) => sum + columns.length, 0), messages(report)]).toEqual([1_000, 5_000, []]);
  });
});

describe('an inventory that people keep', () => {
  it('states counts and sizes, as a person or a spreadsheet writes them, and says which it can’t read', async () => {
    const bytes = await workbook({
      Tables: [
        ['Systems of the shop, as of March'], [],
        ['Owner', 'Table', 'Size (MB)', 'Records', 'Comment', 'As of'],
        ['Ann', 'customer', 380, 1_204_331, 'People who buy', '2026-03-01'],
        ['Ann', 'crm.orders', '1.5 GB', 'about 2 million', null, null],
        ['Bob', 'lines', null, '1.2 Mio', null, null],
        ['Bob', 'log', '?', 'n/a', null, null],
        ['Bob', 'archive', 'big', 'a few thousand', null, null],
        [null, null, 5, 7, null, null],
        ['', 'customer', 1, 2, '', ''],
        ['', 'Total', 99, 99, '', ''],
      ],
      Fields: [
        ['Table', 'Field', 'Type', 'Length', 'Mandatory', 'PK', 'References', 'Description'],
        ['customer', 'id', 'int', null, 'yes', 'x', null, 'Number'], [null, 'name', 'varchar', 40, 'no', '', '', ''],
        ['crm.orders', 'customer_id', 'whole number', null, 'yes', '', 'customer(id)', ''], ['crm.orders', 'customer_id', 'int', null, '', '', '', ''], ['new', 'x', 'Magic', null, '', '', 'customer', ''],
      ],
    });
    const report = await readReport(bytes, 'systems.xlsx');
    expect([report.technology, report.origin]).toEqual(['Other', 'report']);
    expect(report.tables.map(({ schema, name, statistics, comment }) => [schema, name, statistics, comment])).toEqual([
      [undefined, 'customer', { kind: 'stated', rowCount: '1204331', bytes: '398458880', query: '"1204331" in systems.xlsx, Tables, row 4', at: '2026-03-01T00:00:00.000Z' }, 'People who buy'],
      ['crm', 'orders', { kind: 'stated', rowCount: '2000000', bytes: '1610612736', query: '"about 2 million" in systems.xlsx, Tables, row 5' }, undefined],
      [undefined, 'lines', { kind: 'stated', rowCount: '1200000', query: '"1.2 Mio" in systems.xlsx, Tables, row 6' }, undefined],
      [undefined, 'log', { kind: 'unknown' }, undefined],
      [undefined, 'archive', { kind: 'unknown' }, undefined],
      [undefined, 'new', { kind: 'unknown' }, undefined],
    ]);
    expect(named(report.tables, 'customer')).toMatchObject({
      primaryKey: ['id'],
      columns: [{ name: 'id', type: { kind: 'integer' }, nativeType: 'int', nullable: false, comment: 'Number' }, { name: 'name', type: { kind: 'text', length: 40 }, nativeType: 'varchar(40)', nullable: true }],
    });
    expect(named(report.tables, 'orders').foreignKeys).toEqual([{ columns: ['customer_id'], referencedTable: 'customer', referencedColumns: ['id'] }]);
    expect(named(report.tables, 'new')).toMatchObject({ columns: [{ type: { kind: 'unknown' }, nativeType: 'Magic' }], foreignKeys: [{ columns: ['x'], referencedTable: 'customer', referencedColumns: ['id'] }] });
    expect(messages(report)).toEqual([
      'systems.xlsx, Tables, row 8: the rows of archive are "a few thousand". Expected is a number such as 1,204,331, ~1.2 million or ?.',
      'systems.xlsx, Tables, row 8: the size of archive is "big". Expected is a number with its unit, such as 380 MB.',
      'systems.xlsx, Tables, row 9: the name of a table is missing. The row was left out.',
      'systems.xlsx, Tables, row 10: customer stands in the list twice; the first one counts.',
      'systems.xlsx, Fields, row 5: orders has customer_id twice; the first one counts.',
    ]);
  });

  it('is stated evidence, unconfirmed; a rough count shows as one', async () => {
    const report = await readReport('table,rows\nexact,"1,204,331"\nrough,about 2 million\nbig,9223372036854775807\n', 'list.csv');
    const catalogue = { catalogueVersion: 1 as const, system: 'crm', role: 'source' as const, technology: report.technology, origin: { kind: 'report' as const, path: 'list.csv' }, scannedAt: '2026-01-02', complete: true, tables: [...report.tables], issues: [] };
    expect(report.tables.map((table) => volumeFrom(catalogue, table, `crm.${table.name}`, '2026-01-02'))).toEqual([
      { recordCount: '1,204,331', size: '?', evidence: { row: 'crm.exact', kind: 'stated', count: '1204331', size: '', query: '"1,204,331" in list.csv, row 2', at: '2026-01-02', confirmedBy: '', confirmedAt: '' } },
      { recordCount: '~2,000,000', size: '?', evidence: { row: 'crm.rough', kind: 'stated', count: '2000000', size: '', query: '"about 2 million" in list.csv, row 3', at: '2026-01-02', confirmedBy: '', confirmedAt: '' } },
      { recordCount: '9,223,372,036,854,775,807', size: '?', evidence: { row: 'crm.big', kind: 'stated', count: '9223372036854775807', size: '', query: '"9223372036854775807" in list.csv, row 4', at: '2026-01-02', confirmedBy: '', confirmedAt: '' } },
    ]);
  });

  it('of several systems: the rows of the one that is asked for, else all with a word about it', async () => {
    const list = 'System;Technology;Tables/Objects;Record Count\ncrm;Postgres 12;a;1\nerp;Oracle;a;2\n;;b;3\n';
    const one = await readReport(list, 'list.csv', 'CRM');
    expect([one.technology, one.tables.map(({ schema, name, statistics }) => [schema, name, statistics.rowCount]), messages(one)]).toEqual([
      'PostgreSQL', [[undefined, 'a', '1']], ['The list speaks of several systems (crm, erp); the rows of CRM were read.'],
    ]);
    const both = await readReport(list, 'list.csv', 'all');
    expect(both.tables.map(({ schema, name, statistics }) => [schema, name, statistics.rowCount])).toEqual([['crm', 'a', '1'], ['erp', 'a', '2'], ['erp', 'b', '3']]);
    expect(messages(both)[0]).toContain('none of which is all');
  });

  it('with merged cells: a system or schema holds until the next one', async () => {
    const list = 'System;Schema;Tables;Rows\nerp;dbo;a;1\n;;b;2\n;hr;c;3\ncrm;;d;4\n;;e;5\n;;;\n';
    const places = async (system: string): Promise<unknown> => (await readReport(list, 'list.csv', system)).tables.map(({ schema, name }) => [schema, name]);
    expect(await places('erp')).toEqual([['dbo', 'a'], ['dbo', 'b'], ['hr', 'c']]);
    expect(await places('crm')).toEqual([[undefined, 'd'], [undefined, 'e']]);
  });

  it('in German, and as a table in Markdown', async () => {
    const volumes = async (text: string): Promise<unknown> => (await readReport(text)).tables.map(({ name, statistics: { rowCount, bytes } }) => [name, rowCount, bytes]);
    expect(await volumes('Tabelle;Anzahl Datensätze;Größe (MB);Verantwortlich\nKUNDEN;1.204.331;"1.024,5";Meier\nAUFTRAG;rund 2 Mio.;512;\nPOS;1,5 Mrd;;\nLOG;3 Tsd.;;\n')).toEqual([
      ['KUNDEN', '1204331', '1074266112'], ['AUFTRAG', '2000000', '536870912'], ['POS', '1500000000', undefined], ['LOG', '3000', undefined],
    ]);
    expect(await volumes('| Table | Rows |\n|:---|---:|\n| A | 1,000 |\n')).toEqual([['A', '1000', undefined]]);
  });
});

describe('the output of a collection script, as clients write it', () => {
  const line = (fields: Partial<Record<(typeof collectionColumns)[number], string>>, delimiter = ','): string => collectionColumns.map((column) => (fields[column] === undefined ? '' : `"${fields[column].replaceAll('"', '""')}"`)).join(delimiter);
  const lines = (delimiter = ','): string[] => [
    collectionColumns.join(delimiter),
    line({ kind: 'system', schema: 'dbo', table: 'shop', type: 'SQL Server', row_kind: 'exact', bytes: '8192', comment: '16.0', at: '2026-01-02T03:04:05.000Z' }, delimiter),
    line({ kind: 'table', schema: 'dbo', table: 'Order Details', rows: '7', row_kind: 'estimate', bytes: '100', index_bytes: '0', comment: 'one; "two", three|four\tfive\nsix', at: '2026-01-01T00:00:00Z' }, delimiter),
    line({ kind: 'table', schema: 'sales', table: 'Order', row_kind: 'none' }, delimiter),
    line({ kind: 'column', schema: 'dbo', table: 'Order Details', column: 'Id', position: '1', type: 'int', nullable: 'NO', row_kind: 'generated' }, delimiter),
    line({ kind: 'column', schema: 'dbo', table: 'Order Details', column: 'Price', position: '2', type: 'decimal(10,2)', nullable: 'YES', default: '((0))' }, delimiter),
    line({ kind: 'primary', schema: 'dbo', table: 'Order Details', column: 'Id', position: '1', key_name: 'PK' }, delimiter),
    line({ kind: 'foreign', schema: 'dbo', table: 'Order Details', column: 'Id', position: '1', key_name: 'FK', ref_schema: 'sales', ref_table: 'Order', ref_column: 'No' }, delimiter),
    line({ kind: 'count', schema: 'dbo', table: 'Order Details', rows: '9223372036854775807', row_kind: 'exact', comment: 'SELECT COUNT_BIG(*) FROM [dbo].[Order Details]', at: '2026-01-02T03:04:06.000Z' }, delimiter),
    line({ kind: 'end' }, delimiter),
  ];
  const expected = [
    {
      name: 'Order Details', kind: 'table', primaryKey: ['Id'], uniqueKeys: [], comment: 'one; "two", three|four\tfive\nsix',
      columns: [
        { name: 'Id', type: { kind: 'integer', bits: 32 }, nativeType: 'int', nullable: false, generated: true },
        { name: 'Price', type: { kind: 'decimal', precision: 10, scale: 2 }, nativeType: 'decimal(10,2)', nullable: true, default: '((0))' },
      ],
      foreignKeys: [{ name: 'FK', columns: ['Id'], referencedSchema: 'sales', referencedTable: 'Order', referencedColumns: ['No'] }],
      statistics: { kind: 'measured', rowCount: '9223372036854775807', bytes: '100', indexBytes: '0', query: 'SELECT COUNT_BIG(*) FROM [dbo].[Order Details]', at: '2026-01-02T03:04:06.000Z' },
    },
    { schema: 'sales', name: 'Order', kind: 'table', columns: [], primaryKey: [], uniqueKeys: [], foreignKeys: [], statistics: { kind: 'unknown' } },
  ];

  it.each([
    ['as it is', () => lines().join('\n')],
    ['with CRLF', () => lines().join('\r\n')],
    ['tab-separated', () => lines('\t').join('\n')],
    ['semicolons', () => lines(';').join('\n')],
    ['bars', () => lines('|').join('\n')],
    ['with a byte order mark', () => `\uFEFF${lines().join('\n')}`],
    ['as UTF-16 of a console', () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lines().join('\r\n'), 'utf16le')])],
    ['with psql’s header and footer', () => `BEGIN\nSET\nline\n${lines().join('\n')}\n(10 rows)\nCOMMIT\n`],
    ['with SQL*Plus’s dashes and counts', () => `\nLINE\n${'-'.repeat(80)}\n${lines().map((text) => `${text}   `).join('\n')}\n\n10 rows selected.\n\nDisconnected from Oracle\n`],
    ['with sqlcmd’s padding', () => `line${' '.repeat(40)}\n${'-'.repeat(44)}\n${lines().join('\n')}\n\n(10 rows affected)\n`],
    ['a grid saved as CSV, every line one field', () => `line\n${lines().map((text) => `"${text.replaceAll('"', '""')}"`).join('\n')}\n`],
    ['a grid saved with quotes where needed', () => `line\n${lines().map((text, at) => (at === 0 ? text : `"${text.replaceAll('"', '""')}"`)).join('\r\n')}\n`],
    ['upper-case header', () => lines().map((text, at) => (at === 0 ? text.toUpperCase() : text)).join('\n')],
  ])('%s', async (_, make) => {
    const report = await readReport(make(), 'shop.csv');
    expect([report.technology, report.bytes, messages(report)]).toEqual(['SQL Server', '8192', []]);
    expect(report.tables).toEqual(expected);
  });

  it('taken into a workbook and saved', async () => {
    const report = await readReport(await workbook({ Sheet1: [collectionColumns, ...[1, 2].map((): Cell[] => ['table', 'dbo', 't', ...Array.from({ length: 16 }, () => '')]).slice(0, 1), ['end']] }), 'shop.xlsx');
    expect(report.tables.map(({ name }) => name)).toEqual(['t']);
  });

  it('cut off, with a message of the client and lines that make no sense: said, and the rest is read', async () => {
    const broken = [...lines().slice(0, 6), 'psql:collect.sql:9: ERROR:  permission denied for table "x"', line({ kind: 'column', schema: 'dbo', table: 'gone', column: 'c', type: 'int' }), line({ kind: 'count', schema: 'dbo', table: 'Order Details', rows: '1,5' })].join('\n');
    const report = await readReport(`${broken}\n`, 'shop.csv');
    expect(report.tables.map(({ name, columns, statistics }) => [name, columns.length, statistics.kind])).toEqual([['Order Details', 2, 'estimated'], ['Order', 0, 'unknown']]);
    expect(messages(report)).toEqual([
      'A line of kind "column" speaks of the table "gone", which is not in the list.',
      'Order Details: "1,5" in the column rows is no whole number.',
      'shop.csv ends in the middle: its last line is missing. Ask for the whole output; what is there was read.',
      'The client that ran the script reported: psql:collect.sql:9: ERROR: permission denied for table "x"',
    ]);
  });

  it('cut off within a line: half of a number is no count', async () => {
    const whole = [...lines().slice(0, 2), line({ kind: 'table', schema: 'dbo', table: 'a', rows: '7', row_kind: 'estimate' }), line({ kind: 'table', schema: 'dbo', table: 'b', rows: '1234567', row_kind: 'exact' })].join('\n');
    for (const cut of [whole.indexOf('34567'), whole.indexOf('exact', whole.indexOf('34567')), whole.length]) {
      expect((await readReport(whole.slice(0, cut))).tables.map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['a', '7']]);
    }
    expect((await readReport(`${whole}\n`)).tables.map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['a', '7'], ['b', '1234567']]);
  });
});

describe('what is no report', () => {
  it.each([
    ['a file of data', 'id,name\n1,x\n', 'data.csv is no list of tables that can be read. Expected is what a collection script printed, a WhiteRabbit scan report, or a list with a column "Table" and one for its rows, its size or its fields.'],
    ['nothing', '', 'data.csv is empty (0 bytes). Choose another file, or copy it again.'],
    ['a list without rows', 'table,rows\n', 'data.csv lists no table: nothing stands below its header.'],
    ['only a header of a script', collectionColumns.join(','), 'data.csv lists no table.'],
    ['another program’s file', new Uint8Array([0, 1, 2, 3]), 'data.csv cannot be read. The file is not text.'],
    ['a broken workbook', new Uint8Array([0x50, 0x4b, 3, 4, 5]), 'data.csv cannot be read. The file is not an Excel workbook (.xlsx), or it is damaged.'],
  ])('%s', async (_, content, message) => {
    await expect(readReport(content, 'data.csv')).rejects.toThrow(message);
  });

  it('reads any text to an end', async () => {
    const piece = fc.constantFrom('table', 'rows', 'column', 'Table', 'Field', 'N rows', 'Max length', ',', ';', '\t', '"', '\n', '\r\n', '1', '-1', 'x.y', 'about 2 million', 'kind,schema,table,column,', 'system', 'end', 'é', ' ');
    await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      await readReport(`table,rows\n${pieces.join('')}`).catch((error: unknown) => {
        expect((error as Error).name).toBe('ConnectError');
      });
    }), { numRuns: 150 });
  });
});
