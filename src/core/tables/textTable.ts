import { scanRow } from '../document/rowScanner.ts';
import type { CellOffsets } from '../document/rowScanner.ts';
import type { TextRange } from '../text/textEdit.ts';
import { HTML_NAMES, indentOf, insideCode, listItemIndent } from './codeContext.ts';

export type Alignment = 'left' | 'center' | 'right' | 'none';

/**
 * A table of a Markdown text, by its lines: line 0 is the header, line 1 the delimiter row, the rest are the rows. Any
 * table, of a plan or not; found without reading the rest of the document.
 */
export interface TextTable {
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];
  /** Offset behind the last character of each line, before its line break. */
  readonly ends: readonly number[];
  readonly headerCells: CellOffsets;
  /** One for each column of the header. */
  readonly alignments: readonly Alignment[];
  readonly eol: '\n' | '\r\n';
}

/** A row as it is written. */
export interface WrittenRow {
  /** The blanks before it. */
  readonly indent: string;
  /** A pipe stands before its first cell. */
  readonly open: boolean;
  /** A pipe stands behind its last cell. */
  readonly closed: boolean;
  /** The Markdown of its cells, without padding. */
  readonly cells: readonly string[];
  /** Where the cells stand, relative to the text given to `readRow`. */
  readonly offsets: CellOffsets;
}

/** Number of columns: of the header, as the delimiter row has the same. */
export function columnCount(table: TextTable): number {
  return table.headerCells.length / 2;
}

/** Number of lines: header, delimiter row and rows. */
export function lineCount(table: TextTable): number {
  return table.starts.length;
}

/** The text of one line of the table. */
export function lineText(table: TextTable, line: number): string {
  return table.text.slice(table.starts[line], table.ends[line]);
}

/** Header texts, with emphasis around them and runs of blanks taken away, in lower case: how columns are told apart. */
export function headerNames(table: TextTable): string[] {
  return headerTexts(table).map((text) => text.toLowerCase());
}

/** Header texts as they are shown: without the emphasis around them. */
export function headerTexts(table: TextTable): string[] {
  return readRow(lineText(table, 0)).cells.map((cell) => cell.replace(/^[*_`]+|[*_`]+$/g, '').replace(/\s+/g, ' ').trim());
}

/** The line of the table that an offset stands in, the nearest where it stands in none. */
export function lineAt(table: TextTable, offset: number): number {
  let low = 0;
  let high = table.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((table.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The lines that a selection touches; one that ends where a line starts does not touch that line. */
export function linesOf(table: TextTable, selection: TextRange): { readonly first: number; readonly last: number } {
  const first = lineAt(table, selection.start);
  const last = lineAt(table, selection.end);
  return { first, last: last > first && selection.end === table.starts[last] ? last - 1 : last };
}

/** Reads a line of a table as GFM does. */
export function readRow(line: string): WrittenRow {
  const offsets = scanRow(line, 0, line.length);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const cells: string[] = [];
  for (let at = 0; at < offsets.length; at += 2) cells.push(line.slice(offsets[at], offsets[at + 1]));
  return { indent, open: line.charAt(indent.length) === '|', closed: line.includes('|', offsets.at(-1)), cells, offsets };
}

/** The cell of a line that an offset (relative to the line) stands in, padding included. Behind the last pipe: the last. */
export function cellIndexAt(line: string, offset: number): number {
  const { offsets } = readRow(line);
  let index = 0;
  for (let at = 1; at < offsets.length; at += 2) {
    const pipe = line.indexOf('|', offsets[at]);
    if (pipe < 0 || offset <= pipe || index === offsets.length / 2 - 1) break;
    index++;
  }
  return index;
}

/** The table that an offset stands in; undefined outside tables, and in what only looks like one (code, HTML, frontmatter). */
export function tableAt(text: string, offset: number): TextTable | undefined {
  const lines = linesAround(text, offset);
  if (!lines) return undefined;
  const { starts, ends } = lines;
  let paragraph = false;
  let lazyBelow = 0;
  let itemIndent = 0;
  for (let line = 0; line + 1 < starts.length; line++) {
    const first = starts[line] ?? 0;
    if (first > offset) return undefined;
    const content = text.slice(first, ends[line]);
    // What stands in an HTML block is HTML, up to the next blank line.
    if ((HTML_BLOCK.test(content) || (!paragraph && TAG_ALONE.test(content))) && !insideCode(text, first)) return undefined;
    const alignments = opensTable(text, lines, line);
    // Behind a quotation or a list item, lines that are not set in go on with its paragraph, whatever they look like.
    if (indentOf(content) >= lazyBelow || NO_PARAGRAPH.test(content)) lazyBelow = 0;
    if (content.trimStart().startsWith('>') && !insideCode(text, first)) lazyBelow = Infinity;
    else if (LIST_ITEM.test(content) && !insideCode(text, first)) itemIndent = lazyBelow = LIST_ITEM.exec(content)?.[0].length ?? 0;
    const leaves = itemIndent > 0 && indentOf(content) >= itemIndent && indentOf(text.slice(starts[line + 1], ends[line + 1])) < itemIndent;
    if (!alignments || lazyBelow > 0 || leaves) {
      paragraph = !NO_PARAGRAPH.test(content) && (paragraph || indentOf(content) < 4);
      continue;
    }
    const indent = indentOf(content);
    const base = indent < 4 ? 0 : listItemIndent(text, first, indent);
    if (base === undefined || insideCode(text, first)) continue;
    let after = line + 2;
    while (after < starts.length && !interrupts(text.slice(starts[after], ends[after]), base)) after++;
    if (offset <= (ends[after - 1] ?? 0)) {
      return {
        text, alignments,
        starts: starts.slice(line, after), ends: ends.slice(line, after),
        headerCells: scanRow(text, first, ends[line] ?? first),
        eol: text.charAt(ends[line] ?? 0) === '\r' ? '\r\n' : '\n',
      };
    }
    line = after - 1;
    paragraph = false;
  }
  return undefined;
}

interface Lines {
  readonly starts: number[];
  readonly ends: number[];
}

/** The lines without a blank one among them that stand around an offset. */
function linesAround(text: string, offset: number): Lines | undefined {
  const starts: number[] = [];
  const ends: number[] = [];
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  if (isBlankLine(text, start)) return undefined;
  for (let above = start; ;) {
    starts.push(above);
    ends.push(endOfLine(text, above));
    if (above === 0) break;
    above = above === 1 ? 0 : text.lastIndexOf('\n', above - 2) + 1;
    if (isBlankLine(text, above)) break;
  }
  starts.reverse();
  ends.reverse();
  for (;;) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
    if (start >= text.length || isBlankLine(text, start)) break;
    starts.push(start);
    ends.push(endOfLine(text, start));
  }
  return { starts, ends };
}

function endOfLine(text: string, start: number): number {
  const at = text.indexOf('\n', start);
  if (at < 0) return text.length;
  return at > start && text.charCodeAt(at - 1) === 13 ? at - 1 : at;
}

function isBlankLine(text: string, start: number): boolean {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return true;
    if (code !== 32 && code !== 9 && code !== 13) return false;
  }
  return true;
}

const DELIMITER = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** The alignments of the table whose header is that line; undefined where none starts there. */
function opensTable(text: string, { starts, ends }: Lines, line: number): Alignment[] | undefined {
  const start = starts[line + 1] ?? 0;
  const end = ends[line + 1] ?? 0;
  if (!looksLikeDelimiter(text, start, end)) return undefined;
  const delimiter = text.slice(start, end);
  const header = text.slice(starts[line], ends[line]);
  if (!DELIMITER.test(delimiter)) return undefined;
  // Dashes alone underline a heading.
  if (!delimiter.includes('|') && !delimiter.includes(':')) return undefined;
  if (BLOCK_START.test(header.trimStart()) || TAG_ALONE.test(header) || Math.abs(indentOf(header) - indentOf(delimiter)) > 3) return undefined;
  const { cells } = readRow(delimiter);
  if (cells.length !== readRow(header).cells.length) return undefined;
  return cells.map((cell) => {
    const left = cell.startsWith(':');
    const right = cell.endsWith(':');
    return left && right ? 'center' : right ? 'right' : left ? 'left' : 'none';
  });
}

/** Cheap look before the regular expression: only these characters make a delimiter row. */
function looksLikeDelimiter(text: string, start: number, end: number): boolean {
  if (end - start > 10_000 || end === start) return false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 124 && code !== 45 && code !== 58 && code !== 32 && code !== 9) return false;
  }
  return true;
}

