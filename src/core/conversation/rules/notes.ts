import { parseCount } from '../../units/count.ts';
import { cellOf, inventoryKey, rowsOf } from '../../plan/plan.ts';
import { isExcluded, volumeOf } from '../../plan/volumes.ts';
import { line } from '../messages.ts';
import { answer, changeOf, joined, propose, sentence, tableLabel } from '../proposals.ts';
import { rule } from '../rule.ts';
import type { PlanRow } from '../../plan/plan.ts';
import type { Outcome, Rule, RuleContext } from '../rule.ts';

/** What a decision, question or note is about: the panel shown. */
const about = (context: RuleContext): { about: string } | Record<string, never> => (context.panel === undefined ? {} : { about: context.panel });

function confirm(context: RuleContext, rows: readonly PlanRow[]): Outcome {
  if (context.by.trim() === '') return answer('conversation.answer.nameNeeded');
  const open = rows.filter((row) => {
    const volume = volumeOf(context.plan, row);
    return volume.count !== undefined && parseCount(cellOf(row, 'recordCount')) !== undefined && !(volume.proven && volume.evidence?.confirmedBy !== '' && volume.evidence?.confirmedBy !== undefined);
  });
  if (open.length === 0) return answer('conversation.answer.nothingToConfirm');
  const label = (row: PlanRow): string => tableLabel(context.plan, cellOf(row, 'sourceSystem'), cellOf(row, 'object'));
  return propose('conversation.propose.confirmVolumes', { names: joined(open.map(label)) },
    open.map((row) => line('conversation.detail.confirm', { name: label(row), count: cellOf(row, 'recordCount'), by: context.by })),
    [{ kind: 'confirmVolumes', rows: open.map(inventoryKey), by: context.by, at: context.today }]);
}

export function addQuestion(context: RuleContext, said: string): Outcome {
  const text = sentence(said).replace(/[.!]+$/, '');
  const question = text.endsWith('?') ? text : `${text}?`;
  if (context.plan.state.openQuestions.some((open) => open.question.toLowerCase() === question.toLowerCase())) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.question')}: ${question}` });
  return propose('conversation.propose.openQuestion', { question }, [line('conversation.detail.add', { label: line('conversation.label.question'), value: question })],
    [{ kind: 'addItem', list: 'openQuestions', item: { question, at: context.today, ...about(context) } }]);
}

const COUNTS = '(count|volume|number|figure|record count|row count|row number|data volume|count and size|amount)';
const RIGHT = '(right|correct|ok|okay|fine|confirmed|accurate|good|true|as expected|plausible and correct|exact)';

