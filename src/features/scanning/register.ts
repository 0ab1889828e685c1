import * as vscode from 'vscode';
import { commandIds } from '../../host/ids.ts';
import { planTarget } from '../../host/planTarget.ts';
import type { Services } from '../../host/services.ts';
import type { Shell } from '../../host/shell.ts';
import { pickFile } from './pickFile.ts';
import type { CollectedOutput } from './scanCollected.ts';

/** Reading what really is there: a source database, the schema of the target. */
export function registerScanning(shell: Shell): vscode.Disposable {
  const on = (id: string, run: (services: Services, uri: vscode.Uri, more: unknown) => Promise<void>): vscode.Disposable =>
    shell.command(id, async (services, argument, more) => {
      const target = planTarget(argument);
      if (!target) void vscode.window.showInformationMessage(vscode.l10n.t('Open a data migration plan first, or create one.'));
      else if (!vscode.workspace.isTrusted) void vscode.window.showWarningMessage(vscode.l10n.t('Databases are read only in folders that you trust.'));
      else await run(services, target.uri, more);
    });
  return vscode.Disposable.from(
    on(commandIds.scanSource, async (services, plan, more) => {
      const collected = collectedOutput(more);
      if (collected && (await (await import('./scanCollected.ts')).scanCollected(services, plan, collected))) return;
      const { pickSource } = await import('./pickSource.ts');
      const source = await pickSource(services, plan);
      if (source) await (await import('./scanSource.ts')).scanSource(services, plan, source);
    }),
    on(commandIds.rescan, async (services, plan) => (await import('./rescan.ts')).rescan(services, plan)),
    shell.command(commandIds.applyRescan, async (services, argument, which) => {
      const target = planTarget(argument);
      if (target) await services.sessions.for(target.uri).rescanning.applyOffered(which === 'all' || which === 'none' ? which : 'offered');
    }),
    on(commandIds.readTargetSchema, async (services, plan) => {
      const file = await pickFile(plan, {
        title: vscode.l10n.t('Read the target schema'),
        placeHolder: vscode.l10n.t('A script with CREATE TABLE statements: PostgreSQL, MySQL, SQL Server, Oracle or SQLite'),
        pattern: '**/*.{sql,ddl}', label: vscode.l10n.t('SQL scripts'), extensions: ['sql', 'ddl'],
      });
      if (file) await (await import('./readTargetSchema.ts')).readTargetSchema(services, plan, file);
    }),
  );
}

/** The second argument of the command that scans: what a collection script printed. */
function collectedOutput(value: unknown): CollectedOutput | undefined {
  if (typeof value !== 'object' || value === null || !('file' in value) || !('system' in value)) return undefined;
  return value.file instanceof vscode.Uri && typeof value.system === 'string' ? { file: value.file, system: value.system } : undefined;
}
