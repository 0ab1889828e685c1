import type * as vscode from 'vscode';
import { commandIds } from '../../host/ids.ts';
import type { Shell } from '../../host/shell.ts';

/** The command **Create Data Migration Plan**. */
export function registerCreatePlan(shell: Shell): vscode.Disposable {
  return shell.command(commandIds.create, async (services) => (await import('./createPlan.ts')).createPlan(services));
}
