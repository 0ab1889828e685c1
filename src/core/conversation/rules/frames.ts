import { cellOf, rowsOf } from '../../plan/plan.ts';
import { formatDuration } from '../../units/duration.ts';
import { line } from '../messages.ts';
import { answer, change, propose, setCell } from '../proposals.ts';
import { rule } from '../rule.ts';
import { TURNING } from '../textReaders.ts';
import { setPriority } from './priorities.ts';
import { describe } from './sources.ts';
import { setApproach, setWindow } from './strategy.ts';
import { stateVolume } from './volumes.ts';
import type { Approach } from '../../plan/planState.ts';
import type { Found, Outcome, Rule, RuleContext } from '../rule.ts';
import type { Tagged } from '../tagging.ts';

/**
 * Frames: for what no pattern covers. A clause counts by what it mentions (one table and one amount, one person and one
 * activity, …) and by a word that says how they belong together. Only where nothing in it could turn the sense around,
 * and where few of its words are unknown.
 */

const STOPS: ReadonlySet<string> = new Set([
  ...TURNING, 'or', 'only', 'was', 'were', 'had', 'than', 'longer', 'shorter', 'more', 'less', 'too', 'enough', 'last', 'previously', 'yesterday', 'test', 'rehearsal', 'said', 'say', 'claim', 'think', 'want', 'ask', 'asked', 'told', 'tell', 'should', 'except', 'suppose', 'assume', 'assuming', 'imagine', 'doubt', 'maybe', 'wrong', 'false', 'kidding', 'joke',
  'ideally', 'hypothetically', 'theoretically', 'unlike', 'unless', 'otherwise', 'both', 'extra', 'additional', 'twice', 'half', 'plan', 'planned', 'question', 'whether', 'left', 'formerly', 'former', 'once upon', 'next year', 'future', 'promised', 'refused', 'risk', 'risky', 'fail', 'failed', 'problem', 'please', 'forget', 'ignore', 'remove', 'delete', 'stop', 'who', 'what', 'how', 'why', 'which', 'where',
]);

/** A clause that begins with one of these says when or in which case first. */
const CASES = new Set(['in', 'as', 'for', 'with', 'during', 'from', 'at', 'by', 'since', 'on', 'under', 'given', 'depending', 'while', 'regardless']);

const clean = (tagged: Tagged, most: number, allowed: ReadonlySet<string> = new Set()): boolean => tagged.unknown <= most && tagged.words.every((word) => allowed.has(word.norm) || !STOPS.has(word.norm));
const hasWord = (tagged: Tagged, words: ReadonlySet<string>): boolean => tagged.words.some((word) => words.has(word.norm));
const only = <Item>(items: readonly Item[]): Item | undefined => (items.length === 1 ? items[0] : undefined);
const none = (...lists: readonly (readonly unknown[])[]): boolean => lists.every((list) => list.length === 0);

const OWNING = new Set(['own', 'owner', 'owned', 'steward', 'responsible', 'responsibility', 'charge', 'belong', 'accountable', 'contact', 'ownership']);
const DOING = new Set([...OWNING, 'call', 'do', 'run', 'handle', 'perform', 'execute', 'take', 'job', 'task', 'hand', 'lead', 'duty', 'done', 'press', 'carry', 'look']);

function owner({ tagged, context }: Frame): Outcome | undefined {
  const people = tagged.people;
  const first = people[0];
  if (!first || people.length > 2 || !none(tagged.tables, tagged.counts, tagged.sizes, tagged.durations, tagged.technologies) || tagged.others > 0 || !clean(tagged, 2)) return undefined;
  // Two names are one owner only side by side.
  if (people.length === 2 && ((people[1]?.from ?? 0) - first.to > 1)) return undefined;
  const name = people.map((person) => person.text).join(', ');
  const row = only(tagged.rows)?.value.refs;
  const system = only(tagged.systems);
  if (row && tagged.systems.length === 0 && hasWord(tagged, DOING)) {
    const ref = only(only(row) ?? []);
    const found = ref ? rowsOf(context.plan, ref.block)[ref.index] : undefined;
    if (!ref || !found || ref.block === 'validation' || ref.block === 'rollbackCriteria') return undefined;
    const before = cellOf(found, 'owner');
    if (before === name) return answer('conversation.answer.unchanged', { text: `${ref.name}: ${name}` });
    return propose('conversation.propose.owner', { name: ref.name, owner: name }, [change(ref.name, line('conversation.label.owner'), before, name)], [setCell(ref.block, found, ref.index, 'owner', name)]);
  }
  return system && tagged.rows.length === 0 && hasWord(tagged, OWNING) ? describe(context, system.value, { owner: name }) : undefined;
}

