import { cellOf, rowsOf } from '../plan/plan.ts';
import { says } from './lexicon.ts';
import { nameWords, norm } from './words.ts';
import type { ReadContext } from './readSentence.ts';

const ALWAYS: readonly string[] = ['What is still open?', 'Where are we?', 'Help', 'Continue'];

/** Exactly three sentences near to what was not understood, each of which would be: first those that settle a doubt. */
export function suggestionsFor(context: ReadContext, said: string, unclear: readonly string[], understood: (sentence: string) => boolean): readonly string[] {
  const chosen: string[] = [];
  const offer = (sentence: string): void => {
    if (chosen.length < 3 && sentence.length <= 300 && !chosen.includes(sentence) && understood(sentence)) chosen.push(sentence);
  };
  // Three of many doubtful readings are enough; more would not be shown.
  for (const sentence of unclear.slice(0, 6)) offer(sentence);
  const words = new Set(nameWords(said.slice(0, 1_000)).map(norm).filter((word) => word.length > 1));
  const candidates = candidatesOf(context, words).map((candidate, order) => ({ ...candidate, order, score: scoreOf(candidate, words, context.panel) }));
  candidates.sort((left, right) => right.score - left.score || left.order - right.order);
  for (const candidate of candidates.slice(0, 24)) {
    if (chosen.length === 3) break;
    offer(candidate.text);
  }
  for (const sentence of ALWAYS) offer(sentence);
  return chosen.slice(0, 3);
}

interface Candidate {
  readonly text: string;
  readonly panels: readonly string[];
  /** Words that bring it near although it does not hold them. */
  readonly near: readonly string[];
}

function scoreOf(candidate: Candidate, words: ReadonlySet<string>, panel: string | undefined): number {
  let score = panel !== undefined && candidate.panels.includes(panel) ? 2 : 0;
  const seen = new Set<string>();
  for (const word of [...nameWords(candidate.text).map(norm), ...candidate.near.map(norm)]) {
    if (!words.has(word) || seen.has(word) || COMMON.has(word)) continue;
    seen.add(word);
    score += 3;
  }
  return score;
}

const COMMON = new Set(['the', 'a', 'an', 'be', 'have', 'we', 'to', 'of', 'in', 'on', 'and', 'it', 'what', 'do', 'how', 'are', 'with', 'for', 'by', 'not', 'that', 'this', 'our']);

