import type { Catalogue, Column, ForeignKey, Table } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { namesWithin, referencedTable } from '../inventory/tableNames.ts';
import { cellOf, inventoryKey } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import { volumeOf } from '../plan/volumes.ts';
import { formatCount } from '../units/count.ts';
import { formatSize } from '../units/size.ts';
import { countedCode } from './counted.ts';
import type { Words } from './counted.ts';
import { profileDetail } from './profileDetail.ts';
import { profileFact } from './profileFact.ts';
import { changedSince, differs, exclusionIndex, sourceTableId } from './sourcesView.ts';

/** All that is known of one table, in words: told when it is opened or looked at. */
export interface SourceTableDetail {
  readonly id: string;
  readonly facts: readonly SourceFact[];
  readonly columns: readonly ColumnLine[];
  readonly growth?: Growth;
}

export interface SourceFact {
  readonly label: string;
  readonly value: string;
  /** A query, to be shown as it is. */
  readonly query?: string;
  readonly problem?: true;
}

export interface ColumnLine {
  readonly name: string;
  /** As the engine says it. */
  readonly type: string;
  readonly keys: readonly ('primary' | 'unique' | 'foreign')[];
  readonly nullable: boolean;
  readonly generated?: true;
  readonly default?: string;
  /** What was found in its values; absent where nobody looked. */
  readonly fact?: string;
  /** The same in full, and the values as far as they may be told. */
  readonly found?: readonly SourceFact[];
  readonly comment?: string;
}

export interface Growth {
  readonly column: string;
  readonly at: string;
  readonly months: readonly { readonly month: string; readonly rows: string }[];
}

const LONGEST = 2_000;
const MOST_REFERENCES = 20;
const MOST_MONTHS = 2_400;

/** A table of a source, its keys, evidence and columns. `row`: its row of the inventory, where it has one. */
export function sourceDetail(plan: Plan, catalogue: Catalogue, table: Table, row: PlanRow | undefined, words: Words): SourceTableDetail {
  const primary = new Set(table.primaryKey);
  const unique = new Set(table.uniqueKeys.flat());
  const foreign = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  return {
    id: sourceTableId(catalogue.system, tableKey(table)),
    facts: [...volumeFacts(plan, table, row, words), ...otherFacts(plan, table, row, words), ...keyFacts(catalogue, table, words)],
    columns: table.columns.map((column) => columnLine(column, primary, unique, foreign, words)),
    ...(table.growth ? { growth: { column: table.growth.column, at: table.growth.at.slice(0, 10), months: table.growth.months.slice(-MOST_MONTHS).map(({ month, rows }) => ({ month, rows })) } } : {}),
  };
}

function columnLine(column: Column, primary: ReadonlySet<string>, unique: ReadonlySet<string>, foreign: ReadonlySet<string>, words: Words): ColumnLine {
  const fact = column.profile && profileFact(column.profile, words);
  return {
    name: column.name, type: column.nativeType.slice(0, 200), nullable: column.nullable,
    keys: [...(primary.has(column.name) ? ['primary' as const] : []), ...(unique.has(column.name) ? ['unique' as const] : []), ...(foreign.has(column.name) ? ['foreign' as const] : [])],
    ...(column.generated === true ? { generated: true as const } : {}),
    ...(column.default === undefined ? {} : { default: column.default.slice(0, 200) }),
    ...(fact === undefined || fact === '' ? {} : { fact }),
    ...(column.profile === undefined ? {} : { found: profileDetail(column.profile, words) }),
    ...(column.comment ? { comment: column.comment.slice(0, LONGEST) } : {}),
  };
}

function volumeFacts(plan: Plan, table: Table, row: PlanRow | undefined, words: Words): SourceFact[] {
  const label = words('sources.fact.rows', {});
  const { statistics } = table;
  if (table.kind === 'view') return [];
  if (!row) {
    const { kind, at = '', query = '', rowCount } = statistics;
    const count = rowCount === undefined || kind === 'unknown' ? '?' : formatCount(BigInt(rowCount), kind === 'estimated');
    return [{ label, value: `${count} · ${words(`workflow.evidence.${kind}`, { at: moment(at), query: '' })}`, ...queryOf(query) }];
  }
  const { kind, evidence } = volumeOf(plan, row);
  const cell = cellOf(row, 'recordCount').trim() || '?';
  const facts: SourceFact[] = [{ label, value: `${cell} · ${words(`workflow.evidence.${kind}`, { at: moment(evidence?.at ?? ''), query: '' })}`, ...queryOf(evidence?.query ?? '') }];
  if (evidence && evidence.confirmedBy.trim() !== '') {
    facts[0] = kind === 'stated' ? { label, value: cell } : facts[0]!;
    facts.push({ label: words('sources.fact.confirmed', {}), value: words('sources.fact.confirmedBy', { by: evidence.confirmedBy, at: evidence.confirmedAt }) });
  }
  if (differs(row, table)) {
    facts.push({ label: words('sources.fact.inSource', {}), value: words('sources.fact.inSourceCount', { count: formatCount(BigInt(statistics.rowCount ?? '0')), stated: cell }), problem: true, ...queryOf(statistics.query ?? '') });
  }
  return facts;
}

