import type { AlterTableCmd, AlterTableStmt, ColumnDef, CommentStmt, Constraint, CreateStmt, IndexStmt, Node, RenameStmt } from 'libpg-query';
import type { CatalogueIssue, Column, DataType, ForeignKey, Table } from '../../../core/catalogue/catalogue.ts';
import { connectText } from '../../connectError.ts';
import type { ConnectMessageCode } from '../../messages.ts';
import { checkedValues, qualifiedName, relationName, stringOf, stringsOf, writtenType } from './nodes.ts';
import type { QualifiedName } from './nodes.ts';
import { builtInType, writtenName } from './postgresType.ts';
import type { ReadType, WrittenType } from './postgresType.ts';
import { sourceText } from './sourceText.ts';
import type { SourceText } from './sourceText.ts';

interface ColumnDraft {
  name: string;
  type: WrittenType;
  line: number;
  required: boolean;
  generated: boolean;
  identity: boolean;
  default?: string | undefined;
  comment?: string | undefined;
  values?: string[];
}

interface KeyDraft {
  readonly name: string | undefined;
  columns: string[];
}

interface ForeignKeyDraft {
  readonly name: string | undefined;
  readonly line: number;
  columns: string[];
  readonly referenced: QualifiedName;
  readonly referencedColumns: readonly string[];
}

interface TableDraft {
  schema: string;
  name: string;
  /** The columns that a view lists; undefined for a table. */
  readonly viewColumns?: readonly string[];
  columns: ColumnDraft[];
  primaryKey: KeyDraft | undefined;
  uniqueKeys: KeyDraft[];
  foreignKeys: ForeignKeyDraft[];
  comment?: string | undefined;
}

interface Domain {
  readonly base: WrittenType;
  readonly required: boolean;
  readonly default: string | undefined;
  readonly values: string[] | undefined;
}

/** The schema that names without one belong to; it is left out of the catalogue. */
const defaultSchema = 'public';

/** Bits of LIKE … INCLUDING, as the parser gives them. */
const including = { defaults: 8, generated: 16, identity: 32, indexes: 64 } as const;

/** How deep domains over domains are followed. */
const mostDomains = 20;

/**
 * Gathers the tables of a PostgreSQL script statement by statement, as the server would, and gives them out at the end: only then
 * are all types and keys known that others refer to.
 */
export class PostgresSchemaBuilder {
  readonly #tables: TableDraft[] = [];
  /** Tables of the file that are not part of the model: partitions, temporary tables, tables from queries. */
  readonly #aside = new Set<string>();
  readonly #enums = new Map<string, string[]>();
  readonly #domains = new Map<string, Domain>();
  /** Composite and range types: known, but with no counterpart here. */
  readonly #otherTypes = new Set<string>();
  readonly #uniqueIndexes = new Map<string, { table: TableDraft; key: KeyDraft }>();
  readonly #issues: CatalogueIssue[] = [];
  #searchPath: readonly string[] = [];

  get issues(): readonly CatalogueIssue[] {
    return this.#issues;
  }

