import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CatalogueIssue } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { ConnectError, connectText } from '../connectError.ts';
import { fileError } from '../fileError.ts';
import type { DataFileForm } from './dataFileKind.ts';
import { dataFileForm } from './dataFileKind.ts';

/** A data file and the table it is. */
export interface DataFile {
  readonly form: DataFileForm;
  /** Absolute path. */
  readonly file: string;
  /** As it is shown: the request's path, and for a file of a folder its place in it; always with `/`. */
  readonly shown: string;
  /** The folder inside the one that was asked for. */
  readonly schema?: string;
  readonly name: string;
  readonly size: bigint;
}

/** Most files of a folder, and how deep it is looked into. */
export const mostFiles = 10_000;
const deepest = 3;
/** Most entries that are looked at, so that a folder full of other things ends as well. */
const mostEntries = 200_000;

export interface DataFiles {
  readonly files: readonly DataFile[];
  readonly issues: readonly CatalogueIssue[];
  /** The folder that was asked for; undefined where it was a file. */
  readonly folder?: string;
}

/** The data file, or all of a folder, by place and name. Throws a `ConnectError` where there is none or it can't be looked at. */
export async function listDataFiles(path: string, shown: string): Promise<DataFiles> {
  const found = await statOf(path, shown);
  if (!found.isDirectory()) {
    const form = dataFileForm(basename(path));
    if (form === undefined) throw new ConnectError('files.notData', { path: shown });
    if (found.size === 0n) throw new ConnectError('file.empty', { path: shown });
    return { files: [{ form, file: path, shown, name: form.stem, size: found.size }], issues: [] };
  }
  const walk = new Walk(path, shown);
  await walk.folder('', 1);
  if (walk.files.length === 0 && walk.issues.length === 0) throw new ConnectError('files.none', { path: shown });
  return { files: named(walk.files), issues: walk.issues, folder: path };
}

async function statOf(path: string, shown: string): Promise<{ isDirectory(): boolean; size: bigint }> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    throw fileError(error, shown);
  }
}

type Found = Omit<DataFile, 'name'>;

class Walk {
  readonly files: Found[] = [];
  readonly issues: CatalogueIssue[] = [];
  readonly #root: string;
  readonly #shown: string;
  #entries = 0;
  #full = false;

  constructor(root: string, shown: string) {
    this.#root = root;
    this.#shown = shown;
  }

  async folder(inside: string, depth: number): Promise<void> {
    const entries = await this.#entriesOf(inside);
    const folders: string[] = [];
    for (const entry of entries) {
      if (this.#full) return;
      this.#entries += 1;
      const { name } = entry;
      if (name.startsWith('.') || name === 'node_modules') continue;
      const place = inside === '' ? name : `${inside}/${name}`;
      if (entry.isDirectory()) folders.push(place);
      else await this.#take(place, inside, name);
    }
    if (depth >= deepest) return;
    for (const place of folders) await this.folder(place, depth + 1);
  }

  async #entriesOf(inside: string): Promise<{ name: string; isDirectory(): boolean }[]> {
    try {
      const entries = await readdir(join(this.#root, inside), { withFileTypes: true });
      return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    } catch (error) {
      const failure = fileError(error, inside === '' ? this.#shown : `${this.#shown}/${inside}`);
      if (inside === '') throw failure;
      this.issues.push({ message: failure.message });
      return [];
    }
  }

  async #take(place: string, inside: string, name: string): Promise<void> {
    const form = dataFileForm(name);
    if (form === undefined) return;
    if (this.files.length >= mostFiles || this.#entries > mostEntries) {
      this.#full = true;
      this.issues.push({ message: connectText('files.tooMany', { path: this.#shown, limit: mostFiles.toLocaleString('en') }) });
      return;
    }
    const file = join(this.#root, place);
    // What can't be looked at here says why when it is read.
    const found = await stat(file, { bigint: true }).catch(() => undefined);
    if (found !== undefined && !found.isFile()) return;
    this.files.push({ form, file, shown: `${this.#shown}/${place}`, ...(inside === '' ? {} : { schema: inside }), size: found?.size ?? 0n });
  }
}

/** How a file can be called, shortest first: without its extension, with it, and with its folder in the name. */
const namings: readonly ((file: Found) => DataFile)[] = [
  (file) => ({ ...file, name: file.form.stem }),
  (file) => ({ ...file, name: basename(file.file) }),
  ({ schema, ...file }) => ({ ...file, name: schema === undefined ? basename(file.file) : `${schema}/${basename(file.file)}` }),
];

/** Names as short as they can be while no two files have the same one. */
function named(files: readonly Found[]): DataFile[] {
  let names = files.map((file) => namings[0]!(file));
  for (const naming of namings.slice(1)) {
    const taken = new Map<string, number>();
    const key = (file: DataFile): string => tableKey(file).toLowerCase();
    for (const file of names) taken.set(key(file), (taken.get(key(file)) ?? 0) + 1);
    names = names.map((file, at) => (taken.get(key(file)) === 1 ? file : naming(files[at]!)));
  }
  return names;
}
