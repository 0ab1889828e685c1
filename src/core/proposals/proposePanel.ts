import { proposeCutover } from '../cutover/proposeCutover.ts';
import { proposeInventory } from '../inventory/proposeInventory.ts';
import { proposeMapping } from '../mapping/proposeMapping.ts';
import { proposeRollback } from '../rollback/proposeRollback.ts';
import { proposeSequence } from '../sequence/proposeSequence.ts';
import { proposeValidation } from '../validation/proposeValidation.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanEdit } from '../plan/planEdit.ts';

/** The panels that something can be proposed for, in the order in which each rests on those before. */
export const PROPOSED_PANELS = ['inventory', 'mapping', 'validation', 'sequence', 'rollback', 'cutover'] as const;
export type ProposedPanel = (typeof PROPOSED_PANELS)[number];

/**
 * What the catalogues and the plan so far give for a panel; undefined where nothing is missing in it, or nothing can be
 * proposed for it. `at` is the instant of the proposal (ISO 8601).
 */
export function proposePanel(panelId: string, plan: Plan, catalogues: readonly Catalogue[], { at }: { readonly at: string }): PlanEdit | undefined {
  const panel = PROPOSED_PANELS.find((each) => each === panelId);
  const sources = catalogues.filter((catalogue) => catalogue.role === 'source');
  switch (panel) {
    case 'inventory': return proposeInventory(plan, catalogues, { at });
    case 'mapping': return sources.length === 0 ? undefined : proposeMapping(sources, catalogues.find((catalogue) => catalogue.role === 'target'), plan);
    case 'validation': return proposeValidation(plan, catalogues);
    case 'sequence': return proposeSequence(plan, catalogues);
    case 'rollback': return proposeRollback(plan, catalogues);
    case 'cutover': return proposeCutover(plan, catalogues);
    case undefined: return undefined;
    default: {
      const never: never = panel;
      throw new Error(String(never));
    }
  }
}
