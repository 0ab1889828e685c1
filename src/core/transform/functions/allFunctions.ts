import type { FunctionSpec } from '../functionSpec.ts';
import { caseFunctions } from './caseFunctions.ts';
import { choiceFunctions } from './choiceFunctions.ts';
import { dateFunctions } from './dateFunctions.ts';
import { lookupFunction } from './lookupFunction.ts';
import { numberFunctions } from './numberFunctions.ts';
import { textFunctions } from './textFunctions.ts';
import { typeFunctions } from './typeFunctions.ts';
import { zoneFunction } from './zoneFunction.ts';

/** Every function of the language, in the order of its documentation. */
export const allFunctions: readonly FunctionSpec[] = [
  ...textFunctions, ...caseFunctions, ...typeFunctions, ...numberFunctions, ...dateFunctions, zoneFunction, lookupFunction, ...choiceFunctions,
];

const byName: ReadonlyMap<string, FunctionSpec> = new Map(allFunctions.map((spec) => [spec.name, spec]));

/** The function of that name, in any case. */
export function functionNamed(name: string): FunctionSpec | undefined {
  return byName.get(name.toLowerCase());
}
