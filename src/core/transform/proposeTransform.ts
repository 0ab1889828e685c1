import type { Column } from '../catalogue/catalogue.ts';
import { needsCast, targetType } from './castNeeded.ts';
import { readDate, readDatePattern } from './datePattern.ts';
import type { DatePattern } from './datePattern.ts';
import { decimalText } from './decimal.ts';
import { fieldType } from './fields.ts';
import { quoteText } from './formatExpression.ts';
import { NO_WORDS, YES_WORDS, isWholeNumber, readAsNumber } from './functions/typeFunctions.ts';
import { parseExpression } from './parseExpression.ts';
import { proposeLookup } from './proposeLookup.ts';
import type { TransformMessageCode } from './messages.ts';

/** What is known of the values of the two columns, as text. Each part may be missing. */
export interface TransformSamples {
  /** Values of the source, null for NULL; the different ones are enough. */
  readonly source?: readonly (string | null)[];
  /** The different values that the target takes or holds: a code table, a check constraint, the rows that are there. */
  readonly target?: readonly string[];
  /** How the source's values are written, where that is known and they are not: `DD.MM.YYYY`. */
  readonly format?: string;
}

export interface TransformReason {
  readonly code: TransformMessageCode;
  readonly args: Readonly<Record<string, string>>;
}

/** A proposed Transform cell, and why. A reason that asks something means that a person has to look. */
export interface TransformProposal {
  readonly transform: string;
  readonly reasons: readonly TransformReason[];
}

/** Date forms that are looked for. Two that differ only in the order of day and month are told apart by the values, or not at all. */
const DATE_PATTERNS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD-MM-YYYY', 'MM-DD-YYYY', 'YYYY/MM/DD', 'YYYYMMDD', 'DD.MM.YY', 'DD/MM/YY', 'MM/DD/YY', 'DD-MON-YYYY', 'DD-MON-YY', 'DD MON YYYY'];
const TIMES = ['', ' HH:MI:SS', ' HH:MI', 'THH:MI:SS', 'THH:MI:SSZ'];
const COMPACT = ['YYYYMMDDHHMISS', 'YYYYMMDDHHMI'];
const NUMBER_FORMS = ['1234.56', '1.234,56', '1,234.56', '1 234,56', '1234,56', "1'234.56"];

/** The transform that a pair of columns needs: by their types, and by their values where some are known. It invents no value: what only a person can say stays a reason. */
export function proposeTransform(source: Column, target: Column, samples: TransformSamples = {}): TransformProposal {
  const reasons: TransformReason[] = [];
  const values = (samples.source ?? []).filter((value) => value !== null);
  const told = values.filter((value) => value.trim() !== '');
  const core = proposed(source, target, told, samples, reasons);
  return withNulls(core, source, target, samples.source ?? [], reasons);
}

function proposed(source: Column, target: Column, told: readonly string[], samples: TransformSamples, reasons: TransformReason[]): string {
  const targetValues = samples.target ?? [];
  const from = fieldType(source.type);
  const to = fieldType(target.type);
  const listed = targetValues.length > 0 ? targetValues : (target.type.values ?? []);
  const lookup = proposeLookup(told, listed, from, to, reasons);
  if (lookup !== undefined) return lookup;
  if (from === 'text' && source.type.kind === 'text') {
    switch (to) {
      case 'date': case 'timestamp': return dateFrom(told, to, reasons) ?? dateWritten(told, samples.format, to, reasons) ?? byType(source, target, reasons);
      case 'number': case 'integer': return numberFrom(told, target, to, reasons) ?? byType(source, target, reasons);
      case 'boolean': return booleanFrom(told, reasons) ?? byType(source, target, reasons);
      case 'text': return textFrom(source, target, told, reasons) ?? byType(source, target, reasons);
      case 'null': return 'direct';
      default: return to satisfies never;
    }
  }
  if (from === 'integer' && (to === 'date' || to === 'timestamp')) return dateFromNumber(told, to, reasons) ?? byType(source, target, reasons);
  if (from === 'integer' && to === 'boolean') return because('boolean(value)', reasons);
  if (from === 'timestamp' && to === 'date') return because('date(value)', reasons);
  return byType(source, target, reasons);
}

function because(transform: string, reasons: TransformReason[]): string {
  reasons.push({ code: 'transform.because.type', args: {} });
  return transform;
}

function byType(source: Column, target: Column, reasons: TransformReason[]): string {
  return because(needsCast(source, target) ? `cast to ${targetType(target)}` : 'direct', reasons);
}

