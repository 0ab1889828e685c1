import { NONE, UNKNOWN, cellOf, rowsOf } from '../../plan/plan.ts';
import { evidenceFor, volumeOf } from '../../plan/volumes.ts';
import { formatCount } from '../../units/count.ts';
import { formatSize } from '../../units/size.ts';
import { line } from '../messages.ts';
import { answer, change, changeOf, placeOf, propose, setCell } from '../proposals.ts';
import { rule } from '../rule.ts';
import type { Evidence } from '../../plan/planState.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { ReadCount } from '../quantities.ts';
import type { Found, Outcome, Rule, RuleContext } from '../rule.ts';
import type { TableMention } from '../values.ts';

/** What businesses keep tables of: words that name data even where the plan does not know them yet. */
export const BUSINESS_NOUNS: ReadonlySet<string> = new Set([
  'customer', 'client', 'order', 'invoice', 'product', 'item', 'payment', 'account', 'contact', 'supplier', 'vendor', 'contract', 'document', 'transaction', 'price', 'address', 'category', 'shipment', 'delivery', 'ticket', 'policy', 'claim', 'patient', 'booking', 'reservation', 'event', 'log',
  'message', 'article', 'sale', 'purchase', 'subscription', 'member', 'student', 'asset', 'part', 'stock', 'track', 'album', 'artist', 'playlist', 'line', 'position', 'lead', 'opportunity', 'quote', 'offer', 'attachment', 'image', 'file', 'note', 'comment', 'rating', 'review', 'coupon', 'voucher', 'return', 'refund', 'journal', 'ledger', 'posting', 'entry', 'sensor', 'reading', 'measurement', 'session', 'visit', 'vehicle', 'property',
  'prescription', 'appointment', 'campaign', 'newsletter', 'tax', 'region', 'warehouse', 'inventory', 'statement', 'balance', 'loan', 'card', 
]);

/** Whether a name's last word is one that businesses keep tables of. */
export function isBusinessNoun(name: string): boolean {
  const last = name.toLowerCase().split(/\s+/).at(-1) ?? '';
  return BUSINESS_NOUNS.has(last.replace(/ies$/, 'y').replace(/s$/, ''));
}

/** Verbs and comparatives that make a number a guess: "must be", "is more like". */
const SOFT = /\b(?:must|should|ought|might well|more like|rather|closer to|nearer to|seems?|looks?|feels?|somewhere|hovers?|hovering|in the region|in the area|in the ballpark)\b/i;
const TROUBLE = /\b(?:problems?|issues?|errors?|defects?|duplicat\w*|orphan\w*|nulls?|missing|invalid|broken|wrong|complaints?|tickets? about|trouble)\b/i;
const DEFECT = /\b(?:duplicat|orphan|null|missing|empty|invalid|broken|wrong|without|bad|blank|error|inactive|dead|open|new|old)/i;
/** "Must be under a million": a demand or a bound, and no count. */
const BOUND = /\b(?:must|should|ought|have to|has to)\b.*\b(?:at most|under|less|fewer|more than|at least|over|up to|below|above|max|maximum|minimum|least|exactly|precisely|only|never)\b/i;

function exactness(found: Found, count: ReadCount): { estimated: boolean } {
  return { estimated: !found.exactly && !count.exact && (count.estimated || found.approximately || SOFT.test(found.text)) };
}

/** The sentence that would say this volume without doubt. */
function volumeSentence(name: string, count: string | undefined, size: string | undefined): string {
  if (count === undefined) return `${name} is ${size ?? '1 GB'}`;
  return `${name} has ${count.replace('~', 'about ')} rows${size !== undefined ? `, ${size}` : ''}`;
}

