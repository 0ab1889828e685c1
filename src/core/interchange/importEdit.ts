import { computeTextEdits } from '../document/computeTextEdits.ts';
import { parsePlan } from '../document/parsePlan.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { setRowCells } from '../document/tableEdits.ts';
import type { RowRef, SimpleEdit } from '../plan/planEdit.ts';
import type { PlanEdit } from '../plan/planEdit.ts';
import { cellOf } from '../plan/plan.ts';
import { blockSpec } from '../plan/sections.ts';
import type { BlockSpec } from '../plan/sections.ts';
import { LineIndex } from '../text/lines.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import { composeTextEdits } from '../text/composeTextEdits.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { ImportDiff, RowChange } from './diffSheet.ts';
import { tablePlace } from './sheet.ts';

/** New rows at more places than this go to the end of the table, where the order of rows says nothing. */
const MAX_PLACES = 50;

/** A row of the block as it will stand: one of the document, or one of the sheet that is added. */
type Row = { readonly row: number } | { readonly added: RowChange };

interface Planned {
  readonly edits: readonly SimpleEdit[];
  /** The rows as they stand when all is done. */
  readonly result: readonly Row[];
}

/**
 * The chosen differences as one edit: one undo step. Undefined where nothing is chosen. Cells of columns that people
 * added are not part of it, as a plan has no name for them: see `importTextEdits`.
 */
export function importEdit(parsed: ParsedPlan, diff: ImportDiff, chosen: ReadonlySet<string>): PlanEdit | undefined {
  const { edits } = planned(parsed, diff, chosen);
  return edits.length === 0 ? undefined : { kind: 'batch', edits: [...edits] };
}

/** The chosen differences as edits of the text, cells of columns that people added included. `diff` must be that of this very document. */
export function importTextEdits(parsed: ParsedPlan, diff: ImportDiff, chosen: ReadonlySet<string>): TextEdit[] {
  const { edits, result } = planned(parsed, diff, chosen);
  const first = edits.length === 0 ? [] : computeTextEdits(parsed, { kind: 'batch', edits: [...edits] });
  const text = applyTextEdits(parsed.text, first);
  const own = ownCells(edits.length === 0 ? parsed : parsePlan(text), diff, chosen, result);
  if (own.length === 0) return first;
  return first.length === 0 ? own : composeTextEdits(parsed.text, [first, own]);
}

function planned(parsed: ParsedPlan, diff: ImportDiff, chosen: ReadonlySet<string>): Planned {
  const { block } = diff;
  const spec = blockSpec(block);
  const rows = parsed.plan?.rows[block] ?? [];
  const wanted = diff.rows.filter(({ id }) => chosen.has(id));
  const ref = (index: number): RowRef => ({ index, key: spec.key.map((column) => cellOf(rows[index] ?? { cells: {} }, column)) });
  const edits: SimpleEdit[] = [];

  const cells = wanted.flatMap(({ kind, row, cells: changes }) => (kind !== 'changed' || row === undefined ? [] :
    changes.filter(({ column }) => !column.own).map(({ column, after }) => ({ row: ref(row), column: column.key, value: after }))));
  if (cells.length > 0) edits.push({ kind: 'setCells', block, cells });

  const order = rows.map((_, row) => row);
  const before = rowsBefore(diff);
  for (const change of wanted) {
    if (!change.moved || change.row === undefined || change.sheetRow === undefined) continue;
    const from = order.indexOf(change.row);
    const anchor = before[change.sheetRow];
    const to = anchor === undefined ? 0 : order.indexOf(anchor) + 1;
    if (to === from || to === from + 1) continue;
    edits.push({ kind: 'moveRows', block, rows: [{ index: from }], to });
    order.splice(from, 1);
    order.splice(to > from ? to - 1 : to, 0, change.row);
  }

  const removed = new Set(wanted.flatMap(({ kind, row }) => (kind === 'removed' && row !== undefined ? [row] : [])));
  if (removed.size > 0) edits.push({ kind: 'removeRows', block, rows: order.flatMap((row, index) => (removed.has(row) ? [{ index }] : [])) });
  const kept = order.filter((row) => !removed.has(row));

  const result: Row[] = kept.map((row) => ({ row }));
  for (const { at, added } of insertions(spec, diff, wanted, kept, before)) {
    edits.push({ kind: 'insertRows', block, at, rows: added.map(newRow) });
    result.splice(at, 0, ...added.map((change) => ({ added: change })));
  }
  return { edits, result };
}

/** For each row of the sheet, the row of the document that stands before it there. */
function rowsBefore({ rowOfSheet }: ImportDiff): (number | undefined)[] {
  let last: number | undefined;
  return rowOfSheet.map((row) => {
    const before = last;
    if (row !== undefined) last = row;
    return before;
  });
}

/** Where the new rows go, from the bottom to the top, so that none moves another's place. */
function insertions(spec: BlockSpec, diff: ImportDiff, wanted: readonly RowChange[], kept: readonly number[], before: readonly (number | undefined)[]): { at: number; added: RowChange[] }[] {
  const added = wanted.filter(({ kind }) => kind === 'added');
  if (added.length === 0) return [];
  const places = new Map(kept.map((row, index) => [row, index + 1]));
  const first = diff.rowOfSheet.find((row) => row !== undefined);
  const groups = new Map<number, RowChange[]>();
  for (const change of added) {
    const anchor = change.sheetRow === undefined ? undefined : before[change.sheetRow];
    // Above all others stands what has only others below it; in a sheet of nothing but new rows, they go to the end.
    const at = anchor === undefined ? (first === undefined ? kept.length : (places.get(first) ?? 1) - 1) : (places.get(anchor) ?? kept.length);
    const group = groups.get(at);
    if (group) group.push(change);
    else groups.set(at, [change]);
  }
  if (groups.size > MAX_PLACES && spec.ordered !== true && spec.form === 'table') return [{ at: kept.length, added }];
  return [...groups].sort(([a], [b]) => b - a).map(([at, changes]) => ({ at, added: changes }));
}

function newRow({ cells }: RowChange): Record<string, string> {
  return Object.fromEntries(cells.filter(({ column }) => !column.own).map(({ column, after }) => [column.key, after]));
}

/** Edits of the cells in columns that people added, in the document as it stands after the others. */
function ownCells(parsed: ParsedPlan, diff: ImportDiff, chosen: ReadonlySet<string>, result: readonly Row[]): TextEdit[] {
  const table = tablePlace(parsed, diff.block);
  if (!table || !diff.columns.matches.some(({ column }) => column.own)) return [];
  const changed = new Map(diff.rows.flatMap((change) => (change.kind === 'changed' && change.row !== undefined && chosen.has(change.id) ? [[change.row, change] as const] : [])));
  const place = { ...table, columns: new Map([...table.columns, ...diff.columns.matches.flatMap(({ column }) => (column.own ? [[column.key, column.cell] as const] : []))]) };
  const lines = new LineIndex(parsed.text);
  return result.flatMap((row, index) => {
    const change = 'added' in row ? row.added : changed.get(row.row);
    const values = new Map((change?.cells ?? []).filter(({ column }) => column.own).map(({ column, after }) => [column.key, after]));
    return values.size === 0 ? [] : setRowCells(place, lines, index, values);
  });
}
