import type { Column, ColumnProfile, Table } from '../catalogue/catalogue.ts';
import type { MatchProfile } from './matcher/matchModel.ts';

/** Beyond this a count says nothing more to the matcher, and a number stays exact. */
const MOST = Number.MAX_SAFE_INTEGER;

/** What the matcher takes from the profile of a column: figures, and values only where the catalogue keeps some (codes). */
export function catalogueProfile(_table: Table, { profile }: Column): MatchProfile | undefined {
  if (profile === undefined) return undefined;
  const samples = codeValues(profile);
  return {
    rows: count(profile.rows), nulls: count(profile.nulls),
    ...(profile.distinct === undefined ? {} : { distinct: count(profile.distinct) }),
    ...(samples.length === 0 ? {} : { samples }),
    ...(profile.quantiles === undefined || profile.quantiles.length === 0 ? {} : { quantiles: profile.quantiles }),
  };
}

/** All different values of a column, where a profile keeps them. */
export function codeValues(profile: ColumnProfile | undefined): readonly string[] {
  return profile?.codes?.map(({ value }) => value) ?? [];
}

function count(digits: string): number {
  return Math.min(MOST, Number(digits));
}
