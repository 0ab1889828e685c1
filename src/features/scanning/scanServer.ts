import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { formatCount } from '../../core/units/count.ts';
import { ConnectError } from '../../connect/connectError.ts';
import { careFields } from '../../connect/database/settings.ts';
import type { Connection } from '../../host/connections.ts';
import { settingIds } from '../../host/ids.ts';
import type { Services } from '../../host/services.ts';
import { runScan } from './runScan.ts';
import { secretFor } from './signIn.ts';

/** Scans a server with the password from where it is kept. A password that was typed is remembered once the server has taken it. */
export async function scanServer(services: Services, plan: vscode.Uri, connection: Connection, named: { readonly system: string; readonly path: string; readonly now: string }, counting?: Counting): Promise<Catalogue | undefined> {
  const care = careOf(plan);
  const exactBelowRows = counting ?? await askCounting(plan);
  if (exactBelowRows === undefined) return undefined;
  const secret = await secretFor(services.connections, connection);
  if (secret === undefined) return undefined;
  const { name: _name, signIn: _signIn, kind, ...target } = connection;
  try {
    const catalogue = await runScan(
      services, plan, vscode.l10n.t('Scanning {system}', { system: named.system }),
      { kind, ...named, role: 'source', ...target, ...care, exactBelowRows },
      secret.value === '' ? undefined : secret.value,
    );
    if (secret.remember) await services.connections.remember(connection, secret.value);
    return catalogue;
  } catch (error) {
    // So that the next scan asks for it instead of trying the same again.
    if (error instanceof ConnectError && error.code === 'database.denied' && connection.signIn.from === 'store') await services.connections.forget(connection);
    throw error;
  }
}

interface Care {
  readonly connections: number;
  readonly statementSeconds: number;
  readonly exactBelowRows: number;
}

/** The settings; what is out of bounds counts as not set. */
function careOf(plan: vscode.Uri): Care {
  const settings = vscode.workspace.getConfiguration(settingIds.section, plan);
  const number = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);
  return {
    connections: number(careFields.connections.catch(2).parse(settings.get(settingIds.scanConnections)), 2),
    statementSeconds: number(careFields.statementSeconds.catch(60).parse(settings.get(settingIds.scanStatementSeconds)), 60),
    exactBelowRows: number(careFields.exactBelowRows.catch(1_000_000).parse(settings.get(settingIds.scanExactBelowRows)), 1_000_000),
  };
}

/** Below how many rows tables are counted. */
export type Counting = number | 'all';

/** Asks how exact the numbers of servers have to be. Undefined where the person turns away. */
export async function askCounting(plan: vscode.Uri): Promise<Counting | undefined> {
  const limit = careOf(plan).exactBelowRows;
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { value: number | 'all' }>([
    { value: limit, label: vscode.l10n.t('Count tables below {rows} rows', { rows: formatCount(BigInt(limit)) }), detail: vscode.l10n.t('Larger ones keep the server’s own estimate.') },
    { value: 0, label: vscode.l10n.t('Count nothing'), detail: vscode.l10n.t('Quick: only what the server’s statistics say.') },
    { value: 'all', label: vscode.l10n.t('Count every table'), detail: vscode.l10n.t('Exact, and reads every table once. It can be cancelled; what was counted stays.') },
  ], { title: vscode.l10n.t('How exact do the numbers have to be?'), placeHolder: vscode.l10n.t('The server’s estimates are shown first in any case'), ignoreFocusOut: true });
  return picked?.value;
}
