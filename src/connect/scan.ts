import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue, CatalogueIssue, Table, Technology } from '../core/catalogue/catalogue.ts';
import { tableKey } from '../core/catalogue/tableKey.ts';
import { ConnectError, connectText, reasonOf } from './connectError.ts';
import type { ConnectMessageCode } from './messages.ts';
import { childMessageSchema, isServerRequest } from './protocol.ts';
import type { ChildMessage, ParentMessage, ScanRequest } from './protocol.ts';

/** Where a scan is. Counts are of tables; `total` is absent until the list is known. */
export interface ScanProgress {
  readonly phase: 'opening' | 'reading' | 'counting' | 'finished';
  /** The table being read or counted; where several are, the last begun. */
  readonly table?: string;
  /** Tables read so far. */
  readonly read: number;
  readonly total?: number;
  /** Tables whose rows were counted, and that are to be: only for sources that give estimates first. */
  readonly counted?: number;
  readonly toCount?: number;
  /** The table just read or counted, whole: a view can show it before the scan ends. */
  readonly latest?: Table;
}

export interface ScanOptions {
  /** The built entry of the reading process, `dist/connect/child.js`. */
  readonly childPath: string;
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Cancels the scan: the tables read so far come back in a catalogue that is not complete. */
  readonly signal?: AbortSignal;
  /** The program that runs the child; the current one by default (Node, or Electron acting as Node). */
  readonly execPath?: string;
  /** Added to the environment of the child. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds without a sign of life after which the child counts as hung. Counting one huge table gives no sign while it lasts. */
  readonly quietLimit?: number;
  /** Milliseconds until the first sign of life; a busy machine takes its time to start a process. */
  readonly startLimit?: number;
  /** Milliseconds between asking the child to stop and ending it. */
  readonly killAfter?: number;
  /** The password of a database server. It goes to the child in its first message and nowhere else. */
  readonly secret?: string;
}

/** Milliseconds of silence that are a hang: a schema file is read in seconds, one table of a database may take long. */
function quietLimitOf(request: ScanRequest, options: ScanOptions): number {
  if (options.quietLimit !== undefined) {
    return options.quietLimit;
  }
  switch (request.kind) {
    case 'sqlite':
    case 'files':
      return 30 * 60_000;
    case 'ddl':
    case 'report':
      return 2 * 60_000;
    case 'postgres':
    case 'mysql':
    case 'sqlserver':
    case 'oracle':
      // The drivers themselves give up half a minute after the server should have.
      return (request.statementSeconds + 60) * 1_000;
    default: {
      const never: never = request;
      return never;
    }
  }
}

/** A server is told to end what it runs, which takes a moment longer than to stop reading a file. */
function killAfterOf(request: ScanRequest, options: ScanOptions): number {
  return options.killAfter ?? (isServerRequest(request) ? 5_000 : 1_000);
}

function technologyOf(request: ScanRequest): Technology {
  switch (request.kind) {
    case 'sqlite':
      return 'SQLite';
    case 'postgres':
      return 'PostgreSQL';
    case 'mysql':
      return 'MySQL';
    case 'sqlserver':
      return 'SQL Server';
    case 'oracle':
      return 'Oracle';
    case 'files':
      return 'Files';
    case 'report':
      return 'Other';
    case 'ddl':
      return request.dialect === 'auto' ? 'Other' : request.dialect;
    default: {
      const never: never = request;
      return never;
    }
  }
}

/** Why the child will say no more. */
type Ending =
  | { readonly kind: 'finished'; readonly complete: boolean }
  | { readonly kind: 'failed'; readonly error: ConnectError }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'hung' }
  | { readonly kind: 'garbled' }
  | { readonly kind: 'notStarted'; readonly detail: string }
  | { readonly kind: 'exited'; readonly detail: string };

/**
 * Reads a source in a process of its own. A cancelled scan, and a process that crashed or hung after its first table, give a
 * catalogue with `complete: false`, the tables read so far, and an issue that says what happened. Where nothing was read,
 * throws a `ConnectError`. Private copies are removed however the process ended.
 */
export async function scan(request: ScanRequest, options: ScanOptions): Promise<Catalogue> {
  const state = new ScanState(request, options);
  if (options.signal?.aborted === true) {
    return state.result({ kind: 'cancelled' });
  }
  const scratch = await mkdtemp(join(tmpdir(), 'migration-scan-'));
  try {
    return state.result(await follow(request, options, scratch, state));
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
  }
}

