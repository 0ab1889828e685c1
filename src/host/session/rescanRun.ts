import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { ParsedPlan } from '../../core/document/parsedPlan.ts';
import type { Plan, PlanRow } from '../../core/plan/plan.ts';
import { EditRefused } from '../../core/plan/planEdit.ts';
import { mergeRescan } from '../../core/rescan/mergeRescan.ts';
import type { Rescan, RescanItem, RescanMerge } from '../../core/rescan/rescan.ts';
import { itemName, rescanReviewView, timeText } from '../../core/rescan/rescanReviewView.ts';
import type { RescanReviewView } from '../../core/rescan/rescanReviewView.ts';
import { rescanTextEdits } from '../../core/rescan/rescanTextEdits.ts';
import type { NotRenamed } from '../../core/rescan/rescanTextEdits.ts';
import { counted } from '../../core/workflow/counted.ts';
import type { EditOutcome } from '../editQueue.ts';
import { unreadable } from '../editQueue.ts';
import { PendingScans } from '../pendingScans.ts';
import type { PendingScan } from '../pendingScans.ts';
import type { Analysis } from '../planAnalysis.ts';
import type { Services } from '../services.ts';
import { words } from '../words.ts';
import type { PlanSession } from './planSession.ts';

/** What became of a scan: it was taken over whole, it says the same as before, or a person has to look at it. */
export type ScanTaken = 'taken' | 'same' | 'review' | 'refused';

interface Known {
  readonly plan: Plan;
  readonly rescan: Rescan;
  readonly merge: RescanMerge;
}

/**
 * Scans of systems that the plan knows, under review. Neither the plan nor the stored catalogue is touched before the person
 * chooses; until then a scan waits in the editor's storage. What is shown is worked out for the plan as it stands.
 */
export class RescanRun {
  readonly #services: Services;
  readonly #session: PlanSession;
  readonly #stored: PendingScans;
  #waiting: PendingScan[] | undefined;
  /** Put off: nothing is shown until it is asked for. */
  #putOff = false;
  #known: Known | undefined;
  #shown: { readonly key: readonly unknown[]; readonly view: RescanReviewView } | undefined;
  /** What was shown of the review, by id: what is missing later was done meanwhile. */
  #seen = new Map<string, string>();
  #number = 0;

  constructor(services: Services, session: PlanSession) {
    this.#services = services;
    this.#session = session;
    this.#stored = new PendingScans(services.context);
  }

  /** The scans that wait for a decision, the one that is shown first. */
  async waiting(): Promise<readonly PendingScan[]> {
    return this.#waiting ??= await this.#stored.list(this.#session.uri);
  }

  /** Takes a scan in: writes what needs no decision, and keeps the rest for the person to look at. `base`: the inventory when it began. */
  async begin(catalogue: Catalogue, base: readonly PlanRow[]): Promise<ScanTaken> {
    const scan: PendingScan = { id: `scan-${String(++this.#number)}-${catalogue.scannedAt}`, catalogue, base };
    const analysis = await this.#session.analysis();
    if (!analysis.current.plan) {
      await this.#keep(scan);
      return 'review';
    }
    const { rescan, merge } = merged(analysis.current.plan, analysis.catalogues, scan);
    if (rescan.before && merge.items.length > 0) {
      await this.#keep(scan);
      return 'review';
    }
    // Nothing is to be decided, or all of it is new.
    const outcome = await this.#write(scan, (items) => new Set(items.filter(({ chosen }) => chosen).map(({ id }) => id)));
    if (outcome.kind === 'refused') {
      await this.#keep(scan);
      this.#session.notify(words(outcome.code, outcome.args), 'warning');
      return 'refused';
    }
    const after = await this.#session.analysis();
    const left = after.current.plan ? merged(after.current.plan, after.catalogues, scan).merge.items : [];
    if (left.length > 0) {
      await this.#keep(scan);
      return 'review';
    }
    await this.#forget(scan);
    return rescan.before ? 'same' : 'taken';
  }

