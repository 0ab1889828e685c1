import type { StatementReader } from '../readScript.ts';
import { StatementError } from '../statementError.ts';
import { loadPostgresParser } from './parser.ts';
import { PostgresSchemaBuilder } from './schemaBuilder.ts';

/** Deepest brackets that are parsed: the parser calls itself for each and its stack ends. */
const deepestBrackets = 1_000;

/** A reader for the statements of a PostgreSQL script. */
export async function openPostgres(): Promise<StatementReader> {
  const parse = await loadPostgresParser();
  const builder = new PostgresSchemaBuilder();
  return {
    read(sql, lineAt) {
      if (bracketDepth(sql) > deepestBrackets) {
        throw new StatementError('too many brackets inside each other', undefined);
      }
      const node = parse(sql);
      if (node !== undefined) {
        builder.apply(node, sql, lineAt(0));
      }
    },
    finish() {
      const tables = builder.finish();
      return { tables, issues: [...builder.issues] };
    },
  };
}

function bracketDepth(sql: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < sql.length; at += 1) {
    const code = sql.charCodeAt(at);
    if (code === 40 || code === 91) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (code === 41 || code === 93) {
      depth -= 1;
    }
  }
  return deepest;
}
