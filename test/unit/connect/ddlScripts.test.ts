import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalogue, DataType } from '../../../src/core/catalogue/catalogue.ts';
import { detectDialect, isSure } from '../../../src/connect/ddl/detectDialect.ts';
import type { DialectName } from '../../../src/connect/ddl/dialectName.ts';
import { readDdl } from '../../../src/connect/ddl/readDdl.ts';
import { data } from './buildChild.ts';

const read = (file: string, dialect: DialectName): Promise<Catalogue> =>
  readDdl(readFileSync(join(data, file), 'utf8'), { dialect, system: 'Shop', path: file, now: '2025-01-02T03:04:05Z' });

/** `invoice_line` and `INVOICELINE` are one name. */
const bare = (name: string): string => name.replaceAll('_', '').toLowerCase();

function tables(catalogue: Catalogue): Catalogue['tables'] {
  return catalogue.tables.filter(({ kind }) => kind === 'table');
}

/** Tables with their columns, keys and references, in names that all engines share. */
function shape(catalogue: Catalogue): unknown {
  return tables(catalogue)
    .map((table) => ({
      name: bare(table.name),
      columns: table.columns.map(({ name, nullable }) => `${bare(name)}${nullable ? '?' : ''}`),
      primaryKey: table.primaryKey.map(bare),
      uniqueKeys: table.uniqueKeys,
      foreignKeys: table.foreignKeys.map((key) => `${key.columns.map(bare).join()} -> ${bare(key.referencedTable)}.${key.referencedColumns.map(bare).join()}`).sort(),
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

function types(catalogue: Catalogue): Record<string, DataType> {
  return Object.fromEntries(tables(catalogue).flatMap((table) => table.columns.map((column) => [`${bare(table.name)}.${bare(column.name)}`, column.type])));
}

const chinook = [
  ['chinook/Chinook_PostgreSql.sql', 'PostgreSQL'],
  ['chinook/Chinook_MySql.sql', 'MySQL'],
  ['chinook/Chinook_SqlServer.sql', 'SQL Server'],
  ['chinook/Chinook_Oracle.sql', 'Oracle'],
  ['chinook/Chinook_Sqlite.sql', 'SQLite'],
] as const;

describe.skipIf(!existsSync(join(data, 'chinook')))('Chinook in five dialects (skipped without ../shared/data)', () => {
  it.each(chinook)('%s has the same tables, columns and keys as the others', async (file, dialect) => {
    const catalogue = await read(file, dialect);
    expect(catalogue.issues).toEqual([]);
    expect(catalogue.tables).toHaveLength(11);
    expect(catalogue.tables.reduce((sum, { columns }) => sum + columns.length, 0)).toBe(64);
    expect(catalogue.tables.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0)).toBe(11);
    expect(shape(catalogue)).toEqual(shape(await read('chinook/Chinook_PostgreSql.sql', 'PostgreSQL')));
    // Rows that a script inserts are no count of a database.
    expect(new Set(catalogue.tables.map(({ statistics }) => statistics.kind))).toEqual(new Set(['unknown']));
  });

  it('has the same types, but where a dialect says something else', async () => {
    const [postgres, mysql, sqlServer, oracle, sqlite] = await Promise.all(chinook.map(async ([file, dialect]) => types(await read(file, dialect))));
    expect(mysql).toEqual(postgres);
    expect(sqlServer).toEqual(postgres);
    // Oracle's scripts write NUMBER without digits for whole numbers; its DATE has a time of day.
    const inOracle = Object.entries(postgres!).map(([name, type]) => [name, type.kind === 'integer' ? { kind: 'decimal' } : type]);
    expect(oracle).toEqual(Object.fromEntries(inOracle));
    // INTEGER promises no width in SQLite.
    const inSqlite = Object.entries(postgres!).map(([name, type]) => [name, type.kind === 'integer' ? { kind: 'integer' } : type]);
    expect(sqlite).toEqual(Object.fromEntries(inSqlite));
  });

  it('keeps names as each engine knows them, and its own words for types', async () => {
    const first = async (index: number): Promise<unknown> => {
      const [file, dialect] = chinook[index]!;
      const { schema, name, columns } = (await read(file, dialect)).tables[5]!;
      return [schema, name, columns[0]!.name, columns.slice(2, 4).map(({ nativeType }) => nativeType), columns[8]!.nativeType];
    };
    expect(await first(1)).toEqual([undefined, 'Invoice', 'InvoiceId', ['DATETIME', 'NVARCHAR(70)'], 'NUMERIC(10,2)']);
    expect(await first(2)).toEqual(['dbo', 'Invoice', 'InvoiceId', ['DATETIME', 'NVARCHAR(70)'], 'NUMERIC(10,2)']);
    expect(await first(3)).toEqual([undefined, 'INVOICE', 'INVOICEID', ['DATE', 'VARCHAR2(70)'], 'NUMBER(10,2)']);
    expect(await first(4)).toEqual([undefined, 'Invoice', 'InvoiceId', ['DATETIME', 'NVARCHAR(70)'], 'NUMERIC(10,2)']);
  });

  it.each(chinook)('%s is known for what it is, by its text alone too', (file, dialect) => {
    const text = readFileSync(join(data, file), 'utf8');
    const named = detectDialect(text, file);
    expect(named[0].dialect).toBe(dialect);
    expect(isSure(named)).toBe(true);
    expect(detectDialect(text.replace(/\/\*[\s\S]*?\*\//g, ''))[0].dialect).toBe(dialect);
  });
});

describe.skipIf(!existsSync(join(data, 'northwind')))('Northwind in two dialects (skipped without ../shared/data)', () => {
  const keys = (catalogue: Catalogue): string[] =>
    tables(catalogue).flatMap((table) => table.foreignKeys.map((key) => `${table.name}(${key.columns.join()}) -> ${key.referencedTable}(${key.referencedColumns.join()})`));

  it('reads every table, view and foreign key of the SQL Server script', async () => {
    const catalogue = await read('northwind/northwind_sqlserver.sql', 'SQL Server');
    expect(catalogue.issues).toEqual([]);
    expect(tables(catalogue).map(({ schema, name, columns, primaryKey }) => [schema, name, columns.length, primaryKey])).toEqual([
      ['dbo', 'Employees', 18, ['EmployeeID']],
      ['dbo', 'Categories', 4, ['CategoryID']],
      ['dbo', 'Customers', 11, ['CustomerID']],
      ['dbo', 'Shippers', 3, ['ShipperID']],
      ['dbo', 'Suppliers', 12, ['SupplierID']],
      ['dbo', 'Orders', 14, ['OrderID']],
      ['dbo', 'Products', 10, ['ProductID']],
      ['dbo', 'Order Details', 5, ['OrderID', 'ProductID']],
      ['dbo', 'CustomerCustomerDemo', 2, ['CustomerID', 'CustomerTypeID']],
      ['dbo', 'CustomerDemographics', 2, ['CustomerTypeID']],
      ['dbo', 'Region', 2, ['RegionID']],
      ['dbo', 'Territories', 3, ['TerritoryID']],
      ['dbo', 'EmployeeTerritories', 2, ['EmployeeID', 'TerritoryID']],
    ]);
    expect(keys(catalogue)).toEqual([
      'Employees(ReportsTo) -> Employees(EmployeeID)',
      'Orders(CustomerID) -> Customers(CustomerID)',
      'Orders(EmployeeID) -> Employees(EmployeeID)',
      'Orders(ShipVia) -> Shippers(ShipperID)',
      'Products(CategoryID) -> Categories(CategoryID)',
      'Products(SupplierID) -> Suppliers(SupplierID)',
      'Order Details(OrderID) -> Orders(OrderID)',
      'Order Details(ProductID) -> Products(ProductID)',
      'CustomerCustomerDemo(CustomerTypeID) -> CustomerDemographics(CustomerTypeID)',
      'CustomerCustomerDemo(CustomerID) -> Customers(CustomerID)',
      'Territories(RegionID) -> Region(RegionID)',
      'EmployeeTerritories(EmployeeID) -> Employees(EmployeeID)',
      'EmployeeTerritories(TerritoryID) -> Territories(TerritoryID)',
    ]);
    const details = catalogue.tables.find(({ name }) => name === 'Order Details')!;
    expect(details.columns).toEqual([
      { name: 'OrderID', type: { kind: 'integer', bits: 32 }, nativeType: 'int', nullable: false },
      { name: 'ProductID', type: { kind: 'integer', bits: 32 }, nativeType: 'int', nullable: false },
      { name: 'UnitPrice', type: { kind: 'decimal', precision: 19, scale: 4 }, nativeType: 'money', nullable: false, default: '(0)' },
      { name: 'Quantity', type: { kind: 'integer', bits: 16 }, nativeType: 'smallint', nullable: false, default: '(1)' },
      { name: 'Discount', type: { kind: 'float', bits: 32 }, nativeType: 'real', nullable: false, default: '(0)' },
    ]);
    expect(catalogue.tables.filter(({ kind }) => kind === 'view').map(({ name }) => name)).toEqual([
      'Customer and Suppliers by City', 'Alphabetical list of products', 'Current Product List', 'Orders Qry', 'Products Above Average Price', 'Products by Category',
      'Quarterly Orders', 'Invoices', 'Order Details Extended', 'Order Subtotals', 'Product Sales for 1997', 'Category Sales for 1997', 'Sales by Category',
      'Sales Totals by Amount', 'Summary of Sales by Quarter', 'Summary of Sales by Year',
    ]);
  });

  it('finds the same foreign keys in the PostgreSQL script', async () => {
    const [one, other] = await Promise.all([read('northwind/northwind_sqlserver.sql', 'SQL Server'), read('northwind/northwind_postgresql.sql', 'PostgreSQL')]);
    const shared = (catalogue: Catalogue): string[] => keys(catalogue).map((key) => bare(key.replaceAll(' ', ''))).sort();
    expect(shared(other)).toEqual(shared(one));
  });

  it.each([['northwind/northwind_sqlserver.sql', 'SQL Server'], ['northwind/northwind_postgresql.sql', 'PostgreSQL']] as const)('%s is known for what it is', (file, dialect) => {
    const guesses = detectDialect(readFileSync(join(data, file), 'utf8'), 'schema.sql');
    expect([guesses[0].dialect, isSure(guesses)]).toEqual([dialect, true]);
  });
});
