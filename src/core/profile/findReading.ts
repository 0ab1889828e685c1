import { readDate, readDatePattern } from '../transform/datePattern.ts';
import type { DatePattern } from '../transform/datePattern.ts';
import { readAsNumber } from '../transform/functions/typeFunctions.ts';
import { BOOLEAN_WORDS } from './booleanWords.ts';
import type { Reading } from './reading.ts';

/** Of so many texts nearly all (this share) must read as something. */
const NEARLY_ALL = 0.9;
/** Fewer texts say nothing. */
const LEAST = 3;
/** A further form counts from this share of the texts on. */
const FURTHER_FORM = 0.02;
const MOST_FORMS = 3;
/** More texts tell no more. */
const MOST_TEXTS = 2_000;

const DAYS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD-MM-YYYY', 'MM-DD-YYYY', 'YYYY/MM/DD', 'YYYY.MM.DD', 'YYYYMMDD', 'DD.MM.YY', 'DD/MM/YY', 'MM/DD/YY', 'DD-MON-YYYY', 'DD-MON-YY', 'DD MON YYYY'];
const TIMES = [' HH:MI:SS', ' HH:MI', 'THH:MI:SS', 'THH:MI', 'THH:MI:SSZ'];
const TIMED_DAYS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY/MM/DD'];
const NUMBER_FORMS = ['1234.56', '1234,56', '1.234,56', '1,234.56', '1 234,56'];

/** Between the forms of a column that is written in several. */
export const FORMS_SEPARATOR = ' or ';

const patternsOf = (texts: readonly string[], kind: 'date' | 'timestamp'): readonly { readonly text: string; readonly pattern: DatePattern }[] =>
  texts.flatMap((text) => {
    const pattern = readDatePattern(text, kind);
    return typeof pattern === 'string' ? [] : [{ text, pattern }];
  });
const dayPatterns = patternsOf(DAYS, 'date');
const allPatterns = [...dayPatterns, ...patternsOf(TIMED_DAYS.flatMap((day) => TIMES.map((time) => day + time)), 'timestamp')];

/**
 * What nearly all of some texts read as; undefined where that is nothing but text. Texts are as they stand, without NULL; blank
 * ones say nothing. Digits with a zero before them are no numbers: they are codes, such as those of places.
 */
export function findReading(all: readonly string[]): Reading | undefined {
  const texts = spread(all.map((text) => text.trim()).filter((text) => text !== ''));
  if (texts.length < LEAST) return undefined;
  const nearly = (count: number): boolean => count >= NEARLY_ALL * texts.length;
  const flag = booleanForm(texts, nearly);
  if (flag !== undefined) return { kind: 'boolean', format: flag };
  if (nearly(count(texts, isUuid))) return { kind: 'uuid', format: '' };
  const date = dateForms(texts, nearly);
  if (date) return date;
  if (texts.some((text) => /^[+-]?0[0-9]/.test(text))) return undefined;
  if (nearly(count(texts, (text) => /^[+-]?[0-9]{1,18}$/.test(text)))) return { kind: 'integer', format: '' };
  const number = NUMBER_FORMS.map((form) => ({ form, count: count(texts, (text) => readAsNumber(text, form) !== undefined) })).reduce((one, other) => (other.count > one.count ? other : one));
  if (nearly(number.count)) return { kind: 'decimal', format: number.form };
  if (nearly(count(texts, isJson))) return { kind: 'json', format: '' };
  return undefined;
}

/** Whether a text reads as what its column is taken for. */
export function readsAs(text: string, { kind, format }: Reading): boolean {
  const told = text.trim();
  switch (kind) {
    case 'boolean': {
      const words = BOOLEAN_WORDS.find((pair) => formOf(pair) === format);
      return words?.includes(told.toLowerCase()) === true;
    }
    case 'uuid': return isUuid(told);
    case 'json': return isJson(told);
    case 'integer': return /^[+-]?[0-9]{1,38}$/.test(told);
    case 'decimal': return readAsNumber(told, format) !== undefined;
    case 'date': case 'timestamp': return format.split(FORMS_SEPARATOR).some((form) => {
      const pattern = readDatePattern(form, kind === 'date' ? 'date' : 'timestamp');
      return typeof pattern !== 'string' && readDate(told, pattern) !== undefined;
    });
    default: return kind satisfies never;
  }
}

function booleanForm(texts: readonly string[], nearly: (count: number) => boolean): string | undefined {
  const words = new Map<string, number>();
  for (const text of texts) {
    const word = text.toLowerCase();
    if (word.length > 6) continue;
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  const pair = BOOLEAN_WORDS.find(([yes, no]) => words.has(yes) && words.has(no) && nearly(words.get(yes)! + words.get(no)!));
  return pair && formOf(pair);
}

/** `Y/N`, `true/false`: single letters as capitals. */
function formOf([yes, no]: readonly [string, string]): string {
  return yes.length === 1 ? `${yes}/${no}`.toUpperCase() : `${yes}/${no}`;
}

/** The two words of a boolean form, in small letters. */
export function booleanPair(format: string): readonly [string, string] | undefined {
  return BOOLEAN_WORDS.find((pair) => formOf(pair) === format);
}

function dateForms(texts: readonly string[], nearly: (count: number) => boolean): Reading | undefined {
  const forms: { readonly text: string; readonly pattern: DatePattern }[] = [];
  let rest = texts;
  while (rest.length > 0 && forms.length < MOST_FORMS) {
    const counts = allPatterns.map((each) => ({ ...each, hits: count(rest, (text) => readDate(text, each.pattern) !== undefined && isLikelyYear(text, each.pattern)) }));
    const best = counts.reduce((one, other) => (other.hits > one.hits ? other : one));
    if (best.hits < Math.max(1, (forms.length === 0 ? 0.3 : FURTHER_FORM) * texts.length)) break;
    forms.push(best);
    // Day and month could be either: it is said, and both are taken.
    const twin = counts.find((each) => each.text !== best.text && each.hits === best.hits && rest.every((text) => readDate(text, best.pattern) === undefined || readDate(text, each.pattern) !== undefined));
    if (twin && forms.length < MOST_FORMS) forms.push(twin);
    rest = rest.filter((text) => readDate(text, best.pattern) === undefined);
  }
  if (forms.length === 0 || !nearly(texts.length - rest.length)) return undefined;
  return { kind: forms.some(({ pattern }) => pattern.hasTime) ? 'timestamp' : 'date', format: forms.map(({ text }) => text).join(FORMS_SEPARATOR) };
}

/** Eight digits are a date only where the year is one that people live in. */
function isLikelyYear(text: string, { pieces }: DatePattern): boolean {
  if (pieces.some(({ kind }) => kind === 'literal')) return true;
  return /^(?:18|19|20)/.test(text);
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function isJson(text: string): boolean {
  return /^(?:\{[^]*\}|\[[^]*\])$/.test(text);
}

function count(texts: readonly string[], holds: (text: string) => boolean): number {
  let found = 0;
  for (const text of texts) if (holds(text)) found += 1;
  return found;
}

function spread(texts: readonly string[]): readonly string[] {
  if (texts.length <= MOST_TEXTS) return texts;
  return Array.from({ length: MOST_TEXTS }, (_, at) => texts[Math.floor((at * texts.length) / MOST_TEXTS)]!);
}
