import { formatDuration } from '../../units/duration.ts';
import { line } from '../messages.ts';
import { answer, changeOf, propose, sentence } from '../proposals.ts';
import { rule } from '../rule.ts';
import type { Approach } from '../../plan/planState.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { Found, Outcome, Rule, RuleContext } from '../rule.ts';

function zeroDowntime(found: Found, context: RuleContext): Outcome {
  const { migrationStrategy: now } = context.plan.state;
  const edits: SimpleEdit[] = [];
  const details: string[] = [];
  if (now.approach !== 'parallel') {
    edits.push({ kind: 'setField', path: 'migrationStrategy.approach', value: 'parallel' });
    details.push(changeOf(line('conversation.label.approach'), now.approach, 'parallel'));
  }
  if (now.downtimeWindow !== '0') {
    edits.push({ kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: '0' });
    details.push(changeOf(line('conversation.label.downtimeWindow'), now.downtimeWindow, '0'));
  }
  edits.push(...rationale(found, context, details));
  if (edits.length === 0) return answer('conversation.answer.unchanged', { text: line('conversation.propose.zeroDowntime') });
  return propose('conversation.propose.zeroDowntime', {}, [...details, line('conversation.detail.parallel')], edits);
}

function rationale(found: Found, context: RuleContext, details: string[]): SimpleEdit[] {
  const why = found.words('why');
  const before = context.plan.state.migrationStrategy.rationale;
  if (why === undefined || why === before) return [];
  details.push(changeOf(line('conversation.label.rationale'), before, sentence(why)));
  return [{ kind: 'setField', path: 'migrationStrategy.rationale', value: sentence(why) }];
}

/** Windows are spoken of in hours: `48 h` rather than `2 d`. */
function windowText(minutes: number): string {
  if (minutes === 0) return '0';
  return minutes % 60 === 0 && minutes <= 100 * 60 ? `${minutes / 60} h` : formatDuration(minutes);
}

function downtimeWindow(found: Found, context: RuleContext): Outcome | undefined {
  const duration = found.get('d', 'duration');
  return duration && setWindow(context, duration, found.words('when'));
}

/** Sets the downtime window, and when it opens as a constraint beside it. */
export function setWindow(context: RuleContext, duration: { readonly minutes: number; readonly weekend: boolean }, when: string | undefined): Outcome {
  const { plan } = context;
  const value = windowText(duration.minutes);
  const before = plan.state.migrationStrategy.downtimeWindow;
  const details = before === value ? [] : [changeOf(line('conversation.label.downtimeWindow'), before, value)];
  if (duration.weekend) details.push(line('conversation.detail.weekend'));
  const edits: SimpleEdit[] = before === value ? [] : [{ kind: 'setField', path: 'migrationStrategy.downtimeWindow', value }];
  // The window is a duration; when it opens is a constraint beside it.
  const note = when === undefined ? undefined : `${line('conversation.label.downtimeWindow')}: ${when}`;
  if (note !== undefined && !plan.state.constraints.other.includes(note)) {
    edits.push({ kind: 'setField', path: 'constraints.other', value: [...plan.state.constraints.other, note] });
    details.push(line('conversation.detail.add', { label: line('conversation.label.note'), value: note }));
  }
  if (edits.length === 0) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.downtimeWindow')}: ${value}` });
  return propose('conversation.propose.downtimeWindow', { window: value }, details, edits);
}

/** Sets the approach where nothing is said of why. */
export function setApproach(context: RuleContext, value: Approach): Outcome {
  const before = context.plan.state.migrationStrategy.approach;
  if (before === value) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.approach')}: ${value}` });
  return propose('conversation.propose.approach', { approach: value }, [changeOf(line('conversation.label.approach'), before, value)], [{ kind: 'setField', path: 'migrationStrategy.approach', value }]);
}

function approach(found: Found, context: RuleContext, value: Approach): Outcome {
  const now = context.plan.state.migrationStrategy;
  const details: string[] = [];
  const edits: SimpleEdit[] = [];
  if (now.approach !== value) {
    edits.push({ kind: 'setField', path: 'migrationStrategy.approach', value });
    details.push(changeOf(line('conversation.label.approach'), now.approach, value));
  }
  edits.push(...rationale(found, context, details));
  if (found.bindings.has('decided')) {
    edits.push({ kind: 'addItem', list: 'decisions', item: { decision: `${line('conversation.label.approach')}: ${value}`, reason: sentence(found.words('why') ?? ''), by: context.by, at: context.today, about: 'strategy' } });
    details.push(line('conversation.detail.add', { label: line('conversation.label.decision'), value: `${line('conversation.label.approach')}: ${value}` }));
  }
  if (edits.length === 0) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.approach')}: ${value}` });
  return propose('conversation.propose.approach', { approach: value }, details, edits);
}

