import { cellOf, rowsOf } from '../../plan/plan.ts';
import { formatSize } from '../../units/size.ts';
import { says } from '../lexicon.ts';
import { line } from '../messages.ts';
import { answer, changeOf, known, propose } from '../proposals.ts';
import { BE, rule } from '../rule.ts';
import { SYSTEM_NAMES } from '../vocabulary.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { SourceSystem } from '../../plan/planState.ts';
import type { SystemRef } from '../lexicon.ts';
import type { Intent } from '../reading.ts';
import type { Outcome, Rule, RuleContext } from '../rule.ts';
import type { Description, SystemMention } from '../values.ts';

/** The fields of a source system that a description fills, as the plan writes them. */
function fields(description: Description | undefined): Partial<Record<'technology' | 'location' | 'owner' | 'size', string>> {
  return {
    ...(description?.technology !== undefined ? { technology: description.technology } : {}),
    ...(description?.location !== undefined ? { location: description.location } : {}),
    ...(description?.owner !== undefined ? { owner: description.owner } : {}),
    ...(description?.size !== undefined ? { size: formatSize(description.size) } : {}),
  };
}

type Facts = ReturnType<typeof fields>;
const facts = (values: Facts): [keyof Facts, string][] => Object.entries(values) as [keyof Facts, string][];
const label = (key: string): string => {
  switch (key) {
    case 'technology': return line('conversation.label.technology');
    case 'location': return line('conversation.label.location');
    case 'owner': return line('conversation.label.owner');
    case 'size': return line('conversation.label.size');
    default: return key;
  }
};

/** A system that only says "there is one": nothing about it is known and nothing rests on it. */
function isPlaceholder(context: RuleContext, system: SourceSystem): boolean {
  return /^Source \d+$/.test(system.name) && ![system.technology, system.location, system.owner, system.size, system.connection, system.catalogue].some(known)
    && !rowsOf(context.plan, 'inventory').some((row) => cellOf(row, 'sourceSystem') === system.name);
}

/** Names a placeholder where there is one, else adds the system. */
export function addSystem(context: RuleContext, name: string, values: Facts): { edits: SimpleEdit[]; details: string[]; code: 'conversation.propose.addSource' | 'conversation.propose.nameSource'; before: string } | undefined {
  const { plan, session } = context;
  const key = name.toLowerCase();
  if (name.trim() === '' || session.systems.has(key) || plan.state.sourceSystems.some((system) => system.name.toLowerCase() === key)) return undefined;
  session.systems.add(key);
  const index = plan.state.sourceSystems.findIndex((system, at) => !session.placeholders.has(at) && isPlaceholder(context, system));
  const placeholder = plan.state.sourceSystems[index];
  const details = facts(values).map(([field, value]) => line('conversation.detail.add', { label: label(field), value }));
  if (placeholder) {
    session.placeholders.add(index);
    return {
      code: 'conversation.propose.nameSource', before: placeholder.name,
      details: [changeOf(line('conversation.label.name'), placeholder.name, name), ...details],
      edits: [{ kind: 'setItem', list: 'sourceSystems', item: { index, key: placeholder.name }, values: { name, ...values } }],
    };
  }
  return {
    code: 'conversation.propose.addSource', before: '',
    details: [line('conversation.detail.newSource', { name }), ...details],
    edits: [{ kind: 'addItem', list: 'sourceSystems', item: { name, ...values } }],
  };
}

function addOne(context: RuleContext, name: string, values: Facts): Outcome | undefined {
  const added = addSystem(context, name, values);
  return added && propose(added.code, { name, before: added.before }, added.details, added.edits);
}

