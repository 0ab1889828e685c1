import type { Catalogue, Column, ForeignKey, Table, TableStatistics } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { typeText } from '../catalogue/typeText.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { remembered } from '../plan/remembered.ts';
import type { CatalogueChanges, ColumnAspect, ColumnChange, Difference, TableAspect, TableChange, TablePair, VolumeChange } from './catalogueChanges.ts';
import { matchColumns, sameType } from './matchColumns.ts';
import { matchTables } from './matchTables.ts';
import { nameLikeness } from './nameLikeness.ts';

/**
 * What a later scan of a system found otherwise than an earlier one. Tables that the later one could not read, or had not come
 * to when it was ended, are `unread`, not gone; of those that the earlier one could not read only the table itself is compared.
 */
export const compareCatalogues = remembered((before: Catalogue, after: Catalogue): CatalogueChanges => {
  const alike = nameLikeness();
  const match = matchTables(before.tables, after.tables, alike);
  // Without the whole of the later scan, nothing can be said to be gone, nor what it became.
  const finished = after.complete;
  const renamed = finished ? match.renamed : [];
  const pairs: TablePair[] = [...match.same, ...renamed];
  const nowNamed = new Map(renamed.map((pair) => [foldCase(tableKey(pair.before)), pair.after]));
  const changed: TableChange[] = [];
  const volumes: VolumeChange[] = [];
  for (const pair of pairs) {
    if (!isRead(pair.after) || !isRead(pair.before)) continue;
    const change = tableChange(pair, alike, nowNamed);
    if (change) changed.push(change);
    const volume = volumeChange(pair);
    if (volume) volumes.push(volume);
  }
  const notRead = new Set([...match.same.filter((pair) => !isRead(pair.after)).map((pair) => pair.before), ...(finished ? [] : [...match.gone, ...match.renamed.map((pair) => pair.before)])]);
  const unread = before.tables.filter((table) => notRead.has(table));
  return {
    added: finished ? match.added : [...match.added, ...match.renamed.map((pair) => pair.after)],
    gone: finished ? match.gone : [], renamed, maybeRenamed: finished ? match.maybeRenamed : [], changed, volumes, unread, pairs,
  };
});

/** A table that could not be read whole may lack columns that are there. */
function isRead(table: Table): boolean {
  return table.error === undefined;
}

function tableChange(pair: TablePair, alike: ReturnType<typeof nameLikeness>, nowNamed: ReadonlyMap<string, Table>): TableChange | undefined {
  const { same, added, gone, renamed, maybeRenamed } = matchColumns(pair.before.columns, pair.after.columns, alike);
  const changed = [...same, ...renamed].flatMap(({ before, after }): ColumnChange[] => {
    const differences = columnDifferences(before, after);
    return differences.length === 0 ? [] : [{ before, after, differences }];
  });
  const names = new Map(renamed.map(({ before, after }) => [foldCase(before.name), after.name]));
  const differences = tableDifferences(pair, (name) => names.get(foldCase(name)) ?? name, nowNamed);
  if (added.length + gone.length + renamed.length + changed.length + differences.length === 0) return undefined;
  return { ...pair, added, gone, renamed, maybeRenamed, changed, differences };
}

function columnDifferences(before: Column, after: Column): Difference<ColumnAspect>[] {
  const found: Difference<ColumnAspect>[] = [];
  // The engine's own spelling of one and the same type may change with its version.
  if (!sameType(before.type, after.type)) found.push({ aspect: 'type', before: typeWords(before, after), after: typeWords(after, before) });
  if (before.nullable !== after.nullable) found.push({ aspect: 'nullable', before: String(before.nullable), after: String(after.nullable) });
  if ((before.default ?? '') !== (after.default ?? '')) found.push({ aspect: 'default', before: before.default ?? '', after: after.default ?? '' });
  if ((before.generated ?? false) !== (after.generated ?? false)) found.push({ aspect: 'generated', before: String(before.generated ?? false), after: String(after.generated ?? false) });
  return found;
}

/** In the engine's words, where those tell the two apart. */
function typeWords(column: Column, other: Column): string {
  return column.nativeType !== '' && column.nativeType !== other.nativeType ? column.nativeType : typeText(column.type);
}

function tableDifferences({ before, after }: TablePair, nowCalled: (column: string) => string, nowNamed: ReadonlyMap<string, Table>): Difference<TableAspect>[] {
  const found: Difference<TableAspect>[] = [];
  const differ = (aspect: TableAspect, one: string, other: string, same = foldCase(one) === foldCase(other)): void => {
    if (!same) found.push({ aspect, before: one, after: other });
  };
  differ('primaryKey', before.primaryKey.map(nowCalled).join(', '), after.primaryKey.join(', '));
  differ('uniqueKeys', sortedText(before.uniqueKeys.map((key) => key.map(nowCalled).join(', '))), sortedText(after.uniqueKeys.map((key) => key.join(', '))));
  // A table that refers to itself refers to its new name.
  const self = foldCase(before.name);
  const target = (key: ForeignKey): string => (foldCase(key.referencedTable) === self && before.name !== after.name ? after.name : renamedTarget(key, before, nowNamed));
  differ('foreignKeys', sortedText(before.foreignKeys.map((key) => `${key.columns.map(nowCalled).join(', ')} → ${target(key)}`)), sortedText(after.foreignKeys.map((key) => `${key.columns.join(', ')} → ${key.referencedTable}`)));
  return found;
}

function renamedTarget(key: ForeignKey, from: Table, nowNamed: ReadonlyMap<string, Table>): string {
  const schema = key.referencedSchema ?? from.schema;
  return nowNamed.get(foldCase(tableKey({ schema, name: key.referencedTable })))?.name ?? key.referencedTable;
}

function sortedText(parts: readonly string[]): string {
  return [...parts].sort((a, b) => (foldCase(a) < foldCase(b) ? -1 : foldCase(a) > foldCase(b) ? 1 : 0)).join('; ');
}

function volumeChange(pair: TablePair): VolumeChange | undefined {
  const { statistics: before } = pair.before;
  const { statistics: after } = pair.after;
  const rows = comparableRows(before, after);
  const bytes = before.bytes !== undefined && after.bytes !== undefined && before.bytes !== after.bytes ? { before: BigInt(before.bytes), after: BigInt(after.bytes) } : undefined;
  if (!rows && !bytes) return undefined;
  return { ...pair, ...(rows ? { rows } : {}), ...(bytes ? { bytes } : {}) };
}

/** Two counts that differ, come by in the same way: that an estimate is not what was measured says nothing of the rows. */
function comparableRows(before: TableStatistics, after: TableStatistics): VolumeChange['rows'] {
  if (before.kind !== after.kind || before.kind === 'unknown' || before.rowCount === undefined || after.rowCount === undefined) return undefined;
  const counts = { before: BigInt(before.rowCount), after: BigInt(after.rowCount) };
  return counts.before === counts.after ? undefined : { ...counts, kind: after.kind };
}
