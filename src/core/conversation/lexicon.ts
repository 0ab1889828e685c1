import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { NameIndex } from './nameIndex.ts';
import { nameWords, norm } from './words.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Plan } from '../plan/plan.ts';
import type { BlockId } from '../plan/sections.ts';

/** The plan's own names, and what each stands for. */

export interface SystemRef {
  readonly role: 'source' | 'target';
  readonly name: string;
  /** Index in `sourceSystems`; -1 for the target and for systems only the inventory names. */
  readonly index: number;
}

export interface TableRef {
  readonly system: string;
  readonly object: string;
  /** Index of its inventory row; absent where only a catalogue knows it. */
  readonly row?: number;
}

export interface FieldRef {
  readonly side: 'source' | 'target';
  readonly table: string;
  readonly field: string;
  /** Source system, where it is known. */
  readonly system?: string;
}

/** A row that people own, time and order: cutover activities, restore steps, criteria, checks. */
export interface RowRefTo {
  readonly block: Extract<BlockId, 'cutover' | 'restoreSteps' | 'rollbackCriteria' | 'validation'>;
  readonly index: number;
  readonly name: string;
  readonly key: readonly string[];
}

export interface Lexicon {
  readonly systems: NameIndex<SystemRef>;
  readonly tables: NameIndex<TableRef>;
  readonly targetTables: NameIndex<string>;
  readonly fields: NameIndex<FieldRef>;
  readonly rows: NameIndex<RowRefTo>;
  readonly people: NameIndex<string>;
}

const SYSTEM_NOUNS = /^(system|database|db|app|application|server|source|legacy|old)$/;
const PREFIXES = /^(tbl|tb|t|dim|fact|fct|stg|v|vw|mst|master|dbo|usr|app)$/;
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  cust: 'customer', addr: 'address', prod: 'product', ord: 'order', inv: 'invoice', emp: 'employee', acct: 'account', acc: 'account',
  pay: 'payment', pmt: 'payment', txn: 'transaction', trans: 'transaction', cat: 'category', categ: 'category', supp: 'supplier', vend: 'vendor',
  dept: 'department', doc: 'document', hist: 'history', itm: 'item', det: 'detail', hdr: 'header', usr: 'user', org: 'organisation', contr: 'contract', art: 'article',
};
/** Words too common to name a table by its last word alone. */
const COMMON = /^(data|type|detail|status|history|list|group|code|name|value|item|log|info|table|line|header|entry|record|row|system|file|set|key|map|link|user|test|old|new|backup|tmp|temp|master|demo)$/;

const cache = new WeakMap<Plan, { catalogues: readonly Catalogue[]; lexicon: Lexicon }>();

const SMALL_WORDS = /^(?:on|to|of|in|for|from|and|the|a|at|by|with|into|no|go|post|pre)$/;

/** Shorter ways to say the name of an activity: words left out, and its first word behind the others ("master data load"). */
function looseNames(words: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  const [first, ...others] = words;
  if (first === undefined || words.length < 2 || words.length > 7) return names;
  const isName = (name: readonly string[]): boolean => name.length >= 2 && !SMALL_WORDS.test(name.at(-1) ?? '') && name.some((word) => word.length >= 4 && !SMALL_WORDS.test(word));
  for (let mask = 1; mask < 1 << others.length; mask += 1) {
    const kept = others.filter((_, at) => (mask & (1 << at)) !== 0);
    if (isName([first, ...kept])) names.add([first, ...kept].join(' '));
    const plain = kept.filter((word) => !SMALL_WORDS.test(word));
    if (!SMALL_WORDS.test(first) && plain.length > 0 && isName([...plain, first])) names.add([...plain, first].join(' '));
  }
  // "Transactional data": the name without its verb; "go/no-go": without its noun.
  if (others.length >= 2 && !SMALL_WORDS.test(others[0] ?? '') && isName(others)) names.add(others.join(' '));
  if (words.length >= 3) names.add(words.slice(0, -1).join(' '));
  names.delete(words.join(' '));
  return names;
}

