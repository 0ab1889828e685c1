import type { LexicalRules } from '../lexicalRules.ts';
import { SchemaDraft } from '../model/schemaDraft.ts';
import type { SchemaRules } from '../model/schemaRules.ts';
import type { StatementReader } from '../readScript.ts';
import { readCommonStatement } from './statements.ts';
import type { StatementContext } from './statements.ts';
import type { GrammarRules } from './tableElement.ts';
import { TokenReader } from './tokenReader.ts';
import type { NameRules } from './tokenReader.ts';

/** A dialect for the one grammar that all but PostgreSQL share. */
export interface GrammarDialect {
  readonly lexical: LexicalRules;
  readonly names: NameRules;
  readonly grammar: GrammarRules;
  readonly schema: SchemaRules;
  /** Statements that this dialect alone has; false where the statement is none of these. */
  readonly readOwn?: (reader: TokenReader, context: StatementContext, read: (sql: string) => TokenReader) => boolean;
}

/** A reader for the statements of one script. */
export function openGrammar(dialect: GrammarDialect): StatementReader {
  const draft = new SchemaDraft(dialect.schema);
  const open = (sql: string): TokenReader => new TokenReader(sql, dialect.lexical, dialect.names);
  return {
    read(sql, lineAt) {
      const reader = open(sql);
      const context: StatementContext = { draft, rules: dialect.grammar, lineAt };
      if (dialect.readOwn?.(reader, context, open) !== true) {
        readCommonStatement(reader, context);
      }
    },
    finish: () => draft.finish(),
  };
}
