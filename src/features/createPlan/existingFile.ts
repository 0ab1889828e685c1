import * as vscode from 'vscode';

/** What stands where the plan belongs. */
export type ExistingFile =
  | { readonly kind: 'none' | 'empty' }
  | { readonly kind: 'text'; readonly text: string; readonly managed: boolean }
  | { readonly kind: 'unusable'; readonly reason: string };

/** A plan of 10,000 mappings is 1 MB; twenty times that is no plan. */
const LARGEST = 20 * 1024 * 1024;

/** Looks at the file before anything opens it: size and type first. */
export async function lookAt(uri: vscode.Uri): Promise<ExistingFile> {
  const path = vscode.workspace.asRelativePath(uri);
  let stat: vscode.FileStat;
  try {
    stat = await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { kind: 'none' };
    throw error;
  }
  if (stat.type & vscode.FileType.Directory) {
    return { kind: 'unusable', reason: vscode.l10n.t('{path} is a folder. Rename it, or set another place for the plan in the settings.', { path }) };
  }
  if (stat.size > LARGEST) {
    return { kind: 'unusable', reason: vscode.l10n.t('{path} is {size} MB: too large for a plan (limit {limit} MB). Move it away, or set another place for the plan in the settings.', { path, size: String(Math.ceil(stat.size / 1048576)), limit: String(LARGEST / 1048576) }) };
  }
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  // An editor may have read something that is no text as if it were; and it may know another encoding than UTF-8.
  const bytes = await vscode.workspace.fs.readFile(uri);
  const text = bytes.includes(0) ? undefined : open ? open.getText() : decode(bytes);
  if (text === undefined) {
    return { kind: 'unusable', reason: vscode.l10n.t('{path} is not a text file in UTF-8. Move it away, or set another place for the plan in the settings.', { path }) };
  }
  if (text.trim() === '') return { kind: 'empty' };
  const head = text.slice(0, 20_000);
  return { kind: 'text', text, managed: /^\uFEFF?---/.test(head) && /^workflow:\s*["']?create-data-migration\b/m.test(head) };
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
