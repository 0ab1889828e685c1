import { line } from '../messages.ts';
import { answer, changeOf, propose } from '../proposals.ts';
import { BE, rule } from '../rule.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { Found, Outcome, Rule, RuleContext } from '../rule.ts';

type TargetField = 'name' | 'technology' | 'location' | 'owner' | 'schemaDefined';

function setTarget(context: RuleContext, values: Partial<Record<TargetField, string>>): Outcome | undefined {
  const now = context.plan.state.targetSystem;
  const labels: Record<TargetField, string> = {
    name: line('conversation.label.target'), technology: line('conversation.label.technology'), location: line('conversation.label.location'), owner: line('conversation.label.owner'), schemaDefined: line('conversation.label.schemaDefined'),
  };
  const entries = Object.entries(values) as [TargetField, string][];
  if (entries.length === 0) return undefined;
  // "PostgreSQL" says nothing new where "PostgreSQL 16" stands.
  const changed = entries.filter(([field, value]) => now[field] !== value && !(field === 'technology' && now[field].toLowerCase().startsWith(`${value.toLowerCase()} `)));
  const facts = entries.map(([, value]) => value).join(', ');
  if (changed.length === 0) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.target')}: ${facts}` });
  const edits: SimpleEdit[] = changed.map(([field, value]) => ({ kind: 'setField', path: `targetSystem.${field}`, value }));
  return propose(
    values.schemaDefined !== undefined && entries.length === 1 ? 'conversation.propose.targetSchema' : 'conversation.propose.target', { facts, value: values.schemaDefined ?? '' },
    changed.map(([field, value]) => changeOf(labels[field], now[field], value)), edits,
  );
}

const TARGET = '(target|target system|target application|target platform|target database|target db|new system|new application|new app|new platform|new database|new crm|new erp|new shop|destination|destination system|replacement|successor|new solution|new software|new home|future system|new db|migration target|new product|new tool|new environment|new world)';
const NAMED_TARGET = `(${TARGET}|{tgt:target})`;
const PLACE = '(with|which be|that be|running|hosted|,|and|it be|it run|it will run|and it be|it be hosted|which run|on|as|deployed)* {h:hosting}';
const OWNED = '((and|,|which be|it be)* (owned|run|managed|maintained) by {p:owner})?';
const NAMED = '((and|,|which be|it be)* (called|named) {n:name})?';
const TO = '(we|everything|data|all data|it|our data|this|all|we all|company|business) (be|will|have to|want to|must|need to|should|plan to|be going to|be planning to|would like to|intend to)? (migrate|migrating|move|moving|go|going|switch|switching|transition|transitioning|change|changing|convert|converting|replatform|be moved|be migrated|end up|be loaded|be replaced|land|upgrade|upgrading|be moving|port|shift|shifting|transfer)  (everything|all|our data|data|away|over|it|off|all data|them|all of it|across)* (from {f:from})? (to|in|into|onto|over to|with|on|on to)';

const facts = (found: Found): Partial<Record<TargetField, string>> => {
  const technology = found.words('x') ?? found.words('on');
  const name = found.words('product') ?? found.words('n');
  const location = found.words('h');
  const owner = found.words('p');
  return { ...(name !== undefined ? { name } : {}), ...(technology !== undefined ? { technology } : {}), ...(location !== undefined ? { location } : {}), ...(owner !== undefined ? { owner } : {}) };
};

const schemaPatterns = (state: string, having: readonly string[]): string[] => [
  `(schema|data model|structure|model|ddl|table|schema definition) (of|for|in|on) ${NAMED_TARGET} (side)? (be|have been|have)? ${state}`, `(target|new|destination) (schema|data model|model|structure|ddl|database schema|database model) (be|have been|have|:)? ${state}`,
  `${NAMED_TARGET} 's? (schema|data model|structure|model|ddl|database schema|table) (be|have been|have)? ${state}`, `(schema|data model) (be|have been|have)? ${state}`, ...having,
];
const SCHEMA = '({tgt:target} \'s? )?(target|new|destination)? (schema|data model|ddl|database schema) (of|for)? (target|new system|target system|new application|{tgt:target})?';
const READY = '(defined|ready|done|finished|complete|completed|fixed|final|finalised|finalized|there|available|in place|agreed|stable|signed off|frozen|designed|set|known)';
const state = (value: string): Rule['build'] => (found, context) => (found.bindings.has('tgt') || /\b(target|new|destination)\b/i.test(found.text) || context.panel === 'target' ? setTarget(context, { schemaDefined: value }) : undefined);

