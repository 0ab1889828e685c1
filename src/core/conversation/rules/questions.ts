import { scheduleSums } from '../../cutover/scheduleSums.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../../plan/plan.ts';
import { volumeOf } from '../../plan/volumes.ts';
import { formatCount } from '../../units/count.ts';
import { parseDuration, formatDuration } from '../../units/duration.ts';
import { formatSize, parseSize } from '../../units/size.ts';
import { line } from '../messages.ts';
import { answer, known, tableLabel } from '../proposals.ts';
import { rule } from '../rule.ts';
import { sameTable } from '../readers.ts';
import { nameKey } from '../words.ts';
import { addQuestion } from './notes.ts';
import type { PlanRow } from '../../plan/plan.ts';
import type { Found, Outcome, Rule, RuleContext } from '../rule.ts';
import type { TableMention } from '../values.ts';

const MOST = 12;
const some = (names: readonly string[]): string => (names.length <= MOST ? names.join(', ') : `${names.slice(0, MOST).join(', ')}, … (${names.length})`);
const labelOf = (context: RuleContext, row: PlanRow): string => tableLabel(context.plan, cellOf(row, 'sourceSystem'), cellOf(row, 'object'));
const span = (minutes: number): string => (minutes === 0 ? '0' : formatDuration(minutes));

function rowsOfMention(context: RuleContext, mention: TableMention): readonly PlanRow[] {
  const inventory = rowsOf(context.plan, 'inventory');
  return mention.refs.map((ref) => (ref.row === undefined ? undefined : inventory[ref.row])).filter((row) => row !== undefined);
}

function volumeWords(context: RuleContext, row: PlanRow): string {
  const volume = volumeOf(context.plan, row);
  return volume.proven && volume.kind !== 'measured' ? `${volume.kind}, confirmed` : volume.kind;
}

function howMany(found: Found, context: RuleContext): Outcome | undefined {
  const mention = found.get('t', 'table');
  if (!mention) return undefined;
  const rows = rowsOfMention(context, mention);
  if (rows.length === 0) return mention.refs.length > 0 ? answer('conversation.answer.rowsUnknown', { name: mention.refs[0]?.object ?? mention.said }) : undefined;
  const [only] = rows;
  if (rows.length === 1 && only) {
    const name = labelOf(context, only);
    if (volumeOf(context.plan, only).count === undefined) return answer('conversation.answer.rowsUnknown', { name });
    return answer('conversation.answer.rows', { name, count: cellOf(only, 'recordCount'), evidence: volumeWords(context, only) });
  }
  return answer('conversation.answer.rowsOf', { text: rows.map((row) => `${labelOf(context, row)}: ${cellOf(row, 'recordCount') || UNKNOWN} (${volumeWords(context, row)})`).join('; ') });
}

function totalRows(context: RuleContext, only: (row: PlanRow) => boolean = () => true): Outcome {
  const rows = rowsOf(context.plan, 'inventory').filter(only);
  const volumes = rows.map((row) => volumeOf(context.plan, row).count).filter((count) => count !== undefined);
  if (volumes.length === 0) return answer('conversation.answer.noVolumes');
  const count = formatCount(volumes.reduce((sum, value) => sum + value, 0n));
  return volumes.length === rows.length
    ? answer('conversation.answer.rowsTotalAll', { count, total: String(rows.length) })
    : answer('conversation.answer.rowsTotal', { count, known: String(volumes.length), total: String(rows.length) });
}

function systemSize(context: RuleContext, name: string, stated: string): Outcome {
  if (known(stated)) return answer('conversation.answer.size', { name, size: stated });
  const rows = rowsOf(context.plan, 'inventory').filter((row) => cellOf(row, 'sourceSystem').toLowerCase() === name.toLowerCase());
  const sizes = rows.map((row) => parseSize(cellOf(row, 'size'))).filter((size) => size !== undefined);
  if (sizes.length === 0) return answer('conversation.answer.sizeUnknown', { name });
  return answer('conversation.answer.sizeOfSystem', { name, size: formatSize(sizes.reduce((sum, size) => sum + size, 0n)), known: String(sizes.length), total: String(rows.length) });
}

function ownerAnswer(name: string, owner: string): Outcome {
  return known(owner) ? answer('conversation.answer.owner', { name, owner }) : answer('conversation.answer.ownerUnknown', { name });
}
const answerIntents = (outcome: Outcome): Extract<Outcome, { intents: unknown }>['intents'] => ('intents' in outcome ? outcome.intents : []);

