import type { CatalogueIssue, Table, Technology } from '../../core/catalogue/catalogue.ts';
import type { ConnectError } from '../connectError.ts';
import type { TableRef } from '../source.ts';
import type { ProfileDialect } from '../profile/profileDialect.ts';
import type { FailureKind } from './databaseError.ts';

/** A row as the server writes it: text, or null. Numbers are never turned into JavaScript's, which round from 2^53. */
export type Row = Readonly<Record<string, string | null>>;

/** One connection, read-only and under a time limit from its first statement on. */
export interface Session {
  query(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Ends at the server what this connection is running; nothing where it runs nothing. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

/** All tables with structure and statistics, by their `TableRef.id`. */
export interface Picture {
  readonly tables: ReadonlyMap<string, Table>;
  readonly issues: readonly CatalogueIssue[];
}

/** A table as a server lists it. */
export interface ServerTable extends TableRef {
  /** The server's own name for it, unique in one scan. */
  readonly id: string;
  /** With its schema and quoted, as it stands in a statement. */
  readonly quoted: string;
  /** Set where counting takes more than the plain `FROM quoted`: children that are tables of their own. */
  readonly only?: boolean;
}

/** What is different from one engine to the next. */
export interface Engine {
  readonly technology: Technology;
  /** Bytes of the whole database, where the server tells. */
  readonly bytes?: bigint;
  /** True where one connection is kept free to end the statements of the others. */
  readonly cancelsOverConnection: boolean;
  /** True where the catalogue says which tables may be read; else each that is not counted is asked for no rows. */
  readonly knowsRights: boolean;
  openSession(): Promise<Session>;
  list(session: Session): Promise<readonly ServerTable[]>;
  /** Structure and statistics of all tables, in as many statements however many tables there are. */
  read(session: Session, tables: readonly ServerTable[]): Promise<Picture>;
  /** The statement that counts what stands behind FROM; absent: `SELECT count(*) FROM …`. */
  countOf?(source: string): string;
  /** A statement that asks a table or view for no row; absent: `SELECT * FROM … LIMIT 0`. */
  noRowsOf?(source: string): string;
  failure(error: unknown): FailureKind;
  /** A failure in words, without the secret. */
  detail(error: unknown): string;
  /** The connection is gone, and with it the scan. */
  lost(error: unknown): ConnectError;
  /** How values are looked at here; absent where that is not known. */
  readonly profileDialect?: ProfileDialect;
}
