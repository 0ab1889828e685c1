import * as vscode from 'vscode';
import type { Blocker } from '../../core/workflow/conditions.ts';
import { words } from '../../host/words.ts';

type Choice = { readonly kind: 'show'; readonly blocker: Blocker } | { readonly kind: 'reason'; readonly reason: string };

/** Lists what keeps Continue from going on; each leads to its place, or a reason sets it aside where it may. */
export async function pickBlocker(blockers: readonly Blocker[]): Promise<Choice | undefined> {
  const items: (vscode.QuickPickItem & { blocker?: Blocker })[] = blockers.map((blocker) => ({ label: `$(circle-outline) ${words(blocker.code, blocker.args)}`, blocker }));
  if (blockers.every((blocker) => blocker.waivable)) {
    items.push({ label: '', kind: vscode.QuickPickItemKind.Separator }, {
      label: `$(law) ${vscode.l10n.t('Go on with a reason…')}`,
      detail: vscode.l10n.t('The reason is recorded in the plan under Decisions.'),
    });
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Before this part can be confirmed'),
    placeHolder: vscode.l10n.t('Pick one to go to its place'),
  });
  if (!picked) return undefined;
  if (picked.blocker) return { kind: 'show', blocker: picked.blocker };
  const reason = await vscode.window.showInputBox({
    title: vscode.l10n.t('Why is it right to go on without it?'),
    prompt: vscode.l10n.t('Recorded with your name and today’s date.'),
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A reason is needed.') : undefined),
  });
  return reason?.trim() ? { kind: 'reason', reason: reason.trim() } : undefined;
}
