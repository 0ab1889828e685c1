/** Cells of the table as it is shown: rows in the order shown, columns from 0. All ends are included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What a paste or a fill writes: values by place in the table as it is shown; places below its last row are new rows. */
export interface CellWrite {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

export function rangeOf(a: { readonly row: number; readonly column: number }, b: { readonly row: number; readonly column: number }): CellRange {
  return { top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row), left: Math.min(a.column, b.column), right: Math.max(a.column, b.column) };
}

/**
 * Where pasted cells go: from the first cell of the range on. One value fills the range; a block fills a range that it fits into
 * a whole number of times. `dropped` counts columns that had no place.
 */
export function pasteInto(range: CellRange, cells: readonly (readonly string[])[], columns: number): { readonly writes: CellWrite[]; readonly range: CellRange; readonly dropped: number } {
  const height = cells.length;
  const width = Math.max(0, ...cells.map((row) => row.length));
  if (height === 0 || width === 0) return { writes: [], range, dropped: 0 };
  const rows = range.bottom - range.top + 1;
  const across = range.right - range.left + 1;
  const tall = rows % height === 0 && rows > height ? rows : height;
  const wide = across % width === 0 && across > width ? across : width;
  const fits = Math.min(wide, columns - range.left);
  const writes: CellWrite[] = [];
  for (let row = 0; row < tall; row++) {
    const source = cells[row % height] ?? [];
    for (let column = 0; column < fits; column++) {
      const value = source[column % width];
      // A ragged row says nothing of the cells it does not have.
      if (value !== undefined) writes.push({ row: range.top + row, column: range.left + column, value: value.trim() });
    }
  }
  return { writes, range: { ...range, bottom: range.top + tall - 1, right: range.left + fits - 1 }, dropped: wide - fits };
}

/** Fill down: the first row of the range into the rest of it; a range of one row takes the row above it. */
export function fillDown(range: CellRange, valueAt: (row: number, column: number) => string): CellWrite[] {
  const from = range.top === range.bottom ? range.top - 1 : range.top;
  if (from < 0) return [];
  const writes: CellWrite[] = [];
  for (let row = from + 1; row <= range.bottom; row++) {
    for (let column = range.left; column <= range.right; column++) writes.push({ row, column, value: valueAt(from, column) });
  }
  return writes;
}

/** The handle at a range's corner, drawn to `to`: the range repeats itself over the rest, upwards as well as down. */
export function fillSeries(range: CellRange, to: CellRange, valueAt: (row: number, column: number) => string): CellWrite[] {
  const height = range.bottom - range.top + 1;
  const width = range.right - range.left + 1;
  const inside = (at: number, from: number, size: number): number => from + ((((at - from) % size) + size) % size);
  const writes: CellWrite[] = [];
  for (let row = to.top; row <= to.bottom; row++) {
    for (let column = to.left; column <= to.right; column++) {
      const isSource = row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
      if (!isSource) writes.push({ row, column, value: valueAt(inside(row, range.top, height), inside(column, range.left, width)) });
    }
  }
  return writes;
}
