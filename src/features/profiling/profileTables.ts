import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { scopeOf } from '../../core/mapping/scope.ts';
import type { SourceSystem } from '../../core/plan/planState.ts';
import { standsOut } from '../../core/profile/standsOut.ts';
import { withProfiles } from '../../core/profile/withProfiles.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { pickTables } from './pickTables.ts';
import { profileRequest } from './profileRequest.ts';
import { readProfiles } from './readProfiles.ts';

/** Rows of larger tables are looked at in a sample of about this many. */
const SAMPLE_ROWS = 1_000_000;
/** Findings that a notice names. */
const MOST_TOLD = 2;

interface Choice {
  readonly system: SourceSystem;
  readonly catalogue: Catalogue;
}

/** Looks at the values of tables, keeps what was found with the catalogue beside the plan, and says what stands out. */
export async function profileTables(services: Services, planUri: vscode.Uri): Promise<void> {
  const session = services.sessions.for(planUri);
  const { current, plan, catalogues } = await session.analysis();
  if (!current.plan) {
    session.notify(vscode.l10n.t('The plan can’t be read just now. Mend its text first.'), 'warning');
    return;
  }
  const sources = catalogues.filter(({ role }) => role === 'source');
  const choices = plan.state.sourceSystems.flatMap((system): Choice[] => {
    const catalogue = sources.find(({ system: name }) => name === system.name);
    return catalogue === undefined || system.catalogue === '' ? [] : [{ system, catalogue }];
  });
  if (choices.length === 0) {
    session.notify(vscode.l10n.t('Scan a source first: profiles belong to the tables that were found there.'));
    return;
  }
  const choice = choices.length === 1 ? choices[0]! : await pickSystem(choices);
  if (choice === undefined) return;
  const { system, catalogue } = choice;
  const inScope = scopeOf(plan, sources);
  const now = new Date().toISOString();
  const wish = { tables: [], sampleRows: SAMPLE_ROWS, showValues: false };
  // Why it can't be is said before anything is asked.
  const possible = profileRequest(services, planUri, system, catalogue, wish, now);
  if ('why' in possible) {
    session.notify(possible.why, 'warning');
    return;
  }
  const picked = await pickTables(catalogue, (table) => inScope(catalogue, table));
  if (picked === undefined) return;
  const readable = profileRequest(services, planUri, system, catalogue, { ...wish, tables: [...picked.tables], showValues: picked.showValues }, now);
  if ('why' in readable) return;
  const profiled = await readProfiles(services, planUri, readable.request, readable.connection, catalogue.tables.filter((table) => picked.tables.includes(tableKey(table))));
  if (profiled === undefined) return;
  await keep(services, planUri, system, profiled);
  await tell(services, planUri, system.name, profiled);
}

async function pickSystem(choices: readonly Choice[]): Promise<Choice | undefined> {
  const picked = await vscode.window.showQuickPick(
    choices.map((choice) => ({ label: `$(database) ${choice.system.name}`, description: [choice.system.technology, choice.system.connection].filter(Boolean).join(' · '), choice })),
    { title: vscode.l10n.t('Profile tables'), placeHolder: vscode.l10n.t('The system whose tables are to be looked at') },
  );
  return picked?.choice;
}

/** Into the catalogue as it is by now: another scan may have come in between. */
async function keep(services: Services, planUri: vscode.Uri, system: SourceSystem, profiled: Catalogue): Promise<void> {
  const session = services.sessions.for(planUri);
  const { catalogues } = await session.analysis();
  const stored = catalogues.find(({ role, system: name }) => role === 'source' && name === system.name);
  if (stored === undefined) return;
  const path = await services.catalogues.write(planUri, withProfiles(stored, profiled));
  services.analysis.invalidate();
  if (path === system.catalogue) {
    session.changed();
    return;
  }
  const refused = await session.apply((parsed) => {
    const index = parsed.plan?.state.sourceSystems.findIndex(({ name }) => name === system.name) ?? -1;
    return index < 0 ? undefined : { kind: 'setItem', list: 'sourceSystems', item: { index, key: system.name }, values: { catalogue: path } };
  });
  if (refused !== undefined) session.notify(refused, 'warning');
}

async function tell(services: Services, planUri: vscode.Uri, system: string, profiled: Catalogue): Promise<void> {
  const session = services.sessions.for(planUri);
  const { catalogues, problems } = await session.analysis();
  const looked = profiled.tables.filter((table) => table.error === undefined && table.columns.some(({ profile }) => profile !== undefined));
  const stored = catalogues.find(({ role, system: name }) => role === 'source' && name === system);
  const striking = stored === undefined ? [] : standsOut(stored, new Set(looked.map(tableKey)));
  const holds = problems.filter(({ code }) => code.startsWith('holds.')).length;
  const failed = profiled.tables.filter(({ error }) => error !== undefined).map(({ error }) => error ?? '');
  const issues = [...profiled.issues.map(({ message }) => message), ...failed];
  for (const message of issues) services.log.warn(message);
  const text = [
    looked.length === 1
      ? vscode.l10n.t('The values of 1 table of {system} were looked at.', { system })
      : vscode.l10n.t('The values of {tables} tables of {system} were looked at.', { tables: String(looked.length), system }),
    ...striking.slice(0, MOST_TOLD).map(({ code, args }) => words(code, args)),
    striking.length === MOST_TOLD + 1 ? vscode.l10n.t('One more thing stands out: see the columns in Sources.') : '',
    striking.length > MOST_TOLD + 1 ? vscode.l10n.t('{count} more things stand out: see the columns in Sources.', { count: String(striking.length - MOST_TOLD) }) : '',
    striking.length === 0 && looked.length > 0 ? vscode.l10n.t('Nothing in them stands out.') : '',
    holds === 1 ? vscode.l10n.t('A row of the mapping has values that the target can’t hold: see the problems.') : '',
    holds > 1 ? vscode.l10n.t('{count} rows of the mapping have values that the target can’t hold: see the problems.', { count: String(holds) }) : '',
    profiled.complete ? '' : vscode.l10n.t('It was not finished; what was read is kept.'),
    issues.length === 1 ? issues[0]! : '',
    issues.length > 1 ? vscode.l10n.t('{count} things could not be looked at, first: {first}', { count: String(issues.length), first: issues[0]! }) : '',
  ].filter(Boolean).join(' ');
  session.notify(text, issues.length > 0 || !profiled.complete || holds > 0 ? 'warning' : 'info');
}
