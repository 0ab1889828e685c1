import * as vscode from 'vscode';
import type { Catalogue, Table } from '../../core/catalogue/catalogue.ts';
import { baseTables } from '../../core/inventory/tableNames.ts';
import { NO_MATCHING, matchingOf } from '../../core/mapping/matching.ts';
import type { Matching } from '../../core/mapping/matching.ts';
import { pairingOf, pairingSides } from '../../core/mapping/pairing.ts';
import type { FoundPairs, Pairing, PairingSides } from '../../core/mapping/pairing.ts';
import { scopeOf } from '../../core/mapping/scope.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { remembered } from '../../core/plan/remembered.ts';
import { catalogueSet } from '../../core/proposals/catalogueSet.ts';
import type { CatalogueSet } from '../../core/proposals/catalogueSet.ts';
import type { Log } from '../log.ts';
import { MatchCancelled, MatchThread } from './matchThread.ts';
import type { MatchRun } from './matchThread.ts';
import { TableNumbers } from './tableNumbers.ts';

/** The answers of former catalogues that are kept: what was read again and says the same is answered at once. */
const MOST_ANSWERS = 12;

/** Which tables of a source take part. */
interface Wanted {
  readonly source: Catalogue;
  readonly target: Catalogue;
  readonly only: (table: Table) => boolean;
  /** The same as a text. */
  readonly choice: string;
}

interface Known {
  readonly byChoice: Map<string, Pairing>;
  last: Pairing | undefined;
}

/**
 * What goes with what, for every plan that is open: worked out in a thread for each plan, kept by the catalogues. Who needs it
 * at once gets what is known, and hears when there is more.
 */
export class Matchings implements vscode.Disposable {
  readonly #path: string;
  readonly #log: Log;
  readonly #numbers = new TableNumbers();
  readonly #threads = new Map<string, MatchThread>();
  readonly #known = remembered((_source: Catalogue, _target: Catalogue): Known => ({ byChoice: new Map(), last: undefined }));
  readonly #last = remembered((_set: CatalogueSet): { pairings: readonly Pairing[] } => ({ pairings: [] }));
  /** Answers by the numbers of the tables asked about, the latest last. */
  readonly #answers = new Map<string, FoundPairs>();
  /** What is being worked out, and what failed: not tried again before somebody asks for it. */
  readonly #running = new Map<string, Promise<FoundPairs>>();
  readonly #failed = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** Something more is known. */
  readonly onDidChange = this.#changed.event;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** What is known now; what is not is asked for, and told by `onDidChange`. */
  known(uri: vscode.Uri, plan: Plan, catalogues: readonly Catalogue[]): Matching {
    const set = catalogueSet(catalogues);
    const pairings = wantedOf(plan, set).flatMap((wanted) => {
      const known = this.#known(wanted.source, wanted.target);
      const pairing = known.byChoice.get(wanted.choice);
      if (!pairing) this.#ask(uri, wanted);
      return pairing ?? known.last ?? [];
    });
    return this.#matching(plan, set, pairings);
  }

  /** Waits until everything is known. Rejects with MatchCancelled or MatchFailed. */
  async ready(uri: vscode.Uri, plan: Plan, catalogues: readonly Catalogue[], run: MatchRun = {}): Promise<Matching> {
    const set = catalogueSet(catalogues);
    const pairings: Pairing[] = [];
    for (const wanted of wantedOf(plan, set)) pairings.push(await this.#pairing(uri, wanted, run));
    return this.#matching(plan, set, pairings);
  }

  /** Ends the thread of a plan that was closed. */
  end(uri: vscode.Uri): void {
    this.#threads.get(uri.toString())?.dispose();
    this.#threads.delete(uri.toString());
  }

  dispose(): void {
    for (const thread of this.#threads.values()) thread.dispose();
    this.#threads.clear();
    this.#changed.dispose();
  }

  #matching(plan: Plan, set: CatalogueSet, pairings: readonly Pairing[]): Matching {
    if (pairings.length === 0) return NO_MATCHING;
    const last = this.#last(set);
    if (last.pairings.length !== pairings.length || last.pairings.some((pairing, index) => pairing !== pairings[index])) last.pairings = pairings;
    return matchingOf(set, last.pairings, plan.state.rejectedMatches);
  }

  #ask(uri: vscode.Uri, wanted: Wanted): void {
    const sides = pairingSides(wanted.source, wanted.target, wanted.only);
    const key = this.#key(sides);
    if (this.#running.has(key) || this.#failed.has(key)) return;
    this.#pairing(uri, wanted).then(() => { this.#changed.fire(); }, (error: unknown) => {
      if (!(error instanceof MatchCancelled)) this.#log.error(`The fields of ${wanted.source.system} could not be matched.`, error instanceof Error ? error : String(error));
    });
  }

  async #pairing(uri: vscode.Uri, { source, target, only, choice }: Wanted, run: MatchRun = {}): Promise<Pairing> {
    const known = this.#known(source, target);
    const found = known.byChoice.get(choice);
    if (found) return found;
    const sides = pairingSides(source, target, only);
    const pairing = pairingOf(sides, await this.#find(uri, sides, run));
    if (known.byChoice.size >= MOST_ANSWERS) known.byChoice.clear();
    known.byChoice.set(choice, pairing);
    known.last = pairing;
    return pairing;
  }

  #find(uri: vscode.Uri, sides: PairingSides, run: MatchRun): Promise<FoundPairs> {
    const key = this.#key(sides);
    const answer = this.#answers.get(key);
    if (answer) return Promise.resolve(answer);
    // A run that somebody watches is one of its own: it has its progress and its cancel. The thread knows the tables by then.
    const running = this.#running.get(key);
    if (running && !run.signal && !run.onProgress) return running;
    const found = this.#thread(uri).match(sides, run);
    this.#running.set(key, found);
    const done = (): void => { if (this.#running.get(key) === found) this.#running.delete(key); };
    found.then((result) => {
      done();
      this.#failed.delete(key);
      this.#answers.set(key, result);
      for (const old of this.#answers.keys()) if (this.#answers.size > MOST_ANSWERS) this.#answers.delete(old);
    }, (error: unknown) => {
      done();
      if (!(error instanceof MatchCancelled)) this.#failed.add(key);
    });
    return found;
  }

  #key({ catalogue, source, target }: PairingSides): string {
    const numbers = (tables: PairingSides['source']['tables']): string => tables.map((table) => this.#numbers.of(table)).join(',');
    return `${catalogue.system}|${numbers(source.tables)}|${numbers(target.tables)}`;
  }

  #thread(uri: vscode.Uri): MatchThread {
    const key = uri.toString();
    let thread = this.#threads.get(key);
    if (!thread) this.#threads.set(key, (thread = new MatchThread(this.#path, this.#numbers)));
    return thread;
  }
}

function wantedOf(plan: Plan, set: CatalogueSet): Wanted[] {
  const { target, sources } = set;
  if (!target) return [];
  const scope = scopeOf(plan, sources);
  return sources.map((source) => {
    const only = (table: Table): boolean => scope(source, table);
    return { source, target, only, choice: baseTables(source).map((table) => (only(table) ? '1' : '0')).join('') };
  });
}
