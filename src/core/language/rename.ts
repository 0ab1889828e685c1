import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import { EditRefused } from '../plan/planEdit.ts';
import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { ItemList } from '../plan/planState.ts';
import type { BlockId } from '../plan/sections.ts';
import { phaseNames } from '../sequence/phases.ts';
import { WHOLE } from '../rollback/proposeRollback.ts';
import type { TextRange } from '../text/textEdit.ts';
import { directoryOf, isNothing, tableRef } from './nameDirectory.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';
import { ownName, tableId } from './nameRef.ts';
import type { NameRef, TableName } from './nameRef.ts';
import { nameAt, occurrencesOf } from './occurrences.ts';
import type { Occurrence } from './occurrences.ts';
import { sqlName } from './sqlName.ts';

/** What a rename may begin with. */
export interface RenameStart {
  readonly ref: NameRef;
  /** What stands there now, as the person sees it marked. */
  readonly range: TextRange;
  /** The name to change, without quotes, escapes, system or schema. */
  readonly name: string;
}

/** The name at an offset that can be renamed; undefined where there is none. */
export function prepareRename(parsed: ParsedPlan, catalogues: readonly Catalogue[], offset: number): RenameStart | undefined {
  const at = nameAt(parsed, catalogues, offset);
  return at && { ...at, name: ownName(at.ref) };
}

/** A stretch of a value that a rename changes, and what stands there afterwards: as a value, and as the cell's name. */
export interface Replacement {
  readonly occurrence: Occurrence;
  readonly newText: string;
}

const LONGEST = 200;

/** The new name as it will stand. Throws EditRefused, with the reason, where it can't be one. */
export function checkedName(parsed: ParsedPlan, catalogues: readonly Catalogue[], ref: NameRef, newName: string): string {
  const { plan } = parsed;
  if (!plan) throw new EditRefused('edit.unreadable', { reason: parsed.problems.find((problem) => problem.severity === 'error')?.code ?? '' });
  const directory = directoryOf(plan, catalogues);
  const name = withoutPrefix(ref, newName.trim());
  if (name === '') throw new EditRefused('language.nameEmpty');
  if (isNothing(name) || name === '-') throw new EditRefused('language.nameNothing', { name });
  if (/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(name)) throw new EditRefused('language.nameLine');
  if (name.length > LONGEST && name.length > ownName(ref).length) throw new EditRefused('language.nameLong', { limit: String(LONGEST) });
  const listed = ref.kind === 'sourceTable' || ref.kind === 'targetTable';
  if ((listed && /[,;]/.test(name)) || (ref.kind === 'activity' && name.includes(';'))) throw new EditRefused('language.nameSeparator', { name });
  if (ref.kind === 'phase' && name.includes(':')) throw new EditRefused('language.nameColon', { name });
  if (taken(parsed, directory, catalogues, ref, name)) throw new EditRefused('language.nameTaken', { name });
  return name;
}

/** `crm.Client` and `dbo.Client` name the table `Client` where those are its own system and schema. */
function withoutPrefix(ref: NameRef, name: string): string {
  if (ref.kind !== 'sourceTable' && ref.kind !== 'targetTable') return name;
  const schema = ref.schema === undefined ? [] : [`${ref.system}.${ref.schema}.`, `${ref.schema}.`];
  const prefix = [...schema, `${ref.system}.`].find((each) => each.length > 1 && name.startsWith(each) && name.length > each.length);
  return prefix === undefined ? name : name.slice(prefix.length);
}

/**
 * True where something else of the plan bears the name. A table or field that only a scanned schema knows is no hindrance: a
 * table that was renamed in its system is followed this way. Two spellings of a person become one.
 */
function taken(parsed: ParsedPlan, directory: NameDirectory, catalogues: readonly Catalogue[], ref: NameRef, name: string): boolean {
  const folded = foldCase(name);
  // A name may change its own case.
  const another = (each: string): boolean => each !== ownName(ref) && foldCase(each) === folded;
  switch (ref.kind) {
    case 'system': return [...directory.sourceSystems, directory.targetSystem].some(another);
    case 'sourceTable': case 'targetTable':
      return directory.tables(ref.side).some((table) => table.id !== tableId(ref) && table.name.system === ref.system && (table.name.schema ?? '') === (ref.schema ?? '')
        && foldCase(table.name.table) === folded && occurrencesOf(parsed, catalogues, tableRef(table)).length > 0);
    case 'sourceField': case 'targetField': {
      const named = directory.tables(ref.side).find((table) => table.id === tableId(ref))?.named;
      return foldCase(ref.field) !== folded && named?.has(folded) === true;
    }
    case 'activity': return [...directory.activities].some(another);
    case 'phase': return phaseNames(directory.plan).some(another) || another(WHOLE);
    case 'check': return rowsOf(directory.plan, 'validation').some((row) => another(cellOf(row, 'check').trim()));
    case 'person': return false;
    default: return ref satisfies never;
  }
}

/** All that a rename changes. Where the new name means two tables on its side, each is written with its system. */
export function replacements(parsed: ParsedPlan, catalogues: readonly Catalogue[], ref: NameRef, name: string): Replacement[] {
  const { plan } = parsed;
  if (!plan || name === ownName(ref)) return [];
  const directory = directoryOf(plan, catalogues);
  const others = ref.kind === 'sourceTable' || ref.kind === 'targetTable'
    ? directory.tables(ref.side).filter(({ id, name: other }) => id !== tableId(ref) && foldCase(other.table) === foldCase(name) && placeOf(other) !== placeOf(ref)) : [];
  const changed = occurrencesOf(parsed, catalogues, ref).map((occurrence): Replacement => ({
    occurrence, newText: occurrence.mention.sql === true ? inSql(directory, occurrence, name) : qualifiedName(ref, others, occurrence, name),
  }));
  return [...changed, ...others.flatMap((other) => occurrencesOf(parsed, catalogues, tableRef(other)).flatMap((occurrence) => clarified(ref, other, occurrence)))];
}

