/** The header of a collection script's output, whatever the client made of quotes and separators. */
const headerPattern = /^([ \t]*)"?kind"?[ \t]*([,;\t|])[ \t]*"?schema"?[ \t]*\2[ \t]*"?table"?[ \t]*\2[ \t]*"?column"?/im;

/** Where the list begins in a text that is the output of a collection script; undefined where it is none. */
export function collectionStart(text: string): { readonly at: number; readonly delimiter: string; readonly indented: boolean } | undefined {
  const found = headerPattern.exec(text.slice(0, 256 * 1024));
  return found === null ? undefined : { at: found.index, delimiter: found[2] ?? ',', indented: (found[1] ?? '') !== '' };
}
