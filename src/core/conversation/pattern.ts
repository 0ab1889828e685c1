import { norm } from './words.ts';
import type { Token } from './tokens.ts';

/**
 * The small grammar the reader is written in. A pattern is a sequence of
 *   `word`        a word, compared folded (`runs` = `run`)
 *   `(a|b c)`     one of several; `?` makes it optional, `*` repeatable
 *   `{name:slot}` something a slot reader knows: a table, a count, a person, …; `?` makes it optional
 * It has to cover a clause from its first word to its last; only fillers ("the", "really", …) may be passed over. That
 * is what makes a negation or a condition, which no pattern mentions by chance, keep a clause from being read.
 */

export interface SlotRead<Value = unknown> {
  readonly value: Value;
  /** Token index after it. */
  readonly end: number;
}

/** The possible readings of a slot at a token, best first. */
export type SlotReader = (clause: Clause, at: number) => readonly SlotRead[];

/** A stretch of tokens that is read by itself. */
export interface Clause {
  readonly tokens: readonly Token[];
}

type Node =
  | { readonly type: 'word'; readonly norm: string }
  | { readonly type: 'slot'; readonly name: string; readonly slot: string }
  | { readonly type: 'sequence'; readonly items: readonly Node[] }
  | { readonly type: 'choice'; readonly options: readonly Node[] }
  | { readonly type: 'optional'; readonly node: Node }
  | { readonly type: 'many'; readonly node: Node };

export interface Pattern {
  readonly root: Node;
  /** Sets of words of which one each must stand in the clause: a cheap test before matching. */
  readonly needs: readonly ReadonlySet<string>[];
}

export type Bindings = ReadonlyMap<string, unknown>;

export interface Match {
  readonly bindings: Bindings;
  /** Token index where the match ended (fillers behind it included). */
  readonly end: number;
  /** How many tokens free text took. */
  readonly free: number;
}

/** Words that carry nothing and may stand anywhere. */
const FILLERS: ReadonlySet<string> = new Set([
  'the', 'a', 'an', 'our', 'my', 'your', 'their', 'its', 'all', 'really', 'just', 'also', 'currently', 'then', 'so', 'well', 'ok', 'okay', 'please', 'actually', 'basically',
  'probably', 'maybe', 'perhaps', 'very', 'quite', 'simply', 'already', 'here', 'definitely', 'certainly', 'clearly', 'absolutely', 'obviously', 'surely', 'presumably', 'usually',
  'generally', 'today', 'finally', 'too', 'alone', 'itself', 'themselves', 'hey', 'hi', 'hello', 'oh', 'yeah', 'yep', 'sure', 'thanks', 'overall', 'altogether', 'both', 'truly', 'totally', 'mainly', 'mostly', 'still', 'of course',
  ',', '-', '(', ')', ':', '.', '!', '—', '*', '…',
]);

/** Whether a token may be passed over. */
export function isFiller(token: Token | undefined): boolean {
  return token !== undefined && (token.kind === 'punct' || token.kind === 'word') && FILLERS.has(token.norm);
}

/** Reads a pattern once; throws on a mistake in it, which is a mistake of this program. */
export function compilePattern(source: string): Pattern {
  const parts = source.match(/\{\w+:\w+\}|[()|?*]|[^\s(){}|?*]+/g) ?? [];
  let at = 0;
  const parseSequence = (): Node => {
    const items: Node[] = [];
    while (at < parts.length && parts[at] !== ')' && parts[at] !== '|') {
      const item = parseSuffix(parseOne());
      // Articles and possessives may be passed over anywhere, so no pattern asks for them.
      const word = item.type === 'optional' || item.type === 'many' ? item.node : item;
      if (word.type !== 'word' || !ARTICLES.has(word.norm)) items.push(item);
    }
    return items.length === 1 && items[0] ? items[0] : { type: 'sequence', items };
  };
  const parseOne = (): Node => {
    const part = parts[at] ?? '';
    at += 1;
    if (part === '(') {
      const options = [parseSequence()];
      while (parts[at] === '|') { at += 1; options.push(parseSequence()); }
      if (parts[at] !== ')') throw new Error(`pattern lacks ")": ${source}`);
      at += 1;
      return options.length === 1 && options[0] ? options[0] : { type: 'choice', options };
    }
    const slot = /^\{(\w+):(\w+)\}$/.exec(part);
    if (slot?.[1] !== undefined && slot[2] !== undefined) return { type: 'slot', name: slot[1], slot: slot[2] };
    return { type: 'word', norm: norm(part) };
  };
  const parseSuffix = (node: Node): Node => {
    if (parts[at] === '?') { at += 1; return { type: 'optional', node }; }
    if (parts[at] === '*') { at += 1; return { type: 'many', node }; }
    return node;
  };
  const root = parseSequence();
  if (at < parts.length) throw new Error(`pattern has a stray ")": ${source}`);
  return { root, needs: needsOf(root) };
}

