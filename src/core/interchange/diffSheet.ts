import type { ParsedPlan } from '../document/parsedPlan.ts';
import { blockSpec } from '../plan/sections.ts';
import type { BlockId, BlockSpec, CellKind } from '../plan/sections.ts';
import { parseCount } from '../units/count.ts';
import { digest } from '../workflow/digest.ts';
import { matchColumns } from './columns.ts';
import type { MatchedColumns } from './columns.ts';
import { InterchangeRefused } from './interchangeRefused.ts';
import { keptInOrder } from './keptInOrder.ts';
import { MAX_VALUE } from './limits.ts';
import { documentColumns, documentRows } from './sheet.ts';
import type { DocumentColumn, Sheet } from './sheet.ts';

/** A cell that would change. */
export interface CellChange {
  readonly column: DocumentColumn;
  readonly before: string;
  readonly after: string;
}

export type RowKind = 'changed' | 'added' | 'removed' | 'moved';

/** One difference. `id` stays the same when the document changes under the review, as long as it is the same row of the sheet. */
export interface RowChange {
  readonly id: string;
  readonly kind: RowKind;
  /** The row of the document; absent for an added one. */
  readonly row?: number;
  /** The row of the sheet, 0-based behind its header; absent for a removed one. */
  readonly sheetRow?: number;
  /** What names the row, as people read it. */
  readonly name: string;
  /** Cells that change; for added and removed rows, those that are not empty. */
  readonly cells: readonly CellChange[];
  /** It also stands at another place, in a block whose order says something. */
  readonly moved: boolean;
}

export interface ImportDiff {
  readonly block: BlockId;
  readonly columns: MatchedColumns;
  /** Changed, added and moved rows in the order of the sheet; then the removed ones in the order of the document. */
  readonly rows: readonly RowChange[];
  /** How many rows say the same in both. */
  readonly same: number;
  /** Row of the document for each row of the sheet; absent where it is new or empty. */
  readonly rowOfSheet: readonly (number | undefined)[];
}

/** A key that changed is recognised only so near to where the row was expected. */
const WINDOW = 8;

/**
 * What a sheet says differently from the document. Rows are found by their whole content, then by the block's key (equal
 * ones in their order), then, where a key changed, by the rest of the row near the same place. Nothing is decided here:
 * every difference is offered. Throws InterchangeRefused where no column names the rows.
 */
export function diffSheet(parsed: ParsedPlan, block: BlockId, sheet: Sheet): ImportDiff {
  const spec = blockSpec(block);
  const columns = documentColumns(parsed, block);
  const matched = matchColumns(sheet.header, columns);
  const pairs = matched.matches;
  const keyPairs = pairs.filter(({ column }) => spec.key.includes(column.key));
  if (keyPairs.length === 0) {
    throw new InterchangeRefused('interchange.noKey', { columns: spec.columns.filter(({ key }) => spec.key.includes(key)).map(({ header }) => header).join(', ') });
  }
  for (const [index, row] of sheet.rows.entries()) {
    if (pairs.some(({ sheet: at }) => (row[at] ?? '').length > MAX_VALUE)) throw new InterchangeRefused('interchange.valueTooLong', { row: String(index + 1), limit: MAX_VALUE.toLocaleString('en') });
  }

  const kinds = pairs.map(({ column }) => column.kind);
  const place = new Map(columns.map((column, index) => [column, index]));
  const before = documentRows(parsed, block, columns).map((row) => pairs.map(({ column }) => row[place.get(column) ?? -1] ?? ''));
  const after = sheet.rows.map((row) => pairs.map(({ sheet: at }) => oneBreak(row[at] ?? '')));
  const rowOfSheet = matchRows(before, after, kinds, pairs.flatMap(({ column }, index) => (spec.key.includes(column.key) ? [index] : [])));

  const taken = new Set(rowOfSheet.filter((row) => row !== undefined));
  const moved = spec.ordered || spec.form !== 'table' ? movedRows(rowOfSheet) : new Set<number>();
  const rows: RowChange[] = [];
  let same = 0;
  after.forEach((values, sheetRow) => {
    if (isBlank(values)) return;
    const row = rowOfSheet[sheetRow];
    const old = row === undefined ? undefined : before[row];
    const cells = pairs.flatMap(({ column }, index): CellChange[] => {
      const change = { column, before: old?.[index] ?? '', after: values[index] ?? '' };
      return sameValue(change.before, change.after, column.kind) ? [] : [change];
    });
    const isMoved = row !== undefined && moved.has(row);
    if (old && cells.length === 0 && !isMoved) same++;
    else rows.push({ id: `sheet:${String(sheetRow)}`, kind: !old ? 'added' : cells.length > 0 ? 'changed' : 'moved', ...(row === undefined ? {} : { row }), sheetRow, name: nameOf(spec, pairs, old ?? values), cells, moved: isMoved });
  });
  const seen = new Map<string, number>();
  before.forEach((values, row) => {
    if (taken.has(row) || isBlank(values)) return;
    const key = JSON.stringify(values);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    const cells = pairs.flatMap(({ column }, index): CellChange[] => (values[index] === '' ? [] : [{ column, before: values[index] ?? '', after: '' }]));
    rows.push({ id: `gone:${String(count)}:${digest(key)}`, kind: 'removed', row, name: nameOf(spec, pairs, values), cells, moved: false });
  });
  return { block, columns: matched, rows, same, rowOfSheet };
}

