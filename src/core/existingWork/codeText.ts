/** A text literal of a program: its content and where it stands. */
export interface CodeString {
  /** Offset of the opening quote. */
  readonly start: number;
  /** Offset behind the closing quote. */
  readonly end: number;
  readonly text: string;
}

/** A program as far as it is looked at. */
export interface Code {
  /** The text at the same offsets, with comments and the contents of text literals blanked: what is left is code. */
  readonly bare: string;
  readonly strings: readonly CodeString[];
}

export type CodeLanguage = 'python' | 'javascript' | 'ruby';

/** Tells code, comments and text literals apart in one pass, whatever the text. Prefixes, heredocs and regular expressions are not known. */
export function readCode(text: string, language: CodeLanguage): Code {
  const hash = language !== 'javascript';
  const strings: CodeString[] = [];
  const parts: string[] = [];
  let kept = 0;
  const blank = (from: number, to: number): void => {
    parts.push(text.slice(kept, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    kept = to;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if ((hash && char === '#') || (!hash && char === '/' && text.charAt(at + 1) === '/')) {
      const end = lineEnd(text, at);
      blank(at, end);
      at = end - 1;
    } else if (!hash && char === '/' && text.charAt(at + 1) === '*') {
      const close = text.indexOf('*/', at + 2);
      const end = close < 0 ? text.length : close + 2;
      blank(at, end);
      at = end - 1;
    } else if (char === '"' || char === "'" || (char === '`' && language === 'javascript')) {
      const triple = language === 'python' && text.startsWith(char.repeat(3), at);
      const quote = triple ? char.repeat(3) : char;
      const from = at + quote.length;
      const to = closing(text, from, quote, triple || char === '`');
      strings.push({ start: at, end: Math.min(to + quote.length, text.length), text: text.slice(from, to) });
      blank(from, to);
      at = Math.min(to + quote.length, text.length) - 1;
    }
  }
  parts.push(text.slice(kept));
  return { bare: parts.join(''), strings };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Offset of the closing quote; the end of the line, or of the text, where there is none. */
function closing(text: string, from: number, quote: string, lines: boolean): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '\n' && !lines) return at;
    else if (text.startsWith(quote, at)) return at;
  }
  return text.length;
}

/** The text literals that stand right behind the places that a pattern (with `g`) finds in the code: the first argument of a call. */
export function* argumentsOf(code: Code, pattern: RegExp, most = 5_000): Generator<{ readonly word: string; readonly text: string; readonly at: number; readonly second: string | undefined }> {
  let index = 0;
  let count = 0;
  for (const match of code.bare.matchAll(pattern)) {
    if (++count > most) return;
    const end = match.index + match[0].length;
    while (index < code.strings.length && (code.strings[index]?.start ?? 0) < end) index++;
    const literal = code.strings[index];
    if (!literal || literal.start - end > 200 || !/^[\s:rbfu]*$/.test(code.bare.slice(end, literal.start))) continue;
    const next = code.strings[index + 1];
    const second = next && next.start - literal.end < 200 && /^\s*,[\s:]*$/.test(code.bare.slice(literal.end, next.start)) ? next.text : undefined;
    yield { word: match[1] ?? '', text: literal.text, at: match.index, second };
  }
}
