import { parseCount } from '../units/count.ts';

/** What stands behind a count that a list states, in place of a query: the words of the list, and where they stand. */
export function statedIn(written: string, place: string): string {
  return `"${written.trim()}" in ${place}`;
}

/** True where a stated count was written as a rough one: "about 2 million". */
export function isRoughlyStated(source: string | undefined): boolean {
  const written = /^"([^"]{1,200})" in /.exec(source ?? '')?.[1];
  return written !== undefined && parseCount(written)?.estimated === true;
}
