import type { CollectionOptions } from '../collectionScript.ts';
import { scriptHead } from '../scriptHead.ts';
import { headerLine, lineOf, lineOrder, selectLines } from '../selectLines.ts';
import type { LineWriter } from '../selectLines.ts';

const writer: LineWriter = {
  text: (expression) => `(${expression})::text`,
  nothing: 'NULL::text',
  join: (parts) => parts.join(` || ',' || `),
  field: (expression) => `coalesce('"' || replace(${expression}, '"', '""') || '"', '')`,
};

/** For PostgreSQL 10 and later: columns of newer versions are asked for by name in the row as JSON, which older ones simply lack. */
export function postgresCollection(options: CollectionOptions): string {
  const { exact, schemas, seconds } = options;
  const wanted = schemas.length === 0 ? `n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'` : `n.nspname IN (${schemas.map(literal).join(', ')})`;
  const lines = [
    selectLines(writer, 'system', {
      schema: `'public'`, table: 'current_database()', type: `'PostgreSQL'`, row_kind: exact ? `'exact'` : `'estimate'`,
      bytes: 'pg_database_size(current_database())', comment: `current_setting('server_version')`, at: instant('clock_timestamp()'),
    }, ''),
    selectLines(writer, 'type', { type: 'format_type(t.oid, NULL)', key_name: `'enum'`, comment: '(SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)' },
      `FROM pg_type t WHERE t.typtype = 'e' AND t.oid IN (SELECT oid FROM used)`),
    selectLines(writer, 'type', { type: 'format_type(t.oid, NULL)', key_name: `'domain'`, ref_column: 'format_type(t.typbasetype, t.typtypmod)', nullable: `CASE WHEN t.typnotnull THEN 'NO' ELSE 'YES' END`, default: 't.typdefault' },
      `FROM pg_type t WHERE t.typtype = 'd' AND t.oid IN (SELECT oid FROM used)`),
    selectLines(writer, 'table', {
      schema: 'l.schema', table: 'l.name', comment: `obj_description(l.oid, 'pg_class')`,
      rows: `CASE WHEN s.known THEN s.tuples END`, bytes: 's.bytes', index_bytes: 's.index_bytes', at: `CASE WHEN s.known THEN ${instant('s.seen')} END`,
      row_kind: `CASE WHEN NOT l.readable THEN 'denied' WHEN l.relkind = 'f' THEN 'foreign' WHEN s.known THEN 'estimate' ELSE 'none' END`,
    }, 'FROM listed l LEFT JOIN statistics s ON s.root = l.oid', { kindOf: `CASE WHEN l.relkind IN ('r', 'p') THEN 'table' ELSE 'view' END` }),
    selectLines(writer, 'column', {
      schema: 'l.schema', table: 'l.name', column: 'a.attname', position: 'a.attnum', type: 'format_type(a.atttypid, a.atttypmod)',
      nullable: `CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END`, default: 'pg_get_expr(d.adbin, d.adrelid)',
      row_kind: `CASE WHEN a.attidentity <> '' OR coalesce(to_jsonb(a) ->> 'attgenerated', '') <> '' THEN 'generated' END`,
      comment: 'col_description(a.attrelid, a.attnum)',
    }, `FROM listed l JOIN pg_attribute a ON a.attrelid = l.oid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped`, { place: 'a.attnum' }),
    selectLines(writer, 'primary', {
      schema: 'l.schema', table: 'l.name', column: 'a.attname', position: 'u.place', key_name: 'k.conname',
      ref_schema: 'rn.nspname', ref_table: 'r.relname', ref_column: 'b.attname',
    }, `FROM listed l JOIN pg_constraint k ON k.conrelid = l.oid AND k.contype IN ('p', 'f') AND coalesce(to_jsonb(k) ->> 'conparentid', '0') = '0'
  CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY u (number, place)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
  LEFT JOIN pg_class r ON r.oid = k.confrelid LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[u.place]`, { place: 'u.place::int', kindOf: `CASE k.contype WHEN 'p' THEN 'primary' ELSE 'foreign' END` }),
    selectLines(writer, 'unique', { schema: 'l.schema', table: 'l.name', column: 'a.attname', position: 'u.place', key_name: 'x.relname' },
      `FROM listed l JOIN pg_index i ON i.indrelid = l.oid JOIN pg_class x ON x.oid = i.indexrelid
  CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY u (number, place)
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number
WHERE i.indisunique AND NOT i.indisprimary AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
  AND u.place <= coalesce((to_jsonb(i) ->> 'indnkeyatts')::int, i.indnatts)`, { place: 'u.place::int' }),
    ...(exact
      ? [selectLines(writer, 'count', {
        schema: 'q.schema', table: 'q.name', rows: `substring(query_to_xml(q.query, false, true, '')::text FROM '<count>([0-9]+)</count>')`, row_kind: `'exact'`,
        comment: 'q.query', at: instant('clock_timestamp()'),
      }, `FROM (SELECT l.schema, l.name, format('SELECT count(*) FROM %s"%s"."%s"', CASE WHEN l.parent THEN 'ONLY ' ELSE '' END, replace(l.schema, '"', '""'), replace(l.name, '"', '""')) AS query
  FROM listed l WHERE l.relkind IN ('r', 'p') AND l.readable AND NOT row_security_active(l.oid)) q`)]
      : []),
    selectLines(writer, 'end', {}, ''),
  ];
  return `${scriptHead({
    engine: 'psql, the client of PostgreSQL',
    command: (script, output) => `psql -X -q -A -t -f ${script} -o ${output} "host=HOST dbname=DATABASE user=USER"`,
    notes: [
      `The server ends it after ${String(seconds)} seconds (statement_timeout below); raise that for a large database.`,
      'In another client, run the whole script and save the one result column as CSV.',
    ],
  }, options)}

BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = '${String(seconds)}s';
SET LOCAL lock_timeout = '5s';
SET LOCAL client_encoding = 'UTF8';
SET LOCAL row_security = off;
SET LOCAL search_path = pg_catalog;

WITH RECURSIVE listed AS (
SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind, (c.relkind = 'r' AND c.relhassubclass) AS parent,
       has_schema_privilege(n.oid, 'USAGE') AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')) AS readable
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND c.relpersistence <> 't' AND ${wanted}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
), used AS (
SELECT a.atttypid AS oid FROM pg_attribute a JOIN listed l ON l.oid = a.attrelid WHERE a.attnum > 0
UNION
SELECT t.typbasetype FROM used u JOIN pg_type t ON t.oid = u.oid WHERE t.typtype = 'd'
), part (root, oid) AS (
SELECT oid, oid FROM listed
UNION ALL
SELECT part.root, i.inhrelid FROM part JOIN pg_class p ON p.oid = part.oid AND p.relkind = 'p' JOIN pg_inherits i ON i.inhparent = p.oid
), looked AS (
SELECT part.root, c.reltuples, c.relpages, pg_relation_size(c.oid) / current_setting('block_size')::bigint AS pages,
       pg_table_size(c.oid) AS bytes, pg_indexes_size(c.oid) AS index_bytes, coalesce(s.n_dead_tup, 0) AS dead,
       greatest(s.last_analyze, s.last_autoanalyze, s.last_vacuum, s.last_autovacuum) AS seen,
       CASE WHEN greatest(s.last_analyze, s.last_autoanalyze) >= coalesce(greatest(s.last_vacuum, s.last_autovacuum), '-infinity') THEN s.n_mod_since_analyze ELSE 0 END AS changes
FROM part JOIN pg_class c ON c.oid = part.oid LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
WHERE c.relkind = 'r'
), statistics AS (
-- An estimate that was never made, or that the table has outgrown since, is no estimate.
SELECT root, sum(bytes) AS bytes, sum(index_bytes) AS index_bytes, sum(round(reltuples::numeric)) AS tuples, min(seen) AS seen,
       bool_and(reltuples >= 0 AND seen IS NOT NULL AND pages <= 10 + relpages * 1.5
         AND NOT (changes > 50 + reltuples * 0.5 AND (pages > relpages * 1.1 OR dead > reltuples * 0.1))) AS known
FROM looked GROUP BY root
), lines AS (
${lines.join('\nUNION ALL\n')}
)
SELECT line FROM (
SELECT 0 AS step, 0 AS place, '' AS c_schema, '' AS c_table, '' AS kind, '' AS c_key_name, '${headerLine}' AS line
UNION ALL
SELECT step, place, c_schema, c_table, kind, c_key_name, ${lineOf(writer)} FROM lines
) printed
ORDER BY ${lineOrder};

COMMIT;
`;
}

function instant(expression: string): string {
  return `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function literal(name: string): string {
  return name.includes('\\') ? `E'${name.replaceAll('\\', '\\\\').replaceAll(`'`, `''`)}'` : `'${name.replaceAll(`'`, `''`)}'`;
}
