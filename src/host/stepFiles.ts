import * as vscode from 'vscode';

/** Reads the files under `steps/` of the extension: whole, when they are asked for, and not before. */
export class StepFiles {
  readonly #root: vscode.Uri;
  readonly #texts = new Map<string, Promise<string>>();
  readonly #read: string[] = [];

  constructor(extensionUri: vscode.Uri) {
    this.#root = vscode.Uri.joinPath(extensionUri, 'steps');
  }

  /** The step files read so far in this window, in order. */
  get filesRead(): readonly string[] {
    return this.#read;
  }

  /** The text of `steps/<id>.md`. */
  readStep(id: string): Promise<string> {
    if (!/^step-\d\d-[a-z-]+$/.test(id)) return Promise.reject(new Error(`not a step: ${id}`));
    return this.#text(`${id}.md`);
  }

  /** The texts of a folder of small files: `techniques` or `perspectives`. */
  async readFolder(folder: 'techniques' | 'perspectives'): Promise<{ name: string; text: string }[]> {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(this.#root, folder));
    const names = entries.map(([name]) => name).filter((name) => name.endsWith('.md')).sort();
    return Promise.all(names.map(async (name) => ({ name, text: await this.#text(`${folder}/${name}`) })));
  }

  #text(path: string): Promise<string> {
    const known = this.#texts.get(path);
    if (known) return known;
    this.#read.push(path);
    const text = Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#root, path))).then((bytes) => new TextDecoder().decode(bytes));
    this.#texts.set(path, text);
    text.catch(() => this.#texts.delete(path));
    return text;
  }
}
