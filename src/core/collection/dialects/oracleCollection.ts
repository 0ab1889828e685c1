import type { CollectionOptions } from '../collectionScript.ts';
import { scriptHead } from '../scriptHead.ts';
import { headerLine, lineOf, lineOrder, selectLines } from '../selectLines.ts';
import type { LineWriter } from '../selectLines.ts';

const writer: LineWriter = {
  text: (expression) => expression,
  nothing: 'CAST(NULL AS VARCHAR2(4000))',
  join: (parts) => `TO_CLOB('') || ${parts.join(` || ',' || `)}`,
  // NULL || text is the text: an empty field has to be asked for. What may be long must not become a VARCHAR2 of more than 4,000 bytes.
  field: (expression) => {
    const [open, empty] = expression === 'c_comment' || expression === 'c_default' ? [`TO_CLOB('"')`, `TO_CLOB('')`] : [`'"'`, `''`];
    return `NVL2(${expression}, ${open} || REPLACE(${expression}, '"', '""') || '"', ${empty})`;
  },
};

/** For Oracle 11.2 and later. */
export function oracleCollection(options: CollectionOptions): string {
  const { exact, schemas } = options;
  const current = `SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')`;
  const owners = schemas.map((name) => literal(/^"(.+)"$/s.exec(name)?.[1]?.replaceAll('""', '"') ?? name.toUpperCase())).join(', ');
  const wanted = schemas.length === 0 ? `= ${current}` : `IN (${owners})`;
  const usual = schemas.length === 1 ? owners : current;
  const text = (expression: string): string => `TO_CHAR(${expression})`;
  const type = `CASE WHEN c.data_type IN ('VARCHAR2', 'NVARCHAR2', 'CHAR', 'NCHAR') THEN c.data_type || '(' || c.char_length || CASE c.char_used WHEN 'C' THEN ' CHAR' END || ')'
    WHEN c.data_type = 'RAW' THEN 'RAW(' || c.data_length || ')'
    WHEN c.data_type = 'NUMBER' AND c.data_precision IS NOT NULL THEN 'NUMBER(' || c.data_precision || ',' || NVL(c.data_scale, 0) || ')'
    WHEN c.data_type = 'NUMBER' AND c.data_scale = 0 THEN 'NUMBER(38,0)'
    WHEN c.data_type = 'FLOAT' THEN 'FLOAT(' || c.data_precision || ')' ELSE c.data_type END`;
  const keys = (kind: 'P' | 'U'): string => `FROM listed l JOIN all_constraints k ON k.owner = l.owner AND k.table_name = l.name AND k.constraint_type = '${kind}' AND k.status = 'ENABLED'
JOIN all_cons_columns c ON c.owner = k.owner AND c.constraint_name = k.constraint_name AND c.table_name = k.table_name`;
  const lines = [
    selectLines(writer, 'system', {
      schema: usual, table: `SYS_CONTEXT('USERENV', 'DB_NAME')`, type: `'Oracle'`, row_kind: exact ? `'exact'` : `'estimate'`,
      comment: `(SELECT MAX(v.version) FROM product_component_version v WHERE v.product LIKE 'Oracle%')`, at: instant('SYS_EXTRACT_UTC(SYSTIMESTAMP)'),
    }, 'FROM dual'),
    selectLines(writer, 'table', {
      schema: 'l.owner', table: 'l.name', rows: `CASE WHEN l.seen IS NOT NULL AND NVL(t.stale_stats, 'NO') <> 'YES' THEN ${text('l.num_rows')} END`,
      row_kind: `CASE WHEN l.kind = 'view' OR l.seen IS NULL OR l.num_rows IS NULL OR t.stale_stats = 'YES' THEN 'none' ELSE 'estimate' END`,
      bytes: text('l.blocks * b.block_size'), at: instant('SYS_EXTRACT_UTC(CAST(l.seen AS TIMESTAMP WITH TIME ZONE))'), comment: 'm.comments',
    }, `FROM listed l LEFT JOIN all_tab_statistics t ON t.owner = l.owner AND t.table_name = l.name AND t.object_type = 'TABLE'
LEFT JOIN user_tablespaces b ON b.tablespace_name = l.tablespace_name
LEFT JOIN all_tab_comments m ON m.owner = l.owner AND m.table_name = l.name`, { kindOf: 'l.kind' }),
    selectLines(writer, 'column', {
      schema: 'l.owner', table: 'l.name', column: 'c.column_name', position: text('c.column_id'), type, nullable: `CASE c.nullable WHEN 'N' THEN 'NO' ELSE 'YES' END`,
      default: 'RTRIM(d.data_default)', row_kind: `CASE WHEN c.virtual_column = 'YES' OR d.data_default LIKE '%.nextval%' THEN 'generated' END`, comment: 'm.comments',
    }, `FROM listed l JOIN all_tab_cols c ON c.owner = l.owner AND c.table_name = l.name AND c.hidden_column = 'NO'
LEFT JOIN defaults d ON d.owner = c.owner AND d.table_name = c.table_name AND d.column_name = c.column_name
LEFT JOIN all_col_comments m ON m.owner = c.owner AND m.table_name = c.table_name AND m.column_name = c.column_name`, { place: 'c.column_id' }),
    selectLines(writer, 'primary', { schema: 'l.owner', table: 'l.name', column: 'c.column_name', position: text('c.position'), key_name: 'k.constraint_name' }, keys('P'), { place: 'c.position' }),
    selectLines(writer, 'unique', { schema: 'l.owner', table: 'l.name', column: 'c.column_name', position: text('c.position'), key_name: 'k.constraint_name' }, keys('U'), { place: 'c.position' }),
    selectLines(writer, 'foreign', {
      schema: 'l.owner', table: 'l.name', column: 'c.column_name', position: text('c.position'), key_name: 'k.constraint_name', ref_schema: 'r.owner', ref_table: 'r.table_name', ref_column: 'r.column_name',
    }, `FROM listed l JOIN all_constraints k ON k.owner = l.owner AND k.table_name = l.name AND k.constraint_type = 'R'
JOIN all_cons_columns c ON c.owner = k.owner AND c.constraint_name = k.constraint_name AND c.table_name = k.table_name
LEFT JOIN all_cons_columns r ON r.owner = k.r_owner AND r.constraint_name = k.r_constraint_name AND r.position = c.position`, { place: 'c.position' }),
    ...(exact
      ? [selectLines(writer, 'count', {
        schema: 'l.owner', table: 'l.name', row_kind: `'exact'`, comment: `'SELECT COUNT(*) FROM "' || l.owner || '"."' || l.name || '"'`,
        rows: `EXTRACTVALUE(XMLTYPE(DBMS_XMLGEN.GETXML('SELECT COUNT(*) AS N FROM "' || l.owner || '"."' || l.name || '"')), '/ROWSET/ROW/N')`,
        at: instant('SYS_EXTRACT_UTC(SYSTIMESTAMP)'),
      }, `FROM listed l
WHERE l.kind = 'table' AND l.external = 'NO' AND (l.owner = SYS_CONTEXT('USERENV', 'SESSION_USER')
   OR EXISTS (SELECT 1 FROM session_privs p WHERE p.privilege IN ('SELECT ANY TABLE', 'READ ANY TABLE'))
   OR EXISTS (SELECT 1 FROM all_tab_privs p WHERE p.table_schema = l.owner AND p.table_name = l.name AND p.privilege IN ('SELECT', 'READ')
        AND (p.grantee IN (SYS_CONTEXT('USERENV', 'SESSION_USER'), 'PUBLIC') OR p.grantee IN (SELECT s.role FROM session_roles s))))`)]
      : []),
    selectLines(writer, 'end', {}, 'FROM dual'),
  ];
  const defaultsQuery = `SELECT owner, table_name, column_name, data_default FROM all_tab_columns WHERE data_default IS NOT NULL AND owner ${wanted}`;
  return `${scriptHead({
    engine: 'SQL*Plus or SQLcl, the clients of Oracle',
    command: (script, output) => `sqlplus -S -L USER@//HOST:1521/SERVICE @${script} > ${output}`,
    notes: [
      'SQL has no time limit of its own in Oracle; the profile or resource plan of the user may set one.',
      'In SQL Developer, run it as a script (F5) and save what it prints.',
    ],
    preview: true,
  }, options)}

