import * as vscode from 'vscode';
import { freeName } from '../../host/freeName.ts';
import { reasonOf } from '../../host/log.ts';
import { isPlanDocument } from '../../host/planFiles.ts';
import type { Shell } from '../../host/shell.ts';

type Bytes = Uint8Array | undefined;

/**
 * Another program writes the plan while there are unsaved changes: VS Code refuses to save over that, unless the file is
 * as long as before (seen in 1.104 and 1.139: it compares size and time). A count that becomes 413 from 412 is just
 * that, so what would be overwritten is kept beside the plan, and the person is told.
 */
export function registerOutsideChanges(shell: Shell): vscode.Disposable {
  /** What the disk holds, as far as the editor knows. */
  const known = new WeakMap<vscode.TextDocument, Promise<Bytes>>();
  const saved = (document: vscode.TextDocument): void => {
    if (isPlanDocument(document)) known.set(document, read(document.uri));
  };
  /** A clean text may be older than the disk (undo made it clean again): then the editor knows nothing new. */
  const look = (document: vscode.TextDocument): void => {
    if (document.isDirty || !isPlanDocument(document)) return;
    const before = known.get(document);
    const text = document.getText();
    known.set(document, read(document.uri).then((now) => (now && new TextDecoder().decode(now) === text ? now : before)));
  };
  for (const document of vscode.workspace.textDocuments) look(document);

  const rescue = async (document: vscode.TextDocument): Promise<void> => {
    const [before, now] = await Promise.all([known.get(document), read(document.uri)]);
    if (!before || !now || before.length !== now.length || same(before, now) || new TextDecoder().decode(now) === document.getText()) return;
    const kept = await freeName(document.uri, 'outside');
    await vscode.workspace.fs.writeFile(kept, now);
    void tell(document.uri, kept);
  };

  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(saved),
    // A change that leaves the text clean came from the disk.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (contentChanges.length > 0) look(document); }),
    vscode.workspace.onWillSaveTextDocument((event) => {
      if (!event.document.isDirty || !isPlanDocument(event.document)) return;
      event.waitUntil(rescue(event.document).catch((error: unknown) => { shell.log.error('The file on the disk could not be looked at before saving.', reasonOf(error)); }));
    }),
  );
}

async function tell(uri: vscode.Uri, kept: vscode.Uri): Promise<void> {
  const compare = vscode.l10n.t('Compare');
  const path = vscode.workspace.asRelativePath(uri);
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{path} was changed by another program while it had unsaved changes here. What the other program wrote is kept as {kept}.', { path, kept: vscode.workspace.asRelativePath(kept) }),
    compare,
  );
  if (answer === compare) await vscode.commands.executeCommand('vscode.diff', kept, uri);
}

async function read(uri: vscode.Uri): Promise<Bytes> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
