import type { CatalogueIssue, Column, ForeignKey, Table, TableStatistics } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { quoteSqlName } from '../../core/transform/dialect.ts';
import { connectText } from '../connectError.ts';
import { grouped } from '../database/grouped.ts';
import type { Picture, Row, ServerTable, Session } from '../database/engine.ts';
import { oracleColumnType } from './columnType.ts';
import { oracleFailure } from './failure.ts';
import {
  blocksQuery, changesQuery, columnsQuery, commentsQuery, constraintsQuery, externalTablesQuery, segmentsQuery, statisticsQuery, tablesQuery, uniqueIndexesQuery,
} from './queries.ts';

interface OracleTable extends ServerTable {
  /** Its rows are in files. */
  readonly external: boolean;
}

/** Whose tables are read. */
export interface OracleScope {
  /** As the data dictionary writes them; none: all but the server's own. */
  readonly schemas: readonly string[];
  /** The one that is not said with a table. */
  readonly usual: string;
}

/** The schemas a person named, as Oracle reads names: in capitals, unless in quotes. `own` is the user's. */
export function oracleScope(named: readonly string[], own: string): OracleScope {
  const schemas = named.map((name) => /^"(.+)"$/s.exec(name)?.[1]?.replaceAll('""', '"') ?? name.toUpperCase());
  const [only] = schemas;
  return { schemas, usual: schemas.length === 1 && only !== undefined ? only : own };
}

export async function listOracleTables(session: Session, { schemas, usual }: OracleScope): Promise<readonly ServerTable[]> {
  // A schema is asked for in each part of a statement; by position each asking takes its value anew.
  const rows = await ask(session, tablesQuery(schemas), schemas);
  const external = new Set((await ask(session, externalTablesQuery(schemas), schemas)).map(idOf));
  return rows.map((row): OracleTable => {
    const [schema, name] = [row['schema'] ?? '', row['name'] ?? ''];
    const id = idOf(row);
    return {
      id,
      ...(schema === usual ? {} : { schema }),
      name,
      // What is derived from other rows, or lies elsewhere, is no volume to move from here.
      kind: row['kind'] === 'TABLE' && !external.has(id) ? 'table' : 'view',
      quoted: `${quoteSqlName(schema, 'oracle')}.${quoteSqlName(name, 'oracle')}`,
      external: external.has(id),
    };
  });
}

export async function readOraclePicture(session: Session, tables: readonly ServerTable[], { schemas, usual }: OracleScope): Promise<Picture> {
  const all = async (sql: string): Promise<ReadonlyMap<string, readonly Row[]>> => grouped((await ask(session, sql, schemas)).map((row) => ({ ...row, id: idOf(row) })), 'id');
  const ifAllowed = async (sql: string): Promise<ReadonlyMap<string, readonly Row[]> | undefined> => {
    try {
      return await all(sql);
    } catch (error) {
      const kind = oracleFailure(error);
      if (kind === 'lost' || kind === 'cancelled') {
        throw error;
      }
      return undefined;
    }
  };
  const columns = await all(columnsQuery(schemas));
  const constraints = await all(constraintsQuery(schemas));
  const indexes = await all(uniqueIndexesQuery(schemas));
  const comments = await all(commentsQuery(schemas));
  const statistics = await ifAllowed(statisticsQuery(schemas));
  const changes = await ifAllowed(changesQuery(schemas));
  const segments = await ifAllowed(segmentsQuery('all', schemas)) ?? await ifAllowed(segmentsQuery('own', schemas));
  const blocks = await ifAllowed(blocksQuery(schemas));
  const issues: CatalogueIssue[] = [];
  const made = (tables as readonly OracleTable[])
    // Without a column it was dropped in the meantime, or is a view that never worked.
    .filter(({ id, kind }) => columns.has(id) || kind === 'view')
    .map((ref): [string, Table] => {
      const said = comments.get(ref.id) ?? [];
      const comment = said.find((row) => row['column'] === null)?.['comment'] ?? undefined;
      const ofColumns = new Map(said.map((row) => [row['column'], row['comment'] ?? undefined]));
      const keys = constraints.get(ref.id) ?? [];
      const readColumns = (columns.get(ref.id) ?? []).map((row) => column(row, ofColumns.get(row['column'] ?? '')));
      const known = new Set(readColumns.map(({ name }) => name));
      const primaryKey = columnsOf(keys.filter((row) => row['kind'] === 'P'));
      const unique = [...groupedColumns(keys.filter((row) => row['kind'] === 'U')), ...groupedColumns(indexes.get(ref.id) ?? [])];
      if (ref.external) {
        issues.push({ message: connectText('database.externalTable', { name: tableKey(ref) }), table: tableKey(ref) });
      }
      return [ref.id, {
        ...(ref.schema === undefined ? {} : { schema: ref.schema }),
        name: ref.name,
        kind: ref.kind,
        columns: readColumns,
        primaryKey,
        // An index over an expression names a column that the server made for it.
        uniqueKeys: distinctKeys(unique, primaryKey).filter((key) => key.every((name) => known.has(name))),
        foreignKeys: [...grouped(keys.filter((row) => row['kind'] === 'R'), 'key')].map(([key, rows]) => foreignKey(key, rows, usual)),
        statistics: ref.kind === 'view'
          ? { kind: 'unknown' }
          : oracleStatistics(statistics?.get(ref.id) ?? [], segments?.get(ref.id)?.[0], blocks?.get(ref.id)?.[0]?.['block'], changes?.get(ref.id)?.[0]?.['changed']),
        ...(comment === undefined || comment === '' ? {} : { comment }),
      }];
    });
  return { tables: new Map(made), issues };
}

