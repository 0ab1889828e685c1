import { line } from '../messages.ts';
import { answer, changeOf, propose, sentence } from '../proposals.ts';
import { rule } from '../rule.ts';
import type { Outcome, Rule, RuleContext } from '../rule.ts';

function addRule(context: RuleContext, said: string): Outcome | undefined {
  const text = sentence(said);
  const before = context.plan.state.businessRules;
  if (text.length < 4) return undefined;
  if (before.includes(text)) return answer('conversation.answer.unchanged', { text });
  return propose('conversation.propose.businessRule', { text }, [line('conversation.detail.add', { label: line('conversation.label.businessRule'), value: text })], [{ kind: 'setField', path: 'businessRules', value: [...before, text] }]);
}

/** Several formats, wrong values: that is no rule but a problem of the data. */
function soundsBad(text: string): boolean {
  return /\b(different|several|various|mixed|inconsistent(?:ly)?|wrong|duplicates?|missing|broken|invalid|two|three|four|five|many) (?:\w+ )?(formats?|ways?|spellings?|encodings?|units?|values?|codes?)\b|\b(duplicates?|missing|broken|invalid|inconsistent)\b/i.test(text);
}

const ALL = '(all|everything|it|they|system|server|database|all system|all server|all database|time|all time|timestamp|date|all timestamp|all date|time zone|timezone|our time zone|data|all data|date and time|{s:system}|{t:table}|clock|our system|our server|the servers)';

