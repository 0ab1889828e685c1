import { findColumn } from '../inventory/tableNames.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { RejectedMatch } from '../plan/planState.ts';
import { simpleEditsOf } from '../plan/simpleEdits.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import { blockSpec } from '../plan/sections.ts';
import { fieldName, readFieldName } from './fieldName.ts';
import type { Matching } from './matching.ts';
import type { Column, Table } from '../catalogue/catalogue.ts';

/** Who rejects, and when (ISO date). */
export interface RejectedBy {
  readonly by: string;
  readonly at: string;
  readonly reason?: string;
}

interface Side {
  readonly table: Table;
  readonly column: Column;
}

/** The fact that a person does not want a pair: it is not proposed again. */
export function rejectionEdit(set: CatalogueSet, source: Side, target: Side, { by, at, reason }: RejectedBy): SimpleEdit {
  const item = { source: fieldName(set.sourceNames, source.table, source.column), target: fieldName(set.targetNames, target.table, target.column), by, at };
  return { kind: 'addItem', list: 'rejectedMatches', item: reason === undefined || reason === '' ? item : { ...item, reason } };
}

/** Takes rejections of a pair back, as far as there are any: the last first, so that the places of the others stay. */
export function takeBackEdits(plan: Plan, set: CatalogueSet, source: Column, target: Column): SimpleEdit[] {
  return plan.state.rejectedMatches.map((item, index) => ({ item, index }))
    .filter(({ item }) => means(set, item, source, target)).reverse()
    .map(({ item, index }) => ({ kind: 'removeItem', list: 'rejectedMatches', item: { index, key: item.source } }));
}

function means(set: CatalogueSet, { source, target }: RejectedMatch, from: Column, to: Column): boolean {
  return readFieldName(set.sourceNames, source)?.column === from && readFieldName(set.targetNames, target)?.column === to;
}

/**
 * A person's edit, with what it says of proposals: a row whose proposed target is cleared or changed has that pair rejected; a
 * row that gets a pair which was rejected takes the rejection back. One undo step with the edit itself.
 */
export function withRejections(plan: Plan, set: CatalogueSet, matching: Matching, edit: PlanEdit, who: RejectedBy): PlanEdit {
  const changes = new Map<number, Record<string, string>>();
  const rows = rowsOf(plan, 'mapping');
  for (const { row, column, value } of targetCells(edit)) {
    const index = placeOf(rows, row);
    if (index !== undefined) changes.set(index, { ...changes.get(index), [column]: value });
  }
  const more: SimpleEdit[] = [];
  for (const [index, cells] of changes) {
    const before = rows[index]!;
    const source = sideOf(set, before, 'source');
    const old = sideOf(set, before, 'target');
    const now = sideOf(set, { cells: { ...before.cells, ...cells } }, 'target');
    if (!source || old?.column === now?.column) continue;
    if (old && matching.ofSource(source.column)?.column === old.column && !matching.isRejected(source.column, old.column)) more.push(rejectionEdit(set, source, old, who));
    if (now) more.push(...takeBackEdits(plan, set, source.column, now.column));
  }
  if (more.length === 0) return edit;
  // Items are taken away before any is added: their places are those of the plan as it stands.
  const ordered = [...more.filter(({ kind }) => kind === 'removeItem').sort((a, b) => itemPlace(b) - itemPlace(a)), ...more.filter(({ kind }) => kind !== 'removeItem')];
  return { kind: 'batch', edits: [...simpleEditsOf(edit), ...ordered] };
}

function itemPlace(edit: SimpleEdit): number {
  return edit.kind === 'removeItem' ? edit.item.index : -1;
}

interface CellChange {
  readonly row: { readonly index: number; readonly key?: readonly string[] | undefined };
  readonly column: string;
  readonly value: string;
}

function targetCells(edit: PlanEdit): CellChange[] {
  const isTarget = (column: string): boolean => column === 'targetTable' || column === 'targetField';
  return simpleEditsOf(edit).flatMap((each): CellChange[] => {
    if (each.kind === 'setCell' && each.block === 'mapping' && isTarget(each.column)) return [each];
    return each.kind === 'setCells' && each.block === 'mapping' ? each.cells.filter(({ column }) => isTarget(column)) : [];
  });
}

/** The row that a view means: where it was if its key still stands there, else where the key stands now. */
function placeOf(rows: readonly PlanRow[], { index, key }: CellChange['row']): number | undefined {
  if (!key) return index < rows.length ? index : undefined;
  const columns = blockSpec('mapping').key;
  const isIt = (row: PlanRow | undefined): boolean => row !== undefined && key.every((part, at) => cellOf(row, columns[at] ?? '') === part);
  if (isIt(rows[index])) return index;
  const found = rows.findIndex(isIt);
  return found < 0 ? undefined : found;
}

function sideOf(set: CatalogueSet, row: PlanRow, side: 'source' | 'target'): Side | undefined {
  const names = side === 'source' ? set.sourceNames : set.targetNames;
  const field = cellOf(row, `${side}Field`).trim();
  if (field === '' || field === UNKNOWN || field === NONE) return undefined;
  const table = names.one(cellOf(row, `${side}Table`).trim())?.table;
  const column = table && findColumn(table, field);
  return table && column && { table, column };
}
