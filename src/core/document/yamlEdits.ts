import { isMap, isScalar, isSeq } from 'yaml';
import type { CST, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { EditRefused } from '../plan/planEdit.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { yamlScalar } from './yamlScalar.ts';

/** A value to be written where none stands: a scalar, a list of scalars, or fields in their order. */
export type YamlValue = string | readonly string[] | YamlFields | readonly ReadonlyMap<string, string>[];
export type YamlFields = ReadonlyMap<string, string | readonly string[]>;

interface Ranged {
  readonly range?: readonly [number, number, number] | null;
}

/**
 * Splices into the source of a YAML map, whose nodes only say where things stand. Works on one source at a time; all
 * edits it returns are edits of that source.
 */
export class YamlSource {
  /** Offsets of a list's dashes: found once a list, however many items are edited. */
  private readonly dashes = new WeakMap<YAMLSeq, readonly number[]>();

  constructor(readonly yaml: string, readonly eol: string) {}

  pair(map: YAMLMap, key: string): Pair | undefined {
    return map.items.find((item) => isScalar(item.key) && item.key.value === key);
  }

  /** Sets a key to a value; `order` says behind which other keys a new one goes. */
  setKey(map: YAMLMap, key: string, value: YamlValue, order: readonly string[], path: string): TextEdit[] {
    const pair = this.pair(map, key);
    if (!pair) return [this.insertKeys(map, [[key, value]], order)].flat();
    const node = pair.value;
    if (typeof value === 'string' && isScalar(node)) return [this.replaceScalar(node, this.colonEnd(pair), value, map.flow === true)];
    if (!this.isEmpty(node)) throw new EditRefused('edit.placeTaken', { path });
    return this.fillEmpty(map, pair, value);
  }

  /** Sets, adds and removes ('') several scalar keys of one map at once. */
  setKeys(map: YAMLMap, values: ReadonlyMap<string, string>, order: readonly string[], path: string): TextEdit[] {
    const edits: TextEdit[] = [];
    const added = new Map<string | undefined, [string, string][]>();
    for (const [key, value] of values) {
      const pair = this.pair(map, key);
      if (value === '') {
        if (pair) edits.push(...this.removeKey(map, pair));
      } else if (pair) {
        if (!isScalar(pair.value) || String(pair.value.value) !== value) edits.push(...this.setKey(map, key, value, order, path));
      } else {
        const before = this.keyBefore(map, key, order);
        added.set(before, [...(added.get(before) ?? []), [key, value]]);
      }
    }
    for (const entries of added.values()) {
      entries.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
      edits.push(...this.insertKeys(map, entries, order));
    }
    return edits;
  }

  private keyBefore(map: YAMLMap, key: string, order: readonly string[]): string | undefined {
    const rank = order.indexOf(key);
    let best: string | undefined;
    for (const item of map.items) {
      const name = isScalar(item.key) ? String(item.key.value) : '';
      const other = order.indexOf(name);
      if (other >= 0 && other < rank && (best === undefined || other > order.indexOf(best))) best = name;
    }
    return best;
  }

  /** Keys that belong at the same place, in their order. */
  private insertKeys(map: YAMLMap, entries: readonly (readonly [string, YamlValue])[], order: readonly string[]): TextEdit[] {
    const firstKey = entries[0]?.[0] ?? '';
    if (map.flow) return [this.flowInsert(map, map.items.length, entries.map(([key, value]) => `${key}: ${this.flowValue(value)}`))];
    const before = this.keyBefore(map, firstKey, order);
    const first = map.items[0];
    const anchor = before === undefined ? undefined : this.pair(map, before);
    if (!first) throw new EditRefused('edit.placeTaken', { path: firstKey });
    const indent = this.column(this.pairStart(first));
    const pad = ' '.repeat(indent);
    const text = entries.map(([key, value]) => this.entry(key, value, pad)).join('');
    if (anchor) return [insertion(this.endOfLines(this.pairEnd(anchor)), text)];
    // Before the first key: on a list item's line the dash stays where it is.
    const at = this.pairStart(first);
    const ownLine = this.yaml.slice(this.lineStart(at), at).trim() === '';
    if (ownLine) return [insertion(this.lineStart(at), text)];
    return [insertion(at, text.slice(indent) + pad)];
  }

  /** Removes a key. Removing the first key of a list item leaves the dash to the next. */
  removeKey(map: YAMLMap, pair: Pair): TextEdit[] {
    if (map.flow) return [this.flowRemove(map, map.items.indexOf(pair))];
    const start = this.pairStart(pair);
    const end = this.endOfLines(this.pairEnd(pair));
    const line = this.lineStart(start);
    if (this.yaml.slice(line, start).trim() === '') return [{ start: line, end, newText: '' }];
    const next = map.items[map.items.indexOf(pair) + 1];
    return [{ start, end: next ? this.pairStart(next) : this.pairEnd(pair), newText: '' }];
  }

  /** Inserts items into a list before position `at`, or behind the last. */
  insertItems(seq: YAMLSeq, at: number, items: readonly (string | ReadonlyMap<string, string>)[]): TextEdit[] {
    if (items.length === 0) return [];
    if (seq.flow) return [this.flowInsert(seq, at, items.map((item) => this.flowValue(item)))];
    const dash = this.dash(seq, 0);
    const pad = ' '.repeat(this.column(dash));
    const text = items.map((item) => this.item(item, pad)).join('');
    if (at <= 0) {
      const line = this.lineStart(dash);
      if (this.yaml.slice(line, dash).trim() === '') return [insertion(line, text)];
      return [insertion(dash, text.slice(pad.length) + pad)];
    }
    return [insertion(this.endOfLines(this.itemEnd(seq, Math.min(at, seq.items.length) - 1)), text)];
  }

  removeItem(seq: YAMLSeq, index: number): TextEdit[] {
    if (seq.flow) return [this.flowRemove(seq, index)];
    const dash = this.dash(seq, index);
    const line = this.lineStart(dash);
    const end = this.endOfLines(this.itemEnd(seq, index));
    if (this.yaml.slice(line, dash).trim() === '') return [{ start: line, end, newText: '' }];
    return [{ start: dash, end: index + 1 < seq.items.length ? this.dash(seq, index + 1) : this.itemEnd(seq, index), newText: '' }];
  }

  /** Sets a scalar item of a list. */
  setItemScalar(seq: YAMLSeq, index: number, value: string): TextEdit {
    const node = seq.items[index];
    if (!isScalar(node)) throw new EditRefused('edit.placeTaken', { path: String(index) });
    return this.replaceScalar(node, seq.flow ? 0 : this.dash(seq, index) + 1, value, seq.flow === true);
  }

  /** True for `key:`, `key: []` and `key: {}`. */
  isEmpty(node: unknown): boolean {
    if (node === null || node === undefined) return true;
    if (isScalar(node)) return node.value === '' || node.value === null;
    return (isMap(node) || isSeq(node)) && node.items.length === 0;
  }

  private replaceScalar(node: Ranged & { value: unknown }, after: number, value: string, flow: boolean): TextEdit {
    const text = yamlScalar(value, flow);
    const [start, end] = node.range ?? [after, after, after];
    // Nothing stands there yet: right behind the colon or the dash, before any comment.
    if (start === end) return insertion(after, ` ${text}`);
    // A block scalar's range takes its last line break along.
    const tail = /(?:\r\n|\n)+$/.exec(this.yaml.slice(start, end));
    return { start, end: tail ? start + tail.index : end, newText: text };
  }

  private fillEmpty(map: YAMLMap, pair: Pair, value: YamlValue): TextEdit[] {
    const after = this.colonEnd(pair);
    const range = (pair.value as Ranged | null)?.range;
    const stands = range && range[1] > range[0] ? { start: range[0], end: range[1] } : undefined;
    if (map.flow) {
      const text = this.flowValue(value);
      return [stands ? { ...stands, newText: text } : insertion(after, ` ${text}`)];
    }
    if (typeof value === 'string') {
      const text = yamlScalar(value);
      return [stands ? { ...stands, newText: text } : insertion(after, ` ${text}`)];
    }
    const pad = ' '.repeat(this.column(this.pairStart(pair)));
    const lines = insertion(this.endOfLines(Math.max(after, stands?.end ?? 0)), this.nested(value, pad));
    return stands ? [{ start: after, end: stands.end, newText: '' }, lines] : [lines];
  }

  private entry(key: string, value: YamlValue, pad: string): string {
    if (typeof value === 'string') return `${pad}${key}: ${yamlScalar(value)}${this.eol}`;
    return `${pad}${key}:${this.eol}${this.nested(value, pad)}`;
  }

  private nested(value: Exclude<YamlValue, string>, pad: string): string {
    if (value instanceof Map) return [...(value as YamlFields)].map(([key, inner]) => this.entry(key, inner, `${pad}  `)).join('');
    return (value as readonly (string | ReadonlyMap<string, string>)[]).map((item) => this.item(item, `${pad}  `)).join('');
  }

  private item(item: string | ReadonlyMap<string, string>, pad: string): string {
    if (typeof item === 'string') return `${pad}- ${yamlScalar(item)}${this.eol}`;
    return [...item].map(([key, value], index) => `${pad}${index === 0 ? '- ' : '  '}${key}: ${yamlScalar(value)}${this.eol}`).join('');
  }

  private flowValue(value: YamlValue): string {
    if (typeof value === 'string') return yamlScalar(value, true);
    if (value instanceof Map) return `{ ${[...(value as YamlFields)].map(([key, inner]) => `${key}: ${this.flowValue(inner)}`).join(', ')} }`;
    return `[${(value as readonly (string | ReadonlyMap<string, string>)[]).map((item) => this.flowValue(item)).join(', ')}]`;
  }

  /** Ranges of the items of a flow collection. */
  private flowRange(collection: YAMLMap | YAMLSeq, index: number): { start: number; end: number } {
    const item: unknown = collection.items[index];
    if (isMap(collection)) {
      const pair = item as Pair;
      return { start: this.pairStart(pair), end: this.pairEnd(pair) };
    }
    const [start, end] = (item as Ranged).range ?? [0, 0, 0];
    return { start, end };
  }

  private flowInsert(collection: YAMLMap | YAMLSeq, at: number, texts: readonly string[]): TextEdit {
    const text = texts.join(', ');
    const [start] = collection.range ?? [0];
    if (collection.items.length === 0) return insertion(start + 1, text);
    if (at <= 0) return insertion(this.flowRange(collection, 0).start, `${text}, `);
    return insertion(this.flowRange(collection, Math.min(at, collection.items.length) - 1).end, `, ${text}`);
  }

  private flowRemove(collection: YAMLMap | YAMLSeq, index: number): TextEdit {
    const own = this.flowRange(collection, index);
    if (index + 1 < collection.items.length) return { start: own.start, end: this.flowRange(collection, index + 1).start, newText: '' };
    if (index > 0) return { start: this.flowRange(collection, index - 1).end, end: own.end, newText: '' };
    // The only one: a comma behind it would be left over.
    const comma = /^[ \t]*,/.exec(this.yaml.slice(own.end));
    return { start: own.start, end: own.end + (comma?.[0].length ?? 0), newText: '' };
  }

  private pairStart(pair: Pair): number {
    const token = pair.srcToken;
    const explicit = token?.start.find((part) => part.type === 'explicit-key-ind' || part.type === 'tag');
    return explicit?.offset ?? (pair.key as Ranged).range?.[0] ?? 0;
  }

  private colonEnd(pair: Pair): number {
    const token = pair.srcToken;
    const colon = token?.sep?.find((part) => part.type === 'map-value-ind');
    return colon ? colon.offset + 1 : ((pair.key as Ranged).range?.[1] ?? 0);
  }

  private pairEnd(pair: Pair): number {
    return Math.max(this.colonEnd(pair), this.contentEnd(pair.value));
  }

  private itemEnd(seq: YAMLSeq, index: number): number {
    return Math.max(this.dash(seq, index) + 1, this.contentEnd(seq.items[index]));
  }

  /** The end of what a node says, without comments and blank lines behind it. */
  private contentEnd(node: unknown): number {
    if (isScalar(node)) {
      const [start, end] = node.range ?? [0, 0, 0];
      return start === end ? 0 : end;
    }
    if (isMap(node)) {
      const last = node.items[node.items.length - 1];
      return node.flow || !last ? (node.range?.[1] ?? 0) : this.pairEnd(last);
    }
    if (isSeq(node)) return node.flow || node.items.length === 0 ? (node.range?.[1] ?? 0) : this.itemEnd(node, node.items.length - 1);
    return 0;
  }

  private dash(seq: YAMLSeq, index: number): number {
    let dashes = this.dashes.get(seq);
    if (!dashes) {
      const token = seq.srcToken as CST.BlockSequence | undefined;
      dashes = token?.items.flatMap((item) => item.start.filter((part) => part.type === 'seq-item-ind').map((part) => part.offset)) ?? [];
      this.dashes.set(seq, dashes);
    }
    return dashes[index] ?? seq.range?.[0] ?? 0;
  }

  private lineStart(offset: number): number {
    return this.yaml.lastIndexOf('\n', offset - 1) + 1;
  }

  private column(offset: number): number {
    return offset - this.lineStart(offset);
  }

  /** The start of the line behind the one that holds the last character before `end`. */
  private endOfLines(end: number): number {
    if (end > 0 && this.yaml.charAt(end - 1) === '\n') return end;
    const at = this.yaml.indexOf('\n', end);
    return at < 0 ? this.yaml.length : at + 1;
  }
}

function insertion(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}
