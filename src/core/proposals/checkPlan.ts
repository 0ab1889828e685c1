import { checkCutover } from '../cutover/checkCutover.ts';
import { checkInventory } from '../inventory/checkInventory.ts';
import { checkMapping } from '../mapping/checkMapping.ts';
import { checkGone } from '../rescan/checkGone.ts';
import { checkRollback } from '../rollback/checkRollback.ts';
import { checkSequence } from '../sequence/checkSequence.ts';
import { checkValidation } from '../validation/checkValidation.ts';
import { catalogueSet } from './catalogueSet.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Problem } from '../plan/problem.ts';

/**
 * Checks a plan against the catalogues beside it and its parts against each other, on top of what the document says of
 * itself. A system without a catalogue is not checked: not knowing is not a problem here. In the order of the text.
 */
export function checkPlan(parsed: ParsedPlan, catalogues: readonly Catalogue[]): Problem[] {
  const { plan } = parsed;
  if (!plan) return [];
  const set = catalogueSet(catalogues);
  return [
    ...checkInventory(parsed, plan, set),
    ...checkGone(parsed, plan, set),
    ...checkMapping(parsed, plan, set),
    ...checkValidation(parsed, plan),
    ...checkSequence(parsed, plan, set),
    ...checkRollback(parsed, plan),
    ...checkCutover(parsed, plan),
  ].sort((a, b) => a.range.start - b.range.start);
}
