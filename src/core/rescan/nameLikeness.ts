import { NameComparer } from '../mapping/matcher/nameLikeness.ts';
import { nameTokens } from '../mapping/nameTokens.ts';

/** How alike two names are by their words, 0 to 1; the same in both directions. */
export type NameLikeness = (a: string, b: string) => number;

/** Compares names by the letters of their words, no synonyms: what was renamed is mostly called nearly the same. One for each comparison, so that nothing piles up. */
export function nameLikeness(): NameLikeness {
  const comparer = new NameComparer({ synonyms: false, trigrams: true, glued: false });
  const words = (name: string): ReturnType<NameComparer['prepare']> => comparer.prepare(name, nameTokens(name));
  // Words are partnered from the left: which name comes first could matter.
  return (a, b) => Math.max(comparer.likeness(words(a), words(b)), comparer.likeness(words(b), words(a)));
}
