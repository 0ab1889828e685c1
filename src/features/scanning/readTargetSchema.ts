import * as vscode from 'vscode';
import type { SimpleEdit } from '../../core/plan/planEdit.ts';
import type { TargetSystem } from '../../core/plan/planState.ts';
import type { Services } from '../../host/services.ts';
import { chooseDialect } from './chooseDialect.ts';
import { runScan } from './runScan.ts';

/** Reads the target's DDL, stores its catalogue beside the plan, and notes in the plan where it is. */
export async function readTargetSchema(services: Services, planUri: vscode.Uri, file: vscode.Uri): Promise<void> {
  const session = services.sessions.for(planUri);
  const before = await session.analysis();
  if (!before.current.plan) {
    session.notify(vscode.l10n.t('The plan can’t be read just now. Mend its text first, then read the schema.'), 'warning');
    return;
  }
  const fileName = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  const system = before.plan.state.targetSystem.name || fileName;
  const path = vscode.workspace.asRelativePath(file, false);
  // Reading the same script again is how a person says that it was read in the wrong dialect.
  const dialect = await chooseDialect(file, before.plan.state.targetSystem.connection === path && before.plan.state.targetSystem.catalogue !== '');
  if (dialect === undefined) return;
  const catalogue = await runScan(services, planUri, vscode.l10n.t('Reading the target schema'), {
    kind: 'ddl', dialect, system, role: 'target', file: file.fsPath, path, now: new Date().toISOString(),
  });
  const stored = await services.catalogues.write(planUri, catalogue);
  services.analysis.invalidate();
  const refused = await session.apply((parsed) => (parsed.plan ? { kind: 'batch', edits: targetEdits(parsed.plan.state.targetSystem, system, catalogue.technology, catalogue.origin.path, stored) } : undefined));
  if (refused !== undefined) {
    session.notify(refused, 'warning');
    return;
  }
  const unread = catalogue.issues.length;
  session.notify([
    vscode.l10n.t('{tables} target tables read.', { tables: String(catalogue.tables.length) }),
    unread > 0 ? vscode.l10n.t('{unread} statements could not be read; the catalogue names their lines.', { unread: String(unread) }) : '',
  ].filter(Boolean).join(' '), unread > 0 ? 'warning' : 'info');
}

/** What a person has said stays; what nobody said is filled. */
function targetEdits(target: TargetSystem, name: string, technology: string, connection: string, catalogue: string): SimpleEdit[] {
  const facts: Partial<TargetSystem> = {
    connection, catalogue,
    ...(target.name ? {} : { name }),
    ...(target.technology ? {} : { technology }),
    ...(target.schemaDefined ? {} : { schemaDefined: 'yes' }),
  };
  return Object.entries(facts).map(([key, value]) => ({ kind: 'setField', path: `targetSystem.${key}`, value }));
}
