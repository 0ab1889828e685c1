import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { correspondenceOf } from '../mapping/correspondence.ts';
import { UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { catalogueSet } from '../proposals/catalogueSet.ts';
import { insertMissing } from '../proposals/insertMissing.ts';
import { phaseNames } from '../sequence/phases.ts';
import { plannedOrder } from '../sequence/plannedOrder.ts';
import { rulesFor } from './rules.ts';
import type { Matching } from '../mapping/matching.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanEdit } from '../plan/planEdit.ts';

/** What a failed check after the last phase holds up. */
export const BLOCKS_CUTOVER = 'Cutover';

/** What a failed check holds up: the load of a phase. */
export function blocksLoad(phase: string): string {
  return `Load of ${phase}`;
}

/**
 * Proposes the rules that are missing, with their details: checks of the sources before the load block the load of their
 * phase, reconciliation after it blocks the next phase, after the last one the cutover.
 */
export function proposeValidation(plan: Plan, catalogues: readonly Catalogue[], matching?: Matching): PlanEdit | undefined {
  const set = catalogueSet(catalogues);
  const correspondence = correspondenceOf(plan, set, matching);
  const rules = rulesFor(plan, set, correspondence);
  const planned = plannedOrder(plan, set, correspondence);
  const names = set.target ? set.targetNames : set.sourceNames;
  const phaseOf = new Map<Table, string>(planned.map(({ table, phase }) => [table, phase]));
  for (const row of rowsOf(plan, 'loadOrder')) {
    const ref = names.one(cellOf(row, 'targetTable'));
    const phase = cellOf(row, 'phase').trim();
    if (ref && phase !== '' && phase !== UNKNOWN) phaseOf.set(ref.table, phase);
  }
  const stated = phaseNames(plan);
  const phases = stated.length > 0 ? stated : [...new Set(planned.map(({ phase }) => phase))];
  const next = (phase: string): string => {
    const index = phases.indexOf(phase);
    return index < 0 || index === phases.length - 1 ? BLOCKS_CUTOVER : blocksLoad(phases[index + 1]!);
  };
  const details = rules.map(({ check, gate, table }) => {
    const phase = phaseOf.get(table) ?? UNKNOWN;
    const blocks = phase === UNKNOWN ? BLOCKS_CUTOVER : gate === 'pre' ? blocksLoad(phase) : next(phase);
    return { key: check, row: { check, gate, phase, blocks } };
  });
  const keys = (block: 'validation' | 'ruleDetails'): string[] => rowsOf(plan, block).map((row) => cellOf(row, 'check').trim());
  return asBatch([
    ...insertMissing('validation', keys('validation'), rules.map(({ check, sourceQuery, targetQuery, tolerance }) => ({
      key: check, row: { check, sourceQuery, targetQuery, tolerance },
    }))),
    ...insertMissing('ruleDetails', keys('ruleDetails'), details),
  ]);
}
