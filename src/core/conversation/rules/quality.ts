import { line } from '../messages.ts';
import { answer, propose, sentence } from '../proposals.ts';
import { rule } from '../rule.ts';
import type { Found, Outcome, Rule, RuleContext } from '../rule.ts';
import type { TableMention } from '../values.ts';

function addIssue(context: RuleContext, issue: string, where: string): Outcome | undefined {
  const text = sentence(issue);
  if (text.length < 3) return undefined;
  if (context.plan.state.dataQuality.some((known) => known.issue.toLowerCase() === text.toLowerCase() && known.where.toLowerCase() === where.toLowerCase())) {
    return answer('conversation.answer.unchanged', { text });
  }
  const details = [line('conversation.detail.add', { label: line('conversation.label.issue'), value: text })];
  if (where !== '') details.push(line('conversation.detail.add', { label: line('conversation.label.where'), value: where }));
  return propose('conversation.propose.qualityIssue', { issue: text }, details, [{ kind: 'addItem', list: 'dataQuality', item: { issue: text, ...(where === '' ? {} : { where }) } }]);
}

function whereOf(found: Found): string | undefined {
  const mentions: readonly TableMention[] = found.get('ts', 'tables')?.mentions ?? [found.get('t', 'table')].filter((mention) => mention !== undefined);
  if (mentions.length > 0) {
    const names: string[] = [];
    for (const mention of mentions) {
      const objects = [...new Set(mention.refs.map((ref) => ref.object))];
      const systems = [...new Set(mention.refs.map((ref) => ref.system))];
      if (objects.length > 1) return undefined;
      // Known in one system: that one; in several: said of none of them in particular.
      const name = objects[0] ?? mention.said;
      names.push(systems.length === 1 && mention.system ? `${systems[0] ?? ''}.${name}` : name);
    }
    return names.join(', ');
  }
  const field = found.get('f', 'field');
  if (field) return field.table === undefined ? field.field : `${field.table}.${field.field}`;
  return found.get('s', 'system')?.refs[0]?.name ?? '';
}

const AMOUNT = '(many|most|half of|most of|some of|many of|part of|a third of|half|a quarter of|{pct:percent} of|{n:count} of|one in {n:count}|every other|some|lots of|a lot of|several|numerous|countless|plenty of|too many|tons of|loads of|a few|quite a few|known|about|thousands of|hundreds of|{n:count}|{pct:percent}|a number of|occasional|few|various)?';
const KIND = '(duplicate|duplicated|dupe|double|doubles|doublets|duplication|null|null value|missing|empty|blank|orphan|orphaned|invalid|inconsistent|wrong|broken|dirty|bad|test|dummy|fake|mixed|malformed|corrupt|corrupted|garbage|outdated|stale|truncated|mojibake|unreadable|illegal|impossible|negative|future|unknown|misspelled|misspelt|typo|garbled|obsolete|inaccurate|incomplete|incorrect|encoding|placeholder|redundant|dangling|conflicting|contradictory|poor|messy|faulty|undocumented|unused|whitespace|non-unique|ambiguous|unformatted|inactive|dead|hardcoded|nonsense|junk|unmatched|unclean|gap|overlapping)';
const IN = '(in|among|within|for|on|across|inside|between|of)';
const STATE = '(duplicate|duplicated|missing|empty|blank|invalid|inconsistent|wrong|broken|dirty|mixed|malformed|corrupt|corrupted|outdated|stale|truncated|unreliable|incomplete|incorrect|inaccurate|not unique|not (always|really|properly|consistently|entirely)? (clean|reliable|consistent|valid|complete|maintained|filled|unique|trustworthy|correct|accurate|normalised|normalized|validated|formatted|up to date|standardised|standardized|filled in|deduplicated|set|enforced)|a mess|messy|messed up|all over the place|a disaster|null|poorly maintained|badly maintained|orphaned|unclean|misspelled|garbled|full of typos|free text|chaotic|in bad shape|not clean|in terrible shape|of poor quality|of bad quality|poor quality|unreadable|obsolete|often (missing|empty|wrong|blank|null|invalid|duplicated|misspelled|outdated)|sometimes (missing|empty|wrong|blank|null|invalid|duplicated|negative)|mostly (missing|empty|wrong|blank|null)|partly (missing|empty|wrong|outdated)|stored as (text|string|varchar|char|free text|number)|stored in (different|several|mixed|various|inconsistent|{k:count}|many|multiple) (format|formats|way)|in (different|several|mixed|various|inconsistent|{k:count}|many|multiple) (different)? (format|encoding|spelling|notation|style|unit|way|currency|language|time zone)|entered (twice|inconsistently|differently|by hand|as free text)|negative|in the wrong (field|column|format|place|encoding)|in wrong (field|column|format)|not trimmed|case inconsistent|double encoded|encoded (wrongly|twice|wrong)|double|unformatted|spelled (differently|inconsistently|in different ways))';

