import type { Column, ColumnProfile, ForeignKey, Table } from '../../core/catalogue/catalogue.ts';
import { hasKeyName, originScore } from '../../core/profile/keyNames.ts';
import { hasPersonalName } from '../../core/profile/personal.ts';
import type { Figures } from './assemble.ts';
import type { ColumnRole } from './columnRole.ts';
import type { FirstLook } from './firstLook.ts';
import type { ProfileCare } from './profileCare.ts';
import type { ProfileDialect } from './profileDialect.ts';
import { big } from './statements.ts';
import type { Statements } from './statements.ts';

const MOST_MONTHS = 120;
const MOST_KEY_CANDIDATES = 8;
/** Different values over values of a column that may be meant as a key, and the fewest values that say so. */
const NEARLY_UNIQUE = 0.95;
const LEAST_FOR_UNIQUE = 20n;

/** The table that is looked at, and by which means. */
export interface Looking {
  readonly statements: Statements;
  readonly dialect: ProfileDialect;
  readonly table: Table;
  readonly quoted: string;
  /** All rows, as they stand behind FROM. */
  readonly all: string;
  readonly care: ProfileCare;
}

/** A column as the statements name it. */
export interface Asked {
  readonly column: Column;
  readonly role: ColumnRole;
  /** The column in a statement: `s."name"`. */
  readonly sql: string;
  /** It as text. */
  readonly text: string;
  /** Whether its values may be told; by the name alone. */
  readonly told: boolean;
}

/** A profile, with what it was made of. */
export interface Profiled {
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

/** Rows whose reference leads nowhere: a search for each in the key of the other table. */
export async function orphansOf(looking: Looking, key: ForeignKey): Promise<ForeignKey> {
  const { referencedSchema, referencedTable, columns, referencedColumns } = key;
  const parent = looking.care.quotedOf?.(referencedSchema, referencedTable);
  if (parent === undefined || columns.length === 0 || columns.length !== referencedColumns.length || looking.statements.isCancelled()) return key;
  const quote = (name: string): string => looking.dialect.quote(name);
  const filled = columns.map((name) => `s.${quote(name)} IS NOT NULL`).join(' AND ');
  const same = columns.map((name, place) => `p.${quote(referencedColumns[place]!)} = s.${quote(name)}`).join(' AND ');
  const sql = `SELECT count(*) AS n FROM ${looking.dialect.all(looking.quoted)} WHERE ${filled} AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${same})`;
  const rows = big((await looking.statements.attempt('orphans', sql, columns.join(', ')))?.[0]?.['n']);
  return rows === undefined ? key : { ...key, orphans: { rows: String(rows), at: looking.care.now, query: sql } };
}

/** Columns that rows could be known by, and declared keys where nobody holds rows to them. */
export async function keyCandidatesOf(looking: Looking, asked: readonly Asked[], profiles: ReadonlyMap<Column, Profiled>): Promise<NonNullable<Table['keyCandidates']>> {
  const { primaryKey, uniqueKeys, foreignKeys } = looking.table;
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
    const duplicates = exact ? BigInt(profile.rows) - BigInt(profile.nulls) - BigInt(profile.distinct!) : await duplicatesOf(looking, [column.name]);
    if (duplicates !== undefined) found.push({ columns: [column.name], duplicates: String(duplicates) });
  }
  if (!looking.dialect.enforcesKeys) {
    for (const key of declared) {
      const duplicates = await duplicatesOf(looking, key);
      if (duplicates !== undefined) found.push({ columns: [...key], duplicates: String(duplicates) });
    }
  }
  return found;
}

async function duplicatesOf(looking: Looking, columns: readonly string[]): Promise<bigint | undefined> {
  if (looking.statements.isCancelled()) return undefined;
  const names = columns.map((name) => `s.${looking.dialect.quote(name)}`);
  const inner = `SELECT count(*) AS c FROM ${looking.all} WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')} GROUP BY ${names.join(', ')} HAVING count(*) > 1`;
  const rows = await looking.statements.attempt('duplicates', `SELECT sum(g.c - 1) AS n FROM (${inner}) g`, columns.join(', '));
  return rows === undefined ? undefined : big(rows[0]?.['n']) ?? 0n;
}

/** Rows by month, of the date that best says when a row came to be. */
export async function growthOf(looking: Looking): Promise<Table['growth']> {
  const [best] = looking.table.columns.map((column) => ({ column, score: originScore(column) })).filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
  if (best === undefined || looking.statements.isCancelled()) return undefined;
  const { column } = best;
  const sql = `s.${looking.dialect.quote(column.name)}`;
  const rows = await looking.statements.attempt('growth', `SELECT m, count(*) AS n FROM (SELECT ${looking.dialect.month(sql, column)} AS m FROM ${looking.all}) g GROUP BY m`, column.name);
  const months = (rows ?? []).map((row) => ({ month: row['m'] ?? '', rows: String(big(row['n']) ?? 0n) }))
    .filter(({ month }) => /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)).sort((one, other) => (one.month < other.month ? -1 : 1)).slice(-MOST_MONTHS);
  return months.length === 0 ? undefined : { column: column.name, at: looking.care.now, months };
}
