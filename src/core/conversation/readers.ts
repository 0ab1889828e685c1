import { readClock, readCount, readDuration, readNumber, readSize } from './quantities.ts';
import { says } from './lexicon.ts';
import { isFiller } from './pattern.ts';
import {
  CURRENCIES, DEPARTMENTS, GRAMMAR, HOSTING, NO_PARTY, PARTY_NOUNS, PRODUCTS, REGULATIONS, SYSTEM_NAMES, TECHNOLOGIES, ZONES, ZONE_CITIES, ZONE_REGIONS, phraseTable,
} from './vocabulary.ts';
import { nameKey, norm } from './words.ts';
import type { FieldRef, Lexicon, RowRefTo, SystemRef, TableRef } from './lexicon.ts';
import type { Clause, SlotRead, SlotReader } from './pattern.ts';
import type { Place } from './places.ts';
import type { Token } from './tokens.ts';
import type { Description, FieldMention, NameValue, RowsMention, SystemMention, TableMention, TablesMention, TextValue } from './values.ts';

/** What the readers need to know: the names of the plan, and who speaks. */
export interface ReaderContext {
  readonly lexicon: Lexicon;
  readonly by: string;
  readonly systemsTechnology: readonly { readonly ref: SystemRef; readonly technology: string }[];
  readonly places: readonly Place[];
  /** Words of the grammar: never a typo of a name, never a new name. */
  readonly isVocabulary: (word: string) => boolean;
}

/** A clause as the rules see it. */
export interface SpokenClause extends Clause {
  /** The whole cleaned text that token offsets point into. */
  readonly source: string;
  /** What "it" and "they" stand for here. */
  readonly referent?: TableMention | SystemMention | RowsMention | FieldMention;
  /** Tables (`system.object`) that the other parts of the sentence name: "everything else" is not these. */
  readonly elsewhere?: readonly string[];
}

const technologies = phraseTable(TECHNOLOGIES);
const products = phraseTable(PRODUCTS);
const hosting = phraseTable(HOSTING);
const regulations = phraseTable(REGULATIONS);
const currencies = phraseTable(CURRENCIES);
const zones = phraseTable(ZONES);
const zoneCities = phraseTable(Object.entries(ZONE_CITIES));
type Phrases = ReturnType<typeof phraseTable>;

const TABLE_NOUNS = new Set(['table', 'data', 'record', 'row', 'entity', 'list', 'information', 'info', 'entry', 'dataset', 'file']);
const SYSTEM_NOUNS = new Set(['box', 'machine', 'database', 'system', 'application', 'app', 'server', 'db', 'source', 'instance', 'schema']);
const TARGET_NOUNS = ['target system', 'target platform', 'target database', 'target', 'new system', 'new platform', 'new application', 'new database', 'new crm', 'new erp'].map((phrase) => phrase.split(' '));
/** What a source may be called by, where it has no name. */
const GENERIC = new Set(['database', 'list', 'file', 'sheet', 'spreadsheet', 'workbook', 'export', 'folder', 'share', 'dump', 'archive', 'db', 'extract']);
const PRONOUNS = new Set(['it', 'they', 'them', 'that', 'this', 'those', 'these']);
const ORIGINS = new Set(['german', 'french', 'european', 'eu', 'us', 'uk', 'american', 'british', 'swiss', 'local', 'austrian', 'italian', 'spanish', 'dutch', 'also', 'canadian']);
const TEXT_STOPS = new Set(['not', 'no', 'never', 'if', 'unless', 'would', 'could', 'might', 'whether', 'until', 'instead', 'neither', 'nor', 'used', 'wish', 'hope', 'but', 'nobody', 'none', 'without']);

/** The text as typed between two token indexes, without marks at its ends. */
export function textOf(clause: Clause & { readonly source?: string }, from: number, to: number): string {
  const first = clause.tokens[from];
  const last = clause.tokens[to - 1];
  if (!first || !last || clause.source === undefined) return '';
  // A part that was moved to the end is written as it is read.
  if (last.start < first.start || clause.tokens.slice(from, to).some((token, index, all) => index > 0 && token.start < (all[index - 1]?.start ?? 0))) return clause.tokens.slice(from, to).map((token) => `${token.spaced ? ' ' : ''}${clause.source?.slice(token.start, token.end) ?? ''}`).join('').replace(/^[\s,;:.–—-]+|[\s,;:.!–—-]+$/g, '').replace(/\s+/g, ' ');
  return clause.source.slice(first.start, last.end).replace(/^[\s,;:.–—-]+|[\s,;:.!–—-]+$/g, '').replace(/\s+/g, ' ');
}

function phraseAt(table: Phrases, tokens: readonly Token[], at: number): { value: string; end: number } | undefined {
  for (const phrase of table) {
    if (phrase.words.length > tokens.length - at) continue;
    let here = at;
    let fits = true;
    for (const word of phrase.words) {
      const token = tokens[here];
      // "on AS/400", "S/4HANA": a slash is a token of its own.
      if (word.includes('/') && token && `${token.norm}${tokens[here + 1]?.norm ?? ''}${tokens[here + 2]?.norm ?? ''}` === word) { here += 3; continue; }
      if (token?.norm !== word) { fits = false; break; }
      here += 1;
    }
    if (fits) return { value: phrase.value, end: here };
  }
  return undefined;
}

const isCapital = (token: Token | undefined): token is Token => token?.kind === 'word' && /^\p{Lu}/u.test(token.text);

