import * as vscode from 'vscode';
import { nextCell, nextRow, previousCell, startTable } from '../../core/tables/moveByCell.ts';
import { addRow, duplicateRows, layOutTable, moveRows, removeRows } from '../../core/tables/rowCommands.ts';
import { tableAt } from '../../core/tables/textTable.ts';
import type { TextRange } from '../../core/text/textEdit.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { inScope } from './scope.ts';
import { carryOut } from './steps.ts';
import type { Compute } from './steps.ts';
import { tableTarget } from './target.ts';

/** Tab. */
export const goToNextCell = (services: Services): Promise<void> => key(services, nextCell, () => vscode.commands.executeCommand('tab'));
/** Shift+Tab. */
export const goToPreviousCell = (services: Services): Promise<void> => key(services, previousCell, () => vscode.commands.executeCommand('outdent'));
/** Enter. */
export const goToNextRow = (services: Services): Promise<void> =>
  key(services, (text, selection, options) => nextRow(text, selection, options) ?? startTable(text, selection, options), () => vscode.commands.executeCommand('type', { text: '\n' }));
/** Alt+Up and Alt+Down: within the rows of the table; elsewhere the line, as always. */
export const moveRowsUp = (services: Services): Promise<void> => key(services, moved('up'), () => vscode.commands.executeCommand('editor.action.moveLinesUpAction'));
export const moveRowsDown = (services: Services): Promise<void> => key(services, moved('down'), () => vscode.commands.executeCommand('editor.action.moveLinesDownAction'));

/** In a table that does nothing where the rows can't go further: the line must not leave the table. */
function moved(direction: 'up' | 'down'): Compute {
  return (text, selection, options) => moveRows(text, selection, direction) ?? stay(text, selection, options);
}

/** No step in a table, undefined outside. */
const stay: Compute = (text, selection) => (tableAt(text, selection.start) ? { edits: [], selection } : undefined);

/** A key in the active editor; outside a table it does what it does elsewhere. */
async function key(services: Services, compute: Compute, otherwise: () => Thenable<unknown>): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const done = inScope(editor.document) && await carryOut(services, editor, compute);
  if (!done) await otherwise();
}

export function select(editor: vscode.TextEditor, { start, end }: TextRange): void {
  const { document } = editor;
  editor.selection = new vscode.Selection(document.positionAt(start), document.positionAt(end));
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.Default);
}

export const addRowAbove = (services: Services, argument: unknown): Promise<void> => command(services, argument, (text, selection, options) => addRow(text, selection, 'above', options));
export const addRowBelow = (services: Services, argument: unknown): Promise<void> => command(services, argument, (text, selection, options) => addRow(text, selection, 'below', options));
export const removeSelectedRows = (services: Services, argument: unknown): Promise<void> => command(services, argument, removeRows);
export const duplicateSelectedRows = (services: Services, argument: unknown): Promise<void> => command(services, argument, duplicateRows);
export const alignTable = (services: Services, argument: unknown): Promise<void> => command(services, argument, (text, selection) => layOutTable(text, selection, 'aligned'));
export const compactTable = (services: Services, argument: unknown): Promise<void> => command(services, argument, (text, selection) => layOutTable(text, selection, 'compact'));

async function command(services: Services, argument: unknown, compute: Compute): Promise<void> {
  const target = await tableTarget(services, argument);
  if (!target) return;
  const done = await carryOut(services, target.editor, compute, target.atCursor ? undefined : target.selection);
  if (!done) void vscode.window.showInformationMessage(words('tables.none'));
}
