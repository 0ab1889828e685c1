import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { proposeInventory } from '../../core/inventory/proposeInventory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { SimpleEdit } from '../../core/plan/planEdit.ts';
import { formatSize } from '../../core/units/size.ts';
import { simpleEditsOf } from '../../core/plan/simpleEdits.ts';
import type { Services } from '../../host/services.ts';
import { chooseDialect } from './chooseDialect.ts';
import type { SourceChoice } from './pickSource.ts';
import { runScan } from './runScan.ts';
import { scanServer } from './scanServer.ts';

/** Scans a database, or reads the script that creates one, stores its catalogue beside the plan, and brings what it found into the plan as one undo step. */
export async function scanSource(services: Services, planUri: vscode.Uri, source: SourceChoice): Promise<void> {
  const session = services.sessions.for(planUri);
  const before = await session.analysis();
  if (!before.current.plan) {
    session.notify(vscode.l10n.t('The plan can’t be read just now. Mend its text first, then scan.'), 'warning');
    return;
  }
  const path = source.kind === 'file' ? vscode.workspace.asRelativePath(source.uri, false) : source.connection.name;
  const known = before.plan.state.sourceSystems.find((system) => system.connection === path);
  const likelyName = source.kind === 'file' ? path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '') : path;
  const system = known?.name ?? await askSystemName(before.plan, likelyName);
  if (system === undefined) return;
  const at = new Date().toISOString();
  const catalogue = source.kind === 'file'
    ? await scanFile(services, planUri, source.uri, { system, path, now: at }, known !== undefined && known.catalogue !== '')
    : await scanServer(services, planUri, source.connection, { system, path, now: at });
  if (catalogue === undefined) return;
  const stored = await services.catalogues.write(planUri, catalogue);
  services.analysis.invalidate();
  const refused = await session.apply((parsed) => (parsed.plan ? { kind: 'batch', edits: scanEdits(parsed.plan, catalogue, stored, at) } : undefined));
  if (refused !== undefined) {
    session.notify(refused, 'warning');
    return;
  }
  const tables = catalogue.tables.filter((table) => table.kind === 'table' && !table.error).length;
  const failed = catalogue.tables.filter((table) => table.error).length + catalogue.issues.length;
  const read = whatWasRead(catalogue, tables);
  const notes = [
    catalogue.complete ? '' : vscode.l10n.t('The scan was not finished; what was read is kept.'),
    failed > 0 ? vscode.l10n.t('{failed} could not be read; the catalogue says why.', { failed: String(failed) }) : '',
  ].filter(Boolean);
  session.notify([read, ...notes].join(' '), notes.length > 0 ? 'warning' : 'info');
}

interface Named {
  readonly system: string;
  readonly path: string;
  readonly now: string;
}

/** `readBefore`: reading the same script again is how a person says that it was read in the wrong dialect. */
async function scanFile(services: Services, planUri: vscode.Uri, file: vscode.Uri, named: Named, readBefore: boolean): Promise<Catalogue | undefined> {
  const dialect = /\.(?:sql|ddl)$/i.test(named.path) ? await chooseDialect(file, readBefore) : 'none';
  if (dialect === undefined) return undefined;
  const common = { ...named, role: 'source', file: file.fsPath } as const;
  return runScan(services, planUri, vscode.l10n.t('Scanning {system}', { system: named.system }), dialect === 'none' ? { kind: 'sqlite', ...common } : { kind: 'ddl', dialect, ...common });
}

function whatWasRead({ origin, tables: all, system }: Catalogue, tables: number): string {
  if (origin.kind === 'ddl') return vscode.l10n.t('{tables} tables of {system} read from its script, which says nothing of their rows.', { tables: String(tables), system });
  const sound = all.filter((table) => table.kind === 'table' && !table.error);
  const estimated = sound.filter(({ statistics }) => statistics.kind === 'estimated').length;
  const unknown = sound.filter(({ statistics }) => statistics.kind === 'unknown').length;
  if (estimated + unknown === 0) return vscode.l10n.t('{tables} tables of {system} read and measured.', { tables: String(tables), system });
  return vscode.l10n.t('{tables} tables of {system} read: {measured} measured, {estimated} estimated by the server, {unknown} unknown.', {
    tables: String(tables), system, measured: String(tables - estimated - unknown), estimated: String(estimated), unknown: String(unknown),
  });
}

function scanEdits(plan: Plan, catalogue: Catalogue, stored: string, at: string): SimpleEdit[] {
  const index = plan.state.sourceSystems.findIndex((system) => system.name === catalogue.system);
  const existing = plan.state.sourceSystems[index];
  const facts = {
    technology: catalogue.technology, connection: catalogue.origin.path, catalogue: stored,
    ...(catalogue.bytes === undefined ? {} : { size: formatSize(BigInt(catalogue.bytes)) }),
  };
  const system: SimpleEdit = existing
    ? { kind: 'setItem', list: 'sourceSystems', item: { index, key: existing.name }, values: { ...facts, technology: existing.technology || facts.technology } }
    : { kind: 'addItem', list: 'sourceSystems', item: { name: catalogue.system, ...facts } };
  return [system, ...simpleEditsOf(proposeInventory(plan, [catalogue], { at }))];
}

async function askSystemName(plan: Plan, name: string): Promise<string | undefined> {
  const taken = new Set(plan.state.sourceSystems.filter((system) => system.catalogue !== '').map((system) => system.name.toLowerCase()));
  const open = plan.state.sourceSystems.find((system) => system.catalogue === '');
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('What is this system called?'),
    prompt: vscode.l10n.t('The short name people know it by. The plan uses it everywhere.'),
    value: open?.name ?? name,
    validateInput: (value) => {
      const text = value.trim();
      if (text === '' || text.length > 200) return vscode.l10n.t('A name of 1 to 200 characters is needed.');
      return taken.has(text.toLowerCase()) ? vscode.l10n.t('Another source has this name.') : undefined;
    },
  });
  return answer?.trim();
}
