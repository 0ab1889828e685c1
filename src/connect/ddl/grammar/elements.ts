import type { QualifiedName } from './tokenReader.ts';

/** A type as it is written. */
export interface WrittenType {
  /** With its schema, where one is written: only the script itself can define such a type. */
  readonly name: QualifiedName;
  /** The words of its name in upper case: `DOUBLE PRECISION`, `TIMESTAMP WITH TIME ZONE`, `INT UNSIGNED`. */
  readonly words: string;
  /** What stands in its brackets; strings without quotes. */
  readonly args: readonly string[];
  /** As it stands in the script, without quotes and needless blanks. */
  readonly native: string;
}

export interface ColumnElement {
  readonly kind: 'column';
  readonly name: string;
  /** Absent where none is written: a computed column, a column of a view, SQLite. */
  readonly type: WrittenType | undefined;
  /** Undefined where nothing is said. */
  readonly required: boolean | undefined;
  readonly generated: boolean;
  /** Undefined where nothing is said, or NULL, which comes to the same. */
  readonly default: string | undefined;
  readonly comment: string | undefined;
  /** Offset in the statement. */
  readonly offset: number;
}

/** What may stand in the brackets of a CREATE TABLE, and what ALTER TABLE adds. A constraint written beside its column stands here by itself. */
export type TableElement =
  | ColumnElement
  | { readonly kind: 'primaryKey'; readonly name: string | undefined; readonly columns: readonly string[]; readonly descending: boolean }
  | { readonly kind: 'unique'; readonly name: string | undefined; readonly columns: readonly string[] }
  | {
      readonly kind: 'foreignKey';
      readonly name: string | undefined;
      readonly columns: readonly string[];
      readonly referenced: QualifiedName;
      readonly referencedColumns: readonly string[];
      readonly offset: number;
    }
  | { readonly kind: 'values'; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: 'required'; readonly column: string }
  | { readonly kind: 'default'; readonly column: string; readonly text: string }
  | { readonly kind: 'like'; readonly table: QualifiedName }
  /** What could not be understood of one element; the rest of the table was. */
  | { readonly kind: 'problem'; readonly detail: string; readonly offset: number };
