import * as vscode from 'vscode';
import { contextKeys, settingIds } from '../../host/ids.ts';
import { inScope, keysEnabled } from './scope.ts';
import { stepping } from './stepping.ts';

type Finder = typeof import('./findTable.ts');

/** Which keys are ours: those for a cell, those for whole rows, or Enter behind what may become a header. */
type Keys = 'cell' | 'rows' | 'header' | '';

/** The lines of the table that was looked at last: most cursors move within it. */
interface Known {
  readonly document: vscode.TextDocument;
  readonly first: number;
  readonly last: number;
  version: number;
}

/** Milliseconds until it is looked again after a step. */
const LINGER = 150;

/**
 * Keeps the context keys by which menus and keys know that the cursor is in a table. The text is read only when the
 * cursor comes to a line with a pipe in it that is not known to be in a table. `warm` is called when it first is in one:
 * what the keys need is loaded then, so that the first of them is as quick as the others.
 */
export function trackTable(warm: () => void): vscode.Disposable {
  let finder: Finder | undefined;
  let known: Known | undefined;
  let shownInTable = false;
  let shownKeys: Keys = '';

  let losing: ReturnType<typeof setTimeout> | undefined;
  // While rows are added, text and cursor are reported one after the other, and a key pressed in between must be ours.
  const show = (inTable: boolean, keys: Keys): void => {
    clearTimeout(losing);
    losing = undefined;
    if (stepping.active) {
      tell(true, 'cell');
      losing = setTimeout(now, LINGER);
    } else tell(inTable, keys);
  };
  const tell = (inTable: boolean, keys: Keys): void => {
    if (inTable !== shownInTable) void vscode.commands.executeCommand('setContext', contextKeys.inTable, inTable);
    if (keys !== shownKeys) void vscode.commands.executeCommand('setContext', contextKeys.tableKeys, keys);
    shownInTable = inTable;
    shownKeys = keys;
  };
  const holds = (document: vscode.TextDocument, line: number): boolean =>
    known?.document === document && known.version === document.version && line >= known.first && line <= known.last;

  const update = (editor: vscode.TextEditor | undefined): void => {
    const selection = editor?.selection;
    if (!editor || !selection || editor.selections.length > 1) {
      show(false, '');
      return;
    }
    const { document } = editor;
    const line = selection.start.line;
    const text = line < document.lineCount ? document.lineAt(line).text : '';
    if ((!text.includes('|') && !holds(document, line)) || !inScope(document)) {
      show(false, '');
      return;
    }
    if (!finder) {
      void import('./findTable.ts').then((loaded) => {
        if (!finder) warm();
        finder = loaded;
        update(vscode.window.activeTextEditor);
      });
      return;
    }
    if (!holds(document, line)) {
      const found = finder.tableLines(document, selection.start);
      known = found && { document, version: document.version, ...found };
    }
    const ours = keysEnabled(document);
    if (holds(document, line)) show(true, !ours ? '' : selection.isSingleLine ? 'cell' : 'rows');
    else show(false, ours && selection.isEmpty && finder.endsHeader(text, selection.start.character) ? 'header' : '');
  };
  const now = (): void => { update(vscode.window.activeTextEditor); };
  now();
  return vscode.Disposable.from(
    { dispose: () => { clearTimeout(losing); } },
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) update(textEditor);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (known?.document !== document || contentChanges.length === 0) return;
      const { first, last } = known;
      // Typing in a row leaves the table a table; anything else is looked at again.
      const inRows = contentChanges.every(({ range, text }) => range.isSingleLine && range.start.line >= first + 2 && range.start.line <= last && !/[\r\n]/.test(text));
      if (inRows) known.version = document.version;
      else known = undefined;
      if (vscode.window.activeTextEditor?.document === document) now();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.section)) now();
    }),
  );
}
