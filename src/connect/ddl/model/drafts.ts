import type { WrittenType } from '../grammar/elements.ts';
import type { QualifiedName } from '../grammar/tokenReader.ts';

export interface ColumnDraft {
  name: string;
  type: WrittenType | undefined;
  line: number;
  required: boolean | undefined;
  generated: boolean;
  default: string | undefined;
  comment: string | undefined;
  values: readonly string[] | undefined;
}

export interface KeyDraft {
  readonly name: string | undefined;
  columns: string[];
}

export interface ForeignKeyDraft extends KeyDraft {
  readonly line: number;
  readonly referenced: QualifiedName;
  readonly referencedColumns: readonly string[];
}

export interface TableDraft {
  schema: string | undefined;
  name: string;
  readonly kind: 'table' | 'view';
  columns: ColumnDraft[];
  primaryKey: KeyDraft | undefined;
  /** Declared with DESC, which in SQLite makes another key of it. */
  descendingKey: boolean;
  /** Rows are kept by the key itself (SQLite: WITHOUT ROWID, STRICT). */
  keyIsRequired: boolean;
  uniqueKeys: KeyDraft[];
  foreignKeys: ForeignKeyDraft[];
  comment: string | undefined;
}

/** A type that the script defines by another one. */
export interface TypeAlias {
  readonly base: WrittenType | undefined;
  readonly required: boolean;
  /** What it is where it has no base: a list, an object. */
  readonly kind: 'alias' | 'array' | 'object';
}
