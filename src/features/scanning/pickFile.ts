import * as vscode from 'vscode';

export interface FileChoice {
  readonly title: string;
  readonly placeHolder: string;
  /** Which files of the workspace are offered. */
  readonly pattern: string;
  readonly label: string;
  readonly extensions: readonly string[];
}

export interface FileItem extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** A file of the plan's own folder, offered first, or any other through the file dialog. */
export async function pickFile(plan: vscode.Uri, choice: FileChoice): Promise<vscode.Uri | undefined> {
  const files = await filesBeside(plan, choice);
  const browse = { label: `$(folder-opened) ${vscode.l10n.t('Browse…')}`, uri: undefined };
  if (files.length > 0) {
    const picked = await vscode.window.showQuickPick([...files, { label: '', kind: vscode.QuickPickItemKind.Separator, uri: undefined }, browse], {
      title: choice.title, placeHolder: choice.placeHolder, matchOnDescription: true,
    });
    if (picked !== browse) return picked?.uri;
  }
  return browseFor(plan, choice);
}

/** The files of the plan's own folder that may be meant, by name. */
export async function filesBeside(plan: vscode.Uri, choice: FileChoice): Promise<FileItem[]> {
  const folder = vscode.workspace.getWorkspaceFolder(plan);
  const found = await vscode.workspace.findFiles(folder ? new vscode.RelativePattern(folder, choice.pattern) : choice.pattern, '**/{node_modules,.git}/**', 100);
  return found.sort((a, b) => a.path.localeCompare(b.path)).map((uri) => {
    const path = vscode.workspace.asRelativePath(uri, false);
    return { label: `$(file) ${path.slice(path.lastIndexOf('/') + 1)}`, description: path, uri };
  });
}

/** Any folder, through the dialog. */
export async function browseForFolder(plan: vscode.Uri, title: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(plan);
  const chosen = await vscode.window.showOpenDialog({
    title, canSelectMany: false, canSelectFiles: false, canSelectFolders: true, openLabel: vscode.l10n.t('Read this folder'), ...(folder ? { defaultUri: folder.uri } : {}),
  });
  return chosen?.[0];
}

/** Any file, through the file dialog. */
export async function browseFor(plan: vscode.Uri, choice: Omit<FileChoice, 'pattern' | 'placeHolder'>): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(plan);
  const chosen = await vscode.window.showOpenDialog({
    title: choice.title, canSelectMany: false, filters: { [choice.label]: [...choice.extensions], [vscode.l10n.t('All files')]: ['*'] },
    ...(folder ? { defaultUri: folder.uri } : {}),
  });
  return chosen?.[0];
}
