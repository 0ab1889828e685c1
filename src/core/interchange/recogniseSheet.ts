import type { ParsedPlan } from '../document/parsedPlan.ts';
import { BLOCKS } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';
import { matchColumns } from './columns.ts';
import { documentColumns } from './sheet.ts';
import type { Sheet } from './sheet.ts';

/** People put a title or a date above the header: it is looked for in so many rows. */
const HEADER_SEARCHED = 20;

export interface Recognised {
  readonly block: BlockId;
  readonly sheet: Sheet;
  /** 1-based row of the file that holds the header. */
  readonly headerRow: number;
  /** How many of the block's columns were found, and how many of the sheet's headers are none of it. */
  readonly found: number;
  readonly foreign: number;
}

/**
 * Which sections a file may hold, by its header, the most likely first: all columns that name a row must be there in some
 * form, one at least. Equally likely ones come in the order of the document.
 */
export function recogniseSheet(parsed: ParsedPlan, rows: readonly (readonly string[])[], only?: BlockId): readonly Recognised[] {
  const blocks = BLOCKS.filter(({ id, form }) => form !== 'rendered' && (only === undefined || id === only));
  const found = blocks.flatMap((spec): Recognised[] => {
    const columns = documentColumns(parsed, spec.id);
    let best: Recognised | undefined;
    rows.slice(0, HEADER_SEARCHED).forEach((row, index) => {
      const { matches, unknown } = matchColumns(row, columns);
      if (!matches.some(({ column }) => spec.key.includes(column.key))) return;
      const candidate = { block: spec.id, sheet: { header: row, rows: rows.slice(index + 1) }, headerRow: index + 1, found: matches.filter(({ column }) => !column.own).length, foreign: unknown.length };
      if (!best || score(candidate) > score(best)) best = candidate;
    });
    return best ? [best] : [];
  });
  return found.sort((a, b) => score(b) - score(a));
}

/** Every column found speaks for the block; every header that is none of it, and every column not found, against it. */
function score({ block, found, foreign }: Recognised): number {
  const columns = BLOCKS.find(({ id }) => id === block)?.columns.length ?? found;
  return found * 2 - foreign - (columns - found);
}

/** True where a file may be either section: the person is asked. */
export function isAmbiguous(recognised: readonly Recognised[]): boolean {
  const [first, second] = recognised;
  return first !== undefined && second !== undefined && score(first) === score(second);
}
