import * as vscode from 'vscode';
import { commandIds } from '../../host/ids.ts';
import { planTarget } from '../../host/planTarget.ts';
import type { Services } from '../../host/services.ts';
import type { Shell } from '../../host/shell.ts';
import { pickFile } from './pickFile.ts';

/** Reading what really is there: a source database, the schema of the target. */
export function registerScanning(shell: Shell): vscode.Disposable {
  const on = (id: string, run: (services: Services, uri: vscode.Uri) => Promise<void>): vscode.Disposable =>
    shell.command(id, async (services, argument) => {
      const target = planTarget(argument);
      if (!target) void vscode.window.showInformationMessage(vscode.l10n.t('Open a data migration plan first, or create one.'));
      else if (!vscode.workspace.isTrusted) void vscode.window.showWarningMessage(vscode.l10n.t('Databases are read only in folders that you trust.'));
      else await run(services, target.uri);
    });
  return vscode.Disposable.from(
    on(commandIds.scanSource, async (services, plan) => {
      const { pickSource } = await import('./pickSource.ts');
      const source = await pickSource(services, plan, {
        title: vscode.l10n.t('Scan a source database'),
        placeHolder: vscode.l10n.t('A connection or a SQLite file: it is only read, and nothing is left beside it'),
        pattern: '**/*.{sqlite,sqlite3,db,db3}', label: vscode.l10n.t('SQLite databases'), extensions: ['sqlite', 'sqlite3', 'db', 'db3'],
      });
      if (source) await (await import('./scanSource.ts')).scanSource(services, plan, source);
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
