import * as vscode from 'vscode';
import { BLOCKS } from '../../core/plan/sections.ts';
import { commandIds } from '../../host/ids.ts';
import type { Services } from '../../host/services.ts';
import type { TableArgument } from './target.ts';

/** What can be done with each table of the plan, above it. */
export function tableLenses(services: Services, document: vscode.TextDocument): vscode.CodeLens[] {
  const parsed = services.documents.parse(document);
  if (!parsed.plan) return [];
  return BLOCKS.flatMap((spec) => {
    const block = spec.form === 'table' ? parsed.blocks[spec.id] : undefined;
    if (!block) return [];
    const at = document.positionAt(block.header.start);
    const range = new vscode.Range(at, at);
    const argument: TableArgument = { uri: document.uri.toString(), block: spec.id };
    const lens = (title: string, command: string, tooltip: string): vscode.CodeLens => new vscode.CodeLens(range, { title, command, tooltip, arguments: [argument] });
    return [
      lens(vscode.l10n.t('Add row'), commandIds.tablesAddRowBelow, vscode.l10n.t('Add a row below the cursor, or at the end of the table')),
      ...(spec.ordered ? [] : [lens(vscode.l10n.t('Sort…'), commandIds.tablesSort, vscode.l10n.t('Sort the rows by a column'))]),
      lens(vscode.l10n.t('Open in grid'), commandIds.tablesOpenInGrid, vscode.l10n.t('Edit this table in the wizard')),
      lens(vscode.l10n.t('Copy as CSV'), commandIds.tablesCopyCsv, vscode.l10n.t('Copy the values of this table')),
      lens(vscode.l10n.t('Paste rows'), commandIds.tablesPasteRows, vscode.l10n.t('Put rows that were copied from a spreadsheet into this table')),
      lens('…', commandIds.tablesMore, vscode.l10n.t('More for this table')),
    ];
  });
}
