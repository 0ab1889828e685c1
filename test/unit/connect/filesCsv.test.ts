import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvDialect } from '../../../src/connect/files/csvDialect.ts';
import { countByQuery, readFiles } from './filesReading.ts';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'files-csv-')); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const delimiters = [',', ';', '\t', '|'] as const;
const ends = ['\n', '\r\n'] as const;

/** Cells with all that CSV needs quotes for; no blanks alone, and no characters that no text has. */
const cell = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ 0129.-,;|\t"\'\n#äß€漢😀éñ')), maxLength: 12 });
const name = fc.stringMatching(/^[A-Za-zäöü漢][A-Za-z0-9_ ,;"äöü漢]{0,9}[A-Za-z]$/).filter((text) => !/^(?:true|false)$/i.test(text));

const table = fc.integer({ min: 2, max: 6 }).chain((width) => fc.record({
  names: fc.uniqueArray(name, { minLength: width, maxLength: width, selector: (text) => text.toLowerCase().trim().replace(/\s+/g, ' ') }),
  rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  delimiter: fc.constantFrom(...delimiters),
  end: fc.constantFrom(...ends),
  everyQuote: fc.boolean(),
  lastEnd: fc.boolean(),
}));

describe('CSV as people write it', () => {
  it('reads back what was written: the same columns and counts, for us, for a plain reader and by the query', async () => {
    let at = 0;
    await fc.assert(fc.asyncProperty(table, async ({ names, rows, delimiter, end, everyQuote, lastEnd }) => {
      at += 1;
      // Line breaks within values as the file has them elsewhere: no file mixes them.
      const cells = rows.map((row) => row.map((value) => value.replaceAll('\n', end)));
      const text = Papa.unparse([names, ...cells], { delimiter, newline: end, quotes: everyQuote }) + (lastEnd ? end : '');
      const plain = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true }).data;
      expect(plain.length).toBe(rows.length + 1);
      const file = `t${at}.csv`;
      writeFileSync(join(folder, file), text);
      const read = await readFiles(join(folder, file), file);
      expect(read.issues).toEqual([]);
      expect(read.tables[0]?.columns.map((column) => column.name)).toEqual(names.map((each) => each.replace(/\s+/g, ' ').trim()));
      expect(read.tables[0]?.statistics.rowCount).toBe(String(rows.length));
      expect(await countByQuery(read.tables[0]!, folder)).toBe(String(rows.length));
    }), { numRuns: 60 });
  });

  it('counts the rows that are left when some are ragged, and finds the line of the first', async () => {
    let at = 0;
    const row = fc.record({ kind: fc.constantFrom('sound', 'sound', 'sound', 'more', 'fewer'), text: fc.constantFrom('a', '"b\nb"', '"c,c"', 'ä') });
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 4, maxLength: 40 }), fc.boolean(), async (rows, packed) => {
      at += 1;
      const lines = rows.map(({ kind, text }, index) => (kind === 'sound' ? `${index},${text},x` : kind === 'more' ? `${index},${text},x,y` : `${index},${text}`));
      const content = `id,name,note\n${lines.join('\n')}\n`;
      const file = packed ? `r${at}.csv.gz` : `r${at}.csv`;
      writeFileSync(join(folder, file), packed ? gzipSync(content) : content);
      const read = await readFiles(join(folder, file), file);
      const sound = rows.filter(({ kind }) => kind === 'sound').length;
      const lineOf = (wanted: string): number => 1 + content.slice(0, content.indexOf(`\n${rows.findIndex(({ kind }) => kind === wanted)},`) + 1).split('\n').length - 1;
      expect(read.tables[0]?.statistics.rowCount).toBe(String(sound));
      const expected = (['more', 'fewer'] as const).flatMap((kind) => {
        const count = rows.filter((each) => each.kind === kind).length;
        return count === 0 ? [] : [{ line: lineOf(kind), message: `Lines with ${kind} fields than columns: ${count}. They are not in the count; this is the first.` }];
      }).sort((a, b) => a.line - b.line);
      const said = read.issues.map(({ line, message }) => ({ line, message })).filter(({ message }) => !message.startsWith('The file holds a header'));
      expect(said).toEqual(expected);
    }), { numRuns: 40 });
  });
});

describe('how a CSV file is written', () => {
  const found = (text: string, extension = 'csv'): unknown => {
    const dialect = csvDialect(text, true, extension);
    return dialect && [dialect.delimiter, dialect.escape, dialect.header, dialect.skip, dialect.names.join('/')];
  };

  it('is found out from its text', () => {
    expect(found('a,b\n1,2\n')).toEqual([',', '"', true, 0, 'a/b']);
    expect(found('name;amount\nx;1,5\ny;2,5\n')).toEqual([';', '"', true, 0, 'name/amount']);
    expect(found('a\tb\n"x,y"\t1\n', 'tsv')).toEqual(['\t', '"', true, 0, 'a/b']);
    expect(found('a|b|c\n1|2|3\n', 'txt')).toEqual(['|', '"', true, 0, 'a/b/c']);
    expect(found('no table\nat all\n', 'txt')).toBeUndefined();
    expect(found('id\n1\n2\n')).toEqual([',', '"', true, 0, 'id']);
    expect(found('id,text\n1,"a \\"b\\" c"\n2,"d, \\"e\\""\n')).toEqual([',', '\\', true, 0, 'id/text']);
    expect(found(',name\n1,a\n2,b\n')).toEqual([',', '"', true, 0, 'column1/name']);
    expect(found('2020-01-01,5\n2020-01-02,6\n')).toEqual([',', '"', false, 0, 'column1/column2']);
    expect(found('sep=|\na|b\n1|2\n')).toEqual(['|', '"', true, 1, 'a/b']);
    expect(found('Customers\nas of today\n\nid,name,x\n1,a,b\n')).toEqual([',', '"', true, 3, 'id/name/x']);
    expect(found('"a\nb",c\n1,2\n')).toEqual([',', '"', true, 0, 'a b/c']);
  });

  it('takes no long time over a thousand columns of one name', () => {
    const text = `${'a,'.repeat(50_000)}a\n`;
    expect(csvDialect(text, true, 'csv')?.names.at(-1)).toBe('a_50001');
  });
});
