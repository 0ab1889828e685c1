import { sqlName } from '../language/sqlName.ts';
import type { Plan } from '../plan/plan.ts';

/** SQL for proposed rules: plain, and quoted the way the system wants it, so that it runs as it stands. */

export interface Names {
  /** A table as SQL, without the name of the system that the plan puts before it. */
  table(name: string): string;
  field(name: string): string;
}

/** Names of the source side; `table` decides which system they belong to where the plan names it. */
export function sourceNames(plan: Plan, table: string): Names {
  const segments = table.trim().split('.');
  const prefix = segments.length > 1 ? segments[0] : undefined;
  const inventory = plan.rows.inventory?.find((row) => (row.cells['object'] ?? '').toLowerCase() === (segments.at(-1) ?? '').toLowerCase());
  const systemName = prefix ?? inventory?.cells['sourceSystem'];
  const system = plan.state.sourceSystems.find((each) => each.name.toLowerCase() === systemName?.toLowerCase())
    ?? (plan.state.sourceSystems.length === 1 ? plan.state.sourceSystems[0] : undefined);
  return names(system?.technology ?? '', plan.state.sourceSystems.map((each) => each.name));
}

/** Names of the target side. */
export function targetNames(plan: Plan): Names {
  return names(plan.state.targetSystem.technology, [plan.state.targetSystem.name]);
}

function names(technology: string, systems: readonly string[]): Names {
  const known = new Set(systems.map((name) => name.toLowerCase()));
  return {
    table(name) {
      const segments = name.trim().split('.');
      const own = segments.length > 1 && known.has((segments[0] ?? '').toLowerCase()) ? segments.slice(1) : segments;
      return own.map((segment) => sqlName(segment, '', technology)).join('.');
    },
    field: (name) => sqlName(name.trim(), '', technology),
  };
}
