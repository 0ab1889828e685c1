import { refuse, strict, textOf } from '../build.ts';
import { EvaluationFailed } from '../compiled.ts';
import type { FunctionSpec } from '../functionSpec.ts';
import { lowerCase, upperCase } from '../letterCase.ts';
import { textValue } from '../value.ts';

function casing(name: 'upper' | 'lower'): FunctionSpec {
  const upper = name === 'upper';
  return {
    name, group: 'text', signature: `${name}(text)`, least: 1, most: 1,
    meaning: `The text in ${upper ? 'capital' : 'small'} letters: one letter for one, in Latin, Greek, Cyrillic and Armenian; the sharp s stays.`,
    remarks: ['Where engines change a letter in different ways (the Turkish dotted I, ligatures, other scripts that have case) the preview says so instead of a value.'],
    examples: [{ expression: `${name}(value)`, value: upper ? 'straße 5é' : 'ÉCOLE Ω', result: upper ? "'STRAßE 5É'" : "'école ω'" }],
    refused: { sqlite: 'it knows the case of A to Z only' },
    partly: { postgres: 'version 17 and newer, for the collation pg_c_utf8' },
    compile(call) {
      const text = call.text(0);
      if (text === undefined) return undefined;
      return strict(call, 'text', [text], ([value]) => {
        const changed = upper ? upperCase(textOf(value)) : lowerCase(textOf(value));
        if ('doubtful' in changed) throw new EvaluationFailed({ code: 'transform.caseDiffers', args: { character: changed.doubtful } });
        return textValue(changed.text);
      }, ([sql], rendering) => {
        const word = name.toUpperCase();
        switch (rendering.dialect) {
          case 'sqlite': return refuse(call, rendering, 'it knows the case of A to Z only');
          case 'postgres': return `${word}(${sql!} COLLATE pg_c_utf8)`;
          case 'mariadb': return `${word}(CONVERT(${sql!} USING utf8mb4) COLLATE utf8mb4_unicode_520_ci)`;
          case 'sqlserver': return `${word}(${sql!} COLLATE Latin1_General_100_CI_AS)`;
          case 'oracle': return `${word}(${sql!})`;
          default: return rendering.dialect satisfies never;
        }
      });
    },
  };
}

export const caseFunctions: readonly FunctionSpec[] = [casing('upper'), casing('lower')];
