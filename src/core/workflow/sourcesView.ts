import type { Catalogue, CatalogueIssue, Table } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { namesWithin } from '../inventory/tableNames.ts';
import { cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanState } from '../plan/planState.ts';
import { remembered } from '../plan/remembered.ts';
import { volumeOf } from '../plan/volumes.ts';
import { formatCount, parseCount } from '../units/count.ts';
import { formatSize } from '../units/size.ts';
import type { Words } from './counted.ts';
import type { CellMark } from './wizardView.ts';

/** What was found in the sources, as the tree and the charts show it: a line a table. Columns are told when a table is opened. */
export interface SourcesView {
  readonly systems: readonly SystemLine[];
  /** A line that has not changed since the last view is the same object in this one. */
  readonly tables: readonly TableLine[];
}

export interface SystemLine {
  readonly name: string;
  /** Where and when it was read, or that it was not. */
  readonly note: string;
  readonly scanned: boolean;
  /** It is being read now. */
  readonly live?: true;
  /** What could not be read, at most a few of it. */
  readonly issues: readonly string[];
  readonly moreIssues?: number;
}

/** `view`: it holds no rows; `noKey`; `orphans`: rows of it refer to rows that are not there; `error`: not read whole; `changed`: its rows changed after they were counted; `differs`: the last scan counted something else than the plan says. */
export type TableFlag = 'view' | 'noKey' | 'orphans' | 'error' | 'changed' | 'differs';

/** `unlisted`: the inventory has no row for it. A view has no scope. */
export type TableScope = 'in' | 'left' | 'unlisted' | 'view';

export interface TableLine {
  /** Names it between host and page. */
  readonly id: string;
  /** Place in `systems`. */
  readonly system: number;
  readonly schema?: string;
  readonly name: string;
  /** As the inventory writes it; `?` where it is unknown. */
  readonly rows: string;
  readonly mark: CellMark;
  readonly proven: boolean;
  /** The day of the count or estimate. */
  readonly at?: string;
  /** Empty where it is unknown. */
  readonly size: string;
  /** For sorting and drawing. */
  readonly bytes?: number;
  readonly flags: readonly TableFlag[];
  /** Why it could not be read whole. */
  readonly error?: string;
  readonly scope: TableScope;
  /** Why it stays behind. */
  readonly reason?: string;
  /** Its row of the inventory, `system.object`. */
  readonly row?: string;
  readonly columns: number;
  /** Its rows by month are known. */
  readonly grown?: true;
  /** `now`: it is being read; `waiting`: shown as it was read last, and will be read again. */
  readonly live?: 'now' | 'waiting';
  /** Changes with each reading of the table: what is known of its columns is told anew then. */
  readonly stamp: number;
}

/** A scan under way: what came in so far. */
export interface LiveTables {
  readonly system: string;
  /** By `tableKey`. */
  readonly tables: ReadonlyMap<string, Table>;
  /** The table being read, by `tableKey`. */
  readonly now?: string | undefined;
  /** Tables come in with their structure; false once their rows are counted. */
  readonly reading: boolean;
  /** It is over, and what it found is about to stand in the plan. */
  readonly ended: boolean;
}

const MOST_ISSUES = 20;
const LONGEST = 1_000;
const NO_ROWS: readonly PlanRow[] = [];

/** The lines of all sources of a plan, in its order; over them what a scan under way brings in. */
export function sourcesView(plan: Plan, catalogues: readonly Catalogue[], words: Words, live?: LiveTables): SourcesView {
  const sources = catalogues.filter(({ role }) => role === 'source');
  const systems: SystemLine[] = [];
  const tables: TableLine[] = [];
  const names = [...new Set([...plan.state.sourceSystems.map(({ name }) => name), ...sources.map(({ system }) => system), ...(live ? [live.system] : [])])];
  const inventory = inventoryBySystem(rowsOf(plan, 'inventory'));
  const excluded = exclusionIndex(plan.state);
  for (const name of names) {
    const catalogue = sources.find(({ system }) => system === name);
    const running = live?.system === name ? live : undefined;
    const place = systems.length;
    systems.push(systemLine(name, catalogue, running, words));
    const rows = inventory.get(name) ?? NO_ROWS;
    const rowOf = catalogue ? rowsOfTables(catalogue, rows) : new Map<Table, PlanRow>();
    const come = new Set<string>();
    for (const table of catalogue?.tables ?? []) {
      const key = tableKey(table);
      const latest = running?.tables.get(key);
      if (latest) come.add(key);
      const state = liveState(running, key, latest !== undefined);
      tables.push(lineOf(plan, { table: latest ?? table, key, system: place, systemName: name, row: rowOf.get(table), fresh: latest !== undefined, excluded, live: state }));
    }
    for (const [key, table] of running?.tables ?? []) {
      if (come.has(key)) continue;
      const row = rows.find((one) => same(cellOf(one, 'object'), table.name) || same(cellOf(one, 'object'), key));
      tables.push(lineOf(plan, { table, key, system: place, systemName: name, row, fresh: true, excluded, live: liveState(running, key, true) }));
    }
  }
  return { systems, tables };
}

