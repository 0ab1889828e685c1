import { tableKey } from '../catalogue/tableKey.ts';
import { typeText } from '../catalogue/typeText.ts';
import type { Column, Table } from '../catalogue/catalogue.ts';
import { listNames } from '../proposals/problemAt.ts';
import { parseCount } from '../units/count.ts';
import { counted } from '../workflow/counted.ts';
import type { Words } from '../workflow/counted.ts';
import type { Rescan, RescanItem, RescanKind, RescanMerge } from './rescan.ts';

/** What is said differently, as it is shown. */
export interface RescanCellView {
  readonly column: string;
  readonly before: string;
  readonly after: string;
  /** By how much, e.g. `+12 %`. */
  readonly by?: string;
}

export interface RescanRowView {
  readonly id: string;
  readonly kind: RescanKind;
  readonly name: string;
  readonly cells: readonly RescanCellView[];
  /** What selecting it does; where it can't be selected, what happens. */
  readonly effect: string;
  readonly choosable: boolean;
  readonly chosen: boolean;
  readonly remarks: readonly string[];
}

/** A scan under review, for the wizard. The page keeps what is chosen, by the rows' ids. */
export interface RescanReviewView {
  /** Names this review: another scan, another id. */
  readonly id: string;
  readonly title: string;
  /** When it was scanned, and what it is held against. */
  readonly about: string;
  readonly notes: readonly string[];
  readonly counts: Readonly<Record<RescanKind, number>>;
  /** At most `MAX_SHOWN` of them. */
  readonly rows: readonly RescanRowView[];
  readonly more: number;
}

const MAX_SHOWN = 10_000;
const MAX_TEXT = 300;
/** Columns that a row lists before it says how many more there are. */
const MAX_COLUMNS = 30;

export interface AboutReview {
  readonly id: string;
  /** Names of what was shown before and is no longer to be decided. */
  readonly done: readonly string[];
  /** How many further scans wait. */
  readonly waiting: number;
}

/** What a review shows of a merge. */
export function rescanReviewView(rescan: Rescan, merge: RescanMerge, { id, done, waiting }: AboutReview, words: Words): RescanReviewView {
  const counts: Record<RescanKind, number> = { renamed: 0, yours: 0, added: 0, gone: 0, changed: 0, counts: 0 };
  for (const { kind } of merge.items) counts[kind]++;
  const { before, after } = rescan;
  const then = before && timeText(before.scannedAt);
  return {
    id, title: words('rescan.title', { system: after.system }),
    about: then === undefined || before?.scannedAt === after.scannedAt ? words('rescan.first', { now: timeText(after.scannedAt) }) : words('rescan.since', { now: timeText(after.scannedAt), then }),
    notes: notes(rescan, merge, done, waiting, words), counts,
    rows: merge.items.slice(0, MAX_SHOWN).map((item) => rowView(item, words)),
    more: Math.max(0, merge.items.length - MAX_SHOWN),
  };
}

function notes({ before, after }: Rescan, { changes }: RescanMerge, done: readonly string[], waiting: number, words: Words): string[] {
  const unread = changes?.unread ?? [];
  const list = (code: string, names: readonly string[]): string[] => (names.length === 0 ? [] : [
    words(`${code}${names.length === 1 ? 'One' : 'Many'}`, { count: names.length.toLocaleString('en'), names: listNames(names.map((name) => clip(name, 100))) }),
  ]);
  return [
    ...(after.complete ? [] : [words('rescan.note.unfinished', {})]),
    ...(before && !before.complete ? [words('rescan.note.unfinishedBefore', { then: timeText(before.scannedAt) })] : []),
    ...(after.complete ? list('rescan.note.unread', unread.map(tableKey)) : []),
    ...list('rescan.note.done', done),
    ...(waiting > 0 ? [counted(words, 'rescan.note.waiting', waiting)] : []),
  ];
}

