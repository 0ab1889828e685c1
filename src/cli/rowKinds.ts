import { NONE, UNKNOWN, cellOf } from '../core/plan/plan.ts';
import type { PlanRow } from '../core/plan/plan.ts';

/** A mapping row whose source field goes nowhere yet. */
export function isAbsentTarget(row: PlanRow): boolean {
  return cellOf(row, 'targetField') === UNKNOWN && said(cellOf(row, 'sourceField'));
}

/** A mapping row that takes a source field to a target field. */
export function isMapped(row: PlanRow): boolean {
  return said(cellOf(row, 'sourceField')) && said(cellOf(row, 'targetField'));
}

function said(cell: string): boolean {
  return cell !== '' && cell !== UNKNOWN && cell !== NONE;
}
