import Papa from 'papaparse';
import { collectionColumns } from '../../core/collection/collectionColumns.ts';
import type { CollectionColumn } from '../../core/collection/collectionColumns.ts';
import { lineKinds } from '../../core/collection/selectLines.ts';
import type { LineKind } from '../../core/collection/selectLines.ts';
import type { Column, TableStatistics, Technology } from '../../core/catalogue/catalogue.ts';
import { technologySchema } from '../../core/catalogue/catalogue.ts';
import { connectText } from '../connectError.ts';
import { collectionStart } from './collectionStart.ts';
import { postgresType, reportType, unquoted } from './reportTypes.ts';
import type { ReportType } from './reportTypes.ts';
import { TableDrafts } from './tableDrafts.ts';
import type { ReadReport, TableDraft } from './tableDrafts.ts';

type Line = Readonly<Record<CollectionColumn, string>>;

const MOST_MESSAGES = 50;

/** The rows of the list in a text: without what clients write around it, and with what they wrote into it undone. */
export function collectionRows(text: string): { readonly rows: readonly (readonly string[])[]; readonly messages: readonly string[] } {
  const start = collectionStart(text);
  if (start === undefined) return { rows: [], messages: [] };
  const messages: string[] = clientMessages(text.slice(0, start.at));
  let body = text.slice(start.at).trimEnd();
  // psql's aligned form pads with blanks, a quote behind which is no quote.
  if (start.indented) body = body.replace(/^[ \t]+/gm, '');
  // A client that writes line breaks as \n wrote the backslash of the system's line as two.
  if (/^"?system"?,[^\n]{0,2000},"?\\\\"?,/m.test(body)) body = body.replace(/\\([\\nrt0])/g, (_, letter: string) => ({ '\\': '\\', n: '\n', r: '\r', t: '\t' })[letter] ?? '');
  const rows: (readonly string[])[] = [];
  const known = new Set<string>(lineKinds);
  for (const row of Papa.parse<string[]>(body, { delimiter: start.delimiter }).data) {
    const first = (row[0] ?? '').trim();
    if (known.has(first.toLowerCase())) rows.push(row);
    // A grid saved as CSV: each line is the one field of a row.
    else if (row.length === 1 && /^"?[a-z]{1,10}"?,/.test(first)) rows.push(...Papa.parse<string[]>(first, { delimiter: ',' }).data.filter(([kind]) => known.has((kind ?? '').trim().toLowerCase())));
    else if (messages.length < MOST_MESSAGES) messages.push(...clientMessages(row.join(start.delimiter)));
  }
  return { rows: withoutTornLine(rows, text), messages };
}

/** An output that was cut off may end within a line: half of a number is another number. */
function withoutTornLine(rows: readonly (readonly string[])[], text: string): readonly (readonly string[])[] {
  const last = rows.at(-1);
  if (last === undefined || rows.some(([kind]) => kind?.trim().toLowerCase() === 'end')) return rows;
  return last.length < collectionColumns.length || !/[\r\n]\s*$/.test(text) ? rows.slice(0, -1) : rows;
}

/** What a client says when something failed. */
function clientMessages(text: string): string[] {
  return text.split(/\r\n|\n|\r/).filter((line) => /^(?:psql:.{0,200}: )?(?:ERROR\b|FATAL\b|ORA-\d|SP2-\d|Msg \d|Runtime error|Parse error)/i.test(line.trim())).slice(0, 20);
}

/** Reads the output of a collection script. `fallbackAt`: when the file was made, for an output without its first line. */
export function readCollection(rows: readonly (readonly string[])[], messages: readonly string[], path: string, fallbackAt: string): ReadReport {
  const drafts = new TableDrafts(path);
  const lines = rows.map((row) => Object.fromEntries(collectionColumns.map((column, at) => [column, column === 'kind' ? (row[at] ?? '').trim().toLowerCase() : row[at] ?? ''])) as Line);
  const system = lines.find(({ kind }) => kind === 'system');
  const technology = technologySchema.catch('Other').parse(system?.type.trim());
  const reading = new CollectionReading(drafts, technology, system?.schema ?? '');
  for (const line of lines) reading.take(line);
  if (system === undefined) drafts.issue('report.noSystemLine', { at: fallbackAt.slice(0, 10) });
  if (!lines.some(({ kind }) => kind === 'end')) drafts.issue('report.cutOff', { path });
  for (const detail of messages) drafts.issue('report.clientMessage', { detail });
  const bytes = wholeNumber(system?.bytes ?? '');
  return { technology, ...(bytes === undefined ? {} : { bytes }), ...drafts.finish() };
}

