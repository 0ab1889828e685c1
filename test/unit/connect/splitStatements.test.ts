import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postgres } from '../../../src/connect/ddl/dialects/postgres.ts';
import { ScriptBuffer } from '../../../src/connect/ddl/scriptBuffer.ts';
import { splitStatements } from '../../../src/connect/ddl/splitStatements.ts';

function split(text: string): string[] {
  return [...splitStatements(new ScriptBuffer([text]), postgres.rules)]
    .filter(({ start, end, unclosed }) => start < end || unclosed !== undefined)
    .map(({ start, end, unclosed }) => (unclosed === undefined ? text.slice(start, end) : `unclosed: ${unclosed}`));
}

describe('splitStatements', () => {
  it.each([
    ['plain', 'A; B ;\n\n;C', ['A', 'B ', 'C']],
    ['strings', `A 'x;''y;' ; B`, [`A 'x;''y;' `, 'B']],
    ['a backslash ends no plain string', `A 'x\\'; B`, [`A 'x\\'`, 'B']],
    ['escape strings', `A E'x\\';' ; B e'\\\\'; C`, [`A E'x\\';' `, `B e'\\\\'`, 'C']],
    ['an e that ends a word is no escape', `A nice'x\\'; B`, [`A nice'x\\'`, 'B']],
    ['quoted names', `A "x;""y" ; B`, [`A "x;""y" `, 'B']],
    ['line comments', '-- a; b\nA -- c;\n; B', ['A -- c;\n', 'B']],
    ['nested comments', '/* a /* b; */ c; */ A /* ; */; B', ['A /* ; */', 'B']],
    ['dollar quotes', 'A $$x;$y$;$$; B $f$ $$;$$ $f$; C', ['A $$x;$y$;$$', 'B $f$ $$;$$ $f$', 'C']],
    ['parameters are no dollar quotes', 'A $1; B $1', ['A $1', 'B $1']],
    ['a dollar inside a name', 'A x$$; B $$;$$', ['A x$$', 'B $$;$$']],
    ['copy data', `COPY t (a) FROM stdin;\n1\t'it\n;CREATE\n\\.x\n\\.\nB`, ['COPY t (a) FROM stdin', 'B']],
    ['copy data with CRLF', 'COPY t FROM STDIN WITH (FORMAT csv);\r\n1;2\r\n\\.\r\nB;', ['COPY t FROM STDIN WITH (FORMAT csv)', 'B']],
    ['copy from a file has no data', `COPY t FROM '/x'; B;`, [`COPY t FROM '/x'`, 'B']],
    ['commands of the shell', "\\c shop;\nA;\n\\echo it's\nB\n\\gexec\nC;", ['A', 'B\n', 'C']],
    ['rules hold statements in brackets', 'CREATE RULE r AS ON INSERT TO t DO (A; B); C;', ['CREATE RULE r AS ON INSERT TO t DO (A; B)', 'C']],
    ['a bracket left open ends with its statement', 'CREATE TABLE t (a; B;', ['CREATE TABLE t (a', 'B']],
    [
      'function bodies',
      `CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 'END;'; END; B;`,
      [`CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 'END;'; END`, 'B'],
    ],
    ['only white space and comments', ' -- x\n/* y */ \n', []],
    ['unclosed comment', 'A; /* x', ['A', 'unclosed: A comment']],
    ['unclosed name', `A "x\nCREATE B;`, ['unclosed: A quoted name', 'CREATE B']],
    ['unclosed dollar quote', 'A $$x\nSET B;', ['unclosed: A dollar-quoted string', 'SET B']],
  ])('%s', (_name, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('finds exactly the statements that were put together', () => {
    const piece = fc.constantFrom('word ', '12,', ` 'it''s; ' `, ' "na;me" ', ' $$ ; $$ ', ' $t$ ; $$ $t$ ', ' /* ; /* ; */ */ ', ' -- ;\n', '(a)', ' E\'\\\';\' ', '\u00fc ', ' $1 ');
    const statement = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `X${pieces.join('')}`);
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), fc.constantFrom(';', ';\n', ' ;\r\n\r\n'), (statements, separator) => {
        expect(split(statements.map((text) => text + separator).join('')).map((text) => text.trimEnd())).toEqual(statements.map((text) => text.trimEnd()));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never stalls and stays inside the text, whatever comes', () => {
    const noise = fc.array(fc.constantFrom("'", '"', '$', '$$', '/*', '*/', '--', '\n', ';', '(', ')', '\\', '\\g', 'COPY x FROM stdin;', '\\.', 'CREATE ', 'CREATE RULE ', 'E', 'a', ' '), { maxLength: 40 });
    fc.assert(
      fc.property(noise, (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const { start, end, unclosed } of splitStatements(new ScriptBuffer([text]), postgres.rules)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeLessThanOrEqual(text.length);
          last = unclosed === undefined ? end : start;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts lines of offsets in any order', () => {
    const buffer = new ScriptBuffer(['a\nb\r\nc\n\nd']);
    buffer.more(0);
    expect([0, 1, 2, 5, 7, 8, 2].map((offset) => buffer.lineAt(offset))).toEqual([1, 1, 2, 3, 4, 5, 2]);
  });
});
