import type { ColumnProfile } from '../catalogue/catalogue.ts';
import { formatCount } from '../units/count.ts';
import { counted } from './counted.ts';
import type { Words } from './counted.ts';
import type { SourceFact } from './sourceDetail.ts';

const MOST_CODES = 12;
const MOST_SHAPES = 3;
const LONGEST = 80;

/**
 * What was found in the values of a column, and when: their range, their codes, how they are written, with the values themselves as far
 * as they are in the catalogue. Where they were left out because they may be personal, it says so.
 */
export function profileDetail(profile: ColumnProfile, words: Words): readonly SourceFact[] {
  const { minimum, maximum, codes = [], patterns = [], masked, sampled, at } = profile;
  const rows = BigInt(profile.rows);
  if (rows === 0n) return [];
  const facts: SourceFact[] = [];
  if (codes.length > 0) {
    const list = codes.slice(0, MOST_CODES).map(({ value, rows: count }) => words('sources.profile.codeRows', { value: shown(value), count: formatCount(BigInt(count)) })).join(', ');
    facts.push({ label: words('sources.profile.codes', {}), value: codes.length > MOST_CODES ? words('sources.profile.andMore', { list, count: String(codes.length - MOST_CODES) }) : list });
  } else if (minimum !== undefined && maximum !== undefined) {
    facts.push({ label: words('sources.profile.range', {}), value: minimum === maximum ? shown(minimum) : words('sources.profile.fromTo', { from: shown(minimum), to: shown(maximum) }) });
  }
  if (codes.length === 0 && patterns.length > 0) {
    const list = patterns.slice(0, MOST_SHAPES).map(({ pattern, rows: count }) => words('sources.profile.codeRows', { value: shown(pattern), count: formatCount(BigInt(count)) })).join(', ');
    facts.push({ label: words('sources.profile.shapes', {}), value: list });
  }
  if (masked === true) facts.push({ label: words('sources.profile.hidden', {}), value: words('sources.profile.hiddenWhy', {}) });
  facts.push({ label: words('sources.profile.looked', {}), value: words(sampled ? 'sources.profile.lookedSample' : 'sources.profile.lookedAll', { at: at.slice(0, 16).replace('T', ' '), rows: counted(words, 'sources.profile.rows', rows) }) });
  return facts;
}

/** A value as one line, clipped. */
function shown(value: string): string {
  const line = value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  if (line.trim() === '') return `“${line.slice(0, 5)}”`;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
