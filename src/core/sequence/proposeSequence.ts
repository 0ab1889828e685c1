import type { Catalogue } from '../catalogue/catalogue.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { catalogueSet } from '../proposals/catalogueSet.ts';
import { insertMissing } from '../proposals/insertMissing.ts';
import { joinNames } from './nameList.ts';
import { PHASE_TEXTS, phaseName, phaseNames } from './phases.ts';
import { plannedOrder } from './plannedOrder.ts';
import { TABLE_ROLES } from './tableRole.ts';
import type { Correspondence } from '../mapping/correspondence.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanEdit } from '../plan/planEdit.ts';

/**
 * Proposes the phases that have tables, and the load order by foreign keys. Rows that stand are kept, in their order.
 * `correspondence`: what feeds what, where that is known already.
 */
export function proposeSequence(plan: Plan, catalogues: readonly Catalogue[], correspondence?: Pick<Correspondence, 'feeds'>): PlanEdit | undefined {
  const set = catalogueSet(catalogues);
  const names = set.target ? set.targetNames : set.sourceNames;
  const planned = plannedOrder(plan, set, correspondence);
  const used = new Set(planned.map(({ role }) => role));
  const phases = TABLE_ROLES.filter((role) => used.has(role)).map((role) => PHASE_TEXTS[role]);
  const ordered = rowsOf(plan, 'loadOrder').map((row) => {
    const ref = names.one(cellOf(row, 'targetTable'));
    return ref ? names.nameOf(ref.table) : cellOf(row, 'targetTable');
  });
  const standing = new Set(ordered);
  const missingPhases = new Set(planned.filter(({ name }) => !standing.has(name)).map(({ phase }) => phase));
  // Someone who has phases of their own is not given ours, unless new tables need them.
  const own = phaseNames(plan);
  const wanted = phases.filter((text) => own.length === 0 || own.includes(phaseName(text)) || missingPhases.has(phaseName(text)));
  return asBatch([
    ...insertMissing('phases', own, wanted.map((text) => ({ key: phaseName(text), row: { phase: text } }))),
    ...insertMissing('loadOrder', ordered, planned.map(({ name, phase, waitsFor, note }) => ({
      key: name, row: { targetTable: name, phase, waitsFor: joinNames(waitsFor), note },
    }))),
  ]);
}