export const constraintRules: readonly Rule[] = [
  rule('timeZones', 'statement', [
    `${ALL} (be|run|be stored|be kept|be recorded|be saved|be held|work|be written|be set|live|use|be running|store) (in|on|to|as)? {z:zone} ((,|and|,and)? {more:zone})?`, '(time zone|timezone|our time zone|our timezone) (be|:) {z:zone}', `${ALL} (use|be using) {z:zone}`, '(we|they) (use|work in|work with|store|be in|run in|run on|live in|operate in|store everything in|keep everything in) (time|date|timestamp|all times|everything)* (in)? {z:zone} (everywhere|for all timestamps|for everything)?',
    `(time|date|timestamp|all time|all date|everything) (in|of) {s:source} (be|be stored|be kept|be recorded)? (in|as)? {z:zone} ((and|but|,|while) {s2:system} (be|run|store|use|work)? (in|on)? {more:zone})?`, `{s:source} (be|run|store|use|work) (time|date|timestamp)* (in|on)? {z:zone} (and|but|,|while) {s2:system} (be|run|store|use|work)? (in|on)? {more:zone}`,
  ], (found, context) => {
    const zones = [found.words('z'), found.words('more')].filter((zone) => zone !== undefined);
    if (zones.length === 0) return undefined;
    const systems = [found.get('s', 'system')?.refs[0]?.name, found.get('s2', 'system')?.refs[0]?.name];
    const text = zones.map((zone, at) => (systems[at] === undefined ? zone : `${systems[at] ?? ''}: ${zone}`)).join(', ');
    const before = context.plan.state.constraints.timeZones;
    if (before === text) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.timeZones')}: ${text}` });
    return propose('conversation.propose.timeZones', { text }, [changeOf(line('conversation.label.timeZones'), before, text)], [{ kind: 'setField', path: 'constraints.timeZones', value: text }]);
  }),
  rule('currencies', 'statement', [
    '(amount|price|all amount|all price|money|total|invoice|everything|value|currency|our currency|payment|all money|balance|figure|sale|booking|all|bank account|revenue|salary) (be|be stored|be kept|be recorded|be held|come|be always|be either|be booked|be invoiced|be in|be quoted) (in|both in|either in|:)? {c:currencies} (only)?', '(we|they|business|shop) (use|have|invoice in|sell in|work with|work in|book in|deal in|bill in|trade in|store amounts in|have amounts in|store prices in|have prices in|charge in|accept|have invoices in|keep amounts in|pay in|handle|support|operate in) {c:currencies} (only|as currency|as currencies|amount|currency)?', '(currency|the currencies|the currency) (be|:|involved be|in use be|we use be) {c:currencies}', 'there be amounts in {c:currencies}', '{c:currencies} (be) (the|our)* (currency|only currency|currencies)', '{t:table} (be|have amounts|have prices|be stored) in {c:currencies}',
  ], (found, context) => {
    const items = found.get('c', 'list')?.items ?? [];
    const before = context.plan.state.constraints.currencies;
    const text = items.join(', ');
    if (text === '') return undefined;
    if (before === text) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.currencies')}: ${text}` });
    return propose('conversation.propose.currencies', { text }, [changeOf(line('conversation.label.currencies'), before, text)], [{ kind: 'setField', path: 'constraints.currencies', value: text }]);
  }),
  rule('regulations', 'statement', [
    '(we|data|our data|they|business|company|migration|this|it|system|customer data|everything|{t:table}|{s:system}|you|our company|our customer data|personal data|project) (also)? (be under|be subject to|must comply with|have to comply with|have to follow|fall under|be bound by|need to comply with|have to respect|must respect|be regulated by|must follow|need to follow|be covered by|be governed by|have|be audited under|must adhere to|have to adhere to|need to adhere to|need to respect|be audited for|be required to comply with|come under|be in scope for|be in scope of|must meet|have to meet|need to be compliant with|must be compliant with|have to be compliant with|need to observe|must observe|have to observe|need to meet|be sox|operate under) {r:regulations} (rule|requirement|regulation|compliance|audit|obligation|compliant|here|law)? (to)?', '{r:regulations} (apply|be relevant|be in scope|be a topic|be an issue|matter|be important|be a must|be mandatory|apply here|both apply|all apply|apply to (us|our data|data|everything|{t:table}|{s:system}|(payment|customer|personal|patient|health|card|employee)* data)|both apply to (us|our data|everything|{t:table}|(payment|customer|personal|patient|health|card|employee)* data)|hold|be a constraint|be in force|be applicable|be required|play a role)', '(regulation|applicable regulation|compliance|law|relevant regulation|compliance requirement) (be|:|that apply be|we have be) {r:regulations}', '(because of|due to|under|think of|remember|mind|add|consider) {r:regulations}',
  ], (found, context) => {
    const items = found.get('r', 'list')?.items ?? [];
    const before = context.plan.state.constraints.regulations;
    const added = items.filter((item) => !before.some((known) => known.toLowerCase() === item.toLowerCase()));
    if (items.length === 0) return undefined;
    if (added.length === 0) return answer('conversation.answer.unchanged', { text: `${line('conversation.label.regulations')}: ${items.join(', ')}` });
    return propose('conversation.propose.regulations', { names: added.join(', ') }, added.map((value) => line('conversation.detail.add', { label: line('conversation.label.regulations'), value })), [{ kind: 'setField', path: 'constraints.regulations', value: [...before, ...added] }]);
  }),

  rule('businessRule', 'statement', ['(rule|business rule|a rule|one rule|another rule|a business rule|another business rule|important rule) (be that|:|here be that|say that|be :) {text:tail}', '(add|record|note|remember|keep in mind|mind|have) (a|as|the|this|another|new)* (rule|business rule) (that|:) {text:tail}', 'there be (a|one|another) (rule|business rule) (that|which (say|say that)|saying that|:) {text:tail}', '(it be|this be) (a|one) (rule|business rule) that {text:tail}'], (found, context) => {
    const text = found.words('text');
    return text === undefined ? undefined : addRule(context, text);
  }, { whole: true }),
  rule('businessRule', 'statement', [
    '{what:ruleSubject} (be) (always|usually|generally|all|only)? (stored|kept|held|recorded|saved|expressed|encoded|written|given|entered|measured|calculated|counted|computed|rounded|numbered|derived|normalised) (in|as|without|with|net|gross|including|excluding|from|by|to|per) {rest:rest}',
    '{ts:tables} (must|have to|may|can only|may only|need to|always|can never|never|should always|should never|must never|shall) {rest:rest}', '(every|each|all|a|an|no|any)* {t:table} (can not|may not|must not|should not|must|have to|may|can only|may only|need to|always|can never|never|should always|should never|must never|shall|always have|always belong to|can have|may have|have at least|have exactly|have at most) {rest:rest}', '(a|an|every|each|no)* {t:table} (be|count as|become) (considered|deemed|treated as|regarded as)? (active|closed|inactive|open|valid|expired|archived|deleted|current|overdue|complete|cancelled) (when|if|once|after|unless|as soon as) {rest:rest}',
    '{what:ruleSubject} be (always|all|usually)? (in|per) (cent|percent|thousand|penny|gross|net|gram|kilogram|euro cent|basis point|metre|meter|millimetre|hour|minute|day) {rest:rest}?', '{what:ruleSubject} be (always|never|exclusively) {rest:rest}', '(every|each|any) {t:table} (belong to|have|need|require|refer to|get|be assigned to|must have|be linked to|come with|be made up of|consist of) (exactly|at least|at most|up to|a maximum of|only|one|a|an|no more than) {rest:rest}',
    '{f:knownField} (must|have to|may|can only|may only|need to|always|can never|never|should always|must never|shall|mean|stand for) {rest:rest}', '{what:ruleSubject} (must|have to|may|can only|may only|need to|must never|must always) {rest:rest}',
    '(status|code|flag|type|a value of|value|the value|state|a status of|status code)* {q:codeValue} (in {ts:tables})? (mean|stand for|denote|indicate) {rest:rest}',
  ], (found, context) => (soundsBad(found.text) ? undefined : addRule(context, found.text))),
  rule('note', 'statement', [
    '(note that|please note that|remember that|keep in mind that|be aware that|mind that|constraint be that|another constraint be that) {text:tail}', '(note|constraint|remark|remember|keep in mind|add a note|add note|add a constraint|note to self|another constraint) : {text:tail}',
  ], (found, context) => {
    const text = found.words('text');
    const before = context.plan.state.constraints.other;
    if (text === undefined || text.split(' ').length < 2) return undefined;
    const value = sentence(text);
    if (before.includes(value)) return answer('conversation.answer.unchanged', { text: value });
    return propose('conversation.propose.note', { text: value }, [line('conversation.detail.add', { label: line('conversation.label.note'), value })], [{ kind: 'setField', path: 'constraints.other', value: [...before, value] }]);
  }, { whole: true }),
];
