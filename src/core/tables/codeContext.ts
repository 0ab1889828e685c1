/** Elements whose tags open an HTML block at the start of a line, up to the next blank line (CommonMark, HTML blocks, kind 6). */
export const HTML_NAMES = 'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';
const OPENING = new RegExp(`^ {0,3}(?:(\`{3,})(?=[^\`\\r\\n]*$)|(~{3,})|<(script|pre|style|textarea)(?=[\\s>]|$)|(<!--)|(<\\?)|(<!\\[CDATA\\[)|(<![A-Za-z])|</?(?:${HTML_NAMES})(?=[\\s>]|/>|$))`, 'gim');

/**
 * True where a line that starts at `offset` stands in the frontmatter, in a code fence or in an HTML block that only ends
 * at its own end mark. Looks at the lines that open or close such blocks, and at nothing else: a table that is edited
 * must not cost a parse of the whole document with every key.
 */
export function insideCode(text: string, offset: number): boolean {
  const front = frontmatterEnd(text);
  if (offset < front) return true;
  const opening = new RegExp(OPENING);
  opening.lastIndex = front;
  for (let match = opening.exec(text); match && match.index < offset; match = opening.exec(text)) {
    const end = endOf(text, match);
    if (end === undefined || end >= offset) return true;
    opening.lastIndex = end;
  }
  return false;
}

/** The end of the last line of the block that opens with `match`; undefined where nothing closes it. */
function endOf(text: string, match: RegExpExecArray): number | undefined {
  const [whole, backticks, tildes, element, comment, instruction, cdata, declaration] = match;
  const fence = backticks ?? tildes;
  const behind = match.index + whole.length;
  if (fence !== undefined) return closingFence(text, behind, fence);
  if (element !== undefined) {
    const closing = /<\/(?:script|pre|style|textarea)>/gi;
    closing.lastIndex = behind;
    const found = closing.exec(text);
    return found ? lineEnd(text, found.index) : undefined;
  }
  if ((comment ?? instruction ?? cdata ?? declaration) === undefined) {
    const blank = /\n[ \t]*(?:\r?\n|$)/g;
    blank.lastIndex = lineEnd(text, behind);
    return blank.exec(text)?.index;
  }
  const at = text.indexOf(comment !== undefined ? '-->' : instruction !== undefined ? '?>' : cdata !== undefined ? ']]>' : '>', behind - (comment === undefined ? 0 : 2));
  return at < 0 ? undefined : lineEnd(text, at);
}

function closingFence(text: string, from: number, fence: string): number | undefined {
  const closing = new RegExp(`^ {0,3}${fence.charAt(0)}{${fence.length},}[ \\t]*$`, 'gm');
  closing.lastIndex = lineEnd(text, from);
  const found = closing.exec(text);
  return found ? found.index + found[0].length : undefined;
}

function frontmatterEnd(text: string): number {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!/^---[ \t]*(?:\r?\n|$)/.test(text.slice(start, start + 200))) return 0;
  const closing = /^---[ \t]*$/gm;
  closing.lastIndex = lineEnd(text, start);
  const found = closing.exec(text);
  return found ? found.index + found[0].length : 0;
}

function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at;
}

const LIST_ITEM = /^([ \t]*)((?:[-+*]|\d{1,9}[.)])[ \t]+)/;
/** Nobody writes a list item longer than this before a table in it. */
const FARTHEST = 2_000;

/**
 * Where the content of the list item begins (columns from the left) that holds a line indented by four or more; undefined
 * where none does, or where it stands in a code block of the item: then the line is code and no table.
 */
export function listItemIndent(text: string, lineStart: number, indent: number): number | undefined {
  const fences: { readonly indent: number; readonly text: string }[] = [];
  let least = indent;
  let end = lineStart - 1;
  for (let looked = 0; end >= 0 && looked < FARTHEST; looked++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).replace(/\r$/, '');
    const depth = indentOf(line);
    if (line.trim() !== '') {
      const item = depth < least ? LIST_ITEM.exec(line) : null;
      if (item) {
        const content = indentOf(item[1] ?? '') + (item[2] ?? '').length;
        if (content <= indent) return indent < content + 4 && !openFence(fences.reverse(), content) ? content : undefined;
      }
      if (depth === 0) return undefined;
      least = Math.min(least, depth);
      if (/^[ \t]*(?:`{3,}|~{3,})/.test(line)) fences.push({ indent: depth, text: line.trim() });
    }
    end = start - 1;
  }
  return undefined;
}

function openFence(lines: readonly { readonly indent: number; readonly text: string }[], content: number): boolean {
  let open: string | undefined;
  for (const { indent, text } of lines) {
    if (indent < content || indent >= content + 4) continue;
    const fence = /^(?:`+|~+)/.exec(text)?.[0] ?? '';
    if (open === undefined) open = fence;
    else if (text === fence && fence.startsWith(open)) open = undefined;
  }
  return open !== undefined;
}

/** The columns that blanks at the start of a line take; a tab goes to the next multiple of four. */
export function indentOf(line: string): number {
  let columns = 0;
  for (const char of line) {
    if (char === ' ') columns++;
    else if (char === '\t') columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}
