import type { Column } from '../../core/catalogue/catalogue.ts';
import { formatCount } from '../../core/units/count.ts';
import { connectText } from '../connectError.ts';
import { csvDialect } from './csvDialect.ts';
import type { CsvDialect } from './csvDialect.ts';
import { csvRejects } from './csvRejects.ts';
import { proofs, proven, textType } from './csvTypes.ts';
import type { ColumnType, TypeGuess } from './csvTypes.ts';
import { countOf, textOf } from './duckdb.ts';
import type { DuckRow } from './duckdb.ts';
import { call, identifier, literal } from './duckdbSql.ts';
import { prepareText } from './prepareText.ts';
import type { PreparedText } from './prepareText.ts';
import { FileFault } from './reading.ts';
import type { FileContent, FileIssue, FileReading } from './reading.ts';
import { headOf } from './textChunks.ts';

const sampleBytes = 512 * 1024;
/** Rows that the types are guessed from; every row then proves or disproves the guess. */
const sniffedRows = 100_000;
const mostColumns = 20_000;
/** Columns that are looked at in one pass over the file: each takes memory for its aggregates. */
const columnsAtOnce = 100;
/** Columns that the query for the person names one by one. */
const mostNamed = 50;

/** Reads the structure of a CSV file, counts its rows, and says which lines are no rows. */
export async function readCsv(reading: FileReading): Promise<FileContent> {
  try {
    return await readPrepared(reading, await prepareText(reading, { byLine: true, evenLineEnds: false }));
  } catch (error) {
    // Line ends of several kinds, which DuckDB takes in quotes only.
    if (!(error instanceof Error && error.message.includes('state machine reached an invalid state'))) throw error;
    const prepared = await prepareText(reading, { byLine: true, evenLineEnds: true });
    const content = await readPrepared(reading, prepared);
    return { ...content, issues: [...content.issues, { message: connectText('files.mixedLineEnds') }] };
  }
}

async function readPrepared(reading: FileReading, text: PreparedText): Promise<FileContent> {
  const { file } = reading;
  const { head, whole } = await headOf(text.path, text.packed, sampleBytes);
  const extension = /\.(\w+)(?:\.gz)?$/i.exec(file.file)?.[1]?.toLowerCase() ?? '';
  const dialect = csvDialect(new TextDecoder().decode(head), whole, extension);
  if (dialect === undefined) throw new FileFault(connectText('files.noDelimiter'));
  if (dialect.names.length > mostColumns) throw new FileFault(connectText('files.tooManyColumns', { count: formatCount(BigInt(dialect.names.length)), limit: formatCount(BigInt(mostColumns)) }));
  const csv = new Csv(reading, text, dialect);
  let measured = await csv.measure();
  let rejects = await csvRejects(reading.duck, 'rejects', text);
  if (rejects.torn) {
    csv.inOrder = true;
    measured = await csv.measure();
    // A quote that is open to the end of the file is noted by several threads alone.
    const again = await csvRejects(reading.duck, 'rejects', text);
    if (again.torn) rejects = again;
  }
  const { types, rowCount } = measured;
  const columns = dialect.names.map((name, at): Column => {
    const { type, native } = types[at] ?? textType(name);
    return { name, type, nativeType: native, nullable: true };
  });
  return {
    columns, rowCount, query: csv.query(rejects.issues.length > 0), select: csv.select(types),
    issues: [...text.issues, ...shapeIssues(dialect, rowCount === 0n && text.dropped.length === 0 && rejects.issues.length === 0), ...rejects.issues],
  };
}

/** What is odd about the file as a whole; `ends`: nothing stands behind the header, not even lines that are no rows. */
function shapeIssues({ header, names, doubled, unnamed, skip }: CsvDialect, ends: boolean): FileIssue[] {
  const issues: FileIssue[] = [];
  if (skip > 0) issues.push({ message: connectText('files.preamble', { count: String(skip) }), line: 1 });
  if (!header) issues.push({ message: connectText('files.noHeader', { first: names[0] ?? '', last: names.at(-1) ?? '' }), line: skip + 1 });
  if (doubled.length > 0) issues.push({ message: connectText('files.doubledNames', { names: doubled.slice(0, 10).join(', ') }), line: skip + 1 });
  if (header && unnamed > 0) issues.push({ message: connectText('files.unnamed', { count: String(unnamed) }), line: skip + 1 });
  if (header && ends) issues.push({ message: connectText('files.headerOnly'), line: skip + 1 });
  return issues;
}

/** One CSV file, its dialect settled. */
class Csv {
  readonly #reading: FileReading;
  readonly #text: PreparedText;
  readonly #dialect: CsvDialect;
  /** Read from the beginning to the end by one thread: several start in the middle of the file and take other lines for rows where quotes are broken. */
  inOrder = false;

  constructor(reading: FileReading, text: PreparedText, dialect: CsvDialect) {
    this.#reading = reading;
    this.#text = text;
    this.#dialect = dialect;
  }

