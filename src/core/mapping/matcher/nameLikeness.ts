import { KNOWN_WORDS, PARTS, SYNONYM_GROUPS } from './dictionary.ts';
import { hasKnownWord, isWithin, stem } from './words.ts';

export interface Word {
  readonly id: number;
  readonly text: string;
  readonly stem: string;
  readonly weight: number;
  readonly digits: boolean;
  readonly trigrams: ReadonlySet<string>;
}

/** A name ready for comparing. The same name is the same object. */
export interface PreparedName {
  readonly id: number;
  readonly words: readonly Word[];
  /** The letters of the name as it stands, without punctuation. */
  readonly letters: string;
  readonly glued: string;
  readonly weight: number;
  /** At least one word of the dictionary stands in it. */
  readonly known: boolean;
}

/** Words that say little about what a field is. */
const LIGHT: ReadonlyMap<string, number> = new Map([
  ...['id', 'number', 'code', 'name', 'date', 'type', 'key', 'value', 'full', 'first', 'last', 'time', 'text', 'count', 'status'].map((word) => [word, 0.7] as const),
  ...['the', 'of', 'flag', 'is', 'has', 'to', 'at', 'by', 'on', 'in', 'for', 'and', 'indicator', 'info', 'information', 'data', 'from', 'or', 'no'].map((word) => [word, 0.2] as const),
  // Units say how, not what.
  ...['cm', 'mm', 'km', 'kg', 'mg', 'ml', 'lb', 'lbs', 'usd', 'eur', 'gb', 'mb', 'kb', 'ms', 'utc'].map((word) => [word, 0.2] as const),
]);

export interface NameOptions {
  readonly synonyms: boolean;
  readonly trigrams: boolean;
  readonly glued: boolean;
}

export const NAMES = { synonym: 0.82, part: 0.7, stem: 0.93, glued: 0.9, within: 0.75 };

/** Words less alike than this have nothing to do with each other. */
const LEAST_WORD = 0.6;
const MOST_WORDS = 16;
const MOST_KNOWN = 500_000;

/** Compares names; remembers words and pairs of words, which recur thousands of times in a schema. */
export class NameComparer {
  readonly #words = new Map<string, Word>();
  readonly #pairs = new Map<number, number>();
  readonly #names = new Map<string, PreparedName>();
  readonly #likenesses = new Map<number, number>();
  #count = 0;

  constructor(readonly options: NameOptions) {}

