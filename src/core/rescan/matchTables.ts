import type { Table } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { splitName } from '../mapping/nameTokens.ts';
import type { Renamed, TablePair } from './catalogueChanges.ts';
import { pairOnly } from './matchColumns.ts';
import type { NameLikeness } from './nameLikeness.ts';
import { pairUp } from './pairUp.ts';
import type { Candidate } from './pairUp.ts';

export interface TableMatch {
  /** Tables of the same schema and name. */
  readonly same: readonly TablePair[];
  readonly added: readonly Table[];
  readonly gone: readonly Table[];
  readonly renamed: readonly Renamed<Table>[];
  readonly maybeRenamed: readonly Renamed<Table>[];
}

const LEAST = 0.55;
/** A column name that more tables share than this leads to no candidates: `created_at` says nothing. */
const MOST_OWNERS = 60;

/** Which tables are the same in both scans: by name first, then by what they are made of. Views are paired with views. */
export function matchTables(before: readonly Table[], after: readonly Table[], alike: NameLikeness): TableMatch {
  const same: TablePair[] = [];
  const partnered = new Set<Table>();
  const later = byKey(after);
  for (const [key, table] of byKey(before)) {
    const found = later.get(key);
    if (found?.kind !== table.kind) continue;
    same.push({ before: table, after: found });
    partnered.add(table).add(found);
  }
  const gone = before.filter((table) => !partnered.has(table));
  const added = after.filter((table) => !partnered.has(table));
  const pairs = gone.length === 0 || added.length === 0 ? [] : pairUp(candidates(gone, added, rarity(before, after), alike), tableKey);
  const place = new Map(gone.map((table, index) => [table, index]));
  pairs.sort((a, b) => place.get(a.before)! - place.get(b.before)!);
  const renamed = pairs.filter(({ sure }) => sure).map(pairOnly);
  const maybeRenamed = pairs.filter(({ sure }) => !sure).map(pairOnly);
  const taken = new Set(renamed.flatMap((pair) => [pair.before, pair.after]));
  return { same, added: added.filter((table) => !taken.has(table)), gone: gone.filter((table) => !taken.has(table)), renamed, maybeRenamed };
}

/** Words of columns that any table may have. */
const COMMON: ReadonlySet<string> = new Set(['id', 'name', 'code', 'description', 'label', 'title', 'type', 'status', 'state', 'key', 'value', 'date', 'created', 'updated', 'modified', 'changed', 'deleted', 'at', 'by', 'on', 'is', 'active', 'note', 'comment', 'number', 'text', 'flag', 'sort', 'order', 'version', 'user']);

/** How much a column name says of the table it is in: one that is in every table, or could be, says next to nothing. */
function rarity(before: readonly Table[], after: readonly Table[]): (name: string) => number {
  const count = (tables: readonly Table[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const { columns } of tables) for (const { name } of columns) counts.set(foldCase(name), (counts.get(foldCase(name)) ?? 0) + 1);
    return counts;
  };
  const [one, other] = [count(before), count(after)];
  const common = new Map<string, boolean>();
  const isCommon = (name: string): boolean => {
    let known = common.get(name);
    if (known === undefined) common.set(name, (known = splitName(name).every((word) => COMMON.has(word))));
    return known;
  };
  return (name) => (isCommon(name) ? 0.2 : 1) / Math.max(1, one.get(foldCase(name)) ?? 0, other.get(foldCase(name)) ?? 0);
}

function* pairsToTry(gone: readonly Table[], added: readonly Table[]): Generator<[Table, Table]> {
  const owners = new Map<string, Set<Table>>();
  const put = (key: string, table: Table): void => {
    const list = owners.get(key);
    if (list) list.add(table);
    else owners.set(key, new Set([table]));
  };
  for (const table of added) {
    put(`table ${foldCase(table.name)}`, table);
    for (const { name } of table.columns) put(`column ${foldCase(name)}`, table);
  }
  for (const table of gone) {
    const seen = new Set<Table>();
    for (const key of [`table ${foldCase(table.name)}`, ...table.columns.map(({ name }) => `column ${foldCase(name)}`)]) {
      const found = owners.get(key);
      if (!found || found.size > MOST_OWNERS) continue;
      for (const other of found) {
        if (seen.has(other) || other.kind !== table.kind) continue;
        seen.add(other);
        yield [table, other];
      }
    }
  }
}

function candidates(gone: readonly Table[], added: readonly Table[], weight: (name: string) => number, alike: NameLikeness): Candidate<Table>[] {
  const found: Candidate<Table>[] = [];
  for (const [before, after] of pairsToTry(gone, added)) {
    const { shared, all, fewest, telling } = columnsShared(before, after, weight);
    const columns = all === 0 ? 0 : shared / all;
    const sameName = foldCase(before.name) === foldCase(after.name);
    const name = sameName ? 1 : alike(before.name, after.name);
    const count = countLikeness(before, after);
    const likeness = 0.6 * columns + 0.1 * keyLikeness(before, after) + 0.1 * (count ?? 0.5) + 0.2 * name;
    if (likeness < LEAST) continue;
    // The same columns under a name that has nothing to do with it are convincing where there are some that few tables have.
    const convincing = columns >= 0.6 && shared >= 0.75 * fewest && (count ?? 1) >= 0.5 && (sameName || telling >= 2 || (telling >= 0.5 && name >= 0.6));
    found.push({ before, after, likeness, convincing });
  }
  return found;
}

function columnsShared(before: Table, after: Table, weight: (name: string) => number): { shared: number; all: number; fewest: number; telling: number } {
  const types = new Map(before.columns.map(({ name, type }) => [foldCase(name), type.kind]));
  let shared = 0;
  let telling = 0;
  const seen = new Set<string>();
  for (const { name, type } of after.columns) {
    const folded = foldCase(name);
    const kind = types.get(folded);
    if (kind === undefined || seen.has(folded)) continue;
    seen.add(folded);
    shared += kind === type.kind ? 1 : 0.5;
    telling += weight(name);
  }
  return { shared, all: Math.max(before.columns.length, after.columns.length), fewest: Math.min(before.columns.length, after.columns.length), telling };
}

function keyLikeness(before: Table, after: Table): number {
  const [one, other] = [before.primaryKey, after.primaryKey].map((key) => key.map(foldCase).join('\u0000'));
  return one === '' && other === '' ? 0.5 : one === other ? 1 : 0;
}

/** The smaller number of rows over the larger one; undefined where one of them is not known. */
function countLikeness({ statistics: before }: Table, { statistics: after }: Table): number | undefined {
  if (before.rowCount === undefined || after.rowCount === undefined || before.kind === 'unknown' || after.kind === 'unknown') return undefined;
  const [one, other] = [Number(before.rowCount), Number(after.rowCount)];
  return (Math.min(one, other) + 1) / (Math.max(one, other) + 1);
}

/** Tables by schema and name; where two differ in case alone, each counts for itself. */
function byKey(tables: readonly Table[]): Map<string, Table> {
  const folded = new Map<string, number>();
  for (const table of tables) folded.set(foldCase(tableKey(table)), (folded.get(foldCase(tableKey(table))) ?? 0) + 1);
  return new Map(tables.map((table) => {
    const key = foldCase(tableKey(table));
    return [folded.get(key) === 1 ? key : `${key}\u0000${tableKey(table)}`, table];
  }));
}
