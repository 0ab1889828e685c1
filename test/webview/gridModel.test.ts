import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockSpec } from '../../src/core/plan/sections.ts';
import type { RowView } from '../../src/core/workflow/wizardView.ts';
import { fillDown, fillSeries, pasteInto } from '../../webview/edit/grid/cellBlocks.ts';
import { columnWidths } from '../../webview/edit/grid/columnWidths.ts';
import { readTabbed, writeTabbed } from '../../webview/edit/grid/delimited.ts';
import { findInRows, nextMatch } from '../../webview/edit/grid/findInRows.ts';
import { arrange, followOrder } from '../../webview/edit/grid/rowOrder.ts';
import { countStates } from '../../webview/edit/grid/rowState.ts';
import { keepRows, trackRows } from '../../webview/edit/grid/rowTrack.ts';

describe('tab-separated text', () => {
  it('comes back as it went, whatever stands in the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', '|'), maxLength: 6 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 })), (rows) => {
      // One empty cell at the end of a text can't be told from the text's last line break.
      if (rows.at(-1)?.join('') === '' && rows.at(-1)?.length === 1) return;
      expect(readTabbed(writeTabbed(rows))).toEqual(rows);
    }), { numRuns: 5_000 });
  });

  it.each([
    ['a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
    ['"two\r\nlines"\tx', [['two\nlines', 'x']]],
    ['5" pipe\t6"', [['5" pipe', '6"']]],
    ['"never closed\tb', [['"never closed', 'b']]],
    ['"closed" but more\tb', [['"closed" but more', 'b']]],
    ['a\t\tc', [['a', '', 'c']]],
    ['', [['']]],
    ['a\n\nb', [['a'], [''], ['b']]],
  ])('%j', (text, rows) => {
    expect(readTabbed(text)).toEqual(rows);
  });
});

describe('writes', () => {
  const one = { top: 1, bottom: 1, left: 1, right: 1 };
  it('a block goes from the first cell on; a range it fits into is filled', () => {
    expect(pasteInto(one, [['a', 'b'], ['c']], 5).writes).toEqual([{ row: 1, column: 1, value: 'a' }, { row: 1, column: 2, value: 'b' }, { row: 2, column: 1, value: 'c' }]);
    expect(pasteInto({ top: 0, bottom: 3, left: 0, right: 0 }, [['a'], ['b']], 5).writes.map(({ value }) => value)).toEqual(['a', 'b', 'a', 'b']);
    expect(pasteInto({ top: 0, bottom: 2, left: 0, right: 0 }, [['a'], ['b']], 5).writes).toHaveLength(2);
    expect(pasteInto({ top: 0, bottom: 1, left: 0, right: 1 }, [['x']], 5).writes).toHaveLength(4);
    expect(pasteInto({ ...one, left: 4, right: 4 }, [['a', 'b', 'c']], 5)).toMatchObject({ dropped: 2, range: { left: 4, right: 4 } });
  });

  it('fills down, and fills by the handle in any direction', () => {
    const valueAt = (row: number, column: number): string => `${String(row)}.${String(column)}`;
    expect(fillDown({ top: 2, bottom: 4, left: 0, right: 0 }, valueAt).map(({ row, value }) => `${String(row)}=${value}`)).toEqual(['3=2.0', '4=2.0']);
    expect(fillDown(one, valueAt)).toEqual([{ row: 1, column: 1, value: '0.1' }]);
    expect(fillDown({ top: 0, bottom: 0, left: 0, right: 0 }, valueAt)).toEqual([]);
    expect(fillSeries({ top: 2, bottom: 3, left: 0, right: 0 }, { top: 2, bottom: 6, left: 0, right: 0 }, valueAt).map(({ row, value }) => `${String(row)}=${value}`)).toEqual(['4=2.0', '5=3.0', '6=2.0']);
    expect(fillSeries({ top: 2, bottom: 3, left: 0, right: 0 }, { top: 0, bottom: 3, left: 0, right: 0 }, valueAt).map(({ row, value }) => `${String(row)}=${value}`)).toEqual(['0=2.0', '1=3.0']);
  });
});

const { columns } = blockSpec('inventory');
const inventory = (object: string, recordCount = '1', proven = true): RowView => ({ cells: { sourceSystem: 'crm', object, recordCount, size: '?', priority: 'High' }, key: ['crm', object], problems: {}, evidence: { mark: proven ? 'measured' : 'stated', proven, note: '' } });

