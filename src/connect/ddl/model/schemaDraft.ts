import type { CatalogueIssue, Column, ForeignKey, Table } from '../../../core/catalogue/catalogue.ts';
import { connectText } from '../../connectError.ts';
import type { ConnectMessageCode } from '../../messages.ts';
import type { ColumnElement, TableElement, WrittenType } from '../grammar/elements.ts';
import type { QualifiedName } from '../grammar/tokenReader.ts';
import type { DdlReading } from '../readScript.ts';
import type { ColumnDraft, ForeignKeyDraft, KeyDraft, TableDraft, TypeAlias } from './drafts.ts';
import type { KnownType, SchemaRules } from './schemaRules.ts';

/** How deep types over types are followed. */
const mostAliases = 20;

type LineAt = (offset: number) => number;

/**
 * Gathers the tables of a script statement by statement, as the server would, and gives them out at the end: only then are all
 * types and keys known that others refer to.
 */
export class SchemaDraft {
  readonly #rules: SchemaRules;
  /** By folded name, so that a script of thousands of tables is read in one go; the same in the order of creation. */
  readonly #byName = new Map<string, TableDraft[]>();
  readonly #tables = new Set<TableDraft>();
  /** Tables of the script that are not part of the model: temporary ones, tables from queries. */
  readonly #aside = new Set<string>();
  readonly #types = new Map<string, TypeAlias>();
  readonly #indexes = new Map<string, { table: TableDraft; key: KeyDraft }>();
  readonly #issues: CatalogueIssue[] = [];
  /** Where names without a schema belong: set by USE. */
  #currentSchema: string | undefined;
  #namesSchemas = false;

  constructor(rules: SchemaRules) {
    this.#rules = rules;
    this.#currentSchema = rules.defaultSchema;
  }

  // --- definitions ---

  /** Makes a table; undefined where it is not part of the model or there already. */
  create(name: QualifiedName, kind: 'table' | 'view', how: { ifNotExists: boolean; replace: boolean }, line: number): TableDraft | undefined {
    if (this.isTemporary(name)) {
      this.setAside(name);
      return undefined;
    }
    const schema = name.schema ?? this.#currentSchema;
    const known = this.#exact({ name: name.name, ...(schema === undefined ? {} : { schema }) });
    if (known !== undefined) {
      if (how.replace) {
        this.#forget(known);
      } else {
        if (!how.ifNotExists) {
          this.#issue('ddl.duplicateTable', { table: shownName(name) }, line, name.name);
        }
        return undefined;
      }
    }
    this.#namesSchemas ||= name.schema !== undefined;
    this.#aside.delete(this.#key(name));
    const table: TableDraft = {
      schema, name: name.name, kind, columns: [], primaryKey: undefined, descendingKey: false, keyIsRequired: false, uniqueKeys: [], foreignKeys: [],
      comment: undefined,
    };
    this.#tables.add(table);
    this.#remember(table);
    return table;
  }

  /** Adds columns and constraints to a table. */
  add(table: TableDraft, elements: readonly TableElement[], lineAt: LineAt): void {
    for (const element of elements) {
      switch (element.kind) {
        case 'column':
          this.#addColumn(table, element, lineAt(element.offset));
          break;
        case 'primaryKey':
          table.primaryKey = { name: element.name, columns: [...element.columns] };
          table.descendingKey = element.descending;
          break;
        case 'unique':
          table.uniqueKeys.push({ name: element.name, columns: [...element.columns] });
          break;
        case 'foreignKey':
          table.foreignKeys.push({
            name: element.name, columns: [...element.columns], referenced: element.referenced, referencedColumns: element.referencedColumns, line: lineAt(element.offset),
          });
          break;
        case 'values': {
          const column = this.#columnOf(table, element.column);
          if (column !== undefined) column.values = element.values;
          break;
        }
        case 'required': {
          const column = this.#columnOf(table, element.column);
          if (column !== undefined) column.required = true;
          break;
        }
        case 'default': {
          const column = this.#columnOf(table, element.column);
          if (column !== undefined) column.default = element.text;
          break;
        }
        case 'like':
          this.like(table, element.table, lineAt(0));
          break;
        case 'problem':
          this.#issue('ddl.element', { detail: element.detail }, lineAt(element.offset), table.name);
          break;
        default: {
          const never: never = element;
          return never;
        }
      }
    }
  }

  /** The columns and keys of another table. */
  like(table: TableDraft, other: QualifiedName, line: number): void {
    const model = this.find(other);
    if (model === undefined) {
      this.#issue('ddl.missingParent', { table: table.name, parent: shownName(other) }, line, table.name);
      return;
    }
    table.columns.push(...model.columns.map((column) => ({ ...column })));
    table.primaryKey = model.primaryKey === undefined ? undefined : { name: undefined, columns: [...model.primaryKey.columns] };
    table.uniqueKeys.push(...model.uniqueKeys.map((key) => ({ name: key.name, columns: [...key.columns] })));
  }