function textFrom(source: Column, target: Column, told: readonly string[], reasons: TransformReason[]): string | undefined {
  const isPadded = (column: Column): boolean => /^\s*(?:n?char|character|bpchar)\b(?!\s*varying)/i.test(column.nativeType) && (column.type.length ?? 1) > 1;
  const blank = told.filter((value) => value.startsWith(' '));
  if (isPadded(source) && !isPadded(target) && blank.length === 0) {
    reasons.push({ code: 'transform.because.padded', args: {} });
    return 'rtrim(value)';
  }
  const around = told.filter((value) => value.startsWith(' ') || value.endsWith(' '));
  if (around.length === 0) return undefined;
  reasons.push({ code: 'transform.because.blanks', args: { count: String(around.length), of: String(told.length) } });
  return 'trim(value)';
}

function patternsFor(type: 'date' | 'timestamp'): readonly { readonly text: string; readonly pattern: DatePattern }[] {
  const texts = type === 'date' ? DATE_PATTERNS : [...DATE_PATTERNS.flatMap((day) => TIMES.map((time) => day + time)), ...COMPACT];
  return texts.flatMap((text) => {
    const pattern = readDatePattern(text, type);
    return typeof pattern === 'string' ? [] : [{ text, pattern }];
  });
}

function dateFrom(told: readonly string[], type: 'date' | 'timestamp', reasons: TransformReason[]): string | undefined {
  if (told.length === 0) return undefined;
  const own = datePattern(told, patternsFor(type), reasons);
  if (own === 'unclear') return undefined;
  if (own !== undefined) {
    const usual = own === (type === 'date' ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH:MI:SS');
    return usual ? undefined : `${type}(value, ${quoteText(own)})`;
  }
  if (type === 'timestamp') return undefined;
  // A date with a time of day, for a target that has none.
  const timed = datePattern(told, patternsFor('timestamp').filter(({ pattern }) => pattern.hasTime), reasons);
  return timed === undefined || timed === 'unclear' ? undefined : `date(timestamp(value, ${quoteText(timed)}))`;
}

/** Where the values themselves are not kept, how most of them are written. */
function dateWritten(told: readonly string[], format: string | undefined, type: 'date' | 'timestamp', reasons: TransformReason[]): string | undefined {
  if (told.length > 0 || format === undefined) return undefined;
  const usual = type === 'date' ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH:MI:SS';
  if (format === usual || typeof readDatePattern(format, type) === 'string') return undefined;
  reasons.push({ code: 'transform.because.format', args: { pattern: format } });
  return `${type}(value, ${quoteText(format)})`;
}

/** The one pattern in which all values read. */
function datePattern(told: readonly string[], patterns: readonly { readonly text: string; readonly pattern: DatePattern }[], reasons: TransformReason[]): string | undefined {
  const fitting = patterns.filter(({ pattern }) => told.every((value) => readDate(value.trim(), pattern) !== undefined));
  const [first, second] = fitting;
  if (first === undefined) {
    const counts = patterns.map((each) => ({ ...each, wrong: told.filter((value) => readDate(value.trim(), each.pattern) === undefined) }));
    const best = counts.reduce((one, other) => (other.wrong.length < one.wrong.length ? other : one), counts[0]!);
    if (best.wrong.length * 5 > told.length) return undefined;
    reasons.push({ code: 'transform.because.notRead', args: { count: String(best.wrong.length), of: String(told.length), value: quoteText(best.wrong[0]!) } });
    return best.text;
  }
  if (second !== undefined) {
    reasons.push({ code: 'transform.because.dateUnclear', args: { first: first.text, second: second.text } });
    return 'unclear';
  }
  reasons.push({ code: 'transform.because.datePattern', args: { count: String(told.length), pattern: first.text } });
  return first.text;
}

function numberFrom(told: readonly string[], target: Column, to: 'number' | 'integer', reasons: TransformReason[]): string | undefined {
  if (told.length === 0 || (to === 'integer' && told.every(isWholeNumber))) return undefined;
  const readings = NUMBER_FORMS.flatMap((form) => {
    const numbers = told.map((value) => readAsNumber(value, form));
    if (!numbers.every((number) => number !== undefined)) return [];
    // For a whole number, 1,204 is not one and a fifth.
    return to === 'integer' && numbers.some(({ scale }) => scale > 0) ? [] : [{ form, told: numbers.map(decimalText).join(' ') }];
  });
  const [first] = readings;
  if (first === undefined) {
    const wrong = told.filter((value) => readAsNumber(value, '1234.56') === undefined);
    if (wrong.length > 0) reasons.push({ code: 'transform.because.notRead', args: { count: String(wrong.length), of: String(told.length), value: quoteText(wrong[0]!) } });
    return undefined;
  }
  const other = readings.find((reading) => reading.told !== first.told);
  if (other !== undefined) {
    reasons.push({ code: 'transform.because.numberUnclear', args: { first: first.form, second: other.form } });
    return undefined;
  }
  const { form } = first;
  if (form === '1234.56' && to === 'number') return undefined;
  reasons.push({ code: 'transform.because.numberForm', args: { count: String(told.length), form } });
  const read = form === '1234.56' ? 'number(value)' : `number(value, ${quoteText(form)})`;
  if (to === 'integer') return `integer(${read})`;
  const { scale, precision } = target.type;
  return target.type.kind === 'decimal' && precision !== undefined && (scale ?? 0) <= 12 ? `round(${read}, ${Math.max(0, scale ?? 0)})` : read;
}

function booleanFrom(told: readonly string[], reasons: TransformReason[]): string | undefined {
  const known = new Set([...YES_WORDS, ...NO_WORDS]);
  const strange = told.filter((value) => !known.has(value.trim().toLowerCase()));
  if (strange.length === 0) return because('boolean(value)', reasons);
  reasons.push({ code: 'transform.because.notRead', args: { count: String(strange.length), of: String(told.length), value: quoteText(strange[0]!) } });
  return undefined;
}

function dateFromNumber(told: readonly string[], type: 'date' | 'timestamp', reasons: TransformReason[]): string | undefined {
  if (told.length === 0 || !told.every(isWholeNumber)) return undefined;
  const days = readDatePattern('YYYYMMDD', 'date');
  if (typeof days !== 'string' && told.every((value) => readDate(value, days) !== undefined)) {
    reasons.push({ code: 'transform.because.datePattern', args: { count: String(told.length), pattern: 'YYYYMMDD' } });
    return `${type}(text(value), 'YYYYMMDD')`;
  }
  const numbers = told.map((value) => BigInt(value.trim().replace(/^\+/, '')));
  // From 1980 to 2100: other numbers are rather something else.
  const within = (unit: bigint): boolean => numbers.every((number) => number >= 315_532_800n * unit && number < 4_102_444_800n * unit);
  const unit = within(1n) ? 'seconds' : within(1000n) ? 'milliseconds' : undefined;
  if (unit === undefined) return undefined;
  reasons.push({ code: 'transform.because.unixTime', args: { unit } });
  const instant = unit === 'seconds' ? 'fromunix(value)' : 'fromunix(integer(truncate(value * 0.001)))';
  return type === 'date' ? `date(${instant})` : instant;
}

/** Says what stands for null, where the target's own default says it; else leaves it to a person. */
function withNulls(transform: string, source: Column, target: Column, values: readonly (string | null)[], reasons: TransformReason[]): TransformProposal {
  const isNeeded = !target.nullable && target.generated !== true;
  const hasNulls = values.length > 0 ? values.includes(null) : source.nullable;
  if (!isNeeded || !hasNulls) return { transform, reasons };
  const filler = target.default === undefined ? undefined : defaultText(target.default, target);
  if (filler === undefined || transform.startsWith('cast to ') || / else (?!null)/.test(transform)) {
    return { transform, reasons: [...reasons, { code: 'transform.because.nullsToDecide', args: {} }] };
  }
  const value = transform === 'direct' ? 'value' : transform;
  return { transform: `coalesce(${value}, ${filler})`, reasons: [...reasons, { code: 'transform.because.nullsFilled', args: { value: filler } }] };
}

/** A column's default as a constant of the language; undefined where it is none, such as a call. */
function defaultText(written: string, target: Column): string | undefined {
  const bare = written.trim().replace(/^\((.*)\)$/, '$1').replace(/^\((.*)\)$/, '$1').replace(/::[a-z ]+(?:\(\d+\))?$/i, '').replace(/^N'/, "'");
  const { expression } = parseExpression(bare);
  const type = fieldType(target.type);
  if (expression === undefined) return undefined;
  if (type === 'text') return expression.kind === 'text' ? bare : undefined;
  if (type === 'boolean') return expression.kind === 'boolean' ? bare.toLowerCase() : bare === '1' ? 'true' : bare === '0' ? 'false' : undefined;
  if (type === 'integer' || type === 'number') return expression.kind === 'number' ? bare : undefined;
  return undefined;
}
