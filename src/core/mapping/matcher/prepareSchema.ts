import type { MatchColumn, MatchSchema, MatchTable } from './matchModel.ts';
import { SYNONYM_GROUPS } from './dictionary.ts';
import { singular, splitName } from '../nameTokens.ts';
import { isForeign, nameWords, stem, textWords } from './words.ts';
import { likelyType } from './likelyType.ts';
import { valueFeatures } from './valueFeatures.ts';
import type { NameComparer, PreparedName } from './nameLikeness.ts';
import type { TypeWord } from './typeWord.ts';
import type { ValueFeatures } from './valueFeatures.ts';
import type { WordOptions } from './words.ts';

export interface PreparedColumn {
  readonly column: MatchColumn;
  readonly name: PreparedName;
  /** Without a prefix it shares with its table or its neighbours. */
  readonly stripped: PreparedName;
  /** With the words of its table in front. */
  readonly qualified: PreparedName;
  readonly type: TypeWord;
  readonly values: ValueFeatures | undefined;
  /** Words of name and comment, each with how often. */
  readonly text: ReadonlyMap<string, number>;
  readonly nameFeatures: readonly string[];
  readonly described: boolean;
  /** Without a comment, in a table where most columns have one. */
  readonly passedOver: boolean;
  readonly primary: boolean;
  readonly solePrimary: boolean;
  /** Known to hold nothing at all. */
  readonly empty: boolean;
  readonly foreign: boolean;
  /** The table that a foreign key refers to, folded; undefined where there is none or it is not known. */
  readonly refersTo: string | undefined;
  /** No other column of the table refers there. */
  readonly soleReference: boolean;
}

export interface PreparedTable {
  readonly table: MatchTable;
  readonly name: PreparedName;
  readonly words: readonly string[];
  readonly text: ReadonlyMap<string, number>;
  readonly columns: readonly PreparedColumn[];
}

export interface PreparedSchema {
  readonly tables: readonly PreparedTable[];
  /** What the preparation depended on beside the table itself. */
  readonly setting: string;
}

export interface PrepareOptions {
  readonly abbreviations: boolean;
  readonly languages: boolean;
  readonly glued: boolean;
  readonly stripping: boolean;
}

/** Beginnings and endings that say "this is a table". */
const TABLE_MARKS: ReadonlySet<string> = new Set(['tbl', 'tab', 't', 'tb', 'table', 'mst', 'dim', 'fact', 'stg', 'vw', 'view', 'data']);

/** Remembers prepared tables by the table object and what else they depended on. */
export class TablePreparer {
  readonly #known = new WeakMap<MatchTable, { setting: string; prepared: PreparedTable }>();

  constructor(readonly comparer: NameComparer, readonly options: PrepareOptions) {}

  /** Prepares a schema; a table that is the same object as before, among the same common prefixes, is not prepared again. */
  prepare(schema: MatchSchema): PreparedSchema {
    const names = schema.tables.flatMap((table) => [table.name, ...table.columns.map((column) => column.name)]);
    const words: WordOptions = { ...this.options, foreign: this.options.languages && isForeign(names) };
    const rough = schema.tables.map((table) => splitName(table.name));
    const prefix = this.options.stripping ? commonWord(rough.map((tokens) => tokens[0]), rough) : undefined;
    const suffix = this.options.stripping ? commonWord(rough.map((tokens) => tokens[tokens.length - 1]), rough) : undefined;
    const setting = JSON.stringify([words.foreign, prefix, suffix]);
    const tables = schema.tables.map((table) => {
      const known = this.#known.get(table);
      if (known?.setting === setting) return known.prepared;
      const prepared = this.#table(table, words, prefix, suffix);
      this.#known.set(table, { setting, prepared });
      return prepared;
    });
    return { tables, setting };
  }

