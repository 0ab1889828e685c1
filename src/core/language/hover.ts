import type { Catalogue, ColumnProfile } from '../catalogue/catalogue.ts';
import { cellAt } from '../document/cellAt.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { partsOf } from '../document/parsePlan.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { transformWord } from '../transform/transformWord.ts';
import { fieldName } from '../mapping/fieldName.ts';
import { NO_MATCHING } from '../mapping/matching.ts';
import type { FieldTarget, Matching } from '../mapping/matching.ts';
import { resolvedRows } from '../mapping/resolvedRow.ts';
import { rowMatch } from '../mapping/rowMatch.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import type { PlanRow } from '../plan/plan.ts';
import { exclusionOf, volumeOf } from '../plan/volumes.ts';
import { phaseName } from '../sequence/phases.ts';
import { splitNames } from '../sequence/nameList.ts';
import type { TextRange } from '../text/textEdit.ts';
import { formatCount } from '../units/count.ts';
import { queryPlaceOf } from './cellMentions.ts';
import type { HoverPart } from './hoverText.ts';
import { directoryOf, isNothing } from './nameDirectory.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';
import { tableId } from './nameRef.ts';
import type { NameRef } from './nameRef.ts';
import { nameAt } from './occurrences.ts';
import { resolveSql } from './sqlMentions.ts';
import { functionHover, transformSamples } from './transformHover.ts';
import { cellMap } from './cellMap.ts';

export interface Hover {
  readonly range: TextRange;
  readonly parts: readonly HoverPart[];
}

const line = (code: string, args: Readonly<Record<string, string>> = {}): HoverPart => ({ form: 'line', code: `language.hover.${code}`, args });
const item = (code: string, args: Readonly<Record<string, string>> = {}): HoverPart => ({ form: 'item', code: `language.hover.${code}`, args });

/** How many names a list shows before it says how many more there are. */
const MOST = 12;

/** What is known about what stands at an offset. Undefined where nothing is. `matching`: what goes with what, as far as it is known. */
export function hoverAt(parsed: ParsedPlan, catalogues: readonly Catalogue[], offset: number, matching: Matching = NO_MATCHING): Hover | undefined {
  const { plan } = parsed;
  if (!plan) return undefined;
  const directory = directoryOf(plan, catalogues);
  const at = offset < partsOf(parsed).frontmatter.text.length ? undefined : cellAt(parsed, offset);
  if (at && (offset < at.range.start || offset > at.range.end)) return undefined;
  const row = at && rowsOf(plan, at.block)[at.row];
  const found = nameAt(parsed, catalogues, offset);
  const named = found && nameParts(directory, found.ref);
  if (at && row) {
    if (at.block === 'mapping' && at.column.kind !== 'transform') return withParts(found?.range ?? at.range, [...(named ?? []), ...matchParts(directory, matching, at.row)]);
    if (at.block === 'inventory' && (at.column.key === 'recordCount' || at.column.key === 'size')) return withParts(at.range, volumeParts(directory, row));
    if (at.column.kind === 'transform' && transformWord(cellOf(row, 'transform')) === 'expression') {
      const map = cellMap(parsed.text.slice(at.range.start, at.range.end));
      const called = functionHover(directory, map.value, map.valueOffset(offset - at.range.start));
      const range = called && map.textRange(called.span.start, called.span.end);
      if (called && range) return withParts({ start: at.range.start + range.start, end: at.range.start + range.end }, [...called.parts, ...transformParts(directory, at.row, row)]);
    }
    if (at.column.kind === 'transform' && (found === undefined || transformWord(cellOf(row, 'transform')) !== 'expression')) return withParts(at.range, transformParts(directory, at.row, row));
    if (at.column.kind === 'sql' && !isNothing(cellOf(row, at.column.key))) {
      const reads = queryParts(directory, row, at.column.key);
      return found && named ? withParts(found.range, [...named, ...reads]) : withParts(at.range, reads);
    }
  }
  return found && named ? withParts(found.range, named) : undefined;
}

function withParts(range: TextRange, parts: readonly HoverPart[]): Hover | undefined {
  return parts.length > 0 ? { range, parts } : undefined;
}

/** What is known about a name. */
function nameParts(directory: NameDirectory, ref: NameRef): HoverPart[] {
  switch (ref.kind) {
    case 'system': return systemParts(directory, ref);
    case 'sourceTable': case 'targetTable': {
      const table = directory.tables(ref.side).find((each) => each.id === tableId(ref));
      return table ? tableParts(directory, table) : [];
    }
    case 'sourceField': case 'targetField': {
      const table = directory.tables(ref.side).find((each) => each.id === tableId(ref));
      return table ? fieldParts(directory, table, ref.field) : [];
    }
    case 'activity': return activityParts(directory, ref.name);
    case 'phase': return phaseParts(directory, ref.name);
    case 'check': return checkParts(directory, ref.name);
    case 'person': return [];
    default: return ref satisfies never;
  }
}

