import { decodeCell } from '../document/cellText.ts';
import type { TextRange } from '../text/textEdit.ts';

/** The value of a cell with where each of its characters stands in the cell's text. */
export interface CellMap {
  readonly value: string;
  /** True where the whole cell is one code span. */
  readonly code: boolean;
  /** The stretch of the text that a stretch of the value stands in; undefined where that can't be told. */
  textRange(start: number, end: number): TextRange | undefined;
  /** The offset in the value that an offset in the text stands at, or the nearest before it. */
  valueOffset(offset: number): number;
}

/** Reads a cell's text (or a list item's) as `decodeCell` does, and keeps where everything came from. */
export function cellMap(text: string): CellMap {
  const value = decodeCell(text);
  if (value === text) return { value, code: false, textRange: (start, end) => ({ start, end }), valueOffset: (offset) => Math.max(0, Math.min(offset, value.length)) };
  const places = trace(text);
  // The trace reads what people and this program write; where anything else reads otherwise, it says so rather than guess.
  const agrees = places.value === value;
  return {
    value, code: places.code,
    textRange: (start, end) => {
      if (!agrees) return start === 0 && end === value.length ? { start: 0, end: text.length } : undefined;
      const from = places.starts[start];
      const to = end === start ? from : places.ends[end - 1];
      return from === undefined || to === undefined ? (start === 0 && end === 0 ? { start: 0, end: 0 } : undefined) : { start: from, end: to };
    },
    valueOffset: (offset) => {
      if (!agrees) return Math.max(0, Math.min(offset, value.length));
      let low = 0;
      let high = value.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((places.ends[middle] ?? Number.POSITIVE_INFINITY) <= offset) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

interface Traced {
  value: string;
  code: boolean;
  readonly starts: number[];
  readonly ends: number[];
}

const ENTITY = /^&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp);/;

function trace(text: string): Traced {
  const traced: Traced = { value: '', code: false, starts: [], ends: [] };
  const put = (chars: string, start: number, end: number): void => {
    for (const unit of chars.split('')) {
      traced.value += unit;
      traced.starts.push(start);
      traced.ends.push(end);
    }
  };
  // Lines end at breaks outside code spans and escapes.
  let lineStart = 0;
  const lines: { start: number; end: number; next: number }[] = [];
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    if (char === '\\') at += 2;
    else if (char === '`') at = spanEnd(text, at, text.length)?.end ?? runEnd(text, at);
    else if (char === '<') {
      const match = /^<br[ \t]*\/?>/i.exec(text.slice(at, at + 16));
      if (match) lines.push({ start: lineStart, end: at, next: at + match[0].length });
      at += match?.[0].length ?? 1;
      if (match) lineStart = at;
    } else at++;
  }
  lines.push({ start: lineStart, end: text.length, next: text.length });
  lines.forEach((line, index) => {
    traceLine(text, line.start, line.end, put, (code) => { traced.code = code && lines.length === 1; });
    if (index < lines.length - 1) put('\n', line.end, line.next);
  });
  return traced;
}

function traceLine(text: string, from: number, to: number, put: (chars: string, start: number, end: number) => void, code: (is: boolean) => void): void {
  let start = from;
  let end = to;
  while (start < end && /[ \t]/.test(text.charAt(start))) start++;
  while (end > start && /[ \t]/.test(text.charAt(end - 1))) end--;
  const whole = text.charAt(start) === '`' ? spanEnd(text, start, end) : undefined;
  if (whole?.end === end) {
    code(true);
    let { from: inner, to: innerEnd } = whole;
    const content = text.slice(inner, innerEnd).replace(/\\([\\|])/g, (pair, escaped: string) => (escaped === '|' ? '|' : pair));
    if (content.length > 2 && content.startsWith(' ') && content.endsWith(' ') && content.trim() !== '') {
      inner++;
      innerEnd--;
    }
    traceCode(text, inner, innerEnd, put);
    return;
  }
  for (let at = start; at < end;) {
    const char = text.charAt(at);
    if (char === '\\' && at + 1 < end && /[!-/:-@[-`{-~]/.test(text.charAt(at + 1))) {
      put(text.charAt(at + 1), at, at + 2);
      at += 2;
    } else if (char === '&') {
      const entity = ENTITY.exec(text.slice(at, Math.min(end, at + 12)))?.[0] ?? '&';
      put(entity === '&' ? '&' : decodeCell(entity), at, at + entity.length);
      at += entity.length;
    } else if (char === '`') {
      const span = spanEnd(text, at, end);
      const stop = span?.end ?? runEnd(text, at);
      if (span) traceCode(text, at, stop, put);
      else for (let tick = at; tick < stop; tick++) put('`', tick, tick + 1);
      at = stop;
    } else {
      put(char, at, at + 1);
      at++;
    }
  }
}

function traceCode(text: string, from: number, to: number, put: (chars: string, start: number, end: number) => void): void {
  for (let at = from; at < to;) {
    const pair = text.slice(at, Math.min(to, at + 2));
    if (pair === '\\|') {
      put('|', at, at + 2);
      at += 2;
    } else if (pair === '\\\\') {
      put('\\', at, at + 1);
      put('\\', at + 1, at + 2);
      at += 2;
    } else {
      put(text.charAt(at), at, at + 1);
      at++;
    }
  }
}

function runEnd(text: string, at: number): number {
  let end = at;
  while (text.charAt(end) === '`') end++;
  return end;
}

function spanEnd(text: string, at: number, limit: number): { from: number; to: number; end: number } | undefined {
  const from = runEnd(text, at);
  const size = from - at;
  for (let search = from; search < limit;) {
    const open = text.indexOf('`', search);
    if (open < 0 || open >= limit) return undefined;
    const close = runEnd(text, open);
    if (close - open === size) return { from, to: open, end: close };
    search = close;
  }
  return undefined;
}
