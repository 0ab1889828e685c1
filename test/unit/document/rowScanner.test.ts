import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { readOutline } from '../../../src/core/document/outline.ts';
import { scanRow } from '../../../src/core/document/rowScanner.ts';
import { LineIndex } from '../../../src/core/text/lines.ts';

interface Node {
  type: string;
  children?: Node[];
  position?: { start: { offset?: number; line: number }; end: { offset?: number } };
}
const processor = unified().use(remarkParse).use(remarkGfm);
const parse = (text: string): Node => processor.parse(text) as unknown as Node;

/** Cells of a row as texts, by remark: from the first to the last child, which leaves the padding out. */
function remarkCells(row: Node, text: string): string[] {
  return (row.children ?? []).map((cell) => {
    const raw = text.slice(cell.position?.start.offset ?? 0, cell.position?.end.offset ?? 0);
    return raw.replace(/^[ \t]*\|?[ \t]*/, '').replace(/[ \t]+$/, '').replace(/(?<!\\)((?:\\\\)*)\|$/, '$1').replace(/[ \t]+$/, '');
  });
}

function ownCells(text: string, line: number, lines: LineIndex): string[] {
  const offsets = scanRow(text, lines.start(line), lines.end(line));
  const cells: string[] = [];
  for (let at = 0; at < offsets.length; at += 2) cells.push(text.slice(offsets[at], offsets[at + 1]));
  return cells;
}

function tablesByRemark(text: string): string[][][] {
  return (parse(text).children ?? []).filter((node) => node.type === 'table').map((table) => (table.children ?? []).map((row) => remarkCells(row, text)));
}

function tablesByOutline(text: string): string[][][] {
  const lines = new LineIndex(text);
  return readOutline(lines, 0).flatMap((node) => {
    if (node.kind !== 'table') return [];
    const rows = [ownCells(text, node.line, lines)];
    for (let line = node.line + 2; line < node.endLine; line++) rows.push(ownCells(text, line, lines));
    return [rows];
  });
}

const piece = fc.constantFrom('|', '|', ' | ', 'a', 'b c', '\\|', '\\\\', '\\', '`', '``', '*', ' ', '<br>', '`a|b`', '`x\\|y`', '', '1', '-->', '&amp;', '\t', '[x](y)');
const row = fc.array(piece, { maxLength: 10 }).map((parts) => parts.join(''));
const tableLine = fc.oneof(
  { weight: 8, arbitrary: fc.array(row, { minLength: 1, maxLength: 4 }).map((cells) => `| ${cells.join(' | ')} |`) },
  { weight: 3, arbitrary: row },
  { weight: 4, arbitrary: fc.constantFrom('|---|---|', '| - | :-: |', '--|--', '|--|', '| --- | --- | --- |', '---', ':-') },
  { weight: 3, arbitrary: fc.constantFrom('| a | b |', 'a | b', '| a |', '| x | y | z |', '  | a | b |', '   | a | b |', '    | a | b |') },
  { weight: 2, arbitrary: fc.constantFrom('', '', '# h', '> q', '- item', '1. item', '```', '~~~', '<div>', '<!--', '-->', '***', 'text', '    code', '=====', '  |--|--|', '[r]: /u', '> | a | b |', '> |--|--|', '- | a | b |') },
);
const documentText = fc.tuple(fc.array(tableLine, { minLength: 2, maxLength: 14 }), fc.constantFrom('\n', '\r\n')).map(([all, eol]) => all.join(eol));
const likelyTable = fc.tuple(fc.array(tableLine, { maxLength: 8 }), fc.array(tableLine, { maxLength: 4 })).map(([rows, after]) => ['| a | b |', '|---|---|', ...rows, ...after].join('\n'));

describe('tables', () => {
  it('are found and split as remark-gfm does', () => {
    fc.assert(fc.property(fc.oneof(documentText, likelyTable), (text) => {
      expect(tablesByOutline(text)).toEqual(tablesByRemark(text));
    }), { numRuns: 3_000 });
  });

  it.each(['<!--\n|  | --> |\n|---|---|\n|---|---|', '<!X\n| a | > |\n|---|---|\n|---|---|'])('begin anew behind a block of HTML that ends in what looks like a row: %j', (text) => {
    expect(tablesByOutline(text)).toEqual([[['---', '---']]]);
    expect(tablesByRemark(text)).toEqual([[['---', '---']]]);
  });

  it('leave headings, code and lists as a full parse finds them', () => {
    fc.assert(fc.property(fc.oneof(documentText, likelyTable), (text) => {
      const lines = new LineIndex(text);
      const own = readOutline(lines, 0).flatMap((node) => (node.kind === 'table' ? [] : [[node.kind === 'other' ? node.type : node.kind, node.range.start]]));
      const full = (parse(text).children ?? []).flatMap((node) => (node.type === 'table' ? [] : [[node.type, node.position?.start.offset]]));
      expect(own).toEqual(full);
    }), { numRuns: 3_000 });
  });
});