  prepare(name: string, words: readonly string[]): PreparedName {
    const letters = name.toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 60);
    const key = `${letters}\u0000${words.join(' ')}`;
    let prepared = this.#names.get(key);
    if (!prepared) {
      const own = words.slice(0, MOST_WORDS).map((word) => this.#word(word));
      prepared = { id: this.#count++, words: own, letters, glued: words.join(''), weight: own.reduce((sum, word) => sum + word.weight, 0), known: hasKnownWord(words) };
      if (this.#names.size >= MOST_KNOWN) this.#names.clear();
      this.#names.set(key, prepared);
    }
    return prepared;
  }

  #word(text: string): Word {
    let word = this.#words.get(text);
    if (!word) {
      word = { id: this.#words.size, text, stem: stem(text), weight: LIGHT.get(text) ?? 1, digits: /^\p{N}+$/u.test(text), trigrams: trigramsOf(text) };
      this.#words.set(text, word);
    }
    return word;
  }

  /** How alike two names are, 0 to 1: the weight of the words that have a partner over the weight of all. */
  likeness(a: PreparedName, b: PreparedName): number {
    if (a.words.length === 0 || b.words.length === 0) return 0;
    if (a.glued === b.glued) return 1;
    const key = a.id < b.id ? a.id * 2 ** 26 + b.id : b.id * 2 ** 26 + a.id;
    let known = this.#likenesses.get(key);
    if (known === undefined) {
      known = this.#likeness(a, b);
      if (this.#likenesses.size >= MOST_KNOWN) this.#likenesses.clear();
      this.#likenesses.set(key, known);
    }
    return known;
  }

  #likeness(a: PreparedName, b: PreparedName): number {
    const soft = this.#soft(a, b);
    if (!this.options.glued || soft > 0.9 || (a.known && b.known)) return soft;
    // Only where a name has no word of the dictionary: letters of long words may stand for them.
    let best = soft;
    if (!b.known) best = Math.max(best, NAMES.glued * alignGlued(b.letters, a.words));
    if (!a.known) best = Math.max(best, NAMES.glued * alignGlued(a.letters, b.words));
    return best;
  }

  #soft(a: PreparedName, b: PreparedName): number {
    const [few, many] = a.words.length <= b.words.length ? [a, b] : [b, a];
    let taken = 0;
    let shared = 0;
    for (const word of few.words) {
      let best = LEAST_WORD;
      let at = -1;
      for (let index = 0; index < many.words.length; index++) {
        if ((taken & (1 << index)) !== 0) continue;
        const value = this.#alike(word, many.words[index]!);
        if (value > best) {
          best = value;
          at = index;
        }
      }
      if (at >= 0) {
        taken |= 1 << at;
        shared += best * (word.weight + many.words[at]!.weight);
      }
    }
    return shared / (a.weight + b.weight);
  }

  #alike(a: Word, b: Word): number {
    if (a === b) return 1;
    if (a.digits || b.digits) return 0;
    const key = a.id < b.id ? a.id * 2 ** 26 + b.id : b.id * 2 ** 26 + a.id;
    let known = this.#pairs.get(key);
    if (known === undefined) {
      known = this.#compare(a, b);
      if (this.#pairs.size >= MOST_KNOWN) this.#pairs.clear();
      this.#pairs.set(key, known);
    }
    return known;
  }

  #compare(a: Word, b: Word): number {
    if (this.options.synonyms) {
      const groups = SYNONYM_GROUPS.get(a.text);
      const others = groups && SYNONYM_GROUPS.get(b.text);
      if (groups && others) for (const group of groups) if (others.has(group)) return NAMES.synonym;
      if (PARTS.get(a.text)?.has(b.text) === true || PARTS.get(b.text)?.has(a.text) === true) return NAMES.part;
    }
    if (a.stem === b.stem && a.stem.length >= 4) return NAMES.stem;
    const [short, long] = a.text.length <= b.text.length ? [a.text, b.text] : [b.text, a.text];
    // `P Name` for `Person Name`.
    if (short.length === 1) return long.startsWith(short) ? 0.62 : 0;
    if (short.length >= 3 && long.startsWith(short)) return 0.75 + 0.2 * (short.length / long.length);
    // `bktitle` for `booktitle`: most letters, in order, of a word that is none itself.
    if (this.options.glued && short.length >= 4 && short.length >= 0.6 * long.length && !KNOWN_WORDS.has(short) && isWithin(short, long)) return NAMES.within;
    if (!this.options.trigrams || short.length < 4) return 0;
    let shared = 0;
    for (const gram of a.trigrams) if (b.trigrams.has(gram)) shared++;
    const dice = (2 * shared) / (a.trigrams.size + b.trigrams.size);
    return dice >= 0.62 ? dice : 0;
  }
}

/**
 * How well glued letters abbreviate words, 0 to 1: `jrnlnm` for `journal name`, `cid` for `customer id`. Each word that takes
 * part gives its first letter and then letters in its order; all letters must be used up.
 */
export function alignGlued(letters: string, words: readonly Word[]): number {
  if (letters.length < 1 || letters.length > 24 || words.length === 0) return 0;
  // states[k]: the best sum for having used k letters.
  let states = new Map<number, number>([[0, 0]]);
  let total = 0;
  for (const word of words) {
    if (word.digits) continue;
    total += word.weight;
    const next = new Map(states);
    for (const [used, sum] of states) {
      const most = longestTaken(letters, used, word.text);
      for (let take = 1; take <= most; take++) {
        // More letters of a word make it surer that it is meant.
        const value = sum + word.weight * (take === 1 ? (word.text.length === 1 ? 1 : 0.62) : Math.min(1, 0.75 + 0.25 * (take / word.text.length)));
        const standing = next.get(used + take);
        if (standing === undefined || standing < value) next.set(used + take, value);
      }
    }
    states = next;
  }
  const best = states.get(letters.length);
  return best === undefined || total === 0 ? 0 : best / total;
}

/** So many letters from `start` can be found in order in the word, beginning with its first letter. */
function longestTaken(letters: string, start: number, word: string): number {
  if (letters[start] !== word[0]) return 0;
  let taken = 1;
  let at = 1;
  while (start + taken < letters.length) {
    const found = word.indexOf(letters[start + taken]!, at);
    if (found < 0) break;
    at = found + 1;
    taken++;
  }
  return taken;
}

function trigramsOf(word: string): Set<string> {
  const padded = `  ${word} `;
  const grams = new Set<string>();
  for (let index = 0; index + 3 <= padded.length; index++) grams.add(padded.slice(index, index + 3));
  return grams;
}
