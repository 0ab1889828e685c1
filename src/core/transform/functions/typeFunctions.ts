import { NO_EXACT_DECIMALS, decimalSql, refuse, strict, textOf } from '../build.ts';
import type { CallSite } from '../callSite.ts';
import type { Note, Rendering } from '../compiled.ts';
import type { SqlDialect } from '../dialect.ts';
import { quoteSqlText } from '../dialect.ts';
import { FRACTION_DIGITS, GREATEST_INTEGER, LEAST_INTEGER, WHOLE_DIGITS, normalised, parseDecimal, roundHalfAway } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import type { FunctionSpec } from '../functionSpec.ts';
import { matchesWhole, trimmed } from '../sqlForms.ts';
import { booleanValue, numberValue, typeWords, valueText } from '../value.ts';
import type { TransformType, Value } from '../value.ts';
import { decimalOf } from './numberFunctions.ts';
import { toText } from './toText.ts';

export function unreadable(value: Exclude<Value, null>, type: TransformType, notes: Note[]): null {
  notes.push({ code: 'transform.unreadable', args: { value: valueText(value), expected: typeWords(type) } });
  return null;
}

function outOfRange(value: Exclude<Value, null>, type: TransformType, notes: Note[]): null {
  notes.push({ code: 'transform.outOfRange', args: { value: valueText(value), expected: typeWords(type) } });
  return null;
}

export function withoutBlanks(text: string): string {
  return text.replace(/^ +| +$/g, '');
}

const text: FunctionSpec = {
  name: 'text', group: 'type', signature: 'text(value)', least: 1, most: 1,
  meaning: 'The value as a text: numbers without zeros at the end of their fraction, dates as YYYY-MM-DD, times as YYYY-MM-DD HH:MI:SS, yes and no as true and false.',
  examples: [{ expression: 'text(value)', value: '12.50', type: 'number', result: "'12.5'" }, { expression: 'text(value)', value: '2024-02-29', type: 'date', result: "'2024-02-29'" }, { expression: 'text(value)', value: '1', type: 'boolean', result: "'true'" }],
  partly: { sqlite: `numbers with a fraction: ${NO_EXACT_DECIMALS}` },
  compile(call) {
    const arg = call.args[0]!;
    if (arg.type === 'null') return { ...arg, type: 'text' };
    return { ...toText(arg, call.name), span: call.span };
  },
};

const integer: FunctionSpec = {
  name: 'integer', group: 'type', signature: 'integer(value)', least: 1, most: 1,
  meaning: 'A whole number of 64 bits: from a text of digits with a sign or none, from a number by rounding it, from yes and no as 1 and 0.',
  remarks: ['Blanks around a text are ignored. What is no whole number, or beyond 64 bits, becomes null.'],
  examples: [{ expression: 'integer(value)', value: ' 00042', result: '42' }, { expression: 'integer(value)', value: '4.2', result: 'null' }, { expression: 'integer(value)', value: '2.5', type: 'number', result: '3' }, { expression: 'integer(value)', value: '1', type: 'boolean', result: '1' }],
  partly: { sqlite: `numbers with a fraction: ${NO_EXACT_DECIMALS}` },
  compile(call) {
    const arg = call.typed(0, 'text', 'integer', 'number', 'boolean');
    if (arg === undefined) return undefined;
    switch (arg.type) {
      case 'integer': case 'null': return { ...arg, type: 'integer', span: call.span };
      case 'boolean':
        return strict(call, 'integer', [arg], ([value]) => numberValue({ units: value?.kind === 'boolean' && value.value ? 1n : 0n, scale: 0 }),
          ([sql]) => `CASE WHEN ${sql!} THEN 1 WHEN NOT (${sql!}) THEN 0 END`);
      case 'number':
        return strict(call, 'integer', [arg], ([value], notes) => {
          const { units } = roundHalfAway(decimalOf(value), 0);
          return units < LEAST_INTEGER || units > GREATEST_INTEGER ? outOfRange(value!, 'integer', notes) : numberValue({ units, scale: 0 });
        }, ([sql], rendering) => {
          const { dialect } = rendering;
          if (dialect === 'sqlite') return refuse(call, rendering, NO_EXACT_DECIMALS);
          const rounded = `ROUND(${sql!}, 0)`;
          return `CASE WHEN ${rounded} BETWEEN ${LEAST_INTEGER} AND ${GREATEST_INTEGER} THEN ${integerCast(rounded, dialect)} END`;
        }, { reads: true });
      default:
        return strict(call, 'integer', [arg], ([value], notes) => {
          const digits = withoutBlanks(textOf(value));
          if (!isWholeNumber(digits)) return unreadable(value!, 'integer', notes);
          const units = BigInt(digits.startsWith('+') ? digits.slice(1) : digits);
          return units < LEAST_INTEGER || units > GREATEST_INTEGER ? outOfRange(value!, 'integer', notes) : numberValue({ units, scale: 0 });
        }, ([sql], { dialect }) => integerFromText(trimmed(sql!, dialect), dialect), { reads: true });
    }
  },
};

