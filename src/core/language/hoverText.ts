/** A piece of a hover: words with their arguments, or a text that is shown as it is. */
export type HoverPart =
  | { readonly form: 'line' | 'item'; readonly code: string; readonly args: Readonly<Record<string, string>> }
  | { readonly form: 'code'; readonly text: string; readonly language: string };

/** Longest argument that is shown; the rest is left out. */
const LONGEST = 300;

/**
 * The Markdown of a hover. The words are ours and may hold Markdown; every argument comes from a document or a database and is
 * escaped, so that nothing in it becomes a link, an image, markup or an address.
 */
export function hoverMarkdown(parts: readonly HoverPart[], words: (code: string, args: Readonly<Record<string, string>>) => string): string {
  let text = '';
  let before: HoverPart['form'] | undefined;
  for (const part of parts) {
    if (before !== undefined) text += before === 'item' && part.form === 'item' ? '\n' : '\n\n';
    before = part.form;
    if (part.form === 'code') text += fenced(part.text, part.language);
    else {
      const said = words(part.code, Object.fromEntries(Object.entries(part.args).map(([key, value]) => [key, escapeMarkdown(value)])));
      text += part.form === 'item' ? `- ${said}` : said;
    }
  }
  return text;
}

/** A text as itself: every mark that Markdown might read is escaped, line breaks become blanks. */
export function escapeMarkdown(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** A text between fences longer than any run of backticks in it. */
function fenced(text: string, language: string): string {
  const short = text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
  const longest = Math.max(2, ...[...short.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${short.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')}\n${fence}`;
}
