import type { CatalogueIssue, Column, ForeignKey, Table, TableStatistics } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { quoteSqlName } from '../../core/transform/dialect.ts';
import { connectText } from '../connectError.ts';
import { grouped } from '../database/grouped.ts';
import type { Picture, Row, ServerTable, Session } from '../database/engine.ts';
import { sqlServerColumnType } from './columnType.ts';
import { sqlServerFailure } from './failure.ts';
import { changesQuery, columnsQuery, externalTablesQuery, keysQuery, referencesQuery, statisticsQuery, tablesQuery } from './queries.ts';

interface SqlServerTable extends ServerTable {
  readonly readable: boolean;
  /** Kept in memory: none of the numbers of pages and partitions are of it. */
  readonly inMemory: boolean;
  /** Its rows lie outside of this database. */
  readonly external: boolean;
  readonly comment: string | undefined;
}

/** Tables and views. Their schema is always said, `dbo` too, as in scripts. */
export async function listSqlServerTables(session: Session, schemas: readonly string[]): Promise<readonly ServerTable[]> {
  const rows = await session.query(tablesQuery(schemas), schemas);
  const external = new Set((await orNothing(session.query(externalTablesQuery))).map((row) => row['id'] ?? ''));
  return rows.map((row): SqlServerTable => {
    const [id, schema, name] = [row['id'] ?? '', row['schema'] ?? '', row['name'] ?? ''];
    return {
      id,
      schema,
      name,
      // What lies elsewhere is no volume to move from here.
      kind: row['kind'] === 'U' && !external.has(id) ? 'table' : 'view',
      quoted: `${quoteSqlName(schema, 'sqlserver')}.${quoteSqlName(name, 'sqlserver')}`,
      readable: row['readable'] === '1',
      inMemory: row['in_memory'] === '1',
      external: external.has(id),
      comment: row['comment'] ?? undefined,
    };
  });
}

/** Structure and statistics. `now`: the instant the statistics are of; the server keeps them up to date. */
export async function readSqlServerPicture(session: Session, tables: readonly ServerTable[], schemas: readonly string[], user: string, now: string): Promise<Picture> {
  const columns = grouped(await session.query(columnsQuery(schemas), schemas), 'id');
  const keys = grouped(await session.query(keysQuery(schemas), schemas), 'id');
  const references = grouped(await session.query(referencesQuery(schemas), schemas), 'id');
  const statistics = grouped(await session.query(statisticsQuery(schemas), schemas), 'id');
  const changes = grouped(await orNothing(session.query(changesQuery)), 'id');
  const issues: CatalogueIssue[] = [];
  const made = (tables as readonly SqlServerTable[])
    // Without a column it was dropped in the meantime.
    .filter(({ id }) => columns.has(id))
    .map((ref): [string, Table] => {
      const name = tableKey(ref);
      const unique = [...grouped(keys.get(ref.id) ?? [], 'key').values()];
      const columnsOf = (rows: readonly Row[]): string[] => rows.map((row) => row['column'] ?? '');
      if (ref.external) {
        issues.push({ message: connectText('database.externalTable', { name }), table: name });
      }
      return [ref.id, {
        ...(ref.schema === undefined ? {} : { schema: ref.schema }),
        name: ref.name,
        kind: ref.kind,
        columns: (columns.get(ref.id) ?? []).map(column),
        primaryKey: unique.filter(([row]) => row?.['is_primary'] === 'true').flatMap(columnsOf),
        uniqueKeys: withoutTwins(unique.filter(([row]) => row?.['is_primary'] !== 'true').map(columnsOf)),
        foreignKeys: [...grouped(references.get(ref.id) ?? [], 'key')].map(([key, rows]) => foreignKey(key, rows)),
        statistics: ref.kind === 'view' || ref.inMemory ? { kind: 'unknown' } : sqlServerStatistics(statistics.get(ref.id)?.[0], changes.get(ref.id)?.[0]?.['changed'], now),
        ...(ref.comment === undefined || ref.comment === '' ? {} : { comment: ref.comment }),
        ...(ref.readable ? {} : { error: connectText('database.noPermission', { name, user }) }),
      }];
    });
  return { tables: new Map(made), issues };
}

