import type { Column, Table } from '../catalogue/catalogue.ts';
import type { MatchProfile } from '../mapping/matcher/matchModel.ts';

/** What the matcher may know of a column's values: figures, quantiles, and the codes where there are any. One function for all, so that nothing is matched anew. */
export function profileOf(_table: Table, { profile }: Column): MatchProfile | undefined {
  if (profile === undefined) return undefined;
  const samples = profile.codes?.map(({ value }) => value) ?? [profile.minimum, profile.maximum].filter((value) => value !== undefined);
  return {
    rows: Number(profile.rows),
    nulls: Number(profile.nulls),
    ...(profile.distinct === undefined ? {} : { distinct: Number(profile.distinct) }),
    ...(samples.length === 0 ? {} : { samples }),
    ...(profile.quantiles === undefined ? {} : { quantiles: profile.quantiles }),
  };
}
