import { headOf } from './lexicalRules.ts';
import type { BlockRule, LexicalRules } from './lexicalRules.ts';
import type { ScriptBuffer } from './scriptBuffer.ts';

/**
 * A stretch of the script with at most one statement in it; one piece begins where the one before ends, so that together they are
 * the script. Offsets count characters from the beginning of the script.
 */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** The statement from its first character that is neither blank nor comment, without its separator. Where there is none, `start` is `end`. */
  readonly start: number;
  readonly end: number;
  /** Its first words in upper case; empty where its first letters say that nobody asks. */
  readonly head: string;
  /** What is opened in it and never closed, in words. */
  readonly unclosed: string | undefined;
  /** True where a string begins or ends in the middle of a word: a quote is missing or too many, and what follows is not what it seems. */
  readonly oddQuotes: boolean;
  /** The line of `start`, where the statement was too long to be kept and only its end is in memory. */
  readonly cutAtLine: number | undefined;
}

const code = {
  tab: 9, lineFeed: 10, carriageReturn: 13, space: 32, doubleQuote: 34, hash: 35, dollar: 36, quote: 39, open: 40, close: 41,
  star: 42, dash: 45, slash: 47, semicolon: 59, bracket: 91, backslash: 92, backTick: 96,
} as const;

/** Longest statement that is kept in memory, in characters. Of a longer one only the end is found. */
export const longestKept = 4_000_000;

/** How often reading starts again after something unclosed: each time costs a look to the end of the text in memory. */
const mostRestarts = 100;

/** Characters that must be in memory before a line or the head of a statement is looked at. */
const lookAhead = 500;

/** The pieces of a script, in one pass. `next(offset)` goes on from that offset, which must lie in the piece just given. */
export function splitStatements(buffer: ScriptBuffer, rules: LexicalRules): Generator<Piece, void, number | undefined> {
  return new Splitter(buffer, rules).pieces();
}

class Splitter {
  readonly #buffer: ScriptBuffer;
  readonly #rules: LexicalRules;
  readonly #stops: Uint8Array;
  readonly #wordStops: Uint8Array;
  /** The text in memory, and the offset of its first character in the script. */
  #text = '';
  #base = 0;
  /** Where reading is, in `#text`. */
  #at = 0;
  /** Offsets in the script: of the piece, of the statement (-1: none yet), of the token that is being read. */
  #from = 0;
  #start = -1;
  #token = 0;
  #head = '';
  #depth = 0;
  #block: BlockRule | undefined;
  /** Open BEGIN and CASE of a block that nests. */
  #open = 0;
  #delimiter = ';';
  #oddQuotes = false;
  #cutAtLine: number | undefined;
  #restarts = 0;

  constructor(buffer: ScriptBuffer, rules: LexicalRules) {
    this.#buffer = buffer;
    this.#rules = rules;
    this.#stops = stopsOf(rules, false);
    this.#wordStops = stopsOf(rules, true);
  }

  *pieces(): Generator<Piece, void, number | undefined> {
    this.#refresh();
    this.#more();
    let next: Outcome | undefined = this.#lineBegins();
    for (;;) {
      const outcome: Outcome = next ?? this.#scan();
      next = undefined;
      const ended = outcome.kind === 'end';
      const piece = this.#piece(outcome);
      const resumed = piece.to > piece.from ? yield piece : undefined;
      if (outcome.kind === 'lost') {
        return;
      }
      if (ended && resumed === undefined) {
        return;
      }
      this.#reset(resumed ?? piece.to);
      if (resumed === undefined && this.#rules.copyData && outcome.kind === 'separator') {
        this.#skipCopyData(piece);
      }
      if (outcome.kind === 'unclosed' || resumed !== undefined || outcome.kind === 'line') {
        next = this.#lineBegins();
      }
    }
  }

  #piece(outcome: Outcome): Piece {
    const { to } = outcome;
    const hasStatement = this.#start >= 0;
    return {
      from: this.#from,
      to,
      start: hasStatement ? this.#start : to,
      end: hasStatement ? Math.max(this.#start, outcome.end) : to,
      head: this.#head,
      oddQuotes: this.#oddQuotes,
      unclosed: outcome.kind === 'unclosed' || outcome.kind === 'lost' ? outcome.what : undefined,
      cutAtLine: this.#cutAtLine,
    };
  }

