import type { Token } from './tokens.ts';

/** One sentence of what was said. */
export interface Sentence {
  readonly tokens: readonly Token[];
  /** It asks: by its mark, or by its first words; `noted`: it asks for a question to be kept. */
  readonly asks: 'mark' | 'words' | 'noted' | 'no';
}

/** A stretch between two joints ("and", ",", "but", …) of a sentence. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** The joint before it; '' at the start. */
  readonly joint: string;
}

const ENDS = new Set(['.', '!', '?', ';', '\n', '…', '•']);
const ABBREVIATIONS = new Set(['approx', 'ca', 'e.g', 'i.e', 'dr', 'mr', 'mrs', 'ms', 'vs', 'etc', 'nr', 'incl', 'est', 'prof', 'inc', 'ltd', 'max', 'st']);
const JOINTS = new Set([',', 'and', 'but', 'while', 'whereas', '—', '(', ')', 'although', 'though', 'however', '&']);
const WH = new Set(['what', 'which', 'who', 'whom', 'whose', 'where', 'when', 'why', 'how']);
const ASKING = new Set(['be', 'can', 'could', 'should', 'would', 'will', 'shall', 'may', 'might', 'did', 'was', 'were', 'must', 'have']);
const SUBJECTS = new Set(['we', 'i', 'you', 'they', 'he', 'she', 'the', 'these', 'those', 'this', 'our', 'any', 'all', 'your', 'there', 'that', 'anyone', 'anybody', 'everyone', 'my', 'us']);
const LEADS = new Set(['and', 'but', 'so', 'ok', 'okay', 'well', 'then', 'now', 'please', 'hey', 'hi', 'hello', ',', 'also', 'yes', 'right']);

/** Leading words that ask for something kindly; what follows is an order, not a question. */
const POLITE: readonly (readonly string[])[] = [['can', 'you', 'please'], ['could', 'you', 'please'], ['would', 'you', 'please'], ['will', 'you', 'please'], ['can', 'you'], ['could', 'you'], ['would', 'you'], ['will', 'you'], ['can', 'i', 'get', 'you', 'to']];

/** Leading words that ask by the way: "do we know who owns the shop". */
const INDIRECT: readonly (readonly string[])[] = [
  'can somebody tell me', 'can someone tell me', 'can anyone tell me', 'can anybody tell me', 'could somebody tell me', 'could someone tell me', 'can you tell me', 'could you tell me', 'do we know', 'do you know', 'do anyone know', 'do anybody know', 'do somebody know', 'i want to know', 'i would like to know', 'i need to know', 'we need to know', 'tell me', 'please tell me', 'any idea', 'remind me', 'i wonder', 'let me know', 'i forgot', 'i be wondering', 'can you remind me',
].map((phrase) => phrase.split(' ')).sort((left, right) => right.length - left.length);

