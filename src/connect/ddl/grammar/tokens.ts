import { StatementError } from '../statementError.ts';
import type { LexicalRules } from '../lexicalRules.ts';

/** A word or sign of a statement, with its place in the statement's text. */
export interface Token {
  /** `name` is a quoted one; `end` stands after the last token. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign' | 'end';
  /** What it says, without quotes. */
  readonly text: string;
  /** A word in upper case, the sign itself, else empty: what keywords are compared with. */
  readonly upper: string;
  readonly start: number;
  readonly end: number;
}

const space = /\s+/y;
const word = /[\p{L}\p{M}_@#$][\p{L}\p{M}\p{N}_@#$]*/uy;
const number = /(?:0x[0-9a-f]*|\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)/iy;
/** `1st_name`, as MySQL and SQLite take it for a name. */
const digitName = /\d+[\p{L}_$][\p{L}\p{M}\p{N}_$]*/uy;
const conditional = /\/\*M?!\d{0,6}/y;
const lineComment = /--[^\n]*/y;
const hashComment = /(?:#|--(?=\s|$))[^\n]*/y;
const qMark = /N?Q'(\S)/iy;
const stringMark = /(?:N|E|B|X|_[A-Za-z0-9]+|U&)(?=')/iy;

/** The tokens of one statement. Comments are left out. Throws a `StatementError` for what is opened and not closed. */
export function tokensOf(sql: string, rules: LexicalRules): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(sql);
  };
  const add = (kind: Token['kind'], text: string, end: number): void => {
    const upper = kind === 'word' ? text.toUpperCase() : kind === 'sign' ? text : '';
    tokens.push({ kind, text, upper, start: at, end });
    at = end;
  };
  while (at < sql.length) {
    const blank = match(space);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const comment = match(rules.hashComments ? hashComment : lineComment);
    if (comment !== null) {
      at += comment[0].length;
      continue;
    }
    if (sql.startsWith('/*', at)) {
      const opened = rules.conditionalComments ? match(conditional) : null;
      at = opened === null ? commentEnd(sql, at, rules.nestedComments) : at + opened[0].length;
      continue;
    }
    if (rules.conditionalComments && sql.startsWith('*/', at)) {
      at += 2;
      continue;
    }
    const here = sql.charAt(at);
    if (rules.qQuotes) {
      const opened = match(qMark);
      if (opened !== null) {
        const opener = opened[1] ?? '';
        const from = at + opened[0].length;
        const close = sql.indexOf(`${{ '[': ']', '(': ')', '{': '}', '<': '>' }[opener] ?? opener}'`, from);
        if (close < 0) {
          throw new StatementError('a string is not closed', at);
        }
        add('string', sql.slice(from, close), close + 2);
        continue;
      }
    }
    const mark = match(stringMark);
    const quoteAt = at + (mark?.[0].length ?? 0);
    const quote = sql.charAt(quoteAt);
    if (quote === "'" || (rules.quotes.includes(quote) && quoteAt === at)) {
      const escapes = quote !== '`' && quote !== '[' && (rules.backslash === 'always' || (rules.backslash === 'marked' && mark?.[0].toUpperCase() === 'E'));
      const { text, end } = quoted(sql, quoteAt, escapes);
      add(quote === "'" ? 'string' : 'name', text, end);
      continue;
    }
    const digits = match(digitName) ?? match(number);
    if (digits !== null && /[\d.]/.test(here)) {
      add(/^\d+(?!x[0-9a-f]|e\d)[\p{L}_$]/iu.test(digits[0]) && !/^0x/i.test(digits[0]) ? 'word' : 'number', digits[0], at + digits[0].length);
      continue;
    }
    const found = match(word);
    if (found !== null) {
      add('word', found[0], at + found[0].length);
      continue;
    }
    const pair = sql.slice(at, at + 2);
    add('sign', ['::', '||', '<=', '>=', '<>', '!=', ':='].includes(pair) ? pair : here, at + (['::', '||', '<=', '>=', '<>', '!=', ':='].includes(pair) ? 2 : 1));
  }
  const end = tokens.at(-1)?.end ?? 0;
  tokens.push({ kind: 'end', text: '', upper: '', start: end, end });
  return tokens;
}

function commentEnd(sql: string, from: number, nested: boolean): number {
  let depth = 1;
  let at = from + 2;
  while (depth > 0) {
    const close = sql.indexOf('*/', at);
    if (close < 0) {
      return sql.length;
    }
    if (nested) {
      for (let open = sql.indexOf('/*', at); open >= 0 && open < close; open = sql.indexOf('/*', open + 2)) {
        depth += 1;
      }
    }
    depth -= 1;
    at = close + 2;
  }
  return at;
}

/** A quoted name or string: a doubled quote stands for itself, and a backslash for what follows it where it escapes. */
function quoted(sql: string, from: number, escapes: boolean): { text: string; end: number } {
  const opener = sql.charAt(from);
  const closer = opener === '[' ? ']' : opener;
  const parts: string[] = [];
  let begun = from + 1;
  for (let at = begun; at < sql.length; at += 1) {
    const here = sql.charAt(at);
    if (here === '\\' && escapes) {
      parts.push(sql.slice(begun, at), unescaped(sql.charAt(at + 1)));
      at += 1;
      begun = at + 1;
    } else if (here === closer) {
      if (sql.charAt(at + 1) !== closer) {
        return { text: parts.join('') + sql.slice(begun, at), end: at + 1 };
      }
      parts.push(sql.slice(begun, at + 1));
      at += 1;
      begun = at + 1;
    }
  }
  throw new StatementError(opener === "'" ? 'a string is not closed' : 'a quoted name is not closed', from);
}

function unescaped(character: string): string {
  return { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', Z: '\u001a' }[character] ?? character;
}
