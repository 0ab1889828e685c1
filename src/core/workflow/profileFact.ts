import type { ColumnProfile } from '../catalogue/catalogue.ts';
import { counted } from './counted.ts';
import type { Words } from './counted.ts';

/** What was found in a column, in one short line: "12 % empty, 5 codes, reads as date". Empty where there is nothing to say. */
export function profileFact(profile: ColumnProfile, words: Words): string {
  const rows = BigInt(profile.rows);
  if (rows === 0n) return '';
  const empty = BigInt(profile.nulls) + BigInt(profile.blanks ?? '0');
  if (empty >= rows) return sampled(profile, [words('sources.profile.allEmpty', {})], words);
  const parts: string[] = [];
  if (empty > 0n) {
    const share = (empty * 100n + rows / 2n) / rows;
    // 99.6 % is not all of it.
    parts.push(empty * 100n < rows ? words('sources.profile.fewEmpty', {}) : words('sources.profile.empty', { share: String(share > 99n ? 99n : share) }));
  }
  if (profile.codes && profile.codes.length > 0) parts.push(counted(words, 'sources.profile.codes', profile.codes.length));
  else if (profile.distinct !== undefined) {
    const distinct = BigInt(profile.distinct);
    if (profile.distinctEstimated !== true && distinct === rows - BigInt(profile.nulls) && distinct > 1n) parts.push(words('sources.profile.unique', {}));
    else if (distinct > 0n) parts.push((profile.distinctEstimated === true ? '~' : '') + counted(words, 'sources.profile.distinct', distinct));
  }
  if (profile.likely !== undefined) {
    const kind = words(`sources.profile.kind.${profile.likely}`, {});
    const reads = profile.likelyFormat === undefined ? words('sources.profile.likely', { kind }) : words('sources.profile.likelyFormat', { kind, format: profile.likelyFormat.slice(0, 60) });
    const unlike = BigInt(profile.unlike ?? '0');
    parts.push(unlike === 0n ? reads : `${reads} (${counted(words, 'sources.profile.unlike', unlike)})`);
  }
  if (parts.length < 3 && profile.longest !== undefined && profile.longest > 0) parts.push(words('sources.profile.longest', { count: String(profile.longest) }));
  return sampled(profile, parts, words);
}

function sampled(profile: ColumnProfile, parts: readonly string[], words: Words): string {
  if (parts.length === 0) return '';
  return [...parts, ...(profile.sampled ? [words('sources.profile.sampled', {})] : [])].join(', ');
}
