import { describe, expect, it } from 'vitest';
import type { Catalogue, Column, DataType, Table } from '../../../src/core/catalogue/catalogue.ts';
import type { DialectName } from '../../../src/connect/ddl/dialectName.ts';
import { readDdl } from '../../../src/connect/ddl/readDdl.ts';

const read = (text: string, dialect: DialectName): Promise<Catalogue> => readDdl(text, { dialect, system: 'Shop', path: 'schema.sql', now: '2025-01-02T03:04:05Z' });

function table(catalogue: Catalogue, name: string): Table {
  return catalogue.tables.find((one) => one.name === name)!;
}

function column(catalogue: Catalogue, tableName: string, name: string): Column {
  return table(catalogue, tableName).columns.find((one) => one.name === name)!;
}

const names = (catalogue: Catalogue): string[] => catalogue.tables.map(({ name }) => name);
const problems = (catalogue: Catalogue): unknown[] => catalogue.issues.map(({ line, message }) => [line, message]);
const columnNames = (one: Table): string[] => one.columns.map(({ name, nullable }) => `${name}${nullable ? '?' : ''}`);

async function expectTypes(dialect: DialectName, types: readonly (readonly [string, DataType, string?])[]): Promise<void> {
  const catalogue = await read(`CREATE TABLE t (\n${types.map(([type], at) => `  c${at} ${type}`).join(',\n')}\n);`, dialect);
  expect(catalogue.issues).toEqual([]);
  expect(catalogue.tables[0]!.columns.map(({ type, nativeType }) => [nativeType, type])).toEqual(types.map(([written, type, native]) => [native ?? written, type]));
}

