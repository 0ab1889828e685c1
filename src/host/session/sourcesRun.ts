import type { Catalogue, Table } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { leaveTablesBehind, takeTablesBack } from '../../core/workflow/scopeEdits.ts';
import { ROW_BYTES, restInWords, scanRest } from '../../core/workflow/scanRest.ts';
import { sourceDetail } from '../../core/workflow/sourceDetail.ts';
import type { SourceTableDetail } from '../../core/workflow/sourceDetail.ts';
import { findSourceTable, sourcesView } from '../../core/workflow/sourcesView.ts';
import type { SourcesView } from '../../core/workflow/sourcesView.ts';
import type { ScanView } from '../../core/workflow/wizardView.ts';
import type { ScanProgress } from '../../connect/scan.ts';
import { words } from '../words.ts';
import type { PlanSession } from './planSession.ts';

/** What a scan says of itself, so that the wizard shows the tables as they come in. */
export interface LiveScan {
  readonly system: string;
  readonly progress: ScanProgress;
}

/** The wizard is drawn so often while a scan runs, at most: milliseconds. */
const PACE = 250;
/** The estimate of the rest is told anew at least this often. */
const TICK = 5_000;
/** A scan that ended without a catalogue is out of view after this. */
const LINGER = 5_000;

interface Running {
  readonly system: string;
  /** By `tableKey`. */
  readonly tables: Map<string, Table>;
  tick: NodeJS.Timeout;
  progress: ScanProgress;
  /** Tables done in this phase, and when it began. */
  done: Set<string>;
  begun: number;
  /** What was known of the system before. */
  before?: Catalogue | undefined;
  /** When the last word of the scan came: what it found stays in view until it stands in the plan. */
  ended?: number;
}

/** What was found in the sources of a plan, and what a scan under way adds to it. */
export class SourcesRun {
  readonly #session: PlanSession;
  #running: Running | undefined;
  #drawn = 0;
  #drawSoon: NodeJS.Timeout | undefined;

  constructor(session: PlanSession) {
    this.#session = session;
  }

