import { UNKNOWN, cellOf, rowsOf } from '../../plan/plan.ts';
import { line } from '../messages.ts';
import { answer, propose, sentence } from '../proposals.ts';
import { rule } from '../rule.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { Found, Outcome, Rule, RuleContext } from '../rule.ts';
import type { SystemMention, TableMention, TablesMention } from '../values.ts';

function exclude(context: RuleContext, names: readonly string[], why: string | undefined): Outcome | undefined {
  const known = context.plan.state.exclusions;
  const edits: SimpleEdit[] = [];
  const details: string[] = [];
  const reason = why === undefined ? UNKNOWN : sentence(why);
  const left: string[] = [];
  for (const what of names) {
    const index = known.findIndex((exclusion) => exclusion.what.toLowerCase() === what.toLowerCase());
    const there = known[index];
    if (there && (why === undefined || there.reason === reason)) continue;
    left.push(what);
    details.push(line('conversation.detail.add', { label: line('conversation.label.what'), value: what }));
    edits.push(there ? { kind: 'setItem', list: 'exclusions', item: { index, key: there.what }, values: { reason } } : { kind: 'addItem', list: 'exclusions', item: { what, reason } });
  }
  if (edits.length === 0) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.what')}: ${names.join(', ')}` });
  details.push(why === undefined ? line('conversation.detail.reasonMissing') : line('conversation.detail.add', { label: line('conversation.label.reason'), value: reason }));
  return propose('conversation.propose.exclude', { what: left.join(', ') }, details, edits);
}

/** The names by which the plan leaves tables behind; unclear where a name means several. */
function excludeTables(context: RuleContext, tables: TablesMention, why: string | undefined): Outcome | undefined {
  if (tables.everything) return undefined;
  const names: string[] = [];
  const unclear: string[] = [];
  for (const mention of tables.mentions) {
    if (mention.refs.length > 1) {
      unclear.push(...mention.refs.map((ref) => `Leave ${ref.object} in ${ref.system} behind${why === undefined ? '' : ` because ${why}`}`));
      continue;
    }
    const ref = mention.refs[0];
    if (!ref) { names.push(mention.said); continue; }
    const same = rowsOf(context.plan, 'inventory').filter((row) => cellOf(row, 'object').toLowerCase() === ref.object.toLowerCase());
    names.push(same.length > 1 ? `${ref.system}.${ref.object}` : ref.object);
  }
  return unclear.length > 0 ? { unclear } : exclude(context, names, why);
}

const WHY = '((because of|because|since|as|due to|for|:) {why:rest}|{why:plainReason})?';
const BECAUSE = '((because of|because|since|due to|as) {why:rest})?';
const NOT_MOVE = '((do not|not|will not|must not|should not|need not|shall not|we will not|we be not going to|we do not (want|need|have|plan|intend) to|we must not|we should not|no need to|we be not|we do not|there be no need to|we will never|never) (migrate|migrating|move|moving|bring|bringing|carry over|carrying over|copy|take|taking|include|including|transfer|transferring|import|load|touch|take over|bring over|carry|port|bother with|bother migrating|migrate any of|move over))';

const endpoint = (system: SystemMention | undefined, name: string | undefined): string | undefined => {
  if (system) return system.refs.length === 1 ? system.refs[0]?.name : undefined;
  return name;
};

function tableName(mention: TableMention): string | undefined {
  const ref = mention.refs.length === 1 ? mention.refs[0] : undefined;
  return ref ? `${ref.system}.${ref.object}` : undefined;
}

function relate(context: RuleContext, from: string, to: string, how: string): Outcome | undefined {
  if (from.toLowerCase() === to.toLowerCase()) return undefined;
  const known = context.plan.state.relationships.findIndex((relation) => relation.from.toLowerCase() === from.toLowerCase() && relation.to.toLowerCase() === to.toLowerCase());
  const there = context.plan.state.relationships[known];
  const text = how === '' ? UNKNOWN : how;
  const details = [line('conversation.detail.add', { label: line('conversation.label.relationship'), value: `${from} → ${to}` }), line('conversation.detail.add', { label: line('conversation.label.how'), value: text })];
  if (there && there.how === text) return answer('conversation.answer.unchanged', { text: `${from} → ${to}: ${text}` });
  // The same two systems may be joined in more than one way: another sentence is another relationship.
  return propose('conversation.propose.relationship', { from, to, how: text }, details, [{ kind: 'addItem', list: 'relationships', item: { from, to, how: text } }]);
}