function integerCast(sql: string, dialect: Exclude<SqlDialect, 'sqlite'>): string {
  switch (dialect) {
    case 'postgres': case 'sqlserver': return `CAST(${sql} AS bigint)`;
    case 'mariadb': return `CAST(${sql} AS SIGNED)`;
    case 'oracle': return `CAST(${sql} AS NUMBER(19))`;
    default: return dialect satisfies never;
  }
}

function integerFromText(digits: string, dialect: SqlDialect): string {
  const range = `BETWEEN ${LEAST_INTEGER} AND ${GREATEST_INTEGER}`;
  switch (dialect) {
    case 'sqlite': {
      const unsigned = `CASE WHEN SUBSTR(${digits}, 1, 1) IN ('+', '-') THEN SUBSTR(${digits}, 2) ELSE ${digits} END`;
      const short = `LTRIM(LTRIM(${digits}, '+-'), '0')`;
      return `CASE WHEN LENGTH(${unsigned}) BETWEEN 1 AND 38 AND ${unsigned} NOT GLOB '*[^0-9]*' AND (LENGTH(${short}) < 19 OR LENGTH(${short}) = 19 AND ${short} <= '9223372036854775807' OR ${short} = '9223372036854775808' AND SUBSTR(${digits}, 1, 1) = '-') THEN CAST(${digits} AS INTEGER) END`;
    }
    // One CASE in another: engines need not read the parts of an AND from left to right.
    case 'postgres': return `CASE WHEN ${matchesWhole(digits, '[+-]?[0-9]{1,38}', dialect)} THEN CASE WHEN CAST(${digits} AS numeric) ${range} THEN CAST(${digits} AS bigint) END END`;
    case 'mariadb': return `CASE WHEN ${matchesWhole(digits, '[+-]?[0-9]{1,38}', dialect)} THEN CASE WHEN CAST(${digits} AS DECIMAL(38, 0)) ${range} THEN CAST(CAST(${digits} AS DECIMAL(38, 0)) AS SIGNED) END END`;
    case 'sqlserver': return `CASE WHEN ${digits} LIKE '[0-9+-]%' AND ${digits} LIKE '%[0-9]' AND SUBSTRING(${digits}, 2, 40) NOT LIKE '%[^0-9]%' THEN TRY_CAST(${digits} AS bigint) END`;
    case 'oracle': return `CASE WHEN ${matchesWhole(digits, '[+-]?[0-9]{1,38}', dialect)} THEN CASE WHEN TO_NUMBER(${digits}) ${range} THEN TO_NUMBER(${digits}) END END`;
    default: return dialect satisfies never;
  }
}

interface NumberForm {
  readonly group: string;
  readonly point: '.' | ',';
}