  /** Takes in one parsed statement; `sql` is its text and `line` the line it begins on. */
  apply(node: Node, sql: string, line: number): void {
    const source = sourceText(sql);
    if ('CreateStmt' in node) {
      this.#create(node.CreateStmt, source, line);
    } else if ('CreateForeignTableStmt' in node) {
      const base = node.CreateForeignTableStmt.base;
      if (base !== undefined) {
        this.#create(base, source, line);
      }
    } else if ('ViewStmt' in node) {
      if (node.ViewStmt.view?.relpersistence === 't') {
        this.#aside.add(this.#key(relationName(node.ViewStmt.view)));
      } else {
        this.#view(relationName(node.ViewStmt.view), stringsOf(node.ViewStmt.aliases));
      }
    } else if ('CreateTableAsStmt' in node) {
      const name = relationName(node.CreateTableAsStmt.into?.rel);
      if (node.CreateTableAsStmt.objtype === 'OBJECT_MATVIEW') {
        this.#view(name, stringsOf(node.CreateTableAsStmt.into?.colNames));
      } else {
        this.#aside.add(this.#key(name));
        this.#issue('ddl.fromQuery', { table: shownName(name) }, line, name.name);
      }
    } else if ('AlterTableStmt' in node) {
      this.#alter(node.AlterTableStmt, source, line);
    } else if ('IndexStmt' in node) {
      this.#index(node.IndexStmt, line);
    } else if ('CommentStmt' in node) {
      this.#comment(node.CommentStmt, line);
    } else if ('CreateEnumStmt' in node) {
      this.#enums.set(this.#key(qualifiedName(stringsOf(node.CreateEnumStmt.typeName))), stringsOf(node.CreateEnumStmt.vals));
    } else if ('AlterEnumStmt' in node) {
      this.#alterEnum(qualifiedName(stringsOf(node.AlterEnumStmt.typeName)), node.AlterEnumStmt);
    } else if ('CreateDomainStmt' in node) {
      this.#domain(node, source);
    } else if ('CompositeTypeStmt' in node) {
      this.#otherTypes.add(this.#key(relationName(node.CompositeTypeStmt.typevar)));
    } else if ('CreateRangeStmt' in node) {
      this.#otherTypes.add(this.#key(qualifiedName(stringsOf(node.CreateRangeStmt.typeName))));
    } else if ('DefineStmt' in node) {
      this.#otherTypes.add(this.#key(qualifiedName(stringsOf(node.DefineStmt.defnames))));
    } else if ('RenameStmt' in node) {
      this.#rename(node.RenameStmt, line);
    } else if ('DropStmt' in node) {
      if (isRelation(node.DropStmt.removeType)) {
        for (const object of node.DropStmt.objects ?? []) {
          this.#drop(qualifiedName('List' in object ? stringsOf(object.List.items) : []));
        }
      }
    } else if ('VariableSetStmt' in node) {
      if (node.VariableSetStmt.name === 'search_path') {
        this.#searchPath = stringsOf(node.VariableSetStmt.args);
      }
    } else if ('SelectStmt' in node) {
      this.#setConfig(node);
    }
  }

  /** The tables in the order of their creation, with all types and references resolved. */
  finish(): Table[] {
    return this.#tables.map((table) => this.#table(table));
  }

  // --- statements ---

  #create(statement: CreateStmt, source: SourceText, line: number): void {
    const name = relationName(statement.relation);
    const key = this.#key(name);
    if (statement.relation?.relpersistence === 't' || statement.partbound !== undefined) {
      this.#aside.add(key);
      return;
    }
    if (this.#tables.some((table) => draftKey(table) === key)) {
      if (statement.if_not_exists !== true) {
        this.#issue('ddl.duplicateTable', { table: shownName(name) }, line, name.name);
      }
      return;
    }
    const table: TableDraft = { schema: this.#schemaOf(name), name: name.name, columns: [], primaryKey: undefined, uniqueKeys: [], foreignKeys: [] };
    this.#tables.push(table);
    for (const parent of statement.inhRelations ?? []) {
      if ('RangeVar' in parent) {
        this.#takeColumns(table, relationName(parent.RangeVar), including.defaults | including.generated, line);
      }
    }
    for (const element of statement.tableElts ?? []) {
      if ('ColumnDef' in element) {
        this.#addColumn(table, element.ColumnDef, source, line);
      } else if ('Constraint' in element) {
        this.#addConstraint(table, element.Constraint, line);
      } else if ('TableLikeClause' in element) {
        this.#takeColumns(table, relationName(element.TableLikeClause.relation), element.TableLikeClause.options ?? 0, line);
      }
    }
  }

