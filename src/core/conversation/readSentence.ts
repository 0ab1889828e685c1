import { coreOf, piecesOf, sentencesOf } from './clauses.ts';
import { entriesFor, isVocabulary, vocabulary } from './grammar.ts';
import { lexiconOf } from './lexicon.ts';
import { mergeIntents } from './mergeIntents.ts';
import { isFiller, matchPattern } from './pattern.ts';
import { placesOf } from './places.ts';
import { readNumber } from './quantities.ts';
import { createReaders, textOf } from './readers.ts';
import { Found } from './rule.ts';
import { addQuestion } from './rules/notes.ts';
import { BUSINESS_NOUNS } from './rules/volumes.ts';
import { suggestionsFor } from './suggestions.ts';
import { createTextReaders } from './textReaders.ts';
import { tagClause } from './tagging.ts';
import { cleanText, tokenize } from './tokens.ts';
import { DEPARTMENTS, GRAMMAR, PARTY_NOUNS, SYSTEM_NAMES } from './vocabulary.ts';
import { editDistance, norm } from './words.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Plan } from '../plan/plan.ts';
import type { Piece, Sentence } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import type { Clause, SlotReader } from './pattern.ts';
import type { SpokenClause } from './readers.ts';
import type { Intent, Reading } from './reading.ts';
import type { Mode, Outcome, RuleContext, Session } from './rule.ts';
import type { Token } from './tokens.ts';
import type { SystemMention, TableMention } from './values.ts';

/** What the reader knows besides the words. */
export interface ReadContext {
  readonly plan: Plan;
  readonly catalogues: readonly Catalogue[];
  /** Id of the panel shown. */
  readonly panel?: string;
  /** The panels a person may name. */
  readonly panels: readonly { readonly id: string; readonly title: string }[];
  /** ISO date. */
  readonly today: string;
  /** Who speaks. */
  readonly by: string;
}

/** The longest text that is read, in UTF-16 units; the rest is reported as not understood. */
export const LONGEST_TEXT = 5_000;
const LONGEST_CLAUSE = 70;
const WIDEST = 6;
/** Work for one text, in clauses tried; what comes after is not understood. */
const MOST_CLAUSES = 4_000;

/**
 * Reads what a person said about the plan: typed proposals, commands and answers, and what was not understood with
 * three sentences that would be. Deterministic and pure; nothing is applied. A clause is read only where a rule covers it
 * from end to end; a denial, a condition or a question about it therefore proposes nothing.
 */
export function readSentence(text: string, context: ReadContext): Reading {
  const core = readCore(text, context);
  if (core.notUnderstood.length === 0 && core.intents.length > 0) return { intents: core.intents, notUnderstood: [], suggestions: [] };
  const understood = (sentence: string): boolean => readCore(sentence, context).intents.length > 0;
  return { intents: core.intents, notUnderstood: core.notUnderstood, suggestions: suggestionsFor(context, core.notUnderstood.join(' '), core.unclear, understood) };
}

interface Core extends Pick<Reading, 'intents' | 'notUnderstood'> {
  /** Sentences that would settle what is unclear. */
  readonly unclear: readonly string[];
}

function readCore(text: string, context: ReadContext): Core {
  const source = cleanText(text.slice(0, LONGEST_TEXT));
  const rest = cleanText(text.slice(LONGEST_TEXT, LONGEST_TEXT + 200)).trim();
  const reader = new TextReader(source, context);
  const core = reader.read();
  const nothing = core.intents.length === 0 && core.notUnderstood.length === 0 && source.trim() !== '';
  if (nothing) return { ...core, notUnderstood: [source.trim(), ...(rest === '' ? [] : [rest])] };
  return rest === '' ? core : { ...core, notUnderstood: [...core.notUnderstood, rest] };
}

/** A segment that was read. */
interface Read {
  readonly outcome: (session: Session) => Outcome | undefined;
  readonly id: string;
  readonly mode: Mode;
  readonly cost: number;
  readonly unclear: boolean;
  /** What stands behind the part that was read, as typed. */
  readonly rest?: string;
}

/** What is said of nobody in particular, or turned around: it taints what stands beside it. */
const TAINTS = new Set(['if', 'unless', 'would', 'could', 'might', 'whether', 'wrong', 'kidding', 'joke', 'joking', 'suppose', 'imagine', 'hypothetically', 'until', 'instead', 'rather', 'except', 'ideally', 'ideal', 'theoretically', 'theory', 'false', 'untrue', 'nonsense', 'supposedly', 'allegedly', 'pretend', 'assume', 'assuming', 'doubt', 'wish', 'otherwise']);
/** For which rules (by the start of their id) a clause may go on, and with which words. Volumes and windows are changed by a place or a time, so they may not. */
const REASONS = ['because', 'since', 'so', 'as', 'due', 'according', 'thanks', 'which', 'although', 'though', 'despite'];
const PLACES = [...REASONS, 'in', 'at', 'on', 'with', 'by', 'via', 'who', 'where', 'including', 'under', 'through', 'together', 'next', 'near', 'behind', 'using'];
const ADDING: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['sources', new Set(PLACES)], ['target', new Set([...REASONS, 'by', 'where', 'with', 'using'])], ['work', new Set([...REASONS, 'with', 'together', 'using'])], ['priority', new Set(REASONS)], ['strategy', new Set([...REASONS, 'over', 'with'])], ['downtime', new Set(REASONS)], ['volumes', new Set(['because', 'so', 'according', 'which', 'although', 'though'])],
  ['relationship', new Set(PLACES)], ['timeZones', new Set(REASONS)], ['currencies', new Set(REASONS)], ['regulations', new Set(REASONS)], ['map', new Set(REASONS)], ['leaveField', new Set(REASONS)], ['transform', new Set(REASONS)], ['project', new Set(REASONS)], ['confirm', new Set(REASONS)],
];

