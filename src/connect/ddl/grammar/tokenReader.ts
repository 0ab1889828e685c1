import { StatementError } from '../statementError.ts';
import type { LexicalRules } from '../lexicalRules.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A name in its parts as they stand in the model: the schema, where one is written, and the name. */
export interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
}

/** What the reader has to know of a dialect's names. */
export interface NameRules {
  /** What the engine makes of a name without quotes. */
  readonly fold: 'upper' | 'none';
}

/** Walks over the tokens of one statement. */
export class TokenReader {
  readonly sql: string;
  readonly #tokens: readonly Token[];
  readonly #names: NameRules;
  #at = 0;

  constructor(sql: string, rules: LexicalRules, names: NameRules) {
    this.sql = sql;
    this.#names = names;
    this.#tokens = tokensOf(sql, rules);
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Where reading is; `back(mark)` returns there. */
  get mark(): number {
    return this.#at;
  }

  back(mark: number): void {
    this.#at = mark;
  }

  get ended(): boolean {
    return this.peek().kind === 'end';
  }

  /** Whether these keywords or signs come next. */
  is(...words: readonly string[]): boolean {
    return words.every((word, index) => this.peek(index).upper === word);
  }

  isOneOf(words: ReadonlySet<string>): boolean {
    return words.has(this.peek().upper);
  }

  /** Takes these keywords or signs where they come next, all or none. */
  take(...words: readonly string[]): boolean {
    const found = this.is(...words);
    if (found) {
      this.#at += words.length;
    }
    return found;
  }

  /** Takes one of several words. */
  takeOne(words: ReadonlySet<string>): string | undefined {
    return this.isOneOf(words) ? this.next().upper : undefined;
  }

  expect(word: string): void {
    if (!this.take(word)) {
      this.fail();
    }
  }

  /** What comes next is not what may stand here. */
  fail(): never {
    const token = this.peek();
    if (token.kind === 'end') {
      throw new StatementError('the statement ends too early', token.end);
    }
    const shown = this.sql.slice(token.start, token.end);
    throw new StatementError(`unexpected ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}`, token.start);
  }

  /** Whether a name could stand here. */
  get atName(): boolean {
    const { kind } = this.peek();
    return kind === 'word' || kind === 'name';
  }

  /** A name as the engine knows it. Some dialects take a string for one. */
  name(): string {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'name' && token.kind !== 'string') {
      this.fail();
    }
    this.#at += 1;
    return token.kind === 'word' && this.#names.fold === 'upper' ? token.upper : token.text;
  }

  /** `schema.name`, also `database..name` and `server.database.schema.name`; what stands before the schema is left out. */
  qualifiedName(): QualifiedName {
    const parts = [this.name()];
    while (this.take('.')) {
      parts.push(this.is('.') ? '' : this.name());
    }
    const name = parts.at(-1) ?? '';
    const schema = parts.at(-2);
    return schema === undefined || schema === '' ? { name } : { schema, name };
  }

  /** Passes over a pair of brackets and all in it; gives back their inside as text. */
  brackets(): string {
    const open = this.peek();
    this.expect('(');
    for (let depth = 1; ; ) {
      const token = this.next();
      if (token.kind === 'end') {
        throw new StatementError('a bracket is not closed', open.start);
      }
      depth += token.upper === '(' ? 1 : token.upper === ')' ? -1 : 0;
      if (depth === 0) {
        return this.sql.slice(open.end, token.start).trim();
      }
    }
  }

  /** Passes over one token, or over a pair of brackets. */
  skip(): void {
    if (this.is('(')) {
      this.brackets();
    } else {
      this.#at += 1;
    }
  }

  /** Passes over everything up to a comma or closing bracket of this level, or the end. */
  skipElement(): void {
    while (!this.ended && !this.is(',') && !this.is(')')) {
      this.skip();
    }
  }

  /** The text from a token up to where reading is. */
  textFrom(mark: number): string {
    const first = this.#tokens[mark];
    const last = this.#tokens[this.#at - 1];
    return first === undefined || last === undefined || last.end < first.start ? '' : this.sql.slice(first.start, last.end);
  }

  /** True where the next token is the first of its line. */
  get atLineStart(): boolean {
    const before = this.#tokens[this.#at - 1];
    return before === undefined || this.sql.slice(before.end, this.peek().start).includes('\n');
  }
}
