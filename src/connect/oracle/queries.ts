/**
 * The statements that read the data dictionary. `ALL_…` views show each user what they may see. Numbers come as text, exact. The
 * parameters are the schemas, `:1`, `:2`, …; none named: all but those that come with the server.
 */
function schemaCondition(owner: string, schemas: readonly string[]): string {
  return schemas.length === 0 ? `${owner} IN (SELECT u.username FROM all_users u WHERE u.oracle_maintained = 'N')` : `${owner} IN (${schemas.map((_, at) => `:${at + 1}`).join(', ')})`;
}

/** A time of the server, which writes its own, as UTC. */
function utc(expression: string): string {
  return `TO_CHAR(SYS_EXTRACT_UTC(FROM_TZ(CAST(${expression} AS TIMESTAMP), TO_CHAR(SYSTIMESTAMP, 'TZR'))), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

export const userQuery = `SELECT SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AS "schema" FROM dual`;

/**
 * Tables, materialized views by their tables, and views. Without parts of other tables (nested, secondary, overflow of an index), the
 * recycle bin, logs of materialized views, and temporary tables, which keep nothing.
 */
export const tablesQuery = (schemas: readonly string[]): string => `
  SELECT t.owner AS "schema", t.table_name AS "name", CASE WHEN m.mview_name IS NULL THEN 'TABLE' ELSE 'MATERIALIZED VIEW' END AS "kind"
  FROM all_all_tables t
  LEFT JOIN all_mviews m ON m.owner = t.owner AND m.container_name = t.table_name
  WHERE t.nested = 'NO' AND t.secondary = 'N' AND t.dropped = 'NO' AND t.temporary = 'N' AND (t.iot_type IS NULL OR t.iot_type = 'IOT')
    AND NOT EXISTS (SELECT 1 FROM all_mview_logs l WHERE l.log_owner = t.owner AND l.log_table = t.table_name)
    AND ${schemaCondition('t.owner', schemas)}
  UNION ALL
  SELECT v.owner, v.view_name, 'VIEW' FROM all_views v WHERE ${schemaCondition('v.owner', schemas)}
  ORDER BY 1, 2`;

/** Tables whose rows are in files. */
export const externalTablesQuery = (schemas: readonly string[]): string => `
  SELECT x.owner AS "schema", x.table_name AS "name" FROM all_external_tables x WHERE ${schemaCondition('x.owner', schemas)}`;

/** With columns that are kept out of sight, without those that the server made for itself. */
export const columnsQuery = (schemas: readonly string[]): string => `
  SELECT c.owner AS "schema", c.table_name AS "name", c.column_name AS "column", c.data_type AS "type", c.data_type_owner AS "type_owner",
         c.data_length AS "bytes", c.char_length AS "characters", c.char_used AS "counts", c.data_precision AS "precision", c.data_scale AS "scale",
         c.nullable AS "nullable", c.data_default AS "default", c.virtual_column AS "virtual", c.identity_column AS "identity"
  FROM all_tab_cols c
  WHERE c.user_generated = 'YES' AND ${schemaCondition('c.owner', schemas)}
  ORDER BY c.owner, c.table_name, c.column_id NULLS LAST, c.internal_column_id`;

/** Primary, unique and foreign keys, with what the foreign ones refer to. A key that is switched off keeps nothing unique. */
export const constraintsQuery = (schemas: readonly string[]): string => `
  SELECT k.owner AS "schema", k.table_name AS "name", k.constraint_name AS "key", k.constraint_type AS "kind", kc.column_name AS "column",
         k.r_owner AS "ref_schema", rc.table_name AS "ref_table", rc.column_name AS "ref_column"
  FROM all_constraints k
  JOIN all_cons_columns kc ON kc.owner = k.owner AND kc.constraint_name = k.constraint_name AND kc.table_name = k.table_name
  LEFT JOIN all_cons_columns rc ON rc.owner = k.r_owner AND rc.constraint_name = k.r_constraint_name AND rc.position = kc.position
  WHERE (k.constraint_type = 'R' OR k.constraint_type IN ('P', 'U') AND k.status = 'ENABLED') AND ${schemaCondition('k.owner', schemas)}
  ORDER BY k.owner, k.table_name, k.constraint_type, k.constraint_name, kc.position`;

/** Unique indexes, those behind the keys too. */
export const uniqueIndexesQuery = (schemas: readonly string[]): string => `
  SELECT i.table_owner AS "schema", i.table_name AS "name", i.owner || '.' || i.index_name AS "key", c.column_name AS "column"
  FROM all_indexes i
  JOIN all_ind_columns c ON c.index_owner = i.owner AND c.index_name = i.index_name
  WHERE i.uniqueness = 'UNIQUE' AND i.status <> 'UNUSABLE' AND ${schemaCondition('i.table_owner', schemas)}
  ORDER BY i.table_owner, i.table_name, i.owner, i.index_name, c.column_position`;

/** Comments of tables, views and columns; of a table where `column` is null. */
export const commentsQuery = (schemas: readonly string[]): string => `
  SELECT t.owner AS "schema", t.table_name AS "name", NULL AS "column", t.comments AS "comment"
  FROM all_tab_comments t WHERE t.comments IS NOT NULL AND ${schemaCondition('t.owner', schemas)}
  UNION ALL
  SELECT c.owner, c.table_name, c.column_name, c.comments
  FROM all_col_comments c WHERE c.comments IS NOT NULL AND ${schemaCondition('c.owner', schemas)}`;

/** What was noted at the last look, of whole tables and summed over their partitions; `known`: how many of the parts were looked at. */
export const statisticsQuery = (schemas: readonly string[]): string => `
  SELECT s.owner AS "schema", s.table_name AS "name", s.object_type AS "part", COUNT(*) AS "parts", COUNT(s.num_rows) AS "known", SUM(s.num_rows) AS "rows",
         SUM(s.blocks) AS "blocks", MAX(CASE WHEN s.stale_stats = 'YES' THEN 1 ELSE 0 END) AS "stale", ${utc('MIN(s.last_analyzed)')} AS "at"
  FROM all_tab_statistics s
  WHERE s.object_type IN ('TABLE', 'PARTITION') AND ${schemaCondition('s.owner', schemas)}
  GROUP BY s.owner, s.table_name, s.object_type`;

/** Bytes of a block of the tables whose tablespace this user knows. */
export const blocksQuery = (schemas: readonly string[]): string => `
  SELECT t.owner AS "schema", t.table_name AS "name", p.block_size AS "block"
  FROM all_tables t JOIN user_tablespaces p ON p.tablespace_name = t.tablespace_name
  WHERE ${schemaCondition('t.owner', schemas)}`;

/**
 * Bytes on disk: of the rows with their large objects, and of the indexes; a table that is an index holds its rows there. `all` takes
 * rights that few have; without, a user's own schema is seen.
 */
export function segmentsQuery(of: 'all' | 'own', schemas: readonly string[]): string {
  const segments = of === 'all' ? 'dba_segments' : '(SELECT USER AS owner, u.segment_name, u.segment_type, u.bytes FROM user_segments u)';
  return `
  SELECT q.owner AS "schema", q.table_name AS "name", SUM(q.data) AS "bytes", SUM(q.beside) AS "index_bytes" FROM (
    SELECT s.owner, s.segment_name AS table_name, s.bytes AS data, 0 AS beside FROM ${segments} s WHERE s.segment_type IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION')
    UNION ALL
    SELECT l.owner, l.table_name, s.bytes, 0 FROM all_lobs l
    JOIN ${segments} s ON s.owner = l.owner AND s.segment_name = l.segment_name AND s.segment_type IN ('LOBSEGMENT', 'LOB PARTITION', 'LOB SUBPARTITION')
    UNION ALL
    SELECT i.table_owner, i.table_name, CASE WHEN i.index_type = 'IOT - TOP' THEN s.bytes ELSE 0 END, CASE WHEN i.index_type = 'IOT - TOP' THEN 0 ELSE s.bytes END FROM all_indexes i
    JOIN ${segments} s ON s.owner = i.owner AND s.segment_name = i.index_name AND (s.segment_type LIKE 'INDEX%' OR s.segment_type = 'LOBINDEX')
  ) q WHERE ${schemaCondition('q.owner', schemas)} GROUP BY q.owner, q.table_name`;
}

/** When rows were last changed, as far as it was noted since the last look; the server notes it now and then. */
export const changesQuery = (schemas: readonly string[]): string => `
  SELECT m.table_owner AS "schema", m.table_name AS "name", ${utc('MAX(m.timestamp)')} AS "changed"
  FROM all_tab_modifications m WHERE ${schemaCondition('m.table_owner', schemas)}
  GROUP BY m.table_owner, m.table_name`;
