import type { Catalogue } from '../catalogue/catalogue.ts';
import { TableNames } from '../inventory/tableNames.ts';

/** The catalogues of a plan by role, with the names the plan uses for their tables. */
export interface CatalogueSet {
  readonly sources: readonly Catalogue[];
  readonly target: Catalogue | undefined;
  readonly sourceNames: TableNames;
  readonly targetNames: TableNames;
}

/**
 * Sorts catalogues by role; of several targets the first counts. The same catalogues give the same set, with which goes
 * all that is remembered about it.
 */
export function catalogueSet(catalogues: readonly Catalogue[]): CatalogueSet {
  const [first] = catalogues;
  if (!first) return NO_CATALOGUES;
  const known = sets.get(first) ?? [];
  const found = known.find((entry) => entry.catalogues.length === catalogues.length && entry.catalogues.every((catalogue, index) => catalogue === catalogues[index]));
  if (found) return found.set;
  const set = makeSet(catalogues);
  // A handful: all of a plan's, its sources alone, one of them.
  sets.set(first, [{ catalogues: [...catalogues], set }, ...known.slice(0, 7)]);
  return set;
}

const sets = new WeakMap<Catalogue, readonly { readonly catalogues: readonly Catalogue[]; readonly set: CatalogueSet }[]>();
const NO_CATALOGUES: CatalogueSet = makeSet([]);

function makeSet(catalogues: readonly Catalogue[]): CatalogueSet {
  const sources = catalogues.filter((catalogue) => catalogue.role === 'source');
  const target = catalogues.find((catalogue) => catalogue.role === 'target');
  return { sources, target, sourceNames: new TableNames(sources), targetNames: new TableNames(target ? [target] : []) };
}
