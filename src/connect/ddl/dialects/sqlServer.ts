import type { Dialect } from '../dialect.ts';
import { openGrammar } from '../grammar/openGrammar.ts';
import type { LexicalRules } from '../lexicalRules.ts';
import { readProcedureCall } from './sqlServerCalls.ts';
import { sqlServerType } from './sqlServerTypes.ts';

const rules: LexicalRules = {
  quotes: `'"[`,
  backslash: 'never',
  dollarQuotes: false,
  qQuotes: false,
  nestedComments: true,
  hashComments: false,
  conditionalComments: false,
  copyData: false,
  backslashCommands: false,
  delimiterLines: false,
  batchLine: /GO[ \t]*(?:\d{1,9}[ \t]*)?;?[ \t]*(?:--[^\n]*)?(?=\r?\n|$)/iy,
  clientLine: /(?::[A-Za-z!]|!!)/y,
  lineStart:
    /(?:SELECT|INSERT|UPDATE|DELETE|MERGE|CREATE|ALTER(?!\s+COLUMN)|DROP(?!\s+(?:COLUMN|CONSTRAINT))|EXEC|EXECUTE|GRANT|DENY|REVOKE|USE|IF|ELSE|BEGIN|END|PRINT|DECLARE|TRUNCATE|COMMIT|ROLLBACK|RAISERROR|THROW|DBCC)\b/iy,
  asked: /[cadrbw]|e(?:xec|lse)|sp_|if\b/iy,
  blocks: [
    { head: /^(?:CREATE|ALTER) (?:OR ALTER )?(?:PROC|PROCEDURE|FUNCTION|TRIGGER)\b/, hold: 'batch' },
    { head: /^(?:IF|ELSE|BEGIN|WHILE)\b/, hold: 'words' },
  ],
};

/** SQL Server and Azure SQL. */
export const sqlServer: Dialect = {
  rules,
  defining: new RegExp(
    `^(?:${[
      'CREATE (?:EXTERNAL )?TABLE',
      'CREATE UNIQUE (?:CLUSTERED |NONCLUSTERED )?INDEX',
      'CREATE (?:OR ALTER )?VIEW',
      'CREATE TYPE',
      'ALTER TABLE',
      'DROP (?:TABLE|VIEW|INDEX)',
      '(?:EXEC|EXECUTE) [^(]*?\\bSP_(?:ADDEXTENDEDPROPERTY|UPDATEEXTENDEDPROPERTY|RENAME|ADDTYPE)\\b',
      'SP_(?:ADDEXTENDEDPROPERTY|RENAME|ADDTYPE)\\b',
      'EXEC(?:UTE)? (?:\\[?SYS\\]?\\.)?\\[?SP_(?:ADDEXTENDEDPROPERTY|UPDATEEXTENDEDPROPERTY|RENAME|ADDTYPE)',
    ].join('|')})`,
  ),
  open: () =>
    Promise.resolve(
      openGrammar({
        lexical: rules,
        names: { fold: 'none' },
        grammar: { anyTypeWords: false, indexElements: true, modifyIsWhole: true },
        schema: {
          defaultSchema: 'dbo', ignoresCase: true, typeOf: sqlServerType, keysMayBeNull: false, numberedKey: undefined, sequenceDefault: /\bNEXT\s+VALUE\s+FOR\b/i,
          temporaryName: /^#/,
        },
        readOwn: readProcedureCall,
      }),
    ),
};
