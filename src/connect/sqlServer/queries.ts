/**
 * The statements that read the catalogue. All of it is open to everybody, each seeing what they may; only the times of changes take a
 * right more. Whole numbers beyond 32 bits come as text. The first parameters are the schemas, `@p0`, `@p1`, …
 */

/** A condition on the schema `s`; none named: all. */
export function schemaCondition(schemas: readonly string[]): string {
  return schemas.length === 0 ? '1 = 1' : `s.name IN (${schemas.map((_, at) => `@p${at}`).join(', ')})`;
}

const own = `o.is_ms_shipped = 0 AND NOT EXISTS (
    SELECT 1 FROM sys.extended_properties AS x WHERE x.class = 1 AND x.major_id = o.object_id AND x.minor_id = 0 AND x.name = N'microsoft_database_tools_support')`;

/** Tables and views with their comments, and whether they may be read. */
export const tablesQuery = (schemas: readonly string[]): string => `
  SELECT o.object_id AS id, s.name AS [schema], o.name AS name, RTRIM(o.type) AS kind,
         HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'SELECT') AS readable,
         OBJECTPROPERTY(o.object_id, 'TableIsMemoryOptimized') AS in_memory, CONVERT(nvarchar(4000), e.value) AS comment
  FROM sys.objects AS o
  JOIN sys.schemas AS s ON s.schema_id = o.schema_id
  LEFT JOIN sys.extended_properties AS e ON e.class = 1 AND e.major_id = o.object_id AND e.minor_id = 0 AND e.name = N'MS_Description'
  WHERE o.type IN ('U', 'V') AND ${own} AND ${schemaCondition(schemas)}
  ORDER BY s.name, o.name`;

/** Tables whose rows lie elsewhere; known since SQL Server 2016. */
export const externalTablesQuery = 'SELECT object_id AS id FROM sys.external_tables';

export const columnsQuery = (schemas: readonly string[]): string => `
  SELECT c.object_id AS id, c.name AS name, t.name AS type, t.is_user_defined AS type_is_own, ts.name AS type_schema, b.name AS base_type,
         c.max_length AS max_length, c.precision AS precision, c.scale AS scale, c.is_nullable AS nullable, c.is_identity AS is_identity,
         c.is_computed AS computed, COLUMNPROPERTY(c.object_id, c.name, 'GeneratedAlwaysType') AS generated_always,
         d.definition AS [default], CONVERT(nvarchar(4000), e.value) AS comment
  FROM sys.columns AS c
  JOIN sys.objects AS o ON o.object_id = c.object_id
  JOIN sys.schemas AS s ON s.schema_id = o.schema_id
  JOIN sys.types AS t ON t.user_type_id = c.user_type_id
  JOIN sys.schemas AS ts ON ts.schema_id = t.schema_id
  LEFT JOIN sys.types AS b ON b.user_type_id = t.system_type_id AND b.is_user_defined = 0
  LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
  LEFT JOIN sys.extended_properties AS e ON e.class = 1 AND e.major_id = c.object_id AND e.minor_id = c.column_id AND e.name = N'MS_Description'
  WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND ${schemaCondition(schemas)}
  ORDER BY c.object_id, c.column_id`;

/** Primary keys and what else is unique. A key over some of the rows only, or one that is switched off, is none. */
export const keysQuery = (schemas: readonly string[]): string => `
  SELECT i.object_id AS id, i.name AS [key], i.is_primary_key AS is_primary, c.name AS [column]
  FROM sys.indexes AS i
  JOIN sys.objects AS o ON o.object_id = i.object_id
  JOIN sys.schemas AS s ON s.schema_id = o.schema_id
  JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id AND ic.key_ordinal > 0
  JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
  WHERE o.type = 'U' AND o.is_ms_shipped = 0 AND i.is_unique = 1 AND i.has_filter = 0 AND i.is_disabled = 0 AND i.is_hypothetical = 0 AND ${schemaCondition(schemas)}
  ORDER BY i.object_id, i.index_id, ic.key_ordinal`;

