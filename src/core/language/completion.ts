import type { TextRange } from '../text/textEdit.ts';
import { isNothing } from './nameDirectory.ts';

export type CompletionKind = 'system' | 'table' | 'field' | 'word' | 'value' | 'person' | 'activity' | 'phase' | 'check';

/** Something that can be written at the cursor. */
export interface Completion {
  /** As it is shown; plain text. */
  readonly label: string;
  readonly kind: CompletionKind;
  /** What is inserted in place of `range`, encoded for where it stands. */
  readonly insertText: string;
  /** What typing is compared with. */
  readonly filterText: string;
  readonly range: TextRange;
  /** A stretch of `insertText`, counted in it, that the person writes next: it is marked after the insertion. */
  readonly placeholder?: TextRange;
  /** A few words beside the label: a type, a state. A message code with its arguments, or a text from a schema. */
  readonly detail?: Detail;
  /** A sentence about it. */
  readonly about?: Detail;
  /** How good a match it is, and why. */
  readonly match?: MatchWords;
  /** The likeliest: chosen when the list opens. */
  readonly preselect?: true;
}

/** How good a match is, and the reasons for it or for a transform, the strongest first. */
export interface MatchWords {
  readonly tier?: Detail;
  readonly reasons: readonly Detail[];
}

export interface Detail {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
}

/** A completion before it is known where and how it is written. */
export interface Choice {
  readonly value: string;
  readonly kind: CompletionKind;
  readonly detail?: Detail;
  readonly about?: Detail;
  readonly match?: MatchWords;
  readonly preselect?: true;
  /** The part of the value that the person writes next. */
  readonly open?: string;
}

export function detail(code: string, args: Readonly<Record<string, string>> = {}): Detail {
  return { code, args };
}

/** A choice at its place: with blanks beside pipes, and filtered by what stands before the cursor. */
export function placed(text: string, range: TextRange, offset: number, choice: Choice, encoded: string): Completion {
  const empty = range.start === range.end;
  const before = empty && text.charAt(range.start - 1) === '|' ? ' ' : '';
  const after = empty && text.charAt(range.end) === '|' ? ' ' : '';
  // The range must hold the cursor, and reaches over blanks behind the content to it.
  const full = { start: Math.min(range.start, offset), end: Math.max(range.end, offset) };
  const typed = text.slice(full.start, offset);
  const label = choice.value.trim() === '' ? encoded : choice.value;
  const quotes = /^`+ ?/.exec(typed)?.[0] ?? '';
  const insertText = before + encoded + after;
  const open = choice.open === undefined ? -1 : insertText.lastIndexOf(choice.open);
  return {
    label, kind: choice.kind, insertText, range: full,
    // Behind the content, or where it says nothing yet, what stands there is not what is looked for.
    filterText: offset > range.end || isNothing(text.slice(range.start, range.end)) ? typed + label : quotes + label,
    ...(choice.open !== undefined && open >= 0 ? { placeholder: { start: open, end: open + choice.open.length } } : {}),
    ...(choice.detail ? { detail: choice.detail } : {}), ...(choice.about ? { about: choice.about } : {}), ...(choice.match ? { match: choice.match } : {}), ...(choice.preselect ? { preselect: true } : {}),
  };
}

export function optionalDetail(found: Detail | undefined): { readonly detail?: Detail } {
  return found ? { detail: found } : {};
}
