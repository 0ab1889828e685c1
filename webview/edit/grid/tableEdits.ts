import type { PlanEdit, SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import type { CellKind } from '../../../src/core/plan/sections.ts';
import type { TableView } from '../../../src/core/workflow/wizardView.ts';
import type { CellWrite } from './cellBlocks.ts';
import { rowRef } from './rowTrack.ts';

/** Cells that say that nobody knows yet, when a row is added by hand; the rest start empty. */
function unknownWhenNew(kind: CellKind): boolean {
  return kind === 'count' || kind === 'size' || kind === 'duration' || kind === 'name' || kind === 'priority' || kind === 'transform';
}

/** The cells of a new row, before anything is typed into it. */
export function newRow(table: TableView): Record<string, string> {
  return Object.fromEntries(table.columns.filter(({ kind }) => unknownWhenNew(kind)).map(({ key }) => [key, '?']));
}

export interface WriteEdit {
  readonly edit: PlanEdit;
  /** Cells written, and rows added for those that had no row. */
  readonly cells: number;
  readonly rows: number;
}

/**
 * All that is written as one edit, so that one undo takes it back. `indexOf` is the document's row of a place in the view; places without
 * one become new rows at the end. Undefined where nothing would change.
 */
export function writeEdit(table: TableView, writes: readonly CellWrite[], indexOf: (row: number) => number | undefined): WriteEdit | undefined {
  const cells: Extract<SimpleEdit, { kind: 'setCells' }>['cells'] = [];
  const added = new Map<number, Record<string, string>>();
  for (const { row, column, value } of writes) {
    const key = table.columns[column]?.key;
    if (key === undefined) continue;
    const index = indexOf(row);
    if (index === undefined) {
      const cellsOfRow = added.get(row) ?? newRow(table);
      if (value !== '') cellsOfRow[key] = value;
      added.set(row, cellsOfRow);
    } else if ((table.rows[index]?.cells[key] ?? '') !== value) cells.push({ row: rowRef(table.rows, index), column: key, value });
  }
  const edits: SimpleEdit[] = [];
  if (cells.length > 0) edits.push({ kind: 'setCells', block: table.block, cells });
  if (added.size > 0) edits.push({ kind: 'insertRows', block: table.block, at: table.rows.length, rows: [...added].sort(([a], [b]) => a - b).map(([, row]) => row) });
  const [first, ...rest] = edits;
  if (first === undefined) return undefined;
  return { edit: rest.length === 0 ? first : { kind: 'batch', edits }, cells: writes.length, rows: added.size };
}
