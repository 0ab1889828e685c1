/** Cells as spreadsheets put them on the clipboard, both ways. */

/**
 * Reads tab-separated text as Excel, LibreOffice Calc and Google Sheets write it: a cell that holds a tab, a line break or a
 * quotation mark stands in quotation marks, with those inside it doubled. A quotation mark that never closes before a tab or
 * the end of a line is a character like any other. One line break at the very end is no row of its own.
 */
export function readTabbed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const end = text.length;
  while (at <= end) {
    const quoted = text[at] === '"' ? quotedCell(text, at) : undefined;
    let stop = quoted?.end ?? at;
    while (stop < end && text[stop] !== '\t' && text[stop] !== '\n' && text[stop] !== '\r') stop++;
    row.push(quoted?.value ?? text.slice(at, stop));
    if (stop < end && text[stop] === '\t') {
      at = stop + 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (stop >= end) break;
    at = stop + (text[stop] === '\r' && text[stop + 1] === '\n' ? 2 : 1);
    if (at >= end) break;
  }
  return rows;
}

/** The cell in quotation marks that begins at `from`, and where it ends; undefined where it is none. */
function quotedCell(text: string, from: number): { readonly value: string; readonly end: number } | undefined {
  let value = '';
  for (let at = from + 1; at < text.length;) {
    const close = text.indexOf('"', at);
    if (close < 0) return undefined;
    value += text.slice(at, close);
    const next = text[close + 1];
    if (next === '"') {
      value += '"';
      at = close + 2;
      continue;
    }
    return next === undefined || next === '\t' || next === '\n' || next === '\r' ? { value: value.replaceAll('\r\n', '\n'), end: close + 1 } : undefined;
  }
  return undefined;
}

/** The other way: what `readTabbed` and every spreadsheet read back as the same cells. */
export function writeTabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n');
}

/** The same as a table of HTML, which spreadsheets prefer: line breaks stay inside their cell, and nothing is taken for a number or a date. */
export function writeHtmlTable(rows: readonly (readonly string[])[]): string {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll(/\r?\n/g, '<br style="mso-data-placement:same-cell">');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td style="mso-number-format:'\\@';white-space:pre-wrap">${escape(cell)}</td>`).join('')}</tr>`).join('');
  return `<meta charset="utf-8"><table>${body}</table>`;
}

/**
 * Reads the first table of clipboard HTML. Only Google Sheets is read this way: its plain text leaves quotation marks as they
 * are, so that a cell that holds `"x"` would lose them. Undefined where it is from elsewhere or has no table.
 */
export function readSheetsTable(markup: string): string[][] | undefined {
  if (!markup.includes('google-sheets-html-origin') && !markup.includes('data-sheets-root')) return undefined;
  // Parsed into a document of its own: nothing in it runs or loads.
  const table = new DOMParser().parseFromString(markup, 'text/html').querySelector('table');
  if (table === null) return undefined;
  return [...table.rows].map((row) => [...row.cells].flatMap((cell) => {
    for (const lineBreak of cell.querySelectorAll('br')) lineBreak.replaceWith('\n');
    // Merged cells hold their text once; the cells they cover are empty.
    return [cell.textContent, ...Array.from({ length: cell.colSpan - 1 }, () => '')];
  }));
}
