import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueIssue, Table } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { ConnectError, connectText } from '../connectError.ts';
import { fileError } from '../fileError.ts';
import { duckdbProfile } from '../profile/duckdbProfile.ts';
import { profileTable } from '../profile/profileTable.ts';
import type { ProfileRequest } from '../protocol.ts';
import type { OpenSource } from '../source.ts';
import { duckdbReason, openDuckdb, textRows } from './duckdb.ts';
import type { Duck } from './duckdb.ts';
import { listDataFiles } from './listDataFiles.ts';
import type { DataFile } from './listDataFiles.ts';
import { readCsv } from './readCsv.ts';
import { FileFault, mostLineBytes } from './reading.ts';
import type { FileContent, FileReading } from './reading.ts';
import { readJson } from './readJson.ts';
import { readParquet } from './readParquet.ts';

/** The values of the file that is looked at, in their types. */
const viewName = 'file_values';
/** Fewer rows are kept by the profile itself; larger files are read anew for each question. */
const leastKept = 2_000_000n;
const mostKept = 4n * 1024n ** 3n;

/** Reads data files through DuckDB: each is a table. Nothing is written beside them; copies in another encoding go to the scratch folder. */
export const openFiles: OpenSource<'files'> = async (request, context) => {
  const list = await listDataFiles(request.file, request.path);
  const duck = await openDuckdb({
    files: list.files.length === 1 ? list.files.map(({ file }) => file) : [],
    folders: list.folder === undefined ? [] : [list.folder],
    scratch: context.scratch,
    signal: context.signal,
  });
  const source = new FilesReader(duck, list.files, {
    scratch: context.scratch, signal: context.signal, working: () => { context.working(); },
    now: request.now, mostLine: request.maxLineBytes ?? mostLineBytes, alone: list.folder === undefined,
  });
  return {
    technology: 'Files',
    origin: 'files',
    bytes: list.files.reduce((sum, { size }) => sum + size, 0n),
    listTables: () => Promise.resolve(list.files.map(({ schema, name }) => ({ ...(schema === undefined ? {} : { schema }), name, kind: 'table' }))),
    readTable: (ref) => source.read(tableKey(ref)),
    profileTable: (ref, table, profile) => source.profile(tableKey(ref), table, profile),
    issues: () => Promise.resolve([...list.issues, ...source.issues]),
    close() {
      duck.close();
      return Promise.resolve();
    },
  };
};

interface Reading {
  readonly scratch: string;
  readonly signal: AbortSignal | undefined;
  readonly working: () => void;
  readonly now: string;
  readonly mostLine: number;
  /** One file was asked for: what fails with it fails for the source. */
  readonly alone: boolean;
}

class FilesReader {
  readonly issues: CatalogueIssue[] = [];
  readonly #duck: Duck;
  readonly #files: ReadonlyMap<string, DataFile>;
  readonly #reading: Reading;
  /** The file read last, and the query for its values: a copy of it is kept until the next one. */
  #read: { readonly key: string; readonly select: string } | undefined;

  constructor(duck: Duck, files: readonly DataFile[], reading: Reading) {
    this.#duck = duck;
    this.#files = new Map(files.map((file) => [tableKey(file), file]));
    this.#reading = reading;
  }

