import type { Table } from '../catalogue/catalogue.ts';
import { remembered } from '../plan/remembered.ts';
import { referencedTable } from './tableNames.ts';
import { splitName } from '../mapping/nameTokens.ts';
import { namesAmount, isHistorical, isLink, roleOf, rowCount } from '../sequence/tableRole.ts';
import type { TableNames, TableRef } from './tableNames.ts';

export type Priority = 'High' | 'Medium' | 'Low';

const THROWAWAY = new Set(['tmp', 'temp', 'test', 'staging', 'stage', 'cache', 'session', 'sessions', 'copy', 'junk', 'scratch', 'import', 'export', 'migration', 'migrations', 'bak', 'backup', 'old']);
/** A table that so many others refer to carries the rest. */
const MANY_REFERENCES = 3;
/** Rows up to which a table on its own hardly matters. */
const FEW_ROWS = 20n;

/** The priorities of all tables that some names are for. */
export const prioritiesOf = remembered((names: TableNames): ReadonlyMap<Table, Priority> => proposePriorities(names.refs, names));

/**
 * The priorities of the tables of one system, as a first proposal:
 * - Low: logs, audits, archives; temporary tables, copies and caches; tables counted empty; tiny ones (20 rows or fewer) that
 *   refer to nothing and that nothing refers to;
 * - High: transactions with amounts; what such transactions refer to directly, unless it is a list of codes; whatever three or
 *   more other tables refer to, lists of codes aside;
 * - Medium: all others.
 */
export function proposePriorities(refs: readonly TableRef[], names: TableNames): Map<Table, Priority> {
  const referencedBy = new Map<Table, Set<Table>>(refs.map(({ table }) => [table, new Set()]));
  const refersTo = new Map<Table, Set<Table>>(refs.map(({ table }) => [table, new Set()]));
  for (const ref of refs) {
    for (const key of ref.table.foreignKeys) {
      const other = referencedTable(names, ref, key);
      if (!other || other === ref.table) continue;
      referencedBy.get(other)?.add(ref.table);
      refersTo.get(ref.table)?.add(other);
    }
  }
  const roles = new Map(refs.map(({ table }) => [table, roleOf(table, { referencedBy: [...referencedBy.get(table)!], rows: rowCount(table) })]));
  const priorities = new Map<Table, Priority>();
  const core = new Set<Table>();
  for (const { table } of refs) {
    if (roles.get(table) === 'transactional' && !isLow(table, referencedBy.get(table)!, refersTo.get(table)!) && table.columns.some(namesAmount)) core.add(table);
  }
  for (const { table } of refs) {
    const users = referencedBy.get(table)!;
    const role = roles.get(table)!;
    const carries = role !== 'reference' && !isLink(table) && ([...users].some((user) => core.has(user)) || users.size >= MANY_REFERENCES);
    if (isLow(table, users, refersTo.get(table)!)) priorities.set(table, 'Low');
    else priorities.set(table, core.has(table) || carries ? 'High' : 'Medium');
  }
  return priorities;
}

function isLow(table: Table, users: ReadonlySet<Table>, uses: ReadonlySet<Table>): boolean {
  const rows = table.statistics.kind === 'measured' ? rowCount(table) : undefined;
  if (users.size === 0 && (isHistorical(table) || splitName(table.name).some((word) => THROWAWAY.has(word)))) return true;
  if (rows === 0n) return true;
  return rows !== undefined && rows <= FEW_ROWS && users.size === 0 && uses.size === 0;
}
