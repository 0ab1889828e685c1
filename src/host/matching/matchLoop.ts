import { foundPairs } from '../../core/mapping/pairing.ts';
import type { FoundPairs } from '../../core/mapping/pairing.ts';
import { Matcher } from '../../core/mapping/matcher/matcher.ts';
import type { MatchSchema, MatchTable } from '../../core/mapping/matcher/matchModel.ts';
import { toWorkerSchema } from './protocol.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

type Match = Extract<ToWorker, { kind: 'match' }>;

/** So many pairs go into one message. */
const PART = 250;

/** What was found, in pieces. */
function* parts({ pairs, unmatched, tables }: FoundPairs): Generator<FoundPairs> {
  for (let at = 0; at < Math.max(pairs.length, unmatched.length, tables.length); at += PART) {
    yield { pairs: pairs.slice(at, at + PART), unmatched: unmatched.slice(at, at + PART), tables: tables.slice(at, at + PART) };
  }
}

/** After so many milliseconds of matching the thread looks for messages. */
const SLICE = 40;

/** What the thread does with messages: matches one request after the other, in slices, and stops those that were called off. */
export class MatchLoop {
  readonly #tables = new Map<number, MatchTable>();
  readonly #matchers = new Map<string, Matcher>();
  readonly #waiting: Match[] = [];
  readonly #cancelled = new Set<number>();
  readonly #post: (message: FromWorker) => void;
  #running: number | undefined;

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  receive(raw: unknown): void {
    const message = toWorkerSchema.parse(raw);
    switch (message.kind) {
      case 'match':
        for (const { id, table } of message.tables) this.#tables.set(id, plain(table));
        this.#waiting.push(message);
        if (this.#running === undefined) void this.#run();
        return;
      case 'cancel':
        if (message.request === this.#running || this.#waiting.some(({ request }) => request === message.request)) this.#cancelled.add(message.request);
        return;
      default:
        return message satisfies never;
    }
  }

  async #run(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      this.#running = next.request;
      try {
        await this.#match(next);
      } catch (error) {
        // What is half done may be half wrong: the next one begins anew.
        this.#matchers.delete(next.system);
        this.#post({ kind: 'failed', request: next.request, reason: error instanceof Error ? error.message : String(error) });
      }
      this.#cancelled.delete(next.request);
      this.#running = undefined;
    }
  }

  async #match({ request, system, source, target }: Match): Promise<void> {
    let matcher = this.#matchers.get(system);
    if (!matcher) this.#matchers.set(system, (matcher = new Matcher()));
    const steps = matcher.steps(this.#schema(source), this.#schema(target));
    let last = performance.now();
    for (;;) {
      if (this.#cancelled.has(request)) {
        this.#post({ kind: 'cancelled', request });
        return;
      }
      const step = steps.next();
      if (step.done === true) {
        for (const found of parts(foundPairs(step.value))) this.#post({ kind: 'part', request, found });
        this.#post({ kind: 'found', request });
        return;
      }
      if (performance.now() - last > SLICE) {
        this.#post({ kind: 'progress', request, ...step.value });
        await new Promise((resolve) => { setImmediate(resolve); });
        last = performance.now();
      }
    }
  }

  #schema(ids: readonly number[]): MatchSchema {
    return {
      tables: ids.map((id) => {
        const table = this.#tables.get(id);
        if (!table) throw new Error(`table ${id} was never sent`);
        return table;
      }),
    };
  }
}

/** Parsed tables may hold keys that say `undefined`; the matcher's do not. They came as plain data and have none. */
function plain(table: Match['tables'][number]['table']): MatchTable {
  return table as MatchTable;
}
