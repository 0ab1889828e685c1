import type { Catalogue } from '../catalogue/catalogue.ts';
import { cellAt } from '../document/cellAt.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { partsOf } from '../document/parsePlan.ts';
import { rowsOf } from '../plan/plan.ts';
import { BLOCKS } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';
import { cellMap } from './cellMap.ts';
import { cellMentions } from './cellMentions.ts';
import { directoryOf } from './nameDirectory.ts';
import type { NameDirectory } from './nameDirectory.ts';
import { refKey } from './nameRef.ts';
import type { Mention, NameKind, NameRef } from './nameRef.ts';
import { stateMentions } from './stateMentions.ts';

/** A name where it stands: the mention in its value, and the value's place. */
export type Occurrence = { readonly mention: Mention; readonly value: string; readonly range: TextRange } & (
  | { readonly place: 'cell'; readonly block: BlockId; readonly row: number; readonly column: string }
  | { readonly place: 'field'; readonly path: string }
);

export interface NameAt {
  readonly ref: NameRef;
  /** Where the name stands; of a name within quotes or escapes, all that writes it. */
  readonly range: TextRange;
}

/** The name that an offset stands in: what the cell is about, else the innermost name. Undefined where there is none. */
export function nameAt(parsed: ParsedPlan, catalogues: readonly Catalogue[], offset: number): NameAt | undefined {
  const { plan } = parsed;
  if (!plan) return undefined;
  const directory = directoryOf(plan, catalogues);
  const at = cellAt(parsed, offset);
  if (at) {
    const row = rowsOf(plan, at.block)[at.row];
    if (!row || offset < at.range.start || offset > at.range.end) return undefined;
    const mentions = cellMentions(directory, at.block, at.row, row, at.column.key);
    const map = cellMap(parsed.text.slice(at.range.start, at.range.end));
    const found = mentions
      .map((mention) => ({ ref: mention.ref, whole: mention.whole === true, range: moved(map.textRange(mention.start, mention.end), at.range.start) }))
      .filter((each): each is typeof each & { range: TextRange } => each.range !== undefined && each.range.start <= offset && offset <= each.range.end)
      .sort((a, b) => Number(b.whole) - Number(a.whole) || (a.range.end - a.range.start) - (b.range.end - b.range.start))[0];
    return found && { ref: found.ref, range: found.range };
  }
  if (offset >= partsOf(parsed).frontmatter.text.length) return undefined;
  for (const { path, value, mentions } of stateMentions(directory)) {
    const range = parsed.fieldRange(path);
    if (offset < range.start || offset > range.end) continue;
    const inner = mentions.map((mention) => ({ ref: mention.ref, range: scalarRange(parsed.text, range, value, mention) }));
    const found = inner.filter((each) => each.range.start <= offset && offset <= each.range.end).sort((a, b) => (a.range.end - a.range.start) - (b.range.end - b.range.start))[0];
    return found;
  }
  return undefined;
}

const STATE: readonly NameKind[] = ['system', 'person', 'sourceTable', 'targetTable', 'sourceField', 'targetField'];
/** The columns in which a kind of name may stand: the others are not read for it. */
const COLUMNS: Readonly<Record<NameKind, Readonly<Partial<Record<BlockId, readonly string[]>>>>> = {
  system: {
    inventory: ['sourceSystem'], mapping: ['sourceTable', 'targetTable'], tableRules: ['targetTable', 'rowsFrom', 'rule'], validation: ['check'], ruleDetails: ['check', 'blocks'], phases: ['phase'],
    loadOrder: ['targetTable', 'waitsFor', 'note'], rollbackCriteria: ['criterion', 'threshold'], restoreSteps: ['step'], pointOfNoReturn: ['statement'], cutover: ['activity', 'dependencies'],
  },
  sourceTable: tableColumns(['sourceTable', 'transform']), targetTable: tableColumns(['targetTable']),
  sourceField: fieldColumns(['sourceField', 'transform']), targetField: fieldColumns(['targetField']),
  activity: { ruleDetails: ['blocks'], cutover: ['activity', 'dependencies'] },
  phase: { ruleDetails: ['phase', 'blocks'], phases: ['phase'], loadOrder: ['phase'], rollbackCriteria: ['criterion'], restoreSteps: ['phase'], cutover: ['activity', 'dependencies'] },
  check: { validation: ['check'], ruleDetails: ['check'] },
  person: { rollbackCriteria: ['decisionMaker'], restoreSteps: ['owner'], pointOfNoReturn: ['statement'], cutover: ['owner'] },
};