  #reset(to: number): void {
    this.#from = to;
    this.#at = to - this.#base;
    this.#start = -1;
    this.#token = to;
    this.#head = '';
    this.#depth = 0;
    this.#block = undefined;
    this.#open = 0;
    this.#oddQuotes = false;
    this.#cutAtLine = undefined;
  }

  // --- the text in memory ---

  #refresh(): void {
    this.#text = this.#buffer.text;
    const shift = this.#buffer.base - this.#base;
    this.#base = this.#buffer.base;
    this.#at -= shift;
  }

  /** Brings in more text and keeps that of the open statement. Positions in `#text` move by what it gives back; -1 at the end. */
  #more(search = this.#at): number {
    let keep = this.#start >= 0 ? this.#start : Math.min(this.#token, this.#base + this.#at);
    const here = this.#base + search;
    if (here - keep > longestKept) {
      if (this.#cutAtLine === undefined) {
        this.#cutAtLine = this.#buffer.lineAt(Math.max(keep, this.#base));
      }
      // A little of what was passed stays, to look back at.
      keep = here - 64;
    }
    const before = this.#base;
    if (!this.#buffer.more(keep)) {
      return -1;
    }
    this.#refresh();
    return this.#base - before;
  }

  /** Makes sure that enough text follows to look ahead in. */
  #need(): void {
    while (this.#text.length - this.#at < lookAhead && this.#more() >= 0);
  }

  /** Where `wanted` stands next, from `search` on; -1 where it doesn't. */
  #find(wanted: string, search: number): number {
    for (;;) {
      const found = this.#text.indexOf(wanted, search);
      if (found >= 0) {
        return found;
      }
      const next = Math.max(search, this.#text.length - wanted.length + 1);
      const shift = this.#more(next);
      if (shift < 0) {
        return -1;
      }
      search = next - shift;
    }
  }

  // --- reading ---

  #scan(): Outcome {
    for (;;) {
      if (this.#at >= this.#text.length) {
        this.#token = this.#base + this.#at;
        if (this.#more() < 0) {
          const end = this.#base + this.#text.length;
          return { kind: 'end', end, to: end };
        }
        continue;
      }
      const stops = this.#block !== undefined && watchesWords(this.#block) ? this.#wordStops : this.#stops;
      const here = this.#text.charCodeAt(this.#at);
      if (here < 128 && stops[here] === 1) {
        const outcome = this.#special(here);
        if (outcome !== undefined) {
          return outcome;
        }
        continue;
      }
      if (this.#start < 0) {
        if (here === code.space || here === code.tab || here === code.carriageReturn || here === 0xfeff || here === 0xa0) {
          this.#at += 1;
          continue;
        }
        this.#begin();
        continue;
      }
      this.#at = plainEnd(this.#text, this.#at + 1, stops);
    }
  }

  /** The first character of a statement is here. */
  #begin(): void {
    this.#token = this.#base + this.#at;
    this.#start = this.#token;
    this.#cutAtLine = undefined;
    this.#need();
    const { asked } = this.#rules;
    asked.lastIndex = this.#at;
    if (asked.test(this.#text)) {
      this.#head = headOf(this.#text, this.#at, this.#rules);
      this.#block = this.#rules.blocks.find(({ head }) => head.test(this.#head));
    }
  }

  /** A character that may mean something is here. Gives an outcome where a piece ends with it. */
  #special(here: number): Outcome | undefined {
    this.#token = this.#base + this.#at;
    if (here === code.lineFeed) {
      this.#at += 1;
      return this.#lineBegins();
    }
    if (this.#at + 1 >= this.#text.length) {
      this.#need();
    }
    if (here === this.#delimiter.charCodeAt(0)) {
      const outcome = this.#separator();
      if (outcome !== undefined) {
        return outcome;
      }
    }
    switch (here) {
      case code.dash:
        if (this.#isDashComment()) {
          this.#skipLine();
          return undefined;
        }
        break;
      case code.hash:
        if (this.#rules.hashComments) {
          this.#skipLine();
          return undefined;
        }
        break;
      case code.slash:
        if (this.#text.charCodeAt(this.#at + 1) === code.star) {
          return this.#comment();
        }
        break;
      case code.dollar:
        return this.#dollar();
      case code.open:
        this.#depth += 1;
        break;
      case code.close:
        this.#depth = Math.max(0, this.#depth - 1);
        break;
      case code.backslash:
        if (this.#rules.backslashCommands) {
          return this.#backslash();
        }
        break;
      case code.quote:
      case code.doubleQuote:
      case code.backTick:
      case code.bracket:
        return this.#quoted(here);
      default:
        if (isWordStart(here)) {
          return this.#word();
        }
        break;
    }
    if (this.#start < 0) {
      this.#begin();
    }
    this.#at += 1;
    return undefined;
  }

  #isDashComment(): boolean {
    if (this.#text.charCodeAt(this.#at + 1) !== code.dash) {
      return false;
    }
    const after = this.#text.charCodeAt(this.#at + 2);
    return !this.#rules.hashComments || Number.isNaN(after) || after <= code.space;
  }

  #skipLine(): void {
    const end = this.#find('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #comment(): Outcome | undefined {
    if (this.#rules.conditionalComments) {
      this.#need();
      const mark = /\/\*M?!\d{0,6}/y;
      mark.lastIndex = this.#at;
      if (mark.test(this.#text)) {
        if (this.#start < 0) {
          this.#begin();
        }
        this.#at = mark.lastIndex;
        return undefined;
      }
    }
    let depth = 1;
    let at = this.#at + 2;
    while (depth > 0) {
      const before = this.#base;
      const close = this.#find('*/', at);
      if (close < 0) {
        return this.#unclosed('A comment');
      }
      at -= this.#base - before;
      if (this.#rules.nestedComments) {
        for (let open = this.#text.indexOf('/*', Math.max(0, at)); open >= 0 && open < close; open = this.#text.indexOf('/*', open + 2)) {
          depth += 1;
        }
      }
      depth -= 1;
      at = close + 2;
    }
    this.#at = at;
    return undefined;
  }

  #quoted(here: number): Outcome | undefined {
    const isString = here === code.quote;
    const before = this.#at > 0 ? this.#text.charCodeAt(this.#at - 1) : code.space;
    if (this.#start < 0) {
      this.#begin();
    }
    if (isString && this.#rules.qQuotes && isQMark(this.#text, this.#at)) {
      const opener = this.#text.charAt(this.#at + 1);
      const end = this.#find(`${closerOf(opener)}'`, this.#at + 2);
      if (end < 0) {
        return this.#unclosed('A string');
      }
      this.#at = end + 2;
      return undefined;
    }
    const escapes =
      here !== code.backTick && here !== code.bracket &&
      (this.#rules.backslash === 'always' || (this.#rules.backslash === 'marked' && isString && isEscapeMark(this.#text, this.#at)));
    const closer = here === code.bracket ? ']' : String.fromCharCode(here);
    if (isString && isWordCharacter(before) && isWordCharacter(this.#text.charCodeAt(this.#at - 2)) && !this.#hasStringPrefix()) {
      this.#oddQuotes = true;
    }
    let opened = this.#at;
    let search = this.#at + 1;
    for (;;) {
      const before = this.#base;
      const found = this.#find(closer, search);
      if (found < 0) {
        return this.#unclosed(isString ? 'A string' : 'A quoted name');
      }
      opened -= this.#base - before;
      if (escapes && isEscaped(this.#text, found, opened)) {
        search = found + 1;
        continue;
      }
      let close = found;
      if (close + 1 >= this.#text.length) {
        const shift = this.#more(close);
        close -= Math.max(0, shift);
        opened -= Math.max(0, shift);
      }
      if (this.#text[close + 1] === closer) {
        search = close + 2;
        continue;
      }
      this.#at = close + 1;
      if (isString && isWordCharacter(this.#text.charCodeAt(close + 1))) {
        this.#oddQuotes = true;
      }
      return undefined;
    }
  }

  /** `date'2020-01-01'`, `_utf8mb4'x'`, `x'00'`: a word that belongs to the string after it. */
  #hasStringPrefix(): boolean {
    return /(?:^|[^\w$#])(?:[nexbqr]|nq|u&|_\w{1,20}|date|time|timestamp|interval|bytea|json|uuid|inet)$/i.test(this.#text.slice(Math.max(0, this.#at - 24), this.#at));
  }

  #dollar(): Outcome | undefined {
    if (this.#start < 0) {
      this.#begin();
    }
    if (!this.#rules.dollarQuotes || (this.#at > 0 && isWordCharacter(this.#text.charCodeAt(this.#at - 1)))) {
      this.#at += 1;
      return undefined;
    }
    this.#need();
    const tags = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]{0,62})?\$/y;
    tags.lastIndex = this.#at;
    const tag = tags.exec(this.#text)?.[0];
    if (tag === undefined) {
      this.#at += 1;
      return undefined;
    }
    const close = this.#find(tag, this.#at + tag.length);
    if (close < 0) {
      return this.#unclosed('A dollar-quoted string');
    }
    this.#at = close + tag.length;
    return undefined;
  }

  /** A line for psql. `\g` and its kin send the statement before them. */
  #backslash(): Outcome | undefined {
    if (this.#start >= 0 && this.#text.charAt(this.#at + 1) === 'g') {
      const end = this.#base + this.#at;
      this.#skipLine();
      return { kind: 'line', end, to: this.#base + this.#at };
    }
    this.#skipLine();
    return undefined;
  }

  #separator(): Outcome | undefined {
    if (this.#delimiter !== ';') {
      this.#need();
      const insideWord = isWordStart(this.#delimiter.charCodeAt(0)) && isWordCharacter(this.#text.charCodeAt(this.#at - 1));
      if (insideWord || !this.#text.startsWith(this.#delimiter, this.#at)) {
        return undefined;
      }
    } else if (this.#block !== undefined && holdsSeparator(this.#block, this.#depth, this.#open)) {
      return undefined;
    }
    const end = this.#base + this.#at;
    return { kind: 'separator', end, to: end + this.#delimiter.length };
  }

  /** A line begins here: it may end a batch, be one for the client, or begin a statement that nothing separates from the last one. */
  #lineBegins(): Outcome | undefined {
    const { batchLine, clientLine, lineStart, delimiterLines } = this.#rules;
    if (batchLine === undefined && clientLine === undefined && lineStart === undefined && !delimiterLines) {
      return undefined;
    }
    const lineAt = this.#at;
    let first = lineAt;
    while (first < this.#text.length && (this.#text.charCodeAt(first) === code.space || this.#text.charCodeAt(first) === code.tab)) {
      first += 1;
    }
    const letter = this.#text.charCodeAt(first);
    // Quotes, digits, brackets and line ends begin none of these: most lines of a dump.
    if (first < this.#text.length && (letter === code.quote || letter === code.open || letter === code.close || letter === code.lineFeed || letter === code.carriageReturn || (letter >= 48 && letter <= 57))) {
      return undefined;
    }
    this.#token = this.#base + lineAt;
    const indent = first - lineAt;
    this.#need();
    const at = this.#at + indent;
    const matches = (pattern: RegExp | undefined): number => {
      if (pattern === undefined) {
        return -1;
      }
      pattern.lastIndex = at;
      return pattern.test(this.#text) ? pattern.lastIndex : -1;
    };
    const batchEnd = matches(batchLine);
    if (batchEnd >= 0) {
      return { kind: 'line', end: this.#base + this.#at, to: this.#base + batchEnd };
    }
    if (this.#start < 0) {
      if (delimiterLines) {
        const given = /DELIMITER[ \t]+(\S{1,20})[^\n]*/iy;
        given.lastIndex = at;
        const delimiter = given.exec(this.#text)?.[1];
        if (delimiter !== undefined) {
          this.#delimiter = delimiter;
          this.#stopAtDelimiter();
          this.#at = given.lastIndex;
          return { kind: 'line', end: this.#base + this.#at, to: this.#base + this.#at };
        }
      }
      if (matches(clientLine) >= 0) {
        this.#at = at;
        do {
          this.#skipLine();
          if (this.#at >= this.#text.length) {
            break;
          }
          this.#at += 1;
        } while (this.#rules.hyphenContinues === true && /-[ \t]*\r?\n$/.test(this.#text.slice(Math.max(0, this.#at - 10), this.#at)));
        return { kind: 'line', end: this.#base + this.#at, to: this.#base + this.#at };
      }
      return undefined;
    }
    const restarts = this.#block === undefined || this.#block.hold === 'words' ? lineStart : this.#block.endsBefore;
    if (restarts !== undefined && (this.#depth === 0 || this.#block?.endsBefore !== undefined) && matches(restarts) >= 0 && this.#delimiter === ';' && !this.#isGrant()) {
      return { kind: 'line', end: this.#base + this.#at, to: this.#base + this.#at };
    }
    return undefined;
  }

  /** A custom delimiter may begin with a character that otherwise means nothing. */
  #stopAtDelimiter(): void {
    const first = this.#delimiter.charCodeAt(0);
    if (first < 128) {
      this.#stops[first] = 1;
      this.#wordStops[first] = 1;
    }
  }

  /** `GRANT CREATE TABLE TO …` lists statements and begins none. */
  #isGrant(): boolean {
    return /^(?:GRANT|DENY|REVOKE)/i.test(this.#buffer.slice(this.#start, this.#start + 6));
  }

  /** A word inside a block that watches its words. */
  #word(): Outcome | undefined {
    if (this.#start < 0) {
      this.#begin();
    }
    this.#need();
    const words = /[A-Za-z_]\w*/y;
    words.lastIndex = this.#at;
    const word = words.exec(this.#text)?.[0] ?? '';
    const block = this.#block;
    if (block?.hold === 'words') {
      const pattern = this.#rules.lineStart;
      if (pattern !== undefined && this.#depth === 0 && this.#base + this.#at > this.#start && !this.#isGrant()) {
        pattern.lastIndex = this.#at;
        if (pattern.test(this.#text)) {
          const end = this.#base + this.#at;
          return { kind: 'line', end, to: end };
        }
      }
    } else if (block !== undefined && word.length <= 5) {
      this.#nest(block, word.toUpperCase(), this.#at + word.length);
    }
    this.#at += Math.max(1, word.length);
    return undefined;
  }

  #nest(block: BlockRule, word: string, after: number): void {
    const next = /\s*(\w+)?/y;
    next.lastIndex = after;
    switch (word) {
      case 'BEGIN':
        if (block.hold === 'nest' || next.exec(this.#text)?.[1]?.toUpperCase() === 'ATOMIC') {
          this.#open += 1;
        }
        return;
      case 'CASE':
        // `END CASE` was counted at its END.
        if (this.#open > 0 && !/\bEND\s+$/i.test(this.#text.slice(Math.max(0, this.#at - 20), this.#at))) {
          this.#open += 1;
        }
        return;
      case 'END':
        if (this.#open > 0 && !/^(?:IF|LOOP|WHILE|REPEAT|FOR)$/i.test(next.exec(this.#text)?.[1] ?? '')) {
          this.#open -= 1;
        }
        return;
      default:
        return;
    }
  }

  /** Data lines after COPY … FROM stdin belong to nothing. */
  #skipCopyData({ start, end, head }: Piece): void {
    if (!head.startsWith('COPY') || !/\bFROM\s+STDIN\b/i.test(this.#buffer.slice(start, Math.min(end, start + 100_000)))) {
      return;
    }
    this.#token = this.#base + this.#at;
    for (let search = this.#at; ; ) {
      // What was passed is let go: data is the bulk of a dump.
      const found = this.#find('\n\\.', search);
      if (found < 0) {
        this.#at = this.#text.length;
        return;
      }
      this.#at = found;
      this.#token = this.#base + found;
      this.#need();
      const after = this.#text.charCodeAt(this.#at + 3);
      if (Number.isNaN(after) || after === code.lineFeed || after === code.carriageReturn) {
        this.#at += 3;
        this.#skipLine();
        return;
      }
      search = this.#at + 3;
    }
  }

  /** What was begun before the fault is lost with it: half a statement would be read as a whole one. */
  #unclosed(what: string): Outcome {
    const start = this.#start >= 0 ? this.#start : this.#token;
    this.#start = start;
    this.#restarts += 1;
    const end = this.#base + this.#text.length;
    const again = this.#restarts > mostRestarts || this.#cutAtLine !== undefined ? undefined : nextStatementLine(this.#text, start - this.#base, this.#text.length);
    if (again === undefined) {
      return { kind: 'lost', what, end, to: end };
    }
    const to = this.#base + again;
    return { kind: 'unclosed', what, end: to, to };
  }
}

/** How a piece ends. Offsets in the script. */
type Outcome =
  | { readonly kind: 'separator' | 'line' | 'end'; readonly end: number; readonly to: number }
  | { readonly kind: 'unclosed' | 'lost'; readonly what: string; readonly end: number; readonly to: number };

/** Statements that may follow a broken one, at the beginning of a line. */
const restart = /^[ \t]*(?:CREATE|ALTER|COMMENT|INSERT|DROP|COPY|SET|GRANT|SELECT|EXEC|EXECUTE|GO)\b/gim;

/** Where the first line after `from` on which a statement seems to begin stands, before `end`; undefined where there is none. */
export function nextStatementLine(text: string, from: number, end: number): number | undefined {
  const line = text.indexOf('\n', from);
  restart.lastIndex = line < 0 ? text.length : line;
  const found = restart.exec(text);
  return found === null || found.index >= end ? undefined : found.index;
}

/** Marks the characters at which reading has to stop and look; all others belong to the statement they stand in. */
function stopsOf(rules: LexicalRules, words: boolean): Uint8Array {
  const stops = new Uint8Array(128);
  const marked: number[] = [code.lineFeed, code.dash, code.slash, code.open, code.close, code.semicolon];
  if (rules.hashComments) marked.push(code.hash);
  if (rules.dollarQuotes) marked.push(code.dollar);
  if (rules.backslashCommands) marked.push(code.backslash);
  for (const quote of rules.quotes) {
    marked.push(quote.charCodeAt(0));
  }
  for (const each of marked) {
    stops[each] = 1;
  }
  if (words) {
    for (let each = 65; each <= 122; each += 1) {
      if (isWordStart(each)) stops[each] = 1;
    }
  }
  return stops;
}

function plainEnd(text: string, from: number, stops: Uint8Array): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const here = text.charCodeAt(at);
    if (here < 128 && stops[here] === 1) {
      break;
    }
  }
  return at;
}

function watchesWords(block: BlockRule): boolean {
  return block.hold === 'nest' || block.hold === 'atomic' || block.hold === 'words';
}

function holdsSeparator(block: BlockRule, depth: number, open: number): boolean {
  switch (block.hold) {
    case 'nest':
    case 'atomic':
      return open > 0;
    case 'brackets':
      return depth > 0;
    case 'batch':
      return true;
    case 'words':
      return false;
    default: {
      const never: never = block.hold;
      return never;
    }
  }
}

function isWordStart(here: number): boolean {
  return (here >= 65 && here <= 90) || here === 95 || (here >= 97 && here <= 122);
}

function isWordCharacter(here: number): boolean {
  return (here >= 48 && here <= 57) || isWordStart(here) || here >= 128 || here === code.dollar;
}

function isEscapeMark(text: string, quoteAt: number): boolean {
  const before = text.charAt(quoteAt - 1);
  return (before === 'E' || before === 'e') && !isWordCharacter(text.charCodeAt(quoteAt - 2));
}

function isQMark(text: string, quoteAt: number): boolean {
  return /(?:^|[^\w$#])n?q$/i.test(text.slice(Math.max(0, quoteAt - 3), quoteAt)) && /[^\s']/.test(text.charAt(quoteAt + 1));
}

function closerOf(opener: string): string {
  return { '[': ']', '(': ')', '{': '}', '<': '>' }[opener] ?? opener;
}

/** Whether an odd number of backslashes stands before a quote, none of them before the string's beginning. */
function isEscaped(text: string, quote: number, opened: number): boolean {
  let at = quote - 1;
  while (at > opened && text.charCodeAt(at) === code.backslash) {
    at -= 1;
  }
  return (quote - 1 - at) % 2 === 1;
}
