import { norm, openContraction } from './words.ts';

/** One unit of what was said. */
export interface Token {
  readonly kind: 'word' | 'number' | 'quoted' | 'punct';
  /** As typed; for `quoted` without its quotes; for `number` plain decimal digits, e.g. `1204331` or `1.5`. */
  readonly text: string;
  /** Folded for comparison (see `norm`); '' for quoted text. */
  readonly norm: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** White space (or the start) stands before it. */
  readonly spaced: boolean;
  /** For a number: it was written with a currency sign, so it counts no rows. */
  readonly money?: boolean;
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»', '`': '`', '‘': '’' };
const wordStart = /[\p{L}_]/u;
const wordRest = /[\p{L}\p{M}\p{N}_]/u;
const digit = /\d/;
const unitAfterNumber = /^(k|m|mn|mio|mln|bn|b|tb|gb|mb|kb|pb|gib|mib|kib|tib|h|hr|hrs|d|min|mins|million|thousand|billion|x|gig|yr|yrs)$/i;

/** Takes control characters out (white space among them becomes a space; line ends stay), so that nothing hides in what is said. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\v\f\u0085\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[’ʼ]/g, "'");
}

/** Splits cleaned text into tokens, in one pass. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const spacedAt = (start: number): boolean => start === 0 || /\s/.test(text[start - 1] ?? ' ');
  const push = (kind: Token['kind'], value: string, start: number, end: number, more: { money?: boolean } = {}): void => {
    tokens.push({ kind, text: value, norm: kind === 'quoted' ? '' : kind === 'word' ? norm(value) : value, start, end, spaced: spacedAt(start), ...more });
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === ' ') { at += 1; continue; }
    const quoted = quotedAt(text, at);
    if (quoted) {
      push('quoted', quoted.value, at, quoted.end);
      at = quoted.end;
    } else if (digit.test(character)) {
      at = pushNumber(text, at, tokens, push);
    } else if (wordStart.test(character)) {
      const end = wordEnd(text, at);
      pushWord(text.slice(at, end), at, end, push);
      at = end;
    } else if (character === '-' && text[at + 1] === '>') {
      push('punct', '→', at, at + 2);
      at += 2;
    } else if (character === '=' && text[at + 1] === '>') {
      push('punct', '→', at, at + 2);
      at += 2;
    } else {
      push('punct', character === '–' ? '-' : character, at, at + 1);
      at += 1;
    }
  }
  return tokens;
}

/** A quoted stretch of at most 200 characters that closes on the same line. */
function quotedAt(text: string, at: number): { value: string; end: number } | undefined {
  const open = text[at] ?? '';
  // A plain apostrophe opens a quote only at the start of a word and where it closes at the end of one.
  const close = open === "'" ? "'" : Object.hasOwn(QUOTES, open) ? QUOTES[open] : undefined;
  if (close === undefined) return undefined;
  if (open === "'" && at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return undefined;
  for (let end = at + 1; end < text.length && end - at <= 200; end += 1) {
    const character = text[end];
    if (character === '\n') return undefined;
    if (character === close) {
      if (open === "'" && /[\p{L}\p{N}]/u.test(text[end + 1] ?? '')) continue;
      const value = text.slice(at + 1, end).trim();
      return value === '' ? undefined : { value, end: end + 1 };
    }
  }
  return undefined;
}

/** Words hold letters, digits and `_`, and inside them `'`, `.`, `-`, `&` and in paths `/` and `\`. */
function wordEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const character = text[end] ?? '';
    if (wordRest.test(character)) { end += 1; continue; }
    const next = text[end + 1] ?? '';
    if ((character === '.' || character === "'" || character === '-' || character === '&' || character === '$') && wordRest.test(next)) {
      // A full stop with a capital after it and a whole word before it is a sentence that lacks its space only after lower case.
      end += 1;
      continue;
    }
    if ((character === '#' || character === '+') && end > start) {
      end += 1;
      continue;
    }
    break;
  }
  // A path: a slash counts where the whole ends in a file extension.
  const path = /^[\w.-]+(?:[/\\][\w.-]+){1,20}\.[A-Za-z]\w{0,7}/.exec(text.slice(start, start + 200));
  return path && start + path[0].length > end ? start + path[0].length : end;
}

