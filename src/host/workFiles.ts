import * as vscode from 'vscode';
import { decodeText } from '../connect/ddl/decodeText.ts';
import type { WorkFile } from '../core/existingWork/found.ts';
import { LEFT_OUT_GLOB } from '../core/existingWork/globs.ts';

/** Bounds of one search: beyond them a folder is no project, and nobody waits so long. */
const MOST_FILES = 4_000;
const LARGEST_FILE = 4 * 1024 * 1024;
const LARGEST_SUM = 64 * 1024 * 1024;
const AT_ONCE = 16;

export interface WorkFiles {
  readonly files: readonly WorkFile[];
  /** Candidates by name that were not read: too large, no text, or beyond the bounds. */
  readonly unread: number;
}

/** Reads the files of a folder that some globs mean: by name first, then only those, within bounds. Cancelled, it gives what was read so far. */
export async function readWorkFiles(folder: vscode.Uri, globs: readonly string[], token?: vscode.CancellationToken): Promise<WorkFiles> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, `{${flat(globs).join(',')}}`), LEFT_OUT_GLOB, MOST_FILES, token);
  const uris = found.sort((one, other) => (one.path < other.path ? -1 : 1));
  const files: WorkFile[] = [];
  let sum = 0;
  let unread = 0;
  for (let at = 0; at < uris.length && token?.isCancellationRequested !== true; at += AT_ONCE) {
    const texts = await Promise.all(uris.slice(at, at + AT_ONCE).map((uri) => (sum > LARGEST_SUM ? Promise.resolve(undefined) : readText(uri))));
    texts.forEach((text, index) => {
      const uri = uris[at + index];
      if (text === undefined || !uri) unread++;
      else {
        sum += text.length;
        files.push({ path: pathWithin(folder, uri), text });
      }
    });
  }
  return { files, unread };
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if (size > LARGEST_FILE || (type & vscode.FileType.File) === 0) return undefined;
    return decodeText(await vscode.workspace.fs.readFile(uri), uri.path).text;
  } catch {
    // Gone meanwhile, not readable, or no text: there is nothing to learn from it.
    return undefined;
  }
}

function pathWithin(folder: vscode.Uri, uri: vscode.Uri): string {
  const root = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.path.startsWith(root) ? uri.path.slice(root.length) : vscode.workspace.asRelativePath(uri, false);
}

/** The editor's search knows one level of `{a,b}`, which the whole list takes. */
function flat(globs: readonly string[]): string[] {
  return globs.flatMap((glob) => {
    const group = /\{([^{}]*)\}/.exec(glob);
    if (!group) return [glob];
    return flat((group[1] ?? '').split(',').map((choice) => glob.slice(0, group.index) + choice + glob.slice(group.index + group[0].length)));
  });
}
