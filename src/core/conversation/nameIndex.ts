import { editDistance, nameKey, nameWords, norm } from './words.ts';
import type { Token } from './tokens.ts';

/** What stands under a name, and where the mention of it ends. */
export interface NameHit<Value> {
  readonly values: readonly Value[];
  readonly end: number;
}

const LONGEST = 7;

/** Finds names in tokens however they are written: case, plurals, snake or camel, spaces; and with one slip of the finger. */
export class NameIndex<Value> {
  readonly #exact = new Map<string, Value[]>();
  readonly #aliases = new Map<string, Value[]>();
  #deletions: Map<string, Set<string>> | undefined;
  readonly #typos = new Map<string, readonly Value[]>();
  #longest = 1;

  /** `skipsArticles`: "the" inside a mention falls away ("load the master data"). */
  constructor(private readonly options: { readonly skipsArticles?: boolean } = {}) {}

  get size(): number {
    return this.#exact.size;
  }

  add(name: string, value: Value): void {
    const key = nameKey(name);
    if (key === '') return;
    this.#longest = Math.min(LONGEST, Math.max(this.#longest, nameWords(name).length + 2));
    put(this.#exact, key, value);
  }

  /** A weaker name: counts only where no exact name fits, and only where it leads to one thing. */
  addAlias(name: string, value: Value): void {
    const key = nameKey(name);
    if (key !== '') put(this.#aliases, key, value);
  }

  /** Mentions of names that begin at a token, longest first; a typo only where nothing else fits and one name is near. */
  find(tokens: readonly Token[], at: number, mayBeTypo: (word: string) => boolean): readonly NameHit<Value>[] {
    const first = tokens[at];
    if (!first || first.kind === 'punct') return [];
    if (first.kind === 'quoted') {
      const values = this.#lookUp([nameKey(first.text), first.text.toLowerCase()]);
      return values ? [{ values, end: at + 1 }] : [];
    }
    const hits: NameHit<Value>[] = [];
    let key = '';
    let stems: string[] = [];
    let end = at;
    const keys: { keys: string[]; end: number }[] = [];
    for (let length = 0; length < this.#longest && end < tokens.length; length += 1) {
      const token = tokens[end];
      if (!token || token.kind === 'quoted') break;
      if (token.kind === 'punct') {
        // "go/no-go", "A & B": marks inside a name fall away, as they do in its key.
        if (!/^[/&#+.-]$/.test(token.text) || end === at) break;
        end += 1;
        continue;
      }
      if (this.options.skipsArticles === true && end > at && (token.norm === 'the' || token.norm === 'our')) {
        end += 1;
        continue;
      }
      const own = nameKey(token.text);
      const words = nameWords(token.text);
      const head = key + words.slice(0, -1).map(norm).join('');
      const last = (words.at(-1) ?? '').toLowerCase();
      key += own;
      end += 1;
      // "loading data" for "Load data"
      const gerund = length === 0 && own.length > 6 && own.endsWith('ing') ? [own.slice(0, -3), `${own.slice(0, -3)}e`] : [];
      if (length === 0) stems = gerund;
      else stems = stems.map((stem) => stem + own);
      keys.push({ keys: [key, ...stems, head + last, ...(last.endsWith('s') ? [head + last.slice(0, -1)] : []), ...(last.endsWith('es') ? [head + last.slice(0, -2)] : [])], end });
    }
    for (const candidate of keys.reverse()) {
      const values = this.#lookUp(candidate.keys);
      if (values) hits.push({ values, end: candidate.end });
    }
    if (hits.length === 0) {
      for (const candidate of keys.slice(-2)) {
        const word = candidate.keys[0] ?? '';
        const single = candidate.end === at + 1;
        if (single && !mayBeTypo(first.norm)) continue;
        if (!single && (!mayBeTypo(first.norm) || !mayBeTypo(tokens[candidate.end - 1]?.norm ?? ''))) continue;
        const values = this.#nearest(word);
        if (values.length > 0) hits.push({ values, end: candidate.end });
      }
    }
    return hits;
  }

  /** All things filed, each once. */
  all(): readonly Value[] {
    return [...new Set([...this.#exact.values()].flat())];
  }

  /** Exactly this name, in any way of writing it. */
  named(name: string): readonly Value[] {
    return this.#exact.get(nameKey(name)) ?? [];
  }

  #lookUp(keys: readonly string[]): readonly Value[] | undefined {
    for (const key of keys) {
      const exact = this.#exact.get(key);
      if (exact) return exact;
    }
    for (const key of keys) {
      const alias = this.#aliases.get(key);
      if (alias) return alias;
    }
    return undefined;
  }

  #nearest(word: string): readonly Value[] {
    if (word.length < 5 || word.length > 40) return [];
    const known = this.#typos.get(word);
    if (known) return known;
    const deletions = (this.#deletions ??= this.#fileDeletions());
    const near = new Set<string>();
    for (const variant of withOneLess(word)) for (const key of deletions.get(variant) ?? []) if (editDistance(word, key, 1) <= 1) near.add(key);
    const [only] = near;
    const values = near.size === 1 && only !== undefined ? (this.#exact.get(only) ?? []) : [];
    this.#typos.set(word, values);
    return values;
  }

  #fileDeletions(): Map<string, Set<string>> {
    const filed = new Map<string, Set<string>>();
    for (const key of this.#exact.keys()) {
      if (key.length < 5 || key.length > 40) continue;
      for (const variant of withOneLess(key)) {
        const keys = filed.get(variant);
        if (keys) keys.add(key);
        else filed.set(variant, new Set([key]));
      }
    }
    return filed;
  }
}

function withOneLess(word: string): string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (!values) map.set(key, [value]);
  else if (!values.includes(value)) values.push(value);
}
