import type { Compiled } from './compiled.ts';
import type { Span, TransformFault } from './expression.ts';
import type { TransformMessageCode } from './messages.ts';
import { typeWords } from './value.ts';
import type { TransformType } from './value.ts';

/** What a check gives back where it wrote a fault: never anything. A type of its own, as `undefined` alone reads as no result at all. */
export type Nothing = (Compiled & string) | undefined;

/** One call while it is checked: hands out its arguments and writes down what is wrong with them. */
export class CallSite {
  failed = false;

  constructor(
    readonly name: string,
    readonly span: Span,
    readonly args: readonly Compiled[],
    private readonly faults: TransformFault[],
  ) {}

  fault(code: TransformMessageCode, args: Readonly<Record<string, string>>, span: Span = this.span, suggestion?: string): Nothing {
    this.failed = true;
    this.faults.push({ code, args, span, severity: 'error', ...(suggestion === undefined ? {} : { suggestion }) });
    return undefined;
  }

  /** The argument, where its type is one of these; null is of any type. */
  typed(index: number, ...types: readonly TransformType[]): Compiled | undefined {
    const arg = this.args[index];
    if (arg === undefined) return undefined;
    if (arg.type === 'null' || types.includes(arg.type)) return arg;
    const wanted = types.filter((type) => !(type === 'integer' && types.includes('number')));
    return this.fault('transform.wrongType', { name: this.name, expected: wanted.map(typeWords).join(' or '), found: typeWords(arg.type) }, arg.span);
  }

  text(index: number): Compiled | undefined {
    return this.typed(index, 'text');
  }

  constantText(index: number): string | undefined {
    const arg = this.text(index);
    if (arg === undefined) return undefined;
    const value = arg.constant?.value;
    if (value?.kind !== 'text') return this.fault('transform.needsConstant', { name: this.name }, arg.span);
    return value.text;
  }

  /** A constant text of at least one character. */
  filledText(index: number): string | undefined {
    const text = this.constantText(index);
    return text === '' ? this.fault('transform.emptyText', { name: this.name }, this.args[index]!.span) : text;
  }

  oneCharacter(index: number): string | undefined {
    const text = this.constantText(index);
    if (text === undefined || Array.from(text).length === 1) return text;
    return this.fault('transform.oneCharacter', { name: this.name }, this.args[index]!.span);
  }

  /** A constant whole number in a range. */
  count(index: number, least: number, most: number): number | undefined {
    const arg = this.typed(index, 'integer');
    if (arg === undefined) return undefined;
    const value = arg.constant?.value;
    if (value?.kind !== 'number') {
      this.fault('transform.needsConstant', { name: this.name }, arg.span);
      return undefined;
    }
    const { units, scale } = value.number;
    if (scale !== 0 || units < BigInt(least) || units > BigInt(most)) {
      this.fault('transform.countRange', { name: this.name, least: String(least), most: String(most) }, arg.span);
      return undefined;
    }
    return Number(units);
  }
}

/** The one type of several values that stand side by side; undefined where there is none. */
export function commonType(types: readonly TransformType[]): TransformType | undefined {
  let common: TransformType = 'null';
  for (const type of types) {
    if (type === common || type === 'null') continue;
    if (common === 'null') common = type;
    else if ((common === 'integer' && type === 'number') || (common === 'number' && type === 'integer')) common = 'number';
    else return undefined;
  }
  return common;
}

