import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDialect } from '../../../src/connect/ddl/dialect.ts';
import { dialectNames } from '../../../src/connect/ddl/dialectName.ts';
import type { DialectName } from '../../../src/connect/ddl/dialectName.ts';
import { ScriptBuffer } from '../../../src/connect/ddl/scriptBuffer.ts';
import { splitStatements } from '../../../src/connect/ddl/splitStatements.ts';
import type { Piece } from '../../../src/connect/ddl/splitStatements.ts';

interface Read extends Piece {
  readonly text: string;
  readonly line: number;
}

async function pieces(chunks: readonly string[], dialect: DialectName): Promise<Read[]> {
  const { rules } = await loadDialect(dialect);
  const buffer = new ScriptBuffer(chunks);
  const read: Read[] = [];
  for (const piece of splitStatements(buffer, rules)) {
    read.push({ ...piece, text: buffer.slice(piece.start, piece.end), line: buffer.lineAt(piece.start) });
  }
  return read;
}

async function split(text: string, dialect: DialectName): Promise<string[]> {
  return (await pieces([text], dialect)).filter(({ start, end, unclosed }) => start < end || unclosed !== undefined).map((piece) => (piece.unclosed === undefined ? piece.text.trimEnd() : `unclosed: ${piece.unclosed}`));
}

describe('splitStatements in MySQL', () => {
  it.each<[string, string, string[]]>([
    ['strings with backslashes', `A 'x\\';' ; B "y\\";" ; C 'it''s;'`, [`A 'x\\';'`, `B "y\\";"`, `C 'it''s;'`]],
    ['a backslash before the closing quote', `A 'x\\\\'; B`, [`A 'x\\\\'`, 'B']],
    ['names in back ticks', 'A `x;``y`; B `\\`; C', ['A `x;``y`', 'B `\\`', 'C']],
    ['comments', `A # it's; \n; B -- it's;\n; C 1--2; D /* ; ' */`, [`A # it's;`, `B -- it's;`, 'C 1--2', `D /* ; ' */`]],
    ['conditional comments are statements', `/*!40101 SET NAMES utf8 */; /*!50001 CREATE VIEW v AS SELECT ';' */;B`, ['/*!40101 SET NAMES utf8 */', `/*!50001 CREATE VIEW v AS SELECT ';' */`, 'B']],
    ['delimiters', 'DELIMITER $$\nCREATE TRIGGER t BEGIN A; B; END$$\nDELIMITER ;\nC; D', ['CREATE TRIGGER t BEGIN A; B; END', 'C', 'D']],
    ['two semicolons as a delimiter', "delimiter ;;\nA; 'x;;y' B;;\ndelimiter ;\nC", [`A; 'x;;y' B`, 'C']],
    ['slashes as a delimiter', 'DELIMITER //\nA; B /* ; */ //\nDELIMITER ;\nC;', ['A; B /* ; */', 'C']],
    [
      'a routine without a delimiter of its own',
      'CREATE PROCEDURE p() BEGIN IF x THEN A; END IF; CASE y WHEN 1 THEN B; END CASE; SELECT CASE z WHEN 1 THEN 2 END; END; C;',
      ['CREATE PROCEDURE p() BEGIN IF x THEN A; END IF; CASE y WHEN 1 THEN B; END CASE; SELECT CASE z WHEN 1 THEN 2 END; END', 'C'],
    ],
    ['a line for the client', `\\! echo it's\nsource it's.sql\nA;`, ['A']],
    ['USE without a semicolon', 'USE shop\nCREATE TABLE t (a int);', ['USE shop', 'CREATE TABLE t (a int)']],
  ])('%s', async (_name, text, expected) => {
    expect(await split(text, 'MySQL')).toEqual(expected);
  });
});

describe('splitStatements in SQL Server', () => {
  it.each<[string, string, string[]]>([
    ['batches', 'A\nGO\nB\ngo 5\nC\n  GO -- done\nD\nGO', ['A', 'B', 'C', 'D']],
    ['GO in a string, a comment, a name and a word', `A '\nGO\n' /*\nGO\n/* */ ' */ [x\nGO\n] GOTO\nGO\nB`, [`A '\nGO\n' /*\nGO\n/* */ ' */ [x\nGO\n] GOTO`, 'B']],
    ['strings and names', `A N'it''s;' [x;]];y] "z;""" ; B 'x\\' ; C`, [`A N'it''s;' [x;]];y] "z;"""`, `B 'x\\'`, 'C']],
    ['statements without separators', 'CREATE TABLE t (\n  [create] int\n)\n\nInsert Into t Values (1)\nALTER TABLE t\n  ADD x int\n', ['CREATE TABLE t (\n  [create] int\n)', 'Insert Into t Values (1)', 'ALTER TABLE t\n  ADD x int']],
    ['a column changed or dropped on a line of its own', 'ALTER TABLE t\nALTER COLUMN x int\nGO\nALTER TABLE t\nDROP COLUMN y\n', ['ALTER TABLE t\nALTER COLUMN x int', 'ALTER TABLE t\nDROP COLUMN y']],
    ['a procedure is its batch', 'CREATE PROC p AS\nCREATE TABLE t (a int);\nSELECT 1;\nGO\nB;C', ['CREATE PROC p AS\nCREATE TABLE t (a int);\nSELECT 1;', 'B', 'C']],
    ['conditions', `IF OBJECT_ID('t') IS NULL CREATE TABLE t (a int); B`, [`IF OBJECT_ID('t') IS NULL`, 'CREATE TABLE t (a int)', 'B']],
    ['blocks', 'IF NOT EXISTS (SELECT 1)\nBEGIN\nCREATE TABLE t (a int)\nEND\nGO', ['IF NOT EXISTS (SELECT 1)', 'BEGIN', 'CREATE TABLE t (a int)', 'END']],
    ['rights name statements', 'GRANT\nCREATE TABLE\nTO me\nGO\nB', ['GRANT\nCREATE TABLE\nTO me', 'B']],
    ['lines for the client', `:setvar name "it's"\n!!dir 'x\nA\nGO`, ['A']],
  ])('%s', async (_name, text, expected) => {
    expect(await split(text, 'SQL Server')).toEqual(expected);
  });
});

