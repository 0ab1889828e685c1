import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextCell, nextRow, previousCell, startTable } from '../../../src/core/tables/moveByCell.ts';
import type { TableLayout } from '../../../src/core/tables/rowLayout.ts';
import type { TableStep } from '../../../src/core/tables/tableStep.ts';
import { lineCount, tableAt } from '../../../src/core/tables/textTable.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { mark, marked, tableText, valuesOf } from './tableTexts.ts';

type Key = (text: string, selection: { start: number; end: number }, options: { layout: TableLayout }) => TableStep | undefined;
const enter: Key = (text, selection, options) => nextRow(text, selection, options) ?? startTable(text, selection, options);

function press(before: string, key: Key, layout: TableLayout = 'aligned'): string | undefined {
  const { text, selection } = marked(before);
  const step = key(text, selection, { layout });
  return step && mark(applyTextEdits(text, step.edits), step.selection);
}
const lines = (...all: readonly string[]): string => all.join('\n');

describe('Tab', () => {
  it('selects the next cell and aligns the row that was left to the header', () => {
    expect(press(lines('| Name       | Rows |', '| ---------- | ---: |', '| Customer‸ | 59 |', '| x | y |'), nextCell))
      .toBe(lines('| Name       | Rows |', '| ---------- | ---: |', '| Customer   |   ‸59‸ |', '| x | y |'));
  });

  it('leaves a row that is right as it is', () => {
    const text = lines('| Name       | Rows |', '| ---------- | ---: |', '| Customer   |   59 |');
    const step = nextCell(text, { start: text.indexOf('Customer'), end: text.indexOf('Customer') }, { layout: 'aligned' });
    expect(step).toMatchObject({ edits: [], selection: { start: text.indexOf('59'), end: text.indexOf('59') + 2 } });
  });

  it('goes on to the next row, over the delimiter row, and adds one at the end', () => {
    expect(press(lines('| a   | b‸ |', '| --- | --- |', '| c | d |'), nextCell)).toBe(lines('| a   | b   |', '| --- | --- |', '| ‸c‸ | d |'));
    expect(press(lines('| a | b |', '| - |‸ - |', '| c | d |'), nextCell)).toBe(lines('| a | b |', '| - | - |', '| ‸c‸ | d |'));
    expect(press(lines('| a   | b   |', '| --- | --- |', '| c   | d‸   |'), nextCell)).toBe(lines('| a   | b   |', '| --- | --- |', '| c   | d   |', '| ‸    |     |'));
    expect(press(lines('| a   | b‸   |', '| --- | --- |'), nextCell)).toBe(lines('| a   | b   |', '| --- | --- |', '| ‸    |     |'));
  });

  it('lets a long value run over instead of widening the table, and counts wide letters', () => {
    const long = 'select count(*) from "Customer" where "Country" is not null';
    expect(press(lines('| Check    | Rows |', '| -------- | ---- |', `| ${long}‸ | 1 |`), nextCell)).toBe(lines('| Check    | Rows |', '| -------- | ---- |', `| ${long} | ‸1‸    |`));
    expect(press(lines('| Name     | Rows |', '| -------- | ---- |', '| 顧客‸ | 1 |'), nextCell)).toBe(lines('| Name     | Rows |', '| -------- | ---- |', '| 顧客     | ‸1‸    |'));
    expect(press(lines('| Name     | Rows |', '| -------- | ---- |', '| é👩‍💻‸ | 1 |'), nextCell)).toBe(lines('| Name     | Rows |', '| -------- | ---- |', '| é👩‍💻      | ‸1‸    |'));
  });

  it('aligns to the right and to the middle where the delimiter row says so', () => {
    expect(press(lines('| Name  | Rows   |', '| ----: | :----: |', '| ab‸ | cd |'), nextCell)).toBe(lines('| Name  | Rows   |', '| ----: | :----: |', '|    ab |   ‸cd‸   |'));
  });

  it('gives a row the cells it lacks', () => {
    expect(press(lines('| a   | b   | c   |', '| --- | --- | --- |', '| x‸'), nextCell)).toBe(lines('| a   | b   | c   |', '| --- | --- | --- |', '| x   | ‸    |     |'));
    expect(press(lines('| a   | b   | c   |', '| --- | --- | --- |', '| x‸'), nextCell, 'asTyped')).toBe(lines('| a   | b   | c   |', '| --- | --- | --- |', '| x |  ‸|').replace('  ‸|', ' ‸ |'));
  });

  it('writes compact rows where that is wanted, and leaves rows alone where nothing is', () => {
    expect(press(lines('| a   | b   |', '| --- | --- |', '|c‸    | d   |'), nextCell, 'compact')).toBe(lines('| a   | b   |', '| --- | --- |', '| c | ‸d‸ |'));
    expect(press(lines('| a   | b   |', '| --- | --- |', '| c   | d‸ |'), nextCell, 'compact')).toBe(lines('| a   | b   |', '| --- | --- |', '| c | d |', '| ‸| |'));
    expect(press(lines('|a|b|', '|-|-|', '|c‸    | d   |'), nextCell, 'asTyped')).toBe(lines('|a|b|', '|-|-|', '|c    | ‸d‸   |'));
  });

  it('keeps tables without outer pipes as they are', () => {
    expect(press(lines('Name | Rows', '-----|-----', 'Cust‸ | 59', 'x | y'), nextCell)).toBe(lines('Name | Rows', '-----|-----', 'Cust | ‸59‸', 'x | y'));
    expect(press(lines('Name | Rows', '-----|-----', 'Customer‸ | 59'), nextCell)).toBe(lines('Name     | Rows', '-------- | ----', 'Customer | ‸59‸'));
    // A dash with a blank behind it would be a list.
    expect(press(lines('Name | Rows', '-----|-----', '-‸| 59', 'x | y'), nextCell)).toBe(lines('Name | Rows', '-----|-----', '| -    | ‸59‸', 'x | y'));
    expect(press(lines('Name | Rows', '-----|-----', '‸ | 59'), nextCell)).toBe(lines('Name | Rows', '-----|-----', ' | 59   | ‸     |'));
  });

  it('keeps the indentation and the line breaks', () => {
    expect(press('- item\r\n\r\n  | a   |\r\n  | --- |\r\n  | b‸   |', nextCell)).toBe('- item\r\n\r\n  | a   |\r\n  | --- |\r\n  | b   |\r\n  | ‸    |');
  });

  it('does nothing outside a table', () => {
    expect(press('a | b‸', nextCell)).toBeUndefined();
    expect(press(lines('```', '| a |', '|---|', '| b‸ |', '```'), nextCell)).toBeUndefined();
  });
});

