import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { collectionFiles } from '../../core/collection/scriptHead.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { rowsOf } from '../../core/plan/plan.ts';
import { issueText } from '../../core/workflow/sourcesView.ts';
import { commandIds } from '../../host/ids.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { fileRequest } from './fileRequest.ts';
import type { NamedScan } from './fileRequest.ts';
import type { SourceChoice } from './pickSource.ts';
import { runScan } from './runScan.ts';
import { scanServer } from './scanServer.ts';
import type { Counting } from './scanServer.ts';

export interface ScanOptions {
  /** How servers count, where that was asked before. */
  readonly counting?: Counting;
  /** The system is scanned again, as it was: nothing is asked that the scan before has answered. */
  readonly again?: boolean;
  /** What the system is called, where that was asked before. */
  readonly system?: string;
}

/**
 * Scans a database, or reads the script that creates one. What a first scan finds comes into the plan as one undo step, with
 * its catalogue beside the plan. What a later one finds otherwise is shown before anything is written. False where the person
 * turned away.
 */
export async function scanSource(services: Services, planUri: vscode.Uri, source: SourceChoice, options: ScanOptions = {}): Promise<boolean> {
  const session = services.sessions.for(planUri);
  const before = await session.analysis();
  if (!before.current.plan) {
    session.notify(vscode.l10n.t('The plan can’t be read just now. Mend its text first, then scan.'), 'warning');
    return false;
  }
  const path = source.kind === 'file' ? vscode.workspace.asRelativePath(source.uri, false) : source.connection.name;
  const known = before.plan.state.sourceSystems.find((system) => system.connection === path);
  const system = known?.name ?? options.system ?? await askSystemName(before.plan, before.catalogues, path, source.kind);
  if (system === undefined) return false;
  // What a person changes from here on is theirs.
  const base = rowsOf((await session.analysis()).plan, 'inventory');
  const at = new Date().toISOString();
  const catalogue = source.kind === 'file'
    ? await scanFile(services, planUri, source.uri, { system, path, now: at }, known !== undefined && known.catalogue !== '' && options.again !== true)
    : await scanServer(services, planUri, source.connection, { system, path, now: at }, options.counting);
  if (catalogue === undefined) return false;
  const kept = before.catalogues.find((other) => other.role === 'source' && other.system === system);
  switch (await session.rescanning.begin(catalogue, base)) {
    case 'refused':
      break;
    case 'same':
      if (isWhole(catalogue)) session.rescanning.sayNothingChanged(catalogue, kept?.scannedAt);
      else sayWhatWasRead(services, planUri, catalogue);
      break;
    case 'taken':
      sayWhatWasRead(services, planUri, catalogue);
      break;
    case 'review':
      await vscode.commands.executeCommand(commandIds.openWizard, planUri);
      break;
  }
  return true;
}

/** `readBefore`: reading the same script again is how a person says that it was read in the wrong dialect. */
async function scanFile(services: Services, planUri: vscode.Uri, file: vscode.Uri, named: NamedScan, readBefore: boolean): Promise<Catalogue | undefined> {
  const request = await fileRequest(file, named, readBefore);
  return request && runScan(services, planUri, vscode.l10n.t('Scanning {system}', { system: named.system }), request);
}

/** What could not be read whole, in words: tables first, which their errors name. */
function unreadIn({ tables, issues }: Catalogue): string[] {
  return [...tables.flatMap((table) => (table.error ? [table.error] : [])), ...issues.map((issue) => issueText(issue, words))];
}

function isWhole(catalogue: Catalogue): boolean {
  return catalogue.complete && unreadIn(catalogue).length === 0;
}

function sayWhatWasRead(services: Services, planUri: vscode.Uri, catalogue: Catalogue): void {
  const tables = catalogue.tables.filter((table) => table.kind === 'table' && !table.error).length;
  const unread = unreadIn(catalogue);
  const [first] = unread;
  const notes = [
    catalogue.complete ? '' : vscode.l10n.t('The scan was not finished; what was read is kept.'),
    first === undefined || unread.length === 1 ? first ?? '' : vscode.l10n.t('{count} things need a look; Sources lists them. The first: {first}', { count: String(unread.length), first }),
  ].filter(Boolean);
  services.sessions.for(planUri).notify([whatWasRead(catalogue, tables), ...notes].join(' '), notes.length > 0 ? 'warning' : 'info');
}

function whatWasRead({ origin, tables: all, system }: Catalogue, count: number): string {
  const tables = count === 1 ? vscode.l10n.t('1 table') : vscode.l10n.t('{count} tables', { count: String(count) });
  if (origin.kind === 'ddl') return vscode.l10n.t('{tables} of {system} read from its script, which says nothing of their rows.', { tables, system });
  const sound = all.filter((table) => table.kind === 'table' && !table.error);
  const estimated = sound.filter(({ statistics }) => statistics.kind === 'estimated').length;
  const unknown = sound.filter(({ statistics }) => statistics.kind === 'unknown').length;
  const stated = sound.filter(({ statistics }) => statistics.kind === 'stated').length;
  if (stated > 0) {
    return vscode.l10n.t('{tables} of {system} read from a list, which states the rows of {stated}. Confirm them in Volumes: nobody measured them here.', { tables, system, stated: String(stated) });
  }
  if (estimated + unknown === 0) return vscode.l10n.t('{tables} of {system} read and measured.', { tables, system });
  const parts = [
    vscode.l10n.t('{count} measured', { count: String(count - estimated - unknown) }),
    ...(estimated > 0 ? [vscode.l10n.t('{count} estimated by the server', { count: String(estimated) })] : []),
    ...(unknown > 0 ? [vscode.l10n.t('{count} unknown', { count: String(unknown) })] : []),
  ];
  return vscode.l10n.t('{tables} of {system} read: {counts}.', { tables, system, counts: parts.join(', ') });
}

/**
 * A system that was read from a script or a list may be read another way from now on, such as by a connection that somebody has got at
 * last: what is different is shown first, as with any later scan.
 */
async function askSystemName(plan: Plan, catalogues: readonly Catalogue[], path: string, kind: SourceChoice['kind']): Promise<string | undefined> {
  const scanned = plan.state.sourceSystems.filter((system) => system.catalogue !== '');
  const listed = new Set(catalogues.filter(({ role, origin }) => role === 'source' && (origin.kind === 'ddl' || origin.kind === 'report')).map(({ system }) => system));
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  // The output of a collection script is called after its system.
  const collected = kind === 'file' ? plan.state.sourceSystems.find(({ name }) => collectionFiles(name).output === fileName) : undefined;
  const open = plan.state.sourceSystems.find((system) => system.catalogue === '');
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('What is this system called?'), ignoreFocusOut: true,
    prompt: vscode.l10n.t('The short name people know it by. The plan uses it everywhere.'),
    value: collected?.name ?? open?.name ?? (kind === 'file' ? fileName.replace(/\.[^.]+$/, '') : path),
    validateInput: (value) => {
      const text = value.trim();
      if (text === '' || text.length > 200) return vscode.l10n.t('A name of 1 to 200 characters is needed.');
      const taken = scanned.find(({ name }) => name.toLowerCase() === text.toLowerCase());
      if (taken === undefined) return undefined;
      if (taken.name !== text || !listed.has(taken.name)) return vscode.l10n.t('Another source has this name.');
      return { message: vscode.l10n.t('Read from {path} so far. What is different here is shown before anything is written.', { path: taken.connection }), severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  return answer?.trim();
}