/** Starts the child, feeds its messages to the state, and comes back when it has gone. */
async function follow(request: ScanRequest, options: ScanOptions, scratch: string, state: ScanState): Promise<Ending> {
  let child: ChildProcess;
  try {
    child = fork(options.childPath, [], {
      execPath: options.execPath ?? process.execPath,
      // Not the parent's flags: a debugger's port can be had only once.
      execArgv: [],
      env: childEnvironment(options),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'json',
    });
  } catch (error) {
    return { kind: 'notStarted', detail: reasonOf(error) };
  }
  return new Promise<Ending>((resolve) => {
    const quietLimit = quietLimitOf(request, options);
    let ending: Ending | undefined;
    let quiet: NodeJS.Timeout | undefined;
    let killer: NodeJS.Timeout | undefined;

    const kill = (): void => {
      child.kill('SIGKILL');
    };
    /** The first reason stands; the child then has a moment to leave by itself. */
    const end = (reason: Ending, patience: number): void => {
      ending ??= reason;
      clearTimeout(quiet);
      killer ??= setTimeout(kill, patience);
    };
    const listen = (limit: number): void => {
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        end(state.opened ? { kind: 'hung' } : { kind: 'notStarted', detail: `no answer in ${limit / 1_000} seconds` }, 0);
      }, limit);
    };
    const cancel = (): void => {
      end({ kind: 'cancelled' }, killAfterOf(request, options));
      post(child, { type: 'cancel' });
    };
    const settle = (reason: Ending): void => {
      clearTimeout(quiet);
      clearTimeout(killer);
      options.signal?.removeEventListener('abort', cancel);
      resolve(ending ?? reason);
    };

    child.on('message', (raw: unknown) => {
      const message = childMessageSchema.safeParse(raw);
      if (!message.success) {
        end({ kind: 'garbled' }, 0);
        return;
      }
      if (ending === undefined) {
        listen(quietLimit);
      }
      const reason = state.take(message.data);
      if (reason !== undefined) {
        end(reason, 5_000);
      }
    });
    child.on('error', (error) => {
      // Also reported when a message could not be sent or a kill failed: only a child that never ran ends here.
      if (child.pid === undefined) {
        settle({ kind: 'notStarted', detail: reasonOf(error) });
      }
    });
    child.on('exit', (code, signal) => {
      const detail = signal ?? `exit code ${code ?? '?'}`;
      settle(state.opened ? { kind: 'exited', detail } : { kind: 'notStarted', detail });
    });
    options.signal?.addEventListener('abort', cancel, { once: true });
    listen(options.startLimit ?? 60_000);
    state.announce('opening');
    post(child, { type: 'start', request, scratch, ...(options.secret === undefined ? {} : { secret: options.secret }) });
    if (options.signal?.aborted === true) {
      cancel();
    }
  });
}

function post(child: ChildProcess, message: ParentMessage): void {
  if (child.connected) {
    // A child that is just leaving takes no messages; its exit says the rest.
    child.send(message, () => undefined);
  }
}

/**
 * The parent's environment without what would change how the child starts or where and as whom a driver connects, without the
 * password, wherever it stands, and with what makes Electron act as Node.
 */
function childEnvironment({ env = {}, secret }: ScanOptions): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...rest } = process.env;
  const harmless = Object.entries(rest).filter(([name, value]) => !/^(?:PG|MYSQL_|TNS_ADMIN$|NODE_ORACLEDB_)/.test(name) && (secret === undefined || secret === '' || value !== secret));
  return { ...Object.fromEntries(harmless), ELECTRON_RUN_AS_NODE: '1', ...env };
}

/** What has come in so far. */
class ScanState {
  readonly #request: ScanRequest;
  readonly #onProgress: ((progress: ScanProgress) => void) | undefined;
  readonly #quietSeconds: string;
  /** By schema and name, in the order they came in first: a table comes in again when its rows are counted. `sales.orders` may be two. */
  readonly #tables = new Map<string, Table>();
  #technology: Technology;
  #origin: Catalogue['origin']['kind'];
  #bytes: string | undefined;
  #total: number | undefined;
  readonly #begun: string[] = [];
  #counted = 0;
  #toCount: number | undefined;
  #issues: CatalogueIssue[] = [];
  opened = false;

  constructor(request: ScanRequest, options: ScanOptions) {
    this.#request = request;
    this.#onProgress = options.onProgress;
    this.#quietSeconds = String(Math.round(quietLimitOf(request, options) / 100) / 10);
    this.#technology = technologyOf(request);
    this.#origin = request.kind === 'ddl' ? 'ddl' : 'database';
  }

