/** Two things that may be the same, and how alike they are. */
export interface Candidate<Item> {
  readonly before: Item;
  readonly after: Item;
  readonly likeness: number;
  /** The likeness alone leaves no doubt, as long as nothing else is nearly as like. */
  readonly convincing: boolean;
}

export interface Paired<Item> extends Candidate<Item> {
  readonly sure: boolean;
}

/** A pair is not sure where one of the two is nearly as like something else. */
const MARGIN = 0.08;

/**
 * Pairs one to one, the most alike first. Nothing depends on the order in which the candidates come, and swapping the two sides
 * gives the same pairs: equally good ones go by the two names in the order of the alphabet.
 */
export function pairUp<Item>(candidates: readonly Candidate<Item>[], nameOf: (item: Item) => string): Paired<Item>[] {
  const keyOf = ({ before, after }: Candidate<Item>): string => [nameOf(before), nameOf(after)].sort().join('\u0000');
  const ordered = candidates.map((candidate) => ({ candidate, key: keyOf(candidate) }))
    .sort((a, b) => b.candidate.likeness - a.candidate.likeness || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  // The best two of each: whether something else comes near is asked of both sides.
  const best = new Map<Item, [Candidate<Item>, Candidate<Item>?]>();
  const note = (item: Item, candidate: Candidate<Item>): void => {
    const known = best.get(item);
    if (!known) best.set(item, [candidate]);
    else known[1] ??= candidate;
  };
  for (const { candidate } of ordered) {
    note(candidate.before, candidate);
    note(candidate.after, candidate);
  }
  const clear = (item: Item, candidate: Candidate<Item>): boolean => {
    const [first, second] = best.get(item) ?? [];
    return first === candidate && (second === undefined || candidate.likeness - second.likeness >= MARGIN);
  };
  const taken = new Set<Item>();
  const pairs: Paired<Item>[] = [];
  for (const { candidate } of ordered) {
    if (taken.has(candidate.before) || taken.has(candidate.after)) continue;
    taken.add(candidate.before);
    taken.add(candidate.after);
    pairs.push({ ...candidate, sure: candidate.convincing && clear(candidate.before, candidate) && clear(candidate.after, candidate) });
  }
  return pairs;
}
