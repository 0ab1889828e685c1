import { declaredType } from '../../sqlite/declaredType.ts';
import type { Dialect } from '../dialect.ts';
import { openGrammar } from '../grammar/openGrammar.ts';
import type { LexicalRules } from '../lexicalRules.ts';

const rules: LexicalRules = {
  quotes: '\'"`[',
  backslash: 'never',
  dollarQuotes: false,
  qQuotes: false,
  nestedComments: false,
  hashComments: false,
  conditionalComments: false,
  copyData: false,
  backslashCommands: false,
  delimiterLines: false,
  clientLine: /\.[A-Za-z]/y,
  lineStart: /(?:CREATE|ALTER\s+TABLE|DROP\s+TABLE)\b/iy,
  asked: /[cad]/iy,
  blocks: [{ head: /^CREATE (?:TEMP |TEMPORARY )?TRIGGER\b/, hold: 'nest' }],
};

/** SQLite: types are free words, read as those of a database file are. */
export const sqlite: Dialect = {
  rules,
  defining: /^(?:CREATE (?:(?:TEMP|TEMPORARY|VIRTUAL) )?TABLE|CREATE UNIQUE INDEX|CREATE (?:TEMP |TEMPORARY )?VIEW|ALTER TABLE|DROP (?:TABLE|VIEW|INDEX))\b/,
  open: () =>
    Promise.resolve(
      openGrammar({
        lexical: rules,
        names: { fold: 'none' },
        grammar: { anyTypeWords: true, indexElements: false, modifyIsWhole: false },
        schema: {
          defaultSchema: undefined, ignoresCase: true, typeOf: ({ native }) => ({ type: declaredType(native) }), keysMayBeNull: true, numberedKey: 'INTEGER',
          sequenceDefault: undefined, temporaryName: /^sqlite_/i,
        },
      }),
    ),
};