  #table(table: MatchTable, options: WordOptions, prefix: string | undefined, suffix: string | undefined): PreparedTable {
    const { comparer } = this;
    const local = localWords(table);
    const words = this.options.stripping ? stripMarks(table.name, prefix, suffix).flatMap((part) => nameWords(part, local, options)) : nameWords(table.name, local, options);
    const columnWords = table.columns.map((column) => nameWords(column.name, local, options, this.options.stripping ? (words[0] ?? '') : ''));
    const common = this.options.stripping ? commonWord(columnWords.map((each) => each[0]), columnWords) : undefined;
    const keys = table.columns.filter((column) => column.pk === true).length;
    const tableText = features([...words, ...textWords(table.description ?? '', options)]);
    const commented = table.columns.filter((column) => (column.description ?? '').trim() !== '').length;
    const columns = table.columns.map((column, index): PreparedColumn => {
      const own = columnWords[index]!;
      const short = this.options.stripping ? stripTable(own, words, common) : own;
      const name = comparer.prepare(column.name, own);
      const values = valueFeatures(column.profile);
      const described = column.description !== undefined && column.description.trim() !== '';
      const text = new Map(features([...own, ...own, ...(described ? textWords(column.description, options) : [])]));
      for (const word of words) {
        const key = feature(word);
        text.set(key, (text.get(key) ?? 0) + 0.7);
      }
      return {
        column, name, stripped: short === own ? name : comparer.prepare(short.join(''), short),
        qualified: comparer.prepare(column.name, short === own ? [...words, ...own] : own), type: likelyType(column, own, values), values,
        text, nameFeatures: [...new Set(own.map(feature))], described, passedOver: !described && commented > table.columns.length / 2, primary: column.pk === true, solePrimary: column.pk === true && keys === 1,
        empty: values === undefined && (column.profile?.rows ?? 0) > 0 && column.profile?.distinct === 0,
        foreign: column.fk !== undefined && column.fk !== false,
        refersTo: referenceOf(column), soleReference: table.columns.filter((other) => referenceOf(other) === referenceOf(column)).length === 1,
      };
    });
    return { table, name: comparer.prepare(table.name, words), words, text: tableText, columns };
  }
}

/** The table of `table.column` or `schema.table.column`, folded. */
function referenceOf(column: MatchColumn): string | undefined {
  return typeof column.fk === 'string' ? (column.fk.split('.').at(-2) ?? column.fk).toLowerCase() : undefined;
}

/** Words that the table itself uses elsewhere: they help to cut its glued names. */
function localWords(table: MatchTable): ReadonlySet<string> {
  const words = new Set<string>();
  for (const text of [table.name, table.description ?? '', ...table.columns.flatMap((column) => [column.description ?? ''])]) {
    for (const word of splitName(text)) if (word.length >= 4 && word.length <= 12) words.add(word).add(singular(word));
  }
  for (const column of table.columns) words.delete(column.name.toLowerCase());
  return words;
}

function features(words: readonly string[]): Map<string, number> {
  const map = new Map<string, number>();
  for (const word of words) {
    const key = feature(word);
    map.set(key, (map.get(key) ?? 0) + 1);
  }
  return map;
}

/** Synonyms count as one word in texts. */
function feature(word: string): string {
  const group = SYNONYM_GROUPS.get(word)?.values().next().value;
  return group === undefined ? stem(word) : `#${group}`;
}

/** A word at the same end of most names says nothing about any of them. */
function commonWord(ends: readonly (string | undefined)[], words: readonly (readonly string[])[]): string | undefined {
  if (words.length < 3) return undefined;
  const counts = new Map<string, number>();
  ends.forEach((end, index) => { if (end !== undefined && words[index]!.length > 1) counts.set(end, (counts.get(end) ?? 0) + 1); });
  for (const [word, count] of counts) if (count >= Math.max(3, words.length * 0.7)) return word;
  return undefined;
}

function stripMarks(name: string, prefix: string | undefined, suffix: string | undefined): string[] {
  let rest = splitName(name);
  const drop = (token: string | undefined, common: string | undefined): boolean => token !== undefined && (token === common || TABLE_MARKS.has(token));
  if (rest.length > 1 && drop(rest[0], prefix)) rest = rest.slice(1);
  if (rest.length > 1 && drop(rest[rest.length - 1], suffix)) rest = rest.slice(0, -1);
  return rest;
}

function stripTable(words: readonly string[], table: readonly string[], common: string | undefined): readonly string[] {
  let rest = words;
  if (rest.length > 1 && rest[0] === common) rest = rest.slice(1);
  if (rest.length > table.length && table.length > 0 && table.every((word, index) => rest[index] === word)) rest = rest.slice(table.length);
  // `film_category.category_name`: the last word of a table of two.
  else if (table.length > 1 && rest.length > 1 && rest[0] === table[table.length - 1]) rest = rest.slice(1);
  return rest;
}
