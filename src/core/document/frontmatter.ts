import matter from 'gray-matter';
import { isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { YAMLMap } from 'yaml';
import { planStateSchema } from '../plan/planState.ts';
import type { ItemList, PlanState } from '../plan/planState.ts';
import type { Problem } from '../plan/problem.ts';
import type { TextRange } from '../text/textEdit.ts';
import { conflictIn } from './conflict.ts';
import { STATE_FIELDS } from './planFields.ts';
import { readYaml, scalarText } from './readYaml.ts';
import type { YamlFault } from './readYaml.ts';

/** The frontmatter of a document, read. Offsets of problems are offsets in the document; nodes' ranges count from `yamlStart`. */
export interface Frontmatter {
  /** The text from the document's start to the end of the closing fence's line; '' (or a byte order mark) where there is none. */
  readonly text: string;
  readonly yaml: string;
  readonly yamlStart: number;
  /** The YAML's top-level map; absent where there is none or it can't be read. */
  readonly root?: YAMLMap;
  /** Present only where it is ours and can be read. */
  readonly state?: PlanState;
  readonly problems: readonly Problem[];
  /** Position in the YAML list of each item of the state's list: items that can't be read are left out of the state. */
  readonly positions: ReadonlyMap<ItemList, readonly number[]>;
  /** False where it can't be read at all (then it can't be adopted either). */
  readonly readable: boolean;
}

const FENCE = /^---[ \t]*(\S*)[ \t]*$/;

/** Reads the frontmatter of a document; never throws and never runs anything that stands in it. */
export function readFrontmatter(text: string): Frontmatter {
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const opening = lineAt(text, bom);
  const fence = FENCE.exec(text.slice(bom, opening.end));
  const none = { text: text.slice(0, bom), yaml: '', yamlStart: bom, positions: new Map() };
  const problem = (code: string, args: Readonly<Record<string, string>>, range: TextRange): Problem => ({ code, args, severity: 'error', range, place: { kind: 'document' }, fixes: [] });
  const notOurs = problem('document.notOurs', {}, { start: bom, end: opening.end });
  if (!text.startsWith('---', bom) || text.charAt(bom + 3) === '-') return { ...none, readable: true, problems: [notOurs] };
  const language = text.slice(bom + 3, opening.end).trim();
  if (!fence || (language !== '' && !/^ya?ml$/i.test(language))) {
    return { ...none, readable: false, problems: [problem('frontmatter.language', { language: language.slice(0, 40) }, { start: bom, end: opening.end })] };
  }

  let line = lineAt(text, opening.next);
  while (line.start < text.length && !text.startsWith('---', line.start)) line = lineAt(text, line.next);
  if (line.start >= text.length) {
    const conflict = conflictIn(text, opening.next, text.length);
    if (conflict) return { ...none, readable: false, problems: [conflict] };
    return { ...none, readable: false, problems: [problem('frontmatter.unclosed', {}, { start: bom, end: opening.end })] };
  }
  const part = { text: text.slice(0, line.next), yaml: text.slice(opening.next, line.start), yamlStart: opening.next, positions: new Map() };
  const refused = (found: Problem): Frontmatter => ({ ...part, readable: false, problems: [found] });
  const conflict = conflictIn(text, opening.next, line.start);
  if (conflict) return refused(conflict);
  const closing = text.slice(line.start, line.end);
  if (!/^---[ \t]*$/.test(closing)) return refused(problem('frontmatter.fence', { line: closing.slice(0, 40) }, { start: line.start, end: line.end }));

  const guarded = guardedRead(part.yaml);
  if (guarded.fault) {
    const { code, args, start, end } = guarded.fault;
    return refused(problem(code, args, { start: part.yamlStart + start, end: part.yamlStart + end }));
  }
  const root = guarded.root;
  const workflow = root && scalarOf(root, 'workflow');
  if (!root || workflow !== 'create-data-migration') {
    return { ...part, ...(root ? { root } : {}), readable: true, problems: [notOurs] };
  }
  const read = readState(root, part.yamlStart);
  return { ...part, root, readable: true, ...read };
}

/** gray-matter on exactly this YAML, with every engine but ours shut: `---js` never gets here, and would not run. */
function guardedRead(yaml: string): { root?: YAMLMap | undefined; fault?: YamlFault } {
  const closed = (): object => {
    throw new Error('only YAML is read');
  };
  const reading: { root?: YAMLMap | undefined; fault?: YamlFault } = {};
  matter(`---\n${yaml}\n---\n`, {
    language: 'yaml',
    engines: {
      yaml: {
        // gray-matter hands over all but the fences; the source is ours already, with its own offsets.
        parse: () => {
          Object.assign(reading, readYaml(yaml));
          return {};
        },
      },
      javascript: { parse: closed }, js: { parse: closed }, coffee: { parse: closed }, coffeescript: { parse: closed },
      cson: { parse: closed }, json: { parse: closed }, toml: { parse: closed },
    },
  });
  return reading;
}

function lineAt(text: string, start: number): { start: number; end: number; next: number } {
  let end = text.indexOf('\n', start);
  if (end < 0) return { start, end: text.length, next: text.length };
  const next = end + 1;
  if (end > start && text.charCodeAt(end - 1) === 13) end--;
  return { start, end, next };
}

function scalarOf(map: YAMLMap, key: string): string | undefined {
  const value = map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
  return isScalar(value) ? scalarText(value) : undefined;
}

/** The node at a path of the YAML; undefined where it does not stand. */
export function nodeAt(root: YAMLMap, path: readonly PropertyKey[]): unknown {
  let node: unknown = root;
  for (const name of path) {
    if (isMap(node)) node = node.items.find((pair) => isScalar(pair.key) && pair.key.value === String(name))?.value;
    else if (isSeq(node)) node = node.items[Number(name)];
    else return undefined;
  }
  return node ?? undefined;
}

/** Plain values of what the schema knows; everything else (and so every key like `__proto__`) is not even looked at. */
function plain(node: unknown): unknown {
  if (isScalar(node)) return scalarText(node);
  if (isSeq(node)) return node.items.map(plain);
  if (isMap(node)) {
    const result = Object.create(null) as Record<string, unknown>;
    for (const pair of node.items) {
      const value = plain(pair.value);
      // `key:` with nothing behind it is a key that was not filled in.
      if (isScalar(pair.key) && value !== '') result[String(pair.key.value)] = value;
    }
    return result;
  }
  return '';
}

function readState(root: YAMLMap, shift: number): { state?: PlanState; problems: Problem[]; positions: ReadonlyMap<ItemList, readonly number[]> } {
  const problems: Problem[] = [];
  const data = Object.create(null) as Record<string, unknown>;
  const positions = new Map<ItemList, number[]>();
  for (const [key, shape] of STATE_FIELDS) {
    const node = nodeAt(root, [key]);
    if (node === undefined) continue;
    const value = plain(node);
    if (value === '') continue;
    data[key] = value;
    if (shape.kind === 'items' && Array.isArray(value)) positions.set(shape.list, value.map((_, index) => index));
  }
  // Each round leaves out what is wrong, so that one bad value takes nothing else with it.
  for (let round = 0; round < 6; round++) {
    const result = planStateSchema.safeParse(data);
    if (result.success) return { state: result.data, problems, positions };
    const dropped = new Set<string>();
    for (const issue of [...result.error.issues].reverse()) {
      const path = issue.path;
      const list = STATE_FIELDS.get(String(path[0]))?.kind === 'items' ? (path[0] as ItemList) : undefined;
      const inItem = list !== undefined && typeof path[1] === 'number';
      const there = valueAt(data, path);
      // A required field that is missing takes its item along; any other value goes alone.
      const target = inItem && (there === undefined || path.length === 2) ? path.slice(0, 2) : path;
      if (dropped.has(target.join('.'))) continue;
      dropped.add(target.join('.'));
      const inYaml = inItem ? [path[0] as string, positions.get(list)?.[path[1] as number] ?? 0, ...target.slice(2)] : target;
      problems.push({
        code: 'frontmatter.invalidValue', args: { path: inYaml.join('.'), expected: there === undefined ? `"${String(path[path.length - 1])}" is missing` : words(issue) },
        severity: 'error', range: rangeOf(root, inYaml, shift), place: { kind: 'field', path: String(path[0]) }, fixes: [],
      });
      drop(data, target);
      if (inItem && target.length === 2) positions.get(list)?.splice(target[1] as number, 1);
    }
  }
  return { problems, positions };
}

function words(issue: { code?: string | undefined; values?: unknown; message: string; maximum?: unknown; origin?: unknown; expected?: unknown; minimum?: unknown }): string {
  if (Array.isArray(issue.values)) return `expected ${issue.values.filter((value) => value !== '').join(', ')}`;
  if (issue.code === 'invalid_union') return 'expected big-bang, phased or parallel';
  if (issue.code === 'too_big') return `longer than ${String(issue.maximum)}`;
  if (issue.code === 'too_small') return 'it is empty';
  if (issue.code === 'invalid_type') return issue.expected === 'string' ? 'expected a text' : issue.expected === 'array' ? 'expected a list' : 'expected "key: value" lines';
  return issue.message;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[name];
  }
  return value;
}

