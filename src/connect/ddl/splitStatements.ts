import type { Dialect } from './dialect.ts';

/** A statement as a range of the text, without its semicolon. Nothing is cut out of the text until someone asks. */
export interface Statement {
  /** Offset of the first character that is neither white space nor comment. */
  readonly start: number;
  readonly end: number;
  /** What is opened in it and never closed, in words. */
  readonly unclosed?: string;
}

const character = {
  tab: 9, lineFeed: 10, carriageReturn: 13, space: 32, doubleQuote: 34, dollar: 36, quote: 39, open: 40, close: 41,
  star: 42, dash: 45, slash: 47, semicolon: 59, backslash: 92,
} as const;

/** Statements that may follow a broken one, at the beginning of a line. */
const restart = /^(?:CREATE|ALTER|COMMENT|INSERT|DROP|COPY|SET|GRANT|SELECT)\b/gim;

/** How often reading starts again after something unclosed: each time costs a look to the end of the text. */
const mostRestarts = 100;

/**
 * The statements of a script, one after the other, in one pass over the text. Understands strings, quoted names, comments,
 * dollar quotes, COPY data and backslash commands; a semicolon in any of these, and inside the parentheses of a CREATE RULE or the
 * body of a BEGIN ATOMIC function, ends nothing. `next(offset)` goes on from that offset instead of the end of the last statement.
 */
export function* splitStatements(text: string, dialect: Dialect): Generator<Statement, void, number | undefined> {
  const end = text.length;
  let at = 0;
  let start = -1;
  let depth = 0;
  let restarts = 0;
  let nesting: NestingRule | undefined;

  for (;;) {
    if (at >= end) {
      const resumed = start < 0 ? undefined : yield { start, end };
      if (resumed === undefined) {
        return;
      }
      at = resumed;
      start = -1;
      depth = 0;
      nesting = undefined;
      continue;
    }
    const code = text.charCodeAt(at);
    let next = at + 1;
    let unclosed: string | undefined;
    switch (code) {
      case character.space:
      case character.lineFeed:
      case character.carriageReturn:
      case character.tab:
        at = next;
        continue;
      case character.dash:
        if (text.charCodeAt(next) === character.dash) {
          at = lineEnd(text, next);
          continue;
        }
        break;
      case character.slash:
        if (text.charCodeAt(next) === character.star) {
          next = commentEnd(text, at, dialect.nestedComments);
          if (next >= 0) {
            at = next;
            continue;
          }
          unclosed = 'A comment';
        }
        break;
      case character.quote:
        next = stringEnd(text, at, dialect.escapeStrings && isEscapeString(text, at));
        unclosed = next < 0 ? 'A string' : undefined;
        break;
      case character.doubleQuote:
        next = quotedEnd(text, at, '"');
        unclosed = next < 0 ? 'A quoted name' : undefined;
        break;
      case character.dollar:
        if (dialect.dollarQuotes && !isWordCharacter(text.charCodeAt(at - 1))) {
          next = dollarEnd(text, at);
          unclosed = next < 0 ? 'A dollar-quoted string' : undefined;
        }
        break;
      case character.open:
        depth += 1;
        break;
      case character.close:
        depth = Math.max(0, depth - 1);
        break;
      case character.backslash:
        if (dialect.backslashCommands) {
          const stop = lineEnd(text, at);
          // \g and its kin send the statement before them.
          if (start >= 0 && text.charAt(at + 1) === 'g') {
            const resumed = yield { start, end: at };
            start = -1;
            depth = 0;
            nesting = undefined;
            at = resumed ?? stop;
            continue;
          }
          at = stop;
          continue;
        }
        break;
      case character.semicolon:
        if (start < 0) {
          at = next;
          continue;
        }
        nesting ??= nestingRule(text, start);
        if (nesting.holds(at, depth)) {
          break;
        }
        {
          const resumed = yield { start, end: at };
          if (resumed !== undefined) {
            next = resumed;
          } else if (dialect.copyData && isCopyFromStdin(text, start, at)) {
            next = copyDataEnd(text, next);
          }
        }
        start = -1;
        depth = 0;
        nesting = undefined;
        at = next;
        continue;
      default:
        if (start < 0) {
          start = at;
        }
        at = plainEnd(text, next);
        continue;
    }
    if (unclosed !== undefined) {
      yield { start: start < 0 ? at : start, end: at, unclosed };
      restarts += 1;
      const again = restarts > mostRestarts ? undefined : nextStatementLine(text, start < 0 ? at : start, end);
      if (again === undefined) {
        return;
      }
      // What was begun before the fault is lost with it: half a statement would be read as a whole one.
      at = again;
      start = -1;
      depth = 0;
      nesting = undefined;
      continue;
    }
    if (start < 0) {
      start = at;
    }
    at = next;
  }
}

