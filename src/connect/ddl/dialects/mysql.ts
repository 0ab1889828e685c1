import type { Dialect } from '../dialect.ts';
import { openGrammar } from '../grammar/openGrammar.ts';
import type { LexicalRules } from '../lexicalRules.ts';
import { mysqlType } from './mysqlTypes.ts';

const rules: LexicalRules = {
  quotes: '\'"`',
  backslash: 'always',
  dollarQuotes: false,
  qQuotes: false,
  nestedComments: false,
  hashComments: true,
  conditionalComments: true,
  copyData: false,
  backslashCommands: false,
  delimiterLines: true,
  clientLine: /(?:SOURCE[ \t]|SYSTEM[ \t]|TEE\b|NOTEE\b|PAGER\b|NOPAGER\b|PROMPT\b|WARNINGS\b|NOWARNING\b|\\[.!A-Za-z])/iy,
  lineStart: /(?:CREATE|ALTER\s+TABLE|DROP\s+TABLE)\b/iy,
  asked: /[cadru/*]/iy,
  blocks: [
    { head: /^(?:CREATE|ALTER) (?:OR REPLACE )?(?:DEFINER ?= ?\S+(?: ?@ ?\S+)? )?(?:AGGREGATE )?(?:PROCEDURE|FUNCTION|TRIGGER|EVENT|PACKAGE)\b/, hold: 'nest' },
  ],
};

const defining = new RegExp(
  `^(?:${[
    'CREATE (?:OR REPLACE )?(?:TEMPORARY )?TABLE',
    'CREATE (?:OR REPLACE )?UNIQUE INDEX',
    // DEFINER may be any name.
    'CREATE (?:(?!TABLE\\b|TRIGGER\\b|PROCEDURE\\b|FUNCTION\\b|EVENT\\b).)*?\\bVIEW\\b',
    'ALTER (?:ONLINE |IGNORE )?TABLE',
    'DROP (?:TEMPORARY )?(?:TABLE|VIEW|INDEX)',
    'RENAME TABLE',
    'USE ',
  ].join('|')})`,
);

/** MySQL. */
export const mysql: Dialect = {
  rules,
  defining,
  open: () =>
    Promise.resolve(
      openGrammar({
        lexical: rules,
        names: { fold: 'none' },
        grammar: { anyTypeWords: false, indexElements: true, modifyIsWhole: true },
        schema: {
          defaultSchema: undefined, ignoresCase: true, typeOf: mysqlType, keysMayBeNull: false, numberedKey: undefined, sequenceDefault: /\bnext(?:val\s*\(|\s+value\s+for\b)/i,
          temporaryName: undefined,
        },
      }),
    ),
};

/** MariaDB is read in the same way. */
export const mariadb: Dialect = mysql;
