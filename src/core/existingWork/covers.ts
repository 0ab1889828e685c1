import { cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Found } from './found.ts';

const SHOWN = 8;

/** What a tool covers, in plain words, with the rows of the plan that its tables are: the text of `existingTools[].covers`. */
export function coversText(plan: Plan, found: Found): string {
  const from = found.connections.filter(({ role }) => role === 'source').map(({ name }) => name);
  const to = found.connections.filter(({ role }) => role === 'target').map(({ name }) => name);
  const others = found.connections.filter(({ role }) => role === 'unknown').map(({ name }) => name);
  const { inventory, mappedFrom, mappedTo } = tablesInPlan(plan, found);
  return [
    ...found.facts,
    said('reads', found.reads),
    said('writes', found.writes),
    said('from', from),
    said('to', to),
    said('connections', others),
    found.mappings.length > 0 ? `carries over ${found.mappings.length} ${found.mappings.length === 1 ? 'field' : 'fields'} by name` : '',
    said('in the inventory:', inventory),
    said('in the mapping as source:', mappedFrom),
    said('in the mapping as target:', mappedTo),
  ].filter((part) => part !== '').join('; ').slice(0, 2_000);
}

/** The tables of a tool that the plan knows, as the plan names them. */
export function tablesInPlan(plan: Plan, found: Found): { readonly inventory: readonly string[]; readonly mappedFrom: readonly string[]; readonly mappedTo: readonly string[] } {
  const touched = new Set([...found.reads, ...found.writes].map(lastPart));
  const pick = (names: readonly string[], of: readonly string[]): string[] => [...new Set(names.filter((_, index) => touched.has(lastPart(of[index] ?? ''))))];
  const inventory = rowsOf(plan, 'inventory');
  const mapping = rowsOf(plan, 'mapping');
  const sources = mapping.map((row) => cellOf(row, 'sourceTable'));
  const targets = mapping.map((row) => cellOf(row, 'targetTable'));
  return {
    inventory: pick(inventory.map(inventoryKey), inventory.map((row) => cellOf(row, 'object'))),
    mappedFrom: pick(sources, sources), mappedTo: pick(targets, targets),
  };
}

/** `crm.dbo.Customer` and `customer` may be the same table: what stands behind the last point decides, without regard to case. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).trim().toLowerCase();
}

function said(label: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, SHOWN).join(', ');
  return `${label} ${shown}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''}`;
}