export const noteRules: readonly Rule[] = [
  rule('confirm', 'statement', [
    `${COUNTS} (be|look|all look|be all) ${RIGHT}`, `(i|we)? (can|do|hereby)? (confirm|approve|vouch for|sign off on|sign off) (all of|all|every|each)? (these|those|of)* ${COUNTS} (of|for|in)? (all (table|row|of them)|every table|everything|them all|the inventory|inventory)?`, `(these|those|all|all these|all those)? ${COUNTS} be ${RIGHT}`, '(confirm|i confirm|we confirm) (everything|all|all of them|them all|all table|all row|every table|the lot)', `(all|every)? ${COUNTS} (be)? checked (and)? ${RIGHT}`,
  ], (_found, context) => confirm(context, rowsOf(context.plan, 'inventory').filter((row) => !isExcluded(context.plan, row) && !volumeOf(context.plan, row).proven))),
  rule('confirm', 'statement', [`(i|we)? (can|hereby)? (confirm|approve|vouch for) ${COUNTS}? (of|for)? {ts:tables} ${COUNTS}?`, `${COUNTS} (of|for|in) {ts:tables} (be|look) ${RIGHT}`, `{ts:tables} (${COUNTS}|'s ${COUNTS}) (be|look) ${RIGHT}`, `{ts:tables} (be|look) (right|correct|confirmed|accurate)`], (found, context) => {
    const tables = found.get('ts', 'tables');
    if (!tables) return undefined;
    const inventory = rowsOf(context.plan, 'inventory');
    if (tables.everything) return confirm(context, inventory);
    const rows: PlanRow[] = [];
    for (const mention of tables.mentions) {
      const own = mention.refs.filter((ref) => ref.row !== undefined);
      if (own.length > 1) return { unclear: own.map((ref) => `Confirm ${ref.object} in ${ref.system}`) };
      const row = own[0]?.row === undefined ? undefined : inventory[own[0].row];
      if (!row) return undefined;
      rows.push(row);
    }
    return confirm(context, rows);
  }),

  rule('decision', 'statement', [
    '(we|i|they|the team|team|management|steering committee|the board|board|the steering committee|it was|it have been|it be) (have|was|have been)? (now)? {decided:decided} ((with|in|at|during) {who:someWords}|together|internally|yesterday|last week|today)? (to|that|on|for|against|:) {text:tail}', '(decision|our decision|the decision|decided|agreed) (:|be that|be to|be :) {text:tail}', '(record|note|add|document|log) (a|the|this|as|following)* decision (that|to|:) {text:tail}',
  ], (found, context) => {
    const said = found.words('text');
    if (said === undefined || said.split(/\s+/).length < 2) return undefined;
    // Which way to migrate is a field of its own.
    if (/^(?:(?:go|going|do|doing|use|run|have|take|migrate|move|switch)\s+)?(?:(?:for|with|a|an|the|it|everything|in)\s+)*(?:big[ -]bang|phased|phases|parallel|step by step|waves|stages)\b/i.test(said)) return undefined;
    const cut = /^(.+?),?\s+(?:because|since|due to the fact that)\s+(.+)$/i.exec(said.slice(0, 4_000));
    const verb = /\b(?:decided|agreed|chose|chosen|concluded|settled|resolved)\s+(to|that|on|for|against)\b/i.exec(found.text)?.[1]?.toLowerCase();
    const head = cut?.[1] ?? said;
    const decision = sentence(verb === 'against' ? `Against ${head}` : head);
    const reason = cut?.[2] === undefined ? '' : sentence(cut[2]);
    if (context.plan.state.decisions.some((known) => known.decision.toLowerCase() === decision.toLowerCase())) return answer('conversation.answer.unchanged', { text: decision });
    const details = [line('conversation.detail.add', { label: line('conversation.label.decision'), value: decision })];
    if (reason !== '') details.push(line('conversation.detail.add', { label: line('conversation.label.reason'), value: reason }));
    return propose('conversation.propose.decision', { text: decision }, details, [{ kind: 'addItem', list: 'decisions', item: { decision, ...(reason === '' ? {} : { reason }), by: context.by, at: context.today, ...about(context) } }]);
  }, { whole: true }),

  rule('openQuestion', 'statement', [
    '(open question|question|another question|new question|to clarify|to be clarified|to be decided|tbd|open point|open|one question|an open question|another open question) : {text:tail}', '(add|record|note|raise|log) (a|an|the|this|as|another|new|following)* (open)? (question|point) : {text:tail}', '(we|i|they) (still|really|simply)* (do not|not) (yet|really|even|quite)* (know|decided|clarified|understand|agreed|clear|sure) (yet|for sure|about)* {q:whTail}', '(we|i) (be not|not) (sure|clear|certain) (yet)? (about)? {q:whTail}', '(we|i|somebody|someone) (still)? (need to|have to|must|should|want to) (still)? (find out|clarify|decide|figure out|ask|check|know|learn|determine|work out|understand|establish) {q:whTail}', 'it be (still|not yet|as yet|not)* (unclear|open|undecided|unknown|clear|not clear|to be decided|decided|uncertain) {q:whTail}', '(nobody|no one) (know|can say|can tell|could tell|could say) (us|me)? (yet)? {q:whTail}', '(unclear|open|undecided|unknown) (be)? {q:whTail}', '(to find out|to clarify|remains open|remains unclear) {q:whTail}',
  ], (found, context) => {
    const text = found.words('text') ?? found.words('q');
    return text === undefined ? undefined : addQuestion(context, text);
  }, { whole: true }),
  rule('park', 'statement', ['(let us|we|please|we should|we can|i would)? (park|postpone|defer|table|put off|set aside|shelve) (this|that|the|open)* (question|issue|topic|discussion|matter|point|the question)? (of|about|on|:|who|what|how|when|whether|where|which|if|why)? {text:tail}', 'park : {text:tail}', '{text:parkText} (be)? (parked|for later|on the parking lot)', '(put|place) {text:parkText} (on|in|into|onto) (the)? (parking lot|back burner|ice)'], (found, context) => {
    const said = found.words('text');
    const { openQuestions, parkedQuestions } = context.plan.state;
    if (said === undefined || /^(that|this|it|these|those|them|question|the question)$/i.test(said)) return undefined;
    const words = said.toLowerCase().split(/\W+/).filter((word) => word.length > 3);
    const matches = openQuestions.map((open, index) => ({ open, index })).filter(({ open }) => words.length > 0 && words.every((word) => open.question.toLowerCase().includes(word)));
    const [match, ...more] = matches;
    if (more.length > 0) return { unclear: matches.map(({ open }) => `Park the question: ${open.question}`) };
    // Only with the word "question" (or the like) is a new one meant; "park the car" is none.
    if (!match && !/\b(question|issue|topic|discussion|matter|point|who|what|how|when|whether|where|which|why)\b/i.test(found.text) && !found.text.includes(':')) return undefined;
    const question = match?.open.question ?? sentence(found.text.replace(/^.*?\b(?:park|postpone|defer|table|put off|set aside|shelve|put|place)\b\s*:?\s*(?:(?:this|that|the|open)\s+)*(?:(?:question|issue|topic|discussion|matter|point)\s*(?:of|about|on|:)?\s*)?/i, ''));
    if (question === '' || parkedQuestions.some((parked) => parked.question.toLowerCase() === question.toLowerCase())) return undefined;
    const add = { kind: 'addItem', list: 'parkedQuestions', item: { question, at: context.today, ...(match ? { about: match.open.about } : about(context)) } } as const;
    return propose('conversation.propose.park', { question }, [line('conversation.detail.add', { label: line('conversation.label.parked'), value: question })],
      match ? [{ kind: 'removeItem', list: 'openQuestions', item: { index: match.index, key: match.open.question } }, add] : [add]);
  }, { whole: true }),

  rule('project', 'statement', [
    '(let us|we|please|we want to|we will|i want to)? (call|name|rename|title) (the|this|our|it)* (project|migration|plan|migration project|data migration|whole thing) (to|as|:)? {n:name}', '(project|migration|plan|migration project|project name|name of (project|migration|plan)|the name|project title|this project|this migration) (be|will be|should be|be to be) (called|named|titled) (:)? {n:name}', '(project name|name of (project|migration|plan|this project|this migration)|project title|project\'s name) (be|:|should be|will be) {n:name}', 'project : {n:name}', '(rename|change) (project|plan|project name|name of (project|plan)) to {n:name}', '(our|this|the)? (project|migration|migration project) (be|have the name|go by the name|go by the name of|have the code name|have the codename|run under the name) {n:capitalName}', '(code name|codename|working title) (be|:)? {n:name}', 'we call (it|this|project|migration|this project|this migration) {n:capitalName}', "project 's name be {n:name}", '(call|name) it {n:capitalName}',
  ], (found, context) => {
    const name = found.words('n');
    const before = context.plan.state.project;
    if (name === undefined) return undefined;
    if (before === name) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.project')}: ${name}` });
    return propose('conversation.propose.project', { name }, [changeOf(line('conversation.label.project'), before, name)], [{ kind: 'setField', path: 'project', value: name }]);
  }),
];