function unmapped(context: RuleContext, only: (row: PlanRow) => boolean = () => true): Outcome {
  const all = rowsOf(context.plan, 'mapping').filter(only);
  if (all.length === 0) return answer('conversation.answer.noMapping');
  const open = all.filter((row) => (cellOf(row, 'targetField') === UNKNOWN || cellOf(row, 'targetField') === '') && known(cellOf(row, 'sourceField')) || cellOf(row, 'sourceField') === UNKNOWN);
  if (open.length === 0) return answer('conversation.answer.nothingUnmapped');
  return answer('conversation.answer.unmapped', {
    count: String(open.length), names: some(open.map((row) => (cellOf(row, 'sourceField') === UNKNOWN ? `${cellOf(row, 'targetTable')}.${cellOf(row, 'targetField')}` : `${cellOf(row, 'sourceTable')}.${cellOf(row, 'sourceField')}`))),
  });
}

function cutover(context: RuleContext, fit: boolean): Outcome {
  const rows = rowsOf(context.plan, 'cutover');
  if (rows.length === 0) return answer('conversation.answer.noCutover');
  const sums = scheduleSums(rows, context.plan);
  const cycle = sums.problems.filter((problem) => problem.code === 'cutover.cycle');
  if (cycle.length > 0) return answer('conversation.answer.cutoverCycle', { names: some(cycle.map((problem) => problem.args['activity'] ?? '')) });
  if (!fit) {
    return sums.open === 0
      ? answer('conversation.answer.cutover', { duration: span(sums.longestKnownMinutes) })
      : answer('conversation.answer.cutoverOpen', { duration: span(sums.longestKnownMinutes), open: String(sums.open) });
  }
  const duration = span(sums.downtimeMinutes);
  if (sums.windowMinutes === undefined) return answer('conversation.answer.noWindow', { duration: span(sums.longestKnownMinutes) });
  const window = span(sums.windowMinutes);
  if (sums.fits === 'no') return answer('conversation.answer.doesNotFit', { duration, window, over: span(sums.downtimeMinutes - sums.windowMinutes) });
  return sums.fits === 'yes' ? answer('conversation.answer.fits', { duration, window }) : answer('conversation.answer.fitsSoFar', { duration, window, open: String(sums.downtimeOpen) });
}

const list = (label: Parameters<typeof line>[0], items: readonly string[]): Outcome =>
  items.length === 0 ? answer('conversation.answer.none', { label: line(label) }) : answer('conversation.answer.list', { label: line(label), text: some(items) });

function byPriority(context: RuleContext, priority: string): Outcome {
  const rows = rowsOf(context.plan, 'inventory').filter((row) => cellOf(row, 'priority') === priority);
  return rows.length === 0 ? answer('conversation.answer.noneWithPriority', { priority }) : answer('conversation.answer.withPriority', { priority, names: some(rows.map((row) => labelOf(context, row))) });
}

const ROWS = '(row|record|entry|item|line|data)';
const HAVE = '(have|contain|hold|be there in|be in)';

