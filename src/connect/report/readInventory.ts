import { technologySchema } from '../../core/catalogue/catalogue.ts';
import type { TableStatistics, Technology } from '../../core/catalogue/catalogue.ts';
import { statedIn } from '../../core/collection/statedVolume.ts';
import type { NamedSheet } from '../../core/interchange/xlsx.ts';
import { bytesIn, countIn, instantIn, saysNothing, schemaAndName, yesIn } from './cells.ts';
import { fieldsOf } from './headers.ts';
import type { ReportField } from './headers.ts';
import { reportForm } from './recognise.ts';
import { reportType } from './reportTypes.ts';
import { TableDrafts } from './tableDrafts.ts';
import type { ReadReport, TableDraft } from './tableDrafts.ts';

/** Titles and dates stand above the header of a list; deeper down nobody puts it. */
const MOST_ROWS_ABOVE = 20;

/** Which row of a sheet is the header of a list; undefined where there is none. */
export function inventoryHeader(rows: readonly (readonly string[])[]): number | undefined {
  const at = rows.slice(0, MOST_ROWS_ABOVE).findIndex((row) => reportForm(row) === 'inventory');
  return at < 0 ? undefined : at;
}

export interface InventoryReading {
  readonly path: string;
  /** The name the plan knows the system by: of a list of several systems, its rows are read. */
  readonly system: string;
}

/** Reads the lists of tables and of columns that people keep. Nothing in them was measured: counts are stated. */
export function readInventory(sheets: readonly NamedSheet[], { path, system }: InventoryReading): ReadReport {
  const drafts = new TableDrafts(path);
  const lists = sheets.map((sheet) => new List(sheet, inventoryHeader(sheet.rows), path)).filter((list) => list.rows.length > 0);
  const systems = new Set(lists.flatMap((list) => list.rows.map(({ row }) => list.of(row, 'system'))).filter((name) => name !== ''));
  const several = systems.size > 1;
  const own = [...systems].find((name) => name.toLowerCase() === system.toLowerCase());
  if (several) drafts.issue(own === undefined ? 'report.severalSystems' : 'report.oneSystem', { system, systems: [...systems].slice(0, 10).join(', ') });
  let technology: Technology = 'Other';
  for (const list of lists) {
    let current: TableDraft | undefined;
    for (const { row, number } of list.rows) {
      const from = list.of(row, 'system');
      if (several && own !== undefined && from !== '' && from !== own) continue;
      if (technology === 'Other') technology = technologyIn(list.of(row, 'technology'));
      const line = new InventoryLine(drafts, list, row, number, several && own === undefined ? from : '', technology);
      current = line.read(current);
    }
  }
  return { technology, ...drafts.finish() };
}

class List {
  readonly sheet: string;
  readonly rows: readonly { readonly row: readonly string[]; readonly number: number }[];
  readonly header: readonly string[];
  readonly #fields: ReadonlyMap<ReportField, number>;

  constructor({ name, rows }: NamedSheet, header: number | undefined, path: string) {
    this.sheet = name === '' ? path : `${path}, ${name}`;
    this.header = header === undefined ? [] : rows[header] ?? [];
    this.#fields = fieldsOf(this.header);
    this.rows = header === undefined ? [] : this.#carriedDown(rows.slice(header + 1)).map((row, index) => ({ row, number: header + index + 2 })).filter(({ row }) => saysSomething(row));
  }

  /** Cells merged over several rows have their text in the first of them: a system or schema holds until the next one. */
  #carriedDown(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
    const groups = ['system', 'schema'] as const;
    const held = new Map<ReportField, string>();
    return rows.map((row) => {
      if (!saysSomething(row) || this.of(row, 'table') + this.of(row, 'column') === '') return row;
      const full = [...row];
      groups.forEach((field, depth) => {
        const at = this.#fields.get(field);
        const written = this.of(row, field);
        if (at === undefined) return;
        if (written === '') full[at] = held.get(field) ?? '';
        else {
          held.set(field, written);
          // A new system has schemas of its own.
          for (const inner of groups.slice(depth + 1)) held.delete(inner);
        }
      });
      return full;
    });
  }

  has(field: ReportField): boolean {
    return this.#fields.has(field);
  }

  of(row: readonly string[], field: ReportField): string {
    const at = this.#fields.get(field);
    return at === undefined ? '' : (row[at] ?? '').trim();
  }

  titleOf(field: ReportField): string {
    return this.header[this.#fields.get(field) ?? -1] ?? '';
  }
}

/** False for an empty row, and for the rule below the header of a table in Markdown. */
function saysSomething(row: readonly string[]): boolean {
  return row.some((cell) => !/^\s*(?::?-{3,}:?)?\s*$/.test(cell));
}

class InventoryLine {
  readonly #drafts: TableDrafts;
  readonly #list: List;
  readonly #row: readonly string[];
  readonly #place: { readonly sheet: string; readonly row: string };
  readonly #group: string;
  readonly #technology: Technology;

  constructor(drafts: TableDrafts, list: List, row: readonly string[], number: number, group: string, technology: Technology) {
    this.#drafts = drafts;
    this.#list = list;
    this.#row = row;
    this.#place = { sheet: list.sheet, row: String(number) };
    this.#group = group;
    this.#technology = technology;
  }

