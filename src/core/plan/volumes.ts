import { parseCount } from '../units/count.ts';
import { cellOf, inventoryKey, rowsOf } from './plan.ts';
import type { Plan, PlanRow } from './plan.ts';
import type { Evidence, EvidenceKind, PlanState } from './planState.ts';

/** What stands behind the volume that an inventory row shows. */
export interface Volume {
  readonly kind: EvidenceKind;
  /** Measured, or confirmed by a person, for the value that the cell shows now. */
  readonly proven: boolean;
  /** The evidence that vouches for the shown value; absent where none does. */
  readonly evidence?: Evidence;
  /** The count as shown; absent where it is unknown or unreadable, never 0 for these. */
  readonly count?: bigint;
}

const evidenceByRow = new WeakMap<Plan, ReadonlyMap<string, Evidence>>();

/** The evidence of an inventory key (`system.object`), whatever its cell says. */
export function evidenceFor(plan: Plan, key: string): Evidence | undefined {
  let index = evidenceByRow.get(plan);
  if (!index) {
    index = new Map(plan.state.evidence.map((evidence) => [evidence.row, evidence]));
    evidenceByRow.set(plan, index);
  }
  return index.get(key);
}

/** The volume of an inventory row. Evidence counts only where it vouches for the value in the cell; else the cell is stated. */
export function volumeOf(plan: Plan, row: PlanRow): Volume {
  const shown = parseCount(cellOf(row, 'recordCount'));
  if (!shown) return { kind: 'unknown', proven: false };
  const evidence = evidenceFor(plan, inventoryKey(row));
  if (!evidence || !vouchesFor(evidence, shown)) return { kind: 'stated', proven: false, count: shown.value };
  const proven = evidence.kind === 'measured' || evidence.confirmedBy.trim() !== '';
  return { kind: evidence.kind, proven, evidence, count: shown.value };
}

/** True where the evidence vouches for the value shown. */
export function vouchesFor(evidence: Evidence, shown: { value: bigint; estimated: boolean }): boolean {
  if (evidence.kind === 'unknown') return false;
  // A measured count is exact: a cell marked as an estimate says something else.
  if (evidence.kind === 'measured' && shown.estimated) return false;
  return parseCount(evidence.count)?.value === shown.value;
}

/** True where the row's object stays behind, by its name or by `system.object`. */
export function isExcluded(plan: { readonly state: Pick<PlanState, 'exclusions'> }, row: PlanRow): boolean {
  return exclusionOf(plan, row) !== undefined;
}

/** The exclusion that leaves the row's object behind; undefined where none does. */
export function exclusionOf(plan: { readonly state: Pick<PlanState, 'exclusions'> }, row: PlanRow): PlanState['exclusions'][number] | undefined {
  const names = [cellOf(row, 'object'), inventoryKey(row)].map((name) => name.trim().toLowerCase());
  return plan.state.exclusions.find((exclusion) => names.includes(exclusion.what.trim().toLowerCase()));
}

/** Evidence whose row is not (or no longer) in the inventory; none while the inventory itself is absent. */
export function orphanEvidence(plan: Plan): Evidence[] {
  if (!plan.rows.inventory) return [];
  const keys = new Set(rowsOf(plan, 'inventory').map(inventoryKey));
  return plan.state.evidence.filter((evidence) => !keys.has(evidence.row));
}
