import { GRAMMAR } from './vocabulary.ts';
import { isFiller } from './pattern.ts';
import { textOf } from './readers.ts';
import type { SlotRead, SlotReader } from './pattern.ts';
import type { ReaderContext, SpokenClause } from './readers.ts';
import type { Token } from './tokens.ts';
import type { NameValue, NewSystem, TextValue } from './values.ts';

/** Readers of short free text that must be of a certain kind: a quality problem, what stays behind, a tool, a reason. */

/** Words that turn what is said around, or make it a supposition. */
export const TURNING: ReadonlySet<string> = new Set([
  'not', 'no', 'never', 'if', 'unless', 'would', 'could', 'might', 'whether', 'until', 'instead', 'neither', 'nor', 'used', 'wish', 'hope', 'but', 'nobody', 'none', 'without', 'rather', 'except',
]);

const QUALITY = new Set([
  'duplicate', 'duplicated', 'dupe', 'doublet', 'duplication', 'null', 'missing', 'empty', 'blank', 'orphan', 'orphaned', 'invalid', 'inconsistent', 'inconsistency', 'wrong', 'broken', 'dirty', 'bad', 'dummy', 'fake', 'mixed', 'malformed', 'corrupt', 'corrupted', 'corruption',
  'garbage', 'outdated', 'stale', 'truncated', 'mojibake', 'unreadable', 'illegal', 'impossible', 'negative', 'misspelled', 'misspelt', 'typo', 'garbled', 'obsolete', 'inaccurate', 'incomplete', 'incorrect', 'placeholder', 'redundant', 'dangling', 'conflicting', 'contradictory', 'messy', 'faulty', 'whitespace', 'non-unique',
  'unformatted', 'nonsense', 'junk', 'unmatched', 'overlapping', 'gap', 'violation', 'mismatch', 'test', 'umlaut', 'encoding', 'special-character', 'trailing', 'leading', 'different', 'several', 'unknown', 'future', 'error', 'collision', 'ambiguous', 'hardcoded', 'inactive', 'dead', 'undocumented', 'unparseable', 'free-text', 'format', 'formatting', 'spelling', 'non-existent', 'nonexistent', 'non-existing', 'deleted', 'unreliable', 'uncleaned',
]);
/** Of these one alone is not enough: "different", "several", "test" say nothing about quality without a noun of data. */
const WEAK = new Set(['deleted', 'different', 'several', 'test', 'unknown', 'future', 'leading', 'trailing', 'mixed', 'inactive', 'dead', 'ambiguous', 'bad', 'wrong', 'broken', 'missing', 'encoding', 'error', 'gap', 'format', 'negative', 'undocumented', 'special-character', 'conflicting', 'faulty', 'overlapping']);
const DATA_NOUNS = new Set([
  'date', 'email', 'e-mail', 'mail', 'address', 'phone', 'number', 'name', 'code', 'encoding', 'value', 'amount', 'price', 'status', 'field', 'column', 'data', 'zip', 'postcode', 'birthday', 'birthdate', 'country', 'currency', 'description', 'key', 'id', 'identifier', 'reference', 'row', 'record', 'entry', 'character', 'charset', 'umlaut', 'string', 'text', 'format', 'spelling', 'space', 'iban', 'vat', 'tax', 'quantity', 'unit', 'total', 'sum',
  'timestamp', 'time', 'fax', 'city', 'street', 'salutation', 'title', 'gender', 'language', 'foreign', 'primary', 'type', 'flag', 'duplicate', 'orphan', 'null', 'nulls', 'whitespace', 'typo', 'customer', 'order', 'product', 'invoice', 'account', 'contact', 'supplier', 'item', 'line', 'sku', 'phonenumber', 'phone-number', 'birthdays', 'surname', 'firstname', 'lastname', 'postal', 'contract', 'payment', 'document', 'attachment', 'category', 'user', 'employee', 'link', 'fk', 'pk', 'ssn', 'url', 'comment', 'note', 'salary', 'discount', 'price', 'rate', 'weight', 'constraint',
]);
const NO_DATA = new Set(['owner', 'priority', 'size', 'count', 'mapping', 'dependency', 'window', 'volume', 'downtime', 'plan', 'strategy', 'time', 'budget', 'idea', 'problem', 'issue', 'impact', 'importance', 'relevance', 'use', 'value', 'meaning', 'row', 'record', 'data']);
const STATE_WORDS = new Set([
  ...QUALITY, 'mess', 'unique', 'clean', 'reliable', 'unreliable', 'consistent', 'valid', 'complete', 'normalised', 'normalized', 'trimmed', 'filled', 'maintained', 'twice', 'free', 'varchar', 'string', 'all over the place', 'formats', 'format', 'poor', 'terrible', 'chaos', 'chaotic',
]);
const TOOL_NOUNS = new Set(['package', 'script', 'job', 'tool', 'pipeline', 'export', 'exporter', 'import', 'importer', 'etl', 'dump', 'loader', 'macro', 'procedure', 'converter', 'utility', 'dts', 'ssis', 'query', 'batch', 'program', 'workflow', 'dag', 'notebook', 'interface', 'dtsx', 'routine', 'extractor', 'mapper', 'flow', 'transformation', 'datastage', 'informatica', 'talend', 'pentaho', 'airflow', 'dbt', 'fivetran', 'backup']);
const SCOPE_NOUNS = new Set([
  'data', 'table', 'log', 'record', 'row', 'history', 'archive', 'backup', 'document', 'attachment', 'order', 'customer', 'invoice', 'product', 'file', 'column', 'field', 'view', 'user', 'account', 'message', 'image', 'picture', 'report', 'entry', 'transaction', 'payment', 'contact', 'lead', 'item', 'session', 'cache', 'temp', 'tmp', 'staging', 'audit', 'trail', 'statistic', 'draft', 'ticket', 'email', 'mail', 'note', 'comment', 'duplicate', 'schema', 'database', 'index', 'procedure', 'trigger', 'copy', 'year', 'anything', 'employee', 'password', 'token', 'quote', 'price', 'contract', 'module', 'stuff', 'metadata', 'supplier', 'event',
]);
const RELATION_STARTS = new Set(['nightly', 'daily', 'weekly', 'monthly', 'hourly', 'every', 'each', 'via', 'through', 'by', 'over', 'with', 'using', 'once', 'twice', 'at', 'on', 'in', 'with', 'for', 'per', 'as', 'continuously', 'asynchronously', 'manually', 'automatically', 'overnight', 'periodically', 'directly', 'from', 'during', 'about', 'whenever', 'a', 'live', 'all', 'the', 'its', 'their', 'after', 'before', 'real']);

