import { foldCase } from '../inventory/tableNames.ts';
import { fieldTransform } from '../mapping/fieldTransform.ts';
import type { Matching } from '../mapping/matching.ts';
import { fieldNeed } from '../mapping/requiredField.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import type { PlanRow } from '../plan/plan.ts';
import type { BlockId } from '../plan/sections.ts';
import { WHOLE } from '../rollback/proposeRollback.ts';
import { blocksLoad, BLOCKS_CUTOVER } from '../validation/proposeValidation.ts';
import { splitNames } from '../sequence/nameList.ts';
import { transformWord } from '../transform/transformWord.ts';
import { detail, optionalDetail } from './completion.ts';
import type { Choice, CompletionKind } from './completion.ts';
import { fieldDetail, tableDetail } from './details.ts';
import { isNothing } from './nameDirectory.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';
import { peopleOf } from './people.ts';
import { bestTargets, matchOf, matchWords, targetTables } from './fieldMatch.ts';
import { fieldsOf } from './sqlCompletions.ts';

export interface ChoiceCell {
  readonly block: BlockId;
  readonly row: number;
  readonly column: string;
}

/** What may stand in a cell, the likeliest first. `others` are the names that a list holds already. */
export function cellChoices(directory: NameDirectory, matching: Matching, cell: ChoiceCell, others: readonly string[]): Choice[] {
  const written = cellOf(rowsOf(directory.plan, cell.block)[cell.row] ?? { cells: {} }, cell.column).trim();
  // What is only known because it is being written here is no suggestion.
  return choicesFor(directory, matching, cell, others).filter((choice) => choice.value !== written || isGrounded(directory, choice));
}

function isGrounded(directory: NameDirectory, { kind, value }: Choice): boolean {
  switch (kind) {
    case 'system': return directory.plan.state.sourceSystems.some((system) => system.name.trim() === value);
    case 'table': return [...directory.find('source', value), ...directory.find('target', value)].some((table) => table.scanned !== undefined);
    case 'person': case 'value': return false;
    case 'field': case 'word': case 'activity': case 'phase': case 'check': return true;
    default: return kind satisfies never;
  }
}

function choicesFor(directory: NameDirectory, matching: Matching, cell: ChoiceCell, others: readonly string[]): Choice[] {
  const { block, column } = cell;
  const row = rowsOf(directory.plan, block)[cell.row] ?? { cells: {} };
  switch (`${block}.${column}`) {
    case 'inventory.sourceSystem': return named('system', directory.sourceSystems);
    case 'inventory.object': return objects(directory, row, cell.row);
    case 'inventory.priority': return words('priority', ['High', 'Medium', 'Low']);
    case 'mapping.sourceTable': return [...sourceTables(directory, cell.row), ...words('mapping', [NONE, UNKNOWN])];
    case 'mapping.sourceField': return [...sourceFields(directory, cell.row), ...words('mapping', [NONE, UNKNOWN])];
    case 'mapping.targetTable': return [...targetTableChoices(directory, matching, cell.row, row), ...words('mapping', [NONE, UNKNOWN])];
    case 'mapping.targetField': return [...targetFields(directory, matching, cell.row, row), ...words('mapping', [NONE, UNKNOWN])];
    case 'mapping.transform': return transforms(directory, cell.row, row);
    case 'tableRules.targetTable': return tables(directory, directory.tables('target'), 'tableRules', 'targetTable', cell.row);
    case 'tableRules.rowsFrom': return rowsFrom(directory, row, others);
    case 'validation.tolerance': return named('value', used(directory, 'validation', 'tolerance', ['0', '0.01', '0.1 %']));
    case 'ruleDetails.check': return unlisted(directory, 'check', checkNames(directory), 'ruleDetails', 'check', cell.row);
    case 'ruleDetails.gate': return words('gate', ['pre', 'post']);
    case 'ruleDetails.phase': case 'loadOrder.phase': return named('phase', [...directory.phases]);
    case 'restoreSteps.phase': return named('phase', [...directory.phases, WHOLE]);
    case 'ruleDetails.blocks': return named('phase', [...[...directory.phases].map(blocksLoad), BLOCKS_CUTOVER]);
    case 'loadOrder.targetTable': return tables(directory, directory.set.target || directory.tables('target').length > 0 ? directory.tables('target') : directory.tables('source'), 'loadOrder', 'targetTable', cell.row);
    case 'loadOrder.waitsFor': return waits(directory, row, cell.row, others);
    case 'rollbackCriteria.decisionMaker': case 'restoreSteps.owner': case 'cutover.owner': return [...named('person', peopleOf(directory.plan)), ...words('open', [UNKNOWN])];
    case 'restoreSteps.duration': case 'cutover.duration': return [...named('value', durations(directory)), ...words('open', [UNKNOWN])];
    case 'cutover.dependencies': return dependencies(directory, row, others);
    default: return [];
  }
}

