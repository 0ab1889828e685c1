import type { CallSite } from './callSite.ts';
import type { Compiled } from './compiled.ts';
import type { SqlDialect } from './dialect.ts';

/** An example of a function: it stands in its documentation and is a test. */
export interface FunctionExample {
  readonly expression: string;
  /** What `value` is; a text unless it says another type. */
  readonly value?: string | null;
  /** The type of `value`, as a plan writes one. */
  readonly type?: 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';
  /** As the preview shows it. */
  readonly result: string;
}

/** One function of the language: all that is said about it anywhere comes from here. */
export interface FunctionSpec {
  readonly name: string;
  readonly group: 'text' | 'number' | 'date' | 'choice' | 'type';
  /** `substring(text, start, length?)` */
  readonly signature: string;
  readonly least: number;
  readonly most: number;
  readonly meaning: string;
  /** What to know beyond the meaning: nulls, limits, an engine's ways. */
  readonly remarks?: readonly string[];
  readonly examples: readonly FunctionExample[];
  /** Engines for which it is refused whatever its arguments, and why. */
  readonly refused?: Readonly<Partial<Record<SqlDialect, string>>>;
  /** Engines for which some calls of it are refused, and which and why. */
  readonly partly?: Readonly<Partial<Record<SqlDialect, string>>>;
  /** Checks a call; undefined where it wrote a fault. */
  readonly compile: (call: CallSite) => Compiled | undefined;
}
