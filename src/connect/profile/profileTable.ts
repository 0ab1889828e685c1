import type { CatalogueIssue, Column, ColumnProfile, ForeignKey, Table } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { hasKeyName, originScore } from '../../core/profile/keyNames.ts';
import { hasPersonalName } from '../../core/profile/personal.ts';
import { connectText, reasonOf } from '../connectError.ts';
import type { FailureKind } from '../database/databaseError.ts';
import type { Row } from '../database/engine.ts';
import type { ProfileRequest } from '../protocol.ts';
import { assembleProfile } from './assemble.ts';
import type { Figures, Groups } from './assemble.ts';
import { columnRole } from './columnRole.ts';
import type { ColumnRole } from './columnRole.ts';
import { LOOK_CHARACTERS, firstLook } from './firstLook.ts';
import type { CountedBy, FirstLook } from './firstLook.ts';
import type { ProfileDialect, Query } from './profileDialect.ts';

/** What a profile needs to know besides the table. */
export interface ProfileCare extends ProfileRequest {
  /** ISO 8601 instant. */
  readonly now: string;
  readonly signal?: AbortSignal | undefined;
  /** What could not be looked at is said here. */
  readonly issues: CatalogueIssue[];
  /** What a failed statement was; without it, every failure is one of this statement alone. */
  readonly failure?: (error: unknown) => FailureKind;
  /** A failure in words, without secrets. */
  readonly detail?: (error: unknown) => string;
  /** The error that ends the scan, for a connection that is gone. */
  readonly lost?: (error: unknown) => Error;
  /** Seconds after which the server ends a statement; for the words of an issue. */
  readonly statementSeconds?: number;
  /** A table that a foreign key refers to, as it stands behind FROM; undefined where it is not there or may not be read. */
  readonly quotedOf?: (schema: string | undefined, table: string) => string | undefined;
  /** A sign of life after each statement. */
  readonly working?: () => void;
}

/** Columns that one statement looks at. */
const BUNDLE = 60;
/** Rows of the first look, fewer where there are many columns. */
const LOOK_ROWS = 10_000;
const LOOK_CELLS = 400_000;
/** Most groups that one statement gives back. */
const MOST_GROUPS = 20_000;
/** Below so many rows different values are counted exactly. */
const EXACT_DISTINCT_ROWS = 200_000n;
const MOST_MONTHS = 120;
const MOST_KEY_CANDIDATES = 8;
/** Different values over values of a column that may be meant as a key, and the fewest values that say so. */
const NEARLY_UNIQUE = 0.95;
const LEAST_FOR_UNIQUE = 20n;

/**
 * Looks at the values of a table: a small sample of rows first, which tells what to ask; then, in a few statements for all columns
 * together, the figures. What can't be looked at (a time limit, a right) is left out and said among the issues; a cancelled
 * profile keeps what it has. Throws only `care.lost`.
 */
export async function profileTable(query: Query, dialect: ProfileDialect, quoted: string, table: Table, care: ProfileCare): Promise<Table> {
  return new TableProfile(query, dialect, quoted, table, care).run();
}

interface Asked {
  readonly column: Column;
  readonly role: ColumnRole;
  /** The column in a statement: `s."name"`. */
  readonly sql: string;
  /** It as text. */
  readonly text: string;
  /** Whether its values may be told; by the name alone. */
  readonly told: boolean;
}

class TableProfile {
  readonly #query: Query;
  readonly #dialect: ProfileDialect;
  readonly #quoted: string;
  readonly #table: Table;
  readonly #care: ProfileCare;
  readonly #name: string;
  #timedOut = false;
  /** All rows, as they stand behind FROM; elsewhere than in the table itself where they were put aside. */
  #all: string;

  constructor(query: Query, dialect: ProfileDialect, quoted: string, table: Table, care: ProfileCare) {
    this.#query = query;
    this.#dialect = dialect;
    this.#quoted = quoted;
    this.#table = table;
    this.#care = care;
    this.#name = tableKey(table);
    this.#all = dialect.all(quoted);
  }

