import type { Table } from '../../core/catalogue/catalogue.ts';
import type { Reading } from '../../core/profile/reading.ts';
import type { Row } from '../database/engine.ts';

/** Runs one statement and gives its rows as text or null, by the column names of the statement. */
export type Query = (sql: string) => Promise<readonly Row[]>;

/** Which rows a profile looks at. */
export interface SampleWish {
  /** About so many rows. */
  readonly rows: number;
  /** Rows of the whole table, where they are known. */
  readonly total: bigint | undefined;
}

/** Rows to look at, as they stand behind FROM. */
export interface SampleClause {
  /** With the alias `s`: `"public"."orders" AS s TABLESAMPLE SYSTEM (2.5) REPEATABLE (42)`. */
  readonly from: string;
  /** True where these are the first rows as they come, not rows from all over the table. */
  readonly firstRows?: boolean;
}

/**
 * What differs from one engine to the next when values are looked at. Each function takes and gives SQL expressions; an
 * expression that is passed in can be used more than once. Nothing here may sort a whole table.
 */
export interface ProfileDialect {
  /** A name of a column in quotes. */
  quote(name: string): string;
  /** A text as a literal. */
  literal(text: string): string;
  /** A sample. It takes rows from all over the table where that costs little, else the first ones, and says so. The same one each time it is asked for. */
  sample(quoted: string, table: Table, wish: SampleWish): SampleClause;
  /** All rows, with the alias `s`. Children that are tables of their own are already left out by `quoted`. */
  all(quoted: string): string;
  /** A SELECT that gives at most so many rows, however many there are (`LIMIT`, `TOP`, `FETCH FIRST`). */
  limited(select: string, rows: number): string;
  /** A column of any kind that can be written as text; the same value gives the same text. Dates `YYYY-MM-DD`, timestamps `YYYY-MM-DD HH:MM:SS[.f]`, decimals with a point, booleans `true` and `false`. */
  text(expression: string, column: Table['columns'][number]): string;
  /** A text compared by its bytes, so that case, accents and blanks at the end count: for counts of different values. */
  exactly(text: string): string;
  /** The least and the greatest of a text by its bytes, as text again. */
  least(text: string): string;
  greatest(text: string): string;
  /** Characters of a text. */
  characters(text: string): string;
  /** Bytes of a binary, a large object, or a text. */
  bytes(expression: string): string;
  /** The first characters of a text. */
  left(text: string, characters: number): string;
  /** A text without blanks around it. */
  trimmed(text: string): string;
  /** Exact number of different values. */
  distinct(expression: string): string;
  /** An approximation of it in one pass and little memory; absent where the engine has none and the exact one is used. */
  distinctRoughly?(expression: string): string;
  /** A text with the given capital letters as `A`, small letters as `a`, digits as `9` (what is left is brought into that form afterwards). At least the given characters. */
  shape(text: string, characters: ShapeCharacters): string;
  /** A condition: whether a text reads as what it is taken for. */
  reads(text: string, reading: Reading): string;
  /** A date or timestamp column as `YYYY-MM`. */
  month(expression: string, column: Table['columns'][number]): string;
  /**
   * Counts values of several expressions in one pass: gives rows with the columns `k` (place of the expression), `v` (its value)
   * and `n` (rows). `most`: no more groups than that, the largest first.
   */
  counts(expressions: readonly string[], from: string, most: number): string;
  /** Digits before and after the point of a decimal column, as the text `5.2`; zeros at the end don't count. NULL for NULL. */
  digits(expression: string, column: Table['columns'][number]): string;
  /** How many values of a column are there; absent: `count(…)`, which some engines refuse for large or made types. */
  readonly filled?: (expression: string) => string;
  /** False for a column of which the engine lets nobody ask anything in a statement; absent: all can be asked. */
  readonly looksAt?: (column: Table['columns'][number]) => boolean;
  /** True where a column without a known type holds texts and numbers as they come. */
  readonly untypedIsText?: boolean;
  /** False where declared keys are only claims (files), so that duplicates are looked for in them too. */
  readonly enforcesKeys: boolean;
  /** Where it is cheaper to put the sample aside once: makes it, and gives what stands behind FROM from then on. */
  readonly putAside?: (query: Query, from: string, rows: number | undefined) => Promise<{ readonly from: string; readonly drop: () => Promise<void> } | undefined>;
}

/** The letters and digits to expect, from a first look at some values. */
export interface ShapeCharacters {
  readonly upper: string;
  readonly lower: string;
  readonly digits: string;
}
