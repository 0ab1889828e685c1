import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Column } from '../../core/catalogue/catalogue.ts';
import { formatCount } from '../../core/units/count.ts';
import { connectText } from '../connectError.ts';
import { countOf, duckdbReason, textOf } from './duckdb.ts';
import { call } from './duckdbSql.ts';
import { duckdbType } from './duckdbType.ts';
import { firstBrokenJson } from './firstBrokenJson.ts';
import { prepareText } from './prepareText.ts';
import type { PreparedText } from './prepareText.ts';
import { FileFault } from './reading.ts';
import type { FileContent, FileIssue, FileReading } from './reading.ts';
import { headOf, textChunks } from './textChunks.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type JsonForm = 'array' | 'newline_delimited' | 'unstructured';

/** Up to this size the types are those of the whole file; above it, of its first objects. */
const wholeBytes = 1024n * 1024n * 1024n;
const sampledObjects = 1_000_000;
const mostColumns = 20_000;
/** Each key of the objects is a column, however few objects have it; DuckDB takes objects with many different keys for maps. What lies deeper is JSON. */
const everyKey = { map_inference_threshold: '-1', field_appearance_threshold: '0', maximum_depth: '2' };
/** DuckDB's own limit of an object. */
const usualObject = 16 * 1024 * 1024;

/** Reads a file of JSON objects, in a list or one a line. */
export async function readJson(reading: FileReading): Promise<FileContent> {
  const lines = reading.file.form.kind === 'ndjson';
  const text = await prepareText(reading, { byLine: lines, evenLineEnds: false });
  const { head, whole } = await headOf(text.path, text.packed, 256 * 1024);
  const start = new TextDecoder().decode(head).replace(/^[\ufeff\s]+/u, '');
  const form = formOf(start, whole, lines);
  return new Json(reading, text, form, form === 'unstructured' && !/\}\s*\{/.test(start)).read();
}

function formOf(start: string, whole: boolean, lines: boolean): JsonForm {
  if (lines) return 'newline_delimited';
  if (start.startsWith('[')) return 'array';
  if (!start.startsWith('{')) throw new FileFault(connectText('files.jsonScalar'));
  const [first = '', ...more] = start.split(/\r?\n/);
  const next = more.find((line) => line.trim() !== '');
  if (next?.trimStart().startsWith('{') !== true && !(next === undefined && !whole)) return 'unstructured';
  try {
    JSON.parse(first);
    return 'newline_delimited';
  } catch {
    return 'unstructured';
  }
}

class Json {
  readonly #reading: FileReading;
  readonly #text: PreparedText;
  readonly #form: JsonForm;
  /** It begins with one object that may be all there is. */
  readonly #single: boolean;
  /** How the columns are found. */
  #finding: Readonly<Record<string, string>> = {};

  constructor(reading: FileReading, text: PreparedText, form: JsonForm, single: boolean) {
    this.#reading = reading;
    this.#text = text;
    this.#form = form;
    this.#single = single;
  }

