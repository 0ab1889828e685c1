import type { BlockId, ColumnSpec } from '../../../src/core/plan/sections.ts';
import type { RowView } from '../../../src/core/workflow/wizardView.ts';
import { cellComparison } from '../../../src/protocol/cellReading.ts';
import { isInState } from './rowState.ts';
import type { RowState } from './rowState.ts';
import type { RowTrack } from './rowTrack.ts';

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** What is shown of a table, and in which order; nothing of it stands in the document. */
export interface Arrangement {
  readonly filter?: RowState | undefined;
  readonly sorting?: Sorting | undefined;
}

/** Indexes of the rows to show, in the order to show them. Undefined: all of them, as they stand. */
export type RowOrder = readonly number[] | undefined;

/** The order anew. */
export function arrange(block: BlockId, columns: readonly ColumnSpec[], rows: readonly RowView[], { filter, sorting }: Arrangement): RowOrder {
  if (filter === undefined && sorting === undefined) return undefined;
  const shown = rows.map((_row, index) => index).filter((index) => filter === undefined || isInState(block, rows[index]!, filter));
  const spec = columns.find(({ key }) => key === sorting?.column);
  if (sorting === undefined || spec === undefined) return shown;
  const compare = cellComparison(spec.kind, sorting.descending);
  return shown.sort((a, b) => compare(rows[a]!.cells[spec.key] ?? '', rows[b]!.cells[spec.key] ?? '') || a - b);
}

/**
 * The order after the table changed: rows that are shown stay shown and stay where they are, also where an edit has taken them
 * out of the filter or the sorting (nothing jumps away under somebody's hands); new rows come in behind the row above them.
 */
export function followOrder(order: RowOrder, track: RowTrack): RowOrder {
  if (order === undefined) return undefined;
  const kept = order.flatMap((index) => {
    const now = track.now(index);
    return now === undefined ? [] : [now];
  });
  if (track.added.length === 0) return kept;
  const place = new Map(kept.map((row, at) => [row, at]));
  const behind = new Map<number, number[]>();
  for (const row of track.added) {
    let above = row - 1;
    while (above >= 0 && !place.has(above)) above--;
    const at = place.get(above) ?? -1;
    const group = behind.get(at);
    if (group === undefined) behind.set(at, [row]);
    else group.push(row);
  }
  return [...behind.get(-1) ?? [], ...kept.flatMap((row, at) => [row, ...behind.get(at) ?? []])];
}

/** Whether somebody sees another order, or fewer rows, than the document has. */
export function isArranged({ filter, sorting }: Arrangement): boolean {
  return filter !== undefined || sorting !== undefined;
}
