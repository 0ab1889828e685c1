import { stat } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { dataFileForm } from '../../connect/files/dataFileKind.ts';
import { looksLikeList } from '../../connect/files/looksLikeList.ts';
import type { ScanRequest } from '../../connect/protocol.ts';
import { chooseDialect } from './chooseDialect.ts';

/** What a scan of a file is called. */
export interface NamedScan {
  readonly system: string;
  /** The file as it is shown and stored. */
  readonly path: string;
  /** ISO 8601 instant. */
  readonly now: string;
}

/**
 * How a file or folder is read as a source: by its name, and a CSV file by its header too, which may be that of a list of tables.
 * `readBefore`: reading the same script again is how a person says that it was read in the wrong dialect. Undefined where they
 * turn away.
 */
export async function fileRequest(file: vscode.Uri, named: NamedScan, readBefore: boolean): Promise<ScanRequest | undefined> {
  const common = { system: named.system, path: named.path, now: named.now, role: 'source', file: file.fsPath } as const;
  if (await isFolder(file)) return { kind: 'files', ...common };
  if (/\.(?:sql|ddl)$/i.test(file.path)) {
    const dialect = await chooseDialect(file, readBefore);
    return dialect === undefined ? undefined : { kind: 'ddl', dialect, ...common };
  }
  if (await looksLikeList(file.fsPath)) return { kind: 'report', ...common };
  if (dataFileForm(file.path.slice(file.path.lastIndexOf('/') + 1)) !== undefined) return { kind: 'files', ...common };
  return { kind: 'sqlite', ...common };
}

async function isFolder(file: vscode.Uri): Promise<boolean> {
  try {
    return (await stat(file.fsPath)).isDirectory();
  } catch {
    // Reading says what is wrong with it.
    return false;
  }
}
