import { proposeCutover } from '../cutover/proposeCutover.ts';
import { proposeInventory } from '../inventory/proposeInventory.ts';
import { correspondenceOf } from '../mapping/correspondence.ts';
import { proposeMapping } from '../mapping/proposeMapping.ts';
import { proposeRollback } from '../rollback/proposeRollback.ts';
import { proposeSequence } from '../sequence/proposeSequence.ts';
import { proposeValidation } from '../validation/proposeValidation.ts';
import { catalogueSet } from './catalogueSet.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Matching } from '../mapping/matching.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanEdit } from '../plan/planEdit.ts';

/** The panels that something can be proposed for, in the order in which each rests on those before. */
export const PROPOSED_PANELS = ['inventory', 'mapping', 'validation', 'sequence', 'rollback', 'cutover'] as const;
export type ProposedPanel = (typeof PROPOSED_PANELS)[number];

/**
 * What the catalogues and the plan so far give for a panel; undefined where nothing is missing in it, or nothing can be
 * proposed for it. `at` is the instant of the proposal (ISO 8601); `matching` is what goes with what, where that was worked out
 * already: else it is, at once.
 */
export function proposePanel(panelId: string, plan: Plan, catalogues: readonly Catalogue[], { at, matching }: { readonly at: string; readonly matching?: Matching | undefined }): PlanEdit | undefined {
  const panel = PROPOSED_PANELS.find((each) => each === panelId);
  const sources = catalogues.filter((catalogue) => catalogue.role === 'source');
  switch (panel) {
    case 'inventory': return proposeInventory(plan, catalogues, { at });
    case 'mapping': return sources.length === 0 ? undefined : proposeMapping(sources, catalogues.find((catalogue) => catalogue.role === 'target'), plan, matching);
    case 'validation': return proposeValidation(plan, catalogues, matching);
    case 'sequence': return proposeSequence(plan, catalogues, correspondenceOf(plan, catalogueSet(catalogues), matching));
    case 'rollback': return proposeRollback(plan, catalogues, matching);
    case 'cutover': return proposeCutover(plan, catalogues, matching);
    case undefined: return undefined;
    default: {
      const never: never = panel;
      throw new Error(String(never));
    }
  }
}