const WHEN_WORDS = new Set([
  'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'mondays', 'weekend', 'night', 'overnight', 'evening', 'morning', 'afternoon', 'noon', 'midnight', 'holiday', 'christmas', 'easter', 'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december', 'quarter', 'month-end', 'year-end', 'weekday', 'week', 'lunchtime', 'sundays', 'saturdays',
]);
const REASON_STARTS = new Set(['nobody', 'no', 'none', 'it', 'they', 'this', 'that', 'we', 'these', 'obsolete', 'unused', 'not', 'only', 'too', 'legal', 'there']);

/** Words with which an order begins, or by which a sentence speaks of what should be done and not of what is. */
const ORDERS = new Set(['fix', 'clean', 'remove', 'delete', 'check', 'find', 'show', 'add', 'ignore', 'exclude', 'merge', 'skip', 'drop', 'leave', 'please', 'let', 'map', 'set', 'make', 'open', 'go', 'test', 'confirm', 'use', 'run', 'call', 'change', 'convert', 'migrate', 'move', 'park', 'what', 'who', 'how', 'when', 'where', 'why', 'which', 'be', 'do', 'can', 'should', 'i', 'rename', 'keep', 'correct', 'report', 'count', 'list']);
const QUALITY_STOPS = new Set(['must', 'should', 'need', 'will', 'shall', 'want', 'plan', 'fixed', 'cleaned', 'was', 'were', 'had', 'expect', 'or', 'think', 'say', 'said', 'only', 'downtime', 'target', 'schema', 'freeze', 'cutover', 'rollback', 'owner', 'decided', 'agreed', 'mapped', 'priority', 'test', 'question', 'claim', 'meeting', 'remove', 'removed', 'delete', 'corrected', 'solved', 'resolved', 'gone', 'got', 'told', 'vendor']);

