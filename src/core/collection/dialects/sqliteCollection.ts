import type { CollectionOptions } from '../collectionScript.ts';
import { collectionColumns } from '../collectionColumns.ts';
import { scriptHead } from '../scriptHead.ts';
import { headerLine, lineOf, lineOrder, selectLines } from '../selectLines.ts';
import type { LineFields, LineKind, LineWriter } from '../selectLines.ts';

const writer: LineWriter = {
  text: (expression) => `CAST(${expression} AS TEXT)`,
  nothing: 'NULL',
  join: (parts) => parts.join(` || ',' || `),
  field: (expression) => `ifnull('"' || replace(${expression}, '"', '""') || '"', '')`,
};

/**
 * For SQLite 3.37 and later. SQLite can't run SQL that SQL has put together, which counting tables of any name takes: the script prints
 * the statements for a second run of its client, which prints the list.
 */
export function sqliteCollection(options: CollectionOptions): string {
  const { exact } = options;
  const rowidAlias = `(p.pk = 1 AND upper(p.type) = 'INTEGER' AND NOT t.wr
    AND (SELECT count(*) FROM pragma_table_xinfo(t.name) k WHERE k.pk > 0) = 1 AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) x WHERE x.origin = 'pk'))`;
  const type = `CASE WHEN upper(p.type) LIKE '% GENERATED ALWAYS' THEN substr(p.type, 1, length(p.type) - 17) WHEN upper(p.type) = 'GENERATED ALWAYS' THEN '' ELSE p.type END`;
  const lines = [
    selectLines(writer, 'system', {
      table: `'main'`, type: `'SQLite'`, row_kind: exact ? `'exact'` : `'estimate'`,
      bytes: '(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)', comment: 'sqlite_version()', at: `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`,
    }, ''),
    selectLines(writer, 'table', { table: 't.name', row_kind: `'none'` }, 'FROM listed t', { kindOf: 't.kind', place: 't.place' }),
    selectLines(writer, 'column', {
      table: 't.name', column: 'p.name', position: 'p.cid + 1', type, default: 'p.dflt_value',
      nullable: `CASE WHEN p."notnull" OR (p.pk > 0 AND (t.wr OR t.strict OR ${rowidAlias})) THEN 'NO' ELSE 'YES' END`,
      row_kind: `CASE WHEN ${rowidAlias} OR p.hidden IN (2, 3) THEN 'generated' END`,
    }, 'FROM listed t JOIN pragma_table_xinfo(t.name) p WHERE p.hidden <> 1', { place: 'p.cid' }),
    selectLines(writer, 'primary', { table: 't.name', column: 'p.name', position: 'p.pk', key_name: `'PRIMARY'` }, 'FROM listed t JOIN pragma_table_xinfo(t.name) p WHERE p.pk > 0', { place: 'p.pk' }),
    selectLines(writer, 'unique', { table: 't.name', column: 'c.name', position: 'c.seqno + 1', key_name: 'x.name' },
      `FROM listed t JOIN pragma_index_list(t.name) x JOIN pragma_index_xinfo(x.name) c
WHERE t.kind = 'table' AND x."unique" AND NOT x.partial AND x.origin <> 'pk' AND c.key
  AND NOT EXISTS (SELECT 1 FROM pragma_index_xinfo(x.name) e WHERE e.key AND e.cid < 0)`, { place: 'c.seqno' }),
    selectLines(writer, 'foreign', { table: 't.name', column: 'f."from"', position: 'f.seq + 1', key_name: `'key ' || printf('%04d', 9999 - f.id)`, ref_table: 'f."table"', ref_column: 'f."to"' },
      `FROM listed t JOIN pragma_foreign_key_list(t.name) f WHERE t.kind = 'table'`, { place: 'f.seq' }),
    selectLines(writer, 'end', {}, ''),
  ];
  return `${scriptHead({
    engine: 'sqlite3, the client of SQLite, 3.37 or later',
    command: (script, output) => `sqlite3 -readonly FILE < ${script} | sqlite3 -readonly FILE > ${output}`,
    notes: ['In PowerShell, which knows no <, put the whole between cmd /c " and ".', 'The first run prints the SELECT statements for the tables that are there, the second one runs them.'],
  }, options)}

PRAGMA query_only = ON;

WITH listed AS (
SELECT m.name, m.type AS kind, m.rowid AS place, l.wr, l.strict
FROM sqlite_schema m JOIN pragma_table_list l ON l.name = m.name AND l.schema = 'main' AND l.type <> 'shadow'
WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
), lines AS (
${lines.join('\nUNION ALL\n')}
)
SELECT statement FROM (
SELECT -1 AS step, 0 AS place, '' AS c_schema, '' AS c_table, '' AS kind, '' AS c_key_name, 'PRAGMA query_only = ON;' AS statement
UNION ALL
SELECT 0, 0, '', '', '', '', 'SELECT ''${headerLine}'' AS line;'
UNION ALL
SELECT step, place, c_schema, c_table, kind, c_key_name, 'SELECT ' || quote(${lineOf(writer)}) || ' AS line;' FROM lines
UNION ALL
-- Sizes, where this build of SQLite knows them.
SELECT 7, place, '', name, 'size', '', ${statement('size', { table: 'name', bytes: `(SELECT pgsize FROM dbstat WHERE aggregate = 1 AND name = '||quote(name)||')`, index_bytes: `(SELECT ifnull(sum(d.pgsize), 0) FROM sqlite_schema s JOIN dbstat d ON d.aggregate = 1 AND d.name = s.name WHERE s.type = 'index' AND s.tbl_name = '||quote(name)||')` }, '')}
FROM listed WHERE kind = 'table' AND EXISTS (SELECT 1 FROM pragma_module_list WHERE name = 'dbstat')
UNION ALL
${exact
    ? `SELECT 8, place, '', name, 'count', '', ${statement('count', { table: 'name', rows: 'count(*)', row_kind: `exact`, comment: 'query', at: `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')` }, 'FROM')}
FROM listed WHERE kind = 'table'`
    : `-- What ANALYZE has noted, where it ever ran.
SELECT 8, place, '', name, 'count', '', ${statement('count', { table: 'name', rows: `(SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = '||quote(name)||')`, row_kind: 'estimate' }, '')}
FROM listed WHERE kind = 'table' AND EXISTS (SELECT 1 FROM pragma_table_list WHERE name = 'sqlite_stat1')`}
) ORDER BY ${lineOrder};
`;
}