function list(names: readonly string[]): string {
  return names.slice(0, MOST).join(', ') + (names.length > MOST ? ` (+${names.length - MOST})` : '');
}

function systemParts(directory: NameDirectory, { side, name }: { readonly side: 'source' | 'target'; readonly name: string }): HoverPart[] {
  const { state } = directory.plan;
  const source = side === 'source' ? state.sourceSystems.find((system) => system.name.trim() === name) : undefined;
  const system = side === 'target' ? state.targetSystem : source;
  const parts = [line(side === 'source' ? 'sourceSystem' : 'targetSystem', { name })];
  if (!system) return [...parts, item('systemUnknown')];
  const facts: readonly (readonly [string, string])[] = [['technology', system.technology], ['location', system.location], ['owner', system.owner], ['size', source?.size ?? '']];
  for (const [code, value] of facts) if (!isNothing(value)) parts.push(item(code, { value }));
  const catalogue = side === 'target' ? directory.set.target : directory.set.sources.find((each) => each.system === name);
  if (catalogue) parts.push(item(catalogue.complete ? 'scanned' : 'scannedPartly', { at: catalogue.scannedAt.slice(0, 10), count: String(catalogue.tables.filter((table) => table.kind === 'table').length) }));
  else parts.push(item('notScanned'));
  return parts;
}

function inventoryRow(directory: NameDirectory, table: KnownTable): PlanRow | undefined {
  return rowsOf(directory.plan, 'inventory').find((row) => directory.one('source', cellOf(row, 'object'), cellOf(row, 'sourceSystem').trim()) === table);
}

function tableParts(directory: NameDirectory, table: KnownTable): HoverPart[] {
  const { name, scanned } = table;
  const parts = [line(name.system === '' ? 'table' : 'tableOf', { name: name.schema === undefined ? name.table : `${name.schema}.${name.table}`, system: name.system })];
  if (scanned?.table.comment !== undefined) parts.push(line('comment', { text: scanned.table.comment }));
  const row = name.side === 'source' ? inventoryRow(directory, table) : undefined;
  const volume = row ? volumeItems(directory, row) : [];
  if (row) {
    parts.push(...volume.filter(({ form }) => form === 'item'));
    const reason = exclusionOf(directory.plan, row)?.reason;
    if (reason !== undefined) parts.push(item(reason === '' ? 'excluded' : 'excludedWhy', { reason }));
  }
  if (scanned) {
    const { columns, primaryKey, foreignKeys, error } = scanned.table;
    parts.push(item('columns', { count: String(columns.length) }));
    if (primaryKey.length > 0) parts.push(item('primaryKey', { columns: primaryKey.join(', ') }));
    for (const key of foreignKeys.slice(0, MOST)) parts.push(item('foreignKey', { columns: key.columns.join(', '), table: key.referencedTable, referenced: key.referencedColumns.join(', ') }));
    if (error !== undefined) parts.push(item('tableError', { error }));
  } else if (catalogueKnown(directory, table)) parts.push(item('notInCatalogue'));
  const other = name.side === 'source' ? directory.partners(table) : directory.tables('source').filter((each) => directory.partners(each).includes(table));
  if (other.length > 0) parts.push(item(name.side === 'source' ? 'goesTo' : 'comesFrom', { tables: list(other.map((each) => directory.shortName(each))) }));
  return [...parts, ...volume.filter(({ form }) => form === 'code')];
}

function catalogueKnown(directory: NameDirectory, { name }: KnownTable): boolean {
  const catalogue = name.side === 'target' ? directory.set.target : directory.set.sources.find((each) => each.system === name.system);
  return catalogue?.complete === true;
}

function fieldParts(directory: NameDirectory, table: KnownTable, field: string): HoverPart[] {
  const column = directory.column(table, field);
  const parts = [line('field', { field, table: directory.shortName(table) })];
  if (!column) return catalogueKnown(directory, table) && table.scanned?.table.error === undefined ? [...parts, item('notInCatalogue')] : parts;
  if (column.comment !== undefined) parts.push(line('comment', { text: column.comment }));
  parts.push(item(column.nullable ? 'typeNullable' : 'typeRequired', { type: column.nativeType.trim() === '' ? column.type.kind : column.nativeType }));
  if (column.generated === true) parts.push(item('generated'));
  else if (column.default !== undefined) parts.push(item('default', { value: column.default }));
  const scanned = table.scanned!.table;
  const has = (names: readonly string[]): boolean => names.some((name) => foldCase(name) === foldCase(column.name));
  if (has(scanned.primaryKey)) parts.push(item(scanned.primaryKey.length === 1 ? 'isPrimary' : 'inPrimary', { columns: scanned.primaryKey.join(', ') }));
  for (const key of scanned.uniqueKeys.filter(has).slice(0, MOST)) parts.push(item(key.length === 1 ? 'isUnique' : 'inUnique', { columns: key.join(', ') }));
  for (const key of scanned.foreignKeys.filter((each) => has(each.columns)).slice(0, MOST)) {
    const at = key.columns.findIndex((name) => foldCase(name) === foldCase(column.name));
    parts.push(item('refersTo', { table: key.referencedTable, column: key.referencedColumns[at] ?? key.referencedColumns.join(', ') }));
  }
  if (column.profile !== undefined) parts.push(profilePart(column.profile));
  return parts;
}