function duration({ tagged, context }: Frame): Outcome | undefined {
  const time = only(tagged.durations);
  const ref = only(only(only(tagged.rows)?.value.refs ?? []) ?? []);
  if (!time || !ref || !none(tagged.tables, tagged.counts, tagged.sizes, tagged.systems, tagged.technologies) || tagged.others > 0 || tagged.people.length > 0 || !clean(tagged, 2)) return undefined;
  if (hasWord(tagged, new Set(['after', 'before', 'later', 'earlier', 'within', 'every', 'ago', 'window', 'downtime', 'until', 'by', 'delay', 'late']))) return undefined;
  const row = rowsOf(context.plan, ref.block)[ref.index];
  if (!row || (ref.block !== 'cutover' && ref.block !== 'restoreSteps')) return undefined;
  const value = formatDuration(time.minutes);
  const before = cellOf(row, 'duration');
  if (before === value) return answer('conversation.answer.unchanged', { text: `${ref.name}: ${value}` });
  return propose('conversation.propose.duration', { name: ref.name, duration: value }, [change(ref.name, line('conversation.label.duration'), before, value)], [setCell(ref.block, row, ref.index, 'duration', value)]);
}

const BEHIND = new Set(['after', 'once', 'when', 'depend', 'need', 'wait', 'follow', 'require', 'rely', 'presuppose']);

function dependency({ tagged, context }: Frame): Outcome | undefined {
  const [one, two] = tagged.rows;
  if (!one || !two || tagged.rows.length !== 2 || !none(tagged.tables, tagged.counts, tagged.sizes, tagged.durations, tagged.systems, tagged.people) || tagged.others > 0) return undefined;
  if (!clean(tagged, 2, new Set(['only']))) return undefined;
  const cues = tagged.words.filter((word) => BEHIND.has(word.norm) || word.norm === 'before');
  const cue = only(cues);
  if (!cue) return undefined;
  const leads = cue.at < one.from;
  // "A after B", "after B, A"; "A before B", "before B, A"
  const firstWaits = (cue.norm === 'before') === leads;
  if (!leads && cue.at > two.from) return undefined;
  const waits = only(only((firstWaits ? one : two).value.refs) ?? []);
  const awaited = only(only((firstWaits ? two : one).value.refs) ?? []);
  if (!waits || !awaited || waits.block !== 'cutover' || awaited.block !== 'cutover' || waits.index === awaited.index) return undefined;
  const row = rowsOf(context.plan, 'cutover')[waits.index];
  if (!row) return undefined;
  const now = cellOf(row, 'dependencies');
  const names = now.split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== '?' && name !== '—');
  if (names.some((name) => name.toLowerCase() === awaited.name.toLowerCase())) return answer('conversation.answer.unchanged', { text: `${waits.name}: ${now}` });
  const value = [...names, awaited.name].join(', ');
  return propose('conversation.propose.dependencies', { name: waits.name, names: awaited.name }, [change(waits.name, line('conversation.label.dependencies'), now, value)], [setCell('cutover', row, waits.index, 'dependencies', value)]);
}

