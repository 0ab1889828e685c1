import type { CatalogueIssue, Table } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { ConnectError, connectText } from '../connectError.ts';
import { profileTable } from '../profile/profileTable.ts';
import type { DatabaseRequest, ProfileRequest } from '../protocol.ts';
import type { CountReport, Source, SourceContext, TableRef } from '../source.ts';
import type { Engine, ServerTable, Session } from './engine.ts';

/** No row is shorter than this with what the engines store around it, so that a size bounds the rows of a table without statistics. */
const LEAST_BYTES_PER_ROW = 24n;

/**
 * A database server as a source. The order is what spares it: the list, then structure and statistics of all tables in a few
 * statements, whatever their number, then exact counts of the tables that are small enough, on a few connections.
 */
export class DatabaseSource implements Source {
  readonly origin = 'database';
  readonly technology;
  readonly bytes?: bigint;
  readonly #engine: Engine;
  readonly #request: DatabaseRequest;
  readonly #context: SourceContext;
  readonly #sessions: Session[];
  readonly #issues: CatalogueIssue[] = [];
  readonly #began = performance.now();
  readonly #cancel = (): void => void this.#cancelAll();
  #refs: readonly ServerTable[] = [];
  #tables: Promise<ReadonlyMap<string, Table>> | undefined;

  constructor(engine: Engine, first: Session, request: DatabaseRequest, context: SourceContext) {
    this.#engine = engine;
    this.#request = request;
    this.#context = context;
    this.#sessions = [first];
    this.technology = engine.technology;
    if (engine.bytes !== undefined) {
      this.bytes = engine.bytes;
    }
    context.signal?.addEventListener('abort', this.#cancel);
  }

  get #first(): Session {
    return this.#sessions[0]!;
  }

  async listTables(): Promise<readonly TableRef[]> {
    this.#refs = await this.#whole(() => this.#engine.list(this.#first));
    if (this.#refs.length === 0) {
      const { database, user, schemas } = this.#request;
      throw new ConnectError('database.noTables', { database, user, schemas: schemas.length === 0 ? 'all' : schemas.join(', ') });
    }
    return this.#refs;
  }

  async readTable(ref: TableRef): Promise<Table> {
    this.#tables ??= this.#readAll();
    const tables = await this.#tables;
    const known = this.#refs.find((candidate) => candidate === ref);
    const table = known === undefined ? undefined : tables.get(known.id);
    if (table === undefined) {
      // Dropped between the list and the reading.
      throw new Error(connectText('database.tableGone', { name: tableKey(ref) }));
    }
    return table;
  }

