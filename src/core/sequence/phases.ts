import { cellOf, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { TableRole } from './tableRole.ts';

/** The text of a phase's list item, by what its tables are for. Its name is what stands before the colon. */
export const PHASE_TEXTS: Readonly<Record<TableRole, string>> = {
  reference: 'Reference data: code tables and lookups that nothing else waits for',
  master: 'Master data: the people, products and places that transactions refer to',
  transactional: 'Transactional data: orders, invoices, payments and their lines',
  historical: 'Historical data: logs, archives and closed periods, after the live data',
};

/** The name of a phase: its list item up to the first colon. */
export function phaseName(text: string): string {
  const colon = text.indexOf(':');
  return (colon < 0 ? text : text.slice(0, colon)).trim();
}

/** The names of the plan's phases, in their order. */
export function phaseNames(plan: Plan): string[] {
  return phaseNamesOf(rowsOf(plan, 'phases'));
}

/** The names of the phases that some list items are. */
export function phaseNamesOf(rows: readonly PlanRow[]): string[] {
  return rows.map((row) => phaseName(cellOf(row, 'phase'))).filter((name) => name !== '');
}
