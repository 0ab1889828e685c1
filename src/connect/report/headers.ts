/** What a column of a report says, whatever its header calls it, in English or German. */
export type ReportField =
  | 'system' | 'schema' | 'table' | 'column' | 'position' | 'type' | 'length' | 'nullable' | 'required' | 'default' | 'key' | 'reference'
  | 'rows' | 'checked' | 'bytes' | 'indexBytes' | 'owner' | 'description' | 'nullFraction' | 'distinct' | 'kind' | 'at' | 'technology';

const synonyms: Readonly<Record<ReportField, readonly string[]>> = {
  system: ['system', 'source system', 'source', 'application', 'app', 'database', 'database name', 'db', 'system name', 'quellsystem', 'anwendung', 'datenbank'],
  schema: ['schema', 'schema name', 'table schema', 'namespace', 'table owner', 'schemaname'],
  table: ['table', 'tables', 'table name', 'tables objects', 'table object', 'object', 'object name', 'objects', 'entity', 'entity name', 'data object', 'dataset', 'table view', 'tabelle', 'tabellen', 'tabellenname', 'objekt', 'objektname'],
  column: ['column', 'column name', 'field', 'field name', 'attribute', 'attribute name', 'spalte', 'spaltenname', 'feld', 'feldname'],
  position: ['position', 'ordinal', 'ordinal position', 'column position', 'column id', 'no', 'nr', 'number'],
  type: ['type', 'data type', 'datatype', 'column type', 'field type', 'native type', 'typ', 'datentyp', 'feldtyp'],
  length: ['length', 'max length', 'maximum length', 'column length', 'field length', 'size in characters', 'länge', 'feldlänge'],
  nullable: ['nullable', 'null', 'nulls', 'is nullable', 'allows null', 'nulls allowed', 'null allowed', 'optional'],
  required: ['required', 'mandatory', 'not null', 'is required', 'pflicht', 'pflichtfeld'],
  default: ['default', 'default value', 'column default', 'vorgabe', 'standardwert'],
  key: ['key', 'keys', 'primary key', 'pk', 'is primary key', 'key type', 'schlüssel', 'primärschlüssel'],
  reference: ['references', 'reference', 'foreign key', 'fk', 'refers to', 'fremdschlüssel', 'verweis'],
  rows: ['rows', 'row count', 'rowcount', 'n rows', 'records', 'record count', 'count', 'number of rows', 'number of records', 'num rows', 'row', 'entries', 'volume', 'no of rows', 'no of records', 'total rows', 'total records', 'zeilen', 'zeilenzahl', 'zeilenanzahl', 'anzahl zeilen', 'sätze', 'anzahl sätze', 'datensätze', 'anzahl datensätze', 'einträge', 'anzahl einträge'],
  checked: ['n rows checked', 'rows checked'],
  bytes: ['size', 'bytes', 'data size', 'table size', 'size bytes', 'data bytes', 'size in bytes', 'size mb', 'size gb', 'size kb', 'size in mb', 'size in gb', 'size in kb', 'disk size', 'storage', 'total size', 'größe', 'größe mb', 'größe gb', 'größe kb', 'größe in mb', 'größe in gb', 'größe in kb', 'tabellengröße', 'speicherplatz'],
  indexBytes: ['index size', 'index bytes', 'indexes size', 'index size mb', 'index size gb', 'index size kb'],
  owner: ['owner', 'data owner', 'responsible', 'steward', 'data steward', 'contact', 'business owner', 'verantwortlich', 'verantwortlicher', 'verantwortliche', 'ansprechpartner', 'dateneigner'],
  description: ['description', 'comment', 'comments', 'remark', 'remarks', 'notes', 'note', 'meaning', 'definition', 'table description', 'column description', 'field description', 'beschreibung', 'bemerkung', 'bemerkungen', 'kommentar', 'bedeutung'],
  nullFraction: ['fraction empty', 'null fraction', 'fraction null', 'fraction missing'],
  distinct: ['n unique values', 'distinct', 'distinct values', 'unique values', 'number of distinct values'],
  kind: ['kind', 'object type', 'table type', 'objekttyp'],
  at: ['as of', 'counted at', 'counted on', 'date', 'last counted', 'measured at', 'measured on', 'status date', 'stand', 'gezählt am'],
  technology: ['technology', 'dbms', 'platform', 'database type', 'engine', 'technologie', 'plattform'],
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