  /** Exact counts, smallest tables first, and a look at each view whether it works at all. */
  async countRows(report: CountReport): Promise<void> {
    const tables = await (this.#tables ?? Promise.resolve(new Map<string, Table>()));
    const jobs = this.#refs
      .map((ref) => ({ ref, table: tables.get(ref.id) }))
      .filter((job): job is CountJob => job.table !== undefined && job.table.error === undefined)
      .map((job) => ({ ...job, counts: job.ref.kind === 'table' && this.#isWanted(job.table) }))
      .filter(({ ref, counts }) => counts || ref.kind === 'view' || !this.#engine.knowsRights)
      .sort((one, other) => Number(one.counts) - Number(other.counts) || compare(weight(one.table), weight(other.table)));
    report.planned(jobs.filter(({ counts }) => counts).length);
    if (jobs.length === 0) {
      return;
    }
    let failure: Error | undefined;
    const work = async (session: Session): Promise<void> => {
      for (let job = jobs.shift(); job !== undefined && failure === undefined && !this.#cancelled; job = jobs.shift()) {
        try {
          await this.#count(session, job, report);
        } catch (error) {
          failure ??= error instanceof Error ? error : new Error(this.#engine.detail(error));
        }
      }
    };
    const workers: Promise<void>[] = this.#cancellingConnection ? [] : [work(this.#first)];
    const most = Math.min(this.#request.connections, jobs.length + (this.#cancellingConnection ? 1 : 0));
    while (this.#sessions.length < most && failure === undefined && !this.#cancelled) {
      const session = await this.#another();
      if (session === undefined) {
        break;
      }
      workers.push(work(session));
    }
    // Where no other connection was to be had, the first one does the work.
    if (workers.length === 0) {
      workers.push(work(this.#first));
    }
    await Promise.all(workers);
    if (failure !== undefined) {
      throw failure;
    }
  }

  /** Looks at the values of one table. Without a dialect for that the table stays as it is, which is said once. */
  async profileTable(ref: TableRef, table: Table, care: ProfileRequest): Promise<Table> {
    const dialect = this.#engine.profileDialect;
    const known = this.#refs.find((candidate) => candidate === ref);
    if (dialect === undefined || known === undefined) {
      return table;
    }
    const session = await this.#working();
    const tables = await (this.#tables ?? Promise.resolve(new Map<string, Table>()));
    const from = (one: ServerTable): string => `${one.only === true ? 'ONLY ' : ''}${one.quoted}`;
    return profileTable((sql) => session.query(sql), dialect, from(known), table, {
      ...care,
      now: this.#request.now,
      signal: this.#context.signal,
      issues: this.#issues,
      failure: (error) => this.#engine.failure(error),
      detail: (error) => this.#engine.detail(error),
      lost: (error) => this.#engine.lost(error),
      statementSeconds: this.#request.statementSeconds,
      quotedOf: (schema, name) => {
        const other = this.#refs.find((candidate) => candidate.name === name && candidate.schema === schema);
        return other === undefined || tables.get(other.id)?.error !== undefined ? undefined : from(other);
      },
      working: () => { this.#context.working(); },
    });
  }

  issues(): Promise<readonly CatalogueIssue[]> {
    return Promise.resolve(this.#issues);
  }

  async close(): Promise<void> {
    this.#context.signal?.removeEventListener('abort', this.#cancel);
    await Promise.all(this.#sessions.map((session) => session.close()));
  }

  get #cancelled(): boolean {
    return this.#context.signal?.aborted === true;
  }

  get #cancellingConnection(): boolean {
    return this.#engine.cancelsOverConnection && this.#request.connections > 1;
  }

  async #readAll(): Promise<ReadonlyMap<string, Table>> {
    const picture = await this.#whole(() => this.#engine.read(this.#first, this.#refs));
    this.#issues.push(...picture.issues);
    return picture.tables;
  }

  /** What fails here fails for all tables: it ends the scan, with what to do. */
  async #whole<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ConnectError) {
        throw error;
      }
      if (this.#cancelled) {
        throw new ConnectError('scan.cancelledEarly');
      }
      const kind = this.#engine.failure(error);
      if (kind === 'lost') {
        throw this.#engine.lost(error);
      }
      const { database, statementSeconds } = this.#request;
      throw kind === 'timeout'
        ? new ConnectError('database.structureTimeout', { database, seconds: String(statementSeconds) })
        : new ConnectError('database.structureFailed', { database, detail: this.#engine.detail(error) });
    }
  }

  /** The connection that may be kept busy: the first one, where it is not needed to end what the others do. */
  async #working(): Promise<Session> {
    return this.#cancellingConnection ? (this.#sessions[1] ?? (await this.#another()) ?? this.#first) : this.#first;
  }

  async #another(): Promise<Session | undefined> {
    try {
      const session = await this.#engine.openSession();
      this.#sessions.push(session);
      return session;
    } catch (error) {
      // A server without a place for it is read with what there is.
      this.#issues.push({ message: connectText('database.fewerConnections', { count: String(this.#sessions.length), detail: this.#engine.detail(error) }) });
      return undefined;
    }
  }

  #isWanted(table: Table): boolean {
    const limit = this.#request.exactBelowRows;
    if (limit === 'all') {
      return true;
    }
    const { rowCount, bytes } = table.statistics;
    if (rowCount !== undefined) {
      return BigInt(rowCount) < BigInt(limit);
    }
    return bytes !== undefined && BigInt(bytes) / LEAST_BYTES_PER_ROW < BigInt(limit);
  }

  /** One exact count, or the look at a table or view that is not counted. Throws only what ends the scan. */
  async #count(session: Session, { ref, table, counts }: CountJob & { counts: boolean }, report: CountReport): Promise<void> {
    const name = tableKey(table);
    const source = `${ref.only === true ? 'ONLY ' : ''}${ref.quoted}`;
    if (counts) {
      await report.begun(table);
    }
    try {
      if (!counts) {
        await session.query(this.#engine.noRowsOf?.(source) ?? `SELECT * FROM ${source} LIMIT 0`);
        return;
      }
      const query = this.#engine.countOf?.(source) ?? `SELECT count(*) FROM ${source}`;
      const [row] = await session.query(query);
      const rowCount = Object.values(row ?? {})[0];
      if (typeof rowCount !== 'string' || !/^\d+$/.test(rowCount)) {
        throw new Error('count(*) gave no number');
      }
      const at = new Date(Date.parse(this.#request.now) + performance.now() - this.#began).toISOString();
      await report.counted({ ...table, statistics: { ...table.statistics, kind: 'measured', rowCount, query, at } });
    } catch (error) {
      if (this.#cancelled) {
        return;
      }
      const kind = this.#engine.failure(error);
      const detail = this.#engine.detail(error);
      switch (kind) {
        case 'lost':
          throw this.#engine.lost(error);
        case 'timeout':
        case 'cancelled':
        case 'locked':
          // The table is fine; what is known of its volume stays as it was.
          this.#issues.push({
            message: connectText(kind === 'timeout' ? 'database.countTimeout' : 'database.countStopped', { name, seconds: String(this.#request.statementSeconds), detail }),
            table: name,
          });
          if (counts) {
            await report.counted(table);
          }
          return;
        case 'permission':
          await report.counted({ ...table, error: connectText('database.noPermission', { name, user: this.#request.user }) });
          return;
        default:
          await report.counted({
            ...table,
            error: ref.kind === 'view' ? connectText('database.viewFails', { name, detail }) : connectText('database.countFailed', { name, detail }),
          });
      }
    }
  }

  async #cancelAll(): Promise<void> {
    const others = this.#sessions.filter((session) => !(this.#cancellingConnection && session === this.#first && this.#sessions.length > 1));
    await Promise.all(others.map((session) => session.cancel().catch(() => undefined)));
  }
}

interface CountJob {
  readonly ref: ServerTable;
  readonly table: Table;
}

/** What a count costs: rows where they are known, else bytes. */
function weight({ statistics: { rowCount, bytes } }: Table): bigint {
  return rowCount === undefined ? BigInt(bytes ?? '0') / LEAST_BYTES_PER_ROW : BigInt(rowCount);
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
