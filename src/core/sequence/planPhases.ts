import { catalogueSet } from '../proposals/catalogueSet.ts';
import { phaseNames } from './phases.ts';
import { plannedOrder } from './plannedOrder.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Plan } from '../plan/plan.ts';

/** The phases that the plan names; while it names none, those that its tables call for. */
export function planPhases(plan: Plan, catalogues: readonly Catalogue[]): string[] {
  const stated = phaseNames(plan);
  return stated.length > 0 ? stated : [...new Set(plannedOrder(plan, catalogueSet(catalogues)).map(({ phase }) => phase))];
}
