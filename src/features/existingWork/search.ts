import * as vscode from 'vscode';
import { existingWork, searchedGlobs } from '../../core/existingWork/findExistingWork.ts';
import type { Found } from '../../core/existingWork/found.ts';
import { matchesGlob } from '../../core/existingWork/globs.ts';
import type { Offer } from '../../core/existingWork/offer.ts';
import { isListed, toolOffers } from '../../core/existingWork/toolOffers.ts';
import type { NeighbourFacts } from '../../core/neighbours/facts.ts';
import { neighbourOffers } from '../../core/neighbours/neighbourOffers.ts';
import { NEIGHBOUR_GLOBS, readNeighbour } from '../../core/neighbours/readNeighbour.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { readWorkFiles } from '../../host/workFiles.ts';

/** What a folder holds of earlier work. */
export interface Searched {
  readonly tools: readonly Found[];
  readonly documents: readonly NeighbourFacts[];
  /** Files that their names speak for, and that could not be read. */
  readonly unread: number;
}

/** Looks for earlier work in the folder of a plan, and for documents beside the plan as well. */
export async function searchFor(plan: vscode.Uri, token?: vscode.CancellationToken): Promise<Searched> {
  const folder = vscode.workspace.getWorkspaceFolder(plan)?.uri ?? vscode.Uri.joinPath(plan, '..');
  const beside = besidePlan(folder, plan);
  const { files, unread } = await readWorkFiles(folder, [...searchedGlobs(), ...NEIGHBOUR_GLOBS, ...beside], token);
  const documents = files.filter(({ path }) => [...NEIGHBOUR_GLOBS, ...beside].some((glob) => matchesGlob(path, glob))).slice(0, 50).map(readNeighbour);
  const tools: Found[] = [];
  for (const found of existingWork(files)) {
    tools.push(...found);
    if (token?.isCancellationRequested === true) break;
    // The window stays awake between two tools.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { tools, documents: documents.filter(saysSomething), unread };
}

/** What of it the plan does not have yet. */
export function offersFor(plan: Plan, catalogues: readonly Catalogue[], { tools, documents }: Searched): Offer[] {
  return [...toolOffers(plan, catalogues, tools), ...neighbourOffers(plan, catalogues, documents)];
}

/** Whether the plan took something over from what was found before: then nobody has to be told of it. */
export function isTakenFrom({ state }: Plan, { tools, documents }: Searched): boolean {
  const cites = [...state.decisions.map(({ reason }) => reason), ...state.evidence.map(({ query }) => query), ...state.relationships.map(({ how }) => how)];
  return tools.some((tool) => isListed({ state, rows: {} }, tool)) || documents.some(({ path }) => cites.some((cite) => cite.includes(path)));
}

function saysSomething({ systems, people, volumes, relationships, quality, texts, mappings }: NeighbourFacts): boolean {
  return [systems, people, volumes, relationships, quality, texts, mappings].some((facts) => facts.length > 0);
}

/** The same names in the plan's own folder, where that is not `docs`. */
function besidePlan(folder: vscode.Uri, plan: vscode.Uri): string[] {
  const own = vscode.Uri.joinPath(plan, '..').path;
  if (!own.startsWith(`${folder.path}/`)) return [];
  const path = own.slice(folder.path.length + 1);
  return path === 'docs' || /[{},*]/.test(path) ? [] : NEIGHBOUR_GLOBS.map((glob) => glob.replace(/^docs/, path));
}
