import type { Catalogue } from '../catalogue/catalogue.ts';
import { TableNames } from '../inventory/tableNames.ts';

/** The catalogues of a plan by role, with the names the plan uses for their tables. */
export interface CatalogueSet {
  readonly sources: readonly Catalogue[];
  readonly target: Catalogue | undefined;
  readonly sourceNames: TableNames;
  readonly targetNames: TableNames;
}

/** Sorts catalogues by role; of several targets the first counts. */
export function catalogueSet(catalogues: readonly Catalogue[]): CatalogueSet {
  const sources = catalogues.filter((catalogue) => catalogue.role === 'source');
  const target = catalogues.find((catalogue) => catalogue.role === 'target');
  return { sources, target, sourceNames: new TableNames(sources), targetNames: new TableNames(target ? [target] : []) };
}