class CollectionReading {
  readonly #drafts: TableDrafts;
  readonly #technology: Technology;
  /** The schema that names without one mean. */
  readonly #usual: string;
  readonly #types = new Map<string, Line>();

  constructor(drafts: TableDrafts, technology: Technology, usual: string) {
    this.#drafts = drafts;
    this.#technology = technology;
    this.#usual = usual;
  }

  take(line: Line): void {
    const kind = line.kind as LineKind;
    switch (kind) {
      case 'system':
      case 'end':
        return;
      case 'type':
        this.#types.set(line.type, line);
        return;
      case 'table':
      case 'view':
        this.#table(kind, line);
        return;
      case 'column':
        this.#column(line);
        return;
      case 'json':
        this.#json(line);
        return;
      case 'primary':
        this.#of(line)?.primaryKey.push(line.column);
        return;
      case 'unique':
        this.#unique(line);
        return;
      case 'foreign':
        this.#foreign(line);
        return;
      case 'age':
      case 'size':
      case 'count':
        this.#figures(kind, line);
        return;
      default: {
        const never: never = kind;
        return never;
      }
    }
  }

  #schema(name: string): string | undefined {
    return name === '' || name === this.#usual ? undefined : name;
  }

  #of(line: Line): TableDraft | undefined {
    const table = this.#drafts.find(this.#schema(line.schema), line.table);
    if (table === undefined) this.#drafts.issue('report.strayLine', { kind: line.kind, table: line.table }, line.table);
    return table;
  }

  #table(kind: 'table' | 'view', line: Line): void {
    if (line.table === '') {
      this.#drafts.issue('report.strayLine', { kind: line.kind, table: '' });
      return;
    }
    const table = this.#drafts.table(this.#schema(line.schema), line.table);
    table.kind = kind;
    if (line.comment !== '') table.comment = line.comment;
    if (line.row_kind === 'denied') table.error = connectText('report.denied', { name: line.table });
    if (line.row_kind === 'foreign') this.#drafts.issue('database.foreignTable', { name: line.table }, line.table);
    if (kind === 'table') table.statistics = { ...this.#statistics(line, { kind: 'unknown' }), ...(isInstant(line.changed_at) ? { changedAt: line.changed_at } : {}) };
  }

  #figures(kind: 'age' | 'size' | 'count', line: Line): void {
    // The statistics of some servers speak of tables that are no more.
    const table = kind === 'age' ? this.#drafts.find(this.#schema(line.schema), line.table) : this.#of(line);
    if (table === undefined || table.kind === 'view') return;
    if (kind === 'age') {
      if (table.statistics.kind === 'estimated' && isInstant(line.at)) table.statistics = { ...table.statistics, at: line.at };
    } else table.statistics = this.#statistics(line, table.statistics);
  }

  /** What a line says of a volume, over what was known. */
  #statistics(line: Line, before: TableStatistics): TableStatistics {
    const number = (column: 'rows' | 'bytes' | 'index_bytes'): string | undefined => {
      const text = line[column].trim();
      const digits = wholeNumber(text);
      if (text !== '' && digits === undefined) this.#drafts.issue('report.badLineNumber', { column, value: text, table: line.table }, line.table);
      return digits;
    };
    const [rowCount, bytes, indexBytes] = [number('rows'), number('bytes'), number('index_bytes')];
    const sizes = { ...(bytes === undefined ? {} : { bytes }), ...(indexBytes === undefined ? {} : { indexBytes }) };
    if (rowCount === undefined) return { ...before, ...sizes };
    const at = isInstant(line.at) ? { at: line.at } : {};
    return line.row_kind === 'exact'
      ? { ...before, ...sizes, kind: 'measured', rowCount, ...(line.comment === '' ? {} : { query: line.comment }), ...at }
      : { ...before, ...sizes, kind: 'estimated', rowCount, ...at };
  }

  #column(line: Line): void {
    const table = this.#of(line);
    if (table === undefined || line.column === '') return;
    const domain = this.#domain(line.type);
    const isMySql = this.#technology === 'MySQL' || this.#technology === 'MariaDB';
    const given = isMySql ? mysqlDefault(line, this.#technology === 'MariaDB') : line.default === '' ? domain.default : line.default;
    const generated = isMySql
      ? /auto_increment|\bGENERATED\b|PERSISTENT|VIRTUAL/i.test(line.row_kind.replace(/DEFAULT_GENERATED/i, '')) || /^nextval\s*\(/i.test(given ?? '')
      : line.row_kind === 'generated' || (given !== undefined && /^(?:pg_catalog\.)?nextval\s*\(/i.test(given));
    const column: Column = {
      name: line.column,
      ...this.#type(line.type),
      nullable: line.nullable.toUpperCase() !== 'NO' && !domain.required,
      ...(given === undefined ? {} : { default: given }),
      ...(generated ? { generated } : {}),
      ...(line.comment === '' ? {} : { comment: line.comment }),
    };
    this.#drafts.addColumn(table, column);
  }

  /** What a domain, and those it is made of, say for all their columns. */
  #domain(written: string, depth = 0): { readonly required: boolean; readonly default?: string } {
    const own = this.#types.get(written);
    if (own?.key_name !== 'domain' || depth >= 20) return { required: false };
    const base = this.#domain(own.ref_column, depth + 1);
    return { ...base, required: own.nullable === 'NO' || base.required, ...(own.default === '' ? {} : { default: own.default }) };
  }

  #type(written: string, depth = 0): ReportType {
    const own = this.#types.get(written);
    if (own?.key_name === 'enum') return { type: { kind: 'enum', values: namesIn(own.comment) }, nativeType: unquoted(written) };
    if (own?.key_name === 'domain' && depth < 20) return { type: this.#type(own.ref_column, depth + 1).type, nativeType: unquoted(written) };
    if (this.#technology === 'PostgreSQL' && written.endsWith('[]')) return { ...postgresType(written), nativeType: `${this.#type(written.slice(0, -2), depth + 1).nativeType}[]` };
    return reportType(this.#technology, written);
  }

  #json(line: Line): void {
    const table = this.#drafts.find(this.#schema(line.schema), line.table);
    const column = table?.columns.get(line.column);
    if (column?.nativeType === 'longtext') table?.columns.set(line.column, { ...column, type: { kind: 'json' } });
  }

  #unique(line: Line): void {
    const table = this.#of(line);
    if (table === undefined) return;
    const key = table.uniqueKeys.get(line.key_name);
    if (key === undefined) table.uniqueKeys.set(line.key_name, [line.column]);
    else key.push(line.column);
  }

  #foreign(line: Line): void {
    const table = this.#of(line);
    if (table === undefined) return;
    const schema = this.#schema(line.ref_schema);
    const key = table.foreignKeys.get(line.key_name) ?? {
      // SQLite's keys have no names; what stands there only tells one from the other.
      ...(line.key_name === '' || this.#technology === 'SQLite' ? {} : { name: line.key_name }),
      columns: [], ...(schema === undefined ? {} : { referencedSchema: schema }), referencedTable: line.ref_table === '' ? '?' : line.ref_table, referencedColumns: [],
    };
    key.columns.push(line.column);
    key.referencedColumns.push(line.ref_column);
    table.foreignKeys.set(line.key_name, key);
  }
}

/** As it would stand in a script: MariaDB writes it that way, MySQL gives texts without quotes. */
function mysqlDefault(line: Line, isMariaDb: boolean): string | undefined {
  const given = line.default;
  if (given === '' || (isMariaDb && given === 'NULL')) return undefined;
  const isExpression = isMariaDb || /DEFAULT_GENERATED/i.test(line.row_kind) || /^(?:CURRENT_TIMESTAMP|b'|0x)/i.test(given);
  const isText = /char|text|enum|set|date|time|year|json/i.test(line.type);
  return isExpression || !isText ? given : `'${given.replaceAll(`'`, `''`)}'`;
}

function namesIn(json: string): string[] {
  try {
    const names: unknown = JSON.parse(json);
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

function wholeNumber(text: string): string | undefined {
  return /^\d{1,40}$/.test(text.trim()) ? text.trim() : undefined;
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text.trim());
}