  #view(name: QualifiedName, columns: readonly string[]): void {
    const schema = this.#schemaOf(name);
    const known = this.#tables.findIndex((table) => table.name === name.name && table.schema === schema);
    if (known >= 0) {
      this.#tables.splice(known, 1);
    }
    this.#tables.push({ schema, name: name.name, viewColumns: columns, columns: [], primaryKey: undefined, uniqueKeys: [], foreignKeys: [] });
  }

  #takeColumns(table: TableDraft, from: QualifiedName, options: number, line: number): void {
    const parent = this.#find(from);
    if (parent === undefined) {
      this.#issue('ddl.missingParent', { table: table.name, parent: shownName(from) }, line, table.name);
      return;
    }
    for (const column of parent.columns) {
      const copy: ColumnDraft = { ...column };
      if ((options & including.defaults) === 0) {
        delete copy.default;
      }
      if ((options & (column.identity ? including.identity : including.generated)) === 0) {
        copy.generated = false;
        copy.identity = false;
      }
      table.columns.push(copy);
    }
    if ((options & including.indexes) !== 0) {
      table.primaryKey = parent.primaryKey === undefined ? undefined : { name: undefined, columns: [...parent.primaryKey.columns] };
      table.uniqueKeys = parent.uniqueKeys.map((key) => ({ name: undefined, columns: [...key.columns] }));
    }
  }

  #addColumn(table: TableDraft, definition: ColumnDef, source: SourceText, line: number): void {
    const name = definition.colname ?? '';
    const column: ColumnDraft = { name, type: writtenType(definition.typeName), line, required: false, generated: false, identity: false };
    const same = table.columns.findIndex((other) => other.name === name);
    if (same >= 0) {
      // A child table may name a column of its parent again.
      table.columns[same] = column;
    } else {
      table.columns.push(column);
    }
    const constraints = (definition.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
    const places = constraints.map((constraint) => constraint.location ?? 0);
    for (const constraint of constraints) {
      switch (constraint.contype) {
        case 'CONSTR_NOTNULL':
          column.required = true;
          break;
        case 'CONSTR_NULL':
          column.required = false;
          break;
        case 'CONSTR_DEFAULT': {
          const here = constraint.location ?? 0;
          const after = places.filter((place) => place > here);
          column.default = source.expressionAfter(here, after.length === 0 ? undefined : Math.min(...after));
          break;
        }
        case 'CONSTR_IDENTITY':
          column.generated = true;
          column.identity = true;
          column.required = true;
          break;
        case 'CONSTR_GENERATED':
          column.generated = true;
          break;
        case 'CONSTR_PRIMARY':
          table.primaryKey = { name: constraint.conname, columns: [name] };
          break;
        case 'CONSTR_UNIQUE':
          table.uniqueKeys.push({ name: constraint.conname, columns: [name] });
          break;
        case 'CONSTR_FOREIGN':
          this.#addForeignKey(table, constraint, [name], line);
          break;
        case 'CONSTR_CHECK':
          applyChecks(table, constraint);
          break;
        default:
          break;
      }
    }
  }

  #addConstraint(table: TableDraft, constraint: Constraint, line: number): void {
    switch (constraint.contype) {
      case 'CONSTR_PRIMARY':
      case 'CONSTR_UNIQUE': {
        const index = constraint.indexname === undefined ? undefined : this.#uniqueIndexes.get(`${table.schema}.${constraint.indexname}`);
        const columns = index === undefined ? stringsOf(constraint.keys) : index.key.columns;
        if (index !== undefined) {
          table.uniqueKeys = table.uniqueKeys.filter((key) => key !== index.key);
        }
        if (constraint.contype === 'CONSTR_PRIMARY') {
          table.primaryKey = { name: constraint.conname, columns };
        } else {
          table.uniqueKeys.push({ name: constraint.conname, columns });
        }
        return;
      }
      case 'CONSTR_FOREIGN':
        this.#addForeignKey(table, constraint, stringsOf(constraint.fk_attrs), line);
        return;
      case 'CONSTR_CHECK':
        applyChecks(table, constraint);
        return;
      case 'CONSTR_NOTNULL':
        for (const name of stringsOf(constraint.keys)) {
          this.#column(table, name, line, (column) => {
            column.required = true;
          });
        }
        return;
      default:
        return;
    }
  }

  #addForeignKey(table: TableDraft, constraint: Constraint, columns: string[], line: number): void {
    table.foreignKeys.push({
      name: constraint.conname,
      line,
      columns,
      referenced: relationName(constraint.pktable),
      referencedColumns: stringsOf(constraint.pk_attrs),
    });
  }

  #alter(statement: AlterTableStmt, source: SourceText, line: number): void {
    if (statement.objtype !== 'OBJECT_TABLE' && statement.objtype !== 'OBJECT_FOREIGN_TABLE') {
      return;
    }
    const name = relationName(statement.relation);
    if (this.#isAside(name)) {
      return;
    }
    const table = this.#find(name);
    if (table === undefined) {
      if (statement.missing_ok !== true && (statement.cmds ?? []).some(changesModel)) {
        this.#issue('ddl.unknownTable', { table: shownName(name) }, line, name.name);
      }
      return;
    }
    const defaults = source.setDefaults();
    for (const node of statement.cmds ?? []) {
      if ('AlterTableCmd' in node) {
        this.#alterOne(table, node.AlterTableCmd, source, defaults, line);
      }
    }
  }

  #alterOne(table: TableDraft, command: AlterTableCmd, source: SourceText, defaults: string[], line: number): void {
    const change = (apply: (column: ColumnDraft) => void): void => {
      this.#column(table, command.name ?? '', line, apply);
    };
    const { def } = command;
    switch (command.subtype) {
      case 'AT_AddConstraint':
        if (def !== undefined && 'Constraint' in def) {
          this.#addConstraint(table, def.Constraint, line);
        }
        return;
      case 'AT_AddColumn':
        if (def !== undefined && 'ColumnDef' in def && !(command.missing_ok === true && table.columns.some(({ name }) => name === def.ColumnDef.colname))) {
          this.#addColumn(table, def.ColumnDef, source, line);
        }
        return;
      case 'AT_DropColumn':
        dropColumn(table, command.name ?? '');
        return;
      case 'AT_SetNotNull':
        change((column) => {
          column.required = true;
        });
        return;
      case 'AT_DropNotNull':
        change((column) => {
          column.required = false;
        });
        return;
      case 'AT_ColumnDefault': {
        const text = def === undefined ? undefined : defaults.shift();
        change((column) => {
          column.default = text;
        });
        return;
      }
      case 'AT_AlterColumnType':
        if (def !== undefined && 'ColumnDef' in def) {
          const type = writtenType(def.ColumnDef.typeName);
          change((column) => {
            column.type = type;
          });
        }
        return;
      case 'AT_AddIdentity':
        change((column) => {
          column.generated = true;
          column.identity = true;
          column.required = true;
        });
        return;
      case 'AT_DropIdentity':
      case 'AT_DropExpression':
        change((column) => {
          column.generated = false;
          column.identity = false;
        });
        return;
      case 'AT_DropConstraint':
        if (table.primaryKey?.name === command.name) {
          table.primaryKey = undefined;
        }
        table.uniqueKeys = table.uniqueKeys.filter((key) => key.name !== command.name);
        table.foreignKeys = table.foreignKeys.filter((key) => key.name !== command.name);
        return;
      case 'AT_AttachPartition':
        if (def !== undefined && 'PartitionCmd' in def) {
          const part = this.#find(relationName(def.PartitionCmd.name));
          if (part !== undefined) {
            this.#aside.add(draftKey(part));
            this.#tables.splice(this.#tables.indexOf(part), 1);
          }
        }
        return;
      default:
        return;
    }
  }

  #index(statement: IndexStmt, line: number): void {
    const name = relationName(statement.relation);
    if (statement.unique !== true || statement.whereClause !== undefined || this.#isAside(name)) {
      return;
    }
    const columns = (statement.indexParams ?? []).map((node) => ('IndexElem' in node ? node.IndexElem.name : undefined));
    if (columns.some((column) => column === undefined)) {
      return;
    }
    const table = this.#find(name);
    if (table === undefined) {
      this.#issue('ddl.unknownTable', { table: shownName(name) }, line, name.name);
      return;
    }
    const key: KeyDraft = { name: statement.idxname, columns: columns.filter((column) => column !== undefined) };
    table.uniqueKeys.push(key);
    if (statement.idxname !== undefined) {
      this.#uniqueIndexes.set(`${table.schema}.${statement.idxname}`, { table, key });
    }
  }

  #comment(statement: CommentStmt, line: number): void {
    const parts = statement.object !== undefined && 'List' in statement.object ? stringsOf(statement.object.List.items) : [];
    const onColumn = statement.objtype === 'OBJECT_COLUMN';
    if (!onColumn && !isRelation(statement.objtype)) {
      return;
    }
    const name = qualifiedName(onColumn ? parts.slice(0, -1) : parts);
    if (this.#isAside(name)) {
      return;
    }
    const table = this.#find(name);
    const text = statement.comment === '' ? undefined : statement.comment;
    if (table === undefined) {
      // Columns of views and composite types may be commented on in the same way.
      if (!onColumn) {
        this.#issue('ddl.unknownTable', { table: shownName(name) }, line, name.name);
      }
    } else if (onColumn && table.viewColumns === undefined) {
      this.#column(table, parts.at(-1) ?? '', line, (column) => {
        column.comment = text;
      });
    } else if (!onColumn) {
      table.comment = text;
    }
  }

  #alterEnum(name: QualifiedName, change: { oldVal?: string; newVal?: string; newValNeighbor?: string; newValIsAfter?: boolean }): void {
    const values = lookUp(this.#enums, name, this.#key(name));
    if (values === undefined || change.newVal === undefined) {
      return;
    }
    if (change.oldVal !== undefined) {
      const at = values.indexOf(change.oldVal);
      if (at >= 0) {
        values[at] = change.newVal;
      }
    } else if (!values.includes(change.newVal)) {
      const neighbour = change.newValNeighbor === undefined ? -1 : values.indexOf(change.newValNeighbor);
      values.splice(neighbour < 0 ? values.length : neighbour + (change.newValIsAfter === true ? 1 : 0), 0, change.newVal);
    }
  }

  #domain(node: Extract<Node, { CreateDomainStmt: unknown }>, source: SourceText): void {
    const statement = node.CreateDomainStmt;
    const constraints = (statement.constraints ?? []).flatMap((entry) => ('Constraint' in entry ? [entry.Constraint] : []));
    const places = constraints.map((constraint) => constraint.location ?? 0);
    const given = constraints.find(({ contype }) => contype === 'CONSTR_DEFAULT');
    const after = places.filter((place) => place > (given?.location ?? 0));
    this.#domains.set(this.#key(qualifiedName(stringsOf(statement.domainname))), {
      base: writtenType(statement.typeName),
      required: constraints.some(({ contype }) => contype === 'CONSTR_NOTNULL'),
      default: given === undefined ? undefined : source.expressionAfter(given.location ?? 0, after.length === 0 ? undefined : Math.min(...after)),
      values: constraints.flatMap(({ raw_expr }) => checkedValues(raw_expr))[0]?.values,
    });
  }

  #rename(statement: RenameStmt, line: number): void {
    const name = relationName(statement.relation);
    const table = this.#find(name);
    const { newname, subname } = statement;
    if (table === undefined || newname === undefined) {
      return;
    }
    if (isRelation(statement.renameType)) {
      table.name = newname;
    } else if (statement.renameType === 'OBJECT_COLUMN' && subname !== undefined) {
      this.#column(table, subname, line, (column) => {
        column.name = newname;
      });
      const renamed = (columns: readonly string[]): string[] => columns.map((column) => (column === subname ? newname : column));
      for (const key of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniqueKeys, ...table.foreignKeys]) {
        key.columns = renamed(key.columns);
      }
    }
  }

  #drop(name: QualifiedName): void {
    const table = this.#find(name);
    if (table !== undefined) {
      this.#tables.splice(this.#tables.indexOf(table), 1);
    }
  }

  /** `SELECT pg_catalog.set_config('search_path', …)`, as pg_dump writes it. */
  #setConfig(node: Extract<Node, { SelectStmt: unknown }>): void {
    for (const target of node.SelectStmt.targetList ?? []) {
      const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
      if (value !== undefined && 'FuncCall' in value && stringsOf(value.FuncCall.funcname).at(-1) === 'set_config') {
        const [setting, path] = value.FuncCall.args ?? [];
        if (stringOf(setting) === 'search_path') {
          this.#searchPath = stringOf(path)
            .split(',')
            .map((part) => part.trim().replaceAll('"', ''))
            .filter((part) => part !== '');
        }
      }
    }
  }

  // --- finishing ---

  #table(table: TableDraft): Table {
    const keyColumns = new Set(table.primaryKey?.columns ?? []);
    return {
      ...(table.schema === defaultSchema ? {} : { schema: table.schema }),
      name: table.name,
      kind: table.viewColumns === undefined ? 'table' : 'view',
      columns: table.viewColumns?.map(viewColumn) ?? table.columns.map((column) => this.#finishColumn(table, column, keyColumns.has(column.name))),
      primaryKey: [...(table.primaryKey?.columns ?? [])],
      uniqueKeys: table.uniqueKeys.map((key) => [...key.columns]),
      foreignKeys: table.foreignKeys.map((key) => this.#finishForeignKey(table, key)),
      statistics: { kind: 'unknown' },
      ...(table.comment === undefined ? {} : { comment: table.comment }),
    };
  }

  #finishColumn(table: TableDraft, column: ColumnDraft, inPrimaryKey: boolean): Column {
    const { read, domain } = this.#resolve(column.type, 0) ?? {};
    if (read === undefined) {
      this.#issue('ddl.unknownType', { type: writtenName(column.type), table: table.name, column: column.name }, column.line, table.name);
    }
    const type: DataType = read?.type ?? { kind: 'unknown' };
    const values = column.values ?? domain?.values;
    const given = column.default ?? domain?.default;
    const generated = column.generated || read?.serial === true || (given !== undefined && /^(?:pg_catalog\.)?nextval\s*\(/i.test(given));
    return {
      name: column.name,
      type: values !== undefined && type.kind === 'text' ? { ...type, values } : type,
      nativeType: read?.nativeType ?? writtenName(column.type),
      nullable: !(column.required || inPrimaryKey || read?.serial === true || domain?.required === true),
      ...(given === undefined ? {} : { default: given }),
      ...(generated ? { generated } : {}),
      ...(column.comment === undefined ? {} : { comment: column.comment }),
    };
  }

  /** A type by its name: built in, or an enum or domain of this file. */
  #resolve(written: WrittenType, depth: number): { read: ReadType; domain?: Domain } | undefined {
    const own = this.#ownType(written, depth);
    return own ?? wrap(builtInType(written));
  }

  #ownType(written: WrittenType, depth: number): { read: ReadType; domain?: Domain } | undefined {
    const key = this.#key(written);
    const values = lookUp(this.#enums, written, key);
    const domain = lookUp(this.#domains, written, key);
    const isOther = this.#otherTypes.has(key);
    if (values === undefined && domain === undefined && !isOther) {
      return undefined;
    }
    const nativeType = writtenName(written);
    if (written.isArray) {
      return { read: { type: { kind: 'array' }, nativeType } };
    }
    if (values !== undefined) {
      return { read: { type: { kind: 'enum', values: [...values] }, nativeType } };
    }
    if (domain !== undefined && depth < mostDomains) {
      const base = this.#resolve(domain.base, depth + 1);
      const merged: Domain = {
        base: domain.base,
        required: domain.required || base?.domain?.required === true,
        default: domain.default ?? base?.domain?.default,
        values: domain.values ?? base?.domain?.values,
      };
      return { read: { type: base?.read.type ?? { kind: 'unknown' }, nativeType }, domain: merged };
    }
    return { read: { type: { kind: 'unknown' }, nativeType } };
  }

  #finishForeignKey(table: TableDraft, key: ForeignKeyDraft): ForeignKey {
    const referenced = this.#find(key.referenced);
    const schema = referenced?.schema ?? key.referenced.schema;
    let columns = [...key.referencedColumns];
    if (referenced === undefined) {
      this.#issue('ddl.missingReference', { table: table.name, referenced: shownName(key.referenced) }, key.line, table.name);
    } else if (columns.length === 0) {
      columns = [...(referenced.primaryKey?.columns ?? [])];
      if (columns.length === 0) {
        this.#issue('ddl.missingReferenceKey', { table: table.name, referenced: shownName(key.referenced) }, key.line, table.name);
      }
    }
    return {
      ...(key.name === undefined ? {} : { name: key.name }),
      columns: [...key.columns],
      ...(schema === undefined || schema === defaultSchema ? {} : { referencedSchema: schema }),
      referencedTable: referenced?.name ?? key.referenced.name,
      referencedColumns: columns,
    };
  }

  // --- names ---

  #schemaOf(name: QualifiedName): string {
    return name.schema ?? this.#searchPath.find((schema) => schema !== '' && schema !== '$user' && schema !== 'pg_catalog') ?? defaultSchema;
  }

  #key(name: QualifiedName): string {
    return `${this.#schemaOf(name)}.${name.name}`;
  }

  #isAside(name: QualifiedName): boolean {
    return this.#aside.has(this.#key(name));
  }

  /** By the schema named, else along the search path, else the only table of that name. */
  #find(name: QualifiedName): TableDraft | undefined {
    if (name.schema !== undefined) {
      return this.#tables.find((table) => table.name === name.name && table.schema === name.schema);
    }
    const named = this.#tables.filter((table) => table.name === name.name);
    for (const schema of [...this.#searchPath, defaultSchema]) {
      const found = named.find((table) => table.schema === schema);
      if (found !== undefined) {
        return found;
      }
    }
    return named.length === 1 ? named[0] : undefined;
  }

  #column(table: TableDraft, name: string, line: number, change: (column: ColumnDraft) => void): void {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (column === undefined) {
      this.#issue('ddl.unknownColumn', { table: table.name, column: name }, line, table.name);
    } else {
      change(column);
    }
  }

  #issue(code: ConnectMessageCode, args: Record<string, string>, line: number, table: string): void {
    this.#issues.push({ message: connectText(code, args), line, table });
  }
}