const HTML_BLOCK = new RegExp(`^ {0,3}</?(?:${HTML_NAMES})(?:[ \\t]|/?>|$)`, 'i');
const LIST_ITEM = /^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?=\S)/;
/** A tag alone on its line opens an HTML block too, but not in the middle of a paragraph. */
const TAG_ALONE = /^ {0,3}(?:<(?!(?:script|pre|style|textarea)\b)[A-Za-z][A-Za-z0-9-]*(?:[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>|<\/[A-Za-z][A-Za-z0-9-]*[ \t]*>)[ \t]*$/;
/** Lines that no paragraph goes on from. */
const NO_PARAGRAPH = /^ {0,3}(?:#{1,6}(?:[ \t]|$)|`{3,}[^`]*$|~{3,}|(?:\*[ \t]*){3,}$|(?:-[ \t]*)+$|=+[ \t]*$|(?:_[ \t]*){3,}$)/;
/** The start of a quotation, heading, fence, list item, thematic break or HTML block. */
const BLOCK_START = new RegExp(
  `^(?:>|#{1,6}(?:[ \\t]|$)|\`{3,}[^\`]*$|~{3,}|(?:[-+*]|\\d{1,9}[.)])(?:[ \\t]|$)|(?:\\*[ \\t]*){3,}$|(?:-[ \\t]*){3,}$|(?:_[ \\t]*){3,}$|<(?:script|pre|style|textarea)(?:[\\s>]|$)|<!--|<\\?|<![A-Za-z]|<!\\[CDATA\\[|</?(?:${HTML_NAMES})(?:[ \\t]|/?>|$))`, 'i');

/** True for a text that would open another block, were it to stand at the start of a line with a blank behind it. */
export function startsBlock(text: string): boolean {
  return BLOCK_START.test(text) || BLOCK_START.test(`${text} `) || TAG_ALONE.test(text);
}

/** True where a line ends a table: the start of another block, or code by its indentation. */
function interrupts(line: string, base: number): boolean {
  const first = line.trimStart();
  if (first.startsWith('|') && indentOf(line) < base + 4) return indentOf(line) < base;
  return indentOf(line) < base || indentOf(line) >= base + 4 || BLOCK_START.test(first) || TAG_ALONE.test(first);
}
