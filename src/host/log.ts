import * as vscode from 'vscode';

/** The extension's log: what failed and why, never data and never secrets. */
export type Log = vscode.LogOutputChannel;

export function openLog(): Log {
  return vscode.window.createOutputChannel('Data Migration Planner', { log: true });
}

/** The message of anything that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
