import { SqlRefused } from './compiled.ts';
import type { Compiled, Note, Rendering } from './compiled.ts';
import { DIALECT_NAMES } from './dialect.ts';
import type { CallSite } from './callSite.ts';
import type { TransformType, Value } from './value.ts';

type Filled = Exclude<Value, null>;

/** A function of values that are all there: null where one of them is null. */
export function strict(call: CallSite, type: TransformType, args: readonly Compiled[], compute: (values: readonly Filled[], notes: Note[]) => Value, sql: (args: readonly string[], rendering: Rendering) => string, more: { scale?: number; reads?: boolean } = {}): Compiled {
  return {
    type,
    span: call.span,
    scale: more.scale ?? 0,
    nullable: more.reads === true || args.some((arg) => arg.nullable),
    ...(more.reads === true || args.some((arg) => arg.reads === true) ? { reads: true } : {}),
    evaluate(evaluation) {
      const values: Filled[] = [];
      // All of them are computed, so that the notes say all that is to be said.
      let missing = false;
      for (const arg of args) {
        const value = arg.evaluate(evaluation);
        if (value === null) missing = true;
        else values.push(value);
      }
      return missing ? null : compute(values, evaluation.notes);
    },
    sql: (rendering) => sql(args.map((arg) => arg.sql(rendering)), rendering),
  };
}

/** Refuses an engine for this call. */
export function refuse(call: { readonly name: string; readonly span: Compiled['span'] }, rendering: Rendering, reason: string): never {
  throw new SqlRefused('transform.refused', { name: call.name, dialect: DIALECT_NAMES[rendering.dialect], reason }, call.span);
}

export function textOf(value: Filled | undefined): string {
  if (value?.kind !== 'text') throw new TypeError('a text was expected');
  return value.text;
}

export const NO_EXACT_DECIMALS = 'it has no exact decimals and computes fractions as floating point';

/** A whole number as an exact decimal, so that what is computed with it does not end at 64 bits. */
export function decimalSql(sql: string, arg: Compiled, { dialect }: Rendering): string {
  if (arg.type !== 'integer') return sql;
  switch (dialect) {
    case 'sqlite': case 'oracle': return sql;
    case 'postgres': return `CAST(${sql} AS numeric)`;
    case 'mariadb': return `CAST(${sql} AS DECIMAL(20, 0))`;
    case 'sqlserver': return `CAST(${sql} AS decimal(19, 0))`;
    default: return dialect satisfies never;
  }
}
