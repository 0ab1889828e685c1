import { ABBREVIATIONS, FOREIGN, KNOWN_WORDS } from './dictionary.ts';
import { singular, splitName } from '../nameTokens.ts';

/** Which parts of the word knowledge are used. */
export interface WordOptions {
  readonly abbreviations: boolean;
  readonly languages: boolean;
  readonly glued: boolean;
  /** The schema is written in another language: `data` is a date then. */
  readonly foreign: boolean;
}

/**
 * The words of a name: split at case, digits and punctuation, glued words cut (`mobileno` → `mobile number`), other languages
 * and abbreviations written out, singular. `local` are words that the same table uses elsewhere, in names or comments.
 */
export function nameWords(name: string, local: ReadonlySet<string>, options: WordOptions, table = ''): string[] {
  const words = splitName(name).flatMap((token) => {
    if (!options.glued) return [token];
    const own = ofTable(token, table, local);
    return own ?? cut(withoutInitial(token, table, local), local);
  }).flatMap((token) => written(token, options));
  // `zip code` written out is `postal code code`.
  return words.filter((word, at) => word !== words[at - 1]);
}

/** `autnm` in `authors` is the author's name, `manid` in `manual` the manual's id: a table's own name cut short, and an ending. */
function ofTable(token: string, table: string, local: ReadonlySet<string>): string[] | undefined {
  if (table.length < 3 || token.length < 4 || token.length > 20 || isKnown(token, local) || ABBREVIATIONS.has(token)) return undefined;
  for (const tail of TAILS) {
    const head = token.slice(0, -tail.length);
    if (!token.endsWith(tail) || head.length < 2 || isKnown(head, local)) continue;
    if (table.startsWith(head) || (head.length >= 3 && isWithin(head, table))) return [table, tail];
  }
  return undefined;
}