describe('column widths', () => {
  const measure = (text: string): number => text.length * 7;
  const rest = 26;
  const widthsAt = (available: number, texts: Readonly<Record<string, string>>): (readonly [width: number, header: number])[] => {
    const all = blockSpec('mapping').columns;
    const row: RowView = { cells: texts, key: [], problems: {} };
    return columnWidths(all, [row], available, new Map(), measure).map((width, index) => [width, measure(all[index]!.header) + rest]);
  };

  it('gives each header its width before any content gets more', () => {
    const texts = Object.fromEntries(blockSpec('mapping').columns.map(({ key }, index) => [key, 'x'.repeat(index === 0 ? 60 : 1)]));
    for (const available of [560, 620, 700]) for (const [width, header] of widthsAt(available, texts)) expect(width).toBeGreaterThanOrEqual(header);
  });

  it('cuts no header while a column has room to give', () => {
    const widths = widthsAt(300, {});
    const cut = widths.filter(([width, header]) => width < header);
    const roomy = widths.filter(([width, header]) => width > header + 1);
    expect(cut.length === 0 || roomy.length === 0).toBe(true);
  });
});

describe('order', () => {
  const rows = [inventory('a', '10'), inventory('b', '?', false), inventory('c', '~2'), inventory('d', '1,000', false)];

  it('sorts by what the cells say, with the unknown last both ways; filters by state', () => {
    expect(arrange('inventory', columns, rows, {})).toBeUndefined();
    expect(arrange('inventory', columns, rows, { sorting: { column: 'recordCount', descending: false } })).toEqual([2, 0, 3, 1]);
    expect(arrange('inventory', columns, rows, { sorting: { column: 'recordCount', descending: true } })).toEqual([3, 0, 2, 1]);
    expect(arrange('inventory', columns, rows, { filter: 'unconfirmed' })).toEqual([1, 3]);
    expect(countStates('inventory', rows)).toEqual({ unconfirmed: 2, unmapped: 0, problems: 0 });
  });

  it('stays where it was when rows change, and takes new rows in behind the one above them', () => {
    const after = [rows[0]!, inventory('new'), inventory('b', '7'), rows[3]!];
    expect(followOrder([1, 3, 0], trackRows(rows, after))).toEqual([2, 3, 0, 1]);
    expect(followOrder(undefined, trackRows(rows, after))).toBeUndefined();
  });

  it('finds in the order shown, and goes round', () => {
    const matches = findInRows(rows, [3, 1], columns, 'CRM');
    expect(matches).toEqual([{ row: 0, column: 0 }, { row: 1, column: 0 }]);
    expect([nextMatch(matches, { row: 0, column: 0 }, 1), nextMatch(matches, { row: 1, column: 3 }, 1), nextMatch(matches, { row: 0, column: 0 }, -1), nextMatch([], { row: 0, column: 0 }, 1)]).toEqual([1, 0, 1, -1]);
  });
});

describe('following rows', () => {
  const rows = ['a', 'b', 'c', 'd'].map((name) => inventory(name));

  it('by what they are, then by their key, then by their place where they are alike', () => {
    const renamed = { ...inventory('C'), cells: { ...rows[2]!.cells, object: 'C' } };
    const track = trackRows(rows, [rows[0]!, inventory('b', '5'), renamed, rows[3]!]);
    expect([0, 1, 2, 3].map((index) => track.now(index))).toEqual([0, 1, 2, 3]);
    expect(track.added).toEqual([]);
    const moved = trackRows(rows, [rows[3]!, rows[0]!, inventory('c', '5'), rows[1]!]);
    expect([0, 1, 2, 3].map((index) => moved.now(index))).toEqual([1, 3, 2, 0]);
  });

  it('loses those that are gone, and knows those that are new', () => {
    const track = trackRows(rows, [rows[0]!, { cells: { sourceSystem: 'x', object: 'y', recordCount: '9', size: '1 KB', priority: 'Low' }, key: ['x', 'y'], problems: {} }, rows[3]!]);
    expect([0, 1, 2, 3].map((index) => track.now(index))).toEqual([0, undefined, undefined, 2]);
    expect(track.added).toEqual([1]);
  });

  it('keeps the objects of rows that say the same', () => {
    const copies = structuredClone(rows);
    expect(keepRows(rows, copies)).toBe(rows);
    const kept = keepRows(rows, [copies[1]!, inventory('a', '2'), copies[0]!]);
    expect([kept[0] === rows[1], kept[1] === rows[0], kept[2] === rows[0]]).toEqual([true, false, true]);
  });

  it('never maps two rows to one', () => {
    const pool = ['a', 'a', 'b', 'c', 'd'].map((name, index) => inventory(name, String(index)));
    const list = fc.array(fc.constantFrom(...pool), { maxLength: 8 });
    fc.assert(fc.property(list, list, (before, after) => {
      const track = trackRows(before, after);
      const places = before.flatMap((_row, index) => track.now(index) ?? []);
      expect(new Set(places).size).toBe(places.length);
      expect([...places, ...track.added].sort((a, b) => a - b)).toEqual(after.map((_row, index) => index));
    }), { numRuns: 3_000 });
  });
});
