import { nameTokens } from '../mapping/nameTokens.ts';
import { NameComparer } from '../mapping/similarity.ts';

/** How alike two names are by their words, 0 to 1; the same in both directions. */
export type NameLikeness = (a: string, b: string) => number;

/** Compares names and remembers their words. One for each comparison, so that nothing piles up. */
export function nameLikeness(): NameLikeness {
  const comparer = new NameComparer();
  const known = new Map<string, ReturnType<NameComparer['name']>>();
  const words = (name: string): ReturnType<NameComparer['name']> => {
    let found = known.get(name);
    if (found === undefined) known.set(name, (found = comparer.name(nameTokens(name))));
    return found;
  };
  // Words are partnered from the left: which name comes first could matter.
  return (a, b) => Math.max(comparer.similarity(words(a), words(b)), comparer.similarity(words(b), words(a)));
}
