import { foldCase } from '../inventory/tableNames.ts';
import { transformWord } from '../transform/transformWord.ts';
import { NONE, cellOf, rowsOf } from '../plan/plan.ts';
import type { PlanRow } from '../plan/plan.ts';
import type { BlockId } from '../plan/sections.ts';
import { phaseName } from '../sequence/phases.ts';
import { fieldRef, isNothing, namedParts, tableRef } from './nameDirectory.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';
import type { Mention, NameRef, Side } from './nameRef.ts';
import { expressionMentions, sqlMentions } from './sqlMentions.ts';
import type { SqlPlace } from './sqlMentions.ts';

/** Nothing is looked for in a text that is longer: nobody writes a cell like that. */
const LONGEST = 20_000;

/** The names in one cell. They may stand within each other: an activity's name holds its phase's. */
export function cellMentions(directory: NameDirectory, block: BlockId, index: number, row: PlanRow, column: string): Mention[] {
  const value = cellOf(row, column);
  if (value.length > LONGEST || isNothing(value)) return [];
  switch (block) {
    case 'inventory':
      if (column === 'sourceSystem') return whole(value, { kind: 'system', side: 'source', name: value.trim() });
      return column === 'object' ? tableMentions(directory, value, directory.one('source', value, cellOf(row, 'sourceSystem').trim())) : [];
    case 'mapping': return mappingMentions(directory, index, column, value);
    case 'tableRules':
      switch (column) {
        case 'targetTable': return tableMentions(directory, value, directory.one('target', value));
        case 'rowsFrom': return listMentions(directory, value, 'source');
        default: return [...patternMentions(directory, value, 'source'), ...systemMentions(directory, value)];
      }
    case 'validation':
      switch (column) {
        case 'check': return [...whole(value, { kind: 'check', name: value.trim() }), ...checkMentions(directory, value, row)];
        case 'sourceQuery': return sqlMentions(directory, value, queryPlace(directory, row, 'source'));
        case 'targetQuery': return sqlMentions(directory, value, queryPlace(directory, row, 'target'));
        default: return [];
      }
    case 'ruleDetails':
      switch (column) {
        case 'check': {
          const at = directory.checkRow(value);
          const rule = at === undefined ? undefined : rowsOf(directory.plan, 'validation')[at];
          return [...whole(value, { kind: 'check', name: value.trim() }), ...(rule ? checkMentions(directory, value, rule) : [])];
        }
        case 'phase': return phaseCell(directory, value);
        case 'blocks': return [...activityMentions(directory, value), ...workMentions(directory, value)];
        default: return [];
      }
    case 'phases': {
      const name = phaseName(value);
      const start = value.indexOf(name);
      return [...(name === '' ? [] : [{ ref: { kind: 'phase', name } as const, start, end: start + name.length, whole: true as const }]), ...systemMentions(directory, value)];
    }
    case 'loadOrder':
      switch (column) {
        case 'targetTable': return tableMentions(directory, value, directory.loaded(value));
        case 'phase': return phaseCell(directory, value);
        case 'waitsFor': return namedParts(value, new Set()).flatMap(({ name, start }) => shift(tableMentions(directory, name, directory.loaded(name)), start));
        default: return noteMentions(directory, value, directory.loaded(cellOf(row, 'targetTable')));
      }
    case 'rollbackCriteria':
      if (column === 'decisionMaker') return personMentions(value);
      return [...leadingPhase(directory, value), ...systemMentions(directory, value)];
    case 'restoreSteps':
      switch (column) {
        case 'phase': return phaseCell(directory, value);
        case 'owner': return personMentions(value);
        case 'step': return systemMentions(directory, value);
        default: return [];
      }
    case 'pointOfNoReturn': return [...decidedBy(value), ...systemMentions(directory, value)];
    case 'cutover':
      switch (column) {
        case 'activity': return [...whole(value, { kind: 'activity', name: value.trim() }), ...workMentions(directory, value)];
        case 'owner': return personMentions(value);
        case 'dependencies': return namedParts(value, directory.activities).flatMap(({ name, start }) =>
          [...(directory.activities.has(name) ? [{ ref: { kind: 'activity', name } as const, start, end: start + name.length }] : activityMentions(directory, name, start)), ...shift(workMentions(directory, name), start)]);
        default: return [];
      }
    case 'overview': return [];
    default: return block satisfies never;
  }
}