function named(kind: CompletionKind, values: readonly string[]): Choice[] {
  return values.map((value) => ({ value, kind }));
}

/** Fixed words, each with what it means. */
function words(group: string, values: readonly string[]): Choice[] {
  const code = (value: string): string => (value === NONE ? 'none' : value === UNKNOWN ? 'unknown' : value.toLowerCase());
  return values.map((value) => ({ value, kind: 'word', detail: detail(`language.${group}.${code(value)}`) }));
}

/** The values of a column that stand already, most used first, then some that are usual. */
function used(directory: NameDirectory, block: BlockId, column: string, usual: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const row of rowsOf(directory.plan, block)) {
    const value = cellOf(row, column).trim();
    if (!isNothing(value) && value.length <= 60) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...new Set([...[...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value).slice(0, 20), ...usual])];
}

function durations(directory: NameDirectory): string[] {
  return [...new Set([...used(directory, 'cutover', 'duration', []), ...used(directory, 'restoreSteps', 'duration', []), '15 min', '30 min', '1 h', '2 h 30 min', '4 h'])];
}

function checkNames(directory: NameDirectory): string[] {
  return rowsOf(directory.plan, 'validation').map((row) => cellOf(row, 'check').trim()).filter((name) => !isNothing(name));
}

/** Names that no other row of a block has come first. */
function unlisted(directory: NameDirectory, kind: CompletionKind, values: readonly string[], block: BlockId, column: string, own: number): Choice[] {
  const listed = new Set(rowsOf(directory.plan, block).flatMap((row, index) => (index === own ? [] : [cellOf(row, column).trim()])));
  return [...named(kind, values.filter((value) => !listed.has(value))), ...values.filter((value) => listed.has(value)).map((value): Choice => ({ value, kind, detail: detail('language.listed') }))];
}

function tableChoice(directory: NameDirectory, table: KnownTable, listed = false): Choice {
  return { value: directory.shortName(table), kind: 'table', ...(listed ? { detail: detail('language.listed') } : optionalDetail(tableDetail(table))) };
}

function tables(directory: NameDirectory, all: readonly KnownTable[], block: BlockId, column: string, own: number): Choice[] {
  const listed = new Set(rowsOf(directory.plan, block).flatMap((row, index) => (index === own ? [] : [directory.one(all[0]?.name.side ?? 'target', cellOf(row, column))])));
  return [...all.filter((table) => !listed.has(table)).map((table) => tableChoice(directory, table)), ...all.filter((table) => listed.has(table)).map((table) => tableChoice(directory, table, true))];
}

/** The tables of the row's system that the inventory does not list yet, then the others. */
function objects(directory: NameDirectory, row: PlanRow, own: number): Choice[] {
  const system = cellOf(row, 'sourceSystem').trim();
  const all = directory.tables('source').filter((table) => isNothing(system) || table.name.system === system);
  const listed = new Set(rowsOf(directory.plan, 'inventory').flatMap((each, index) => (index === own ? [] : [directory.one('source', cellOf(each, 'object'), cellOf(each, 'sourceSystem').trim())])));
  const choice = (table: KnownTable): Choice => {
    const name = table.name.schema !== undefined && directory.find('source', table.name.table, table.name.system).length > 1 ? `${table.name.schema}.${table.name.table}` : table.name.table;
    return { value: name, kind: 'table', ...(listed.has(table) ? { detail: detail('language.listed') } : optionalDetail(tableDetail(table))) };
  };
  return [...all.filter((table) => !listed.has(table)).map(choice), ...all.filter((table) => listed.has(table)).map(choice)];
}

