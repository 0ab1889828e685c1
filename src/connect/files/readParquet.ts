import { countOf, textOf } from './duckdb.ts';
import type { DuckRow } from './duckdb.ts';
import { call, literal } from './duckdbSql.ts';
import { duckdbType } from './duckdbType.ts';
import type { FileContent, FileReading } from './reading.ts';

/** Reads the structure of a Parquet file and its rows from what the file says of itself. */
export async function readParquet({ duck, file }: FileReading): Promise<FileContent> {
  const from = call('read_parquet', file.file, { hive_partitioning: 'false' });
  const described = await duck.rows(`DESCRIBE SELECT * FROM ${from}`);
  const required = topLevel(await duck.rows(`SELECT name, repetition_type::VARCHAR AS repetition, num_children FROM parquet_schema(${literal(file.file)})`));
  const [count] = await duck.rows(`SELECT count(*) AS n FROM ${from}`);
  return {
    columns: described.map((row, at) => {
      const native = textOf(row, 'column_type');
      // A required column of Parquet has no room for a NULL.
      return { name: textOf(row, 'column_name'), type: duckdbType(native), nativeType: native, nullable: required[at] !== true };
    }),
    rowCount: countOf(count, 'n'),
    query: `SELECT count(*) FROM ${call('read_parquet', file.shown, {})}`,
    select: `SELECT * FROM ${from}`,
    issues: [],
  };
}

/** Whether each top-level column is required. The schema is a tree written in one list, each node followed by its children. */
function topLevel(nodes: readonly DuckRow[]): boolean[] {
  const found: boolean[] = [];
  const pending: number[] = [];
  nodes.forEach((node, at) => {
    if (at > 0 && pending.length === 1) found.push(textOf(node, 'repetition') === 'REQUIRED');
    if (pending.length > 0) pending[pending.length - 1] = (pending.at(-1) ?? 0) - 1;
    const children = Number(countOf(node, 'num_children'));
    if (children > 0) pending.push(children);
    while (pending.at(-1) === 0) pending.pop();
  });
  return found;
}