/** The readers of all slots, for one plan. */
export function createReaders(context: ReaderContext): Readonly<Record<string, SlotReader>> {
  const { lexicon } = context;
  const mayBeTypo = (word: string): boolean => word.length >= 4 && !context.isVocabulary(word) && !GRAMMAR.has(word);

  // ---------- systems
  const readSystem = (clause: SpokenClause, at: number, role?: 'source' | 'target'): readonly SlotRead<SystemMention>[] => {
    const { tokens } = clause;
    const token = tokens[at];
    if (!token) return [];
    // "our legacy shop"
    if (['legacy', 'old', 'current', 'existing'].includes(token.norm) && lexicon.systems.find(tokens, at, () => false).length === 0 && lexicon.systems.find(tokens, at + 1, () => false).length > 0) return readSystem(clause, at + 1, role);
    const reads: SlotRead<SystemMention>[] = [];
    const add = (refs: readonly SystemRef[], end: number): void => {
      const fitting = role ? refs.filter((ref) => ref.role === role) : refs;
      if (fitting.length === 0) return;
      const value: SystemMention = { kind: 'system', said: textOf(clause, at, end), refs: fitting };
      const noun = tokens[end];
      if (noun?.kind === 'word' && SYSTEM_NOUNS.has(noun.norm)) reads.push({ value, end: end + 1 });
      reads.push({ value, end });
    };
    for (const hit of lexicon.systems.find(tokens, at, mayBeTypo)) add(hit.values, hit.end);
    if (PRONOUNS.has(token.norm) && clause.referent?.kind === 'system') reads.push({ value: clause.referent, end: at + 1 });
    // "on that side", "that one": the system spoken of
    if (['that', 'this'].includes(token.norm) && ['side', 'end', 'one', 'system', 'database', 'application'].includes(tokens[at + 1]?.norm ?? '') && clause.referent?.kind === 'system') reads.unshift({ value: clause.referent, end: at + 2 });
    // "the Oracle CRM": what it runs on may stand before its name, where that is true or unknown.
    const before = phraseAt(technologies, tokens, at);
    if (before && reads.length === 0) {
      const named = readSystem(clause, before.end, role)[0];
      const only = named?.value.refs.length === 1 ? named.value.refs[0] : undefined;
      const runsOn = context.systemsTechnology.find((entry) => entry.ref.name === only?.name)?.technology ?? '';
      if (named && only && (!says(runsOn) || runsOn.toLowerCase().startsWith(before.value.toLowerCase()))) return readSystem(clause, before.end, role);
    }
    // "the Oracle database", where one system runs on it
    const technology = phraseAt(technologies, tokens, at);
    if (technology && SYSTEM_NOUNS.has(tokens[technology.end]?.norm ?? '')) {
      const on = context.systemsTechnology.filter((entry) => entry.technology.toLowerCase().startsWith(technology.value.toLowerCase()));
      if (on.length === 1 && on[0]) add([on[0].ref], technology.end);
    }
    // "the new system", "the target"
    if (reads.length === 0 && role !== 'source') {
      const words = TARGET_NOUNS.find((phrase) => phrase.every((word, offset) => tokens[at + offset]?.norm === word));
      const target = lexicon.systems.all().find((ref) => ref.role === 'target') ?? { role: 'target' as const, name: 'target', index: -1 };
      if (words) reads.push({ value: { kind: 'system', said: textOf(clause, at, at + words.length), refs: [target] }, end: at + words.length });
    }
    // "the (legacy|source|old) database", where there is one
    const skipped = ['legacy', 'source', 'old', 'current', 'existing'].includes(token.norm) ? at + 1 : at;
    if (reads.length === 0 && ['database', 'system', 'application', 'db'].includes(tokens[skipped]?.norm ?? '') && (skipped > at || tokens[at - 1]?.norm === 'the')) {
      const sources = lexicon.systems.all().filter((ref) => ref.role === 'source');
      if (sources.length === 1) add(sources, skipped + 1);
    }
    return reads;
  };

  // ---------- tables
  const withQualifier = (clause: SpokenClause, at: number, end: number): { system: SystemRef; end: number } | undefined => {
    const { tokens } = clause;
    if (!['in', 'of', 'from', 'on', 'inside'].includes(tokens[at]?.norm ?? '')) return undefined;
    let here = at + 1;
    while (here < tokens.length && (tokens[here]?.norm === 'the' || tokens[here]?.norm === 'our') && here < end + 3) here += 1;
    const system = readSystem(clause, here, 'source')[0];
    const ref = system?.value.refs.length === 1 ? system.value.refs[0] : undefined;
    return system && ref ? { system: ref, end: system.end } : undefined;
  };
  const narrowed = (refs: readonly TableRef[], system: SystemRef | undefined): readonly TableRef[] =>
    system ? refs.filter((ref) => ref.system.toLowerCase() === system.name.toLowerCase()) : refs;

  const tableReads = (clause: SpokenClause, start: number, said: string, refs: readonly TableRef[], from: number, prefix?: SystemRef): SlotRead<TableMention>[] => {
    const { tokens } = clause;
    const ends = [from];
    let end = from;
    while (tokens[end]?.kind === 'word' && TABLE_NOUNS.has(tokens[end]?.norm ?? '') && end < from + 2) { end += 1; ends.unshift(end); }
    if (tokens[from]?.norm === 'master' && tokens[from + 1]?.norm === 'data') ends.unshift(from + 2);
    const reads: SlotRead<TableMention>[] = [];
    const make = (system: SystemRef | undefined, to: number): void => {
      const fitting = narrowed(refs, system);
      // A known name in a system that does not have it is a new table there.
      reads.push({ value: { kind: 'table', said, refs: fitting, ...(system ? { system } : {}) }, end: to });
    };
    for (const to of ends) {
      const qualified = prefix ? undefined : withQualifier(clause, to, to);
      if (qualified) make(qualified.system, qualified.end);
    }
    for (const to of ends) make(prefix, to);
    return reads.filter((read) => read.end > start);
  };

  const readTable = (clause: SpokenClause, at: number): readonly SlotRead<TableMention>[] => {
    const { tokens } = clause;
    const token = tokens[at];
    if (!token) return [];
    if (token.norm === 'table' && tokens[at + 1]) return readTable(clause, at + 1);
    const reads: SlotRead<TableMention>[] = [];
    // `crm.Customer`, `dbo.Customer`
    if ((token.kind === 'word' || token.kind === 'quoted') && token.text.includes('.')) {
      const parts = token.text.split('.');
      const last = parts.at(-1) ?? '';
      const refs = lexicon.tables.named(last);
      const system = lexicon.systems.named(parts.slice(0, -1).join('.')).find((ref) => ref.role === 'source') ?? lexicon.systems.named(parts[0] ?? '').find((ref) => ref.role === 'source');
      if (system && narrowed(refs, system).length > 0) reads.push(...tableReads(clause, at, last, refs, at + 1, system));
      else if (parts.length === 2 && lexicon.tables.named(token.text).length > 0) reads.push(...tableReads(clause, at, token.text, lexicon.tables.named(token.text), at + 1));
      if (reads.length > 0) return reads;
    }
    for (const hit of lexicon.tables.find(tokens, at, mayBeTypo)) reads.push(...tableReads(clause, at, textOf(clause, at, hit.end), hit.values, hit.end));
    if (PRONOUNS.has(token.norm) && clause.referent?.kind === 'table') reads.push({ value: clause.referent, end: at + 1 });
    // "CRM customers", "the CRM's customers"
    const system = readSystem(clause, at, 'source').at(-1);
    const ref = system?.value.refs.length === 1 ? system.value.refs[0] : undefined;
    if (system && ref && !PRONOUNS.has(token.norm)) {
      const next = tokens[system.end]?.text === "'s" ? system.end + 1 : system.end;
      for (const hit of lexicon.tables.find(tokens, next, mayBeTypo)) {
        if (narrowed(hit.values, ref).length > 0) reads.push(...tableReads(clause, at, textOf(clause, next, hit.end), hit.values, hit.end, ref));
      }
    }
    return reads.filter((read) => read.value.refs.length > 0 || read.value.system !== undefined);
  };

  const isNewWord = (token: Token | undefined): token is Token =>
    token?.kind === 'word' && /^\p{L}[\p{L}\p{N}_.-]*$/u.test(token.text) && token.text.length > 1 && !GRAMMAR.has(token.norm) && !isFiller(token) && !context.isVocabulary(token.norm);

  /** A name nobody knows yet, for a table: one to three plain words, or a quoted name. */
  const readNewTable = (clause: SpokenClause, at: number): readonly SlotRead<TableMention>[] => {
    const { tokens } = clause;
    if (tokens[at]?.kind === 'quoted') return tableReads(clause, at, tokens[at].text, [], at + 1);
    let end = at;
    while (end < at + 3 && isNewWord(tokens[end]) && lexicon.systems.find(tokens, end, () => false).length === 0 && lexicon.tables.find(tokens, end, () => false).length === 0) end += 1;
    const reads: SlotRead<TableMention>[] = [];
    for (let to = end; to > at; to -= 1) reads.push(...tableReads(clause, at, textOf(clause, at, to), [], to));
    return reads;
  };
  const anyTable = (clause: SpokenClause, at: number): readonly SlotRead<TableMention>[] => {
    const known = readTable(clause, at);
    return known.length > 0 ? known : readNewTable(clause, at);
  };

  const list = <Value>(clause: SpokenClause, at: number, one: (clause: SpokenClause, at: number) => readonly SlotRead<Value>[]): readonly SlotRead<readonly Value[]>[] => {
    const { tokens } = clause;
    let found: SlotRead<readonly Value[]>[] = [];
    const extend = (values: readonly Value[], end: number): void => {
      found.push({ value: values, end });
      if (values.length >= 30) return;
      let next = end;
      let joined = false;
      while (next < tokens.length && (['and', ',', '&', '/', 'plus', '+'].includes(tokens[next]?.norm ?? '') || (tokens[next]?.norm === 'as' && tokens[next + 1]?.norm === 'well' && tokens[next + 2]?.norm === 'as'))) {
        next += tokens[next]?.norm === 'as' ? 3 : 1;
        joined = true;
      }
      if (!joined) return;
      while (isFiller(tokens[next])) next += 1;
      const more = one(clause, next)[0];
      if (more) extend([...values, more.value], more.end);
    };
    for (const first of one(clause, at).slice(0, 4)) extend([first.value], first.end);
    found = found.sort((left, right) => right.end - left.end);
    return found;
  };
  const readTables = (one: (clause: SpokenClause, at: number) => readonly SlotRead<TableMention>[]) => (clause: SpokenClause, at: number): readonly SlotRead<TablesMention>[] => {
    const { tokens } = clause;
    const token = tokens[at];
    if (token?.norm === 'everything' || (token?.norm === 'all' && ['table', 'data', 'of', 'object'].includes(tokens[at + 1]?.norm ?? '')) || ((token?.norm === 'every' || token?.norm === 'each') && tokens[at + 1]?.norm === 'table')) {
      const end = token.norm === 'everything' ? at + 1 : tokens[at + 1]?.norm === 'of' ? at + 3 : at + 2;
      if (tokens[end]?.norm !== 'else') return [{ value: { kind: 'tables', mentions: [], everything: true }, end }];
    }
    // "everything else", "the rest", "all other tables"
    const others = [['everything', 'else'], ['rest'], ['all', 'other', 'table'], ['other', 'table'], ['all', 'other'], ['remaining', 'table'], ['rest', 'of', 'the', 'table'], ['other', 'one']].find((words) => words.every((word, offset) => tokens[at + offset]?.norm === word));
    if (others && (clause.elsewhere?.length ?? 0) > 0) {
      const refs = lexicon.tables.all().filter((ref) => ref.row !== undefined && !clause.elsewhere?.includes(`${ref.system}.${ref.object}`));
      if (refs.length > 0) return [{ value: { kind: 'tables', mentions: refs.map((ref) => ({ kind: 'table', said: ref.object, refs: [ref] })), everything: false }, end: at + others.length }];
    }
    const skipped = token?.norm === 'table' && tokens[at + 1] ? at + 1 : at;
    return list(clause, skipped, one).map((read) => ({ value: { kind: 'tables', mentions: read.value, everything: false }, end: read.end }));
  };

  // ---------- names and people
  const readParty = (lenient: boolean) => (clause: SpokenClause, at: number): readonly SlotRead<NameValue>[] => {
    const { tokens } = clause;
    const token = tokens[at];
    if (!token) return [];
    const name = (text: string, end: number): SlotRead<NameValue> => ({ value: { kind: 'name', text }, end });
    if (token.kind === 'quoted') return [name(token.text, at + 1)];
    if ((token.norm === 'i' || token.norm === 'me' || token.norm === 'myself') && context.by.trim() !== '') return [name(context.by.trim(), at + 1)];
    if (token.kind !== 'word' || NO_PARTY.has(token.norm)) return [];
    const known = lexicon.people.find(tokens, at, () => false).map((hit) => name(hit.values[0] ?? '', hit.end));
    if (known.length > 0) return [...known.flatMap((read) => (tokens[read.end]?.text === "'s" && PARTY_NOUNS.has(tokens[read.end + 1]?.norm ?? '') ? [name(textOf(clause, at, read.end + 2), read.end + 2)] : [])), ...known];
    const reads: SlotRead<NameValue>[] = [];
    // "the DBA team", "head of finance", "finance"
    for (let end = Math.min(at + 4, tokens.length); end > at; end -= 1) {
      const words = tokens.slice(at, end);
      if (!words.every((word) => word.kind === 'word' && /^[\p{L}][\p{L}\p{N}'&./-]*$/u.test(word.text) && (!NO_PARTY.has(word.norm)) && (word.norm === 'of' || !GRAMMAR.has(word.norm) || PARTY_NOUNS.has(word.norm)))) continue;
      const last = words.at(-1)?.norm ?? '';
      const isParty = PARTY_NOUNS.has(last) || (DEPARTMENTS.has(last) && (words.length === 1 || words[words.length - 2]?.norm === 'of')) || (words[0]?.norm === 'head' && words[1]?.norm === 'of' && words.length > 2);
      if (isParty && last !== 'of') reads.push(name(textOf(clause, at, end), end));
    }
    let end = at;
    while (end < at + 4 && isCapital(tokens[end]) && !NO_PARTY.has(tokens[end]?.norm ?? '') && (!context.isVocabulary(tokens[end]?.norm ?? '') || end > at || /\p{Ll}/u.test(tokens[end]?.text ?? ''))) {
      end += 1;
      // "Dr. Kim", "J. Smith"
      if (tokens[end]?.text === '.' && (tokens[end - 1]?.text.length ?? 9) <= 3 && isCapital(tokens[end + 1])) end += 1;
    }
    for (let to = end; to > at; to -= 1) {
      if (tokens[to - 1]?.text === '.') continue;
      const text = textOf(clause, at, to);
      const first = tokens[at];
      // A capital at the start of what was said may be no name: grammar words and tables are none.
      if (first && (GRAMMAR.has(first.norm) || (to === at + 1 && lexicon.tables.named(text).length > 0))) continue;
      // "Erik from the platform team"
      if (['from', 'in', 'of'].includes(tokens[to]?.norm ?? '')) {
        const party = readParty(false)(clause, isFiller(tokens[to + 1]) ? to + 2 : to + 1)[0];
        if (party && PARTY_NOUNS.has(tokens[party.end - 1]?.norm ?? '')) reads.push(name(`${text} (${party.value.text})`, party.end));
      }
      // "Dana's team"
      if (tokens[to]?.text === "'s" && PARTY_NOUNS.has(tokens[to + 1]?.norm ?? '')) reads.push(name(textOf(clause, at, to + 2), to + 2));
      // "Marta from finance"
      if (['from', 'in', 'of'].includes(tokens[to]?.norm ?? '') && DEPARTMENTS.has(tokens[to + 1]?.norm ?? '')) reads.push(name(`${text} (${textOf(clause, to + 1, to + 2)})`, to + 2));
      else if (['from', 'in', 'of'].includes(tokens[to]?.norm ?? '') && isCapital(tokens[to + 1]) && DEPARTMENTS.has(norm(tokens[to + 1]?.text ?? ''))) reads.push(name(`${text} (${textOf(clause, to + 1, to + 2)})`, to + 2));
      reads.push(name(text, to));
    }
    if (lenient && reads.length === 0 && isNewWord(token)) reads.push(name(token.text, at + 1));
    return reads;
  };

  /** Names for people together: "Ana and Ben". */
  const readParties = (lenient: boolean): SlotReader => (clause, at) =>
    list(clause as SpokenClause, at, readParty(lenient)).map((read) => ({ value: { kind: 'name', text: read.value.map((part) => part.text).join(', ') }, end: read.end }));

  const readName = (clause: SpokenClause, at: number, most: number): readonly SlotRead<NameValue>[] => {
    const { tokens } = clause;
    const token = tokens[at];
    if (!token) return [];
    if (token.kind === 'quoted') return [{ value: { kind: 'name', text: token.text }, end: at + 1 }];
    let end = at;
    while (end < at + most && tokens[end] && (isCapital(tokens[end]) || (end > at && (tokens[end]?.kind === 'number' || /^(of|to|the|for|2\.0)$/.test(tokens[end]?.text ?? '') || (tokens[end]?.kind === 'word' && /^\d/.test(tokens[end]?.text ?? '')))))) end += 1;
    while (end > at && /^(of|to|the|for)$/.test(tokens[end - 1]?.text ?? '')) end -= 1;
    if (end > at && !(end === at + 1 && GRAMMAR.has(token.norm))) {
      const reads: SlotRead<NameValue>[] = [];
      for (let to = end; to > at; to -= 1) reads.push({ value: { kind: 'name', text: textOf(clause, at, to) }, end: to });
      return reads;
    }
    return token.kind === 'word' && !GRAMMAR.has(token.norm) && !isFiller(token) ? [{ value: { kind: 'name', text: token.text }, end: at + 1 }] : [];
  };

  /** A system nobody knows yet: a name, not a description of one. */
  const readNewSystem = (clause: SpokenClause, at: number): readonly SlotRead[] => {
    const { tokens } = clause;
    const token = tokens[at];
    if (!token || token.kind === 'punct' || token.kind === 'number') return [];
    const strip = (end: number): readonly SlotRead[] => {
      const name = textOf(clause, at, end).replace(/^(?:the|our|a|an|old|legacy|current)\s+/i, '');
      const value = { kind: 'newSystem', name } as const;
      return SYSTEM_NOUNS.has(tokens[end]?.norm ?? '') && tokens[end]?.norm !== 'schema' ? [{ value, end: end + 1 }, { value, end }] : [{ value, end }];
    };
    if (token.kind === 'quoted') return strip(at + 1).map((read) => ({ ...read, value: { kind: 'newSystem', name: token.text } }));
    const skip = ['legacy', 'old', 'current', 'existing'].includes(token.norm) ? at + 1 : at;
    if (lexicon.systems.find(tokens, skip, mayBeTypo).length > 0 || lexicon.tables.find(tokens, skip, () => false).length > 0) return [];
    let end = skip;
    while (end < skip + 3 && tokens[end]?.kind === 'word' && (end === skip ? !NO_PARTY.has(tokens[end]?.norm ?? '') : true) && isSystemWord(tokens[end])) end += 1;
    const reads: SlotRead[] = [];
    for (let to = end; to > skip; to -= 1) reads.push(...strip(to));
    return reads;
  };
  const isSystemWord = (token: Token | undefined): boolean =>
    token?.kind === 'word' && (SYSTEM_NAMES.has(token.norm) || /^\p{L}[\p{L}\p{N}_.&/-]*$/u.test(token.text) && !isFiller(token) && (!GRAMMAR.has(token.norm) || (isCapital(token) && token.text.length > 1 && token.text === token.text.toUpperCase()))
    && (!context.isVocabulary(token.norm) || isCapital(token)) && !NO_SYSTEM.has(token.norm));
  const NO_SYSTEM = new Set(['file', 'spreadsheet', 'sheet', 'export', 'dump', 'thing', 'folder', 'document', 'everything', 'nothing', 'backup', 'we', 'team', 'oracle', 'postgresql', 'mysql']);

  // ---------- technology and descriptions
  const readTechnology = (clause: SpokenClause, at: number): readonly SlotRead<NameValue>[] => {
    const { tokens } = clause;
    const found = phraseAt(technologies, tokens, at);
    if (!found) return [];
    const version = tokens[found.end];
    const after = tokens[found.end + 1]?.text.toLowerCase() ?? '';
    // "Oracle 2 databases" counts, "PostgreSQL 16 database" does not.
    const counts = /^(databases|systems|dbs|sources|servers|gb|tb|mb|tables?|million|k|rows?|records?|applications)$/.test(after);
    const isVersion = version && ((version.kind === 'number' && !counts && /^\d{1,4}(\.\d+)?$/.test(version.text)) || (version.kind === 'word' && /^(v?\d+(\.\d+)*(c|g|i|r\d)?|r\d)$/i.test(version.text)));
    const reads: SlotRead<NameValue>[] = [];
    const plain = found.value;
    if (isVersion) {
      const release = /^r\d$/i.test(tokens[found.end + 1]?.text ?? '') ? ` ${tokens[found.end + 1]?.text ?? ''}` : '';
      reads.push({ value: { kind: 'name', text: `${plain} ${version.text}${release}` }, end: found.end + (release === '' ? 1 : 2) });
    } else if (version?.norm === 'version' && tokens[found.end + 1]) {
      reads.push({ value: { kind: 'name', text: `${plain} ${tokens[found.end + 1]?.text ?? ''}` }, end: found.end + 2 });
    }
    reads.push({ value: { kind: 'name', text: plain }, end: found.end });
    return reads;
  };
  const phraseReader = (table: Phrases): ((clause: SpokenClause, at: number) => readonly SlotRead<NameValue>[]) => (clause, at) => {
    const found = phraseAt(table, clause.tokens, at);
    return found ? [{ value: { kind: 'name', text: found.value }, end: found.end }] : [];
  };
  const readHosting = phraseReader(hosting);

  /** "Oracle 19c on-prem, owned by Dana, about 8 GB": facts of a system in any order. */
  const readDescription = (clause: SpokenClause, at: number): readonly SlotRead<Description>[] => {
    const { tokens } = clause;
    let facts: Description = { kind: 'description' };
    let end = at;
    const reads: SlotRead<Description>[] = [];
    for (let here = at; here < tokens.length;) {
      const norms = (offset: number): string => tokens[here + offset]?.norm ?? '';
      const skipTo = skipJoin(tokens, here);
      const fact = factAt(clause, skipTo);
      if (!fact) break;
      if (Object.keys(fact.facts).some((key) => key !== 'kind' && key in facts)) break;
      facts = { ...facts, ...fact.facts };
      end = fact.end;
      reads.unshift({ value: facts, end });
      if (norms(0) === '' ) break;
      here = end;
    }
    return reads;
  };
  const skipJoin = (tokens: readonly Token[], at: number): number => {
    let here = at;
    while (here < tokens.length && (isFiller(tokens[here]) && tokens[here]?.norm !== 'on' || ['and', 'with', 'which', 'it', 'that', '/'].includes(tokens[here]?.norm ?? ''))) here += 1;
    return here;
  };
  const factAt = (clause: SpokenClause, at: number): { facts: Partial<Description>; end: number } | undefined => {
    const { tokens } = clause;
    const hosted = (from: number): { facts: Partial<Description>; end: number } | undefined => {
      let start = from;
      while ((tokens[start]?.norm === 'on' || tokens[start]?.norm === 'in') && (isFiller(tokens[start + 1]) || start > from)) start += 1;
      while (start > from && isFiller(tokens[start])) start += 1;
      const place = readHosting(clause, from)[0] ?? (start > from ? readHosting(clause, start)[0] : undefined);
      if (!place) return undefined;
      const noun = ['server', 'machine', 'box', 'cluster', 'hardware', 'environment', 'instance', 'vm'].includes(tokens[place.end]?.norm ?? '');
      return { facts: { location: place.value.text }, end: noun ? place.end + 1 : place.end };
    };
    const place = hosted(at);
    if (place) return place;
    let here = at;
    if (tokens[here]?.norm === 'be') here += 1;
    while (isFiller(tokens[here])) here += 1;
    if (tokens[here]?.norm === 'run' || tokens[here]?.norm === 'running' || tokens[here]?.norm === 'hosted' || tokens[here]?.norm === 'based' || tokens[here]?.norm === 'built') here += 1;
    const placed = hosted(here);
    if (placed) return placed;
    const tech = here;
    if (['on', 'in', 'under'].includes(tokens[here]?.norm ?? '')) here += 1;
    while (isFiller(tokens[here])) here += 1;
    const technology = readTechnology(clause, here)[0];
    if (technology) return { facts: { technology: technology.value.text }, end: SYSTEM_NOUNS.has(tokens[technology.end]?.norm ?? '') ? technology.end + 1 : technology.end };
    here = tech;
    if ((tokens[here]?.norm === 'owned' || tokens[here]?.norm === 'maintained' || tokens[here]?.norm === 'managed') && tokens[here + 1]?.norm === 'by') {
      let who = here + 2;
      while (isFiller(tokens[who])) who += 1;
      const person = readParties(true)(clause, who)[0] ?? undefined;
      if (person) return { facts: { owner: (person.value as NameValue).text }, end: person.end };
    }
    if (tokens[here]?.norm === 'owner' || tokens[here]?.norm === 'steward') {
      let who = here + 1;
      while (tokens[who]?.norm === 'be' || isFiller(tokens[who])) who += 1;
      const person = readParty(true)(clause, who)[0];
      if (person) return { facts: { owner: person.value.text }, end: person.end };
    }
    // "8 GB", "has 8 GB", "about 8 GB big"
    if (tokens[here]?.norm === 'have') here += 1;
    const size = readSize(tokens, here);
    if (size) {
      let end = size.end;
      while (['big', 'large', 'in', 'size', 'of', 'data', 'total', 'overall', 'each'].includes(tokens[end]?.norm ?? '')) end += 1;
      return { facts: { size: size.bytes }, end };
    }
    // A size needs no verb: "8 GB" was tried above.
    return undefined;
  };

  /** "an Oracle CRM, a MySQL shop and an Access database called Stock" */
  const readSystemList = (clause: SpokenClause, at: number): readonly SlotRead[] => {
    const { tokens } = clause;
    const one = (inner: SpokenClause, start: number): readonly SlotRead<{ name: string; description: Description }>[] => {
      let here = start;
      while (isFiller(tokens[here]) || ['one', 'old', 'legacy', 'ancient', 'existing', 'current'].includes(tokens[here]?.norm ?? '')) here += 1;
      const technology = readTechnology(inner, here)[0];
      let description: Description = { kind: 'description' };
      if (technology) {
        description = { ...description, technology: technology.value.text };
        here = technology.end;
      }
      while (isFiller(tokens[here])) here += 1;
      if (SYSTEM_NOUNS.has(tokens[here]?.norm ?? '') && ['called', 'named', 'for'].includes(tokens[here + 1]?.norm ?? '')) here += 2;
      while (isFiller(tokens[here])) here += 1;
      const known = readSystem(inner, here, 'source')[0];
      // "an Access database", "a folder of CSV exports": named by what it is
      const kind = GENERIC.has(tokens[technology?.end ?? -1]?.norm ?? '') && technology ? { from: start, end: technology.end + 1, technology: technology.value.text } : GENERIC.has(tokens[here]?.norm ?? '') && tokens[here + 1]?.norm === 'of' ? folderOf(inner, here) : undefined;
      if (kind && !['called', 'named'].includes(tokens[kind.end]?.norm ?? '')) {
        let from = kind.from;
        while (isFiller(tokens[from]) || ['one', 'old', 'legacy'].includes(tokens[from]?.norm ?? '')) from += 1;
        return [{ value: { name: textOf(inner, from, kind.end), description: { kind: 'description', technology: kind.technology } }, end: kind.end }];
      }
      const name = known?.value.refs.length === 1 && known.value.refs[0] ? { value: { name: known.value.refs[0].name }, end: known.end } : (readNewSystem(inner, here)[0] as SlotRead<{ kind: 'newSystem'; name: string }> | undefined);
      if (!name) return [];
      let end = name.end;
      const opened = tokens[end]?.text === '(';
      const facts = readDescription(inner, opened ? end + 1 : end).find((read) => opened || tokens[end]?.norm === 'on' || tokens[end]?.norm === 'in' || tokens[end]?.norm === 'running' || read.value.location !== undefined);
      if (facts && (!technology || facts.value.technology === undefined)) {
        description = { ...facts.value, ...description };
        end = facts.end;
      }
      if (opened && tokens[end]?.text === ')') end += 1;
      return [{ value: { name: name.value.name, description }, end }];
    };
    const folderOf = (inner: SpokenClause, here: number): { from: number; end: number; technology: string } | undefined => {
      const technology = readTechnology(inner, here + 2)[0];
      return technology ? { from: here, end: GENERIC.has(tokens[technology.end]?.norm ?? '') ? technology.end + 1 : technology.end, technology: technology.value.text } : undefined;
    };
    return list(clause, at, one).map((read) => ({ value: { kind: 'systemList', systems: read.value }, end: read.end }));
  };

  // ---------- fields
  const readField = (side: 'source' | 'target', loose: boolean) => (clause: SpokenClause, at: number): readonly SlotRead<FieldMention>[] => {
    const { tokens } = clause;
    const token = tokens[at];
    if (!token || token.kind === 'punct' || token.kind === 'number') return [];
    const reads: SlotRead<FieldMention>[] = [];
    const mine = (refs: readonly FieldRef[]): readonly FieldRef[] => refs.filter((ref) => ref.side === side);
    const tableOf = (name: string): string | undefined => {
      if (side === 'target') return lexicon.targetTables.named(name)[0];
      const objects = [...new Set(lexicon.tables.named(name).map((ref) => ref.object))];
      return objects.length === 1 ? objects[0] : undefined;
    };
    const noun = (value: FieldMention, end: number): void => {
      if (['field', 'column', 'attribute'].includes(tokens[end]?.norm ?? '')) reads.push({ value, end: end + 1 });
      reads.push({ value, end });
    };
    if (PRONOUNS.has(token.norm) && clause.referent?.kind === 'field') return side === 'source' ? [{ value: clause.referent, end: at + 1 }] : [];
    if (token.norm === 'field' || token.norm === 'column') return readField(side, loose)(clause, at + 1);
    // `Customer.Email`
    if (token.text.includes('.') && /^[^.\s]+(\.[^.\s]+)+$/.test(token.text)) {
      const parts = token.text.split('.');
      const field = parts.at(-1) ?? '';
      const tableSaid = parts.slice(0, -1).join('.');
      const table = tableOf(parts.at(-2) ?? '');
      const inTable = mine(lexicon.fields.named(field)).filter((ref) => table !== undefined && sameTable(ref.table, table));
      const ref = inTable[0];
      if (ref) noun({ kind: 'field', said: token.text, table: parts.length > 2 ? tableSaid : ref.table, field: ref.field, refs: inTable }, at + 1);
      else if (loose && !/^(py|sql|sh|ps1|js|ts|xlsx?|csv|txt|md|json|ya?ml|dtsx|jar|exe|bat|pl|rb|zip|db)$/i.test(field)) noun({ kind: 'field', said: token.text, table: table ?? tableSaid, field, refs: [] }, at + 1);
      return reads;
    }
    const hits = lexicon.fields.find(tokens, at, mayBeTypo);
    for (const hit of hits) {
      const refs = mine(hit.values);
      // "Email of Customer", "email in the customer table"
      const afterNoun = ['field', 'column', 'attribute'].includes(tokens[hit.end]?.norm ?? '') ? hit.end + 1 : hit.end;
      if (['of', 'in', 'from'].includes(tokens[afterNoun]?.norm ?? '')) {
        let here = afterNoun + 1;
        while (isFiller(tokens[here])) here += 1;
        const table = side === 'source' ? readTable(clause, here)[0] : undefined;
        const targetHit = side === 'target' ? lexicon.targetTables.find(tokens, here, mayBeTypo)[0] : undefined;
        const objects = side === 'source' ? [...new Set(table?.value.refs.map((ref) => ref.object) ?? [])] : [...(targetHit?.values ?? [])];
        const only = objects.length === 1 ? objects[0] : undefined;
        const within = refs.filter((ref) => only !== undefined && sameTable(ref.table, only));
        const end = side === 'source' ? table?.end : targetHit?.end;
        if (within[0] && end !== undefined) reads.push({ value: { kind: 'field', said: textOf(clause, at, end), table: within[0].table, field: within[0].field, refs: within }, end });
      }
      const tables = [...new Set(refs.map((ref) => ref.table))];
      const first = refs[0];
      if (first) noun({ kind: 'field', said: textOf(clause, at, hit.end), ...(tables.length === 1 ? { table: first.table } : {}), field: first.field, refs }, hit.end);
    }
    // "customer email", "the customer's email"
    const table = side === 'source' ? readTable(clause, at).at(-1) : undefined;
    const tableHit = side === 'target' ? lexicon.targetTables.find(tokens, at, mayBeTypo).at(-1) : undefined;
    const objects = side === 'source' ? [...new Set(table?.value.refs.map((ref) => ref.object) ?? [])] : [...(tableHit?.values ?? [])];
    const tableEnd = side === 'source' ? table?.end : tableHit?.end;
    if (objects.length === 1 && objects[0] !== undefined && tableEnd !== undefined && !PRONOUNS.has(token.norm)) {
      const next = tokens[tableEnd]?.text === "'s" ? tableEnd + 1 : tableEnd;
      for (const hit of lexicon.fields.find(tokens, next, mayBeTypo)) {
        const within = mine(hit.values).filter((ref) => sameTable(ref.table, objects[0] ?? ''));
        if (within[0]) noun({ kind: 'field', said: textOf(clause, at, hit.end), table: within[0].table, field: within[0].field, refs: within }, hit.end);
      }
    }
    if (loose && reads.length === 0 && token.kind === 'quoted') noun({ kind: 'field', said: token.text, field: token.text, refs: [] }, at + 1);
    // A bare new name for the far side only: `full_name`, `fullName`.
    if (loose && reads.length === 0 && side === 'target' && token.kind === 'word' && (/[_\d]/.test(token.text) || /\p{Ll}\p{Lu}/u.test(token.text))) noun({ kind: 'field', said: token.text, field: token.text, refs: [] }, at + 1);
    return reads;
  };

  // ---------- rows of the runbook
  const readRows = (blocks: readonly RowRefTo['block'][]) => (clause: SpokenClause, at: number): readonly SlotRead<RowsMention>[] => {
    const { tokens } = clause;
    const token = tokens[at];
    if (!token) return [];
    const reads: SlotRead<RowsMention>[] = [];
    for (const hit of lexicon.rows.find(tokens, at, mayBeTypo)) {
      const refs = hit.values.filter((ref) => blocks.includes(ref.block));
      if (refs.length === 0) continue;
      const end = ['step', 'activity', 'task', 'check', 'criterion'].includes(tokens[hit.end]?.norm ?? '') ? hit.end + 1 : hit.end;
      reads.push({ value: { kind: 'rows', refs: [refs], said: textOf(clause, at, hit.end) }, end });
    }
    if (PRONOUNS.has(token.norm) && clause.referent?.kind === 'rows') {
      const refs = clause.referent.refs.map((group) => group.filter((ref) => blocks.includes(ref.block))).filter((group) => group.length > 0);
      if (refs.length > 0) reads.push({ value: { ...clause.referent, refs }, end: at + 1 });
    }
    return reads;
  };
  const readRowList = (clause: SpokenClause, at: number): readonly SlotRead<RowsMention>[] =>
    list(clause, at, readRows(['cutover'])).map((read) => ({
      value: { kind: 'rows', refs: read.value.flatMap((mention) => mention.refs), said: read.value.map((mention) => mention.said).join(', ') }, end: read.end,
    }));

  // ---------- text
  const readText = (marked: boolean) => (clause: SpokenClause, at: number): readonly SlotRead<TextValue>[] => {
    const { tokens } = clause;
    const text = textOf(clause, at, tokens.length);
    return text === '' ? [] : [{ value: { kind: 'text', text, freeTokens: marked ? 0 : tokens.length - at }, end: tokens.length }];
  };
  const readSomeText = (clause: SpokenClause, at: number): readonly SlotRead<TextValue>[] => {
    const { tokens } = clause;
    const reads: SlotRead<TextValue>[] = [];
    for (let end = at + 1; end <= Math.min(at + 14, tokens.length); end += 1) {
      if (TEXT_STOPS.has(tokens[end - 1]?.norm ?? '')) break;
      const text = textOf(clause, at, end);
      if (text !== '') reads.push({ value: { kind: 'text', text, freeTokens: end - at }, end });
    }
    return reads;
  };

  const listOf = (table: Phrases): SlotReader => (clause, at) =>
    list(clause as SpokenClause, at, (inner, here) => phraseReader(table)(inner, ORIGINS.has(inner.tokens[here]?.norm ?? '') ? here + 1 : here)).map((read) => ({ value: { kind: 'list', items: [...new Set(read.value.map((item) => item.text))] }, end: read.end }));

  const readZone = (clause: SpokenClause, at: number): readonly SlotRead<NameValue>[] => {
    const { tokens } = clause;
    const token = tokens[at];
    const withTime = (text: string, end: number): SlotRead<NameValue>[] => [
      ...(tokens[end]?.norm === 'time' ? [{ value: { kind: 'name' as const, text }, end: tokens[end + 1]?.norm === 'zone' ? end + 2 : end + 1 }] : []),
      ...(tokens[end]?.norm === 'timezone' ? [{ value: { kind: 'name' as const, text }, end: end + 1 }] : []),
    ];
    if (token?.kind === 'word' && ZONE_REGIONS.test(token.text) && tokens[at + 1]?.text === '/' && tokens[at + 2]?.kind === 'word') {
      const text = `${token.text}/${tokens[at + 2]?.text ?? ''}`;
      return [...withTime(text, at + 3), { value: { kind: 'name', text }, end: at + 3 }];
    }
    const zone = phraseAt(zones, tokens, at);
    if (zone) {
      const offset = tokens[zone.end];
      const hours = tokens[zone.end + 1];
      if ((offset?.text === '+' || offset?.text === '-') && (hours?.kind === 'number' || hours?.kind === 'word') && !offset.spaced) {
        const text = `${zone.value}${offset.text}${hours.text}`;
        return [{ value: { kind: 'name', text }, end: zone.end + 2 }];
      }
      return [...withTime(zone.value, zone.end), { value: { kind: 'name', text: zone.value }, end: zone.end }];
    }
    const city = phraseAt(zoneCities, tokens, at);
    return city ? withTime(city.value, city.end) : [];
  };

  const readPlaces = (clause: SpokenClause, at: number): readonly SlotRead[] => {
    const { tokens } = clause;
    const reads: SlotRead[] = [];
    for (const place of context.places) {
      for (const words of place.words) {
        if (words.length > 0 && words.every((word, offset) => tokens[at + offset]?.norm === word)) {
          let end = at + words.length;
          const value = { kind: 'place', title: place.title, ...(place.panel ? { panel: place.panel } : {}), ...(place.section ? { section: place.section } : {}) };
          reads.push({ value, end });
          while (['section', 'panel', 'page', 'step', 'part', 'tab', 'form', 'table', 'screen', 'view'].includes(tokens[end]?.norm ?? '')) { end += 1; reads.push({ value, end }); }
        }
      }
    }
    return reads.sort((left, right) => right.end - left.end);
  };

  const readPercent = (clause: SpokenClause, at: number): readonly SlotRead<NameValue>[] => {
    const { tokens } = clause;
    let here = at;
    let about = '';
    while (['about', 'around', 'roughly', 'approximately', 'approx', '~', 'some', 'circa', 'nearly', 'almost', 'by', 'another'].includes(tokens[here]?.norm ?? '')) {
      if (tokens[here]?.norm !== 'by' && tokens[here]?.norm !== 'another') about = '~';
      here += 1;
    }
    const number = tokens[here];
    if (!number) return [];
    const read = readNumber(tokens, here);
    if (!read) return [];
    let amount = number.kind === 'number' ? number.text : String(read.value.digits);
    let end = read.end;
    // "5 to 10 %"
    if (['to', '-'].includes(tokens[end]?.norm ?? '') && tokens[end + 1]?.kind === 'number') { amount = `${amount}-${tokens[end + 1]?.text ?? ''}`; end += 2; }
    if (!['%', 'percent', 'pct'].includes(tokens[end]?.norm ?? '')) {
      if (tokens[end]?.norm === 'per' && tokens[end + 1]?.norm === 'cent') end += 1;
      else return [];
    }
    return [{ value: { kind: 'name', text: `${about}${amount}%` }, end: end + 1 }];
  };

  const PERIODS: Readonly<Record<string, string>> = { day: 'day', week: 'week', month: 'month', quarter: 'quarter', year: 'year', hour: 'hour', minute: 'minute' };
  const ADVERBS: Readonly<Record<string, string>> = { daily: 'day', weekly: 'week', monthly: 'month', quarterly: 'quarter', yearly: 'year', annually: 'year', hourly: 'hour', annual: 'year' };
  const readPeriod = (clause: SpokenClause, at: number): readonly SlotRead<NameValue>[] => {
    const { tokens } = clause;
    const word = tokens[at]?.norm ?? '';
    const adverb = Object.hasOwn(ADVERBS, word) ? ADVERBS[word] : undefined;
    if (adverb !== undefined) return [{ value: { kind: 'name', text: adverb }, end: at + 1 }];
    if (!['a', 'an', 'per', 'each', 'every', '/'].includes(word)) return [];
    const unit = tokens[at + 1]?.norm ?? '';
    const period = Object.hasOwn(PERIODS, unit) ? PERIODS[unit] : undefined;
    return period === undefined ? [] : [{ value: { kind: 'name', text: period }, end: at + 2 }];
  };

  const readYears = (clause: SpokenClause, at: number): readonly SlotRead<NameValue>[] => {
    const read = readCount(clause.tokens, at);
    if (!read) return [];
    const unit = clause.tokens[read.end]?.norm ?? '';
    if (!['year', 'month', 'yr'].includes(unit) || read.value > 200n) return [];
    const plural = read.value === 1n ? '' : 's';
    const low = read.low === undefined ? '' : `${read.low} to `;
    const label = unit === 'month' ? 'month' : 'year';
    const of = clause.tokens[read.end + 1]?.norm === 'worth' ? read.end + 2 : read.end + 1;
    return [{ value: { kind: 'name', text: `${read.estimated && read.low === undefined ? '~' : ''}${low}${read.value} ${label}${plural}` }, end: of }];
  };
  const readYear = (clause: SpokenClause, at: number): readonly SlotRead<NameValue>[] => {
    const token = clause.tokens[at];
    return token?.kind === 'number' && /^(19|20)\d\d$/.test(token.text) ? [{ value: { kind: 'name', text: token.text }, end: at + 1 }] : [];
  };

  const readFile = (clause: SpokenClause, at: number): readonly SlotRead<NameValue>[] => {
    const token = clause.tokens[at];
    return token && (token.kind === 'word' || token.kind === 'quoted') && /\.[A-Za-z]\w{0,7}$/.test(token.text) && !/\s/.test(token.text) && lexicon.fields.named(token.text.split('.').at(-1) ?? '').length === 0
      ? [{ value: { kind: 'name', text: token.text }, end: at + 1 }] : [];
  };

  const spoken = (reader: (clause: SpokenClause, at: number) => readonly SlotRead[]): SlotReader => (clause, at) => reader(clause as SpokenClause, at);
  const optionalRef = <Value>(read: Value | undefined): readonly Value[] => (read === undefined ? [] : [read]);

  return {
    system: spoken((clause, at) => readSystem(clause, at)),
    source: spoken((clause, at) => readSystem(clause, at, 'source')),
    // The target by its own name.
    target: spoken((clause, at) => readSystem(clause, at, 'target').filter((read) => read.value.refs.every((ref) => ref.role === 'target') && lexicon.systems.all().some((ref) => ref.role === 'target'))),
    there: spoken((clause, at) => (at > 0 && clause.referent?.kind === 'system' && clause.tokens[at]?.norm === 'there' && clause.tokens[at + 1]?.kind !== 'number' && clause.tokens[at - 1]?.kind !== 'number' ? [{ value: clause.referent, end: at + 1 }] : [])),
    newSystem: spoken(readNewSystem),
    systemList: spoken(readSystemList),
    table: spoken(readTable),
    anyTable: spoken(anyTable),
    tables: spoken(readTables(readTable)),
    anyTables: spoken(readTables(anyTable)),
    count: spoken((clause, at) => optionalRef(readCount(clause.tokens, at)).map((count) => ({ value: { kind: 'count', count }, end: count.end }))),
    size: spoken((clause, at) => optionalRef(readSize(clause.tokens, at)).map((size) => ({ value: { kind: 'size', bytes: size.bytes }, end: size.end }))),
    duration: spoken((clause, at) => optionalRef(readDuration(clause.tokens, at)).map((read) => ({ value: { kind: 'duration', minutes: read.minutes, weekend: read.weekend }, end: read.end }))),
    span: spoken((clause, at) => {
      // "from Saturday 10pm to Sunday 6am", "between 1 am and 5 am"
      const { tokens } = clause;
      const opener = tokens[at]?.norm;
      const from = readClock(tokens, opener === 'from' || opener === 'between' ? at + 1 : at);
      if (!from || !['to', 'until', 'till', '-', 'and', 'through'].includes(tokens[from.end]?.norm ?? '')) return [];
      const verb = ['close', 'end', 'finish', 'shut', 'reopen'].includes(tokens[from.end + 1]?.norm ?? '') ? 1 : 0;
      const on = ['on', 'at'].includes(tokens[from.end + 1 + verb]?.norm ?? '') ? 1 : 0;
      const to = readClock(tokens, from.end + 1 + verb + on);
      if (!to) return [];
      const week = from.hasDay && to.hasDay ? 10_080 : 1_440;
      const minutes = (((to.minutes - from.minutes) % week) + week) % week;
      if (minutes === 0 || from.hasDay && !to.hasDay && minutes > 1_440) return [];
      return [{ value: { kind: 'duration', minutes, weekend: false }, end: to.end }];
    }),
    person: spoken(readParty(false)),
    people: readParties(false),
    owner: readParties(true),
    name: spoken((clause, at) => readName(clause, at, 5)),
    technology: spoken(readTechnology),
    product: spoken(phraseReader(products)),
    hosting: spoken(readHosting),
    description: spoken(readDescription),
    sourceField: spoken(readField('source', true)),
    knownField: spoken(readField('source', false)),
    targetField: spoken(readField('target', true)),
    activity: spoken(readRows(['cutover'])),
    work: spoken(readRows(['cutover', 'restoreSteps'])),
    step: spoken(readRows(['restoreSteps'])),
    criterion: spoken(readRows(['rollbackCriteria'])),
    check: spoken(readRows(['validation'])),
    activities: spoken(readRowList),
    text: spoken(readSomeText),
    rest: spoken(readText(false)),
    tail: spoken(readText(true)),
    regulations: listOf(regulations),
    currencies: listOf(currencies),
    zone: spoken(readZone),
    place: spoken(readPlaces),
    percent: spoken(readPercent),
    period: spoken(readPeriod),
    years: spoken(readYears),
    year: spoken(readYear),
    file: spoken(readFile),
  };
}

/** The same table, with or without its schema or system before it. */
export function sameTable(left: string, right: string): boolean {
  const bare = (name: string): string => nameKey(name.slice(name.lastIndexOf('.') + 1));
  return left === right || (bare(left) === bare(right) && says(left));
}
