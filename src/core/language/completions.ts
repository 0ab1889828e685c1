import type { Catalogue } from '../catalogue/catalogue.ts';
import { encodeCell, encodeItem } from '../document/cellText.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { partsOf } from '../document/parsePlan.ts';
import { NO_MATCHING } from '../mapping/matching.ts';
import type { Matching } from '../mapping/matching.ts';
import type { ColumnSpec } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';
import { cellChoices } from './cellChoices.ts';
import { cellMap } from './cellMap.ts';
import { placed } from './completion.ts';
import type { Choice, Completion } from './completion.ts';
import { cellPlace } from './completionPlace.ts';
import type { CellPlace } from './completionPlace.ts';
import { directoryOf } from './nameDirectory.ts';
import { sqlCompletions } from './sqlCompletions.ts';
import { stateCompletions } from './stateCompletions.ts';
import { transformCompletions } from './transformCompletions.ts';

/**
 * What can be written at an offset, the likeliest first. In a cell the whole content is replaced, in a list of names the one
 * that the cursor is in, in a query or a transform expression the word. `matching`: what goes with what, as far as it is known.
 */
export function completionsAt(parsed: ParsedPlan, catalogues: readonly Catalogue[], offset: number, matching: Matching = NO_MATCHING): Completion[] {
  const { plan } = parsed;
  if (!plan) return [];
  const directory = directoryOf(plan, catalogues);
  if (offset < partsOf(parsed).frontmatter.text.length) return stateCompletions(parsed, directory, offset);
  const place = cellPlace(parsed, offset);
  if (!place) return [];
  const cell = { block: place.spec.id, row: place.row, column: place.column.key };
  if (place.column.kind === 'sql') return sqlCompletions(parsed, directory, place, offset);
  if (cell.block === 'mapping' && place.column.kind === 'transform') {
    const { items, within } = transformCompletions(parsed, directory, place, offset);
    if (within) return [...items];
    return [...cellChoices(directory, matching, cell, []).map((choice) => written(parsed.text, place, place.range, offset, choice)), ...items];
  }
  const list = LISTS.has(`${cell.block}.${cell.column}`);
  const element = list ? elementAt(parsed.text, place.range, offset) : place.range;
  const others = list ? listed(parsed.text, place.range, element) : [];
  return cellChoices(directory, matching, cell, others).map((choice) => written(parsed.text, place, element, offset, choice));
}

const LISTS: ReadonlySet<string> = new Set(['cutover.dependencies', 'loadOrder.waitsFor', 'tableRules.rowsFrom']);

/** The element of a list that an offset is in, without the blanks around it. */
function elementAt(text: string, { start, end }: TextRange, offset: number): TextRange {
  let from = Math.max(start, Math.min(offset, end));
  while (from > start && !/[,;]/.test(text.charAt(from - 1))) from--;
  let to = Math.max(start, Math.min(offset, end));
  while (to < end && !/[,;]/.test(text.charAt(to))) to++;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return from >= to ? { start: offset, end: offset } : { start: from, end: to };
}

/** The values of the other elements. */
function listed(text: string, { start, end }: TextRange, element: TextRange): string[] {
  const before = text.slice(start, Math.max(start, element.start));
  const after = text.slice(Math.min(end, element.end), end);
  return [...before.split(/[,;]/), ...after.split(/[,;]/)].map((part) => cellMap(part.trim()).value).filter((part) => part !== '');
}

function written(text: string, place: CellPlace, range: TextRange, offset: number, choice: Choice): Completion {
  const { column, spec } = place;
  const encoded = spec.form === 'table' ? encodedChoice(choice, column) : encodeItem(choice.value);
  return placed(text, range, offset, choice, encoded);
}

/** A value that ends where the person goes on writing would not stay in a code span by itself: the open part is written along. */
function encodedChoice(choice: Choice, column: ColumnSpec): string {
  return encodeCell(choice.value + (choice.open ?? ''), column.kind);
}
