import { describe, expect, it } from 'vitest';
import type { CatalogueIssue, Column, Table } from '../../../src/core/catalogue/catalogue.ts';
import { oracleProfile } from '../../../src/connect/oracle/profileDialect.ts';
import type { ProfileDialect } from '../../../src/connect/profile/profileDialect.ts';
import { profileTable } from '../../../src/connect/profile/profileTable.ts';
import { sqlServerProfile } from '../../../src/connect/sqlServer/profileDialect.ts';

// No server of the two can be asked here: what would be asked is held to the letter.

function column(name: string, kind: Column['type']['kind'], nativeType: string, more: Partial<Column['type']> = {}): Column {
  return { name, type: { kind, ...more }, nativeType, nullable: true };
}

function table(columns: Column[], rowCount?: string): Table {
  return {
    schema: 'dbo', name: 'Orders', kind: 'table', columns, primaryKey: ['id'], uniqueKeys: [], foreignKeys: [{ columns: ['customer'], referencedSchema: 'dbo', referencedTable: 'Customer', referencedColumns: ['id'] }],
    statistics: rowCount === undefined ? { kind: 'unknown' } : { kind: 'estimated', rowCount },
  };
}

async function statementsOf(dialect: ProfileDialect, quoted: string, of: Table): Promise<{ asked: string[]; issues: CatalogueIssue[]; profiled: Table }> {
  const asked: string[] = [];
  const issues: CatalogueIssue[] = [];
  const profiled = await profileTable((sql) => {
    asked.push(sql);
    return Promise.resolve(/ AS c0\b/.test(sql) ? [{ c0: 'one', c1: '1.5' }, { c0: 'two', c1: '2' }] : [{ n: '2' }]);
  }, dialect, quoted, of, { tables: 'all', sampleRows: 1_000, showValues: false, now: '2025-01-02T03:04:05Z', issues, quotedOf: (_schema, name) => (name === 'Customer' ? 'CUSTOMERS' : undefined) });
  return { asked, issues, profiled };
}

const columns = (text: string, decimal: string, moment: string, large: string): Column[] => [
  column('na]me"', 'text', text, { length: 20 }), column('price', 'decimal', decimal), column('created_at', 'timestamp', moment), column('raw', 'binary', large),
];

