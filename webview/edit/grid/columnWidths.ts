import type { CellKind, ColumnSpec } from '../../../src/core/plan/sections.ts';
import type { RowView } from '../../../src/core/workflow/wizardView.ts';
import { ROW_HEIGHT } from './gridHandle.ts';

/** Space beside the text of a cell: its padding and border, and the mark of a count. */
const PADDING = 18;
const MARK = 30;
/** Beside the text of a header, more than beside that of a cell. */
const HEADER_REST = 8;
/** Where not even the headers fit, none of them gets less. */
const NARROWEST = 44;
/** Rows looked at for the widths, spread over the table: measuring all of ten thousand takes longer than drawing them. */
const SAMPLE = 200;
/** Up to here long texts get rows as high as they need; above, one line each, so that any row's place is known without measuring. */
const WRAPPED_ROWS = 300;
const LINE = 18;
const MOST_LINES = 5;

const bounds: Readonly<Record<CellKind, { readonly least: number; readonly most: number; readonly grows: number }>> = {
  text: { least: 96, most: 340, grows: 3 }, name: { least: 72, most: 240, grows: 1 }, names: { least: 80, most: 260, grows: 2 },
  sql: { least: 96, most: 420, grows: 4 }, transform: { least: 84, most: 320, grows: 2 }, tolerance: { least: 64, most: 160, grows: 0 },
  count: { least: 84, most: 200, grows: 0 }, size: { least: 66, most: 120, grows: 0 }, duration: { least: 64, most: 120, grows: 0 },
  priority: { least: 60, most: 110, grows: 0 }, gate: { least: 48, most: 80, grows: 0 },
};

export type Measure = (text: string, code: boolean) => number;

/** Measures texts in the fonts of an element. */
export function measureIn(element: HTMLElement): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(element);
  const plain = `${style.fontSize} ${style.fontFamily}`;
  const code = `12px ${style.getPropertyValue('--vscode-editor-font-family') || 'monospace'}`;
  return (text, isCode) => {
    if (context === null) return text.length * 7;
    context.font = isCode ? code : plain;
    return context.measureText(text.length > 400 ? text.slice(0, 400) : text).width;
  };
}

/** Widths that show as much as there is room for; a column somebody drew wider or narrower stays so. */
export function columnWidths(columns: readonly ColumnSpec[], rows: readonly RowView[], available: number, drawn: ReadonlyMap<string, number>, measure: Measure): number[] {
  if (columns.length === 1) return [Math.max(120, available)];
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const wanted = columns.map(({ key, kind, header }) => {
    const { least, most } = bounds[kind];
    const extra = PADDING + (kind === 'count' ? MARK : 0);
    let width = measure(header, false) + extra + HEADER_REST;
    for (let at = 0; at < rows.length && width < most; at += step) width = Math.max(width, measure(rows[at]?.cells[key] ?? '', isCode(kind)) + extra);
    return drawn.get(key) ?? Math.min(most, Math.max(least, Math.ceil(width)));
  });
  const free = available - wanted.reduce((sum, width) => sum + width, 0);
  const isFree = (index: number): boolean => !drawn.has(columns[index]!.key);
  if (free >= 0) {
    const shares = columns.map(({ kind }, index) => (isFree(index) ? bounds[kind].grows : 0));
    const all = shares.reduce((sum, share) => sum + share, 0);
    const widths = wanted.map((width, index) => width + (all === 0 ? 0 : Math.floor((free * shares[index]!) / all)));
    // To the last pixel: no strip without a column at the edge.
    const rest = available - widths.reduce((sum, width) => sum + width, 0);
    const last = shares.findLastIndex((share) => share > 0);
    if (last >= 0) widths[last]! += rest;
    return widths;
  }
  // Below their least the columns do not go: then the grid is scrolled across.
  const least = columns.map(({ kind }, index) => (isFree(index) ? Math.min(bounds[kind].least, wanted[index]!) : wanted[index]!));
  const room = Math.max(available, sum(least));
  // A header that is cut says nothing: each gets its width before any content gets more.
  const headers = columns.map(({ header }, index) => (isFree(index) ? Math.min(wanted[index]!, Math.ceil(measure(header, false)) + PADDING + HEADER_REST) : wanted[index]!));
  return sum(headers) <= room ? lowered(wanted, headers, room) : lowered(headers, headers.map((width, index) => (isFree(index) ? Math.min(width, NARROWEST) : width)), room);
}

function sum(widths: readonly number[]): number {
  return widths.reduce((all, width) => all + width, 0);
}

/** Takes from the widest first, down to one level for all of them, and from none more than it can give. */
function lowered(wanted: readonly number[], least: readonly number[], available: number): number[] {
  const at = (level: number): number[] => wanted.map((width, index) => Math.max(Math.min(width, level), Math.min(width, least[index]!)));
  const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);
  let [low, high] = [0, Math.max(...wanted)];
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (total(at(middle)) > available) high = middle;
    else low = middle;
  }
  const widths = at(Math.floor(low));
  const rest = available - total(widths);
  const widest = widths.indexOf(Math.max(...widths));
  if (rest > 0 && widest >= 0) widths[widest]! += rest;
  return widths;
}

/** Heights of the rows that need more than a line, by their place. None in long tables. */
export function rowHeights(columns: readonly ColumnSpec[], rows: readonly RowView[], widths: readonly number[], measure: Measure): ReadonlyMap<number, number> {
  const heights = new Map<number, number>();
  if (rows.length > WRAPPED_ROWS) return heights;
  rows.forEach((row, index) => {
    let lines = 1;
    columns.forEach(({ key, kind }, column) => {
      const text = row.cells[key] ?? '';
      if (wraps(kind) && (text.length > 8 || text.includes('\n'))) lines = Math.max(lines, linesOf(text, (widths[column] ?? 120) - PADDING, measure));
    });
    if (lines > 1) heights.set(index, ROW_HEIGHT + (Math.min(lines, MOST_LINES) - 1) * LINE);
  });
  return heights;
}

/** Kinds whose texts are sentences. */
export function wraps(kind: CellKind): boolean {
  return kind === 'text' || kind === 'names';
}

function linesOf(text: string, width: number, measure: Measure): number {
  if (text.includes('\n')) return text.split('\n', MOST_LINES).reduce((sum, line) => sum + linesOf(line, width, measure), 0);
  let lines = 1;
  let filled = 0;
  const space = measure(' ', false);
  for (const word of text.split(/\s+/)) {
    const length = measure(word, false);
    if (filled > 0 && filled + space + length > width) {
      lines += 1;
      filled = 0;
    }
    lines += Math.floor(length / Math.max(1, width));
    filled += (filled > 0 ? space : 0) + length % Math.max(1, width);
  }
  return lines;
}

function isCode(kind: CellKind): boolean {
  return kind === 'sql' || kind === 'transform' || kind === 'tolerance';
}
