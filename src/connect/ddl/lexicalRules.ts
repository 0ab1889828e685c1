/**
 * How the text of a dialect is cut into statements: its quotes, comments, separators and the lines that belong to a client
 * program. Nothing here knows what a statement means.
 */
export interface LexicalRules {
  /** Characters that open a quoted name or string and that close it: `'"`, with a back tick, with `[`. */
  readonly quotes: string;
  /** Where a backslash escapes in `'…'` (and `"…"`): nowhere, everywhere, or in `E'…'` alone. */
  readonly backslash: 'never' | 'always' | 'marked';
  /** `$tag$ … $tag$` strings. */
  readonly dollarQuotes: boolean;
  /** `q'[ … ]'` strings, in which a quote is a character like any other. */
  readonly qQuotes: boolean;
  /** A block comment inside a block comment. */
  readonly nestedComments: boolean;
  /** `# …` comments, and `--` only before white space. */
  readonly hashComments: boolean;
  /** `/*!50003 …` is no comment but text for the server. */
  readonly conditionalComments: boolean;
  /** Data lines after `COPY … FROM stdin;`, up to a line with `\.` alone. */
  readonly copyData: boolean;
  /** Lines for the client that may stand anywhere, also inside a statement: `\connect shop`. */
  readonly backslashCommands: boolean;
  /** `DELIMITER //` lines. */
  readonly delimiterLines: boolean;
  /** A whole line that ends a batch, from its first character that is not blank: `GO`, `/`. */
  readonly batchLine?: RegExp;
  /** How a line for the client begins, where no statement is open: `PROMPT`, `:setvar`, `.mode`. Such a line is not read. */
  readonly clientLine?: RegExp;
  /** True where such a line goes on after a hyphen at its end. */
  readonly hyphenContinues?: boolean;
  /** What begins a new statement at the beginning of a line even where no separator stands before it. */
  readonly lineStart?: RegExp;
  /** How statements begin whose first words are looked at. Most of a dump begins with something else. */
  readonly asked: RegExp;
  /** Statements that hold others, by their first words in upper case. */
  readonly blocks: readonly BlockRule[];
}

export interface BlockRule {
  readonly head: RegExp;
  /**
   * `nest`: up to the END of its BEGIN, with CASE and loops inside; `atomic`: the same for BEGIN ATOMIC; `brackets`: no separator
   * inside parentheses counts; `batch`: up to the line that ends the batch; `words`: each word may begin a statement of its own.
   */
  readonly hold: 'nest' | 'atomic' | 'brackets' | 'batch' | 'words';
  /** What can't stand in such a block at the beginning of a line: where it does, the block was not ended as it should be. */
  readonly endsBefore?: RegExp;
}

const conditionalMark = /\/\*M?!\d{0,6}|\*\//g;

/** The first words of a statement in upper case, with one blank between them and without comments. */
export function headOf(text: string, from: number, rules: LexicalRules): string {
  const raw = text.slice(from, from + 400);
  const open = rules.conditionalComments ? raw.replace(/\/\*(?!M?!)[^*]*\*+(?:[^/*][^*]*\*+)*\//g, ' ').replace(conditionalMark, ' ') : raw.replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, ' ');
  return open
    .replace(rules.hashComments ? /(?:--\s|#)[^\n]*/g : /--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trimStart()
    .slice(0, 250)
    .toUpperCase();
}
