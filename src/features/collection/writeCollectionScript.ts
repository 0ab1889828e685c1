import * as vscode from 'vscode';
import { collectionDialects, collectionScript } from '../../core/collection/collectionScript.ts';
import type { CollectionDialect } from '../../core/collection/collectionScript.ts';
import { collectionFiles } from '../../core/collection/scriptHead.ts';
import { textColumn } from '../../host/activePlan.ts';
import { commandIds, settingIds } from '../../host/ids.ts';
import type { Services } from '../../host/services.ts';

type Choice<Value> = vscode.QuickPickItem & { readonly value: Value };

/** A script that counts reads every table: it is given an hour where the one that only asks for statistics has the setting's time. */
const SECONDS_TO_COUNT = 3_600;

/**
 * Asks for engine, exactness and schemas, and opens the script. It is opened unsaved: it is there to be read first, copied into a mail or
 * saved wherever it is sent from, and nothing lies in the workspace that nobody asked for. Saving puts it beside the plan's catalogues,
 * under a name that says what it is, without asking for a place.
 */
export async function writeCollectionScript(services: Services, plan: vscode.Uri): Promise<void> {
  const title = vscode.l10n.t('Write a collection script');
  const analysis = await services.sessions.for(plan).analysis();
  const system = await askSystem(title, analysis.plan.state.sourceSystems);
  if (system === undefined) return;
  const dialect = await askDialect(title, system.technology);
  if (dialect === undefined) return;
  const exact = await pick(title, vscode.l10n.t('How exact do the numbers have to be?'), [
    { value: true, label: vscode.l10n.t('Count every table'), detail: vscode.l10n.t('Exact; every table is read once. The counts prove the volumes of the plan.') },
    { value: false, label: vscode.l10n.t('Statistics only'), detail: vscode.l10n.t('Quick: what the database estimates. Somebody confirms the volumes in the plan.') },
  ]);
  if (exact === undefined) return;
  const schemas = dialect === 'SQLite' ? [] : await askSchemas(title, dialect);
  if (schemas === undefined) return;
  const seconds = vscode.workspace.getConfiguration(settingIds.section, plan).get<number>(settingIds.scanStatementSeconds, 60);
  const limit = Math.min(86_400, Math.max(1, Math.trunc(Number.isFinite(seconds) ? seconds : 60)));
  const text = collectionScript(dialect, { system: system.name, exact, schemas, seconds: exact ? Math.max(limit, SECONDS_TO_COUNT) : limit });
  const files = collectionFiles(system.name);
  await openScript(plan, files.script, text);
  sayWhatNext(plan, text, files, system.name);
}

interface System {
  readonly name: string;
  readonly technology: string;
}

async function askSystem(title: string, systems: readonly System[]): Promise<System | undefined> {
  const other = { value: undefined, label: `$(add) ${vscode.l10n.t('Another system…')}` };
  if (systems.length > 0) {
    const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { value: System | undefined }>(
      [...systems.map((system) => ({ value: system, label: system.name, description: system.technology })), other],
      { title, placeHolder: vscode.l10n.t('Which system is it for?'), ignoreFocusOut: true },
    );
    if (picked === undefined || picked.value !== undefined) return picked?.value;
  }
  const name = await vscode.window.showInputBox({
    title, ignoreFocusOut: true, prompt: vscode.l10n.t('What is this system called? The script and its output are named after it'),
    validateInput: (text) => (text.trim() === '' || text.trim().length > 200 ? vscode.l10n.t('A name of 1 to 200 characters is needed.') : undefined),
  });
  return name === undefined ? undefined : { name: name.trim(), technology: '' };
}

/** The engine that the plan names first. */
async function askDialect(title: string, technology: string): Promise<CollectionDialect | undefined> {
  const named = collectionDialects.find(({ dialect }) => dialect.toLowerCase().replace(' ', '') === technology.toLowerCase().replace(' ', ''));
  const ordered = named ? [named, ...collectionDialects.filter((one) => one !== named)] : collectionDialects;
  return pick(title, vscode.l10n.t('Which database is it?'), ordered.map(({ dialect, preview }) => ({
    value: dialect, label: dialect,
    ...(preview ? { description: vscode.l10n.t('preview: not tried on a server') } : named?.dialect === dialect ? { description: vscode.l10n.t('as the plan says') } : {}),
  })));
}

async function askSchemas(title: string, dialect: CollectionDialect): Promise<string[] | undefined> {
  const prompts: Readonly<Record<Exclude<CollectionDialect, 'SQLite'>, string>> = {
    PostgreSQL: vscode.l10n.t('Schemas to list, separated by commas; empty: all'),
    'SQL Server': vscode.l10n.t('Schemas to list, separated by commas; empty: all'),
    Oracle: vscode.l10n.t('Schemas to list, separated by commas; empty: that of the user'),
    MySQL: vscode.l10n.t('Databases to list, separated by commas; empty: that of the connection'),
    MariaDB: vscode.l10n.t('Databases to list, separated by commas; empty: that of the connection'),
  };
  const answer = await vscode.window.showInputBox({ title, ignoreFocusOut: true, prompt: dialect === 'SQLite' ? '' : prompts[dialect] });
  return answer?.split(',').map((name) => name.trim().slice(0, 200)).filter((name) => name !== '').slice(0, 200);
}

async function pick<Value>(title: string, placeHolder: string, items: readonly Choice<Value>[]): Promise<Value | undefined> {
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.value;
}

/** Opens the text under its name, unsaved; one that is open from before is brought up to date. */
async function openScript(plan: vscode.Uri, name: string, text: string): Promise<void> {
  const place = beside(plan, name);
  const document = await vscode.workspace.openTextDocument((await exists(place)) ? place : place.with({ scheme: 'untitled' }));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.languages.setTextDocumentLanguage(document, 'sql');
  await vscode.window.showTextDocument(document, { viewColumn: textColumn(document.uri), preview: false });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** A file of this name among the plan's catalogues. */
function beside(plan: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(plan, '..', plan.path.slice(plan.path.lastIndexOf('/') + 1).replace(/\.md$/i, ''), name);
}

function sayWhatNext(plan: vscode.Uri, text: string, { script, output }: { readonly script: string; readonly output: string }, system: string): void {
  const copy = vscode.l10n.t('Copy Script');
  const read = vscode.l10n.t('Read Its Output');
  const file = beside(plan, output);
  // Not awaited: the message may stay until the output is there.
  void vscode.window.showInformationMessage(vscode.l10n.t(
    'Send {script} to somebody who may run it; its first lines say how. Put what comes back here as {output}, then read it.', { script, output: vscode.workspace.asRelativePath(file, false) },
  ), copy, read).then(async (answer) => {
    if (answer === copy) await vscode.env.clipboard.writeText(text);
    if (answer === read) await vscode.commands.executeCommand(commandIds.scanSource, plan, { file, system });
  });
}
