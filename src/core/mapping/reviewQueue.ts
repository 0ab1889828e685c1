import type { Column, Table } from '../catalogue/catalogue.ts';
import type { TableRef } from '../inventory/tableNames.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanEdit, RowRef, SimpleEdit } from '../plan/planEdit.ts';
import { blockSpec } from '../plan/sections.ts';
import { transformWord } from '../transform/transformWord.ts';
import { fieldTransform } from './fieldTransform.ts';
import type { FieldTarget, Matching } from './matching.ts';
import { filledPlaceholders } from './placeholders.ts';
import { rejectionEdit, takeBackEdits } from './rejections.ts';
import type { RejectedBy } from './rejections.ts';
import { fieldNeed } from './requiredField.ts';
import { resolvedRows } from './resolvedRow.ts';
import { rowMatch } from './rowMatch.ts';
import type { RowMatch } from './rowMatch.ts';

/** A row of the mapping that wants a person. */
export interface ReviewItem {
  /** Number of the row, and its key cells, by which it is found again. */
  readonly row: RowRef;
  readonly source: TableRef;
  readonly column: Column;
  /** The target that the row has; undefined where it has none yet. */
  readonly target: FieldTarget | undefined;
  /** The target on offer where the row has none, best first; where it has one, what else could be meant. */
  readonly match: RowMatch;
}

/**
 * The rows to look at, the least sure first: those without a target that have one on offer, by how sure it is; then those whose
 * target is not sure; then those for which nothing fits. Rows that are sure, left behind, or chosen by a person are settled.
 */
export function reviewQueue(plan: Plan, matching: Matching): readonly ReviewItem[] {
  const rows = rowsOf(plan, 'mapping');
  const items = resolvedRows(matching.set, rows).flatMap((resolved, index): ReviewItem[] => {
    const { source, target } = resolved;
    if (!source?.column || transformWord(cellOf(rows[index]!, 'transform')) === 'leaveBehind' || isNone(rows[index]!)) return [];
    const match = rowMatch(matching, resolved) ?? { state: 'open', pair: undefined, alternatives: [] };
    if (target?.column && (match.state !== 'proposed' || match.pair?.tier === 'sure')) return [];
    const has = target?.column ? { table: target.ref.table, column: target.column, score: match.pair?.score ?? 0 } : undefined;
    return [{ row: rowRef(rows[index]!, index), source: source.ref, column: source.column, target: has, match }];
  });
  return items.map((item, at) => ({ item, at })).sort((a, b) => rank(a.item) - rank(b.item) || (a.item.match.pair?.score ?? 0) - (b.item.match.pair?.score ?? 0) || a.at - b.at).map(({ item }) => item);
}

function rank({ target, match }: ReviewItem): number {
  return match.pair === undefined ? 2 : target === undefined ? 0 : 1;
}

function isNone(row: PlanRow): boolean {
  return cellOf(row, 'targetField').trim() === NONE;
}

function rowRef(row: PlanRow, index: number): RowRef {
  return { index, key: blockSpec('mapping').key.map((column) => cellOf(row, column)) };
}

/** Writes the target on offer into its row; a row that has its target is left as it is (undefined). */
export function acceptEdit(plan: Plan, matching: Matching, item: ReviewItem): PlanEdit | undefined {
  const { pair } = item.match;
  return item.target || !pair ? undefined : chooseEdit(plan, matching, item, pair);
}

/** Writes a target that a person chose: where another one was proposed for the field, that one is rejected. */
export function chooseEdit(plan: Plan, matching: Matching, item: ReviewItem, target: Pick<FieldTarget, 'table' | 'column'>, who?: RejectedBy): PlanEdit {
  const { set } = matching;
  const proposed = item.match.pair;
  const isOther = proposed !== undefined && proposed.column !== target.column && matching.ofSource(item.column)?.column === proposed.column;
  return batch([
    ...targetCells(item.row, set.targetNames.nameOf(target.table), target.column.name, fieldTransform(item.column, target.column).transform),
    ...doneWith(plan, set.targetNames.nameOf(target.table), target.column.name, item.row.index),
    ...takeBackEdits(plan, set, item.column, target.column),
    ...(who && isOther ? [rejectionEdit(set, { table: item.source.table, column: item.column }, proposed, who)] : []),
  ]);
}

/** The pair on offer, or the one the row has, is not wanted: the row is open, and the pair is not proposed again. */
export function rejectEdit(matching: Matching, item: ReviewItem, who: RejectedBy): PlanEdit | undefined {
  const unwanted = item.target ?? item.match.pair;
  if (!unwanted) return undefined;
  return batch([
    ...(item.target ? targetCells(item.row, UNKNOWN, UNKNOWN, UNKNOWN) : []),
    rejectionEdit(matching.set, { table: item.source.table, column: item.column }, unwanted, who),
  ]);
}