/** Proposes a stated volume; a measured one is never overwritten without saying so. */
export function stateVolume(found: Found, context: RuleContext, mention: TableMention, said: ReadCount | undefined, bytes: bigint | undefined): Outcome | undefined {
  if (BOUND.test(found.text)) return undefined;
  // "Orders have a problem, it is more like 500": what "it" counts is not the table.
  if (/^(?:it|they|that|these|those)\b/i.test(found.text) && TROUBLE.test(found.clause.source) && !/\b(?:rows?|records?|[KMGT]B|gigs?)\b/i.test(found.text)) return undefined;
  // "500 of them" may be 500 duplicates: only after a count of the table is it its rows.
  if (/\bof (?:them|these|those)\b/i.test(found.text) && !(/^(?:it|they|that|there|these|those)\b/i.test(found.text) && /\b(?:count(?:ed)?|checked|measured|queried)\b/i.test(found.clause.source) && !DEFECT.test(found.clause.source))) return undefined;
  const estimated = said ? exactness(found, said).estimated : false;
  const count = said ? formatCount(said.value, estimated) : undefined;
  const size = bytes === undefined ? undefined : formatSize(bytes);
  if (count === undefined && size === undefined) return undefined;
  const place = placeOf(context, mention);
  if (place.kind === 'unclear') return { unclear: place.names.map((name) => volumeSentence(name, count, size)) };
  const volume = [count === undefined ? undefined : `${count} rows`, size].filter((part) => part !== undefined).join(', ');
  const range = said?.low === undefined ? [] : [line('conversation.detail.range', { low: formatCount(said.low), high: formatCount(said.value) })];
  const evidence = (row: string, digits: string, sizeText: string): Evidence => ({
    row, kind: 'stated', count: digits, size: sizeText, query: '', at: context.today, confirmedBy: '', confirmedAt: '',
  });
  if (place.kind === 'new') {
    return propose(
      'conversation.propose.addVolume', { name: place.object, system: place.system, volume },
      [
        line('conversation.detail.newRow', { system: place.system, name: place.object }),
        ...(count === undefined ? [] : [change(place.object, line('conversation.label.recordCount'), '', count)]),
        ...(size === undefined ? [] : [change(place.object, line('conversation.label.size'), '', size)]),
        ...range, line('conversation.detail.stated'),
      ],
      [
        { kind: 'insertRows', block: 'inventory', at: rowsOf(context.plan, 'inventory').length, rows: [{ sourceSystem: place.system, object: place.object, recordCount: count ?? UNKNOWN, size: size ?? UNKNOWN, priority: UNKNOWN }] },
        { kind: 'setEvidence', entries: [evidence(`${place.system}.${place.object}`, said ? String(said.value) : '', size ?? '')] },
      ],
    );
  }
  const { row, index, key, label } = place;
  const now = volumeOf(context.plan, row);
  const measured = now.kind === 'measured' || now.kind === 'estimated';
  const countBefore = cellOf(row, 'recordCount');
  const sizeBefore = cellOf(row, 'size');
  const changesCount = count !== undefined && count !== countBefore.trim();
  const changesSize = size !== undefined && size !== sizeBefore.trim();
  if (!changesCount && !changesSize) return answer('conversation.answer.unchanged', { text: `${label}: ${volume}` });
  const edits: SimpleEdit[] = [];
  const details: string[] = [];
  if (changesCount) {
    edits.push(setCell('inventory', row, index, 'recordCount', count));
    details.push(change(label, line('conversation.label.recordCount'), countBefore, count));
  }
  if (changesSize) {
    edits.push(setCell('inventory', row, index, 'size', size));
    details.push(change(label, line('conversation.label.size'), sizeBefore, size));
  }
  if (measured && changesCount) details.push(line('conversation.detail.measured', { name: label, count: countBefore }));
  if (measured && !changesCount && count === undefined) details.push(line('conversation.detail.sizeMeasured', { name: label, count: countBefore }));
  // A size alone says nothing against a count that was measured: its evidence stays.
  if (changesCount || !measured) {
    const kept = evidenceFor(context.plan, key);
    const digits = said ? String(said.value) : (kept?.count ?? '');
    const sizeText = size ?? (sizeBefore.trim() === UNKNOWN || sizeBefore.trim() === NONE ? '' : sizeBefore.trim());
    edits.push({ kind: 'setEvidence', entries: [evidence(key, digits, sizeText)] });
  }
  return propose('conversation.propose.volume', { name: label, volume }, [...details, ...range, line('conversation.detail.stated')], edits);
}

