import * as vscode from 'vscode';
import { contextKeys, WIZARD_VIEW_TYPE } from './ids.ts';
import { isPlanDocument, planUri } from './planFiles.ts';

/** The plan that the person is looking at: as text, in the wizard, or else the one plan open in this window. */
export function activePlan(): vscode.Uri | undefined {
  const shown = planOfTab(vscode.window.tabGroups.activeTabGroup.activeTab);
  if (shown) return shown;
  const open = new Map(vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(planOfTab).filter((uri) => uri !== undefined).map((uri) => [uri.toString(), uri]));
  return open.size === 1 ? [...open.values()][0] : undefined;
}

/** Where a text editor for a document stands, or belongs: never over the wizard. */
export function textColumn(uri: vscode.Uri): vscode.ViewColumn {
  const groups = vscode.window.tabGroups.all;
  const holding = groups.find((group) => group.tabs.some((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString()));
  if (holding) return holding.viewColumn;
  const free = groups.find((group) => !(group.activeTab?.input instanceof vscode.TabInputCustom));
  return free?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** Keeps the context key by which menus and keys know that a plan is at hand. */
export function trackActivePlan(): vscode.Disposable {
  const update = (): void => { void vscode.commands.executeCommand('setContext', contextKeys.planActive, activePlan() !== undefined); };
  update();
  return vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs(update),
    vscode.window.tabGroups.onDidChangeTabGroups(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidOpenTextDocument(update),
  );
}

function planOfTab(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input;
  if (input instanceof vscode.TabInputCustom) return input.viewType === WIZARD_VIEW_TYPE ? input.uri : undefined;
  if (!(input instanceof vscode.TabInputText)) return undefined;
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === input.uri.toString());
  if (document) return isPlanDocument(document) ? document.uri : undefined;
  const folder = vscode.workspace.getWorkspaceFolder(input.uri);
  return folder && planUri(folder).toString() === input.uri.toString() ? input.uri : undefined;
}