/** How two ends are joined: the verb and what follows the second end, as said. */
function howOf(found: Found, verb: string): string {
  const tail = found.words('how');
  return tail === undefined ? verb : `${verb} ${tail}`;
}

const END = (name: string): string => `({${name}:system}|{${name}New:systemName})`;
const HOW = '{how:relationTail}?';

function relationRule(verb: string, patterns: readonly string[], reverse = false): Rule {
  return rule('relationship', 'statement', patterns, (found, context) => {
    const first = endpoint(found.get('a', 'system'), found.get('aNew', 'newSystem')?.name);
    const second = endpoint(found.get('b', 'system'), found.get('bNew', 'newSystem')?.name);
    if (first === undefined || second === undefined) return undefined;
    // People share work; systems share data.
    if (/\b(?:responsib\w+|owner\w*|ownership|duty|duties)\b/i.test(found.text)) return undefined;
    const [from, to] = reverse ? [second, first] : [first, second];
    return relate(context, from, to, howOf(found, verb));
  });
}

const POINTS = '(belong to|refer to|refer back to|reference|point to|point at|link to|link back to|be linked to|be tied to|relate to|be related to|map to|be part of|be attached to|join to|be joined to|be a child of|be child of|hang off|hang on|have)';

/** One table refers to another, both as the plan names them. */
function relateTables(found: Found, context: RuleContext, first: string, second: string): Outcome | undefined {
  const one = found.get(first, 'table');
  const two = found.get(second, 'table');
  if (!one || !two) return undefined;
  // "Customer has orders" says no direction: only "exactly one" does.
  if (/\bha(?:s|ve)\b/i.test(found.text) && !/\b(?:one|single|key|fk|reference|link|pointer|parent|many|several|multiple|more|number of|lots?)\b/i.test(found.text)) return undefined;
  // "Every invoice belongs to exactly one customer" is a rule of the business; rows and keys make it a join.
  if (/^(?:each|every)\b/i.test(found.text) && found.words('how') === undefined && !/\b(?:rows?|records?|entry|entries|many|several|multiple|any number)\b/i.test(found.text)) return undefined;
  const from = tableName(one);
  const to = tableName(two);
  if (from === undefined || to === undefined) {
    const unclear = [one, two].find((mention) => mention.refs.length > 1);
    return unclear ? { unclear: unclear.refs.map((ref) => (unclear === one ? `${ref.object} in ${ref.system} refers to ${two.said}${two.system ? ` in ${two.system.name}` : ''}` : `${one.said}${one.system ? ` in ${one.system.name}` : ''} refers to ${ref.object} in ${ref.system}`)) } : undefined;
  }
  // Within one system the keys say so already; a plan keeps what no key says.
  const tail = found.words('how');
  return relate(context, from, to, tail === undefined ? 'refers to' : `refers to, ${tail}`);
}

