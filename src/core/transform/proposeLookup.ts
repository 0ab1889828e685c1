import { quoteText } from './formatExpression.ts';
import type { TransformReason } from './proposeTransform.ts';
import type { TransformType } from './value.ts';

/** More different values than these are no code table. */
const MOST_CODES = 40;

/** Words for yes and for no in the languages that legacy codes are written in. */
const FAMILIES: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['y', 'yes', 'true', 't', '1', 'on', 'j', 'ja', 'o', 'oui', 's', 'si', 'sí', 'sim', 'x'], ['n', 'no', 'false', 'f', '0', 'off', 'nein', 'non', 'nee', 'não', '-']],
  [['m', 'male', 'mann', 'männlich', 'homme', 'man', '1'], ['f', 'female', 'frau', 'w', 'weiblich', 'femme', 'woman', '2']],
  [['a', 'active', 'aktiv', 'enabled', '1', 'y'], ['i', 'inactive', 'inaktiv', 'disabled', '0', 'n']],
  [['o', 'open', 'offen'], ['c', 'closed', 'geschlossen']],
];

type How = 'value' | 'letters' | 'meaning' | 'firstLetter';
const HOW: Readonly<Record<How, string>> = { value: 'value', letters: 'letters', meaning: 'meaning', firstLetter: 'first letter' };

/**
 * A lookup from the two sides' different values; undefined where they are not known, are no codes, or where fewer than two thirds have a
 * counterpart. A value is paired by being the same, by its letters without case, by what it means (yes and no, male and female, active
 * and inactive), by its first letter; with none, or with more than one counterpart it stays out and is named as a reason.
 */
export function proposeLookup(source: readonly string[], target: readonly string[], from: TransformType, to: TransformType, reasons: TransformReason[]): string | undefined {
  const keys = distinct(source);
  const isBoolean = to === 'boolean' || from === 'boolean';
  const results = to === 'boolean' ? ['true', 'false'] : distinct(target);
  if (keys.length === 0 || results.length === 0 || keys.length > MOST_CODES || results.length > MOST_CODES * 5) return undefined;
  if (!['text', 'integer', 'boolean'].includes(from) || !['text', 'integer', 'boolean'].includes(to) || (from === 'integer' && isBoolean)) return undefined;
  if (from === 'text' && to === 'boolean' && keys.every((key) => READ_ALREADY.has(fold(key)))) return undefined;
  const same = keys.filter((key) => results.includes(key));
  if (same.length === keys.length && from === to) {
    reasons.push({ code: 'transform.because.sameValues', args: {} });
    return 'direct';
  }
  if (from === 'text' && to === 'text') {
    const cased = byCase(keys, results);
    if (cased !== undefined) {
      reasons.push({ code: 'transform.because.sameButCase', args: {} });
      return cased;
    }
  }
  const pairs = new Map<string, { readonly result: string; readonly how: How }>();
  for (const key of keys) {
    const found = counterpart(key, keys, results);
    if (found !== undefined) pairs.set(key, found);
  }
  // By a first letter alone, two values must not end in one.
  const used = new Map<string, number>();
  for (const { result } of pairs.values()) used.set(result, (used.get(result) ?? 0) + 1);
  for (const [key, { result, how }] of pairs) {
    if (how === 'firstLetter' && used.get(result)! > 1) pairs.delete(key);
  }
  if (pairs.size < 2 || pairs.size * 3 < keys.length * 2) return undefined;
  const weakest = (['firstLetter', 'meaning', 'letters', 'value'] as const).find((how) => [...pairs.values()].some((pair) => pair.how === how))!;
  reasons.push({ code: 'transform.because.lookup', args: { count: String(pairs.size), of: String(keys.length), how: HOW[weakest] } });
  const missing = keys.filter((key) => !pairs.has(key));
  if (missing.length > 0) reasons.push({ code: 'transform.because.noCounterpart', args: { values: missing.slice(0, 5).map(quoteText).join(', ') } });
  const entries = [...pairs].map(([key, { result }]) => `${constant(key, from)}: ${constant(result, to)}`);
  return `lookup(value, {${entries.join(', ')}})`;
}

/** What boolean(value) reads. */
const READ_ALREADY: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', '1', 'on', 'false', 'f', 'no', 'n', '0', 'off']);

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value.trim() !== '').sort();
}

function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

function byCase(keys: readonly string[], results: readonly string[]): string | undefined {
  const known = new Set(results);
  if (keys.every((key) => known.has(key.toUpperCase()))) return 'upper(value)';
  return keys.every((key) => known.has(key.toLowerCase())) ? 'lower(value)' : undefined;
}

function counterpart(key: string, keys: readonly string[], results: readonly string[]): { readonly result: string; readonly how: How } | undefined {
  if (results.includes(key)) return { result: key, how: 'value' };
  const own = fold(key);
  const alike = results.filter((result) => fold(result) === own);
  if (alike.length > 0) return alike.length === 1 ? { result: alike[0]!, how: 'letters' } : undefined;
  for (const [first, second] of FAMILIES) {
    // A family counts where all values of both sides belong to it: an A may be active, or an apple.
    const belongs = (value: string): boolean => first.includes(fold(value)) || second.includes(fold(value));
    if (!keys.every(belongs) || !results.every(belongs)) continue;
    const side = first.includes(own) ? first : second;
    const found = results.filter((result) => side.includes(fold(result)));
    return found.length === 1 ? { result: found[0]!, how: 'meaning' } : undefined;
  }
  const [letter] = own;
  const starts = (value: string): boolean => fold(value).startsWith(letter ?? '\u0000');
  const begin = results.filter(starts);
  // One of the two must be the letter alone, and the letter must tell apart on both sides.
  if (begin.length !== 1 || keys.filter(starts).length !== 1) return undefined;
  return own.length === 1 || fold(begin[0]!).length === 1 ? { result: begin[0]!, how: 'firstLetter' } : undefined;
}

function constant(value: string, type: TransformType): string {
  if (type === 'boolean') return ['1', 't', 'true'].includes(fold(value)) ? 'true' : 'false';
  return type === 'integer' && /^-?\d{1,18}$/.test(value) ? value : quoteText(value);
}
