import type { Catalogue, Column, Table } from '../catalogue/catalogue.ts';
import { findColumn, foldCase } from '../inventory/tableNames.ts';
import { transformWord } from '../transform/transformWord.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { catalogueSet } from '../proposals/catalogueSet.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import { splitNames } from '../sequence/nameList.ts';
import { phaseNames } from '../sequence/phases.ts';
import type { NameRef, Side, TableName } from './nameRef.ts';
import { tableId } from './nameRef.ts';

/** A table that the plan or a catalogue knows. */
export interface KnownTable {
  readonly name: TableName;
  readonly id: string;
  /** What was scanned of it; absent where only the plan names it. */
  readonly scanned?: { readonly catalogue: Catalogue; readonly table: Table };
  /** The fields that rows of the mapping name, as first written, by folded name. */
  readonly named: Map<string, string>;
  /** Folded names of the fields that need no further row: mapped somewhere, or left behind. */
  readonly settled: Set<string>;
}

/** True where a cell says nothing: empty, unknown or empty on purpose. */
export function isNothing(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || trimmed === UNKNOWN || trimmed === NONE;
}

/** The tables of one side, found under any spelling of their names. */
class SideTables {
  readonly all: KnownTable[] = [];
  readonly #exact = new Map<string, KnownTable[]>();
  readonly #folded = new Map<string, KnownTable[]>();

