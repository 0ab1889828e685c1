import * as vscode from 'vscode';
import type { PlanEdit } from '../../core/plan/planEdit.ts';
import { commandIds } from '../../host/ids.ts';
import { reasonOf } from '../../host/log.ts';
import { isPlanDocument } from '../../host/planFiles.ts';
import type { Shell } from '../../host/shell.ts';

/** A way out of a problem, in words. */
export interface WordedFix {
  readonly label: string;
  readonly edit: PlanEdit;
}

/** Long enough that typing is never waited for, short enough to follow it. */
const DELAY = 250;

/** Problems of the plan in the text and in the Problems view, with their fixes. */
export function registerProblems(shell: Shell): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('dataMigrationPlanner');
  const timers = new Map<string, NodeJS.Timeout>();
  const fixes = new WeakMap<vscode.Diagnostic, readonly WordedFix[]>();
  let following: vscode.Disposable | undefined;

  const refresh = async (document: vscode.TextDocument): Promise<void> => {
    const [services, { wordedProblems }] = await Promise.all([shell.services(), import('./wordedProblems.ts')]);
    following ??= services.catalogues.onDidChange(all);
    const { problems, version } = await services.analysis.of(document);
    if (document.isClosed || document.version !== version) return;
    collection.set(document.uri, wordedProblems(document, problems).map(({ diagnostic, ways }) => {
      fixes.set(diagnostic, ways);
      return diagnostic;
    }));
  };
  const schedule = (document: vscode.TextDocument, delay = DELAY): void => {
    if (!isPlanDocument(document)) return;
    const key = document.uri.toString();
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
      const own = collection.get(document.uri) ?? [];
      return context.diagnostics.flatMap((shown) => {
        const diagnostic = own.find((candidate) => candidate.range.isEqual(shown.range) && candidate.message === shown.message);
        return ((diagnostic && fixes.get(diagnostic)) ?? []).map((fix, index) => {
          const action = new vscode.CodeAction(fix.label, vscode.CodeActionKind.QuickFix);
          action.command = { title: action.title, command: commandIds.applyFix, arguments: [document.uri.toString(), fix.edit] };
          action.diagnostics = [shown];
          action.isPreferred = index === 0;
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
    vscode.workspace.onDidCloseTextDocument((document) => { collection.delete(document.uri); }),
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
