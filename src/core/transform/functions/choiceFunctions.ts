import { commonType } from '../callSite.ts';
import type { CallSite } from '../callSite.ts';
import { refuse } from '../build.ts';
import type { Compiled } from '../compiled.ts';
import type { FunctionSpec } from '../functionSpec.ts';
import { asCondition, asValue, compared } from '../sqlForms.ts';
import { compareValues, typeWords } from '../value.ts';
import type { TransformType } from '../value.ts';

/** The one type of several arguments; a fault where they have none. */
export function oneType(call: CallSite, args: readonly Compiled[]): TransformType | undefined {
  const type = commonType(args.map((arg) => arg.type));
  if (type !== undefined) return type;
  const [first] = args.filter((arg) => arg.type !== 'null');
  const other = args.find((arg) => commonType([first!.type, arg.type]) === undefined);
  call.fault('transform.differentTypes', { left: typeWords(first!.type), right: typeWords(other!.type) }, other!.span);
  return undefined;
}

/** True where a fraction would be compared in an engine that has none exactly. */
export function inexact(args: readonly Compiled[]): boolean {
  return args.some((arg) => arg.type === 'number');
}

const coalesce: FunctionSpec = {
  name: 'coalesce', group: 'choice', signature: 'coalesce(value, value, …)', least: 2, most: 20,
  meaning: 'The first of the values that is not null.',
  remarks: ['An empty text is a value; Oracle takes it for null.'],
  examples: [{ expression: "coalesce(value, 'unknown')", value: null, result: "'unknown'" }, { expression: "coalesce(value, 'unknown')", value: '', result: "''" }],
  compile(call) {
    const { args } = call;
    const type = oneType(call, args);
    if (type === undefined) return undefined;
    return {
      type, span: call.span, scale: Math.max(...args.map((arg) => arg.scale)), nullable: args.every((arg) => arg.nullable), ...reading(args),
      evaluate(evaluation) {
        for (const arg of args) {
          const value = arg.evaluate(evaluation);
          if (value !== null) return value;
        }
        return null;
      },
      sql: (rendering) => asCondition(`COALESCE(${args.map((arg) => asValue(arg.sql(rendering), type, rendering.dialect)).join(', ')})`, type, rendering.dialect),
    };
  },
};

const nullif: FunctionSpec = {
  name: 'nullif', group: 'choice', signature: 'nullif(value, unwanted, …)', least: 2, most: 20,
  meaning: 'The value, or null where it equals one of the unwanted ones.',
  remarks: ['Texts are compared by code point, blanks at the end included, whatever the collation of the field.'],
  examples: [{ expression: "nullif(value, '', 'n/a')", value: 'n/a', result: 'null' }, { expression: "nullif(value, '')", value: ' ', result: "' '" }],
  partly: { sqlite: 'numbers with a fraction: it compares them as floating point' },
  compile(call) {
    const [value, ...unwanted] = call.args;
    const type = oneType(call, call.args);
    if (type === undefined || value === undefined) return undefined;
    return {
      type, span: call.span, scale: value.scale, nullable: true, ...reading([value]),
      evaluate(evaluation) {
        const own = value.evaluate(evaluation);
        if (own === null) return null;
        const others = unwanted.map((arg) => arg.evaluate(evaluation));
        return others.some((other) => other !== null && compareValues(own, other) === 0) ? null : own;
      },
      sql(rendering) {
        const { dialect } = rendering;
        if (dialect === 'sqlite' && inexact(call.args)) return refuse(call, rendering, 'it compares fractions as floating point');
        const own = asValue(value.sql(rendering), type, dialect);
        const same = unwanted.map((arg) => compared(own, '=', asValue(arg.sql(rendering), type, dialect), type, dialect));
        return asCondition(`CASE WHEN ${same.join(' OR ')} THEN NULL ELSE ${own} END`, type, dialect);
      },
    };
  },
};

function reading(args: readonly Compiled[]): { reads?: true } {
  return args.some((arg) => arg.reads === true) ? { reads: true } : {};
}

const choose: FunctionSpec = {
  name: 'if', group: 'choice', signature: 'if(condition, then, condition, then, …, else)', least: 3, most: 61,
  meaning: 'The value behind the first condition that is true, else the last value.',
  remarks: ['A condition that is null, because a value in it is null, is not true.'],
  examples: [{ expression: "if(value = '', null, value)", value: '', result: 'null' }, { expression: "if(value >= 18, 'adult', value >= 13, 'teen', 'child')", value: '15', type: 'integer', result: "'teen'" }],
  compile(call) {
    if (call.args.length % 2 === 0) return call.fault('transform.tooFewArguments', { name: 'if', least: String(call.args.length + 1), signature: 'if(condition, then, condition, then, …, else)' });
    const conditions: Compiled[] = [];
    const results: Compiled[] = [];
    for (let index = 0; index + 1 < call.args.length; index += 2) {
      const condition = call.typed(index, 'boolean');
      if (condition !== undefined) conditions.push(condition);
      results.push(call.args[index + 1]!);
    }
    results.push(call.args.at(-1)!);
    const type = oneType(call, results);
    if (type === undefined || call.failed) return undefined;
    return {
      type, span: call.span, scale: Math.max(...results.map((arg) => arg.scale)), nullable: results.some((arg) => arg.nullable), ...reading(results),
      evaluate(evaluation) {
        for (const [index, condition] of conditions.entries()) {
          const value = condition.evaluate(evaluation);
          if (value?.kind === 'boolean' && value.value) return results[index]!.evaluate(evaluation);
        }
        return results.at(-1)!.evaluate(evaluation);
      },
      sql(rendering) {
        const { dialect } = rendering;
        const value = (arg: Compiled): string => asValue(arg.sql(rendering), type, dialect);
        const whens = conditions.map((condition, index) => `WHEN ${condition.type === 'null' ? '1 = 0' : condition.sql(rendering)} THEN ${value(results[index]!)}`);
        return asCondition(`CASE ${whens.join(' ')} ELSE ${value(results.at(-1)!)} END`, type, dialect);
      },
    };
  },
};

export const choiceFunctions: readonly FunctionSpec[] = [choose, coalesce, nullif];
