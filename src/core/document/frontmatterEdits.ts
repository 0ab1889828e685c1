import { isMap, isScalar, isSeq } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import { EditRefused } from '../plan/planEdit.ts';
import type { ItemRef, SimpleEdit } from '../plan/planEdit.ts';
import { ITEM_LISTS } from '../plan/planState.ts';
import type { Evidence, ItemList, PlanState } from '../plan/planState.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import { composeTextEdits } from '../text/composeTextEdits.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { nodeAt, readFrontmatter } from './frontmatter.ts';
import type { Frontmatter } from './frontmatter.ts';
import { STATE_FIELDS, fieldShape } from './planFields.ts';
import { scalarText } from './readYaml.ts';
import { YamlSource } from './yamlEdits.ts';

/** The edits that change nothing but the frontmatter. */
export type FrontmatterEdit = Extract<SimpleEdit, {
  kind: 'setField' | 'addItem' | 'setItem' | 'removeItem' | 'setEvidence' | 'dropEvidence' | 'reattachEvidence' | 'signOff' | 'completeStep' | 'reopenStep';
}> | ItemRun;

/** Neighbours of a batch that add to one list, or remove from it: done at once, as the frontmatter is read again after each change. */
export type ItemRun =
  | { readonly kind: 'addItems'; readonly list: ItemList; readonly items: readonly Readonly<Record<string, string>>[] }
  | { readonly kind: 'removeItems'; readonly list: ItemList; readonly items: readonly ItemRef[] };

const TOP = [...STATE_FIELDS.keys()];
type Items = readonly Readonly<Record<string, string>>[];

/** A frontmatter that is ours and was read. */
interface Ours extends Frontmatter {
  readonly root: YAMLMap;
  readonly state: PlanState;
}

/** The text edits, in the document's offsets, for one edit of the frontmatter. Throws EditRefused where it does not fit. */
export function frontmatterEdits(frontmatter: Frontmatter, edit: FrontmatterEdit, eol: string): TextEdit[] {
  const ours = asOurs(frontmatter);
  const edits = editsFor(ours, edit, eol);
  if (edits.length > 0) verify(ours, applyTextEdits(ours.text, edits), edit);
  return edits;
}

function asOurs(frontmatter: Frontmatter): Ours {
  const { root, state } = frontmatter;
  if (!root || !state) throw new EditRefused('edit.unreadable', { reason: frontmatter.problems[0]?.code ?? '' });
  return { ...frontmatter, root, state };
}

/** What was written must read back as meant; an edit that would break the frontmatter is refused instead. */
function verify(before: Ours, text: string, edit: FrontmatterEdit): void {
  const after = readFrontmatter(text);
  const refuse = (path: string, value: string): never => {
    throw new EditRefused('edit.invalidValue', { path, value: value.slice(0, 80) });
  };
  if (edit.kind === 'setField') {
    let value: unknown = after.state;
    for (const name of edit.path.split('.')) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    const meant = edit.value === '' || edit.value.length === 0 ? undefined : edit.value;
    if (!after.state || (meant !== undefined && JSON.stringify(value) !== JSON.stringify(meant))) refuse(edit.path, String(edit.value));
  }
  if (!after.state || after.problems.length > before.problems.length) {
    const problem = after.problems.find((found) => !before.problems.some((old) => old.code === found.code && old.args['path'] === found.args['path']));
    refuse(problem?.args['path'] ?? edit.kind, 'values' in edit ? Object.values(edit.values).join(', ') : '');
  }
}

function editsFor(ours: Ours, edit: FrontmatterEdit, eol: string): TextEdit[] {
  switch (edit.kind) {
    case 'setField': return setField(ours, edit.path, edit.value, eol);
    case 'addItem': return addItem(ours, edit.list, edit.item, eol);
    case 'setItem': return setItem(ours, edit.list, resolveItem(ours.state, edit.list, edit.item), edit.values, eol);
    case 'removeItem': return removeItems(ours, edit.list, [resolveItem(ours.state, edit.list, edit.item)], eol);
    case 'addItems': return addItems(ours, edit.list, edit.items, eol);
    case 'removeItems': return removeItems(ours, edit.list, edit.items.map((item) => resolveItem(ours.state, edit.list, item)), eol);
    case 'setEvidence': return setEvidence(ours, edit.entries, eol);
    case 'dropEvidence': return removeItems(ours, 'evidence', evidenceIndexes(ours.state, edit.row), eol);
    case 'reattachEvidence': return reattach(ours, edit.row, edit.to, eol);
    case 'signOff': {
      const { kind: _kind, ...signOff } = edit;
      const index = ours.state.signOffs.findIndex((entry) => entry.panel === edit.panel);
      return index < 0 ? addItem(ours, 'signOffs', signOff, eol) : setItem(ours, 'signOffs', index, signOff, eol);
    }
    case 'completeStep': {
      const steps = ours.state.stepsCompleted;
      return steps.includes(edit.step) ? [] : setField(ours, 'stepsCompleted', [...steps, edit.step], eol);
    }
    case 'reopenStep': return setField(ours, 'stepsCompleted', ours.state.stepsCompleted.filter((step) => step !== edit.step), eol);
    default: return edit satisfies never;
  }
}

