import { NONE, UNKNOWN, cellOf, rowsOf } from '../../plan/plan.ts';
import { formatDuration } from '../../units/duration.ts';
import { known as says } from '../proposals.ts';
import { line } from '../messages.ts';
import { answer, change, joined, propose } from '../proposals.ts';
import { BE, rule } from '../rule.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { RowRefTo } from '../lexicon.ts';
import type { Outcome, Rule, RuleContext } from '../rule.ts';
import type { RowsMention } from '../values.ts';

/** The one row of each name; undefined where a name means several. */
function onlyRows(mention: RowsMention): readonly RowRefTo[] | undefined {
  const rows = mention.refs.map((group) => (group.length === 1 ? group[0] : undefined));
  return rows.every((row) => row !== undefined) ? (rows) : undefined;
}

/** Sets one column of the rows, with a sentence for each where several go by the name. */
function setColumn(
  context: RuleContext, mention: RowsMention, column: 'owner' | 'duration' | 'decisionMaker' | 'tolerance', value: string,
  code: 'conversation.propose.owner' | 'conversation.propose.duration' | 'conversation.propose.decisionMaker' | 'conversation.propose.tolerance', say: (name: string) => string,
): Outcome | undefined {
  const rows = onlyRows(mention);
  if (!rows) {
    const names = mention.refs.flat().map((ref) => ref.name);
    // The same words in two tables can't be told apart by another sentence.
    return { unclear: new Set(names).size === names.length ? names.map(say) : [] };
  }
  const edits: SimpleEdit[] = [];
  const details: string[] = [];
  for (const ref of rows) {
    const row = rowsOf(context.plan, ref.block)[ref.index];
    if (!row) continue;
    const before = cellOf(row, column);
    if (before === value) continue;
    edits.push({ kind: 'setCell', block: ref.block, row: { index: ref.index, key: [...ref.key] }, column, value });
    details.push(change(ref.name, line(`conversation.label.${column}`), before, value));
  }
  const names = joined(rows.map((ref) => ref.name));
  if (edits.length === 0) return answer('conversation.answer.unchanged', { text: `${names}: ${value}` });
  return propose(code, { name: names, names, owner: value, duration: value, tolerance: value }, details, edits);
}

const ROLE_OWNER = '(see to|sign off|sign off on|drive|oversee|coordinate|co-ordinate|organise|organize|be accountable for|be assigned to|be the one responsible for|be the person for|have the lead on|be the lead on|be the lead for|be lead for|be on the hook for|will be in charge of|will look after|will make|will see to|will oversee|be taking care of|be handling|be running|be taking|be running point on|be the contact for|have|deal with|will deal with|own|do|run|handle|be responsible for|perform|execute|carry out|take care of|be in charge of|lead|be the owner of|be owner of|take|will do|will own|will run|will handle|will take care of|will perform|will execute|take over|manage|look after|be doing|be on|will be responsible for|will lead|conduct|supervise|will be doing|start|trigger|will take)';
const TIME = '(take|last|need|require|run for|be|will take|will last|should take|take about|be expected to take|be estimated at|be planned for|be planned with|run|usually take|normally take|be going to take|would take|have|go on for|will need|be done in|must not take longer than|should be done in|be)';

