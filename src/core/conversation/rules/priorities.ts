import { UNKNOWN, cellOf, rowsOf } from '../../plan/plan.ts';
import { line } from '../messages.ts';
import { answer, change, joined, placeOf, propose, setCell, tableLabel } from '../proposals.ts';
import { BE, rule } from '../rule.ts';
import { isBusinessNoun } from './volumes.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { Outcome, Rule, RuleContext } from '../rule.ts';
import type { TablesMention } from '../values.ts';

type Priority = 'High' | 'Medium' | 'Low';

/** Sets the priority of every row that a name means: the same name in two systems is the same kind of data. */
export function setPriority(context: RuleContext, tables: TablesMention, priority: Priority, dataSaid: boolean): Outcome | undefined {
  const { plan } = context;
  const edits: SimpleEdit[] = [];
  const details: string[] = [];
  const names: string[] = [];
  const inventory = rowsOf(plan, 'inventory');
  const seen = new Set<number>();
  const set = (index: number): void => {
    const row = inventory[index];
    if (!row || seen.has(index)) return;
    seen.add(index);
    const label = tableLabel(plan, cellOf(row, 'sourceSystem'), cellOf(row, 'object'));
    names.push(label);
    const before = cellOf(row, 'priority');
    if (before === priority) return;
    edits.push(setCell('inventory', row, index, 'priority', priority));
    details.push(change(label, line('conversation.label.priority'), before, priority));
  };
  if (tables.everything) inventory.forEach((_, index) => { set(index); });
  for (const mention of tables.mentions) {
    const objects = [...new Set(mention.refs.map((ref) => ref.object.toLowerCase()))];
    if (objects.length > 1) return { unclear: mention.refs.map((ref) => `${ref.object} in ${ref.system} is ${priority.toLowerCase()} priority`) };
    const rows = mention.refs.filter((ref) => ref.row !== undefined);
    if (rows.length > 0) {
      for (const ref of rows) if (ref.row !== undefined) set(ref.row);
      continue;
    }
    // Nothing in the inventory goes by that name: only what is plainly data gets a row.
    if (mention.refs.length === 0 && !dataSaid && !isBusinessNoun(mention.said)) return undefined;
    const place = placeOf(context, mention);
    if (place.kind === 'unclear') return { unclear: place.names.map((name) => `${name} is ${priority.toLowerCase()} priority`) };
    if (place.kind === 'row') { set(place.index); continue; }
    names.push(place.object);
    details.push(line('conversation.detail.newRow', { system: place.system, name: place.object }), change(place.object, line('conversation.label.priority'), '', priority));
    edits.push({
      kind: 'insertRows', block: 'inventory', at: inventory.length,
      rows: [{ sourceSystem: place.system, object: place.object, recordCount: UNKNOWN, size: UNKNOWN, priority }],
    });
  }
  if (names.length === 0) return undefined;
  if (edits.length === 0) return answer('conversation.answer.unchanged', { text: `${joined(names)}: ${priority}` });
  return propose('conversation.propose.priority', { priority, names: joined(names) }, details, edits);
}

const HIGH = '(urgent|very urgent|really urgent|pressing|high prio|prio high|top prio|highest prio|a high prio|top of (the|our) list|at the top of (the|our) list|top|non-negotiable|absolutely necessary|(by far|clearly|definitely)? (most|really|very|so|extremely|absolutely|highly|super|equally|just as)? (critical|important|essential|crucial|vital|business critical|business-critical|mission critical|mission-critical|indispensable|key|valuable|sensitive to us|precious)|high priority|high-priority|highest priority|top priority|the top priority|our top priority|first priority|number one priority|priority one|priority 1|prio 1|prio one|p1|must have|must-have|a must|a must-have|what matter most|number one|most critical one|a high priority|of (the)? (high|highest|utmost|top) (priority|importance)|of utmost importance|our crown jewel|high|most critical (data|table|thing|part|of all|by far)|most important (data|table|thing|part|of all|by far|one)|the priority|our priority|our number one|our lifeblood|our main concern|our biggest concern)';
const LOW = '(not (that|so|very|really|all that|particularly|terribly|especially|exactly|too)* (urgent|pressing) (at all)?|not urgent (at all)|low prio|prio low|lowest prio|a low prio|bottom of (the|our) list|at the bottom of (the|our) list|expendable|(low|lowest|least|bottom) priority|low-priority|a low priority|of (low|lowest|little|minor) (priority|importance)|not (important|so important|very important|that important|really important|all that important|particularly important|important at all|too important)|unimportant|uncritical|non-critical|noncritical|least important|least critical|nice to have|nice-to-have|less important|less critical|not needed urgently|secondary|low|prio 3|priority 3|p3|negligible|minor)';
const MEDIUM = '(medium prio|prio medium|normal prio|(medium|normal|average|mid|middle|moderate|regular|standard) priority|medium-priority|of (medium|normal|average|moderate) (priority|importance)|medium|moderately (important|critical)|prio 2|priority 2|p2|somewhat important|fairly important)';
const FOR = '(for (us|the business|me|our business|the company|migration|this migration|everyone|sales|finance|operation|cutover|go-live|day one|the migration|the move))?';