function shift(mentions: readonly Mention[], by: number): Mention[] {
  return mentions.map((mention) => ({ ...mention, start: mention.start + by, end: mention.end + by }));
}

/** The value without blanks around it, as one name. */
function whole(value: string, ref: NameRef): Mention[] {
  const trimmed = value.trim();
  const start = value.indexOf(trimmed);
  return [{ ref, start, end: start + trimmed.length, whole: true }];
}

/** A table's name as a cell writes it: its own part, and the system where it is named before it. */
export function tableMentions(directory: NameDirectory, value: string, table: KnownTable | undefined): Mention[] {
  if (!table) return [];
  const trimmed = value.trim();
  const end = value.indexOf(trimmed) + trimmed.length;
  const { name } = table;
  if (!foldCase(trimmed).endsWith(foldCase(name.table))) return [];
  const start = end - name.table.length;
  return [...systemPrefix(directory, value, name.side, name.system, start), { ref: tableRef(table), start, end }];
}

function systemPrefix(directory: NameDirectory, value: string, side: Side, system: string, until: number): Mention[] {
  const start = value.length - value.trimStart().length;
  if (system === '' || until < start + system.length + 1 || !value.startsWith(`${system}.`, start)) return [];
  const known = side === 'source' ? directory.sourceSystems.includes(system) : directory.targetSystem === system;
  return known ? [{ ref: { kind: 'system', side, name: system }, start, end: start + system.length }] : [];
}

function mappingMentions(directory: NameDirectory, index: number, column: string, value: string): Mention[] {
  const { source, target } = directory.mappingRow(index);
  const field = (table: KnownTable | undefined): Mention[] => {
    const name = table && directory.field(table, value);
    return table && name !== undefined ? whole(value, fieldRef(table, name)).map(({ whole: _whole, ...mention }) => mention) : [];
  };
  switch (column) {
    case 'sourceTable': return tableMentions(directory, value, source);
    case 'targetTable': return tableMentions(directory, value, target);
    case 'sourceField': return field(source);
    case 'targetField': return field(target);
    case 'transform': return source && transformWord(value) === 'expression' ? expressionMentions(directory, value, source) : [];
    default: return [];
  }
}

/** `Customer, client` or `Customer + client`. */
function listMentions(directory: NameDirectory, value: string, side: Side): Mention[] {
  const mentions: Mention[] = [];
  for (const part of value.matchAll(/[^,;+\n]+/g)) mentions.push(...shift(tableMentions(directory, part[0], directory.one(side, part[0])), part.index));
  return mentions;
}

/** `every row of Customer`: the sentence that is proposed for a table. A table's name in other sentences may be any word. */
function patternMentions(directory: NameDirectory, value: string, side: Side): Mention[] {
  const match = /^(?:every|each|all) rows? of (.+)$/.exec(value);
  const name = match?.[1];
  return name === undefined ? [] : shift(listMentions(directory, name, side), value.length - name.length);
}

function phaseCell(directory: NameDirectory, value: string): Mention[] {
  return directory.phases.has(value.trim()) ? whole(value, { kind: 'phase', name: value.trim() }).map(({ whole: _whole, ...mention }) => mention) : [];
}

/** `Reference data: reconciliation fails`: the phase that a criterion begins with. */
function leadingPhase(directory: NameDirectory, value: string): Mention[] {
  const name = phaseName(value);
  return value.includes(':') && directory.phases.has(name) ? [{ ref: { kind: 'phase', name }, start: value.indexOf(name), end: value.indexOf(name) + name.length }] : [];
}

/** `Load Reference data`, `Go/no-go decision: Master data`, `Load of Master data`: the phase that a piece of work ends with. */
function trailingPhase(directory: NameDirectory, value: string): Mention[] {
  const end = value.trimEnd().length;
  const match = /^\s*load (?:of )?(.+)$/i.exec(value.slice(0, end)) ?? /: ([^:]+)$/.exec(value.slice(0, end));
  const name = match?.[1];
  return name !== undefined && directory.phases.has(name) ? [{ ref: { kind: 'phase', name }, start: end - name.length, end }] : [];
}

function workMentions(directory: NameDirectory, value: string): Mention[] {
  return [...trailingPhase(directory, value), ...systemMentions(directory, value)];
}

