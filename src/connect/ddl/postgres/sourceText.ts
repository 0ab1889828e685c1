/** Finds pieces of a statement's own text by the places its syntax tree names. */
export interface SourceText {
  /** The expression that begins after the keyword at a byte offset of the tree, up to its end or to the byte offset `before`. */
  expressionAfter(keyword: number, before: number | undefined): string;
  /** The expressions of the `SET DEFAULT` parts, in their order. */
  setDefaults(): string[];
}

const literal = /\b[eE]'(?:[^'\\]|\\[\s\S])*'|'[^']*'|"[^"]*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//g;

export function sourceText(sql: string): SourceText {
  // Strings, names and comments are blanked, so that a bracket or comma in them ends nothing.
  const masked = sql.replace(literal, (found) => '_'.repeat(found.length));
  // The tree counts bytes of UTF-8.
  const isAscii = Buffer.byteLength(sql) === sql.length;
  const bytes = isAscii ? undefined : Buffer.from(sql);
  const toOffset = (byte: number): number => (bytes === undefined ? byte : bytes.toString('utf8', 0, byte).length);

  const expression = (from: number, stop: number): string => {
    let depth = 0;
    let at = from;
    for (; at < stop; at += 1) {
      const character = masked.charAt(at);
      if (character === '(' || character === '[') {
        depth += 1;
      } else if (character === ')' || character === ']') {
        depth -= 1;
      }
      if (depth < 0 || (depth === 0 && character === ',')) {
        break;
      }
    }
    return sql.slice(from, at).trim();
  };

  return {
    expressionAfter(keyword, before) {
      const start = toOffset(keyword);
      const word = /^\w+/.exec(sql.slice(start, start + 20))?.[0] ?? '';
      return expression(start + word.length, before === undefined ? sql.length : toOffset(before));
    },
    setDefaults() {
      return [...masked.matchAll(/\bSET\s+DEFAULT\b/gi)].map((found) => expression(found.index + found[0].length, sql.length));
    },
  };
}