/** A name that no plan knows must look like data: rows were said, or it is large, or a business keeps it. */
function plausible(found: Found, mention: TableMention, count: ReadCount | undefined, rowsSaid: boolean): boolean {
  if (mention.refs.length > 0 || rowsSaid) return true;
  // A handful of customers or products is more likely talk about the business than about a table.
  if (isBusinessNoun(mention.said)) return count === undefined || count.value >= 50n;
  return count !== undefined && count.value >= 1000n && (found.get('z', 'size') !== undefined);
}

/** The table within the system that the sentence is about. */
function within(found: Found, mention: TableMention | undefined): TableMention | undefined {
  const own = found.get('s', 'system')?.refs;
  const [system] = own ?? [];
  if (!mention || !system || own?.length !== 1) return mention;
  return { ...mention, refs: mention.refs.filter((ref) => ref.system.toLowerCase() === system.name.toLowerCase()), system };
}

const ROWS = '(row|record|entry|item|line|document|entity|tuple|dataset|data set|object|data row|data record|piece)';
const SIZE = '((,|and|with|or|at|in|be|take|taking|totalling|totaling|weighing|that be|which be|making|for|about|=|/|take up|taking up|occupying|(and)? (it|they) (take|take up|be|occupy|have))* {z:size} (each|in total|total|in size|in all|of data|on disk|of storage|of disk|big|large|overall|altogether|of space|worth|uncompressed|data)*)';
const HAS = '(have|contain|hold|hold about|store|count|comprise|number|consist of|include|come to|be at|amount to|keep|total|carry|have got|be holding|stand at|sit at|be sitting at|be (now|currently) at|have grown to|have reached|have about|grew to)';
const COP = '((be|must be|should be|ought to be|will be|seem to be|look to be|have to be) (more like|rather|closer to|nearer to|more around|somewhere (around|near|at|between|in the region of|in the area of)?|in the region of|in the area of|in the ballpark of|at|up to|down to|now at|sitting at|standing at|hovering around|getting on for|something like|well over|just over|just under|just short of|good for|on the order of|slightly over|slightly under|a bit over|a bit under|a little over|a little under|north of)?|come (out)? (to|at)|come in at|come up to|sit (at|around)|stand (at|around)|run to|run at|add up to|work out (at|to)|clock in at|hover (around|at|near)|make|make up|must have|should have|ought to have|will have|seem to have|look like|be looking like|must hold|must contain|should contain|total|have about|number|end up at|be up at|have come to)';
const WE = '(we (have|only have|just have|get|keep|store|hold|have got|manage|be talking about|expect|be looking at|be dealing with|carry|hold about|count|need to move|have to move|need to migrate|have to migrate|must migrate|must move|will migrate)|there be|there (must|should|will) be|it be|that be|i have|there exist|it have|they have|expect|i would say|say)';
const TAIL = '(of them|of these|of those|of it|by the last count|at the last count|last i looked|as we speak|these days|all told|all in all|combined|all together|in (the)? production|on production|in there|in it|there|in total|in all|overall|altogether|total|to migrate|to move|in the table|at the moment|in the database|by now|so far|to be migrated|that must move|to bring over|to load)*';

