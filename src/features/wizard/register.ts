import * as vscode from 'vscode';
import { textColumn } from '../../host/activePlan.ts';
import { commandIds, WIZARD_VIEW_TYPE } from '../../host/ids.ts';
import { planTarget } from '../../host/planTarget.ts';
import type { Shell } from '../../host/shell.ts';
import { wizardHtml } from '../../host/webviewHtml.ts';

/** The wizard: a custom editor over the plan's own text document, so that undo, dirty state and restore are the editor's. */
export function registerWizard(shell: Shell): vscode.Disposable {
  const { extensionUri } = shell.context;
  const provider: vscode.CustomTextEditorProvider = {
    async resolveCustomTextEditor(document, panel) {
      const closed = new AbortController();
      panel.onDidDispose(() => { closed.abort(); });
      const [services, { WizardPage }] = await Promise.all([shell.services(), import('./wizardPage.ts')]);
      // Closed again before it was there.
      if (closed.signal.aborted) return;
      panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'webview')] };
      const page = new WizardPage(services, document, panel);
      panel.onDidDispose(() => { page.dispose(); });
      panel.webview.html = wizardHtml(panel.webview, extensionUri, {}, services.sessions.for(document.uri).pageState);
    },
  };
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(WIZARD_VIEW_TYPE, provider, { supportsMultipleEditorsPerDocument: true }),
    shell.command(commandIds.openWizard, async (services, argument) => {
      const plan = planTarget(argument)?.uri;
      if (!plan) return;
      const { page } = services.sessions.for(plan);
      if (page) page.reveal();
      else await vscode.commands.executeCommand('vscode.openWith', plan, WIZARD_VIEW_TYPE, vscode.ViewColumn.Beside);
    }),
    shell.command(commandIds.openText, async (_services, argument) => {
      const plan = planTarget(argument)?.uri;
      if (plan) await vscode.window.showTextDocument(plan, { viewColumn: textColumn(plan) });
    }),
  );
}
