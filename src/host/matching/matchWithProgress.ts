import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Matching } from '../../core/mapping/matching.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Matchings } from './matchings.ts';

/** What takes less than this is done before anyone could read what is going on. */
const PATIENCE = 400;

/** Matches the sources of a plan with its target; where that takes a while, with progress and a way to call it off. */
export async function matchWithProgress(matchings: Matchings, uri: vscode.Uri, plan: Plan, catalogues: readonly Catalogue[]): Promise<Matching> {
  const abort = new AbortController();
  let report: ((done: number, total: number) => void) | undefined;
  const ready = matchings.ready(uri, plan, catalogues, { signal: abort.signal, onProgress: (done, total) => report?.(done, total) });
  const soon = await Promise.race([ready, new Promise<undefined>((resolve) => { setTimeout(() => { resolve(undefined); }, PATIENCE); })]);
  if (soon) return soon;
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, cancellable: true, title: vscode.l10n.t('Matching fields') }, (progress, token) => {
    token.onCancellationRequested(() => { abort.abort(); });
    let shown = 0;
    report = (done, total) => {
      const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
      // A new system begins at 0 again.
      if (percent !== shown) progress.report({ increment: Math.max(0, percent - shown), message: `${percent} %` });
      shown = percent;
    };
    return ready;
  });
}