  add(table: KnownTable): KnownTable {
    this.all.push(table);
    for (const spelling of spellings(table.name)) {
      push(this.#exact, spelling, table);
      push(this.#folded, foldCase(spelling), table);
    }
    return table;
  }

  find(name: string): readonly KnownTable[] {
    return this.#exact.get(name) ?? this.#folded.get(foldCase(name)) ?? [];
  }
}

function spellings({ system, schema, table }: TableName): string[] {
  const own = schema === undefined || schema === '' ? [table] : [table, `${schema}.${table}`];
  return system === '' ? own : [...own, ...own.map((name) => `${system}.${name}`)];
}

function push(map: Map<string, KnownTable[]>, key: string, table: KnownTable): void {
  const list = map.get(key);
  if (list) list.push(table);
  else map.set(key, [table]);
}

/**
 * Every name that a plan knows and what it stands for. Made once a version of a plan; what it answers, it answers without
 * walking the rows again.
 */
export class NameDirectory {
  readonly set: CatalogueSet;
  readonly sourceSystems: readonly string[];
  readonly targetSystem: string;
  readonly activities: ReadonlySet<string>;
  readonly phases: ReadonlySet<string>;
  readonly #source = new SideTables();
  readonly #target = new SideTables();
  readonly #rows: readonly { readonly source?: KnownTable; readonly target?: KnownTable }[];
  #checks: ReadonlyMap<string, number> | undefined;
  #partners: Map<KnownTable, Map<KnownTable, number>> | undefined;

  constructor(readonly plan: Plan, readonly catalogues: readonly Catalogue[]) {
    this.set = setOf(catalogues);
    const stated = plan.state.sourceSystems.map((system) => system.name.trim()).filter((name) => name !== '');
    this.sourceSystems = [...new Set([...stated, ...rowsOf(plan, 'inventory').map((row) => cellOf(row, 'sourceSystem').trim()).filter((name) => !isNothing(name))])];
    this.targetSystem = plan.state.targetSystem.name.trim();
    this.activities = new Set(rowsOf(plan, 'cutover').map((row) => cellOf(row, 'activity').trim()).filter((name) => !isNothing(name)));
    this.phases = new Set(phaseNames(plan));
    this.#addScanned();
    this.#addInventory();
    this.#rows = this.#addMapping();
    this.#addLoaded();
  }

  tables(side: Side): readonly KnownTable[] {
    return this.#side(side).all;
  }

  /** The tables that a name may mean; with a system, only those of it. */
  find(side: Side, name: string, system?: string): readonly KnownTable[] {
    const found = this.#side(side).find(name.trim());
    return system === undefined ? found : found.filter((table) => table.name.system === system);
  }

  /** The one table that a name means. */
  one(side: Side, name: string, system?: string): KnownTable | undefined {
    const found = this.find(side, name, system);
    return found.length === 1 ? found[0] : undefined;
  }

  /** The tables of a row of the mapping. */
  mappingRow(row: number): { readonly source?: KnownTable; readonly target?: KnownTable } {
    return this.#rows[row] ?? {};
  }

  /** The table that a name of the load order means: the target's, or a source's while there is no target. */
  loaded(name: string): KnownTable | undefined {
    return this.one('target', name) ?? (this.set.target ? undefined : this.one('source', name));
  }

  /** The row of a check of that name. */
  checkRow(name: string): number | undefined {
    this.#checks ??= new Map(rowsOf(this.plan, 'validation').map((row, index): [string, number] => [cellOf(row, 'check').trim(), index]).reverse());
    return this.#checks.get(name.trim());
  }

  /** The tables of the other side that rows of a source table go to, the one with most rows first. */
  partners(table: KnownTable): readonly KnownTable[] {
    if (!this.#partners) {
      this.#partners = new Map();
      for (const { source, target } of this.#rows) {
        if (!source || !target) continue;
        const counts = this.#partners.get(source) ?? new Map<KnownTable, number>();
        counts.set(target, (counts.get(target) ?? 0) + 1);
        this.#partners.set(source, counts);
      }
    }
    return [...(this.#partners.get(table) ?? [])].sort((a, b) => b[1] - a[1]).map(([partner]) => partner);
  }

  /** A field as it is named where it was first found: in the catalogue, else in the mapping; undefined where nothing knows it. */
  field(table: KnownTable, name: string): string | undefined {
    const trimmed = name.trim();
    if (isNothing(trimmed)) return undefined;
    return this.column(table, trimmed)?.name ?? table.named.get(foldCase(trimmed));
  }

  /** What was scanned of a field. */
  column(table: KnownTable, name: string): Column | undefined {
    return table.scanned && findColumn(table.scanned.table, name.trim());
  }

  /** The shortest name of a table that means no other. */
  shortName({ name }: KnownTable): string {
    const all = spellings(name);
    return all.find((spelling) => this.find(name.side, spelling).length === 1) ?? all.at(-1)!;
  }

  /** The technology of a side's system, as its catalogue says, else as the plan does. */
  technology(side: Side, system?: string): string {
    if (side === 'target') return this.set.target?.technology ?? this.plan.state.targetSystem.technology;
    const named = system ?? (this.sourceSystems.length === 1 ? this.sourceSystems[0] : undefined);
    const scanned = this.set.sources.find((catalogue) => catalogue.system === named) ?? (named === undefined && sameTechnology(this.set.sources) ? this.set.sources[0] : undefined);
    return scanned?.technology ?? this.plan.state.sourceSystems.find((each) => each.name === named)?.technology ?? '';
  }

  #side(side: Side): SideTables {
    return side === 'source' ? this.#source : this.#target;
  }

  #add(name: TableName, scanned?: KnownTable['scanned']): KnownTable {
    return this.#side(name.side).add({ name, id: tableId(name), named: new Map(), settled: new Set(), ...(scanned ? { scanned } : {}) });
  }

  #addScanned(): void {
    for (const [side, names] of [['source', this.set.sourceNames], ['target', this.set.targetNames]] as const) {
      for (const { catalogue, table } of names.refs) {
        const schema = table.schema === undefined || table.schema === '' ? {} : { schema: table.schema };
        this.#add({ side, system: catalogue.system, ...schema, table: table.name }, { catalogue, table });
      }
    }
  }

  #addInventory(): void {
    for (const row of rowsOf(this.plan, 'inventory')) {
      const system = cellOf(row, 'sourceSystem').trim();
      const object = cellOf(row, 'object').trim();
      if (isNothing(object) || this.find('source', object, system).length > 0) continue;
      // A view is no table to migrate, but it may be listed on purpose.
      const catalogue = this.set.sources.find((each) => each.system === system);
      const view = catalogue?.tables.find((table) => table.kind === 'view' && table.name === object);
      this.#add({ side: 'source', system, table: object }, catalogue && view ? { catalogue, table: view } : undefined);
    }
  }

