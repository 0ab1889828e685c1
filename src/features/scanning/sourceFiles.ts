import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import { dataFileExtensions, dataFileForm } from '../../connect/files/dataFileKind.ts';
import type { FileItem } from './pickFile.ts';

/** Extensions of what can be read as a source besides data files. */
const otherExtensions = ['sqlite', 'sqlite3', 'db', 'db3', 'sql', 'ddl', 'xlsx', 'xlsm'];
export const sourceExtensions: readonly string[] = [...otherExtensions, ...dataFileExtensions, 'gz'];

/** Texts in a workspace are seldom tables: they are read where they are chosen, and not offered. */
const offered = [...otherExtensions, ...dataFileExtensions.filter((extension) => extension !== 'txt'), 'csv.gz', 'tsv.gz', 'jsonl.gz', 'ndjson.gz', 'json.gz'];
const leftOut = '**/{node_modules,.git,.vscode,.venv,venv,site-packages,bower_components}/**';
const mostFound = 3_000;
/** Files of one folder that are offered one by one, and JSON files that are looked into. */
const mostOfFolder = 40;
const mostLookedInto = 200;
/** JSON that belongs to tools. */
const toolFile = /^(?:package|package-lock|composer|angular|nx|turbo|lerna|deno|jsconfig|manifest|launch|settings|extensions|tasks|vercel|firebase|now|app|[jt]sconfig.*|.*\.(?:config|schema|nls|code-workspace|l10n).*|\..*)\.json$/i;

/** The files of the plan's folder that can be read as a source, and the folders that hold several data files. */
export async function sourceFiles(plan: vscode.Uri): Promise<{ readonly files: readonly FileItem[]; readonly folders: readonly FileItem[] }> {
  const folder = vscode.workspace.getWorkspaceFolder(plan);
  const pattern = `**/*.{${offered.join(',')}}`;
  const found = await vscode.workspace.findFiles(folder ? new vscode.RelativePattern(folder, pattern) : pattern, leftOut, mostFound);
  const own = plan.path.replace(/\.md$/i, '');
  const depth = ({ path }: vscode.Uri): number => path.split('/').length;
  const sorted = found.filter(({ path }) => !isOwn(path, own)).sort((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const sources = await withoutOtherJson(sorted);
  const byFolder = new Map<string, vscode.Uri[]>();
  for (const uri of sources) {
    const parent = uri.path.slice(0, uri.path.lastIndexOf('/'));
    byFolder.set(parent, [...(byFolder.get(parent) ?? []), uri]);
  }
  const files: FileItem[] = [];
  const folders: FileItem[] = [];
  for (const [parent, uris] of byFolder) {
    const data = uris.filter(isData);
    const root = folder?.uri.path === parent;
    if (data.length > 1 && !root) folders.push(folderItem(data[0]!, data.length));
    const shown = root ? uris : [...uris.filter((uri) => !isData(uri)), ...data.slice(0, mostOfFolder)];
    files.push(...shown.map(fileItem));
  }
  return { files, folders };
}

/** The catalogues and scripts beside the plan, and sections exported from it. What a collection script printed is put there to be read. */
function isOwn(path: string, own: string): boolean {
  const isTable = /\.(?:csv|xlsx)$/i.test(path);
  return path.startsWith(`${own}/`) ? !isTable : path.startsWith(`${own}-`) && isTable;
}

function isData(uri: vscode.Uri): boolean {
  return dataFileForm(nameOf(uri)) !== undefined;
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function fileItem(uri: vscode.Uri): FileItem {
  return { label: `$(file) ${nameOf(uri)}`, description: vscode.workspace.asRelativePath(uri, false), uri };
}

function folderItem(one: vscode.Uri, count: number): FileItem {
  const uri = vscode.Uri.joinPath(one, '..');
  return {
    label: `$(folder) ${nameOf(uri)}`,
    description: `${vscode.workspace.asRelativePath(uri, false)} · ${vscode.l10n.t('{count} data files as one source', { count: count >= mostFound ? `${String(count)}+` : String(count) })}`, uri,
  };
}

/** JSON is data here where it is a list; most of what a workspace has of it is settings. */
async function withoutOtherJson(uris: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const doubtful = uris.filter((uri) => /\.json$/i.test(uri.path) && !toolFile.test(nameOf(uri)));
  const lists = new Set<string>();
  await Promise.all(doubtful.slice(0, mostLookedInto).map(async (uri) => {
    if (await beginsAsList(uri.fsPath)) lists.add(uri.path);
  }));
  return uris.filter((uri) => !/\.json$/i.test(uri.path) || lists.has(uri.path));
}

async function beginsAsList(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
      return /^\s*\[\s*(?:\{|$)/.test(buffer.subarray(0, bytesRead).toString('utf8').replace(/^\ufeff/, ''));
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
}
