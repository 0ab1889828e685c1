import type { Arithmetic, Comparison, Expression, LookupEntry, Span, TransformFault } from './expression.ts';
import type { TransformMessageCode } from './messages.ts';
import { tokens } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Longest expression that is read, in UTF-16 units. */
export const LONGEST_EXPRESSION = 20_000;
const DEEPEST = 60;

/** An expression, or what kept it from being read: at least one fault then, the first one first. */
export type ParsedExpression =
  | { readonly expression: Expression; readonly faults: readonly [] }
  | { readonly expression: undefined; readonly faults: readonly TransformFault[] };

const COMPARISONS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];
/** Words that are never the name of a field; a field of that name is written in double quotes. */
export const RESERVED: ReadonlySet<string> = new Set(['value', 'null', 'true', 'false', 'and', 'or', 'not', 'is', 'in', 'else']);

class Unreadable extends Error {
  constructor(readonly fault: TransformFault) {
    super(fault.code);
  }
}

/**
 * Reads an expression:
 *
 *     expression := conjunction ('or' conjunction)*
 *     conjunction := negation ('and' negation)*
 *     negation := 'not' negation | comparison
 *     comparison := sum (('=' | '<>' | '<' | '<=' | '>' | '>=') sum | 'is' 'not'? 'null' | 'not'? 'in' '(' list ')')?
 *     sum := product (('+' | '-') product)*
 *     product := sign ('*' sign)*
 *     sign := '-' sign | primary
 *     primary := text | number | true | false | null | value | name | "name" | name '(' list? ')' | lookup | '(' expression ')'
 *     lookup := 'lookup' '(' expression ',' '{' key ':' expression (',' key ':' expression)* '}' (',' 'else' expression)? ')'
 *
 * Names of functions and the words of the language are read in any case.
 */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > LONGEST_EXPRESSION) {
    const args = { length: String(text.length), limit: String(LONGEST_EXPRESSION) };
    return { expression: undefined, faults: [{ code: 'transform.tooLong', args, span: { start: 0, end: text.length }, severity: 'error' }] };
  }
  const split = tokens(text);
  if (split.faults.length > 0) return { expression: undefined, faults: split.faults };
  try {
    return { expression: new Parser(split.tokens).whole(), faults: [] };
  } catch (error) {
    if (error instanceof Unreadable) return { expression: undefined, faults: [error.fault] };
    throw error;
  }
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly list: readonly Token[]) {}

  whole(): Expression {
    const expression = this.expression();
    if (this.peek().kind !== 'end') this.fail('the end of the expression');
    return expression;
  }

  private peek(): Token {
    return this.list[this.at]!;
  }

  private next(): Token {
    return this.list[this.at++]!;
  }

  private fail(expected: string): never {
    const token = this.peek();
    const code: TransformMessageCode = token.kind === 'end' ? 'transform.unexpectedEnd' : 'transform.expected';
    throw new Unreadable({ code, args: { expected, found: token.kind === 'text' ? `'${token.text}'` : `“${token.text}”` }, span: token.span, severity: 'error' });
  }

  private isSign(text: string): boolean {
    const token = this.peek();
    return token.kind === 'sign' && token.text === text;
  }

  private isWord(word: string): boolean {
    const token = this.peek();
    return token.kind === 'name' && token.text.toLowerCase() === word;
  }

  private takeSign(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.at++;
    return true;
  }

  private takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at++;
    return true;
  }

  private needSign(text: string, expected = `“${text}”`): Token {
    if (!this.isSign(text)) this.fail(expected);
    return this.next();
  }

  private spanTo(start: Span): Span {
    return { start: start.start, end: this.list[this.at - 1]!.span.end };
  }

  private expression(): Expression {
    if (++this.depth > DEEPEST) {
      throw new Unreadable({ code: 'transform.tooDeep', args: {}, span: this.peek().span, severity: 'error' });
    }
    let left = this.conjunction();
    while (this.takeWord('or')) {
      const right = this.conjunction();
      left = { kind: 'or', left, right, span: { start: left.span.start, end: right.span.end } };
    }
    this.depth--;
    return left;
  }

  private conjunction(): Expression {
    let left = this.negation();
    while (this.takeWord('and')) {
      const right = this.negation();
      left = { kind: 'and', left, right, span: { start: left.span.start, end: right.span.end } };
    }
    return left;
  }

  private negation(): Expression {
    const start = this.peek().span;
    if (!this.takeWord('not')) return this.comparison();
    if (++this.depth > DEEPEST) this.fail('fewer “not”');
    const operand = this.negation();
    this.depth--;
    return { kind: 'not', operand, span: { start: start.start, end: operand.span.end } };
  }

  private comparison(): Expression {
    const left = this.sum();
    const token = this.peek();
    if (token.kind === 'sign' && COMPARISONS.includes(token.text)) {
      this.at++;
      const right = this.sum();
      return { kind: 'compare', operator: token.text as Comparison, left, right, span: { start: left.span.start, end: right.span.end } };
    }
    if (this.takeWord('is')) {
      const negated = this.takeWord('not');
      if (!this.takeWord('null')) this.fail('“null”');
      return { kind: 'isNull', operand: left, negated, span: this.spanTo(left.span) };
    }
    const negated = this.isWord('not') && this.list[this.at + 1]?.text.toLowerCase() === 'in' ? this.takeWord('not') : false;
    if (this.takeWord('in')) {
      this.needSign('(');
      const choices = this.listTo(')');
      if (choices.length === 0) this.fail('a value');
      return { kind: 'in', operand: left, negated, choices, span: this.spanTo(left.span) };
    }
    return left;
  }

  private sum(): Expression {
    let left = this.product();
    while (this.isSign('+') || this.isSign('-')) {
      const operator = this.next().text as Arithmetic;
      const right = this.product();
      left = { kind: 'arithmetic', operator, left, right, span: { start: left.span.start, end: right.span.end } };
    }
    return left;
  }

  private product(): Expression {
    let left = this.signed();
    while (this.takeSign('*')) {
      const right = this.signed();
      left = { kind: 'arithmetic', operator: '*', left, right, span: { start: left.span.start, end: right.span.end } };
    }
    return left;
  }

  private signed(): Expression {
    const start = this.peek().span;
    if (!this.takeSign('-')) return this.primary();
    if (++this.depth > DEEPEST) this.fail('fewer “-”');
    const operand = this.signed();
    this.depth--;
    return { kind: 'minus', operand, span: { start: start.start, end: operand.span.end } };
  }

  private primary(): Expression {
    const token = this.peek();
    switch (token.kind) {
      case 'text':
        this.at++;
        return { kind: 'text', text: token.text, span: token.span };
      case 'number':
        this.at++;
        return { kind: 'number', digits: token.text, span: token.span };
      case 'quotedName':
        this.at++;
        return { kind: 'field', name: token.text, span: token.span };
      case 'name':
        return this.named();
      case 'sign': {
        if (!this.takeSign('(')) this.fail('a value');
        const inner = this.expression();
        this.needSign(')');
        return inner;
      }
      case 'end':
        return this.fail('a value');
      default:
        return token.kind satisfies never;
    }
  }

  private named(): Expression {
    const token = this.next();
    const word = token.text.toLowerCase();
    if (this.isSign('(') && (!RESERVED.has(word))) {
      this.at++;
      if (word === 'lookup') return this.lookup(token);
      const args = this.listTo(')');
      return { kind: 'call', name: word, nameSpan: token.span, args, span: this.spanTo(token.span) };
    }
    switch (word) {
      case 'value': return { kind: 'value', span: token.span };
      case 'null': return { kind: 'null', span: token.span };
      case 'true': case 'false': return { kind: 'boolean', value: word === 'true', span: token.span };
      case 'and': case 'or': case 'not': case 'is': case 'in': case 'else':
        this.at--;
        return this.fail('a value');
      default: return { kind: 'field', name: token.text, span: token.span };
    }
  }

  /** The values up to the closing sign, which is taken. */
  private listTo(close: string): readonly Expression[] {
    const list: Expression[] = [];
    if (this.takeSign(close)) return list;
    do list.push(this.expression()); while (this.takeSign(','));
    this.needSign(close, `“,” or “${close}”`);
    return list;
  }

  private lookup(name: Token): Expression {
    const operand = this.expression();
    this.needSign(',');
    this.needSign('{', 'a table such as {\'M\': \'male\'}');
    const entries: LookupEntry[] = [];
    if (!this.isSign('}')) {
      do {
        const key = this.signed();
        this.needSign(':');
        entries.push({ key, result: this.expression() });
      } while (this.takeSign(','));
    }
    this.needSign('}', '“,” or “}”');
    let otherwise: Expression | undefined;
    if (this.takeSign(',')) {
      if (!this.takeWord('else')) this.fail('“else”');
      otherwise = this.expression();
    }
    this.needSign(')');
    return { kind: 'lookup', operand, entries, otherwise, nameSpan: name.span, span: this.spanTo(name.span) };
  }
}
