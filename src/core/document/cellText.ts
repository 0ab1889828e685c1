import type { CellKind } from '../plan/sections.ts';
import { NONE, UNKNOWN } from '../plan/plan.ts';

/**
 * Values of cells and list items as Markdown, and back. `decodeCell(encodeCell(value, kind)) === value` for any string.
 * In a value a line break is `\n`; in the text it is `<br>`. What a person wrote with Markdown in it stays as typed and is
 * read with its markup, only escapes resolved; a cell that is one code span is read as its content.
 */

const CODE_KINDS: ReadonlySet<CellKind> = new Set(['sql', 'transform', 'tolerance']);

/** The Markdown of a value for a cell of that kind. */
export function encodeCell(value: string, kind: CellKind): string {
  if (!CODE_KINDS.has(kind) || value === '' || value === UNKNOWN || value === NONE) return encodeText(value);
  return value.split('\n').map((line) => (codeable(line) ? codeSpan(line) : encodeText(line))).join('<br>');
}

/** The Markdown of a value as the text of a list item, where a line's start may mean something. */
export function encodeItem(value: string): string {
  // A `<br>` at the start would open an HTML block.
  const text = encodeText(value).replace(/^<br>/, '&#10;');
  if (/^[-+#>=:]/.test(text)) return `\\${text}`;
  return text.replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** The value of a cell's text. */
export function decodeCell(text: string): string {
  // Most cells have nothing in them that means anything.
  if (!/[\\&<`]/.test(text)) return text;
  return splitBreaks(text).map(decodeLine).join('\n');
}

/** Spaces at the ends, empty text and control characters don't survive in a code span; nor does `\|` (a pipe behind an odd number of backslashes). */
function codeable(line: string): boolean {
  if (line === '' || line !== line.trim() || /[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(line)) return false;
  for (const match of line.matchAll(/(\\*)\|/g)) {
    if ((match[1] ?? '').length % 2 === 1) return false;
  }
  return true;
}

function codeSpan(line: string): string {
  let longest = 0;
  for (const run of line.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return fence + pad + line.replace(/\|/g, '\\|') + pad + fence;
}

const WORD = /[\p{L}\p{N}]/u;

function encodeText(value: string): string {
  if (/^[\p{L}\p{N}.,;:()/%?'"—–+=€ -]*$/u.test(value) && value === value.trim() && !value.includes('  ')) return value;
  let out = '';
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at);
    switch (char) {
      case '\n': out += '<br>'; break;
      case '\r': out += '&#13;'; break;
      case '\t': out += '&#9;'; break;
      case ' ': {
        // Spaces at the ends of a line and runs of them would be swallowed.
        const before = value.charAt(at - 1);
        const edge = at === 0 || at === value.length - 1 || before === ' ' || before === '\n' || value.charAt(at + 1) === '\n';
        out += edge ? '&#32;' : ' ';
        break;
      }
      case '_': {
        const inWord = at > 0 && WORD.test(value.charAt(at - 1)) && WORD.test(value.charAt(at + 1));
        out += inWord ? '_' : '\\_';
        break;
      }
      case '&': out += /^&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)/.test(value.slice(at, at + 36)) ? '&amp;' : '&'; break;
      case '\\': case '`': case '*': case '<': case '[': case '|': out += `\\${char}`; break;
      // These mean something in pairs only; `~1,200,000` is to be read as it is written.
      case '~': case '$': out += value.indexOf(char) === value.lastIndexOf(char) ? char : `\\${char}`; break;
      default: {
        const code = char.charCodeAt(0);
        if (code < 32 || code === 127 || code === 0x85 || code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200f) || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000 || code === 0x1680) out += `&#${code};`;
        else out += char;
      }
    }
  }
  return out;
}

/** The end of the code span that opens at `at` (after its closing backticks), or undefined where none does. */
function codeSpanEnd(text: string, at: number): { from: number; to: number; end: number } | undefined {
  let from = at;
  while (text.charAt(from) === '`') from++;
  const size = from - at;
  for (let search = from; search < text.length;) {
    const open = text.indexOf('`', search);
    if (open < 0) return undefined;
    let close = open;
    while (text.charAt(close) === '`') close++;
    if (close - open === size) return { from, to: open, end: close };
    search = close;
  }
  return undefined;
}

/** Splits at `<br>` outside code spans and escapes. */
function splitBreaks(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  // Backticks that found no partner of their length once will find none later: this keeps the scan linear in practice.
  const unmatched = new Set<number>();
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    if (char === '\\') at += 2;
    else if (char === '`') {
      let size = 0;
      while (text.charAt(at + size) === '`') size++;
      const span = unmatched.has(size) ? undefined : codeSpanEnd(text, at);
      if (!span) unmatched.add(size);
      at = span ? span.end : at + size;
    } else if (char === '<') {
      const match = /^<br[ \t]*\/?>/i.exec(text.slice(at, at + 16));
      if (match) {
        lines.push(text.slice(start, at));
        at += match[0].length;
        start = at;
      } else at++;
    } else at++;
  }
  lines.push(text.slice(start));
  return lines;
}

function decodeLine(line: string): string {
  const trimmed = line.replace(/^[ \t]+|[ \t]+$/g, '');
  if (trimmed.startsWith('`')) {
    const span = codeSpanEnd(trimmed, 0);
    if (span?.end === trimmed.length) return codeValue(trimmed.slice(span.from, span.to));
  }
  let out = '';
  const unmatched = new Set<number>();
  for (let at = 0; at < trimmed.length;) {
    const char = trimmed.charAt(at);
    if (char === '\\' && at + 1 < trimmed.length && /[!-/:-@[-`{-~]/.test(trimmed.charAt(at + 1))) {
      out += trimmed.charAt(at + 1);
      at += 2;
    } else if (char === '&') {
      const entity = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/.exec(trimmed.slice(at, at + 12));
      out += entity ? decodeEntity(entity) : char;
      at += entity ? entity[0].length : 1;
    } else if (char === '`') {
      let size = 0;
      while (trimmed.charAt(at + size) === '`') size++;
      const span = unmatched.has(size) ? undefined : codeSpanEnd(trimmed, at);
      if (!span) unmatched.add(size);
      // Inside a code span backslashes are themselves; only a pipe is escaped, for the table's sake.
      out += span ? trimmed.slice(at, span.end).replace(/\\([\\|])/g, (whole, escaped: string) => (escaped === '|' ? '|' : whole)) : trimmed.slice(at, at + size);
      at = span ? span.end : at + size;
    } else {
      out += char;
      at++;
    }
  }
  return out;
}

/** As remark-gfm reads a code span in a table: `\\` stays, `\|` is a pipe; one space goes at each end where both have one. */
function codeValue(content: string): string {
  const value = content.replace(/\\([\\|])/g, (whole, escaped: string) => (escaped === '|' ? '|' : whole));
  return value.length > 2 && value.startsWith(' ') && value.endsWith(' ') && value.trim() !== '' ? value.slice(1, -1) : value;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decodeEntity(entity: RegExpExecArray): string {
  if (entity[3] !== undefined) return NAMED[entity[3]] ?? entity[0];
  const code = entity[1] !== undefined ? Number(entity[1]) : Number.parseInt(entity[2] ?? '', 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity[0];
}
