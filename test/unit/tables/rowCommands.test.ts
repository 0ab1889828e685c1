import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRow, duplicateRows, layOutTable, moveRows, removeRows } from '../../../src/core/tables/rowCommands.ts';
import { copyTable } from '../../../src/core/tables/copyTable.ts';
import { sortTable } from '../../../src/core/tables/sortTable.ts';
import type { TableStep } from '../../../src/core/tables/tableStep.ts';
import { readClipboardTable } from '../../../src/core/tables/readClipboard.ts';
import { tableAt } from '../../../src/core/tables/textTable.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { mark, marked, tableText, valuesOf } from './tableTexts.ts';

type Run = (text: string, selection: { start: number; end: number }) => TableStep | undefined;
function run(before: string, command: Run): string | undefined {
  const { text, selection } = marked(before);
  const step = command(text, selection);
  return step && mark(applyTextEdits(text, step.edits), step.selection);
}
const lines = (...all: readonly string[]): string => all.join('\n');
const head = ['| a   | b   |', '| --- | --- |'];

describe('rows', () => {
  it('are added above and below', () => {
    expect(run(lines(...head, '| c | d‸ |', '| e | f |'), (t, s) => addRow(t, s, 'above', { layout: 'aligned' }))).toBe(lines(...head, '| ‸    |     |', '| c | d |', '| e | f |'));
    expect(run(lines(...head, '| c | d‸ |', '| e | f |'), (t, s) => addRow(t, s, 'below', { layout: 'compact' }))).toBe(lines(...head, '| c | d |', '| ‸| |', '| e | f |'));
    for (const where of ['above', 'below'] as const) expect(run(lines('| a‸   | b   |', '| --- | --- |', '| e | f |'), (t, s) => addRow(t, s, where, { layout: 'aligned' }))).toBe(lines(...head, '| ‸    |     |', '| e | f |'));
  });

  it('are removed, the header never', () => {
    expect(run(lines(...head, '| c | d‸ |', '| e | f |', '| g | h |'), removeRows)).toBe(lines(...head, '| e | ‸f‸ |', '| g | h |'));
    expect(run(lines(...head, '| c | d |', '| e | f‸ |', '| g‸ | h |'), removeRows)).toBe(lines(...head, '| c | ‸d‸ |'));
    expect(run(lines(...head, '| c | d‸ |', '', 'text'), removeRows)).toBe(lines('| a   | ‸b‸   |', '| --- | --- |', '', 'text'));
    expect(run(lines('| a‸ | b |', '| --- | --- |', '| c‸ | d |'), removeRows)).toBe(lines('| ‸a‸ | b |', '| --- | --- |'));
    expect(run(lines('| a‸ | b |', '| --- | --- |', '| c | d |'), removeRows)).toBeUndefined();
  });

  it('are duplicated, and what was selected is selected in the copy', () => {
    expect(run(lines(...head, '|‸c| d |‸', '| e | f |'), duplicateRows)).toBe(lines(...head, '|c| d |', '|‸c| d |‸', '| e | f |'));
    expect(run(lines(...head, '| ‸c | d |', '| e | f |‸'), duplicateRows)).toBe(lines(...head, '| c | d |', '| e | f |', '| ‸c | d |', '| e | f |‸'));
  });

  it('are moved within the table, and no further', () => {
    expect(run(lines(...head, '| c | d |', '| e‸ | ff |'), (t, s) => moveRows(t, s, 'up'))).toBe(lines(...head, '| e‸ | ff |', '| c | d |'));
    expect(run(lines(...head, '| c‸ | d |', '| e‸ | f |', '| ggg | h |', ''), (t, s) => moveRows(t, s, 'down'))).toBe(lines(...head, '| ggg | h |', '| c‸ | d |', '| e‸ | f |', ''));
    // A selection that ends where a line starts does not hold that line.
    expect(run(lines(...head, '‸| c | d |', '‸| e | f |', '| g | h |'), (t, s) => moveRows(t, s, 'down'))).toBe(lines(...head, '| e | f |', '‸| c | d |', '‸| g | h |'));
    expect(run(lines(...head, '| c‸ | d |', '| e | f |'), (t, s) => moveRows(t, s, 'up'))).toBeUndefined();
    expect(run(lines(...head, '| c | d |', '| e‸ | f |', '', '| x |'), (t, s) => moveRows(t, s, 'down'))).toBeUndefined();
    expect(run(lines('| a‸ | b |', '| --- | --- |', '| c | d |'), (t, s) => moveRows(t, s, 'down'))).toBeUndefined();
  });
});

