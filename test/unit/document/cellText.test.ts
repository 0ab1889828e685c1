import fc from 'fast-check';
import * as prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { decodeCell, encodeCell, encodeItem } from '../../../src/core/document/cellText.ts';
import { itemValue } from '../../../src/core/document/readRows.ts';
import { scanRow } from '../../../src/core/document/rowScanner.ts';
import type { CellKind } from '../../../src/core/plan/sections.ts';

const KINDS: readonly CellKind[] = ['text', 'name', 'count', 'size', 'priority', 'sql', 'transform', 'tolerance', 'duration', 'gate', 'names'];
const piece = fc.constantFrom('|', '\\', '`', '``', '*', '_', '<', '>', '<br>', '[', '](', ')', ' ', '  ', '\n', '\t', '\r', '~', '$', '&', '&amp;', '&#32;', '#', '-', '1.', 'a', 'b', 'SELECT', 'x_y', '{{', '}}', '"', "'", '!', '\u00a0', 'é', '—', '?', 'http://x', '@', '^', '=', '+', ':');
const value = fc.oneof(fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 20 }));

function throughRow(text: string): string {
  const row = `| before | ${text} | after |`;
  const cells = scanRow(row, 0, row.length);
  expect(cells.length).toBe(6);
  return row.slice(cells[2], cells[3]);
}

describe('cell values', () => {
  it('read back as written, whatever they are', () => {
    fc.assert(fc.property(value, fc.constantFrom(...KINDS), (text, kind) => {
      const encoded = encodeCell(text, kind);
      expect(encoded).not.toMatch(/[\r\n]/);
      expect(decodeCell(throughRow(encoded))).toBe(text);
    }), { numRuns: 10_000 });
  });

  it('read back as written in list items', () => {
    fc.assert(fc.property(value, (text) => {
      expect(itemValue(encodeItem(text))).toBe(text);
    }), { numRuns: 4_000 });
  });

  it.each([
    ['SELECT a || b FROM t', 'sql', '`SELECT a \\|\\| b FROM t`'],
    ['SELECT `a`', 'sql', '`` SELECT `a` ``'],
    ['SELECT 1\nFROM t', 'sql', '`SELECT 1`<br>`FROM t`'],
    ['?', 'sql', '?'],
    ['—', 'transform', '—'],
    ['direct', 'transform', '`direct`'],
    ['customer_id', 'name', 'customer_id'],
    ['~1,200,000', 'count', '~1,200,000'],
    ['a|b', 'text', 'a\\|b'],
    ['*x* _y_', 'text', '\\*x\\* \\_y\\_'],
    ['<script>alert(1)</script>', 'text', '\\<script>alert(1)\\</script>'],
    ['[x](javascript:alert(1))', 'text', '\\[x](javascript:alert(1))'],
    ['', 'text', ''],
  ] as const)('writes %j (%s) as %j', (text, kind, expected) => {
    expect(encodeCell(text, kind)).toBe(expected);
  });

  it.each([
    ['`Customer`', 'Customer'],
    ['**Customer**', '**Customer**'],
    ['see `a\\|b` there', 'see `a|b` there'],
    ['a<br/>b<BR>c', 'a\nb\nc'],
    ['`a<br>b`', 'a<br>b'],
    ['5 &lt; 6', '5 < 6'],
    ['a \\* b', 'a * b'],
    ['`open', '`open'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('reads hand-written %j as %j', (text, expected) => {
    expect(decodeCell(text)).toBe(expected);
  });

  it('survive Prettier', async () => {
    // What a person can type: no lone surrogates and no control characters, which Markdown itself does not carry.
    const typed = fc.oneof(fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')), fc.string({ unit: 'grapheme', maxLength: 16 }));
    const samples = fc.sample(fc.tuple(typed, fc.constantFrom<CellKind>('text', 'sql', 'transform')), { numRuns: 3_000, seed: 42 });
    const rows = samples.map(([text, kind]) => `| ${encodeCell(text, kind)} | x |`);
    const formatted = await prettier.format(`| a | b |\n|---|---|\n${rows.join('\n')}\n`, { parser: 'markdown' });
    const read = formatted.trimEnd().split('\n').slice(2).map((row) => {
      const cells = scanRow(row, 0, row.length);
      return decodeCell(row.slice(cells[0], cells[1]));
    });
    expect(read.length).toBe(samples.length);
    const wrong = samples.flatMap(([text, kind], index) => (read[index] === text ? [] : [{ text, kind, encoded: encodeCell(text, kind), read: read[index] }]));
    expect(wrong).toEqual([]);
  });
});
