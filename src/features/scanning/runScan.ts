import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { scan } from '../../connect/scan.ts';
import type { ScanRequest } from '../../connect/protocol.ts';
import type { Services } from '../../host/services.ts';

/** Reads in the child process, with progress in the window and in the wizard; cancel keeps what was read. */
export async function runScan(services: Services, plan: vscode.Uri, title: string, request: ScanRequest): Promise<Catalogue> {
  const session = services.sessions.for(plan);
  const abort = new AbortController();
  const cancel = (): void => { abort.abort(); };
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      token.onCancellationRequested(cancel);
      let reported = 0;
      return scan(request, {
        childPath: vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'connect', 'child.js').fsPath,
        signal: abort.signal,
        onProgress: ({ table, read, total }) => {
          const detail = table ?? (total === undefined ? vscode.l10n.t('Opening…') : '');
          const known = total === undefined ? '' : vscode.l10n.t('{read} of {total} tables', { read: String(read), total: String(total) });
          const percent = total ? (read / total) * 100 : 0;
          // Notifications read `[words](address)` as a link; a table may have such a name.
          progress.report({ message: [detail.replaceAll('](', '] ('), known].filter(Boolean).join(' · '), increment: percent - reported });
          reported = percent;
          session.setScan({ view: { title, detail, done: read, total: total ?? 0 }, cancel });
        },
      });
    });
  } finally {
    session.setScan(undefined);
  }
}