const shifted = (edits: readonly TextEdit[], by: number): TextEdit[] => edits.map((edit) => ({ start: edit.start + by, end: edit.end + by, newText: edit.newText }));

/** Edits computed one after the other, each on the result of the one before, as one list on the first text. */
function fold(ours: Ours, steps: readonly ((current: Ours) => TextEdit[])[]): TextEdit[] {
  const lists: TextEdit[][] = [];
  let current = ours;
  for (const step of steps) {
    const edits = step(current);
    if (edits.length === 0) continue;
    lists.push(edits);
    current = asOurs(readFrontmatter(applyTextEdits(current.text, edits)));
  }
  return lists.length === 1 ? (lists[0] ?? []) : composeTextEdits(ours.text, lists);
}

function setField(ours: Ours, path: string, value: string | readonly string[], eol: string): TextEdit[] {
  const shape = fieldShape(path);
  const [top = '', name] = path.split('.');
  if (!shape || (shape.kind !== 'text' && shape.kind !== 'texts') || path === 'workflow') throw new EditRefused('edit.unknownField', { path });
  if (shape.kind === 'text' && typeof value !== 'string') throw new EditRefused('edit.invalidValue', { path, value: value.join(', ').slice(0, 80) });
  const source = new YamlSource(ours.yaml, eol);
  const wanted = shape.kind === 'texts' && typeof value === 'string' ? (value === '' ? [] : [value]) : value;
  const group = STATE_FIELDS.get(top);
  const node = nodeAt(ours.root, path.split('.'));
  let edits: TextEdit[];
  if (name === undefined) edits = setOwn(source, ours.root, top, wanted, TOP, path, node);
  else {
    const parent = source.pair(ours.root, top);
    const order = group?.kind === 'group' ? [...group.fields.keys()] : [];
    if (parent && isMap(parent.value) && parent.value.items.length > 0) {
      const last = wanted.length === 0 && parent.value.items.length === 1 && node !== undefined;
      edits = last ? source.removeKey(ours.root, parent) : setOwn(source, parent.value, name, wanted, order, path, node);
    } else if (wanted.length === 0) edits = [];
    else edits = source.setKey(ours.root, top, new Map([[name, wanted]]), TOP, path);
  }
  return shifted(edits, ours.yamlStart);
}

function setOwn(source: YamlSource, map: YAMLMap, key: string, value: string | readonly string[], order: readonly string[], path: string, node: unknown): TextEdit[] {
  const pair = source.pair(map, key);
  if (value.length === 0) {
    // An empty list that stands as `[]` says the same already.
    return pair && !(isSeq(node) && node.items.length === 0) ? source.removeKey(map, pair) : [];
  }
  if (typeof value === 'string') return isScalar(node) && String(node.value) === value ? [] : source.setKey(map, key, value, order, path);
  if (!isSeq(node) || node.items.length === 0) return source.setKey(map, key, value, order, path);
  return setTexts(source, node, value, path);
}

