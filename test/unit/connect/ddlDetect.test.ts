import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { TextChunks } from '../../../src/connect/ddl/decodeText.ts';
import { openDdl } from '../../../src/connect/ddl/ddlSource.ts';
import { detectDialect, isSure } from '../../../src/connect/ddl/detectDialect.ts';
import { dialectNames } from '../../../src/connect/ddl/dialectName.ts';
import type { DialectName } from '../../../src/connect/ddl/dialectName.ts';
import { readDdl, readDdlChunks } from '../../../src/connect/ddl/readDdl.ts';

const folder = mkdtempSync(join(tmpdir(), 'ddl-test-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

describe('detectDialect', () => {
  it.each<[DialectName, string, boolean]>([
    ['PostgreSQL', 'CREATE TABLE t (id bigserial PRIMARY KEY, at timestamptz, doc jsonb);', true],
    ['PostgreSQL', "SET search_path = app;\nCREATE TABLE ONLY x (a character varying(3) DEFAULT 'a'::character varying);", true],
    ['MySQL', 'CREATE TABLE `t` (`id` int(11) NOT NULL AUTO_INCREMENT) ENGINE=InnoDB;', true],
    ['MariaDB', '-- MariaDB dump 10.19\nCREATE TABLE `t` (`id` int(11) NOT NULL AUTO_INCREMENT) ENGINE=InnoDB;', true],
    ['SQL Server', 'CREATE TABLE [dbo].[t] ([Id] [int] IDENTITY(1,1) NOT NULL)\nGO\n', true],
    ['SQL Server', 'create table t (a nvarchar(max), b uniqueidentifier)\r\ngo\r\n', true],
    ['Oracle', 'CREATE TABLE t (a NUMBER(10), b VARCHAR2(20));\n/\n', true],
    ['SQLite', 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);', true],
    // What stands in rows and comments says nothing of the script.
    ['Oracle', "INSERT INTO t VALUES ('ENGINE=InnoDB AUTO_INCREMENT `x` `y`', '[dbo]\nGO\n');\n-- was VARCHAR(MAX) in [dbo]\nCREATE TABLE t (a NUMBER, b VARCHAR2(9));", true],
    ['PostgreSQL', 'CREATE TABLE t (a int);', false],
  ])('%s: %s', (dialect, text, sure) => {
    const guesses = detectDialect(text);
    expect([guesses[0].dialect, isSure(guesses)]).toEqual([dialect, sure]);
    expect(guesses.map((guess) => guess.dialect).sort()).toEqual([...dialectNames].sort());
  });

  it('believes the name of the file where the text says nothing', () => {
    expect(['shop_oracle.sql', 'a/mssql/shop.sql', 'shop.mysql.sql', 'sqlite-schema.sql'].map((name) => detectDialect('CREATE TABLE t (a int);', name)[0].dialect)).toEqual(['Oracle', 'PostgreSQL', 'MySQL', 'SQLite']);
  });

  it.each(["'", '/*', '[a', '`a', '-- ', 'COPY ', '\\', '"', "''\\'", 'CREATE TYPE '])('comes to an end with half a million of %s', (part) => {
    expect(detectDialect(part.repeat(500_000 / part.length))).toHaveLength(6);
  });
});

describe('a script that comes in pieces', () => {
  it('is decoded as one, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom<'utf8' | 'utf16le'>('utf8', 'utf16le'), fc.integer({ min: 1, max: 7 }), (noise, encoding, size) => {
        const text = `CREATE TABLE größe (x integer);${noise.replaceAll('\0', '').replaceAll('\uFEFF', '')}`;
        const bytes = Buffer.from(`\uFEFF${text}`, encoding);
        // The first piece shows the encoding.
        const chunks = [bytes.subarray(0, 4)];
        for (let at = 4; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
        const decoder = new TextChunks(chunks, 'a.sql');
        expect([...decoder].join('')).toBe(text);
        expect(decoder.sure).toBe(true);
      }),
    );
  });

  it('goes on in Windows-1252 where UTF-8 ends', () => {
    const decoder = new TextChunks([Buffer.from('größe '), Buffer.from('gr\u00f6\u00dfe ', 'latin1'), Buffer.from('\u00fc', 'latin1')], 'a.sql');
    expect([[...decoder].join(''), decoder.sure]).toEqual(['größe größe ü', false]);
  });

  it('passes over what is longer than memory should hold, and counts its lines', async () => {
    function* chunks(): Generator<string> {
      yield 'CREATE TABLE a (x int);\nINSERT INTO a VALUES\n';
      for (let count = 0; count < 12; count += 1) yield `(1, 'it''s \\'),\n`.repeat(70_000);
      yield "(2, 'x');\nCREATE TABLE b (\n  = );\nCREATE TABLE c (x int);";
    }
    const catalogue = await readDdlChunks(chunks(), { dialect: 'SQLite', system: 's', path: 'p', now: 'n' });
    expect(catalogue.tables.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(catalogue.issues).toEqual([{ message: 'This statement could not be read: unexpected =', line: 840_005 }]);
  });

  it('says so where a long statement may have swallowed others', async () => {
    const text = `CREATE TABLE a (x int);\nINSERT INTO a VALUES ('it's');\n${'-- x y\n'.repeat(700_000)}CREATE TABLE b (y int);\nINSERT INTO a VALUES ('z');`;
    const catalogue = await readDdl(text, { dialect: 'SQLite', system: 's', path: 'p', now: 'n' });
    expect(catalogue.tables.map(({ name }) => name)).toEqual(['a']);
    expect(catalogue.issues.map(({ line }) => line)).toEqual([2]);
  });

  it('is read from its file, in the dialect it looks like', async () => {
    const file = join(folder, 'shop.sql');
    writeFileSync(file, `CREATE TABLE [dbo].[t] ([Id] [int] IDENTITY(1,1) NOT NULL)\nGO\n${"INSERT [dbo].[t] VALUES (N'ü')\nGO\n".repeat(60_000)}CREATE TABLE [dbo].[u] ([a] [money])\nGO\n`);
    const signs: number[] = [];
    const source = await openDdl({ kind: 'ddl', dialect: 'auto', system: 's', role: 'target', file, path: 'shop.sql', now: 'n' }, { scratch: folder, working: () => void signs.push(1) });
    expect(source.technology).toBe('SQL Server');
    expect((await source.listTables()).map(({ schema, name }) => [schema, name])).toEqual([['dbo', 't'], ['dbo', 'u']]);
    expect(await source.issues()).toEqual([]);
    await source.close();
  });
});