describe('a profile in SQL Server', () => {
  it('asks these statements of a large table', async () => {
    const { asked, issues } = await statementsOf(sqlServerProfile(16), '[dbo].[Orders]', table(columns('nvarchar(20)', 'money', 'datetime2(7)', 'image'), '1000000'));
    expect(issues).toEqual([]);
    expect(asked[0]).toBe('SELECT TOP (20000) left(CONVERT(nvarchar(max), s.[na]]me"]), 100) AS c0, CONVERT(nvarchar(60), s.[price], 2) AS c1 FROM [dbo].[Orders] AS s TABLESAMPLE SYSTEM (1 PERCENT) REPEATABLE (42)');
    expect(asked.some((sql) => sql.includes('COUNT_BIG(CASE WHEN s.[raw] IS NOT NULL THEN 1 END) AS f3') && sql.includes('max(DATALENGTH(s.[raw])) AS w3') && sql.endsWith('FROM [dbo].[Orders] AS s TABLESAMPLE SYSTEM (0.1 PERCENT) REPEATABLE (42)'))).toBe(true);
    expect(asked.find((sql) => sql.includes('NOT EXISTS'))).toBe(
      'SELECT count(*) AS n FROM [dbo].[Orders] AS s WHERE s.[customer] IS NOT NULL AND NOT EXISTS (SELECT 1 FROM CUSTOMERS p WHERE p.[id] = s.[customer])',
    );
    expect(asked.find((sql) => sql.includes('GROUP BY m'))).toBe('SELECT m, count(*) AS n FROM (SELECT LEFT(CONVERT(varchar(40), s.[created_at], 126), 7) AS m FROM [dbo].[Orders] AS s) g GROUP BY m');
    expect(asked.join('\n')).not.toMatch(/\bLIMIT\b|"na|octet_length|char_length/);
    expect(asked.every((sql) => /^SELECT\b/.test(sql))).toBe(true);
  });

  it('takes the first rows where nobody knows how many there are', async () => {
    const { asked } = await statementsOf(sqlServerProfile(16), '[dbo].[Orders]', table(columns('text', 'decimal(9,2)', 'datetime', 'varbinary(8)')));
    expect(asked[0]).toBe('SELECT count(*) AS n FROM (SELECT TOP (1001) 1 AS one FROM [dbo].[Orders] AS s) c');
    expect(sqlServerProfile(16).sample('[t]', table([]), { rows: 10, total: undefined })).toEqual({ from: '(SELECT TOP (10) * FROM [t]) AS s', firstRows: true });
  });

  it.each([
    ['bit', column('x', 'boolean', 'bit'), `CASE x WHEN 1 THEN N'true' WHEN 0 THEN N'false' END`],
    ['date', column('x', 'date', 'date'), 'CONVERT(nvarchar(10), x, 23)'],
    ['datetime', column('x', 'timestamp', 'datetime'), 'CONVERT(nvarchar(40), x, 121)'],
    ['datetimeoffset', column('x', 'timestamp', 'datetimeoffset(7)', { timeZone: true }), `CONVERT(nvarchar(40), CONVERT(datetime2(7), SWITCHOFFSET(x, '+00:00')), 121)`],
    ['money', column('x', 'decimal', 'money'), 'CONVERT(nvarchar(60), x, 2)'],
    ['decimal', column('x', 'decimal', 'decimal(10,2)'), 'CONVERT(nvarchar(60), x)'],
    ['nchar', column('x', 'text', 'nchar(5)'), 'RTRIM(CONVERT(nvarchar(max), x))'],
    ['ntext', column('x', 'text', 'ntext'), 'CONVERT(nvarchar(max), x)'],
    ['uniqueidentifier', column('x', 'uuid', 'uniqueidentifier'), 'LOWER(CONVERT(nvarchar(36), x))'],
  ])('writes %s as text', (_name, of, sql) => {
    expect(sqlServerProfile(16).text('x', of)).toBe(sql);
  });

  it('does without what its version does not know', () => {
    const characters = { upper: 'AB', lower: 'ab', digits: '09' };
    expect(sqlServerProfile(14).shape('x', characters)).toBe(`TRANSLATE(x COLLATE Latin1_General_100_BIN2, N'ABab09', 'AAaa99')`);
    expect(sqlServerProfile(13).shape('x', characters)).toBe(`REPLACE(REPLACE(REPLACE((x COLLATE Latin1_General_100_BIN2), N'B', N'A'), N'b', N'a'), N'0', N'9')`);
    expect(['distinctRoughly' in sqlServerProfile(14), sqlServerProfile(15).distinctRoughly?.('x')]).toEqual([false, 'APPROX_COUNT_DISTINCT(x)']);
  });

  it('groups values as bytes', () => {
    expect(sqlServerProfile(16).counts(['a', 'b'], 't AS s', 50)).toBe(
      'SELECT TOP (50) p.k AS k, CONVERT(nvarchar(4000), p.v) AS v, COUNT_BIG(*) AS n FROM t AS s CROSS APPLY (VALUES (0, CONVERT(varbinary(8000), CONVERT(nvarchar(4000), a))), (1, CONVERT(varbinary(8000), CONVERT(nvarchar(4000), b)))) AS p (k, v) GROUP BY p.k, p.v ORDER BY n DESC',
    );
  });
});

describe('a profile in Oracle', () => {
  it('asks these statements of a large table', async () => {
    const { asked, issues, profiled } = await statementsOf(oracleProfile, '"APP"."ORDERS"', table([...columns('VARCHAR2(20 BYTE)', 'NUMBER(10,2)', 'DATE', 'BLOB'), column('OLD', 'text', 'LONG')], '1000000'));
    expect(issues).toEqual([]);
    expect(asked[0]).toBe(`SELECT SUBSTR(s."na]me""", 1, 100) AS c0, TO_CHAR(s."price", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') AS c1 FROM "APP"."ORDERS" SAMPLE BLOCK (1) SEED (42) s FETCH FIRST 20000 ROWS ONLY`);
    expect(asked.some((sql) => sql.includes('COUNT(CASE WHEN s."raw" IS NOT NULL THEN 1 END) AS f3') && sql.includes('max(DBMS_LOB.GETLENGTH(s."raw")) AS w3') && sql.endsWith('FROM "APP"."ORDERS" SAMPLE BLOCK (0.1) SEED (42) s'))).toBe(true);
    expect(asked.find((sql) => sql.includes('GROUP BY m'))).toBe(`SELECT m, count(*) AS n FROM (SELECT TO_CHAR(s."created_at", 'YYYY-MM') AS m FROM "APP"."ORDERS" s) g GROUP BY m`);
    expect(asked.join('\n')).not.toMatch(/\bLIMIT\b|\bAS s\b|octet_length|char_length|"OLD"/);
    // Nothing can be asked of a LONG: nothing is said of it.
    expect(profiled.columns.map(({ profile }) => profile === undefined)).toEqual([false, false, false, false, true]);
  });

  it('takes the first rows where nobody knows how many there are, and all where that is no sample', () => {
    expect(oracleProfile.sample('t', table([]), { rows: 10, total: undefined })).toEqual({ from: '(SELECT * FROM t FETCH FIRST 10 ROWS ONLY) s', firstRows: true });
    expect(oracleProfile.sample('t', table([]), { rows: 10, total: 5n })).toEqual({ from: 't s' });
  });

  it.each([
    ['CHAR', column('x', 'text', 'CHAR(5 BYTE)'), 'RTRIM(x)'],
    ['CLOB', column('x', 'text', 'CLOB'), 'DBMS_LOB.SUBSTR(x, 1000, 1)'],
    ['ROWID', column('x', 'text', 'UROWID(4000)'), 'ROWIDTOCHAR(x)'],
    ['XMLTYPE', column('x', 'xml', 'XMLTYPE'), 'DBMS_LOB.SUBSTR(XMLSERIALIZE(CONTENT x AS CLOB), 1000, 1)'],
    ['DATE', column('x', 'timestamp', 'DATE'), `TO_CHAR(x, 'YYYY-MM-DD HH24:MI:SS')`],
    ['TIMESTAMP', column('x', 'timestamp', 'TIMESTAMP(6)'), `TO_CHAR(x, 'YYYY-MM-DD HH24:MI:SS.FF6')`],
    ['TIMESTAMP WITH LOCAL TIME ZONE', column('x', 'timestamp', 'TIMESTAMP(6) WITH LOCAL TIME ZONE', { timeZone: true }), `TO_CHAR(SYS_EXTRACT_UTC(CAST(x AS TIMESTAMP WITH TIME ZONE)), 'YYYY-MM-DD HH24:MI:SS.FF6')`],
    ['BOOLEAN', column('x', 'boolean', 'BOOLEAN'), `CASE WHEN x THEN 'true' WHEN NOT x THEN 'false' END`],
  ])('writes %s as text', (_name, of, sql) => {
    expect(oracleProfile.text('x', of)).toBe(sql);
  });

  it('counts the characters of all of a large text, and none of blanks alone', () => {
    expect(oracleProfile.characters(oracleProfile.text('s."C"', column('C', 'text', 'CLOB')))).toBe('DBMS_LOB.GETLENGTH(s."C")');
    expect(oracleProfile.characters(oracleProfile.trimmed('x'))).toBe(
      '(LENGTH(CASE WHEN x IS NOT NULL THEN NVL(TRIM(x), CHR(0)) END) - CASE WHEN CASE WHEN x IS NOT NULL THEN NVL(TRIM(x), CHR(0)) END = CHR(0) THEN 1 ELSE 0 END)',
    );
  });

  it('groups values of several columns in one pass', () => {
    expect(oracleProfile.counts(['a', 'b'], 't s', 50)).toBe(
      'SELECT k, v, COUNT(*) AS n FROM (SELECT p.k AS k, CASE p.k WHEN 0 THEN TO_NCHAR(SUBSTR(a, 1, 1000)) WHEN 1 THEN TO_NCHAR(SUBSTR(b, 1, 1000)) END AS v FROM t s CROSS JOIN (SELECT 0 AS k FROM dual UNION ALL SELECT 1 AS k FROM dual) p) GROUP BY k, v ORDER BY n DESC FETCH FIRST 50 ROWS ONLY',
    );
  });
});
