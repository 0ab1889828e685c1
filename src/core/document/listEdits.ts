import type { LineIndex } from '../text/lines.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { OutlineItem, OutlineList } from './outline.ts';

/** What to do to a list, in positions of the items as they stand. */
export interface ListChange {
  readonly remove?: ReadonlySet<number>;
  /** Texts of items to put before the item at that position; at the number of items: behind the last. */
  readonly insert?: ReadonlyMap<number, readonly ListChunk[]>;
  /** New text of items that stay. */
  readonly replace?: ReadonlyMap<number, string>;
}

/** An item to put in: its text, or an item of the same list that moves with everything in it. */
export type ListChunk = string | { readonly moved: number };

/**
 * The edits of a list: whole lines for items put in and taken out, only the first paragraph for items set, and the
 * numbers of an ordered list only where they no longer count on. The list must keep or get at least one item; removing
 * all takes its lines.
 */
export function listEdits(lines: LineIndex, list: OutlineList, change: ListChange, eol: string): TextEdit[] {
  const { items } = list;
  const remove = change.remove ?? new Set<number>();
  const insert = new Map(change.insert);
  const numbering = numberingOf(lines, list);
  const edits: TextEdit[] = [];
  const first = items[0];
  if (!first) return edits;
  const firstLine = lines.start(lines.lineOf(first.range.start));
  const indent = ' '.repeat(Math.max(0, first.range.start - firstLine));
  const gap = list.loose ? eol + eol : eol;
  let place = 0;

  const chunkText = (chunk: ListChunk): string => {
    const marker = numbering.marker(place++);
    if (typeof chunk === 'string') return indent + marker + (chunk === '' ? '' : ` ${chunk}`);
    const item = items[chunk.moved] as OutlineItem;
    return indent + marker + widen(lines.text.slice(item.marker.end, item.range.end), marker.length - (item.marker.end - item.marker.start));
  };
  const putIn = (at: number): void => {
    const chunks = insert.get(at) ?? [];
    if (chunks.length === 0) return;
    const texts = chunks.map(chunkText);
    const item = items[at];
    if (item) {
      const start = lines.start(lines.lineOf(item.range.start));
      edits.push({ start, end: start, newText: texts.map((text) => text + gap).join('') });
    } else {
      const end = lastOf(items).range.end;
      edits.push({ start: end, end, newText: texts.map((text) => gap + text).join('') });
    }
  };

  for (let index = 0; index < items.length; index++) {
    if (!remove.has(index)) {
      putIn(index);
      edits.push(...keepItem(lines, list, items[index] as OutlineItem, numbering.marker(place++), change.replace?.get(index)));
      continue;
    }
    const from = index;
    while (remove.has(index + 1)) index++;
    // What is put in where items go takes their place, so that no edit begins within another.
    const chunks: ListChunk[] = [];
    for (let at = from; at <= index + 1; at++) {
      chunks.push(...(insert.get(at) ?? []));
      insert.delete(at);
    }
    edits.push(replaceRun(lines, items, from, index, chunks.map(chunkText).join(gap)));
  }
  putIn(items.length);
  return edits;
}

/** The edits of an item that stays: its number where that no longer counts on, its text where a new one is given. */
function keepItem(lines: LineIndex, list: OutlineList, item: OutlineItem, marker: string, text: string | undefined): TextEdit[] {
  const edits: TextEdit[] = [];
  const old = lines.text.slice(item.marker.start, item.marker.end);
  if (list.ordered && marker !== old) {
    edits.push({ start: item.marker.start, end: item.marker.end, newText: marker });
    // What stands in the item must stay in it behind a wider marker.
    for (let line = lines.lineOf(item.range.start) + 1; marker.length > old.length && line <= lines.lineOf(item.range.end); line++) {
      if (lines.slice(line).trim() !== '') edits.push({ start: lines.start(line), end: lines.start(line), newText: ' '.repeat(marker.length - old.length) });
    }
  }
  if (text !== undefined) edits.push(replaceContent(lines, item, text));
  return edits;
}

/** Sets the text of an item's first paragraph. */
export function replaceContent(lines: LineIndex, item: OutlineItem, text: string): TextEdit {
  const { start, end } = item.content;
  const needsBlank = start === item.marker.end && text !== '' && !/[ \t]/.test(lines.text.charAt(start - 1));
  return { start, end, newText: (needsBlank ? ' ' : '') + text };
}

function widen(text: string, by: number): string {
  return by <= 0 ? text : text.replace(/(\r\n|\n|\r)(?=[^\r\n])/g, `$1${' '.repeat(by)}`);
}

function lastOf(items: readonly OutlineItem[]): OutlineItem {
  return items[items.length - 1] as OutlineItem;
}

/** Replaces the lines of a run of items; without a text, removes them up to the next item or from behind the item before. */
function replaceRun(lines: LineIndex, items: readonly OutlineItem[], from: number, to: number, text: string): TextEdit {
  const first = items[from] as OutlineItem;
  const last = items[to] as OutlineItem;
  const start = lines.start(lines.lineOf(first.range.start));
  if (text !== '') return { start, end: last.range.end, newText: text };
  const next = items[to + 1];
  if (next) return { start, end: lines.start(lines.lineOf(next.range.start)), newText: '' };
  const before = items[from - 1];
  if (before) return { start: before.range.end, end: last.range.end, newText: '' };
  return { start, end: lines.start(lines.lineOf(last.range.end) + 1), newText: '' };
}

function numberingOf(lines: LineIndex, list: OutlineList): { marker(place: number): string } {
  const markers = list.items.map((item) => lines.text.slice(item.marker.start, item.marker.end));
  const first = markers[0] ?? '-';
  if (!list.ordered) return { marker: () => first };
  const delimiter = first.slice(-1);
  const start = Number.parseInt(first, 10);
  // "1. 1. 1." is a habit of its own: every item the same.
  const same = markers.length > 1 && markers.every((marker) => marker === first);
  return { marker: (place) => `${same ? start : start + place}${delimiter}` };
}