/** What was found in the values of a column, on one line. */
function profilePart(profile: ColumnProfile): HoverPart {
  const { at, rows, nulls, distinct, longest, likely, likelyFormat, unlike, minimum, maximum } = profile;
  const number = (count: string | number): string => formatCount(BigInt(count));
  const args = { rows: number(rows), at: at.slice(0, 10), nulls: number(nulls), distinct: distinct === undefined ? '?' : number(distinct) };
  if (likely !== undefined) return item('profileLikely', { ...args, kind: likely, form: likelyFormat ?? likely, unlike: number(unlike ?? '0') });
  if (longest !== undefined) return item('profileLongest', { ...args, longest: number(longest) });
  return minimum !== undefined && maximum !== undefined ? item('profileRange', { ...args, minimum, maximum }) : item('profile', args);
}

function volumeParts(directory: NameDirectory, row: PlanRow): HoverPart[] {
  const shown = cellOf(row, 'recordCount').trim();
  return [line('volume', { object: cellOf(row, 'object'), count: shown === '' ? '?' : shown }), ...volumeItems(directory, row)];
}

/** What stands behind the volume of an inventory row. */
function volumeItems(directory: NameDirectory, row: PlanRow): HoverPart[] {
  const { kind, evidence, count, proven } = volumeOf(directory.plan, row);
  const size = cellOf(row, 'size').trim();
  const rows = count === undefined ? '?' : formatCount(count);
  const parts: HoverPart[] = [];
  const at = evidence?.at.slice(0, 10) ?? '';
  switch (kind) {
    case 'measured': parts.push(item(at === '' ? 'measured' : 'measuredAt', { rows, at })); break;
    case 'estimated': parts.push(item(at === '' ? 'estimated' : 'estimatedAt', { rows, at })); break;
    case 'stated': parts.push(item('stated', { rows })); break;
    case 'unknown': parts.push(item('volumeUnknown')); break;
    default: kind satisfies never;
  }
  if (evidence && evidence.confirmedBy !== '') parts.push(item(evidence.confirmedAt === '' ? 'confirmed' : 'confirmedAt', { by: evidence.confirmedBy, at: evidence.confirmedAt }));
  else if (!proven && kind !== 'unknown') parts.push(item('notConfirmed'));
  if (!isNothing(size)) parts.push(item('size', { value: size }));
  if (evidence && evidence.query !== '') parts.push({ form: 'code', text: evidence.query, language: 'sql' });
  return parts;
}

function transformParts(directory: NameDirectory, index: number, row: PlanRow): HoverPart[] {
  const text = cellOf(row, 'transform').trim();
  const word = transformWord(text);
  const { source, target } = directory.mappingRow(index);
  const from = source && directory.column(source, cellOf(row, 'sourceField'));
  const to = target && directory.column(target, cellOf(row, 'targetField'));
  const colon = text.indexOf(':');
  const parts = [line(`transform.${word}`, { type: text.slice('cast to '.length), value: text.slice('constant '.length).trim(), reason: colon < 0 ? '?' : text.slice(colon + 1).trim(), default: to?.default ?? '?' })];
  const samples = transformSamples(text, source, from);
  if (samples.length > 0) parts.push({ form: 'code', text: samples.join('\n'), language: '' });
  if (from && to) parts.push(item('fromTo', { from: from.nativeType || from.type.kind, to: to.nativeType || to.type.kind }));
  return parts;
}