/** Sentences made from the plan's own names; those for a name that was said first. */
function candidatesOf(context: ReadContext, words: ReadonlySet<string>): readonly Candidate[] {
  const { plan } = context;
  const said = (name: string): boolean => nameWords(name).some((word) => words.has(norm(word)));
  const pick = (names: readonly string[]): string | undefined => {
    const known = names.filter((name) => says(name) && name.length <= 60 && /^[\p{L}_]/u.test(name));
    return known.find(said) ?? known[0];
  };
  const inventory = rowsOf(plan, 'inventory');
  const counts = new Map<string, number>();
  for (const row of inventory) counts.set(cellOf(row, 'object'), (counts.get(cellOf(row, 'object')) ?? 0) + 1);
  const names = inventory.map((row) => ((counts.get(cellOf(row, 'object')) ?? 0) > 1 ? `${cellOf(row, 'object')} in ${cellOf(row, 'sourceSystem')}` : cellOf(row, 'object')));
  const scanned = context.catalogues.filter((catalogue) => catalogue.role === 'source').flatMap((catalogue) => catalogue.tables.slice(0, 200).map((table) => table.name));
  const table = pick(names) ?? pick(scanned) ?? 'orders';
  const system = pick(plan.state.sourceSystems.map((source) => source.name)) ?? 'the CRM';
  const activity = pick(rowsOf(plan, 'cutover').map((row) => cellOf(row, 'activity')));
  const field = rowsOf(plan, 'mapping').find((row) => says(cellOf(row, 'sourceField')) && (said(cellOf(row, 'sourceField')) || said(cellOf(row, 'sourceTable')))) ?? rowsOf(plan, 'mapping').find((row) => says(cellOf(row, 'sourceField')));
  const candidate = (text: string, panels: readonly string[], near: readonly string[] = []): Candidate => ({ text, panels, near });
  return [
    candidate(`${table} has about 2 million rows, 8 GB`, ['volumes', 'inventory'], ['row', 'record', 'many', 'million', 'thousand', 'count', 'size', 'gb', 'mb', 'large', 'big']),
    candidate(`${table} is high priority`, ['volumes', 'inventory'], ['important', 'critical', 'priority', 'matter', 'urgent', 'first', 'low', 'medium']),
    candidate(`How many rows does ${table} have?`, ['volumes', 'inventory'], ['count']),
    candidate(`${system} runs on Oracle 19c on-prem, owned by Dana`, ['sources'], ['run', 'oracle', 'mysql', 'hosted', 'server', 'technology', 'database', 'owner', 'own']),
    candidate('We have 3 legacy databases', ['sources'], ['source', 'system', 'database', 'legacy']),
    candidate(`Who owns ${system}?`, ['sources', 'relationships'], ['owner', 'responsible', 'who', 'own']),
    candidate(`${system} feeds the reporting nightly`, ['relationships'], ['feed', 'sync', 'interface', 'send', 'import', 'export', 'data']),
    candidate(`${table} has duplicate emails`, ['quality'], ['duplicate', 'quality', 'dirty', 'wrong', 'missing', 'problem', 'bad', 'null', 'orphan', 'format']),
    candidate("Let's explore the data quality issues", ['quality'], ['quality', 'explore', 'issue', 'problem', 'deep']),
    candidate('Rule: prices are stored in cents', ['rules'], ['rule', 'must', 'always', 'never', 'stored']),
    candidate('We are under GDPR', ['rules'], ['gdpr', 'regulation', 'law', 'compliance', 'privacy']),
    candidate('Everything is in Europe/Berlin time', ['rules'], ['time', 'zone', 'utc']),
    candidate(`Leave ${table} behind because nobody needs it`, ['exclusions'], ['leave', 'exclude', 'skip', 'drop', 'migrate', 'scope', 'need', 'behind']),
    candidate('The new system is PostgreSQL 16 in the cloud', ['target'], ['target', 'new', 'system', 'cloud']),
    candidate('The target schema is partly defined', ['target'], ['target', 'schema', 'defined']),
    ...(words.has('not') ? [] : [candidate('We need zero downtime', ['strategy'], ['downtime', 'down', 'offline', 'outage', 'interruption', 'zero'])]),
    candidate('We can be down for 4 hours', ['strategy', 'cutover'], ['downtime', 'hour', 'window', 'weekend', 'down', 'offline']),
    candidate('We go big bang because everything hangs together', ['strategy'], ['bang', 'phase', 'phased', 'parallel', 'approach', 'strategy']),
    ...(field ? [candidate(`Where does ${cellOf(field, 'sourceTable')}.${cellOf(field, 'sourceField')} go?`, ['mapping'], ['map', 'mapping', 'field', 'column', 'goes', 'go']), candidate(`Don't migrate ${cellOf(field, 'sourceTable')}.${cellOf(field, 'sourceField')} because nobody uses it`, ['mapping'], ['migrate', 'field', 'column', 'drop', 'skip'])] : []),
    candidate('What is unmapped?', ['mapping'], ['map', 'mapping', 'unmapped', 'field', 'column', 'transform']),
    candidate('Show the validation', ['validation'], ['check', 'validate', 'test', 'verify', 'tolerance', 'reconcile']),
    candidate('Show the sequence', ['sequence'], ['order', 'phase', 'load', 'before', 'after']),
    candidate('Deep dive into rollback', ['rollback'], ['rollback', 'restore', 'back', 'revert', 'fallback']),
    ...(activity === undefined ? [] : [
      candidate(`"${activity}" takes 30 minutes`, ['cutover'], ['minute', 'hour', 'take', 'long', 'duration']),
      candidate(`Ana owns "${activity}"`, ['cutover'], ['own', 'owner', 'responsible', 'do']),
    ]),
    candidate('How long does the cutover take?', ['cutover'], ['long', 'cutover', 'duration', 'window']),
    candidate('Does it fit the window?', ['cutover', 'strategy'], ['fit', 'window']),
    candidate('Confirm all volumes', ['volumes', 'inventory'], ['confirm', 'right', 'correct', 'volume', 'count']),
    candidate('We decided to keep the old keys', ['summary', 'review'], ['decide', 'decided', 'decision', 'agree', 'agreed']),
    candidate('Open question: who signs off?', ['summary', 'review'], ['question', 'unclear', 'know', 'ask']),
    candidate('Call the project Phoenix', ['sources'], ['project', 'name', 'call', 'called']),
    candidate('What would the DBA say?', ['review', 'rollback', 'validation'], ['dba', 'perspective', 'opinion', 'think', 'say']),
    candidate('Go back to sources', [], ['back', 'revise', 'again']),
  ];
}
