import { NO_EXACT_DECIMALS, refuse, strict } from '../build.ts';
import { FRACTION_DIGITS, fixedText, roundHalfAway, truncated } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import type { FunctionSpec } from '../functionSpec.ts';
import { numberValue, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { ORACLE_POINT } from './toText.ts';

export function decimalOf(value: Exclude<Value, null> | undefined): Decimal {
  if (value?.kind !== 'number') throw new TypeError('a number was expected');
  return value.number;
}

function rounding(name: 'round' | 'truncate'): FunctionSpec {
  const cut = name === 'truncate';
  return {
    name, group: 'number', signature: `${name}(number, digits?)`, least: 1, most: 2,
    meaning: cut ? 'The number with at most so many digits after the point (0 where nothing is said), the others cut off.' : 'The number rounded to so many digits after the point (0 where nothing is said); a half goes away from zero.',
    remarks: ['Exact: the number is never a floating-point one on its way.'],
    examples: cut
      ? [{ expression: 'truncate(value, 2)', value: '-2.679', type: 'number', result: '-2.67' }]
      : [{ expression: 'round(value, 2)', value: '2.675', type: 'number', result: '2.68' }, { expression: 'round(value)', value: '-0.5', type: 'number', result: '-1' }],
    partly: { sqlite: `numbers with a fraction: ${NO_EXACT_DECIMALS}` },
    compile(call) {
      const number = call.typed(0, 'integer', 'number');
      const digits = call.args.length > 1 ? call.count(1, 0, FRACTION_DIGITS) : 0;
      if (number === undefined || digits === undefined) return undefined;
      if (number.type === 'integer') return number;
      return strict(call, 'number', [number], ([value]) => numberValue((cut ? truncated : roundHalfAway)(decimalOf(value), digits)), ([sql], rendering) => {
        switch (rendering.dialect) {
          case 'sqlite': return refuse(call, rendering, NO_EXACT_DECIMALS);
          case 'postgres': return `${cut ? 'TRUNC' : 'ROUND'}(${sql!}, ${digits})`;
          case 'mariadb': return `${cut ? 'TRUNCATE' : 'ROUND'}(${sql!}, ${digits})`;
          case 'sqlserver': return `ROUND(${sql!}, ${digits}${cut ? ', 1' : ''})`;
          case 'oracle': return `${cut ? 'TRUNC' : 'ROUND'}(${sql!}, ${digits})`;
          default: return rendering.dialect satisfies never;
        }
      }, { scale: digits });
    },
  };
}

const format: FunctionSpec = {
  name: 'format', group: 'number', signature: 'format(number, form)', least: 2, most: 2,
  meaning: "The number as a text with a fixed number of digits after the point: '0', '0.00', '0,00', with as many zeros as digits are wanted.",
  remarks: ['Rounded like round(number, digits). There are no signs between groups of digits.'],
  examples: [{ expression: "format(value, '0,00')", value: '1234.5', type: 'number', result: "'1234,50'" }, { expression: "format(value, '0.0')", value: '-0.04', type: 'number', result: "'0.0'" }],
  partly: { sqlite: `numbers with a fraction, and forms with one: ${NO_EXACT_DECIMALS}` },
  compile(call) {
    const number = call.typed(0, 'integer', 'number');
    const form = call.constantText(1);
    if (number === undefined || form === undefined) return undefined;
    const shape = /^0(?:([.,])(0{1,12}))?$/.exec(form);
    if (shape === null) return call.fault('transform.numberForm', { form, example: "'0.00'" }, call.args[1]!.span);
    const digits = shape[2]?.length ?? 0;
    const comma = shape[1] === ',';
    return strict(call, 'text', [number], ([value]) => {
      const text = fixedText(decimalOf(value), digits);
      return textValue(comma ? text.replace('.', ',') : text);
    }, ([sql], rendering) => {
      const text = fixed(sql!);
      return comma ? `REPLACE(${text}, '.', ',')` : text;
      function fixed(own: string): string {
        switch (rendering.dialect) {
          case 'sqlite': return number!.type === 'integer' && digits === 0 ? `CAST(${own} AS text)` : refuse(call, rendering, NO_EXACT_DECIMALS);
          case 'postgres': return `CAST(ROUND(CAST(${own} AS numeric), ${digits}) AS text)`;
          case 'mariadb': return `CAST(CAST(ROUND(${own}, ${digits}) AS DECIMAL(${38 + digits}, ${digits})) AS CHAR)`;
          case 'sqlserver': return `CAST(CAST(ROUND(${own}, ${digits}) AS decimal(38, ${digits})) AS nvarchar(50))`;
          case 'oracle': return `TO_CHAR(ROUND(${own}, ${digits}), 'FM${'9'.repeat(38)}0${digits > 0 ? `.${'0'.repeat(digits)}` : ''}', ${ORACLE_POINT})`;
          default: return rendering.dialect satisfies never;
        }
      }
    });
  },
};

export const numberFunctions: readonly FunctionSpec[] = [rounding('round'), rounding('truncate'), format];
