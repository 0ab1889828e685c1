import * as vscode from 'vscode';
import { adoptText, newPlanText } from '../../core/document/newPlan.ts';
import { parsePlan } from '../../core/document/parsePlan.ts';
import { EditRefused } from '../../core/plan/planEdit.ts';
import { unreadable } from '../../host/editQueue.ts';
import { freeName } from '../../host/freeName.ts';
import { settingIds } from '../../host/ids.ts';
import { planUri } from '../../host/planFiles.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { lookAt } from './existingFile.ts';

/** Makes the document where there is none, and opens text and wizard side by side. */
export async function createPlan(services: Services): Promise<void> {
  const folder = await pickFolder();
  if (!folder) return;
  const uri = planUri(folder);
  if (await prepare(uri, folder.name)) await services.openPlan(uri);
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) {
    return vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Which folder is the migration for? The plan is kept there.') });
  }
  if (folders[0]) return folders[0];
  const open = vscode.l10n.t('Open Folder…');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('A plan lives in a folder, beside the scripts and notes of the migration. Open one first.'), open);
  if (answer === open) await vscode.commands.executeCommand('workbench.action.files.openFolder');
  return undefined;
}

/** Makes sure that a plan stands at the place; false where the person cancelled or the file can't be used. */
async function prepare(uri: vscode.Uri, project: string): Promise<boolean> {
  const existing = await lookAt(uri);
  switch (existing.kind) {
    case 'unusable': {
      const settings = vscode.l10n.t('Open Settings');
      if (await vscode.window.showErrorMessage(existing.reason, settings) === settings) {
        await vscode.commands.executeCommand('workbench.action.openSettings', `${settingIds.section}.${settingIds.planPath}`);
      }
      return false;
    }
    case 'none':
      return createFile(uri, newPlanText(project));
    case 'empty':
      return replaceText(uri, newPlanText(project));
    case 'text':
      return existing.managed || await makeRoom(uri, existing.text, project);
  }
}

/** A file that is not a plan is in the way: the person decides, and nothing of it is lost either way. */
async function makeRoom(uri: vscode.Uri, text: string, project: string): Promise<boolean> {
  const adopt = vscode.l10n.t('Adopt It');
  const backUp = vscode.l10n.t('Back It Up and Start Fresh');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{path} exists already and is not a data migration plan.', { path: vscode.workspace.asRelativePath(uri) }),
    { modal: true, detail: vscode.l10n.t('Adopt: your text stays as it is, its tables become the rows of the plan, and what is missing is added.\n\nBack up: the file is kept under another name and a new plan is started.') },
    adopt, backUp,
  );
  if (answer === adopt) {
    const adopted = adoptedText(text, project);
    return adopted !== undefined && await replaceText(uri, adopted);
  }
  if (answer !== backUp) return false;
  const kept = await freeName(uri, 'backup');
  // What the person sees is what is kept, saved or not; a file that nobody has changed is copied byte by byte.
  if (vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString() && document.isDirty)) {
    await vscode.workspace.fs.writeFile(kept, new TextEncoder().encode(text));
  } else {
    await vscode.workspace.fs.copy(uri, kept, { overwrite: false });
  }
  void vscode.window.showInformationMessage(vscode.l10n.t('The old file is kept as {path}.', { path: vscode.workspace.asRelativePath(kept) }));
  return replaceText(uri, newPlanText(project));
}

/** The text with what a plan needs added; says why not where its frontmatter can't be read. */
function adoptedText(text: string, project: string): string | undefined {
  try {
    return adoptText(text, project);
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    void vscode.window.showErrorMessage(words(error.code, unreadable(parsePlan(text)).args));
    return undefined;
  }
}

async function createFile(uri: vscode.Uri, text: string): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  return report(uri, await vscode.workspace.applyEdit(edit));
}

/** Through the document, so that undo brings the old text back. */
async function replaceText(uri: vscode.Uri, text: string): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
  return report(uri, await vscode.workspace.applyEdit(edit) && await document.save());
}

function report(uri: vscode.Uri, done: boolean): boolean {
  if (!done) void vscode.window.showErrorMessage(vscode.l10n.t('{path} could not be written. Is the folder read-only?', { path: vscode.workspace.asRelativePath(uri) }));
  return done;
}
