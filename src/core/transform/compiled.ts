import type { DataType } from '../catalogue/catalogue.ts';
import type { SqlDialect } from './dialect.ts';
import type { Span } from './expression.ts';
import type { TransformMessageCode } from './messages.ts';
import type { TransformType, Value } from './value.ts';

/** Something that a preview says about a value on its way: why it became null, for one. */
export interface Note {
  readonly code: TransformMessageCode;
  readonly args: Readonly<Record<string, string>>;
}

/** What an expression reads while one row is computed. */
export interface Evaluation {
  readonly row: (field: string | undefined) => Value;
  readonly notes: Note[];
}

/** What an expression needs while it is rendered. */
export interface Rendering {
  readonly dialect: SqlDialect;
  /** The SQL of a field; undefined stands for `value`. */
  readonly column: (field: string | undefined) => string;
}

/** A checked expression: what it gives, how it is computed here and how an engine computes the same. */
export interface Compiled {
  readonly type: TransformType;
  readonly span: Span;
  /** Most digits after the point, of a number. */
  readonly scale: number;
  readonly nullable: boolean;
  /** Set where the expression is the same for each row. */
  readonly constant?: { readonly value: Value };
  /** It turns values that it can't read into null. */
  readonly reads?: boolean;
  readonly evaluate: (evaluation: Evaluation) => Value;
  /** SQL of the value; of a boolean: a condition, which is a value as well where the engine has booleans. Throws `SqlRefused`. */
  readonly sql: (rendering: Rendering) => string;
}

/** A field in reach of an expression. */
export interface FieldInScope {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
}

/** The value can't be computed; the preview says why instead of a value. */
export class EvaluationFailed extends Error {
  constructor(readonly note: Note) {
    super(note.code);
  }
}

/** The engine can't compute this so that it equals the preview. */
export class SqlRefused extends Error {
  constructor(readonly code: TransformMessageCode, readonly args: Readonly<Record<string, string>>, readonly span: Span) {
    super(code);
  }
}
