import { trim } from '../text/composeTextEdits.ts';
import type { TextEdit, TextRange } from '../text/textEdit.ts';
import { readRow } from './textTable.ts';
import type { TextTable } from './textTable.ts';

/** What a key or command does: one list of edits, and what is selected afterwards (offsets of the text after them). */
export interface TableStep {
  readonly edits: readonly TextEdit[];
  readonly selection: TextRange;
  /**
   * Where that is in the text before the edits, if it stands there already: it can be selected at once, so that what is
   * typed on goes to the right cell however long the edits take.
   */
  readonly now?: TextRange;
}

/** Replaces whole lines of a table, as little of each as differs. `undefined` leaves a line as it is. */
export function lineEdits(table: TextTable, lines: Iterable<readonly [line: number, text: string | undefined]>): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const [line, text] of lines) {
    const start = table.starts[line];
    const end = table.ends[line];
    if (text === undefined || start === undefined || end === undefined) continue;
    edits.push(...lineDiff(table.text, start, end, text));
  }
  return edits;
}

/**
 * The edits from one line to another. Where both have the same contents, only the blanks and pipes between them change: a
 * selected cell stays selected.
 */
export function lineDiff(text: string, start: number, end: number, next: string): TextEdit[] {
  const old = readRow(text.slice(start, end));
  const row = readRow(next);
  const gap = (from: number, to: number, nextFrom: number, nextTo: number): TextEdit[] => {
    const edit = trim(text, start + from, start + to, next.slice(nextFrom, nextTo));
    return edit ? [edit] : [];
  };
  if (old.cells.some((cell, index) => cell !== row.cells[index])) return gap(0, end - start, 0, next.length);
  const edits: TextEdit[] = [];
  let from = 0;
  let nextFrom = 0;
  for (let at = 0; at < old.offsets.length; at += 2) {
    // An empty cell is a part of the gap that it stands in.
    if (old.cells[at / 2] === '') continue;
    edits.push(...gap(from, old.offsets[at] ?? 0, nextFrom, row.offsets[at] ?? 0));
    from = old.offsets[at + 1] ?? 0;
    nextFrom = row.offsets[at + 1] ?? 0;
  }
  return [...edits, ...gap(from, end - start, nextFrom, next.length)];
}

/** Where the start of a line is after edits of lines: an edit at the very start belongs to the line itself. */
export function shifted(offset: number, edits: readonly TextEdit[]): number {
  let shift = 0;
  for (const edit of edits) if (edit.end < offset) shift += edit.newText.length - (edit.end - edit.start);
  return offset + shift;
}

/** The content of a cell of a line that starts at `start`: what is selected when the cell is entered. */
export function cellContent(line: string, cell: number, start: number): TextRange {
  const { offsets } = readRow(line);
  const at = Math.max(0, Math.min(cell, offsets.length / 2 - 1)) * 2;
  return { start: start + (offsets[at] ?? 0), end: start + (offsets[at + 1] ?? 0) };
}