/** Sets facts of a system that the plan knows. */
export function describe(context: RuleContext, mention: SystemMention, values: Facts): Outcome | undefined {
  const { plan } = context;
  const entries = facts(values);
  if (entries.length === 0) return undefined;
  if (mention.refs.length > 1) return { unclear: mention.refs.map((ref) => factSentence(ref, entries)) };
  const ref = mention.refs[0];
  if (!ref) return undefined;
  if (ref.role === 'target') {
    const target = plan.state.targetSystem;
    const usable = entries.filter((entry): entry is [Exclude<keyof Facts, 'size'>, string] => entry[0] !== 'size');
    if (usable.length === 0) return undefined;
    return propose(
      'conversation.propose.target', { facts: usable.map(([, value]) => value).join(', ') },
      usable.map(([field, value]) => changeOf(label(field), target[field], value)),
      usable.map(([field, value]) => ({ kind: 'setField', path: `targetSystem.${field}`, value })),
    );
  }
  const system = plan.state.sourceSystems[ref.index];
  if (!system) return addOne(context, ref.name, values);
  // "Oracle" says nothing new where "Oracle 19c" stands.
  const changed = entries.filter(([field, value]) => system[field] !== value && !(field === 'technology' && system[field].toLowerCase().startsWith(`${value.toLowerCase()} `)));
  if (changed.length === 0) return answer('conversation.answer.unchanged', { text: `${system.name}: ${entries.map(([, value]) => value).join(', ')}` });
  const values_ = Object.fromEntries(changed);
  const owner = changed.length === 1 && changed[0]?.[0] === 'owner' ? changed[0][1] : undefined;
  return propose(
    owner !== undefined ? 'conversation.propose.owner' : 'conversation.propose.setSource',
    owner !== undefined ? { name: system.name, owner } : { name: system.name, facts: changed.map(([, value]) => value).join(', ') },
    changed.map(([field, value]) => line('conversation.detail.change', { name: system.name, label: label(field), before: system[field] === '' ? '?' : system[field], after: value })),
    [{ kind: 'setItem', list: 'sourceSystems', item: { index: ref.index, key: system.name }, values: values_ }],
  );
}

function factSentence(ref: SystemRef, entries: readonly [string, string][]): string {
  const [field, value] = entries[0] ?? ['', ''];
  if (field === 'owner') return `${value} owns ${ref.name}`;
  if (field === 'size') return `${ref.name} is ${value}`;
  return `${ref.name} runs on ${value}`;
}

const ADJ = '(own|dedicated|small|little|tiny|local|private|homegrown|home-grown|legacy|old|more|other|further|additional|older|different|separate|distinct|existing|source|main|major|production|operational|ageing|aging|relational|internal|historic|independent|sql|big|ancient|outdated|in-house|inherited|on-prem)*';
const NOUN = '(database|system|source|source system|source database|application|app|legacy system|legacy database|data source|data store|datasource|legacy|db instance|legacies|source application|dbs)';
const TAIL = '(to migrate|to move|to be migrated|to consolidate|to replace|to deal with|to bring over|to retire|to merge|to get rid of|to take care of|to look at|in total|in scope|involved|here|today|in use|in place|running|in production|at the moment|right now|that (must|have to|need to) (move|be migrated|migrate|go)|as source|in all|(that)? we (need|have|want) to migrate (from)?|(that)? we (be|will be)? (migrate|migrating|move|moving) (from)?|altogether|from which we migrate|around)*';
const HAVE = '(migrating from|moving from|migrating|consolidating|we (have|have got|get|run|use|operate|maintain|own|be on|currently have|be migrating from|be migrating|be moving from|be moving|migrate from|migrate|need to migrate|have to migrate|want to migrate|must migrate|will migrate|be running|be dealing with|need to move|have to move|be coming from|come from|need to consolidate|be consolidating|be replacing|deal with|be going to migrate|be looking at|start from|want to move)|i have|i have got|there be|there exist|it be|our data (live|be|sit|come) (in|from)|data (live|be|sit|come|be spread) (in|from|across|over)|our landscape (have|consist of)|the (landscape|estate) (have|consist of)|source be|data come from|everything (come from|live in|sit in))';