  async run(): Promise<Table> {
    const { columns } = this.#table;
    const asked = columns.filter((column) => this.#dialect.looksAt?.(column) !== false).map((column): Asked => {
      const sql = `s.${this.#dialect.quote(column.name)}`;
      return { column, role: columnRole(column, this.#dialect), sql, text: this.#dialect.text(sql, column), told: this.#care.showValues || !hasPersonalName(column.name) };
    });
    const total = await this.#total();
    const sampleRows = this.#care.sampleRows;
    const sampled = sampleRows > 0 && (total === undefined || total > BigInt(sampleRows));
    const from = this.#from(sampled ? sampleRows : undefined, total, true);
    const aside = this.#isCancelled() ? undefined : await this.#putAside(from, sampled ? sampleRows : undefined, total);
    if (aside !== undefined && !sampled) this.#all = aside.from;
    try {
      return await this.#found(asked, await this.#profiles(asked, sampled ? sampleRows : undefined, total, from, aside?.from));
    } finally {
      await aside?.drop();
    }
  }

  async #found(asked: readonly Asked[], profiles: ReadonlyMap<Column, Profiled>): Promise<Table> {
    const foreignKeys: ForeignKey[] = [];
    for (const key of this.#table.foreignKeys) foreignKeys.push(await this.#orphans(key));
    const keyCandidates = await this.#keyCandidates(asked, profiles);
    const growth = await this.#growth();
    return {
      ...this.#table,
      columns: this.#table.columns.map((column) => {
        const profile = profiles.get(column)?.profile;
        return profile === undefined ? column : { ...column, profile };
      }),
      foreignKeys,
      ...(keyCandidates.length === 0 ? {} : { keyCandidates }),
      ...(growth === undefined ? {} : { growth }),
    };
  }

  #isCancelled(): boolean {
    return this.#care.signal?.aborted === true;
  }

  /** Rows of the table, as far as the sample needs to know: an estimate does; without one they are counted up to the limit. */
  async #total(): Promise<bigint | undefined> {
    const { rowCount } = this.#table.statistics;
    if (rowCount !== undefined) return BigInt(rowCount);
    const { sampleRows } = this.#care;
    if (sampleRows === 0) return undefined;
    const inner = this.#dialect.limited(`SELECT 1 AS one FROM ${this.#dialect.all(this.#quoted)}`, sampleRows + 1);
    const rows = await this.#attempt('counting', `SELECT count(*) AS n FROM (${inner}) c`);
    const counted = rows === undefined ? undefined : big(rows[0]?.['n']);
    return counted === undefined || counted > BigInt(sampleRows) ? undefined : counted;
  }

  async #profiles(asked: readonly Asked[], sampleRows: number | undefined, total: bigint | undefined, rows: string, aside: string | undefined): Promise<Map<Column, Profiled>> {
    const made = new Map<Column, Profiled>();
    let from = aside ?? rows;
    let isSample = sampleRows !== undefined;
    for (const bundle of chunked(asked, BUNDLE)) {
      if (this.#isCancelled()) break;
      const looks = await this.#look(bundle, aside, total, asked.length);
      if (this.#isCancelled()) break;
      let figures = await this.#figures(bundle, looks, from, sampleRows === undefined ? total : BigInt(sampleRows));
      if (figures === undefined && this.#timedOut && !isSample && total !== undefined && total > 100_000n) {
        // Fewer rows are better than none.
        this.#timedOut = false;
        from = this.#from(100_000, total, false);
        isSample = true;
        this.#say(connectText('profile.smaller', { name: this.#name, seconds: String(this.#care.statementSeconds ?? '?') }));
        figures = await this.#figures(bundle, looks, from, 100_000n);
      }
      if (figures === undefined) continue;
      const counted = await this.#counts(bundle, looks, figures, from);
      for (const [at, one] of bundle.entries()) {
        const own = figures[at]!;
        const profile = assembleProfile(one.column, one.role, own, looks?.[at], counted[at]!, { at: this.#care.now, sampled: isSample, showValues: this.#care.showValues });
        const hidden = !one.told && own.filled > 0n && ['text', 'number', 'moment'].includes(one.role);
        made.set(one.column, { profile: hidden ? { ...profile, masked: true } : profile, look: looks?.[at], figures: own });
      }
    }
    return made;
  }

  #from(sampleRows: number | undefined, total: bigint | undefined, say: boolean): string {
    if (sampleRows === undefined) return this.#dialect.all(this.#quoted);
    const clause = this.#dialect.sample(this.#quoted, this.#table, { rows: sampleRows, total });
    if (clause.firstRows === true && say) this.#say(connectText('profile.firstRows', { name: this.#name, rows: String(sampleRows) }));
    return clause.from;
  }

  async #putAside(from: string, sampleRows: number | undefined, total: bigint | undefined): Promise<{ readonly from: string; readonly drop: () => Promise<void> } | undefined> {
    try {
      const rows = sampleRows ?? (total === undefined ? undefined : Number(total));
      return await this.#dialect.putAside?.(this.#query, from, rows);
    } catch (error) {
      this.#failed('profile.sample', error);
      return undefined;
    } finally {
      this.#care.working?.();
    }
  }

  /** Some rows as they are, in this process alone. */
  async #look(bundle: readonly Asked[], aside: string | undefined, total: bigint | undefined, columns: number): Promise<readonly (FirstLook | undefined)[] | undefined> {
    const rows = Math.max(200, Math.min(LOOK_ROWS, Math.floor(LOOK_CELLS / Math.min(columns, BUNDLE))));
    const wanted = bundle.map(({ role, text }, at) => (role === 'text' ? `${this.#dialect.left(text, LOOK_CHARACTERS)} AS c${at}` : role === 'number' ? `${text} AS c${at}` : undefined));
    const list = wanted.filter((each) => each !== undefined);
    let found: readonly Row[] | undefined = [];
    if (list.length > 0) {
      const whole = total !== undefined && total <= BigInt(rows);
      const from = aside ?? (whole ? this.#dialect.all(this.#quoted) : this.#dialect.sample(this.#quoted, this.#table, { rows, total }).from);
      // A sample in blocks may give more than was asked for, and of a table that shrank hardly anything.
      found = await this.#attempt('values', this.#dialect.limited(`SELECT ${list.join(', ')} FROM ${from}`, rows * 2));
      if (found !== undefined && !whole && aside === undefined && found.length < 100) {
        found = await this.#attempt('values', this.#dialect.limited(`SELECT ${list.join(', ')} FROM ${this.#dialect.all(this.#quoted)}`, rows));
      }
    }
    return found && bundle.map(({ column, role }, at) => firstLook(column, role, wanted[at] === undefined ? [] : found.map((row) => row[`c${at}`] ?? null)));
  }

  /** One statement for all figures of the columns. */
  async #figures(bundle: readonly Asked[], looks: readonly (FirstLook | undefined)[] | undefined, from: string, rows: bigint | undefined): Promise<readonly Figures[] | undefined> {
    const dialect = this.#dialect;
    const rough = dialect.distinctRoughly !== undefined && (rows === undefined || rows > EXACT_DISTINCT_ROWS);
    const parts = ['count(*) AS n'];
    bundle.forEach(({ column, role, sql, text, told }, at) => {
      const look = looks?.[at];
      const add = (letter: string, expression: string): void => { parts.push(`${expression} AS ${letter}${at}`); };
      add('f', dialect.filled?.(sql) ?? `count(${sql})`);
      const comparable = role === 'text' || role === 'number' || role === 'moment';
      if (comparable && look?.countedBy !== 'value') {
        const value = role === 'text' ? dialect.exactly(text) : sql;
        add('d', rough ? dialect.distinctRoughly!(role === 'text' ? text : dialect.text(sql, column)) : dialect.distinct(value));
      }
      if (role === 'text') {
        add('b', `sum(CASE WHEN ${dialect.characters(dialect.trimmed(text))} = 0 THEN 1 ELSE 0 END)`);
        add('w', `max(${dialect.characters(text)})`);
        if (look?.reading !== undefined) add('u', `sum(CASE WHEN ${dialect.reads(text, look.reading)} THEN 1 ELSE 0 END)`);
        // The values themselves only where they may be told.
        const tells = this.#care.showValues || (told && look?.reading !== undefined && ['date', 'timestamp', 'boolean'].includes(look.reading.kind));
        if (tells && look?.countedBy !== 'value') {
          add('l', dialect.left(dialect.least(text), 200));
          add('g', dialect.left(dialect.greatest(text), 200));
        }
      }
      if ((role === 'number' || role === 'moment') && (told || role === 'number')) {
        add('l', dialect.text(`min(${sql})`, column));
        add('g', dialect.text(`max(${sql})`, column));
      }
      if (role === 'long') add('w', `max(${dialect.characters(text)})`);
      if (role === 'binary') add('w', `max(${dialect.bytes(sql)})`);
    });
    const found = (await this.#attempt('values', `SELECT ${parts.join(', ')} FROM ${from}`))?.[0];
    if (found === undefined) return undefined;
    const total = big(found['n']) ?? 0n;
    return bundle.map(({ role }, at): Figures => {
      const longest = big(found[`w${at}`]);
      return {
        rows: total, filled: big(found[`f${at}`]) ?? 0n, blanks: role === 'text' ? big(found[`b${at}`]) ?? 0n : undefined,
        distinct: big(found[`d${at}`]), distinctIsRough: rough, minimum: found[`l${at}`] ?? undefined, maximum: found[`g${at}`] ?? undefined,
        longest: longest === undefined ? undefined : Number(longest), like: looks?.[at]?.reading === undefined ? undefined : big(found[`u${at}`]) ?? 0n,
      };
    });
  }

  /** One statement for the values, shapes, lengths and digits of the columns, each column by one of them. */
  async #counts(bundle: readonly Asked[], looks: readonly (FirstLook | undefined)[] | undefined, figures: readonly Figures[], from: string): Promise<readonly (readonly Groups[])[]> {
    const all: Groups[][] = bundle.map(() => []);
    const by = bundle.map(({ column, role }, at): CountedBy => {
      const chosen = looks?.[at]?.countedBy ?? (role === 'text' ? 'length' : role === 'flag' ? 'value' : 'nothing');
      const { minimum = '', maximum = '' } = figures[at]!;
      // Whole numbers have their ends; how many there are beyond 32 bits is worth a look.
      return chosen === 'nothing' && role === 'number' && column.type.kind === 'integer' && Math.max(minimum.length, maximum.length) >= 10 ? 'digits' : chosen;
    });
    const first = await this.#grouped(bundle, looks, by, from);
    if (first === undefined || this.#isCancelled()) return all;
    const again = by.map((each): CountedBy => (each === 'value' || each === 'shape' ? 'length' : each));
    const rest = first.whole ? undefined : await this.#grouped(bundle, looks, again.map((each, at) => (bundle[at]!.role === 'text' ? each : 'nothing')), from);
    for (const [at, groups] of first.groups.entries()) all[at]!.push({ by: by[at]!, groups, whole: first.whole });
    for (const [at, groups] of (rest?.groups ?? []).entries()) all[at]!.push({ by: again[at]!, groups, whole: rest!.whole });
    return all;
  }

  async #grouped(bundle: readonly Asked[], looks: readonly (FirstLook | undefined)[] | undefined, by: readonly CountedBy[], from: string): Promise<{ readonly whole: boolean; readonly groups: readonly (readonly { value: string; rows: bigint }[])[] } | undefined> {
    const dialect = this.#dialect;
    const places: number[] = [];
    const expressions: string[] = [];
    bundle.forEach(({ column, sql, text }, at) => {
      const expression = this.#groupedBy(by[at]!, column, sql, text, looks?.[at]);
      if (expression === undefined) return;
      places.push(at);
      expressions.push(expression);
    });
    if (expressions.length === 0) return { whole: true, groups: bundle.map(() => []) };
    const rows = await this.#attempt('values', dialect.counts(expressions, from, MOST_GROUPS));
    if (rows === undefined) return undefined;
    const groups: { value: string; rows: bigint }[][] = bundle.map(() => []);
    for (const row of rows) {
      const value = row['v'];
      if (typeof value === 'string') groups[places[Number(row['k'])]!]?.push({ value, rows: big(row['n']) ?? 0n });
    }
    return { whole: rows.length < MOST_GROUPS, groups };
  }

  #groupedBy(by: CountedBy, column: Column, sql: string, text: string, look: FirstLook | undefined): string | undefined {
    const dialect = this.#dialect;
    switch (by) {
      case 'value':
        return text;
      case 'shape':
        return look === undefined ? undefined : dialect.shape(text, look.characters);
      case 'length':
        return dialect.text(dialect.characters(text), { name: '', type: { kind: 'integer' }, nativeType: '', nullable: true });
      case 'digits':
        return dialect.digits(sql, column);
      case 'nothing':
        return undefined;
      default:
        return by satisfies never;
    }
  }

  /** Rows whose reference leads nowhere: a search for each in the key of the other table. */
  async #orphans(key: ForeignKey): Promise<ForeignKey> {
    const { referencedSchema, referencedTable, columns, referencedColumns } = key;
    const parent = this.#care.quotedOf?.(referencedSchema, referencedTable);
    if (parent === undefined || columns.length === 0 || columns.length !== referencedColumns.length || this.#isCancelled()) return key;
    const quote = (name: string): string => this.#dialect.quote(name);
    const filled = columns.map((name) => `s.${quote(name)} IS NOT NULL`).join(' AND ');
    const same = columns.map((name, at) => `p.${quote(referencedColumns[at]!)} = s.${quote(name)}`).join(' AND ');
    const sql = `SELECT count(*) AS n FROM ${this.#dialect.all(this.#quoted)} WHERE ${filled} AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${same})`;
    const rows = big((await this.#attempt('orphans', sql, columns.join(', ')))?.[0]?.['n']);
    return rows === undefined ? key : { ...key, orphans: { rows: String(rows), at: this.#care.now, query: sql } };
  }

  /** Columns that rows could be known by, and declared keys where nobody holds rows to them. */
  async #keyCandidates(asked: readonly Asked[], profiles: ReadonlyMap<Column, Profiled>): Promise<NonNullable<Table['keyCandidates']>> {
    const { primaryKey, uniqueKeys, foreignKeys } = this.#table;
    const declared = [primaryKey, ...uniqueKeys].filter((key) => key.length > 0);
    const found: { columns: string[]; duplicates: string }[] = [];
    const isDeclared = (name: string): boolean => declared.some((key) => key.length === 1 && key[0] === name);
    const refers = new Set(foreignKeys.filter(({ columns }) => columns.length === 1).map(({ columns }) => columns[0]));
    const candidates = asked.filter(({ column, role }) => (role === 'text' || (role === 'number' && column.type.kind === 'integer')) && !isDeclared(column.name) && !refers.has(column.name)
      && isNearlyUnique(column, profiles.get(column)));
    const named = candidates.filter(({ column }) => hasKeyName(column.name));
    const chosen = [...named, ...candidates.filter((each) => !named.includes(each))].slice(0, MOST_KEY_CANDIDATES);
    for (const { column } of chosen) {
      const { profile } = profiles.get(column)!;
      const exact = !profile.sampled && profile.distinctEstimated !== true && profile.distinct !== undefined;
      const duplicates = exact ? BigInt(profile.rows) - BigInt(profile.nulls) - BigInt(profile.distinct!) : await this.#duplicates([column.name]);
      if (duplicates !== undefined) found.push({ columns: [column.name], duplicates: String(duplicates) });
    }
    if (!this.#dialect.enforcesKeys) {
      for (const key of declared) {
        const duplicates = await this.#duplicates(key);
        if (duplicates !== undefined) found.push({ columns: [...key], duplicates: String(duplicates) });
      }
    }
    return found;
  }

  async #duplicates(columns: readonly string[]): Promise<bigint | undefined> {
    if (this.#isCancelled()) return undefined;
    const names = columns.map((name) => `s.${this.#dialect.quote(name)}`);
    const inner = `SELECT count(*) AS c FROM ${this.#all} WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')} GROUP BY ${names.join(', ')} HAVING count(*) > 1`;
    const rows = await this.#attempt('duplicates', `SELECT sum(g.c - 1) AS n FROM (${inner}) g`, columns.join(', '));
    return rows === undefined ? undefined : big(rows[0]?.['n']) ?? 0n;
  }

  /** Rows by month, of the date that best says when a row came to be. */
  async #growth(): Promise<Table['growth']> {
    const [best] = this.#table.columns.map((column) => ({ column, score: originScore(column) })).filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
    if (best === undefined || this.#isCancelled()) return undefined;
    const { column } = best;
    const sql = `s.${this.#dialect.quote(column.name)}`;
    const rows = await this.#attempt('growth', `SELECT m, count(*) AS n FROM (SELECT ${this.#dialect.month(sql, column)} AS m FROM ${this.#all}) g GROUP BY m`, column.name);
    const months = (rows ?? []).map((row) => ({ month: row['m'] ?? '', rows: String(big(row['n']) ?? 0n) }))
      .filter(({ month }) => /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)).sort((one, other) => (one.month < other.month ? -1 : 1)).slice(-MOST_MONTHS);
    return months.length === 0 ? undefined : { column: column.name, at: this.#care.now, months };
  }

  /** Runs a statement. What goes wrong is said, and nothing comes back. */
  async #attempt(what: Subject, sql: string, of?: string): Promise<readonly Row[] | undefined> {
    if (this.#isCancelled()) return undefined;
    try {
      return await this.#query(sql);
    } catch (error) {
      if (!this.#isCancelled()) this.#failed(`profile.${what}`, error, of);
      return undefined;
    } finally {
      this.#care.working?.();
    }
  }

  #failed(what: `profile.${Subject | 'sample'}`, error: unknown, of?: string): void {
    const kind = this.#care.failure?.(error) ?? 'other';
    if (kind === 'lost' && this.#care.lost !== undefined) throw this.#care.lost(error);
    const subject = connectText(`${what}.subject`, { of: of ?? '' });
    if (kind === 'timeout') {
      this.#timedOut = true;
      this.#say(connectText('profile.timeout', { name: this.#name, what: subject, seconds: String(this.#care.statementSeconds ?? '?') }));
      return;
    }
    this.#say(connectText('profile.failed', { name: this.#name, what: subject, detail: withoutValues((this.#care.detail ?? reasonOf)(error)) }));
  }

  #say(message: string): void {
    if (!this.#care.issues.some((issue) => issue.message === message)) this.#care.issues.push({ message, table: this.#name });
  }
}

type Subject = 'counting' | 'values' | 'orphans' | 'duplicates' | 'growth';

interface Profiled {
  readonly profile: ColumnProfile;
  readonly look: FirstLook | undefined;
  readonly figures: Figures;
}

function isNearlyUnique({ name, nullable }: Column, profiled: Profiled | undefined): boolean {
  if (profiled === undefined) return false;
  const { figures: { filled, blanks = 0n }, look, profile } = profiled;
  const values = filled - blanks;
  if (profile.likely === 'boolean' || values < 2n || (nullable && BigInt(profile.nulls) * 2n > BigInt(profile.rows))) return false;
  // Few rows may all differ where many do not; an approximation may be a little off.
  if (profile.distinct !== undefined && Number(profile.distinct) < 0.9 * Number(values)) return false;
  const share = look?.distinctShare ?? (profile.distinct === undefined ? 0 : Number(profile.distinct) / Number(filled));
  // Names and addresses of persons are often all different, and never a key.
  if (hasPersonalName(name) && !/mail/i.test(name)) return false;
  return hasKeyName(name) ? share >= NEARLY_UNIQUE : share === 1 && values >= LEAST_FOR_UNIQUE;
}

/** Servers quote the value that they could not handle; whose it is, nobody knows. */
function withoutValues(detail: string): string {
  return detail.replace(/"[^"]*"|'[^']*'|\([^()]*@[^()]*\)/g, '…');
}

function big(text: string | null | undefined): bigint | undefined {
  return typeof text === 'string' && /^-?\d+(?:\.0*)?$/.test(text) ? BigInt(text.split('.')[0]!) : undefined;
}

function chunked<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
