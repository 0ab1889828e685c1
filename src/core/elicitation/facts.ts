import { parseDuration } from '../units/duration.ts';
import { isExcluded, volumeOf } from '../plan/volumes.ts';
import { NONE, UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { RowRef } from '../plan/planEdit.ts';
import { blockSpec } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';

/** What the probes look at: the plan's rows, grouped and named the way their questions need them. */

/** True where a value says nothing yet: empty or `?`. */
export function isBlank(value: string): boolean {
  const text = value.trim();
  return text === '' || text === UNKNOWN;
}

/** True where a value names something: neither blank nor empty on purpose. */
export function isNamed(value: string): boolean {
  return !isBlank(value) && value.trim() !== NONE;
}

/** Names are the same whatever their case. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** True where two names of tables can mean the same table: equal, or one is the other with its system or schema before it. */
export function sameTable(a: string, b: string): boolean {
  const left = a.trim().toLowerCase();
  const right = b.trim().toLowerCase();
  return left === right || left.endsWith(`.${right}`) || right.endsWith(`.${left}`);
}

/** The last segment of a name: `Customer` of `crm.Customer`. */
export function baseName(name: string): string {
  return name.trim().split('.').at(-1) ?? '';
}

/** True where the text has the name in it as a word of its own, whatever its case. */
export function mentions(text: string, name: string): boolean {
  const needle = name.trim().toLowerCase();
  if (needle === '') return false;
  const hay = text.toLowerCase();
  const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) {
    if (!isWord(hay[at - 1]) && !isWord(hay[at + needle.length])) return true;
  }
  return false;
}

/** A reference to a row, with the key it shows now, so that the edit finds it where rows have moved since. */
export function rowRef(block: BlockId, row: PlanRow, index: number): RowRef {
  return { index, key: blockSpec(block).key.map((column) => cellOf(row, column)) };
}

export interface InventoryTable {
  readonly row: PlanRow;
  readonly index: number;
  readonly system: string;
  readonly name: string;
  /** `system.object`. */
  readonly key: string;
  readonly count?: bigint;
  readonly proven: boolean;
}

/** The tables of the inventory that are in scope. */
export function inventoryTables(plan: Plan): readonly InventoryTable[] {
  const tables: InventoryTable[] = [];
  rowsOf(plan, 'inventory').forEach((row, index) => {
    const name = cellOf(row, 'object');
    if (!isNamed(name) || isExcluded(plan, row)) return;
    const volume = volumeOf(plan, row);
    tables.push({
      row, index, system: cellOf(row, 'sourceSystem'), name, key: inventoryKey(row), proven: volume.proven,
      ...(volume.count === undefined ? {} : { count: volume.count }),
    });
  });
  return tables;
}

export interface MappedField {
  readonly row: PlanRow;
  readonly index: number;
  readonly sourceTable: string;
  readonly sourceField: string;
  readonly targetTable: string;
  readonly targetField: string;
  readonly transform: string;
}

/** Every row of the mapping. */
export function mappingFields(plan: Plan): readonly MappedField[] {
  return rowsOf(plan, 'mapping').map((row, index) => ({
    row, index,
    sourceTable: cellOf(row, 'sourceTable'), sourceField: cellOf(row, 'sourceField'),
    targetTable: cellOf(row, 'targetTable'), targetField: cellOf(row, 'targetField'),
    transform: cellOf(row, 'transform').trim(),
  }));
}

/** The rows whose source field and target field are both named. */
export function movedFields(plan: Plan): readonly MappedField[] {
  return mappingFields(plan).filter((field) => isNamed(field.sourceTable) && isNamed(field.sourceField) && isNamed(field.targetTable) && isNamed(field.targetField));
}

export interface TablePair {
  readonly source: string;
  readonly target: string;
  readonly fields: readonly MappedField[];
}

/** The pairs of a source table and a target table with fields moved between them, most fields first for each source. */
export function tablePairs(plan: Plan): readonly TablePair[] {
  const bySource = new Map<string, Map<string, MappedField[]>>();
  for (const field of movedFields(plan)) {
    const source = field.sourceTable.trim();
    const targets = bySource.get(source) ?? new Map<string, MappedField[]>();
    bySource.set(source, targets);
    const fields = targets.get(field.targetTable.trim()) ?? [];
    targets.set(field.targetTable.trim(), fields);
    fields.push(field);
  }
  return [...bySource].flatMap(([source, targets]) =>
    [...targets].map(([target, fields]) => ({ source, target, fields })).sort((a, b) => b.fields.length - a.fields.length));
}

/** The pair with most fields of each source table. */
export function mainPairs(plan: Plan): readonly TablePair[] {
  const seen = new Set<string>();
  return tablePairs(plan).filter((pair) => !seen.has(pair.source) && seen.add(pair.source));
}

