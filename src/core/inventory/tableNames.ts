import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { remembered } from '../plan/remembered.ts';

/** A table and the system it stands in. */
export interface TableRef {
  readonly catalogue: Catalogue;
  readonly table: Table;
}

/** The tables of a catalogue, without views: a view holds no rows of its own to migrate. */
export function baseTables(catalogue: Catalogue): readonly Table[] {
  return catalogue.tables.filter((table) => table.kind === 'table');
}

/** Every way to write a table's name, shortest first. */
function spellings({ catalogue, table }: TableRef): readonly string[] {
  return table.schema
    ? [table.name, `${table.schema}.${table.name}`, `${catalogue.system}.${table.name}`, `${catalogue.system}.${table.schema}.${table.name}`]
    : [table.name, `${catalogue.system}.${table.name}`];
}

/** The spellings a name is chosen from: between systems the system tells apart, within one the schema does. */
function offered({ catalogue, table }: TableRef): readonly string[] {
  return table.schema
    ? [table.name, `${catalogue.system}.${table.name}`, `${catalogue.system}.${table.schema}.${table.name}`]
    : [table.name, `${catalogue.system}.${table.name}`];
}

/** Lower case for comparing: SQL names differ in case only by mistake. */
export function foldCase(name: string): string {
  return name.toLowerCase();
}

/**
 * The names a plan uses for the tables of some systems: as short as they can be without being ambiguous (`Customer`,
 * else `crm.Customer`, else `crm.dbo.Customer`). Views are left out.
 */
export class TableNames {
  readonly refs: readonly TableRef[];
  readonly #exact = new Map<string, TableRef[]>();
  readonly #folded = new Map<string, TableRef[]>();
  readonly #names = new Map<Table, string>();

  constructor(readonly catalogues: readonly Catalogue[]) {
    this.refs = catalogues.flatMap((catalogue) => baseTables(catalogue).map((table) => ({ catalogue, table })));
    for (const ref of this.refs) {
      for (const spelling of spellings(ref)) {
        push(this.#exact, spelling, ref);
        push(this.#folded, foldCase(spelling), ref);
      }
    }
    // Within a single system its own name adds nothing: `dbo.Customer` rather than `crm.dbo.Customer`.
    const choose = catalogues.length > 1 ? offered : spellings;
    for (const ref of this.refs) {
      const choices = choose(ref);
      const name = choices.find((spelling) => this.#exact.get(spelling)?.length === 1) ?? choices[choices.length - 1]!;
      this.#names.set(ref.table, name);
    }
  }

  /** The plan's name of a table of these catalogues. */
  nameOf(table: Table): string {
    return this.#names.get(table) ?? table.name;
  }

  /** The tables that a name may mean: as written first, else without regard to case. */
  find(name: string): readonly TableRef[] {
    return this.#exact.get(name) ?? this.#folded.get(foldCase(name)) ?? [];
  }

  /** The one table that a name means; undefined where there is none or more than one. */
  one(name: string): TableRef | undefined {
    const found = this.find(name);
    return found.length === 1 ? found[0] : undefined;
  }

  /** All names, for suggestions. */
  all(): readonly string[] {
    return this.refs.map((ref) => this.nameOf(ref.table));
  }
}

/** The names of the tables of one system by itself. */
export const namesWithin = remembered((catalogue: Catalogue) => new TableNames([catalogue]));

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** The column of that name: as written first, else without regard to case. */
export function findColumn(table: Table, name: string): Table['columns'][number] | undefined {
  const index = columnIndex(table);
  return index.exact.get(name) ?? index.folded.get(foldCase(name));
}

interface ColumnIndex {
  readonly exact: ReadonlyMap<string, Table['columns'][number]>;
  readonly folded: ReadonlyMap<string, Table['columns'][number]>;
}
const indexes = new WeakMap<Table, ColumnIndex>();

function columnIndex(table: Table): ColumnIndex {
  let index = indexes.get(table);
  if (!index) {
    index = {
      exact: new Map(table.columns.map((column) => [column.name, column])),
      folded: new Map(table.columns.map((column) => [foldCase(column.name), column])),
    };
    indexes.set(table, index);
  }
  return index;
}

/** The table that a foreign key of a table refers to, in the same catalogue. */
export function referencedTable(names: TableNames, from: TableRef, key: Table['foreignKeys'][number]): Table | undefined {
  const inSystem = names.find(key.referencedTable).filter((ref) => ref.catalogue === from.catalogue && foldCase(ref.table.name) === foldCase(key.referencedTable));
  if (inSystem.length === 1) return inSystem[0]!.table;
  const schema = key.referencedSchema ?? from.table.schema ?? '';
  return inSystem.find((ref) => foldCase(ref.table.schema ?? '') === foldCase(schema))?.table ?? inSystem[0]?.table;
}