/** A view says the names of its columns at most; their types come from its query. */
function viewColumn(name: string): Column {
  return { name, type: { kind: 'unknown' }, nativeType: '', nullable: true };
}

function isRelation(kind: string | undefined): boolean {
  return kind === 'OBJECT_TABLE' || kind === 'OBJECT_VIEW' || kind === 'OBJECT_MATVIEW';
}

function draftKey(table: TableDraft): string {
  return `${table.schema}.${table.name}`;
}

function shownName(name: QualifiedName): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
}

function wrap(read: ReadType | undefined): { read: ReadType } | undefined {
  return read === undefined ? undefined : { read };
}

/** By full name, else the only entry with that last part where no schema is given. */
function lookUp<Value>(map: ReadonlyMap<string, Value>, name: QualifiedName, key: string): Value | undefined {
  const found = map.get(key);
  if (found !== undefined || name.schema !== undefined) {
    return found;
  }
  const others = [...map].filter(([other]) => other.endsWith(`.${name.name}`));
  return others.length === 1 ? others[0]?.[1] : undefined;
}

function applyChecks(table: TableDraft, constraint: Constraint): void {
  for (const { column, values } of checkedValues(constraint.raw_expr)) {
    const found = table.columns.find(({ name }) => name === column);
    if (found !== undefined) {
      found.values = values;
    }
  }
}

function dropColumn(table: TableDraft, name: string): void {
  const keeps = (key: { columns: readonly string[] }): boolean => !key.columns.includes(name);
  table.columns = table.columns.filter((column) => column.name !== name);
  table.uniqueKeys = table.uniqueKeys.filter(keeps);
  table.foreignKeys = table.foreignKeys.filter(keeps);
  if (table.primaryKey !== undefined && !keeps(table.primaryKey)) {
    table.primaryKey = undefined;
  }
}

/** Ownership, storage and triggers of a table that is elsewhere are no reason for a message. */
function changesModel(node: Node): boolean {
  return (
    'AlterTableCmd' in node &&
    ['AT_AddConstraint', 'AT_AddColumn', 'AT_SetNotNull', 'AT_AlterColumnType', 'AT_ColumnDefault'].includes(node.AlterTableCmd.subtype ?? '')
  );
}
