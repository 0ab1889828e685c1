import { nearestName } from '../inventory/nearestName.ts';
import { NO_EXACT_DECIMALS, decimalSql, refuse, strict } from './build.ts';
import { CallSite } from './callSite.ts';
import type { Nothing } from './callSite.ts';
import { EvaluationFailed, SqlRefused } from './compiled.ts';
import type { Compiled, FieldInScope, Rendering } from './compiled.ts';
import { quoteSqlText } from './dialect.ts';
import { FRACTION_DIGITS, GREATEST_INTEGER, LEAST_INTEGER, PRODUCT_FRACTION_DIGITS, WHOLE_DIGITS, addDecimals, decimalText, fitsWhole, multiplyDecimals, negated, normalised, parseDecimal } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { Arithmetic, Comparison, Expression, Span, TransformFault } from './expression.ts';
import { fieldText } from './formatExpression.ts';
import { allFunctions, functionNamed } from './functions/allFunctions.ts';
import { inexact, oneType } from './functions/choiceFunctions.ts';
import { compileLookup } from './functions/lookupFunction.ts';
import { decimalOf } from './functions/numberFunctions.ts';
import { fieldSql, fieldType } from './fields.ts';
import { asValue, compared } from './sqlForms.ts';
import { booleanValue, compareValues, numberValue, textValue } from './value.ts';
import type { Value } from './value.ts';

/** Longest SQL that is given, in characters. */
const LONGEST_SQL = 100_000;

/** What an expression may name. */
export interface Scope {
  /** The source field of the row; undefined where it has none. */
  readonly value: FieldInScope | undefined;
  /** All fields of the source table. */
  readonly fields: readonly FieldInScope[];
}

/** Checks an expression against the fields that it may name. With a fault there is nothing to compute. */
export function compileExpression(expression: Expression, scope: Scope): { readonly compiled: Compiled | undefined; readonly faults: readonly TransformFault[] } {
  const faults: TransformFault[] = [];
  const compiled = new Compiler(scope, faults).compile(expression);
  return { compiled: faults.length > 0 ? undefined : compiled, faults };
}

class Compiler {
  constructor(private readonly scope: Scope, private readonly faults: TransformFault[]) {}

  compile(expression: Expression): Compiled | undefined {
    const compiled = this.unbounded(expression);
    if (compiled === undefined) return undefined;
    // Each level of nesting can repeat what is in it: stopped where it grows, not when it is whole.
    return {
      ...compiled,
      sql(rendering) {
        const sql = compiled.sql(rendering);
        if (sql.length > LONGEST_SQL) throw new SqlRefused('transform.tooLargeInSql', {}, expression.span);
        return sql;
      },
    };
  }

  private unbounded(expression: Expression): Compiled | undefined {
    const { span } = expression;
    switch (expression.kind) {
      case 'text': return constant(textValue(expression.text), 'text', span);
      case 'boolean': return constant(booleanValue(expression.value), 'boolean', span);
      case 'null': return constant(null, 'null', span);
      case 'number': return this.number(expression.digits, span);
      case 'value': return this.scope.value === undefined ? this.fault('transform.noValue', {}, span) : field(this.scope.value, undefined, span);
      case 'field': return this.field(expression.name, span);
      case 'call': return this.call(expression);
      case 'lookup': return this.lookup(expression);
      case 'compare': return this.compare(expression.operator, expression.left, expression.right, span);
      case 'in': return this.among(expression.operand, expression.choices, expression.negated, span);
      case 'isNull': return this.isNull(expression.operand, expression.negated, span);
      case 'and': case 'or': return this.both(expression.kind, expression.left, expression.right, span);
      case 'not': return this.not(expression.operand, span);
      case 'arithmetic': return this.arithmetic(expression.operator, expression.left, expression.right, span);
      case 'minus': return this.minus(expression.operand, span);
      default: return expression satisfies never;
    }
  }

  private fault(code: TransformFault['code'], args: TransformFault['args'], span: Span, suggestion?: string): Nothing {
    this.faults.push({ code, args, span, severity: 'error', ...(suggestion === undefined ? {} : { suggestion }) });
    return undefined;
  }

