import * as vscode from 'vscode';
import { settingIds } from './ids.ts';

/** Where the plan of a workspace folder lives: the setting, else `docs/data-migration.md`. Never outside the folder. */
export function planUri(folder: vscode.WorkspaceFolder): vscode.Uri {
  const configured = vscode.workspace.getConfiguration(settingIds.section, folder.uri).get<string>(settingIds.planPath)?.trim();
  const path = configured ? configured : 'docs/data-migration.md';
  const segments = path.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.');
  const safe = !segments.includes('..') && segments.at(-1)?.toLowerCase().endsWith('.md') === true;
  return vscode.Uri.joinPath(folder.uri, ...(safe ? segments : ['docs', 'data-migration.md']));
}

/** True where a document is a plan: it lies where the plan lies, or its frontmatter says so. */
export function isPlanDocument(document: vscode.TextDocument): boolean {
  if (document.languageId !== 'markdown' || document.uri.scheme === 'git') return false;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder && planUri(folder).toString() === document.uri.toString()) return true;
  const head = document.getText(new vscode.Range(0, 0, 40, 0));
  return head.startsWith('---') && /^workflow:\s*["']?create-data-migration\b/m.test(head);
}
