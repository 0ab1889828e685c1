import type { Column } from '../../core/catalogue/catalogue.ts';
import type { Duck } from './duckdb.ts';
import type { DataFile } from './listDataFiles.ts';

/** What the readers of the different forms are given. */
export interface FileReading {
  readonly duck: Duck;
  readonly file: DataFile;
  /** Bytes of the longest line, record or object that is read. */
  readonly mostLine: number;
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
  readonly working: () => void;
}

export interface FileIssue {
  readonly message: string;
  readonly line?: number;
}

/** What was found in a file. */
export interface FileContent {
  readonly columns: readonly Column[];
  readonly rowCount: bigint;
  /** The query that counts the same, as a person would run it beside the file. */
  readonly query: string;
  /** The query that reads the columns in their types, for looking at the values. */
  readonly select: string;
  readonly issues: readonly FileIssue[];
}

/** Why a file can't be read as a table, in words for the person. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}

/** Where nothing says otherwise, lines and objects of more bytes are left out: DuckDB holds several of them at a time. */
export const mostLineBytes = 16_000_000;
