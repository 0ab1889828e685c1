import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { scan } from '../../connect/scan.ts';
import { isServerRequest } from '../../connect/protocol.ts';
import type { ScanRequest } from '../../connect/protocol.ts';
import type { Services } from '../../host/services.ts';

/** Reads in the child process, with progress in the window and in the wizard; cancel keeps what was read. */
export async function runScan(services: Services, plan: vscode.Uri, title: string, request: ScanRequest, secret?: string): Promise<Catalogue> {
  const session = services.sessions.for(plan);
  const abort = new AbortController();
  const cancel = (): void => { abort.abort(); };
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      token.onCancellationRequested(cancel);
      let reported = 0;
      const counts = isServerRequest(request);
      return scan(request, {
        childPath: vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'connect', 'child.js').fsPath,
        signal: abort.signal,
        ...(secret === undefined ? {} : { secret }),
        onProgress: (state) => {
          const { phase, table, read: tablesRead, total: tablesInAll, counted, toCount } = state;
          const counting = phase === 'counting';
          const [read, total] = counting ? [counted ?? 0, toCount] : [tablesRead, tablesInAll];
          const detail = table ?? (total === undefined ? vscode.l10n.t('Opening…') : '');
          const numbers = { read: String(read), total: String(total ?? 0) };
          const known = total === undefined ? '' : counting ? vscode.l10n.t('rows of {read} of {total} tables counted', numbers) : vscode.l10n.t('{read} of {total} tables', numbers);
          // Counting starts the bar anew, which cannot go back: it takes the second half where there is one.
          const percent = total ? (counting ? 50 + (read / total) * 50 : (read / total) * (counts ? 50 : 100)) : 0;
          // Notifications read `[words](address)` as a link; a table may have such a name.
          progress.report({ message: [detail.replaceAll('](', '] ('), known].filter(Boolean).join(' · '), increment: Math.max(0, percent - reported) });
          reported = Math.max(reported, percent);
          session.setScan({ view: { title, detail, done: read, total: total ?? 0 }, ...(request.role === 'source' ? { live: { system: request.system, progress: state } } : {}), cancel });
        },
      });
    });
  } finally {
    session.setScan(undefined);
  }
}
