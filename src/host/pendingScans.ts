import * as vscode from 'vscode';
import * as z from 'zod';
import { parseCatalogue } from '../core/catalogue/parseCatalogue.ts';
import { renderCatalogue } from '../core/catalogue/renderCatalogue.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { PlanRow } from '../core/plan/plan.ts';
import { digest } from '../core/workflow/digest.ts';

/** A scan that nobody has decided about yet. */
export interface PendingScan {
  readonly id: string;
  readonly catalogue: Catalogue;
  /** The rows of the inventory when the scan began. */
  readonly base: readonly PlanRow[];
}

const fileSchema = z.object({
  version: z.literal(1), plan: z.string(), id: z.string().max(200),
  base: z.array(z.object({ cells: z.record(z.string(), z.string()) })).max(1_000_000),
  catalogue: z.string(),
});

/**
 * Scans that wait for a person, kept in the editor's own storage: closing the window loses none. They hold what catalogues
 * hold: structure, keys and statistics. Each has a file, named by its plan and its system.
 */
export class PendingScans {
  readonly #folder: vscode.Uri;

  constructor(context: vscode.ExtensionContext) {
    this.#folder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'scans');
  }

  /** Those of a plan, the oldest first. What can't be read is left out. */
  async list(plan: vscode.Uri): Promise<PendingScan[]> {
    const begin = `${digest(plan.toString())}-`;
    let names: string[];
    try {
      names = (await vscode.workspace.fs.readDirectory(this.#folder)).map(([name]) => name).filter((name) => name.startsWith(begin));
    } catch {
      return [];
    }
    const found: PendingScan[] = [];
    for (const name of names) {
      const scan = await this.#read(plan, name);
      if (scan) found.push(scan);
    }
    return found.sort((a, b) => (a.catalogue.scannedAt < b.catalogue.scannedAt ? -1 : a.catalogue.scannedAt > b.catalogue.scannedAt ? 1 : 0));
  }

  /** Keeps a scan, in the place of one of the same system. */
  async keep(plan: vscode.Uri, { id, catalogue, base }: PendingScan): Promise<void> {
    const content: z.infer<typeof fileSchema> = { version: 1, plan: plan.toString(), id, base: base.map(({ cells }) => ({ cells: { ...cells } })), catalogue: renderCatalogue(catalogue) };
    await vscode.workspace.fs.writeFile(this.#uri(plan, catalogue), new TextEncoder().encode(JSON.stringify(content)));
  }

  async drop(plan: vscode.Uri, { catalogue }: PendingScan): Promise<void> {
    try {
      await vscode.workspace.fs.delete(this.#uri(plan, catalogue));
    } catch {
      // It is not there: nothing is to be dropped.
    }
  }

  #uri(plan: vscode.Uri, { origin }: Catalogue): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${digest(plan.toString())}-${digest(origin.path)}.json`);
  }

  async #read(plan: vscode.Uri, name: string): Promise<PendingScan | undefined> {
    try {
      const parsed = fileSchema.safeParse(JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, name)))));
      if (!parsed.success || parsed.data.plan !== plan.toString()) return undefined;
      const reading = parseCatalogue(parsed.data.catalogue);
      return reading.ok ? { id: parsed.data.id, catalogue: reading.catalogue, base: parsed.data.base } : undefined;
    } catch {
      return undefined;
    }
  }
}
