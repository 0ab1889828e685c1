import type { Column, ColumnProfile, DataType, Table } from '../catalogue/catalogue.ts';
import { fill } from '../messages.ts';
import type { Severity } from '../plan/problem.ts';
import { quoteText } from '../transform/formatExpression.ts';
import { NO_WORDS, YES_WORDS } from '../transform/functions/typeFunctions.ts';
import { formatCount } from '../units/count.ts';
import { FORMS_SEPARATOR, booleanPair } from './findReading.ts';
import { profileMessages } from './messages.ts';
import type { ProfileMessageCode } from './messages.ts';

/** Something in the values of a source column that its target cannot take. */
export interface Hold {
  readonly code: ProfileMessageCode;
  readonly args: Readonly<Record<string, string>>;
  readonly severity: Severity;
  /** Transforms that would help. */
  readonly transforms: readonly string[];
}

/** One side of a mapping row. */
export interface HoldSide {
  readonly table: Table;
  readonly column: Column;
}

/**
 * What the target column can't hold of the values that are really in the source column, going over as they are or by a plain
 * cast. Nothing where the values were not looked at. Counts are exact, or said to be the least there are.
 */
export function checkHolds(source: HoldSide, target: HoldSide): readonly Hold[] {
  const { profile } = source.column;
  return profile === undefined ? [] : new Check(source, target, profile).all();
}

class Check {
  readonly #source: HoldSide;
  readonly #target: HoldSide;
  readonly #profile: ColumnProfile;
  readonly #holds: Hold[] = [];

  constructor(source: HoldSide, target: HoldSide, profile: ColumnProfile) {
    this.#source = source;
    this.#target = target;
    this.#profile = profile;
  }

  all(): readonly Hold[] {
    this.#nulls();
    const { kind } = this.#target.column.type;
    const from = this.#source.column.type.kind;
    if (from === 'text' || from === 'enum') this.#texts();
    if (kind === 'integer' || kind === 'decimal') this.#numbers();
    this.#listed();
    this.#duplicates();
    this.#orphans();
    return this.#holds;
  }

  /** Values that are there. */
  get #filled(): bigint {
    return BigInt(this.#profile.rows) - BigInt(this.#profile.nulls);
  }

