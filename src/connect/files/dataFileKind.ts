/** How a data file is read. */
export type DataFileKind = 'csv' | 'parquet' | 'json' | 'ndjson';

export interface DataFileForm {
  readonly kind: DataFileKind;
  /** Packed with gzip. */
  readonly packed: boolean;
  /** The file's name without what says its form: the name of its table. */
  readonly stem: string;
}

const kinds: Readonly<Record<string, DataFileKind>> = {
  csv: 'csv', tsv: 'csv', tab: 'csv', psv: 'csv', txt: 'csv',
  parquet: 'parquet', parq: 'parquet', pq: 'parquet',
  json: 'json', jsonl: 'ndjson', ndjson: 'ndjson',
};

/** Extensions of data files, without the point; the text ones may be followed by `.gz`. */
export const dataFileExtensions: readonly string[] = Object.keys(kinds);

/** What a file is by its name; undefined for one that is no data file. */
export function dataFileForm(name: string): DataFileForm | undefined {
  const packed = /\.gz$/i.test(name);
  const plain = packed ? name.slice(0, -3) : name;
  const dot = plain.lastIndexOf('.');
  const kind = dot < 1 ? undefined : kinds[plain.slice(dot + 1).toLowerCase()];
  // Parquet packs its own columns; around it gzip is not read.
  return kind === undefined || (packed && kind === 'parquet') ? undefined : { kind, packed, stem: plain.slice(0, dot) };
}