function drop(data: unknown, path: readonly PropertyKey[]): void {
  const parent = valueAt(data, path.slice(0, -1));
  const name = path[path.length - 1];
  if (Array.isArray(parent)) parent.splice(Number(name), 1);
  else if (typeof parent === 'object' && parent !== null && name !== undefined) Reflect.deleteProperty(parent, name);
}

/**
 * The range in the document of the value at a path of the YAML; else of the key of the nearest parent that stands (of a
 * list's item: of its first line); else of the key behind which a plan would have it.
 */
export function rangeOf(root: YAMLMap, path: readonly PropertyKey[], shift: number): TextRange {
  const placed = (start: number, end: number): TextRange => ({ start: shift + start, end: shift + end });
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    const own = spanOf(node);
    const isValue = own !== undefined && (own[1] > own[0] || isCollection(node));
    if (isValue && (length === path.length || !isCollection(node))) return placed(...own);
    const key = keySpan(nodeAt(root, path.slice(0, length - 1)), String(path[length - 1]));
    if (key) return placed(...key);
    if (!isValue) continue;
    const first = isMap(node) ? node.items[0] : undefined;
    const [start] = spanOf(first?.key) ?? own;
    const [, end] = spanOf(first?.value) ?? spanOf(first?.key) ?? own;
    return placed(start, end);
  }
  const names = [...STATE_FIELDS.keys()];
  for (let at = names.indexOf(String(path[0])) - 1; at >= 0; at--) {
    const key = keySpan(root, names[at] ?? '');
    if (key) return placed(...key);
  }
  return placed(...(spanOf(root.items[0]?.key) ?? [0, 0]));
}

function spanOf(node: unknown): [start: number, end: number] | undefined {
  const [start, end] = (node as { range?: [number, number, number] | null } | undefined | null)?.range ?? [];
  return start === undefined || end === undefined ? undefined : [start, end];
}

function keySpan(parent: unknown, name: string): [start: number, end: number] | undefined {
  return spanOf(isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === name)?.key : undefined);
}