  /** The parts, where all of them are right; every one is looked at. */
  private all(expressions: readonly Expression[]): readonly Compiled[] | undefined {
    const compiled = expressions.map((each) => this.compile(each));
    return compiled.every((each) => each !== undefined) ? compiled : undefined;
  }

  private number(digits: string, span: Span): Compiled | undefined {
    const decimal = parseDecimal(digits)!;
    if (!fitsWhole(decimal) || decimal.scale > FRACTION_DIGITS) {
      return this.fault('transform.tooManyDigits', { whole: String(WHOLE_DIGITS), fraction: String(FRACTION_DIGITS) }, span);
    }
    const whole = normalised(decimal);
    const isInteger = !digits.includes('.') && whole.units <= GREATEST_INTEGER;
    return numberConstant(whole, isInteger ? 'integer' : 'number', span);
  }

  private field(name: string, span: Span): Compiled | undefined {
    const { fields } = this.scope;
    const found = fields.find((each) => each.name === name) ?? onlyOne(fields.filter((each) => each.name.toLowerCase() === name.toLowerCase()));
    if (found !== undefined) return field(found, found.name, span);
    const nearest = nearestName(name, fields.map((each) => each.name));
    return nearest === undefined
      ? this.fault('transform.unknownField', { name }, span)
      : this.fault('transform.didYouMeanField', { name, nearest }, span, fieldText(nearest));
  }

  private call(expression: Expression & { readonly kind: 'call' }): Compiled | undefined {
    const spec = functionNamed(expression.name);
    if (spec === undefined) {
      const nearest = nearestName(expression.name, allFunctions.map(({ name }) => name));
      this.all(expression.args);
      return nearest === undefined
        ? this.fault('transform.unknownFunction', { name: expression.name }, expression.nameSpan)
        : this.fault('transform.didYouMean', { name: expression.name, nearest }, expression.nameSpan, nearest);
    }
    const { name, signature, least, most } = spec;
    if (expression.args.length < least) return this.fault('transform.tooFewArguments', { name, least: String(least), signature }, expression.span);
    if (expression.args.length > most) return this.fault('transform.tooManyArguments', { name, most: String(most), signature }, expression.args[most]!.span);
    const args = this.all(expression.args);
    if (args === undefined) return undefined;
    const call = new CallSite(name, expression.span, args, this.faults);
    const compiled = spec.compile(call);
    return call.failed ? undefined : compiled;
  }

  private lookup(expression: Expression & { readonly kind: 'lookup' }): Compiled | undefined {
    const operand = this.compile(expression.operand);
    const keys = this.all(expression.entries.map(({ key }) => key));
    const results = this.all(expression.entries.map(({ result }) => result));
    const otherwise = expression.otherwise === undefined ? undefined : this.compile(expression.otherwise);
    if (operand === undefined || keys === undefined || results === undefined || (otherwise === undefined && expression.otherwise !== undefined)) return undefined;
    return compileLookup(new CallSite('lookup', expression.span, [], this.faults), operand, keys, results, otherwise);
  }

  private compare(operator: Comparison, leftExpression: Expression, rightExpression: Expression, span: Span): Compiled | undefined {
    const args = this.all([leftExpression, rightExpression]);
    if (args === undefined) return undefined;
    const call = new CallSite(`“${operator}”`, span, args, this.faults);
    const type = oneType(call, args);
    if (type === undefined) return undefined;
    return strict(call, 'boolean', args, ([left, right]) => booleanValue(holds(operator, compareValues(left!, right!))), ([left, right], rendering) => {
      const { dialect } = rendering;
      if (dialect === 'sqlite' && inexact(args)) return refuse(call, rendering, NO_EXACT_DECIMALS);
      if (dialect === 'sqlserver' && type === 'text' && operator !== '=' && operator !== '<>') return refuse(call, rendering, 'its binary order of texts is not the one of code points');
      return `(${compared(asValue(left!, type, dialect), operator, asValue(right!, type, dialect), type, dialect)})`;
    });
  }