export function sentencesOf(tokens: readonly Token[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (let at = 0; at <= tokens.length; at += 1) {
    const token = tokens[at];
    const ends = token === undefined || (token.kind === 'punct' && ENDS.has(token.text) && !(token.text === '.' && isAbbreviation(tokens, at)));
    if (!ends) continue;
    const inner = tokens.slice(from, at);
    from = at + 1;
    if (!inner.some((part) => part.kind !== 'punct')) continue;
    sentences.push(sentence(inner, token?.text === '?'));
  }
  return sentences;
}

function isAbbreviation(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  if (!before || !after || before.end !== tokens[at]?.start) return false;
  if (ABBREVIATIONS.has(before.text.toLowerCase())) return true;
  // "J. Smith"
  return /^\p{Lu}$/u.test(before.text) && /^\p{Lu}/u.test(after.text);
}

function sentence(inner: readonly Token[], marked: boolean): Sentence {
  let first = 0;
  while (first < inner.length && LEADS.has(inner[first]?.norm ?? '')) first += 1;
  const indirect = INDIRECT.find((phrase) => phrase.every((word, offset) => inner[first + offset]?.norm === word) && WH.has(inner[first + phrase.length]?.norm ?? ''));
  if (indirect) return { tokens: inner.slice(first + indirect.length), asks: 'mark' };
  const polite = POLITE.find((phrase) => phrase.every((word, offset) => inner[first + offset]?.norm === word));
  if (polite) return { tokens: inner.slice(first + polite.length), asks: 'no' };
  const head = inner[first];
  const next = inner[first + 1]?.norm ?? '';
  // "Open question: who signs off?" states that there is a question.
  const colon = inner.slice(first, first + 6).findIndex((token) => token.text === ':');
  const noted = ['add', 'park', 'note', 'tbd', 'record', 'raise'].includes(head?.norm ?? '') || inner.slice(first, first + Math.max(colon, 0)).some((token) => ['question', 'point', 'clarify', 'clarified', 'open', 'tbd'].includes(token.norm));
  if (marked) return { tokens: inner, asks: noted ? 'noted' : 'mark' };
  if (head && head.kind === 'word') {
    if (WH.has(head.norm)) return { tokens: inner, asks: 'words' };
    if (head.norm === 'have' ? SUBJECTS.has(next) : ASKING.has(head.norm)) return { tokens: inner, asks: 'words' };
    if (head.norm === 'do' && (/^(does|did)/i.test(head.text) || SUBJECTS.has(next))) return { tokens: inner, asks: 'words' };
  }
  return { tokens: inner, asks: 'no' };
}

export function piecesOf(tokens: readonly Token[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let joint = '';
  for (let at = 0; at <= tokens.length; at += 1) {
    const token = tokens[at];
    // "all but customers" joins nothing.
    const excepts = token?.norm === 'but' && ['all', 'everything', 'everyone', 'nothing', 'anything', 'none', 'any', 'no'].includes(tokens[at - 1]?.norm ?? '');
    // "between 500k and 700k"
    const ranges = token?.norm === 'and' && tokens.slice(Math.max(from, at - 5), at).some((other) => other.norm === 'between');
    const isJoint = token !== undefined && !excepts && !ranges && token.kind !== 'quoted' && (JOINTS.has(token.norm) || (token.text === '-' && token.spaced && (tokens[at + 1]?.spaced ?? false)));
    if (token !== undefined && !isJoint) continue;
    if (at > from) {
      pieces.push({ from, to: at, joint });
      joint = '';
    }
    // ", but": the word says more than the comma.
    if (token) joint = joint === '' || joint === ',' || joint === '(' || joint === ')' ? token.norm : joint;
    from = at + 1;
  }
  return pieces;
}

/** Phrases that soften or frame what is said and change nothing in it. */
const BEFORE: readonly string[] = [
  'oop', 'whoop', 'ups', 'uh', 'no wait', 'cool', 'alright', 'all right', 'great', 'perfect', 'nice', 'thank', 'thank you', 'forgot to say', 'i forgot to say', 'i forgot to mention', 'forgot to mention', 'i forgot', 'before i forget', 'quick update', 'small update', 'quick one', 'head up', 'just so you know', 'so you know', 'for completeness', 'note that', 'please note that', 'priority :', 'volume :', 'count :', 'row count :', 'record count :', 'size :', 'update :', 'correction :', 'turn out', 'it turn out', 'it turn out that', 'turn out that', 'by the look of it', 'from what i know', 'from what i hear', 'from what we know', 'from memory', 'as it happen', 'now that i think of it', 'good :', 'new :',
  'i think that', 'i think', 'i guess', 'i believe that', 'i believe', 'i suppose', 'we think that', 'we think', 'we believe', 'i would say that', 'i would say', 'i would guess', 'as far as i know', 'as far as we know', 'afaik', 'to be honest', 'honestly', 'by the way', 'btw', 'fyi', 'in fact', 'as you know', 'for the record', 'for your information', 'yes', 'yeah', 'yep', 'no ,', 'right ,', 'and', 'but', 'so', 'also', 'plus', 'then', 'it look like', 'it seem that', 'it seem',
  'i be pretty sure that', 'i be pretty sure', 'i be sure that', 'i be sure', 'i be fairly sure', 'i be quite sure', 'we know that', 'unfortunately', 'fortunately', 'luckily', 'sadly', 'oh', 'ah', 'hm', 'hmm', 'well', 'ok', 'okay', 'look', 'you know', 'first', 'firstly', 'second', 'secondly', 'third', 'thirdly', 'next ,', 'finally', 'in addition', 'additionally', 'furthermore', 'moreover', 'besides', 'on top of that', 'apart from that', 'important :', 'at the moment', 'right now', 'currently', 'at present', 'as of today', 'today', 'for now', 'for us', 'from my point of view', 'from our point of view', 'in my opinion', 'in our opinion', 'imo', 'if i remember correctly', 'if i remember right', 'if i recall correctly', 'if i be not mistaken', 'as i said', 'as said', 'as discussed', 'as mentioned', 'basically', 'in short', 'in total', 'in general', 'generally', 'all in all', 'of course', 'naturally', 'let us say', 'let us say that', 'say', 'i can tell you that', 'i can say that', 'the thing be', 'the truth be', 'it be true that', 'the fact be', 'the fact be that', 'in principle', 'to start', 'to begin with', 'for starters', 'i know that', 'i know', 'because of that', 'therefore', 'thus', 'hence', 'that be why', 'apparently', 'good morning', 'hello', 'hi', 'sorry', 'wait', 'hang on', 'actually', 'one more thing', 'another thing', 'oh and', 'regarding the data', 'with us', 'on our side', 'speaking of which', 'as for data quality', 'as to data quality', 'on data quality', 'quality wise',
];
/** Phrases before a number that make it a guess. */
const GUESSING: readonly string[] = ['i would estimate', 'i estimate', 'we estimate', 'my guess be', 'i would put it at', 'our estimate be', 'my estimate be', 'i would guess', 'roughly speaking', 'ballpark'];
const AFTER: readonly string[] = [
  'from what i know', 'from what we know', 'from memory', 'by the look of it', 'this time', 'by the way', 'if you do not mind', 'no doubt', 'without a doubt', 'without doubt', 'for what it be worth', 'all in all', 'at this point', 'at the minute', 
  'for us', 'to me', 'to us', 'from our side', 'at the moment', 'right now', 'for now', 'i think', 'i guess', 'i believe', 'i suppose', 'i would say', 'as far as i know', 'afaik', 'at present', 'as well', 'too', 'though', 'by now', 'to be precise', 'please', 'thank', 'thank you', 'in any case', 'of course', 'you know', 'as of today', 'currently', 'these day', 'nowaday', 'on our side', 'from my side', 'if i remember correctly', 'if i recall correctly', 'if i remember right', 'if i be not mistaken', 'obviously', 'already', 'actually', 'probably', 'to be honest', 'honestly', 'unfortunately', 'so far', 'by the way', 'fyi', 'in fact', 'anyway', 'as always', 'i be sure', 'i be pretty sure', 'for sure', 'definitely', 'today', 'now', 'you see', 'in my opinion', 'in our opinion', 'then', 'as discussed', 'as you know', 'etc', 'etc .', 'again', 'in our case', 'with us', 'at our company', 'at our place', 'in our company', 'last time i checked', 'last time we checked', 'as i said',
];
const ABOUT: readonly string[] = ['or so', 'give or take', 'more or less', 'roughly', 'approximately', 'approx', 'or thereabout', 'ish', 'roughly speaking', 'ballpark', 'estimated'];
const EXACTLY: readonly string[] = ['exactly', 'precisely', 'to be exact', 'on the dot'];

const phrases = (list: readonly string[]): readonly (readonly string[])[] => list.map((phrase) => phrase.split(' ')).sort((left, right) => right.length - left.length);
const before = phrases(BEFORE);
const after = phrases(AFTER);
const guessing = phrases(GUESSING);
const about = phrases(ABOUT);
const exactly = phrases(EXACTLY);

/** The core of a stretch of tokens, without framing at its ends; and how sure a number in it is. */
export function coreOf(tokens: readonly Token[]): { readonly from: number; readonly to: number; readonly exactly: boolean; readonly approximately: boolean } {
  let from = 0;
  let to = tokens.length;
  let isExact = tokens.some((token) => token.norm === 'exactly' || token.norm === 'precisely');
  let isAbout = false;
  const startsWith = (list: readonly (readonly string[])[]): number => list.find((phrase) => from + phrase.length < to && phrase.every((word, offset) => tokens[from + offset]?.norm === word))?.length ?? 0;
  const endsWith = (list: readonly (readonly string[])[]): number => list.find((phrase) => to - phrase.length > from && phrase.every((word, offset) => tokens[to - phrase.length + offset]?.norm === word))?.length ?? 0;
  for (let steps = 0; steps < 8; steps += 1) {
    while (from < to && tokens[from]?.kind === 'punct' && /^[,:.\-—*()!]$/.test(tokens[from]?.text ?? '')) from += 1;
    const guesses = startsWith(guessing);
    isAbout ||= guesses > 0;
    const length = guesses || startsWith(before);
    if (length === 0) break;
    from += length;
  }
  for (let steps = 0; steps < 8; steps += 1) {
    while (to > from && tokens[to - 1]?.kind === 'punct' && /^[,:.\-—*!]$/.test(tokens[to - 1]?.text ?? '')) to -= 1;
    const exact = endsWith(exactly);
    const guess = exact > 0 ? 0 : endsWith(about);
    const length = exact + guess + (exact + guess > 0 ? 0 : endsWith(after));
    if (length === 0) break;
    isExact ||= exact > 0;
    isAbout ||= guess > 0;
    to -= length;
  }
  return { from, to, exactly: isExact, approximately: isAbout };
}
