import { csvRecords } from './csvRecords.ts';
import type { CsvReading, CsvRecord } from './csvRecords.ts';

/** How a CSV file is written. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly escape: '"' | '\\';
  readonly header: boolean;
  /** Lines before the header or the first row. */
  readonly skip: number;
  /** Columns by their names: of the header, made unique, or made up. */
  readonly names: readonly string[];
  /** Names that the header holds more than once, and how many columns it gives no name. */
  readonly doubled: readonly string[];
  readonly unnamed: number;
  /** There may be rows behind the header: the sample has some, or ends before the first does. */
  readonly rows: boolean;
  /** The types that the values of the sample look like, as DuckDB calls them. */
  readonly likely: readonly string[];
}

const delimiters = [',', ';', '\t', '|'];
const ofExtension: Readonly<Record<string, string>> = { tsv: '\t', tab: '\t', psv: '|' };
/** Titles and notes above a header are no more lines than this. */
const mostPreamble = 20;
/** A delimiter that fewer records agree on is none. */
const leastAgreement = 0.3;

/** Finds out from a sample how a CSV file is written; undefined for a text in which nothing separates fields, where that is asked for. */
export function csvDialect(sample: string, whole: boolean, extension: string): CsvDialect | undefined {
  const text = sample.replace(/^\ufeff/, '');
  const told = /^"?sep=(.)"?\r?\n/i.exec(text);
  const delimiter = told?.[1];
  const body = told === null ? text : text.slice(told[0].length);
  const best = bestReading(body, whole, delimiter === undefined ? delimiters : [delimiter], ofExtension[extension]);
  if (extension === 'txt' && looksLikeProse(best)) return undefined;
  const { records } = best.reading;
  const from = headerAt(records, best.width);
  const [first, ...rest] = records.slice(from);
  const header = first !== undefined && isHeader(first.fields, rest.map(({ fields }) => fields));
  const cells = header ? first.fields : Array.from({ length: best.width }, () => '');
  return {
    delimiter: best.delimiter, escape: best.escape, header,
    skip: (first?.line ?? 0) + (told === null ? 0 : 1),
    ...uniqueNames(cells), rows: header ? rest.length > 0 || !whole : first !== undefined,
    likely: likelyTypes(header ? rest : records.slice(from), cells.length),
  };
}

const forms: readonly (readonly [RegExp, string])[] = [
  [/^[+-]?\d{1,18}$/, 'BIGINT'],
  [/^[+-]?(?:\d+\.?\d*|\.\d+)$/, 'DOUBLE'],
  [/^\d{4}-\d{2}-\d{2}$/, 'DATE'],
  [/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/, 'TIMESTAMP'],
  [/^(?:true|false)$/i, 'BOOLEAN'],
];

function likelyTypes(records: readonly CsvRecord[], width: number): string[] {
  const sound = records.filter(({ fields }) => fields.length === width).slice(0, 1_000);
  return Array.from({ length: width }, (_, column) => {
    const values = sound.map(({ fields }) => fields[column] ?? '').filter((value) => value !== '');
    return values.length === 0 ? 'VARCHAR' : forms.find(([form]) => values.every((value) => form.test(value)))?.[1] ?? 'VARCHAR';
  });
}

/** Prose has commas too, but hardly two lines with as many. */
function looksLikeProse({ width, delimiter, reading: { records } }: Candidate): boolean {
  return width < 2 || (delimiter === ',' && records.filter(({ fields }) => fields.length === width).length < 2);
}

interface Candidate {
  readonly delimiter: string;
  readonly escape: '"' | '\\';
  readonly reading: CsvReading;
  /** Fields that most records have. */
  readonly width: number;
  /** The part of records that have as many. */
  readonly agreement: number;
}

function bestReading(text: string, whole: boolean, candidates: readonly string[], preferred: string | undefined): Candidate {
  const plain = candidates.map((delimiter) => candidate(text, whole, delimiter, '"'));
  const best = plain.reduce((one, other) => (isBetter(other, one, preferred) ? other : one));
  if (!text.includes('\\"')) return best;
  const escaped = candidate(text, whole, best.delimiter, '\\');
  return escaped.reading.malformed < best.reading.malformed && escaped.agreement >= best.agreement ? escaped : best;
}