export const questionRules: readonly Rule[] = [
  rule('q.rows', 'question', [
    `(and)? how many ${ROWS} (do|does) {t:table} ${HAVE}`, `how many ${ROWS} (be)? (there)? (in|of|for) {t:table}`, `how many ${ROWS} {t:table} ${HAVE}`, `how many {t:table} (do|does) (we|{s:source}|it|you) ${HAVE}`, 'how many {t:table} (be|exist) (there|in {s:source})?', 'how many {t:table}', 'how many {t:table} (there be|we have|{s:source} have)', `(what be|give me|tell me|show me) (row count|record count|count|volume|number of ${ROWS}|number) (of|for|in) {t:table}`, '(row count|record count|volume) (of|for) {t:table}', `(what be|how large be|how big be) {t:table} 's? (row count|record count|volume|count)`, `how many (do|does) {t:table} have`,
  ], howMany),
  rule('q.rows', 'question', [`how many ${ROWS} (do|does)? (we|plan|it|there)? (have|be there|be|be to migrate|be in scope)? (in total|altogether|overall|in all|in plan|to migrate|to move|in scope|all in all)*`, '(total|overall) (row count|number of row|record count|number of record|row|record)', '(what be|give me|tell me) (total|overall|sum|complete)* (row count|number of row|record count|volume|number of record) (in total)?', `how much data (do we|be there|do we have to)? (have|move|migrate)? (in total|altogether|overall|to migrate|to move)*`], (_found, context) => totalRows(context)),
  rule('q.rows', 'question', [`how many ${ROWS} (do|does|be)? (there)? (in)? {s:source} ${HAVE}?`], (found, context) => {
    const ref = found.get('s', 'system')?.refs[0];
    return ref ? totalRows(context, (row) => cellOf(row, 'sourceSystem').toLowerCase() === ref.name.toLowerCase()) : undefined;
  }),
  rule('q.size', 'question', ['how (big|large|heavy) {s:system} be', 'how (big|large|heavy) be {s:system}', '(what be|tell me|give me) (total|overall)? (size|volume) of {s:system}', 'how much (data|space) (do|does|be) (in|on)? {s:system} (have|hold|take|contain|need|use|take up)?', 'size of {s:system}', 'how many (gb|gigabytes|byte|mb|gigabyte) (be|do|does) {s:system} (have|take|hold)?'], (found, context) => {
    const mention = found.get('s', 'system');
    const ref = mention?.refs.length === 1 ? mention.refs[0] : undefined;
    if (!ref) return undefined;
    return systemSize(context, ref.name, context.plan.state.sourceSystems[ref.index]?.size ?? '');
  }),
  rule('q.size', 'question', ['how (big|large|heavy) {t:table} be', 'how (big|large|heavy) be {t:table}', '(what be|tell me|give me) size of {t:table}', 'how much (space|data|storage) (do|does|be) (in)? {t:table} (have|hold|take|contain|need|use|take up)?', 'size of {t:table}'], (found, context) => {
    const mention = found.get('t', 'table');
    const rows = mention ? rowsOfMention(context, mention) : [];
    if (rows.length === 0) return undefined;
    return answer('conversation.answer.rowsOf', { text: rows.map((row) => `${labelOf(context, row)}: ${known(cellOf(row, 'size')) ? cellOf(row, 'size') : UNKNOWN}, ${cellOf(row, 'recordCount') || UNKNOWN} rows (${volumeWords(context, row)})`).join('; ') });
  }),
  rule('q.tables', 'question', ['(how many|which|what) (table|object) (do we have|be there|be in (the)? (inventory|plan|scope)|exist|have we|do we (migrate|move)|be we migrating)?', '(list|name) (the|all)* table', 'how many (table|object) (do|be|does)? (in|there in)? {s:source} (have|contain)?', 'which table (do|does|be)? (in)? {s:source} (have|contain)?'], (found, context) => {
    const ref = found.get('s', 'system')?.refs[0];
    const rows = rowsOf(context.plan, 'inventory').filter((row) => !ref || cellOf(row, 'sourceSystem').toLowerCase() === ref.name.toLowerCase());
    return answer('conversation.answer.tables', { count: String(rows.length), names: rows.length === 0 ? NONE : some(rows.map((row) => labelOf(context, row))) });
  }),
  rule('q.sources', 'question', ['(how many|which|what) (source|legacy|old)* (system|database|source|source system|db) (do we have|be there|be in (the)? plan|do we (migrate|move) from|have we|be involved|do we migrate|be we migrating)?', 'what be (our|the|all)* (source|source system|legacy system|legacy database)', '(list|name) (the|all|our)* (source|source system|legacy system|system)', 'where do (the|our)? data come from'], (_found, context) => {
    const { sourceSystems } = context.plan.state;
    return sourceSystems.length === 0 ? answer('conversation.answer.noSources') : answer('conversation.answer.sources', { count: String(sourceSystems.length), names: some(sourceSystems.map((system) => system.name)) });
  }),
  rule('q.technology', 'question', ['what (do|does) {s:system} run on', 'what (technology|database|platform|dbms|version) (be|do|does) {s:system} (use|run on|on|have|based on|run)?', 'which (technology|database|platform|dbms|version) (be|do|does) {s:system} (use|run on|on|run)?', 'what (be) {s:system} (running|based|built)? on', 'what (kind|sort|type) of (database|system) be {s:system}', 'where (do|does|be) {s:system} (run|running|hosted|live)?'], (found, context) => {
    const ref = found.get('s', 'system')?.refs[0];
    if (!ref) return undefined;
    const system = ref.role === 'target' ? context.plan.state.targetSystem : context.plan.state.sourceSystems[ref.index];
    const facts = [system?.technology ?? '', system?.location ?? ''].filter(known);
    return facts.length === 0 ? answer('conversation.answer.technologyUnknown', { name: ref.name }) : answer('conversation.answer.technology', { name: ref.name, technology: facts.join(', ') });
  }),
  rule('q.unmapped', 'question', ['what be (still|not|yet)* (unmapped|not mapped|left unmapped|to be mapped|not yet mapped|missing in (the)? mapping|open in (the)? mapping|left to map)', '(which|what|how many) (source|target)? (field|column) (be|have|remain) (still|not|yet|no)* (unmapped|not mapped|mapped|been mapped|mapping|left unmapped|not yet mapped|open|to be mapped|left|target)  (yet)?', '(be there|do we have) (any|still)* unmapped (field|column) (left)?', '(show|list|give) (me)? (all|the)* unmapped (field|column|one)', 'unmapped (field|column)', '(be) (all|every|everything) (field|column)? mapped', 'what have (not|we not) (been)? mapped (yet)?', 'what do we (still)? (need|have) to map', '(which|what) (field|column) (have|be) (no|without) target (field)? (yet|so far)?'], (_found, context) => unmapped(context)),
  rule('q.unmapped', 'question', ['(which|what) {t:table} (field|column) (have|be) (no|without|still without|unmapped|not mapped|open) (target)? (yet)?', '(which|what) (field|column) (of|in|from) {t:table} have no target (yet)?', '(which|what|how many) (field|column) (of|in|from) {t:table} be (still|not|yet)* (unmapped|not mapped|mapped|open) (yet)?', 'what be (still)? (unmapped|not mapped|open) (in|of|for) {t:table}', 'be {t:table} (fully|completely)? mapped'], (found, context) => {
    const object = found.get('t', 'table')?.refs[0]?.object;
    if (object === undefined || /\b(are|is)\s+mapped\b/i.test(found.text) && !/^(is|are)\b/i.test(found.text)) return undefined;
    return unmapped(context, (row) => sameTable(cellOf(row, 'sourceTable'), object));
  }),
  rule('q.mapped', 'question', ['(where|what) (do|does|be|will|should) {f:knownField} (go|map to|map|mapped to|mapped|end up|become|go to|land|be mapped to|be mapped|moved to)', 'what be {f:knownField} mapped to', 'what happen (to|with) {f:knownField}', 'where be {f:knownField} mapped', 'which (field|column) be {f:knownField} mapped to', 'be {f:knownField} (already)? mapped', 'what (be|do) (the)? (mapping|transform|target) (of|for) {f:knownField}'], (found, context) => {
    const mention = found.get('f', 'field');
    if (!mention) return undefined;
    const tables = mention.table !== undefined ? [mention.table] : mention.refs.map((ref) => ref.table);
    const rows = rowsOf(context.plan, 'mapping').filter((row) => tables.some((table) => sameTable(cellOf(row, 'sourceTable'), table)) && nameKey(cellOf(row, 'sourceField')) === nameKey(mention.field));
    if (rows.length === 0) return answer('conversation.answer.notMapped', { source: `${tables[0] ?? ''}.${mention.field}` });
    const say = (row: PlanRow): Outcome => {
      const source = `${cellOf(row, 'sourceTable')}.${cellOf(row, 'sourceField')}`;
      if (cellOf(row, 'targetField') === NONE) return answer('conversation.answer.leftBehind', { source, transform: cellOf(row, 'transform').replace(/^leave behind:\s*/i, '') });
      if (!known(cellOf(row, 'targetField'))) return answer('conversation.answer.notMapped', { source });
      return answer('conversation.answer.mappedTo', { source, target: `${cellOf(row, 'targetTable')}.${cellOf(row, 'targetField')}`, transform: cellOf(row, 'transform') || UNKNOWN });
    };
    return { intents: rows.slice(0, 5).flatMap((row) => answerIntents(say(row))) };
  }),
  rule('q.owner', 'question', ['who (own|be the owner of|be owner of|be responsible for|be in charge of|look after|be the (data)? (owner|steward|contact) (of|for)|take care of|run|manage|maintain|handle) {s:system}', 'who be {s:system} owned by', '(owner|who be the owner) of {s:system}', 'who do {s:system} belong to', "whose (system)? be {s:system}", 'do {s:system} have (an|any)? owner', 'who be (owner|steward) (of|for) {s:system}'], (found, context) => {
    const mention = found.get('s', 'system');
    const ref = mention?.refs.length === 1 ? mention.refs[0] : undefined;
    if (!ref) return undefined;
    const owner = ref.role === 'target' ? context.plan.state.targetSystem.owner : (context.plan.state.sourceSystems[ref.index]?.owner ?? '');
    return ownerAnswer(ref.name, owner);
  }),
  rule('q.owner', 'question', ['who (own|be the owner of|be responsible for|be in charge of) (target|target system|new system)'], (_found, context) => ownerAnswer(context.plan.state.targetSystem.name || line('conversation.label.target'), context.plan.state.targetSystem.owner)),
  rule('q.owner', 'question', ['who (own|be the owner of|be responsible for|do|run|perform|handle|execute|be doing|carry out|will do|lead|take care of|be in charge of|should do|will run) {a:work}', 'owner of {a:work}', 'who be {a:work} (owned|done) by'], (found, context) => {
    const rows = found.get('a', 'rows')?.refs.flat() ?? [];
    const [ref] = rows;
    if (!ref || rows.length !== 1) return undefined;
    const row = rowsOf(context.plan, ref.block)[ref.index];
    return row ? ownerAnswer(ref.name, cellOf(row, 'owner')) : undefined;
  }),
  rule('q.owned', 'question', ['what (do|does) {p:person} own', 'what be {p:person} (responsible for|in charge of)', 'which (system|activity|task|step|thing) (do|does|be) {p:person} (own|do|responsible for|have)'], (found, context) => {
    const owner = found.words('p');
    if (owner === undefined) return undefined;
    const mine = (value: string): boolean => value.toLowerCase().split(/\s*,\s*/).includes(owner.toLowerCase());
    const names = [
      ...context.plan.state.sourceSystems.filter((system) => mine(system.owner)).map((system) => system.name),
      ...(mine(context.plan.state.targetSystem.owner) ? [context.plan.state.targetSystem.name] : []),
      ...rowsOf(context.plan, 'cutover').filter((row) => mine(cellOf(row, 'owner'))).map((row) => cellOf(row, 'activity')),
      ...rowsOf(context.plan, 'restoreSteps').filter((row) => mine(cellOf(row, 'owner'))).map((row) => cellOf(row, 'step')),
    ];
    return names.length === 0 ? answer('conversation.answer.ownsNothing', { owner }) : answer('conversation.answer.owned', { owner, names: some(names) });
  }),
  rule('q.fit', 'question', ['(do|does|will) (it|cutover|plan|everything|schedule|all|this|that|cutover plan|cutover schedule|migration|we) (all)? (fit|fit in|fit into|fit within|fit inside|stay within|stay in|make|meet|fit in with|hold|exceed) (it|our|the|into|within|in)* (downtime|maintenance|cutover|time)? (window)?', '(do|be) we (fit|within|in|make|stay within|meet) (into|in|within)? (downtime|maintenance|cutover)? window', 'be (window|downtime window|cutover window) (long|big|large|wide)? enough', '(be|do) (it|cutover|we) (within|inside|in) (downtime|maintenance)? window', 'be there enough (downtime|time) (for (the)? (cutover|migration))?', 'can we (make it|do it|finish|cut over|do cutover) (in|within) (downtime|maintenance)? window', 'be (cutover|schedule|plan) too long (for (the)? window)?', 'do (cutover|it|schedule) fit', 'be (cutover|schedule|plan|it) (longer|shorter) than (the)? (downtime|maintenance)? window', 'do (cutover|it|schedule) (exceed|break|stay below) (the)? (downtime)? window'], (_found, context) => cutover(context, true)),
  rule('q.cutover', 'question', ['how long (do|does|will|would|be) (it|cutover|migration|schedule|cutover plan|whole thing|everything|cutover schedule|the night|go-live|switch) (take|last|run|need|be|go)? (in total|overall|altogether)?', '(what be|how long be) (length|duration|critical path|total duration) (of (the)? (cutover|schedule|cutover plan))?', 'how much (time|downtime) (do|does|will) (cutover|it|we) (take|need|require)', 'how long be (cutover|downtime of the cutover)', '(cutover duration|length of (the)? cutover|duration of (the)? cutover)'], (_found, context) => cutover(context, false)),
  rule('q.duration', 'question', ['how long (do|does|will|would|should) {a:work} (take|last|run|need)', '(what be|how long be) (duration of)? {a:work}', 'duration of {a:work}', 'how much time (do|does) {a:work} (take|need)'], (found, context) => {
    const rows = found.get('a', 'rows')?.refs.flat() ?? [];
    const [ref] = rows;
    if (!ref || rows.length !== 1) return undefined;
    const row = rowsOf(context.plan, ref.block)[ref.index];
    if (!row) return undefined;
    const minutes = parseDuration(cellOf(row, 'duration'));
    return minutes === undefined ? answer('conversation.answer.durationUnknown', { name: ref.name }) : answer('conversation.answer.duration', { name: ref.name, duration: formatDuration(minutes) });
  }),
  rule('q.dependencies', 'question', ['what (do|does|must|be|should) {a:activity} (depend on|wait for|need|require|waiting for|come after|follow)', 'what (must|have to|need to|should) (be done|happen|be finished|come|be complete) before {a:activity}', 'which (activity|task|step) (must|do|does|have to|come|need to)* (be done|happen|finish)? before {a:activity}', 'what come before {a:activity}', 'what be {a:activity} waiting for', '(dependency|dependencies) of {a:activity}'], (found, context) => {
    const ref = found.get('a', 'rows')?.refs.flat()[0];
    const row = ref ? rowsOf(context.plan, 'cutover')[ref.index] : undefined;
    if (!ref || !row) return undefined;
    const dependencies = cellOf(row, 'dependencies');
    return known(dependencies) ? answer('conversation.answer.dependencies', { name: ref.name, names: dependencies }) : answer('conversation.answer.noDependencies', { name: ref.name });
  }),
  rule('q.dependants', 'question', ['what (depend on|wait for|come after|follow|be waiting for|need) {a:activity}', 'which (activity|task|step) (depend on|wait for|come after|follow|need) {a:activity}', 'what (come|happen) after {a:activity}'], (found, context) => {
    const ref = found.get('a', 'rows')?.refs.flat()[0];
    if (!ref) return undefined;
    const names = rowsOf(context.plan, 'cutover').filter((row) => cellOf(row, 'dependencies').split(',').some((name) => name.trim().toLowerCase() === ref.name.toLowerCase())).map((row) => cellOf(row, 'activity'));
    return names.length > 0 ? answer('conversation.answer.dependants', { name: ref.name, names: some(names) }) : answer('conversation.answer.noDependants', { name: ref.name });
  }),
  rule('q.window', 'question', ['(what be|how long be|how big be|how large be|tell me) (our|the|downtime|maintenance|cutover|allowed)* (window|downtime)', 'how (much|long a) (downtime|window|downtime window) (do|can|may|be) (we|there)? (have|allowed|get|afford)', 'how long (can|may) (we|it|the system|system) be (down|offline)', 'do we have (a|any) downtime window', 'how (much|long) (time)? do we have (for|to do|to) (the)? (cutover|migration|switch|cut over)', 'how much time be there for (the)? (cutover|migration)', 'what downtime (be allowed|do we have|can we have|window do we have)'], (_found, context) => {
    const minutes = parseDuration(context.plan.state.migrationStrategy.downtimeWindow);
    return minutes === undefined ? answer('conversation.answer.windowUnknown') : answer('conversation.answer.window', { window: span(minutes) });
  }),
  rule('q.strategy', 'question', ['(what be|which be|tell me) (our|the|migration|preferred|current)* (strategy|approach)', 'which (strategy|approach) (do|have|did) we (have|use|choose|chosen|follow|plan|pick|take|want|picked)', 'what (strategy|approach) (do|have|did|be) we (have|use|choose|chosen|follow|plan|pick|take|want|picked|using|taking)', 'how do we migrate', 'be (it|this|we|migration|the plan|strategy) (a|doing|going|doing a)* (big bang|big-bang|phased|parallel|parallel run)', '(big bang|big-bang|phased) or (phased|big bang|parallel|big-bang)', '(do|be|will) we (go|going|do|run|doing|use) (big bang|phased|parallel|in parallel|in phases)', 'why (phased|big bang|parallel)'], (_found, context) => {
    const { approach, rationale } = context.plan.state.migrationStrategy;
    return approach === '' ? answer('conversation.answer.strategyUnknown') : known(rationale) ? answer('conversation.answer.strategyWhy', { approach, rationale }) : answer('conversation.answer.strategy', { approach });
  }),
  rule('q.target', 'question', ['(what be|which be|tell me) (our|the)* (target|target system|new system|destination|target database|target platform)', 'where (do|be|will) (we|the data|data|everything|it) (migrate|move|migrating|moving|go|going|end up) (to)?', 'what (do|be) we (migrate|move|migrating|moving|switch|switching) to', 'which (target|system) (do|be) we (have|migrate|move|migrating|moving|use) (to)?'], (_found, context) => {
    const { name, technology, location } = context.plan.state.targetSystem;
    const facts = [name, technology, location].filter(known);
    return facts.length === 0 ? answer('conversation.answer.targetUnknown') : answer('conversation.answer.target', { text: facts.join(', ') });
  }),
  rule('q.schema', 'question', ['be (the)? (target|new) (schema|data model) (already|yet|fully|completely)* (defined|ready|done|there|finished|complete|known)  (yet)?', 'do we (already)? have (a|the)? (target|new) (schema|data model) (yet|already)?'], (_found, context) => list('conversation.label.schemaDefined', [context.plan.state.targetSystem.schemaDefined].filter(known))),
  rule('q.project', 'question', ['what be (project|plan|migration|this project|it) (called|named)', 'what be (the)? (name|title) of (the|this)? (project|plan|migration)', 'what be (the)? project name', 'what do we call (the|this|it)? (project|migration|plan)?', 'what be (this|the)? (project|plan) (name|title)'], (_found, context) => (known(context.plan.state.project) ? answer('conversation.answer.project', { name: context.plan.state.project }) : answer('conversation.answer.projectUnknown'))),
  rule('q.priority', 'question', ['(what be|how high be|tell me) (the)? (priority|importance) (of|for) {t:table}', 'how (important|critical) be {t:table}', 'what priority (do|does|be|have) {t:table} (have|get)?', 'which priority (do|does|be) {t:table} (have)?', 'be {t:table} (high priority|critical|important|low priority|medium priority|a high priority|a low priority|high|low)', "priority of {t:table}", 'what be {t:table} \'s? priority'], (found, context) => {
    const mention = found.get('t', 'table');
    const rows = mention ? rowsOfMention(context, mention) : [];
    if (rows.length === 0) return undefined;
    return { intents: rows.flatMap((row) => answerIntents(known(cellOf(row, 'priority')) ? answer('conversation.answer.priority', { name: labelOf(context, row), priority: cellOf(row, 'priority') }) : answer('conversation.answer.priorityUnknown', { name: labelOf(context, row) }))) };
  }),
  rule('q.byPriority', 'question', ['(which|what) (table|data|object|one)? (be|have) (the)? (most critical|most important|critical|important|high priority|highest priority|top priority|high)', 'what matter most', '(list|show) (me|all|the)* (high priority|critical|most important) (table|data)'], (_found, context) => byPriority(context, 'High')),
  rule('q.byPriority', 'question', ['(which|what) (table|data|object|one)? (be|have) (low priority|lowest priority|least important|unimportant|not important|low)'], (_found, context) => byPriority(context, 'Low')),
  rule('q.byPriority', 'question', ['(which|what) (table|data|object|one)? (be|have) (medium priority|normal priority|medium)'], (_found, context) => byPriority(context, 'Medium')),
  rule('q.noPriority', 'question', ['(which|what) (table|object) (have|be) (no|without) priority (yet)?'], (_found, context) => {
    const rows = rowsOf(context.plan, 'inventory').filter((row) => !known(cellOf(row, 'priority')));
    return list('conversation.label.priority', rows.map((row) => `${labelOf(context, row)}: ${UNKNOWN}`));
  }),
  rule('q.largest', 'question', ['(which|what) (be|table be|be our|table|table have)? (largest|biggest|most row|most record|the most row|most data|heaviest) (table|one|object)?', '(what be|name|list|show) (our|the|me)* (largest|biggest) (table|object)', 'which table (have|contain|hold) (the)? most (row|record|data)', 'where (be|do we have) (the)? most (of (the)?)? (data|row)'], (_found, context) => {
    const rows = rowsOf(context.plan, 'inventory').map((row) => ({ row, count: volumeOf(context.plan, row).count })).filter((entry): entry is { row: PlanRow; count: bigint } => entry.count !== undefined);
    if (rows.length === 0) return answer('conversation.answer.noVolumes');
    rows.sort((left, right) => (left.count < right.count ? 1 : left.count > right.count ? -1 : 0));
    return answer('conversation.answer.largest', { names: rows.slice(0, 3).map(({ row }) => `${labelOf(context, row)} (${cellOf(row, 'recordCount')})`).join(', ') });
  }),
  rule('q.unproven', 'question', ['(which|what) (volume|count|table|row|number|record count) (be) (still|not|yet|only)* (unproven|unconfirmed|not confirmed|confirmed|estimated|estimate|a guess|guessed|stated|unmeasured|not measured|measured|to be confirmed|unknown|open)  (yet)?', 'what (be|have) (still|not|yet)* (to be)? (unconfirmed|not confirmed|confirmed|been confirmed|measured) (yet)?', 'which table (have|be)? (not|still)* (been)? (confirmed|measured|unconfirmed|unmeasured|to confirm) (yet)?', '(be) (all|every|the)* (count|volume|number) (confirmed|measured|proven)'], (found, context) => {
    if (/\b(which|what)\b.*\b(are|is|were)\s+(confirmed|measured)\b/i.test(found.text)) return undefined;
    const rows = rowsOf(context.plan, 'inventory').filter((row) => !volumeOf(context.plan, row).proven);
    return rows.length === 0 ? answer('conversation.answer.allProven') : answer('conversation.answer.unproven', { names: some(rows.map((row) => labelOf(context, row))) });
  }),
  rule('q.lists', 'question', ['(what|which) (regulation|law|rule|compliance rule|compliance requirement) (apply|do we have|be we under|be there|do we fall under|must we follow|do we (have|need) to (follow|comply with))', '(be) we (under|subject to) (any)? regulation', 'what be (the)? (regulation|applicable regulation)'], (found, context) => (/business/i.test(found.text) ? undefined : list('conversation.label.regulations', context.plan.state.constraints.regulations))),
  rule('q.lists', 'question', ['(what|which) (be|stay|table be|data be|do we|will be|table do we|table stay)  (left|leave|out of|excluded|stay|to be left|not)* (scope|behind|excluded|migrated|out of scope|left behind)', '(what|which) (table|data)? (do|will) we (leave|not) (behind|migrate|move)', 'what (be) (the|our)* exclusion', 'what (stay|remain) behind', 'be {t:table} (in scope|out of scope|excluded|left behind)'], (_found, context) => list('conversation.label.what', context.plan.state.exclusions.map((exclusion) => `${exclusion.what} (${known(exclusion.reason) ? exclusion.reason : UNKNOWN})`))),
  rule('q.lists', 'question', ['(what|which) (known|data)* (quality)? (issue|problem|quality issue|quality problem|data quality issue|data quality problem) (do we (know|have)|be there|be known|have we|do we know of|be open)  (of|about)?', 'what (do we know|be wrong) (about|with) (the|our)? (quality|data quality|data)', 'how (good|bad|clean|dirty) be (the|our)? data', 'what be (the|our|known)* (data)? quality (issue|problem)', 'how be (the|our)? data quality'], (_found, context) => list('conversation.label.issue', context.plan.state.dataQuality.map((issue) => (known(issue.where) ? `${issue.issue} (${issue.where})` : issue.issue)))),
  rule('q.lists', 'question', ['(what|which) decision (have we|do we have|did we|be there|be|have been) (made|taken|make|take|recorded)*', 'what (have we|do we|be|have been) (decided|decide|agreed|agree) (on|about|regarding|for)? {about:someWords}?', '(list|show) (me|all|the|our)* decision', 'what be (the|our) decision'], (_found, context) => list('conversation.label.decision', context.plan.state.decisions.map((decision) => decision.decision))),
  rule('q.lists', 'question', ['(what|which) (be (the|our)|business)* (rule|business rule) (do we have|be there|be known|have we|apply)?', '(list|show) (me|all|the|our)* business rule'], (_found, context) => list('conversation.label.businessRule', context.plan.state.businessRules)),
  rule('q.lists', 'question', ['(what|which) (time zone|timezone) (do|be) (we|the data|data|it|there|system)? (use|in|have|stored in|do we use|work in)?', 'what (time zone|timezone) be (everything|data|the data|it) in'], (_found, context) => list('conversation.label.timeZones', [context.plan.state.constraints.timeZones].filter(known))),
  rule('q.lists', 'question', ['(what|which) currency (do|be) (we|there|amount|price|in use|used)? (use|have|in)?'], (_found, context) => list('conversation.label.currencies', [context.plan.state.constraints.currencies].filter(known))),
  rule('q.lists', 'question', ['(what|which) (tool|script|package|job|existing tool) (do we have|be there|exist|do we already have|can we (use|reuse))'], (_found, context) => list('conversation.label.tool', context.plan.state.existingTools.map((tool) => tool.name))),
  rule('q.lists', 'question', ['(what|which) question (be|do we have|have we|remain) (parked|on the parking lot)', 'what (be|have we|did we) (parked|park)'], (_found, context) => list('conversation.label.parked', context.plan.state.parkedQuestions.map((question) => question.question))),
  rule('q.lists', 'question', ['(how fast|how much|at what rate) (do|does|will) (it|data|volume|database|they) grow', 'what be (the|our|expected)* growth (rate)?'], (_found, context) => list('conversation.label.growth', [context.plan.state.volumes.growth].filter(known))),
  rule('q.lists', 'question', ['(how much|how many year of|how long a|how far back do our|what) (history|historical data) (do we|do|be|we) (have|keep|go|there|migrate)*', 'how far back (do|does) (the|our|it)* (data|history|record)? (go|reach)'], (_found, context) => list('conversation.label.history', [context.plan.state.volumes.history].filter(known))),
  rule('q.rollbackDecider', 'question', ['who (decide|make the decision|make the call|call|have the final say|decides) (on|about|whether we|whether to|over|to)? (a|the)? (rollback|roll back|go back|go|rolling back)'], (found, context) => {
    const makers = [...new Set(rowsOf(context.plan, 'rollbackCriteria').map((row) => cellOf(row, 'decisionMaker')).filter(known))];
    return makers.length > 0 ? answer('conversation.answer.list', { label: line('conversation.label.decisionMaker'), text: makers.join(', ') }) : addQuestion(context, found.text);
  }),
  rule('q.relationships', 'question', ['(what|who) (feed|feed into|depend on|write to|read from|be connected to|sync with|be linked to) {s:system}', '(what|which system) (do|does) {s:system} (feed|depend on|write to|read from|sync with|talk to)', 'how be {s:system} (and) {s2:system} (connected|linked|related)', '(what|which) (relationship|interface|dependency) (do we have|be there|exist)', '(what|which) (relationship|interface) (do|does) {s:system} have'], (found, context) => {
    const names = [found.get('s', 'system'), found.get('s2', 'system')].flatMap((mention) => mention?.refs.map((ref) => ref.name.toLowerCase()) ?? []);
    const of = (end: string): string => end.toLowerCase();
    return list('conversation.label.relationship', context.plan.state.relationships
      .filter((relation) => names.every((name) => [of(relation.from), of(relation.to)].some((end) => end === name || end.startsWith(`${name}.`))))
      .map((relation) => `${relation.from} → ${relation.to}${known(relation.how) ? ` (${relation.how})` : ''}`));
  }),
  rule('q.total', 'question', ['how many (field|column) (do we|be there|have we)? (have|mapped|map|in the mapping)?'], (_found, context) => {
    const count = rowsOf(context.plan, 'mapping').length;
    return count === 0 ? answer('conversation.answer.noMapping') : answer('conversation.answer.list', { label: 'Mapping', text: `${count} rows` });
  }),
];

