import * as vscode from 'vscode';
import { commandIds } from '../../host/ids.ts';
import { planTarget } from '../../host/planTarget.ts';
import type { PlanTarget } from '../../host/planTarget.ts';
import type { Services } from '../../host/services.ts';
import type { Shell } from '../../host/shell.ts';

/** Handing a section to somebody else: to a file and back. */
export function registerInterchange(shell: Shell): vscode.Disposable {
  const on = (id: string, run: (services: Services, target: PlanTarget, argument: unknown) => Promise<unknown>): vscode.Disposable =>
    shell.command(id, async (services, argument) => {
      // The editor's context menu gives the file itself.
      const target = planTarget(argument);
      if (target) await run(services, target, argument);
      else void vscode.window.showInformationMessage(vscode.l10n.t('Open a data migration plan first, or create one.'));
    });
  return vscode.Disposable.from(
    on(commandIds.exportSection, async (services, target, argument) => (await import('./exportSection.ts')).exportSection(services, target, argument)),
    on(commandIds.importSection, async (services, target, argument) => (await import('./importSection.ts')).importSection(services, target, argument)),
  );
}