function candidate(text: string, whole: boolean, delimiter: string, escape: '"' | '\\'): Candidate {
  const reading = csvRecords(text, delimiter, escape, whole);
  const counts = new Map<number, number>();
  for (const { fields } of reading.records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [width, rows] = [...counts].reduce((one, other) => (other[1] > one[1] || (other[1] === one[1] && other[0] > one[0]) ? other : one), [1, 0]);
  const agreement = reading.records.length === 0 ? 0 : rows / reading.records.length;
  return width > 1 && agreement < leastAgreement ? { delimiter, escape, reading, width: 1, agreement } : { delimiter, escape, reading, width, agreement };
}

function isBetter(one: Candidate, other: Candidate, preferred: string | undefined): boolean {
  if (one.width > 1 !== other.width > 1) return one.width > 1;
  if (one.width > 1 && preferred !== undefined && (one.delimiter === preferred) !== (other.delimiter === preferred)) return one.delimiter === preferred;
  return Math.abs(one.agreement - other.agreement) > 0.1 ? one.agreement > other.agreement : one.width > other.width;
}

/** Where the header, or the first row, is: behind titles and notes, which have hardly any fields. */
function headerAt(records: readonly CsvRecord[], width: number): number {
  if (width < 2) return 0;
  const at = records.slice(0, mostPreamble).findIndex(({ fields }) => fields.length >= Math.max(2, Math.ceil(width / 2)) && fields.some((field) => field.trim() !== ''));
  return Math.max(at, 0);
}

const number = /^\s*[+-]?(?:\d[\d.,' ]*|[.,]\d+)(?:[eE][+-]?\d+)?\s*%?$/;
const date = /^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d{1,2}:\d{2}.*)?$/;
const truth = /^(?:true|false)$/i;
const nameLike = /^[\p{L}\p{N}_#$@"'][\p{L}\p{M}\p{N}_ .,:;/\\()[\]{}#%&°$@+*?!<>="'|-]{0,99}$/u;

function isTyped(value: string): boolean {
  return number.test(value) || date.test(value) || truth.test(value);
}

/** A header has no values of the kind its columns have. Where all is text, what looks like names counts as one. */
function isHeader(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  let forIt = 0;
  let against = 0;
  const looked = rows.slice(0, 200);
  first.forEach((name, column) => {
    const values = looked.map((row) => row[column] ?? '').filter((value) => value.trim() !== '');
    if (values.length > 0 && values.every(isTyped)) {
      if (isTyped(name)) against += 1;
      else if (name.trim() !== '') forIt += 1;
    } else if (values.length === 0 && isTyped(name)) against += 1;
  });
  if (forIt !== against) return forIt > against;
  if (forIt > 0) return true;
  const cells = first.map((cell) => cell.trim());
  // One nameless column is the row number that some tools write.
  return cells.filter((cell) => cell === '').length <= 1 && cells.every((cell) => cell === '' || (nameLike.test(cell) && !isTyped(cell)));
}

function uniqueNames(cells: readonly string[]): { names: readonly string[]; doubled: readonly string[]; unnamed: number } {
  const wanted = cells.map((cell) => cell.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  const taken = new Set(wanted.map((name) => name.toLowerCase()));
  const seen = new Set<string>();
  const doubled = new Set<string>();
  /** The next number to try behind a stem: thousands of equal names take no longer than different ones. */
  const next = new Map<string, number>();
  const free = (stem: string, from: number): string => {
    for (let count = Math.max(from, next.get(stem) ?? 0); ; count += 1) {
      const name = `${stem}${count}`;
      if (taken.has(name.toLowerCase()) || seen.has(name.toLowerCase())) continue;
      next.set(stem, count + 1);
      return name;
    }
  };
  const names = wanted.map((name, at) => {
    let unique = name === '' ? free('column', at + 1) : name;
    if (seen.has(unique.toLowerCase())) {
      doubled.add(name);
      unique = free(`${name}_`, 2);
    }
    seen.add(unique.toLowerCase());
    return unique;
  });
  return { names, doubled: [...doubled], unnamed: wanted.filter((name) => name === '').length };
}
