import type { TextEdit } from './textEdit.ts';

/** The edits in the order of the text; edits of the same place keep their order. Throws where two overlap. */
export function sortTextEdits(edits: readonly TextEdit[]): TextEdit[] {
  // An insertion stands before a replacement that starts at the same place.
  const sorted = [...edits].sort((a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start));
  let last = 0;
  for (const edit of sorted) {
    if (edit.start < last || edit.end < edit.start) throw new Error(`overlapping text edits at ${edit.start}`);
    last = edit.end;
  }
  return sorted;
}

/** The text with all edits applied; all offsets are offsets of `text`. Throws where two edits overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const edit of sortTextEdits(edits)) {
    if (edit.end > text.length) throw new Error(`text edit beyond the end at ${edit.end}`);
    parts.push(text.slice(at, edit.start), edit.newText);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