/** What names an item, as people read it. */
export function itemName(item: RescanItem, words: Words): string {
  switch (item.kind) {
    case 'renamed':
      return item.what === 'table' ? words('rescan.renamedTo', { before: shortKey(item.before, item.after), after: shortKey(item.after, item.before) })
        : words('rescan.renamedTo', { before: words('rescan.columnOf', { table: item.table.name, column: item.before.name }), after: item.after.name });
    case 'added':
      return item.what === 'table' ? item.table.name : counted((code, args) => words(code, { ...args, table: item.table.name }), 'rescan.newColumns', item.columns.length);
    case 'gone':
      return item.what === 'table' ? item.table.name : counted((code, args) => words(code, { ...args, table: item.table.name }), 'rescan.goneColumns', item.columns.length);
    case 'changed':
      return item.change.after.name;
    case 'counts': case 'yours':
      return item.table.name;
    default:
      return item satisfies never;
  }
}

/** With its schema where that is what is different. */
function shortKey(table: Table, other: Table): string {
  return table.name === other.name ? tableKey(table) : table.name;
}

function rowView(item: RescanItem, words: Words): RescanRowView {
  const { id, kind, choosable, chosen } = item;
  return { id, kind, name: clip(itemName(item, words), MAX_TEXT), choosable, chosen, cells: cells(item, words), effect: effect(item, words), remarks: remarks(item, words) };
}

function cells(item: RescanItem, words: Words): RescanCellView[] {
  switch (item.kind) {
    case 'renamed':
      return item.what === 'table' ? volumes(item.cells, words) : item.before.nativeType === '' ? [] : [{ column: words('rescan.field.type', { column: item.after.name }), before: typeOf(item.before), after: typeOf(item.after) }].filter(({ before, after }) => before !== after);
    case 'added':
      return item.what === 'table' ? [{ column: words('rescan.field.columns', {}), before: '', after: columnNames(item.table.columns, words) }] : columnCells(item.columns, 'after', words);
    case 'gone':
      return item.what === 'table' ? [{ column: words('rescan.field.columns', {}), before: columnNames(item.table.columns, words), after: '' }] : columnCells(item.columns, 'before', words);
    case 'changed':
      return [
        ...item.change.changed.flatMap(({ after, differences }) => differences.map(({ aspect, before: was, after: is }) => ({
          column: words(`rescan.field.${aspect}`, { column: clip(after.name, 100) }), before: said(was, aspect, words), after: said(is, aspect, words),
        }))),
        ...item.change.differences.map(({ aspect, before, after }) => ({ column: words(`rescan.field.${aspect}`, {}), before: clip(before, MAX_TEXT), after: clip(after, MAX_TEXT) })),
      ];
    case 'counts': case 'yours':
      return volumes(item.cells, words);
    default:
      return item satisfies never;
  }
}

function said(value: string, aspect: string, words: Words): string {
  return aspect === 'nullable' || aspect === 'generated' ? words(value === 'true' ? 'rescan.yes' : 'rescan.no', {}) : clip(value, MAX_TEXT);
}

function volumes(offers: readonly { readonly column: 'recordCount' | 'size'; readonly shown: string; readonly found: string }[], words: Words): RescanCellView[] {
  return offers.map(({ column, shown, found }) => {
    const by = column === 'recordCount' ? percent(shown, found) : undefined;
    return { column: words(`rescan.field.${column}`, {}), before: clip(shown, 100), after: found, ...(by === undefined ? {} : { by }) };
  });
}

/** By how much a count grew, in per cent of what it was; undefined where that says nothing. */
function percent(shown: string, found: string): string | undefined {
  const [before, after] = [parseCount(shown)?.value, parseCount(found)?.value];
  if (before === undefined || after === undefined || before === 0n || before === after) return undefined;
  const tenths = ((after - before) * 1_000n) / before;
  const size = tenths < 0n ? -tenths : tenths;
  const sign = after > before ? '+' : '−';
  if (size === 0n) return `${sign}<0.1 %`;
  return size < 100n ? `${sign}${size / 10n}.${size % 10n} %` : `${sign}${(size / 10n).toLocaleString('en')} %`;
}