/** Whether the letters stand in the word in this order, beginning with its first. */
export function isWithin(letters: string, word: string): boolean {
  if (letters[0] !== word[0]) return false;
  let at = 0;
  for (const letter of letters) {
    at = word.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** `ename` in `emp`, `dtitle` in `discs`: the table's first letter before a word says nothing. */
function withoutInitial(token: string, table: string, local: ReadonlySet<string>): string {
  if (token.length < 5 || table === '' || token[0] !== table[0] || ABBREVIATIONS.has(token) || isKnown(token, local)) return token;
  const rest = token.slice(1);
  return isKnown(rest, local) ? rest : token;
}

/** The words of a text (a comment, a description): the same vocabulary as names, without cutting. */
export function textWords(text: string, options: WordOptions): string[] {
  return splitName(text.slice(0, 300)).concat(text.length > 300 ? splitName(text.slice(300, 600)) : [])
    .filter((token) => token.length > 1 && !STOP.has(token)).flatMap((token) => written(token, { ...options, foreign: false }));
}

const STOP: ReadonlySet<string> = new Set((
  'a an and are as at be been by can each either etc for from has have if in into is it its may more most not of on one only or other such than that the their them then there these this those to was were when where which who whose will with within used use using whether any all also between during foreign key table column field value values identifies identifying unique uniquely identifier identify surrogate primary eg ie described describe represents represent related contains stored stores store refers refer'
).split(' '));

function written(token: string, options: WordOptions): string[] {
  const one = singular(token);
  if (options.languages && options.foreign) {
    const words = FOREIGN.get(token);
    if (words) return [...words];
  }
  if (options.abbreviations) {
    const words = ABBREVIATIONS.get(token) ?? ABBREVIATIONS.get(one);
    if (words) return [...words];
  }
  // A short word of another language may be an English one in an English schema (`via`).
  if (options.languages && token.length >= 5 && !KNOWN_WORDS.has(token) && !KNOWN_WORDS.has(one)) {
    const words = FOREIGN.get(token) ?? FOREIGN.get(one);
    if (words) return [...words];
  }
  return [one];
}

/** Short words that a glued name may end with. */
const TAILS: ReadonlySet<string> = new Set(['id', 'no', 'nr', 'nm', 'cd', 'dt', 'num', 'nbr', 'qty', 'amt']);
/** The same, after a long word only: `createdat`, but not `format`. */
const LATE_TAILS: ReadonlySet<string> = new Set(['at', 'on', 'by']);
const HEADS: ReadonlySet<string> = new Set(['is', 'has', 'num', 'no']);

/** Cuts `runtimeminutes` into known words; leaves a word alone that can't be cut wholly. */
function cut(token: string, local: ReadonlySet<string>): string[] {
  if (token.length < 5 || token.length > 40 || isKnown(token, local) || FOREIGN.has(token) || ABBREVIATIONS.has(token)) return [token];
  // best[i]: the cheapest way to cut the first i letters; fewer and longer words are better.
  const best: ({ cost: number; from: number } | undefined)[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= token.length; end++) {
    for (let from = Math.max(0, end - 16); from < end; from++) {
      const before = best[from];
      if (!before) continue;
      const part = token.slice(from, end);
      const known = part.length >= 4 ? isKnown(part, local)
        : (part.length === 3 && (isKnown(part, local) || ABBREVIATIONS.has(part)))
          || (from > 0 && end === token.length && (TAILS.has(part) || (from >= 5 && LATE_TAILS.has(part)))) || (from === 0 && (HEADS.has(part) || (part.length === 2 && ABBREVIATIONS.has(part) && isKnown(token.slice(2), local)))) || /^\d+$/.test(part);
      if (!known) continue;
      const cost = before.cost + 1 + (part.length <= 3 && !(end === token.length && TAILS.has(part)) ? 0.6 : 0);
      const standing = best[end];
      if (!standing || cost < standing.cost) best[end] = { cost, from };
    }
  }
  const whole = best[token.length];
  if (!whole || whole.cost > 1 + token.length / 3) return byEnding(token);
  const parts: string[] = [];
  for (let end = token.length; end > 0; end = best[end]!.from) parts.unshift(token.slice(best[end]!.from, end));
  return parts;
}

/** Words that say what kind of thing a column holds, at the end of a name; rarely the end of another word. */
const KINDS = ['key', 'code', 'name', 'type', 'number', 'status'] as const;

/** `citkey` is a key of something, whatever it is a short form of. */
function byEnding(token: string): string[] {
  const kind = KINDS.find((word) => token.endsWith(word) && token.length >= word.length + 3);
  return kind === undefined ? [token] : [token.slice(0, -kind.length), kind];
}

function isKnown(word: string, local: ReadonlySet<string>): boolean {
  if (KNOWN_WORDS.has(word) || local.has(word)) return true;
  const one = singular(word);
  return one !== word && (KNOWN_WORDS.has(one) || local.has(one));
}

/** Whether any of the words is one of the dictionary: a name without is a cipher or a long abbreviation. */
export function hasKnownWord(words: readonly string[]): boolean {
  return words.some((word) => word.length > 1 && KNOWN_WORDS.has(word) && word !== 'id');
}

/** The stem of an English word, crude on purpose: `pathological`, `pathologic` and `pathology` share one. */
export function stem(word: string): string {
  if (word.length < 5) return word;
  const cutOff = word.replace(/(?:isations?|izations?|ational|ically|ations?|ments?|ness|ical|ities|ings?|ions?|ated|ates?|ally|ives?|ity|ies|ied|als?|ics?|ers?|ors?|ed|es|ly|y|e|s)$/, '');
  return cutOff.length >= 3 ? cutOff : word;
}

/** Whether so many words of a schema are of another language that it is written in one. */
export function isForeign(names: readonly string[]): boolean {
  let foreign = 0;
  let english = 0;
  for (const name of names) {
    for (const token of splitName(name)) {
      const isEnglish = KNOWN_WORDS.has(token) || KNOWN_WORDS.has(singular(token));
      if (isEnglish) english++;
      else if (FOREIGN.has(token)) foreign++;
    }
  }
  return foreign > 5 && foreign > english * 0.6;
}