describe('Shift+Tab', () => {
  it('goes back, over the delimiter row, up to the first cell', () => {
    expect(press(lines('| a | b |', '| --- | --- |', '| c | d‸ |'), previousCell)).toBe(lines('| a | b |', '| --- | --- |', '| ‸c‸ | d |'));
    expect(press(lines('| a | b |', '| --- | --- |', '| c‸ | d |'), previousCell)).toBe(lines('| a | ‸b‸ |', '| --- | --- |', '| c | d |'));
    expect(press(lines('| a | b |', '| --- | --- |', '| c | d |', '| ‸e | f |'), previousCell)).toBe(lines('| a | b |', '| --- | --- |', '| c | ‸d‸ |', '| e | f |'));
    expect(press(lines('| a | b‸ |', '| --- | --- |'), previousCell)).toBe(lines('| ‸a‸   | b   |', '| --- | --- |'));
    expect(press(lines('| a‸   | b   |', '| --- | --- |'), previousCell)).toBe(lines('| ‸a‸   | b   |', '| --- | --- |'));
  });
});

describe('Enter', () => {
  it('goes to the same column of the next row, and adds a row at the end', () => {
    expect(press(lines('| a | b |', '| --- | --- |', '| c | d‸ |', '| e | f |'), nextRow)).toBe(lines('| a | b |', '| --- | --- |', '| c | d |', '| e | ‸f‸ |'));
    expect(press(lines('| a | b |', '| --- | --- |', '| c | d‸ |', '', 'text'), nextRow)).toBe(lines('| a | b |', '| --- | --- |', '| c | d |', '|   | ‸  |', '', 'text'));
    expect(press(lines('| a | b‸ |', '| --- | --- |', '| e | f |'), nextRow)).toBe(lines('| a   | b   |', '| --- | --- |', '| e | ‸f‸ |'));
  });

  it.each([
    ['at the end of the text', '', '\n\n‸'],
    ['before a last line break', '\n', '\n\n‸'],
    ['before a text', '\n\ntext', '\n\n‸\n\ntext'],
    ['before two blank lines', '\n\n\ntext', '\n\n‸\n\ntext'],
    ['before a heading', '\n# text', '\n\n‸\n# text'],
  ])('leaves the table from an empty last row %s', (_name, after, expected) => {
    const table = lines('| a | b |', '| --- | --- |', '| c | d |');
    expect(press(`${table}\n| ‸ |   |${after}`, nextRow)).toBe(table + expected);
    expect(press(`${table}\n| ‸ |   |${after}`.replace(/\n/g, '\r\n'), nextRow)).toBe((table + expected).replace(/\n/g, '\r\n'));
  });

  it('makes a table of a header', () => {
    expect(press('text\n\n| Name | Record Count |‸\n', enter)).toBe(lines('text', '', '| Name | Record Count |', '| ---- | ------------ |', '| ‸     |              |', ''));
    expect(press('|a|b|‸', enter, 'compact')).toBe(lines('|a|b|', '| --- | --- |', '| ‸| |'));
    for (const no of ['a | b‸', '| a | b‸', '| a ‸| b |', '| --- | --- |‸', '| a |‸\ntext', '```\n| a |‸\n```', '    | a |‸']) expect(press(no, enter), no).toBeUndefined();
  });
});

