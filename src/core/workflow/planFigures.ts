import { activities } from '../elicitation/facts.ts';
import { longestChain } from '../elicitation/longestChain.ts';
import { NONE, cellOf, rowsOf } from '../plan/plan.ts';
import { isExcluded, volumeOf } from '../plan/volumes.ts';
import { parseDuration } from '../units/duration.ts';
import { parseSize } from '../units/size.ts';
import { remembered } from '../plan/remembered.ts';
import { isSaid, mappingGaps } from './conditions.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { BlockId } from '../plan/sections.ts';

/** Sums of the inventory rows in scope. What is unknown is counted apart and never as 0. */
export interface InventoryTotals {
  readonly tables: number;
  /** Rows of the inventory that are left behind. */
  readonly excluded: number;
  readonly rows: bigint;
  /** True where a count in the sum is not exact. */
  readonly estimated: boolean;
  /** Tables without a count. */
  readonly unknown: number;
  readonly proven: number;
  readonly bytes: bigint;
  /** Tables without a size. */
  readonly sizesUnknown: number;
}

/** Adds up the inventory. */
export function inventoryTotals(plan: Plan): InventoryTotals {
  const totals = { tables: 0, excluded: 0, rows: 0n, estimated: false, unknown: 0, proven: 0, bytes: 0n, sizesUnknown: 0 };
  for (const row of rowsOf(plan, 'inventory')) {
    if (isExcluded(plan, row)) {
      totals.excluded++;
      continue;
    }
    totals.tables++;
    const volume = volumeOf(plan, row);
    if (volume.proven) totals.proven++;
    if (volume.count === undefined) totals.unknown++;
    else {
      totals.rows += volume.count;
      if (volume.kind === 'estimated' || cellOf(row, 'recordCount').trim().startsWith('~')) totals.estimated = true;
    }
    const bytes = parseSize(cellOf(row, 'size'));
    if (bytes === undefined) totals.sizesUnknown++;
    else totals.bytes += bytes;
  }
  return totals;
}

/** Source fields of the mapping, each counted once however many targets it has. */
export interface MappingTotals {
  readonly fields: number;
  readonly mapped: number;
  readonly leftBehind: number;
  readonly open: number;
  /** Target fields that wait for a source. */
  readonly targetsOpen: number;
}

/** Counts the mapping. A field with an open row is open, also where another row of it is mapped. */
export function mappingTotals(plan: Plan): MappingTotals {
  return totalsOf(rowsOf(plan, 'mapping'));
}

const totalsOf = remembered((rows: readonly PlanRow[]): MappingTotals => {
  const states = new Map<string, 'mapped' | 'leftBehind' | 'open'>();
  const gaps = mappingGaps(rows);
  let targetsOpen = 0;
  rows.forEach((row, index) => {
    const gap = gaps.get(index);
    const field = cellOf(row, 'sourceField').trim();
    if (!isSaid(field) || field === NONE) {
      if (gap !== undefined) targetsOpen++;
      return;
    }
    const key = `${cellOf(row, 'sourceTable').trim()}\n${field}`;
    const left = cellOf(row, 'targetField').trim() === NONE || cellOf(row, 'targetTable').trim() === NONE;
    const state = gap !== undefined ? 'open' : left ? 'leftBehind' : 'mapped';
    const before = states.get(key);
    if (before === undefined || state === 'open' || (state === 'mapped' && before === 'leftBehind')) states.set(key, state);
  });
  const count = (wanted: string): number => [...states.values()].filter((state) => state === wanted).length;
  return { fields: states.size, mapped: count('mapped'), leftBehind: count('leftBehind'), open: count('open'), targetsOpen };
});

/** Durations of a block's rows in minutes: the sum of what is known, and how many are open. */
export function durationTotals(plan: Plan, block: BlockId): { readonly rows: number; readonly minutes: number; readonly open: number } {
  const rows = rowsOf(plan, block);
  let minutes = 0;
  let open = 0;
  for (const row of rows) {
    const duration = parseDuration(cellOf(row, 'duration'));
    if (duration === undefined) open++;
    else minutes += duration;
  }
  return { rows: rows.length, minutes, open };
}

/** The longest chain of dependent activities of the cutover in minutes, by the durations that are known: a lower bound. */
export function longestChainMinutes(plan: Plan): number {
  return longestChain(activities(plan))?.minutes ?? 0;
}

/** Rules of the validation by their gate; a rule without one is counted apart. */
export function rulesByGate(plan: Plan): { readonly rules: number; readonly pre: number; readonly post: number; readonly open: number } {
  const gates = new Map(rowsOf(plan, 'ruleDetails').map((row) => [cellOf(row, 'check').trim(), cellOf(row, 'gate').trim().toLowerCase()]));
  const totals = { rules: 0, pre: 0, post: 0, open: 0 };
  for (const row of rowsOf(plan, 'validation')) {
    totals.rules++;
    const gate = gates.get(cellOf(row, 'check').trim());
    if (gate === 'pre') totals.pre++;
    else if (gate === 'post') totals.post++;
    else totals.open++;
  }
  return totals;
}

/** The name of a phase: the text of its list item up to the first colon. */
export function phaseNames(plan: Plan): readonly string[] {
  return rowsOf(plan, 'phases').map((row) => (cellOf(row, 'phase').split(':')[0] ?? '').trim()).filter((name) => name !== '');
}
