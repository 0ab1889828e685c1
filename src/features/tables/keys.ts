import * as vscode from 'vscode';
import { nextCell, nextRow, previousCell, startTable } from '../../core/tables/moveByCell.ts';
import type { LayoutOptions } from '../../core/tables/moveByCell.ts';
import { addRow, duplicateRows, layOutTable, moveRows, removeRows } from '../../core/tables/rowCommands.ts';
import { tableAt } from '../../core/tables/textTable.ts';
import type { TableStep } from '../../core/tables/tableStep.ts';
import type { TextRange } from '../../core/text/textEdit.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { inScope, layoutOf } from './scope.ts';
import { selectionOf, tableTarget } from './target.ts';
import type { TableTarget } from './target.ts';

type Compute = (text: string, selection: TextRange, options: LayoutOptions) => TableStep | undefined;

/** Keys are carried out one after the other: each starts from the selection that the one before has left. */
let tail: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = tail.then(work);
  tail = turn.catch(() => undefined);
  return turn;
}

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
function key(services: Services, compute: Compute, otherwise: () => Thenable<unknown>): Promise<void> {
  return inTurn(async () => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    const done = inScope(editor.document) && await step(services, editor, () => selectionOf(editor), compute);
    if (!done) await otherwise();
  });
}

/** Carries a step out as one undo step and selects what it leaves selected; false where there was none. */
async function step(services: Services, editor: vscode.TextEditor, selection: () => TextRange, compute: Compute): Promise<boolean> {
  const { document } = editor;
  const options = { layout: layoutOf(document) };
  const seen = document.getText();
  const first = compute(seen, selection(), options);
  if (!first) return false;
  if (first.now) select(editor, first.now);
  const before = document.version;
  let result = first as TableStep | undefined;
  const outcome = await services.queue.applyText(document, (text) => {
    // Typed on meanwhile: the cell is entered already, and its row is laid out when it is left the next time.
    if (text !== seen) result = first.now ? undefined : compute(text, selection(), options);
    return result?.edits ?? [];
  });
  if (outcome.kind === 'refused') {
    void vscode.window.showWarningMessage(words(outcome.code, outcome.args));
    return true;
  }
  // The editor moves a selection along with the edits around it, and what was typed since must not be selected.
  const typed = first.now !== undefined && document.version > before + 1;
  const { start, end } = selectionOf(editor);
  if (result && !typed && (start !== result.selection.start || end !== result.selection.end)) select(editor, result.selection);
  return true;
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
  const done = await inTurn(() => step(services, target.editor, () => currentSelection(target), compute));
  if (!done) void vscode.window.showInformationMessage(words('tables.none'));
}

/** The cursor may have moved on while an earlier step was carried out. */
function currentSelection({ editor, atCursor, selection }: TableTarget): TextRange {
  return atCursor ? selectionOf(editor) : selection;
}