describe('MySQL', () => {
  it('reads types', async () => {
    await expectTypes('MySQL', [
      ['int(11)', { kind: 'integer', bits: 32 }],
      ['INT UNSIGNED', { kind: 'integer', bits: 32, unsigned: true }],
      ['bigint(20) unsigned zerofill', { kind: 'integer', bits: 64, unsigned: true }],
      ['tinyint(1)', { kind: 'boolean' }],
      ['tinyint(4)', { kind: 'integer', bits: 8 }],
      ['mediumint', { kind: 'integer', bits: 24 }],
      ['decimal( 10 , 2 )', { kind: 'decimal', precision: 10, scale: 2 }, 'decimal(10,2)'],
      ['decimal', { kind: 'decimal', precision: 10, scale: 0 }],
      ['double precision', { kind: 'float', bits: 64 }],
      ['float(30)', { kind: 'float', bits: 64 }],
      ['varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', { kind: 'text', length: 40 }, 'varchar(40)'],
      ['char', { kind: 'text', length: 1 }],
      ['national varchar(7)', { kind: 'text', length: 7 }],
      ['text', { kind: 'text', length: 65_535 }],
      ['longtext', { kind: 'text' }],
      ["enum('a','it''s','c,d)')", { kind: 'enum', values: ['a', "it's", 'c,d)'] }],
      ["set('a','bc')", { kind: 'text', length: 4 }],
      ['datetime(6)', { kind: 'timestamp' }],
      ['timestamp', { kind: 'timestamp', timeZone: true }],
      ['year', { kind: 'integer', bits: 16, unsigned: true }],
      ['bit(1)', { kind: 'boolean' }],
      ['bit(12)', { kind: 'binary', length: 2 }],
      ['varbinary(16)', { kind: 'binary', length: 16 }],
      ['json', { kind: 'json' }],
      ['point', { kind: 'spatial' }],
    ]);
  });

  it('reads a dump with everything in it', async () => {
    const catalogue = await read(
      [
        '-- MySQL dump',
        '/*!40101 SET @OLD=@@CHARACTER_SET_CLIENT */;',
        'DROP TABLE IF EXISTS `order`;',
        '/*!50503 SET character_set_client = utf8mb4 */;',
        'CREATE TABLE `order` (',
        '  `id` int unsigned NOT NULL AUTO_INCREMENT, -- the key; really',
        "  `Größe in cm` decimal(5,1) DEFAULT '0.0' COMMENT 'it\\'s; a \"size\"',",
        '  `state` varchar(10) NOT NULL DEFAULT _utf8mb4\'new\', # comment, with comma',
        '  `changed` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,',
        '  `total` decimal(8,2) GENERATED ALWAYS AS (`net` * (1 + `tax`)) STORED /*!80023 INVISIBLE */,',
        '  `a``b` int DEFAULT NULL,',
        '  customer int REFERENCES customer (id) ON DELETE SET NULL,',
        '  PRIMARY KEY (`id`),',
        '  UNIQUE KEY `u_state` (`state`(5),`a``b` DESC) USING BTREE,',
        '  UNIQUE KEY `u_expr` ((lower(`state`))),',
        '  KEY `k` (`customer`),',
        '  FULLTEXT KEY `f` (`state`),',
        "  CONSTRAINT `c` CHECK (`state` in (_utf8mb4'new',_utf8mb4'paid')),",
        '  CONSTRAINT `fk` FOREIGN KEY (`customer`) REFERENCES `customer` (`id`) ON UPDATE CASCADE',
        ") ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='all orders'",
        '/*!50100 PARTITION BY HASH (id) PARTITIONS 4 */;',
        "INSERT INTO `order` VALUES (1,'x;\\'CREATE TABLE no (a int);');",
        'CREATE TABLE customer (id int PRIMARY KEY, `key` int) AS SELECT 1;',
        'CREATE TEMPORARY TABLE scratch (a int);',
        'CREATE TABLE copy LIKE `order`;',
        'DELIMITER ;;',
        'CREATE PROCEDURE p() BEGIN CREATE TABLE inside (a int); END ;;',
        'DELIMITER ;',
        '/*!50001 CREATE ALGORITHM=UNDEFINED */',
        '/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */',
        '/*!50001 VIEW `v` (`one`,`two`) AS select 1 AS `one`, 2 AS `two` */;',
        'ALTER TABLE customer ADD COLUMN mail varchar(80) NOT NULL AFTER id, ADD UNIQUE (mail), ADD (x int, y int), MODIFY `key` bigint NOT NULL, CHANGE y why int, DROP COLUMN x, AUTO_INCREMENT = 5, RENAME TO client;',
        'RENAME TABLE copy TO shop.copied;',
      ].join('\n'),
      'MySQL',
    );
    expect(problems(catalogue)).toEqual([
      [12, 'A foreign key of order refers to customer, which is not created in this file.'],
      [19, 'A foreign key of order refers to customer, which is not created in this file.'],
      [23, 'The columns of customer come from a query (CREATE TABLE … AS) and were not read.'],
    ]);
    expect(names(catalogue)).toEqual(['order', 'client', 'copied', 'v']);
    expect(table(catalogue, 'order')).toMatchObject({
      columns: [
        { name: 'id', type: { kind: 'integer', bits: 32, unsigned: true }, nativeType: 'int unsigned', nullable: false, generated: true },
        { name: 'Größe in cm', type: { kind: 'decimal', precision: 5, scale: 1 }, nativeType: 'decimal(5,1)', nullable: true, default: "'0.0'", comment: 'it\'s; a "size"' },
        { name: 'state', type: { kind: 'text', length: 10, values: ['new', 'paid'] }, nativeType: 'varchar(10)', nullable: false, default: "_utf8mb4'new'" },
        { name: 'changed', type: { kind: 'timestamp', timeZone: true }, nativeType: 'timestamp', nullable: false, default: 'CURRENT_TIMESTAMP' },
        { name: 'total', type: { kind: 'decimal', precision: 8, scale: 2 }, nativeType: 'decimal(8,2)', nullable: true, generated: true },
        { name: 'a`b', type: { kind: 'integer', bits: 32 }, nativeType: 'int', nullable: true },
        { name: 'customer', type: { kind: 'integer', bits: 32 }, nativeType: 'int', nullable: true },
      ],
      primaryKey: ['id'],
      uniqueKeys: [['state', 'a`b']],
      comment: 'all orders',
    });
    expect(columnNames(table(catalogue, 'client'))).toEqual(['id', 'key', 'mail', 'why?']);
    expect(table(catalogue, 'client').uniqueKeys).toEqual([['mail']]);
    expect(column(catalogue, 'client', 'key').type).toEqual({ kind: 'integer', bits: 64 });
    expect(table(catalogue, 'copied').primaryKey).toEqual(['id']);
    expect(table(catalogue, 'v')).toMatchObject({ kind: 'view', columns: [{ name: 'one' }, { name: 'two' }] });
  });

  it('keeps databases apart where a script fills several', async () => {
    const catalogue = await read('USE a;\nCREATE TABLE t (x int PRIMARY KEY);\nUSE `b`;\nCREATE TABLE t (y int, FOREIGN KEY (y) REFERENCES a.t (x));', 'MySQL');
    expect(catalogue.issues).toEqual([]);
    expect(catalogue.tables.map(({ schema, name }) => [schema, name])).toEqual([['a', 't'], ['b', 't']]);
    expect(catalogue.tables[1]!.foreignKeys).toEqual([{ columns: ['y'], referencedSchema: 'a', referencedTable: 't', referencedColumns: ['x'] }]);
  });
});