function pushWord(word: string, start: number, end: number, push: (kind: Token['kind'], value: string, start: number, end: number) => void): void {
  const possessive = /^(.+)'s?$/i.exec(word);
  const opened = openContraction(word);
  if (opened) {
    for (const part of opened) push('word', part, start, end);
  } else if (possessive?.[1] !== undefined && !/^(it|that|there|what|who|he|she)$/i.test(possessive[1])) {
    push('word', possessive[1], start, start + possessive[1].length);
    push('punct', "'s", start + possessive[1].length, end);
  } else {
    push('word', word, start, end);
  }
}

/**
 * A number, or a word that begins with digits (a version, a date, a phone number). Thousands may stand apart by commas,
 * apostrophes, dots or spaces where all groups have three digits.
 */
function pushNumber(
  text: string, start: number, before: readonly Token[],
  push: (kind: Token['kind'], value: string, start: number, end: number, more?: { money?: boolean }) => void,
): number {
  const rest = text.slice(start, start + 60);
  const last = before.at(-1);
  const touching = last?.kind === 'punct' && last.end === start ? last.text : '';
  const money = /^[$€£¥]$/.test(touching);
  // Times, dates, versions, phone numbers, addresses: digits that count nothing.
  const other = /^(?:\d{1,2}:\d{2}(?::\d{2})?|\d{1,4}([./-])\d{1,2}\1\d{1,4}|\d+(?:\.\d+){2,}(?!\d)|\d+-\d+-[\d-]+|\d{3,}-\d{4,}|0\d{2,}(?:[ /-]?\d{2,})+)/.exec(rest);
  const grouped = /^\d{1,3}(?:([,'._ ])\d{3})(?:\1\d{3})*(?!\d)/.exec(rest);
  if (touching === '+' || touching === '#') {
    const phone = /^\d[\d /-]*\d|^\d/.exec(rest)?.[0] ?? rest[0] ?? '';
    push('word', phone, start, start + phone.length);
    return start + phone.length;
  }
  const single = grouped && (grouped[1] === ',' || grouped[1] === "'" || grouped[1] === ' ' || grouped[1] === '_' || grouped[0].split('.').length > 2);
  if (other && !(single && grouped[0].length >= other[0].length)) {
    push('word', other[0], start, start + other[0].length);
    return start + other[0].length;
  }
  let raw: string;
  let value: string;
  if (grouped && single) {
    const decimals = grouped[1] === ',' || grouped[1] === "'" ? /^\.\d+/.exec(rest.slice(grouped[0].length))?.[0] ?? '' : '';
    raw = grouped[0] + decimals;
    value = grouped[0].replace(/[,'._ ]/g, '') + decimals;
  } else {
    raw = /^\d+(?:\.\d+|,\d{1,2}(?!\d))?/.exec(rest)?.[0] ?? rest[0] ?? '';
    value = raw.replace(',', '.');
  }
  const end = start + raw.length;
  const suffix = /^[\p{L}\p{M}\p{N}_.#+]*[\p{L}\p{N}_]/u.exec(text.slice(end, end + 40))?.[0] ?? '';
  if (suffix === '') {
    // `30-minute`, `3-phase`: the hyphen falls away; `2-3` stays a range.
    push('number', value, start, end, money ? { money } : {});
    return /^-\p{L}/u.test(text.slice(end, end + 2)) ? end + 1 : end;
  }
  if (unitAfterNumber.test(suffix)) {
    push('number', value, start, end, money ? { money } : {});
    push('word', suffix, end, end + suffix.length);
    return end + suffix.length;
  }
  const half = /^(\d+)h(\d{1,2})$/i.exec(raw + suffix);
  if (half?.[1] !== undefined && half[2] !== undefined) {
    push('number', half[1], start, end);
    push('word', 'h', end, end + 1);
    push('number', half[2], end + 1, end + suffix.length);
    push('word', 'min', end + suffix.length, end + suffix.length);
    return end + suffix.length;
  }
  push('word', raw + suffix, start, end + suffix.length);
  return end + suffix.length;
}
