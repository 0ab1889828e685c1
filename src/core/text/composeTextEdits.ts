import { sortTextEdits } from './applyTextEdits.ts';
import type { TextEdit } from './textEdit.ts';

/** A stretch of the first text that still stands, or a text that was put in. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

const lengthOf = (piece: Piece): number => ('text' in piece ? piece.text.length : piece.end - piece.start);
const cut = (piece: Piece, from: number, to: number): Piece =>
  'text' in piece ? { text: piece.text.slice(from, to) } : { start: piece.start + from, end: piece.start + to };

/**
 * One edit list on `text` that does what the lists do one after the other (each computed on the result of the one
 * before). What the lists take back again is not touched; no edit begins or ends within a line break or a surrogate pair
 * unless one of the lists does.
 */
export function composeTextEdits(text: string, lists: readonly (readonly TextEdit[])[]): TextEdit[] {
  const used = lists.filter((list) => list.length > 0);
  let pieces: Piece[] = [{ start: 0, end: text.length }];
  for (const list of used) pieces = applyToPieces(pieces, list);
  const edits: TextEdit[] = [];
  let at = 0;
  let inserted: string[] = [];
  const flush = (until: number): void => {
    if (inserted.length > 0 || until > at) {
      const edit = trim(text, at, until, inserted.join(''));
      if (edit) edits.push(edit);
    }
    inserted = [];
  };
  for (const piece of pieces) {
    if ('text' in piece) inserted.push(piece.text);
    else {
      flush(piece.start);
      at = piece.end;
    }
  }
  flush(text.length);
  return edits;
}

function applyToPieces(pieces: readonly Piece[], list: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  const push = (piece: Piece): void => {
    if (lengthOf(piece) === 0) return;
    const last = result[result.length - 1];
    if (last && !('text' in last) && !('text' in piece) && last.end === piece.start) result[result.length - 1] = { start: last.start, end: piece.end };
    else result.push(piece);
  };
  let index = 0;
  let offset = 0;
  let position = 0;
  const advance = (to: number, keep: boolean): void => {
    while (position < to) {
      const piece = pieces[index];
      if (!piece) throw new Error('text edit beyond the end');
      const step = Math.min(to - position, lengthOf(piece) - offset);
      if (keep) push(cut(piece, offset, offset + step));
      offset += step;
      position += step;
      if (offset === lengthOf(piece)) {
        index++;
        offset = 0;
      }
    }
  };
  for (const edit of sortTextEdits(list)) {
    advance(edit.start, true);
    push({ text: edit.newText });
    advance(edit.end, false);
  }
  const current = pieces[index];
  if (current) {
    push(cut(current, offset, lengthOf(current)));
    for (const piece of pieces.slice(index + 1)) push(piece);
  }
  return result;
}

/** The edit without what both sides share at its ends; undefined where nothing is left. */
export function trim(text: string, start: number, end: number, newText: string): TextEdit | undefined {
  let head = 0;
  const most = Math.min(end - start, newText.length);
  while (head < most && text.charCodeAt(start + head) === newText.charCodeAt(head)) head++;
  if (head === end - start && head === newText.length) return undefined;
  while (head > 0 && (splits(text, start + head) || splits(newText, head))) head--;
  let tail = 0;
  while (tail < most - head && text.charCodeAt(end - 1 - tail) === newText.charCodeAt(newText.length - 1 - tail)) tail++;
  while (tail > 0 && (splits(text, end - tail) || splits(newText, newText.length - tail))) tail--;
  return { start: start + head, end: end - tail, newText: newText.slice(head, newText.length - tail) };
}

/** True where the offset falls within `\r\n` or a surrogate pair. */
function splits(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  return (before === 13 && after === 10) || (before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000);
}
