import type { Column, Table } from '../catalogue/catalogue.ts';
import { compareTypes } from '../catalogue/compareTypes.ts';
import { checkHolds } from '../profile/checkHolds.ts';
import { nearestName } from '../inventory/nearestName.ts';
import { findColumn } from '../inventory/tableNames.ts';
import type { TableNames, TableRef } from '../inventory/tableNames.ts';
import { NONE, UNKNOWN, cellOf } from '../plan/plan.ts';
import type { PlanRow } from '../plan/plan.ts';
import type { Severity } from '../plan/problem.ts';
import { remembered, rememberedEach } from '../plan/remembered.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import { listNames } from '../proposals/problemAt.ts';
import { needsCast } from '../transform/castNeeded.ts';
import { transformWord } from '../transform/transformWord.ts';
import { checkTransformCell } from './checkTransformCell.ts';
import { fieldTransform } from './fieldTransform.ts';

/** A table, and where it is known the column, that a side of a mapping row names. `place` counts the columns of the side's tables through. */
export interface ResolvedSide {
  readonly ref: TableRef;
  readonly column: Column | undefined;
  /** Number of the column among those of all tables of the side (see `columnPlaces`); -1 where there is none. */
  readonly place: number;
}

/** Something wrong in a row, whatever its number is. */
export interface RowFault {
  readonly column: 'sourceTable' | 'sourceField' | 'targetTable' | 'targetField' | 'transform';
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly severity: Severity;
  /** The part of the cell's value that it is about, where it is not the whole. */
  readonly span?: { readonly start: number; readonly end: number };
  /** Values that mend it. */
  readonly values: readonly string[];
}

/** A mapping row, held against the catalogues: all that can be said of it without the other rows. */
export interface ResolvedRow {
  readonly source: ResolvedSide | undefined;
  readonly target: ResolvedSide | undefined;
  /** Its source is still to be found. */
  readonly isOpen: boolean;
  readonly faults: readonly RowFault[];
}

const NO_FAULTS: readonly RowFault[] = [];

/** Reads the rows of the mapping against the catalogues; each row once, however often the plan is read. */
export const resolvedRows = rememberedEach((set: CatalogueSet, row: PlanRow): ResolvedRow => {
  const faults: RowFault[] = [];
  const source = set.sources.length > 0 ? readSide(row, 'source', set.sourceNames, set.sources.every(({ complete }) => complete), faults) : undefined;
  const target = set.target ? readSide(row, 'target', set.targetNames, set.target.complete, faults) : undefined;
  const isOpen = cellOf(row, 'sourceField').trim() === UNKNOWN || cellOf(row, 'sourceTable').trim() === UNKNOWN;
  if (!isOpen) {
    checkTypes(row, source, target, faults);
    checkValues(row, source, target, faults);
  }
  const withoutSource = cellOf(row, 'sourceTable').trim() === NONE;
  const technology = set.target?.technology;
  for (const fault of checkTransformCell(cellOf(row, 'transform'), { table: source?.ref, source: source?.column, target: target?.column, technology, withoutSource })) faults.push({ column: 'transform', ...fault });
  return { source, target, isOpen, faults: faults.length === 0 ? NO_FAULTS : faults };
});