const turns = (token: Token | undefined): boolean => token !== undefined && TURNING.has(token.norm);

export function createTextReaders(context: ReaderContext): Readonly<Record<string, SlotReader>> {
  const { lexicon } = context;
  const isField = (tokens: readonly Token[], at: number): boolean => lexicon.fields.find(tokens, at, () => false).length > 0;
  const isTable = (tokens: readonly Token[], at: number): boolean => lexicon.tables.find(tokens, at, () => false).length > 0;
  const isData = (tokens: readonly Token[], at: number): boolean => DATA_NOUNS.has(tokens[at]?.norm ?? '') || isField(tokens, at) || isTable(tokens, at);

  /** Text of up to `most` tokens that holds; shortest first. */
  const short = (most: number, holds: (tokens: readonly Token[], from: number, to: number) => boolean, stop: (token: Token) => boolean = (token) => turns(token)) => (clause: SpokenClause, at: number): readonly SlotRead<TextValue>[] => {
    const reads: SlotRead<TextValue>[] = [];
    for (let end = at + 1; end <= Math.min(at + most, clause.tokens.length); end += 1) {
      const last = clause.tokens[end - 1];
      if (!last || stop(last)) break;
      if (!holds(clause.tokens, at, end)) continue;
      const text = textOf(clause, at, end);
      if (text !== '') reads.push({ value: { kind: 'text', text, freeTokens: end - at }, end });
    }
    return reads;
  };
  const has = (words: ReadonlySet<string>, tokens: readonly Token[], from: number, to: number): boolean => {
    for (let at = from; at < to; at += 1) if (words.has(tokens[at]?.norm ?? '')) return true;
    return false;
  };
  const hasData = (tokens: readonly Token[], from: number, to: number): boolean => {
    for (let at = from; at < to; at += 1) if (isData(tokens, at)) return true;
    return false;
  };
  const isQuality = (tokens: readonly Token[], from: number, to: number): boolean => {
    let strong = false;
    let weak = false;
    for (let at = from; at < to; at += 1) {
      const word = tokens[at]?.norm ?? '';
      if (!QUALITY.has(word)) continue;
      if (WEAK.has(word)) weak = true;
      else strong = true;
    }
    return strong || (weak && hasData(tokens, from, to));
  };
  const startsWithPerson = (tokens: readonly Token[], from: number): boolean => ['we', 'i', 'they', 'he', 'she', 'you', 'who', 'it', 'this', 'that', 'there', 'what', 'these', 'those'].includes(tokens[from]?.norm ?? '');

  const name = (text: string, end: number): SlotRead<NameValue> => ({ value: { kind: 'name', text }, end });
  const words = (clause: SpokenClause, at: number, ends: (word: string) => boolean, most: number): readonly SlotRead<NameValue>[] => {
    const reads: SlotRead<NameValue>[] = [];
    for (let end = at + 1; end <= Math.min(at + most, clause.tokens.length); end += 1) {
      const token = clause.tokens[end - 1];
      if (!token || token.text === ',' || turns(token)) break;
      if (ends(token.norm)) reads.unshift(name(textOf(clause, at, end), end));
    }
    return reads;
  };
  const spoken = (reader: (clause: SpokenClause, at: number) => readonly SlotRead[]): SlotReader => (clause, at) => reader(clause as SpokenClause, at);

  return {
    qualityText: spoken(short(9, (tokens, from, to) => isQuality(tokens, from, to) && !startsWithPerson(tokens, from) && !has(new Set(['be', 'have']), tokens, from, to))),
    plainQuality: spoken((clause, at) => short(7, (tokens, from, to) => to === clause.tokens.length && isQuality(tokens, from, to) && hasData(tokens, from, to) && !has(new Set(['be', 'have', 'system', 'database']), tokens, from, to))(clause, at)),
    stateText: spoken(short(10, (tokens, from, to) => {
      const be = tokens.findIndex((token, index) => index > from && index < to && token.norm === 'be');
      return be > from && to > be + 1 && has(STATE_WORDS, tokens, be + 1, to) && hasData(tokens, from, be) && !startsWithPerson(tokens, from);
    })),
    qualitySubject: spoken(short(4, (tokens, from, to) => hasData(tokens, to - 1, to) && !startsWithPerson(tokens, from) && !has(new Set(['be', 'have']), tokens, from, to) && tokens.slice(from, to).every((token) => token.kind === 'word'))),
    ruleSubject: spoken(short(4, (tokens, from, to) => (hasData(tokens, to - 1, to) || (to > from + 1 && hasData(tokens, from, to - 1))) && !startsWithPerson(tokens, from) && !has(new Set(['be', 'have', 'need']), tokens, from, to), (token) => turns(token) || token.text === ',')),
    missingText: spoken((clause, at) => short(4, (tokens, from, to) => to === clause.tokens.length && !has(NO_DATA, tokens, from, to) && !has(QUALITY, tokens, from, to) && hasData(tokens, from, to))(clause, at)),
    missingVerb: spoken((clause, at) => (['match', 'add', 'sum', 'balance', 'reconcile', 'join', 'tie', 'correspond', 'line', 'agree', 'exist', 'point'].includes(clause.tokens[at]?.norm ?? '') ? [name(clause.tokens[at]?.text ?? '', ['up', 'to', 'out'].includes(clause.tokens[at + 1]?.norm ?? '') ? at + 2 : at + 1)] : [])),
    qualityTail: spoken((clause, at) => {
      // Where it is stands in a slot of its own.
      for (let here = at; here < clause.tokens.length; here += 1) if (isTable(clause.tokens, here) || lexicon.systems.find(clause.tokens, here, () => false).length > 0) return [];
      return short(9, (tokens, _from, to) => to === tokens.length)(clause, at);
    }),
    pastTail: spoken((clause, at) => short(40, (tokens, from, to) => to === tokens.length && has(new Set(['attempt', 'migration', 'try']), tokens, from, to) && has(new Set(['failed', 'earlier', 'previous', 'stopped', 'cancelled', 'aborted', 'ago', 'in', 'last', 'unsuccessful', 'abandoned']), tokens, from, to), () => false)(clause, at)),
    whTail: spoken((clause, at) => {
      const first = clause.tokens[at]?.norm ?? '';
      if (!['who', 'what', 'how', 'whether', 'if', 'when', 'where', 'why', 'which', 'whose'].includes(first) || clause.tokens.length - at < 3) return [];
      const text = textOf(clause, at, clause.tokens.length);
      return [{ value: { kind: 'text', text, freeTokens: 0 }, end: clause.tokens.length }];
    }),
    scopeText: spoken((clause, at) => {
      if (['it', 'this', 'that', 'them', 'these', 'those', 'everything', 'us', 'me', 'we', 'i', 'you', 'they'].includes(clause.tokens[at]?.norm ?? '') && clause.tokens.length <= at + 2) return [];
      return short(8, (tokens, from, to) => has(SCOPE_NOUNS, tokens, from, to) && !['because', 'since', 'be', 'behind', 'the', 'a', 'of', 'and', 'in', 'from', 'for', 'to'].includes(tokens[to - 1]?.norm ?? '') && !has(new Set(['we', 'i', 'because', 'since', 'be', 'have', 'can', 'will', 'should', 'must', 'may', 'window', 'downtime', 'system']), tokens, from, to))(clause, at);
    }),
    toolText: spoken((clause, at) => {
      const reads = words(clause, at, (word) => TOOL_NOUNS.has(word), 7).filter((read) => !has(new Set(['we', 'i', 'to', 'be', 'for', 'data', 'they']), clause.tokens, at, read.end));
      return reads;
    }),
    someWords: spoken((clause, at) => [...words(clause, at, () => true, 4)].reverse()),
    from: spoken((clause, at) => words(clause, at, (word) => word !== 'to' && word !== 'from', 5).filter((read) => !clause.tokens.slice(at, read.end).some((token) => token.norm === 'to'))),
    relationTail: spoken((clause, at) => {
      const { tokens } = clause;
      if (!RELATION_STARTS.has(tokens[at]?.norm ?? '')) return [];
      const reads: SlotRead<TextValue>[] = [];
      for (let end = at + 1; end <= Math.min(at + 12, tokens.length); end += 1) {
        if (turns(tokens[end - 1])) return [];
        if (end === tokens.length) reads.push({ value: { kind: 'text', text: textOf(clause, at, end), freeTokens: Math.max(1, end - at - 2) }, end });
      }
      return reads;
    }),
    systemName: spoken((clause, at) => {
      // A system that the plan does not know, in a sentence that says it is one: "the warehouse", "ERP", "data lake".
      const { tokens } = clause;
      const reads: SlotRead<NewSystem>[] = [];
      const first = tokens[at];
      if (first?.kind === 'quoted') return [{ value: { kind: 'newSystem', name: first.text }, end: at + 1 } satisfies SlotRead<NewSystem>];
      if (lexicon.tables.find(tokens, at, () => false).length > 0 || lexicon.systems.find(tokens, at, () => false).length > 0) return [];
      for (let end = at + 1; end <= Math.min(at + 3, tokens.length); end += 1) {
        const token = tokens[end - 1];
        if (token?.kind !== 'word' || !/^\p{L}[\p{L}\p{N}_.&-]*$/u.test(token.text) || isFiller(token) || (GRAMMAR.has(token.norm) && !/^\p{Lu}{2,}/u.test(token.text)) || context.isVocabulary(token.norm) && !/^\p{Lu}/u.test(token.text) && token.norm !== 'warehouse') break;
        reads.unshift({ value: { kind: 'newSystem', name: textOf(clause, at, end) }, end });
        if (['system', 'database', 'application'].includes(tokens[end]?.norm ?? '')) reads.unshift({ value: { kind: 'newSystem', name: textOf(clause, at, end) }, end: end + 1 });
      }
      return reads;
    }),
    whenWord: spoken((clause, at) => short(4, (tokens, from, to) => /^(?:this (?:morning|afternoon|week|month)|(?:just )?(?:now|today|yesterday|recently|earlier|again|tonight)|earlier (?:today|this week)|last (?:night|week)|the other day)$/.test(tokens.slice(from, to).map((token) => token.norm).join(' ')))(clause, at)),
    whenText: spoken(short(6, (tokens, from, to) => has(WHEN_WORDS, tokens, from, to) && !['and', 'or', 'the', 'on', 'at', 'in'].includes(tokens[to - 1]?.norm ?? ''))),
    plainReason: spoken((clause, at) => {
      // "…, nobody uses it": a reason without "because".
      const { tokens } = clause;
      if (!REASON_STARTS.has(tokens[at]?.norm ?? '') || tokens[at - 1]?.kind !== 'punct') return [];
      const text = textOf(clause, at, tokens.length);
      return text === '' ? [] : [{ value: { kind: 'text', text, freeTokens: tokens.length - at }, end: tokens.length }];
    }),
    anyQuality: spoken((clause, at) => {
      // Whatever else is said: words of bad data about something of the plan or a kind of data, stated and not turned around.
      const { tokens } = clause;
      const first = tokens.find((token, index) => index >= at && !isFiller(token))?.norm ?? '';
      if (at !== 0 || tokens.length < 4 || tokens.length > 45 || ORDERS.has(first)) return [];
      const we = tokens.findIndex((token) => token.norm === 'we' || token.norm === 'i');
      if (we >= 0 && !['have', 'see', 'found', 'find', 'know', 'noticed', 'discovered', 'also', 'still'].includes(tokens[we + 1]?.norm ?? '')) return [];
      if (tokens.some((token) => turns(token) || QUALITY_STOPS.has(token.norm)) || !isQuality(tokens, 0, tokens.length) || !hasData(tokens, 0, tokens.length)) return [];
      return [{ value: { kind: 'text', text: textOf(clause, 0, tokens.length), freeTokens: 10 }, end: tokens.length }];
    }),
    ordinal: spoken((clause, at) => {
      const order = ['another', '', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'].indexOf(clause.tokens[at]?.norm ?? '?');
      return order >= 0 ? [name(String(order), at + 1)] : [];
    }),
    fileSource: spoken((clause, at) => {
      const { tokens } = clause;
      const kinds: Readonly<Record<string, string>> = { sharepoint: 'SharePoint', csv: 'CSV', excel: 'Excel', xml: 'XML', json: 'JSON', access: 'Access', parquet: 'Parquet', filemaker: 'FileMaker', 'lotus notes': 'Lotus Notes' };
      const word = tokens[at]?.norm ?? '';
      const noun = tokens[at + 1]?.norm ?? '';
      if (!Object.hasOwn(kinds, word) || !['list', 'file', 'sheet', 'spreadsheet', 'workbook', 'export', 'folder', 'site', 'dump', 'archive', 'extract'].includes(noun)) return [];
      return [name(`${kinds[word] ?? ''}\u0000${textOf(clause, at, at + 2)}`, at + 2)];
    }),
    placeTail: spoken((clause, at) => {
      // "in the warehouse", "at headquarters", "on Ben's laptop": where a system stands, in the person's words.
      const { tokens } = clause;
      if (!['in', 'at', 'on', 'under'].includes(tokens[at]?.norm ?? '') || tokens.length - at > 6 || tokens.length - at < 2) return [];
      if (tokens.slice(at).some((token) => token.kind !== 'word' && token.text !== "'s" || turns(token))) return [];
      return [name(textOf(clause, at, tokens.length), tokens.length)];
    }),
    codeValue: spoken((clause, at) => {
      const token = clause.tokens[at];
      if (!token) return [];
      const ok = token.kind === 'quoted' || token.kind === 'number' || (token.kind === 'word' && /^\p{Lu}{1,4}\d*$/u.test(token.text) && token.norm !== 'i');
      return ok ? [name(token.text, at + 1)] : [];
    }),
    decided: spoken((clause, at) => (['decided', 'agreed', 'chosen', 'chose', 'concluded', 'settled', 'resolved'].includes(clause.tokens[at]?.norm ?? '') ? [name(clause.tokens[at]?.text ?? '', at + 1)] : [])),
    capitalName: spoken((clause, at) => {
      const { tokens } = clause;
      const first = tokens[at];
      if (first?.kind === 'quoted') return [name(first.text, at + 1)];
      if (first?.kind !== 'word' || !/^\p{Lu}/u.test(first.text) || GRAMMAR.has(first.norm)) return [];
      let end = at + 1;
      while (end < at + 4 && (tokens[end]?.kind === 'number' || (tokens[end]?.kind === 'word' && /^[\p{Lu}\d]/u.test(tokens[end]?.text ?? '')))) end += 1;
      const reads: SlotRead<NameValue>[] = [];
      for (let to = end; to > at; to -= 1) reads.push(name(textOf(clause, at, to), to));
      return reads;
    }),
    tolerance: spoken((clause, at) => {
      const { tokens } = clause;
      const first = tokens[at];
      if (first?.norm === 'zero' || first?.norm === 'none') return [name('0', at + 1)];
      if (first?.kind !== 'number') return [];
      if (tokens[at + 1]?.text === '%' || tokens[at + 1]?.norm === 'percent') return [name(`${first.text} %`, at + 2)];
      return [name(first.text, ['row', 'record'].includes(tokens[at + 1]?.norm ?? '') ? at + 2 : at + 1)];
    }),
    typeText: spoken((clause, at) => {
      const token = clause.tokens[at];
      if (token?.kind !== 'word' || !/^(date|timestamp|timestamptz|datetime|time|integer|int|bigint|smallint|numeric|decimal|number|text|varchar|char|nvarchar|boolean|bool|uuid|json|jsonb|float|double|real|money|bytea|string|interval)$/.test(token.norm)) return [];
      const { tokens } = clause;
      if (tokens[at + 1]?.text === '(' && tokens[at + 2]?.kind === 'number') {
        const close = tokens.findIndex((other, index) => index > at + 2 && index < at + 6 && other.text === ')');
        if (close > 0) return [name(textOf(clause, at, close + 1), close + 1)];
      }
      return [name(token.text.toLowerCase(), at + 1)];
    }),
    codeText: spoken((clause, at) => {
      const token = clause.tokens[at];
      if (token?.kind === 'quoted' && at + 1 === clause.tokens.length) return [name(token.text, at + 1)];
      return ['direct', 'default', 'generated'].includes(token?.norm ?? '') && at + 1 === clause.tokens.length ? [name(token?.norm ?? '', at + 1)] : [];
    }),
    parkText: spoken(short(10, () => true)),
  };
}