/** What the matching says of a row: how sure its target is, or which one is offered; why; and what else could be meant. */
function matchParts(directory: NameDirectory, matching: Matching, index: number): HoverPart[] {
  const resolved = resolvedRows(directory.set, rowsOf(directory.plan, 'mapping'))[index];
  const match = resolved && rowMatch(matching, resolved);
  if (!match) return [];
  const { pair, state, alternatives } = match;
  const name = ({ table, column }: FieldTarget): string => fieldName(directory.set.targetNames, table, column);
  const parts: HoverPart[] = [];
  if (pair) {
    parts.push(line(`${state === 'offered' ? 'offered' : 'matched'}.${pair.tier}`, { source: fieldName(directory.set.sourceNames, resolved.source!.ref.table, resolved.source!.column!), target: name(pair), percent: `${Math.round(pair.score * 100)} %` }));
    parts.push(...pair.reasons.slice(0, MOST_REASONS).map(({ code, args }): HoverPart => ({ form: 'item', code, args })));
  } else if (state === 'chosen') parts.push(line('chosen'));
  if (state === 'rejected') parts.push(line('rejected'));
  if (alternatives.length > 0) parts.push(line(pair === undefined && state === 'open' ? 'nearest' : 'alternatives', { fields: alternatives.map((each) => `${name(each)} (${Math.round(each.score * 100)} %)`).join(', ') }));
  return parts;
}

/** Most reasons that are said; the strongest come first. */
const MOST_REASONS = 5;

function queryParts(directory: NameDirectory, row: PlanRow, column: string): HoverPart[] {
  const place = queryPlaceOf(directory, row, column);
  const resolved = resolveSql(directory, cellOf(row, column), place);
  const known = new Set<string>();
  const unknown = new Set<string>();
  for (const table of resolved.reading.tables) {
    const found = resolved.tableOf(table);
    if (found) known.add(directory.shortName(found));
    else unknown.add(table.parts.map((part) => part.text).join('.'));
  }
  return [
    ...(known.size > 0 ? [line(place.side === 'source' ? 'readsSource' : 'readsTarget', { tables: list([...known]) })] : []),
    ...(unknown.size > 0 ? [line('readsUnknown', { tables: list([...unknown]) })] : []),
  ];
}

function activityParts(directory: NameDirectory, name: string): HoverPart[] {
  const rows = rowsOf(directory.plan, 'cutover');
  const row = rows.find((each) => cellOf(each, 'activity').trim() === name);
  if (!row) return [];
  const parts = [line('activity', { name })];
  for (const [code, column] of [['duration', 'duration'], ['owner', 'owner']] as const) {
    const value = cellOf(row, column).trim();
    parts.push(isNothing(value) ? item(`${code}Open`) : item(code, { value }));
  }
  const before = splitNames(cellOf(row, 'dependencies'), directory.activities);
  parts.push(before.length > 0 ? item('waitsFor', { names: list(before) }) : item('waitsForNothing'));
  const after = rows.filter((each) => splitNames(cellOf(each, 'dependencies'), directory.activities).includes(name)).map((each) => cellOf(each, 'activity').trim());
  if (after.length > 0) parts.push(item('waitedFor', { names: list(after) }));
  return parts;
}

function phaseParts(directory: NameDirectory, name: string): HoverPart[] {
  const { plan } = directory;
  const text = rowsOf(plan, 'phases').map((row) => cellOf(row, 'phase')).find((each) => phaseName(each) === name);
  if (text === undefined) return [];
  const about = text.slice(text.indexOf(':') + 1).trim();
  const tables = rowsOf(plan, 'loadOrder').filter((row) => cellOf(row, 'phase').trim() === name).map((row) => cellOf(row, 'targetTable').trim());
  const checks = rowsOf(plan, 'ruleDetails').filter((row) => cellOf(row, 'phase').trim() === name).length;
  return [
    line('phase', { name }), ...(text.includes(':') && about !== '' ? [line('comment', { text: about })] : []),
    tables.length > 0 ? item('phaseTables', { tables: list(tables) }) : item('phaseEmpty'), ...(checks > 0 ? [item('phaseChecks', { count: String(checks) })] : []),
  ];
}

function checkParts(directory: NameDirectory, name: string): HoverPart[] {
  const details = rowsOf(directory.plan, 'ruleDetails').find((row) => cellOf(row, 'check').trim() === name);
  const at = directory.checkRow(name);
  if (at === undefined && !details) return [];
  const rule = at === undefined ? undefined : rowsOf(directory.plan, 'validation')[at];
  const parts = [line('check', { name })];
  const tolerance = rule ? cellOf(rule, 'tolerance').trim() : '';
  if (!rule) parts.push(item('checkMissing'));
  if (!isNothing(tolerance)) parts.push(item('tolerance', { value: tolerance }));
  const gate = details ? cellOf(details, 'gate').trim() : '';
  if (gate === 'pre' || gate === 'post') parts.push(item(`gate.${gate}`));
  for (const column of ['phase', 'blocks'] as const) {
    const value = details ? cellOf(details, column).trim() : '';
    if (!isNothing(value)) parts.push(item(column === 'phase' ? 'inPhase' : 'blocks', { value }));
  }
  return parts;
}