  async read(key: string): Promise<Table> {
    const file = this.#files.get(key);
    if (file === undefined) throw new Error('not in the list');
    try {
      return await this.#take(file, key);
    } catch (error) {
      if (this.#reading.signal?.aborted === true) throw new ConnectError('scan.cancelledEarly');
      const failure = this.#failure(error, file);
      if (this.#reading.alone) throw failure;
      return {
        ...structure(file), columns: [], error: failure.message,
        statistics: { kind: 'unknown', ...(file.size > 0n ? { bytes: file.size.toString() } : {}) },
      };
    }
  }

  /** Looks at the values of a file that was just read: in the types that were found, without the lines that are no rows. */
  async profile(key: string, table: Table, profile: ProfileRequest): Promise<Table> {
    const file = this.#files.get(key);
    if (file === undefined || this.#read?.key !== key) return table;
    const duck = this.#duck;
    const { now, signal, working } = this.#reading;
    const kept = await this.#keep(this.#read.select, file, table, profile);
    try {
      return await profileTable((sql) => textRows(duck, sql), duckdbProfile, viewName, table, {
        ...profile, now, signal, working, issues: this.issues, detail: (error) => this.#reasonOf(error, file),
      });
    } finally {
      // An interrupted query takes the next one with it.
      await duck.rows(`DROP ${kept ? 'TABLE' : 'VIEW'} IF EXISTS ${viewName}`).catch(() => undefined);
    }
  }

  /** A text file whose every row is looked at is taken apart once: the profile asks it several things. Gives whether it was kept. */
  async #keep(select: string, file: DataFile, table: Table, { sampleRows }: ProfileRequest): Promise<boolean> {
    const rows = BigInt(table.statistics.rowCount ?? '0');
    const whole = sampleRows === 0 || rows <= BigInt(sampleRows);
    if (whole && rows > leastKept && file.size <= mostKept && file.form.kind !== 'parquet') {
      try {
        await this.#duck.rows(`CREATE TEMP TABLE ${viewName} AS ${select}`);
        return true;
      } catch {
        // No room for it: the file itself is asked.
      }
    }
    await this.#duck.rows(`CREATE OR REPLACE TEMP VIEW ${viewName} AS ${select}`);
    return false;
  }

  async #take(file: DataFile, key: string): Promise<Table> {
    const before = await this.#look(file);
    if (before.size === 0n) throw new FileFault(connectText('files.empty'));
    const { columns, rowCount, query, select, issues } = await this.#content({ ...file, size: before.size });
    this.#read = { key, select };
    const after = await this.#look(file);
    for (const { message, line } of issues) this.issues.push({ message, table: key, ...(line === undefined ? {} : { line }) });
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) this.issues.push({ message: connectText('files.changed'), table: key });
    return {
      ...structure(file), columns: [...columns],
      statistics: {
        kind: 'measured', rowCount: rowCount.toString(), bytes: before.size.toString(), query, at: this.#reading.now,
        changedAt: before.mtime.toISOString(),
      },
    };
  }

  async #look({ file, shown }: DataFile): Promise<{ size: bigint; mtimeNs: bigint; mtime: Date }> {
    try {
      return await stat(file, { bigint: true });
    } catch (error) {
      throw fileError(error, shown);
    }
  }

  async #content(file: DataFile): Promise<FileContent> {
    const { scratch, signal, mostLine, working } = this.#reading;
    const reading: FileReading = { duck: this.#duck, file, mostLine, scratch, signal, working };
    // The copy of the file before this one.
    await rm(join(scratch, 'copy.txt'), { force: true });
    switch (file.form.kind) {
      case 'csv':
        return readCsv(reading);
      case 'json':
      case 'ndjson':
        return readJson(reading);
      case 'parquet':
        return readParquet(reading);
      default: {
        const never: never = file.form.kind;
        return never;
      }
    }
  }

  #failure(error: unknown, file: DataFile): ConnectError {
    if (error instanceof ConnectError) return error;
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return fileError(error, file.shown);
    return new ConnectError('files.failed', { path: file.shown, detail: error instanceof FileFault ? error.message : this.#reasonOf(error, file) });
  }

  #reasonOf(error: unknown, { file, shown }: DataFile): string {
    return duckdbReason(error, [join(this.#reading.scratch, 'copy.txt'), file], shown);
  }
}

function structure({ schema, name }: DataFile): Pick<Table, 'schema' | 'name' | 'kind' | 'primaryKey' | 'uniqueKeys' | 'foreignKeys'> {
  return { ...(schema === undefined ? {} : { schema }), name, kind: 'table', primaryKey: [], uniqueKeys: [], foreignKeys: [] };
}
