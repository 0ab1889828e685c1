import type { CatalogueIssue, Column, ForeignKey, Table, TableStatistics } from '../../core/catalogue/catalogue.ts';
import { quoteSqlName } from '../../core/transform/dialect.ts';
import { grouped } from '../database/grouped.ts';
import type { Picture, Row, ServerTable, Session } from '../database/engine.ts';
import { mysqlColumnType } from './columnType.ts';

/** Engines that know how many rows they hold, so that 0 is an answer. */
const countingEngines = new Set(['MyISAM', 'Aria', 'MEMORY', 'ARCHIVE']);

/** The database of the connection is the usual schema; as in scripts, it is not said. */
export async function listMysqlTables(session: Session, database: string, schemas: readonly string[]): Promise<readonly ServerTable[]> {
  const rows = await session.query(
    `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS name, TABLE_TYPE AS kind FROM information_schema.TABLES
     WHERE TABLE_SCHEMA IN (?) AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW') ORDER BY TABLE_SCHEMA, TABLE_NAME`,
    [schemasOf(database, schemas)],
  );
  return rows.map((row) => {
    const [schema, name] = [row['schema'] ?? '', row['name'] ?? ''];
    return {
      id: idOf(schema, name),
      ...(schema === database ? {} : { schema }),
      name,
      kind: row['kind'] === 'VIEW' ? 'view' : 'table',
      quoted: `${quoteSqlName(schema, 'mariadb')}.${quoteSqlName(name, 'mariadb')}`,
    };
  });
}

export async function readMysqlPicture(session: Session, tables: readonly ServerTable[], database: string, schemas: readonly string[], isMariaDb: boolean): Promise<Picture> {
  const issues: CatalogueIssue[] = [];
  const where = [schemasOf(database, schemas)];
  const all = async (sql: string): Promise<ReadonlyMap<string, readonly Row[]>> =>
    grouped((await session.query(sql, where)).map((row) => ({ ...row, id: idOf(row['schema'] ?? '', row['name'] ?? '') })), 'id');
  await session.query('START TRANSACTION READ ONLY');
  const columns = await all(`
    SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS name, COLUMN_NAME AS \`column\`, COLUMN_TYPE AS type, IS_NULLABLE AS nullable,
           COLUMN_DEFAULT AS \`default\`, EXTRA AS extra, COLUMN_COMMENT AS comment
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA IN (?) ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`);
  const uniqueKeys = await all(`
    SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS name, INDEX_NAME AS \`key\`, COLUMN_NAME AS \`column\`, SUB_PART AS part
    FROM information_schema.STATISTICS WHERE TABLE_SCHEMA IN (?) AND NON_UNIQUE = 0 ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`);
  const references = await all(`
    SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS name, CONSTRAINT_NAME AS \`key\`, COLUMN_NAME AS \`column\`,
           REFERENCED_TABLE_SCHEMA AS ref_schema, REFERENCED_TABLE_NAME AS ref_table, REFERENCED_COLUMN_NAME AS ref_column
    FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA IN (?) AND REFERENCED_TABLE_NAME IS NOT NULL
    ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`);
  // MariaDB keeps JSON as text with a check.
  const json = isMariaDb
    ? await all(`SELECT CONSTRAINT_SCHEMA AS \`schema\`, TABLE_NAME AS name, CONSTRAINT_NAME AS \`column\`, CHECK_CLAUSE AS clause
                 FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN (?) AND CHECK_CLAUSE LIKE 'json\\_valid(%'`).catch(() => new Map<string, readonly Row[]>())
    : new Map<string, readonly Row[]>();
  const statistics = await all(`
    SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS name, ENGINE AS engine, TABLE_ROWS AS \`rows\`, DATA_LENGTH AS bytes,
           INDEX_LENGTH AS index_bytes, TABLE_COMMENT AS comment, DATE_FORMAT(UPDATE_TIME, '%Y-%m-%dT%H:%i:%sZ') AS changed
    FROM information_schema.TABLES WHERE TABLE_SCHEMA IN (?)`);
  await session.query('COMMIT');
  const ages = await all(`
    SELECT database_name AS \`schema\`, table_name AS name, DATE_FORMAT(last_update, '%Y-%m-%dT%H:%i:%sZ') AS at
    FROM mysql.innodb_table_stats WHERE database_name IN (?)`).catch(() => new Map<string, readonly Row[]>());
  const made = tables
    .filter(({ id }) => statistics.has(id))
    .map((ref): [string, Table] => {
      const fact = statistics.get(ref.id)![0]!;
      const keys = grouped(uniqueKeys.get(ref.id) ?? [], 'key');
      const jsonColumns = new Set((json.get(ref.id) ?? []).map((row) => row['column'] ?? ''));
      const comment = ref.kind === 'view' ? '' : fact['comment'] ?? '';
      return [ref.id, {
        ...(ref.schema === undefined ? {} : { schema: ref.schema }),
        name: ref.name,
        kind: ref.kind,
        columns: (columns.get(ref.id) ?? []).map((row) => column(row, isMariaDb, jsonColumns)),
        primaryKey: (keys.get('PRIMARY') ?? []).map((row) => row['column'] ?? ''),
        // A key over the first letters of a column, or over an expression, is no key over columns.
        uniqueKeys: [...keys].filter(([name, rows]) => name !== 'PRIMARY' && rows.every((row) => row['part'] === null && row['column'] !== null)).map(([, rows]) => rows.map((row) => row['column'] ?? '')),
        foreignKeys: [...grouped(references.get(ref.id) ?? [], 'key')].map(([name, rows]) => foreignKey(name, rows, database)),
        statistics: ref.kind === 'view' ? { kind: 'unknown' } : mysqlStatistics(fact, ages.get(ref.id)?.[0]?.['at']),
        ...(comment === '' ? {} : { comment }),
      }];
    });
  return { tables: new Map(made), issues };
}

