import * as vscode from 'vscode';
import { writeCsv } from '../../core/interchange/csv.ts';
import { blockTitle } from '../../core/interchange/blockTitle.ts';
import { exportFileName } from '../../core/interchange/fileName.ts';
import { InterchangeRefused } from '../../core/interchange/interchangeRefused.ts';
import { notesSheet } from '../../core/interchange/notesSheet.ts';
import { sheetOf } from '../../core/interchange/sheet.ts';
import { writeXlsx } from '../../core/interchange/xlsx.ts';
import type { ParsedPlan } from '../../core/document/parsedPlan.ts';
import { BLOCKS } from '../../core/plan/sections.ts';
import type { BlockId } from '../../core/plan/sections.ts';
import type { PlanTarget } from '../../host/planTarget.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { blockAtHand, calledOn, pickBlock } from './calledOn.ts';

/** Writes a table or list of the plan to a workbook or a CSV file, as its name says, and shows where it is. */
export async function exportSection(services: Services, target: PlanTarget, argument: unknown): Promise<void> {
  const document = await vscode.workspace.openTextDocument(target.uri);
  const parsed = services.documents.parse(document);
  const session = services.sessions.for(target.uri);
  if (!parsed.plan) {
    session.notify(vscode.l10n.t('The plan can’t be read just now. Mend its text first, then export.'), 'warning');
    return;
  }
  const called = calledOn(argument);
  const there = BLOCKS.filter(({ id, form }) => form !== 'rendered' && parsed.blocks[id]).map(({ id }) => id);
  const block = called.block ?? await pickBlock(parsed, there, vscode.l10n.t('Export which part?'), blockAtHand(parsed, target));
  if (block === undefined) return;
  if (!there.includes(block)) {
    session.notify(words('interchange.noBlock', { section: blockTitle(block) }), 'warning');
    return;
  }
  const file = called.file ?? await askFile(target.uri, exportFileName(parsed.plan.state.project, block, 'xlsx'));
  if (!file) return;
  try {
    const bytes = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Exporting {section}', { section: blockTitle(block) }) },
      () => bytesOf(parsed, block, file, vscode.workspace.asRelativePath(target.uri, false)));
    await vscode.workspace.fs.writeFile(file, bytes);
  } catch (error) {
    if (!(error instanceof InterchangeRefused)) throw error;
    session.notify(words(error.code, error.args), 'warning');
    return;
  }
  const rows = parsed.blocks[block]?.rowCount ?? 0;
  const show = vscode.l10n.t('Show');
  // Not awaited: the message may stay for as long as nobody looks at it.
  void vscode.window.showInformationMessage(vscode.l10n.t('{section} exported to {file}: {rows} rows.', { section: blockTitle(block), file: nameOf(file), rows: String(rows) }), show)
    .then((answer) => (answer === show ? vscode.commands.executeCommand('revealFileInOS', file) : undefined));
}

async function askFile(plan: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(plan)?.uri ?? vscode.Uri.joinPath(plan, '..');
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export to'),
    defaultUri: vscode.Uri.joinPath(folder, name),
    filters: { [vscode.l10n.t('Excel workbook')]: ['xlsx'], [vscode.l10n.t('CSV')]: ['csv'] },
  });
}

async function bytesOf(parsed: ParsedPlan, block: BlockId, file: vscode.Uri, document: string): Promise<Uint8Array> {
  const sheet = sheetOf(parsed, block);
  if (/\.csv$/i.test(file.path)) return new TextEncoder().encode(writeCsv(sheet));
  return writeXlsx(blockTitle(block), sheet, notesSheet(parsed, block, words, { exportedAt: new Date().toLocaleString(vscode.env.language), document }));
}

function nameOf(file: vscode.Uri): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}