SET DEFINE OFF
SET SQLBLANKLINES ON
SET ECHO OFF
SET FEEDBACK OFF
SET HEADING OFF
SET PAGESIZE 0
SET LINESIZE 32767
SET LONG 2000000
SET LONGCHUNKSIZE 32767
SET TRIMSPOOL ON
SET TRIMOUT ON
SET TAB OFF
SET WRAP ON

SET TRANSACTION READ ONLY;

WITH listed AS (
SELECT t.owner, t.table_name AS name, 'table' AS kind, t.num_rows, t.blocks, t.last_analyzed AS seen, t.tablespace_name,
       NVL((SELECT 'YES' FROM all_external_tables x WHERE x.owner = t.owner AND x.table_name = t.table_name), 'NO') AS external
FROM all_tables t
WHERE t.owner ${wanted} AND t.temporary = 'N' AND t.nested = 'NO' AND t.secondary = 'N' AND t.dropped = 'NO' AND NVL(t.iot_type, 'IOT') = 'IOT'
  AND NOT EXISTS (SELECT 1 FROM all_mviews m WHERE m.owner = t.owner AND m.mview_name = t.table_name)
UNION ALL
SELECT v.owner, v.view_name, 'view', NULL, NULL, NULL, NULL, 'NO' FROM all_views v WHERE v.owner ${wanted}
UNION ALL
SELECT m.owner, m.mview_name, 'view', NULL, NULL, NULL, NULL, 'NO' FROM all_mviews m WHERE m.owner ${wanted}
), defaults AS (
-- A default is a LONG, which no expression takes, but it can be read as XML.
SELECT x.owner, x.table_name, x.column_name, x.data_default
FROM XMLTABLE('/ROWSET/ROW' PASSING XMLTYPE(NVL(DBMS_XMLGEN.GETXML(${literal(defaultsQuery)}), TO_CLOB('<ROWSET/>')))
  COLUMNS owner VARCHAR2(128) PATH 'OWNER', table_name VARCHAR2(128) PATH 'TABLE_NAME', column_name VARCHAR2(128) PATH 'COLUMN_NAME', data_default VARCHAR2(4000) PATH 'DATA_DEFAULT') x
), lines AS (
${lines.join('\nUNION ALL\n')}
)
SELECT line FROM (
SELECT 0 AS step, 0 AS place, '' AS c_schema, '' AS c_table, '' AS kind, '' AS c_key_name, TO_CLOB('${headerLine}') AS line FROM dual
UNION ALL
SELECT step, place, c_schema, c_table, kind, c_key_name, ${lineOf(writer)} FROM lines
)
ORDER BY ${lineOrder};

COMMIT;
EXIT
`;
}

function instant(expression: string): string {
  return `TO_CHAR(${expression}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

function literal(text: string): string {
  return `'${text.replaceAll(`'`, `''`)}'`;
}