  #of(field: ReportField): string {
    return this.#list.of(this.#row, field);
  }

  /** Takes the line in; gives back the table that lines without one go on with, as in cells that were merged. */
  read(current: TableDraft | undefined): TableDraft | undefined {
    const written = this.#of('table');
    if (/^(?:(?:grand )?total|sum|subtotal|summe|gesamt)\b/i.test(written)) return current;
    const columnName = this.#of('column');
    if (written === '' && (columnName === '' || current === undefined)) {
      this.#drafts.issue('report.noName', { ...this.#place, what: 'table' });
      return current;
    }
    const known = this.#drafts.size;
    const table = written === '' ? current! : this.#table(written);
    const isNew = this.#drafts.size > known;
    const kind = this.#of('kind');
    if (/\bview\b/i.test(kind)) table.kind = 'view';
    if (columnName === '') this.#facts(table, isNew);
    else {
      this.#column(table, columnName);
      // Lists of columns repeat the rows of the table on each line.
      if (table.statistics.kind === 'unknown') this.#volume(table);
    }
    return table;
  }

  #table(written: string): TableDraft {
    const { schema, name } = schemaAndName(written);
    const said = this.#of('schema');
    return this.#drafts.table(this.#group === '' ? (said === '' ? schema : said) : this.#group, this.#group === '' && said === '' ? name : said !== '' && schema === said ? name : written);
  }

  #facts(table: TableDraft, isNew: boolean): void {
    if (!isNew && table.statistics.kind !== 'unknown') {
      this.#drafts.issue('report.tableTwice', { ...this.#place, table: table.name }, table.name);
      return;
    }
    const comment = this.#of('description');
    if (comment !== '') table.comment = comment;
    this.#volume(table);
  }

  #volume(table: TableDraft): void {
    const [written, size, indexSize] = [this.#of('rows'), this.#of('bytes'), this.#of('indexBytes')];
    const count = countIn(written);
    if (count.bad) this.#drafts.issue('report.badCount', { ...this.#place, value: written, table: table.name }, table.name);
    const sizes = { bytes: this.#bytes(size, 'bytes', table), indexBytes: this.#bytes(indexSize, 'indexBytes', table) };
    const at = instantIn(this.#of('at'));
    const known: TableStatistics = { kind: 'unknown', ...(sizes.bytes === undefined ? {} : { bytes: sizes.bytes }), ...(sizes.indexBytes === undefined ? {} : { indexBytes: sizes.indexBytes }) };
    table.statistics = count.count === undefined
      ? known
      : { ...known, kind: 'stated', rowCount: count.count, query: statedIn(written.slice(0, 100).replaceAll('"', `'`), `${this.#place.sheet}, row ${this.#place.row}`), ...(at === undefined ? {} : { at }) };
  }

  #bytes(written: string, field: 'bytes' | 'indexBytes', table: TableDraft): string | undefined {
    const { bytes, bad } = bytesIn(written, this.#list.titleOf(field));
    if (bad) this.#drafts.issue('report.badSize', { ...this.#place, value: written, table: table.name }, table.name);
    return bytes;
  }

  #column(table: TableDraft, name: string): void {
    if (table.columns.has(name)) {
      this.#drafts.issue('report.twice', { ...this.#place, table: table.name, column: name }, table.name);
      return;
    }
    const length = /^\d{1,9}$/.exec(this.#of('length'))?.[0];
    const writtenType = this.#of('type');
    const type = length !== undefined && writtenType !== '' && !writtenType.includes('(') ? `${writtenType}(${length})` : writtenType;
    const required = this.#list.has('required') ? yesIn(this.#of('required')) : undefined;
    const nullable = this.#list.has('nullable') ? yesIn(this.#of('nullable')) : undefined;
    const comment = this.#of('description');
    const given = this.#of('default');
    const key = this.#of('key');
    const isKey = /\b(?:pk|primary)\b/i.test(key) || (/^(?:pk|primary key|is primary key)$/i.test(this.#list.titleOf('key').trim()) && yesIn(key) === true);
    this.#drafts.addColumn(table, {
      name, ...reportType(this.#technology === 'Files' ? 'Other' : this.#technology, type), nullable: !isKey && (required === undefined ? nullable ?? true : !required),
      ...(saysNothing(given) ? {} : { default: given }), ...(comment === '' ? {} : { comment }),
    });
    if (isKey) table.primaryKey.push(name);
    this.#reference(table, name);
  }

  /** `Customer.Id`, `Customer(Id)` or `Customer`. */
  #reference(table: TableDraft, column: string): void {
    const written = this.#of('reference');
    if (saysNothing(written) || yesIn(written) !== undefined || /^fk$/i.test(written)) return;
    const parts = /^([^()]{1,200}?)\s*\(\s*([^(),]{1,200})\s*\)$/.exec(written) ?? /^([^.]{1,200})\.([^.]{1,200})$/.exec(written);
    const referencedTable = (parts?.[1] ?? written).trim();
    table.foreignKeys.set(column, { columns: [column], ...(this.#group === '' ? {} : { referencedSchema: this.#group }), referencedTable, referencedColumns: [(parts?.[2] ?? '').trim()] });
  }
}

/** An engine by a name that people use for it. */
function technologyIn(text: string): Technology {
  const patterns: readonly (readonly [RegExp, Technology])[] = [
    [/maria/i, 'MariaDB'], [/my ?sql/i, 'MySQL'], [/postgres/i, 'PostgreSQL'], [/sql ?server|mssql|ms sql|azure sql/i, 'SQL Server'], [/oracle/i, 'Oracle'], [/sqlite/i, 'SQLite'],
  ];
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? technologySchema.catch('Other').parse(text);
}
