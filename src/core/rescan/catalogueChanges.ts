import type { Column, Table, TableStatistics } from '../catalogue/catalogue.ts';

/** Two tables, one of each scan, that are taken for the same. */
export interface TablePair {
  readonly before: Table;
  readonly after: Table;
}

/** A table or column that stands under another name by now. */
export interface Renamed<Item> {
  readonly before: Item;
  readonly after: Item;
  /** How alike the two are, 0 to 1. */
  readonly likeness: number;
}

export type ColumnAspect = 'type' | 'nullable' | 'default' | 'generated';
export type TableAspect = 'primaryKey' | 'uniqueKeys' | 'foreignKeys';

/** Something that is said differently, in the words of the schema. */
export interface Difference<Aspect> {
  readonly aspect: Aspect;
  readonly before: string;
  readonly after: string;
}

export interface ColumnChange {
  readonly before: Column;
  readonly after: Column;
  readonly differences: readonly Difference<ColumnAspect>[];
}

/** What is different about a table that both scans found. */
export interface TableChange extends TablePair {
  readonly added: readonly Column[];
  readonly gone: readonly Column[];
  /** Surely the same column under another name. */
  readonly renamed: readonly Renamed<Column>[];
  /** Perhaps: both columns are among `added` and `gone` as well. No column is in two pairs. */
  readonly maybeRenamed: readonly Renamed<Column>[];
  readonly changed: readonly ColumnChange[];
  readonly differences: readonly Difference<TableAspect>[];
}

/** How many rows, or bytes, a table had then and has now. Absent: not known. */
export interface VolumeChange extends TablePair {
  readonly rows?: { readonly before: bigint; readonly after: bigint; readonly kind: TableStatistics['kind'] };
  readonly bytes?: { readonly before: bigint; readonly after: bigint };
}

/** What a later scan of a system found otherwise than an earlier one. */
export interface CatalogueChanges {
  readonly added: readonly Table[];
  /** Tables that a whole scan no longer found. One that could not be read is none of them. */
  readonly gone: readonly Table[];
  /** Surely the same table under another name. */
  readonly renamed: readonly Renamed<Table>[];
  /** Perhaps: both tables are among `added` and `gone` as well. No table is in two pairs. */
  readonly maybeRenamed: readonly Renamed<Table>[];
  /** Tables of which something is different, renamed ones included. */
  readonly changed: readonly TableChange[];
  /** Tables that have another number of rows or bytes, where both scans say it in the same way. */
  readonly volumes: readonly VolumeChange[];
  /** Tables that the later scan could not read, or had not come to when it was ended. */
  readonly unread: readonly Table[];
  /** Every table that both scans found, under whatever name. */
  readonly pairs: readonly TablePair[];
}

/** True where the two scans say the same of everything. */
export function nothingChanged(changes: CatalogueChanges): boolean {
  return changes.added.length === 0 && changes.gone.length === 0 && changes.renamed.length === 0 && changes.changed.length === 0 && changes.volumes.length === 0 && changes.unread.length === 0;
}
