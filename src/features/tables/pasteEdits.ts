import * as vscode from 'vscode';
import { insideCode } from '../../core/tables/codeContext.ts';
import { pasteRows, tableText } from '../../core/tables/pasteRows.ts';
import type { PastedRows } from '../../core/tables/pasteRows.ts';
import { isClearlyTable, readClipboardTable, readLines } from '../../core/tables/readClipboard.ts';
import { columnCount, tableAt } from '../../core/tables/textTable.ts';
import type { Services } from '../../host/services.ts';
import { layoutOf } from './scope.ts';
import { managedBlock } from './target.ts';

const MOST_ROWS = 100_000;

/**
 * What a text from the clipboard can be pasted as: rows of the table at the cursor, or a table of its own. Rows come
 * before plain text only where the clipboard surely is a table, so that pasting a word stays pasting a word.
 */
export function tablePasteEdits(services: Services, document: vscode.TextDocument, range: vscode.Range, text: string, kind: vscode.DocumentDropOrPasteEditKind): vscode.DocumentPasteEdit[] {
  const clipboard = readClipboardTable(text);
  const { rows } = clipboard;
  if (rows.length > MOST_ROWS || (rows.length < 2 && (rows[0]?.length ?? 0) < 2)) return [];
  const whole = document.getText();
  const selection = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const layout = layoutOf(document);
  const table = tableAt(whole, selection.start);
  if (!table) {
    const before = document.lineAt(range.start.line).text.slice(0, range.start.character);
    // Rows of a Markdown table are a table already.
    if (clipboard.delimiter === '|' || !isClearlyTable(clipboard) || rows.length < 2 || before.trim() !== '' || insideCode(whole, document.offsetAt(new vscode.Position(range.start.line, 0)))) return [];
    const edit = new vscode.DocumentPasteEdit(tableText(clipboard, layout, document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n'), vscode.l10n.t('Paste as table'), kind);
    edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
    return [edit];
  }
  const spec = managedBlock(services, document, table);
  const options = { layout, selection, ...(spec ? { spec } : {}) };
  const asEdit = ({ edits }: PastedRows, title: string): vscode.DocumentPasteEdit => {
    const edit = new vscode.DocumentPasteEdit('', title, kind);
    edit.additionalEdit = new vscode.WorkspaceEdit();
    edit.additionalEdit.set(document.uri, edits.map(({ start, end, newText }) => new vscode.TextEdit(new vscode.Range(document.positionAt(start), document.positionAt(end)), newText)));
    return edit;
  };
  const found: vscode.DocumentPasteEdit[] = [];
  const pasted = pasteRows(table, clipboard, options);
  const clear = isClearlyTable(clipboard, { columns: columnCount(table), knowsHeader: pasted.hadHeader });
  const several = (rows[0]?.length ?? 0) > 1 || clipboard.delimiter === '|';
  if (pasted.count > 0 && several) {
    const { unknown } = pasted;
    const title = unknown.length > 0 ? vscode.l10n.t('Paste as table rows, without {columns}', { columns: unknown.slice(0, 8).join(', ') }) : vscode.l10n.t('Paste as table rows');
    const edit = asEdit(pasted, title);
    if (!clear) edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
    found.push(edit);
  }
  // A line break in a cell would end the row: lines that are no table go down the column, as in a spreadsheet.
  const lines = clear ? undefined : readLines(text);
  if (lines && lines.rows.length > 1) {
    const down = pasteRows(table, lines, options);
    if (down.count > 0) found.unshift(asEdit(down, vscode.l10n.t('Paste as table rows, a line each')));
  }
  return found;
}
