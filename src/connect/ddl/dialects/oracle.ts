import type { Dialect } from '../dialect.ts';
import { openGrammar } from '../grammar/openGrammar.ts';
import type { LexicalRules } from '../lexicalRules.ts';
import { oracleType } from './oracleTypes.ts';

/** None of these can stand in PL/SQL by itself: where one begins a line, the block before it was not ended. */
const afterBlock = /(?:CREATE|ALTER|COMMENT\s+ON|DROP|GRANT)\b/iy;

const rules: LexicalRules = {
  quotes: `'"`,
  backslash: 'never',
  dollarQuotes: false,
  qQuotes: true,
  nestedComments: false,
  hashComments: false,
  conditionalComments: false,
  copyData: false,
  backslashCommands: false,
  delimiterLines: false,
  batchLine: /\/[ \t]*(?=\r?\n|$)/y,
  clientLine:
    /(?:(?:REM|REMARK|PROMPT|SPOOL|SPO|WHENEVER|CONN|CONNECT|DISC|DISCONNECT|DEF|DEFINE|UNDEF|UNDEFINE|ACC|ACCEPT|COL|COLUMN|TTITLE|BTITLE|REPHEADER|REPFOOTER|BREAK|BRE|COMPUTE|COMP|HOST|HO|SHOW|SHO|EXIT|QUIT|PAUSE|PAU|VAR|VARIABLE|PRINT|TIMING|STORE|START|CLEAR|CL|DESC|DESCRIBE|STARTUP|SHUTDOWN|PASSWORD|EXEC|EXECUTE|SET(?!\s+(?:TRANSACTION|ROLE|CONSTRAINT)))\b|@|!)/iy,
  hyphenContinues: true,
  lineStart: /(?:CREATE|ALTER\s+TABLE|COMMENT\s+ON|DROP\s+TABLE)\b/iy,
  asked: /[cadrb]/iy,
  blocks: [
    {
      head: /^(?:CREATE (?:OR REPLACE )?(?:(?:NON)?EDITIONABLE )?(?:FUNCTION|PROCEDURE|PACKAGE|TRIGGER|LIBRARY|TYPE BODY|AND (?:RESOLVE|COMPILE))|DECLARE|BEGIN)\b/,
      hold: 'batch',
      endsBefore: afterBlock,
    },
  ],
};

/** Oracle, as SQL*Plus runs it. */
export const oracle: Dialect = {
  rules,
  defining: new RegExp(
    `^(?:${[
      'CREATE (?:(?:GLOBAL|PRIVATE) TEMPORARY |SHARDED |DUPLICATED |IMMUTABLE |BLOCKCHAIN |JSON )*TABLE',
      'CREATE UNIQUE INDEX',
      'CREATE (?:OR REPLACE )?(?:(?:NO)?FORCE )?(?:(?:NON)?EDITIONABLE )?(?:EDITIONING )?(?:(?:NO)?FORCE )?(?:MATERIALIZED )?VIEW(?! LOG)',
      'CREATE (?:OR REPLACE )?(?:(?:NON)?EDITIONABLE )?TYPE(?! BODY)',
      'CREATE DOMAIN',
      'ALTER TABLE',
      'COMMENT ON (?:TABLE|COLUMN|MATERIALIZED VIEW)',
      'DROP (?:TABLE|VIEW|INDEX)',
      'RENAME ',
    ].join('|')})`,
  ),
  open: () =>
    Promise.resolve(
      openGrammar({
        lexical: rules,
        names: { fold: 'upper' },
        grammar: { anyTypeWords: false, indexElements: false, modifyIsWhole: false },
        schema: {
          defaultSchema: undefined, ignoresCase: false, typeOf: oracleType, keysMayBeNull: false, numberedKey: undefined, sequenceDefault: /\.\s*"?NEXTVAL\b/i,
          temporaryName: undefined,
        },
      }),
    ),
};