/** Reads one side of a row; a name that is not known is a fault. */
function readSide(row: PlanRow, side: 'source' | 'target', names: TableNames, complete: boolean, faults: RowFault[]): ResolvedSide | undefined {
  const tableColumn = `${side}Table` as const;
  const fieldColumn = `${side}Field` as const;
  const table = cellOf(row, tableColumn).trim();
  const field = cellOf(row, fieldColumn).trim();
  if (table === '' || table === UNKNOWN || table === NONE) return undefined;
  const found = names.find(table);
  const ref = found[0];
  if (!ref) {
    if (complete) faults.push({ column: tableColumn, code: side === 'source' ? 'mapping.unknownSourceTable' : 'mapping.unknownTargetTable', args: { table }, severity: 'error', values: near(nearestTable(names, table)) });
    return undefined;
  }
  if (found.length > 1) {
    const choices = found.map((each) => names.nameOf(each.table));
    faults.push({ column: tableColumn, code: 'mapping.ambiguousTable', args: { table, choices: listNames(choices) }, severity: 'error', values: choices.slice(0, 4) });
    return undefined;
  }
  if (field === '' || field === UNKNOWN || field === NONE) return { ref, column: undefined, place: -1 };
  const column = findColumn(ref.table, field);
  if (!column && ref.table.error === undefined) {
    faults.push({
      column: fieldColumn, code: side === 'source' ? 'mapping.unknownSourceField' : 'mapping.unknownTargetField', args: { table, field }, severity: 'error',
      values: near(nearestName(field, ref.table.columns.map((each) => each.name))),
    });
  }
  return { ref, column, place: column ? columnPlaces(names).of(ref.table, column) : -1 };
}

function near(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}

function checkTypes(row: PlanRow, source: ResolvedSide | undefined, target: ResolvedSide | undefined, faults: RowFault[]): void {
  const from = source?.column;
  const to = target?.column;
  if (!from || !to || transformWord(cellOf(row, 'transform')) !== 'direct') return;
  const args = { source: `${source.ref.table.name}.${from.name}`, sourceType: from.nativeType || from.type.kind, target: `${target.ref.table.name}.${to.name}`, targetType: to.nativeType || to.type.kind };
  if (needsCast(from, to)) faults.push({ column: 'transform', code: 'mapping.castNeeded', args, severity: 'warning', values: [fieldTransform(from, to).transform] });
  else if (narrows(from, to)) faults.push({ column: 'transform', code: 'mapping.typesDiffer', args, severity: 'warning', values: [] });
}

/** What the target can't hold of the values that are really there. A transform of the person's own may mend it: nothing is said then. */
function checkValues(row: PlanRow, source: ResolvedSide | undefined, target: ResolvedSide | undefined, faults: RowFault[]): void {
  const from = source?.column;
  const to = target?.column;
  const word = transformWord(cellOf(row, 'transform'));
  if (!from || !to || (word !== 'direct' && word !== 'cast')) return;
  for (const { code, args, severity, transforms } of checkHolds({ table: source.ref.table, column: from }, { table: target.ref.table, column: to })) {
    faults.push({ column: 'transform', code, args, severity, values: transforms });
  }
}

/** What a type may lose, where it is worth a word: a whole number that states no width of its own is not. */
function narrows(from: Column, to: Column): boolean {
  const { fits, reason } = compareTypes(from.type, to.type);
  return !fits && reason !== 'type.unboundedLength' && reason !== 'type.bits';
}

/** The columns of some tables, counted through, so that what is said of each can stand in a plain array. */
export interface ColumnPlaces {
  readonly count: number;
  /** Number of a table's first column; the others follow. */
  first(table: Table): number;
  of(table: Table, column: Column): number;
}

/** The places of all columns of the tables that some names are for. */
export const columnPlaces = remembered((names: TableNames): ColumnPlaces => {
  const firsts = new Map<Table, number>();
  let count = 0;
  for (const { table } of names.refs) {
    firsts.set(table, count);
    count += table.columns.length;
  }
  const first = (table: Table): number => firsts.get(table) ?? 0;
  return { count, first, of: (table, column) => first(table) + table.columns.indexOf(column) };
});

/** Most different names that a table is looked up for before the lookups are forgotten. */
const MOST_LOOKUPS = 2_000;
const lookupsOf = remembered((_names: TableNames): Map<string, string | undefined> => new Map());

/** The nearest table's name. A table that was renamed is wrong in hundreds of rows: it is looked for once. */
function nearestTable(names: TableNames, written: string): string | undefined {
  const lookups = lookupsOf(names);
  if (lookups.has(written)) return lookups.get(written);
  if (lookups.size >= MOST_LOOKUPS) lookups.clear();
  const found = nearestName(written, names.all());
  lookups.set(written, found);
  return found;
}
