import type { Catalogue, Column, Table } from '../catalogue/catalogue.ts';
import type { PlanRow } from '../plan/plan.ts';
import type { CatalogueChanges, TableChange } from './catalogueChanges.ts';

/** A scan of a system that the plan knows, and what it is held against. */
export interface Rescan {
  /** What is kept of the system; absent at its first scan. */
  readonly before: Catalogue | undefined;
  /** What the scan found, under the name that the plan has for the system now. */
  readonly after: Catalogue;
  /** The rows of the inventory when the scan began: what is otherwise now, a person changed meanwhile. */
  readonly base: readonly PlanRow[];
  /** The catalogues of the plan's other systems, the target with them. */
  readonly others: readonly Catalogue[];
}

export type RescanKind = 'renamed' | 'yours' | 'added' | 'gone' | 'changed' | 'counts';
/** The order in which a review shows them: what needs a decision first. */
export const RESCAN_KINDS: readonly RescanKind[] = ['renamed', 'yours', 'added', 'gone', 'changed', 'counts'];

/** A cell of the inventory, as it stands and as the scan would have it. */
export interface CellOffer {
  readonly column: 'recordCount' | 'size';
  readonly shown: string;
  readonly found: string;
}

interface Item {
  /** The same in every version of the plan, as long as it is about the same thing. */
  readonly id: string;
  /** A person can take it over or leave it; else it is only to be known. */
  readonly choosable: boolean;
  /** Taken over, where the person says nothing. */
  readonly chosen: boolean;
}

/** What a scan brings, as something to choose or to know. Rows are rows of the inventory. */
export type RescanItem = Item & (
  | { readonly kind: 'renamed'; readonly what: 'table'; readonly before: Table; readonly after: Table; readonly sure: boolean; readonly likeness: number; readonly row: number | undefined; readonly mapped: number; readonly cells: readonly CellOffer[] }
  | { readonly kind: 'renamed'; readonly what: 'column'; readonly table: Table; readonly before: Column; readonly after: Column; readonly sure: boolean; readonly likeness: number; readonly mapped: number }
  | { readonly kind: 'added'; readonly what: 'table'; readonly table: Table; readonly perhaps: Table | undefined }
  | { readonly kind: 'added'; readonly what: 'columns'; readonly table: Table; readonly columns: readonly Column[]; readonly perhaps: readonly Column[] }
  | { readonly kind: 'gone'; readonly what: 'table'; readonly table: Table; readonly row: number | undefined; readonly mapped: number; readonly reason: string | undefined; readonly perhaps: Table | undefined }
  | { readonly kind: 'gone'; readonly what: 'columns'; readonly table: Table; readonly columns: readonly Column[]; readonly mapped: number }
  | { readonly kind: 'changed'; readonly change: TableChange; readonly mapped: number }
  | { readonly kind: 'counts'; readonly table: Table; readonly row: number; readonly cells: readonly CellOffer[] }
  /** `removed`: the person took the row out while the scan ran. `meanwhile`: they changed the value then; else before. */
  | { readonly kind: 'yours'; readonly table: Table; readonly row: number | undefined; readonly removed: boolean; readonly meanwhile: boolean; readonly cells: readonly CellOffer[] }
);

export interface RescanMerge {
  /** The catalogue to keep. */
  readonly kept: Catalogue;
  readonly changes: CatalogueChanges | undefined;
  /** In the order of `RESCAN_KINDS`, and within one of the catalogue. */
  readonly items: readonly RescanItem[];
}
