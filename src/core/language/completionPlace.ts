import { cellAt } from '../document/cellAt.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { partsOf } from '../document/parsePlan.ts';
import type { BlockSpec, ColumnSpec } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';

/** A cell as it is being written: it may be empty, and its row may end behind it without a pipe. */
export interface CellPlace {
  readonly spec: BlockSpec;
  readonly row: number;
  readonly column: ColumnSpec;
  /** Its content; where it has none, the place of the cursor. */
  readonly range: TextRange;
}

/** The cell that is written at an offset. Undefined outside the tables and lists of the plan, in headers and in a person's own columns. */
export function cellPlace(parsed: ParsedPlan, offset: number): CellPlace | undefined {
  for (const [, { place, parsed: block }] of partsOf(parsed).blocks) {
    if (offset < block.range.start || offset > block.range.end) continue;
    if (place.kind === 'list') {
      const at = cellAt(parsed, offset);
      return at && { spec: at.spec, row: at.row, column: at.column, range: at.range };
    }
    const { lines } = partsOf(parsed).body;
    const line = lines.lineOf(offset);
    const row = line - place.headerLine - 2;
    if (row < 0 || line >= place.endLine) return undefined;
    const cell = segmentAt(parsed.text, lines.start(line), lines.end(line), offset);
    const column = cell && place.spec.columns.find(({ key }) => place.columns.get(key) === cell.index);
    return cell && column && { spec: place.spec, row, column, range: cell.range };
  }
  return undefined;
}

/** The cell around an offset of a row: its number, and its content. */
function segmentAt(text: string, start: number, end: number, offset: number): { index: number; range: TextRange } | undefined {
  let at = start;
  while (at < end && /[ \t]/.test(text.charAt(at))) at++;
  if (text.charAt(at) === '|') at++;
  if (offset < at) return undefined;
  let from = at;
  let index = 0;
  let to = end;
  for (; at < end; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '|') {
      if (at >= offset) {
        to = at;
        break;
      }
      from = at + 1;
      index++;
    }
  }
  let first = from;
  let last = to;
  while (first < last && /[ \t]/.test(text.charAt(first))) first++;
  while (last > first && /[ \t]/.test(text.charAt(last - 1))) last--;
  return { index, range: first === last ? { start: offset, end: offset } : { start: first, end: last } };
}
