import * as vscode from 'vscode';
import { ConnectError } from '../../connect/connectError.ts';
import type { ScanRequest } from '../../connect/protocol.ts';
import { scan } from '../../connect/scan.ts';
import type { Catalogue, Table } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { ROW_BYTES, restInWords, scanRest } from '../../core/workflow/scanRest.ts';
import type { Connection } from '../../host/connections.ts';
import { secretFor } from '../../host/secretFor.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';

/** What is left is told anew so often: milliseconds. */
const TICK = 5_000;

/** Reads the values in the reading process, with progress in the window and in the wizard; cancel keeps what was read. `tables`: those to look at, as they are known. Undefined where the person turns away. */
export async function readProfiles(services: Services, plan: vscode.Uri, request: ScanRequest, connection: Connection | undefined, tables: readonly Table[]): Promise<Catalogue | undefined> {
  if (connection === undefined) return follow(services, plan, request, undefined, tables);
  const secret = await secretFor(services.connections, connection);
  if (secret === undefined) return undefined;
  try {
    const catalogue = await follow(services, plan, request, secret.value === '' ? undefined : secret.value, tables);
    if (secret.remember) await services.connections.remember(connection, secret.value);
    return catalogue;
  } catch (error) {
    // So that the next run asks for it instead of trying the same again.
    if (error instanceof ConnectError && error.code === 'database.denied' && connection.signIn.from === 'store') await services.connections.forget(connection);
    throw error;
  }
}

async function follow(services: Services, plan: vscode.Uri, request: ScanRequest, secret: string | undefined, tables: readonly Table[]): Promise<Catalogue> {
  const session = services.sessions.for(plan);
  const title = vscode.l10n.t('Profiling {system}', { system: request.system });
  const abort = new AbortController();
  const cancel = (): void => { abort.abort(); };
  const rest = restOf(tables);
  let show = (): void => undefined;
  const tick = setInterval(() => { show(); }, TICK);
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      token.onCancellationRequested(cancel);
      let reported = 0;
      return scan(request, {
        childPath: vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'connect', 'child.js').fsPath,
        signal: abort.signal,
        ...(secret === undefined ? {} : { secret }),
        onProgress: ({ table, read, total, latest }) => {
          const detail = table ?? (total === undefined ? vscode.l10n.t('Opening…') : '');
          const known = total === undefined ? '' : vscode.l10n.t('{read} of {total} tables', { read: String(read), total: String(total) });
          const percent = total ? (read / total) * 100 : 0;
          // Notifications read `[words](address)` as a link; a table may have such a name.
          progress.report({ message: [detail.replaceAll('](', '] ('), known].filter(Boolean).join(' · '), increment: Math.max(0, percent - reported) });
          reported = Math.max(reported, percent);
          if (latest) rest.done(latest);
          show = () => {
            const left = rest.words();
            session.setScan({ view: { title, detail, done: read, total: total ?? 0, ...(left === undefined ? {} : { rest: left }) }, cancel });
          };
          show();
        },
      });
    });
  } finally {
    clearInterval(tick);
    session.setScan(undefined);
  }
}

/** What looking at tables will still take, by what those done took. */
function restOf(tables: readonly Table[]): { readonly done: (table: Table) => void; readonly words: () => string | undefined } {
  const begun = Date.now();
  const waiting = new Map(tables.map((table) => [tableKey(table), bytesOf(table)]));
  const done: (number | undefined)[] = [];
  return {
    done: (table) => {
      const key = tableKey(table);
      if (waiting.has(key)) done.push(waiting.get(key));
      waiting.delete(key);
    },
    words: () => {
      const rest = scanRest({ elapsed: Date.now() - begun, done, left: [...waiting.values()] });
      if (rest === undefined || rest === 0) return undefined;
      const { code, args } = restInWords(rest);
      return words(code, args);
    },
  };
}

function bytesOf({ statistics: { bytes, rowCount } }: Table): number | undefined {
  if (bytes !== undefined) return Number(bytes);
  return rowCount === undefined ? undefined : Number(rowCount) * ROW_BYTES;
}
