import * as vscode from 'vscode';
import { ConnectError } from '../../connect/connectError.ts';
import type { ScanRequest } from '../../connect/protocol.ts';
import { scan } from '../../connect/scan.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Connection } from '../../host/connections.ts';
import { secretFor } from '../../host/secretFor.ts';
import type { Services } from '../../host/services.ts';

/** Reads the values in the reading process, with progress in the window and in the wizard; cancel keeps what was read. Undefined where the person turns away. */
export async function readProfiles(services: Services, plan: vscode.Uri, request: ScanRequest, connection: Connection | undefined): Promise<Catalogue | undefined> {
  if (connection === undefined) return follow(services, plan, request, undefined);
  const secret = await secretFor(services.connections, connection);
  if (secret === undefined) return undefined;
  try {
    const catalogue = await follow(services, plan, request, secret.value === '' ? undefined : secret.value);
    if (secret.remember) await services.connections.remember(connection, secret.value);
    return catalogue;
  } catch (error) {
    // So that the next run asks for it instead of trying the same again.
    if (error instanceof ConnectError && error.code === 'database.denied' && connection.signIn.from === 'store') await services.connections.forget(connection);
    throw error;
  }
}

async function follow(services: Services, plan: vscode.Uri, request: ScanRequest, secret: string | undefined): Promise<Catalogue> {
  const session = services.sessions.for(plan);
  const title = vscode.l10n.t('Profiling {system}', { system: request.system });
  const abort = new AbortController();
  const cancel = (): void => { abort.abort(); };
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      token.onCancellationRequested(cancel);
      let reported = 0;
      return scan(request, {
        childPath: vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'connect', 'child.js').fsPath,
        signal: abort.signal,
        ...(secret === undefined ? {} : { secret }),
        onProgress: ({ table, read, total }) => {
          const detail = table ?? (total === undefined ? vscode.l10n.t('Opening…') : '');
          const known = total === undefined ? '' : vscode.l10n.t('{read} of {total} tables', { read: String(read), total: String(total) });
          const percent = total ? (read / total) * 100 : 0;
          // Notifications read `[words](address)` as a link; a table may have such a name.
          progress.report({ message: [detail.replaceAll('](', '] ('), known].filter(Boolean).join(' · '), increment: Math.max(0, percent - reported) });
          reported = Math.max(reported, percent);
          session.setScan({ view: { title, detail, done: read, total: total ?? 0 }, cancel });
        },
      });
    });
  } finally {
    session.setScan(undefined);
  }
}
