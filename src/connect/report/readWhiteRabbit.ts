import type { ColumnProfile } from '../../core/catalogue/catalogue.ts';
import type { NamedSheet } from '../../core/interchange/xlsx.ts';
import { schemaAndName } from './cells.ts';
import { foldHeader } from './headers.ts';
import { reportForm } from './recognise.ts';
import { reportType } from './reportTypes.ts';
import { TableDrafts } from './tableDrafts.ts';
import type { ReadReport, TableDraft } from './tableDrafts.ts';

const SOURCE = 'WhiteRabbit scan report';
/** Columns that show values of the data. */
const valueColumns = ['average', 'min', 'median', 'max'];

/**
 * Reads a WhiteRabbit scan report: its overview of fields and, where there is one, of tables; columns by their headers, which differ from
 * version to version. Values (also the smallest and largest) are left out: they may be personal.
 */
export function readWhiteRabbit(sheets: readonly NamedSheet[], path: string, madeAt: string): ReadReport {
  const drafts = new TableDrafts(path);
  const at = startedAt(sheets) ?? madeAt;
  for (const sheet of sheets) {
    const form = reportForm(sheet.rows[0] ?? []);
    if (form === 'whiteRabbit') readFields(sheet, drafts, at);
  }
  for (const sheet of sheets) {
    const form = reportForm(sheet.rows[0] ?? []);
    if (form === 'whiteRabbitTables') readTables(sheet, drafts, at);
  }
  return { technology: 'Other', ...drafts.finish() };
}

/** Newer versions say in a sheet of keys and values when the scan was. */
function startedAt(sheets: readonly NamedSheet[]): string | undefined {
  for (const { rows } of sheets) {
    if (foldHeader(rows[0]?.[0] ?? '') !== 'key') continue;
    const date = new Date(rows.find(([key]) => /start/i.test(key ?? ''))?.[1] ?? '');
    if (!Number.isNaN(date.getTime())) return date.toISOString();
  }
  return undefined;
}

class Columns {
  readonly #at: ReadonlyMap<string, number>;

  constructor(header: readonly string[]) {
    this.#at = new Map(header.map((text, at) => [foldHeader(text), at]));
  }

  has(name: string): boolean {
    return this.#at.has(name);
  }

  of(row: readonly string[], name: string): string {
    const at = this.#at.get(name);
    return at === undefined ? '' : (row[at] ?? '').trim();
  }
}

function readFields({ name: sheet, rows }: NamedSheet, drafts: TableDrafts, at: string): void {
  const columns = new Columns(rows[0] ?? []);
  const hidesValues = valueColumns.some((name) => columns.has(name));
  rows.slice(1).forEach((row, index) => {
    const place = { sheet, row: String(index + 2) };
    const [tableName, field] = [columns.of(row, 'table'), columns.of(row, 'field')];
    // An empty row stands between the tables.
    if (tableName === '' && field === '') return;
    if (tableName === '' || field === '') {
      drafts.issue('report.noName', { ...place, what: tableName === '' ? 'table' : 'field' });
      return;
    }
    const { schema, name } = schemaAndName(tableName);
    const table = drafts.table(schema, name);
    if (table.columns.has(field)) {
      drafts.issue('report.twice', { ...place, table: name, column: field }, name);
      return;
    }
    const total = number(drafts, columns.of(row, 'n rows'), 'N rows', { ...place, table: name });
    takeRows(table, total, at);
    const comment = columns.of(row, 'description');
    const profile = profileOf(columns, row, total, { ...place, table: name }, drafts, at, hidesValues);
    drafts.addColumn(table, {
      name: field, ...reportType('Other', columns.of(row, 'type')), nullable: true, ...(comment === '' ? {} : { comment }), ...(profile === undefined ? {} : { profile }),
    });
  });
}

function readTables({ name: sheet, rows }: NamedSheet, drafts: TableDrafts, at: string): void {
  const columns = new Columns(rows[0] ?? []);
  rows.slice(1).forEach((row, index) => {
    const tableName = columns.of(row, 'table');
    if (tableName === '') return;
    const { schema, name } = schemaAndName(tableName);
    const table = drafts.table(schema, name);
    const comment = columns.of(row, 'description');
    if (comment !== '') table.comment = comment;
    takeRows(table, number(drafts, columns.of(row, 'n rows'), 'N rows', { sheet, row: String(index + 2), table: name }), at);
  });
}

/** The count that the scan made of the table, once; WhiteRabbit writes -1 where it made none. */
function takeRows(table: TableDraft, total: bigint | undefined, at: string): void {
  if (total !== undefined && table.statistics.kind === 'unknown') table.statistics = { kind: 'measured', rowCount: total.toString(), query: SOURCE, at };
}

type Place = Readonly<Record<'sheet' | 'row' | 'table', string>>;

function profileOf(columns: Columns, row: readonly string[], total: bigint | undefined, place: Place, drafts: TableDrafts, at: string, hidesValues: boolean): ColumnProfile | undefined {
  const checked = number(drafts, columns.of(row, 'n rows checked'), 'N rows checked', place);
  const empty = columns.of(row, 'fraction empty');
  const fraction = fractionIn(empty);
  if (empty !== '' && fraction === undefined) drafts.issue('report.badNumber', { ...place, what: 'Fraction empty', value: empty });
  // Without a look at the values there is only the structure.
  if (checked === undefined || checked === 0n || fraction === undefined) return undefined;
  const distinct = columns.of(row, 'n unique values');
  const atMost = /^<=\s*/.test(distinct);
  const count = number(drafts, distinct.replace(/^<=\s*/, ''), 'N unique values', place);
  const longest = number(drafts, columns.of(row, 'max length'), 'Max length', place);
  return {
    at,
    rows: checked.toString(),
    sampled: total === undefined || checked < total,
    nulls: portion(checked, fraction),
    ...(count === undefined ? {} : { distinct: count.toString(), ...(atMost ? { distinctEstimated: true } : {}) }),
    ...(longest === undefined || longest > 0x7fffffffn ? {} : { longest: Number(longest) }),
    ...(hidesValues ? { masked: true } : {}),
  };
}

/** Rows of which a fraction is given, to the nearest row; exact beyond 2^53 but for the fraction's own digits. */
function portion(rows: bigint, fraction: number): string {
  const parts = 10n ** 15n;
  return ((rows * BigInt(Math.round(fraction * Number(parts))) * 2n + parts) / (2n * parts)).toString();
}

/** 0.25, 25% or 25.0 %. */
function fractionIn(text: string): number | undefined {
  const found = /^(?:<=\s*)?(\d{1,3}(?:[.,]\d{1,20})?(?:E-?\d{1,3})?)\s*(%?)$/i.exec(text);
  if (found === null) return undefined;
  const value = Number((found[1] ?? '').replace(',', '.')) / (found[2] === '%' ? 100 : 1);
  return value >= 0 && value <= 1 ? value : undefined;
}

/** A whole number of the report; -1 and nothing are unknown. */
function number(drafts: TableDrafts, text: string, what: string, place: Place): bigint | undefined {
  if (text === '' || /^-1(?:\.0)?$/.test(text) || /^(?:n\/a|null)$/i.test(text)) return undefined;
  const whole = /^(\d{1,40})(?:\.0+)?$/.exec(text)?.[1];
  if (whole !== undefined) return BigInt(whole);
  const scientific = /^\d(?:\.\d{1,20})?E\+?\d{1,2}$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(scientific)) return BigInt(scientific);
  drafts.issue('report.badNumber', { ...place, what, value: text }, place.table);
  return undefined;
}