/**
 * An expression that gives a statement for one table: its CSV line, with parts that only the second run can know. `name` is the name
 * of the table, `query` how its rows are counted.
 */
function statement(kind: LineKind, fields: LineFields, from: 'FROM' | ''): string {
  const quotedName = `'"'||replace(name, '"', '""')||'"'`;
  const parts = collectionColumns.map((column) => {
    const said = column === 'kind' ? kind : fields[column];
    if (said === undefined) return `''''''`;
    if (said === 'name') return `'''"'||replace(replace(name, '"', '""'), '''', '''''')||'"'''`;
    if (said === 'query') return `'''"'||replace(replace('SELECT count(*) FROM '||${quotedName}, '"', '""'), '''', '''''')||'"'''`;
    // A word stands as it is; anything longer is SQL of the second run, with the quoted name of the table put in.
    return /^\w+$/.test(said) ? `'''"${said}"'''` : `'ifnull(''"''||${escaped(said)}||''"'','''')'`;
  });
  return `'SELECT '||${parts.join(`||'||'',''||'||`)}||' AS line'${from === '' ? '' : `||' FROM '||${quotedName}`}||';'`;
}

/** SQL inside a string literal, but for the pieces that are put in. */
function escaped(sql: string): string {
  return sql.split(`'||quote(name)||'`).map((part) => part.replaceAll(`'`, `''`)).join(`'||quote(name)||'`);
}