  #addMapping(): { readonly source?: KnownTable; readonly target?: KnownTable }[] {
    return rowsOf(this.plan, 'mapping').map((row) => {
      const source = this.#named('source', cellOf(row, 'sourceTable'));
      const target = this.#named('target', cellOf(row, 'targetTable'));
      const [sourceField, targetField] = [cellOf(row, 'sourceField'), cellOf(row, 'targetField')];
      if (source && !isNothing(sourceField)) {
        remember(source.named, sourceField);
        if (!isNothing(targetField) || transformWord(cellOf(row, 'transform')) === 'leaveBehind') source.settled.add(foldCase(sourceField.trim()));
      }
      if (target && !isNothing(targetField)) {
        remember(target.named, targetField);
        if (sourceField.trim() !== UNKNOWN && sourceField.trim() !== '') target.settled.add(foldCase(targetField.trim()));
      }
      return { ...(source ? { source } : {}), ...(target ? { target } : {}) };
    });
  }

  #addLoaded(): void {
    for (const row of rowsOf(this.plan, 'tableRules')) this.#named('target', cellOf(row, 'targetTable'));
    for (const row of rowsOf(this.plan, 'loadOrder')) {
      const name = cellOf(row, 'targetTable');
      if (!this.loaded(name) && this.find('source', name).length === 0) this.#named('target', name);
    }
  }

  /** The table a cell names, made known where nothing else knows it; undefined where the name means several. */
  #named(side: Side, cell: string): KnownTable | undefined {
    const name = cell.trim();
    if (isNothing(name)) return undefined;
    const found = this.find(side, name);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    const systems = side === 'source' ? this.sourceSystems : [this.targetSystem];
    const prefix = systems.find((system) => system !== '' && name.startsWith(`${system}.`) && name.length > system.length + 1);
    if (prefix !== undefined) return this.#add({ side, system: prefix, table: name.slice(prefix.length + 1) });
    return this.#add({ side, system: systems.length === 1 ? systems[0]! : '', table: name });
  }
}

function sameTechnology(catalogues: readonly Catalogue[]): boolean {
  return new Set(catalogues.map(({ technology }) => technology)).size === 1;
}

function remember(named: Map<string, string>, field: string): void {
  const trimmed = field.trim();
  if (!named.has(foldCase(trimmed))) named.set(foldCase(trimmed), trimmed);
}

const sets = new WeakMap<Catalogue, { readonly catalogues: readonly Catalogue[]; readonly set: CatalogueSet }>();

/** The catalogues by role. They change seldom, the plan with every key. */
function setOf(catalogues: readonly Catalogue[]): CatalogueSet {
  const [first] = catalogues;
  const known = first && sets.get(first);
  if (known && sameCatalogues(known.catalogues, catalogues)) return known.set;
  const set = catalogueSet(catalogues);
  if (first) sets.set(first, { catalogues: [...catalogues], set });
  return set;
}

function sameCatalogues(one: readonly Catalogue[], other: readonly Catalogue[]): boolean {
  return one.length === other.length && one.every((catalogue, index) => catalogue === other[index]);
}

const directories = new WeakMap<Plan, { readonly catalogues: readonly Catalogue[]; readonly directory: NameDirectory }>();

/** The directory of a plan, made once for the same plan and catalogues. */
export function directoryOf(plan: Plan, catalogues: readonly Catalogue[]): NameDirectory {
  const known = directories.get(plan);
  if (known && sameCatalogues(known.catalogues, catalogues)) return known.directory;
  const directory = new NameDirectory(plan, catalogues);
  directories.set(plan, { catalogues: [...catalogues], directory });
  return directory;
}

/** A table as a name of the plan. */
export function tableRef({ name }: KnownTable): NameRef {
  return { kind: name.side === 'source' ? 'sourceTable' : 'targetTable', ...name };
}

/** A field as a name of the plan. */
export function fieldRef({ name }: KnownTable, field: string): NameRef {
  return { kind: name.side === 'source' ? 'sourceField' : 'targetField', ...name, field };
}

/** The names that a cell of several lists, with where each stands in the value. */
export function namedParts(cell: string, known: ReadonlySet<string>): { readonly name: string; readonly start: number }[] {
  let from = 0;
  return splitNames(cell, known).flatMap((name) => {
    const start = cell.indexOf(name, from);
    // Where blanks around a comma were evened out the name stands otherwise than it reads: it is left alone.
    if (start < 0) return [];
    from = start + name.length;
    return [{ name, start }];
  });
}
