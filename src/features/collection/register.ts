import * as vscode from 'vscode';
import { commandIds } from '../../host/ids.ts';
import { planTarget } from '../../host/planTarget.ts';
import type { Shell } from '../../host/shell.ts';

/** For a database that nobody may reach from here: a script for somebody who may. */
export function registerCollection(shell: Shell): vscode.Disposable {
  return shell.command(commandIds.writeCollectionScript, async (services, argument) => {
    const target = planTarget(argument);
    if (target) await (await import('./writeCollectionScript.ts')).writeCollectionScript(services, target.uri);
    else void vscode.window.showInformationMessage(vscode.l10n.t('Open a data migration plan first, or create one.'));
  });
}
