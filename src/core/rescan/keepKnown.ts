import type { Catalogue, Column, ForeignKey, Table, TableStatistics } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { remembered } from '../plan/remembered.ts';
import type { TablePair } from './catalogueChanges.ts';
import { compareCatalogues } from './compareCatalogues.ts';
import { sameType } from './matchColumns.ts';

/**
 * The catalogue to keep after a later scan: what it found, and of the earlier one what the later one did not look at. Those are
 * tables that it could not read or never came to, profiles of columns that are what they were, months, orphans and candidates
 * for keys, and counts where it has none. A scan that was ended early leaves the earlier one's time and whether that one saw
 * every table: each table says itself when it was measured.
 */
export const keepKnown = remembered((before: Catalogue, after: Catalogue): Catalogue => {
  const { pairs, unread } = compareCatalogues(before, after);
  const earlier = new Map(pairs.map((pair) => [pair.after, pair]));
  const inAfter = new Set(pairs.map((pair) => pair.before));
  const tables = after.tables.map((table) => {
    const pair = earlier.get(table);
    return pair ? mergedTable(pair, before, after) : table;
  });
  const missing = unread.filter((table) => !inAfter.has(table)).map((table) => ({ ...table, statistics: dated(table.statistics, before) }));
  const bytes = after.bytes ?? before.bytes;
  return {
    ...after, ...(bytes === undefined ? {} : { bytes }),
    tables: missing.length === 0 ? tables : inOrder(before.tables, [...tables, ...missing]),
    ...(after.complete ? {} : { complete: before.complete, scannedAt: before.scannedAt }),
  };
});

function mergedTable({ before, after }: TablePair, earlier: Catalogue, later: Catalogue): Table {
  // What could not be read this time is what it was, and says why it is not newer.
  if (after.error !== undefined && after.columns.length === 0 && before.columns.length > 0) return { ...before, statistics: dated(before.statistics, earlier), error: after.error };
  const columns = new Map(before.columns.map((column) => [foldCase(column.name), column]));
  const kept = after.columns.map((column) => withProfile(column, columns.get(foldCase(column.name))));
  const stands = (names: readonly string[]): boolean => names.every((name) => {
    const [one, other] = [columns.get(foldCase(name)), after.columns.find((column) => foldCase(column.name) === foldCase(name))];
    return one !== undefined && other !== undefined && sameType(one.type, other.type);
  });
  const growth = after.growth ?? (before.growth && stands([before.growth.column]) ? before.growth : undefined);
  const keyCandidates = after.keyCandidates ?? before.keyCandidates?.filter((candidate) => stands(candidate.columns));
  return {
    ...after, columns: kept, statistics: mergedStatistics(before.statistics, after.statistics, earlier, later.complete && after.error === undefined),
    foreignKeys: after.foreignKeys.map((key) => withOrphans(key, before.foreignKeys)),
    ...(growth ? { growth } : {}), ...(keyCandidates ? { keyCandidates } : {}),
  };
}

function withProfile(column: Column, before: Column | undefined): Column {
  return column.profile === undefined && before?.profile !== undefined && sameType(column.type, before.type) ? { ...column, profile: before.profile } : column;
}

function withOrphans(key: ForeignKey, before: readonly ForeignKey[]): ForeignKey {
  if (key.orphans !== undefined) return key;
  const same = before.find((other) => other.orphans !== undefined && other.columns.join('\u0000') === key.columns.join('\u0000') && other.referencedTable === key.referencedTable);
  return same?.orphans ? { ...key, orphans: same.orphans } : key;
}

/** A scan that counts nothing, could not, or was ended before it did, leaves the count there is, with its own time. */
function mergedStatistics(before: TableStatistics, after: TableStatistics, earlier: Catalogue, wentThrough: boolean): TableStatistics {
  const counted = after.kind !== 'unknown' && (wentThrough || after.kind === 'measured' || before.kind !== 'measured');
  if (counted || before.kind === 'unknown') return after;
  const { kind: _kind, rowCount: _rows, query: _query, at: _at, ...sizes } = after;
  return { ...dated(before, earlier), ...sizes };
}

/** The time of the catalogue moves on: what is older says so itself. */
function dated(statistics: TableStatistics, { scannedAt }: Catalogue): TableStatistics {
  return statistics.at !== undefined || statistics.kind === 'unknown' || scannedAt === '' ? statistics : { ...statistics, at: scannedAt };
}

/** Tables that the earlier scan had stand in its order, the others behind. */
function inOrder(before: readonly Table[], tables: readonly Table[]): Table[] {
  const place = new Map(before.map((table, index) => [foldCase(tableKey(table)), index]));
  const rank = (table: Table): number => place.get(foldCase(tableKey(table))) ?? before.length;
  return [...tables].sort((a, b) => rank(a) - rank(b));
}
