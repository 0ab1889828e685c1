import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './buildChild.ts';

const sample = join(root, 'media/sample/legacy-shop.sqlite');
let folder = '';
let database: InstanceType<typeof sqlite.Database>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sample-test-'));
  // The driver locks beside the file: never beside the sample itself.
  copyFileSync(sample, join(folder, 'copy.sqlite'));
  database = new sqlite.Database(join(folder, 'copy.sqlite'), { readOnly: true });
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const count = (sql: string): number => Number(Object.values(database.get(sql)!)[0]);

describe('the sample', () => {
  it('comes out of its generator byte for byte', () => {
    const made = join(folder, 'made.sqlite');
    const output = execFileSync(process.execPath, [join(root, 'media/sample/generate.mjs'), made], { encoding: 'utf8' });
    expect(output).toBe('14 tables, 17386 rows, 1128 KB\n');
    expect(readFileSync(made).equals(readFileSync(sample))).toBe(true);
  });

  it('is small', () => {
    expect(statSync(sample).size).toBeLessThan(1.5 * 1024 * 1024);
  });

  it.each([
    ['customers who are there twice', `SELECT count(*) FROM (SELECT lower(trim(EMail)) FROM Customers WHERE EMail <> '' GROUP BY 1 HAVING count(*) > 1)`, 100],
    ['customers without a name', 'SELECT count(*) FROM Customers WHERE CustName IS NULL', 10],
    ['customers without an address to write to', `SELECT count(*) FROM Customers WHERE coalesce(EMail, '') = ''`, 100],
    ['addresses longer than the target takes', 'SELECT count(*) FROM Customers WHERE length(EMail) > 100', 3],
    ['trailing blanks', 'SELECT count(*) FROM Customers WHERE CustName <> rtrim(CustName)', 30],
    ['broken encodings', `SELECT count(*) FROM Customers WHERE CustName LIKE '%Ã%' OR CAST(CustName AS BLOB) LIKE X'4AFC25'`, 3],
    ['orders of customers who are gone', 'SELECT count(*) FROM Orders o WHERE CustID IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Customers c WHERE c.CustID = o.CustID)', 20],
    ['lines of orders that are gone', 'SELECT count(*) FROM OrderLines l WHERE NOT EXISTS (SELECT 1 FROM Orders o WHERE o.OrderNo = l.OrderNo)', 45],
    ['dates with slashes', `SELECT count(*) FROM Orders WHERE OrderDate LIKE '%/%'`, 1_000],
    ['dates with points', `SELECT count(*) FROM Orders WHERE OrderDate LIKE '%.%'`, 300],
    ['prices with commas', `SELECT count(*) FROM Products WHERE Price LIKE '%,%'`, 80],
    ['codes in both cases', `SELECT count(*) FROM Orders WHERE Status = 's'`, 100],
    ['the same code twice', `SELECT count(*) - count(DISTINCT Code) FROM StatusCodes`, 1],
    ['negative stock', 'SELECT count(*) FROM Products WHERE StockQty < 0', 1],
  ])('has %s', (_name, sql, least) => {
    expect(count(sql)).toBeGreaterThanOrEqual(least);
  });

  it('writes countries in more ways than there are countries', () => {
    expect(count('SELECT count(DISTINCT Country) FROM Customers')).toBeGreaterThan(20);
  });

  it('names nobody outside of example.com', () => {
    expect(count(`SELECT count(*) FROM Customers WHERE EMail LIKE '%@%' AND lower(EMail) NOT LIKE '%example.com'`)).toBe(0);
  });
});