export const volumeRules: readonly Rule[] = [
  rule('volumes.state', 'statement', [
    // with a word for rows: a new name is fine
    `{t:anyTable} ${HAS} {n:count} ${ROWS} ${SIZE}? ${TAIL}`, `{t:anyTable} (be|be at|${COP}) {n:count} ${ROWS} ${TAIL} ${SIZE}? ${TAIL}`, `(row count|record count|number of (row|record)|count|total) (of|for|in) {t:anyTable} ${COP} {n:count} ${ROWS}? ${TAIL} ${SIZE}? ${TAIL}`, `{t:anyTable} (:|-|=|with|at|,)? {n:count} ${ROWS} ${SIZE}? ${TAIL}`, `{n:count} ${ROWS} (in|of|for|from|on) {t:anyTable} ${SIZE}? ${TAIL}`,
    `(there be|we have|it have|we count|we keep|we hold) {n:count} ${ROWS} (in|of|for|on) {t:anyTable} ${SIZE}? ${TAIL}`, `(row count|record count|number of (row|record)|count|volume) (of|for|in) {t:anyTable} be {n:count} ${SIZE}?`, `{t:anyTable} 's? (row count|record count|volume|count|total) be {n:count} ${SIZE}?`, `{t:anyTable} ${SIZE} (and|with|,) {n:count} ${ROWS} ${TAIL}`,
    `{t:anyTable} (be|have|take|take up|need|occupy) ${SIZE} (and|with|,|at)? (have)? {n:count} ${ROWS} ${TAIL}`, `(in|inside) {t:table} (there be|we have|we keep|we hold|we store) {n:count} ${ROWS}? ${SIZE}? ${TAIL}`,
  ], (found, context) => {
    const mention = found.get('t', 'table');
    const count = found.get('n', 'count')?.count;
    return mention && count ? stateVolume(found, context, mention, count, found.get('z', 'size')?.bytes) : undefined;
  }),
  rule('volumes.state', 'statement', [
    `{t:anyTable} ${HAS} {n:count} ${SIZE}? ${TAIL}`, `{t:anyTable} (be|be at|${COP}) {n:count} ${TAIL} ${SIZE}? ${TAIL}`, `{t:anyTable} ${COP} ${SIZE} (and|with|,|at)* {n:count} ${ROWS}? ${TAIL}`, `(we|i) (just|have|only|now)* (counted|checked|measured|looked at|queried) {t:table} {when:whenWord}? (,|and|:|-|—)* (it|they|there|that|we|i)* (be|have|found|got|count|come (out)? (to|at)|get)* {n:count} (row|record|entry)? ${TAIL}`, `(we|i) (just|have)* (counted|found) {n:count} (row|record|entry)? (in|of)? {t:table} {when:whenWord}`, `{t:anyTable} (:|-|=|,)? {n:count} ${SIZE}? ${TAIL}`, `${WE} {n:count} {t:anyTable} ${SIZE}? ${TAIL}`, `{n:count} {t:anyTable} ${SIZE}? ${TAIL}`, `${WE} {t:anyTable} : {n:count} ${SIZE}?`,
    `(row count|record count|number|amount|count|volume) (of|for|in) {t:anyTable} (be|:) {n:count} ${SIZE}? ${TAIL}`, `(in|inside) {s:source} (there be|we have|we keep|we hold|we store) {n:count} {t:anyTable} ${SIZE}? ${TAIL}`, `{s:source} ${HAS} {n:count} {t:anyTable} ${SIZE}? ${TAIL}`, `(out of|of) {t:table} (there be|we have) {n:count} ${SIZE}? ${TAIL}`,
    `(we|i) (have)? (counted|found|measured) {n:count} (row|record)? (in|of)? {t:table} (yesterday|today|last week|this morning|this week|recently)?`, `(we|i) (have)? (counted) {t:table} (:|,|and (found|got))? {n:count} (row|record)?`, `(set|put|make) (row count|record count|count|volume)? (of|for)? {t:table} (to|at|as) {n:count} (row|record)? ${SIZE}?`,
  ], (found, context) => {
    const mention = within(found, found.get('t', 'table'));
    const count = found.get('n', 'count')?.count;
    if (!mention || !count || !plausible(found, mention, count, false)) return undefined;
    return stateVolume(found, context, mention, count, found.get('z', 'size')?.bytes);
  }),
  rule('volumes.empty', 'statement', ['{t:table} be (completely|entirely|totally)? empty', '{t:table} have (no|zero) (row|record|data|entry) (at all)?', '{t:table} contain (no|zero) (row|record|data|entry) (at all)?'], (found, context) => {
    const mention = found.get('t', 'table');
    return mention ? stateVolume(found, context, mention, { value: 0n, estimated: false, exact: true, end: 0 }, undefined) : undefined;
  }),
  rule('volumes.size', 'statement', [
    `{t:anyTable} (be|have|take|take up|occupy|need|weigh|use|come to|have a size of|amount to|hold|contain|be about|store|make up|weigh in at|account for|measure|fill|total|${COP}|eat|eat up|use up|clock in at|come in at|run to)  ${SIZE}`, `(with|including|counting) {w:someWords} (,)? {t:table} (be|take up|come to|${COP}) ${SIZE}`, `(we (have|keep|store|hold|get|be sitting on|have got)|there be) {z:size} (of|in|worth of) {t:anyTable} ${TAIL}`, `{z:size} (of|in|for|worth of) {t:anyTable} ${TAIL}`, `{t:anyTable} (:|-|=)? {z:size} (of data|in size|big|large)?`, `size of {t:anyTable} be {z:size}`, `{s:source} ${HAS} {z:size} (of|in|worth of) {t:anyTable} ${TAIL}`, `{t:anyTable} 's size be {z:size}`,
  ], (found, context) => {
    const mention = within(found, found.get('t', 'table'));
    const size = found.get('z', 'size');
    if (!mention || !size || !plausible(found, mention, undefined, false)) return undefined;
    return stateVolume(found, context, mention, undefined, size.bytes);
  }),

  rule('volumes.history', 'statement', [
    '(we|they|it|system|database|{t:table}|{s:system}) (keep|have|hold|store|retain|archive|need to keep|must keep|have to keep|have kept|have to retain|must retain) {y:years} (of|worth of)? (history|data|historical data|record|transaction|past data|history data|{o:anyTable}) (in (total|all)|online|around|in there|back)*', '(history|data|historical data|our data|our history|record|{t:table}|{s:system}|we|it) (go|reach|date|have data going) back (to {since:year}|{y:years}|until {since:year}|as far as {since:year}|for {y:years})',
    '{y:years} of (history|data|historical data|record)', '(we have|there be) (history|data|record|historical data) (since|from|back to|going back to|starting in|as of) {since:year} (on|onward|onwards)?', '(history|historical data|data) (cover|span|comprise|be|have) {y:years}', '(oldest|earliest) (record|data|row|entry|order|{o:anyTable}) (be|date|go|be from|be back) (back)? (from|to|in)? {since:year}', '(we|they|it) keep {t:table} for {y:years}', '{t:table} (be|must be) kept for {y:years}', '(retention|retention period|the retention) be {y:years}', '(history|data) (since|from|back to) {since:year}',
    '(we|they|it) have {y:years} (of|worth of) {o:anyTable}',
  ], (found, context) => {
    const years = found.words('y');
    const since = found.words('since');
    const kept = found.get('o', 'table');
    if (years === undefined && since === undefined) return undefined;
    // "20 years of experience" is no history of data.
    if (kept && kept.refs.length === 0 && !isBusinessNoun(kept.said)) return undefined;
    const about = (found.get('t', 'table') ?? found.get('o', 'table'))?.said ?? found.get('s', 'system')?.said;
    const said = years ?? `since ${since ?? ''}`;
    const text = about === undefined ? said : `${about}: ${said}`;
    return setText('volumes.history', context.plan.state.volumes.history, text, 'conversation.propose.history', 'conversation.label.history');
  }),
  rule('volumes.growth', 'statement', [
    '(it|they|data|our data|volume|everything|database|system|that|this|{t:table}|{s:system}|we) (grow|be growing|increase|be increasing|go up|grow at|be growing at|grow by|be growing by|will grow|will grow by|have been growing) (by|at)? {pct:percent} (rate)? {per:period}', '(growth|growth rate|data growth|yearly growth|annual growth|growth of {t:table}) (be|of) {pct:percent} {per:period}?', '{pct:percent} (growth|more|more data|increase)? {per:period}? (growth)?', '{per:period} growth (be|of)? {pct:percent}', '{per:period} (,)? (we|it|they|data|volume|database|{t:table}|{s:system}) (add|grow|grow by|gain|get|increase by|increase|see) (by)? {pct:percent} (growth|more|more data|data)?',
    '(we|they|it|system|database) (add|get|receive|create|write|gain|collect|have|process|take in|see|produce|generate|ingest|handle) {n:count} (new|more|additional)? {t:anyTable} {per:period}', '{n:count} (new|more|additional)? {t:anyTable} (be added|come in|arrive|be created|be written|get added|get created|a)? {per:period}', '{t:table} (grow|be growing|increase) by {n:count} (row|record|entry)? {per:period}', '{t:table} (get|receive|gain) {n:count} (new|more|additional)? (row|record|entry) {per:period}',
    '(it|they|data|our data|volume|database|{t:table}|{s:system}|we) (grow|be growing|increase|grow by|be growing by|add|gain|get) (by|at|about)? {z:size} (of data|more)? {per:period}', '(we|they) (have|expect|see) {pct:percent} growth {per:period}?', '(it|they|data|volume|database|{t:table}|{s:system}) (double|doubles|be doubling|double in size) {per:period}', '(data volume|data|our data volume|amount of data) (double|be doubling|double in size) {per:period}', '(data volume|amount of data) (grow|increase|be growing|grow by|increase by) (by|at)? {pct:percent} {per:period}', '(we expect|expect) {pct:percent} (growth|more data) {per:period}?',
  ], (found, context) => {
    const per = found.words('per');
    const percent = found.words('pct');
    const count = found.get('n', 'count')?.count;
    const size = found.get('z', 'size');
    const table = found.get('t', 'table')?.said ?? found.get('s', 'system')?.said;
    if (percent === undefined && per === undefined) return undefined;
    const amount = percent ?? (count ? formatCount(count.value, count.estimated) : size ? formatSize(size.bytes) : 'doubles');
    const what = count ? `${amount} ${table ?? ''}`.trim() : amount;
    const rate = per === undefined ? what : what === 'doubles' ? `doubles every ${per}` : `${what} a ${per}`;
    const text = !count && table !== undefined ? `${table}: ${rate}` : rate;
    return setText('volumes.growth', context.plan.state.volumes.growth, text, 'conversation.propose.growth', 'conversation.label.growth');
  }),
  rule('volumes.largest', 'statement', ['{ts:tables} be (by far)? (the)? (largest|biggest|largest table|biggest table|largest one|biggest one|heaviest|largest of all|largest by far|biggest by far|biggest of all) (by far|of all)?', '(our)? (largest|biggest|heaviest) (table|one|object|data|dataset) (by far)? be {ts:tables}'], (found, context) => {
    const mentions = found.get('ts', 'tables');
    if (!mentions || mentions.everything) return undefined;
    const names = mentions.mentions.map((mention) => mention.refs[0]?.object ?? mention.said).join(', ');
    return setText('volumes.largestTables', context.plan.state.volumes.largestTables, names, 'conversation.propose.largestTables', 'conversation.label.largestTables');
  }),
];

function setText(
  path: string, before: string, text: string,
  code: 'conversation.propose.history' | 'conversation.propose.growth' | 'conversation.propose.largestTables', label: 'conversation.label.history' | 'conversation.label.growth' | 'conversation.label.largestTables',
): Outcome {
  if (before === text) return answer('conversation.answer.unchanged', { text: `${line(label)}: ${text}` });
  return propose(code, { text, names: text }, [changeOf(line(label), before, text)], [{ kind: 'setField', path, value: text }]);
}
