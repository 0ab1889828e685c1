import type { Column, Table } from '../catalogue/catalogue.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { nameTokens, splitName } from '../mapping/nameTokens.ts';

/** What a table is for, which decides its phase. */
export type TableRole = 'reference' | 'master' | 'transactional' | 'historical';

export const TABLE_ROLES: readonly TableRole[] = ['reference', 'master', 'transactional', 'historical'];

const HISTORICAL = new Set(['history', 'hist', 'historical', 'archive', 'archived', 'audit', 'log', 'logs', 'journal', 'old', 'backup', 'bak', 'bkp']);
const CODE_WORDS = new Set(['type', 'status', 'code', 'category', 'country', 'currency', 'language', 'unit', 'lookup', 'reason', 'genre', 'rate', 'tax']);
const BUSINESS_EVENTS = new Set([
  'order', 'invoice', 'payment', 'transaction', 'booking', 'sale', 'purchase', 'shipping', 'receipt', 'claim', 'ticket', 'visit',
  'posting', 'entry', 'movement', 'line', 'reservation', 'return', 'refund', 'event', 'activity', 'interaction',
]);
/** People, things and places, whatever dates and amounts they carry. */
const ENTITIES = new Set(['customer', 'supplier', 'employee', 'product', 'person', 'user', 'contact', 'company', 'address', 'location', 'store', 'shop', 'warehouse', 'department', 'branch', 'vehicle', 'asset', 'member', 'patient', 'student', 'teacher']);
const AMOUNT_WORDS = new Set(['amount', 'price', 'total', 'cost', 'balance', 'fee', 'discount', 'subtotal', 'net', 'gross', 'freight', 'salary', 'value', 'sum', 'paid', 'due', 'credit', 'debit', 'charge', 'revenue', 'vat', 'tax', 'limit']);
const NOT_AMOUNTS = new Set(['rate', 'percent', 'latitude', 'longitude', 'lat', 'lng', 'lon', 'weight', 'height', 'width', 'length', 'score', 'id', 'number', 'code', 'factor', 'ratio']);
/** Rows up to which a small table that others refer to counts as a list of codes. */
const CODE_ROWS = 200n;

/** Whether the words of a table's name say that it keeps the past. */
export function isHistorical(table: Table): boolean {
  return splitName(table.name).some((word) => HISTORICAL.has(word));
}

/** Whether a column holds an amount that can be summed: a number by its type (decimal or float), an amount by its name or its digits. */
export function isAmount(column: Column): boolean {
  const { kind, scale } = column.type;
  if (kind !== 'decimal' && kind !== 'float') return false;
  const words = [...nameTokens(column.name), ...splitName(column.name)];
  if (words.some((word) => NOT_AMOUNTS.has(word))) return false;
  if (words.some((word) => AMOUNT_WORDS.has(word))) return true;
  return kind === 'decimal' && scale !== undefined && scale > 0;
}

/** Whether a column holds an amount by its name, in whatever type an old system keeps it. */
export function namesAmount(column: Column): boolean {
  const { kind } = column.type;
  if (kind !== 'text' && kind !== 'integer' && kind !== 'unknown') return isAmount(column);
  const words = [...nameTokens(column.name), ...splitName(column.name)];
  return !words.some((word) => NOT_AMOUNTS.has(word)) && words.some((word) => AMOUNT_WORDS.has(word));
}

/** The rows of a table where they are known. */
export function rowCount(table: Table): bigint | undefined {
  return table.statistics.rowCount === undefined ? undefined : BigInt(table.statistics.rowCount);
}

/** Who refers to a table, as far as its role depends on it. */
export interface TableSurroundings {
  /** Tables that refer to it, itself left out. */
  readonly referencedBy: readonly Table[];
  /** Rows where they are known: of the table, or of what feeds it. */
  readonly rows: bigint | undefined;
}

/** Whether a table only links others: all of its columns but counters belong to foreign keys, and there are at least two of those. */
export function isLink(table: Table): boolean {
  if (table.foreignKeys.length < 2) return false;
  const linked = new Set(table.foreignKeys.flatMap((key) => key.columns.map(foldCase)));
  const own = table.columns.filter((column) => !linked.has(foldCase(column.name)) && !table.primaryKey.some((name) => foldCase(name) === foldCase(column.name)));
  return own.length <= 1;
}

/**
 * The role of a table by itself:
 * - historical: its name says so (log, audit, archive, history, old) and nothing refers to it;
 * - transactional: it has a date and an amount and refers to something (people, things and places aside), or its name says so (order, invoice, payment, line) and it refers to something or carries a date;
 * - reference: it refers to nothing, has few columns and no amount or date, and is small, or its name says so (type, status, country);
 * - master: all others.
 * What a table waits for can only push it to a later phase (see `orderTables`).
 */
export function roleOf(table: Table, { referencedBy, rows }: TableSurroundings): TableRole {
  if (isHistorical(table) && referencedBy.length === 0) return 'historical';
  const words = nameTokens(table.name);
  const outgoing = table.foreignKeys.filter((key) => foldCase(key.referencedTable) !== foldCase(table.name)).length;
  const dated = table.columns.some((column) => column.type.kind === 'date' || column.type.kind === 'timestamp' || nameTokens(column.name).includes('date'));
  const amounts = table.columns.some(namesAmount);
  const last = words[words.length - 1] ?? '';
  const codeName = CODE_WORDS.has(last);
  if (!codeName && words.some((word) => BUSINESS_EVENTS.has(word)) && (outgoing > 0 || dated)) return 'transactional';
  if (dated && amounts && outgoing > 0 && !codeName && !ENTITIES.has(last)) return 'transactional';
  const small = !ENTITIES.has(last) && table.columns.length <= 5 && outgoing === 0 && !amounts && !dated;
  if (codeName && outgoing === 0 && (rows === undefined || rows <= CODE_ROWS * 5n)) return 'reference';
  const usedByEntities = referencedBy.some((other) => !isLink(other));
  if (small && usedByEntities && rows !== undefined && rows <= CODE_ROWS) return 'reference';
  if (small && usedByEntities && rows === undefined && table.columns.length <= 2) return 'reference';
  return 'master';
}
