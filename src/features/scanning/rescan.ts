import * as vscode from 'vscode';
import type { SourceSystem } from '../../core/plan/planState.ts';
import { timeText } from '../../core/rescan/rescanReviewView.ts';
import { commandIds } from '../../host/ids.ts';
import { reasonOf } from '../../host/log.ts';
import type { Services } from '../../host/services.ts';
import type { SourceChoice } from './pickSource.ts';
import { askCounting } from './scanServer.ts';
import { scanSource } from './scanSource.ts';

type Item = vscode.QuickPickItem & { readonly systems?: readonly SourceSystem[]; readonly review?: true };

/** Scans sources again that the plan knows: one, or all of them one after the other. What waits for a decision can be shown first. */
export async function rescan(services: Services, planUri: vscode.Uri): Promise<void> {
  const session = services.sessions.for(planUri);
  const { current, catalogues } = await session.analysis();
  if (!current.plan) {
    session.notify(vscode.l10n.t('The plan can’t be read just now. Mend its text first, then scan.'), 'warning');
    return;
  }
  const systems = current.plan.state.sourceSystems.filter(({ catalogue, connection }) => catalogue !== '' && connection !== '');
  if (systems.length === 0) {
    session.notify(vscode.l10n.t('No source was scanned yet: scan one first.'));
    return;
  }
  const waiting = await session.rescanning.waiting();
  const items: Item[] = [
    ...(waiting.length === 0 ? [] : [
      { label: `$(diff) ${vscode.l10n.t('Look at what changed')}`, description: waiting.map(({ catalogue }) => `${catalogue.system}, ${timeText(catalogue.scannedAt)}`).join(' · '), review: true } as const,
      { label: vscode.l10n.t('Scan again'), kind: vscode.QuickPickItemKind.Separator },
    ]),
    ...systems.map((system): Item => {
      const scanned = catalogues.find(({ role, system: name }) => role === 'source' && name === system.name)?.scannedAt;
      return {
        label: `$(database) ${system.name}`, description: [system.technology, system.connection].filter(Boolean).join(' · '),
        ...(scanned === undefined ? {} : { detail: vscode.l10n.t('last scanned {time}', { time: timeText(scanned) }) }), systems: [system],
      };
    }),
    ...(systems.length > 1 ? [{ label: `$(checklist) ${vscode.l10n.t('All {count} sources', { count: String(systems.length) })}`, systems }] : []),
  ];
  const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Rescan'), placeHolder: vscode.l10n.t('What changed is shown before anything is written'), matchOnDescription: true,
  });
  if (picked?.review) {
    session.rescanning.show();
    await vscode.commands.executeCommand(commandIds.openWizard, planUri);
  } else if (picked?.systems) await scanAgain(services, planUri, picked.systems);
}

async function scanAgain(services: Services, planUri: vscode.Uri, systems: readonly SourceSystem[]): Promise<void> {
  const sources = systems.map((system) => ({ system, source: sourceOf(services, planUri, system) }));
  // Asked once for all of them.
  const counting = sources.filter(({ source }) => source?.kind === 'server').length > 1 ? await askCounting(planUri) : undefined;
  const failed: string[] = [];
  for (const { system, source } of sources) {
    if (!source) {
      failed.push(vscode.l10n.t('{name}: its connection “{connection}” is not set up on this machine. Scan it as a source database to set it up.', { name: system.name, connection: system.connection }));
      continue;
    }
    try {
      const scanned = await scanSource(services, planUri, source, { again: true, ...(counting === undefined ? {} : { counting }) });
      if (!scanned) return;
    } catch (error) {
      if (systems.length === 1) throw error;
      failed.push(`${system.name}: ${reasonOf(error)}`);
    }
  }
  if (failed.length > 0) services.sessions.for(planUri).notify(vscode.l10n.t('Not scanned: {reasons}', { reasons: failed.join(' · ') }), 'warning');
}

/** Where a system was read from: a connection of that name, else a file. Undefined for a connection that is not set up here. */
function sourceOf(services: Services, planUri: vscode.Uri, { connection: path, technology }: SourceSystem): SourceChoice | undefined {
  const connection = services.connections.list().find(({ name }) => name === path);
  if (connection) return { kind: 'server', connection };
  const isFile = /[\\/]|\.[A-Za-z0-9]{1,8}$/.test(path) || technology === 'SQLite' || technology === 'Files';
  if (!isFile) return undefined;
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return { kind: 'file', uri: vscode.Uri.file(path) };
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = vscode.workspace.getWorkspaceFolder(planUri) ?? folders[0];
  return { kind: 'file', uri: vscode.Uri.joinPath(folder?.uri ?? vscode.Uri.joinPath(planUri, '..'), path) };
}