export const qualityRules: readonly Rule[] = [
  rule('quality', 'statement', [
    // "there are orphans in invoice lines"
    `(there be|we (have|see|find|found|know of|noticed|discovered|also have|be aware of|expect|have found|have seen|get)|i (found|see|noticed|know of)|they have|it have) ${AMOUNT} {issue:qualityText} ${IN} ${AMOUNT} {ts:anyTables}`, `${AMOUNT} {issue:qualityText} ${IN} ${AMOUNT} {ts:tables}`,
    `(there be|we (have|see|find|found|know of|noticed|discovered)) ${AMOUNT} {issue:qualityText} ${IN} {s:system}`, `{issue:stateText} ${IN} ${AMOUNT} {ts:tables}`, `{issue:stateText} ${IN} {s:source}`, `(in|for|within) {ts:tables} (:|,)? (there be|we have|we see|we found)? ${AMOUNT} {issue:qualityText}`, `(in|for|within) {ts:tables} (,)? {issue:stateText}`,
  ], (found, context) => {
    const where = whereOf(found);
    const issue = found.words('issue');
    return issue === undefined || where === undefined ? undefined : addIssue(context, issue, where);
  }),
  rule('quality', 'statement', [
    // "customers have duplicate emails", "some customers are duplicated"
    `${AMOUNT} {ts:tables} (have|contain|include|hold|show|be full of|suffer from|be riddled with|come with|be missing|lack|be polluted with|store|be affected by|be littered with|be plagued by|have got|use|get) ${AMOUNT} {issue:qualityText}`, `${AMOUNT} {ts:tables} (be|look|appear) ${STATE} {more:qualityTail}?`, `${AMOUNT} {ts:tables} (be missing|lack|miss|have no|be without|come without|do not have|have not get) (an|a|their|any|valid|proper)* {o:missingText}`,
    `(same|the same)? ${AMOUNT} {ts:tables} (often|sometimes|frequently|regularly)? (appear|occur|exist|be stored|be recorded|be entered) (twice|two times|more than once|several times|multiple times|double)  {more:qualityTail}?`, `{ts:tables} (have|be of|be in) (poor|bad|terrible|low|awful|horrible) (data)? (quality|shape|condition)`, `(data|address|date|quality|data quality)? (quality) ${IN} {ts:tables} be (poor|bad|terrible|low|awful|horrible|a problem|questionable|mixed|unclear)`, `(data|quality|data quality) (in|of) {s:system} be (poor|bad|terrible|low|awful|horrible|a problem|questionable|dirty|messy|a mess|mixed)`,
    `{f:knownField} (be|look|be often|be sometimes) ${STATE} {more:qualityTail}?`, `${AMOUNT} {f:knownField} (value|entry)? (be|look) ${STATE} {more:qualityTail}?`, `{f:knownField} (have|contain|hold|be full of|include) ${AMOUNT} {issue:qualityText}`, `${AMOUNT} {issue:qualityText} ${IN} {f:knownField}`, `(there be|we have|we found|we see) ${AMOUNT} {issue:qualityText} ${IN} {f:knownField}`,
    `${AMOUNT} {ts:tables} (reference|point to|refer to|link to|belong to|mention) (a|an|some)* {u:table} (that|which|who)? (do not exist|no longer exist|not exist|be missing|be gone|have been deleted|were deleted|was deleted|be not there) (anymore|any more|there)*`, `((there be|we have|we found|we see) )?${AMOUNT} {ts:tables} (without|with no|with missing|with invalid|with wrong|with empty|with duplicate|with broken|that have no|which have no|that lack|missing) (a|an|any|valid)* {u:table} (exist)?`, `(there be|we have|we found|we see|we know of) ${AMOUNT} {ts:tables} (without|with no|with missing|with invalid|with wrong|with empty|with duplicate|with broken|that have no|which have no|that lack|missing) (a|an|any|valid)* {o:missingText}`, `${AMOUNT} {ts:tables} (without|with no) (a|an|any|valid)* {u:table} exist`, `{ts:tables} (reference|point to|refer to|link to) (non-existing|nonexistent|missing|deleted|non-existent|unknown) {o:qualityTail}`, `{ts:tables} (do not|have not) {m:missingVerb} {o:qualityTail}?`,
  ], (found, context) => {
    const where = whereOf(found);
    return where === undefined ? undefined : addIssue(context, found.words('issue') ?? found.text, where);
  }),
  rule('quality', 'statement', ['(quality issue|quality problem|data quality issue|data quality problem|known issue|known problem|data problem|known quality problem|known data issue|data issue|dirty data) : {issue:tail}', '(add|record|note) (a|as|another)* (quality issue|quality problem|data quality issue|data quality problem|known issue|data issue) : {issue:tail}', '(we have a|there be a|a|another)* (quality issue|quality problem|data quality issue|data quality problem|known issue|data issue) (be|be that|with) {issue:tail}'], (found, context) => {
    const issue = found.words('issue');
    return issue === undefined ? undefined : addIssue(context, issue, '');
  }, { whole: true }),
  rule('quality', 'statement', [
    // Facts about data in general: "dates are stored as text", "addresses are a mess"
    `${AMOUNT} {what:qualitySubject} (be|look) ${STATE} {more:qualityTail}?`, `(there be|we have|we found|we see|we know of) ${AMOUNT} {issue:plainQuality}`, `(our|the)? (data|data quality|quality) (be|look) (poor|bad|terrible|awful|dirty|messy|a mess|horrible|inconsistent|low)`,
  ], (found, context) => addIssue(context, found.words('issue') ?? found.text, '')),

  // Nothing narrower fits: the sentence is kept as it was said, with the tables it names.
  rule('quality', 'statement', ['{any:anyQuality}'], (found, context) => {
    const names: string[] = [];
    for (let at = 0; at < found.clause.tokens.length;) {
      const hit = context.lexicon.tables.find(found.clause.tokens, at, () => false)[0];
      const [object, ...others] = hit ? [...new Set(hit.values.map((ref) => ref.object))] : [];
      if (object !== undefined && others.length === 0 && !names.includes(object)) names.push(object);
      at = hit ? hit.end : at + 1;
    }
    return addIssue(context, found.text, names.join(', '));
  }),
  rule('pastAttempt', 'statement', [
    "{x:someWords} 's (attempt|try|migration attempt|migration) {rest:tail}",
    '(we|they|it|somebody|another team|our predecessor|a vendor|a consultancy|the vendor) (have)? (tried|attempted|failed|started) {rest:tail}', '(a|the|our|an)* (previous|last|earlier|first|second|former|past) (attempt|migration|try|project|migration attempt|trial|go|migration project) {rest:tail}', 'there (was|were|have been) {rest:pastTail}',
  ], (found, context) => {
    const text = sentence(found.text);
    if (!/\b(attempt|migrat|tried|move|import|cutover|cut over|failed|go.?live|switch)/i.test(text)) return undefined;
    if (context.plan.state.pastAttempts.includes(text)) return answer('conversation.answer.unchanged', { text });
    return propose('conversation.propose.pastAttempt', { text }, [line('conversation.detail.add', { label: line('conversation.label.pastAttempt'), value: text })],
      [{ kind: 'setField', path: 'pastAttempts', value: [...context.plan.state.pastAttempts, text] }]);
  }, { whole: true }),
];

/** Words that make a stretch of text a quality problem. */
export const QUALITY_KIND = KIND;
