import type { CollectionOptions } from '../collectionScript.ts';
import { scriptHead } from '../scriptHead.ts';
import { headerLine, lineOf, lineOrder, selectLines } from '../selectLines.ts';
import type { LineWriter } from '../selectLines.ts';

const writer: LineWriter = {
  text: (expression) => `CONVERT(nvarchar(max), ${expression}) COLLATE DATABASE_DEFAULT`,
  nothing: 'CONVERT(nvarchar(max), NULL)',
  join: (parts) => parts.join(` + N',' + `),
  field: (expression) => `ISNULL(N'"' + REPLACE(${expression}, N'"', N'""') + N'"', N'')`,
};

/** For SQL Server 2012 and later, and Azure SQL. */
export function sqlServerCollection(options: CollectionOptions): string {
  const { exact, schemas, seconds } = options;
  const wanted = schemas.length === 0 ? '' : ` AND s.name IN (${schemas.map(literal).join(', ')})`;
  const type = `CASE WHEN b.name IN ('varchar', 'char', 'varbinary', 'binary') THEN b.name + '(' + CASE c.max_length WHEN -1 THEN 'max' ELSE CONVERT(varchar(10), c.max_length) END + ')'
    WHEN b.name IN ('nvarchar', 'nchar') THEN b.name + '(' + CASE c.max_length WHEN -1 THEN 'max' ELSE CONVERT(varchar(10), c.max_length / 2) END + ')'
    WHEN b.name IN ('decimal', 'numeric') THEN b.name + '(' + CONVERT(varchar(10), c.precision) + ',' + CONVERT(varchar(10), c.scale) + ')'
    WHEN b.name IN ('datetime2', 'datetimeoffset', 'time') THEN b.name + '(' + CONVERT(varchar(10), c.scale) + ')'
    ELSE b.name END`;
  const lines = [
    selectLines(writer, 'system', {
      table: 'DB_NAME()', type: `N'SQL Server'`, row_kind: exact ? `N'exact'` : `N'estimate'`, comment: `SERVERPROPERTY('ProductVersion')`, at: instant('SYSUTCDATETIME()'),
      bytes: '(SELECT SUM(CONVERT(bigint, f.size)) * 8192 FROM sys.database_files f WHERE f.type = 0)',
    }, ''),
    selectLines(writer, 'table', {
      schema: 'l.schema_name', table: 'l.name', rows: 'v.row_count', bytes: 'v.bytes', index_bytes: 'v.index_bytes',
      row_kind: `CASE WHEN v.row_count IS NULL THEN N'none' ELSE N'estimate' END`, at: `CASE WHEN v.row_count IS NOT NULL THEN ${instant('SYSUTCDATETIME()')} END`, comment: 'e.value',
    }, `FROM listed l LEFT JOIN volumes v ON v.object_id = l.object_id
LEFT JOIN sys.extended_properties e ON e.class = 1 AND e.major_id = l.object_id AND e.minor_id = 0 AND e.name = N'MS_Description'`, { kindOf: `CASE l.type WHEN 'U' THEN N'table' ELSE N'view' END` }),
    selectLines(writer, 'column', {
      schema: 'l.schema_name', table: 'l.name', column: 'c.name', position: 'c.column_id', type, nullable: `CASE c.is_nullable WHEN 1 THEN N'YES' ELSE N'NO' END`,
      default: 'd.definition', row_kind: `CASE WHEN c.is_identity = 1 OR c.is_computed = 1 OR b.name = N'timestamp' THEN N'generated' END`, comment: 'e.value',
    }, `FROM listed l JOIN sys.columns c ON c.object_id = l.object_id
JOIN sys.types u ON u.user_type_id = c.user_type_id
JOIN sys.types b ON b.user_type_id = CASE WHEN u.is_assembly_type = 1 THEN u.user_type_id ELSE u.system_type_id END
LEFT JOIN sys.default_constraints d ON d.object_id = c.default_object_id
LEFT JOIN sys.extended_properties e ON e.class = 1 AND e.major_id = c.object_id AND e.minor_id = c.column_id AND e.name = N'MS_Description'`, { place: 'c.column_id' }),
    selectLines(writer, 'primary', { schema: 'l.schema_name', table: 'l.name', column: 'c.name', position: 'k.key_ordinal', key_name: 'i.name' },
      `FROM listed l JOIN sys.indexes i ON i.object_id = l.object_id AND i.is_unique = 1 AND i.has_filter = 0 AND i.is_disabled = 0
JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.is_included_column = 0 AND k.key_ordinal > 0
JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id`, { place: 'k.key_ordinal', kindOf: `CASE i.is_primary_key WHEN 1 THEN N'primary' ELSE N'unique' END` }),
    selectLines(writer, 'foreign', {
      schema: 'l.schema_name', table: 'l.name', column: 'c.name', position: 'k.constraint_column_id', key_name: 'f.name', ref_schema: 'rs.name', ref_table: 'r.name', ref_column: 'rc.name',
    }, `FROM listed l JOIN sys.foreign_keys f ON f.parent_object_id = l.object_id
JOIN sys.foreign_key_columns k ON k.constraint_object_id = f.object_id
JOIN sys.columns c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
JOIN sys.objects r ON r.object_id = f.referenced_object_id JOIN sys.schemas rs ON rs.schema_id = r.schema_id
JOIN sys.columns rc ON rc.object_id = k.referenced_object_id AND rc.column_id = k.referenced_column_id`, { place: 'k.constraint_column_id' }),
    ...(exact
      ? [selectLines(writer, 'count', {
        schema: 'l.schema_name', table: 'l.name', rows: `n.c.value('@n', 'nvarchar(20)')`, row_kind: `N'exact'`, at: `n.c.value('@a', 'nvarchar(40)')`,
        comment: `N'SELECT COUNT_BIG(*) FROM ' + QUOTENAME(l.schema_name) + N'.' + QUOTENAME(l.name)`,
      }, `FROM counted x CROSS APPLY x.list.nodes('/c') n(c) JOIN listed l ON l.object_id = n.c.value('@i', 'int')`)]
      : []),
    selectLines(writer, 'end', {}, ''),
  ];
  return `${scriptHead({
    engine: 'sqlcmd, the client of SQL Server',
    command: (script, output) => `sqlcmd -S HOST -d DATABASE -U USER -I -y 0 -f 65001 -t ${String(seconds)} -i ${script} -o ${output}`,
    notes: [
      `-E in place of -U USER signs in with Windows. -t ends a statement after ${String(seconds)} seconds; raise that for a large database.`,
      'In SQL Server Management Studio, run the whole script and save the one result column as CSV.',
    ],
    preview: true,
  }, options)}

SET NOCOUNT ON;
SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
SET ANSI_PADDING ON;
SET ANSI_WARNINGS ON;
SET CONCAT_NULL_YIELDS_NULL ON;
SET ARITHABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;
SET DEADLOCK_PRIORITY LOW;
GO

DECLARE @counts nvarchar(max) = N'';
${exact ? counting(wanted) : ''}
WITH listed AS (
SELECT o.object_id, o.type, o.name, s.name AS schema_name
FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id
WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0${wanted}
), volumes AS (
SELECT p.object_id, SUM(CASE WHEN p.index_id IN (0, 1) AND a.type = 1 THEN p.rows END) AS row_count,
       SUM(CASE WHEN p.index_id IN (0, 1) THEN a.used_pages ELSE 0 END) * 8192 AS bytes,
       SUM(CASE WHEN p.index_id > 1 THEN a.used_pages ELSE 0 END) * 8192 AS index_bytes
FROM sys.partitions p JOIN sys.allocation_units a ON a.container_id = p.partition_id
WHERE p.object_id IN (SELECT l.object_id FROM listed l WHERE l.type = 'U')
GROUP BY p.object_id
), counted AS (
SELECT CONVERT(xml, @counts) AS list
), lines AS (
${lines.join('\nUNION ALL\n')}
)
SELECT line FROM (
SELECT 0 AS step, 0 AS place, N'' AS c_schema, N'' AS c_table, N'' AS kind, N'' AS c_key_name, CONVERT(nvarchar(max), N'${headerLine}') AS line
UNION ALL
SELECT step, place, c_schema, c_table, kind, c_key_name, ${lineOf(writer)} FROM lines
) AS printed
ORDER BY ${lineOrder};
`;
}

