import { SqlRefused } from './compiled.ts';
import type { Compiled } from './compiled.ts';
import { compileExpression } from './compileExpression.ts';
import type { Scope } from './compileExpression.ts';
import { quoteSqlName } from './dialect.ts';
import type { SqlDialect } from './dialect.ts';
import type { Expression, TransformFault } from './expression.ts';
import { asValue } from './sqlForms.ts';

export type RenderedSql = { readonly sql: string; readonly faults: readonly [] } | { readonly sql: undefined; readonly faults: readonly TransformFault[] };

export interface RenderOptions extends Scope {
  /** Stands before the names of columns: `c` gives `c."Email"`. Written as it is: quoted already where it needs quotes. */
  readonly alias?: string;
}

/** An expression in the SQL of one engine, or why it is refused: as a fault at its place. */
export function renderSql(expression: Expression, dialect: SqlDialect, options: RenderOptions): RenderedSql {
  const { compiled, faults } = compileExpression(expression, options);
  return compiled === undefined ? { sql: undefined, faults } : renderCompiled(compiled, dialect, options);
}

/** The same, of an expression that is checked already. */
export function renderCompiled(compiled: Compiled, dialect: SqlDialect, options: RenderOptions): RenderedSql {
  const before = options.alias === undefined ? '' : `${options.alias}.`;
  const column = (name: string | undefined): string => before + quoteSqlName(name ?? options.value?.name ?? '', dialect);
  try {
    return { sql: asValue(compiled.sql({ dialect, column }), compiled.type, dialect), faults: [] };
  } catch (error) {
    if (!(error instanceof SqlRefused)) throw error;
    return { sql: undefined, faults: [{ code: error.code, args: error.args, span: error.span, severity: 'error' }] };
  }
}