const ROW_WORDS = new Set(['row', 'record', 'entry', 'item', 'line', 'document', 'of', 'in', 'the', 'total', 'altogether', 'overall', 'data']);
const LIMITING = new Set([
  'per', 'day', 'daily', 'each', 'every', 'month', 'year', 'week', 'hour', 'new', 'old', 'older', 'open', 'active', 'closed', 'inactive', 'since', 'duplicate', 'duplicated', 'missing', 'average', 'first', 'top', 'need', 'archive', 'archived', 'migrate', 'orphan', 'orphaned', 'wrong', 'empty', 'null', 'invalid', 'different', 'grow', 'growing', 'grew', 'add', 'added', 'cost', 'price', 'euro', 'dollar', 'eur', 'usd', 'important', 'critical', 'keep', 'history', 'type',
  'kind', 'column', 'field', 'index', 'format', 'by', 'after', 'before', 'broken', 'without', 'plus', 'most', 'some', 'same', 'version', 'system', 'database', 'page', 'step', 'phase', 'attachment', 'have to', 'refer', 'belong', 'map', 'limit', 'least', 'between', 'half', 'quarter', 'part', 'percent', 'outdated', 'unique', 'distinct',
]);

function volume({ tagged, context, found }: Frame): Outcome | undefined {
  const table = only(tagged.tables);
  const count = tagged.counts[0];
  const size = tagged.sizes[0];
  if (!table || table.value.refs.length !== 1 || (!count && !size) || tagged.counts.length > 1 || tagged.sizes.length > 1 || !none(tagged.rows, tagged.durations, tagged.people, tagged.technologies, tagged.systems) || tagged.others > 0) return undefined;
  if (!clean(tagged, 2) || hasWord(tagged, LIMITING)) return undefined;
  const { tokens } = found.clause;
  if (count) {
    // What is counted is the table: nothing but "rows of the" may stand between, and no other noun after the number.
    const between = count.to <= table.from ? tokens.slice(count.to, table.from) : [];
    if (between.some((token) => !ROW_WORDS.has(token.norm) && token.kind !== 'punct')) return undefined;
    const next = tokens[count.to];
    if (count.to < table.from ? false : next !== undefined && next.kind !== 'punct' && !ROW_WORDS.has(next.norm) && !['and', 'with', 'at', 'now', 'there'].includes(next.norm)) return undefined;
    if (count.to > table.from && (next === undefined || !['row', 'record', 'entry'].includes(next.norm)) && !count.value.count.estimated) return undefined;
  }
  return stateVolume(found, context, table.value, count?.value.count, size?.bytes);
}

const HIGH = new Set(['critical', 'crucial', 'vital', 'essential', 'indispensable', 'matter', 'important', 'priority', 'precious']);

function priority({ tagged, context }: Frame): Outcome | undefined {
  if (tagged.tables.length === 0 || tagged.tables.length > 8 || !none(tagged.rows, tagged.durations, tagged.sizes, tagged.technologies, tagged.people) || tagged.others > 0 || tagged.counts.length > 0) return undefined;
  const strong = hasWord(tagged, new Set(['most', 'highest', 'top', 'utmost', 'absolutely', 'really', 'extremely', 'very', 'business', 'mission', 'first']));
  if (!hasWord(tagged, HIGH) || hasWord(tagged, new Set(['low', 'lowest', 'least', 'medium', 'normal', 'little', 'as', 'equally', 'decide', 'little', 'quality', 'row', 'field', 'column', 'date', 'test', 'for', 'because']))) return undefined;
  // "important" and "matter" alone rank nothing.
  if (!strong && !hasWord(tagged, new Set(['critical', 'crucial', 'vital', 'essential', 'indispensable', 'precious']))) return undefined;
  if (!clean(tagged, 2)) return undefined;
  return setPriority(context, { kind: 'tables', mentions: tagged.tables.map((table) => table.value), everything: false }, 'High', true);
}

const DOWN = new Set(['downtime', 'outage', 'offline', 'down', 'unavailable', 'interruption', 'closed', 'window']);