  private among(operandExpression: Expression, choices: readonly Expression[], negated: boolean, span: Span): Compiled | undefined {
    const args = this.all([operandExpression, ...choices]);
    if (args === undefined) return undefined;
    const call = new CallSite(negated ? '“not in”' : '“in”', span, args, this.faults);
    const type = oneType(call, args);
    if (type === undefined) return undefined;
    const [operand, ...others] = args;
    return {
      type: 'boolean', span, scale: 0, nullable: args.some((arg) => arg.nullable),
      evaluate(evaluation) {
        const own = operand!.evaluate(evaluation);
        const values = others.map((other) => other.evaluate(evaluation));
        if (own === null) return null;
        if (values.some((value) => value !== null && compareValues(own, value) === 0)) return booleanValue(!negated);
        return values.includes(null) ? null : booleanValue(negated);
      },
      sql(rendering) {
        const { dialect } = rendering;
        if (dialect === 'sqlite' && inexact(args)) return refuse(call, rendering, NO_EXACT_DECIMALS);
        const own = asValue(operand!.sql(rendering), type, dialect);
        const same = others.map((other) => compared(own, '=', asValue(other.sql(rendering), type, dialect), type, dialect)).join(' OR ');
        return negated ? `(NOT (${same}))` : `(${same})`;
      },
    };
  }

  private isNull(expression: Expression, isNegated: boolean, span: Span): Compiled | undefined {
    const operand = this.compile(expression);
    if (operand === undefined) return undefined;
    return {
      type: 'boolean', span, scale: 0, nullable: false,
      evaluate: (evaluation) => booleanValue((operand.evaluate(evaluation) === null) !== isNegated),
      sql: (rendering) => `(${asValue(operand.sql(rendering), operand.type, rendering.dialect)} IS ${isNegated ? 'NOT ' : ''}NULL)`,
    };
  }

  private both(kind: 'and' | 'or', leftExpression: Expression, rightExpression: Expression, span: Span): Compiled | undefined {
    const args = this.all([leftExpression, rightExpression]);
    if (args === undefined) return undefined;
    const call = new CallSite(`“${kind}”`, span, args, this.faults);
    const left = call.typed(0, 'boolean');
    const right = call.typed(1, 'boolean');
    if (left === undefined || right === undefined) return undefined;
    const decisive = kind === 'or';
    return {
      type: 'boolean', span, scale: 0, nullable: left.nullable || right.nullable,
      evaluate(evaluation) {
        const values = [left, right].map((arg) => arg.evaluate(evaluation));
        if (values.some((value) => value?.kind === 'boolean' && value.value === decisive)) return booleanValue(decisive);
        return values.includes(null) ? null : booleanValue(!decisive);
      },
      sql: (rendering) => `(${condition(left, rendering)} ${kind.toUpperCase()} ${condition(right, rendering)})`,
    };
  }

  private not(expression: Expression, span: Span): Compiled | undefined {
    const args = this.all([expression]);
    if (args === undefined) return undefined;
    const call = new CallSite('“not”', span, args, this.faults);
    const operand = call.typed(0, 'boolean');
    if (operand === undefined) return undefined;
    return strict(call, 'boolean', [operand], ([value]) => booleanValue(!(value?.kind === 'boolean' && value.value)), (_, rendering) => `(NOT (${condition(operand, rendering)}))`);
  }

