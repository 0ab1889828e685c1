import * as vscode from 'vscode';
import { insideCode } from '../../core/tables/codeContext.ts';
import { pasteRows, tableText } from '../../core/tables/pasteRows.ts';
import { isClearlyTable, readClipboardTable } from '../../core/tables/readClipboard.ts';
import { tableAt } from '../../core/tables/textTable.ts';
import type { Services } from '../../host/services.ts';
import { layoutOf } from './scope.ts';
import { managedBlock } from './target.ts';

const MOST_ROWS = 100_000;

/**
 * What a text from the clipboard can be pasted as: rows of the table at the cursor, or a table of its own. Rows come
 * before plain text only where the clipboard surely is a table, so that pasting a word stays pasting a word.
 */
export function tablePasteEdits(services: Services, document: vscode.TextDocument, range: vscode.Range, text: string, kind: vscode.DocumentDropOrPasteEditKind): vscode.DocumentPasteEdit[] {
  // Rows of a Markdown table are rows already.
  if (/^[ \t]*\|/.test(text)) return [];
  const clipboard = readClipboardTable(text);
  const { rows } = clipboard;
  if (rows.length > MOST_ROWS || (rows.length < 2 && (rows[0]?.length ?? 0) < 2)) return [];
  const whole = document.getText();
  const offset = document.offsetAt(range.start);
  const layout = layoutOf(document);
  const clear = isClearlyTable(clipboard);
  const table = tableAt(whole, offset);
  if (!table) {
    const before = document.lineAt(range.start.line).text.slice(0, range.start.character);
    if (!clear || rows.length < 2 || before.trim() !== '' || insideCode(whole, document.offsetAt(new vscode.Position(range.start.line, 0)))) return [];
    const edit = new vscode.DocumentPasteEdit(tableText(clipboard, layout, document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n'), vscode.l10n.t('Paste as table'), kind);
    edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
    return [edit];
  }
  const spec = managedBlock(services, document, table);
  const { edits, count, unknown } = pasteRows(table, clipboard, { layout, offset, ...(spec ? { spec } : {}) });
  if (count === 0) return [];
  const title = unknown.length > 0 ? vscode.l10n.t('Paste as table rows, without {columns}', { columns: unknown.slice(0, 8).join(', ') }) : vscode.l10n.t('Paste as table rows');
  const edit = new vscode.DocumentPasteEdit('', title, kind);
  edit.additionalEdit = new vscode.WorkspaceEdit();
  edit.additionalEdit.set(document.uri, edits.map(({ start, end, newText }) => new vscode.TextEdit(new vscode.Range(document.positionAt(start), document.positionAt(end)), newText)));
  if (!clear) edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
  return [edit];
}
