import type { Column, ForeignKey, Table } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { hasPersonalName } from '../../core/profile/personal.ts';
import { connectText } from '../connectError.ts';
import type { Row } from '../database/engine.ts';
import { assembleProfile } from './assemble.ts';
import type { Figures, Groups } from './assemble.ts';
import { columnRole } from './columnRole.ts';
import { LOOK_CHARACTERS, firstLook } from './firstLook.ts';
import type { CountedBy, FirstLook } from './firstLook.ts';
import type { ProfileCare } from './profileCare.ts';
import type { ProfileDialect, Query } from './profileDialect.ts';
import { Statements, big } from './statements.ts';
import { growthOf, keyCandidatesOf, orphansOf } from './tableFindings.ts';
import type { Asked, Profiled } from './tableFindings.ts';

/** Columns that one statement looks at. */
const BUNDLE = 60;
/** Rows of the first look, fewer where there are many columns. */
const LOOK_ROWS = 10_000;
const LOOK_CELLS = 400_000;
/** Most groups that one statement gives back. */
const MOST_GROUPS = 20_000;
/** Below so many rows different values are counted exactly. */
const EXACT_DISTINCT_ROWS = 200_000n;

/**
 * Looks at the values of a table: a small sample of rows first, which tells what to ask; then, in a few statements for all columns
 * together, the figures. What can't be looked at (a time limit, a right) is left out and said among the issues; a cancelled
 * profile keeps what it has. Throws only `care.lost`.
 */
export async function profileTable(query: Query, dialect: ProfileDialect, quoted: string, table: Table, care: ProfileCare): Promise<Table> {
  return new TableProfile(query, dialect, quoted, table, care).run();
}


class TableProfile {
  readonly #query: Query;
  readonly #dialect: ProfileDialect;
  readonly #quoted: string;
  readonly #table: Table;
  readonly #care: ProfileCare;
  readonly #name: string;
  readonly #statements: Statements;
  /** All rows, as they stand behind FROM; elsewhere than in the table itself where they were put aside. */
  #all: string;

  constructor(query: Query, dialect: ProfileDialect, quoted: string, table: Table, care: ProfileCare) {
    this.#query = query;
    this.#dialect = dialect;
    this.#quoted = quoted;
    this.#table = table;
    this.#care = care;
    this.#name = tableKey(table);
    this.#statements = new Statements(query, this.#name, care);
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
    const aside = this.#statements.isCancelled() ? undefined : await this.#putAside(from, sampled ? sampleRows : undefined, total);
    if (aside !== undefined && !sampled) this.#all = aside.from;
    try {
      return await this.#found(asked, await this.#profiles(asked, sampled ? sampleRows : undefined, total, from, aside?.from));
    } finally {
      await aside?.drop();
    }
  }

  async #found(asked: readonly Asked[], profiles: ReadonlyMap<Column, Profiled>): Promise<Table> {
    const looking = { statements: this.#statements, dialect: this.#dialect, table: this.#table, quoted: this.#quoted, all: this.#all, care: this.#care };
    const foreignKeys: ForeignKey[] = [];
    for (const key of this.#table.foreignKeys) foreignKeys.push(await orphansOf(looking, key));
    const keyCandidates = await keyCandidatesOf(looking, asked, profiles);
    const growth = await growthOf(looking);
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

  /** Rows of the table, as far as the sample needs to know: an estimate does; without one they are counted up to the limit. */
  async #total(): Promise<bigint | undefined> {
    const { rowCount } = this.#table.statistics;
    if (rowCount !== undefined) return BigInt(rowCount);
    const { sampleRows } = this.#care;
    if (sampleRows === 0) return undefined;
    const inner = this.#dialect.limited(`SELECT 1 AS one FROM ${this.#dialect.all(this.#quoted)}`, sampleRows + 1);
    const rows = await this.#statements.attempt('counting', `SELECT count(*) AS n FROM (${inner}) c`);
    const counted = rows === undefined ? undefined : big(rows[0]?.['n']);
    return counted === undefined || counted > BigInt(sampleRows) ? undefined : counted;
  }

  async #profiles(asked: readonly Asked[], sampleRows: number | undefined, total: bigint | undefined, rows: string, aside: string | undefined): Promise<Map<Column, Profiled>> {
    const made = new Map<Column, Profiled>();
    let from = aside ?? rows;
    let isSample = sampleRows !== undefined;
    for (const bundle of chunked(asked, BUNDLE)) {
      if (this.#statements.isCancelled()) break;
      const looks = await this.#look(bundle, aside, total, asked.length);
      if (this.#statements.isCancelled()) break;
      let figures = await this.#figures(bundle, looks, from, sampleRows === undefined ? total : BigInt(sampleRows));
      if (figures === undefined && this.#statements.timedOut && !isSample && total !== undefined && total > 100_000n) {
        // Fewer rows are better than none.
        this.#statements.timedOut = false;
        from = this.#from(100_000, total, false);
        isSample = true;
        this.#statements.say(connectText('profile.smaller', { name: this.#name, seconds: String(this.#care.statementSeconds ?? '?') }));
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
    if (clause.firstRows === true && say) this.#statements.say(connectText('profile.firstRows', { name: this.#name, rows: String(sampleRows) }));
    return clause.from;
  }

  async #putAside(from: string, sampleRows: number | undefined, total: bigint | undefined): Promise<{ readonly from: string; readonly drop: () => Promise<void> } | undefined> {
    try {
      const rows = sampleRows ?? (total === undefined ? undefined : Number(total));
      return await this.#dialect.putAside?.(this.#query, from, rows);
    } catch (error) {
      this.#statements.failed('profile.sample', error);
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
      found = await this.#statements.attempt('values', this.#dialect.limited(`SELECT ${list.join(', ')} FROM ${from}`, rows * 2));
      if (found !== undefined && !whole && aside === undefined && found.length < 100) {
        found = await this.#statements.attempt('values', this.#dialect.limited(`SELECT ${list.join(', ')} FROM ${this.#dialect.all(this.#quoted)}`, rows));
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
    const found = (await this.#statements.attempt('values', `SELECT ${parts.join(', ')} FROM ${from}`))?.[0];
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
    if (first === undefined || this.#statements.isCancelled()) return all;
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
    const rows = await this.#statements.attempt('values', dialect.counts(expressions, from, MOST_GROUPS));
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
}

function chunked<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