/** Binds by position: a statement that asks for the schemas twice needs them twice. */
function ask(session: Session, sql: string, schemas: readonly string[]): Promise<readonly Row[]> {
  if (schemas.length === 0) {
    return session.query(sql);
  }
  const times = [...sql.matchAll(/:1\b/g)].length;
  return session.query(sql, Array.from({ length: times }, () => schemas).flat());
}

/**
 * What the server noted of a table, else of all its partitions together. Without a time nobody looked; what the server itself calls
 * stale is a memory: both are unknown. Sizes are those on disk, else the blocks that were in use at the last look.
 */
export function oracleStatistics(parts: readonly Row[], segment: Row | undefined, block: string | null | undefined, changed: string | null | undefined): TableStatistics {
  const fact = [parts.find((row) => row['part'] === 'TABLE'), parts.find((row) => row['part'] === 'PARTITION')].find(isKnown);
  const size = segment === undefined ? blockBytes(fact, block) : digits(segment['bytes']);
  const indexBytes = segment === undefined ? undefined : digits(segment['index_bytes']);
  const [rowCount, at] = [digits(fact?.['rows']), fact?.['at'] ?? undefined];
  const usable = rowCount !== undefined && at !== undefined;
  return {
    kind: usable ? 'estimated' : 'unknown',
    ...(usable ? { rowCount } : {}),
    ...(size === undefined ? {} : { bytes: size }),
    ...(indexBytes === undefined ? {} : { indexBytes }),
    ...(usable ? { at } : {}),
    ...(typeof changed === 'string' ? { changedAt: changed } : {}),
  };
}

function isKnown(row: Row | undefined): row is Row {
  return row !== undefined && row['known'] !== '0' && row['known'] === row['parts'] && row['stale'] !== '1' && row['at'] !== null;
}

function blockBytes(fact: Row | undefined, block: string | null | undefined): string | undefined {
  const [blocks, size] = [digits(fact?.['blocks']), digits(block)];
  return blocks === undefined || size === undefined ? undefined : (BigInt(blocks) * BigInt(size)).toString();
}

function digits(text: string | null | undefined): string | undefined {
  return typeof text === 'string' && /^\d+$/.test(text) ? text : undefined;
}

function column(row: Row, comment: string | undefined): Column {
  const { known, nativeType } = oracleColumnType(row);
  const given = row['default']?.trim() ?? '';
  const made = row['virtual'] === 'YES' || row['identity'] === 'YES';
  const generated = made || known.generated === true || /\.\s*"?NEXTVAL\b/i.test(given);
  return {
    name: row['column'] ?? '',
    type: known.type,
    nativeType,
    nullable: row['nullable'] !== 'N',
    // What a column is computed by is no default.
    ...(made || given === '' || given.toUpperCase() === 'NULL' ? {} : { default: given }),
    ...(generated ? { generated } : {}),
    ...(comment === undefined || comment === '' ? {} : { comment }),
  };
}

function foreignKey(name: string, rows: readonly Row[], usual: string): ForeignKey {
  const [first] = rows;
  const schema = first?.['ref_schema'] ?? usual;
  return {
    name,
    columns: columnsOf(rows),
    ...(schema === usual ? {} : { referencedSchema: schema }),
    // A table that this user may not see is named by nothing.
    referencedTable: first?.['ref_table'] ?? '?',
    referencedColumns: rows.flatMap((row) => row['ref_column'] ?? []),
  };
}

function groupedColumns(rows: readonly Row[]): string[][] {
  return [...grouped(rows, 'key').values()].map(columnsOf);
}

function columnsOf(rows: readonly Row[]): string[] {
  return rows.map((row) => row['column'] ?? '');
}

/** A key is there as a constraint and as the index behind it. */
function distinctKeys(keys: readonly string[][], primaryKey: readonly string[]): string[][] {
  const seen = new Set([JSON.stringify(primaryKey)]);
  return keys.filter((key) => {
    const text = JSON.stringify(key);
    return seen.has(text) ? false : seen.add(text);
  });
}

function idOf(row: Row): string {
  return JSON.stringify([row['schema'], row['name']]);
}
