import * as vscode from 'vscode';
import { InterchangeRefused } from '../../core/interchange/interchangeRefused.ts';
import { MAX_FILE_BYTES } from '../../core/interchange/limits.ts';
import { readSheetFile } from '../../core/interchange/readSheetFile.ts';
import type { ReadFile } from '../../core/interchange/readSheetFile.ts';
import { isAmbiguous } from '../../core/interchange/recogniseSheet.ts';
import type { Recognised } from '../../core/interchange/recogniseSheet.ts';
import type { ParsedPlan } from '../../core/document/parsedPlan.ts';
import { commandIds } from '../../host/ids.ts';
import type { PlanTarget } from '../../host/planTarget.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { calledOn, pickBlock } from './calledOn.ts';

/** Reads a file, finds out which section it holds, and shows in the wizard what it says differently. Writes nothing itself. */
export async function importSection(services: Services, target: PlanTarget, argument: unknown): Promise<void> {
  const document = await vscode.workspace.openTextDocument(target.uri);
  const session = services.sessions.for(target.uri);
  if (!services.documents.parse(document).plan) {
    session.notify(vscode.l10n.t('The plan can’t be read just now. Mend its text first, then import.'), 'warning');
    return;
  }
  const called = calledOn(argument);
  const file = called.file ?? await askFile(target.uri);
  if (!file) return;
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  try {
    const read = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading {file}', { file: name }) }, async () => {
      const { size } = await vscode.workspace.fs.stat(file);
      // Before it is read: the limit is there to spare the memory.
      if (size > MAX_FILE_BYTES) throw new InterchangeRefused('interchange.fileTooLarge', { size: String(Math.ceil(size / 1024 / 1024)), limit: String(MAX_FILE_BYTES / 1024 / 1024) });
      return readSheetFile(services.documents.parse(document), { name, bytes: await vscode.workspace.fs.readFile(file) }, called.block);
    });
    const parsed = services.documents.parse(document);
    const recognised = await chooseBlock(parsed, read);
    if (!recognised) return;
    const diff = session.importing.start(parsed, { name, recognised, notes: read.notes });
    if (diff.rows.length === 0) {
      session.importing.close();
      session.notify(vscode.l10n.t('{file} says the same as the plan: nothing to take over.', { file: name }));
      return;
    }
    await vscode.commands.executeCommand(commandIds.openWizard, target.uri);
  } catch (error) {
    if (!(error instanceof InterchangeRefused)) throw error;
    session.notify(words(error.code, error.args), 'warning');
  }
}

async function askFile(plan: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(plan)?.uri ?? vscode.Uri.joinPath(plan, '..');
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import a section'), openLabel: vscode.l10n.t('Review'), canSelectMany: false, defaultUri: folder,
    filters: { [vscode.l10n.t('Excel workbooks and CSV')]: ['xlsx', 'csv', 'tsv', 'txt'], [vscode.l10n.t('All files')]: ['*'] },
  });
  return chosen?.[0];
}

/** The section the file fits best; where it fits several equally well, the person says which. */
async function chooseBlock(parsed: ParsedPlan, { candidates }: ReadFile): Promise<Recognised | undefined> {
  if (!isAmbiguous(candidates)) return candidates[0];
  const block = await pickBlock(parsed, candidates.map(({ block: id }) => id), vscode.l10n.t('Which part does the file hold?'), candidates[0]?.block);
  return candidates.find((candidate) => candidate.block === block);
}
