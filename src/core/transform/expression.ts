import type { CatalogueMessageCode } from '../catalogue/messages.ts';
import type { TransformMessageCode } from './messages.ts';

/** A place in the text of a cell: offsets of UTF-16 units, `end` not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*';

/** What a transform expression says, as it was written. Every node knows its place. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  /** The digits as written, without a sign: `0.10` stays `0.10`. */
  | { readonly kind: 'number'; readonly digits: string; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  /** `value`: the source field of the row. */
  | { readonly kind: 'value'; readonly span: Span }
  /** Another field of the source table. */
  | { readonly kind: 'field'; readonly name: string; readonly span: Span }
  | { readonly kind: 'call'; readonly name: string; readonly nameSpan: Span; readonly args: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'lookup'; readonly operand: Expression; readonly entries: readonly LookupEntry[]; readonly otherwise: Expression | undefined; readonly nameSpan: Span; readonly span: Span }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression; readonly span: Span }
  | { readonly kind: 'in'; readonly operand: Expression; readonly negated: boolean; readonly choices: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'isNull'; readonly operand: Expression; readonly negated: boolean; readonly span: Span }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression; readonly span: Span }
  | { readonly kind: 'not'; readonly operand: Expression; readonly span: Span }
  | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Expression; readonly right: Expression; readonly span: Span }
  | { readonly kind: 'minus'; readonly operand: Expression; readonly span: Span };

export interface LookupEntry {
  readonly key: Expression;
  readonly result: Expression;
}

/** What is wrong with an expression, and where; `suggestion` is a text to put in its place. */
export interface TransformFault {
  readonly code: TransformFaultCode;
  readonly args: Readonly<Record<string, string>>;
  readonly span: Span;
  readonly severity: 'error' | 'warning';
  readonly suggestion?: string;
}

/** A message of the language, or one on what is lost from one type to another. */
export type TransformFaultCode = TransformMessageCode | CatalogueMessageCode;
