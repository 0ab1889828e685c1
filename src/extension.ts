import * as vscode from 'vscode';
import { registerCodeLens } from './features/codeLens/register.ts';
import { registerCollection } from './features/collection/register.ts';
import { registerCreatePlan } from './features/createPlan/register.ts';
import { registerExistingWork } from './features/existingWork/register.ts';
import { registerInterchange } from './features/interchange/register.ts';
import { registerLanguage } from './features/language/register.ts';
import { registerMenu } from './features/menu/register.ts';
import { registerOutsideChanges } from './features/outsideChanges/register.ts';
import { registerProblems } from './features/problems/register.ts';
import { registerProfiling } from './features/profiling/register.ts';
import { registerScanning } from './features/scanning/register.ts';
import { registerTables } from './features/tables/register.ts';
import { registerWizard } from './features/wizard/register.ts';
import { trackActivePlan } from './host/activePlan.ts';
import { commandIds } from './host/ids.ts';
import { openLog, reasonOf } from './host/log.ts';
import { Shell } from './host/shell.ts';

/** What the extension lets others see: the step files read so far in this window. */
export interface PlannerApi {
  stepFilesRead(): Promise<readonly string[]>;
}

export function activate(context: vscode.ExtensionContext): PlannerApi {
  const log = openLog();
  context.subscriptions.push(log);
  try {
    const shell = new Shell(context, log);
    context.subscriptions.push(
      vscode.commands.registerCommand(commandIds.showLog, () => { log.show(); }),
      registerCreatePlan(shell),
      registerWizard(shell),
      registerMenu(shell),
      registerCodeLens(shell),
      registerTables(shell),
      registerProblems(shell),
      registerLanguage(shell),
      registerScanning(shell),
      registerProfiling(shell),
      registerCollection(shell),
      registerExistingWork(shell),
      registerInterchange(shell),
      registerOutsideChanges(shell),
      trackActivePlan(),
    );
    return { stepFilesRead: async () => (await shell.services()).steps.filesRead };
  } catch (error) {
    log.error('The extension could not start.', error instanceof Error ? error : reasonOf(error));
    void vscode.window.showErrorMessage(vscode.l10n.t('Data Migration Planner could not start: {reason}', { reason: reasonOf(error) }));
    throw error;
  }
}