const patterns = (words: string, short: string, verbs: readonly string[]): string[] => [
  `{ts:anyTables} ${BE} ${words} ${FOR}`, `(consider|treat|mark|rate|flag|classify|set|give|put|make|regard|rank|see) {ts:anyTables} (to|as|at|a|on|priority to|be)* ${words}`, `(priority|importance) (of|for) {ts:anyTables} ${BE} ${words}`, `{ts:anyTables} (have|get|take|deserve|should have|must have|should get|need) ${words} ${FOR}`,
  `{ts:anyTables} : ${words}`, `(set|change|raise|lower) priority (of|for) {ts:anyTables} to ${words}`, `{ts:anyTables} (with|at|,)? ${short}`, `(give|assign) ${words} to {ts:anyTables}`, `{ts:anyTables} 's? (priority|prio) ${BE} ${words}`, `(let us|we should|we can|can we|we want to|we need to|i want to|i would like to|we will|i would|you can|would you)? (bump|push|move|lift|promote|upgrade|raise|drop|lower|downgrade|demote|put|pull|switch|set|change|turn|make|mark|bring|take|shift|reduce|increase|keep|flag|treat) (priority of|prio of|priority for)? {ts:anyTables} 's? (priority|prio)? (up|down|back|over)? (to|into|on|at|as)? ${words} (priority|prio)? ${FOR}`, `${words} (priority|prio)? (be|will be|would be|seem) (fine|ok|okay|enough|good enough|sufficient|alright|right|plenty|appropriate|perfectly fine) for {ts:anyTables}`, `{ts:anyTables} (be|can be|can go|go|should go) (at|on|in|to|under|with) ${words} (priority|prio)?`, `(priority|prio) ${words} (:|for|on) {ts:anyTables}`, `(priority|prio) (of|for) {ts:anyTables} (:|-|=|to)? ${words}`, `${words} (priority|prio)? (:|-|=) {ts:anyTables}`, `${words} (priority|prio)? for {ts:tables}`, ...verbs,
];

const ORDER_PANELS = new Set(['sequence', 'cutover', 'strategy', 'rollback', 'mapping', 'validation']);

const build = (priority: Priority): Rule['build'] => (found, context) => {
  const tables = found.get('ts', 'tables');
  const dataSaid = /\b(data|tables?|records?)\b/i.test(found.text);
  // Where the order of loading is planned, "customers first" is one.
  if (/\b(?:first|last|at the end)\b/i.test(found.text) && ORDER_PANELS.has(context.panel ?? '')) return undefined;
  return tables ? setPriority(context, tables, priority, dataSaid) : undefined;
};

export const priorityRules: readonly Rule[] = [
  rule('priority.low', 'statement', patterns(LOW, '(low priority|low|low-priority|not important|unimportant)', [
    '{ts:anyTables} matter (least|little|less|the least) (of all)?', '{ts:anyTables} do not matter (much|that much|so much|a lot|to us)*', '{ts:anyTables} (come|be|go) (dead|very)? last (of all)?', '(there be)? no (rush|hurry) (with|for|on|about) {ts:anyTables}', '(we|you) (be)? (not|do not) (be)? in (no|a|any) (rush|hurry) (with|for) {ts:anyTables}', '{ts:anyTables} (be) no rush', '{ts:anyTables} (can|could) (wait (a bit|a while|a little|until the end|till the end|till last|for now|some more)|go at the end|come at the end)', '{ts:anyTables} (can|could) (wait|come later|follow later|be last|go last|come last|be done later|move later)', 'we (do not|can not) care (much|that much|too much|so much)? about {ts:anyTables} (much|that much)?', '(least|less) (important|critical) (be|table be|data be|one be) {ts:anyTables}', '(low|lowest) priority (:|be|for|go to) {ts:anyTables}', 'deprioritise {ts:anyTables}', 'deprioritize {ts:anyTables}',
    '{ts:anyTables} be (nothing|no) (important|critical|big deal|priority)', '(nobody|no one) (care|worry) about {ts:anyTables}', '{ts:anyTables} be of no importance',
  ]), build('Low')),
  rule('priority.medium', 'statement', patterns(MEDIUM, '(medium priority|medium|normal priority)', ['(medium|normal) priority (:|be|for|go to) {ts:anyTables}']), build('Medium')),
  rule('priority.high', 'statement', patterns(HIGH, '(high priority|high|high-priority|top priority)', [
    '{ts:anyTables} (come|go) (very|always)? first', '{ts:anyTables} first', '(nothing|no table|no data) (be|matter) (more|as) (important|critical|urgent|much)? (than|as) {ts:anyTables}', '{ts:anyTables} matter (most|a lot|the most|very much|more than anything) (to us|of all|for us)*', '(most|really)? (critical|important|essential|crucial|vital|valuable|business critical|mission critical) (data|table|one|object|thing|part|information|entity|record)? (of all|for us|for the business|by far|here|in scope)* (be|:) {ts:anyTables}', '(high|highest|top) priority (:|be|for|go to|have) {ts:anyTables}', '(prioritise|prioritize) {ts:anyTables}', 'we care (most|a lot) about {ts:anyTables} (most)?', 'what matter (most)? (to us|for us)? (most)? be {ts:anyTables}',
    'we (can not|could not|must not|may not) (live|work|operate|run|survive|do|function) without {ts:anyTables}', 'we can not (afford to)? lose {ts:anyTables}', '{ts:anyTables} (must|can|may) (not|never) (be lost|get lost)', 'our (top|first|highest|main|biggest|number one) priority be {ts:anyTables}', '(business|we|everyone) (depend|rely) on {ts:anyTables} (most)?', 'it be {ts:anyTables} that matter (most)?', '(nothing|no data) be more important than {ts:anyTables}', 'we must not lose {ts:anyTables}',
  ]), build('High')),
];
