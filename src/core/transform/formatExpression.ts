import type { Expression } from './expression.ts';
import { RESERVED } from './parseExpression.ts';

/** The canonical text of an expression: reading it gives the same expression again. */
export function formatExpression(expression: Expression): string {
  return format(expression, 0);
}

/** How tightly a form binds; one that binds less tightly than its place needs parentheses. */
function strength(expression: Expression): number {
  switch (expression.kind) {
    case 'or': return 1;
    case 'and': return 2;
    case 'not': return 3;
    case 'compare': case 'in': case 'isNull': return 4;
    case 'arithmetic': return expression.operator === '*' ? 6 : 5;
    case 'minus': return 7;
    case 'text': case 'number': case 'boolean': case 'null': case 'value': case 'field': case 'call': case 'lookup': return 8;
    default: return expression satisfies never;
  }
}

function format(expression: Expression, least: number): string {
  const text = bare(expression);
  return strength(expression) < least ? `(${text})` : text;
}

function bare(expression: Expression): string {
  switch (expression.kind) {
    case 'text': return quoteText(expression.text);
    case 'number': return expression.digits;
    case 'boolean': return expression.value ? 'true' : 'false';
    case 'null': return 'null';
    case 'value': return 'value';
    case 'field': return fieldText(expression.name);
    case 'call': return `${expression.name}(${list(expression.args)})`;
    case 'lookup': {
      const entries = expression.entries.map(({ key, result }) => `${format(key, 7)}: ${format(result, 0)}`).join(', ');
      const otherwise = expression.otherwise === undefined ? '' : `, else ${format(expression.otherwise, 0)}`;
      return `lookup(${format(expression.operand, 0)}, {${entries}}${otherwise})`;
    }
    case 'compare': return `${format(expression.left, 5)} ${expression.operator} ${format(expression.right, 5)}`;
    case 'in': return `${format(expression.operand, 5)} ${expression.negated ? 'not in' : 'in'} (${list(expression.choices)})`;
    case 'isNull': return `${format(expression.operand, 5)} is ${expression.negated ? 'not null' : 'null'}`;
    case 'and': return `${format(expression.left, 2)} and ${format(expression.right, 3)}`;
    case 'or': return `${format(expression.left, 1)} or ${format(expression.right, 2)}`;
    case 'not': return `not ${format(expression.operand, 3)}`;
    case 'arithmetic': {
      const own = strength(expression);
      return `${format(expression.left, own)} ${expression.operator} ${format(expression.right, own + 1)}`;
    }
    case 'minus': return `-${format(expression.operand, 7)}`;
    default: return expression satisfies never;
  }
}

function list(expressions: readonly Expression[]): string {
  return expressions.map((each) => format(each, 0)).join(', ');
}

/** A text of the language in its quotes. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name of a field as the language writes it: in double quotes where it could be read as something else. */
export function fieldText(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{M}\p{N}_$#]*$/u.test(name) && !RESERVED.has(name.toLowerCase());
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}
