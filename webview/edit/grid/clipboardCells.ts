import { readSheetsTable, readTabbed, writeHtmlTable, writeTabbed } from './delimited.ts';

/** Cells of this program on the clipboard, exactly as they are; others read the text or the table beside it. */
const OWN = 'application/x-migration-plan-cells';
/** Nobody pastes more into one table than it may hold. */
const MOST_CELLS = 1_000_000;

/** Puts cells on the clipboard for this program, for spreadsheets, and as text. */
export function cellsToClipboard(data: DataTransfer, cells: readonly (readonly string[])[]): void {
  const [first, ...rest] = cells;
  const single = rest.length === 0 && first?.length === 1;
  // One cell goes into a text as it is.
  data.setData('text/plain', single ? first[0] ?? '' : writeTabbed(cells));
  data.setData('text/html', writeHtmlTable(cells));
  data.setData(OWN, JSON.stringify(cells));
}

/** The cells that are on the clipboard, from wherever they come. */
export function clipboardToCells(data: DataTransfer): readonly (readonly string[])[] {
  const cells = readOwn(data.getData(OWN)) ?? readSheetsTable(data.getData('text/html')) ?? readTabbed(data.getData('text/plain'));
  const width = Math.max(1, ...cells.slice(0, 1000).map((row) => row.length));
  return cells.slice(0, Math.floor(MOST_CELLS / width));
}

function readOwn(text: string): readonly (readonly string[])[] | undefined {
  if (text === '') return undefined;
  try {
    const cells: unknown = JSON.parse(text);
    const isCells = Array.isArray(cells) && cells.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string'));
    return isCells ? (cells) : undefined;
  } catch {
    return undefined;
  }
}
