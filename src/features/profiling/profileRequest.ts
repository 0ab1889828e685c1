import * as vscode from 'vscode';
import { careFields } from '../../connect/database/settings.ts';
import type { ProfileRequest, ScanRequest } from '../../connect/protocol.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { SourceSystem } from '../../core/plan/planState.ts';
import type { Connection } from '../../host/connections.ts';
import { settingIds } from '../../host/ids.ts';
import type { Services } from '../../host/services.ts';

/** Where a system's values are. */
export type Readable = { readonly request: ScanRequest; readonly connection?: Connection } | { readonly why: string };

/** The request that reads the values of a system from where its catalogue came from; else why that can't be. */
export function profileRequest(services: Services, plan: vscode.Uri, system: SourceSystem, { origin, technology }: Catalogue, profile: ProfileRequest, now: string): Readable {
  const named = { system: system.name, role: 'source', path: origin.path, now, profile } as const;
  switch (origin.kind) {
    case 'ddl':
    case 'report':
      return { why: vscode.l10n.t('{system} was read from a list of its structure, which holds no values. Connect to the database itself to profile its tables.', { system: system.name }) };
    case 'files':
      return { request: { kind: 'files', ...named, file: fileOf(plan, origin.path).fsPath } };
    case 'database': {
      if (technology === 'SQLite') return { request: { kind: 'sqlite', ...named, file: fileOf(plan, origin.path).fsPath } };
      const connection = services.connections.find(system.connection) ?? services.connections.find(origin.path);
      if (connection === undefined) {
        return { why: vscode.l10n.t('The connection {connection} of {system} is not set up on this machine. Scan it as a source database to set it up.', { connection: system.connection, system: system.name }) };
      }
      const { name: _name, signIn: _signIn, kind, ...target } = connection;
      return { request: { kind, ...named, ...target, ...careOf(plan) }, connection };
    }
    default:
      return origin.kind satisfies never;
  }
}

/** A path as catalogues keep it: from the folder of the plan on, or a whole one for a file elsewhere. */
function fileOf(plan: vscode.Uri, path: string): vscode.Uri {
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return vscode.Uri.file(path);
  const folder = vscode.workspace.getWorkspaceFolder(plan) ?? vscode.workspace.workspaceFolders?.[0];
  return vscode.Uri.joinPath(folder?.uri ?? vscode.Uri.joinPath(plan, '..'), path);
}

/** The settings; what is out of bounds counts as not set. Nothing is counted: profiles count what they look at. */
function careOf(plan: vscode.Uri): { connections: number; statementSeconds: number; exactBelowRows: number } {
  const settings = vscode.workspace.getConfiguration(settingIds.section, plan);
  return {
    connections: careFields.connections.catch(2).parse(settings.get(settingIds.scanConnections)),
    statementSeconds: careFields.statementSeconds.catch(60).parse(settings.get(settingIds.scanStatementSeconds)),
    exactBelowRows: 0,
  };
}