function inSql(directory: NameDirectory, { mention, value }: Occurrence, name: string): string {
  const system = 'system' in mention.ref ? mention.ref.system : undefined;
  const side = 'side' in mention.ref ? mention.ref.side : 'source';
  return sqlName(name, value.slice(mention.start, mention.end), directory.technology(side, system));
}

/** Where a cell says which system it speaks of, the table's name alone is enough. */
function saysSystem(occurrence: Occurrence): boolean {
  return occurrence.place === 'cell' ? occurrence.block === 'inventory' : /^evidence\.\d+\.row$/.test(occurrence.path);
}

/** True behind a point: a system or a schema is named already. */
function stands(occurrence: Occurrence): boolean {
  const { value, mention } = occurrence;
  return value.charAt(mention.start - 1) === '.';
}

/** Where a table stands: two of one name in different places must be told apart. */
function placeOf({ system, schema }: { readonly system: string; readonly schema?: string }): string {
  return `${system}\u0000${schema ?? ''}`;
}

/** What is written before a table's name so that it is not another's: its system, within one system its schema. */
function prefixOf(name: TableName, other: TableName): string {
  if (name.system !== other.system) return name.system === '' ? '' : `${name.system}.`;
  return name.schema === undefined || name.schema === '' ? '' : `${name.schema}.`;
}

function qualifiedName(ref: NameRef, others: readonly KnownTable[], occurrence: Occurrence, name: string): string {
  const [other] = others;
  return other === undefined || (ref.kind !== 'sourceTable' && ref.kind !== 'targetTable') || saysSystem(occurrence) || stands(occurrence) ? name : prefixOf(ref, other.name) + name;
}

function clarified(ref: NameRef, other: KnownTable, occurrence: Occurrence): Replacement[] {
  const { mention, value } = occurrence;
  const prefix = ref.kind === 'sourceTable' || ref.kind === 'targetTable' ? prefixOf(other.name, ref) : '';
  if (mention.sql === true || prefix === '' || saysSystem(occurrence) || stands(occurrence)) return [];
  return [{ occurrence, newText: prefix + value.slice(mention.start, mention.end) }];
}

/** A value with all that changes in it. */
export function replaced(value: string, changes: readonly Replacement[]): string {
  let result = value;
  let before = Number.POSITIVE_INFINITY;
  for (const { occurrence: { mention }, newText } of [...changes].sort((a, b) => b.occurrence.mention.start - a.occurrence.mention.start)) {
    if (mention.end > before) continue;
    result = result.slice(0, mention.start) + newText + result.slice(mention.end);
    before = mention.start;
  }
  return result;
}

/** The changes of each value, one entry a cell or a value of the frontmatter, in the order of the text. */
export function byValue(changes: readonly Replacement[]): Replacement[][] {
  const groups = new Map<string, Replacement[]>();
  for (const change of changes) {
    const { occurrence } = change;
    const key = occurrence.place === 'cell' ? `${occurrence.block} ${occurrence.row} ${occurrence.column}` : occurrence.path;
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

/**
 * The edit that gives something another name everywhere it stands: in the frontmatter, in cells and lists, in queries. Throws
 * EditRefused where the name can't be given. The overview follows by itself; prose stays as it is.
 */
export function renameEdit(parsed: ParsedPlan, catalogues: readonly Catalogue[], ref: NameRef, newName: string): PlanEdit {
  const name = checkedName(parsed, catalogues, ref, newName);
  const edits: SimpleEdit[] = [];
  const cells = new Map<BlockId, { row: { index: number }; column: string; value: string }[]>();
  const { plan } = parsed;
  for (const group of byValue(replacements(parsed, catalogues, ref, name))) {
    const { occurrence } = group[0]!;
    const value = replaced(occurrence.value, group);
    if (occurrence.place === 'cell') {
      const list = cells.get(occurrence.block) ?? [];
      list.push({ row: { index: occurrence.row }, column: occurrence.column, value });
      cells.set(occurrence.block, list);
      continue;
    }
    const [top = '', index, field = ''] = occurrence.path.split('.');
    if (index === undefined || !/^\d+$/.test(index)) edits.push({ kind: 'setField', path: occurrence.path, value });
    else {
      // Evidence that already waits for a row of that name gives way to the evidence of the row that gets it.
      if (top === 'evidence' && field === 'row' && plan?.state.evidence.some((entry) => entry.row === value) === true) edits.unshift({ kind: 'dropEvidence', row: value });
      edits.push({ kind: 'setItem', list: top as ItemList, item: { index: Number(index), ...(firstField(top as ItemList) === field ? { key: occurrence.value } : {}) }, values: { [field]: value } });
    }
  }
  for (const [block, list] of cells) edits.push({ kind: 'setCells', block, cells: list });
  return { kind: 'batch', edits };
}

/** Lists in which the renamed value is the key of its item. */
function firstField(list: ItemList): string {
  return { sourceSystems: 'name', relationships: 'from', dataQuality: 'issue', exclusions: 'what', evidence: 'row', signOffs: 'panel', decisions: 'decision', deviations: 'panel', existingTools: 'name', openQuestions: 'question', parkedQuestions: 'question', rejectedMatches: 'source' }[list];
}