/** What the storage engine believes. InnoDB's 0 may mean that nobody looked yet: an estimate of nothing is unknown. */
function mysqlStatistics(fact: Row, at: string | null | undefined): TableStatistics {
  const { rows, bytes, index_bytes: indexBytes, changed } = fact;
  const known = typeof rows === 'string' && (rows !== '0' || countingEngines.has(fact['engine'] ?? ''));
  return {
    kind: known ? 'estimated' : 'unknown',
    ...(known ? { rowCount: rows } : {}),
    ...(typeof bytes === 'string' ? { bytes } : {}),
    ...(typeof indexBytes === 'string' ? { indexBytes } : {}),
    ...(known && typeof at === 'string' ? { at } : {}),
    ...(typeof changed === 'string' ? { changedAt: changed } : {}),
  };
}

function column(row: Row, isMariaDb: boolean, jsonColumns: ReadonlySet<string>): Column {
  const [name, written, extra] = [row['column'] ?? '', row['type'] ?? '', row['extra'] ?? ''];
  const given = defaultOf(row, isMariaDb);
  const generated = /auto_increment|\bGENERATED\b|PERSISTENT|VIRTUAL/i.test(extra.replace(/DEFAULT_GENERATED/i, '')) || /^nextval\s*\(/i.test(given ?? '');
  const comment = row['comment'] ?? '';
  return {
    name,
    type: jsonColumns.has(name) && written === 'longtext' ? { kind: 'json' } : mysqlColumnType(written),
    nativeType: written,
    nullable: row['nullable'] === 'YES',
    ...(given === undefined ? {} : { default: given }),
    ...(generated ? { generated } : {}),
    ...(comment === '' ? {} : { comment }),
  };
}

/** As it would stand in a script: MariaDB writes it that way, MySQL gives texts without quotes. */
function defaultOf(row: Row, isMariaDb: boolean): string | undefined {
  const given = row['default'];
  if (given === null || given === undefined || (isMariaDb && given === 'NULL')) {
    return undefined;
  }
  const isExpression = isMariaDb || /DEFAULT_GENERATED/i.test(row['extra'] ?? '') || /^(?:CURRENT_TIMESTAMP|b'|0x)/i.test(given);
  const isText = /char|text|enum|set|date|time|year|json/i.test(row['type'] ?? '');
  return isExpression || !isText ? given : `'${given.replaceAll(`'`, `''`)}'`;
}

function foreignKey(name: string, rows: readonly Row[], database: string): ForeignKey {
  const [first] = rows;
  const schema = first?.['ref_schema'] ?? database;
  return {
    name,
    columns: rows.map((row) => row['column'] ?? ''),
    ...(schema === database ? {} : { referencedSchema: schema }),
    referencedTable: first?.['ref_table'] ?? '?',
    referencedColumns: rows.map((row) => row['ref_column'] ?? ''),
  };
}

function schemasOf(database: string, schemas: readonly string[]): readonly string[] {
  return schemas.length === 0 ? [database] : schemas;
}

function idOf(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}
