import { decodeCell } from '../document/cellText.ts';
import { columnCount, lineCount, lineText, readRow } from './textTable.ts';
import type { TextTable } from './textTable.ts';

/**
 * A table as CSV (`,`) or as the text that spreadsheets copy (tab): the values of its cells, a line break in a cell as a
 * line break in quotes. `lines`: only these rows, with the header.
 */
export function copyTable(table: TextTable, delimiter: ',' | '\t', lines?: { readonly first: number; readonly last: number }): string {
  const count = columnCount(table);
  const rows: string[] = [];
  for (let line = 0; line < lineCount(table); line++) {
    if (line === 1 || (lines && line > 1 && (line < lines.first || line > lines.last))) continue;
    const { cells } = readRow(lineText(table, line));
    rows.push(Array.from({ length: count }, (_, index) => quoted(decodeCell(cells[index] ?? ''), delimiter)).join(delimiter));
  }
  return `${rows.join('\r\n')}\r\n`;
}

function quoted(value: string, delimiter: string): string {
  return value.includes(delimiter) || /["\r\n]|^\s|\s$/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}
