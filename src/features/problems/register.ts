import * as vscode from 'vscode';
import type { PlanEdit } from '../../core/plan/planEdit.ts';
import { commandIds } from '../../host/ids.ts';
import { reasonOf } from '../../host/log.ts';
import { isPlanDocument } from '../../host/planFiles.ts';
import type { Shell } from '../../host/shell.ts';
import { delayAfter } from './pace.ts';

/** A way out of a problem, in words. */
export interface WordedFix {
  readonly label: string;
  readonly edit: PlanEdit;
  /** The editor may take it without asking which. */
  readonly preferred: boolean;
}

/** A problem as the editor shows it, with its ways out. */
export interface WordedProblem {
  readonly diagnostic: vscode.Diagnostic;
  readonly ways: readonly WordedFix[];
}

/** Problems of the plan in the text and in the Problems view, with their fixes. */
export function registerProblems(shell: Shell): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('dataMigrationPlanner');
  const timers = new Map<string, NodeJS.Timeout>();
  /** What stands in the text now, by document, and how long the last check took. */
  const shown = new Map<string, readonly WordedProblem[]>();
  const took = new Map<string, number>();
  let following: vscode.Disposable | undefined;

  const refresh = async (document: vscode.TextDocument): Promise<void> => {
    const [services, { wordedProblems }] = await Promise.all([shell.services(), import('./wordedProblems.ts')]);
    following ??= services.catalogues.onDidChange(all);
    const key = document.uri.toString();
    const begin = performance.now();
    const { problems, version } = await services.analysis.of(document);
    if (document.isClosed || document.version !== version) return;
    const worded = wordedProblems(document, problems);
    took.set(key, performance.now() - begin);
    const before = shown.get(key);
    shown.set(key, worded);
    // Most keystrokes change no problem: then nothing is sent to the editor.
    if (!before || !sameProblems(before, worded)) collection.set(document.uri, worded.map(({ diagnostic }) => diagnostic));
  };
  const schedule = (document: vscode.TextDocument, wait?: number): void => {
    if (!isPlanDocument(document)) return;
    const key = document.uri.toString();
    const delay = wait ?? delayAfter(took.get(key));
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => {
      timers.delete(key);
      refresh(document).catch((error: unknown) => { shell.log.error('The plan could not be checked.', reasonOf(error)); });
    }, delay));
  };
  const all = (): void => {
    for (const document of vscode.workspace.textDocuments) schedule(document, 0);
  };
  all();

  const actions: vscode.CodeActionProvider = {
    provideCodeActions(document, _range, context) {
      const own = shown.get(document.uri.toString()) ?? [];
      return context.diagnostics.flatMap((asked) => {
        const known = own.find(({ diagnostic }) => diagnostic.range.isEqual(asked.range) && diagnostic.message === asked.message);
        return (known?.ways ?? []).map((fix) => {
          const action = new vscode.CodeAction(fix.label, vscode.CodeActionKind.QuickFix);
          action.command = { title: action.title, command: commandIds.applyFix, arguments: [document.uri.toString(), fix.edit] };
          action.diagnostics = [asked];
          action.isPreferred = fix.preferred;
          return action;
        });
      });
    },
  };

  return vscode.Disposable.from(
    collection,
    vscode.languages.registerCodeActionsProvider({ language: 'markdown' }, actions, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    vscode.workspace.onDidOpenTextDocument((document) => { schedule(document, 0); }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => { schedule(document); }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      const key = document.uri.toString();
      collection.delete(document.uri);
      shown.delete(key);
      took.delete(key);
    }),
    new vscode.Disposable(() => { following?.dispose(); }),
    shell.command(commandIds.applyFix, async (services, uri, edit) => {
      if (typeof uri !== 'string') return;
      const { planEditSchema } = await import('../../core/plan/planEdit.ts');
      const refused = await services.sessions.for(vscode.Uri.parse(uri, true)).apply(planEditSchema.parse(edit));
      if (refused !== undefined) void vscode.window.showWarningMessage(refused);
    }),
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
}

function sameProblems(one: readonly WordedProblem[], other: readonly WordedProblem[]): boolean {
  return one.length === other.length && one.every(({ diagnostic: a }, index) => {
    const b = other[index]?.diagnostic;
    return b !== undefined && a.message === b.message && a.severity === b.severity && a.code === b.code && a.range.isEqual(b.range);
  });
}
