import type { Span, TransformFault } from './expression.ts';

/** A word of the language. `text` is decoded: quotes are gone, doubled ones single. */
export interface Token {
  readonly kind: 'name' | 'quotedName' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly span: Span;
}

const SIGNS = ['<>', '<=', '>=', '!=', '(', ')', '{', '}', ',', ':', '=', '<', '>', '+', '-', '*'] as const;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_$#]*/uy;
const NUMBER = /[0-9]+(?:\.[0-9]+)?/y;
const SPACE = /[\s\u00a0]+/y;

/** Splits an expression into words; the list ends with `end`. Reading goes on after a fault, so that all are found. */
export function tokens(text: string): { readonly tokens: readonly Token[]; readonly faults: readonly TransformFault[] } {
  const found: Token[] = [];
  const faults: TransformFault[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (kind: Token['kind'], content: string, length: number): void => {
    found.push({ kind, text: content, span: { start: at, end: at + length } });
    at += length;
  };
  while (at < text.length) {
    const space = take(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const character = text[at]!;
    if (character === "'" || character === '"') {
      const quoted = readQuoted(text, at, character);
      if (!quoted.closed) {
        faults.push({ code: character === "'" ? 'transform.openText' : 'transform.openName', args: {}, span: { start: at, end: text.length }, severity: 'error' });
      }
      push(character === "'" ? 'text' : 'quotedName', quoted.text, quoted.end - at);
      continue;
    }
    const name = take(NAME);
    if (name !== undefined) {
      push('name', name, name.length);
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      push('number', number, number.length);
      continue;
    }
    const sign = SIGNS.find((candidate) => text.startsWith(candidate, at));
    if (sign !== undefined) {
      push('sign', sign === '!=' ? '<>' : sign, sign.length);
      continue;
    }
    const strange = String.fromCodePoint(text.codePointAt(at)!);
    faults.push({ code: 'transform.strangeCharacter', args: { character: strange }, span: { start: at, end: at + strange.length }, severity: 'error' });
    at += strange.length;
  }
  found.push({ kind: 'end', text: '', span: { start: text.length, end: text.length } });
  return { tokens: found, faults };
}

function readQuoted(text: string, start: number, quote: string): { readonly text: string; readonly end: number; readonly closed: boolean } {
  let content = '';
  let at = start + 1;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close < 0) return { text: content + text.slice(at), end: text.length, closed: false };
    content += text.slice(at, close);
    if (text[close + 1] !== quote) return { text: content, end: close + 1, closed: true };
    content += quote;
    at = close + 2;
  }
}
