import type { Catalogue, Column, ForeignKey, Table } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { foldCase } from '../inventory/tableNames.ts';

/**
 * Takes what was found in the values of some tables into the stored catalogue. Tables that were not looked at keep their own
 * profiles and stay the same objects; structure and statistics stay as they were scanned; what belongs to columns or keys that
 * are gone is dropped.
 */
export function withProfiles(catalogue: Catalogue, profiled: Catalogue): Catalogue {
  const found = new Map(profiled.tables.map((table) => [foldCase(tableKey(table)), table]));
  const tables = catalogue.tables.map((table) => {
    const looked = found.get(foldCase(tableKey(table)));
    return looked === undefined || looked.error !== undefined || !hasFindings(looked) ? table : merged(table, looked);
  });
  return { ...catalogue, tables };
}

/** A profile that was cancelled before its first figures takes nothing away. */
function hasFindings({ columns, growth, keyCandidates, foreignKeys }: Table): boolean {
  return columns.some(({ profile }) => profile !== undefined) || growth !== undefined || keyCandidates !== undefined || foreignKeys.some(({ orphans }) => orphans !== undefined);
}

function merged(table: Table, looked: Table): Table {
  const columns = new Map(looked.columns.map((column) => [foldCase(column.name), column]));
  const { growth, keyCandidates, ...rest } = table;
  const names = new Set(table.columns.map(({ name }) => foldCase(name)));
  const known = (list: readonly string[]): boolean => list.every((name) => names.has(foldCase(name)));
  const newGrowth = looked.growth ?? growth;
  const newCandidates = (looked.keyCandidates ?? keyCandidates)?.filter((candidate) => known(candidate.columns));
  return {
    ...rest,
    columns: table.columns.map((column) => withProfile(column, columns.get(foldCase(column.name)))),
    foreignKeys: table.foreignKeys.map((key) => withOrphans(key, looked.foreignKeys)),
    ...(newGrowth === undefined || !known([newGrowth.column]) ? {} : { growth: newGrowth }),
    ...(newCandidates === undefined || newCandidates.length === 0 ? {} : { keyCandidates: newCandidates }),
  };
}

function withProfile(column: Column, looked: Column | undefined): Column {
  return looked?.profile === undefined ? column : { ...column, profile: looked.profile };
}

function withOrphans(key: ForeignKey, looked: readonly ForeignKey[]): ForeignKey {
  const signature = (one: ForeignKey): string => foldCase(JSON.stringify([one.columns, one.referencedTable, one.referencedColumns]));
  const found = looked.find((one) => signature(one) === signature(key));
  return found?.orphans === undefined ? key : { ...key, orphans: found.orphans };
}
