/** Words that say little about what a field is: two fields are not alike for both being an id. */
const LIGHT: ReadonlySet<string> = new Set(['id', 'number', 'code', 'name', 'date', 'type', 'key', 'value', 'the', 'of', 'flag', 'is', 'has', 'full']);

/** A word with what comparing it needs, made once. */
interface Word {
  readonly text: string;
  readonly id: number;
  readonly weight: number;
  readonly digits: boolean;
  readonly trigrams: ReadonlySet<string>;
}

/** The words of a name, ready for comparing. */
export interface NameWords {
  readonly words: readonly Word[];
  /** The words without anything between them: `mediatype` is `media type`. */
  readonly glued: string;
  readonly weight: number;
}

/** Compares names, and remembers what it found: a schema has few words, and pairs of them recur thousands of times. */
export class NameComparer {
  readonly #words = new Map<string, Word>();
  readonly #known = new Map<number, number>();

  /** Prepares the words of a name. */
  name(tokens: readonly string[]): NameWords {
    const words = tokens.map((token) => this.#word(token));
    return { words, glued: tokens.join(''), weight: words.reduce((sum, word) => sum + word.weight, 0) };
  }

  #word(text: string): Word {
    let word = this.#words.get(text);
    if (!word) {
      word = { text, id: this.#words.size, weight: LIGHT.has(text) ? 0.6 : 1, digits: /^\p{N}+$/u.test(text), trigrams: trigrams(text) };
      this.#words.set(text, word);
    }
    return word;
  }

  /** How alike two words are, 0 to 1. */
  wordSimilarity(a: string, b: string): number {
    return this.#similar(this.#word(a), this.#word(b));
  }

  #similar(a: Word, b: Word): number {
    if (a === b) return 1;
    if (a.digits || b.digits) return 0;
    const key = a.id < b.id ? a.id * 2 ** 26 + b.id : b.id * 2 ** 26 + a.id;
    let known = this.#known.get(key);
    if (known === undefined) {
      known = similarWords(a, b);
      // A bounded memory.
      if (this.#known.size > 1_000_000) this.#known.clear();
      this.#known.set(key, known);
    }
    return known;
  }

  /** How alike two names are by their words, 0 to 1: the weight of the words that have a partner, over all words. */
  similarity(a: NameWords, b: NameWords): number {
    if (a.words.length === 0 || b.words.length === 0) return 0;
    if (a.glued === b.glued) return 1;
    let taken = 0;
    let shared = 0;
    for (const word of a.words) {
      let best = LEAST_WORD;
      let bestIndex = -1;
      for (let index = 0; index < b.words.length; index++) {
        // A name of more than thirty words is none that this could be said of.
        if (index > 30 || (taken & (1 << index)) !== 0) continue;
        const value = this.#similar(word, b.words[index]!);
        if (value > best || (bestIndex < 0 && value === best)) {
          best = value;
          bestIndex = index;
        }
      }
      if (bestIndex >= 0) {
        taken |= 1 << bestIndex;
        shared += best * (word.weight + b.words[bestIndex]!.weight);
      }
    }
    return shared / (a.weight + b.weight);
  }
}

/** Words less alike than this have nothing to do with each other. */
const LEAST_WORD = 0.7;

/** One a beginning of the other, else by shared letter triples. */
function similarWords(a: Word, b: Word): number {
  const [short, long] = a.text.length <= b.text.length ? [a.text, b.text] : [b.text, a.text];
  if (short.length >= 3 && long.startsWith(short)) return 0.75 + 0.2 * (short.length / long.length);
  let shared = 0;
  for (const gram of a.trigrams) if (b.trigrams.has(gram)) shared++;
  return (2 * shared) / (a.trigrams.size + b.trigrams.size);
}

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `;
  const grams = new Set<string>();
  for (let index = 0; index + 3 <= padded.length; index++) grams.add(padded.slice(index, index + 3));
  return grams;
}
