import { Worker } from 'node:worker_threads';
import type { FoundPairs, PairingSides } from '../../core/mapping/pairing.ts';
import type { MatchTable } from '../../core/mapping/matcher/matchModel.ts';
import { fromWorkerSchema } from './protocol.ts';
import type { ToWorker } from './protocol.ts';
import type { TableNumbers } from './tableNumbers.ts';

type SentTable = Extract<ToWorker, { kind: 'match' }>['tables'][number]['table'];

export interface MatchRun {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The matching was called off. */
export class MatchCancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'MatchCancelled';
  }
}

/** The matching broke off: the thread ended, or could not do it. The next one starts a new thread. */
export class MatchFailed extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'MatchFailed';
  }
}

interface Waiting {
  readonly resolve: (found: FoundPairs) => void;
  readonly reject: (error: Error) => void;
  /** What came so far. */
  readonly found: FoundPairs;
  readonly onProgress: ((done: number, total: number) => void) | undefined;
}

/** Memory of the thread, in megabytes; a matching that needs more ends it and nothing else. */
const MOST_MEMORY = 1_024;

/** The thread of one plan: started when there is something to match, ended when there was nothing for a while. */
export class MatchThread {
  readonly #path: string;
  readonly #idle: number;
  readonly #waiting = new Map<number, Waiting>();
  readonly #numbers: TableNumbers;
  /** What the thread that runs now was sent. */
  #sent = new Set<number>();
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #request = 0;

  /** @param path of the built worker; `idle`: milliseconds without work after which the thread ends */
  constructor(path: string, numbers: TableNumbers, idle = 60_000) {
    this.#path = path;
    this.#numbers = numbers;
    this.#idle = idle;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Matches two schemas. Rejects with MatchCancelled or MatchFailed. */
  match(sides: PairingSides, { signal, onProgress }: MatchRun = {}): Promise<FoundPairs> {
    if (signal?.aborted === true) return Promise.reject(new MatchCancelled());
    clearTimeout(this.#timer);
    const request = ++this.#request;
    return new Promise<FoundPairs>((resolve, reject) => {
      const cancel = (): void => { this.#send({ kind: 'cancel', request }); };
      signal?.addEventListener('abort', cancel, { once: true });
      const settled = (): void => {
        signal?.removeEventListener('abort', cancel);
        this.#waiting.delete(request);
        this.#rest();
      };
      this.#waiting.set(request, {
        resolve: (found) => { settled(); resolve(found); },
        reject: (error) => { settled(); reject(error); },
        onProgress, found: { pairs: [], unmatched: [], tables: [] },
      });
      this.#start();
      const tables = new Map<number, MatchTable>();
      const ids = (all: readonly MatchTable[]): number[] => all.map((table) => {
        const id = this.#numbers.of(table);
        if (!this.#sent.has(id)) tables.set(id, table);
        return id;
      });
      const source = ids(sides.source.tables);
      const target = ids(sides.target.tables);
      for (const id of tables.keys()) this.#sent.add(id);
      this.#send({ kind: 'match', request, system: sides.catalogue.system, tables: [...tables].map(([id, table]) => ({ id, table: table as SentTable })), source, target });
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#end(new MatchCancelled());
  }

  #start(): void {
    if (this.#worker) return;
    this.#sent = new Set();
    const worker = new Worker(this.#path, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY } });
    this.#worker = worker;
    worker.on('message', (raw: unknown) => { this.#receive(raw); });
    const ended = (reason: string): void => {
      if (this.#worker === worker) this.#end(new MatchFailed(reason));
    };
    worker.on('error', (error: unknown) => { ended(error instanceof Error ? error.message : String(error)); });
    worker.on('exit', (code) => { ended(`the thread ended (${code})`); });
    // A thread that waits for work keeps no program alive.
    worker.unref();
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #receive(raw: unknown): void {
    const parsed = fromWorkerSchema.safeParse(raw);
    if (!parsed.success) {
      this.#end(new MatchFailed('its answer can\'t be read'));
      return;
    }
    const message = parsed.data;
    const waiting = this.#waiting.get(message.request);
    switch (message.kind) {
      case 'progress': waiting?.onProgress?.(message.done, message.total); return;
      case 'part':
        waiting?.found.pairs.push(...message.found.pairs);
        waiting?.found.unmatched.push(...message.found.unmatched);
        waiting?.found.tables.push(...message.found.tables);
        return;
      case 'found': waiting?.resolve(waiting.found); return;
      case 'cancelled': waiting?.reject(new MatchCancelled()); return;
      case 'failed': waiting?.reject(new MatchFailed(message.reason)); return;
      default: return message satisfies never;
    }
  }

  #rest(): void {
    if (this.#waiting.size > 0 || !this.#worker) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#end(new MatchCancelled()); }, this.#idle);
    this.#timer.unref();
  }

  #end(why: Error): void {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const { reject } of [...this.#waiting.values()]) reject(why);
    void worker?.terminate();
  }
}
