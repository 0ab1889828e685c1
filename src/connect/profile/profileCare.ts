import type { CatalogueIssue } from '../../core/catalogue/catalogue.ts';
import type { FailureKind } from '../database/databaseError.ts';
import type { ProfileRequest } from '../protocol.ts';

/** What a profile needs to know besides the table. */
export interface ProfileCare extends ProfileRequest {
  /** ISO 8601 instant. */
  readonly now: string;
  readonly signal?: AbortSignal | undefined;
  /** What could not be looked at is said here. */
  readonly issues: CatalogueIssue[];
  /** What a failed statement was; without it, every failure is one of this statement alone. */
  readonly failure?: (error: unknown) => FailureKind;
  /** A failure in words, without secrets. */
  readonly detail?: (error: unknown) => string;
  /** The error that ends the scan, for a connection that is gone. */
  readonly lost?: (error: unknown) => Error;
  /** Seconds after which the server ends a statement; for the words of an issue. */
  readonly statementSeconds?: number;
  /** A table that a foreign key refers to, as it stands behind FROM; undefined where it is not there or may not be read. */
  readonly quotedOf?: (schema: string | undefined, table: string) => string | undefined;
  /** A sign of life after each statement. */
  readonly working?: () => void;
}