export const sourceRules: readonly Rule[] = [
  rule('sources.count', 'statement', [
    `${HAVE} {n:count} ${ADJ} {tech:technology}? ${ADJ} ${NOUN} ${TAIL}`, `{n:count} ${ADJ} {tech:technology}? ${ADJ} ${NOUN} ${TAIL}`,
    `(number of|the number of) ${ADJ} ${NOUN} be {n:count}`, `(our data|data|everything|the data) (be|live|sit|come) (spread)? (in|from|across|over) {n:count} ${ADJ} {tech:technology}? ${NOUN}`,
    `{n:count} ${ADJ} ${NOUN} (have to|need to|must|will|should) (be migrated|migrate|move|go|be moved|be replaced)`,
  ], (found, context) => {
    const count = found.get('n', 'count')?.count;
    if (!count || count.value > 100n || count.value < 1n || count.low !== undefined || (count.estimated && count.value > 9n)) return undefined;
    const wanted = Number(count.value);
    const existing = context.plan.state.sourceSystems;
    // "two more" come on top of those that stand.
    const missing = /\b(?:more|additional|further|other)\b/i.test(found.text) ? wanted : wanted - existing.length;
    if (missing <= 0) return answer('conversation.answer.enoughSources', { count: String(existing.length), names: existing.map((system) => system.name).join(', ') });
    const technology = found.words('tech');
    const names: string[] = [];
    const taken = new Set(existing.map((system) => system.name.toLowerCase()));
    for (let number = 1; names.length < missing; number += 1) if (!taken.has(`source ${number}`)) names.push(`Source ${number}`);
    return propose(
      'conversation.propose.addSources', { count: String(missing), names: names.join(', ') },
      names.map((name) => line('conversation.detail.source', { name })),
      names.map((name) => ({ kind: 'addItem', list: 'sourceSystems', item: { name, ...(technology !== undefined ? { technology } : {}) } })),
    );
  }),

  rule('sources.count', 'statement', [`(we (also)? (have|use|run)|there be|we found|we discovered) (a|an|yet)* {o:ordinal} ${ADJ} {tech:technology}? ${ADJ} ${NOUN} ${TAIL}`], (found, context) => {
    const ordinal = Number(found.words('o') ?? '0');
    const existing = context.plan.state.sourceSystems;
    // "a fourth" where three stand is one more; "another" always is.
    const missing = ordinal === 0 ? 1 : ordinal - existing.length;
    if (missing < 1 || missing > 20) return undefined;
    const technology = found.words('tech');
    const taken = new Set(existing.map((system) => system.name.toLowerCase()));
    const names: string[] = [];
    for (let number = 1; names.length < missing; number += 1) if (!taken.has(`source ${number}`)) names.push(`Source ${number}`);
    return propose('conversation.propose.addSources', { count: String(missing), names: names.join(', ') }, names.map((name) => line('conversation.detail.source', { name })),
      names.map((name) => ({ kind: 'addItem', list: 'sourceSystems', item: { name, ...(technology !== undefined ? { technology } : {}) } })));
  }),
  // "a SharePoint list with the suppliers": a source that goes by what it is
  rule('sources.file', 'statement', ['(besides|also|apart from)? (those|that|them|this)? (we (also)? (have|use|pull data from|get data from|read data from|read|take data from|import|import data from|keep data in|need to migrate|have to migrate)|there be|some of the data (be|live) in|some data (be|live|sit) in|(part|part of) the data (be|live|come from|sit in)) (also)? (a|an|one|another|some|several|few|old|legacy|more|shared)* {f:fileSource} ((called|named) {n:name})? ((with|for|of|on|in|from|that hold|which hold|holding|containing) {rest:rest})?'], (found, context) => {
    const kind = found.words('f') ?? '';
    const [technology = '', said = ''] = kind.split('\u0000');
    return addOne(context, found.words('n') ?? said, { technology });
  }),

  // "two legacy systems: an Oracle CRM and a MySQL shop"
  rule('sources.list', 'statement', [
    `${HAVE} {n:count} ${ADJ} ${NOUN} ${TAIL} (:|-|,|be|namely|called|named) {list:systemList}`, `(source|our source|source system|legacy system|our legacy system|system) be (:)? {list:systemList}`,
    `we (have|run|use|operate|be migrating|migrate|migrate from|be migrating from|be moving from) (:)? {list:systemList}`, `${HAVE} {n:count} ${ADJ} ${NOUN} ${TAIL} : {list:systemList}`,
    `(we (be)? (migrating|moving|migrate|move) (data|everything|away)? from) {list:systemList}`,
  ], (found, context) => {
    const listed = found.get('list', 'systemList')?.systems ?? [];
    const count = found.get('n', 'count')?.count;
    // Without a number or technologies "we have Customers and Orders" could be anything.
    if (!count && !listed.every((system) => system.description.technology !== undefined)) return undefined;
    if (count && count.value !== BigInt(listed.length)) return undefined;
    // One of them that the plan knows is described, the others are added.
    const intents: Intent[] = [];
    for (const system of listed) {
      const refs = context.lexicon.systems.named(system.name);
      const outcome = refs.length > 0 ? describe(context, { kind: 'system', said: system.name, refs }, fields(system.description)) : addOne(context, system.name, fields(system.description));
      if (outcome && 'intents' in outcome) intents.push(...outcome.intents);
    }
    const adds = intents.filter((intent) => intent.kind === 'propose').filter((intent) => intent.code === 'conversation.propose.addSource' || intent.code === 'conversation.propose.nameSource');
    const others = intents.filter((intent) => !adds.some((add) => add === intent));
    if (intents.length === 0) return undefined;
    if (adds.length < 2) return { intents };
    const together = propose('conversation.propose.addNamedSources', { count: String(adds.length), names: adds.map((intent) => intent.args['name'] ?? '').join(', ') }, adds.flatMap((intent) => intent.details), adds.flatMap((intent) => (intent.edit.kind === 'batch' ? intent.edit.edits : [intent.edit])));
    return 'intents' in together ? { intents: [...together.intents, ...others] } : together;
  }),

  rule('sources.describe', 'statement', [
    `{s:system} (run|running|be|live|sit|be hosted|be running|be based|be built|reside|use|be stored) {d:description}`, `{s:system} : {d:description}`, `{s:system} be (a|an|one of our)? ${ADJ} {d:description}`, `{s:system} (have|have a size of|take up|occupy|contain|hold|weigh|hold about|come to|amount to|measure|come in at|add up to|sit at|stand at|be at|run to|total|clock in at|be (more like|closer to|somewhere around|around)|must be|should be|use|need|eat|fill) {d:description}`, `{s:system} (run|be|live|sit|stand|be hosted|be installed|be deployed|be located|be kept|be running) {d:description}`, `{s:system} (be|be about) {z:size} (big|large|in size|of data|in total|overall)*`,
    `size of {s:system} be {d:description}`, `(technology|platform) of {s:system} be {d:description}`, `{s:system} {d:description}`, `{s:system} 's (size|technology|database|platform) be {d:description}`,
  ], (found, context) => {
    const mention = found.get('s', 'system');
    const size = found.get('z', 'size');
    const description = found.get('d', 'description') ?? (size ? { kind: 'description' as const, size: size.bytes } : undefined);
    return mention && description ? describe(context, mention, fields(description)) : undefined;
  }),

  rule('sources.owner', 'statement', [
    `{s:system} ${BE} owned by {p:owner}`, `{s:system} belong to {p:owner}`, `{p:people} (be|act as) (owner|data owner|steward|data steward|contact|contact person|responsible person|responsible|in charge) (for|of|on|at|in) {s:system}`, `{p:people} be (owner|data owner|steward|contact|in charge|responsible) {s:there}`, `{p:people} (oversee|handle|see to|keep running|answer for|be the one in charge of|be the person responsible for|be the person in charge of) {s:system}`, `{s:system} be (with|under|in the hands of|in the care of|the responsibility of) {p:people}`, `{s:system} be {p:people} 's (responsibility|job|system|baby|domain|area|turf|business)`, `(person|one|people) (in charge|responsible) {s:there} be {p:owner}`, `{s:system} (be|lie) (in|under) {p:people} 's (hands|care|responsibility)`, `(owner|steward|contact) {s:there} be {p:owner}`, `(person|one|people) (in charge of|responsible for|who (own|run)) {s:system} be {p:owner}`, `{p:people} (own|be the owner of|be owner of|be responsible for|be in charge of|look after|take care of|be the (data)? (owner|steward|contact|contact person|custodian) (of|for)|maintain|be accountable for|be the one responsible for|manage|administer|run) {s:system}`,
    `(owner|data owner|steward|data steward|owner or steward|responsible person|contact|contact person) (of|for) {s:system} ${BE} {p:owner}`, `{s:system} (have|be) (owner|data owner|steward) (:|be)? {p:owner}`, `{s:system} 's (owner|steward|data owner) be {p:owner}`, `(owner|steward) of {s:system} : {p:owner}`, `{s:system} be {p:person} 's`, `{s:system} be {p:person} 's (responsibility|job|system|baby|domain|area|turf|business)`, `{s:system} be (run|maintained|managed|administered|looked after) by {p:owner}`, `{p:people} be the (go-to|contact|go to) (person)? for {s:system}`,
    `(make|set) {p:people} (as)? (the)? owner of {s:system}`,
  ], (found, context) => {
    const mention = found.get('s', 'system');
    const owner = found.words('p');
    return mention && owner !== undefined ? describe(context, mention, { owner }) : undefined;
  }),

  // Systems that the plan does not know yet.
  rule('sources.add', 'statement', [
    `(we (also)? (have|have got|run|use|operate|maintain)|there be|i have) (also)? (a|an|one|another|one more|as well)* ${ADJ} {tech:technology}? (database|system|app|application|source|server|file|spreadsheet|db)? (called|named|known as) {n:name} {d:description}? {at:placeTail}?`,
    `(we (also)? (have|run|use|operate|maintain)|there be) (also)? (a|an|one|another|one more)* ${ADJ} {tech:technology} (database|system|app|application|source|server|db) for {x:newSystem}`,
    `{x:newSystem} (run|be running|be hosted|be built|live|sit|be based|be stored) {d:description}`, `{x:newSystem} be (a|an|one of our)? ${ADJ} {d:description} (as well)?`, `(a|an|our|another)? ${ADJ} {tech:technology} (database|system|app|application|source|server|db) (called|named|known as) {n:name} {d:description}?`,
    `(we (also)? (have|run|use|operate|maintain)|there be) (also)? (a|an|one|another|one more)* ${ADJ} {x:newSystem} (running|hosted|based|that run|which run|that be|which be)? {d:description}`,
    `(we (also)? (have|run|use|operate|maintain)|there be) (also)? (a|an|one|another|one more)* ${ADJ} {tech:technology} {x:newSystem} {d:description}?`,
    `(add|create|include|register) (a|an|another|one more|new|the)* (source|source system|system|database)* {tech:technology}? (database|system|source)? (called|named) {n:name} {d:description}?`, `(add|include|register) (a|new|the|another)* (source|source system|legacy system) {x:newSystem} {d:description}?`,
    `(one|another|the first|the second|the third|first|second|third|the other|other|one of them) (source|system|database|legacy system|source system)? be (called|named)? {n:name} {d:description}`, `(one|another|first|second|third|other|one of them) (source|system|database|legacy system|source system)? be (called|named) {n:name}`,
  ], (found, context) => {
    const name = found.words('n') ?? found.get('x', 'newSystem')?.name;
    if (name === undefined || /^(target|new (system|app|application|platform|database)|destination|production|everything)$/i.test(name)) return undefined;
    const description = found.get('d', 'description');
    const technology = found.words('tech') ?? description?.technology;
    const at = found.words('at');
    const values = { ...(at === undefined ? {} : { location: at }), ...fields(description), ...(technology !== undefined ? { technology } : {}) };
    const named = found.bindings.has('n') || found.bindings.has('tech');
    // A new name needs something that makes it a system: a technology, or the words "called", "source".
    if (!named && technology === undefined && !SYSTEM_NAMES.has(name.toLowerCase()) && !/\b(source|legacy)\b/i.test(found.text)) return undefined;
    const same = context.lexicon.systems.named(name);
    if (same.length > 0) return describe(context, { kind: 'system', said: name, refs: same }, values);
    return addOne(context, name, values);
  }),

  // "Accounting runs on its own SQL Server, the database is called ledger": who uses it is not said to own it.
  rule('sources.add', 'statement', [
    `({p:person}|we|they|people|department) (also|still|now)* (run|run on|run off|work on|work with|use|have|keep data in|keep everything in|sit on|rely on|be on|maintain|operate) (one of|a|an|one|of)* ${ADJ} {tech:technology} (database|system|server|box|instance|db|file|application|app)? (,|and|which|that|-|—)* (database|system|db|instance|server|it|that|this|file|application|app|one)* (be)? (called|named|known as) {n:name} ((,|and|it|which|that|be|sit|run|live|hosted|running|stand)* {d:description})?`,
    `({p:person}|they|people) (also|still|now)* (have|run|use|operate|maintain|keep) (one|a|an|of)* ${ADJ} (database|system|application|app|db) (,|and|which|that|-|—)* (database|system|db|it)? (be)? (called|named|known as) {n:name} ((,|and|it|which|that|be|sit|live|hosted|running|run)* {d:description})`,
    `(we (also)? (have|run|use|operate)|there be) (also|still)* {x:newSystem} , (a|an|our|one|of)* ${ADJ} {tech:technology} (database|system|application|app|server|db|file)? {d:description}?`,
  ], (found, context) => {
    const name = found.words('n') ?? found.get('x', 'newSystem')?.name;
    if (name === undefined || !says(name)) return undefined;
    const description = found.get('d', 'description');
    const technology = found.words('tech') ?? description?.technology;
    const values = { ...fields(description), ...(technology !== undefined ? { technology } : {}) };
    const same = context.lexicon.systems.named(name);
    if (same.length > 0) return describe(context, { kind: 'system', said: name, refs: same }, values);
    return addOne(context, name, values);
  }),

  rule('sources.addOwner', 'statement', [`{p:people} (own|be the owner of|be owner of|be responsible for|be in charge of|look after|take care of) {x:newSystem}`, `{x:newSystem} ${BE} owned by {p:owner}`, `{x:newSystem} belong to {p:owner}`, `owner of {x:newSystem} ${BE} {p:owner}`], (found, context) => {
    const name = found.get('x', 'newSystem')?.name;
    const owner = found.words('p');
    // Only what is a system by its name: people own many things.
    if (name === undefined || owner === undefined || !SYSTEM_NAMES.has(name.toLowerCase()) || context.lexicon.systems.named(name).length > 0) return undefined;
    return addOne(context, name, { owner });
  }),

  // "Source 1 is called CRM", "rename Source 1 to CRM"
  rule('sources.rename', 'statement', ['{s:source} be (called|named|really|actually)  {n:name} {d:description}?', '(rename|call) {s:source} (to|as|into)? {n:name}', '{s:source} be {n:name}'], (found, context) => {
    const mention = found.get('s', 'system');
    const name = found.words('n');
    const ref = mention?.refs[0];
    const system = ref ? context.plan.state.sourceSystems[ref.index] : undefined;
    if (!mention || mention.refs.length !== 1 || !ref || !system || name === undefined || !says(name)) return undefined;
    // Inventory rows go by the system's name: only a placeholder that nothing rests on is renamed in passing.
    if (!isPlaceholder(context, system) || context.lexicon.systems.named(name).length > 0) return undefined;
    const values = fields(found.get('d', 'description'));
    return propose(
      'conversation.propose.nameSource', { before: system.name, name },
      [changeOf(line('conversation.label.name'), system.name, name), ...facts(values).map(([field, value]) => line('conversation.detail.add', { label: label(field), value }))],
      [{ kind: 'setItem', list: 'sourceSystems', item: { index: ref.index, key: system.name }, values: { name, ...values } }],
    );
  }),
];