export const workRules: readonly Rule[] = [
  rule('work.owner', 'statement', [
    `{p:people} ${ROLE_OWNER} {a:work} (activity|step|task)?`, `{a:work} ${BE} (owned|done|run|handled|performed|executed|carried out|led|managed|taken care of|taken|supervised) by {p:owner}`, `{a:work} belong to {p:owner}`, `{p:people} (make|take|will make|will take|have|give|will give|be the one making|be the one to make) {a:work} (call|decision|sign-off|go-ahead)?`, `(call|decision|final say|final word|last word) (on|about|for) {a:work} (be|lie with|rest with|belong to|be with) {p:owner} 's?`, `{p:people} (make|take|have|will make) (call|decision|final call|final decision|final say|last word|final word) (on|about|for) {a:work}`, `{a:work} (be|lie|rest|sit) (with|in the hands of) {p:people}`, `{a:work} (be|will be) (up to|on) {p:people}`, `{p:people} be (owner|responsible|in charge|accountable) (on|for|of) {a:work}`, `{a:work} have {p:people} as owner`, `{p:people} be down (for|as owner of) {a:work}`, `(person|one|people) (in charge of|responsible for|who (do|own|run)) {a:work} be {p:owner}`, `(responsible|in charge|responsibility) (for|of) {a:work} (be|:|lie with|be with) {p:owner}`, `owner of {a:work} ${BE} {p:owner}`, `(make|set) {p:people} (as)? owner of {a:work}`, `(assign|give|hand) {a:work} to {p:owner}`, `(assign|put) {p:owner} (to|on|in charge of) {a:work}`, `{a:work} : {p:people}`, `{a:work} 's owner be {p:owner}`, `{p:people} (be the one who|be going to) (do|run|own|handle) {a:work}`, `{a:work} be (with|on) {p:people}`, `{a:work} be {p:person} 's (call|job|task|responsibility|duty|decision|part)`, `{a:work} (be|go) to {p:people}`,
  ], (found, context) => {
    const owner = found.words('p');
    const mention = found.get('a', 'rows');
    return owner !== undefined && mention ? setColumn(context, mention, 'owner', owner, 'conversation.propose.owner', (name) => `${owner} owns "${name}"`) : undefined;
  }),
  rule('work.ownerAndDuration', 'statement', [`{p:people} ${ROLE_OWNER} {a:work} (and|,|which|-)* (it|that|he|she|they|this|will)* (${TIME}|(want|estimate|reckon|plan|expect|ask for|plan with|plan for|will need|think it take)) {d:duration} (for (it|that|this|him|her)|to (do|run|finish|complete) (it|that|this))?`, `{a:work} ${TIME} {d:duration} (and|,) (it|which)? be (owned|done|run|handled) by {p:owner}`, `{a:work} ${BE} (owned|done|run|handled|performed) by {p:owner} (and|,) (it)? ${TIME} {d:duration}`], (found, context) => {
    const owner = found.words('p');
    const mention = found.get('a', 'rows');
    const duration = found.get('d', 'duration');
    const rows = mention ? onlyRows(mention) : undefined;
    const ref = rows?.[0];
    const row = ref ? rowsOf(context.plan, ref.block)[ref.index] : undefined;
    if (owner === undefined || !ref || !row || !duration || rows.length !== 1) return undefined;
    const value = formatDuration(duration.minutes);
    const place = { block: ref.block, row: { index: ref.index, key: [...ref.key] } };
    return propose('conversation.propose.owner', { name: ref.name, owner }, [
      change(ref.name, line('conversation.label.owner'), cellOf(row, 'owner'), owner), change(ref.name, line('conversation.label.duration'), cellOf(row, 'duration'), value),
    ], [{ kind: 'setCell' as const, ...place, column: 'owner', value: owner }, { kind: 'setCell', ...place, column: 'duration', value }]);
  }),
  rule('work.duration', 'statement', [`{a:work} ${TIME} (us|you|him|her|them|around|another|at least|at most|up to|no more than)* {d:duration} (long|each|in total|to (complete|finish|run)|at most|max)?`, `{a:work} (:|-|=|in|,)? {d:duration}`, `(he|she|they) (need|require|plan|estimate|want|will need|ask for|have) {d:duration} for {a:work}`, `(duration of|time for|plan for|allow for|we need for|allow) {a:work} ${BE} {d:duration}`, '(plan|allow|reserve|budget|schedule|book|put|pencil in|set aside|note|enter|calculate|calculate with|we need|we plan|we (should|must|have to|need to|will|can) (plan|allow|reserve|schedule|calculate with)|we allow) {d:duration} (down)? for {a:work}', '(set|change|make) duration of {a:work} to {d:duration}', 'it (take|will take|should take) (us|them|about|around)* {d:duration} to (do|run|perform|complete|finish|execute)? {a:work}'], (found, context) => {
    const mention = found.get('a', 'rows');
    const duration = found.get('d', 'duration');
    if (!mention || !duration) return undefined;
    const value = formatDuration(duration.minutes);
    return setColumn(context, mention, 'duration', value, 'conversation.propose.duration', (name) => `"${name}" takes ${value}`);
  }),
  rule('work.dependencies', 'statement', [
    '{a:activity} (depend on|wait for|need|come after|start after|require|follow|be after|happen after|run after|go after|must wait for|can only start after|can start after|have to wait for|must come after|must follow|can only happen after|can not start before|can not start until|must not start before|be blocked by|start when|start once|only start after|may only start after|should follow|should come after|be done after|should wait for|begin after|be only possible after|can only run after|take place after|rely on|have as a dependency|be dependent on|may start after) {b:activities} ((be|to be|have) (done|finished|complete|completed|over|ready|through|in|behind us|run|out of the way|signed off))?',
    '{b:activities} (must|have to|need to|should) (be done|be finished|be complete|be over|finish|come|happen|be completed|run|be) before {a:activity} (start|begin|can start|can begin)?', '{b:activities} (come|happen|go|run|be) before {a:activity}', '(do|run|start|schedule|put) {a:activity} after {b:activities}', 'do not start {a:activity} before {b:activities} (be (done|finished|complete))?', '{b:activities} (block) {a:activity}', '{a:activity} (start|begin) (only|right)? after {b:activities}', '(right|only)? after {b:activities} (come|follow|we do|we start|we can do|start|be|we run|run) {a:activity}',
  ], (found, context) => {
    const waiting = found.get('a', 'rows');
    const before = found.get('b', 'rows');
    const [self, ...others] = waiting ? (onlyRows(waiting) ?? []) : [];
    const rows = before ? onlyRows(before) : undefined;
    if (!self || others.length > 0 || !rows) return waiting && before ? { unclear: [] } : undefined;
    const row = rowsOf(context.plan, 'cutover')[self.index];
    if (!row || rows.some((ref) => ref.index === self.index)) return undefined;
    const now = cellOf(row, 'dependencies');
    const names = says(now) ? now.split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== UNKNOWN && name !== NONE) : [];
    const added = rows.map((ref) => ref.name).filter((name) => !names.some((other) => other.toLowerCase() === name.toLowerCase()));
    if (added.length === 0) return answer('conversation.answer.unchanged', { text: `${self.name}: ${now}` });
    const value = [...names, ...added].join(', ');
    return propose('conversation.propose.dependencies', { name: self.name, names: joined(added) }, [change(self.name, line('conversation.label.dependencies'), now, value)],
      [{ kind: 'setCell', block: 'cutover', row: { index: self.index, key: [...self.key] }, column: 'dependencies', value }]);
  }),
  rule('work.decisionMaker', 'statement', [
    '{p:people} (decide|decide on|decide about|make the decision on|make decision about|be decision maker for|be the decision maker for|be the decision maker on|make the call on|have the final say on|have the last word on|call|will decide on|will decide about|take the decision on) (the)? {c:criterion}', '(decision maker|decider) (for|of|on) {c:criterion} ${BE} {p:owner}'.replace('${BE}', BE),
  ], (found, context) => {
    const owner = found.words('p');
    const mention = found.get('c', 'rows');
    return owner !== undefined && mention ? setColumn(context, mention, 'decisionMaker', owner, 'conversation.propose.decisionMaker', (name) => `${owner} decides on "${name}"`) : undefined;
  }),
  rule('work.decisionMaker', 'statement', [
    '{p:people} (decide|decide on|decide about|make the decision on|make the decision about|be decision maker for|be the decision maker for|be the decision maker on|make the call on|make the call about|have the final say on|have the last word on|call|will decide on|will decide about|decide whether|take the decision on) (whether)? (we|to)? (rollback|roll back|roll-back|a rollback|go back|rolling back|the rollback)', `(decision maker|decider) (for|of|on) (rollback|roll back|roll-back) ${BE} {p:owner}`, 'rollback (be|will be) decided by {p:owner}',
  ], (found, context) => {
    const owner = found.words('p');
    // Who decides in general decides where nobody is named yet; names that stand stay.
    const open = rowsOf(context.plan, 'rollbackCriteria').map((row, index) => ({ row, index })).filter(({ row }) => !says(cellOf(row, 'decisionMaker')));
    if (owner === undefined || open.length === 0) return undefined;
    return propose('conversation.propose.decisionMaker', { owner, names: joined(open.map(({ row }) => cellOf(row, 'criterion'))) },
      open.map(({ row }) => change(cellOf(row, 'criterion'), line('conversation.label.decisionMaker'), cellOf(row, 'decisionMaker'), owner)),
      open.map(({ row, index }) => ({ kind: 'setCell', block: 'rollbackCriteria', row: { index, key: [cellOf(row, 'criterion')] }, column: 'decisionMaker', value: owner })));
  }),
  rule('work.tolerance', 'statement', [`tolerance (of|for|on) {c:check} ${BE} {v:tolerance}`, '(set|change) tolerance (of|for|on) {c:check} to {v:tolerance}', '(allow|tolerate|accept) {v:tolerance} (difference|deviation|tolerance)? (on|in|for) {c:check}', '{c:check} (may|can) differ by (up to|at most)? {v:tolerance}'], (found, context) => {
    const value = found.words('v');
    const mention = found.get('c', 'rows');
    return value !== undefined && mention ? setColumn(context, mention, 'tolerance', value, 'conversation.propose.tolerance', (name) => `The tolerance of "${name}" is ${value}`) : undefined;
  }),
];
