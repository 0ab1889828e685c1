import type { CollectionOptions } from '../collectionScript.ts';
import { scriptHead } from '../scriptHead.ts';
import { headerLine, lineOf, lineOrder, selectLines } from '../selectLines.ts';
import type { LineFields, LineKind, LineWriter } from '../selectLines.ts';

const writer: LineWriter = {
  text: (expression) => `CONVERT(${expression} USING utf8mb4)`,
  nothing: 'NULL',
  join: (parts) => `CONCAT_WS(',', ${parts.join(', ')})`,
  field: (expression) => `IFNULL(CONCAT('"', REPLACE(${expression}, '"', '""'), '"'), '')`,
};

/** For MySQL 5.7 and MariaDB 10.2 and later. What only one of them understands stands in the comments that only that one reads. */
export function mysqlCollection(options: CollectionOptions, preview: boolean): string {
  const { exact, schemas, seconds } = options;
  const wanted = (column: string): string => (schemas.length > 0
    ? `${column} IN (${schemas.map(literal).join(', ')})`
    : `(${column} = DATABASE() OR (DATABASE() IS NULL AND ${column} NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')))`);
  const usual = schemas.length === 1 ? `IFNULL(DATABASE(), ${literal(schemas[0] ?? '')})` : 'DATABASE()';
  const lines = [
    selectLines(writer, 'system', {
      schema: usual, table: usual, type: `IF(VERSION() LIKE '%maria%', 'MariaDB', 'MySQL')`, row_kind: exact ? `'exact'` : `'estimate'`,
      // Clients that write a backslash as two show it here.
      default: `CHAR(92)`, comment: 'VERSION()', at: instant('UTC_TIMESTAMP(3)'),
    }, ''),
    selectLines(writer, 'table', {
      schema: 't.TABLE_SCHEMA', table: 't.TABLE_NAME', bytes: 't.DATA_LENGTH', index_bytes: 't.INDEX_LENGTH',
      rows: `IF(${known}, t.TABLE_ROWS, NULL)`, row_kind: `IF(${known}, 'estimate', 'none')`, comment: `IF(t.TABLE_TYPE = 'VIEW', NULL, NULLIF(t.TABLE_COMMENT, ''))`,
      changed_at: `DATE_FORMAT(t.UPDATE_TIME, '%Y-%m-%dT%H:%i:%sZ')`,
    }, `FROM information_schema.TABLES t WHERE ${wanted('t.TABLE_SCHEMA')} AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')`, { kindOf: `IF(t.TABLE_TYPE = 'VIEW', 'view', 'table')` }),
    selectLines(writer, 'column', {
      schema: 'c.TABLE_SCHEMA', table: 'c.TABLE_NAME', column: 'c.COLUMN_NAME', position: 'c.ORDINAL_POSITION', type: 'c.COLUMN_TYPE', nullable: 'c.IS_NULLABLE',
      default: 'c.COLUMN_DEFAULT', row_kind: `NULLIF(c.EXTRA, '')`, comment: `NULLIF(c.COLUMN_COMMENT, '')`,
    }, `FROM information_schema.COLUMNS c WHERE ${wanted('c.TABLE_SCHEMA')}`, { place: 'c.ORDINAL_POSITION' }),
    selectLines(writer, 'primary', { schema: 's.TABLE_SCHEMA', table: 's.TABLE_NAME', column: 's.COLUMN_NAME', position: 's.SEQ_IN_INDEX', key_name: 's.INDEX_NAME' },
      `FROM information_schema.STATISTICS s
WHERE ${wanted('s.TABLE_SCHEMA')} AND s.NON_UNIQUE = 0
  AND NOT EXISTS (SELECT 1 FROM information_schema.STATISTICS p WHERE p.TABLE_SCHEMA = s.TABLE_SCHEMA AND p.TABLE_NAME = s.TABLE_NAME
                  AND p.INDEX_NAME = s.INDEX_NAME AND (p.SUB_PART IS NOT NULL OR p.COLUMN_NAME IS NULL))`,
      { place: 's.SEQ_IN_INDEX', kindOf: `IF(s.INDEX_NAME = 'PRIMARY', 'primary', 'unique')` }),
    selectLines(writer, 'foreign', {
      schema: 'k.TABLE_SCHEMA', table: 'k.TABLE_NAME', column: 'k.COLUMN_NAME', position: 'k.ORDINAL_POSITION', key_name: 'k.CONSTRAINT_NAME',
      ref_schema: 'k.REFERENCED_TABLE_SCHEMA', ref_table: 'k.REFERENCED_TABLE_NAME', ref_column: 'k.REFERENCED_COLUMN_NAME',
    }, `FROM information_schema.KEY_COLUMN_USAGE k WHERE ${wanted('k.TABLE_SCHEMA')} AND k.REFERENCED_TABLE_NAME IS NOT NULL`, { place: 'k.ORDINAL_POSITION' }),
    selectLines(writer, 'end', {}, ''),
  ];
  // MariaDB keeps JSON as text with a check.
  const json = selectLines(writer, 'json', { schema: 'j.CONSTRAINT_SCHEMA', table: 'j.TABLE_NAME', column: 'j.CONSTRAINT_NAME' },
    `FROM information_schema.CHECK_CONSTRAINTS j WHERE ${wanted('j.CONSTRAINT_SCHEMA')} AND LEFT(j.CHECK_CLAUSE, 11) = 'json_valid('`);
  return `${scriptHead({
    engine: 'mysql or mariadb, the clients of MySQL and MariaDB',
    command: (script, output) => `mysql --host=HOST --user=USER --password --default-character-set=utf8mb4 --force --batch --raw --skip-column-names DATABASE < ${script} > ${output}`,
    notes: [
      'In PowerShell, which knows no <, put the whole between cmd /c " and ".',
      '--force: where a statement is not allowed (to read mysql.innodb_table_stats, to count a table), the rest goes on.',
      `The server ends a statement after ${String(seconds)} seconds (below); raise that for a large database.`,
    ],
    preview,
  }, options)}

SET NAMES utf8mb4;
SET SESSION sql_mode = '', lock_wait_timeout = 5, time_zone = '+00:00', group_concat_max_len = 1000000000
  /*M!100101 , max_statement_time = ${String(seconds)} */ /*!50708 , max_execution_time = ${String(seconds)}000 */ /*!80000 , information_schema_stats_expiry = 0 */;
SET @ages = NULL, @count_sql = NULL, @counts = NULL;
SET SESSION TRANSACTION READ ONLY;
START TRANSACTION READ ONLY;

-- How old the estimates are, where this user may read that.
SELECT GROUP_CONCAT(${oneLine('age', { schema: 'a.database_name', table: 'a.table_name', at: instant('a.last_update') })} SEPARATOR '\\n') INTO @ages
FROM mysql.innodb_table_stats a WHERE ${wanted('a.database_name')};
${exact ? counting(wanted('t.TABLE_SCHEMA')) : ''}
SELECT line FROM (
SELECT 0 AS step, 0 AS place, '' AS c_schema, '' AS c_table, '' AS kind, '' AS c_key_name, '${headerLine}' AS line
UNION ALL
SELECT step, place, c_schema, c_table, kind, c_key_name, ${lineOf(writer)} FROM (
${lines.join('\nUNION ALL\n')}
/*M!100222 UNION ALL
${json} */
) AS listed
UNION ALL
SELECT 7, 0, '', '', '', '', @ages FROM (SELECT 1) AS one WHERE @ages IS NOT NULL
UNION ALL
SELECT 8, 0, '', '', '', '', @counts FROM (SELECT 1) AS one WHERE @counts IS NOT NULL
) AS printed
ORDER BY ${lineOrder};

COMMIT;
`;
}

