import { catalogueSet } from '../proposals/catalogueSet.ts';
import { correspondenceOf } from '../mapping/correspondence.ts';
import { phaseNames } from './phases.ts';
import { plannedOrder } from './plannedOrder.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Matching } from '../mapping/matching.ts';
import type { Plan } from '../plan/plan.ts';

/** The phases that the plan names; while it names none, those that its tables call for. */
export function planPhases(plan: Plan, catalogues: readonly Catalogue[], matching?: Matching): string[] {
  const stated = phaseNames(plan);
  if (stated.length > 0) return stated;
  const set = catalogueSet(catalogues);
  return [...new Set(plannedOrder(plan, set, correspondenceOf(plan, set, matching)).map(({ phase }) => phase))];
}
