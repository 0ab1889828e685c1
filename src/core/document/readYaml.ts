import { Composer, Parser, isMap, isScalar, isSeq } from 'yaml';
import type { CST, Document, YAMLMap } from 'yaml';

/** Why a piece of YAML was not read. Offsets are offsets in that piece. */
export interface YamlFault {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end: number;
}

export type YamlReading = { readonly root: YAMLMap | undefined; readonly fault?: undefined } | { readonly fault: YamlFault };

/** Far more than any plan has; what is beyond is refused before a parser sees it. */
export const MOST_CHARACTERS = 2_000_000;
const DEEPEST = 24;
/** Indentation beyond this is an attack on the parser (it builds regular expressions of that width), not a plan. */
const WIDEST_INDENT = 400;

/** The text of a scalar node: with this schema every scalar is a string. */
export function scalarText(node: { readonly value: unknown }): string {
  return typeof node.value === 'string' ? node.value : '';
}

/** Reads YAML with all scalars as strings, bounded in size and depth, without anchors and aliases. Never throws. */
export function readYaml(source: string): YamlReading {
  if (source.length > MOST_CHARACTERS) {
    return { fault: { code: 'frontmatter.tooLarge', args: { size: String(source.length), limit: String(MOST_CHARACTERS) }, start: 0, end: 0 } };
  }
  const wide = new RegExp(`^[ \\t]{${WIDEST_INDENT}}`, 'm').exec(source);
  if (wide) return { fault: { code: 'frontmatter.tooDeep', args: { limit: String(DEEPEST) }, start: wide.index, end: wide.index } };
  try {
    const tokens = [...new Parser().parse(source)];
    // The composer recurses, so depth and references are looked at before it runs.
    const fault = faultIn(tokens);
    if (fault) return { fault };
    const documents = [...new Composer({ schema: 'failsafe', keepSourceTokens: true, uniqueKeys: false, prettyErrors: false, strict: true, logLevel: 'silent' }).compose(tokens)];
    return readDocument(documents, source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: { code: 'frontmatter.broken', args: { reason }, start: 0, end: 0 } };
  }
}

function readDocument(documents: readonly Document.Parsed[], source: string): YamlReading {
  const first = documents[0];
  if (!first) return { root: undefined };
  for (const document of documents) {
    const error = document.errors[0];
    if (error) return { fault: broken(error.message, error.pos[0], error.pos[1], source) };
  }
  if (documents.length > 1) return { fault: broken('more than one YAML document', documents[1]?.range[0] ?? 0, source.length, source) };
  const root = first.contents;
  if (root === null || (isScalar(root) && root.value === '')) return { root: undefined };
  if (!isMap(root)) return { fault: { code: 'frontmatter.notMap', args: {}, start: root.range[0], end: root.range[1] } };
  return duplicateIn(root) ?? { root };
}

function broken(reason: string, start: number, end: number, source: string): YamlFault {
  // The parser reports what is missing at the end of the text; the line before it is the one to look at.
  const at = Math.min(start, Math.max(source.length - 1, 0));
  return { code: 'frontmatter.broken', args: { reason }, start: at, end: Math.max(at, Math.min(end, source.length)) };
}

/** The library compares each key with each; a set does it in one pass. */
function duplicateIn(root: YAMLMap): YamlReading | undefined {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (isMap(node)) {
      const seen = new Set<string>();
      for (const pair of node.items) {
        if (!isScalar(pair.key)) {
          const start = (pair.key as { range?: [number, number, number] } | null)?.range?.[0] ?? node.range?.[0] ?? 0;
          return { fault: { code: 'frontmatter.broken', args: { reason: 'a key must be a plain word' }, start, end: start } };
        }
        const key = scalarText(pair.key);
        if (seen.has(key)) return { fault: { code: 'frontmatter.duplicateKey', args: { key }, start: pair.key.range?.[0] ?? 0, end: pair.key.range?.[1] ?? 0 } };
        seen.add(key);
        open.push(pair.value);
      }
    } else if (isSeq(node)) open.push(...node.items);
  }
  return undefined;
}

/** Walks the tokens without recursion; finds what must not reach the composer. */
function faultIn(tokens: readonly CST.Token[]): YamlFault | undefined {
  const open: { token: CST.Token | CST.SourceToken; depth: number }[] = [];
  for (let index = tokens.length - 1; index >= 0; index--) open.push({ token: tokens[index] as CST.Token, depth: 0 });
  while (open.length > 0) {
    const { token, depth } = open.pop() as { token: CST.Token; depth: number };
    if (depth > DEEPEST) return { code: 'frontmatter.tooDeep', args: { limit: String(DEEPEST) }, start: token.offset, end: token.offset };
    if (token.type === 'alias' || token.type === 'anchor') {
      return { code: 'frontmatter.alias', args: {}, start: token.offset, end: token.offset + token.source.length };
    }
    const children: (CST.Token | CST.SourceToken | null | undefined)[] = [];
    if ('start' in token && Array.isArray(token.start)) children.push(...token.start);
    if ('props' in token && Array.isArray(token.props)) children.push(...(token.props));
    if ('value' in token) children.push(token.value);
    if ('items' in token) for (const item of token.items) children.push(...item.start, item.key, ...(item.sep ?? []), item.value);
    for (const child of children.reverse()) if (child) open.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}
