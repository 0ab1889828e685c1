import type { CatalogueIssue, Column, ForeignKey, Table, TableStatistics } from '../../core/catalogue/catalogue.ts';
import { quoteSqlName } from '../../core/transform/dialect.ts';
import { connectText, reasonOf } from '../connectError.ts';
import type { TableRef } from '../source.ts';
import { declaredType } from './declaredType.ts';
import { numberOf, textOf } from './sqliteDriver.ts';
import type { SqliteDriver, SqliteRow } from './sqliteDriver.ts';

/** What `PRAGMA table_list` knows of a table beyond its name. */
export interface SqliteTable extends TableRef {
  readonly withoutRowid: boolean;
  readonly strict: boolean;
}

/** The tables and views of a database in the order of their creation, without SQLite's own and the inner tables of virtual ones. */
export function listSqliteTables(driver: SqliteDriver): readonly SqliteTable[] {
  const facts = new Map(driver.all(`SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'`).map((row) => [textOf(row, 'name'), row]));
  return driver
    .all(`SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`)
    .filter((row) => textOf(facts.get(textOf(row, 'name')), 'type') !== 'shadow')
    .map((row) => {
      const name = textOf(row, 'name');
      return {
        name,
        kind: textOf(row, 'type') === 'view' ? 'view' : 'table',
        withoutRowid: numberOf(facts.get(name), 'wr') === 1,
        strict: numberOf(facts.get(name), 'strict') === 1,
      } as const;
    });
}

/** What the reader of one table needs to know of the whole. */
export interface SqliteReading {
  readonly driver: SqliteDriver;
  readonly tables: readonly SqliteTable[];
  /** ISO 8601 instant of the scan. */
  readonly now: string;
  readonly hasSizes: boolean;
  readonly issues: CatalogueIssue[];
}

/** Reads one table or view: what fails is named in `error`, and the rest of the table still stands. */
export function readSqliteTable(reading: SqliteReading, table: SqliteTable): Table {
  const { driver } = reading;
  const infos = driver.all('SELECT * FROM pragma_table_xinfo(?)', [table.name]);
  if (infos.length === 0) {
    // A broken view has no columns to SQLite; asking for a row brings out the reason.
    driver.all(`SELECT 1 FROM ${quoteSqlName(table.name, 'sqlite')} LIMIT 0`);
  }
  const indexes = table.kind === 'table' ? driver.all('SELECT * FROM pragma_index_list(?) ORDER BY seq DESC', [table.name]) : [];
  const keyInfos = infos.filter((row) => numberOf(row, 'pk') > 0).sort((one, other) => numberOf(one, 'pk') - numberOf(other, 'pk'));
  const primaryKey = keyInfos.map((row) => textOf(row, 'name'));
  const rowidAlias = rowidAliasOf(table, keyInfos, indexes);
  const structure = {
    name: table.name,
    kind: table.kind,
    columns: infos.filter((row) => numberOf(row, 'hidden') !== 1).map((row) => readColumn(row, table, rowidAlias)),
    primaryKey,
    uniqueKeys: table.kind === 'table' ? readUniqueKeys(driver, indexes) : [],
    foreignKeys: table.kind === 'table' ? readForeignKeys(reading, table) : [],
  };
  if (table.kind === 'view') {
    // Counting a view runs its query, which may join everything with everything: its rows are no volume to move.
    return { ...structure, statistics: { kind: 'unknown' } };
  }
  const { statistics, error } = readStatistics(reading, table);
  return error === undefined ? { ...structure, statistics } : { ...structure, statistics, error };
}

/** The column that is another name of the rowid, which SQLite fills by itself. */
function rowidAliasOf(table: SqliteTable, keyInfos: readonly SqliteRow[], indexes: readonly SqliteRow[]): string | undefined {
  const [only] = keyInfos;
  if (keyInfos.length !== 1 || table.withoutRowid || textOf(only, 'type').toUpperCase() !== 'INTEGER') {
    return undefined;
  }
  // INTEGER PRIMARY KEY DESC is an ordinary key by an old mistake of SQLite's; it shows by having an index.
  return indexes.some((row) => textOf(row, 'origin') === 'pk') ? undefined : textOf(only, 'name');
}

function readColumn(row: SqliteRow, table: SqliteTable, rowidAlias: string | undefined): Column {
  const name = textOf(row, 'name');
  const nativeType = textOf(row, 'type').replace(/\s*GENERATED ALWAYS$/i, '');
  const hidden = numberOf(row, 'hidden');
  const generated = name === rowidAlias || hidden === 2 || hidden === 3;
  // Elsewhere SQLite lets NULL into primary keys, for the sake of old databases.
  const keyIsRequired = table.withoutRowid || table.strict || name === rowidAlias;
  const required = numberOf(row, 'notnull') === 1 || (keyIsRequired && numberOf(row, 'pk') > 0);
  return {
    name,
    type: declaredType(nativeType),
    nativeType,
    nullable: !required,
    ...(row['dflt_value'] === null || row['dflt_value'] === undefined ? {} : { default: textOf(row, 'dflt_value') }),
    ...(generated ? { generated } : {}),
  };
}