function liveState(running: LiveTables | undefined, key: string, come: boolean): TableLine['live'] {
  if (!running || running.ended) return undefined;
  if (running.now === key) return 'now';
  return running.reading && !come ? 'waiting' : undefined;
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function systemLine(name: string, catalogue: Catalogue | undefined, running: LiveTables | undefined, words: Words): SystemLine {
  const live = running?.ended === false;
  // A scan that is over stands in the plan in a moment.
  if (!catalogue) return { name, note: running ? '' : words('sources.notScanned', {}), scanned: false, issues: [], ...(live ? { live } : {}) };
  const origin = words(`sources.origin.${catalogue.origin.kind}`, { technology: catalogue.technology, path: catalogue.origin.path, at: catalogue.scannedAt.slice(0, 10) });
  const issues = catalogue.issues.map((issue) => issueText(issue, words).slice(0, LONGEST));
  return {
    name, note: catalogue.complete ? origin : words('sources.origin.partly', { origin }), scanned: true,
    issues: issues.slice(0, MOST_ISSUES),
    ...(issues.length > MOST_ISSUES ? { moreIssues: issues.length - MOST_ISSUES } : {}),
    ...(live ? { live } : {}),
  };
}

/** What could not be read, and where: "returns, line 3: …". */
export function issueText({ message, table, line }: CatalogueIssue, words: Words): string {
  const place = [table ?? '', line === undefined ? '' : words('sources.line', { line: String(line) })].filter((part) => part !== '').join(', ');
  return place === '' ? message : `${place}: ${message}`;
}

const inventoryBySystem = remembered((rows: readonly PlanRow[]): ReadonlyMap<string, readonly PlanRow[]> => {
  const found = new Map<string, PlanRow[]>();
  for (const row of rows) {
    const system = cellOf(row, 'sourceSystem');
    const list = found.get(system);
    if (list) list.push(row);
    else found.set(system, [row]);
  }
  return found;
});

/** The row of each table that has one, under whatever spelling of its name it stands. */
const rowsOfTables = remembered((catalogue: Catalogue, rows: readonly PlanRow[]): ReadonlyMap<Table, PlanRow> => {
  const names = namesWithin(catalogue);
  const found = new Map<Table, PlanRow>();
  for (const row of rows) {
    const table = names.one(cellOf(row, 'object'))?.table;
    if (table && !found.has(table)) found.set(table, row);
  }
  return found;
});

/** The exclusions by the name they leave behind, in lower case; of several the first counts. */
export const exclusionIndex = remembered((state: PlanState): ReadonlyMap<string, PlanState['exclusions'][number]> => {
  const found = new Map<string, PlanState['exclusions'][number]>();
  for (const exclusion of state.exclusions) {
    const name = exclusion.what.trim().toLowerCase();
    if (!found.has(name)) found.set(name, exclusion);
  }
  return found;
});

interface Known {
  readonly table: Table;
  readonly key: string;
  readonly system: number;
  readonly systemName: string;
  readonly row: PlanRow | undefined;
  /** Came in with the scan under way: its own figures are shown, not yet the plan's. */
  readonly fresh: boolean;
  readonly excluded: ReturnType<typeof exclusionIndex>;
  readonly live: TableLine['live'];
}

const lastLines = new WeakMap<Table, TableLine>();
let readings = 0;

function lineOf(plan: Plan, known: Known): TableLine {
  const last = lastLines.get(known.table);
  const line = freshLine(plan, known, last?.stamp ?? ++readings);
  if (last && sameLine(last, line)) return last;
  lastLines.set(known.table, line);
  return line;
}

function sameLine(a: TableLine, b: TableLine): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)] as (keyof TableLine)[]);
  for (const key of keys) {
    if (key === 'flags' ? a.flags.join() !== b.flags.join() : a[key] !== b[key]) return false;
  }
  return true;
}

