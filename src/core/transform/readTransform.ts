import { transformWord } from './transformWord.ts';
import type { Expression, Span, TransformFault } from './expression.ts';
import { functionNamed } from './functions/allFunctions.ts';
import { parseExpression } from './parseExpression.ts';
import { readCast } from './castTo.ts';
import { tokens } from './tokens.ts';

/** What a Transform cell says. Offsets in faults count in the cell's text as given. */
export type TransformCell =
  | { readonly kind: 'unknown' | 'direct' | 'default' | 'generated' }
  | { readonly kind: 'leaveBehind'; readonly reason: string }
  /** The constant as written; `expression` where it is one of the language: a text in quotes, a number, true, false, null. */
  | { readonly kind: 'constant'; readonly text: string; readonly expression: Expression }
  /** `expression` computes the cast; undefined for a type that the language does not know. */
  | { readonly kind: 'cast'; readonly type: string; readonly expression: Expression | undefined }
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** Meant as an expression, and wrong. */
  | { readonly kind: 'broken'; readonly faults: readonly TransformFault[] }
  /** Plain language, for a person. */
  | { readonly kind: 'words'; readonly text: string };

/** Reads a Transform cell. `fields`: the names of the source table's fields; a lone word that is none of them is no expression but a word. */
export function readTransform(text: string, fields: readonly string[] = []): TransformCell {
  const trimmed = text.trim();
  const word = transformWord(trimmed);
  switch (word) {
    case 'unknown': case 'direct': case 'default': case 'generated': return { kind: word };
    case 'leaveBehind': return { kind: 'leaveBehind', reason: trimmed.slice('leave behind'.length).replace(/^\s*:\s*/, '') };
    case 'constant': return readConstant(trimmed.slice('constant '.length).trim());
    case 'cast': {
      const type = trimmed.slice('cast to '.length).trim();
      return { kind: 'cast', type, expression: readCast(type) };
    }
    case 'expression': return readExpression(text, fields);
    default: return word satisfies never;
  }
}

function readConstant(text: string): TransformCell {
  const { expression } = parseExpression(text);
  const isConstant = expression !== undefined && ['text', 'number', 'boolean', 'null', 'minus'].includes(expression.kind);
  return { kind: 'constant', text, expression: isConstant ? expression : { kind: 'text', text, span: { start: 0, end: text.length } } };
}

function readExpression(text: string, fields: readonly string[]): TransformCell {
  const parsed = parseExpression(text);
  if (parsed.expression !== undefined) {
    const { expression } = parsed;
    const loneWord = expression.kind === 'field' && !fields.some((name) => name.toLowerCase() === expression.name.toLowerCase()) && !text.trim().startsWith('"');
    return loneWord ? { kind: 'words', text: text.trim() } : { kind: 'expression', expression };
  }
  return looksLikeExpression(text) ? { kind: 'broken', faults: parsed.faults } : { kind: 'words', text: text.trim() };
}

/** A call of a function that there is, or of a name directly before its parenthesis; `value` before a sign; a name or a text in quotes that begins it. */
function looksLikeExpression(text: string): boolean {
  const [first, second] = tokens(text.slice(0, 200)).tokens;
  if (first === undefined || second === undefined) return false;
  if (first.kind === 'name' && second.kind === 'sign') {
    if (second.text === '(') return functionNamed(first.text) !== undefined || adjacent(first.span, second.span);
    return first.text.toLowerCase() === 'value' && second.text !== ':' && second.text !== ',';
  }
  return false;
}

function adjacent(before: Span, after: Span): boolean {
  return before.end === after.start;
}

/** What a cell computes, as one expression for the preview and the SQL: `direct` is `value`. Undefined where it computes nothing that the language knows. */
export function cellExpression(cell: TransformCell): Expression | undefined {
  switch (cell.kind) {
    case 'direct': return { kind: 'value', span: { start: 0, end: 0 } };
    case 'constant': case 'cast': case 'expression': return cell.expression;
    case 'unknown': case 'default': case 'generated': case 'leaveBehind': case 'broken': case 'words': return undefined;
    default: return cell satisfies never;
  }
}