/** The lexicon of a plan and its catalogues; kept while the same plan object is asked about. */
export function lexiconOf(plan: Plan, catalogues: readonly Catalogue[]): Lexicon {
  const kept = cache.get(plan);
  if (kept && kept.catalogues.length === catalogues.length && kept.catalogues.every((catalogue, at) => catalogue === catalogues[at])) return kept.lexicon;
  const lexicon = build(plan, catalogues);
  cache.set(plan, { catalogues: [...catalogues], lexicon });
  return lexicon;
}

/** Whether a cell or field says something. */
export function says(value: string): boolean {
  const trimmed = value.trim();
  return trimmed !== '' && trimmed !== UNKNOWN && trimmed !== NONE;
}

function build(plan: Plan, catalogues: readonly Catalogue[]): Lexicon {
  const systems = new NameIndex<SystemRef>();
  const tables = new NameIndex<TableRef>();
  const targetTables = new NameIndex<string>();
  const fields = new NameIndex<FieldRef>();
  const rows = new NameIndex<RowRefTo>({ skipsArticles: true });
  const people = new NameIndex<string>();

  const bySystem = new Map<string, SystemRef>();
  const addSystem = (ref: SystemRef): void => {
    if (!says(ref.name) || bySystem.has(`${ref.role}.${ref.name}`)) return;
    bySystem.set(`${ref.role}.${ref.name}`, ref);
    systems.add(ref.name, ref);
    // "Legacy CRM" is also "the CRM"; "shop.db" is also "the shop".
    const words = nameWords(ref.name.replace(/\.(db|sqlite3?|sql|mdb|accdb|bak)$/i, '').replace(/[_-](sqlite|db)$/i, '')).filter((word) => !SYSTEM_NOUNS.test(norm(word)));
    if (words.length > 0) systems.addAlias(words.join(' '), ref);
    const last = words.at(-1);
    if (last !== undefined && last.length > 1 && !/^\d+$/.test(last)) systems.addAlias(last, ref);
  };
  plan.state.sourceSystems.forEach((system, index) => { addSystem({ role: 'source', name: system.name, index }); });
  if (says(plan.state.targetSystem.name)) addSystem({ role: 'target', name: plan.state.targetSystem.name, index: -1 });

  const known = new Map<string, TableRef>();
  const addTable = (ref: TableRef): void => {
    const key = `${ref.system}\u0000${ref.object}`;
    if (!says(ref.object) || known.has(key)) return;
    known.set(key, ref);
    tables.add(ref.object, ref);
    const dot = ref.object.lastIndexOf('.');
    const bare = dot >= 0 ? ref.object.slice(dot + 1) : ref.object;
    if (dot >= 0) tables.addAlias(bare, ref);
    const words = nameWords(bare);
    const first = words[0] ?? '';
    const short = words.length > 1 && PREFIXES.test(first.toLowerCase()) ? words.slice(1) : words;
    tables.addAlias(short.join(' '), ref);
    const full = short.map((word) => (Object.hasOwn(ABBREVIATIONS, word.toLowerCase()) ? (ABBREVIATIONS[word.toLowerCase()] ?? word) : word));
    tables.addAlias(full.join(' '), ref);
    const last = full.at(-1);
    if (last !== undefined && full.length > 1 && last.length >= 4 && !COMMON.test(norm(last))) tables.addAlias(last, ref);
  };
  rowsOf(plan, 'inventory').forEach((row, index) => {
    const system = cellOf(row, 'sourceSystem');
    addTable({ system, object: cellOf(row, 'object'), row: index });
    if (says(system) && !bySystem.has(`source.${system}`)) addSystem({ role: 'source', name: system, index: -1 });
  });
  for (const catalogue of catalogues) {
    for (const table of catalogue.tables) {
      if (catalogue.role === 'source') {
        // The inventory may write the same table with its schema before it.
        const withSchema = `${catalogue.system}\u0000${table.schema ?? ''}.${table.name}`;
        if (!known.has(withSchema)) addTable({ system: catalogue.system, object: table.name });
      } else {
        targetTables.add(table.name, table.name);
      }
      for (const column of table.columns) {
        fields.add(column.name, catalogue.role === 'source'
          ? { side: 'source', table: table.name, field: column.name, system: catalogue.system }
          : { side: 'target', table: table.name, field: column.name });
      }
    }
  }
  const seen = new Set<string>(fields.all().map((ref) => `${ref.side}.${ref.table}.${ref.field}`));
  for (const row of rowsOf(plan, 'mapping')) {
    const source = { side: 'source' as const, table: cellOf(row, 'sourceTable'), field: cellOf(row, 'sourceField') };
    const target = { side: 'target' as const, table: cellOf(row, 'targetTable'), field: cellOf(row, 'targetField') };
    for (const ref of [source, target]) {
      if (!says(ref.table)) continue;
      if (ref.side === 'target' && targetTables.named(ref.table).length === 0) targetTables.add(ref.table, ref.table);
      const dot = ref.table.lastIndexOf('.');
      const bare = dot >= 0 ? ref.table.slice(dot + 1) : ref.table;
      const key = `${ref.side}.${ref.table}.${ref.field}`;
      if (!says(ref.field) || seen.has(key) || (dot >= 0 && seen.has(`${ref.side}.${bare}.${ref.field}`))) continue;
      seen.add(key);
      fields.add(ref.field, ref);
    }
  }
  const addRows = (block: RowRefTo['block'], nameColumn: string, keyColumns: readonly string[]): void => {
    rowsOf(plan, block).forEach((row, index) => {
      const name = cellOf(row, nameColumn);
      if (says(name)) rows.add(name, { block, index, name, key: keyColumns.map((column) => cellOf(row, column)) });
    });
  };
  addRows('cutover', 'activity', ['activity']);
  addRows('restoreSteps', 'step', ['phase', 'step']);
  addRows('rollbackCriteria', 'criterion', ['criterion']);
  addRows('validation', 'check', ['check']);
  // "the freeze" for "Freeze writes": a word of a name that no other name has.
  const owners = new Map<string, RowRefTo[]>();
  for (const ref of rows.all()) {
    for (const word of new Set(nameWords(ref.name).map(norm))) {
      if (word.length < 4 || /^(with|from|into|that|data|table|system|target|source|check|each|then|before|after|when|over)$/.test(word)) continue;
      const holders = owners.get(word) ?? [];
      holders.push(ref);
      owners.set(word, holders);
    }
  }
  for (const [word, holders] of owners) if (holders.length === 1 && holders[0]) rows.addAlias(word, holders[0]);
  // "the transactional load" for "Load Transactional data", "the freeze on shop" for "Freeze writes on shop".
  const loose = new Map<string, RowRefTo[]>();
  for (const ref of rows.all()) {
    for (const name of looseNames(nameWords(ref.name).map(norm))) {
      const holders = loose.get(name) ?? [];
      holders.push(ref);
      loose.set(name, holders);
    }
  }
  for (const [name, holders] of loose) if (holders.length === 1 && holders[0]) rows.addAlias(name, holders[0]);

  const names = new Set<string>([
    ...plan.state.sourceSystems.map((system) => system.owner), plan.state.targetSystem.owner,
    ...rowsOf(plan, 'cutover').map((row) => cellOf(row, 'owner')), ...rowsOf(plan, 'restoreSteps').map((row) => cellOf(row, 'owner')),
    ...rowsOf(plan, 'rollbackCriteria').map((row) => cellOf(row, 'decisionMaker')),
  ]);
  for (const name of names) if (says(name) && name.length <= 80) people.add(name, name);
  return { systems, tables, targetTables, fields, rows, people };
}
