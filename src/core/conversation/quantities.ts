import type { Token } from './tokens.ts';

/** Readers of numbers with and without units; each gives the end (exclusive token index) of what it read. */

export interface ReadCount {
  readonly value: bigint;
  /** Said as a guess ("about", "5k", "2 million"). */
  readonly estimated: boolean;
  /** Said as certain ("exactly"). */
  readonly exact: boolean;
  /** Lower end, where a range was said; `value` is its upper end, which is the safe one to plan with. */
  readonly low?: bigint;
  readonly end: number;
}

/** A lookup without the keys that every object has. */
function table(entries: Readonly<Record<string, bigint>>): ReadonlyMap<string, bigint> {
  return new Map(Object.entries(entries));
}

interface Scaled { readonly digits: bigint; readonly scale: number }

const UNITS = table({
  zero: 0n, one: 1n, two: 2n, three: 3n, four: 4n, five: 5n, six: 6n, seven: 7n, eight: 8n, nine: 9n, ten: 10n, eleven: 11n, twelve: 12n,
  thirteen: 13n, fourteen: 14n, fifteen: 15n, sixteen: 16n, seventeen: 17n, eighteen: 18n, nineteen: 19n,
});
const TENS = table({
  twenty: 20n, thirty: 30n, forty: 40n, fourty: 40n, fifty: 50n, sixty: 60n, seventy: 70n, eighty: 80n, ninety: 90n,
});
const MULTIPLIERS = table({
  hundred: 100n, thousand: 1_000n, k: 1_000n, grand: 1_000n, m: 1_000_000n, mn: 1_000_000n, mio: 1_000_000n, mln: 1_000_000n, million: 1_000_000n, mill: 1_000_000n,
  bn: 1_000_000_000n, billion: 1_000_000_000n, dozen: 12n,
});
const APPROX: readonly (readonly string[])[] = [
  ['about'], ['around'], ['roughly'], ['approximately'], ['approx'], ['approx', '.'], ['circa'], ['ca'], ['ca', '.'], ['~'], ['some'], ['nearly'], ['almost'], ['more', 'or', 'less'],
  ['over'], ['more', 'than'], ['at', 'least'], ['up', 'to'], ['at', 'most'], ['under'], ['less', 'than'], ['just', 'over'], ['just', 'under'], ['close', 'to'],
  ['well', 'over'], ['an', 'estimated'], ['estimated'], ['maybe'], ['probably'], ['perhaps'], ['something', 'like'], ['in', 'the', 'region', 'of'], ['on', 'the', 'order', 'of'],
  ['an', 'average', 'of'], ['only', 'about'], ['somewhere', 'around'], ['somewhere'], ['anywhere'], ['anything'], ['≈'], ['a', 'good'], ['upwards', 'of'], ['upward', 'of'],
];
const EXACT: readonly (readonly string[])[] = [['exactly'], ['precisely'], ['only'], ['just'], ['a', 'total', 'of'], ['in', 'total'], ['total', 'of']];

function phraseAt(tokens: readonly Token[], at: number, phrases: readonly (readonly string[])[]): number {
  let longest = 0;
  for (const phrase of phrases) {
    if (phrase.length > longest && phrase.every((word, offset) => tokens[at + offset]?.norm === word)) longest = phrase.length;
  }
  return longest;
}

