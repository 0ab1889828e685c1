/** What a column of a report says, whatever its header calls it. */
export type ReportField =
  | 'system' | 'schema' | 'table' | 'column' | 'position' | 'type' | 'length' | 'nullable' | 'required' | 'default' | 'key' | 'reference'
  | 'rows' | 'checked' | 'bytes' | 'indexBytes' | 'owner' | 'description' | 'nullFraction' | 'distinct' | 'kind' | 'at' | 'technology';

const synonyms: Readonly<Record<ReportField, readonly string[]>> = {
  system: ['system', 'source system', 'source', 'application', 'app', 'database', 'database name', 'db', 'system name'],
  schema: ['schema', 'schema name', 'table schema', 'namespace', 'table owner'],
  table: ['table', 'tables', 'table name', 'tables objects', 'table object', 'object', 'object name', 'objects', 'entity', 'entity name', 'data object', 'dataset', 'table view'],
  column: ['column', 'column name', 'field', 'field name', 'attribute', 'attribute name'],
  position: ['position', 'ordinal', 'ordinal position', 'column position', 'column id', 'no', 'nr', 'number'],
  type: ['type', 'data type', 'datatype', 'column type', 'field type', 'native type'],
  length: ['length', 'max length', 'maximum length', 'column length', 'field length', 'size in characters'],
  nullable: ['nullable', 'null', 'nulls', 'is nullable', 'allows null', 'nulls allowed', 'null allowed', 'optional'],
  required: ['required', 'mandatory', 'not null', 'is required'],
  default: ['default', 'default value', 'column default'],
  key: ['key', 'keys', 'primary key', 'pk', 'is primary key', 'key type'],
  reference: ['references', 'reference', 'foreign key', 'fk', 'refers to'],
  rows: ['rows', 'row count', 'rowcount', 'n rows', 'records', 'record count', 'count', 'number of rows', 'number of records', 'num rows', 'row', 'entries', 'volume', 'no of rows', 'no of records', 'total rows', 'total records'],
  checked: ['n rows checked', 'rows checked'],
  bytes: ['size', 'bytes', 'data size', 'table size', 'size bytes', 'data bytes', 'size in bytes', 'size mb', 'size gb', 'size kb', 'size in mb', 'size in gb', 'size in kb', 'disk size', 'storage', 'total size'],
  indexBytes: ['index size', 'index bytes', 'indexes size', 'index size mb', 'index size gb', 'index size kb'],
  owner: ['owner', 'data owner', 'responsible', 'steward', 'data steward', 'contact', 'business owner'],
  description: ['description', 'comment', 'comments', 'remark', 'remarks', 'notes', 'note', 'meaning', 'definition', 'table description', 'column description', 'field description'],
  nullFraction: ['fraction empty', 'null fraction', 'fraction null', 'fraction missing'],
  distinct: ['n unique values', 'distinct', 'distinct values', 'unique values', 'number of distinct values'],
  kind: ['kind', 'object type', 'table type'],
  at: ['as of', 'counted at', 'counted on', 'date', 'last counted', 'measured at', 'measured on', 'status date'],
  technology: ['technology', 'dbms', 'platform', 'database type', 'engine'],
};

const fieldOf: ReadonlyMap<string, ReportField> = new Map((Object.keys(synonyms) as ReportField[]).flatMap((field) => synonyms[field].map((name) => [name, field] as const)));

/** `Row_Count`, `rowCount` and `Row count (estimated)` are one header. */
export function foldHeader(header: string): string {
  return header.slice(0, 200).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/\s*\((?!mb|gb|kb|bytes)[^()]*\)/g, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** What each column says; the first column of a kind counts. */
export function fieldsOf(header: readonly string[]): ReadonlyMap<ReportField, number> {
  const fields = new Map<ReportField, number>();
  header.forEach((text, at) => {
    const field = fieldOf.get(foldHeader(text));
    if (field !== undefined && !fields.has(field)) fields.set(field, at);
  });
  return fields;
}
