import { BLOCKS } from '../plan/sections.ts';
import type { BlockId, BlockSpec, ColumnSpec } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';
import type { ParsedPlan } from './parsedPlan.ts';

/** A cell of a managed block, found by an offset in the text. */
export interface CellAt {
  readonly block: BlockId;
  readonly spec: BlockSpec;
  readonly row: number;
  readonly column: ColumnSpec;
  /** The cell's content, without padding. */
  readonly range: TextRange;
}

/**
 * The cell of a managed block that an offset stands in, its padding included. Undefined between blocks, in a header row
 * and in columns that are the user's own.
 */
export function cellAt(parsed: ParsedPlan, offset: number): CellAt | undefined {
  for (const spec of BLOCKS) {
    const block = parsed.blocks[spec.id];
    if (!block || spec.form === 'rendered' || offset < block.range.start || offset > block.range.end) continue;
    const row = rowAt(block, offset);
    if (row === undefined) return undefined;
    const line = block.rowRange(row);
    for (const column of spec.columns) {
      const range = block.cellRange(row, column.key);
      if (!range || !line) continue;
      if (offset >= range.start && offset <= range.end) return { block: spec.id, spec, row, column, range };
      // In the padding: only blanks stand between the offset and the content.
      const between = offset < range.start ? parsed.text.slice(offset, range.start) : parsed.text.slice(range.end, offset);
      if (offset >= line.start && offset <= line.end && /^[ \t]*$/.test(between)) return { block: spec.id, spec, row, column, range };
    }
    return undefined;
  }
  return undefined;
}

/** The row whose text an offset stands in; rows stand in the order of the text. */
function rowAt(block: NonNullable<ParsedPlan['blocks'][BlockId]>, offset: number): number | undefined {
  let low = 0;
  let high = block.rowCount - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = block.rowRange(middle);
    if (!range) return undefined;
    if (offset < range.start) high = middle - 1;
    else if (offset > range.end) low = middle + 1;
    else return middle;
  }
  return undefined;
}
