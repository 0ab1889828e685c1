import * as vscode from 'vscode';
import { isPlanDocument } from '../../host/planFiles.ts';

/** So many documents are remembered. */
const MOST = 200;
const KEY = 'foldedOnce';
/** Waits between the tries, in milliseconds: an editor that was just opened may not know its folds yet. */
const TRIES = [0, 100, 300, 800, 1_500];

/**
 * Folds the frontmatter when a person sees a plan as text for the first time in this workspace: what they came for stands below
 * it. Never again after that: whoever unfolds it finds it as they left it.
 */
export function foldAtFirstSight(context: vscode.ExtensionContext): vscode.Disposable {
  const seen = new Set(context.workspaceState.get<readonly string[]>(KEY, []));
  const look = (editor: vscode.TextEditor | undefined): void => {
    if (!editor || !isPlanDocument(editor.document) || editor.document.lineCount < 3) return;
    const key = editor.document.uri.toString();
    if (seen.has(key)) return;
    seen.add(key);
    void fold(editor).then((done) => {
      // Another editor took its place before it could be folded: the next sight is the first.
      if (done) return context.workspaceState.update(KEY, [...seen].slice(-MOST));
      seen.delete(key);
      return undefined;
    }, () => seen.delete(key));
  };
  look(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(look);
}

/** True once nothing is left to do: it is folded, or the person is reading or writing there. */
async function fold(editor: vscode.TextEditor): Promise<boolean> {
  const { document } = editor;
  const { version } = document;
  const closing = closingFence(document);
  if (closing === undefined) return true;
  // Whoever was led to a place in the frontmatter, or has begun to write, is to see it.
  const busy = (): boolean => document.version !== version || editor.selections.some(({ end }) => end.line > 0 && end.line <= closing);
  if (busy()) return true;
  await vscode.commands.executeCommand('vscode.executeFoldingRangeProvider', document.uri);
  // Who unfolds it between two looks has seen it folded.
  let folded = isFolded(editor);
  const watching = vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => { folded ||= textEditor === editor && isFolded(editor); });
  try {
    for (const wait of TRIES) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (folded || busy()) return true;
      if (vscode.window.activeTextEditor !== editor) return false;
      await vscode.commands.executeCommand('editor.fold', { selectionLines: [0], levels: 1, direction: 'up' });
    }
    return true;
  } finally {
    watching.dispose();
  }
}

/** The first line is seen and the next one is not, though something below is. An editor that shows another part can't tell. */
function isFolded({ visibleRanges: [first, second] }: vscode.TextEditor): boolean {
  return first?.start.line === 0 && first.end.line === 0 && second !== undefined;
}

function closingFence(document: vscode.TextDocument): number | undefined {
  for (let line = 1; line < Math.min(document.lineCount, 20_000); line++) if (document.lineAt(line).text.startsWith('---')) return line;
  return undefined;
}