const WHY = '((because of|because|since|as|due to|so that|to avoid|the reason be|because otherwise|, for) {why:rest})?';
const WHO = '(we|business|customer|they|users|our customer|the users|user|management|it|shop|our shop|site|our site|the website|service|system|migration|cutover|the migration|plan|go-live|sales|production|plant|operation|the factory|everybody|everyone|{s:system})';
const NO_DOWN = '(zero|no|0|zero-|any) (downtime|down time|down-time|outage|interruption|service interruption|planned downtime|business interruption|disruption)';
const DOWN = '(down|offline|off-line|off line|unavailable|shut|closed|switched off|out of service|read only|read-only|shut down|stopped|interrupted)';
const TAIL = '(at all|whatsoever|please|here|during (the)? (migration|cutover|move|switch|go-live)|for (the|this)? (migration|cutover|move|go-live)|in any case|ever|under any circumstances|of (the)? (business|service|operation|users|sales)|for (the)? (users|customers|business)|not even (for)? (a|one) (minute|second|hour))*';
const WHEN_ = '((on|over|during|in|at|starting|every|next|this|from|each)? {when:whenText})?';
const A_WHILE = '(for (a while|some time|{d:duration}|a month|a (few|couple of) (week|month|day)|{k:count} (month|week|day|quarter|year)|several (week|month)))?';
const GO = '((business|management|team|customer|client|they|board|everyone|steering committee) (want|prefer|would like|insist on|ask for|favour|expect|need|want to do|want to go|want to have|want us to do)|go|go for|go with|do|use|choose|run|pick|take|plan|prefer|(we|let us|i) (will|want to|would like to|plan to|be going to|have to|need to|must|should|be|prefer to|intend to|be planning to)? (go|do|use|choose|prefer|pick|take|want|run|plan|plan for|go for|go with|do it|go for it|have|opt for|be going|be going for|be going with|be doing|be planning|favour|favor|need|switch|switch over|cut over|migrate|move|aim for|do it with|do it as|migrate everything|move everything|make it|choose to do|decide for|decide on|want to do|have chosen|have picked|follow)|it (will|be going to|should|must|have to)? (be|be done|be done as|happen|happen as)|(strategy|approach|plan|migration|cutover|our strategy|our approach|preference|our preference|migration strategy|preferred strategy|preferred approach) (be|will be|should be|:|have to be|must be)|make it|i be for|make (strategy|approach|migration)|we be for|set (strategy|approach|migration strategy)? to|(strategy|approach) :)';
const DECIDED = '(we|i|it|team|management|steering committee|board|they) (have|was|have been)? {decided:decided} (to go|to do|to use|on|for|to go for|to go with|to run|to do it|to migrate|that we go|to have|to make it|to take|to switch|that it will be|that it be|to move|that we do|that we will go|to cut over)';
const HOW = '(with|as|for|in|using|via|through|by|all)?';
const NOUN = '(migration|cutover|cut-over|approach|strategy|switch|move|style|fashion|project|rollout|roll-out|way|go-live|manner|load|transition)?';
const BIG = '(big bang|big-bang|bigbang|big bang style|one go|in one go|all at once|everything at once|all in one go|in one big step|one single cutover|in one weekend|in one step|in a single (step|cutover|weekend|night)|everything in one weekend|all in one weekend|everything in one (go|night|step))';
const PHASED = '(phased|in phase|a phased|phase by phase|step by step|step-by-step|in step|gradually|gradual|in wave|in stage|staged|stage by stage|incremental|incrementally|one system at a time|module by module|system by system|one system after (the)? (other|another)|piece by piece|bit by bit|wave by wave|by region|region by region|country by country|in several (phase|step|stage|wave)|in {k:count} (phase|step|stage|wave)|iteratively|one after (the)? (other|another)|in multiple (phase|step|stage|wave)|department by department|in small steps|in tranche|in batch|trickle)';
const PARALLEL = '(parallel|in parallel|parallel run|a parallel run|parallel operation|parallel running|side by side|side-by-side|run in parallel|a parallel phase|old and new in parallel|both (system)? (in parallel|side by side)|with a parallel run|both systems in parallel)';