/** Changes what differs between two lists of texts: sets what stands at the same place, then adds or removes the rest. */
function setTexts(source: YamlSource, seq: YAMLSeq, texts: readonly string[], path: string): TextEdit[] {
  const old = seq.items.map((item) => {
    if (!isScalar(item)) throw new EditRefused('edit.placeTaken', { path });
    return scalarText(item);
  });
  let head = 0;
  while (head < old.length && head < texts.length && old[head] === texts[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < texts.length - head && old[old.length - 1 - tail] === texts[texts.length - 1 - tail]) tail++;
  const shared = Math.min(old.length, texts.length) - head - tail;
  const edits: TextEdit[] = [];
  for (let index = head; index < head + shared; index++) edits.push(source.setItemScalar(seq, index, texts[index] ?? ''));
  edits.push(...source.insertItems(seq, head + shared, texts.slice(head + shared, texts.length - tail)));
  const removed = old.map((_, index) => index).slice(head + shared, old.length - tail);
  if (seq.flow && removed.length > 1) return [...edits, joinFlow(source, seq, removed)];
  for (const index of removed) edits.push(...source.removeItem(seq, index));
  return edits;
}

/** Neighbours of a flow list go as one stretch: each alone would claim the comma between them. */
function joinFlow(source: YamlSource, seq: YAMLSeq, removed: readonly number[]): TextEdit {
  const single = removed.map((index) => source.removeItem(seq, index)).flat();
  return { start: Math.min(...single.map((edit) => edit.start)), end: Math.max(...single.map((edit) => edit.end)), newText: '' };
}

function fieldsOf(list: ItemList): string[] {
  return Object.keys(ITEM_LISTS[list].shape);
}

function itemsOf(state: PlanState, list: ItemList): Items {
  return state[list];
}

/** The fields of an item that say something, in the order of the schema. Refuses an item that lacks what it must say. */
function fieldMap(list: ItemList, item: Readonly<Record<string, string>>): Map<string, string> {
  const fields = fieldsOf(list);
  for (const key of Object.keys(item)) {
    if (!fields.includes(key)) throw new EditRefused('edit.unknownField', { path: `${list}.${key}` });
  }
  const said = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== ''));
  const result = ITEM_LISTS[list].safeParse(said);
  if (!result.success) throw new EditRefused('edit.decisionIncomplete', { field: String(result.error.issues[0]?.path[0] ?? '') });
  return new Map(fields.flatMap((key) => (said[key] === undefined ? [] : [[key, said[key]]])));
}

function resolveItem(state: PlanState, list: ItemList, ref: ItemRef): number {
  const items = itemsOf(state, list);
  const name = fieldsOf(list)[0] ?? '';
  const here = items[ref.index];
  if (here && (ref.key === undefined || here[name] === ref.key)) return ref.index;
  const found = ref.key === undefined ? [] : items.flatMap((item, index) => (item[name] === ref.key ? [index] : []));
  if (found.length === 1 && found[0] !== undefined) return found[0];
  throw new EditRefused('edit.itemMoved', { list, key: ref.key ?? String(ref.index + 1) });
}

/** The YAML list of a list of the state; undefined where it is missing or empty. */
function listNode(ours: Ours, list: ItemList): YAMLSeq | undefined {
  const node = nodeAt(ours.root, [list]);
  return isSeq(node) && node.items.length > 0 ? node : undefined;
}

function itemNode(ours: Ours, list: ItemList, index: number): { seq: YAMLSeq; map: YAMLMap; position: number } {
  const seq = listNode(ours, list);
  const position = ours.positions.get(list)?.[index] ?? -1;
  const map = seq?.items[position];
  if (!seq || !isMap(map)) throw new EditRefused('edit.placeTaken', { path: `${list}.${index}` });
  return { seq, map, position };
}

function addItem(ours: Ours, list: ItemList, item: Readonly<Record<string, string>>, eol: string): TextEdit[] {
  const source = new YamlSource(ours.yaml, eol);
  const fields = fieldMap(list, item);
  const seq = listNode(ours, list);
  const edits = seq ? source.insertItems(seq, list === 'evidence' ? evidencePosition(ours, item['row'] ?? '') : seq.items.length, [fields]) : source.setKey(ours.root, list, [fields], TOP, list);
  return shifted(edits, ours.yamlStart);
}

function addItems(ours: Ours, list: ItemList, items: Items, eol: string): TextEdit[] {
  const source = new YamlSource(ours.yaml, eol);
  const fields = items.map((item) => fieldMap(list, item));
  const seq = listNode(ours, list);
  return shifted(seq ? source.insertItems(seq, seq.items.length, fields) : source.setKey(ours.root, list, fields, TOP, list), ours.yamlStart);
}

function setItem(ours: Ours, list: ItemList, index: number, values: Readonly<Record<string, string>>, eol: string): TextEdit[] {
  const current = itemsOf(ours.state, list)[index] ?? {};
  fieldMap(list, { ...current, ...values });
  const changed = Object.entries(values).filter(([key, value]) => (current[key] ?? '') !== value);
  const { map } = itemNode(ours, list, index);
  const firstKey = map.items[0]?.key;
  const first = isScalar(firstKey) ? String(firstKey.value) : '';
  // Neighbours of a flow map share commas, and a first key shares its line with the dash: one change at a time.
  if (changed.length > 1 && (map.flow || changed.some(([key, value]) => key === first && value === ''))) {
    return fold(ours, changed.map(([key, value]) => (now: Ours) => setItem(now, list, index, { [key]: value }, eol)));
  }
  return shifted(new YamlSource(ours.yaml, eol).setKeys(map, new Map(changed), fieldsOf(list), list), ours.yamlStart);
}