describe('SQL Server', () => {
  it('reads types', async () => {
    await expectTypes('SQL Server', [
      ['int', { kind: 'integer', bits: 32 }],
      ['[tinyint]', { kind: 'integer', bits: 8, unsigned: true }, 'tinyint'],
      ['"bigint"', { kind: 'integer', bits: 64 }, 'bigint'],
      ['bit', { kind: 'boolean' }],
      ['[decimal](18, 2)', { kind: 'decimal', precision: 18, scale: 2 }, 'decimal(18,2)'],
      ['numeric', { kind: 'decimal', precision: 18, scale: 0 }],
      ['money', { kind: 'decimal', precision: 19, scale: 4 }],
      ['float(24)', { kind: 'float', bits: 32 }],
      ['float', { kind: 'float', bits: 64 }],
      ['nvarchar (max)', { kind: 'text' }, 'nvarchar(max)'],
      ['varchar(50) COLLATE Latin1_General_CI_AS', { kind: 'text', length: 50 }, 'varchar(50)'],
      ['[sys].[nchar](3)', { kind: 'text', length: 3 }, 'sys.nchar(3)'],
      ['datetime2(7)', { kind: 'timestamp' }],
      ['datetimeoffset', { kind: 'timestamp', timeZone: true }],
      ['uniqueidentifier', { kind: 'uuid' }],
      ['varbinary(max)', { kind: 'binary' }],
      ['rowversion', { kind: 'binary', length: 8 }],
      ['xml', { kind: 'xml' }],
      ['geography', { kind: 'spatial' }],
      ['sql_variant', { kind: 'unknown' }],
    ]);
  });

  it('reads a script with everything in it', async () => {
    const catalogue = await read(
      [
        'USE [Shop]',
        'GO',
        'SET ANSI_NULLS ON',
        'GO',
        'IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N\'[dbo].[Order Lines]\'))',
        'BEGIN',
        'CREATE TABLE [dbo].[Order Lines](',
        '\t[Id] [int] IDENTITY(1,1) NOT FOR REPLICATION NOT NULL, -- it\'s the key',
        '\t[order]]no] [nvarchar](10) NULL CONSTRAINT [DF_x] DEFAULT (N\'a,)\') WITH VALUES,',
        '\t[Qty] [smallint] NOT NULL, /* of /* pieces */ , */',
        '\t[Price] [money] SPARSE NULL,',
        '\t[Total]  AS ([Qty]*[Price]) PERSISTED,',
        '\t[Status] [char](1) NOT NULL,',
        '\t[Ver] [timestamp] NOT NULL,',
        '\t[From] [datetime2](7) GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,',
        '\t[To] [datetime2](7) GENERATED ALWAYS AS ROW END NOT NULL,',
        '\t[Mail] [dbo].[Email] NULL,',
        '\tPERIOD FOR SYSTEM_TIME ([From], [To]),',
        '\tINDEX [ix] NONCLUSTERED ([Qty]),',
        ' CONSTRAINT [PK_Lines] PRIMARY KEY CLUSTERED ',
        '(',
        '\t[Id] ASC',
        ')WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF) ON [PRIMARY]',
        ') ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]',
        'END',
        'GO',
        'CREATE TYPE [dbo].[Email] FROM [nvarchar](80) NOT NULL',
        'GO',
        'CREATE TABLE #scratch (a int)',
        'CREATE TABLE Part ("Größe" int, code varchar(5) UNIQUE, constraint pk primary key (code))',
        "INSERT Part VALUES (1, 'it''s GO",
        "GO",
        "')",
        'GO',
        'ALTER TABLE [dbo].[Order Lines]  WITH CHECK ADD  CONSTRAINT [FK_Part] FOREIGN KEY([order]]no])',
        'REFERENCES [dbo].[Part] ([CODE])',
        'ON DELETE CASCADE',
        'GO',
        'ALTER TABLE [dbo].[Order Lines] CHECK CONSTRAINT [FK_Part]',
        'GO',
        "ALTER TABLE [dbo].[Order Lines] WITH NOCHECK ADD CONSTRAINT [CK] CHECK (([Status]='N' OR [Status]='P'))",
        'GO',
        "ALTER TABLE [dbo].[Order Lines] ADD CONSTRAINT [DF_Status] DEFAULT ('N') FOR [Status]",
        'GO',
        'ALTER TABLE Part ADD extra int NULL, more bit NOT NULL DEFAULT ((0)), CONSTRAINT u UNIQUE (extra)',
        'ALTER TABLE Part ALTER COLUMN extra bigint NOT NULL',
        'CREATE UNIQUE NONCLUSTERED INDEX [ux] ON [dbo].[Part] ([Größe] ASC) INCLUDE (more) WITH (ONLINE = ON) ON [PRIMARY]',
        'CREATE UNIQUE INDEX [filtered] ON [dbo].[Part] (more) WHERE more = 1',
        'GO',
        'CREATE VIEW dbo.[Some Lines] ([Line Id], Qty) WITH SCHEMABINDING AS',
        'SELECT Id, Qty FROM dbo.[Order Lines]',
        'GO',
        'CREATE PROCEDURE p AS',
        'CREATE TABLE inside (a int)',
        'GO',
        "EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'It''s how many' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Order Lines', @level2type=N'COLUMN',@level2name=N'Qty'",
        'GO',
        "EXECUTE sp_addextendedproperty 'MS_Description', 'Parts', 'user', dbo, 'table', Part",
        "EXEC sp_addtype 'zip', 'varchar (9)', 'not null'",
        'CREATE TABLE Place (Zip zip)',
        "EXEC sp_rename N'dbo.Place', N'Town'",
        "EXEC sp_rename '[dbo].[Part].[more]', 'many', 'COLUMN'",
        'DROP TABLE IF EXISTS nothing',
      ].join('\n'),
      'SQL Server',
    );
    expect(catalogue.issues).toEqual([]);
    expect(catalogue.tables.map(({ schema, name, kind }) => [schema, name, kind])).toEqual([
      ['dbo', 'Order Lines', 'table'], ['dbo', 'Part', 'table'], ['dbo', 'Some Lines', 'view'], ['dbo', 'Town', 'table'],
    ]);
    expect(table(catalogue, 'Order Lines')).toEqual({
      schema: 'dbo',
      name: 'Order Lines',
      kind: 'table',
      columns: [
        { name: 'Id', type: { kind: 'integer', bits: 32 }, nativeType: 'int', nullable: false, generated: true },
        { name: 'order]no', type: { kind: 'text', length: 10 }, nativeType: 'nvarchar(10)', nullable: true, default: "(N'a,)')" },
        { name: 'Qty', type: { kind: 'integer', bits: 16 }, nativeType: 'smallint', nullable: false, comment: "It's how many" },
        { name: 'Price', type: { kind: 'decimal', precision: 19, scale: 4 }, nativeType: 'money', nullable: true },
        { name: 'Total', type: { kind: 'unknown' }, nativeType: '', nullable: true, generated: true },
        { name: 'Status', type: { kind: 'text', length: 1, values: ['N', 'P'] }, nativeType: 'char(1)', nullable: false, default: "('N')" },
        { name: 'Ver', type: { kind: 'binary', length: 8 }, nativeType: 'timestamp', nullable: false, generated: true },
        { name: 'From', type: { kind: 'timestamp' }, nativeType: 'datetime2(7)', nullable: false, generated: true },
        { name: 'To', type: { kind: 'timestamp' }, nativeType: 'datetime2(7)', nullable: false, generated: true },
        { name: 'Mail', type: { kind: 'text', length: 80 }, nativeType: 'dbo.Email', nullable: true },
      ],
      primaryKey: ['Id'],
      uniqueKeys: [],
      foreignKeys: [{ name: 'FK_Part', columns: ['order]no'], referencedSchema: 'dbo', referencedTable: 'Part', referencedColumns: ['code'] }],
      statistics: { kind: 'unknown' },
    });
    const part = table(catalogue, 'Part');
    expect(columnNames(part)).toEqual(['Größe?', 'code', 'extra', 'many']);
    expect(part.uniqueKeys).toEqual([['code'], ['extra'], ['Größe']]);
    expect(part.comment).toBe('Parts');
    expect(column(catalogue, 'Town', 'Zip')).toEqual({ name: 'Zip', type: { kind: 'text', length: 9 }, nativeType: 'zip', nullable: false });
    expect(columnNames(table(catalogue, 'Some Lines'))).toEqual(['Line Id?', 'Qty?']);
  });
});