  async read(): Promise<FileContent> {
    try {
      return await this.#sound();
    } catch (error) {
      const reason = duckdbReason(error, [this.#text.path], this.#reading.file.shown);
      if (!reason.includes('Malformed JSON') || this.#reading.signal?.aborted === true) throw error;
      if (this.#form === 'newline_delimited') return this.#byLine();
      const line = await firstBrokenJson(this.#text.path, this.#text.packed, this.#form === 'array', this.#reading.signal);
      const detail = reason.replace(/^.*(?:in record\/value|in line) \d+: /, '').replace(/\.$/, '');
      throw line === undefined ? error : new FileFault(connectText('files.malformedJson', { line: formatCount(BigInt(line)), detail }));
    }
  }

  async #sound(): Promise<FileContent> {
    const { duck, file } = this.#reading;
    const columns = await this.#columns({});
    const [row] = await duck.rows(`SELECT count(*) AS n FROM ${this.#call({})}`);
    const rowCount = countOf(row, 'n');
    const issues: FileIssue[] = [...this.#text.issues, ...this.#sampleIssue()];
    if (this.#single && rowCount === 1n) issues.push({ message: connectText('files.oneObject'), line: 1 });
    if (rowCount === 0n) issues.push({ message: connectText('files.emptyList') });
    else if (columns.length === 1 && columns[0]?.name === 'json' && this.#finding !== everyKey) issues.push({ message: connectText('files.plainValues') });
    return {
      columns, rowCount, issues,
      query: `SELECT count(*) FROM ${call('read_json', file.shown, { format: `'${this.#form}'`, ...this.#largest })}`,
      select: `SELECT * FROM ${this.#call({})}`,
    };
  }

  /** Broken lines among sound ones: the sound ones are counted, one by one. */
  async #byLine(): Promise<FileContent> {
    const { duck, file, mostLine } = this.#reading;
    const asLines = (path: string, more: Readonly<Record<string, string>>): string => call('read_csv', path, {
      columns: `{'line': 'VARCHAR'}`, delim: `''`, quote: `''`, escape: `''`, header: 'false', auto_detect: 'false', ...more,
    });
    const longest = this.#text.facts.longest;
    const largest = { max_line_size: String(Math.max(2_000_000, Math.min(longest, mostLine) + 100_000)) };
    const [row] = await duck.rows(`SELECT count(*) FILTER (json_valid(line)) AS sound, count(*) FILTER (NOT json_valid(line)) AS broken
      FROM ${asLines(this.#text.path, { ...largest, compression: this.#text.packed ? `'gzip'` : `'uncompressed'` })} WHERE trim(line) <> ''`);
    const broken = countOf(row, 'broken');
    const lenient = { ignore_errors: 'true' };
    const columns = await this.#columns(lenient);
    return {
      columns, rowCount: countOf(row, 'sound'),
      query: `SELECT count(*) FROM ${asLines(file.shown, {})} WHERE json_valid(line)`,
      select: `SELECT * FROM ${this.#call(lenient)}`,
      issues: [
        ...this.#text.issues, ...this.#sampleIssue(),
        { message: connectText('files.brokenJson', { count: formatCount(broken) }), ...await this.#firstBroken() },
      ],
    };
  }

  /** DuckDB's own line numbers are not those of the file. */
  async #firstBroken(): Promise<{ line?: number }> {
    const { path, packed, dropped } = this.#text;
    const lines = createInterface({ input: Readable.from(textChunks(path, packed, this.#reading.signal)), crlfDelay: Infinity });
    let number = 0;
    for await (const line of lines) {
      number += 1;
      if (line.trim() !== '' && !isJson(number === 1 ? line.replace(/^\ufeff/, '') : line)) {
        return { line: dropped.reduce((found, gone) => (gone <= found ? found + 1 : found), number) };
      }
    }
    return {};
  }

  async #columns(more: Readonly<Record<string, string>>): Promise<Column[]> {
    const columns = await this.#described(more);
    if (!await this.#hidesKeys(columns, more)) return columns;
    this.#finding = everyKey;
    const all = await this.#described(more);
    if (all.length > mostColumns) throw new FileFault(connectText('files.tooManyColumns', { count: formatCount(BigInt(all.length)), limit: formatCount(BigInt(mostColumns)) }));
    return all;
  }

  /** Whether objects were taken for plain values of one column. */
  async #hidesKeys([only, ...others]: readonly Column[], more: Readonly<Record<string, string>>): Promise<boolean> {
    if (only?.name !== 'json' || others.length > 0) return false;
    const [row] = await this.#reading.duck.rows(`SELECT count(*) FILTER (json_type(json) <> 'OBJECT') AS other, count(*) AS n FROM ${this.#call({ ...more, columns: `{'json': 'JSON'}`, records: 'false' })}`);
    return countOf(row, 'n') > 0n && countOf(row, 'other') === 0n;
  }

  async #described(more: Readonly<Record<string, string>>): Promise<Column[]> {
    const described = await this.#reading.duck.rows(`DESCRIBE SELECT * FROM ${this.#call(more)}`);
    return described.map((row) => {
      const native = textOf(row, 'column_type');
      return { name: textOf(row, 'column_name'), type: duckdbType(native), nativeType: native, nullable: true };
    });
  }

  #sampleIssue(): FileIssue[] {
    return this.#isSampled ? [{ message: connectText('files.sampledTypes', { count: formatCount(BigInt(sampledObjects)) }) }] : [];
  }

  get #isSampled(): boolean {
    return this.#reading.file.size > wholeBytes;
  }

  get #largest(): Readonly<Record<string, string>> {
    const { longest } = this.#text.facts;
    return this.#form === 'newline_delimited' && longest > usualObject - 100_000 ? { maximum_object_size: String(longest + 100_000) } : {};
  }

  #call(more: Readonly<Record<string, string>>): string {
    return call('read_json', this.#text.path, {
      format: `'${this.#form}'`, sample_size: this.#isSampled ? String(sampledObjects) : '-1', compression: this.#text.packed ? `'gzip'` : `'uncompressed'`,
      hive_partitioning: 'false', ...this.#largest, ...this.#finding, ...more,
    });
  }
}
