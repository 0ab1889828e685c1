import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { LineIndex } from '../text/lines.ts';
import type { TextRange } from '../text/textEdit.ts';
import { scanRow } from './rowScanner.ts';

export interface OutlineHeading {
  readonly kind: 'heading';
  readonly depth: number;
  readonly title: string;
  readonly range: TextRange;
}

export interface OutlineTable {
  readonly kind: 'table';
  /** Line of the header row; the delimiter row is the next, body rows run from `line + 2` to before `endLine`. */
  readonly line: number;
  readonly endLine: number;
}

export interface OutlineItem {
  /** From the marker to the end of the item's last line. */
  readonly range: TextRange;
  /** Marker with its number, e.g. `10.` or `-`. */
  readonly marker: TextRange;
  /** Its first paragraph; empty, behind the marker, where it has none. */
  readonly content: TextRange;
}

export interface OutlineList {
  readonly kind: 'list';
  readonly ordered: boolean;
  /** Blank lines stand between its items. */
  readonly loose: boolean;
  readonly range: TextRange;
  readonly items: readonly OutlineItem[];
}

/** Anything else at the top level; `code` fences are told apart, for what must not be looked into. */
export interface OutlineOther {
  readonly kind: 'other';
  readonly type: string;
  readonly range: TextRange;
}

export type OutlineNode = OutlineHeading | OutlineTable | OutlineList | OutlineOther;

export interface Point {
  readonly line: number;
  readonly column: number;
}
/** A node of remark's tree, as far as it is looked at. */
export interface MarkdownNode {
  readonly type: string;
  readonly position?: { readonly start: Point; readonly end: Point } | undefined;
  readonly children?: readonly MarkdownNode[];
  readonly value?: string;
  readonly depth?: number;
  readonly ordered?: boolean | null;
  readonly alt?: string | null;
}

const PIPE = 124;
const SPACE = 32;

const processor = unified().use(remarkParse).use(remarkGfm).freeze();

/**
 * The blocks at the top level of a body, by remark with the rows of tables taken out: a full parse of ten thousand rows
 * takes seconds. `firstLine` is where the body starts.
 */
export function readOutline(lines: LineIndex, firstLine: number): OutlineNode[] {
  return readOutlineTree(lines, firstLine).nodes;
}

/** What remark was given and what it made of it. The tree is the same as long as the text is. */
export interface OutlineTree {
  readonly source: string;
  readonly root: MarkdownNode;
}

/**
 * As `readOutline`; `known` is the tree of an earlier reading, which is taken over where all that changed are rows of
 * tables.
 */
export function readOutlineTree(lines: LineIndex, firstLine: number, known?: OutlineTree): { readonly nodes: OutlineNode[]; readonly tree: OutlineTree } {
  const kept = keptLines(lines, firstLine);
  const parts: string[] = [];
  for (const line of kept) parts.push(lines.text.slice(lines.start(line), line + 1 < lines.count ? lines.start(line + 1) : lines.text.length));
  const source = parts.join('');
  const tree = known?.source === source ? known : { source, root: processor.parse(source) as MarkdownNode };
  return { nodes: nodesOf(tree.root, lines, kept), tree };
}

function nodesOf(tree: MarkdownNode, lines: LineIndex, kept: readonly number[]): OutlineNode[] {
  const lineOf = (point: Point): number => kept[point.line - 1] ?? lines.count;
  const offsetOf = (point: Point): number => Math.min(lines.start(lineOf(point)) + point.column - 1, lines.text.length);
  const rangeOf = (node: MarkdownNode): TextRange => node.position ? { start: offsetOf(node.position.start), end: offsetOf(node.position.end) } : { start: 0, end: 0 };
  const nodes: OutlineNode[] = [];
  for (const node of tree.children ?? []) {
    if (!node.position) continue;
    if (node.type === 'heading') nodes.push({ kind: 'heading', depth: node.depth ?? 1, title: plainText(node).replace(/\s+/g, ' ').trim(), range: rangeOf(node) });
    else if (node.type === 'table') {
      // Rows that were taken out stand between the table's last line and the next line that was kept.
      const last = node.position.end.line;
      nodes.push({ kind: 'table', line: lineOf(node.position.start), endLine: last < kept.length ? (kept[last] ?? lines.count) : lines.count });
    } else if (node.type === 'list') {
      const items = (node.children ?? []).map((item) => readItem(item, lines, offsetOf));
      nodes.push({ kind: 'list', ordered: node.ordered === true, loose: items.some((item, index) => index > 0 && hasBlankBefore(lines, item.range.start)), range: rangeOf(node), items });
    } else nodes.push({ kind: 'other', type: node.type, range: rangeOf(node) });
  }
  return nodes;
}