function readUniqueKeys(driver: SqliteDriver, indexes: readonly SqliteRow[]): string[][] {
  const keys: string[][] = [];
  for (const index of indexes) {
    if (numberOf(index, 'unique') === 1 && numberOf(index, 'partial') === 0 && textOf(index, 'origin') !== 'pk') {
      const parts = driver.all('SELECT cid, name FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno', [textOf(index, 'name')]);
      // An expression has cid -2: such an index is no key over columns.
      if (parts.every((part) => numberOf(part, 'cid') >= 0)) {
        keys.push(parts.map((part) => textOf(part, 'name')));
      }
    }
  }
  return keys;
}

function readForeignKeys({ driver, tables, issues }: SqliteReading, table: SqliteTable): ForeignKey[] {
  // SQLite numbers the keys of a table from the last declared to the first.
  const rows = driver.all('SELECT * FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq', [table.name]);
  const groups = new Map<number, SqliteRow[]>();
  for (const row of rows) {
    const id = numberOf(row, 'id');
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const written = textOf(group[0], 'table');
    const referenced = tables.find((candidate) => candidate.name.toLowerCase() === written.toLowerCase());
    if (referenced === undefined) {
      issues.push({ message: connectText('sqlite.missingReference', { table: table.name, referenced: written }), table: table.name });
    }
    const referencedInfos = referenced === undefined ? [] : driver.all('SELECT name, pk FROM pragma_table_info(?)', [referenced.name]);
    const named = group.map((row) => textOf(row, 'to')).filter((name) => name !== '');
    return {
      columns: group.map((row) => textOf(row, 'from')),
      referencedTable: referenced?.name ?? written,
      referencedColumns: named.length > 0 ? named.map((name) => realName(referencedInfos, name)) : keyOf(referencedInfos),
    };
  });
}

function keyOf(infos: readonly SqliteRow[]): string[] {
  return infos
    .filter((row) => numberOf(row, 'pk') > 0)
    .sort((one, other) => numberOf(one, 'pk') - numberOf(other, 'pk'))
    .map((row) => textOf(row, 'name'));
}

/** Names in SQLite differ by more than case; a key may write them in any. */
function realName(infos: readonly SqliteRow[], written: string): string {
  const found = infos.find((row) => textOf(row, 'name').toLowerCase() === written.toLowerCase());
  return found === undefined ? written : textOf(found, 'name');
}

function readStatistics({ driver, now, hasSizes }: SqliteReading, table: SqliteTable): { statistics: TableStatistics; error?: string } {
  const sizes = hasSizes ? readSizes(driver, table) : {};
  const query = `SELECT count(*) FROM ${quoteSqlName(table.name, 'sqlite')}`;
  try {
    // As text, so that no driver rounds it.
    const [row] = driver.all(`SELECT CAST(count(*) AS TEXT) AS n FROM ${quoteSqlName(table.name, 'sqlite')}`);
    return { statistics: { kind: 'measured', rowCount: textOf(row, 'n'), ...sizes, query, at: now } };
  } catch (error) {
    return {
      statistics: { kind: 'unknown', ...sizes },
      error: connectText('sqlite.countFailed', { name: table.name, detail: reasonOf(error) }),
    };
  }
}

/** Bytes of the pages of a table and of its indexes; what SQLite has no pages for (virtual tables) stays unknown. */
function readSizes(driver: SqliteDriver, table: SqliteTable): { bytes?: string; indexBytes?: string } {
  try {
    const sizeOf = (name: string): bigint | undefined => {
      const [row] = driver.all('SELECT CAST(pgsize AS TEXT) AS n FROM dbstat WHERE aggregate = 1 AND name = ?', [name]);
      const digits = textOf(row, 'n');
      return digits === '' ? undefined : BigInt(digits);
    };
    const bytes = sizeOf(table.name);
    if (bytes === undefined) {
      return {};
    }
    const indexes = driver.all(`SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?`, [table.name]);
    const indexBytes = indexes.reduce((sum, index) => sum + (sizeOf(textOf(index, 'name')) ?? 0n), 0n);
    return { bytes: bytes.toString(), indexBytes: indexBytes.toString() };
  } catch {
    return {};
  }
}

/** Whether this build of SQLite can tell sizes. */
export function hasTableSizes(driver: SqliteDriver): boolean {
  try {
    driver.all('SELECT 1 FROM dbstat LIMIT 0');
    return true;
  } catch {
    return false;
  }
}
