import * as vscode from 'vscode';
import type { Connection } from '../../host/connections.ts';
import type { Services } from '../../host/services.ts';
import { askConnection } from './askConnection.ts';
import { browseFor, browseForFolder } from './pickFile.ts';
import { addressText } from '../../connect/database/serverAddress.ts';
import { sourceExtensions, sourceFiles } from './sourceFiles.ts';

/** What a person chose to scan. */
export type SourceChoice = { readonly kind: 'file'; readonly uri: vscode.Uri } | { readonly kind: 'server'; readonly connection: Connection };

type Item = vscode.QuickPickItem & { readonly uri?: vscode.Uri; readonly connection?: Connection; readonly missing?: string; readonly action?: 'browse' | 'browseFolder' | 'new' | 'manage' };

/** A known connection, a file or folder of files beside the plan, a new connection or any other file: one list. */
export async function pickSource(services: Services, plan: vscode.Uri): Promise<SourceChoice | undefined> {
  const known = services.connections.list();
  const missing = await missingHere(services, plan, known);
  const { files, folders } = await sourceFiles(plan);
  const title = vscode.l10n.t('Scan a source');
  const items: Item[] = [
    ...separator(vscode.l10n.t('Database connections'), known.length + missing.length),
    ...known.map((connection): Item => ({ label: `$(database) ${connection.name}`, description: `${connection.user} @ ${addressText(connection)}`, connection })),
    ...missing.map((name): Item => ({ label: `$(debug-disconnect) ${name}`, description: vscode.l10n.t('named in the plan, not set up on this machine yet'), missing: name })),
    ...separator(vscode.l10n.t('Files'), files.length),
    ...files,
    ...separator(vscode.l10n.t('Folders of data files'), folders.length),
    ...folders,
    ...separator('', 1),
    { label: `$(add) ${vscode.l10n.t('New database connection…')}`, description: 'PostgreSQL, MySQL, MariaDB, SQL Server, Oracle', action: 'new' },
    { label: `$(folder-opened) ${vscode.l10n.t('Browse…')}`, description: vscode.l10n.t('SQLite, a script, CSV, Parquet, JSON, or a list of tables'), action: 'browse' },
    { label: `$(folder-library) ${vscode.l10n.t('Browse for a folder…')}`, description: vscode.l10n.t('Its data files as one source'), action: 'browseFolder' },
    ...(known.length > 0 ? [{ label: `$(gear) ${vscode.l10n.t('Change or remove a connection…')}`, action: 'manage' } as const] : []),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title, placeHolder: vscode.l10n.t('A connection, a file or a folder of files: it is only read, and nothing is left beside it'), matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  if (picked.uri) return { kind: 'file', uri: picked.uri };
  if (picked.connection) return { kind: 'server', connection: picked.connection };
  if (picked.action === 'browse' || picked.action === 'browseFolder') {
    const uri = picked.action === 'browse'
      ? await browseFor(plan, { title, label: vscode.l10n.t('Sources'), extensions: sourceExtensions })
      : await browseForFolder(plan, title);
    return uri ? { kind: 'file', uri } : undefined;
  }
  const connection = picked.action === 'manage'
    ? await manage(services, known)
    : await askConnection(picked.missing === undefined ? {} : { name: picked.missing }, known.map(({ name }) => name));
  if (connection === undefined) return undefined;
  await services.connections.save(connection);
  return { kind: 'server', connection };
}

function separator(label: string, following: number): Item[] {
  return following === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }];
}

/** Connections that the plan names and nobody has set up here: the plan came from another machine. */
async function missingHere(services: Services, plan: vscode.Uri, known: readonly Connection[]): Promise<string[]> {
  const analysis = await services.sessions.for(plan).analysis();
  const systems = analysis.current.plan?.state.sourceSystems ?? [];
  return systems
    .filter(({ technology, connection }) => /^(?:PostgreSQL|MySQL|MariaDB|SQL Server|Oracle)$/i.test(technology) && connection !== '' && !/\.(?:sql|ddl|csv|tsv|txt|xlsx|xlsm)$/i.test(connection))
    .map(({ connection }) => connection)
    .filter((name) => !known.some((connection) => connection.name === name));
}

/** Gives back a connection that was changed, to be scanned; nothing after one was removed. */
async function manage(services: Services, known: readonly Connection[]): Promise<Connection | undefined> {
  const title = vscode.l10n.t('Change or remove a connection');
  const one = await vscode.window.showQuickPick(known.map((connection) => ({ label: connection.name, description: `${connection.user} @ ${addressText(connection)}`, connection })), { title });
  if (one === undefined) return undefined;
  const change = { label: vscode.l10n.t('Change…') };
  const remove = { label: vscode.l10n.t('Remove, with its password') };
  const what = await vscode.window.showQuickPick([change, remove], { title: one.connection.name });
  if (what === undefined) return undefined;
  if (what === change) {
    const changed = await askConnection(one.connection, []);
    // A password that was remembered may be what was wrong.
    if (changed) await services.connections.forget(one.connection);
    return changed;
  }
  await services.connections.remove(one.connection);
  return undefined;
}
