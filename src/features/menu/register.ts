import * as vscode from 'vscode';
import { commandIds } from '../../host/ids.ts';
import { planTarget } from '../../host/planTarget.ts';
import type { PlanTarget } from '../../host/planTarget.ts';
import type { Services } from '../../host/services.ts';
import type { Shell } from '../../host/shell.ts';

type Commands = typeof import('./commands.ts');

/** [C] [R] [D] [P] and "Tell the Plan", from CodeLens, palette, editor title and keys. */
export function registerMenu(shell: Shell): vscode.Disposable {
  const on = (id: string, run: (commands: Commands, services: Services, target: PlanTarget) => Promise<void>): vscode.Disposable =>
    shell.command(id, async (services, argument) => {
      const target = planTarget(argument);
      if (target) await run(await import('./commands.ts'), services, target);
      else void vscode.window.showInformationMessage(vscode.l10n.t('Open a data migration plan first, or create one.'));
    });
  return vscode.Disposable.from(
    on(commandIds.continue, (commands, services, target) => commands.continueHere(services, target)),
    on(commandIds.revise, (commands, services, target) => commands.reviseHere(services, target)),
    on(commandIds.deepDive, (commands, services, target) => commands.elicitHere(services, 'deepDive', target)),
    on(commandIds.partyMode, (commands, services, target) => commands.elicitHere(services, 'party', target)),
    on(commandIds.say, (commands, services, target) => commands.tellThePlan(services, target)),
  );
}