/** Foreign keys, those that are not enforced too: a table that this user may not see is named by nothing. */
export const referencesQuery = (schemas: readonly string[]): string => `
  SELECT f.parent_object_id AS id, f.name AS [key], pc.name AS [column], rs.name AS ref_schema, ro.name AS ref_table, rc.name AS ref_column
  FROM sys.foreign_keys AS f
  JOIN sys.objects AS o ON o.object_id = f.parent_object_id
  JOIN sys.schemas AS s ON s.schema_id = o.schema_id
  JOIN sys.foreign_key_columns AS k ON k.constraint_object_id = f.object_id
  JOIN sys.columns AS pc ON pc.object_id = k.parent_object_id AND pc.column_id = k.parent_column_id
  LEFT JOIN sys.objects AS ro ON ro.object_id = f.referenced_object_id
  LEFT JOIN sys.schemas AS rs ON rs.schema_id = ro.schema_id
  LEFT JOIN sys.columns AS rc ON rc.object_id = k.referenced_object_id AND rc.column_id = k.referenced_column_id
  WHERE o.is_ms_shipped = 0 AND ${schemaCondition(schemas)}
  ORDER BY f.parent_object_id, f.name, k.constraint_column_id`;

/**
 * Rows and bytes as the engine keeps them up to date, over all partitions. As `sp_spaceused` reckons: what a heap or clustered
 * index and its large values take is data, upper levels of the tree and other indexes are index. A page has 8192 bytes.
 */
export const statisticsQuery = (schemas: readonly string[]): string => `
  SELECT r.object_id AS id, CONVERT(varchar(20), r.n) AS [rows], CONVERT(varchar(20), z.data) AS bytes, CONVERT(varchar(20), z.used - z.data) AS index_bytes
  FROM (SELECT p.object_id, SUM(CASE WHEN p.index_id IN (0, 1) THEN p.rows END) AS n FROM sys.partitions AS p GROUP BY p.object_id) AS r
  JOIN sys.objects AS o ON o.object_id = r.object_id
  JOIN sys.schemas AS s ON s.schema_id = o.schema_id
  LEFT JOIN (
    SELECT p.object_id, 8192 * SUM(a.used_pages) AS used,
           8192 * SUM(CASE WHEN p.index_id > 1 THEN 0 WHEN a.type = 1 THEN a.data_pages ELSE a.used_pages END) AS data
    FROM sys.partitions AS p
    JOIN sys.allocation_units AS a ON a.container_id = CASE a.type WHEN 2 THEN p.partition_id ELSE p.hobt_id END
    GROUP BY p.object_id) AS z ON z.object_id = r.object_id
  WHERE o.type = 'U' AND o.is_ms_shipped = 0 AND ${schemaCondition(schemas)}`;

/**
 * When rows were last changed since the server was started; takes the right to see the state of the server. The server writes its own
 * time, which the difference of now makes UTC.
 */
export const changesQuery = `
  SELECT u.object_id AS id, CONVERT(varchar(19), DATEADD(minute, DATEDIFF(minute, GETDATE(), GETUTCDATE()), MAX(u.last_user_update)), 126) + 'Z' AS changed
  FROM sys.dm_db_index_usage_stats AS u
  WHERE u.database_id = DB_ID() AND u.last_user_update IS NOT NULL
  GROUP BY u.object_id`;

/** Which server it is, and the bytes in use of its data files. */
export const serverQuery = `SELECT CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')) AS version`;
export const bytesQuery = `
  SELECT CONVERT(varchar(20), 8192 * SUM(CONVERT(bigint, COALESCE(FILEPROPERTY(f.name, 'SpaceUsed'), f.size)))) AS bytes
  FROM sys.database_files AS f WHERE f.type <> 1`;
