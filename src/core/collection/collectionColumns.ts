/**
 * The columns of what a collection script prints, in their order. Everything is one list, so that a client writes one file: `kind`
 * says what a line is.
 */
export const collectionColumns = [
  'kind', 'schema', 'table', 'column', 'position', 'type', 'nullable', 'default', 'rows', 'row_kind', 'bytes', 'index_bytes', 'key_name',
  'ref_schema', 'ref_table', 'ref_column', 'comment', 'at', 'changed_at',
] as const;
export type CollectionColumn = (typeof collectionColumns)[number];