  private arithmetic(operator: Arithmetic, leftExpression: Expression, rightExpression: Expression, span: Span): Compiled | undefined {
    const args = this.all([leftExpression, rightExpression]);
    if (args === undefined) return undefined;
    const call = new CallSite(`“${operator}”`, span, args, this.faults);
    const left = call.typed(0, 'integer', 'number');
    const right = call.typed(1, 'integer', 'number');
    if (left === undefined || right === undefined) return undefined;
    const scale = operator === '*' ? left.scale + right.scale : Math.max(left.scale, right.scale);
    if (scale > PRODUCT_FRACTION_DIGITS) return call.fault('transform.tooManyFactors', { fraction: String(PRODUCT_FRACTION_DIGITS) });
    return strict(call, 'number', [left, right], ([first, second]) => {
      const a = decimalOf(first);
      const b = decimalOf(second);
      const result = operator === '*' ? multiplyDecimals(a, b) : addDecimals(a, operator === '-' ? negated(b) : b);
      if (!fitsWhole(result)) throw new EvaluationFailed({ code: 'transform.tooLarge', args: { digits: String(WHOLE_DIGITS) } });
      return numberValue(normalised(result));
    }, ([a, b], rendering) => rendering.dialect === 'sqlite' ? refuse(call, rendering, `${NO_EXACT_DECIMALS}, and whole numbers that grow too large as well`)
      : `(${decimalSql(a!, left, rendering)} ${operator} ${right.constant === undefined ? decimalSql(b!, right, rendering) : b!})`, { scale });
  }

  private minus(expression: Expression, span: Span): Compiled | undefined {
    const inner = this.compile(expression);
    if (inner === undefined) return undefined;
    const call = new CallSite('“-”', span, [inner], this.faults);
    const operand = call.typed(0, 'integer', 'number');
    if (operand === undefined) return undefined;
    const known = operand.constant?.value;
    if (known?.kind === 'number') {
      // The least whole number of 64 bits is one only with its sign.
      const value = negated(known.number);
      return numberConstant(value, value.units === LEAST_INTEGER && value.scale === 0 && operand.scale === 0 ? 'integer' : operand.type, span);
    }
    return strict(call, 'number', [operand], ([value]) => numberValue(negated(decimalOf(value))), ([sql], rendering) => {
      if (rendering.dialect === 'sqlite') return refuse(call, rendering, NO_EXACT_DECIMALS);
      return `(- ${decimalSql(sql!, operand, rendering)})`;
    }, { scale: operand.scale });
  }
}

function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function condition(arg: Compiled, rendering: Rendering): string {
  if (arg.type !== 'null') return arg.sql(rendering);
  return rendering.dialect === 'sqlserver' || rendering.dialect === 'oracle' ? '(NULL = 1)' : 'NULL';
}

function numberConstant(value: Decimal, type: Compiled['type'], span: Span): Compiled {
  const text = decimalText(value);
  return {
    ...constant(numberValue(value), type, span),
    scale: value.scale,
    sql(rendering) {
      if (type === 'integer') return text;
      // Floating point holds 15 digits of any number.
      if (rendering.dialect === 'sqlite' && text.replace(/^-?0*\.?0*|\./g, '').length > 15) return refuse({ name: text, span }, rendering, NO_EXACT_DECIMALS);
      // With a point, so that no engine takes it for a number of 64 bits.
      return text.includes('.') ? text : `${text}.0`;
    },
  };
}

function constant(value: Value, type: Compiled['type'], span: Span): Compiled {
  return {
    type, span, scale: 0, nullable: value === null, constant: { value }, evaluate: () => value,
    sql({ dialect }) {
      if (value === null) return 'NULL';
      if (value.kind === 'text') return quoteSqlText(value.text, dialect);
      if (value.kind !== 'boolean') throw new TypeError('a text or yes and no was expected');
      return dialect === 'sqlserver' || dialect === 'oracle' ? (value.value ? '(1 = 1)' : '(1 = 0)') : value.value ? 'TRUE' : 'FALSE';
    },
  };
}

function field(inScope: FieldInScope, name: string | undefined, span: Span): Compiled {
  const type = fieldType(inScope.type);
  return {
    type, span, scale: type === 'number' ? Math.min(inScope.type.scale ?? FRACTION_DIGITS, FRACTION_DIGITS) : 0, nullable: inScope.nullable,
    evaluate: ({ row }) => row(name),
    sql: (rendering) => fieldSql(rendering.column(name), inScope.type, rendering.dialect),
  };
}

function holds(operator: Comparison, order: number): boolean {
  switch (operator) {
    case '=': return order === 0;
    case '<>': return order !== 0;
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    case '>=': return order >= 0;
    default: return operator satisfies never;
  }
}
