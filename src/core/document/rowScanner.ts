/** The contents of a table row's cells, as `[start, end, start, end, …]`: without padding; an empty cell has start = end. */
export type CellOffsets = number[];

const BACKSLASH = 92;
const PIPE = 124;
const SPACE = 32;
const TAB = 9;

/**
 * Splits one line of a table as remark-gfm does: a pipe divides wherever it stands, in a code span too, unless a
 * backslash that is not itself escaped stands before it; a first pipe only opens the row; what follows the last pipe is
 * a cell only where it is more than blanks.
 */
export function scanRow(text: string, start: number, end: number): CellOffsets {
  const cells: CellOffsets = [];
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) === PIPE && at < end) at++;
  let cellStart = at;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) {
      const next = at + 1 < end ? text.charCodeAt(at + 1) : 0;
      if (next === BACKSLASH || next === PIPE) at++;
    } else if (code === PIPE) {
      pushTrimmed(text, cellStart, at, cells);
      cellStart = at + 1;
    }
  }
  let rest = cellStart;
  while (rest < end && isBlank(text.charCodeAt(rest))) rest++;
  if (rest < end || cells.length === 0) pushTrimmed(text, cellStart, end, cells);
  return cells;
}

function pushTrimmed(text: string, from: number, to: number, cells: CellOffsets): void {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (start === end) {
    // An empty cell stands after one blank of its padding, where a value would begin.
    start = from < to ? from + 1 : from;
    end = start;
  }
  cells.push(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}