describe('Oracle', () => {
  it('reads types', async () => {
    await expectTypes('Oracle', [
      ['NUMBER', { kind: 'decimal' }],
      ['NUMBER(10)', { kind: 'decimal', precision: 10, scale: 0 }],
      ['NUMBER(10,-2)', { kind: 'decimal', precision: 10, scale: -2 }],
      ['NUMBER(*,2)', { kind: 'decimal', precision: 38, scale: 2 }],
      ['INTEGER', { kind: 'decimal', precision: 38, scale: 0 }],
      ['VARCHAR2(20 CHAR)', { kind: 'text', length: 20 }],
      ['nvarchar2(20)', { kind: 'text', length: 20 }],
      ['CHAR(1 BYTE)', { kind: 'text', length: 1 }],
      ['CLOB', { kind: 'text' }],
      ['LONG RAW', { kind: 'binary' }],
      ['RAW(16)', { kind: 'binary', length: 16 }],
      ['DATE', { kind: 'timestamp' }],
      ['TIMESTAMP(6)', { kind: 'timestamp' }],
      ['TIMESTAMP (6) WITH TIME ZONE', { kind: 'timestamp', timeZone: true }, 'TIMESTAMP(6) WITH TIME ZONE'],
      ['TIMESTAMP WITH LOCAL TIME ZONE', { kind: 'timestamp', timeZone: true }],
      ['INTERVAL DAY(2) TO SECOND(6)', { kind: 'interval' }],
      ['BINARY_DOUBLE', { kind: 'float', bits: 64 }],
      ['FLOAT(126)', { kind: 'float', bits: 64 }],
      ['XMLTYPE', { kind: 'xml' }],
      ['MDSYS.SDO_GEOMETRY', { kind: 'spatial' }],
    ]);
  });

  it('reads a script with everything in it', async () => {
    const catalogue = await read(
      [
        "PROMPT Don't stop",
        'SET DEFINE OFF;',
        'WHENEVER SQLERROR EXIT FAILURE',
        'CONNECT shop/secret@db',
        'GRANT CREATE TABLE TO shop;',
        'CREATE TABLE shop.orders',
        '( order_id  NUMBER(10,0) GENERATED BY DEFAULT ON NULL AS IDENTITY (START WITH 1 CACHE 20) NOT NULL ENABLE,',
        "  \"Mixed Case\" VARCHAR2(10 CHAR) DEFAULT q'[it's, (x)]' NOT NULL, -- name; comment",
        "  placed DATE DEFAULT SYSDATE NOT NULL,",
        "  due DATE DEFAULT TO_DATE('2020-01-01', 'YYYY-MM-DD') + INTERVAL '1' DAY,",
        '  state CHAR(1) CONSTRAINT ck_state CHECK (state IN (\'A\', \'B\')) ENABLE NOVALIDATE,',
        '  net NUMBER(8,2), gross AS (net * 1.2) VIRTUAL,',
        '  key NUMBER DEFAULT shop.order_seq.NEXTVAL,',
        '  customer_id NUMBER CONSTRAINT fk_c REFERENCES customers ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,',
        '  place address_t,',
        '  CONSTRAINT pk_orders PRIMARY KEY (order_id) USING INDEX PCTFREE 10 TABLESPACE users STORAGE (INITIAL 64K) ENABLE,',
        '  CONSTRAINT uq UNIQUE ("Mixed Case", state) USING INDEX (CREATE UNIQUE INDEX uqx ON orders ("Mixed Case", state)),',
        '  CHECK ("NET" IS NOT NULL) ENABLE,',
        '  SUPPLEMENTAL LOG DATA (ALL) COLUMNS',
        ') SEGMENT CREATION IMMEDIATE TABLESPACE users LOB (x) STORE AS (TABLESPACE lobs)',
        '/',
        'CREATE OR REPLACE TYPE address_t AS OBJECT (street VARCHAR2(50), town VARCHAR2(50));',
        '/',
        'CREATE GLOBAL TEMPORARY TABLE scratch (a NUMBER) ON COMMIT DELETE ROWS;',
        'CREATE TABLE customers (id NUMBER(5) PRIMARY KEY, name VARCHAR2(40));',
        'CREATE UNIQUE INDEX cu ON customers (name ASC);',
        'CREATE UNIQUE INDEX cf ON customers (UPPER(name));',
        'CREATE OR REPLACE TRIGGER trg BEFORE INSERT ON orders FOR EACH ROW',
        'BEGIN',
        "  EXECUTE IMMEDIATE 'CREATE TABLE no (a NUMBER)';",
        'END;',
        '/',
        'ALTER TABLE customers ADD (mail VARCHAR2(80), phone VARCHAR2(20) NOT NULL) ADD CONSTRAINT cm UNIQUE (mail);',
        "ALTER TABLE customers MODIFY (mail NOT NULL, phone VARCHAR2(30) DEFAULT '?');",
        'ALTER TABLE customers DROP (name);',
        'ALTER TABLE customers RENAME COLUMN phone TO tel;',
        "COMMENT ON TABLE shop.orders IS 'All of them; it''s many';",
        'COMMENT ON COLUMN shop.orders."Mixed Case" IS \'odd\';',
        'CREATE OR REPLACE FORCE EDITIONABLE VIEW v ("One", two, CONSTRAINT x PRIMARY KEY (two) DISABLE) AS SELECT 1, 2 FROM dual;',
        'RENAME v TO w;',
        'COMMIT;',
      ].join('\n'),
      'Oracle',
    );
    expect(catalogue.issues).toEqual([]);
    expect(catalogue.tables.map(({ schema, name, kind }) => [schema, name, kind])).toEqual([['shop'.toUpperCase(), 'ORDERS', 'table'], [undefined, 'CUSTOMERS', 'table'], [undefined, 'W', 'view']]);
    expect(table(catalogue, 'ORDERS')).toEqual({
      schema: 'SHOP',
      name: 'ORDERS',
      kind: 'table',
      columns: [
        { name: 'ORDER_ID', type: { kind: 'decimal', precision: 10, scale: 0 }, nativeType: 'NUMBER(10,0)', nullable: false, generated: true },
        { name: 'Mixed Case', type: { kind: 'text', length: 10 }, nativeType: 'VARCHAR2(10 CHAR)', nullable: false, default: "q'[it's, (x)]'", comment: 'odd' },
        { name: 'PLACED', type: { kind: 'timestamp' }, nativeType: 'DATE', nullable: false, default: 'SYSDATE' },
        { name: 'DUE', type: { kind: 'timestamp' }, nativeType: 'DATE', nullable: true, default: "TO_DATE('2020-01-01', 'YYYY-MM-DD') + INTERVAL '1' DAY" },
        { name: 'STATE', type: { kind: 'text', length: 1, values: ['A', 'B'] }, nativeType: 'CHAR(1)', nullable: true },
        { name: 'NET', type: { kind: 'decimal', precision: 8, scale: 2 }, nativeType: 'NUMBER(8,2)', nullable: false },
        { name: 'GROSS', type: { kind: 'unknown' }, nativeType: '', nullable: true, generated: true },
        { name: 'KEY', type: { kind: 'decimal' }, nativeType: 'NUMBER', nullable: true, default: 'shop.order_seq.NEXTVAL', generated: true },
        { name: 'CUSTOMER_ID', type: { kind: 'decimal' }, nativeType: 'NUMBER', nullable: true },
        { name: 'PLACE', type: { kind: 'unknown' }, nativeType: 'address_t', nullable: true },
      ],
      primaryKey: ['ORDER_ID'],
      uniqueKeys: [['Mixed Case', 'STATE']],
      foreignKeys: [{ name: 'FK_C', columns: ['CUSTOMER_ID'], referencedTable: 'CUSTOMERS', referencedColumns: ['ID'] }],
      statistics: { kind: 'unknown' },
      comment: "All of them; it's many",
    });
    const customers = table(catalogue, 'CUSTOMERS');
    expect(columnNames(customers)).toEqual(['ID', 'MAIL', 'TEL']);
    expect(customers.uniqueKeys).toEqual([['MAIL']]);
    expect(column(catalogue, 'CUSTOMERS', 'TEL')).toMatchObject({ nativeType: 'VARCHAR2(30)', default: "'?'" });
    expect(columnNames(table(catalogue, 'W'))).toEqual(['One?', 'TWO?']);
  });
});