function queryOf(query: string): { query?: string } {
  return query === '' ? {} : { query: query.slice(0, LONGEST) };
}

/** An instant to the minute, as the catalogue writes it. */
function moment(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}

function otherFacts(plan: Plan, table: Table, row: PlanRow | undefined, words: Words): SourceFact[] {
  const { statistics } = table;
  const facts: SourceFact[] = [{ label: words('sources.fact.scope', {}), value: scopeWords(plan, table, row, words) }];
  if (table.error) facts.unshift({ label: words('sources.fact.error', {}), value: table.error.slice(0, LONGEST), problem: true });
  if (statistics.bytes !== undefined) {
    const bytes = formatSize(BigInt(statistics.bytes));
    facts.push({ label: words('sources.fact.size', {}), value: statistics.indexBytes === undefined || statistics.indexBytes === '0' ? bytes : words('sources.fact.sizes', { bytes, indexes: formatSize(BigInt(statistics.indexBytes)) }) });
  }
  if (statistics.changedAt !== undefined) {
    const at = moment(statistics.changedAt);
    facts.push({ label: words('sources.fact.changed', {}), ...(changedSince(table) ? { value: words('sources.fact.changedSince', { at }), problem: true } : { value: at }) });
  }
  if (table.comment) facts.push({ label: words('sources.fact.comment', {}), value: table.comment.slice(0, LONGEST) });
  return facts;
}

function scopeWords(plan: Plan, table: Table, row: PlanRow | undefined, words: Words): string {
  if (table.kind === 'view') return words('sources.fact.view', {});
  if (!row) return words('sources.fact.unlisted', {});
  const excluded = exclusionIndex(plan.state);
  const exclusion = excluded.get(cellOf(row, 'object').trim().toLowerCase()) ?? excluded.get(inventoryKey(row).trim().toLowerCase());
  if (!exclusion) return words('sources.fact.in', {});
  return exclusion.reason.trim() === '' ? words('sources.fact.leftOpen', {}) : words('sources.fact.left', { reason: exclusion.reason.trim() });
}

function keyFacts(catalogue: Catalogue, table: Table, words: Words): SourceFact[] {
  // Of what was not read at all, nobody knows its keys.
  if (table.kind === 'view' || (table.error !== undefined && table.columns.length === 0)) return [];
  const facts: SourceFact[] = [primaryKeyFact(table, words)];
  if (table.uniqueKeys.length > 0) facts.push({ label: words('sources.fact.unique', {}), value: table.uniqueKeys.map((columns) => columns.join(' + ')).join(', ').slice(0, LONGEST) });
  if (table.foreignKeys.length > 0) {
    facts.push({
      label: words('sources.fact.references', {}), value: table.foreignKeys.slice(0, MOST_REFERENCES).map((key) => referenceWords(key, words)).join('; ').slice(0, LONGEST),
      ...(table.foreignKeys.some(({ orphans }) => orphans !== undefined && BigInt(orphans.rows) > 0n) ? { problem: true as const } : {}),
    });
  }
  const names = namesWithin(catalogue);
  const from = names.refs.filter((ref) => ref.table.foreignKeys.some((key) => referencedTable(names, ref, key) === table)).map((ref) => names.nameOf(ref.table));
  if (from.length > 0) facts.push({ label: words('sources.fact.referencedBy', {}), value: from.slice(0, MOST_REFERENCES).join(', ') + (from.length > MOST_REFERENCES ? ` … (${String(from.length)})` : '') });
  return facts;
}

function primaryKeyFact(table: Table, words: Words): SourceFact {
  const label = words('sources.fact.key', {});
  if (table.primaryKey.length > 0) return { label, value: table.primaryKey.join(' + ').slice(0, LONGEST) };
  const [best] = [...table.keyCandidates ?? []].sort((a, b) => (BigInt(a.duplicates) < BigInt(b.duplicates) ? -1 : 1));
  if (!best) return { label, value: words('sources.fact.noKey', {}), problem: true };
  const columns = best.columns.join(' + ');
  const count = BigInt(best.duplicates);
  return { label, value: count === 0n ? words('sources.fact.candidate', { columns }) : words('sources.fact.candidateDuplicates', { columns, count: formatCount(count) }), problem: true };
}

function referenceWords(key: ForeignKey, words: Words): string {
  const args = { columns: key.columns.join(' + '), table: tableKey({ schema: key.referencedSchema, name: key.referencedTable }) };
  const orphans = BigInt(key.orphans?.rows ?? '0');
  if (orphans === 0n) return words('sources.fact.reference', args);
  return words(countedCode('sources.fact.referenceOrphans', orphans), { ...args, count: formatCount(orphans) });
}