/** An activity that a cell names in another case, or that a rule blocks. */
function activityMentions(directory: NameDirectory, value: string, by = 0): Mention[] {
  const trimmed = value.trim();
  const name = directory.activities.has(trimmed) ? trimmed : [...directory.activities].find((activity) => foldCase(activity) === foldCase(trimmed));
  return name === undefined ? [] : [{ ref: { kind: 'activity', name }, start: value.indexOf(trimmed) + by, end: value.indexOf(trimmed) + by + trimmed.length }];
}

const NAME_CHAR = /[\p{L}\p{N}_]/u;

/** Systems by their names as whole words, in the case they are written in. A name that both sides share tells neither. */
export function systemMentions(directory: NameDirectory, value: string): Mention[] {
  const names: { readonly name: string; readonly side: Side }[] = directory.sourceSystems.filter((name) => name !== directory.targetSystem).map((name) => ({ name, side: 'source' }));
  if (directory.targetSystem !== '' && !directory.sourceSystems.includes(directory.targetSystem)) names.push({ name: directory.targetSystem, side: 'target' });
  const mentions: Mention[] = [];
  // Of two names that begin alike the longer one stands.
  for (const { name, side } of names.sort((a, b) => b.name.length - a.name.length)) {
    for (let start = value.indexOf(name); start >= 0; start = value.indexOf(name, start + name.length)) {
      const end = start + name.length;
      const bounded = !(NAME_CHAR.test(value.charAt(start - 1)) && NAME_CHAR.test(name.charAt(0))) && !(NAME_CHAR.test(value.charAt(end)) && NAME_CHAR.test(name.at(-1)!));
      if (bounded && !mentions.some((other) => other.start < end && start < other.end)) mentions.push({ ref: { kind: 'system', side, name }, start, end });
    }
  }
  return mentions;
}

export function personMentions(value: string): Mention[] {
  return isNothing(value) ? [] : whole(value, { kind: 'person', name: value.trim() });
}

function decidedBy(value: string): Mention[] {
  const match = /\bDecided by: ([^.;:?—]+)/.exec(value);
  const name = match?.[1]?.trimEnd();
  return match && name !== undefined && !isNothing(name) ? [{ ref: { kind: 'person', name }, start: match.index + 'Decided by: '.length, end: match.index + 'Decided by: '.length + name.length }] : [];
}

/** What is proposed as a note: which fields are loaded empty, and after which table they are updated. */
function noteMentions(directory: NameDirectory, value: string, table: KnownTable | undefined): Mention[] {
  if (!table) return [];
  const mentions: Mention[] = [];
  const fields = (text: string, start: number): void => {
    for (const part of text.matchAll(/[^,]+/g)) {
      const name = part[0].trim();
      const field = directory.field(table, name);
      const at = start + part.index + part[0].indexOf(name);
      if (field !== undefined) mentions.push({ ref: fieldRef(table, field), start: at, end: at + name.length });
    }
  };
  const tables = (text: string, start: number): void => { mentions.push(...shift(tableMentions(directory, text, directory.loaded(text)), start)); };
  let from = 0;
  for (const part of value.split('; ')) {
    const updated = /^load with (.{1,400}?) empty, then update(?: after (.{1,400}))?$/.exec(part);
    const itself = /^refers to itself by (.{1,400}?): check/.exec(part);
    const each = /^(.{1,400}) and (\S{1,200}) need each other: check/.exec(part);
    if (updated) {
      fields(updated[1]!, from + 'load with '.length);
      if (updated[2] !== undefined) tables(updated[2], from + part.length - updated[2].length);
    } else if (itself) fields(itself[1]!, from + 'refers to itself by '.length);
    else if (each) {
      fields(each[1]!, from);
      tables(each[2]!, from + each[1]!.length + ' and '.length);
    }
    from += part.length + 2;
  }
  return mentions;
}