/** Engines that know how many rows they hold, so that 0 is an answer; InnoDB's may mean that nobody looked yet. */
const known = `t.TABLE_ROWS > 0 OR (t.TABLE_ROWS = 0 AND t.ENGINE IN ('MyISAM', 'Aria', 'MEMORY', 'ARCHIVE'))`;

/** A statement that counts all tables, put together from their names and then run. */
function counting(wanted: string): string {
  const name = (schema: string, table: string): string => `'\`', REPLACE(${schema}, '\`', '\`\`'), '\`.\`', REPLACE(${table}, '\`', '\`\`'), '\`'`;
  const from = `CONCAT(${name('t.TABLE_SCHEMA', 't.TABLE_NAME')})`;
  return `
-- The statement that counts every table is put together here, then run; it is a SELECT too.
SELECT GROUP_CONCAT(CONCAT('SELECT ', QUOTE(t.TABLE_SCHEMA), ' AS s, ', QUOTE(t.TABLE_NAME), ' AS t, ', QUOTE(CONCAT('SELECT count(*) FROM ', ${from})), ' AS q, COUNT(*) AS n, SYSDATE(3) AS a FROM ', ${from})
  ORDER BY t.DATA_LENGTH SEPARATOR ' UNION ALL ') INTO @count_sql
FROM information_schema.TABLES t WHERE ${wanted} AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED');
SET @count_sql = IF(@count_sql IS NULL, 'DO 0', CONCAT(${literal(`SELECT GROUP_CONCAT(${oneLine('count', { schema: 'c.s', table: 'c.t', rows: 'c.n', row_kind: `'exact'`, comment: 'c.q', at: instant('c.a') })} SEPARATOR '\\n') INTO @counts FROM (`)}, @count_sql, ') AS c'));
PREPARE counting FROM @count_sql;
EXECUTE counting;
DEALLOCATE PREPARE counting;
`;
}

/** One CSV line from the columns of a table at hand. */
function oneLine(kind: LineKind, fields: LineFields): string {
  return writer.join(headerLine.split(',').map((column) => {
    const expression = column === 'kind' ? `'${kind}'` : fields[column as keyof LineFields];
    return expression === undefined ? `''` : writer.field(writer.text(expression));
  }));
}

function instant(expression: string): string {
  return `DATE_FORMAT(${expression}, '%Y-%m-%dT%H:%i:%s.000Z')`;
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll(`'`, `''`)}'`;
}