/** The table of the row above first: rows of one table stand together. Then those that have fields without a row. */
function sourceTables(directory: NameDirectory, index: number): Choice[] {
  const above = directory.mappingRow(index - 1).source;
  const all = directory.tables('source');
  const open = (table: KnownTable): number => fieldsOf(table).filter((name) => !table.named.has(foldCase(name))).length;
  const choice = (table: KnownTable): Choice => {
    const left = table.scanned ? open(table) : 0;
    return left > 0 ? { ...tableChoice(directory, table), detail: detail('language.fieldsLeft', { count: String(left) }) } : tableChoice(directory, table);
  };
  const rest = all.filter((table) => table !== above);
  return [...(above ? [choice(above)] : []), ...rest.filter((table) => open(table) > 0).map(choice), ...rest.filter((table) => open(table) === 0).map(choice)];
}

function sourceFields(directory: NameDirectory, index: number): Choice[] {
  const table = directory.mappingRow(index).source;
  if (!table) return [];
  return fields(directory, table, (name) => table.named.has(foldCase(name)) && !isOwn(directory, index, 'sourceField', name));
}

function isOwn(directory: NameDirectory, index: number, column: string, name: string): boolean {
  const row = rowsOf(directory.plan, 'mapping')[index];
  return row !== undefined && foldCase(cellOf(row, column).trim()) === foldCase(name);
}

/** The fields of a table, those without a row first. */
function fields(directory: NameDirectory, table: KnownTable, taken: (name: string) => boolean): Choice[] {
  const all = fieldsOf(table).map((value): Choice & { taken: boolean } => {
    const column = directory.column(table, value);
    return { value, kind: 'field', taken: taken(value), ...(column ? { detail: fieldDetail(column) } : {}) };
  });
  return [...all.filter((choice) => !choice.taken), ...all.filter((choice) => choice.taken)].map(({ taken: mapped, ...choice }) => (mapped ? { ...choice, about: detail('language.mapped') } : choice));
}

/** Where the field is proposed to go, then where other rows of the source table go, then where its name and fields point, then the rest. */
function targetTableChoices(directory: NameDirectory, matching: Matching, index: number, row: PlanRow): Choice[] {
  const { source } = directory.mappingRow(index);
  const used = source ? directory.partners(source) : [];
  const field = cellOf(row, 'sourceField');
  const likely = source ? targetTables(directory, matching, source, field) : [];
  const proposed = source && matchOf(directory, matching, source, field);
  const own = likely.filter((table) => table.scanned?.table === proposed?.table);
  const first = [...new Set([...own, ...used, ...likely])];
  const all = [...first, ...directory.tables('target').filter((table) => !first.includes(table))];
  return all.map((table, place) => ({ ...tableChoice(directory, table), ...(proposed && own.includes(table) ? { match: matchWords(proposed) } : {}), ...(place === 0 && first.length > 0 && isNothing(cellOf(row, 'targetTable')) ? { preselect: true as const } : {}) }));
}

/** The best match for the row's source field, then what must be filled and is not, then what may be, then what is mapped. */
function targetFields(directory: NameDirectory, matching: Matching, index: number, row: PlanRow): Choice[] {
  const { source, target } = directory.mappingRow(index);
  if (!target) return [];
  const taken = (name: string): boolean => target.settled.has(foldCase(name)) && !isOwn(directory, index, 'targetField', name);
  const choices = fields(directory, target, taken);
  const needed = (choice: Choice): boolean => {
    const column = directory.column(target, choice.value);
    return column !== undefined && fieldNeed(column) === 'required';
  };
  const free = choices.filter((choice) => choice.about === undefined);
  const found = source && !isNothing(cellOf(row, 'sourceField')) ? bestTargets(directory, matching, source, cellOf(row, 'sourceField'), target, new Set(free.map((choice) => choice.value)))[0] : undefined;
  const from = source && directory.column(source, cellOf(row, 'sourceField'));
  const pair = from && found && matching.between(from, found.column);
  const best = found?.column.name;
  return [
    ...free.filter((choice) => choice.value === best).map((choice): Choice => ({
      ...choice, preselect: true, about: detail('language.bestMatch', { field: cellOf(row, 'sourceField') }), ...(pair ? { match: matchWords(pair) } : {}),
    })),
    ...free.filter((choice) => choice.value !== best && needed(choice)), ...free.filter((choice) => choice.value !== best && !needed(choice)),
    ...choices.filter((choice) => choice.about !== undefined),
  ];
}