describe('SQLite', () => {
  it('reads a script with everything in it', async () => {
    const catalogue = await read(
      [
        'PRAGMA foreign_keys=OFF;',
        'BEGIN TRANSACTION;',
        'CREATE TABLE IF NOT EXISTS "order" (',
        '  id INTEGER PRIMARY KEY AUTOINCREMENT,',
        '  [the name] VARCHAR(40) NOT NULL COLLATE NOCASE, -- it\'s',
        '  `key` TEXT UNIQUE ON CONFLICT IGNORE,',
        '  anything,',
        '  big UNSIGNED BIG INT DEFAULT -1,',
        "  at DATETIME DEFAULT (strftime('%s', 'now')) ,",
        '  "double" DOUBLE PRECISION CHECK ("double" > 0),',
        '  \'quoted\' int REFERENCES other,',
        '  g INT GENERATED ALWAYS AS (id * 2) VIRTUAL,',
        '  kind TEXT DEFAULT "a" CHECK (kind IN (\'a\', \'b\'))',
        ');',
        'CREATE TABLE other (a TEXT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;',
        'CREATE TABLE loose (code TEXT PRIMARY KEY, n INTEGER);',
        'CREATE TABLE desc (id INTEGER PRIMARY KEY DESC);',
        'CREATE TABLE sqlite_sequence(name,seq);',
        'CREATE VIRTUAL TABLE search USING fts5(title, body);',
        'CREATE TEMP TABLE scratch (a);',
        "INSERT INTO loose VALUES('a;b',1);",
        'CREATE UNIQUE INDEX u ON loose (n COLLATE BINARY DESC);',
        'CREATE TRIGGER tr AFTER INSERT ON loose BEGIN INSERT INTO other VALUES (1, 2); SELECT 1; END;',
        'CREATE VIEW v(x) AS SELECT 1;',
        'ALTER TABLE loose ADD COLUMN extra REAL;',
        'ALTER TABLE loose RENAME TO "tight";',
        'ALTER TABLE tight RENAME n TO number;',
        'COMMIT;',
      ].join('\n'),
      'SQLite',
    );
    expect(problems(catalogue)).toEqual([[19, 'search is a virtual table of the module fts5; its columns are not in this file.']]);
    expect(names(catalogue)).toEqual(['order', 'other', 'tight', 'desc', 'v']);
    expect(table(catalogue, 'order').columns).toEqual([
      { name: 'id', type: { kind: 'integer' }, nativeType: 'INTEGER', nullable: false, generated: true },
      { name: 'the name', type: { kind: 'text', length: 40 }, nativeType: 'VARCHAR(40)', nullable: false },
      { name: 'key', type: { kind: 'text' }, nativeType: 'TEXT', nullable: true },
      { name: 'anything', type: { kind: 'unknown' }, nativeType: '', nullable: true },
      { name: 'big', type: { kind: 'integer', bits: 64 }, nativeType: 'UNSIGNED BIG INT', nullable: true, default: '-1' },
      { name: 'at', type: { kind: 'timestamp' }, nativeType: 'DATETIME', nullable: true, default: "(strftime('%s', 'now'))" },
      { name: 'double', type: { kind: 'float', bits: 64 }, nativeType: 'DOUBLE PRECISION', nullable: true },
      { name: 'quoted', type: { kind: 'integer' }, nativeType: 'int', nullable: true },
      { name: 'g', type: { kind: 'integer' }, nativeType: 'INT', nullable: true, generated: true },
      { name: 'kind', type: { kind: 'text', values: ['a', 'b'] }, nativeType: 'TEXT', nullable: true, default: '"a"' },
    ]);
    expect(table(catalogue, 'order')).toMatchObject({ uniqueKeys: [['key']], foreignKeys: [{ columns: ['quoted'], referencedTable: 'other', referencedColumns: ['a', 'b'] }] });
    expect(columnNames(table(catalogue, 'other'))).toEqual(['a', 'b']);
    // SQLite lets NULL into such a key.
    expect(columnNames(table(catalogue, 'tight'))).toEqual(['code?', 'number?', 'extra?']);
    expect(table(catalogue, 'tight').uniqueKeys).toEqual([['number']]);
    expect(column(catalogue, 'desc', 'id')).not.toHaveProperty('generated');
  });
});

