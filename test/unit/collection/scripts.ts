import { ScriptBuffer } from '../../../src/connect/ddl/scriptBuffer.ts';
import { loadDialect } from '../../../src/connect/ddl/dialect.ts';
import type { DialectName } from '../../../src/connect/ddl/dialectName.ts';
import { splitStatements } from '../../../src/connect/ddl/splitStatements.ts';

/** The statements of a script, without comments before them. */
export async function statementsOf(dialect: DialectName, script: string): Promise<{ readonly sql: string; readonly head: string; readonly fault: string }[]> {
  const { rules } = await loadDialect(dialect);
  const buffer = new ScriptBuffer([script]);
  return [...splitStatements(buffer, rules)].filter(({ start, end }) => end > start).map(({ start, end, unclosed, oddQuotes }) => ({
    sql: script.slice(start, end), head: script.slice(start, end).split(/\s+/)[0]!.toUpperCase(), fault: unclosed ?? (oddQuotes ? 'odd quotes' : ''),
  }));
}