const TAINTS_NEAR = new Set([...TAINTS, 'not', 'never', 'no', 'nobody', 'neither', 'nor', 'or', 'only', 'was', 'were', 'used']);
const VERBS = new Set(['be', 'have', 'run', 'feed', 'take', 'depend', 'wait', 'contain', 'hold', 'live', 'need', 'use', 'belong', 'grow', 'refer', 'sit', 'keep', 'store', 'last', 'matter', 'sync', 'send', 'replicate', 'must', 'should', 'can', 'will', 'owned', 'hosted', 'running', 'come', 'start', 'update']);
/** Words with which a clause may begin that says when, where or for what before it says what. */
const LEADS = new Set(['every', 'each', 'before', 'after', 'for', 'in', 'on', 'at', 'from', 'according', 'with', 'including', 'counting']);
const PERIODS = new Set(['night', 'day', 'week', 'month', 'hour', 'morning', 'evening', 'afternoon', 'weekend', 'year', 'quarter', 'minute', 'second', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'time', 'hours', 'minutes', 'noon', 'midnight', 'year-end', 'month-end', 'summer', 'winter', 'spring', 'autumn']);
/** Of these, the ones that say what an amount includes; they lead in nothing but amounts. */
const INCLUDING = new Set(['with', 'including', 'counting']);
/** Words with which a clause may begin that leaves its subject and verb out. */
const BARE = new Set(['about', 'around', 'roughly', 'approximately', 'approx', 'circa', 'ca', '~', 'some', 'nearly', 'almost', 'over', 'something', 'exactly', 'high', 'low', 'top', 'medium', 'highest', 'lowest', 'with']);
const PAST: ReadonlyMap<string, string> = new Map([['was', 'be'], ['were', 'be'], ['did', 'do'], ['had', 'have']]);
const PRONOUNS = new Set(['it', 'they', 'them', 'that', 'this', 'those', 'these']);
const OPEN_PRONOUNS = new Set([...PRONOUNS, 'there']);

class TextReader {
  #tokens: readonly Token[];
  readonly #readers: Readonly<Record<string, SlotReader>>;
  readonly #rules: Omit<RuleContext, 'session'>;
  readonly #lexicon;
  #left = MOST_CLAUSES;

