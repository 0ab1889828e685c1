import type { PreparedColumn, PreparedSchema } from './prepareSchema.ts';

/** A text as a vector of length 1. */
export type TextVector = ReadonlyMap<string, number>;

/**
 * Weighs the words of names and comments: a word that few columns have says more (TF-IDF: (1 + log tf) · log(1 + N/df), vectors
 * of length 1, compared by their cosine).
 */
export class TextWeights {
  readonly #columns = new Map<string, number>();
  readonly #vectors = new WeakMap<PreparedColumn, TextVector>();
  #count = 0;

  constructor(schemas: readonly PreparedSchema[]) {
    for (const schema of schemas) {
      for (const table of schema.tables) {
        for (const column of table.columns) {
          this.#count++;
          for (const word of column.text.keys()) this.#columns.set(word, (this.#columns.get(word) ?? 0) + 1);
        }
      }
    }
  }

  #rarity(word: string): number {
    return Math.log(1 + this.#count / (this.#columns.get(word) ?? 1));
  }

  vector(column: PreparedColumn): TextVector {
    let vector = this.#vectors.get(column);
    if (!vector) {
      const raw = [...column.text].map(([word, count]) => [word, (1 + Math.log(Math.max(1, count))) * Math.min(1, count) * this.#rarity(word)] as const);
      const length = Math.sqrt(raw.reduce((sum, [, value]) => sum + value * value, 0));
      vector = new Map(raw.map(([word, value]) => [word, length === 0 ? 0 : value / length]));
      this.#vectors.set(column, vector);
    }
    return vector;
  }

  /** Two texts, 0 to 1. */
  cosine(a: PreparedColumn, b: PreparedColumn): number {
    const one = this.vector(a);
    const other = this.vector(b);
    const [few, many] = one.size <= other.size ? [one, other] : [other, one];
    let sum = 0;
    for (const [word, value] of few) {
      const partner = many.get(word);
      if (partner !== undefined) sum += value * partner;
    }
    return Math.min(1, sum);
  }

  /** How much of a name's words a text holds, by their rarity, 0 to 1. */
  covered(name: PreparedColumn, text: PreparedColumn): number {
    let all = 0;
    let found = 0;
    for (const word of name.nameFeatures) {
      const weight = this.#rarity(word);
      all += weight;
      if (text.text.has(word)) found += weight;
    }
    return all === 0 ? 0 : found / all;
  }
}