describe.each<[DialectName, string]>([['MySQL', ';'], ['MariaDB', ';'], ['SQL Server', '\nGO'], ['Oracle', ';'], ['SQLite', ';']])('what is broken in %s', (dialect, end) => {
  const lower = (catalogue: Catalogue): string[] => names(catalogue).map((name) => name.toLowerCase());

  it('is named with its line, and the rest is read', async () => {
    const statements = [
      'CREATE TABLE a (x int)', // 1
      'CREATE TABLE broken (x int NOT NULL\n  y int,\n  z int)', // 2 to 4
      'CREATE TABLE b (\n  x int,\n  = 5\n)', // from 5, or 8 with GO
      'CREATE TABLE c (x int, FOREIGN KEY (x) REFERENCES nowhere (id))',
      'ALTER TABLE missing ADD x int',
      'CREATE TABLE d (x int',
      'CREATE TABLE e (x int)',
    ];
    const text = statements.map((statement) => statement + end).join('\n');
    const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
    const catalogue = await read(text, dialect);
    expect(lower(catalogue)).toEqual(['a', 'broken', 'c', 'e']);
    expect(columnNames(catalogue.tables[1]!).map((name) => name.toLowerCase())).toEqual(['x', 'z?']);
    const fold = (name: string): string => (dialect === 'Oracle' ? name.toUpperCase() : name);
    expect(problems(catalogue)).toEqual([
      [lineOf('  y int'), 'This part of the table could not be understood: unexpected y. The rest of the table was read.'],
      [lineOf('  = 5'), 'This statement could not be read: unexpected ='],
      [lineOf('CREATE TABLE c'), `A foreign key of ${fold('c')} refers to ${fold('nowhere')}, which is not created in this file.`],
      [lineOf('ALTER TABLE missing'), `${fold('missing')} is changed or commented on here, but not created in this file.`],
      [lineOf('CREATE TABLE d'), 'This statement could not be read: the statement ends too early'],
    ]);
  });

  it('ends with its statement where a string is never closed', async () => {
    const catalogue = await read(`CREATE TABLE a (x int)${end}\nCREATE TABLE b (x char(9) DEFAULT 'oops)${end}\nCREATE TABLE c (x int)${end}\n`, dialect);
    expect(lower(catalogue)).toEqual(['a', 'c']);
    expect(problems(catalogue)).toEqual([[end === ';' ? 2 : 3, 'A string that is opened in this statement is never closed. The statement was left out.']]);
  });

  it('hides no table behind a stray quote in a row', async () => {
    const catalogue = await read(`CREATE TABLE a (x int)${end}\nINSERT INTO a VALUES ('it's wrong')${end}\nCREATE TABLE b (x char(9) DEFAULT 'x')${end}\nCREATE TABLE c (x int)${end}\n`, dialect);
    expect(lower(catalogue)).toEqual(['a', 'b', 'c']);
    expect(catalogue.issues).toHaveLength(1);
    expect(catalogue.issues[0]!.line).toBe(end === ';' ? 2 : 3);
  });

  it('is no reason to hang on brackets that nobody closes', async () => {
    const deep = `CREATE TABLE d (x int DEFAULT ${'('.repeat(100_000)}1${')'.repeat(100_000)})${end}`;
    const catalogue = await read(`${deep}\nCREATE TABLE e (x int CHECK (${'('.repeat(200_000)}${end}\nCREATE TABLE f (x int CHECK (${'('.repeat(100_000)}x > 0${')'.repeat(100_000)}))${end}\nCREATE TABLE after (x int)${end}`, dialect);
    expect(lower(catalogue)).toEqual(['d', 'f', 'after']);
    expect(catalogue.issues).toHaveLength(1);
  });
});

describe('views in PostgreSQL', () => {
  it('are read by name, with the columns they list', async () => {
    const catalogue = await read(
      'CREATE TABLE t (a int);\nCREATE OR REPLACE VIEW s.v (x, "Y y") AS SELECT 1, 2;\nCREATE MATERIALIZED VIEW m AS SELECT a FROM t;\nCREATE TEMP VIEW gone AS SELECT 1;\nCOMMENT ON VIEW s.v IS \'seen\';\nCOMMENT ON COLUMN m.a IS \'no matter\';\nALTER VIEW m RENAME TO n;',
      'PostgreSQL',
    );
    expect(catalogue.issues).toEqual([]);
    expect(catalogue.tables.map(({ schema, name, kind, columns, comment }) => [schema, name, kind, columns.map((one) => one.name), comment])).toEqual([
      [undefined, 't', 'table', ['a'], undefined],
      ['s', 'v', 'view', ['x', 'Y y'], 'seen'],
      [undefined, 'n', 'view', [], undefined],
    ]);
  });
});
