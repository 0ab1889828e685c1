import * as vscode from 'vscode';
import type { Services } from '../../host/services.ts';
import { scanSource } from './scanSource.ts';

/** The output of a collection script, and the system that it lists. */
export interface CollectedOutput {
  readonly file: vscode.Uri;
  readonly system: string;
}

/** Reads what a collection script printed, from where its reader was told to put it. False where it is not there (yet), which is said. */
export async function scanCollected(services: Services, plan: vscode.Uri, { file, system }: CollectedOutput): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
  } catch {
    services.sessions.for(plan).notify(vscode.l10n.t('There is no {path} yet. Put the output of the script there, or choose it where it is.', { path: vscode.workspace.asRelativePath(file, false) }));
    return false;
  }
  await scanSource(services, plan, { kind: 'file', uri: file }, { system });
  return true;
}