/** A SELECT for each table, put together from their names; one that fails leaves its table uncounted and the others go on. */
function counting(wanted: string): string {
  return `
-- The statements that count the tables are put together here, then run; each is a SELECT too.
DECLARE @statements nvarchar(max) = (
SELECT N'BEGIN TRY SELECT @counts = @counts + N''<c i="' + CONVERT(nvarchar(20), o.object_id) + N'" n="'' + CONVERT(nvarchar(20), COUNT_BIG(*)) + N''" a="'' + ${instant('SYSUTCDATETIME()').replaceAll(`'`, `''`)} + N''"/>'' FROM '
  + QUOTENAME(s.name) + N'.' + QUOTENAME(o.name) + N'; END TRY BEGIN CATCH SELECT @counts = @counts; END CATCH;'
FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id
WHERE o.type = 'U' AND o.is_ms_shipped = 0${wanted} AND HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'SELECT') = 1
FOR XML PATH(N''), TYPE).value(N'.', N'nvarchar(max)');
EXEC sys.sp_executesql @statements, N'@counts nvarchar(max) OUTPUT', @counts = @counts OUTPUT;
`;
}

function instant(expression: string): string {
  return `CONVERT(nvarchar(23), ${expression}, 126) + N'Z'`;
}

/** `$(` would be a variable to sqlcmd. */
function literal(name: string): string {
  return `N'${name.replaceAll(`'`, `''`).split('$(').join(`$' + N'(`)}'`;
}