describe('a table', () => {
  it('is aligned as a whole, by what its cells take on the screen', () => {
    expect(run(lines('Name|Rows|', ':--|-:|', 'Customer|5‸9|', '|顧客| 1,204,331', '| é | ? | beyond |'), (t, s) => layOutTable(t, s, 'aligned'))).toBe(lines(
      '| Name     |      Rows |', '| :------- | --------: |', '| Customer |        5‸9 |', '| 顧客     | 1,204,331 |', '| é        |         ? | beyond |'));
  });

  it('has columns no wider than its header and forty', () => {
    const long = 'x'.repeat(41);
    const header = 'h'.repeat(50);
    expect(run(lines(`| a | ${header} |`, '|-|-|', `| ${long} | b |`, `| ${'y'.repeat(40)} | c‸ |`), (t, s) => layOutTable(t, s, 'aligned'))).toBe(lines(
      `| a${' '.repeat(39)} | ${header} |`, `| ${'-'.repeat(40)} | ${'-'.repeat(50)} |`, `| ${long} | b${' '.repeat(49)} |`, `| ${'y'.repeat(40)} | c‸${' '.repeat(49)} |`));
  });

  it('is made compact', () => {
    expect(run(lines('| Name     |      Rows |', '| :------- | --------: |', '|          | ‸1,204‸ |'), (t, s) => layOutTable(t, s, 'compact'))).toBe(lines('| Name | Rows |', '| :-- | --: |', '| | ‸1,204‸ |'));
  });

  it('that is right is not touched', () => {
    const text = lines('| Name | Rows |', '| ---- | ---: |', '| x    |   12 |');
    expect(layOutTable(text, { start: 3, end: 3 }, 'aligned')?.edits).toEqual([]);
  });

  it('keeps its values, its selection and all around it in any layout', () => {
    fc.assert(fc.property(tableText, fc.constantFrom('aligned' as const, 'compact' as const), ({ text, at }, layout) => {
      const before = tableAt(text, at)!;
      const step = layOutTable(text, { start: at, end: at }, layout)!;
      const next = applyTextEdits(text, step.edits);
      const after = tableAt(next, before.starts[0]!)!;
      expect(valuesOf(after)).toEqual(valuesOf(before));
      expect(after.alignments).toEqual(before.alignments);
      expect(next.slice(0, before.starts[0])).toBe(text.slice(0, before.starts[0]));
      expect(next.endsWith(text.slice(before.ends.at(-1)))).toBe(true);
      expect(layOutTable(next, step.selection, layout)?.edits).toEqual([]);
      expect(tableAt(next, step.selection.start)?.starts).toEqual(after.starts);
    }), { numRuns: 6_000 });
  });
});

describe('sorting', () => {
  const sorted = (cells: readonly string[], descending = false): string[] => {
    const table = tableAt(lines('| a |', '| - |', ...cells.map((cell) => `| ${cell} |`)), 0)!;
    return valuesOf(tableAt(applyTextEdits(table.text, sortTable(table, 0, descending).edits), 0)!).slice(1).map(([cell]) => cell!);
  };

  it('goes by counts, sizes, durations or words, and puts the unknown last', () => {
    expect(sorted(['1,204', '?', '~90', '', '1000'])).toEqual(['~90', '1000', '1,204', '?', '']);
    expect(sorted(['1,204', '?', '~90', '', '1000'], true)).toEqual(['1,204', '1000', '~90', '?', '']);
    expect(sorted(['2 MB', '1 GB', '900 KB'])).toEqual(['900 KB', '2 MB', '1 GB']);
    expect(sorted(['2 h', '45 min', '1:30'])).toEqual(['45 min', '1:30', '2 h']);
    expect(sorted(['b', 'A', 'item 10', 'item 9', '—'])).toEqual(['A', 'b', 'item 9', 'item 10', '—']);
  });

  it('keeps equal rows in their order, and each row as it is typed', () => {
    const text = lines('| a | b |', '| - | - |', '|2|x|', '| 1 |  y', '1 | z', '');
    const table = tableAt(text, 0)!;
    expect(applyTextEdits(text, sortTable(table, 0, false).edits)).toBe(lines('| a | b |', '| - | - |', '| 1 |  y', '1 | z', '|2|x|', ''));
    expect(applyTextEdits(text, sortTable(table, 0, true).edits)).toBe(text);
  });
});

describe('a copy', () => {
  const text = lines('| **Name** | Note |', '| - | - |', '| a, b | say "hi" |', '| x<br>y | `p \\| q` |', '| z |');
  it('holds the values, quoted where they must be', () => {
    expect(copyTable(tableAt(text, 0)!, ',')).toBe('**Name**,Note\r\n"a, b","say ""hi"""\r\n"x\ny",p | q\r\nz,\r\n');
    expect(copyTable(tableAt(text, 0)!, '\t', { first: 2, last: 2 })).toBe('**Name**\tNote\r\na, b\t"say ""hi"""\r\n');
  });

  it('is read back as it was', () => {
    fc.assert(fc.property(tableText, fc.constantFrom(',' as const, '\t' as const), ({ text: any, at }, delimiter) => {
      const table = tableAt(any, at)!;
      fc.pre(table.headerCells.length > 2);
      const values = valuesOf(table).map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ''));
      expect(readClipboardTable(copyTable(table, delimiter))).toMatchObject({ delimiter, rows: values });
    }), { numRuns: 2_000 });
  });
});