  /** What the wizard shows; undefined while nothing waits, or it was put off. While the text can't be read, the last review stays. */
  async view(analysis: Analysis): Promise<RescanReviewView | undefined> {
    const waiting = await this.waiting();
    const [scan] = waiting;
    if (!scan || this.#putOff) return undefined;
    const { plan } = analysis.current;
    if (!plan) return this.#shown?.view;
    const { rescan, merge } = this.#merge(plan, analysis.catalogues, scan);
    const key = [merge, waiting.length];
    if (this.#shown?.key.every((part, index) => part === key[index]) === true) return this.#shown.view;
    const ids = new Set(merge.items.map(({ id }) => id));
    const done = [...this.#seen].filter(([id]) => !ids.has(id)).map(([, name]) => name);
    for (const item of merge.items) this.#seen.set(item.id, itemName(item, words));
    this.#shown = { key, view: rescanReviewView(rescan, merge, { id: scan.id, done, waiting: waiting.length - 1 }, words) };
    return this.#shown.view;
  }

  /** Takes over what was chosen as one undo step, stores the catalogue, and goes on to the next scan that waits. */
  async apply(review: string, ids: readonly string[]): Promise<void> {
    const [scan] = await this.waiting();
    if (scan?.id !== review) return;
    const chosen = new Set(ids);
    let taken = 0;
    const outcome = await this.#write(scan, (items) => {
      taken = items.filter((item) => item.choosable && chosen.has(item.id)).length;
      return chosen;
    });
    if (outcome.kind === 'refused') {
      this.#session.notify(words(outcome.code, outcome.args), 'warning');
      return;
    }
    await this.#forget(scan);
    const { system } = scan.catalogue;
    const done = taken === 0 ? vscode.l10n.t('The scan of {system} is stored; the rows of the plan stay as they are.', { system })
      : taken === 1 ? vscode.l10n.t('1 change of {system} taken over. Undo takes it back.', { system })
        : vscode.l10n.t('{count} changes of {system} taken over. Undo takes all of them back.', { count: taken.toLocaleString('en'), system });
    const failed = outcome.notRenamed.map(({ item, code, args }) => vscode.l10n.t('{name} was not renamed: {reason}', { name: itemName(item, words), reason: words(code, args) }));
    this.#session.notify([done, ...failed].join(' '), failed.length > 0 ? 'warning' : 'info');
    this.#session.changed();
  }

  /** Takes over what the review that is shown selects by itself, all that it could, or nothing but the scan. */
  async applyOffered(which: 'offered' | 'all' | 'none'): Promise<void> {
    const [scan] = await this.waiting();
    const { current, catalogues } = await this.#session.analysis();
    if (!scan || !current.plan) return;
    const { items } = this.#merge(current.plan, catalogues, scan).merge;
    await this.apply(scan.id, items.filter(({ choosable, chosen }) => choosable && which !== 'none' && (which === 'all' || chosen)).map(({ id }) => id));
  }

  /** Puts the review off; the scans wait, in this window and the next. */
  putOff(): void {
    this.#putOff = true;
    this.#session.changed();
    this.#session.notify(vscode.l10n.t('What changed waits for you: Rescan shows it again.'));
  }

  /** Shows what waits again. */
  show(): void {
    this.#putOff = false;
    this.#session.changed();
  }

  /** Drops the scan that is shown: plan and catalogue stay as they are. */
  async discard(review: string): Promise<void> {
    const [scan] = await this.waiting();
    if (scan?.id !== review) return;
    await this.#forget(scan);
    this.#session.notify(vscode.l10n.t('The scan of {system} is discarded. The plan and what is kept of the system stay as they were.', { system: scan.catalogue.system }));
    this.#session.changed();
  }

  /** In one line that a scan found nothing new. */
  sayNothingChanged(catalogue: Catalogue, then: string | undefined): void {
    const tables = counted(words, 'rescan.tables', catalogue.tables.filter(({ kind }) => kind === 'table').length);
    this.#session.notify(words(then === undefined ? 'rescan.nothingNew' : 'rescan.nothing', { system: catalogue.system, tables, then: then === undefined ? '' : timeText(then) }));
  }

  async #keep(scan: PendingScan): Promise<void> {
    const waiting = (await this.waiting()).filter((other) => other.catalogue.origin.path !== scan.catalogue.origin.path);
    await this.#stored.keep(this.#session.uri, scan);
    this.#waiting = [...waiting, scan];
    this.#reset();
  }

