import type { Column, DataType } from '../catalogue/catalogue.ts';
import { foldCase } from '../inventory/tableNames.ts';
import type { Renamed } from './catalogueChanges.ts';
import type { NameLikeness } from './nameLikeness.ts';
import { pairUp } from './pairUp.ts';
import type { Candidate } from './pairUp.ts';

export interface ColumnMatch {
  /** Columns of the same name. */
  readonly same: readonly { readonly before: Column; readonly after: Column }[];
  readonly added: readonly Column[];
  readonly gone: readonly Column[];
  readonly renamed: readonly Renamed<Column>[];
  readonly maybeRenamed: readonly Renamed<Column>[];
}

/** Between more columns than this, nobody could say which became which. */
const MOST_PAIRS = 40_000;
const LEAST = 0.55;

/**
 * Which columns of a table are the same in both scans. A column is renamed where one of the same type stands in the same place
 * between the same neighbours; at the end of the table, where columns come and go, its name has to be alike as well.
 */
export function matchColumns(before: readonly Column[], after: readonly Column[], alike: NameLikeness): ColumnMatch {
  const later = byName(after);
  const same: { before: Column; after: Column }[] = [];
  const partner = new Map<Column, Column>();
  for (const [name, column] of byName(before)) {
    const found = later.get(name);
    if (!found) continue;
    same.push({ before: column, after: found });
    partner.set(column, found);
    partner.set(found, column);
  }
  const gone = before.filter((column) => !partner.has(column));
  const added = after.filter((column) => !partner.has(column));
  if (gone.length === 0 || added.length === 0 || gone.length * added.length > MOST_PAIRS) return { same, added, gone, renamed: [], maybeRenamed: [] };
  const places = new Map([...slots(before, partner, (column) => column), ...slots(after, partner, (column) => partner.get(column) ?? column)]);
  const pairs = pairUp(gone.flatMap((one) => added.flatMap((other): Candidate<Column>[] => {
    const candidate = compare(one, other, places, alike);
    return candidate ? [candidate] : [];
  })), ({ name }) => name);
  const place = new Map(gone.map((column, index) => [column, index]));
  pairs.sort((a, b) => place.get(a.before)! - place.get(b.before)!);
  const renamed = pairs.filter(({ sure }) => sure).map(pairOnly);
  const maybeRenamed = pairs.filter(({ sure }) => !sure).map(pairOnly);
  const taken = new Set(renamed.flatMap(({ before: one, after: other }) => [one, other]));
  return { same, added: added.filter((column) => !taken.has(column)), gone: gone.filter((column) => !taken.has(column)), renamed, maybeRenamed };
}

export function pairOnly<Item>({ before, after, likeness }: Renamed<Item>): Renamed<Item> {
  return { before, after, likeness };
}

function compare(before: Column, after: Column, places: ReadonlyMap<Column, Slot>, alike: NameLikeness): Candidate<Column> | undefined {
  if (before.type.kind !== after.type.kind) return undefined;
  const exact = sameType(before.type, after.type);
  const [one, other] = [places.get(before)!, places.get(after)!];
  const lower = one.lower === other.lower && one.fromLower === other.fromLower;
  const upper = one.upper === other.upper && one.fromUpper === other.fromUpper;
  const name = alike(before.name, after.name);
  const place = (lower ? 0.5 : 0) + (upper ? 0.5 : 0);
  const likeness = (exact ? 0.4 : 0.2) + 0.3 * place + 0.3 * name;
  if (likeness < LEAST) return undefined;
  // New columns are put at the end: only between two that stayed does the place alone say enough.
  const between = lower && upper && one.upper !== undefined;
  return { before, after, likeness, convincing: exact && before.nullable === after.nullable && (between || (place >= 0.5 && name >= 0.6)) };
}

/** Where a column stands between those that both scans have. */
interface Slot {
  readonly lower: Column | undefined;
  readonly fromLower: number;
  readonly upper: Column | undefined;
  readonly fromUpper: number;
}

/** `anchorOf` names an anchor by its column of the earlier scan, so that the two sides can be compared. */
function slots(columns: readonly Column[], partner: ReadonlyMap<Column, Column>, anchorOf: (column: Column) => Column): [Column, Slot][] {
  const found: [Column, Slot][] = [];
  let start = 0;
  while (start < columns.length) {
    if (partner.has(columns[start]!)) {
      start++;
      continue;
    }
    let end = start;
    while (end < columns.length && !partner.has(columns[end]!)) end++;
    const [lower, upper] = [columns[start - 1], columns[end]];
    for (let at = start; at < end; at++) {
      found.push([columns[at]!, { lower: lower && anchorOf(lower), fromLower: at - start, upper: upper && anchorOf(upper), fromUpper: end - at }]);
    }
    start = end;
  }
  return found;
}

export function sameType(a: DataType, b: DataType): boolean {
  return a.kind === b.kind && a.length === b.length && a.precision === b.precision && a.scale === b.scale && a.bits === b.bits
    && (a.unsigned ?? false) === (b.unsigned ?? false) && (a.timeZone ?? false) === (b.timeZone ?? false) && (a.values ?? []).join('\u0000') === (b.values ?? []).join('\u0000');
}

/** Columns by name; where two differ in case alone, or a damaged catalogue has one twice, each counts for itself. */
function byName(columns: readonly Column[]): Map<string, Column> {
  const folded = new Map<string, number>();
  for (const { name } of columns) folded.set(foldCase(name), (folded.get(foldCase(name)) ?? 0) + 1);
  return new Map(columns.map((column) => [folded.get(foldCase(column.name)) === 1 ? foldCase(column.name) : `${foldCase(column.name)}\u0000${column.name}`, column]));
}