const schemaRules: readonly Rule[] = [
  rule('target.schema.no', 'statement', schemaPatterns(`(not (yet|fully yet)* ${READY} (yet)?|not yet|undefined|not there yet|(still)? (open|missing|to be (designed|defined|done|decided|agreed))|tbd|does not exist (yet)?|do not exist (yet)?|unknown|not existing (yet)?|not (yet)? exist (yet)?)`, [
    `we (do not|not) (yet|really|even)* have (a|any)? ${SCHEMA} (yet)?`, `we have no ${SCHEMA} (yet)?`, `(we|they|nobody) have not (yet|even)* (finished|completed|defined|designed|agreed|agreed on) ${SCHEMA} (yet)?`, `${SCHEMA} (will be|be going to be|will only be) (defined|ready|done|finished|there|available|designed) (next|in|by|later|soon|until|at|end|month|week|year|summer|spring|autumn|winter|q1|q2|q3|q4|the|of|{k:count})*`,  `there be no ${SCHEMA} (yet)?`, `nobody have (yet)? (designed|defined) ${SCHEMA} (yet)?`,
  ]), state('no')),
  rule('target.schema.partly', 'statement', schemaPatterns(`((only|just|so far|still)* (partly|in part|partially|partially|half|mostly|almost|nearly|largely|not fully|not completely|not quite|not entirely) ${READY}?|(in progress|being (designed|defined|built|worked on|developed|finalised)|a draft|draft|incomplete|under construction|changing|in flux|work in progress|a work in progress|in draft|under development|there in part|a moving target)) (yet)?`, [`we have (part|a part|half|a draft) of ${SCHEMA}`, `we have draft ${SCHEMA}`]), state('partly')),
  rule('target.schema.yes', 'statement', schemaPatterns(`(fully|completely|already|all)? ${READY} (already)?`, [`we (already)? have ${SCHEMA} (ready|defined|in place|already)`, `we have ${SCHEMA}`, `${SCHEMA} (exist|already exist|have been ${READY})`]), state('yes')),
];

export const targetRules: readonly Rule[] = [
  ...schemaRules,
  rule('target.owner', 'statement', [
    `{p:people} (own|be the owner of|be owner of|be contact for|be contact person for|be responsible for|be in charge of|look after|manage|maintain) ${TARGET}`, `{p:people} (be|act as) (owner|contact|responsible|in charge) (on|for|of) (target|new|the target|the new) (side|system)`, `(owner|steward) of ${TARGET} ${BE} {p:owner}`, `${TARGET} ${BE} owned by {p:owner}`, `${TARGET} belong to {p:owner}`, `${TARGET} 's owner be {p:owner}`, `{p:people} (own|be responsible for) (target|new) (schema|data model)`,
  ], (found, context) => {
    const owner = found.words('p');
    return owner === undefined ? undefined : setTarget(context, { owner });
  }),
  rule('target.set', 'statement', [
    `${TARGET} (be|will be|run on|will run on|be going to be|live on|be built on|be based on|sit on|use|should be|must be|be hosted on|be on|will be on|will use|:|be an|be a|will be built on) (a|an|on)* {x:technology} (database|db|server|instance|cluster)? (${PLACE})? ${NAMED} ${OWNED}`,
    `${TARGET} (be|will be|be going to be|should be|be called|be named|:|be based on|be built on) {product:product} (system|application|instance)? ((running|based|hosted|built)? on {x:technology})? (${PLACE})?`, `${TARGET} (be|will be) {product:product} , {x:technology} (${PLACE})?`,
    `${TARGET} (be|will be|be going to be)? (called|named) {n:name} ((running|hosted|based|,|and|it|run|which run|that run)* on {x:technology})? (${PLACE})?`, `(name of ${TARGET}) (be|will be|:) {n:name}`, `${TARGET} (be|will be|run|will run|live|will live|be hosted|will be hosted|sit|be running|be deployed|will be deployed) {h:hosting}`,
    `${TO} {x:technology} (database|db|server|instance|cluster)? (${PLACE})? ${NAMED} ${OWNED}`, `${TO} {product:product} ((running|based|hosted)? on {x:technology})? (${PLACE})?`, `${TO} (a|an|the|new)* {x:technology} (database|db|server|instance|cluster)? (called|named) {n:name} (${PLACE})?`, `${TO} (a|an|the|new)* (system|application|platform|database) (called|named) {n:name} (${PLACE})?`,
    `{x:technology} (be|will be) (our|the|a|as)* ${TARGET} (${PLACE})?`, `{product:product} (be|will be) (our|the|as)* ${TARGET} (${PLACE})?`, `{product:product} (will replace|replace|be replacing|be going to replace) (it|them|old system|legacy system|everything|all of (them|it|this)|{old:system})`, `${TARGET} {x:technology} (${PLACE})?`, `(set|make) ${TARGET} (to|be) {x:technology} (${PLACE})?`, `(set|make) ${TARGET} (to|be) {product:product} (${PLACE})?`, `${TO} {h:hosting}`,
    `we (be|will be) (replacing|going to replace) (it|them|everything|old system|legacy system|old systems|{old:system}) (with|by) {product:product} (${PLACE})?`, `we (replace|will replace) (it|them|everything|old system|legacy system|{old:system}) (with|by) {product:product} (${PLACE})?`, `we (replace|will replace|be replacing) (it|them|everything|old system|{old:system}) (with|by) {x:technology} (${PLACE})?`,
    `${TARGET} (be|will be) {n:capitalName} ((running|hosted|based|,|and|it|run|which run|that run|built)* on {x:technology})? (${PLACE})?`,
  ], (found, context) => setTarget(context, facts(found))),
];