/** Twice as many, or half, where there are enough for that to say something. */
function jump(offers: readonly { readonly column: string; readonly shown: string; readonly found: string }[]): 'emptied' | 'filled' | 'jump' | undefined {
  const count = offers.find(({ column }) => column === 'recordCount');
  const [before, after] = [parseCount(count?.shown ?? '')?.value, parseCount(count?.found ?? '')?.value];
  if (before === undefined || after === undefined || before === after) return undefined;
  if (after === 0n) return 'emptied';
  if (before === 0n) return 'filled';
  const [less, more] = before < after ? [before, after] : [after, before];
  return more >= 100n && more >= less * 2n ? 'jump' : undefined;
}

function columnNames(columns: readonly Column[], words: Words): string {
  const shown = columns.slice(0, MAX_COLUMNS).map(({ name }) => clip(name, 100)).join(', ');
  return columns.length > MAX_COLUMNS ? `${shown} ${words('rescan.moreColumns', { count: String(columns.length - MAX_COLUMNS) })}` : shown;
}

function columnCells(columns: readonly Column[], side: 'before' | 'after', words: Words): RescanCellView[] {
  const shown = columns.slice(0, MAX_COLUMNS).map((column): RescanCellView => ({ column: clip(column.name, 100), before: '', after: '', [side]: typeOf(column) }));
  return columns.length > MAX_COLUMNS ? [...shown, { column: '…', before: '', after: '', [side]: words('rescan.moreColumns', { count: String(columns.length - MAX_COLUMNS) }) }] : shown;
}

function typeOf({ nativeType, type }: Column): string {
  return clip(nativeType === '' ? typeText(type) : nativeType, 100);
}

function effect(item: RescanItem, words: Words): string {
  switch (item.kind) {
    case 'renamed':
      return words(item.choosable ? 'rescan.effect.rename' : 'rescan.effect.moved', {});
    case 'added':
      if (item.what === 'table') return words('rescan.effect.addTable', {});
      return item.choosable ? counted(words, 'rescan.effect.addColumns', item.columns.length) : words('rescan.effect.columnsKnown', {});
    case 'gone':
      if (item.what === 'columns') return words('rescan.effect.goneColumns', {});
      if (item.reason !== undefined) return words('rescan.effect.excluded', { reason: clip(item.reason, MAX_TEXT) });
      return words(item.row === undefined ? 'rescan.effect.noRow' : 'rescan.effect.leaveBehind', {});
    case 'changed':
      return item.mapped > 0 ? words('rescan.effect.changed', {}) : '';
    case 'counts':
      return '';
    case 'yours':
      return words(item.removed ? 'rescan.effect.putBack' : 'rescan.effect.overwrite', {});
    default:
      return item satisfies never;
  }
}

function remarks(item: RescanItem, words: Words): string[] {
  const mapped = 'mapped' in item && item.mapped > 0 ? [counted(words, 'rescan.remark.mapped', item.mapped)] : [];
  switch (item.kind) {
    case 'renamed':
      return item.sure || !item.choosable ? [] : [words('rescan.remark.notSure', { percent: String(Math.round(item.likeness * 100)) })];
    case 'added':
      if (item.what === 'columns') return item.choosable && item.perhaps.length > 0 ? [words('rescan.remark.perhapsColumns', {})] : [];
      return item.perhaps ? [words('rescan.remark.perhapsRenamed', { before: item.perhaps.name })] : [];
    case 'gone':
      return [...(item.what === 'table' && item.perhaps ? [words('rescan.remark.perhapsBecame', { after: item.perhaps.name })] : []), ...mapped];
    case 'changed':
      return mapped;
    case 'counts': {
      const found = jump(item.cells);
      return found ? [words(`rescan.remark.${found}`, {})] : [];
    }
    case 'yours':
      return item.removed ? [] : [words(item.meanwhile ? 'rescan.remark.meanwhile' : 'rescan.remark.yours', {})];
    default:
      return item satisfies never;
  }
}

/** `2026-11-23 10:32`: an instant as it is written in a plan, to the minute. */
export function timeText(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