  /** A column that is there already is said anew: whole (MySQL), or only what is said (Oracle). */
  modify(table: TableDraft, oldName: string, element: ColumnElement, whole: boolean, line: number): void {
    const column = this.#columnOf(table, oldName);
    if (column === undefined) {
      this.#issue('ddl.unknownColumn', { table: table.name, column: oldName }, line, table.name);
      return;
    }
    if (column.name !== element.name) {
      this.renameColumn(table, column.name, element.name, line);
    }
    column.type = element.type ?? column.type;
    column.line = line;
    column.required = element.required ?? (whole ? undefined : column.required);
    column.generated = element.generated || (!whole && column.generated);
    column.default = element.default ?? (whole ? undefined : column.default);
    column.comment = element.comment ?? (whole ? undefined : column.comment);
    if (whole) {
      column.values = undefined;
    }
  }

  /** Changes one column, or says that there is none of that name. */
  change(table: TableDraft, name: string, line: number, apply: (column: ColumnDraft) => void): void {
    const column = this.#columnOf(table, name);
    if (column === undefined) {
      this.#issue('ddl.unknownColumn', { table: table.name, column: name }, line, table.name);
    } else {
      apply(column);
    }
  }

  addIndex(name: string | undefined, on: QualifiedName, columns: readonly string[], line: number): void {
    const table = this.known(on, line);
    if (table !== undefined && table.kind === 'table') {
      const key: KeyDraft = { name, columns: [...columns] };
      table.uniqueKeys.push(key);
      if (name !== undefined) {
        this.#indexes.set(this.#fold(name), { table, key });
      }
    }
  }