function window({ tagged, context, found }: Frame): Outcome | undefined {
  const time = only(tagged.durations);
  if (!time || !hasWord(tagged, DOWN) || !none(tagged.rows, tagged.tables, tagged.counts, tagged.sizes, tagged.technologies, tagged.people) || tagged.others > 0 || tagged.systems.length > 1) return undefined;
  const { tokens } = found.clause;
  const denied = tagged.words.some((word) => word.norm === 'not' || word.norm === 'no');
  const said = tokens.slice(Math.max(0, time.from - 2), time.to).map((token) => token.norm).join(' ');
  const bounded = /\b(more|longer) than\b/.test(said);
  if (/\b(at least|over|less than|under)\b/.test(said)) return undefined;
  // "not … more than an hour" is a window of an hour; a plain "not" is none, and neither is "more than".
  if (denied !== bounded) return undefined;
  if (!clean(tagged, 2, denied ? new Set(['not', 'no', 'more', 'longer', 'than', 'would']) : new Set(['would', 'last'])) || hasWord(tagged, new Set(['every', 'each', 'per', 'week', 'month', 'year', 'ago', 'cost', 'late', 'already', 'over', 'exceed', 'zero', 'during', 'within', 'planned']))) return undefined;
  return setWindow(context, time, undefined);
}

const WAYS: readonly (readonly [Approach, readonly (readonly string[])[]])[] = [
  ['big-bang', [['big', 'bang'], ['big-bang'], ['in', 'one', 'go'], ['at', 'once'], ['in', 'one', 'night'], ['in', 'one', 'weekend'], ['one', 'single', 'cutover'], ['in', 'a', 'single', 'step'], ['in', 'one', 'step'], ['in', 'one', 'shot'], ['in', 'one', 'sweep']]],
  ['phased', [['in', 'phase'], ['phased'], ['step', 'by', 'step'], ['gradually'], ['in', 'wave'], ['in', 'stage'], ['incrementally'], ['phase', 'by', 'phase'], ['country', 'by', 'country'], ['one', 'after', 'the', 'other'], ['one', 'after', 'another'], ['piece', 'by', 'piece'], ['in', 'several', 'step'], ['system', 'by', 'system'], ['module', 'by', 'module'], ['region', 'by', 'region'], ['in', 'slice'], ['in', 'batch']]],
  ['parallel', [['in', 'parallel'], ['side', 'by', 'side'], ['parallel', 'run'], ['parallel', 'operation'], ['next', 'to', 'each', 'other'], ['alongside', 'each', 'other'], ['run', 'both', 'system'], ['old', 'and', 'new', 'together'], ['parallel', 'phase']]],
];

function approach({ tagged, context, found }: Frame): Outcome | undefined {
  const { tokens } = found.clause;
  const named = WAYS.filter(([, phrases]) => phrases.some((phrase) => tokens.some((_, at) => phrase.every((word, offset) => tokens[at + offset]?.norm === word))));
  const way = only(named)?.[0];
  if (way === undefined || !none(tagged.tables, tagged.rows, tagged.sizes, tagged.technologies, tagged.people) || !clean(tagged, 2, new Set(['both', 'plan', 'want', 'say']))) return undefined;
  const about = new Set(['we', 'everything', 'migration', 'migrate', 'move', 'switch', 'cutover', 'go-live', 'all', 'strategy', 'approach', 'system', 'data', 'it', 'us', 'old', 'new', 'load', 'go', 'plan']);
  if (!hasWord(tagged, about) || hasWord(tagged, new Set(['test', 'country', 'job', 'batch', 'thread', 'query', 'check', 'export', 'out', 'against', 'case', 'failure', 'fallback', 'emergency', 'alternative', 'bad', 'good', 'after', 'before', 'later', 'possible', 'option', 'consider', 'considering', 'discuss', 'discussed', 'evaluate', 'question']))) return undefined;
  return setApproach(context, way);
}

interface Frame { readonly tagged: Tagged; readonly context: RuleContext; readonly found: Found }

const frame = (id: string, build: (frame: Frame) => Outcome | undefined): Rule => rule(id, 'statement', ['{all:tagged}'], (found, context) => {
  const tagged = found.get('all', 'tagged')?.tagged;
  if (!tagged || CASES.has(found.clause.tokens[0]?.norm ?? '')) return undefined;
  return build({ tagged, context, found });
});

/** Asked last: they cost more than any pattern. */
export const frameRules: readonly Rule[] = [
  frame('frame.owner', owner), frame('frame.duration', duration), frame('frame.dependency', dependency), frame('frame.volume', volume), frame('frame.priority', priority), frame('frame.window', window), frame('frame.approach', approach),
];