export const strategyRules: readonly Rule[] = [
  rule('downtime.zero', 'statement', [
    `${WHO} (need|want|require|must have|have to have|expect|demand|aim for|insist on|be aiming for|ask for|would like|will have|must get|plan|plan for|strive for|have to guarantee|must guarantee|should have|must ensure|be required to have) (to have|to have to|a migration with|to ensure|to guarantee|to migrate with|to go with|to go live with)? (zero|no|0|near-zero) (downtime|down time|down-time|outage|interruption|service interruption|planned downtime|business interruption|disruption) ${TAIL} ${WHY}`,
    `(zero|no|0) (downtime|down time|down-time|outage|interruption|disruption) ((be|must be|have to be) (required|needed|allowed|possible|a must|acceptable|permitted|tolerated|mandatory|essential|accepted|a requirement|key|a hard requirement|the goal|our goal|what we need|non-negotiable))? ${TAIL} ${WHY}`,
    `(there|it) (can|must|may|should|shall|will|have to) (be|have) (zero|no|0) (downtime|down time|outage|interruption|disruption) ${TAIL} ${WHY}`, `there (can|must|may|should|shall|will) not be (any|a)? (downtime|outage|interruption|disruption) ${TAIL} ${WHY}`,
    `${WHO} (can|could|must|may|will|be) not (able to)? (afford|have|accept|tolerate|take|allow|allow for|live with|stand|deal with|permit|risk) (any|even a minute of|a single minute of|one minute of|a minute of|a second of|much less)? (downtime|down time|outage|interruption|disruption|to be down|to be offline|being down|being offline|to go down) ${TAIL} ${WHY}`,
    `${WHO} (can|must|may|could|should|will) (not|never) (be|go) ${DOWN} ${TAIL} ${WHY}`, `(downtime|down time|an outage|outage|any downtime) (be|will be) (not|no) (an|a)? (option|possible|acceptable|allowed|tolerable|permitted|possibility) ${TAIL} ${WHY}`, `(downtime|outage) (be)? (unacceptable|out of the question|impossible|forbidden) ${TAIL} ${WHY}`,
    `${WHO} (must|have to|need to|should) (be|stay|remain|keep) (up|online|available|running|open|live|up and running|in operation|reachable) (all the time|24/7|24 / 7|at all times|throughout|the whole time|around the clock|always|during the cutover|during the migration|during cutover|during migration|the entire time|without interruption|for the users|for users)* ${WHY}`,
    `${WHO} (run|operate|work|be up|be open|be available) (24/7|24 / 7|24x7|around the clock|round the clock|day and night|without (any)? (interruption|break|pause)) (so)? (no downtime (be)? (possible|allowed)?)? ${WHY}`, `(we need to|we must|we have to|we want to|we would like to|we should) (migrate|switch|switch over|cut over|move|go live|do it|do this|do migration|do cutover) (without|with no|with zero) (any)? (downtime|outage|interruption|disruption) ${TAIL} ${WHY}`,
    `(downtime|downtime window|allowed downtime|maximum downtime|acceptable downtime) (must|have to|should|need to|may|will)? be (zero|0|none|nil|null) ${TAIL} ${WHY}`, `(migration|cutover|switch|move|it|this) (must|have to|need to|should|will) (happen|be done|run|work|go|take place|be) (without|with no|with zero) (any)? (downtime|outage|interruption|disruption) ${WHY}`,
    `(we have|there be) (zero|no|0) (tolerance|appetite|room|budget) for (any)? (downtime|outages|interruption|outage) ${WHY}`, `(nothing|no system) (can|must|may) (be|go) ${DOWN} ${TAIL} ${WHY}`, `(we)? (can not|must not) (have)? ${NO_DOWN} ${WHY}`,
  ], zeroDowntime),

  rule('downtime.limit', 'statement', [
    `${WHO} (can|must|may|should|will) (not|never) (be|go) ${DOWN} (during|on|before|after|between|in|at|while|when|from|until|outside|over) {limit:rest}`, `(no|zero) (downtime|outage|interruption) (during|on|before|after|between|at|from|outside|over|while) {limit:rest}`, `${WHO} (must|have to|need to) (be|stay|remain) (up|online|available|running|open) (during|on|between|at|from) {limit:rest}`,
  ], (found, context) => {
    const before = context.plan.state.constraints.other;
    const value = sentence(found.text);
    if (before.includes(value)) return answer('conversation.answer.unchanged', { text: value });
    return propose('conversation.propose.note', { text: value }, [line('conversation.detail.add', { label: line('conversation.label.note'), value })], [{ kind: 'setField', path: 'constraints.other', value: [...before, value] }]);
  }),
  rule('downtime.window', 'statement', [
    `${WHO} (can|may|could|be allowed to|be able to|will) (be|go|stay|remain) ${DOWN} (for|during|over)? (up to|at most|no more than|no longer than|a maximum of|maximum|at the most)? {d:duration} ${WHEN_} ${WHY}`, `${WHO} (can|may|could|be able to) (take|shut|switch|bring) (it|system|everything|everything|{t:system}) (down|off|offline) for (up to|at most)? {d:duration} ${WHEN_}`,
    `(our|planned|agreed|maximum|max|allowed|acceptable|tolerable|possible|permitted|total|available)? (downtime|maintenance|cutover|outage|service|migration|time)? (window|downtime|outage|down time|interruption) (be|will be|must be|should be|can be|may be|last|have|must not exceed|can not exceed|may not exceed|should not exceed|be limited to|be restricted to|must be under|must be below|must stay under|must stay below|:|can last|may last) (up to|at most|no more than|no longer than|a maximum of|max|only)? {d:duration} (long|at most|max|maximum|at the most|in total|only)? ${WHEN_} ${WHY}`,
    `(we|they|business|users) (have|get|have got|have been given|be given|be granted|give us|can have|can use|will have|will get|allow|allow us|allow for|accept|agree to|agreed to|agreed on|have agreed to) (only|just|about|exactly|at most|up to|a maximum of|us)* {d:duration} (of)? (downtime|maintenance|outage|cutover|service|migration|down time)? (window|of downtime|downtime|outage|to cut over|to switch|for the cutover|for cutover|for the migration|to migrate|for the switch|of outage|for the switchover|to do it|to get it done|to do cutover|to complete cutover|down) (at most|maximum|max|at the most|in total)? ${WHEN_} ${WHY}`,
    `{d:duration} (of)? (downtime|outage|down time|maintenance|being offline|being down|interruption) ${WHEN_} (be|would be|will be) (ok|okay|fine|acceptable|possible|allowed|tolerable|alright|all right|the maximum|the limit|our limit|max|what we have|tolerated|permitted|the most we can do|the most we can take) ${WHEN_} ${WHY}`,
    `(we|business|they|users|customer|management) (can|could|will|would) (afford|accept|take|tolerate|live with|manage|handle|allow|cope with|stand|have|bear|go with|work with|agree to|survive) (only|at most|up to|no more than|a maximum of|max|just|about)* {d:duration} (of)? (downtime|outage|down|offline|down time|interruption|unavailability|off|without system) ${WHEN_} ${WHY}`,
    `{d:duration} (of)? (downtime|outage|interruption)? be (the most|the maximum|all|what|the limit|our limit) (that)? (we|business|they) (can|could)? (accept|afford|take|have|get|tolerate|live with|allow) ${WHEN_}`, `(no|not) more than {d:duration} (of)? (downtime|outage|down time|interruption) ${WHEN_}`, `(at most|maximum|max|up to|only) {d:duration} (of)? (downtime|outage|down time) ${WHEN_} (be)? (allowed|possible|acceptable)?`, `(downtime|outage|maintenance window|downtime window|cutover window|window) (of|:) (up to|at most)? {d:duration} (be (ok|okay|fine|acceptable|possible|allowed))? ${WHEN_}`,
    `(we|business) can be ${DOWN} {d:span} ${WHY}`, `(our|downtime|maintenance|cutover|outage|planned)* window (be|run|go|last|open|will be|:) (open)? {d:span} ${WHY}`, `(we have|we get|there be) (a)? (downtime|maintenance|cutover|outage)? window {d:span} ${WHY}`, `(downtime|cutover|outage) (be|will be|can be|go|run) (possible|allowed|acceptable|ok)? {d:span}`, `(cutover|migration|downtime|outage) (must|have to|can|may|should|need to) (fit|be done|take|last|be finished|be complete|be completed|happen) (in|into|within|inside|at most|no more than|no longer than|up to)? {d:duration} ${WHEN_}`,
    `(we|business) (have|get|can use|can have) {d:span} (for|to do|to)? (cutover|cut over|migration|migrate|downtime|switch|it)? ${WHY}`, `(set|change|make) (the)? (downtime|maintenance|cutover|outage)? (window|downtime) (to|at|as)? {d:duration}`, `(system|systems|shop|site|application|everything) (can|may) (only)? be ${DOWN} {d:span}`,
    `(cutover|migration) window {d:duration}`, `${WHO} (have|get|allow|allow us|give us|grant us|accept|tolerate|permit|give) (a|the)? (downtime|maintenance|outage|cutover|service)? (window|downtime|outage) (of|for|lasting) (at most|up to|no more than|maximum)? {d:duration} ${WHEN_}`, `(we|they)? (have|get|there be|have got) (a|the)? (downtime|maintenance|outage|cutover|service)? (window|downtime|outage) ${WHEN_} (of|for|lasting) {d:duration} ${WHEN_}`, `(there be|we have) (a)? {d:duration} (downtime|maintenance|outage|cutover)? window ${WHEN_}`, `(downtime|maintenance|outage|cutover) window : {d:duration}`, `(we can|we could) (stop|pause|halt|interrupt|close|shut down) (everything|work|business|operation|production|system|shop|sales) for {d:duration} ${WHEN_}`,
  ], downtimeWindow),

  rule('strategy.parallel', 'statement', [
    `${GO} ${HOW} ${PARALLEL} ${NOUN} ${A_WHILE} ${WHY}`, `${DECIDED} ${HOW} ${PARALLEL} ${NOUN} ${A_WHILE} ${WHY}`, `(parallel run|parallel operation|in parallel|side by side) ${WHY}`, `(we|let us|both|both system|old and new|they|old and new system|the systems|systems) (will|must|should|have to|need to|want to|want|be going to|shall|can|be to|would like to)? (run|operate|live|be|keep running|work|run both|keep|run old and new|run old and new system|run both system|run both old and new|be kept|be run|be live|be online|be active|stay live|remain live) (both|old and new|the two|both system|old and new system|old and the new system)? (system|one)? (in parallel|side by side|parallel|next to each other|alongside each other|alongside one another|at the same time) (for (a while|some time|{d:duration}|a month|a few (weeks|month|days)|{k:count} (month|weeks|week)))? ${WHY}`,
    `(old|legacy) (system|one)? (stay|remain|keep running|stay live|run|keep|will stay|will run|will keep running|must stay) (up|live|alive|on|in parallel|alongside|next to)* (new (one|system)?)? (in parallel|side by side|alongside new) (for a while)? ${WHY}`, `parallel (be) (strategy|approach|best|what we want) ${WHY}`,
  ], (found, context) => approach(found, context, 'parallel')),
  rule('strategy.phased', 'statement', [
    `${GO} ${HOW} ${PHASED} ${PHASED}? ${NOUN} ${WHY}`, `${DECIDED} ${HOW} ${PHASED} ${PHASED}? ${NOUN} ${WHY}`, `(phased|in phases|a phased|step by step|gradually|in waves|incrementally|in stages|one system at a time|module by module) ${NOUN} ${WHY}`, `(migrate|move|do it|do this|load|go live|switch) ${PHASED} ${WHY}`, `${PHASED} (be) (strategy|approach|better|best|safer|what we want|our (choice|preference|approach|strategy)|the way to go) ${WHY}`, `a? phased (migration|approach) (be)? (preferred|better|best|safer|planned|our (choice|preference)|the plan)? ${WHY}`,
    `(we|let us) (split|divide|break) (it|migration|cutover|this) (up)? (into|in) ({k:count}|several|multiple|some|many)? (phase|step|stage|wave) ${WHY}`,
  ], (found, context) => approach(found, context, 'phased')),
  rule('strategy.bigBang', 'statement', [
    `${GO} ${HOW} ${BIG} ${NOUN} ${WHY}`, `${DECIDED} ${HOW} ${BIG} ${NOUN} ${WHY}`, `(big bang|big-bang|bigbang) ${NOUN} ${WHY}`, `(migrate|move|do|switch|load|cut over) (it|everything|this)? ${BIG} ${WHY}`, `(big bang|big-bang) ${NOUN} (be) (strategy|approach|best|better|simpler|what we want|preferred|planned|the plan|our (choice|preference|approach|strategy)|the way to go|fine|ok) ${WHY}`, `everything (move|go|migrate|must move|have to move|will move|be moved|will be moved|should move) ${BIG} ${WHY}`,
  ], (found, context) => approach(found, context, 'big-bang')),
];