function readForm(form: string): NumberForm | undefined {
  const shape = /^1([ .,'’\u00a0\u202f])?234([.,])56$/.exec(form);
  if (shape === null || shape[1] === shape[2]) return undefined;
  return { group: shape[1] ?? '', point: shape[2] as '.' | ',' };
}

/** In the words that engines share, without anchors. */
function formRegex({ group, point }: NumberForm): string {
  const sign = group === '.' || group === ' ' ? `[${group}]` : group;
  const grouped = group === '' ? '' : `[0-9]{1,3}(${sign}[0-9]{3}){1,11}|`;
  return `[+-]?(${grouped}[0-9]{1,${WHOLE_DIGITS}})([${point}][0-9]{1,${FRACTION_DIGITS}})?`;
}

function readNumber(text: string, form: NumberForm): Decimal | undefined {
  const trim = withoutBlanks(text);
  if (!new RegExp(`^${formRegex(form)}$`).test(trim)) return undefined;
  return parseDecimal((form.group === '' ? trim : trim.replaceAll(form.group, '')).replace(',', '.'));
}

/** What number(value, form) makes of a text; undefined where it makes null. */
export function readAsNumber(text: string, form: string): Decimal | undefined {
  const shape = readForm(form);
  const number = shape === undefined ? undefined : readNumber(text, shape);
  return number === undefined ? undefined : normalised(number);
}

/** Whether integer(value) reads a text, its range aside. */
export function isWholeNumber(text: string): boolean {
  return /^[+-]?[0-9]{1,38}$/.test(withoutBlanks(text));
}

const number: FunctionSpec = {
  name: 'number', group: 'type', signature: 'number(value, form?)', least: 1, most: 2,
  meaning: "An exact number from a text. The form is an example of how numbers are written: '1234.56' (where nothing is said), '1.234,56', '1,234.56', '1 234,56', '1234,56'.",
  remarks: [`Blanks around the text are ignored. Up to ${WHOLE_DIGITS} digits before and ${FRACTION_DIGITS} after the point; whatever else becomes null: no exponents, no currency signs.`],
  examples: [{ expression: 'number(value)', value: ' -012.50', result: '-12.5' }, { expression: "number(value, '1.234,56')", value: '12.345,60', result: '12345.6' }, { expression: 'number(value)', value: '12,50', result: 'null' }],
  refused: { sqlite: NO_EXACT_DECIMALS },
  partly: { sqlserver: 'at most 26 digits before the point' },
  compile(call) {
    const arg = call.typed(0, 'text', 'integer', 'number');
    const written = call.args.length > 1 ? call.constantText(1) : '1234.56';
    if (arg === undefined || written === undefined) return undefined;
    const form = readForm(written);
    if (form === undefined) return call.fault('transform.numberForm', { form: written, example: "'1.234,56'" }, call.args[1]!.span);
    if (arg.type !== 'text') return { ...arg, type: 'number', span: call.span, sql: (rendering) => decimalSql(arg.sql(rendering), arg, rendering) };
    const regex = formRegex(form);
    return strict(call, 'number', [arg], ([value], notes) => {
      const decimal = readNumber(textOf(value), form);
      return decimal === undefined ? unreadable(value!, 'number', notes) : numberValue(normalised(decimal));
    }, ([sql], rendering) => numberFromText(trimmed(sql!, rendering.dialect), form, regex, call, rendering), { reads: true, scale: FRACTION_DIGITS });
  },
};

function numberFromText(trim: string, form: NumberForm, regex: string, call: CallSite, rendering: Rendering): string {
  const { dialect } = rendering;
  let plain = trim;
  if (form.group !== '') plain = `REPLACE(${plain}, ${quoteSqlText(form.group, dialect)}, '')`;
  if (form.point === ',') plain = `REPLACE(${plain}, ',', '.')`;
  switch (dialect) {
    case 'sqlite': return refuse(call, rendering, NO_EXACT_DECIMALS);
    case 'postgres': return `CASE WHEN ${matchesWhole(trim, regex, dialect)} THEN CAST(${plain} AS numeric) END`;
    case 'mariadb': return `CASE WHEN ${matchesWhole(trim, regex, dialect)} THEN CAST(${plain} AS DECIMAL(${WHOLE_DIGITS + FRACTION_DIGITS}, ${FRACTION_DIGITS})) END`;
    case 'oracle': return `CASE WHEN ${matchesWhole(trim, regex, dialect)} THEN TO_NUMBER(${plain}, '${'9'.repeat(WHOLE_DIGITS)}.${'9'.repeat(FRACTION_DIGITS)}', 'NLS_NUMERIC_CHARACTERS=''.,''') END`;
    case 'sqlserver': return `CASE WHEN ${trim} LIKE '[0-9+-]%' AND ${trim} LIKE '%[0-9]' THEN TRY_CAST(${plain} AS decimal(38, ${FRACTION_DIGITS})) END`;
    default: return dialect satisfies never;
  }
}

/** What boolean(value) reads as yes, and as no. */
export const YES_WORDS: readonly string[] = ['true', 't', 'yes', 'y', '1', 'on'];
export const NO_WORDS: readonly string[] = ['false', 'f', 'no', 'n', '0', 'off'];

const boolean: FunctionSpec = {
  name: 'boolean', group: 'type', signature: 'boolean(value)', least: 1, most: 1,
  meaning: `Yes or no: from the texts ${YES_WORDS.join(', ')} and ${NO_WORDS.join(', ')} in any case, from a number: 0 is no, all others are yes.`,
  remarks: ['Blanks around a text are ignored. Any other text becomes null: for other words use a lookup.'],
  examples: [{ expression: 'boolean(value)', value: 'Y', result: 'true' }, { expression: 'boolean(value)', value: 'maybe', result: 'null' }, { expression: 'boolean(value)', value: '0', type: 'integer', result: 'false' }],
  compile(call) {
    const arg = call.typed(0, 'text', 'integer', 'number', 'boolean');
    if (arg === undefined) return undefined;
    if (arg.type === 'boolean' || arg.type === 'null') return { ...arg, type: 'boolean', span: call.span };
    if (arg.type !== 'text') return strict(call, 'boolean', [arg], ([value]) => booleanValue(decimalOf(value).units !== 0n), ([sql]) => `(${sql!} <> 0)`);
    return strict(call, 'boolean', [arg], ([value], notes) => {
      const word = withoutBlanks(textOf(value)).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      return YES_WORDS.includes(word) ? booleanValue(true) : NO_WORDS.includes(word) ? booleanValue(false) : unreadable(value!, 'boolean', notes);
    }, ([sql], { dialect }) => {
      const word = `LOWER(${trimmed(sql!, dialect)})`;
      const exact = dialect === 'mariadb' ? `CAST(CONVERT(${word} USING utf8mb4) AS BINARY)` : dialect === 'sqlite' ? `${word} COLLATE BINARY` : dialect === 'postgres' ? `${word} COLLATE "C"` : word;
      const list = (words: readonly string[]): string => words.map((each) => quoteSqlText(each, dialect)).join(', ');
      const value = (yes: string, no: string): string => `CASE WHEN ${exact} IN (${list(YES_WORDS)}) THEN ${yes} WHEN ${exact} IN (${list(NO_WORDS)}) THEN ${no} END`;
      return dialect === 'sqlserver' || dialect === 'oracle' ? `(${value('1', '0')} = 1)` : value('TRUE', 'FALSE');
    }, { reads: true });
  },
};

export const typeFunctions: readonly FunctionSpec[] = [text, integer, number, boolean];
