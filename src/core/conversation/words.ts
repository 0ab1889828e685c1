/**
 * Words as the reader compares them: lower case, contractions opened, plurals and a few verb forms folded. Not a
 * dictionary: just enough that "runs", "run" and "is", "are" meet the same pattern.
 */

const IRREGULAR: Readonly<Record<string, string>> = {
  is: 'be', are: 'be', am: 'be', has: 'have', got: 'have', does: 'do', goes: 'go', this: 'this', its: 'its', us: 'us',
  plus: 'plus', was: 'was', as: 'as', yes: 'yes', always: 'always', people: 'people', series: 'series', bus: 'bus',
  indices: 'index', indexes: 'index', criteria: 'criterion', data: 'data', databases: 'database', dbs: 'database', db: 'database',
  dbms: 'database', caches: 'cache', moves: 'move', leaves: 'leave', lives: 'live', movies: 'movie', cookies: 'cookie',
  perhaps: 'perhaps', sometimes: 'sometimes', gas: 'gas', news: 'news', analysis: 'analysis', https: 'https', sms: 'sms', aws: 'aws',
  ours: 'ours', theirs: 'theirs', previous: 'previous', various: 'various', various_: 'various', less: 'less', gigs: 'gig',
};

/** The folded form of one word. */
export function norm(word: string): string {
  const lower = word.toLowerCase();
  const irregular = Object.hasOwn(IRREGULAR, lower) ? IRREGULAR[lower] : undefined;
  if (irregular !== undefined) return irregular;
  if (lower.length <= 3 || !lower.endsWith('s') || /(ss|us|is)$/.test(lower)) return lower;
  if (lower.endsWith('ies') && lower.length > 4) return `${lower.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|zz)es$/.test(lower)) return lower.slice(0, -2);
  return lower.slice(0, -1);
}

/** Splits a name into its words: `InvoiceLine`, `invoice_line`, `INVOICE-LINE` and `invoice line` give the same. */
export function nameWords(name: string): readonly string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The form under which a name is filed and found: its words folded and run together. */
export function nameKey(name: string): string {
  return nameWords(name).map(norm).join('');
}

/** What an apostrophe stands for, by the lower-case word; the words it opens to. */
const CONTRACTIONS: Readonly<Record<string, readonly string[]>> = {
  "can't": ['can', 'not'], cannot: ['can', 'not'], "won't": ['will', 'not'], "shan't": ['shall', 'not'], "let's": ['let', 'us'], lets: ['let', 'us'],
  dont: ['do', 'not'], doesnt: ['do', 'not'], isnt: ['be', 'not'], arent: ['be', 'not'], cant: ['can', 'not'], gotta: ['have', 'to'],
  gonna: ['going', 'to'], wanna: ['want', 'to'], weve: ['we', 'have'], "y'all": ['you', 'all'], "it's": ['it', 'be'], "that's": ['that', 'be'],
  "what's": ['what', 'be'], "who's": ['who', 'be'], "where's": ['where', 'be'], "there's": ['there', 'be'], "how's": ['how', 'be'],
  "here's": ['here', 'be'], "which's": ['which', 'be'], whats: ['what', 'be'], theres: ['there', 'be'], hows: ['how', 'be'], thats: ['that', 'be'],
  "she's": ['she', 'be'], "he's": ['he', 'be'], "everything's": ['everything', 'be'], "nothing's": ['nothing', 'be'],
};

/** The words a contraction stands for; undefined where the word is none. */
export function openContraction(word: string): readonly string[] | undefined {
  const lower = word.toLowerCase();
  if (Object.hasOwn(CONTRACTIONS, lower)) return CONTRACTIONS[lower];
  const apostrophe = lower.lastIndexOf("'");
  if (apostrophe < 1) return undefined;
  const head = lower.slice(0, apostrophe);
  switch (lower.slice(apostrophe)) {
    case "'re": return [head, 'be'];
    case "'ve": return [head, 'have'];
    case "'ll": return [head, 'will'];
    case "'d": return [head, 'would'];
    case "'m": return [head, 'be'];
    case "'t": return head.endsWith('n') ? [norm(head.slice(0, -1)), 'not'] : undefined;
    default: return undefined;
  }
}

/** The number of edits (insert, drop, change, swap neighbours) between two short words, or `limit + 1` where it is more. */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? limit + 1;
}
