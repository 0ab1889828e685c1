import Papa from 'papaparse';
import { InterchangeRefused } from './interchangeRefused.ts';
import { MAX_ROWS } from './limits.ts';
import type { Sheet } from './sheet.ts';

/** The separators that spreadsheets write, by the settings of their machine. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** What is looked at to tell the separator. */
const SNIFFED = 64 * 1024;

/**
 * A sheet as CSV: commas, every field in quotes (programs that can take quoted fields as text then leave `007` alone),
 * CRLF. With the byte order mark, without which Excel reads UTF-8 as something else. Values are written as they are: a
 * value that begins with `=`, `+`, `-` or `@` is data here, and what comes back must be what went out.
 */
export function writeCsv({ header, rows }: Sheet, options: { readonly bom?: boolean } = {}): string {
  const csv = Papa.unparse([[...header], ...rows.map((row) => [...row])], { quotes: true, newline: '\r\n', escapeFormulae: false });
  return `${options.bom === false ? '' : '\uFEFF'}${csv}\r\n`;
}

export interface ReadCsv {
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  /** The 1-based row in which a quote is not closed, or has text behind it; absent where all is well. */
  readonly badQuote?: number;
}

/** The fields of a CSV file, all of them text. The separator is the one that divides its first lines most evenly, or what `sep=` says. */
export function readCsv(text: string): ReadCsv {
  let body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const said = /^"?sep=([^\r\n"])"?(?:\r\n|\n|\r)/i.exec(body);
  if (said) body = body.slice(said[0].length);
  const delimiter = said?.[1] ?? sniff(body);
  // One row more than is taken tells that there are too many.
  const { data, errors } = Papa.parse<string[]>(body, { delimiter, preview: MAX_ROWS + 3 });
  const rows = data.filter((row, index) => index < data.length - 1 || row.length > 1 || (row[0] ?? '') !== '');
  if (rows.length > MAX_ROWS + 1) throw new InterchangeRefused('interchange.tooManyRows', { limit: String(MAX_ROWS) });
  const quote = errors.find(({ type }) => type === 'Quotes');
  return { rows, delimiter, ...(quote ? { badQuote: (quote.row ?? 0) + 1 } : {}) };
}

function sniff(text: string): string {
  let head = text.slice(0, SNIFFED);
  // A line cut short would look uneven.
  if (text.length > SNIFFED) head = head.slice(0, Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1);
  let best: string = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(head, { delimiter, preview: 50, skipEmptyLines: 'greedy' });
    const width = data[0]?.length ?? 1;
    if (width < 2) continue;
    const even = data.filter((row) => row.length === width).length / data.length;
    const score = even * 100 + Math.min(width, 50);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