/** What the engine keeps of a table. No row of it: nobody knows, which is not 0. */
function sqlServerStatistics(fact: Row | undefined, changed: string | null | undefined, now: string): TableStatistics {
  const number = (name: string): string | undefined => (/^\d+$/.test(fact?.[name] ?? '') ? fact?.[name] ?? undefined : undefined);
  const [rowCount, bytes, indexBytes] = [number('rows'), number('bytes'), number('index_bytes')];
  return {
    kind: rowCount === undefined ? 'unknown' : 'estimated',
    ...(rowCount === undefined ? {} : { rowCount }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(indexBytes === undefined ? {} : { indexBytes }),
    ...(rowCount === undefined ? {} : { at: now }),
    ...(typeof changed === 'string' ? { changedAt: changed } : {}),
  };
}

function column(row: Row): Column {
  const { known, nativeType } = sqlServerColumnType(row);
  const given = writtenDefault(row['default'] ?? undefined);
  const generated =
    row['is_identity'] === 'true' || row['computed'] === 'true' || known.generated === true || !['0', null, undefined].includes(row['generated_always']) ||
    (given !== undefined && /\bNEXT\s+VALUE\s+FOR\b/i.test(given));
  const comment = row['comment'] ?? '';
  return {
    name: row['name'] ?? '',
    type: known.type,
    nativeType,
    nullable: row['nullable'] === 'true',
    ...(given === undefined ? {} : { default: given }),
    ...(generated ? { generated } : {}),
    ...(comment === '' ? {} : { comment }),
  };
}

/** As a script has it: the server keeps `((0))`. Undefined for NULL, which is the same as none. */
export function writtenDefault(kept: string | undefined): string | undefined {
  let text = kept?.trim();
  while (text !== undefined && isBracketed(text)) {
    text = text.slice(1, -1).trim();
  }
  return text === undefined || text === '' || text.toUpperCase() === 'NULL' ? undefined : text;
}

/** Whether the first bracket is closed by the last character. */
function isBracketed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) {
    return false;
  }
  let depth = 0;
  let closing: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (closing !== undefined) {
      // A doubled one closes and opens again, which comes to the same.
      closing = sign === closing ? undefined : closing;
    } else if (sign === `'` || sign === '"') {
      closing = sign;
    } else if (sign === '[') {
      closing = ']';
    } else if (sign === '(') {
      depth += 1;
    } else if (sign === ')') {
      depth -= 1;
      if (depth === 0 && at < text.length - 1) {
        return false;
      }
    }
  }
  return depth === 0;
}

function foreignKey(name: string, rows: readonly Row[]): ForeignKey {
  const [first] = rows;
  const schema = first?.['ref_schema'] ?? undefined;
  return {
    name,
    columns: rows.map((row) => row['column'] ?? ''),
    ...(schema === undefined ? {} : { referencedSchema: schema }),
    referencedTable: first?.['ref_table'] ?? '?',
    referencedColumns: rows.flatMap((row) => row['ref_column'] ?? []),
  };
}

/** A key may be there as a constraint and as an index. */
function withoutTwins(keys: readonly string[][]): string[][] {
  return keys.filter((key, at) => keys.findIndex((other) => JSON.stringify(other) === JSON.stringify(key)) === at);
}

/** What takes a right or a version that is not everywhere, and can be done without. */
async function orNothing(asked: Promise<readonly Row[]>): Promise<readonly Row[]> {
  try {
    return await asked;
  } catch (error) {
    const kind = sqlServerFailure(error);
    if (kind === 'lost' || kind === 'cancelled') {
      throw error;
    }
    return [];
  }
}
