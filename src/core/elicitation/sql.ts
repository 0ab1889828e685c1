import type { Plan } from '../plan/plan.ts';

/** SQL for proposed rules: plain, and quoted the way the system wants it, so that it runs as it stands. */

/** How a system quotes names: by its technology as the plan states it. */
function quoted(name: string, technology: string): string {
  const engine = technology.toLowerCase();
  if (/^[a-z_][a-z0-9_]*$/.test(name)) return name;
  // PostgreSQL and Oracle fold unquoted names; elsewhere a plain name is the same in any case.
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !/postgres|oracle/.test(engine)) return name;
  if (/mysql|mariadb/.test(engine)) return `\`${name.replaceAll('`', '``')}\``;
  if (/sql ?server|mssql|azure sql/.test(engine)) return `[${name.replaceAll(']', ']]')}]`;
  return `"${name.replaceAll('"', '""')}"`;
}

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
      return own.map((segment) => quoted(segment, technology)).join('.');
    },
    field: (name) => quoted(name.trim(), technology),
  };
}