export const scopeRules: readonly Rule[] = [
  rule('exclusion', 'statement', [
    `(leave|leaving|we leave|we will leave|let us leave|we can leave|we want to leave|we be leaving|keep|we keep) {ts:tables} (behind|out|alone|out of it|out of scope|out of the migration|where (it|they) be|in (the)? (old|legacy) system) ${WHY}`, `(leave|leaving|we leave|we will leave|let us leave|keep|keep out|we be leaving) (behind|out|out of scope) {ts:tables} ${WHY}`, `${NOT_MOVE} {ts:tables} (over|along|across|with us|to (the)? new system|at all|anymore|any more)* ${WHY}`, `(we|let us)? (exclude|skip|omit|drop|ignore|retire|discard|scrap|forget about|throw away|get rid of|will skip|will drop|will exclude|will ignore|can skip|can drop|can ignore|can exclude|want to exclude|want to drop|want to skip|archive and leave behind) {ts:tables} (from (the)? (migration|scope|plan|move)|in (the)? migration|entirely|completely|for now)* ${WHY}`,
    `{ts:tables} (stay|remain|can stay|will stay|should stay|must stay|can remain|will remain|stays) (behind|where (it|they) be|in (the)? (old|legacy|source) (system|database)|out|out of scope|in place) ${WHY}`, `{ts:tables} (be|will be|should be|must be|can be) (out of scope|not in scope|excluded|left behind|left out|skipped|dropped|ignored|not (migrated|moved|needed|needed anymore|needed any more|relevant|part of (the)? migration|part of it|part of the scope|going to be migrated|to be migrated|required|in use|worth migrating|worth moving)|omitted|discarded|no longer (needed|used|relevant|required|in use)|obsolete and (can|will) (stay|be dropped)|retired) (anymore|any more)? ${WHY}`, `{ts:tables} (will not|do not (need|have) to|should not|must not|need not) (be (migrated|moved|copied|taken over|carried over|included|transferred)|move|migrate|go (over|along)|come (over|along|with us)) (at all)? ${WHY}`,
    `(we|nobody|no one) (do not need|no longer need|do not use|no longer use|do not want|need|use|will not need|need no longer) {ts:tables} (anymore|any more|in (the)? new system|in (the)? target|going forward)? ${BECAUSE}`, `(we do not|we no longer|we will not|we) (need|use|want) {ts:tables} (anymore|any more|no longer) ${BECAUSE}`, `out of scope (be|:) {ts:tables} ${WHY}`, `(except|without|everything (but|except|apart from)) {ts:tables}`,
  ], (found, context) => {
    const tables = found.get('ts', 'tables');
    // That is SQL, not a word about scope.
    if (/^drop table\b/i.test(found.text)) return undefined;
    if (/^(?:we|nobody|no one)\s+(?:need|use)\b/i.test(found.text) && !/^nobody|^no one/i.test(found.text) && !/any ?more|longer/i.test(found.text)) return undefined;
    return tables ? excludeTables(context, tables, found.words('why')) : undefined;
  }),
  rule('exclusion', 'statement', [
    `(leave|leaving|we leave|we will leave|let us leave|we can leave|we be leaving) {what:scopeText} (behind|out of scope|out of the migration) ${WHY}`, `${NOT_MOVE} {what:scopeText} ${WHY}`, `(we|let us)? (exclude|omit|will exclude|want to exclude) {what:scopeText} (from (the)? (migration|scope|plan|move))* ${WHY}`, `{what:scopeText} (stay|remain|can stay|will stay|should stay|must stay) (behind|where (it|they) be|in (the)? (old|legacy) (system|database)) ${WHY}`, `{what:scopeText} (be|will be|should be|must be|can be|may be) (out of scope|not in scope|excluded from (the)? migration|left behind|not (migrated|part of (the)? migration|going to be migrated|to be migrated)) ${WHY}`,
    `{what:scopeText} (will not|do not (need|have) to|should not|must not|need not) (be (migrated|moved|taken over|carried over)|migrate|come (over|along|with us)) ${WHY}`, `out of scope (be|:) {what:scopeText} ${WHY}`, `leave behind {what:scopeText} ${WHY}`, `(we|nobody|no one) (do not need|no longer need|do not use|no longer use|do not want|will not need) {what:scopeText} (anymore|any more|in (the)? new system|in (the)? target|going forward|after (the)? migration) ${BECAUSE}`,
  ], (found, context) => {
    const what = found.words('what');
    if (what === undefined) return undefined;
    return exclude(context, [what.replace(/^(?:the|our|any|all(?: of)?(?: the)?)\s+/i, '')], found.words('why'));
  }),
  rule('inclusion', 'statement', ['{ts:tables} (be|must be|should be) (back)? (in scope|in scope again|in scope after all|included again)', '(include|we (do)? need|bring back|take|migrate|put) {ts:tables} (back in|again|after all|back in scope|back into scope)'], (found, context) => {
    const names = (found.get('ts', 'tables')?.mentions ?? []).flatMap((mention) => [mention.said, ...mention.refs.flatMap((ref) => [ref.object, `${ref.system}.${ref.object}`])].map((name) => name.toLowerCase()));
    const edits: SimpleEdit[] = [];
    const what: string[] = [];
    context.plan.state.exclusions.forEach((exclusion, index) => {
      if (!names.includes(exclusion.what.toLowerCase())) return;
      edits.unshift({ kind: 'removeItem', list: 'exclusions', item: { index, key: exclusion.what } });
      what.push(exclusion.what);
    });
    if (edits.length === 0) return undefined;
    return propose('conversation.propose.include', { what: what.join(', ') }, what.map((name) => line('conversation.detail.change', { name, label: line('conversation.label.what'), before: name, after: '—' })), edits);
  }),

  relationRule('feeds', [
    `${END('a')} (feed|feed into|feed data into|feed data to|deliver data to|deliver to|provide data to|provide data for|supply|flow into|go into|be feeding|supply data to|fill|populate) ${END('b')} ${HOW}`, `${END('a')} (send|push|export|transfer|write|copy|publish|ship|load|post|pass|hand) {what:someWords}? (to|into|over to) ${END('b')} ${HOW}`, `${END('a')} be (the)? source (of|for) ${END('b')} ${HOW}`, `(data|order|everything) (flow|go) from ${END('a')} (to|into) ${END('b')} ${HOW}`, `${END('b')} be (fed|filled|loaded|populated|supplied|updated) (by|from) ${END('a')} ${HOW}`,
  ]),
  relationRule('is read by', [`${END('b')} (import|read|get|pull|receive|load|take|fetch|consume) {what:someWords}? from ${END('a')} ${HOW}`]),
  relationRule('connected', [`${END('a')} and ${END('b')} (be connected|be linked|be integrated|be synced|be synchronised|be synchronized|exchange {what:someWords}|exchange data|share data|share {what:someWords}|talk to each other|be joined|be tied together|sync|be kept in sync|be coupled) ${HOW}`]),
  relationRule('syncs with', [`${END('a')} (sync|synchronise|synchronize|be synced|be synchronised|be synchronized|exchange data|exchange|be integrated|integrate|interface|be linked|be connected|talk|connect|be kept in sync|share data|share customers|communicate|share {what:someWords})  (to|with) ${END('b')} ${HOW}`, `(there be|we have) (a|an|nightly|daily|weekly|hourly)* (interface|sync|link|integration|connection|exchange|job) (between|from) ${END('a')} (and|to) ${END('b')} ${HOW}`]),
  relationRule('replicates to', [`${END('a')} (replicate|be replicated|be copied|be mirrored|mirror) (data)? (to|into) ${END('b')} ${HOW}`]),
  relationRule('depends on', [`${END('a')} (depend on|rely on|be dependent on|need data from|use data from|use data of|look up {what:someWords} in|refer to|reference) ${END('b')} ${HOW}`]),
  relationRule('updates', [`${END('a')} (update|write to|write into|write back to) ${END('b')} ${HOW}`]),
  // "Every row in A belongs to exactly one row in B": the many stand before the one.
  rule('relationship', 'statement', [
    `(every|each|all|any|one|a|single)* (row|record|entry|line)? (in|of|from)? {t:table} (row|record|entry)? (always|only|just)? ${POINTS} (exactly|only|just|at most|always|one|single|the|a|exactly one|of)* (row|record|entry|parent|parent row)? (in|of|from)? {u:table} (row|record|entry)? {how:relationTail}?`,
    `{t:table} (be|sit|hang) (child|detail|details|child table|the many side|line) (of|to|under|for) {u:table} {how:relationTail}?`, `{t:table} hang (off|under|on|from) {u:table} {how:relationTail}?`,
    `{t:table} (have|hold|carry) (a|the)* (foreign key|fk|key|reference|link|pointer) (to|into|on) {u:table} {how:relationTail}?`, `(there be|we have) (a|the)* (foreign key|fk|reference|link) from {t:table} to {u:table} {how:relationTail}?`,
    `{t:table} (to|and) {u:table} (be)? (many to one|many-to-one|n to 1|n:1) {how:relationTail}?`,
  ], (found, context) => relateTables(found, context, 't', 'u')),
  rule('relationship', 'statement', [
    `(every|each|one|a|single) (row|record|entry)? (in|of)? {u:table} (can|may|will)? (have|own|contain|hold|consist of|comprise) (many|several|multiple|any number of|one or more|zero or more|some|lots of|a lot of|a number of|its|at least one) (row|record|entry)? (in|of)? {t:table} {how:relationTail}?`,
    `{u:table} (be|have) (parent|parent table|the one side|header|master) (of|to|for) {t:table} {how:relationTail}?`, `{u:table} (to|and) {t:table} (be)? (one to many|one-to-many|1 to n|1:n) {how:relationTail}?`,
  ], (found, context) => relateTables(found, context, 't', 'u')),
  rule('relationship', 'statement', ['{x:sourceField} (reference|refer to|refer back to|point to|point at|point into|link to|link back to|be a foreign key to|be a foreign key into|be the foreign key to|be the foreign key of|be foreign key on|be an fk to|join to|join on|join with) {y:sourceField}'], (found, context) => {
    const ends = [found.get('x', 'field'), found.get('y', 'field')].map((field) => {
      const refs = field?.table === undefined ? [] : context.lexicon.tables.named(field.table.slice(field.table.lastIndexOf('.') + 1));
      return field && refs.length === 1 && refs[0] ? { table: `${refs[0].system}.${refs[0].object}`, field: field.field } : undefined;
    });
    const [from, to] = ends;
    return from && to ? relate(context, from.table, to.table, `${from.field} refers to ${to.field}`) : undefined;
  }),

  rule('relationship', 'statement', [
    '{t:table} (refer to|reference|link to|point to|be linked to|be joined to|join to|be joined with|join|be connected to|belong to|depend on|relate to|be related to|match|correspond to|be matched to|be matched with) {u:table} {how:relationTail}?', '{t:table} (and|,) {u:table} (be joined|be linked|be matched|share|match|join|be connected|be related) {how:relationTail}?',
  ], (found, context) => {
    return relateTables(found, context, 't', 'u');
  }),

  rule('relationship', 'statement', [
    '{x:someWords} (in|of) {a:system} (match|correspond to|be the same as|equal|refer to|reference|point to|map to|belong to|be equal to|be identical to|relate to|be linked to|come from|be copied from|be taken from|link to|join) {y:someWords} (in|of|from) {b:system} {how:relationTail}?', '{a:system} and {b:system} (share|have|use) (the|a)* (same|common) {y:someWords} {how:relationTail}?',
  ], (found, context) => {
    const from = endpoint(found.get('a', 'system'), undefined);
    const to = endpoint(found.get('b', 'system'), undefined);
    return from === undefined || to === undefined ? undefined : relate(context, from, to, sentence(found.text));
  }),

  rule('tool', 'statement', [
    '{tool:toolText} (called|named|,) {file:file} (exist|already exist|be there|be available) (for {covers:rest})?', '(we (already)? (have|have got|use|wrote|built)|there be|i have|i wrote) (already)? {tool:toolText} (,|called|named|:)* {file:file} ((,|that|which|for|to|it)* (load|export|move|migrate|read|extract|dump|copy|convert|transform|import|handle|clean|do|cover|loading|exporting)? {covers:rest})?',
    '(we (already)? (have|have got|use|wrote|built|have built|have written)|there be|i have|i wrote|they have) (already)? {tool:toolText} (for|that (load|export|move|migrate|read|extract|dump|copy|convert|transform|import|handle|clean|do|cover)|which (load|export|move|migrate|read|extract|dump|copy|convert|transform|import|handle|do|cover)|to (load|export|move|migrate|read|extract|dump|copy|convert|transform|import|handle|clean)|loading|exporting|moving|covering|extracting|on|in) {covers:rest}', '(we (already)? (have|have got|use|wrote|built)|there be|i have|i wrote) (already)? {tool:toolText}', '(we (can|could|should|will|want to|may|might as well)|let us|i would)? (use|reuse|re-use|keep|keep using|build on|run|start from) {tool:toolText} (for {covers:rest})?', '(we (can|could|should|will|want to)|let us)? (use|reuse|re-use|keep|keep using|build on|run) {file:file} (for|to (load|export|move|migrate|extract)) {covers:rest}', '(we (can|could|should|will|want to)|let us)? (use|reuse|re-use|keep|keep using|build on|run) {file:file}', '(existing|there be an existing|we have an existing) tool : {tool:tail}', '{tool:toolText} (already)? (load|export|move|migrate|extract|dump|copy|handle|cover|convert) {covers:rest}', '{file:file} (already)? (load|export|move|migrate|extract|dump|copy|handle|cover|convert) {covers:rest}',
  ], (found, context) => {
    const file = found.words('file');
    const said = found.words('tool');
    const name = (file ?? said ?? '').replace(/^(?:an?|the|our|existing|own|already|my)\s+/i, '').replace(/^(?:existing|old|own)\s+/i, '');
    if (name === '') return undefined;
    const path = /[\w./\\-]+\.[A-Za-z]\w{0,7}$/.exec(name)?.[0];
    const covers = found.words('covers');
    if (context.plan.state.existingTools.some((tool) => tool.name.toLowerCase() === name.toLowerCase())) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.tool')}: ${name}` });
    return propose('conversation.propose.tool', { name }, [
      line('conversation.detail.add', { label: line('conversation.label.tool'), value: name }), ...(path === undefined ? [] : [line('conversation.detail.add', { label: line('conversation.label.path'), value: path })]), ...(covers === undefined ? [] : [line('conversation.detail.add', { label: line('conversation.label.covers'), value: covers })]),
    ], [{ kind: 'addItem', list: 'existingTools', item: { name, ...(path === undefined ? {} : { path }), ...(covers === undefined ? {} : { covers }) } }]);
  }),
];