/** Offset of the first line after `from` on which a statement seems to begin, before `end`; undefined where there is none. */
export function nextStatementLine(text: string, from: number, end: number): number | undefined {
  restart.lastIndex = lineEnd(text, from);
  const found = restart.exec(text);
  return found === null || found.index >= end ? undefined : found.index;
}

/** True for characters that can neither begin nor end anything: letters, digits, `_`, `,`, `.`, `=` and the like. */
const plain = new Uint8Array(128).fill(1);
for (const code of Object.values(character)) {
  plain[code] = 0;
}

function plainEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 128 && plain[code] === 0) {
      break;
    }
  }
  return at;
}

/** Offset of the next line feed, or the end. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function commentEnd(text: string, from: number, nested: boolean): number {
  let depth = 1;
  let at = from + 2;
  while (depth > 0) {
    const close = text.indexOf('*/', at);
    if (close < 0) {
      return -1;
    }
    if (nested) {
      for (let open = text.indexOf('/*', at); open >= 0 && open < close; open = text.indexOf('/*', open + 2)) {
        depth += 1;
      }
    }
    depth -= 1;
    at = close + 2;
  }
  return at;
}

/** Offset after the closing quote, -1 where there is none. A doubled quote stands for itself. */
function quotedEnd(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from + 1);
  while (at >= 0 && text.charAt(at + 1) === quote) {
    at = text.indexOf(quote, at + 2);
  }
  return at < 0 ? -1 : at + 1;
}

function stringEnd(text: string, from: number, escapes: boolean): number {
  if (!escapes) {
    return quotedEnd(text, from, "'");
  }
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === character.backslash) {
      at += 1;
    } else if (code === character.quote) {
      if (text.charCodeAt(at + 1) !== character.quote) {
        return at + 1;
      }
      at += 1;
    }
  }
  return -1;
}

function isEscapeString(text: string, quoteAt: number): boolean {
  const before = text.charAt(quoteAt - 1);
  return (before === 'E' || before === 'e') && !isWordCharacter(text.charCodeAt(quoteAt - 2));
}

function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122) || code >= 128 || code === character.dollar;
}

const dollarTag = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]{0,62})?\$/y;

/** Offset after a dollar-quoted string; after the sign alone where it is none (`$1`); -1 where it is never closed. */
function dollarEnd(text: string, from: number): number {
  dollarTag.lastIndex = from;
  const tag = dollarTag.exec(text)?.[0];
  if (tag === undefined) {
    return from + 1;
  }
  const close = text.indexOf(tag, from + tag.length);
  return close < 0 ? -1 : close + tag.length;
}

function isCopyFromStdin(text: string, start: number, end: number): boolean {
  return /^COPY\b/i.test(text.slice(start, start + 5)) && /\bFROM\s+STDIN\b/i.test(text.slice(start, Math.min(end, start + 100_000)));
}

/** Offset after the line `\.`, or the end of the text. */
function copyDataEnd(text: string, from: number): number {
  let at = text.indexOf('\n\\.', from);
  while (at >= 0) {
    const after = text.charCodeAt(at + 3);
    if (Number.isNaN(after) || after === character.lineFeed || after === character.carriageReturn) {
      return lineEnd(text, at + 3);
    }
    at = text.indexOf('\n\\.', at + 3);
  }
  return text.length;
}

/** Whether a semicolon inside a statement belongs to it. Asked only at semicolons. */
interface NestingRule {
  holds(semicolon: number, depth: number): boolean;
}

const noNesting: NestingRule = { holds: () => false };

function nestingRule(text: string, start: number): NestingRule {
  const head = text.slice(start, start + 200);
  if (/^CREATE\s+(?:OR\s+REPLACE\s+)?RULE\b/i.test(head)) {
    return { holds: (_semicolon, depth) => depth > 0 };
  }
  if (/^CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\b/i.test(head)) {
    return atomicBody(text, start);
  }
  return noNesting;
}

/** `BEGIN ATOMIC … END` holds statements of its own; CASE … END nests in it. */
function atomicBody(text: string, start: number): NestingRule {
  const words = /\b(BEGIN\s{1,100}ATOMIC|CASE|END)\b|'[^']*'|\$(\w*)\$|--[^\n]*/gi;
  words.lastIndex = start;
  let open = 0;
  return {
    holds(semicolon) {
      for (let from = words.lastIndex; ; from = words.lastIndex) {
        const found = words.exec(text);
        if (found === null || found.index >= semicolon) {
          words.lastIndex = found === null ? semicolon : Math.min(from, semicolon);
          break;
        }
        if (found[2] !== undefined) {
          const close = text.indexOf(found[0], words.lastIndex);
          words.lastIndex = close < 0 ? semicolon : close + found[0].length;
          continue;
        }
        const word = found[1]?.toUpperCase();
        if (word?.startsWith('BEGIN') === true) {
          open += 1;
        } else if (word === 'CASE' && open > 0) {
          open += 1;
        } else if (word === 'END' && open > 0) {
          open -= 1;
        }
      }
      return open > 0;
    },
  };
}
