import * as vscode from 'vscode';
import { commandIds, WIZARD_VIEW_TYPE } from '../../host/ids.ts';
import { reasonOf } from '../../host/log.ts';
import { planTarget } from '../../host/planTarget.ts';
import type { Shell } from '../../host/shell.ts';

/** What others did before is used, not done again. */
export function registerExistingWork(shell: Shell): vscode.Disposable {
  const look = (tabs: readonly vscode.Tab[]): void => {
    for (const { input } of tabs) if (input instanceof vscode.TabInputCustom && input.viewType === WIZARD_VIEW_TYPE) lookSoon(shell, input.uri);
  };
  look(vscode.window.tabGroups.all.flatMap((group) => group.tabs));
  return vscode.Disposable.from(
    shell.command(commandIds.bringInExistingWork, async (services, argument) => {
      const target = planTarget(argument);
      if (target) await (await import('./bringIn.ts')).bringInExistingWork(services, target.uri);
      else void vscode.window.showInformationMessage(vscode.l10n.t('Open a data migration plan first, or create one.'));
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ opened }) => { look(opened); }),
  );
}

/** Once the wizard has drawn itself: nothing waits for this. */
function lookSoon(shell: Shell, plan: vscode.Uri): void {
  setTimeout(() => {
    void Promise.all([shell.services(), import('./offerOnce.ts')]).then(([services, { offerOnce }]) => offerOnce(services, plan))
      .catch((error: unknown) => { shell.log.warn('Existing work could not be looked for.', reasonOf(error)); });
  }, 1_500);
}