/** The words that a transform may say; the one that the types ask for first. */
function transforms(directory: NameDirectory, index: number, row: PlanRow): Choice[] {
  const { source, target } = directory.mappingRow(index);
  const from = source && directory.column(source, cellOf(row, 'sourceField'));
  const to = target && directory.column(target, cellOf(row, 'targetField'));
  const proposal = from && to ? fieldTransform(from, to) : undefined;
  const wanted = proposal?.transform;
  const about = (code: string, args: Readonly<Record<string, string>> = {}): Choice['about'] => detail(`language.transform.${code}`, args);
  const choice = (value: string, code: string, more: Partial<Choice> = {}): Choice => ({ value, kind: 'word', about: about(code)!, ...more });
  const because = (proposal?.reasons ?? []).map(({ code, args }) => detail(code, args));
  const reading = wanted === undefined ? 'unknown' : transformWord(wanted);
  const cast = wanted !== undefined && wanted !== 'direct' ? [choice(wanted, reading === 'cast' ? 'cast' : 'expression', { preselect: true, ...(because.length > 0 ? { match: { reasons: because } } : {}) })] : [];
  const noSource = cellOf(row, 'sourceField').trim() === NONE;
  const filled = [choice('constant ', 'constant', { open: 'value' }), choice('default', 'default'), choice('generated', 'generated')];
  const moved = [...cast, choice('direct', 'direct', wanted === 'direct' ? { preselect: true } : {}), ...(reading !== 'cast' ? [choice('cast to ', 'cast', { open: to ? typeName(to.nativeType) : 'type' })] : []), choice('leave behind: ', 'leaveBehind', { open: 'reason' })];
  return [...(noSource ? [...filled, ...moved] : [...moved, ...filled]), choice(UNKNOWN, 'unknown')];
}

function typeName(native: string): string {
  return native.trim().toLowerCase() || 'type';
}

function rowsFrom(directory: NameDirectory, row: PlanRow, others: readonly string[]): Choice[] {
  const target = directory.one('target', cellOf(row, 'targetTable'));
  const listed = new Set(others.map((name) => directory.one('source', name)));
  const all = directory.tables('source').filter((table) => !listed.has(table));
  const feeds = all.filter((table) => target !== undefined && directory.partners(table).includes(target));
  return [...feeds, ...all.filter((table) => !feeds.includes(table))].map((table) => tableChoice(directory, table));
}

/** Tables of rows above first: a table waits for what is loaded before it. Never itself. */
function waits(directory: NameDirectory, row: PlanRow, index: number, others: readonly string[]): Choice[] {
  const own = cellOf(row, 'targetTable').trim();
  const taken = new Set([own, ...others]);
  const names = rowsOf(directory.plan, 'loadOrder').map((each, at) => ({ name: cellOf(each, 'targetTable').trim(), at })).filter(({ name, at }) => at !== index && !isNothing(name) && !taken.has(name));
  const table = directory.loaded(own);
  const referenced = new Set(table?.scanned?.table.foreignKeys.map((key) => foldCase(key.referencedTable)) ?? []);
  const rank = ({ name, at }: { name: string; at: number }): number => (referenced.has(foldCase(name)) ? 0 : at < index ? 1 : 2);
  return [...names.sort((a, b) => rank(a) - rank(b)).map(({ name, at }): Choice => ({ value: name, kind: 'table', ...(at > index ? { detail: detail('language.loadedLater') } : {}) })), ...(others.length === 0 ? words('list', [NONE]) : [])];
}

/** The other activities; not those that wait for this one, which would close a circle. */
function dependencies(directory: NameDirectory, row: PlanRow, others: readonly string[]): Choice[] {
  const own = cellOf(row, 'activity').trim();
  const after = new Map<string, string[]>();
  for (const each of rowsOf(directory.plan, 'cutover')) {
    for (const name of splitNames(cellOf(each, 'dependencies'), directory.activities)) after.set(name, [...(after.get(name) ?? []), cellOf(each, 'activity').trim()]);
  }
  // The set grows while it is walked.
  const waiting = new Set([own]);
  for (const name of waiting) for (const next of after.get(name) ?? []) waiting.add(next);
  const taken = new Set(others);
  const free = [...directory.activities].filter((name) => !waiting.has(name) && !taken.has(name));
  return [...named('activity', free), ...(others.length === 0 ? words('list', [NONE]) : [])];
}
