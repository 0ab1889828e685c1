import type { Node } from 'libpg-query';
import { exportsOf } from '../../exportsOf.ts';
import { StatementError } from '../statementError.ts';

export type ParseStatement = (sql: string) => Node | undefined;

/** Loads PostgreSQL's own parser, at first use. What it gives parses one statement at a time and throws `StatementError`. */
export async function loadPostgresParser(): Promise<ParseStatement> {
  const library = exportsOf(await import('libpg-query'));
  await library.loadModule();
  return (sql) => {
    try {
      return library.parseSync(sql).stmts?.[0]?.stmt;
    } catch (error) {
      const details: unknown = typeof error === 'object' && error !== null && 'sqlDetails' in error ? error.sqlDetails : undefined;
      const at = typeof details === 'object' && details !== null && 'cursorPosition' in details ? details.cursorPosition : undefined;
      throw new StatementError(error instanceof Error ? error.message : String(error), typeof at === 'number' && at > 0 ? at : undefined);
    }
  };
}
