import { readOutline } from '../document/outline.ts';
import type { OutlineNode } from '../document/outline.ts';
import { decodeCell } from '../document/cellText.ts';
import { itemValue } from '../document/readRows.ts';
import { scanRow } from '../document/rowScanner.ts';
import { isYamlObject, readYamlValue, yamlObjects, yamlText } from '../existingWork/yamlValue.ts';
import type { YamlValue } from '../existingWork/yamlValue.ts';
import { LineIndex } from '../text/lines.ts';

/** One row of a table, one key-value list under a heading, or one item of a list: what it says, by normalised column. */
export interface DocumentRecord {
  readonly form: 'row' | 'keyed' | 'item';
  /** Values by column, as `normalKey` writes it; of an item, its whole text under `text`. */
  readonly values: ReadonlyMap<string, string>;
  /** From 1. */
  readonly line: number;
}

/** What stands under one heading, without what stands under headings below it. */
export interface DocumentSection {
  /** Titles from the outermost heading inwards; the document's title (its first `#`) is left out. */
  readonly titles: readonly string[];
  readonly line: number;
  readonly records: readonly DocumentRecord[];
}

/** Most characters of a document, and of a line of it, that are read: what is longer is no text that people wrote. */
const MOST = 400_000;
const LONGEST_LINE = 10_000;
const MOST_RECORDS = 20_000;

/** Reads the headings, tables and lists of a document, and the lists of its frontmatter (as sections of their own). Never throws. */
export function readSections(text: string): DocumentSection[] {
  const bounded = text.slice(0, MOST).replace(/^\uFEFF/, ' ').replace(new RegExp(`[^\\r\\n]{${LONGEST_LINE},}`, 'g'), '');
  const lines = new LineIndex(bounded);
  const fence = frontmatterEnd(lines);
  const sections: DocumentSection[] = fence === undefined ? [] : frontmatterSections(bounded.slice(lines.start(1), lines.start(fence)));
  const titles: { depth: number; title: string }[] = [];
  let current: { titles: string[]; line: number; records: DocumentRecord[] } = { titles: [], line: 1, records: [] };
  sections.push(current);
  let records = 0;
  for (const node of readOutline(lines, fence === undefined ? 0 : fence + 1)) {
    if (node.kind === 'heading') {
      while ((titles.at(-1)?.depth ?? 0) >= node.depth) titles.pop();
      titles.push({ depth: node.depth, title: plain(node.title) });
      const named = titles.filter(({ depth }) => depth > 1).map(({ title }) => title);
      current = { titles: named.length > 0 ? named : titles.map(({ title }) => title), line: lines.lineOf(node.range.start) + 1, records: [] };
      sections.push(current);
    } else if (records < MOST_RECORDS) {
      const read = recordsOf(node, lines);
      records += read.length;
      current.records.push(...read);
    }
  }
  return sections.filter((section) => section.records.length > 0);
}

function recordsOf(node: OutlineNode, lines: LineIndex): DocumentRecord[] {
  if (node.kind === 'table') {
    const header = cells(lines, node.line).map(normalKey);
    const records: DocumentRecord[] = [];
    for (let line = node.line + 2; line < node.endLine; line++) {
      const row = cells(lines, line);
      const values = new Map<string, string>();
      header.forEach((key, index) => { if (key !== '' && !values.has(key)) values.set(key, row[index] ?? ''); });
      records.push({ form: 'row', values, line: line + 1 });
    }
    return records;
  }
  if (node.kind !== 'list') return [];
  const items = node.items.map((item) => ({ text: plain(itemValue(lines.text.slice(item.content.start, item.content.end)).replace(/^\[[ xX]\]\s/, '')), line: lines.lineOf(item.range.start) + 1 }));
  const pairs = items.map(({ text }) => /^([\p{L}][\p{L} /-]{1,40}):\s{1,5}(\S.{0,2000})$/u.exec(text));
  const first = items[0];
  // `Owner: Jon Berg` on every line: one record, not several.
  if (first && items.length > 1 && pairs.every((pair) => pair !== null)) {
    return [{ form: 'keyed', values: new Map(pairs.map((pair) => [normalKey(pair[1] ?? ''), (pair[2] ?? '').trim()])), line: first.line }];
  }
  return items.filter(({ text }) => text !== '').map(({ text, line }) => ({ form: 'item', values: new Map([['text', text]]), line }));
}

function cells(lines: LineIndex, line: number): string[] {
  const offsets = scanRow(lines.text, lines.start(line), lines.end(line));
  const values: string[] = [];
  for (let index = 0; index < offsets.length; index += 2) values.push(plain(decodeCell(lines.text.slice(offsets[index], offsets[index + 1]))));
  return values;
}

/** A column's name for looking it up: `Data owner / Steward` is `data owner steward`. */
export function normalKey(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim().slice(0, 80);
}

/** What a reader sees: without marks for emphasis, addresses of links and e-mail addresses. */
function plain(text: string): string {
  return text.slice(0, LONGEST_LINE)
    .replace(/\[([^[\]]{0,300})\]\([^()]{0,1000}\)/g, '$1')
    .replace(/<?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}>?/g, '')
    .replace(/\*\*([^*]{1,500})\*\*|__([^_]{1,500})__/g, (_, strong?: string, other?: string) => strong ?? other ?? '')
    .replace(/(^|[\s(])\*([^*\s][^*]{0,500})\*(?=$|[\s).,:;])/g, '$1$2')
    .replace(/`([^`]{1,500})`/g, '$1')
    .replace(/\(\s*\)/g, '').replace(/\s+/g, ' ').trim();
}

/** The line of the closing fence of a frontmatter; undefined where there is none. */
function frontmatterEnd(lines: LineIndex): number | undefined {
  if (lines.slice(0).trim() !== '---') return undefined;
  for (let line = 1; line < Math.min(lines.count, 2_000); line++) if (lines.slice(line).trimEnd() === '---') return line;
  return undefined;
}

function frontmatterSections(yaml: string): DocumentSection[] {
  const root = readYamlValue(yaml);
  if (!root) return [];
  const sections: DocumentSection[] = [];
  for (const [key, value] of Object.entries(root)) {
    const at = yaml.search(new RegExp(`^${key.replace(/[^\w-]/g, '.').slice(0, 100)}[ \\t]*:`, 'm'));
    const line = at < 0 ? 1 : yaml.slice(0, at).split('\n').length + 1;
    const records = [...yamlObjects(value).map((item) => record(Object.entries(item), line)), ...texts(value).map((text): DocumentRecord => ({ form: 'item', values: new Map([['text', text]]), line }))];
    if (isYamlObject(value)) records.push(record(Object.entries(value), line));
    if (records.length > 0) sections.push({ titles: ['frontmatter', key], line, records });
  }
  return sections;
}

function record(entries: readonly (readonly [string, YamlValue | undefined])[], line: number): DocumentRecord {
  return { form: 'row', values: new Map(entries.map(([key, value]) => [normalKey(key.replace(/([a-z])([A-Z])/g, '$1 $2')), yamlText(value)])), line };
}

function texts(value: YamlValue | undefined): string[] {
  return Array.isArray(value) ? (value as readonly YamlValue[]).map(yamlText).filter((text) => text !== '') : [];
}
