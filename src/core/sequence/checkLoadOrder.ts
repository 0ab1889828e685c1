import type { Catalogue } from '../catalogue/catalogue.ts';
import { TableNames, namesWithin, referencedTable } from '../inventory/tableNames.ts';
import { cellOf } from '../plan/plan.ts';
import { remembered } from '../plan/remembered.ts';
import { splitNames } from './nameList.ts';
import { findCycles } from './orderTables.ts';
import { keyEdges } from './plannedOrder.ts';
import type { Table } from '../catalogue/catalogue.ts';
import type { PlanRow } from '../plan/plan.ts';
import type { Severity } from '../plan/problem.ts';

/** Something wrong in the load order. `row` is the index of the row, `column` the key of its cell. */
export interface LoadOrderProblem {
  readonly code: 'sequence.unknownTable' | 'sequence.duplicateTable' | 'sequence.before' | 'sequence.cycleWithoutNote' | 'sequence.selfWithoutNote' | 'sequence.unknownWait' | 'sequence.waitsForLater';
  readonly args: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly row: number;
  readonly column: string;
  /** The row that it would have to stand after. */
  readonly after?: number;
}

/** The number of the cycle of foreign keys that a table is in; none for the others. */
const cyclesOf = remembered((names: TableNames): ReadonlyMap<Table, number> => {
  const cycleOf = new Map<Table, number>();
  findCycles(names.refs.length, keyEdges(names.refs, names)).forEach((cycle, number) => { for (const node of cycle) cycleOf.set(names.refs[node]!.table, number); });
  return cycleOf;
});

/**
 * Checks a load order against the foreign keys of the tables that it names: each table comes after those it refers to,
 * save for cycles and self references, which need a note that says how they are loaded.
 */
export function checkLoadOrder(rows: readonly PlanRow[], catalogues: Catalogue | readonly Catalogue[]): LoadOrderProblem[] {
  const names = 'tables' in catalogues ? namesWithin(catalogues) : catalogues.length === 1 && catalogues[0] ? namesWithin(catalogues[0]) : new TableNames(catalogues);
  const problems: LoadOrderProblem[] = [];
  const places = new Map<Table, number>();
  const written = new Map<string, number>();
  rows.forEach((row, index) => {
    const name = cellOf(row, 'targetTable');
    if (!written.has(name)) written.set(name, index);
    const ref = names.one(name);
    if (!ref) {
      problems.push({ code: 'sequence.unknownTable', args: { table: name }, severity: 'error', row: index, column: 'targetTable' });
      return;
    }
    const first = places.get(ref.table);
    if (first === undefined) places.set(ref.table, index);
    else problems.push({ code: 'sequence.duplicateTable', args: { table: name, row: String(first + 1) }, severity: 'error', row: index, column: 'targetTable' });
  });
  const cycleOf = cyclesOf(names);

  for (const ref of names.refs) {
    const at = places.get(ref.table);
    if (at === undefined) continue;
    const noted = cellOf(rows[at]!, 'note').trim() !== '';
    const told = new Set<Table>();
    for (const key of ref.table.foreignKeys) {
      const other = referencedTable(names, ref, key);
      if (!other || told.has(other)) continue;
      told.add(other);
      const args = { table: names.nameOf(ref.table), other: names.nameOf(other), columns: key.columns.join(', ') };
      if (other === ref.table) {
        if (!noted) problems.push({ code: 'sequence.selfWithoutNote', args, severity: 'warning', row: at, column: 'note' });
        continue;
      }
      const otherAt = places.get(other);
      if (otherAt === undefined || otherAt < at) continue;
      if (cycleOf.has(ref.table) && cycleOf.get(ref.table) === cycleOf.get(other)) {
        if (!noted) problems.push({ code: 'sequence.cycleWithoutNote', args, severity: 'warning', row: at, column: 'note' });
      } else problems.push({ code: 'sequence.before', args, severity: 'error', row: at, column: 'targetTable', after: otherAt });
    }
  }
  const known = new Set(written.keys());
  rows.forEach((row, index) => {
    for (const name of splitNames(cellOf(row, 'waitsFor'), known)) {
      const ref = names.one(name);
      const at = written.get(name) ?? (ref && places.get(ref.table));
      if (at === undefined) {
        // A table that is there but not loaded is waited for in vain only where nobody knows it.
        if (!ref) problems.push({ code: 'sequence.unknownWait', args: { table: name }, severity: 'error', row: index, column: 'waitsFor' });
      } else if (at >= index && at !== index) {
        problems.push({ code: 'sequence.waitsForLater', args: { table: cellOf(row, 'targetTable'), other: name }, severity: 'error', row: index, column: 'waitsFor', after: at });
      }
    }
  });
  return problems.sort((a, b) => a.row - b.row);
}