  /** Where a scan is now; undefined: there is none (any more). */
  scanned(live: LiveScan | undefined, running: boolean): void {
    const first = live !== undefined && this.#running === undefined;
    if (live !== undefined) this.#take(live);
    const run = this.#running;
    if (!running && run && run.ended === undefined) {
      clearInterval(run.tick);
      run.ended = Date.now();
      run.tick = setTimeout(() => { this.#session.changed(); }, LINGER);
    }
    this.#draw(first || !running);
  }

  #take({ system, progress }: LiveScan): void {
    const now = Date.now();
    let run = this.#running;
    if (run?.system !== system || run.ended !== undefined) {
      this.#end();
      const tick = setInterval(() => { this.#session.changed(); }, TICK);
      run = this.#running = { system, tables: new Map(), progress, done: new Set(), begun: now, tick };
    }
    if (run.progress.phase !== progress.phase) {
      run.done = new Set();
      run.begun = now;
    }
    run.progress = progress;
    if (progress.latest) {
      const key = tableKey(progress.latest);
      run.tables.set(key, progress.latest);
      run.done.add(key);
    }
  }

  #end(): void {
    if (this.#running) clearTimeout(this.#running.tick);
    this.#running = undefined;
  }

  /** A scan reports each table; the page is not drawn for each. */
  #draw(atOnce: boolean): void {
    const wait = this.#drawn + PACE - Date.now();
    if (atOnce || wait <= 0) {
      if (this.#drawSoon) clearTimeout(this.#drawSoon);
      this.#drawSoon = undefined;
      this.#drawn = Date.now();
      this.#session.changed();
    } else {
      this.#drawSoon ??= setTimeout(() => { this.#draw(true); }, wait);
    }
  }

  async view(): Promise<SourcesView> {
    const { plan, catalogues } = await this.#session.analysis();
    const known = catalogues.find(({ role, system }) => role === 'source' && system === this.#running?.system);
    const run = this.#settled(known);
    return sourcesView(plan, catalogues, words, run && { system: run.system, tables: run.tables, now: run.progress.table, reading: run.progress.phase !== 'counting', ended: run.ended !== undefined });
  }

  /** The scan to show: none once what it found stands in the plan. */
  #settled(known: Catalogue | undefined): Running | undefined {
    const run = this.#running;
    if (!run) return undefined;
    if (run.ended === undefined) {
      run.before = known;
      return run;
    }
    if (known === run.before && Date.now() - run.ended < LINGER) return run;
    this.#end();
    return undefined;
  }

  /** The scan as it is shown, with what it will still take where that can be told. */
  async scanView(view: ScanView): Promise<ScanView> {
    const run = this.#running;
    if (!run || run.ended !== undefined) return view;
    const { catalogues } = await this.#session.analysis();
    const before = catalogues.find(({ role, system }) => role === 'source' && system === run.system);
    const rest = restOf(run, new Map((before?.tables ?? []).map((table) => [tableKey(table), table])));
    if (rest === undefined || rest === 0) return view;
    const { code, args } = restInWords(rest);
    return { ...view, rest: words(code, args) };
  }

  /** All that is known of a table; undefined where there is no such table (any more). */
  async detail(id: string): Promise<SourceTableDetail | undefined> {
    const { plan, catalogues } = await this.#session.analysis();
    const found = findSourceTable(plan, catalogues, id);
    const run = this.#running;
    const slash = run ? `${run.system}/` : '';
    const fresh = run && id.startsWith(slash) ? run.tables.get(id.slice(slash.length)) : undefined;
    if (found) return sourceDetail(plan, found.catalogue, fresh ?? found.table, found.row, words);
    if (!fresh || !run) return undefined;
    const catalogue = { catalogueVersion: 1, system: run.system, role: 'source', technology: 'Other', origin: { kind: 'database', path: '' }, scannedAt: '', complete: false, tables: [fresh], issues: [] } as const;
    return sourceDetail(plan, { ...catalogue, tables: [fresh], issues: [] }, fresh, undefined, words);
  }

  /** Leaves tables behind for a reason, or takes them back where none is given: one undo step. Says why it could not. */
  async scope(ids: readonly string[], reason?: string): Promise<void> {
    const { catalogues } = await this.#session.analysis();
    const refused = await this.#session.apply(({ plan }) => {
      if (!plan) return undefined;
      return reason === undefined ? takeTablesBack(plan, catalogues, ids) : leaveTablesBehind(plan, catalogues, ids, reason);
    });
    if (refused !== undefined) this.#session.notify(refused, 'warning');
  }

  dispose(): void {
    this.#end();
    if (this.#drawSoon) clearTimeout(this.#drawSoon);
  }
}

/** Milliseconds that the phase of the scan will still take; undefined while nothing sound can be said. */
function restOf(run: Running, before: ReadonlyMap<string, Table>): number | undefined {
  const { phase, total, toCount } = run.progress;
  const all = phase === 'counting' ? toCount : phase === 'reading' ? total : undefined;
  if (all === undefined) return undefined;
  const done = [...run.done].map((key) => weightOf(run.tables.get(key)));
  const known = phase === 'counting' ? [...run.tables.values()].filter(({ statistics }) => statistics.kind === 'estimated') : [...before].filter(([key]) => !run.tables.has(key)).map(([, table]) => table);
  const waiting = known.filter((table) => !run.done.has(tableKey(table))).map(weightOf);
  const missing = Math.max(0, all - done.length);
  // Of the tables that wait, as many as there are to come; where fewer are known, nothing is known of the others.
  const left = [...waiting.sort((a, b) => (a ?? 0) - (b ?? 0)).slice(0, missing), ...Array.from<undefined>({ length: Math.max(0, missing - waiting.length) })];
  return scanRest({ elapsed: Date.now() - run.begun, done, left });
}

function weightOf(table: Table | undefined): number | undefined {
  if (!table) return undefined;
  const { bytes, rowCount } = table.statistics;
  if (bytes !== undefined) return Number(bytes);
  return rowCount === undefined ? undefined : Number(rowCount) * ROW_BYTES;
}