describe('a table typed by keyboard alone', () => {
  it('is aligned when it is done', () => {
    let state = marked('# Plan\n\n‸');
    const type = (typed: string): void => {
      const { text, selection } = state;
      const at = selection.start + typed.length;
      state = { text: text.slice(0, selection.start) + typed + text.slice(selection.end), selection: { start: at, end: at } };
    };
    const use = (key: Key): void => {
      const step = key(state.text, state.selection, { layout: 'aligned' });
      if (!step) throw new Error('no step');
      state = { text: applyTextEdits(state.text, step.edits), selection: step.selection };
    };
    type('| Table | Record Count | Note |');
    use(enter);
    for (const [table, count, note] of [['Customer', '59', 'a \\| b'], ['顧客', '~3,500', ''], ['Invoice', '?', '`x`']] as const) {
      type(table);
      use(nextCell);
      type(count);
      use(nextCell);
      type(note);
      use(nextCell);
    }
    use(enter);
    type('Done.');
    expect(state.text).toBe(lines(
      '# Plan', '',
      '| Table    | Record Count | Note   |',
      '| -------- | ------------ | ------ |',
      '| Customer | 59           | a \\| b |',
      '| 顧客     | ~3,500       |        |',
      '| Invoice  | ?            | `x`    |',
      '', 'Done.',
    ));
  });
});

describe('no key', () => {
  const key = fc.constantFrom<Key>(nextCell, previousCell, nextRow);
  const layout = fc.constantFrom<TableLayout>('aligned', 'compact', 'asTyped');

  it('changes a value, or anything outside the table', () => {
    fc.assert(fc.property(tableText, fc.array(fc.tuple(key, layout), { minLength: 1, maxLength: 6 }), ({ text, at }, keys) => {
      let now = text;
      let selection = { start: at, end: at };
      for (const [each, chosen] of keys) {
        const before = tableAt(now, selection.start);
        if (!before) return;
        const step = each(now, selection, { layout: chosen });
        expect(step).toBeDefined();
        const next = applyTextEdits(now, step!.edits);
        const start = before.starts[0]!;
        const end = before.ends.at(-1)!;
        expect(next.slice(0, start)).toBe(now.slice(0, start));
        expect(next.endsWith(now.slice(end))).toBe(true);
        const after = tableAt(next, start)!;
        const old = valuesOf(before);
        const values = valuesOf(after);
        if (lineCount(after) < lineCount(before)) expect([...values, old.at(-1)!.map(() => '')]).toEqual(old);
        else expect(values.slice(0, old.length)).toEqual(old);
        for (const added of values.slice(old.length)) expect(added.every((value) => value === '')).toBe(true);
        expect(after.alignments).toEqual(before.alignments);
        // What is entered at once, before the edits, is what is selected after them.
        if (step!.now) expect(now.slice(step!.now.start, step!.now.end)).toBe(next.slice(step!.selection.start, step!.selection.end));
        for (const edit of step!.edits) if (step!.now && step!.now.start < step!.now.end) expect(edit.end <= step!.now.start || edit.start >= step!.now.end).toBe(true);
        // What is selected is the content of a cell of the same table, or the place behind it.
        if (tableAt(next, step!.selection.start)) expect(next.slice(step!.selection.start, step!.selection.end)).toBe(next.slice(step!.selection.start, step!.selection.end).trim());
        now = next;
        selection = step!.selection;
      }
    }), { numRuns: 6_000 });
  });

  it('lays a row out that it has laid out already', () => {
    fc.assert(fc.property(tableText, layout, ({ text, at }, chosen) => {
      let now = text;
      let selection = { start: at, end: at };
      const use = (key: Key): number => {
        const step = key(now, selection, { layout: chosen })!;
        now = applyTextEdits(now, step.edits);
        selection = step.selection;
        return step.edits.length;
      };
      const table = tableAt(text, at)!;
      fc.pre(table.headerCells.length > 2 && lineCount(table) > 3);
      selection = { start: table.starts[3]!, end: table.starts[3]! };
      use(nextCell);
      expect(use(previousCell)).toBe(0);
      expect(use(nextCell)).toBe(0);
    }), { numRuns: 2_000 });
  });
});