  /** Guesses types from the first rows, and proves them over all rows while counting them. */
  async measure(): Promise<{ types: readonly ColumnType[]; rowCount: bigint }> {
    const guesses = await this.#guesses();
    const types: (ColumnType | undefined)[] = guesses.map(() => undefined);
    let pending = guesses.map((guess, at) => ({ guess, at }));
    let rowCount: bigint | undefined;
    while (pending.length > 0) {
      const again: typeof pending = [];
      for (let from = 0; from < pending.length; from += columnsAtOnce) {
        const some = pending.slice(from, from + columnsAtOnce);
        const [row] = await this.#pass(some.flatMap(({ guess, at }) => proofs(guess, at)), rowCount === undefined);
        rowCount ??= countOf(row, 'n');
        for (const { guess, at } of some) {
          const result = proven(guess, at, row);
          if ('type' in result) types[at] = result;
          else again.push({ guess: result, at });
        }
        this.#reading.working();
      }
      pending = again;
    }
    return { types: types.map((type, at) => type ?? textType(this.#dialect.names[at] ?? '')), rowCount: rowCount ?? 0n };
  }

  /** One pass over the file. The first one notes what is no row; the others see the same. */
  async #pass(aggregates: readonly string[], first: boolean): Promise<readonly DuckRow[]> {
    const { duck } = this.#reading;
    if (first) for (const table of ['rejects', 'reject_files']) await duck.rows(`DROP TABLE IF EXISTS ${table}`);
    const noting = { store_rejects: 'true', rejects_table: `'rejects'`, rejects_scan: `'reject_files'`, rejects_limit: '100000' };
    return duck.rows(`SELECT count(*) AS n, ${aggregates.join(', ')} FROM ${this.#call(first ? noting : { ignore_errors: 'true' })}`);
  }

  async #guesses(): Promise<TypeGuess[]> {
    const { names, rows, skip, header, delimiter, escape } = this.#dialect;
    if (!rows) return names.map((name) => ({ name, native: 'VARCHAR' }));
    const likely = names.map((name, at) => ({ name, native: this.#dialect.likely[at] ?? 'VARCHAR' }));
    try {
      const [row] = await this.#reading.duck.rows(`SELECT to_json("Columns") AS columns, "DateFormat" AS date, "TimestampFormat" AS time FROM ${call('sniff_csv', this.#text.path, {
        delim: literal(delimiter), quote: `'"'`, escape: literal(escape), skip: String(skip), header: String(header), comment: `''`,
        sample_size: String(sniffedRows), ignore_errors: 'true', max_line_size: this.#mostLine, ...this.#packed,
      })}`);
      const sniffed = JSON.parse(textOf(row, 'columns')) as { type: string }[];
      if (sniffed.length !== names.length) return likely;
      const date = textOf(row, 'date') || undefined;
      const time = textOf(row, 'time') || undefined;
      return names.map((name, at) => {
        const native = sniffed[at]?.type ?? 'VARCHAR';
        return { name, native, format: native === 'DATE' ? date : time };
      });
    } catch {
      if (this.#reading.signal?.aborted === true) throw new Error('cancelled');
      // The sniffer gives up sooner than the reader.
      return likely;
    }
  }

  /** The columns in their types, as a query. */
  select(types: readonly ColumnType[]): string {
    const columns = this.#dialect.names.map((name, at) => `${(types[at] ?? textType(name)).expression} AS ${identifier(name)}`);
    return `SELECT ${columns.join(', ')} FROM ${this.#call({ ignore_errors: 'true' })}`;
  }

  query(rejected: boolean): string {
    const { delimiter, escape, header, skip } = this.#dialect;
    const { encoding } = this.#text;
    // Where lines are no rows, DuckDB may not find the columns by itself.
    const named = rejected && this.#dialect.names.length <= mostNamed;
    // DuckDB sees some faults only in fields that it takes apart: `count(line)` takes all of them.
    return `SELECT ${rejected ? 'count(line)' : 'count(*)'} FROM ${call('read_csv', this.#reading.file.shown, {
      auto_detect: named ? 'false' : undefined, columns: named ? this.#columns : undefined,
      delim: delimiter === '\t' ? `'\\t'` : literal(delimiter), quote: `'"'`, escape: literal(escape), header: String(header), skip: skip === 0 ? undefined : String(skip),
      all_varchar: named ? undefined : 'true', encoding: encoding === undefined ? undefined : literal(encoding), max_line_size: this.#mostLine, ignore_errors: rejected ? 'true' : undefined, parallel: this.#parallel,
    })}${rejected ? ' AS line' : ''}`;
  }

  #call(more: Readonly<Record<string, string>>): string {
    const { delimiter, escape, header, skip } = this.#dialect;
    return call('read_csv', this.#text.path, {
      auto_detect: 'false', columns: this.#columns,
      delim: literal(delimiter), quote: `'"'`, escape: literal(escape), header: String(header), skip: String(skip), comment: `''`,
      max_line_size: this.#mostLine, hive_partitioning: 'false', parallel: this.#parallel, ...this.#packed, ...more,
    });
  }

  get #parallel(): string | undefined {
    return this.inOrder ? 'false' : undefined;
  }

  get #columns(): string {
    return `{${this.#dialect.names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')}}`;
  }

  /** DuckDB's own limit is kept where it is enough: its buffers are a multiple of it. */
  get #mostLine(): string | undefined {
    const { longest } = this.#text.facts;
    return longest < 1_900_000 ? undefined : String(longest + 100_000);
  }

  get #packed(): Readonly<Record<string, string>> {
    return { compression: this.#text.packed ? `'gzip'` : `'uncompressed'` };
  }
}
