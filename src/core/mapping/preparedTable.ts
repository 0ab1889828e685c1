import type { Catalogue, Column, Table } from '../catalogue/catalogue.ts';
import { baseTables, foldCase } from '../inventory/tableNames.ts';
import { nameTokens } from './nameTokens.ts';
import type { NameComparer, NameWords } from './similarity.ts';

/** A column with what the matcher looks at again and again. */
export interface PreparedColumn {
  readonly column: Column;
  readonly table: PreparedTable;
  /** Its words; with and without a prefix that it shares with its table or its neighbours. */
  readonly name: NameWords;
  readonly stripped: NameWords;
  readonly primary: boolean;
  /** The only column of the primary key. */
  readonly solePrimary: boolean;
  /** The tables that foreign keys of this column refer to, folded. */
  readonly refersTo: readonly string[];
  /** No other column of its table refers to the same table. */
  readonly soleReference: boolean;
}

export interface PreparedTable {
  readonly table: Table;
  readonly name: NameWords;
  readonly tokens: readonly string[];
  readonly columns: readonly PreparedColumn[];
}

/** Beginnings and endings that say "this is a table". */
const TABLE_MARKS: ReadonlySet<string> = new Set(['tbl', 'tab', 't', 'tb', 'table', 'mst', 'dim', 'fact', 'stg']);

/** Prepares the tables of a system: common prefixes and suffixes are found over all of them. */
export function prepareTables(catalogue: Catalogue, comparer: NameComparer, only: (table: Table) => boolean = () => true): PreparedTable[] {
  const tables = baseTables(catalogue).filter(only);
  const words = tables.map((table) => nameTokens(table.name));
  const prefix = commonWord(words.map((tokens) => tokens[0]), words);
  const suffix = commonWord(words.map((tokens) => tokens[tokens.length - 1]), words);
  return tables.map((table, index) => prepareTable(table, stripMarks(words[index]!, prefix, suffix), comparer));
}

/** A word at the same end of most names says nothing about any of them. */
function commonWord(ends: readonly (string | undefined)[], words: readonly (readonly string[])[]): string | undefined {
  if (words.length < 4) return undefined;
  const counts = new Map<string, number>();
  ends.forEach((end, index) => { if (end !== undefined && words[index]!.length > 1) counts.set(end, (counts.get(end) ?? 0) + 1); });
  for (const [word, count] of counts) if (count >= words.length * 0.7) return word;
  return undefined;
}

function stripMarks(tokens: readonly string[], prefix: string | undefined, suffix: string | undefined): readonly string[] {
  let rest = tokens;
  const drop = (token: string | undefined, common: string | undefined): boolean => token !== undefined && (token === common || TABLE_MARKS.has(token));
  if (rest.length > 1 && drop(rest[0], prefix)) rest = rest.slice(1);
  if (rest.length > 1 && drop(rest[rest.length - 1], suffix)) rest = rest.slice(0, -1);
  return rest;
}

function prepareTable(table: Table, tokens: readonly string[], comparer: NameComparer): PreparedTable {
  const columnTokens = table.columns.map((column) => nameTokens(column.name));
  const prefix = commonWord(columnTokens.map((each) => each[0]), columnTokens);
  const primary = new Set(table.primaryKey.map(foldCase));
  const references = new Map<string, string[]>();
  for (const key of table.foreignKeys) {
    for (const name of key.columns) {
      const list = references.get(foldCase(name)) ?? [];
      list.push(foldCase(key.referencedTable));
      references.set(foldCase(name), list);
    }
  }
  const uses = new Map<string, number>();
  for (const list of references.values()) for (const name of new Set(list)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const columns: PreparedColumn[] = [];
  const prepared: PreparedTable = { table, name: comparer.name(tokens), tokens, columns };
  table.columns.forEach((column, index) => {
    const words = columnTokens[index]!;
    const folded = foldCase(column.name);
    const short = stripTable(words, tokens, prefix);
    const name = comparer.name(words);
    columns.push({
      column, table: prepared, name, stripped: short === words ? name : comparer.name(short),
      primary: primary.has(folded), solePrimary: primary.size === 1 && primary.has(folded), refersTo: references.get(folded) ?? [],
      soleReference: references.get(folded)?.some((name) => uses.get(name) === 1) ?? false,
    });
  });
  return prepared;
}

function stripTable(words: readonly string[], table: readonly string[], prefix: string | undefined): readonly string[] {
  let rest = words;
  if (rest.length > 1 && rest[0] === prefix) rest = rest.slice(1);
  if (rest.length > table.length && table.every((word, index) => rest[index] === word)) rest = rest.slice(table.length);
  return rest;
}
