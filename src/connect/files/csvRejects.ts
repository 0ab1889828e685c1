import { formatCount } from '../../core/units/count.ts';
import { connectText } from '../connectError.ts';
import type { ConnectMessageCode } from '../messages.ts';
import { countOf, textOf } from './duckdb.ts';
import type { Duck } from './duckdb.ts';
import type { PreparedText } from './prepareText.ts';
import type { FileIssue } from './reading.ts';

/** DuckDB notes no more faults than this of a file. */
export const mostRejects = 100_000n;

/** What DuckDB calls them → our words. */
const words: Readonly<Record<string, ConnectMessageCode>> = {
  'TOO MANY COLUMNS': 'files.tooManyFields',
  'MISSING COLUMNS': 'files.tooFewFields',
  'UNQUOTED VALUE': 'files.brokenQuote',
  'LINE SIZE OVER MAXIMUM': 'files.recordTooLong',
  'INVALID ENCODING': 'files.notUtf8',
  'INVALID STATE': 'files.brokenQuote',
};

/** The lines of a CSV file that are no rows, by their fault, with the first line of each. They are not in the count. */
export async function csvRejects(duck: Duck, table: string, text: PreparedText): Promise<{ readonly issues: readonly FileIssue[]; readonly torn: boolean }> {
  // A line may have several faults; the first one counts.
  const rows = await duck.rows(`
    SELECT fault, count(*) AS lines, min(line_byte_position) AS place, max(spanned) AS spanned, min(message) AS message
    FROM (
      SELECT line_byte_position, arg_min(error_type::VARCHAR, byte_position) AS fault, min(error_message) AS message,
        max(length(csv_line) - length(replace(csv_line, chr(10), ''))) AS spanned
      FROM ${table} GROUP BY line_byte_position
    ) GROUP BY fault ORDER BY place`);
  const issues: FileIssue[] = [];
  let all = 0n;
  // Where a quote is open, lines begin elsewhere for one who starts reading in the middle.
  const torn = rows.some((row) => !['TOO MANY COLUMNS', 'MISSING COLUMNS'].includes(textOf(row, 'fault')));
  for (const row of rows) {
    const code = words[textOf(row, 'fault')];
    const lines = countOf(row, 'lines');
    all += lines;
    const args = { count: formatCount(lines), spanned: formatCount(countOf(row, 'spanned') + 1n), detail: textOf(row, 'message') };
    issues.push({
      message: connectText(code === undefined ? 'files.otherFault' : code, args),
      line: await text.lineOf(Math.max(0, Number(countOf(row, 'place')) - 1)),
    });
  }
  if (all >= mostRejects) issues.push({ message: connectText('files.moreRejects', { count: formatCount(all) }) });
  return { issues, torn };
}