  async #forget(scan: PendingScan): Promise<void> {
    const waiting = (await this.waiting()).filter((other) => other.catalogue.origin.path !== scan.catalogue.origin.path);
    await this.#stored.drop(this.#session.uri, scan);
    this.#waiting = waiting;
    this.#reset();
  }

  #reset(): void {
    this.#putOff = false;
    this.#known = undefined;
    this.#shown = undefined;
    this.#seen = new Map();
    this.#session.changed();
  }

  #merge(plan: Plan, catalogues: readonly Catalogue[], scan: PendingScan): Known {
    const known = this.#known;
    if (known?.plan === plan && sameRescan(known.rescan, rescanOf(plan, catalogues, scan))) return known;
    return this.#known = merged(plan, catalogues, scan);
  }

  /** The document first: where that is refused, the catalogue stays, and the scan waits. */
  async #write(scan: PendingScan, choose: (items: readonly RescanItem[]) => ReadonlySet<string>): Promise<EditOutcome & { readonly notRenamed: readonly NotRenamed[] }> {
    const { catalogues } = await this.#session.analysis();
    let notRenamed: readonly NotRenamed[] = [];
    let kept: Catalogue | undefined;
    const outcome = await this.#services.queue.applyText(await this.#session.document(), (_text, read) => {
      const parsed: ParsedPlan = read();
      if (!parsed.plan) {
        const { code, args } = unreadable(parsed);
        throw new EditRefused(code, args);
      }
      const { rescan, merge } = merged(parsed.plan, catalogues, scan);
      kept = merge.kept;
      const result = rescanTextEdits(parsed, rescan, merge, {
        chosen: choose(merge.items), stored: this.#services.catalogues.pathOf(this.#session.uri, merge.kept), goneReason: words('rescan.gone', { date: scan.catalogue.scannedAt.slice(0, 10) }),
      });
      notRenamed = result.notRenamed;
      return result.edits;
    });
    if (outcome.kind !== 'refused' && kept) {
      await this.#services.catalogues.write(this.#session.uri, kept);
      this.#services.analysis.invalidate();
    }
    return { ...outcome, notRenamed };
  }
}

function merged(plan: Plan, catalogues: readonly Catalogue[], scan: PendingScan): Known {
  const rescan = rescanOf(plan, catalogues, scan);
  return { plan, rescan, merge: mergeRescan(plan, rescan) };
}

/** The system may have another name by now; it is known by where it is read from. */
function rescanOf(plan: Plan, catalogues: readonly Catalogue[], { catalogue, base }: PendingScan): Rescan {
  const systems = plan.state.sourceSystems;
  const name = (systems.find((system) => system.name === catalogue.system) ?? systems.find((system) => system.connection === catalogue.origin.path))?.name ?? catalogue.system;
  const before = catalogues.find((other) => other.role === 'source' && other.system === name);
  return {
    before, others: catalogues.filter((other) => other !== before),
    after: name === catalogue.system ? catalogue : named(catalogue, name),
    base: name === catalogue.system ? base : base.map((row) => (row.cells['sourceSystem'] === catalogue.system ? { cells: { ...row.cells, sourceSystem: name } } : row)),
  };
}

const renamed = new WeakMap<Catalogue, Catalogue>();

function named(catalogue: Catalogue, system: string): Catalogue {
  const known = renamed.get(catalogue);
  if (known?.system === system) return known;
  const result = { ...catalogue, system };
  renamed.set(catalogue, result);
  return result;
}

function sameRescan(one: Rescan, other: Rescan): boolean {
  return one.before === other.before && one.after === other.after && one.others.length === other.others.length && one.others.every((catalogue, index) => catalogue === other.others[index]);
}