function tableColumns(mapping: readonly string[]): Partial<Record<BlockId, readonly string[]>> {
  return {
    inventory: ['object'], mapping, tableRules: ['targetTable', 'rowsFrom', 'rule'], validation: ['check', 'sourceQuery', 'targetQuery'], ruleDetails: ['check'],
    loadOrder: ['targetTable', 'waitsFor', 'note'],
  };
}

function fieldColumns(mapping: readonly string[]): Partial<Record<BlockId, readonly string[]>> {
  return { mapping, validation: ['check', 'sourceQuery', 'targetQuery'], ruleDetails: ['check'], loadOrder: ['note'] };
}

/** Every place in which a name stands, in the order of the text. */
export function occurrencesOf(parsed: ParsedPlan, catalogues: readonly Catalogue[], ref: NameRef): Occurrence[] {
  const { plan } = parsed;
  if (!plan) return [];
  const directory = directoryOf(plan, catalogues);
  return [...stateOccurrences(parsed, directory, ref), ...cellOccurrences(parsed, directory, ref)].sort((a, b) => a.range.start - b.range.start);
}

function stateOccurrences(parsed: ParsedPlan, directory: NameDirectory, ref: NameRef): Occurrence[] {
  if (!STATE.includes(ref.kind)) return [];
  const key = refKey(ref);
  return stateMentions(directory).flatMap(({ path, value, mentions }) => mentions.filter((mention) => refKey(mention.ref) === key)
    .map((mention): Occurrence => ({ place: 'field', path, value, mention, range: scalarRange(parsed.text, parsed.fieldRange(path), value, mention) })));
}

function cellOccurrences(parsed: ParsedPlan, directory: NameDirectory, ref: NameRef): Occurrence[] {
  const key = refKey(ref);
  const found: Occurrence[] = [];
  for (const { id } of BLOCKS) {
    const columns = COLUMNS[ref.kind][id];
    if (!columns) continue;
    rowsOf(directory.plan, id).forEach((row, index) => {
      for (const column of columns) {
        const value = row.cells[column] ?? '';
        if (value === '') continue;
        const mentions = cellMentions(directory, id, index, row, column).filter((mention) => refKey(mention.ref) === key);
        const cell = mentions.length > 0 ? parsed.blocks[id]?.cellRange(index, column) : undefined;
        if (!cell) continue;
        const map = cellMap(parsed.text.slice(cell.start, cell.end));
        for (const mention of mentions) {
          const range = moved(map.textRange(mention.start, mention.end), cell.start) ?? cell;
          found.push({ place: 'cell', block: id, row: index, column, value, mention, range });
        }
      }
    });
  }
  return found;
}

function moved(range: TextRange | undefined, by: number): TextRange | undefined {
  return range && { start: range.start + by, end: range.end + by };
}

/** Where a stretch of a YAML value stands: exactly where the value stands as it is (plain, or in quotes with nothing to escape), else all of it. */
export function scalarRange(text: string, range: TextRange, value: string, { start, end }: { readonly start: number; readonly end: number }): TextRange {
  const written = text.slice(range.start, range.end);
  const from = written === value ? 0 : written.slice(1, -1) === value && /^["']/.test(written) ? 1 : undefined;
  return from === undefined ? range : { start: range.start + from + start, end: range.start + from + end };
}
