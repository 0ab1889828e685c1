import * as vscode from 'vscode';
import { parseCatalogue } from '../core/catalogue/parseCatalogue.ts';
import { renderCatalogue } from '../core/catalogue/renderCatalogue.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Plan } from '../core/plan/plan.ts';
import { words } from './words.ts';

export interface CatalogueProblem {
  readonly path: string;
  readonly message: string;
}

export interface LoadedCatalogues {
  readonly catalogues: readonly Catalogue[];
  /** Files that the plan names and that can't be read, and why. */
  readonly problems: readonly CatalogueProblem[];
}

interface Cached {
  readonly mtime: number;
  readonly size: number;
  readonly result: Catalogue | string;
  /** When the file was last looked at, by the clock of the machine in milliseconds. */
  readonly seen: number;
}

/** While someone types, the file is not looked at again within this time; that it was written is told by the watcher. */
const FRESH = 1_000;

/** The catalogues beside a plan (`docs/data-migration/<system>.json`), read again only when their file has changed. */
export class Catalogues implements vscode.Disposable {
  static readonly #largest = 64 * 1024 * 1024;
  readonly #cache = new Map<string, Cached>();
  /** Files that were written since they were last looked at. */
  readonly #stale = new Set<string>();
  readonly #renamed = new WeakMap<Catalogue, Catalogue>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/data-migration/*.json');
  /** A catalogue file was written, by us, by git or by hand. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    const fire = (uri: vscode.Uri): void => {
      this.#stale.add(uri.toString());
      this.#changed.fire();
    };
    this.#watcher.onDidChange(fire);
    this.#watcher.onDidCreate(fire);
    this.#watcher.onDidDelete(fire);
  }

  /** The catalogues that the plan names, in its order: sources first, then the target. */
  async load(planUri: vscode.Uri, plan: Plan): Promise<LoadedCatalogues> {
    const systems = new Map([...plan.state.sourceSystems, plan.state.targetSystem].filter(({ catalogue }) => catalogue !== '').map(({ catalogue, name }) => [catalogue, name]));
    const catalogues: Catalogue[] = [];
    const problems: CatalogueProblem[] = [];
    for (const [path, name] of systems) {
      const result = await this.#read(planUri, path);
      if (typeof result === 'string') problems.push({ path, message: result });
      else catalogues.push(this.#named(result, name));
    }
    return { catalogues, problems };
  }

  /** Where a catalogue is kept beside the plan, as the plan names it. */
  pathOf(planUri: vscode.Uri, catalogue: Catalogue): string {
    const folder = planUri.path.slice(planUri.path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
    const name = catalogue.system.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'system';
    return `${folder}/${catalogue.role === 'target' ? `target-${name}` : name}.json`;
  }

  /** Writes a catalogue beside the plan and returns its path as the plan names it. */
  async write(planUri: vscode.Uri, catalogue: Catalogue): Promise<string> {
    const path = this.pathOf(planUri, catalogue);
    const uri = this.#resolve(planUri, path);
    if (!uri) throw new Error(path);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(renderCatalogue(catalogue)));
    this.#cache.delete(uri.toString());
    return path;
  }

  /** The catalogue with the name that the plan has for its system by now; the file keeps the one it was scanned under. */
  #named(catalogue: Catalogue, name: string): Catalogue {
    if (name === '' || name === catalogue.system) return catalogue;
    const known = this.#renamed.get(catalogue);
    if (known?.system === name) return known;
    const renamed = { ...catalogue, system: name };
    this.#renamed.set(catalogue, renamed);
    return renamed;
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#changed.dispose();
  }

  /** A path in a plan is a stranger's text: it stays below the plan's own folder. */
  #resolve(planUri: vscode.Uri, path: string): vscode.Uri | undefined {
    const segments = path.split('/');
    if (segments.some((segment) => segment === '' || segment === '..' || segment.includes('\\') || segment.includes(':'))) return undefined;
    return vscode.Uri.joinPath(planUri, '..', ...segments);
  }

  async #read(planUri: vscode.Uri, path: string): Promise<Catalogue | string> {
    const uri = this.#resolve(planUri, path);
    if (!uri) return vscode.l10n.t('{path} does not lie beside the plan', { path });
    const key = uri.toString();
    const seen = Date.now();
    const known = this.#cache.get(key);
    if (known && !this.#stale.has(key) && seen - known.seen < FRESH && seen >= known.seen) return known.result;
    this.#stale.delete(key);
    try {
      const { mtime, size } = await vscode.workspace.fs.stat(uri);
      if (known?.mtime === mtime && known.size === size && this.#cache.get(key) === known) {
        this.#cache.set(key, { ...known, seen });
        return known.result;
      }
      const result = size > Catalogues.#largest
        ? vscode.l10n.t('{path} is larger than a catalogue can be', { path })
        : this.#parse(path, await vscode.workspace.fs.readFile(uri));
      this.#cache.set(key, { mtime, size, result, seen });
      return result;
    } catch {
      return vscode.l10n.t('{path} is missing: scan the system again, or take its file from where the plan came from', { path });
    }
  }

  #parse(path: string, bytes: Uint8Array): Catalogue | string {
    const reading = parseCatalogue(new TextDecoder().decode(bytes));
    if (reading.ok) return reading.catalogue;
    return vscode.l10n.t('{path} is not a catalogue: {reason}', { path, reason: words(reading.code, reading.args) });
  }
}