  /** Takes a message in; gives back the ending where it is the last one. */
  take(message: ChildMessage): Ending | undefined {
    this.opened = true;
    switch (message.type) {
      case 'working':
        return undefined;
      case 'opened':
        this.#technology = message.technology;
        this.#origin = message.origin;
        this.#bytes = message.bytes;
        return undefined;
      case 'listed':
        this.#total = message.total;
        this.announce('reading');
        return undefined;
      case 'reading':
        this.#begun.push(message.table);
        this.announce(this.#phase);
        return undefined;
      case 'table': {
        const key = tableKey(message.table);
        const place = this.#begun.lastIndexOf(key);
        // A view that is only looked at was never begun.
        if (place >= 0) {
          this.#begun.splice(place, 1);
          this.#counted += this.#toCount === undefined ? 0 : 1;
        }
        this.#tables.set(JSON.stringify([message.table.schema ?? '', message.table.name]), message.table);
        this.announce(this.#phase, message.table);
        return undefined;
      }
      case 'counting':
        this.#toCount = message.total;
        this.announce('counting');
        return undefined;
      case 'finished':
        this.#issues = message.issues;
        this.announce('finished');
        return { kind: 'finished', complete: message.complete };
      case 'failed':
        return { kind: 'failed', error: new ConnectError(message.code, message.args) };
      default: {
        const never: never = message;
        return never;
      }
    }
  }

  get #phase(): ScanProgress['phase'] {
    return this.#toCount === undefined ? 'reading' : 'counting';
  }

  get #reading(): string | undefined {
    return this.#begun.at(-1);
  }

  announce(phase: ScanProgress['phase'], latest?: Table): void {
    this.#onProgress?.({
      phase,
      read: this.#tables.size,
      ...(this.#toCount === undefined ? {} : { counted: this.#counted, toCount: this.#toCount }),
      ...(this.#reading === undefined ? {} : { table: this.#reading }),
      ...(this.#total === undefined ? {} : { total: this.#total }),
      ...(latest === undefined ? {} : { latest }),
    });
  }

  /** The catalogue of what was read, or the error where nothing was. */
  result(ending: Ending): Catalogue {
    switch (ending.kind) {
      case 'finished':
        return this.#catalogue(ending.complete);
      case 'cancelled':
        // The last table may have come in before the child heard of it.
        if (this.#tables.size !== this.#total) {
          return this.#interrupted('scan.cancelled');
        }
        return this.#counted === (this.#toCount ?? this.#counted) ? this.#catalogue(true) : this.#interrupted('scan.countsCancelled');
      case 'failed':
        if (this.#tables.size === 0) {
          throw ending.error;
        }
        return this.#catalogue(false, { message: ending.error.message });
      case 'hung':
        return this.#broken(this.#reading === undefined ? 'scan.hung' : 'scan.hungAt');
      case 'garbled':
        return this.#broken('scan.garbled');
      case 'exited':
        return this.#broken(this.#reading === undefined ? 'scan.crashed' : 'scan.crashedAt', ending.detail);
      case 'notStarted':
        return this.#broken('scan.notStarted', ending.detail);
      default: {
        const never: never = ending;
        return never;
      }
    }
  }

  #broken(code: ConnectMessageCode, detail?: string): Catalogue {
    if (this.#tables.size === 0) {
      throw new ConnectError(code, this.#args(detail));
    }
    return this.#interrupted(code, detail);
  }

  #interrupted(code: ConnectMessageCode, detail?: string): Catalogue {
    return this.#catalogue(false, {
      message: connectText(code, this.#args(detail)),
      ...(this.#reading === undefined ? {} : { table: this.#reading }),
    });
  }

  #args(detail: string | undefined): Record<string, string> {
    return {
      read: String(this.#tables.size),
      total: this.#total === undefined ? '?' : String(this.#total),
      table: this.#reading ?? '?',
      counted: String(this.#counted),
      toCount: this.#toCount === undefined ? '?' : String(this.#toCount),
      detail: detail ?? '',
      seconds: this.#quietSeconds,
    };
  }

  #catalogue(complete: boolean, issue?: CatalogueIssue): Catalogue {
    return {
      catalogueVersion: 1,
      system: this.#request.system,
      role: this.#request.role,
      technology: this.#technology,
      origin: { kind: this.#origin, path: this.#request.path },
      scannedAt: this.#request.now,
      complete,
      ...(this.#bytes === undefined ? {} : { bytes: this.#bytes }),
      tables: [...this.#tables.values()],
      issues: issue === undefined ? [...this.#issues] : [...this.#issues, issue],
    };
  }
}