  constructor(private readonly source: string, context: ReadContext) {
    // "have got" is "have".
    this.#tokens = tokenize(source).filter((token, at, all) => !(token.text.toLowerCase() === 'got' && all[at - 1]?.norm === 'have'));
    const { plan, catalogues, panel, today, by } = context;
    this.#lexicon = lexiconOf(plan, catalogues);
    this.#tokens = withoutSlips(this.#tokens, this.#lexicon);
    this.#rules = { plan, catalogues, today, by, lexicon: this.#lexicon, ...(panel === undefined ? {} : { panel }) };
    const readerContext = {
      lexicon: this.#lexicon, by, isVocabulary, places: placesOf(context.panels),
      systemsTechnology: plan.state.sourceSystems.map((system, index) => ({ ref: this.#lexicon.systems.named(system.name)[0] ?? { role: 'source' as const, name: system.name, index }, technology: system.technology })),
    };
    const readers = remembered({ ...createReaders(readerContext), ...createTextReaders(readerContext) });
    this.#readers = {
      ...readers,
      ...remembered({
        tagged: (clause, at) => (at === 0 && clause.tokens.length >= 3 && clause.tokens.length <= 25
          ? [{ value: { kind: 'tagged', tagged: tagClause(clause as SpokenClause, readers, isVocabulary), freeTokens: 11 }, end: clause.tokens.length }] : []),
      }),
    };
  }

  read(): Core {
    const intents: Intent[] = [];
    const notUnderstood: string[] = [];
    const unclear: string[] = [];
    const session: Session = { placeholders: new Set(), systems: new Set() };
    let previous: Sentence | undefined;
    for (const sentence of sentencesOf(this.#tokens)) {
      const read = this.#sentence(sentence, previous, session);
      intents.push(...read.intents);
      notUnderstood.push(...read.notUnderstood);
      unclear.push(...read.unclear);
      previous = sentence;
    }
    return { intents: mergeIntents(intents), notUnderstood, unclear };
  }

  #sentence(sentence: Sentence, previous: Sentence | undefined, session: Session): Core {
    const pieces = piecesOf(sentence.tokens);
    const count = pieces.length;
    if (count === 0) return { intents: [], notUnderstood: [this.#text(sentence.tokens)], unclear: [] };
    const best: { cost: number; from: number; read?: Read }[] = [{ cost: 0, from: 0 }];
    for (let end = 1; end <= count; end += 1) {
      let choice: { cost: number; from: number; read?: Read } = { cost: (best[end - 1]?.cost ?? 0) + 5, from: end - 1 };
      for (let from = 0; from < end; from += 1) {
        // Wide stretches only as a whole: an "and" in a long sentence is a joint, in a decision it is not.
        const whole = from === 0 && end === count;
        if (end - from > WIDEST && !(end === count)) continue;
        const before = best[from]?.cost ?? 0;
        if (before + 1 > choice.cost) continue;
        const read = this.#segment(sentence, pieces, from, end, previous, whole, end - from > WIDEST);
        if (read && before + read.cost < choice.cost) choice = { cost: before + read.cost, from, read };
      }
      best[end] = choice;
    }
    const segments: { from: number; to: number; read?: Read }[] = [];
    for (let at = count; at > 0;) {
      const step = best[at];
      if (!step) break;
      segments.unshift({ from: step.from, to: at, ...(step.read ? { read: step.read } : {}) });
      at = step.from;
    }
    return this.#take(sentence, pieces, segments, session);
  }

  /** Takes over what was read, unless what was not read turns it around. */
  #take(sentence: Sentence, pieces: readonly Piece[], segments: readonly { from: number; to: number; read?: Read }[], session: Session): Core {
    const open = segments.filter((segment) => !segment.read);
    const tokensOf = (segment: { from: number; to: number }): readonly Token[] => sentence.tokens.slice(pieces[segment.from]?.from ?? 0, pieces[segment.to - 1]?.to ?? 0);
    const isEmpty = (segment: { from: number; to: number }): boolean => { const tokens = tokensOf(segment); const core = coreOf(tokens); return tokens.slice(core.from, core.to).every((token) => isFiller(token) || token.kind === 'punct') || FRAMES.has(wordsOf(tokens)) || LEFT_ALONE.test(wordsOf(tokens)); };
    // "Undo that, no", "big bang, never mind": said behind something, these take it back.
    const isWithdrawn = (segment: { from: number; to: number }): boolean => segment.from > 0 && WITHDRAWING.has(wordsOf(tokensOf(segment)));
    const missed = open.filter((segment) => !isEmpty(segment) || isWithdrawn(segment));
    const tainted = missed.some((segment) => {
      if (isWithdrawn(segment) || (pieces[segment.from]?.joint === 'but' && LIMITS.test(wordsOf(tokensOf(segment))))) return true;
      if (BY_THE_WAY.test(wordsOf(tokensOf(segment)))) return false;
      const near = segmentJoins(pieces, segment).some((joint) => joint === ',' || joint === '' || joint === '(' || joint === '—' || joint === '-');
      return tokensOf(segment).some((token) => (near ? TAINTS_NEAR : TAINTS).has(token.norm));
    });
    const intents: Intent[] = [];
    const notUnderstood: string[] = [];
    const unclear: string[] = [];
    let missedText: { from: number; to: number } | undefined;
    const flush = (): void => {
      if (missedText) notUnderstood.push(this.#text(tokensOf(missedText)));
      missedText = undefined;
    };
    for (const segment of segments) {
      const { read } = segment;
      const lost = read && (read.mode === 'command' ? missed.some((other) => !isAside(wordsOf(tokensOf(other)), segmentJoins(pieces, other), read.id)) : tainted);
      const outcome = read && !lost ? read.outcome(session) : undefined;
      if (outcome && 'intents' in outcome) {
        flush();
        intents.push(...outcome.intents);
        if (read?.rest) notUnderstood.push(read.rest);
        continue;
      }
      if (outcome) unclear.push(...outcome.unclear);
      else if (!read && isEmpty(segment) && !isWithdrawn(segment)) continue;
      missedText = { from: missedText?.from ?? segment.from, to: segment.to };
    }
    flush();
    if (intents.length === 0 && unclear.length === 0) {
      const question = this.#openQuestion(sentence);
      if (question) return { intents: question.intents, notUnderstood: [], unclear: [] };
    }
    return { intents, notUnderstood, unclear };
  }

  #segment(sentence: Sentence, pieces: readonly Piece[], from: number, to: number, previous: Sentence | undefined, whole: boolean, wide: boolean): Read | undefined {
    const all = sentence.tokens.slice(pieces[from]?.from ?? 0, pieces[to - 1]?.to ?? 0);
    const core = coreOf(all);
    const asked = sentence.asks === 'mark' || sentence.asks === 'words';
    // A question about what was is one about what stands in the plan.
    const tokens = all.slice(core.from, core.to).map((token) => (asked && PAST.has(token.norm) ? { ...token, norm: PAST.get(token.norm) ?? token.norm } : token));
    if (tokens.length === 0 || this.#left <= 0) return undefined;
    this.#left -= 1;
    const modes: readonly Mode[] = sentence.asks === 'mark' ? ['question', 'command'] : ['command', 'statement', 'question'];
    const allowed = (mode: Mode): boolean => modes.includes(mode) && !(sentence.asks === 'words' && mode === 'statement' && !whole);
    const clause = this.#clause(tokens, sentence, pieces, from, previous);
    const direct = this.#match(clause, allowed, core, wide, sentence);
    if (direct) return direct;
    const turned = sentence.asks === 'no' ? this.#turned(tokens, sentence, pieces, from, previous, allowed, core, wide) : undefined;
    if (turned) return turned;
    const gapped = from > 0 && sentence.asks === 'no' ? this.#gapped(tokens, sentence, pieces, from, allowed, core, wide) : undefined;
    if (gapped) return gapped;
    // "…, is owned by Dana": the subject stands before the joint.
    const first = tokens.find((token) => !isFiller(token));
    const bare = first !== undefined && (first.kind === 'number' || BARE.has(first.norm));
    if (from > 0 && first && (VERBS.has(first.norm) || bare)) {
      const start = first.start;
      const subject: Token = { kind: 'word', text: 'it', norm: 'it', start, end: start, spaced: true };
      const filled = this.#clause([subject, ...tokens], sentence, pieces, from, undefined);
      // "The logs are huge, about 30 GB": a bare amount goes with a table only.
      if (bare && ((filled.referent?.kind !== 'table' && filled.referent?.kind !== 'rows') || pieces[from]?.joint !== ',')) return undefined;
      return filled.referent ? this.#match(filled, allowed, core, wide, sentence) : undefined;
    }
    return undefined;
  }

  /** "Dana owns the CRM, Ben the shop": the verb of the piece before holds for this one too. */
  #gapped(tokens: readonly Token[], sentence: Sentence, pieces: readonly Piece[], from: number, allowed: (mode: Mode) => boolean, core: { exactly: boolean; approximately: boolean }, wide: boolean): Read | undefined {
    const piece = pieces[from - 1];
    if (!piece || tokens.length > 9 || tokens.some((token) => VERBS.has(token.norm) || TAINTS_NEAR.has(token.norm))) return undefined;
    const all = sentence.tokens.slice(piece.from, piece.to);
    const own = coreOf(all);
    const before = all.slice(own.from, own.to);
    if (before.length > 16 || before.some((token) => TAINTS_NEAR.has(token.norm))) return undefined;
    for (let start = 0; start < Math.min(before.length, 6); start += 1) {
      if (!isVocabulary(before[start]?.norm ?? '') || isFiller(before[start])) continue;
      for (let length = 1; length <= 3 && start + length <= before.length; length += 1) {
        const verb = before.slice(start, start + length);
        // A number is said of what it stands with.
        if (verb.some((_, index) => readNumber(verb, index) !== undefined)) break;
        for (let at = start === 0 ? 0 : 1; at <= (start === 0 ? 0 : Math.min(4, tokens.length - 1)); at += 1) {
          if (this.#left <= 0) return undefined;
          this.#left -= 1;
          const read = this.#match(this.#clause([...tokens.slice(0, at), ...verb, ...tokens.slice(at)], sentence, pieces, from, undefined), allowed, core, wide, sentence, false);
          if (read && !read.unclear && read.mode === 'statement') return { ...read, cost: read.cost + 0.5 };
        }
      }
    }
    return undefined;
  }

  /** "Every night the shop feeds the warehouse" is read as "the shop feeds the warehouse every night". */
  #turned(tokens: readonly Token[], sentence: Sentence, pieces: readonly Piece[], from: number, previous: Sentence | undefined, allowed: (mode: Mode) => boolean, core: { exactly: boolean; approximately: boolean }, wide: boolean): Read | undefined {
    if (!LEADS.has(tokens[0]?.norm ?? '') || tokens.length < 5) return undefined;
    for (let length = 2; length <= Math.min(7, tokens.length - 3); length += 1) {
      const lead = tokens.slice(0, length);
      const last = lead.at(-1);
      if (lead.some((token) => TAINTS_NEAR.has(token.norm) || token.text === ',') || !last || isFiller(last)) continue;
      if ((lead[0]?.norm === 'every' || lead[0]?.norm === 'each') && !lead.some((token) => PERIODS.has(token.norm))) continue;
      const skip = tokens[length]?.text === ',' ? 1 : 0;
      // "According to the DBA": whose word it is changes nothing in what is said, and is reported.
      const includes = INCLUDING.has(lead[0]?.norm ?? '');
      const source = lead[0]?.norm === 'according' || includes;
      const clause = this.#clause(source ? tokens.slice(length + skip) : [...tokens.slice(length + skip), ...lead], sentence, pieces, from, previous);
      const read = this.#match(clause, allowed, core, wide, sentence, false);
      if (includes && read?.id !== 'volumes.state' && read?.id !== 'volumes.size' && read?.id !== 'sources.describe') continue;
      if (read && !read.unclear && read.mode === 'statement') return { ...read, cost: read.cost + 0.5, ...(source ? { rest: textOf({ tokens: lead, source: this.source }, 0, lead.length) } : {}) };
    }
    return undefined;
  }

  #match(clause: SpokenClause, allowed: (mode: Mode) => boolean, core: { exactly: boolean; approximately: boolean }, wide: boolean, sentence: Sentence, mayGoOn = true): Read | undefined {
    const asks = sentence.asks !== 'no';
    const words = new Set(clause.tokens.filter((token) => token.kind !== 'quoted').map((token) => token.norm));
    let best: Read | undefined;
    const entries = entriesFor(words);
    const usable = ({ rule }: (typeof entries)[number]): boolean => allowed(rule.mode) && !(sentence.asks === 'noted' && rule.id !== 'openQuestion' && rule.id !== 'park') && !(asks && (rule.id === 'continue' || rule.id === 'undo')) && (rule.whole === true || (!wide && clause.tokens.length <= LONGEST_CLAUSE));
    for (const entry of entries) {
      if (!usable(entry)) continue;
      const { rule, pattern, variant } = entry;
      const match = matchPattern(pattern, clause, words, this.#readers, { from: 0 });
      if (!match) continue;
      const cost = 1 + match.free * 0.3;
      if (best && best.cost <= cost && !best.unclear) continue;
      const found = new Found(match.bindings, clause, textOf(clause, 0, clause.tokens.length), core.exactly, core.approximately, variant);
      const outcome = (session: Session): Outcome | undefined => rule.build(found, { ...this.#rules, session });
      const trial = outcome({ placeholders: new Set(), systems: new Set() });
      if (!trial || ('intents' in trial && trial.intents.length === 0)) continue;
      const unclear = 'unclear' in trial;
      if (best && unclear) continue;
      best = { outcome, id: rule.id, mode: rule.mode, cost: unclear ? cost + 0.5 : cost, unclear };
    }
    return best ?? (asks || !mayGoOn ? undefined : this.#prefix(clause, words, entries.filter(usable), core));
  }

  /**
   * The beginning of a clause, where what follows only adds when, where or why and turns nothing around: "… runs on
   * Oracle in the Frankfurt data centre". What follows is reported.
   */
  #prefix(clause: SpokenClause, words: ReadonlySet<string>, entries: ReturnType<typeof entriesFor>, core: { exactly: boolean; approximately: boolean }): Read | undefined {
    let best: (Read & { end: number }) | undefined;
    for (const { rule, pattern, variant } of entries) {
      const starts = ADDING.find(([id]) => rule.id.startsWith(id))?.[1];
      if (!starts || rule.mode !== 'statement') continue;
      const { tokens } = clause;
      const match = matchPattern(pattern, clause, words, this.#readers, {
        from: 0, mayEnd: (end) => starts.has(tokens[end]?.norm ?? '') && tokens.length - end >= 2 && !tokens.slice(end).some((token) => TAINTS_NEAR.has(token.norm) || token.norm === 'than'),
      });
      if (!match || match.end >= tokens.length || (best && best.end >= match.end)) continue;
      const found = new Found(match.bindings, clause, textOf(clause, 0, match.end), core.exactly, core.approximately, variant);
      const outcome = (session: Session): Outcome | undefined => rule.build(found, { ...this.#rules, session });
      const trial = outcome({ placeholders: new Set(), systems: new Set() });
      if (!trial || 'unclear' in trial || trial.intents.length === 0) continue;
      best = { outcome, id: rule.id, mode: rule.mode, cost: 3.5 + match.free * 0.3, unclear: false, rest: textOf(clause, match.end, tokens.length), end: match.end };
    }
    return best;
  }

  #clause(tokens: readonly Token[], sentence: Sentence, pieces: readonly Piece[], from: number, previous: Sentence | undefined): SpokenClause {
    const elsewhere = tokens.some((token) => token.norm === 'else' || token.norm === 'rest' || token.norm === 'other' || token.norm === 'remaining') ? this.#tablesIn(sentence.tokens) : [];
    const needs = tokens.some((token) => OPEN_PRONOUNS.has(token.norm));
    const referent = needs ? this.#referent(sentence, pieces, from, previous) : undefined;
    return { tokens, source: this.source, ...(referent ? { referent } : {}), ...(elsewhere.length > 0 ? { elsewhere } : {}) };
  }

  #tablesIn(tokens: readonly Token[]): readonly string[] {
    const found: string[] = [];
    for (let at = 0; at < tokens.length;) {
      const hit = this.#lexicon.tables.find(tokens, at, () => false)[0];
      found.push(...(hit?.values.map((ref) => `${ref.system}.${ref.object}`) ?? []));
      at = hit ? hit.end : at + 1;
    }
    return found;
  }

  /** What "it" stands for: the subject of the piece before, or of the sentence before. */
  #referent(sentence: Sentence, pieces: readonly Piece[], from: number, previous: Sentence | undefined): SpokenClause['referent'] {
    for (let at = from - 1; at >= 0; at -= 1) {
      const piece = pieces[at];
      if (!piece) break;
      const tokens = sentence.tokens.slice(piece.from, piece.to);
      const first = tokens.find((token) => !isFiller(token));
      // A piece that begins with a verb or "it" has the subject of the one before it.
      // "The warehouse, an Oracle box, is run by Ben": the subject stands before the apposition.
      if (at > 0 && at === from - 1 && piece.joint === ',' && pieces[from]?.joint === ',' && /^(?:an?|our|one)$/i.test(tokens[0]?.text ?? '') && !tokens.some((token) => VERBS.has(token.norm))) continue;
      if (first && (VERBS.has(first.norm) || PRONOUNS.has(first.norm) || first.kind === 'number' || BARE.has(first.norm)) && at > 0) continue;
      return this.#subject(tokens);
    }
    if (!previous) return undefined;
    const pieceBefore = piecesOf(previous.tokens);
    for (let at = pieceBefore.length - 1; at >= 0; at -= 1) {
      const piece = pieceBefore[at];
      if (!piece) break;
      const tokens = previous.tokens.slice(piece.from, piece.to);
      const first = tokens.find((token) => !isFiller(token));
      if (first && (VERBS.has(first.norm) || PRONOUNS.has(first.norm) || first.kind === 'number' || BARE.has(first.norm)) && at > 0) continue;
      return this.#subject(tokens);
    }
    return undefined;
  }

  /** The one thing of the plan that a stretch begins with, or the only one it mentions; nothing where a new name may be meant. */
  #subject(tokens: readonly Token[]): SpokenClause['referent'] {
    const core = coreOf(tokens);
    const clause: SpokenClause = { tokens: tokens.slice(core.from, core.to), source: this.source };
    const first = clause.tokens.findIndex((token) => !isFiller(token));
    const at = (index: number): NonNullable<SpokenClause['referent']> | undefined => {
      const system = this.#readers['system']?.(clause, index)[0];
      const table = this.#readers['table']?.(clause, index)[0];
      const rows = this.#readers['work']?.(clause, index)[0];
      const field = this.#readers['knownField']?.(clause, index)[0];
      const reads = [system, table, rows, field].filter((read) => read !== undefined).sort((left, right) => right.end - left.end);
      return reads[0]?.value as NonNullable<SpokenClause['referent']> | undefined;
    };
    const direct = first < 0 ? undefined : at(first);
    if (direct) return direct;
    if (clause.tokens.some((token, index) => token.kind === 'quoted' || token.norm === 'called' || token.norm === 'named' || (index > 0 && /^\p{Lu}\p{Ll}/u.test(token.text) && at(index) === undefined))) return undefined;
    const found: NonNullable<SpokenClause['referent']>[] = [];
    for (let index = 0; index < clause.tokens.length; index += 1) {
      const mention = at(index);
      if (mention && !found.some((other) => nameOf(other) === nameOf(mention))) found.push(mention);
    }
    return found.length === 1 ? found[0] : undefined;
  }

  /** A person's question that the plan can't answer is worth keeping, where it is about the migration. */
  #openQuestion(sentence: Sentence): Extract<Outcome, { intents: unknown }> | undefined {
    if (sentence.asks === 'no' || sentence.asks === 'noted') return undefined;
    const core = coreOf(sentence.tokens);
    const tokens = sentence.tokens.slice(core.from, core.to);
    const [first, second] = tokens;
    if (!first || tokens.length < 3 || tokens.length > LONGEST_CLAUSE) return undefined;
    if (!['who', 'what', 'when', 'which', 'where', 'how', 'why', 'whose'].includes(first.norm)) return undefined;
    if (sentence.asks === 'words' && first.norm !== 'who' && first.norm !== 'how' && first.norm !== 'what' && first.norm !== 'which' && first.norm !== 'when') return undefined;
    if (['if', 'about', 'not', 'come', 'else'].includes(second?.norm ?? '') || (first.norm === 'what' && second?.norm === 'be' && /^an?$/i.test(tokens[2]?.text ?? '')) || tokens.some((token) => token.norm === 'you' || token.norm === 'your' || token.norm === 'yours')) return undefined;
    // What the plan could answer if it understood is no question to keep; who, when and what shall be is.
    const open = first.norm === 'who' || first.norm === 'whose' || first.norm === 'when' || first.norm === 'why' || ['happen', 'will', 'should', 'shall', 'must', 'would', 'can', 'could'].includes(second?.norm ?? '') || (['do', 'will', 'should', 'shall', 'can', 'must'].includes(second?.norm ?? '') && first.norm === 'how') || (first.norm === 'what' && tokens.some((token) => token.norm === 'happen'));
    if (!open) return undefined;
    const clause: SpokenClause = { tokens, source: this.source };
    const mentions = tokens.some((_, index) => ['system', 'table', 'work', 'knownField'].some((slot) => (this.#readers[slot]?.(clause, index).length ?? 0) > 0));
    const ours = first.norm === 'who' && tokens.some((token) => DOMAIN.has(token.norm));
    if (!mentions && !ours && !tokens.some((token) => DOMAIN.has(token.norm) && token !== first)) return undefined;
    const outcome = addQuestion({ ...this.#rules, session: { placeholders: new Set(), systems: new Set() } }, textOf(clause, 0, tokens.length));
    return 'intents' in outcome ? outcome : undefined;
  }

  #text(tokens: readonly Token[]): string {
    return textOf({ tokens, source: this.source }, 0, tokens.length) || tokens.map((token) => token.text).join('');
  }
}

/** Words of the trade that make a question one about the migration. */
const DOMAIN = new Set(['migration', 'migrate', 'cutover', 'rollback', 'downtime', 'target', 'source', 'mapping', 'data', 'legacy', 'database', 'schema', 'load', 'reconciliation', 'archive', 'archived', 'historical', 'go-live', 'table', 'record', 'field', 'interface', 'freeze', 'duplicate', 'validation', 'quality', 'system', 'tax', 'backup', 'test', 'owner', 'own'].map(norm));

/** Whole pieces that frame what is beside them and say nothing themselves. */
const FRAMES = new Set(['oop', 'whoop', 'ups', 'uh', 'look good', 'look great', 'look right', 'look fine', 'look ok', 'that look good', 'that look right', 'this look good', 'all good', 'all right', 'alright', 'very good', 'cool', 'nice', 'that be fine', 'that be good', 'that be right', 'that be correct', 'got it', 'understood', 'make sense', 'no worry', 'okay then', 'one more thing', 'one more', 'forgot to say', 'i forgot', 'i forgot to say', 'i forgot to mention', 'forgot to mention', 'quick one', 'quick update', 'small update', 'update', 'head up', 'just so you know', 'so you know', 'for completeness', 'good question', 'let us see', 'forget it', 'forget that', 'never mind', 'nevermind', 'scratch that', 'my bad', 'i think', 'i guess', 'as far as i know', 'thank', 'please', 'right', 'ok', 'okay', 'yes', 'no', 'well', 'so', 'hi', 'hello', 'to be honest', 'i believe', 'you know', 'however', 'etc', 'sure', 'great', 'good', 'fine', 'perfect', 'sorry', 'honestly', 'thank you', 'afaik', 'by the way', 'btw', 'wait', 'actually', 'also', 'of course', 'as always', 'obviously', 'unfortunately', 'ah', 'oh', 'hm', 'in total', 'at the moment', 'right now', 'currently']);

const wordsOf = (tokens: readonly Token[]): string => tokens.filter((token) => token.kind !== 'punct').map((token) => token.norm).join(' ');

const WITHDRAWING = new Set(['no', 'forget it', 'forget that', 'never mind', 'nevermind', 'scratch that', 'no wait', 'wait no', 'or not', 'not really', 'not']);
/** "…, but only on weekends": a limit to what stands before it. */
const LIMITS = /^(?:only|not|never|just not|no longer|not any ?more|nobody|no one|no) /;
/** "The rest can stay as it is": it asks for no change. */
const LEFT_ALONE = /^(?:(?:please )?(?:leave|keep) )?(?:the |all )?(?:rest|other|others|everything else|other one|remaining one|other table|remaining table)(?: of (?:them|the table|it))?(?: (?:can|may|should|will|shall))?(?: (?:stay|remain|be|be left|be kept))?(?: (?:just )?(?:as (?:it|they) be(?: now)?|as be|unchanged|the same|alone|untouched|like that|fine|ok|okay|as they were))?$/;
/** Asides that say how little a thing is used, or how somebody likes it: neither denies what stands beside it. */
const BY_THE_WAY = /^(?:because |since |as |after all )?(?:(?:nobody|no one|hardly anybody|hardly anyone) (?:really |ever |even )?(?:use|need|read|touch|look at|miss|open|open) (?:it|them|that|those)|(?:we|they|people) (?:hardly|barely|rarely|never|do not) (?:really |ever |even )?(?:use|need|read|touch|look at|miss) (?:it|them|that|those)|(?:we|it|they|business|company|shop|plant|system|site|factory|store|warehouse|the \p{L}+) never (?:close|sleep|stop|shut|rest|go offline|go down)|(?:i|we) do not (?:really )?like (?:it|that|them))(?: (?:much|anymore|any more|often|a lot|any longer|at all|these day|nowaday|today))*$/u;
const ASIDE_SUBJECTS = /^(?:because |since |as |so |sorry |after all |honestly |and |but )*(?:i|we|they|he|she|it|that|this|there|the|our|my|these|those|somebody|someone|everybody|everyone|people|management|\p{L}+ be|\p{L}+ have) (?:\p{L}|[\p{N}'-])+/u;
/** Words that keep an aside from being one: it may turn the order around, put it under a condition or delay it. */
const TURNS_ORDER = /\b(?:if|unless|until|till|before|after|once|when|whether|would|could|might|may|maybe|perhaps|wait|stop|instead|rather|except|first|later|tomorrow|wrong|kidding|joke|joking|suppose|imagine|pretend|assume|doubt|wish|otherwise|cancel|forget|or|nor|neither|change|undo|must|should|want|need|hold|never|no|nobody|nothing|only|false|untrue|nonsense|hypothetically|theoretically|ideally)\b/;
/** "I don't trust it yet" is a reason to look closer or to take it back, and no denial of the order. */
const NOT_HAPPY = /\b(?:do|be|did) not (?:really |quite |yet |fully |entirely |all that |that |so |very )*(?:trust|like|understand|get|see|believe|feel|follow|remember|mean|sure|happy|convinced|comfortable|certain|clear|confident|satisfied|right|correct|good|it|that)\b/;
const CAUTIOUS = new Set(['deepDive', 'party', 'undo', 'revise', 'show', 'status', 'whatIsOpen', 'help']);

/** Whether a part that was not read stands beside an order as a reason or as chatter, and leaves it as it is. */
function isAside(words: string, joints: readonly string[], id: string): boolean {
  if (/^(?:(?:that|it|this) )?would be (?:very |really )?(?:great|nice|good|helpful|cool|lovely|perfect|useful)$/.test(words)) return true;
  if (!joints.every((joint) => [',', '—', '-', '(', ')', ''].includes(joint)) || !ASIDE_SUBJECTS.test(words) || words.split(' ').length < 3) return false;
  const rest = CAUTIOUS.has(id) ? words.replace(NOT_HAPPY, ' ') : words;
  return !TURNS_ORDER.test(rest) && !/\bnot\b/.test(rest);
}

function nameOf(mention: TableMention | SystemMention | NonNullable<SpokenClause['referent']>): string {
  if (mention.kind === 'table') return `t ${mention.refs.map((ref) => `${ref.system}.${ref.object}`).join()}`;
  if (mention.kind === 'system') return `s ${mention.refs.map((ref) => ref.name).join()}`;
  return `r ${mention.kind} ${mention.said}`;
}

function segmentJoins(pieces: readonly Piece[], segment: { from: number; to: number }): readonly string[] {
  const joints: string[] = [];
  if (segment.from > 0) joints.push(pieces[segment.from]?.joint ?? '');
  if (segment.to < pieces.length) joints.push(pieces[segment.to]?.joint ?? '');
  return joints;
}

/** Names and kinds of things: as written they are meant, however near a word of the grammar they are. */
const AS_WRITTEN = (word: string): boolean => BUSINESS_NOUNS.has(word) || DEPARTMENTS.has(word) || PARTY_NOUNS.has(word) || SYSTEM_NAMES.has(word) || GRAMMAR.has(word) || TAINTS_NEAR.has(word) || isVocabulary(word) || isFiller({ kind: 'word', text: word, norm: word, start: 0, end: 0, spaced: true });
const slips = new Map<string, string | undefined>();

/** The one long word of the grammar that a word is a slip of the finger from: a letter too few, too many, or two swapped, inside it. */
function meantBy(word: string): string | undefined {
  if (slips.has(word)) return slips.get(word);
  const near = grammarWords().filter((other) => other.length >= 7 && other[0] === word[0] && other.at(-1) === word.at(-1) && other !== word && isSlip(word, other));
  const meant = near.length === 1 ? near[0] : undefined;
  if (slips.size < 5_000) slips.set(word, meant);
  return meant;
}

function isSlip(word: string, meant: string): boolean {
  if (editDistance(word, meant, 1) > 1) return false;
  // Another letter in the same place makes another word ("refined", "defined") more often than a slip.
  return word.length !== meant.length || Array.from(word).sort().join('') === Array.from(meant).sort().join('');
}

let longWords: readonly string[] | undefined;
function grammarWords(): readonly string[] {
  return (longWords ??= [...new Set([...vocabulary(), ...GRAMMAR, ...TAINTS_NEAR, 'somewhere', 'approximately', 'roughly', 'exactly', 'precisely', 'probably', 'actually', 'currently', 'definitely', 'estimated', 'definitively', 'basically', 'obviously', 'certainly', 'absolutely'])].filter((word) => word.length >= 7 && /^[a-z]+$/.test(word)));
}

/** Slips of the finger in long ordinary words are read as what was meant; names are left alone, and the text stays as typed. */
function withoutSlips(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  return tokens.map((token, at) => {
    if (token.kind !== 'word' || token.norm.length < 7 || token.norm.length > 24 || !/^[a-z]+$/.test(token.text) || AS_WRITTEN(token.norm)) return token;
    const named = [lexicon.systems, lexicon.tables, lexicon.targetTables, lexicon.fields, lexicon.rows, lexicon.people].some((index) => index.find(tokens, at, () => true).length > 0);
    const meant = named || ['called', 'named'].includes(tokens[at - 1]?.norm ?? '') ? undefined : meantBy(token.norm);
    return meant === undefined ? token : { ...token, norm: meant };
  });
}

/** The same slot is asked for at the same place by many patterns: it is read once. */
function remembered(readers: Readonly<Record<string, SlotReader>>): Readonly<Record<string, SlotReader>> {
  const memory = new WeakMap<Clause, Map<string, ReturnType<SlotReader>>>();
  return Object.fromEntries(Object.entries(readers).map(([name, reader]) => [name, (clause: Clause, at: number) => {
    let known = memory.get(clause);
    if (!known) memory.set(clause, (known = new Map<string, ReturnType<SlotReader>>()));
    const key = `${name}:${at}`;
    let reads = known.get(key);
    if (!reads) known.set(key, (reads = reader(clause, at)));
    return reads;
  }]));
}
