import type { DataType } from '../../../core/catalogue/catalogue.ts';
import type { WrittenType } from '../grammar/elements.ts';

/** A type in the common vocabulary. */
export interface KnownType {
  readonly type: DataType;
  /** The engine fills such a column by itself. */
  readonly generated?: true;
  /** Such a column is never NULL. */
  readonly required?: true;
  /** Such a column is a key of its table. */
  readonly unique?: true;
}

/** Where the engines differ in what a definition comes to. */
export interface SchemaRules {
  /** The schema of names without one, where there is a usual one: it stands in the catalogue too. */
  readonly defaultSchema: string | undefined;
  /** Whether names that differ in case alone are the same. */
  readonly ignoresCase: boolean;
  /** A built-in type; undefined for a name that only the script can define. */
  readonly typeOf: (written: WrittenType) => KnownType | undefined;
  /** True where columns of a primary key may be NULL unless something else forbids it (SQLite). */
  readonly keysMayBeNull: boolean;
  /** The type of the one primary key column that the engine numbers by itself (SQLite: `INTEGER`). */
  readonly numberedKey: string | undefined;
  /** Defaults that take their value from a sequence. */
  readonly sequenceDefault: RegExp | undefined;
  /** Names of tables that live for a session alone. */
  readonly temporaryName: RegExp | undefined;
}
