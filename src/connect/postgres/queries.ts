/**
 * What is asked of PostgreSQL's catalogue: each query once for all tables. `$1` holds their ids. Everything comes back as text,
 * lists as JSON. For version 10 and later.
 */

/** All that people made, or what is in the schemas `$1`; partitions are part of their table, and what an extension brought is its own. */
export function tablesQuery(schemas: readonly string[]): string {
  return `
SELECT c.oid::text AS id, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
       (c.relkind = 'r' AND c.relhassubclass)::text AS parent
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND ${schemas.length === 0 ? `n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'` : 'n.nspname = ANY ($1::text[])'}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname, c.relname`;
}

export const commentsQuery = `
SELECT c.oid::text AS id, obj_description(c.oid, 'pg_class') AS comment,
       (has_schema_privilege(c.relnamespace, 'USAGE')
         AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')))::text AS readable
FROM pg_class c WHERE c.oid = ANY ($1::oid[])`;

export function columnsQuery(version: number): string {
  return `
SELECT a.attrelid::text AS id, a.attname AS name, a.atttypid::text AS type, a.atttypmod::text AS modifier,
       a.attnotnull::text AS required, pg_get_expr(d.adbin, d.adrelid) AS default,
       (a.attidentity <> ''${version >= 120_000 ? ` OR a.attgenerated <> ''` : ''})::text AS generated,
       col_description(a.attrelid, a.attnum) AS comment
FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum`;
}

/** The types these tables use, and all that they may be made of. */
export const typesQuery = `
SELECT t.oid::text AS id, t.typname AS name, n.nspname AS schema, t.typtype AS kind,
       (t.typcategory = 'A' AND t.typelem <> 0)::text AS is_array, t.typelem::text AS element,
       t.typbasetype::text AS base, t.typtypmod::text AS modifier, t.typnotnull::text AS required, t.typdefault AS default,
       (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)::text AS values
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype IN ('d', 'e') OR (n.nspname = 'pg_catalog' AND t.typtype <> 'c')
   OR t.oid IN (SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0)
   OR t.oid IN (SELECT b.typbasetype FROM pg_type b WHERE b.typtype = 'd')`;

export function constraintsQuery(version: number): string {
  return `
SELECT k.conrelid::text AS id, k.contype AS kind, k.conname AS name,
       ${columnList('k.conkey', 'k.conrelid')} AS columns,
       n.nspname AS ref_schema, r.relname AS ref_table,
       ${columnList('k.confkey', 'k.confrelid')} AS ref_columns
FROM pg_constraint k LEFT JOIN pg_class r ON r.oid = k.confrelid LEFT JOIN pg_namespace n ON n.oid = r.relnamespace
WHERE k.conrelid = ANY ($1::oid[]) AND k.contype IN ('p', 'f')${version >= 110_000 ? ' AND k.conparentid = 0' : ''}
ORDER BY k.oid`;
}

/** Unique over columns, and over all rows. */
export function uniqueKeysQuery(version: number): string {
  return `
SELECT i.indrelid::text AS id, ${columnList('i.indkey::int2[]', 'i.indrelid', version >= 110_000 ? 'i.indnkeyatts' : 'i.indnatts')} AS columns
FROM pg_index i
WHERE i.indrelid = ANY ($1::oid[]) AND i.indisunique AND NOT i.indisprimary AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
ORDER BY i.indexrelid`;
}

function columnList(numbers: string, table: string, most = '32767'): string {
  return `(SELECT json_agg(a.attname ORDER BY u.place) FROM unnest(${numbers}) WITH ORDINALITY u (number, place)
         JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.number WHERE u.place <= ${most})::text`;
}

/**
 * A row for each table that holds rows, with the listed table that it belongs to: itself, or the one it is a partition of.
 * `sizes`: looked up on disk, which waits for locks; else the pages of the last statistics.
 */
export function statisticsQuery(sizes: boolean): string {
  const noted = `c.relpages * current_setting('block_size')::bigint`;
  return `
WITH RECURSIVE part (root, oid) AS (
  SELECT c.oid, c.oid FROM pg_class c WHERE c.oid = ANY ($1::oid[])
  UNION ALL
  SELECT part.root, i.inhrelid FROM part JOIN pg_class p ON p.oid = part.oid AND p.relkind = 'p' JOIN pg_inherits i ON i.inhparent = p.oid)
SELECT part.root::text AS id, round(c.reltuples::numeric)::text AS tuples, c.relpages::text AS pages,
       (${sizes ? 'pg_relation_size(c.oid)' : noted})::text AS main_bytes,
       (${sizes ? 'pg_table_size(c.oid)' : noted})::text AS bytes,
       ${sizes ? 'pg_indexes_size(c.oid)::text' : 'NULL'} AS index_bytes,
       current_setting('block_size') AS block,
       s.n_mod_since_analyze::text AS changes, s.n_dead_tup::text AS dead,
       ${instant('greatest(s.last_analyze, s.last_autoanalyze)')} AS analyzed,
       ${instant('greatest(s.last_analyze, s.last_autoanalyze, s.last_vacuum, s.last_autovacuum)')} AS seen
FROM part JOIN pg_class c ON c.oid = part.oid LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
WHERE c.relkind = 'r'`;
}

function instant(expression: string): string {
  return `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
