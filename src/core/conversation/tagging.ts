import { isFiller } from './pattern.ts';
import { GRAMMAR } from './vocabulary.ts';
import type { SlotReader } from './pattern.ts';
import type { SpokenClause } from './readers.ts';
import type { RowsMention, SystemMention, TableMention } from './values.ts';

/** What a clause mentions, from left to right, whatever its grammar. */
export interface Tagged {
  readonly tables: readonly { readonly value: TableMention; readonly from: number; readonly to: number }[];
  readonly systems: readonly { readonly value: SystemMention; readonly from: number; readonly to: number }[];
  readonly rows: readonly { readonly value: RowsMention; readonly from: number; readonly to: number }[];
  readonly people: readonly { readonly text: string; readonly from: number; readonly to: number }[];
  readonly counts: readonly { readonly value: { readonly count: { readonly value: bigint; readonly estimated: boolean; readonly exact: boolean; readonly low?: bigint; readonly end: number } }; readonly from: number; readonly to: number }[];
  readonly sizes: readonly { readonly bytes: bigint; readonly from: number; readonly to: number }[];
  readonly durations: readonly { readonly minutes: number; readonly weekend: boolean; readonly from: number; readonly to: number }[];
  readonly technologies: readonly { readonly text: string; readonly from: number; readonly to: number }[];
  /** Other amounts: percentages, spans of years, clock times. */
  readonly others: number;
  /** Words of content that the grammar does not know. */
  readonly unknown: number;
  /** The folded words outside the mentions, in order, with their token index. */
  readonly words: readonly { readonly norm: string; readonly at: number }[];
}

type Readers = Readonly<Record<string, SlotReader>>;

/** Tags a clause; each token belongs to one mention at most, the longest that begins there. */
export function tagClause(clause: SpokenClause, readers: Readers, isVocabulary: (word: string) => boolean): Tagged {
  const { tokens } = clause;
  const tagged = {
    tables: [] as Tagged['tables'][number][], systems: [] as Tagged['systems'][number][], rows: [] as Tagged['rows'][number][], people: [] as Tagged['people'][number][], counts: [] as Tagged['counts'][number][],
    sizes: [] as Tagged['sizes'][number][], durations: [] as Tagged['durations'][number][], technologies: [] as Tagged['technologies'][number][], others: 0, unknown: 0, words: [] as Tagged['words'][number][],
  };
  const longest = (slot: string, at: number): { value: unknown; end: number } | undefined => (readers[slot]?.(clause, at) ?? []).reduce<{ value: unknown; end: number } | undefined>((best, read) => (best && best.end >= read.end ? best : read), undefined);
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (!token) break;
    const other = longest('percent', at) ?? longest('years', at) ?? longest('span', at);
    const duration = longest('duration', at);
    const size = longest('size', at);
    const count = longest('count', at);
    const row = longest('work', at);
    const table = longest('table', at);
    const system = longest('system', at);
    const technology = longest('technology', at);
    const person = token.norm === 'i' || token.norm === 'me' ? undefined : longest('person', at);
    if (duration) { tagged.durations.push({ ...(duration.value as { minutes: number; weekend: boolean }), from: at, to: duration.end }); at = duration.end; }
    else if (size) { tagged.sizes.push({ ...(size.value as { bytes: bigint }), from: at, to: size.end }); at = size.end; }
    else if (other) { tagged.others += 1; at = other.end; }
    else if (count) { tagged.counts.push({ value: count.value as Tagged['counts'][number]['value'], from: at, to: count.end }); at = count.end; }
    else if (row && (!table || row.end >= table.end)) { tagged.rows.push({ value: row.value as RowsMention, from: at, to: row.end }); at = row.end; }
    else if (table && (!system || table.end >= system.end)) { tagged.tables.push({ value: table.value as TableMention, from: at, to: table.end }); at = table.end; }
    else if (system && (!technology || system.end >= technology.end)) { tagged.systems.push({ value: system.value as SystemMention, from: at, to: system.end }); at = system.end; }
    else if (technology) { tagged.technologies.push({ ...(technology.value as { text: string }), from: at, to: technology.end }); at = technology.end; }
    else if (person && !(at === 0 && person.end === 1 && isVocabulary(token.norm))) { tagged.people.push({ ...(person.value as { text: string }), from: at, to: person.end }); at = person.end; }
    else {
      if (token.kind !== 'punct') tagged.words.push({ norm: token.norm, at });
      if (token.kind === 'quoted' || (token.kind === 'word' && !isFiller(token) && !GRAMMAR.has(token.norm) && !isVocabulary(token.norm))) tagged.unknown += 1;
      at += 1;
    }
  }
  return tagged;
}
