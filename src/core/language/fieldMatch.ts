import { foldCase } from '../inventory/tableNames.ts';
import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { matchCatalogues } from '../mapping/matchCatalogues.ts';
import { prepareTables } from '../mapping/preparedTable.ts';
import { scorePairByNames } from '../mapping/scorePair.ts';
import { NameComparer } from '../mapping/similarity.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';

/** Below this a field is no match. */
const LEAST = 0.55;

/** The target fields (of `free`) that a source field most likely goes to, best first. Looks at two tables only. */
export function bestTargets(directory: NameDirectory, source: KnownTable, field: string, target: KnownTable, free: ReadonlySet<string>): string[] {
  if (!source.scanned || !target.scanned) return [];
  const comparer = new NameComparer();
  const [from] = prepareTables(source.scanned.catalogue, comparer, (table) => table === source.scanned?.table);
  const [into] = prepareTables(target.scanned.catalogue, comparer, (table) => table === target.scanned?.table);
  const column = from?.columns.find((each) => foldCase(each.column.name) === foldCase(field.trim()));
  if (!column || !into) return [];
  const partners = new Map(directory.tables('source').flatMap((table): [string, string][] => {
    const [partner] = table.name.system === source.name.system ? directory.partners(table) : [];
    return partner ? [[foldCase(table.name.table), foldCase(partner.name.table)]] : [];
  }));
  return into.columns.filter((each) => free.has(each.column.name))
    .map((each) => ({ name: each.column.name, score: scorePairByNames(column, each, { partners, comparer }) }))
    .filter(({ score }) => score >= LEAST).sort((a, b) => b.score - a.score).map(({ name }) => name);
}

const likely = new WeakMap<Catalogue, WeakMap<Table, readonly Table[]>>();

/** The target tables that a source table most likely goes to. Looked for once a pair of catalogues. */
export function targetTables(directory: NameDirectory, source: KnownTable): readonly KnownTable[] {
  const target = directory.set.target;
  if (!source.scanned || !target) return [];
  const { catalogue, table } = source.scanned;
  const known = likely.get(target) ?? new WeakMap<Table, readonly Table[]>();
  likely.set(target, known);
  let found = known.get(table);
  if (!found) {
    found = matchCatalogues([catalogue], target, { sourceInScope: (_, each) => each === table }).map((match) => match.target);
    known.set(table, found);
  }
  return found.flatMap((each) => directory.tables('target').filter((one) => one.scanned?.table === each));
}