describe('splitStatements in Oracle', () => {
  it.each<[string, string, string[]]>([
    ['q quotes', `A q'[it's; ]x]'; B nQ'!it's;!'; C q'{;}' ; D Xq'a;'`, [`A q'[it's; ]x]'`, `B nQ'!it's;!'`, `C q'{;}'`, `D Xq'a;'`]],
    ['slashes', 'A\n/\nB;\n/\nC / 2;', ['A', 'B', 'C / 2']],
    ['blocks end at a slash', `CREATE OR REPLACE TRIGGER t\nBEGIN\n  x := 'a;';\n  y := 1 / 2;\nEND;\n/\nB;`, [`CREATE OR REPLACE TRIGGER t\nBEGIN\n  x := 'a;';\n  y := 1 / 2;\nEND;`, 'B']],
    ['a block without its slash', 'BEGIN\n  NULL;\nEND;\nCREATE TABLE t (a NUMBER);', ['BEGIN\n  NULL;\nEND;', 'CREATE TABLE t (a NUMBER)']],
    ['lines for SQL*Plus', `PROMPT it's here\nREM don't;\nSET DEFINE OFF\nWHENEVER SQLERROR EXIT\n@@it's.sql\nTTITLE 'a' -\n  it's\nA;`, ['A']],
    ['SET of SQL', 'SET TRANSACTION READ ONLY;\nA;', ['SET TRANSACTION READ ONLY', 'A']],
  ])('%s', async (_name, text, expected) => {
    expect(await split(text, 'Oracle')).toEqual(expected);
  });
});

describe('splitStatements in SQLite', () => {
  it.each<[string, string, string[]]>([
    ['all four quotes', 'A [x;y] `x;``y` "x;" \'x\\\'; B', ['A [x;y] `x;``y` "x;" \'x\\\'', 'B']],
    ['triggers', 'CREATE TRIGGER t AFTER INSERT ON x BEGIN A; SELECT CASE WHEN 1 THEN 2 END; END; B;', ['CREATE TRIGGER t AFTER INSERT ON x BEGIN A; SELECT CASE WHEN 1 THEN 2 END; END', 'B']],
    ['lines for the shell', `.mode csv\n.import it's.csv t\nA;`, ['A']],
  ])('%s', async (_name, text, expected) => {
    expect(await split(text, 'SQLite')).toEqual(expected);
  });
});

const soup = fc.array(
  fc.constantFrom(
    "'", '"', '`', '[', ']', '$', '$$', '/*', '*/', '/*!50003 ', '--', '-- ', '#', '\n', '\r\n', ';', ';;', '//', '(', ')', '\\', '\\g', 'COPY x FROM stdin;', '\\.', 'CREATE ', 'CREATE TABLE ',
    'CREATE PROCEDURE ', 'CREATE TRIGGER ', 'CREATE RULE ', 'BEGIN ', 'CASE ', 'END', 'IF ', 'GO', '\nGO\n', '\n/\n', '\nDELIMITER //\n', '\nDELIMITER ;\n', '\nPROMPT ', '\nREM -\n', 'GRANT ', 'INSERT INTO ',
    "q'[", "]'", "N'", 'E', 'a', ' ', 'ü', '😀', '\u00a0', ':setvar', '.mode',
  ),
  { maxLength: 50 },
);

describe.each(dialectNames)('the pieces of a script in %s', (dialect) => {
  it('are the script, in its order, however it comes in', async () => {
    await fc.assert(
      fc.asyncProperty(soup, fc.integer({ min: 1, max: 40 }), async (parts, size) => {
        const text = parts.join('');
        const whole = await pieces([text], dialect);
        let at = 0;
        for (const { from, to, start, end, line } of whole) {
          expect(from).toBe(at);
          expect(start >= from && end >= start && to >= end && to > from).toBe(true);
          expect(line).toBe(text.slice(0, start).split('\n').length);
          at = to;
        }
        expect(at).toBe(text.length);
        expect(whole.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
        expect(whole.every((piece) => piece.text === text.slice(piece.start, piece.end))).toBe(true);
        const chunks: string[] = [];
        for (let cut = 0; cut < text.length; cut += size) {
          chunks.push(text.slice(cut, cut + size));
        }
        expect(await pieces(chunks, dialect)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});