function freshLine(plan: Plan, { table, key, system, systemName, row, fresh, excluded, live }: Known, stamp: number): TableLine {
  const { statistics } = table;
  const shown = fresh || !row ? volumeInSource(table) : volumeInPlan(plan, row);
  const names = row ? [cellOf(row, 'object'), inventoryKey(row)] : [];
  const exclusion = names.map((name) => excluded.get(name.trim().toLowerCase())).find((one) => one !== undefined);
  const scope: TableScope = table.kind === 'view' ? 'view' : exclusion ? 'left' : row ? 'in' : 'unlisted';
  const flags: TableFlag[] = [];
  if (table.kind === 'view') flags.push('view');
  else if (!exclusion && table.primaryKey.length === 0 && !table.error) flags.push('noKey');
  if (!exclusion && table.foreignKeys.some(({ orphans }) => orphans !== undefined && orphans.rows !== '0')) flags.push('orphans');
  if (table.error) flags.push('error');
  if (!exclusion && changedSince(table)) flags.push('changed');
  if (!exclusion && !fresh && row && differs(row, table)) flags.push('differs');
  return {
    id: sourceTableId(systemName, key), system, name: table.name, ...shown, stamp, scope, flags, columns: table.columns.length,
    size: statistics.bytes === undefined ? '' : formatSize(BigInt(statistics.bytes)),
    ...(statistics.bytes === undefined ? {} : { bytes: Number(statistics.bytes) }),
    ...(table.schema === undefined || table.schema === '' ? {} : { schema: table.schema }),
    ...(table.error ? { error: table.error.slice(0, LONGEST) } : {}),
    ...(exclusion ? { reason: exclusion.reason.trim() } : {}),
    ...(row ? { row: inventoryKey(row) } : {}),
    ...(table.growth ? { grown: true as const } : {}),
    ...(live ? { live } : {}),
  };
}

type Shown = Pick<TableLine, 'rows' | 'mark' | 'proven' | 'at'>;

function volumeInPlan(plan: Plan, row: PlanRow): Shown {
  const { kind, proven, evidence, count } = volumeOf(plan, row);
  const confirmed = evidence !== undefined && evidence.confirmedBy.trim() !== '' && kind !== 'measured';
  const at = confirmed ? evidence.confirmedAt : evidence?.at ?? '';
  return { rows: count === undefined ? '?' : cellOf(row, 'recordCount').trim(), mark: confirmed ? 'confirmed' : kind, proven, ...(at === '' ? {} : { at: at.slice(0, 10) }) };
}

function volumeInSource({ statistics: { kind, rowCount, at } }: Table): Shown {
  if (kind === 'unknown' || rowCount === undefined) return { rows: '?', mark: 'unknown', proven: false };
  return { rows: formatCount(BigInt(rowCount), kind === 'estimated'), mark: kind, proven: kind === 'measured', ...(at === undefined ? {} : { at: at.slice(0, 10) }) };
}

/** True where the engine notes a change to the rows after they were counted or estimated. */
export function changedSince({ statistics: { at, changedAt } }: Table): boolean {
  return at !== undefined && changedAt !== undefined && Date.parse(changedAt) > Date.parse(at);
}

/** True where the last scan counted something else than the plan says. */
export function differs(row: PlanRow, { statistics: { kind, rowCount } }: Table): boolean {
  const stated = parseCount(cellOf(row, 'recordCount'));
  return kind === 'measured' && rowCount !== undefined && stated !== undefined && stated.value !== BigInt(rowCount);
}

/** Names a table of a system between host and page. */
export function sourceTableId(system: string, key: string): string {
  return `${system}/${key}`;
}

/** The table that an id names, with its row in the inventory where it has one. */
export function findSourceTable(plan: Plan, catalogues: readonly Catalogue[], id: string): { readonly catalogue: Catalogue; readonly table: Table; readonly row: PlanRow | undefined } | undefined {
  return sourceTables(plan, catalogues)(id);
}

/** Finds tables by their ids; made once for many. */
export function sourceTables(plan: Plan, catalogues: readonly Catalogue[]): (id: string) => ReturnType<typeof findSourceTable> {
  const found = new Map<string, NonNullable<ReturnType<typeof findSourceTable>>>();
  const inventory = inventoryBySystem(rowsOf(plan, 'inventory'));
  for (const catalogue of catalogues) {
    if (catalogue.role !== 'source') continue;
    const rows = rowsOfTables(catalogue, inventory.get(catalogue.system) ?? NO_ROWS);
    for (const table of catalogue.tables) found.set(sourceTableId(catalogue.system, tableKey(table)), { catalogue, table, row: rows.get(table) });
  }
  return (id) => found.get(id);
}
