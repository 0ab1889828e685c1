import * as vscode from 'vscode';
import type { TableLayout } from '../../core/tables/rowLayout.ts';
import { settingIds } from '../../host/ids.ts';
import { isPlanDocument } from '../../host/planFiles.ts';

/** True where tables are edited with our help: in plans, and in every Markdown file where the person asked for that. */
export function inScope(document: vscode.TextDocument): boolean {
  return document.languageId === 'markdown' && (isPlanDocument(document) || read(document, settingIds.tablesAllMarkdown, false));
}

/** False where the person wants Tab, Enter and the others to do what they do elsewhere. */
export function keysEnabled(document: vscode.TextDocument): boolean {
  return read(document, settingIds.tablesKeys, true);
}

export function lensesEnabled(document: vscode.TextDocument): boolean {
  return read(document, settingIds.codeLens, true);
}

/** How rows are laid out when they are left. */
export function layoutOf(document: vscode.TextDocument): TableLayout {
  const layout = read<string>(document, settingIds.tablesLayout, 'aligned');
  return layout === 'compact' || layout === 'asTyped' ? layout : 'aligned';
}

function read<T>(document: vscode.TextDocument, name: string, standard: T): T {
  return vscode.workspace.getConfiguration(settingIds.section, document.uri).get<T>(name, standard);
}
