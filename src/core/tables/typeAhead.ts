import type { TextEdit, TextRange } from '../text/textEdit.ts';
import { lineDiff } from './tableStep.ts';

/** A text and what is selected in it. */
export interface EditorState {
  readonly text: string;
  readonly selection: TextRange;
}

/** One change of a text, as editors report it. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** What a person did at the cursor: typed a text (`over`: one that stood there already), or took characters away before it. */
export type Typed =
  | { readonly kind: 'text'; readonly text: string; readonly over: boolean }
  | { readonly kind: 'erase'; readonly count: number };

/** Reads changes as typing at the cursor; undefined where they are anything else. */
export function readTyped({ text, selection }: EditorState, changes: readonly TextChange[]): Typed | undefined {
  const [change] = changes;
  if (!change || changes.length > 1) return undefined;
  const end = change.rangeOffset + change.rangeLength;
  if (change.text === '') {
    if (selection.start < selection.end) return change.rangeOffset === selection.start && end === selection.end ? { kind: 'erase', count: 0 } : undefined;
    return end === selection.start ? { kind: 'erase', count: change.rangeLength } : undefined;
  }
  if (change.rangeOffset !== selection.start) return undefined;
  if (end === selection.end) return { kind: 'text', text: change.text, over: false };
  return selection.start === selection.end && text.slice(change.rangeOffset, end) === change.text ? { kind: 'text', text: change.text, over: true } : undefined;
}

/** The same typing, done where the cursor should have been. What is taken away there does not go beyond the cell. */
export function typeInto({ text, selection: { start, end } }: EditorState, typed: Typed): EditorState {
  const at = (offset: number): TextRange => ({ start: offset, end: offset });
  if (typed.kind === 'text') {
    const over = typed.over && start === end && text.startsWith(typed.text, start);
    return { text: over ? text : text.slice(0, start) + typed.text + text.slice(end), selection: at(start + typed.text.length) };
  }
  if (start < end) return { text: text.slice(0, start) + text.slice(end), selection: at(start) };
  let from = start;
  while (start - from < typed.count && from > 0 && !/[|\r\n]/.test(text.charAt(from - 1))) from--;
  return { text: text.slice(0, from) + text.slice(end), selection: at(from) };
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits that make one text of the other, line by line, and cell by cell where lines have the same cells. */
export function editsBetween(from: string, to: string): TextEdit[] {
  if (from === to) return [];
  const old = linesIn(from);
  const next = linesIn(to);
  const most = Math.min(old.length, next.length) - 1;
  let head = 0;
  while (head < most && old[head]?.text === next[head]?.text) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail]?.text === next[next.length - 1 - tail]?.text) tail++;
  const before = old.slice(head, old.length - tail);
  const after = next.slice(head, next.length - tail);
  const both = Math.min(before.length, after.length);
  const edits: TextEdit[] = [];
  for (let index = 0; index < both; index++) {
    const line = before[index];
    const text = after[index]?.text;
    if (line && text !== undefined && line.text !== text) edits.push(...lineDiff(from, line.start, line.end, text));
  }
  const end = before[both - 1]?.end ?? 0;
  if (before.length > both) edits.push({ start: end, end: before.at(-1)?.end ?? end, newText: '' });
  if (after.length > both) edits.push({ start: end, end, newText: to.slice(after[both - 1]?.end ?? 0, after.at(-1)?.end) });
  return edits;
}

function linesIn(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; ;) {
    const at = text.indexOf('\n', start);
    const end = at < 0 ? text.length : at > start && text.charAt(at - 1) === '\r' ? at - 1 : at;
    lines.push({ start, end, text: text.slice(start, end) });
    if (at < 0) return lines;
    start = at + 1;
  }
}