function readItem(item: MarkdownNode, lines: LineIndex, offsetOf: (point: Point) => number): OutlineItem {
  const start = item.position ? offsetOf(item.position.start) : 0;
  const end = item.position ? offsetOf(item.position.end) : 0;
  const marker = /^(?:[-*+]|\d{1,9}[.)])/.exec(lines.text.slice(start, start + 12))?.[0] ?? '';
  const first = item.children?.[0];
  let from = start + marker.length;
  let to = from;
  if (first?.type === 'paragraph' && first.position) {
    from = offsetOf(first.position.start);
    to = offsetOf(first.position.end);
  } else if (lines.text.charAt(from) === ' ') {
    from++;
    to = from;
  }
  return { range: { start, end }, marker: { start, end: start + marker.length }, content: { start: from, end: to } };
}

function hasBlankBefore(lines: LineIndex, offset: number): boolean {
  const line = lines.lineOf(offset);
  return line > 0 && lines.slice(line - 1).trim() === '';
}

function plainText(node: MarkdownNode): string {
  if (node.value !== undefined) return node.value;
  return (node.children ?? []).map(plainText).join('');
}

const DELIMITER = /^( {0,3})\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/;
/** A line that may end an HTML block must stay, so that the block ends where it did. */
const HTML_END = /-->|\?>|\]\]>|<\/(?:script|pre|style|textarea)>/i;

/**
 * The lines without the body rows of tables. Only lines that start with a pipe, at least as deep as the delimiter row,
 * directly behind a header row, a delimiter row with as many cells, and more such lines are taken out: no other block
 * starts with a pipe, and remark decides about all others. Taking one out of a code fence or an HTML block changes
 * nothing that the outline is read for.
 */
function keptLines(lines: LineIndex, firstLine: number): number[] {
  const { text } = lines;
  const kept: number[] = [];
  const declaration = text.includes('<!') && /^ {0,3}<![A-Za-z]/m.test(text);
  let depth = -1;
  // Where the next `>` stands, so that rows without one are not looked through.
  let angle = text.indexOf('>', lines.start(firstLine));
  for (let line = firstLine; line < lines.count; line++) {
    const start = lines.start(line);
    const end = lines.end(line);
    let at = start;
    while (at < end && text.charCodeAt(at) === SPACE) at++;
    const indent = at - start;
    if (depth >= 0 && text.charCodeAt(at) === PIPE && at < end && indent >= depth && indent <= 3) {
      if (angle >= 0 && angle < at) angle = text.indexOf('>', at);
      if (angle < 0 || angle >= end || (!declaration && !HTML_END.test(text.slice(at, end)))) continue;
    }
    kept.push(line);
    depth = line > firstLine && opensBody(lines, line, at, declaration) ? indent : -1;
  }
  return kept;
}

/** True where the line is the delimiter row of a table whose header row, with a leading pipe, is the line before. */
function opensBody(lines: LineIndex, line: number, at: number, declaration: boolean): boolean {
  const { text } = lines;
  const end = lines.end(line);
  // Without a pipe it may underline a heading: remark decides.
  if (end - at > 10_000 || !text.slice(at, end).includes('|') || !isDelimiter(text, at, end) || !DELIMITER.test(text.slice(lines.start(line), end))) return false;
  const above = lines.start(line - 1);
  const header = text.slice(above, lines.end(line - 1));
  // It may be the last line of an HTML block, and the delimiter row the header of a table: remark decides about that too.
  if (HTML_END.test(header) || (declaration && header.includes('>'))) return false;
  // A pipe alone is no row: remark decides what it is.
  return /^ {0,3}\|[ \t]*[^ \t]/.test(header) && scanRow(text, above, lines.end(line - 1)).length === scanRow(text, at, end).length;
}

/** Cheap look before the regular expression: only these characters make a delimiter row. */
function isDelimiter(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  if (first !== 124 && first !== 45 && first !== 58) return false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 124 && code !== 45 && code !== 58 && code !== 32 && code !== 9) return false;
  }
  return true;
}
