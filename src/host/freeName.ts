import * as vscode from 'vscode';

/** A name beside a Markdown file that nothing has yet: `plan.backup.md`, `plan.backup-2.md`, … */
export async function freeName(uri: vscode.Uri, word: string): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const candidate = uri.with({ path: uri.path.replace(/(?:\.md)?$/i, number === 1 ? `.${word}.md` : `.${word}-${number}.md`) });
    try {
      await vscode.workspace.fs.stat(candidate);
    } catch {
      return candidate;
    }
  }
}
