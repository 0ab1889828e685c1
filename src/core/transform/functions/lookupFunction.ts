import { refuse } from '../build.ts';
import type { CallSite } from '../callSite.ts';
import type { Compiled } from '../compiled.ts';
import type { FunctionSpec } from '../functionSpec.ts';
import { asCondition, asValue, compared } from '../sqlForms.ts';
import { compareValues, valueText } from '../value.ts';
import type { Value } from '../value.ts';
import { oneType } from './choiceFunctions.ts';

/** Described here; its form is one of the grammar, so that it is compiled by `compileLookup`. */
export const lookupFunction: FunctionSpec = {
  name: 'lookup', group: 'choice', signature: 'lookup(value, {key: result, …}, else result?)', least: 2, most: 3,
  meaning: 'The result that stands behind the key which equals the value; the result behind else where none does, null where there is no else.',
  remarks: ['Texts are compared by code point, blanks at the end included, whatever the collation of the field.', 'A null equals no key: it goes to else.'],
  examples: [{ expression: "lookup(value, {'M': 'male', 'F': 'female'}, else 'unknown')", value: 'F', result: "'female'" }, { expression: "lookup(value, {'M': 'male', 'F': 'female'})", value: 'm', result: 'null' }, { expression: "lookup(value, {1: 'open', 2: 'closed'}, else null)", value: '2', type: 'integer', result: "'closed'" }],
  partly: { sqlite: 'numbers with a fraction: it compares them as floating point' },
  compile: () => undefined,
};

/** Checks a lookup: `keys` and `results` stand side by side. */
export function compileLookup(call: CallSite, operand: Compiled, keys: readonly Compiled[], results: readonly Compiled[], otherwise: Compiled | undefined): Compiled | undefined {
  if (keys.length === 0) return call.fault('transform.lookupEmpty', {});
  const keyType = oneType(call, [operand, ...keys]);
  const type = oneType(call, otherwise === undefined ? results : [...results, otherwise]);
  const constants: Exclude<Value, null>[] = [];
  for (const key of keys) {
    const value = key.constant?.value ?? null;
    if (value === null) return call.fault('transform.needsConstant', { name: 'lookup' }, key.span);
    if (keyType !== undefined && constants.some((known) => compareValues(known, value) === 0)) return call.fault('transform.lookupTwice', { key: valueText(value) }, key.span);
    constants.push(value);
  }
  if (keyType === undefined || type === undefined) return undefined;
  const all = otherwise === undefined ? results : [...results, otherwise];
  return {
    type, span: call.span, scale: Math.max(...all.map((each) => each.scale)), nullable: otherwise === undefined || all.some((each) => each.nullable),
    ...(otherwise === undefined || operand.reads === true ? { reads: true } : {}),
    evaluate(evaluation) {
      const value = operand.evaluate(evaluation);
      const found = value === null ? -1 : constants.findIndex((key) => compareValues(key, value) === 0);
      if (found >= 0) return results[found]!.evaluate(evaluation);
      if (otherwise !== undefined) return otherwise.evaluate(evaluation);
      if (value !== null) evaluation.notes.push({ code: 'transform.noEntry', args: { value: valueText(value) } });
      return null;
    },
    sql(rendering) {
      const { dialect } = rendering;
      if (dialect === 'sqlite' && [operand, ...keys].some((each) => each.type === 'number')) return refuse(call, rendering, 'it compares fractions as floating point');
      const own = asValue(operand.sql(rendering), keyType, dialect);
      const whens = keys.map((key, index) => `WHEN ${compared(own, '=', asValue(key.sql(rendering), keyType, dialect), keyType, dialect)} THEN ${asValue(results[index]!.sql(rendering), type, dialect)}`);
      const rest = otherwise === undefined ? '' : ` ELSE ${asValue(otherwise.sql(rendering), type, dialect)}`;
      return asCondition(`CASE ${whens.join(' ')}${rest} END`, type, dialect);
    },
  };
}