function scaled(text: string): Scaled {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

/** The whole number it stands for; undefined where there is a fraction left over. */
function whole(value: Scaled): bigint | undefined {
  const divisor = 10n ** BigInt(value.scale);
  return value.digits % divisor === 0n ? value.digits / divisor : undefined;
}

/** A plain number in digits or words, without "about"; `rounded` where it was scaled by a word such as "million". */
export function readNumber(tokens: readonly Token[], start: number): { value: Scaled; rounded: boolean; end: number } | undefined {
  let at = start;
  let value: Scaled | undefined;
  let rounded = false;
  const first = tokens[at];
  if (!first || first.money) return undefined;
  if (first.kind === 'number') {
    if (first.text.length > 30) return undefined;
    value = scaled(first.text);
    at += 1;
  } else if (first.norm === 'half' && (tokens[at + 1]?.norm === 'a' || tokens[at + 1]?.norm === 'an') && MULTIPLIERS.get(tokens[at + 2]?.norm ?? '') !== undefined) {
    value = { digits: 5n, scale: 1 };
    at += 2;
  } else if ((first.norm === 'a' || first.norm === 'an') && MULTIPLIERS.get(tokens[at + 1]?.norm ?? '') !== undefined) {
    value = { digits: 1n, scale: 0 };
    at += 1;
  } else {
    const words = readWords(tokens, at);
    if (!words) return undefined;
    value = { digits: words.value, scale: 0 };
    at = words.end;
  }
  // "two and a half million", "1 and a half hours" (the unit is the caller's)
  if (tokens[at]?.norm === 'and' && tokens[at + 1]?.norm === 'a' && tokens[at + 2]?.norm === 'half' && tokens[at + 3] !== undefined) {
    value = { digits: value.digits * 10n + 5n * 10n ** BigInt(value.scale), scale: value.scale + 1 };
    at += 3;
  }
  for (let steps = 0; steps < 2; steps += 1) {
    const word = tokens[at];
    const factor = word?.kind === 'word' ? MULTIPLIERS.get(word.norm) : undefined;
    if (factor === undefined || !word) break;
    // `5 m` apart may be metres or minutes; `5m` and `5M` glued is millions.
    if (word.norm.length === 1 && word.spaced && !/^[KM]$/.test(word.text)) break;
    value = { digits: value.digits * factor, scale: value.scale };
    rounded ||= factor >= 1_000n;
    at += 1;
  }
  return { value, rounded, end: at };
}

function readWords(tokens: readonly Token[], start: number): { value: bigint; end: number } | undefined {
  let at = start;
  let total = 0n;
  let group = 0n;
  let any = false;
  for (let steps = 0; steps < 12; steps += 1) {
    const token = tokens[at];
    if (token?.kind !== 'word') break;
    const parts = token.norm.split('-');
    const values = parts.map((part) => UNITS.get(part) ?? TENS.get(part));
    if (values.every((part) => part !== undefined)) {
      // "two three" is no number.
      if (any && group % 10n !== 0n) break;
      group += values.reduce<bigint>((sum, part) => sum + part, 0n);
    } else if (any && token.norm === 'hundred' && group > 0n) group *= 100n;
    else if (any && token.norm === 'thousand' && group > 0n && nextIsNumberWord(tokens, at + 1)) { total += group * 1_000n; group = 0n; }
    else if (any && token.norm === 'and' && group % 100n === 0n && group > 0n && isUnitOrTen(tokens[at + 1])) { at += 1; continue; }
    else break;
    any = true;
    at += 1;
  }
  return any ? { value: total + group, end: at } : undefined;
}

function isUnitOrTen(token: Token | undefined): boolean {
  return token?.kind === 'word' && (UNITS.get(token.norm) ?? TENS.get(token.norm.split('-')[0] ?? '')) !== undefined;
}
function nextIsNumberWord(tokens: readonly Token[], at: number): boolean {
  return isUnitOrTen(tokens[at]) || (tokens[at]?.norm === 'and' && isUnitOrTen(tokens[at + 1]));
}

/** A count of things: whole, perhaps a guess, perhaps a range. Vague words ("a few", "several") are no count. */
export function readCount(tokens: readonly Token[], start: number): ReadCount | undefined {
  let at = start;
  let estimated = false;
  let exact = false;
  for (let steps = 0; steps < 3; steps += 1) {
    const approx = phraseAt(tokens, at, APPROX);
    const sure = approx > 0 ? 0 : phraseAt(tokens, at, EXACT);
    if (approx === 0 && sure === 0) break;
    estimated ||= approx > 0;
    exact ||= sure > 0 && (tokens[at]?.norm === 'exactly' || tokens[at]?.norm === 'precisely');
    at += approx + sure;
  }
  const between = tokens[at]?.norm === 'between';
  const from = tokens[at]?.norm === 'from';
  if (between || from) at += 1;
  const low = readNumber(tokens, at);
  if (!low) return undefined;
  const joiner = tokens[low.end];
  const joins = between ? joiner?.norm === 'and' || joiner?.norm === '-' || joiner?.norm === 'to' : joiner?.norm === 'to' || joiner?.norm === '-' || (!from && joiner?.norm === 'or');
  const high = joins ? readNumber(tokens, low.end + 1) : undefined;
  if (high) {
    const highValue = whole(high.value);
    let lowValue = whole(low.value);
    if (highValue === undefined) return undefined;
    // "1 to 2 million" scales both ends.
    if (high.rounded && !low.rounded) {
      const factorWord = tokens[high.end - 1]?.norm ?? '';
      const factor = MULTIPLIERS.get(factorWord) ?? 1n;
      lowValue = whole({ digits: low.value.digits * factor, scale: low.value.scale });
    }
    if (lowValue === undefined || lowValue > highValue) return undefined;
    return { value: highValue, estimated: true, exact: false, low: lowValue, end: high.end };
  }
  if (between || from) return undefined;
  const value = whole(low.value);
  if (value === undefined) return undefined;
  return { value, estimated: (estimated || low.rounded) && !exact, exact, end: low.end };
}

const SIZES = table({
  byte: 1n, kb: 1024n, kib: 1024n, kilobyte: 1024n, mb: 1024n ** 2n, mib: 1024n ** 2n, meg: 1024n ** 2n, megabyte: 1024n ** 2n,
  gb: 1024n ** 3n, gib: 1024n ** 3n, gig: 1024n ** 3n, gigabyte: 1024n ** 3n, tb: 1024n ** 4n, tib: 1024n ** 4n, terabyte: 1024n ** 4n,
  pb: 1024n ** 5n, pib: 1024n ** 5n, petabyte: 1024n ** 5n, tera: 1024n ** 4n, giga: 1024n ** 3n,
});

/** A size in bytes (1 KB = 1024 bytes). */
export function readSize(tokens: readonly Token[], start: number): { bytes: bigint; end: number } | undefined {
  let at = start;
  for (let steps = 0; steps < 3; steps += 1) {
    const skip = Math.max(phraseAt(tokens, at, APPROX), phraseAt(tokens, at, EXACT));
    if (skip === 0) break;
    at += skip;
  }
  // "a terabyte", "half a terabyte"
  const article = tokens[at]?.norm === 'a' || tokens[at]?.norm === 'an';
  const half = tokens[at]?.norm === 'half' && (tokens[at + 1]?.norm === 'a' || tokens[at + 1]?.norm === 'an');
  const number = half ? { value: { digits: 5n, scale: 1 }, end: at + 2 } : article ? { value: { digits: 1n, scale: 0 }, end: at + 1 } : readNumber(tokens, at);
  if (!number) return undefined;
  const unit = tokens[number.end];
  const factor = unit?.kind === 'word' ? SIZES.get(unit.norm) : undefined;
  if (factor === undefined) return undefined;
  return { bytes: (number.value.digits * factor) / 10n ** BigInt(number.value.scale), end: number.end + 1 };
}

const MINUTES: Readonly<Record<string, number>> = {
  minute: 1, min: 1, hour: 60, hr: 60, h: 60, day: 1440, d: 1440, week: 10_080, weekend: 2_880,
};

/** A duration in minutes. A weekend is 48 hours. */
export function readDuration(tokens: readonly Token[], start: number): { minutes: number; end: number; weekend: boolean; low?: number } | undefined {
  let at = start;
  for (let steps = 0; steps < 3; steps += 1) {
    const skip = Math.max(phraseAt(tokens, at, APPROX), phraseAt(tokens, at, EXACT), tokens[at]?.norm === 'max' || tokens[at]?.norm === 'maximum' ? 1 : 0);
    if (skip === 0) break;
    at += skip;
  }
  const one = readOneDuration(tokens, at);
  if (!one) {
    // "2 to 3 hours", "30-45 minutes": the longer is the safe one.
    const low = readNumber(tokens, at);
    const joiner = low ? tokens[low.end]?.norm : undefined;
    const high = low && (joiner === 'to' || joiner === '-' || joiner === 'or') ? readOneDuration(tokens, low.end + 1) : undefined;
    return low && high ? { ...high, low: Number(low.value.digits) } : undefined;
  }
  let total = one.minutes;
  let end = one.end;
  let weekend = one.weekend;
  for (let steps = 0; steps < 3; steps += 1) {
    // "one weekend, 48 hours" says the same thing twice; only "2 hours, 30 minutes" adds up over a comma.
    if (weekend || (tokens[end]?.text === ',' && one.unit !== 60)) break;
    const next = tokens[end]?.norm === 'and' || tokens[end]?.text === ',' ? end + 1 : end;
    if (tokens[next]?.norm === 'a' && tokens[next + 1]?.norm === 'half' && next > end) {
      total += one.minutes / 2;
      end = next + 2;
      break;
    }
    const more = readOneDuration(tokens, next);
    if (!more || more.unit >= one.unit) break;
    total += more.minutes;
    end = more.end;
    weekend ||= more.weekend;
  }
  return Number.isInteger(total) && total < 5_000_000 ? { minutes: total, end, weekend } : undefined;
}

function readOneDuration(tokens: readonly Token[], start: number): { minutes: number; end: number; weekend: boolean; unit: number } | undefined {
  let at = start;
  let amount: number;
  if (tokens[at]?.norm === 'half' && (tokens[at + 1]?.norm === 'a' || tokens[at + 1]?.norm === 'an')) {
    amount = 0.5;
    at += 2;
  } else if (['a', 'an', 'one', 'whole', 'full', 'entire'].includes(tokens[at]?.norm ?? '') && unitAt(tokens, skipWhole(tokens, at + 1)) !== undefined) {
    amount = 1;
    at = skipWhole(tokens, at + 1);
  } else {
    const number = readNumber(tokens, at);
    if (!number || number.rounded) return undefined;
    amount = Number(number.value.digits) / 10 ** number.value.scale;
    at = skipWhole(tokens, number.end);
  }
  const unit = unitAt(tokens, at);
  if (unit === undefined) return undefined;
  return { minutes: Math.round(amount * unit), end: at + 1, weekend: tokens[at]?.norm === 'weekend', unit };
}

function skipWhole(tokens: readonly Token[], at: number): number {
  return ['whole', 'full', 'entire', 'long', 'single', 'good'].includes(tokens[at]?.norm ?? '') ? at + 1 : at;
}
function unitAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  return token?.kind === 'word' && Object.hasOwn(MINUTES, token.norm) ? MINUTES[token.norm] : undefined;
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A clock time, perhaps with a weekday: minutes after Monday 0:00 where a day is said, after 0:00 otherwise. */
export function readClock(tokens: readonly Token[], start: number): { minutes: number; hasDay: boolean; end: number } | undefined {
  let at = start;
  let day = DAYS.indexOf((tokens[at]?.norm ?? '').replace(/s$/, ''));
  if (day >= 0) at += 1;
  if (['night', 'evening', 'morning', 'afternoon', 'at'].includes(tokens[at]?.norm ?? '')) at += 1;
  if (tokens[at]?.norm === 'at') at += 1;
  const word = tokens[at]?.norm ?? '';
  let minutes: number | undefined;
  const match = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/.exec(word);
  if (word === 'midnight') { minutes = 0; at += 1; }
  else if (word === 'noon') { minutes = 720; at += 1; }
  else if (match) {
    let suffix = match[3];
    at += 1;
    if (suffix === undefined && /^(am|pm)$/.test(tokens[at]?.norm ?? '')) { suffix = tokens[at]?.norm; at += 1; }
    const oclock = /^(o'clock|h)$/.test(tokens[at]?.norm ?? '');
    if (oclock) at += 1;
    // A bare "6" after "from" or "to" is a time only next to a weekday or with am, pm or minutes.
    if (suffix === undefined && match[2] === undefined && day < 0 && !oclock) return undefined;
    const hour = Number(match[1]);
    const minute = Number(match[2] ?? 0);
    if (hour > 24 || minute > 59 || (suffix !== undefined && (hour > 12 || hour === 0))) return undefined;
    minutes = (suffix === undefined ? hour : (hour % 12) + (suffix === 'pm' ? 12 : 0)) * 60 + minute;
  }
  if (minutes === undefined) return undefined;
  // "10pm on Saturday"
  if (day < 0) {
    const on = tokens[at]?.norm === 'on' ? at + 1 : at;
    day = DAYS.indexOf((tokens[on]?.norm ?? '').replace(/s$/, ''));
    if (day >= 0) at = on + 1;
  }
  return { minutes: minutes + Math.max(day, 0) * 1440, hasDay: day >= 0, end: at };
}