/** `Customer.Email`, `Customer.(a, b)` or `Customer`, of one side; with a system, only of that one. */
export function fieldMentions(directory: NameDirectory, text: string, side: Side, by = 0, system?: string): Mention[] {
  const table = (name: string): KnownTable | undefined => directory.one(side, name, system);
  const trimmed = text.trim();
  const base = by + text.indexOf(trimmed);
  const alone = table(trimmed);
  if (alone) return shift(tableMentions(directory, trimmed, alone), base);
  // A name may hold points of its own: the longest table that something of it follows.
  for (let dot = trimmed.lastIndexOf('.'); dot > 0; dot = trimmed.lastIndexOf('.', dot - 1)) {
    const owner = table(trimmed.slice(0, dot));
    if (!owner) continue;
    const mentions = shift(tableMentions(directory, trimmed.slice(0, dot), owner), base);
    const rest = trimmed.slice(dot + 1);
    const list = /^\((.*)\)$/.exec(rest);
    const inner = list ? list[1]! : rest;
    const start = base + dot + 1 + (list ? 1 : 0);
    for (const part of list ? inner.matchAll(/[^,]+/g) : [{ 0: inner, index: 0 }]) {
      const name = part[0].trim();
      const field = directory.field(owner, name);
      const at = start + part.index + part[0].indexOf(name);
      if (field !== undefined) mentions.push({ ref: fieldRef(owner, field), start: at, end: at + name.length });
    }
    return mentions;
  }
  return [];
}

/**
 * The tables and fields that a check's name speaks of, as it is proposed: `Row count: Customer → customer`. What stands left of the
 * arrow is the source's, right of it the target's; orphans and what has one query only are of the side that is asked.
 */
function checkMentions(directory: NameDirectory, value: string, row: PlanRow): Mention[] {
  const match = /^\s*(Row count|Nulls|Orphans|Sum|Duplicates): (.+?)(?: \(\d+\))?\s*$/.exec(value);
  const body = match?.[2];
  const system = checkSystem(directory, row);
  if (!match || body === undefined) return plainCheck(directory, value, row, system);
  const start = value.indexOf(': ') + 2;
  const arrow = body.indexOf(' → ');
  const asked: Side = cellOf(row, 'sourceQuery').trim() === NONE ? 'target' : 'source';
  const parts = arrow < 0 ? [{ text: body, at: start, side: asked }] : [
    { text: body.slice(0, arrow), at: start, side: match[1] === 'Orphans' ? asked : 'source' as const },
    { text: body.slice(arrow + 3), at: start + arrow + 3, side: match[1] === 'Orphans' ? asked : 'target' as const },
  ];
  return parts.flatMap(({ text, at, side }) => {
    let from = at;
    return text.split(' + ').flatMap((name) => {
      const here = from;
      from += name.length + 3;
      const own = fieldMentions(directory, name, side, here);
      return own.length > 0 || side === 'target' || system === undefined ? own : fieldMentions(directory, name, side, here, system);
    });
  });
}

/** `Row count Customer`, `Sum of Invoice.Total`, `Customer.Email is unique`: a name that the query asks about. */
function plainCheck(directory: NameDirectory, value: string, row: PlanRow, system: string | undefined): Mention[] {
  const asked: Side = isNothing(cellOf(row, 'sourceQuery')) ? 'target' : 'source';
  const match = /^\s*(?:(?:Row count|Rows|Sum|Orphans|Distinct values)(?: of)? (\S+)|(\S+) (?:is unique|is empty before the load|fits \S+))/.exec(value);
  const name = match?.[1] ?? match?.[2];
  return name === undefined ? [] : fieldMentions(directory, name, asked, value.indexOf(name, match?.[1] === undefined ? 0 : match[0].length - name.length), asked === 'source' ? system : undefined);
}

/** The source system that a rule's source query asks, where its name or its tables say so. */
function checkSystem(directory: NameDirectory, row: PlanRow): string | undefined {
  if (directory.sourceSystems.length === 1) return directory.sourceSystems[0];
  const check = cellOf(row, 'check');
  const left = check.slice(check.indexOf(': ') + 1, check.includes(' → ') ? check.indexOf(' → ') : check.length).trim();
  const first = left.split(' + ')[0] ?? '';
  const named = fieldMentions(directory, first, 'source')[0]?.ref;
  return named?.kind === 'sourceTable' ? named.system : named?.kind === 'system' ? named.name : undefined;
}

function queryPlace(directory: NameDirectory, row: PlanRow, side: Side): SqlPlace {
  const system = side === 'source' ? checkSystem(directory, row) : undefined;
  return { side, ...(system === undefined ? {} : { system }) };
}

/** Where the query of a rule runs. */
export function queryPlaceOf(directory: NameDirectory, row: PlanRow, column: string): SqlPlace {
  return queryPlace(directory, row, column === 'sourceQuery' ? 'source' : 'target');
}
