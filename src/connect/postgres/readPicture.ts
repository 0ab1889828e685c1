import type { CatalogueIssue, Column, ForeignKey, Table } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { quoteSqlName } from '../../core/transform/dialect.ts';
import { connectText } from '../connectError.ts';
import { grouped } from '../database/grouped.ts';
import type { Picture, Row, ServerTable, Session } from '../database/engine.ts';
import { postgresFailure } from './failure.ts';
import { columnsQuery, commentsQuery, constraintsQuery, statisticsQuery, tablesQuery, typesQuery, uniqueKeysQuery } from './queries.ts';
import { postgresStatistics } from './statistics.ts';
import { PostgresTypes } from './types.ts';

/** The schema that names without one mean; as in scripts, it is not said. */
const usualSchema = 'public';

interface PostgresTable extends ServerTable {
  readonly foreign: boolean;
}

export async function listPostgresTables(session: Session, schemas: readonly string[]): Promise<readonly ServerTable[]> {
  const rows = await session.query(tablesQuery(schemas), schemas.length === 0 ? [] : [schemas]);
  return rows.map((row): PostgresTable => {
    const [schema, name, kind] = [row['schema'] ?? '', row['name'] ?? '', row['kind']];
    return {
      id: row['id'] ?? '',
      ...(schema === usualSchema ? {} : { schema }),
      name,
      // What is derived from other rows, or lies elsewhere, is no volume to move from here.
      kind: kind === 'r' || kind === 'p' ? 'table' : 'view',
      quoted: `${quoteSqlName(schema, 'postgres')}.${quoteSqlName(name, 'postgres')}`,
      foreign: kind === 'f',
      ...(row['parent'] === 'true' ? { only: true } : {}),
    };
  });
}

/** Structure in one moment of the database, then statistics. */
export async function readPostgresPicture(session: Session, tables: readonly ServerTable[], version: number, user: string): Promise<Picture> {
  const ids = [tables.map(({ id }) => id)];
  await session.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const types = new PostgresTypes(await session.query(typesQuery, ids));
  const facts = grouped(await session.query(commentsQuery, ids), 'id');
  const columns = grouped(await session.query(columnsQuery(version), ids), 'id');
  const constraints = grouped(await session.query(constraintsQuery(version), ids), 'id');
  const uniqueKeys = grouped(await session.query(uniqueKeysQuery(version), ids), 'id');
  await session.query('COMMIT');
  const issues: CatalogueIssue[] = [];
  const statistics = grouped(await readStatistics(session, ids, issues), 'id');
  const made = tables
    .filter(({ id }) => facts.has(id))
    .map((ref): [string, Table] => {
      const fact = facts.get(ref.id)![0]!;
      const keys = constraints.get(ref.id) ?? [];
      const table: Table = {
        ...(ref.schema === undefined ? {} : { schema: ref.schema }),
        name: ref.name,
        kind: ref.kind,
        columns: (columns.get(ref.id) ?? []).map((row) => column(row, types)),
        primaryKey: keys.filter((row) => row['kind'] === 'p').flatMap((row) => list(row['columns'])),
        uniqueKeys: (uniqueKeys.get(ref.id) ?? []).map((row) => list(row['columns'])),
        foreignKeys: keys.filter((row) => row['kind'] === 'f').map(foreignKey),
        statistics: ref.kind === 'view' ? { kind: 'unknown' } : postgresStatistics(statistics.get(ref.id) ?? []),
        ...(fact['comment'] === null || fact['comment'] === undefined ? {} : { comment: fact['comment'] }),
        ...(fact['readable'] === 'true' ? {} : { error: connectText('database.noPermission', { name: tableKey(ref), user }) }),
      };
      if ((ref as PostgresTable).foreign) {
        issues.push({ message: connectText('database.foreignTable', { name: tableKey(ref) }), table: tableKey(ref) });
      }
      return [ref.id, table];
    });
  return { tables: new Map(made), issues };
}

/** The sizes on disk wait for a table that somebody has locked, and take long on slow disks; then those of the last statistics have to do. */
async function readStatistics(session: Session, ids: readonly unknown[], issues: CatalogueIssue[]): Promise<readonly Row[]> {
  try {
    return await session.query(statisticsQuery(true), ids);
  } catch (error) {
    const kind = postgresFailure(error);
    if (kind === 'locked' || kind === 'timeout') {
      issues.push({ message: connectText('database.noSizes') });
      return session.query(statisticsQuery(false), ids);
    }
    throw error;
  }
}

function column(row: Row, types: PostgresTypes): Column {
  const resolved = types.resolve(row['type'] ?? '', Number(row['modifier'] ?? '-1'));
  const given = row['default'] ?? resolved.default;
  const generated = row['generated'] === 'true' || (given !== undefined && /^(?:pg_catalog\.)?nextval\s*\(/i.test(given));
  return {
    name: row['name'] ?? '',
    type: resolved.type,
    nativeType: resolved.nativeType,
    nullable: row['required'] !== 'true' && !resolved.required,
    ...(given === undefined ? {} : { default: given }),
    ...(generated ? { generated } : {}),
    ...(row['comment'] === null || row['comment'] === undefined ? {} : { comment: row['comment'] }),
  };
}

function foreignKey(row: Row): ForeignKey {
  const schema = row['ref_schema'] ?? usualSchema;
  return {
    name: row['name'] ?? '',
    columns: list(row['columns']),
    ...(schema === usualSchema ? {} : { referencedSchema: schema }),
    referencedTable: row['ref_table'] ?? '?',
    referencedColumns: list(row['ref_columns']),
  };
}

function list(json: string | null | undefined): string[] {
  return json === null || json === undefined ? [] : (JSON.parse(json) as string[]);
}
