import * as vscode from 'vscode';
import { dialectNames } from '../../connect/ddl/dialectName.ts';
import type { DialectName } from '../../connect/ddl/dialectName.ts';
import { dialectOfFile } from '../../connect/ddl/dialectOfFile.ts';
import { isSure } from '../../connect/ddl/detectDialect.ts';

/**
 * The dialect a script is read in: as it looks, where that is plain, else as the person says, with the likeliest first. `ask`: the
 * person decides in any case. Undefined where they turn away; `auto` where the file can't be looked at, so that reading says why.
 */
export async function chooseDialect(file: vscode.Uri, ask: boolean): Promise<DialectName | 'auto' | undefined> {
  let guesses;
  try {
    guesses = dialectOfFile(file.fsPath, file.path);
  } catch {
    return 'auto';
  }
  if (isSure(guesses) && !ask) return guesses[0].dialect;
  const likeliest = guesses[0].score > 0 ? guesses[0].dialect : undefined;
  const ordered = likeliest === undefined ? dialectNames : guesses.map(({ dialect }) => dialect);
  const picked = await vscode.window.showQuickPick(
    ordered.map((dialect) => ({ label: dialect, ...(dialect === likeliest ? { description: vscode.l10n.t('as the script looks') } : {}) })),
    { title: vscode.l10n.t('Which SQL is {file} written in?', { file: file.path.slice(file.path.lastIndexOf('/') + 1) }), placeHolder: vscode.l10n.t('The database it is for') },
  );
  return dialectNames.find((dialect) => dialect === picked?.label);
}
