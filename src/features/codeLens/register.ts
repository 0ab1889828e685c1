import * as vscode from 'vscode';
import { settingIds } from '../../host/ids.ts';
import { isPlanDocument } from '../../host/planFiles.ts';
import type { Shell } from '../../host/shell.ts';

/** Continue, Revise, Deep Dive and Party Mode above the document and each of its sections. */
export function registerCodeLens(shell: Shell): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let following: vscode.Disposable | undefined;
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!isPlanDocument(document) || !enabled(document)) return [];
      const [services, { lensesOf }] = await Promise.all([shell.services(), import('./lenses.ts')]);
      following ??= services.catalogues.onDidChange(() => { changed.fire(); });
      return lensesOf(services, document);
    },
  };
  return vscode.Disposable.from(
    changed,
    new vscode.Disposable(() => { following?.dispose(); }),
    vscode.languages.registerCodeLensProvider({ language: 'markdown' }, provider),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.section)) changed.fire();
    }),
  );
}

function enabled(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(settingIds.section, document.uri).get<boolean>(settingIds.codeLens, true);
}