function removeItems(ours: Ours, list: ItemList, indexes: readonly number[], eol: string): TextEdit[] {
  const seq = listNode(ours, list);
  if (!seq) throw new EditRefused('edit.itemMoved', { list, key: '' });
  if (indexes.length > 1 && seq.flow) {
    return fold(ours, [...indexes].sort((a, b) => b - a).map((index) => (now: Ours) => removeItems(now, list, [index], eol)));
  }
  if (indexes.length > 1 && indexes.length >= seq.items.length) {
    const [first = 0, ...others] = [...indexes].sort((a, b) => a - b);
    return fold(ours, [(now) => removeItems(now, list, others, eol), (now) => removeItems(now, list, [first], eol)]);
  }
  const source = new YamlSource(ours.yaml, eol);
  const pair = source.pair(ours.root, list);
  if (pair && seq.items.length === 1) return shifted(source.removeKey(ours.root, pair), ours.yamlStart);
  return shifted(indexes.flatMap((index) => source.removeItem(seq, ours.positions.get(list)?.[index] ?? index)), ours.yamlStart);
}

function evidenceIndexes(state: PlanState, row: string): number[] {
  const found = state.evidence.flatMap((entry, index) => (entry.row === row ? [index] : []));
  if (found.length === 0) throw new EditRefused('edit.evidenceMissing', { row });
  return found;
}

/** Entries stand sorted by row, so that branches that add different ones add them at different places. */
function evidencePosition(ours: Ours, row: string): number {
  const after = ours.state.evidence.findIndex((entry) => entry.row > row);
  const seq = listNode(ours, 'evidence');
  return after < 0 ? (seq?.items.length ?? 0) : (ours.positions.get('evidence')?.[after] ?? after);
}

function setEvidence(ours: Ours, entries: readonly Evidence[], eol: string): TextEdit[] {
  const wanted = new Map(entries.map((entry) => [entry.row, entry]));
  const seq = listNode(ours, 'evidence');
  const flow = seq && (seq.flow || seq.items.some((item) => isMap(item) && item.flow));
  if (flow && wanted.size > 1) return fold(ours, [...wanted.values()].map((entry) => (now: Ours) => setEvidence(now, [entry], eol)));
  const standing = new Map(ours.state.evidence.map((entry, index) => [entry.row, index]));
  const edits: TextEdit[] = [];
  const added: Evidence[] = [];
  for (const entry of wanted.values()) {
    const index = standing.get(entry.row);
    if (index === undefined) added.push(entry);
    else edits.push(...setItem(ours, 'evidence', index, entry, eol));
  }
  if (added.length === 0) return edits;
  added.sort((a, b) => (a.row < b.row ? -1 : 1));
  const source = new YamlSource(ours.yaml, eol);
  if (!seq) return shifted(source.setKey(ours.root, 'evidence', added.map((entry) => fieldMap('evidence', entry)), TOP, 'evidence'), ours.yamlStart);
  const byPosition = new Map<number, Map<string, string>[]>();
  for (const entry of added) {
    const position = evidencePosition(ours, entry.row);
    byPosition.set(position, [...(byPosition.get(position) ?? []), fieldMap('evidence', entry)]);
  }
  for (const [position, items] of byPosition) edits.push(...shifted(source.insertItems(seq, position, items), ours.yamlStart));
  return edits;
}

function reattach(ours: Ours, row: string, to: string, eol: string): TextEdit[] {
  const [index = 0] = evidenceIndexes(ours.state, row);
  const taken = ours.state.evidence.some((entry) => entry.row === to) && row !== to;
  const entry = ours.state.evidence[index];
  if (!entry || row === to) return [];
  // The entry goes where its new name sorts, as any entry does.
  return fold(ours, [
    (now) => removeItems(now, 'evidence', evidenceIndexes(now.state, row), eol),
    ...(taken ? [(now: Ours) => removeItems(now, 'evidence', evidenceIndexes(now.state, to), eol)] : []),
    (now) => addItem(now, 'evidence', { ...entry, row: to }, eol),
  ]);
}