export interface Rule {
  readonly row: PlanRow;
  readonly index: number;
  readonly check: string;
  /** Name and both queries, for looking words up; bounded. */
  readonly text: string;
  readonly sql: string;
  readonly tolerance: string;
}

/** The validation rules. */
export function validationRules(plan: Plan): readonly Rule[] {
  return rowsOf(plan, 'validation').map((row, index) => {
    const sql = `${cellOf(row, 'sourceQuery').slice(0, 4_000)}\n${cellOf(row, 'targetQuery').slice(0, 4_000)}`;
    const check = cellOf(row, 'check');
    return { row, index, check, sql, text: `${check}\n${sql}`, tolerance: cellOf(row, 'tolerance').trim() };
  });
}

/** Finds the rules that mention a name: by their words, so that many rules and many names stay quick. */
export function ruleFinder(rules: readonly Rule[]): (name: string) => readonly Rule[] {
  const byWord = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const word of new Set(rule.text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])) {
      const list = byWord.get(word);
      if (list === undefined) byWord.set(word, [rule]);
      else list.push(rule);
    }
  }
  return (name) => {
    const [word] = /[\p{L}\p{N}_]+/u.exec(name.toLowerCase()) ?? [];
    return (word === undefined ? rules : byWord.get(word) ?? []).filter((rule) => mentions(rule.text, name));
  };
}

/** The name of a phase: its text up to the first colon. */
export function phaseName(text: string): string {
  const colon = text.indexOf(':');
  return (colon < 0 ? text : text.slice(0, colon)).trim();
}

/** The names of the phases, in their order. */
export function phaseNames(plan: Plan): readonly string[] {
  return rowsOf(plan, 'phases').map((row) => phaseName(cellOf(row, 'phase'))).filter((name) => name !== '');
}

export interface Activity {
  readonly row: PlanRow;
  readonly index: number;
  readonly name: string;
  readonly owner: string;
  /** Minutes; absent where nobody stated them. */
  readonly minutes?: number;
  readonly dependencies: string;
}

/** The activities of the cutover. */
export function activities(plan: Plan): readonly Activity[] {
  const found: Activity[] = [];
  rowsOf(plan, 'cutover').forEach((row, index) => {
    const name = cellOf(row, 'activity').trim();
    if (name === '') return;
    const minutes = minutesOf(cellOf(row, 'duration'));
    found.push({
      row, index, name, owner: cellOf(row, 'owner'), dependencies: cellOf(row, 'dependencies'),
      ...(minutes === undefined ? {} : { minutes }),
    });
  });
  return found;
}

/** Minutes of a duration cell; none where it is blank or can't be read. */
export function minutesOf(value: string): number | undefined {
  return isNamed(value) ? parseDuration(value) : undefined;
}

/** The downtime window in minutes; none where it is not stated. */
export function windowMinutes(plan: Plan): number | undefined {
  return minutesOf(plan.state.migrationStrategy.downtimeWindow);
}

/** Up to `most` names in one line; how many more stand behind it is said with a plus sign. */
export function nameList(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} + ${names.length - most}` : shown;
}

const AMOUNT = /(amount|total|price|balance|cost|(^|_)fees?(_|$)|salary|freight|discount|revenue|(^|_)net(_|$)|gross|(^|_)tax(_|$)|betrag|preis|saldo)/i;
const PERSONAL = /(e_?mail|phone|mobile|(^|_)fax|birth|(^|_)dob(_|$)|iban|(^|_)ssn(_|$)|passport|tax_?id|first_?name|last_?name|surname|(^|_)address|street|post(al)?_?code|(^|_)gender|religion|nationality|credit_?card)/i;
const DATE = /((^|_)date|date(_|$)|time(stamp)?(_|$)|(^|_)created|(^|_)updated|(^|_)modified|_at$|datum|birthday)/i;

const snake = (name: string): string => name.trim().replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[\s.-]+/g, '_');

/** True where the name of a field reads like an amount of money. */
export function looksLikeAmount(name: string): boolean {
  return AMOUNT.test(snake(name));
}
/** True where the name of a field reads like something about a person. */
export function looksPersonal(name: string): boolean {
  return PERSONAL.test(snake(name));
}
/** True where the name of a field reads like a date or a time. */
export function looksLikeDate(name: string): boolean {
  return DATE.test(snake(name));
}

/** The name in small letters and digits alone: `CustomerId` and `customer_id` are one. */
export function squash(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/(ss|us)$/, '$1').replace(/([^su])s$/, '$1');

/** True where `field` reads like the key of `table`: `id`, `customer_id`, `CustomerNo` for `customers`. */
export function looksLikeKeyOf(field: string, table: string): boolean {
  const key = squash(field);
  const names = new Set([squash(baseName(table)), singular(squash(baseName(table)))]);
  if (key === 'id') return true;
  return [...names].some((name) => ['id', 'no', 'nr', 'number', 'key'].some((end) => key === name + end));
}
