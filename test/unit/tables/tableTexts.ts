import fc from 'fast-check';
import { decodeCell } from '../../../src/core/document/cellText.ts';
import { columnCount, lineCount, lineText, readRow, tableAt } from '../../../src/core/tables/textTable.ts';
import type { TextTable } from '../../../src/core/tables/textTable.ts';

/** Markdown of cells of every kind that trips up those who split at pipes. */
const cell = fc.oneof(
  fc.constantFrom('', '', 'a', 'b c', '1,204,331', '~1,200,000', '?', '—', 'a \\| b', '\\\\', 'C:\\x\\', '`a \\| b`', '``x ` y``', 'x<br>y', '[l](http://x/?a=1)', '**b**', '顧客', 'Größe', 'e\u0301', '👩‍💻 x', '&#32;', '&amp;', '-', ':-', 'a  b'),
  fc.string({ maxLength: 6 }).map((text) => text.replace(/[\r\n|\\\t\u0085\u2028\u2029\v\f]/g, '').trim()),
);
const padding = fc.constantFrom('', ' ', '  ', ' \t');

interface Shape { open: boolean; closed: boolean; indent: string }

function line(cells: readonly string[], pads: readonly string[], { open, closed, indent }: Shape): string {
  const parts = cells.map((text, index) => {
    const pad = pads[index % pads.length] ?? ' ';
    // A backslash must not come to stand before a pipe.
    return `${index === 0 && !open ? '' : pad}${text}${text.endsWith('\\') ? ' ' : pad}`;
  });
  return indent + (open ? '|' : '') + parts.join('|') + (closed ? '|' : '');
}

const shape = fc.record({ open: fc.boolean(), closed: fc.boolean(), indent: fc.constantFrom('', '', '  ', '   ') });

/** A document with one table in it, of any shape, and an offset in the table. */
export const tableText: fc.Arbitrary<{ text: string; at: number }> = fc.record({
  columns: fc.integer({ min: 1, max: 4 }),
  header: fc.array(fc.constantFrom('Name', 'Größe', '顧客', 'Record Count', 'x'), { minLength: 4, maxLength: 4 }),
  rules: fc.array(fc.constantFrom('---', ':---', '---:', ':-:', '-', '----------'), { minLength: 4, maxLength: 4 }),
  rows: fc.array(fc.record({ cells: fc.array(cell, { minLength: 1, maxLength: 6 }), shape }), { maxLength: 6 }),
  shape, pads: fc.array(padding, { minLength: 1, maxLength: 5 }),
  eol: fc.constantFrom('\n', '\r\n'), before: fc.constantFrom('', '# T', 'text\n\n'), after: fc.constantFrom('', '\n', '\n\nmore text', '\n# next'),
  where: fc.double({ min: 0, max: 1, noNaN: true }),
}).map(({ columns, header, rules, rows, shape: outer, pads, eol, before, after, where }) => {
  const lines = [
    line(header.slice(0, columns), pads, { ...outer, open: outer.open || columns === 1 }),
    line(rules.slice(0, columns), pads, { ...outer, open: outer.open || columns === 1 }),
    ...rows.map((row) => line(row.cells, pads, row.shape)),
  ];
  const table = lines.join('\n');
  const head = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  const text = (head + table + after).replace(/\n/g, eol);
  const start = head.replace(/\n/g, eol).length;
  return { text, at: start + Math.floor(where * table.replace(/\n/g, eol).length) };
}).filter(({ text, at }) => tableAt(text, at) !== undefined);

/** The values of a table as GFM reads them: as many cells a row as the header has. */
export function valuesOf(table: TextTable): string[][] {
  const rows: string[][] = [];
  for (let index = 0; index < lineCount(table); index++) {
    if (index === 1) continue;
    const { cells } = readRow(lineText(table, index));
    rows.push(Array.from({ length: columnCount(table) }, (_, column) => decodeCell(cells[column] ?? '')));
  }
  return rows;
}

/** Text with a mark `‸` for the cursor, or two for the selection. */
export function marked(text: string): { text: string; selection: { start: number; end: number } } {
  const [before = '', middle, after] = text.split('‸');
  if (after === undefined) return { text: before + (middle ?? ''), selection: { start: before.length, end: before.length } };
  return { text: before + (middle ?? '') + after, selection: { start: before.length, end: before.length + (middle ?? '').length } };
}

export function mark(text: string, { start, end }: { start: number; end: number }): string {
  return start === end ? `${text.slice(0, start)}‸${text.slice(start)}` : `${text.slice(0, start)}‸${text.slice(start, end)}‸${text.slice(end)}`;
}