  #say(code: ProfileMessageCode, severity: Severity, args: Readonly<Record<string, string>>, transforms: readonly string[] = []): void {
    const { source, target } = { source: this.#source, target: this.#target };
    const sampled = `${code}Sampled`;
    this.#holds.push({
      code: this.#profile.sampled && Object.hasOwn(profileMessages, sampled) ? (sampled as ProfileMessageCode) : code,
      args: { source: `${source.table.name}.${source.column.name}`, target: `${target.table.name}.${target.column.name}`, type: target.column.nativeType || target.column.type.kind, ...args },
      severity, transforms,
    });
  }

  #nulls(): void {
    const { column } = this.#target;
    if (column.nullable || column.generated === true || this.#profile.nulls === '0') return;
    this.#say('holds.nulls', 'error', { count: shown(this.#profile.nulls), rows: shown(this.#profile.rows) });
  }

  #texts(): void {
    const { type } = this.#target.column;
    switch (type.kind) {
      case 'text':
        this.#tooLong(type);
        return;
      case 'date':
      case 'timestamp':
        this.#read(['date', 'timestamp'], type.kind);
        return;
      case 'integer':
        this.#read(['integer'], type.kind);
        return;
      case 'decimal':
      case 'float':
        this.#read(['integer', 'decimal'], 'decimal');
        return;
      case 'boolean':
        this.#read(['boolean'], type.kind);
        return;
      case 'uuid':
        this.#read(['uuid'], type.kind);
        return;
      case 'json':
        this.#read(['json'], type.kind);
        return;
      case 'time':
      case 'interval':
      case 'binary':
      case 'xml':
      case 'enum':
      case 'array':
      case 'spatial':
      case 'unknown':
        return;
      default:
        type.kind satisfies never;
    }
  }

  #tooLong({ length }: DataType): void {
    const { longest, lengths } = this.#profile;
    if (length === undefined || longest === undefined || longest <= length) return;
    const { count, least } = beyond((lengths ?? []).map((entry) => [entry.length, entry.rows]), length);
    this.#say('holds.tooLong', 'error', { count: counted(count === 0n ? 1n : count, least || count === 0n), rows: shown(this.#filled), limit: shown(length), most: shown(longest) }, [`left(value, ${length})`]);
  }

  /** Texts on their way into a column of another type. */
  #read(kinds: readonly string[], wanted: 'date' | 'timestamp' | 'integer' | 'decimal' | 'boolean' | 'uuid' | 'json'): void {
    const { likely, likelyFormat = '', unlike, blanks = '0', sampled } = this.#profile;
    const told = this.#filled - BigInt(blanks);
    if (told <= 0n) return;
    const blank = BigInt(blanks);
    if (likely === undefined || !kinds.includes(likely)) {
      // Less than nine in ten read as anything; of something else all don't read as this.
      const count = likely === undefined ? told / 10n + 1n : told;
      if (likely === undefined && told < 3n) return;
      this.#say('holds.notRead', 'error', { count: counted(count, likely === undefined), rows: shown(this.#filled) });
      return;
    }
    const wrong = BigInt(unlike ?? '0') + blank;
    const transforms = readingTransforms(likely, likelyFormat, wanted);
    if (wrong > 0n) this.#say('holds.notRead', sampled ? 'warning' : 'error', { count: counted(wrong, false), rows: shown(this.#filled) }, transforms);
    else if (transforms.length > 0) this.#say('holds.otherForm', 'warning', { form: likelyFormat }, transforms);
  }

  #numbers(): void {
    const { type } = this.#target.column;
    const { minimum, maximum, integerDigits, fractionDigits, integerDigitRows, fractionDigitRows } = this.#profile;
    if (integerDigits === undefined) return;
    const rows = shown(this.#filled);
    const whole = (integerDigitRows ?? [{ digits: integerDigits, rows: String(this.#filled) }]).map((entry): [number, string] => [entry.digits, entry.rows]);
    if (type.kind === 'integer' && type.bits !== undefined) {
      const half = 2n ** BigInt(type.bits - 1);
      const [low, high] = type.unsigned === true ? [0n, half * 2n - 1n] : [-half, half - 1n];
      const [least, most] = [wholeOf(minimum), wholeOf(maximum)];
      const room = String(high).length;
      if (least !== undefined && most !== undefined ? least < low || most > high : integerDigits > room) {
        // Numbers with as many digits as the limit may be on either side of it.
        const { count } = beyond(whole, room);
        const sure = integerDigitRows === undefined || count === 0n ? 1n : count;
        this.#say('holds.tooLarge', 'error', { count: counted(sure, true), rows, minimum: minimum ?? '?', maximum: maximum ?? '?' });
      }
    }
    if (type.kind === 'decimal' && type.precision !== undefined) {
      const limit = type.precision - (type.scale ?? 0);
      if (integerDigits > limit) {
        const { count, least } = beyond(whole, limit);
        this.#say('holds.tooManyDigits', 'error', { count: integerDigitRows === undefined ? counted(1n, true) : counted(count, least), rows, limit: shown(limit) });
      }
    }
    const scale = type.kind === 'integer' ? 0 : type.precision === undefined ? undefined : (type.scale ?? 0);
    if (scale !== undefined && fractionDigits !== undefined && fractionDigits > scale) {
      const { count, least } = fractionDigitRows === undefined ? { count: this.#filled, least: false } : beyond(fractionDigitRows.map((entry) => [entry.digits, entry.rows]), scale);
      this.#say('holds.fractionLost', 'warning', { count: counted(count, least), rows, limit: shown(scale) }, [`round(value, ${scale})`]);
    }
  }

  /** Codes that an enum does not have. */
  #listed(): void {
    const { values } = this.#target.column.type;
    const { codes } = this.#profile;
    if (values === undefined || codes === undefined) return;
    const strange = codes.filter(({ value }) => !values.includes(value));
    if (strange.length === 0) return;
    const count = strange.reduce((sum, { rows }) => sum + BigInt(rows), 0n);
    this.#say('holds.notListed', 'error', { count: shown(count), rows: shown(this.#filled), values: strange.slice(0, 5).map(({ value }) => quoteText(value)).join(', ') + (strange.length > 5 ? ', …' : '') });
  }

  #duplicates(): void {
    const { table, column } = this.#target;
    const isUnique = [table.primaryKey, ...table.uniqueKeys].some((key) => key.length === 1 && same(key[0]!, column.name));
    const { distinct, distinctEstimated } = this.#profile;
    if (!isUnique || distinct === undefined || distinctEstimated === true) return;
    const count = this.#filled - BigInt(distinct);
    if (count > 0n) this.#say('holds.duplicates', 'error', { count: counted(count, false), rows: shown(this.#filled) });
  }

  #orphans(): void {
    const { table, column } = this.#source;
    if (!this.#target.table.foreignKeys.some(({ columns }) => columns.some((name) => same(name, this.#target.column.name)))) return;
    for (const { columns, referencedTable, orphans } of table.foreignKeys) {
      if (orphans === undefined || orphans.rows === '0' || !columns.some((name) => same(name, column.name))) continue;
      this.#say('holds.orphans', 'error', { count: shown(orphans.rows), referenced: referencedTable });
    }
  }
}

/** Transforms that read texts of one form as what the target wants. Only where the plain conversion would not. */
function readingTransforms(likely: string, format: string, wanted: string): readonly string[] {
  if ((likely === 'date' || likely === 'timestamp') && (wanted === 'date' || wanted === 'timestamp')) {
    if (format.includes(FORMS_SEPARATOR)) return [];
    if (format === (likely === 'date' ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH:MI:SS') && likely === wanted) return [];
    const read = `${likely}(value, ${quoteText(format)})`;
    return [likely === wanted ? read : wanted === 'date' ? `date(${read})` : `timestamp(${read})`];
  }
  if (likely === 'decimal' && wanted === 'decimal') return format === '1234.56' ? [] : [`number(value, ${quoteText(format)})`];
  if (likely === 'boolean' && wanted === 'boolean') {
    const pair = booleanPair(format);
    if (pair === undefined || format === 'true/false') return [];
    return YES_WORDS.includes(pair[0]) && NO_WORDS.includes(pair[1]) ? ['boolean(value)'] : [`lookup(lower(trim(value)), {${quoteText(pair[0])}: true, ${quoteText(pair[1])}: false})`];
  }
  return [];
}

/** Rows of the entries above a limit; `least` where the list, which holds the greatest only, does not reach down to it. */
function beyond(entries: readonly (readonly [number, string])[], limit: number): { readonly count: bigint; readonly least: boolean } {
  const above = entries.filter(([size]) => size > limit);
  return { count: above.reduce((sum, [, rows]) => sum + BigInt(rows), 0n), least: above.length === entries.length && entries.length >= 40 };
}

function wholeOf(text: string | undefined): bigint | undefined {
  const digits = text === undefined ? undefined : /^([+-]?\d+)(?:\.\d*)?$/.exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}

function shown(count: string | number | bigint): string {
  return formatCount(BigInt(count));
}

function counted(count: bigint, least: boolean): string {
  return least ? fill(profileMessages['holds.atLeast'], { count: shown(count) }) : shown(count);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
