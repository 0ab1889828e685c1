import * as vscode from 'vscode';
import { commandIds } from '../../host/ids.ts';
import { planTarget } from '../../host/planTarget.ts';
import type { Shell } from '../../host/shell.ts';

/** Looking at the values of tables, when somebody asks for it. */
export function registerProfiling(shell: Shell): vscode.Disposable {
  return shell.command(commandIds.profileTables, async (services, argument) => {
    const target = planTarget(argument);
    if (!target) void vscode.window.showInformationMessage(vscode.l10n.t('Open a data migration plan first, or create one.'));
    else if (!vscode.workspace.isTrusted) void vscode.window.showWarningMessage(vscode.l10n.t('Databases are read only in folders that you trust.'));
    else await (await import('./profileTables.ts')).profileTables(services, target.uri);
  });
}