/** Writes every target on offer whose score is at least the bar (0 to 1), each target field once; undefined where there is none. */
export function acceptAbove(plan: Plan, matching: Matching, bar: number): PlanEdit | undefined {
  const rows = rowsOf(plan, 'mapping');
  const filled = new Set<string>();
  const key = (system: string, column: number): string => `${system}\u0000${column}`;
  for (const { source, target, isOpen } of resolvedRows(matching.set, rows)) {
    if (source && target && target.place >= 0 && !isOpen) filled.add(key(source.ref.catalogue.system, target.place));
  }
  const places = new Map<Column, number>();
  for (const { table } of matching.set.targetNames.refs) for (const column of table.columns) places.set(column, places.size);
  const cells: SimpleEdit[] = [];
  const done: SimpleEdit[] = [];
  for (const item of [...reviewQueue(plan, matching)].reverse()) {
    const { pair } = item.match;
    if (item.target || !pair || pair.score < bar) continue;
    const place = key(item.source.catalogue.system, places.get(pair.column) ?? -1);
    if (filled.has(place)) continue;
    filled.add(place);
    const table = matching.set.targetNames.nameOf(pair.table);
    cells.push(...targetCells(item.row, table, pair.column.name, fieldTransform(item.column, pair.column).transform));
    done.push(...doneWith(plan, table, pair.column.name, item.row.index));
  }
  if (cells.length === 0) return undefined;
  // Cells first: removing rows moves those behind them.
  const removed = done.flatMap((each) => (each.kind === 'removeRows' ? each.rows : []));
  return batch([...cells, ...(removed.length > 0 ? [{ kind: 'removeRows', block: 'mapping', rows: removed } as const] : [])]);
}

function targetCells(row: RowRef, table: string, field: string, transform: string): SimpleEdit[] {
  const values = { targetTable: table, targetField: field, transform };
  return [{ kind: 'setCells', block: 'mapping', cells: Object.entries(values).map(([column, value]) => ({ row, column, value })) }];
}

/** Rows that only asked for a source of the target field. */
function doneWith(plan: Plan, table: string, field: string, but: number): SimpleEdit[] {
  const open = (row: PlanRow, column: string): boolean => cellOf(row, column).trim() === UNKNOWN || cellOf(row, column).trim() === '';
  const rows = rowsOf(plan, 'mapping').flatMap((row, index) => (index !== but && cellOf(row, 'targetTable') === table && cellOf(row, 'targetField') === field
    && open(row, 'sourceTable') && open(row, 'sourceField') && open(row, 'transform') ? [rowRef(row, index)] : []));
  return rows.length > 0 ? [{ kind: 'removeRows', block: 'mapping', rows }] : [];
}

function batch(edits: readonly SimpleEdit[]): PlanEdit {
  return { kind: 'batch', edits: [...edits] };
}

/** How far the mapping of one source table is. */
export interface SourceCoverage {
  readonly table: TableRef;
  readonly fields: number;
  readonly mapped: number;
  readonly leftBehind: number;
  /** Fields without a target yet, those without a row among them. */
  readonly open: number;
}

/** How far the filling of one target table is. */
export interface TargetCoverage {
  readonly table: Table;
  readonly fields: number;
  readonly filled: number;
  /** Required fields that nothing fills. */
  readonly requiredOpen: number;
}

/** How much of each table is mapped, on both sides. */
export function mappingCoverage(plan: Plan, matching: Matching): { readonly sources: readonly SourceCoverage[]; readonly targets: readonly TargetCoverage[] } {
  const { set } = matching;
  const rows = rowsOf(plan, 'mapping');
  const waiting = filledPlaceholders(rows);
  const mapped = new Set<Column>();
  const left = new Set<Column>();
  const filled = new Set<Column>();
  resolvedRows(set, rows).forEach(({ source, target, isOpen }, index) => {
    const word = transformWord(cellOf(rows[index]!, 'transform'));
    if (source?.column && (word === 'leaveBehind' || isNone(rows[index]!))) left.add(source.column);
    else if (source?.column && target?.column) mapped.add(source.column);
    if (target?.column && !isOpen && !waiting.has(index) && word !== 'leaveBehind') filled.add(target.column);
  });
  const count = (columns: readonly Column[], is: (column: Column) => boolean): number => columns.filter(is).length;
  return {
    sources: set.sourceNames.refs.map((ref) => {
      const { columns } = ref.table;
      const own = { fields: columns.length, mapped: count(columns, (each) => mapped.has(each)), leftBehind: count(columns, (each) => left.has(each) && !mapped.has(each)) };
      return { table: ref, ...own, open: own.fields - own.mapped - own.leftBehind };
    }),
    targets: set.targetNames.refs.map(({ table }) => ({
      table, fields: table.columns.length, filled: count(table.columns, (each) => filled.has(each)),
      requiredOpen: count(table.columns, (each) => !filled.has(each) && fieldNeed(each) === 'required'),
    })),
  };
}

/** The rejected pairs of a plan, each with the edit that takes it back. */
export function rejectedPairs(plan: Plan): readonly { readonly source: string; readonly target: string; readonly by: string; readonly at: string; readonly reason: string; readonly takeBack: PlanEdit }[] {
  return plan.state.rejectedMatches.map((item, index) => ({ ...item, takeBack: { kind: 'removeItem', list: 'rejectedMatches', item: { index, key: item.source } } }));
}