  dropIndex(name: string, on?: QualifiedName): void {
    const table = on === undefined ? this.#indexes.get(this.#fold(name))?.table : this.find(on);
    if (table !== undefined) {
      table.uniqueKeys = table.uniqueKeys.filter((key) => key.name === undefined || this.#fold(key.name) !== this.#fold(name));
    }
  }

  dropTable(name: QualifiedName): void {
    const table = this.find(name);
    this.#aside.delete(this.#key(name));
    if (table !== undefined) {
      this.#forget(table);
    }
  }

  dropColumn(table: TableDraft, name: string): void {
    const folded = this.#fold(name);
    const keeps = (key: KeyDraft): boolean => !key.columns.some((column) => this.#fold(column) === folded);
    table.columns = table.columns.filter((column) => this.#fold(column.name) !== folded);
    table.uniqueKeys = table.uniqueKeys.filter(keeps);
    table.foreignKeys = table.foreignKeys.filter(keeps);
    if (table.primaryKey !== undefined && !keeps(table.primaryKey)) {
      table.primaryKey = undefined;
    }
  }

  dropConstraint(table: TableDraft, name: string): void {
    const keeps = (key: KeyDraft): boolean => key.name === undefined || this.#fold(key.name) !== this.#fold(name);
    if (table.primaryKey !== undefined && !keeps(table.primaryKey)) {
      table.primaryKey = undefined;
    }
    table.uniqueKeys = table.uniqueKeys.filter(keeps);
    table.foreignKeys = table.foreignKeys.filter(keeps);
  }

  renameTable(table: TableDraft, to: QualifiedName): void {
    this.#unlist(table);
    table.name = to.name;
    if (to.schema !== undefined) {
      table.schema = to.schema;
    }
    this.#remember(table);
  }

  renameColumn(table: TableDraft, from: string, to: string, line: number): void {
    this.change(table, from, line, (column) => {
      column.name = to;
    });
    const folded = this.#fold(from);
    for (const key of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniqueKeys, ...table.foreignKeys]) {
      key.columns = key.columns.map((column) => (this.#fold(column) === folded ? to : column));
    }
    // Keys of other tables that refer to it follow, as they do in the server.
    for (const other of this.#tables) {
      other.foreignKeys = other.foreignKeys.map((key) =>
        key.referencedColumns.some((column) => this.#fold(column) === folded) && this.find(key.referenced) === table
          ? { ...key, referencedColumns: key.referencedColumns.map((column) => (this.#fold(column) === folded ? to : column)) }
          : key,
      );
    }
  }

  comment(on: QualifiedName, column: string | undefined, text: string, line: number): void {
    const table = this.find(on);
    if (table === undefined) {
      if (!this.#aside.has(this.#key(on))) {
        this.#issue('ddl.unknownTable', { table: shownName(on) }, line, on.name);
      }
    } else if (column === undefined) {
      table.comment = text === '' ? undefined : text;
    } else {
      this.change(table, column, line, (found) => {
        found.comment = text === '' ? undefined : text;
      });
    }
  }

  defineType(name: QualifiedName, alias: TypeAlias): void {
    this.#types.set(this.#key(name), alias);
    this.#types.set(this.#fold(name.name), alias);
  }

  use(schema: string): void {
    this.#currentSchema = schema;
  }

  /** A table that is none of the model: temporary, or made by a query. What changes it later is no fault. */
  setAside(name: QualifiedName): void {
    this.#aside.add(this.#key(name));
  }

  fromQuery(name: QualifiedName, line: number): void {
    this.#issue('ddl.fromQuery', { table: shownName(name) }, line, name.name);
  }

  /** A virtual table has the columns that its module gives it. */
  virtual(name: QualifiedName, module: string, line: number): void {
    this.setAside(name);
    this.#issue('ddl.virtualTable', { table: shownName(name), module }, line, name.name);
  }

  isTemporary(name: QualifiedName): boolean {
    return this.#rules.temporaryName?.test(name.name) === true;
  }

  // --- looking up ---

  /** By the schema named or the current one, else the only table of that name. */
  find(name: QualifiedName): TableDraft | undefined {
    const found = this.#exact(name) ?? (name.schema === undefined && this.#currentSchema !== undefined ? this.#exact({ schema: this.#currentSchema, name: name.name }) : undefined);
    if (found !== undefined || name.schema !== undefined) {
      return found;
    }
    const named = this.#byName.get(this.#fold(name.name)) ?? [];
    return named.length === 1 ? named[0] : undefined;
  }

  /** The same, and an issue where the script creates no such table. */
  known(name: QualifiedName, line: number): TableDraft | undefined {
    const table = this.find(name);
    if (table === undefined && !this.#aside.has(this.#key(name)) && !this.isTemporary(name)) {
      this.#issue('ddl.unknownTable', { table: shownName(name) }, line, name.name);
    }
    return table;
  }

  #exact(name: QualifiedName): TableDraft | undefined {
    const named = this.#byName.get(this.#fold(name.name)) ?? [];
    const fits = named.filter((table) => this.#fold(table.schema ?? '') === this.#fold(name.schema ?? this.#currentSchema ?? ''));
    return fits.find((table) => table.name === name.name) ?? fits[0];
  }

  #columnOf(table: TableDraft, name: string): ColumnDraft | undefined {
    const folded = this.#fold(name);
    return table.columns.find((column) => this.#fold(column.name) === folded);
  }

  #fold(name: string): string {
    return this.#rules.ignoresCase ? name.toLowerCase() : name;
  }

  #key(name: QualifiedName): string {
    return this.#fold(`${name.schema ?? this.#currentSchema ?? ''}.${name.name}`);
  }

  #remember(table: TableDraft): void {
    const folded = this.#fold(table.name);
    this.#byName.set(folded, [...(this.#byName.get(folded) ?? []), table]);
  }

  #unlist(table: TableDraft): void {
    const folded = this.#fold(table.name);
    this.#byName.set(folded, (this.#byName.get(folded) ?? []).filter((other) => other !== table));
  }

  #forget(table: TableDraft): void {
    this.#unlist(table);
    this.#tables.delete(table);
  }

  #addColumn(table: TableDraft, element: ColumnElement, line: number): void {
    const known = table.columns.findIndex((column) => this.#fold(column.name) === this.#fold(element.name));
    const column: ColumnDraft = {
      name: element.name, type: element.type, line, required: element.required, generated: element.generated, default: element.default,
      comment: element.comment, values: undefined,
    };
    if (known >= 0) {
      this.#issue('ddl.duplicateColumn', { table: table.name, column: element.name }, line, table.name);
    } else {
      table.columns.push(column);
    }
  }

  #issue(code: ConnectMessageCode, args: Record<string, string>, line: number, table: string): void {
    this.#issues.push({ message: connectText(code, args), line, table });
  }

  // --- finishing ---

  /** All tables in the order of their creation, with types and references resolved, and what is to be said about them. */
  finish(): DdlReading {
    const schemas = new Set([...this.#tables].map(({ schema }) => schema));
    // Without a usual schema, one that nobody wrote and that all tables share says nothing.
    const shows = this.#rules.defaultSchema !== undefined || this.#namesSchemas || schemas.size > 1;
    const tables = [...this.#tables].map((table) => this.#table(table, shows));
    return { tables, issues: this.#issues };
  }

  #table(table: TableDraft, showsSchema: boolean): Table {
    const uniqueKeys = [
      ...table.uniqueKeys.map((key) => this.#realColumns(table, key.columns)),
      ...table.columns.filter(({ type }) => type !== undefined && this.#resolve(type, 0)?.unique === true).map(({ name }) => [name]),
    ];
    const primaryKey = table.primaryKey === undefined ? [] : this.#realColumns(table, table.primaryKey.columns);
    return {
      ...(showsSchema && table.schema !== undefined ? { schema: table.schema } : {}),
      name: table.name,
      kind: table.kind,
      columns: table.columns.map((column) => this.#column(table, column, primaryKey)),
      primaryKey,
      // The same key may be there as a constraint and as an index.
      uniqueKeys: uniqueKeys.filter((key, at) => uniqueKeys.findIndex((other) => other.join('\0') === key.join('\0')) === at),
      foreignKeys: table.foreignKeys.map((key) => this.#foreignKey(table, key, showsSchema)),
      statistics: { kind: 'unknown' },
      ...(table.comment === undefined ? {} : { comment: table.comment }),
    };
  }

  #column(table: TableDraft, column: ColumnDraft, primaryKey: readonly string[]): Column {
    const { type: written } = column;
    const known = written === undefined ? undefined : this.#resolve(written, 0);
    if (written !== undefined && known === undefined) {
      this.#issue('ddl.unknownType', { type: written.native, table: table.name, column: column.name }, column.line, table.name);
    }
    const type = known?.type ?? { kind: 'unknown' as const };
    const inKey = primaryKey.includes(column.name);
    const numbered =
      inKey && primaryKey.length === 1 && !table.descendingKey && !table.keyIsRequired && this.#rules.numberedKey !== undefined && written?.native.toUpperCase() === this.#rules.numberedKey;
    const keyRequires = inKey && (!this.#rules.keysMayBeNull || table.keyIsRequired || numbered);
    const fromSequence = column.default !== undefined && this.#rules.sequenceDefault?.test(column.default) === true;
    const generated = column.generated || known?.generated === true || numbered || fromSequence;
    return {
      name: column.name,
      type: column.values !== undefined && type.kind === 'text' ? { ...type, values: [...column.values] } : type,
      nativeType: written?.native ?? '',
      nullable: !(keyRequires || (column.required ?? known?.required ?? false)),
      ...(column.default === undefined ? {} : { default: column.default }),
      ...(generated ? { generated } : {}),
      ...(column.comment === undefined ? {} : { comment: column.comment }),
    };
  }

  /** A built-in type, or what the script says of it. */
  #resolve(written: WrittenType, depth: number): KnownType | undefined {
    const alias = this.#types.get(this.#key(written.name)) ?? this.#types.get(this.#fold(written.name.name));
    if (alias === undefined || depth > mostAliases) {
      return this.#rules.typeOf(written);
    }
    switch (alias.kind) {
      case 'array':
        return { type: { kind: 'array' } };
      case 'object':
        return { type: { kind: 'unknown' } };
      case 'alias': {
        const base = alias.base === undefined ? undefined : this.#resolve(alias.base, depth + 1);
        return { ...(base ?? { type: { kind: 'unknown' } }), ...(alias.required ? { required: true } : {}) };
      }
      default: {
        const never: never = alias.kind;
        return never;
      }
    }
  }

  /** Names as the columns have them, not as a key writes them. */
  #realColumns(table: TableDraft, columns: readonly string[]): string[] {
    return columns.map((name) => this.#columnOf(table, name)?.name ?? name);
  }

  #foreignKey(table: TableDraft, key: ForeignKeyDraft, showsSchema: boolean): ForeignKey {
    const written = key.referenced;
    const near = written.schema === undefined && table.schema !== undefined ? this.#exact({ schema: table.schema, name: written.name }) : undefined;
    const referenced = near ?? this.find(written);
    let columns = referenced === undefined ? [...key.referencedColumns] : this.#realColumns(referenced, key.referencedColumns);
    if (referenced === undefined) {
      this.#issue('ddl.missingReference', { table: table.name, referenced: shownName(written) }, key.line, table.name);
    } else if (columns.length === 0) {
      columns = this.#realColumns(referenced, referenced.primaryKey?.columns ?? []);
      if (columns.length === 0) {
        this.#issue('ddl.missingReferenceKey', { table: table.name, referenced: shownName(written) }, key.line, table.name);
      }
    }
    const schema = referenced?.schema ?? written.schema;
    return {
      ...(key.name === undefined ? {} : { name: key.name }),
      columns: this.#realColumns(table, key.columns),
      ...(showsSchema && schema !== undefined ? { referencedSchema: schema } : {}),
      referencedTable: referenced?.name ?? written.name,
      referencedColumns: columns,
    };
  }
}

function shownName(name: QualifiedName): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
}
