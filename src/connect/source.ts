import type { CatalogueIssue, OriginKind, Table, Technology } from '../core/catalogue/catalogue.ts';
import type { ProfileRequest, ScanRequest } from './protocol.ts';

/** A table as the list names it, before it is read. */
export interface TableRef {
  readonly schema?: string | undefined;
  readonly name: string;
  readonly kind: 'table' | 'view';
}

/**
 * The one interface of everything that can be read: a database, a schema file, a folder of files. A source is lazy: opening
 * finds out that it can be read, listing names its tables, and only `readTable` costs time. One file a system implements it.
 */
export interface Source {
  readonly technology: Technology;
  readonly origin: OriginKind;
  /** Bytes of the whole, where they are known. */
  readonly bytes?: bigint;
  listTables(): Promise<readonly TableRef[]>;
  /**
   * Structure and statistics of one table. What could not be read of it stands in the table's `error`; a thrown error is
   * taken as such an error of this table too. The other tables are read all the same.
   */
  readTable(ref: TableRef): Promise<Table>;
  /**
   * Where reading a table gives estimates: exact counts, after all tables are there. Counts go on at the same time; each table
   * is reported anew when its count is done. Throws only what ends the scan.
   */
  countRows?(report: CountReport): Promise<void>;
  /**
   * The same table with the profiles of its columns, its orphans, key candidates and growth. What could not be looked at is left
   * out and said among the issues. Absent where there are no values to look at (a script, a list).
   */
  profileTable?(ref: TableRef, table: Table, care: ProfileRequest): Promise<Table>;
  /** What is to be said about the source as a whole; asked after the last table. */
  issues(): Promise<readonly CatalogueIssue[]>;
  /** Gives everything back. Called once, also after a failure. */
  close(): Promise<void>;
}

/** How counting is followed. */
export interface CountReport {
  planned(total: number): void;
  begun(table: Table): Promise<void>;
  counted(table: Table): Promise<void>;
}

/** What a source may use of the process it runs in. */
export interface SourceContext {
  /** An empty folder for private copies, removed after the scan by whoever made it. */
  readonly scratch: string;
  /** A sign of life during a long opening. */
  working(): void;
  /** The password, for sources that need one. */
  readonly secret?: string;
  /** Aborted when the person cancels: a statement that runs is ended at the server. */
  readonly signal?: AbortSignal;
}

/** Opens a source. Throws a `ConnectError` that says what is wrong, where, and what to do. */
export type OpenSource<Kind extends ScanRequest['kind']> = (
  request: Extract<ScanRequest, { kind: Kind }>,
  context: SourceContext,
) => Promise<Source>;