function needsOf(node: Node): ReadonlySet<string>[] {
  if (node.type === 'word') return [new Set([node.norm])];
  if (node.type === 'sequence') return node.items.flatMap(needsOf);
  if (node.type === 'choice') {
    // One set of the first needed words of all the options, where each has one.
    const firsts = node.options.map((option) => needsOf(option)[0]);
    return firsts.every((first) => first !== undefined) ? [new Set(firsts.flatMap((first) => [...first]))] : [];
  }
  return [];
}

/** Free text counts its tokens, so that a reading with less of it wins. */
export interface FreeText { readonly freeTokens: number }
const isFree = (value: unknown): value is FreeText => typeof value === 'object' && value !== null && 'freeTokens' in value;

const ARTICLES: ReadonlySet<string> = new Set(['the', 'a', 'an', 'our', 'my', 'your', 'their', 'its']);
const STEPS = 6_000;

/**
 * Matches a pattern from `from` on. `whole`: to the end of the clause. Otherwise the longest prefix at which `mayEnd`
 * holds. Work is bounded; a clause that needs more is not read.
 */
export function matchPattern(
  pattern: Pattern, clause: Clause, words: ReadonlySet<string>, readers: Readonly<Record<string, SlotReader>>,
  options: { readonly from: number; readonly mayEnd?: (end: number) => boolean },
): Match | undefined {
  if (!pattern.needs.every((need) => { for (const word of need) if (words.has(word)) return true; return false; })) return undefined;
  const { tokens } = clause;
  const bound: [string, unknown][] = [];
  let steps = STEPS;
  let best: Match | undefined;

  const finish = (at: number): boolean => {
    let end = at;
    // Something must have been said.
    if (tokens.slice(options.from, at).every(isFiller)) return false;
    while (end < tokens.length && isFiller(tokens[end])) end += 1;
    if (end < tokens.length && !(options.mayEnd?.(end) ?? false)) return false;
    if (best && best.end >= end) return end === tokens.length;
    const bindings = new Map(bound);
    let free = 0;
    for (const [, value] of bound) if (isFree(value)) free += value.freeTokens;
    best = { bindings, end, free };
    return end === tokens.length;
  };

  const run = (node: Node, at: number, then: (at: number) => boolean): boolean => {
    steps -= 1;
    if (steps < 0) return false;
    switch (node.type) {
      case 'word': {
        for (let here = at; here < tokens.length; here += 1) {
          const token = tokens[here];
          if (token && token.kind !== 'quoted' && token.norm === node.norm) return then(here + 1);
          if (!isFiller(token)) return false;
        }
        return false;
      }
      case 'slot': {
        const reader = readers[node.slot];
        if (!reader) throw new Error(`no reader for ${node.slot}`);
        for (let here = at; here < tokens.length; here += 1) {
          for (const read of reader(clause, here)) {
            bound.push([node.name, read.value]);
            if (then(read.end)) return true;
            bound.pop();
            if (steps < 0) return false;
          }
          if (!isFiller(tokens[here])) return false;
        }
        return false;
      }
      case 'sequence': {
        const step = (index: number, here: number): boolean => {
          const item = node.items[index];
          return item === undefined ? then(here) : run(item, here, (next) => step(index + 1, next));
        };
        return step(0, at);
      }
      case 'choice':
        return node.options.some((option) => run(option, at, then));
      case 'optional':
        return run(node.node, at, then) || then(at);
      case 'many': {
        const again = (here: number, left: number): boolean =>
          (left > 0 && run(node.node, here, (next) => next > here && again(next, left - 1))) || then(here);
        return again(at, 8);
      }
      default: {
        const never: never = node;
        return never;
      }
    }
  };
  run(pattern.root, options.from, finish);
  return best;
}