/** Line breaks of any kind are one kind in a plan. */
function oneBreak(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Equal, or the same count in another notation: spreadsheets turn `1,204,331` into the number 1204331. */
function sameValue(before: string, after: string, kind: CellKind): boolean {
  const old = oneBreak(before);
  if (old === after) return true;
  if (kind !== 'count') return false;
  const one = parseCount(old);
  const other = parseCount(after);
  return one !== undefined && other !== undefined && one.value === other.value && one.estimated === other.estimated;
}

function isBlank(values: readonly string[]): boolean {
  return values.every((value) => value.trim() === '');
}

function nameOf(spec: BlockSpec, pairs: MatchedColumns['matches'], values: readonly string[]): string {
  const parts = spec.key.map((key) => (values[pairs.findIndex(({ column }) => column.key === key)] ?? '').replace(/\s+/g, ' ').trim()).filter((part) => part !== '');
  return parts.join(' · ').slice(0, 300);
}

function matchRows(before: readonly (readonly string[])[], after: readonly (readonly string[])[], kinds: readonly CellKind[], key: readonly number[]): (number | undefined)[] {
  const result: (number | undefined)[] = after.map(() => undefined);
  const taken = new Set<number>();
  const byText = (textOf: (values: readonly string[]) => string): void => {
    const waiting = new Map<string, number[]>();
    before.forEach((values, row) => {
      if (taken.has(row) || isBlank(values)) return;
      const text = textOf(values);
      const rows = waiting.get(text);
      if (rows) rows.push(row);
      else waiting.set(text, [row]);
    });
    // Taken from the end, which costs nothing.
    for (const rows of waiting.values()) rows.reverse();
    after.forEach((values, index) => {
      if (result[index] !== undefined || isBlank(values)) return;
      const row = waiting.get(textOf(values))?.pop();
      if (row === undefined) return;
      result[index] = row;
      taken.add(row);
    });
  };
  byText((values) => JSON.stringify(values.map(oneBreak)));
  byText((values) => JSON.stringify(key.map((index) => oneBreak(values[index] ?? ''))));
  // Names are often retyped in another case, or lose a blank at their end.
  byText((values) => JSON.stringify(key.map((index) => oneBreak(values[index] ?? '').trim().toLowerCase())));
  matchRenamed(before, after, kinds, key, result, taken);
  return result;
}

function matchRenamed(before: readonly (readonly string[])[], after: readonly (readonly string[])[], kinds: readonly CellKind[], key: readonly number[], result: (number | undefined)[], taken: Set<number>): void {
  const isOnly = only(before);
  let anchor = -1;
  let since = 0;
  after.forEach((values, index) => {
    const row = result[index];
    if (row !== undefined) {
      anchor = row;
      since = 0;
      return;
    }
    if (isBlank(values)) return;
    since++;
    let best: number | undefined;
    let bestScore = 0;
    for (let candidate = Math.max(0, anchor + 1 - WINDOW); candidate <= Math.min(before.length - 1, anchor + since + WINDOW); candidate++) {
      const old = before[candidate];
      if (!old || taken.has(candidate) || isBlank(old)) continue;
      // Of equally good ones the nearest; where the row is expected is better than before it.
      const score = likeness(old, values, kinds, key, isOnly) - Math.abs(candidate - (anchor + since)) / 1_000;
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    if (best === undefined) return;
    result[index] = best;
    taken.add(best);
    anchor = best;
    since = 0;
  });
}

/** Whether no other row of the document has the same in these columns. */
type Only = (columns: readonly number[], values: readonly string[]) => boolean;

function only(rows: readonly (readonly string[])[]): Only {
  const counts = new Map<string, Map<string, number>>();
  return (columns, values) => {
    const text = (row: readonly string[]): string => JSON.stringify(columns.map((column) => row[column]));
    const name = columns.join(' ');
    let count = counts.get(name);
    if (!count) {
      count = new Map<string, number>();
      for (const row of rows) count.set(text(row), (count.get(text(row)) ?? 0) + 1);
      counts.set(name, count);
    }
    return count.get(text(values)) === 1;
  };
}

/** How surely two rows with different keys are one row, over 0; 0 where they are not. */
function likeness(before: readonly string[], after: readonly string[], kinds: readonly CellKind[], key: readonly number[], isOnly: Only): number {
  const says = (value: string | undefined): boolean => value !== undefined && value.trim() !== '' && value !== '?' && value !== '—';
  let keyEqual = 0;
  let keySimilar = 0;
  for (const index of key) {
    if (before[index] === after[index]) keyEqual += says(before[index]) ? 1 : 0;
    else keySimilar += similarWords(before[index] ?? '', after[index] ?? '') ? 1 : 0;
  }
  let rest = 0;
  let restEqual = 0;
  let restSays = 0;
  before.forEach((value, index) => {
    if (key.includes(index)) return;
    rest++;
    if (!sameValue(value, after[index] ?? '', kinds[index] ?? 'text')) return;
    restEqual++;
    if (says(value)) restSays++;
  });
  const allRest = rest === restEqual;
  // The rest says the same and says something; or it has nothing to say and the key is nearly the same.
  if (allRest && restSays > 0) return 1 + keyEqual + keySimilar + restSays;
  if (allRest && (keySimilar > 0 || (keyEqual > 0 && keyEqual + 1 >= key.length))) return 1 + keyEqual + keySimilar;
  // What stands of the key names this row and no other: a mapping whose target was found, or is left behind now.
  if (keyEqual > 0 && (restEqual * 2 >= rest || (key.length > 2 && keyEqual * 2 >= key.length)) && isOnly(key.filter((index) => before[index] === after[index]), before)) return keyEqual / key.length;
  return 0;
}

/** At least half of the words of both are the same. */
function similarWords(one: string, other: string): boolean {
  const words = (text: string): Set<string> => new Set(text.slice(0, 2_000).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const first = words(one);
  const second = words(other);
  if (first.size === 0 || second.size === 0) return false;
  let shared = 0;
  for (const word of first) if (second.has(word)) shared++;
  return shared * 2 >= Math.max(first.size, second.size);
}

/** Rows of the document that the sheet has at another place: as few as possible. */
function movedRows(rowOfSheet: readonly (number | undefined)[]): Set<number> {
  const order = rowOfSheet.filter((row) => row !== undefined);
  const kept = keptInOrder(order);
  return new Set(order.filter((row) => !kept.has(row)));
}
