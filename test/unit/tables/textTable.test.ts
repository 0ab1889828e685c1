import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { cellIndexAt, headerNames, lineText, readRow, tableAt } from '../../../src/core/tables/textTable.ts';

interface Node { type: string; children?: Node[]; position: { start: { offset: number }; end: { offset: number } } }
const processor = unified().use(remarkParse).use(remarkGfm);

/** The tables at the top level of a text, each as the lines that remark gives it. */
function byRemark(text: string): [number, number][] {
  const { children } = processor.parse(text) as unknown as Node;
  return (children ?? []).filter(({ type }) => type === 'table').map(({ position }) => [text.lastIndexOf('\n', position.start.offset - 1) + 1, position.end.offset]);
}

function byOwn(text: string): [number, number][] {
  const found: [number, number][] = [];
  for (let start = 0; ;) {
    const table = tableAt(text, start);
    if (table) {
      const last = [table.starts[0]!, table.ends.at(-1)!] as [number, number];
      if (found.at(-1)?.[0] !== last[0]) found.push(last);
    }
    const next = text.indexOf('\n', start);
    if (next < 0) return found;
    start = next + 1;
  }
}

const line = fc.constantFrom(
  '| a | b |', '|---|:-:|', '| c | d |', '| x |', 'a | b', '--|--', 'c', '', '', '  | a | b |', '   |---|---|', '    | a | b |',
  '# h', '#h', '```', '~~~', '<div>', '</div>', '<!--', '-->', '-item', '1.item', '***', '---', '| ---', 'text', '| `a|b` | \\| |',
);
const text = fc.tuple(fc.array(line, { minLength: 2, maxLength: 12 }), fc.constantFrom('\n', '\r\n')).map(([lines, eol]) => ['text', '', ...lines].join(eol));

describe('tableAt', () => {
  const found = (lines: readonly string[], at: string): string[] | undefined => {
    const document = lines.join('\n');
    const table = tableAt(document, document.indexOf(at));
    return table?.starts.map((_, index) => lineText(table, index));
  };
  const rows = ['| a | b |', '|---|---|', '| c | d |'];
  const deeper = (by: number): string[] => rows.map((row) => ' '.repeat(by) + row);

  it.each([
    ['in a list item', ['- item', '', ...deeper(2)], deeper(2)],
    ['in a numbered item of four blanks', ['10. item', ...deeper(4)], deeper(4)],
    ['in an item of an item', ['- item', '  - item', '', ...deeper(4)], deeper(4)],
    ['behind a paragraph', ['text', ...rows], rows],
    ['before a heading', [...rows, '# c'], rows],
    ['in a quotation: not', rows.map((row) => `> ${row}`), undefined],
    ['as lines that go on with a quotation: not', ['> text', ...rows], undefined],
    ['as code of the text: not', ['text', '', ...deeper(4)], undefined],
    ['as code of an item: not', ['- item', '', ...deeper(6)], undefined],
    ['in a fence: not', ['```', ...rows, '```'], undefined],
    ['in a fence of another length: not', ['````', '```', ...rows, '````'], undefined],
    ['behind a fence', ['```', '| x |', '```', ...rows], rows],
    ['in a fence of an item: not', ['10. item', '', '    ```', ...deeper(4), '    ```'], undefined],
    ['behind a fence of an item', ['10. item', '', '    ```', '    x', '    ```', ...deeper(4)], deeper(4)],
    ['in a comment: not', ['<!--', '', ...rows, '-->'], undefined],
    ['in an HTML block: not', ['<div>', ...rows], undefined],
    ['behind an HTML block', ['<div>', '', ...rows], rows],
    ['in the frontmatter: not', ['---', ...rows, '---'], undefined],
    ['behind the frontmatter', ['---', 'a: 1', '---', ...rows], rows],
    ['behind a rule', ['text', '', '---', '', ...rows], rows],
    ['of one column', ['| a |', '|---|', '| c |'], ['| a |', '|---|', '| c |']],
    ['a heading with a line below: not', ['c', '---'], undefined],
  ] as const)('finds the table %s', (_name, lines, expected) => {
    expect(found(lines, 'c')).toEqual(expected);
  });

  it('ends without a line break, and knows its line break', () => {
    expect(tableAt('| a |\r\n|---|\r\n| c |', 19)).toMatchObject({ eol: '\r\n', starts: [0, 7, 14], ends: [5, 12, 19] });
    expect(tableAt('| a |\n|---|', 11)).toMatchObject({ eol: '\n', starts: [0, 6] });
    expect(tableAt('| a |\n|---|\n', 12)).toBeUndefined();
    expect(tableAt('', 0)).toBeUndefined();
  });

  it('reads alignments and header names', () => {
    const table = tableAt('| **Record  Count** | b | c | d |\n|:-|:-:|-:|-|', 0)!;
    expect(table.alignments).toEqual(['left', 'center', 'right', 'none']);
    expect(headerNames(table)).toEqual(['record count', 'b', 'c', 'd']);
  });

  it('finds the tables that remark-gfm finds at the top level', () => {
    fc.assert(fc.property(text, (document) => {
      expect(byOwn(document)).toEqual(byRemark(document));
    }), { numRuns: 8_000 });
  });
});

describe('a row', () => {
  it.each([
    ['| a | b |', true, true, ['a', 'b']],
    ['a | b', false, false, ['a', 'b']],
    ['| a | b', true, false, ['a', 'b']],
    ['a | b |', false, true, ['a', 'b']],
    ['||', true, true, ['']],
    ['| |  |', true, true, ['', '']],
    ['  | a \\| b | `x\\|y` |', true, true, ['a \\| b', '`x\\|y`']],
    ['| a\\\\| b |', true, true, ['a\\\\', 'b']],
  ] as const)('%s', (line, open, closed, cells) => {
    expect(readRow(line)).toMatchObject({ open, closed, cells });
  });

  it('knows the cell at an offset, its padding included', () => {
    const line = '| a \\| b |   | c |';
    expect(Array.from({ length: line.length + 1 }, (_, at) => cellIndexAt(line, at)).join('')).toBe('0000000000111122222');
  });
});
